"""Findings, refusals, states and events of this app in words, in the reader's language."""

from datetime import date

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.findings import Finding, Problem
from agreements.models.choices import (
    AgreementState,
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Party,
    Period,
    SeasonKind,
)
from pairing.models import AgreementPart, SigningWay
from pairing.vocabulary import ActivityType, Grade, Role, Stage, Subject, Topic

FINDINGS = {
    Finding.MAXIMUM_BELOW_MINIMUM: gettext_lazy(
        "At most %(maximum)s is less than at least %(minimum)s."
    ),
    Finding.BLANK_WITH_NUMBER: gettext_lazy(
        "Marked as not yet counted, yet the number %(number)s is given. Keep one of the two."
    ),
    Finding.FORBIDDEN_WITH_MINIMUM: gettext_lazy(
        "What must not be done cannot ask for at least %(minimum)s."
    ),
    Finding.NUMBER_BELOW_ONE: gettext_lazy(
        "“%(field)s” is %(number)s: that asks for nothing and allows nothing. Leave it empty,"
        " or write 1 or more."
    ),
    Finding.PERCENT_OVER_100: gettext_lazy("%(number)s percent is more than all (100)."),
    Finding.NOTHING_COUNTS: gettext_lazy("Choose at least one activity type that counts."),
    Finding.NO_PARTY: gettext_lazy("The text does not say who owes it. Choose."),
    Finding.NO_NAME: gettext_lazy("Give it a short name, as on cards."),
    Finding.STRAY: gettext_lazy(
        "“%(field)s” is filled in (%(value)s), but says nothing while “%(other)s” is"
        " “%(chosen)s”. Empty it, or choose otherwise there."
    ),
    Finding.GRADE_NOT_OF_STAGE: gettext_lazy(
        "%(grades)s: no grade of the stages chosen (%(stages)s)."
    ),
    Finding.GROUP_AS_RANK: gettext_lazy(
        "“%(role)s” stands for several posts and is no rank. Choose one post."
    ),
    Finding.UNKNOWN_MARK: gettext_lazy("Not a list of groups of marks: %(marks)s."),
    Finding.EACH_WITHOUT_ITEMS: gettext_lazy("“%(kind)s” is asked for, but none is named."),
    Finding.UNKNOWN_ITEM: gettext_lazy("Unknown: %(items)s."),
    Finding.SIDE_OF_EACH: gettext_lazy(
        "“%(party)s” counts each school's own people, so not those of one side only"
        " (%(counted_side)s)."
    ),
    Finding.SEASON_OUTSIDE_PERIOD: gettext_lazy(
        "“%(season)s” comes once a year and lies outside every term, so “%(period)s” does not"
        " fit it."
    ),
    Finding.SEASON_DAYS: gettext_lazy(
        "“%(day)s” is no day of the year. Write month and day, for example 03-01."
    ),
    Finding.DUE_INCOMPLETE: gettext_lazy("“%(kind)s” needs this to be filled in correctly."),
    Finding.DUE_OUTSIDE: gettext_lazy(
        "%(due_on)s lies outside the agreement (%(starts_on)s to %(ends_on)s)."
    ),
    Finding.DUE_NEVER: gettext_lazy(
        "The agreement (%(starts_on)s to %(ends_on)s) does not hold %(month_day)s."
    ),
    Finding.DUE_OUTSIDE_SEASON: gettext_lazy(
        "By %(month_day)s lies outside the season (%(season)s)."
    ),
    Finding.DUE_NOT_IN_BREAK: gettext_lazy(
        "“%(due_kind)s” is a day of the term; “%(season)s” lies outside every term."
    ),
    Finding.COVERAGE_WITHOUT_NUMBER: gettext_lazy(
        "What is to be covered and how many belong together: fill in both."
    ),
    Finding.COVERAGE_TOO_WIDE: gettext_lazy(
        "%(distinct)s different ones are asked for (%(coverage_of)s), but only %(most)s can"
        " come up."
    ),
    Finding.COVERAGE_OVER_MAXIMUM: gettext_lazy(
        "%(distinct)s different ones are asked for (%(coverage_of)s), but at most %(maximum)s"
        " events are allowed."
    ),
    Finding.CEILING_BELOW_FLOOR: gettext_lazy(
        "At most %(ceiling)s an event is less than at least %(floor)s (%(bound_unit)s)."
    ),
    Finding.SHARE_LARGER: gettext_lazy(
        "The share “%(part)s” asks for %(share)s, its whole “%(total)s” for %(whole)s only."
    ),
    Finding.SHARE_OUTSIDE: gettext_lazy(
        "A share is counted among “%(whole)s” (%(of_whole)s); %(beyond)s is never found there."
    ),
    Finding.SHARE_OF_ANOTHER_AGREEMENT: gettext_lazy(
        "“%(whole)s” stands in another agreement; a share and its whole stand in one."
    ),
    Finding.SHARE_OF_ITSELF: gettext_lazy(
        "“%(share)s” would be a share of “%(whole)s”, which is a share of it or the same duty."
    ),
    Finding.QUOTA_STAGE: gettext_lazy(
        "%(stage)s is not among the stages of the duty (%(stages)s)."
    ),
    Finding.QUOTA_SEASON: gettext_lazy(
        "A number for one term needs a duty counted by term; this one is “%(period)s”."
    ),
    Finding.QUOTA_YEAR: gettext_lazy(
        "A number for agreement year %(year)s, but the last agreement year is %(years)s."
    ),
    Finding.QUOTA_TWICE: gettext_lazy("“%(key)s” has a number already. Keep one of the two."),
    Finding.QUOTA_MIXED: gettext_lazy(
        "“%(key)s” and “%(other)s” can mean the same time. Give all numbers by term, all by"
        " year or all by stage."
    ),
    Finding.QUOTA_KEYS: gettext_lazy(
        "Say for what the number holds: one term, one agreement year or one stage (%(count)s"
        " of them chosen)."
    ),
    Finding.REPLACES_UNRELATED: gettext_lazy(
        "“%(duty)s” does not stand in the agreement that is amended here."
    ),
    Finding.BLANK_DUTY: gettext_lazy("“%(duty)s” has no number yet."),
    Finding.BLANK_TEXT: gettext_lazy("The text still has a blank."),
    Finding.EMPTY_AGREEMENT: gettext_lazy("The agreement has no clauses."),
    Finding.EMPTY_SECTION: gettext_lazy("The clause is empty."),
    Finding.PART_MISSING: gettext_lazy(
        "The programme asks for a section “%(part)s”. Add one whose heading says so and fill it"
        " in."
    ),
    Finding.NO_BUREAU_COPY: gettext_lazy(
        "No bureau is named to keep a copy. It can still read and file the agreement here."
    ),
    Finding.OWN_BUREAU_NO_COPY: gettext_lazy(
        "The bureau of %(side)s, %(bureau)s, is not named to keep a copy."
    ),
    Finding.OUTSIDE_AREAS: gettext_lazy(
        "“%(duty)s” is about %(area)s, which is no area of this pairing (%(areas)s)."
    ),
    Finding.COPIES_DIFFER: gettext_lazy(
        "The agreement says %(copies)s copies, its holders have %(held)s together."
    ),
    Finding.COPIES_WITHOUT_HOLDERS: gettext_lazy(
        "The agreement says %(copies)s copies, but nobody is named to keep them."
    ),
    Finding.YEARS_DIFFER: gettext_lazy(
        "The text says %(years)s years, but the days run from %(starts_on)s to %(ends_on)s."
    ),
    Finding.AMENDS_ANOTHER_PAIRING: gettext_lazy(
        "The agreement %(number)s belongs to another pairing."
    ),
    Finding.AMENDS_OUTSIDE: gettext_lazy(
        "The amendment is to take effect on %(takes_effect_on)s, outside the agreement"
        " (%(starts_on)s to %(ends_on)s)."
    ),
}
# Facts that are codes, and the words they stand for.
CODES = {
    "grades": Grade,
    "stages": Stage,
    "stage": Stage,
    "role": Role,
    "season": SeasonKind,
    "period": Period,
    "party": Party,
    "due_kind": DueKind,
    "coverage_of": CoverageOf,
    "activity_types": ActivityType,
    "subjects": Subject,
    "topics": Topic,
    "part": AgreementPart,
}
KINDS = {
    Finding.EACH_WITHOUT_ITEMS: EachOfKind,
    Finding.DUE_INCOMPLETE: DueKind,
}


