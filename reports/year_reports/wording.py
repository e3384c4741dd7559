"""Reports on the screen: states, sections, steps, refusals; in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from compliance.filing import FilingError
from compliance.wording import day
from reports.documents import live
from reports.filing_page import refusal as filing_refusal
from reports.models import ReportSection, ReportState
from reports.year_reports import errors

NOT_BEGUN = "none"
# How a state's tag looks, and its mark.
LOOKS = {
    NOT_BEGUN: ("is-notdue", "notdue", pgettext_lazy("report", "Not begun")),
    ReportState.DRAFT: ("is-notdue", "notdue", ReportState.DRAFT.label),
    ReportState.SUBMITTED: ("is-wait", "wait", ReportState.SUBMITTED.label),
    ReportState.RETURNED: ("is-back", "back", ReportState.RETURNED.label),
    ReportState.ACCEPTED: ("is-met", "met", ReportState.ACCEPTED.label),
}
GROUPS = {
    live.BASICS: gettext_lazy("Who and when"),
    live.DEEDS: gettext_lazy("Activities"),
    live.RESULTS: gettext_lazy("Duties, in periods"),
    live.DUTIES: gettext_lazy("Duty by duty"),
    live.TYPES: gettext_lazy("By type of activity"),
}
STEPS = {
    "report.section_written": gettext_lazy("%(by)s wrote “%(section)s”"),
    "report.case_added": gettext_lazy("%(by)s added the case “%(title)s”"),
    "report.case_changed": gettext_lazy("%(by)s changed the case “%(title)s”"),
    "report.case_struck": gettext_lazy("%(by)s took out the case “%(title)s”"),
    "report.person_added": gettext_lazy("%(by)s added %(title)s to those to commend"),
    "report.person_changed": gettext_lazy("%(by)s changed what is said of %(title)s"),
    "report.person_struck": gettext_lazy("%(by)s took %(title)s out of those to commend"),
    "report.agreed": gettext_lazy("%(by)s agreed for the supporting school"),
    "report.submitted": gettext_lazy("%(by)s submitted it to the bureau"),
    "report.returned": gettext_lazy("%(by)s returned it: %(reason)s"),
    "report.accepted": gettext_lazy("%(by)s accepted it"),
}
REFUSALS = {
    errors.NotOpenError: gettext_lazy(
        "The report is submitted, accepted or filed: nothing is written in it now."
    ),
    errors.EditedMeanwhileError: gettext_lazy(
        "Somebody else has saved this meanwhile. What you typed is kept below."
    ),
    errors.ChangedMeanwhileError: gettext_lazy(
        "The words were changed after this page was opened. Read them first, then decide."
    ),
    errors.NotAgreedError: gettext_lazy(
        "The principal of the supporting school has not agreed to these words yet."
    ),
    errors.AlreadyAgreedError: gettext_lazy("The supporting school has agreed already."),
    errors.NotSubmittedError: gettext_lazy("No submitted report lies before the bureau."),
}
BETWEEN = pgettext_lazy("between the items of a list", ", ")


def section_word(code: str) -> str:
    """Of a section; the title of a case stands for itself."""
    return str(ReportSection(code).label) if code in ReportSection.values else code


def step_sentence(verb: str, *, by: str, facts: dict) -> str:
    words = {"by": by, "reason": "", "title": "", "section": "", **facts}
    words["section"] = section_word(words["section"]) if words["section"] else ""
    return str(STEPS[verb]) % words


def refusal(error: Exception) -> str:
    """Why it was refused, in one sentence."""
    if isinstance(error, FilingError):
        return filing_refusal(error)
    if isinstance(error, errors.TooEarlyError):
        return _("It can be submitted from %(day)s on: the time it tells of is not over.") % {
            "day": day(error.opens_on)
        }
    if isinstance(error, errors.UnknownFiguresError):
        return unknown_sentence(error.found)
    if isinstance(error, errors.UnprintableError):
        return _(
            "No font holds %(characters)s, so the report cannot be printed. It stands here:"
            " %(places)s. Write another character in its place."
        ) % {
            "characters": " ".join(error.characters),
            "places": " / ".join(error.places),
        }
    return str(REFUSALS[type(error)])


def unknown_sentence(found: dict[str, tuple[str, ...]]) -> str:
    told = [
        _("%(names)s in “%(section)s”")
        % {
            "names": str(BETWEEN).join(f"〔{name}〕" for name in names),
            "section": section_word(section),
        }
        for section, names in found.items()
    ]
    return _("There are no such figures: %(found)s. Choose from the list beside the text.") % {
        "found": str(BETWEEN).join(told)
    }
