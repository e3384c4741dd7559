"""Words of the pages on which an agreement is read: why a file has no text, why a step was
refused, how a duty stands, what was left over."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.models import ReadingState
from agreements.reader.files import Fault, FileProblem
from agreements.reader.values import Leftover
from agreements.readings.cards import CardState
from agreements.wording import REFUSALS as AGREEMENT_REFUSALS
from agreements.wording import sentence

FAULTS = {
    Fault.TOO_BIG: gettext_lazy(
        "The file has %(size)s; at most %(limit)s are read. Send the text without its pictures."
    ),
    Fault.TOO_LONG: gettext_lazy(
        "The text has more than %(limit)s characters: that is no single agreement."
    ),
    Fault.TOO_MANY_PAGES: gettext_lazy(
        "The PDF has %(pages)s pages; at most %(limit)s are read. Send the agreement alone."
    ),
    Fault.UNPACKS_TOO_BIG: gettext_lazy(
        "This file swells to more than %(limit)s when it is opened and was not read. Save it"
        " anew in Word."
    ),
    Fault.EMPTY: gettext_lazy("There is no text in this file."),
    Fault.SCANNED: gettext_lazy(
        "This PDF has pictures of pages and no text behind them. Send the Word file it was"
        " printed from, or run text recognition on it first."
    ),
    Fault.GARBLED: gettext_lazy(
        "The characters of this PDF cannot be told from its fonts. Send the Word file instead."
    ),
    Fault.ENCRYPTED: gettext_lazy(
        "The file is locked with a password. Save it without one and send it again."
    ),
    Fault.OLD_WORD: gettext_lazy(
        "This is a file of an older Word or of WPS. Save it as .docx or PDF and send it again."
    ),
    Fault.NOT_WORD: gettext_lazy(
        "This is no Word document. Send the agreement as .docx, PDF or plain text."
    ),
    Fault.PICTURE: gettext_lazy(
        "This is a picture. Send the agreement as .docx, PDF with text, or plain text."
    ),
    Fault.BROKEN: gettext_lazy(
        "The file does not open: it is damaged or incomplete. Send it again, or save it anew."
    ),
    Fault.UNKNOWN_KIND: gettext_lazy(
        "Only Word (.docx), PDF and plain text (.txt) are read. This is something else."
    ),
}
ANOTHER_GENRE = gettext_lazy(
    "This text speaks of no pairing of schools: no agreement was found in it. Nothing was kept."
)
REFUSALS = {
    "ReadingClosedError": gettext_lazy(
        "The work on this text is “%(state)s”; nothing is changed any more."
    ),
    "StaleStepError": gettext_lazy(
        "%(by)s has changed this since you opened the page. Here is how it stands now."
    ),
    "NotAcceptableError": gettext_lazy("Not accepted yet: %(problems)s"),
    "CutError": gettext_lazy(
        "Not split: choose a place inside the sentence, with words of a duty on both sides."
    ),
    "ApartError": gettext_lazy(
        "Only duties of the same clause, or two that follow each other, are made one."
    ),
    "NothingToUndoError": gettext_lazy("There is no earlier step to go back to."),
    "UndecidedError": gettext_lazy(
        "%(count)s duties have not been decided on. Look at them first."
    ),
    "NumberTakenError": gettext_lazy("Another agreement has the number %(number)s."),
    "AlreadyIssuedError": gettext_lazy("Has the draft %(number)s of this template already."),
    "RetiredTemplateError": gettext_lazy("This template is no longer issued."),
}
# How a card stands: its word, how the tag looks, and its mark.
TAGS = {
    CardState.OPEN: (pgettext_lazy("duty read", "Not checked"), "is-notdue", "notdue"),
    CardState.ACCEPTED: (pgettext_lazy("duty read", "Checked"), "is-met", "met"),
    CardState.CORRECTED: (pgettext_lazy("duty read", "Corrected"), "is-met", "met"),
    CardState.NOT_A_DUTY: (
        pgettext_lazy("duty read", "No counted duty"),
        "is-exempt",
        "exempt",
    ),
    CardState.DROPPED: (pgettext_lazy("duty read", "Left out"), "is-exempt", "exempt"),
}
LACKS = (pgettext_lazy("duty read", "Lacks a number"), "is-uncounted", "uncounted")
DOUBTFUL = (pgettext_lazy("duty read", "Look closely"), "is-risk", "risk")
LEFTOVERS = {
    Leftover.NUMBER: gettext_lazy("Has a number of which no duty was made."),
    Leftover.FREQUENCY: gettext_lazy("Says how often, but no duty was made of it."),
    Leftover.BLANK: gettext_lazy("Has a blank that nobody has filled in."),
}
STATE_LOOKS = {
    ReadingState.OPEN: ("is-wait", "wait"),
    ReadingState.DONE: ("is-met", "met"),
    ReadingState.ABANDONED: ("is-exempt", "exempt"),
}


def fault_sentence(problem: FileProblem) -> str:
    """Why there is no text in a file, and what to do."""
    facts = dict(problem.facts)
    if problem.fault in (Fault.TOO_BIG, Fault.UNPACKS_TOO_BIG):
        facts = {name: filesizeformat(size) for name, size in facts.items()}
    return str(FAULTS[problem.fault]) % facts


def refusal(error) -> str:
    """Why a step was refused (a ``ReadingError``), in the reader's language."""
    facts = dict(error.facts)
    if "problems" in facts:
        facts["problems"] = " ".join(sentence(problem) for problem in facts["problems"])
    if "state" in facts:
        facts["state"] = str(ReadingState(facts["state"]).label)
    return str(REFUSALS[type(error).__name__]) % facts


def outcome_sentence(outcome: dict | None) -> str:
    """Why a pairing got no draft of a template; "" for one that did, or waits."""
    if not outcome or "error" not in outcome:
        return ""
    facts = outcome["facts"]
    if outcome["error"] == "ValidationError":
        return " ".join(facts["messages"])
    words = REFUSALS.get(outcome["error"]) or AGREEMENT_REFUSALS[outcome["error"]]
    return str(words) % facts