def sentence(problem: Problem) -> str:
    """The finding, after the place of its clause where that is known."""
    facts = {name: _word(problem, name, fact) for name, fact in problem.facts.items()}
    facts |= _spelt_out(problem)
    text = FINDINGS[problem.finding] % facts
    if not problem.place:
        return text
    return _("%(place)s: %(text)s") % {"place": problem.place, "text": text}


def _word(problem: Problem, name: str, fact) -> str:
    vocabulary = KINDS.get(problem.finding) if name == "kind" else CODES.get(name)
    if name == "month_day":
        month, day = fact
        return (
            _("the end of month %(month)s") % {"month": month}
            if day == 31
            else f"{month:02}-{day:02}"
        )
    if name == "bound_unit":
        return str(Measure(fact).label)
    if name in ("counted_side", "side"):
        return str(PARTY_WORDS[fact])
    return _said(fact, vocabulary)


def _said(fact, vocabulary=None) -> str:
    if isinstance(fact, date):
        return date_format(fact, "Y-m-d")
    if isinstance(fact, list):
        return _(", ").join(_said(one, vocabulary) for one in fact)
    is_code = vocabulary is not None and fact in vocabulary.values
    return str(vocabulary(fact).label) if is_code else str(fact)


def _spelt_out(problem: Problem) -> dict[str, str]:
    """Facts that are fields of a duty or of a quota line, in the words of the form."""
    facts = problem.facts
    if problem.finding in (Finding.STRAY, Finding.NUMBER_BELOW_ONE):
        found = {"field": _title("Obligation", facts["field"])}
        if "other" in facts:
            found["value"] = value_words("Obligation", facts["field"], facts["value"])
            found["other"] = _title("Obligation", facts["other"])
            found["chosen"] = value_words("Obligation", facts["other"], facts["chosen"])
        return found
    if problem.finding in (Finding.QUOTA_TWICE, Finding.QUOTA_MIXED):
        keys = {name: facts[name] for name in ("key", "other") if name in facts}
        return {name: _key_words(*key) for name, key in keys.items()}
    if problem.finding == Finding.SHARE_OUTSIDE:
        name, codes = next(iter(facts["of_whole"].items()))
        vocabulary = CODES[name]
        return {"of_whole": _said(codes, vocabulary), "beyond": _said(facts[name], vocabulary)}
    return {}


def _title(model: str, field: str) -> str:
    return str(apps.get_model("agreements", model)._meta.get_field(field).verbose_name)


def value_words(model: str, name: str, value) -> str:
    """What the field ``name`` holds, in words: labels for codes, “none” for nothing."""
    field = apps.get_model("agreements", model)._meta.get_field(name)
    if value in ("", None, []):
        return _("none")
    if isinstance(value, list):
        return _said(value, getattr(field, "vocabulary", None))
    return str(dict(field.flatchoices).get(value, _said(value)))


def _key_words(name: str, value) -> str:
    if name == "agreement_year":
        return _("agreement year %(year)s") % {"year": value}
    return value_words("QuotaLine", name, value)


def raise_for(problems: list[Problem], *, fields: frozenset[str] | None = None) -> None:
    """Raise the problems as one ValidationError, each at its field; those of a field that is
    not among ``fields`` stand at the top."""
    found: dict[str | None, list[ValidationError]] = {}
    for problem in problems:
        name = problem.field if fields is None or problem.field in fields else ""
        error = ValidationError(sentence(problem), code=problem.finding)
        found.setdefault(name or "__all__", []).append(error)
    if found:
        raise ValidationError(found)


# --- States -----------------------------------------------------------------------------------
# How a state's tag looks, and its mark.
LOOKS = {
    "draft": ("is-notdue", "notdue"),
    "agreed": ("is-wait", "wait"),
    "approved": ("is-wait", "wait"),
    "signing": ("is-wait", "wait"),
    "in_force": ("is-force", "dot"),
    "suspended": ("is-exempt", "exempt"),
    "expired": ("is-exempt", "exempt"),
    "terminated": ("is-exempt", "exempt"),
    "superseded": ("is-exempt", "exempt"),
}

# --- Refusals ---------------------------------------------------------------------------------
REFUSALS = {
    "WrongStateError": gettext_lazy(
        "The agreement is “%(state)s” by now; this step is not possible any more."
    ),
    "NotReadyError": gettext_lazy("The agreement cannot be signed yet: %(problems)s"),
    "TextChangedError": gettext_lazy(
        "The text is another one by now: words or names in it were changed. Read it again; both"
        " schools agree to the new text."
    ),
    "AlreadyAgreedError": gettext_lazy("%(side)s has agreed to this text before."),
    "NotApprovedError": gettext_lazy(
        "This programme asks the bureau to approve before signing. It has not done so yet."
    ),
    "OtherWayError": gettext_lazy(
        "The programme has its agreements signed otherwise: %(way)s."
    ),
    "OtherVersionError": gettext_lazy(
        "The code on the paper is %(found)s, that of this text is %(asked)s. Print this text,"
        " have it signed and send the scan of that."
    ),
    "OtherCodeError": gettext_lazy(
        "You typed %(found)s; every page of this text bears %(asked)s. Type it as it stands on"
        " the paper. Where another one stands there, the paper shows another text."
    ),
    "NoCodeError": gettext_lazy(
        "No code could be read from the scan. Type the one printed at the foot of every page."
    ),
    "ScanUnreadableError": gettext_lazy(
        "The file cannot be opened: it is damaged or locked with a password. Scan the paper"
        " again."
    ),
    "ScanTooLargeError": gettext_lazy(
        "The scan has %(found)s pages or millions of pixels; at most %(most)s are read. Send"
        " the agreement alone, at 200 to 300 dots an inch."
    ),
    "RemindedTodayError": gettext_lazy(
        "They were reminded today (%(on)s). Once a day is enough."
    ),
    "NobodyWaitedForError": gettext_lazy("Nobody is waited for by now."),
    "NotAmendableError": gettext_lazy(
        "The agreement is “%(state)s”; only what is in force is amended or renewed."
    ),
    "NothingAmendedError": gettext_lazy("Nothing is changed yet: change, end or add a duty."),
    "AmendedAlreadyError": gettext_lazy(
        "%(number)s changes “%(duty)s” already. Change it there, or end that draft first."
    ),
    "ClauseHoldsError": gettext_lazy("%(place)s holds clauses. Take those out first."),
    "DutyHoldsError": gettext_lazy(
        "Shares are counted among “%(duty)s”. Take those out first."
    ),
    "AlreadySignedError": gettext_lazy("%(side)s has signed before."),
    "SomebodySignedError": gettext_lazy(
        "One side has signed. What was signed is not changed any more; agree on an amendment."
    ),
    "PairingEndedError": gettext_lazy(
        "The pairing ended on %(ended_on)s; its agreement is not signed any more."
    ),
    "DayOutsideError": gettext_lazy(
        "%(day)s is not possible: choose a day from %(first_on)s to %(last_on)s."
    ),
    "SuspensionOverlapsError": gettext_lazy(
        "The agreement rests already from %(starts_on)s to %(ends_on)s."
    ),
    "ReasonMissingError": gettext_lazy("Say why: both schools read it."),
    "NothingToWaiveError": gettext_lazy("Nothing is owed here that could be waived."),
    "AlreadyWaivedError": gettext_lazy(
        "The duty was waived before for the time from %(window_starts_on)s."
    ),
}
REFUSED_CODES = {"state": AgreementState, "way": SigningWay}
PARTY_WORDS = {"supporting": gettext_lazy("Party A"), "receiving": gettext_lazy("Party B")}


def refusal(error) -> str:
    """Why a service refused (an ``AgreementChangeError``), in the reader's language."""
    facts = {name: _refused(name, fact) for name, fact in error.facts.items()}
    return str(REFUSALS[type(error).__name__]) % facts


def _refused(name: str, fact) -> str:
    if name == "problems":
        return " ".join(sentence(problem) for problem in fact)
    if name == "side":
        return str(PARTY_WORDS[fact])
    if name in REFUSED_CODES:
        return str(REFUSED_CODES[name](fact).label)
    return date_format(fact, "Y-m-d") if isinstance(fact, date) else str(fact)
