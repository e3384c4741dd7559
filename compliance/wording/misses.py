"""Why an activity did not count: a title of a few words, and one whole sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from agreements.models import Obligation, Party
from compliance.engine.terms import EachOfKind
from compliance.engine.verdicts import MissCode, NearMiss
from compliance.wording import labels
from compliance.wording.quantities import all_of, any_of, day, days, span
from pairing.vocabulary import (
    ActivityType,
    Content,
    Grade,
    Qualification,
    Role,
    Stage,
    Subject,
    Topic,
)

TITLES = {
    MissCode.UNCONFIRMED: _("Not confirmed yet"),
    MissCode.RETURNED: _("Returned for correction"),
    MissCode.VOIDED: _("Voided"),
    MissCode.OUTSIDE_WINDOW: _("Outside the period"),
    MissCode.BEFORE_AGREEMENT: _("Before the agreement"),
    MissCode.TOO_LATE: _("Too late"),
    MissCode.LOGGED_TOO_LATE: _("Logged too late"),
    MissCode.TOO_FEW_PEOPLE: _("Too few people"),
    MissCode.TOO_FEW_DAYS: _("Too few days"),
    MissCode.TOO_FEW_LESSONS: _("Too few lessons"),
    MissCode.PAST_CEILING: _("Too large"),
    MissCode.WRONG_ROLE: _("Not the people asked for"),
    MissCode.WRONG_QUALIFICATION: _("Not the teachers asked for"),
    MissCode.WRONG_SCHOOL: _("Not the school asked for"),
    MissCode.WRONG_VENUE: _("Not the place asked for"),
    MissCode.WRONG_TOPIC: _("Not the topic asked for"),
    MissCode.WRONG_SUBJECT: _("Not the subject asked for"),
    MissCode.WRONG_STAGE: _("Not the stage asked for"),
    MissCode.WRONG_GRADE: _("Not the grade asked for"),
    MissCode.NOT_IN_PARENT: _("Not among the activities of the main duty"),
    MissCode.MISSING_CONTENT: _("Something is missing"),
    MissCode.DUPLICATE: _("The same as another entry"),
    MissCode.COUNTED_ELSEWHERE: _("Counted for another duty"),
}

SENTENCES = {
    MissCode.UNCONFIRMED: _(
        "The other school has not confirmed it since %(waiting_since_on)s; until then it does"
        " not count."
    ),
    MissCode.RETURNED: _(
        "The other school returned it on %(returned_on)s and it was not submitted again."
    ),
    MissCode.VOIDED: _("It was voided on %(voided_on)s."),
    MissCode.OUTSIDE_WINDOW: _("The period is %(period)s; this was held outside it."),
    MissCode.BEFORE_AGREEMENT: _(
        "The agreement is in force from %(in_force_on)s; this was held before."
    ),
    MissCode.TOO_LATE: _("It was due on %(due_on)s, at the latest on %(closes_on)s."),
    MissCode.LOGGED_TOO_LATE: ngettext_lazy(
        "It was logged on %(entered_on)s, %(days)s days after it was held; the limit is"
        " %(limit)s day.",
        "It was logged on %(entered_on)s, %(days)s days after it was held; the limit is"
        " %(limit)s days.",
        "limit",
    ),
    MissCode.TOO_FEW_PEOPLE: ngettext_lazy(
        "The clause asks for at least %(required)s person each time; %(counted)s took part.",
        "The clause asks for at least %(required)s people each time; %(counted)s took part.",
        "required",
    ),
    MissCode.TOO_FEW_DAYS: ngettext_lazy(
        "The clause asks for at least %(required)s day each time; it lasted %(lasted)s.",
        "The clause asks for at least %(required)s days each time; it lasted %(lasted)s.",
        "required",
    ),
    MissCode.TOO_FEW_LESSONS: ngettext_lazy(
        "The clause asks for at least %(required)s lesson each time; %(counted)s were given.",
        "The clause asks for at least %(required)s lessons each time; %(counted)s were given.",
        "required",
    ),
    MissCode.PAST_CEILING: _(
        "The clause allows at most %(maximum)s each time (%(of)s); here it was %(counted)s."
    ),
    MissCode.WRONG_ROLE: _("The clause asks for %(wanted)s; none is entered."),
    MissCode.WRONG_QUALIFICATION: _(
        "The clause asks for teachers with the mark %(wanted)s; %(side)s entered none."
    ),
    MissCode.WRONG_SCHOOL: _("The duty is %(wanted)s's; here it was %(found)s's activity."),
    MissCode.WRONG_VENUE: _("It has to be held %(wanted)s; this was held %(found)s."),
    MissCode.WRONG_TOPIC: _("The topic has to be %(wanted)s; entered: %(found)s."),
    MissCode.WRONG_SUBJECT: _("The subject has to be %(wanted)s; entered: %(found)s."),
    MissCode.WRONG_STAGE: _("The stage has to be %(wanted)s; entered: %(found)s."),
    MissCode.WRONG_GRADE: _("The grade has to be %(wanted)s; entered: %(found)s."),
    MissCode.NOT_IN_PARENT: _("Only activities that count for the main duty count here."),
    MissCode.MISSING_CONTENT: _("The clause asks for more than was done: %(missing)s."),
    MissCode.DUPLICATE: _("Marked as the same activity as another entry, which counts."),
    MissCode.COUNTED_ELSEWHERE: _(
        "In this group each activity counts for one duty only, and it counted for another."
    ),
}

# The same codes when the facts say more; the first whose test holds is taken.
_SUSPENDED = _("The agreement was suspended on that day; nothing counts.")
_TOO_EARLY = _("The period begins on %(starts_on)s; this was %(days)s earlier.")
_AFTER_THE_END = _("The period ended on %(ends_on)s; this was %(days)s later.")
_TOO_LATE_FIRMLY = _("It was due on %(due_on)s; there is no grace.")
_OWN_TOO_FEW = ngettext_lazy(
    "The clause asks for at least %(required)s person of %(whose)s each time; %(counted)s took"
    " part.",
    "The clause asks for at least %(required)s people of %(whose)s each time; %(counted)s took"
    " part.",
    "required",
)
_SIDE_TOO_FEW = ngettext_lazy(
    "The clause asks for at least %(required)s person of each side each time; %(side)s had"
    " %(counted)s.",
    "The clause asks for at least %(required)s people of each side each time; %(side)s had"
    " %(counted)s.",
    "required",
)
_WEEKS_TOO_FEW = ngettext_lazy(
    "The clause asks for at least %(weeks)s week each time: 7 days or 5 teaching days a week;"
    " it lasted %(lasted)s with %(taught)s.",
    "The clause asks for at least %(weeks)s weeks each time: 7 days or 5 teaching days a week;"
    " it lasted %(lasted)s with %(taught)s.",
    "weeks",
)
_STAYS_TOO_SHORT = ngettext_lazy(
    "The clause asks for at least %(required)s day of each person in the period; the longest"
    " stay was %(lasted)s.",
    "The clause asks for at least %(required)s days of each person in the period; the longest"
    " stay was %(lasted)s.",
    "required",
)
_HEAD_MISSING = _("The heads of both schools have to be there; %(side)s's was not.")
_ROLES_FOUND = _("The clause asks for %(wanted)s; entered: %(found)s.")
_SIDE_MISSING = _("Both schools have to take part; nobody of %(wanted)s did.")
_NOBODYS = _("The duty is %(wanted)s's; no school of this pairing is entered.")
_NOTHING_ENTERED = {
    MissCode.WRONG_TOPIC: _("The topic has to be %(wanted)s; none is entered."),
    MissCode.WRONG_SUBJECT: _("The subject has to be %(wanted)s; none is entered."),
    MissCode.WRONG_STAGE: _("The stage has to be %(wanted)s; none is entered."),
    MissCode.WRONG_GRADE: _("The grade has to be %(wanted)s; none is entered."),
}
# Of a duty that counts each of some, where the activity was of none of them.
_NONE_OF_ROSTER = {
    EachOfKind.SCHOOLS: _("Each school of the roster is counted; none of them is entered."),
    EachOfKind.MENTOR_PAIRS: _(
        "Each mentor pair of the roster is counted; none of them is entered."
    ),
    EachOfKind.TEACHERS: _("Each teacher of the roster is counted; none of them is entered."),
}
_OTHER_TYPE = _("It has to be %(wanted)s; entered: %(found)s.")
_NOT_AGREED = _("The topic has to be agreed by both schools; that is not entered.")

_CEILINGS = {
    "people": pgettext_lazy("size of an activity", "people"),
    "days": pgettext_lazy("size of an activity", "days"),
    "lessons": pgettext_lazy("size of an activity", "lessons"),
}
_VOCABULARIES = {
    MissCode.WRONG_TOPIC: Topic,
    MissCode.WRONG_SUBJECT: Subject,
    MissCode.WRONG_STAGE: Stage,
    MissCode.WRONG_GRADE: Grade,
}


def miss_title(code: MissCode) -> str:
    """人数不够."""
    return str(TITLES[MissCode(code)])


def miss_sentence(miss: NearMiss, *, obligation: Obligation) -> str:
    """The whole sentence, with what was asked and what was found."""
    facts = {"held_on": miss.held_on, "whose": _whose(obligation), **miss.facts}
    pattern = _pattern(miss.code, facts, obligation=obligation)
    return str(pattern % _worded(miss.code, facts))


def _whose(obligation: Obligation) -> str:
    """Whose people a floor counts, where that is one side; "" for both together."""
    code = obligation.counted_side or obligation.party
    return labels.side(code) if code in (Party.SUPPORTING, Party.RECEIVING) else ""


def _pattern(code: MissCode, facts: Mapping, *, obligation: Obligation):
    return next(
        (pattern for of, test, pattern in _VARIANTS if of is code and test(facts, obligation)),
        SENTENCES[code],
    )


_VARIANTS = (
    *(
        (code, lambda f, o, kind=kind: f.get("each_of") == kind, pattern)
        for kind, pattern in _NONE_OF_ROSTER.items()
        for code in (MissCode.WRONG_SCHOOL, MissCode.WRONG_ROLE)
    ),
    (MissCode.WRONG_TOPIC, lambda f, o: f.get("each_of") == EachOfKind.TYPES, _OTHER_TYPE),
    (MissCode.OUTSIDE_WINDOW, lambda f, o: f.get("suspended"), _SUSPENDED),
    (MissCode.OUTSIDE_WINDOW, lambda f, o: f["held_on"] < f["starts_on"], _TOO_EARLY),
    (MissCode.OUTSIDE_WINDOW, lambda f, o: f["held_on"] > f["ends_on"], _AFTER_THE_END),
    (MissCode.TOO_LATE, lambda f, o: f.get("due_on") == f.get("closes_on"), _TOO_LATE_FIRMLY),
    (MissCode.TOO_FEW_PEOPLE, lambda f, o: "side" in f, _SIDE_TOO_FEW),
    (MissCode.TOO_FEW_PEOPLE, lambda f, o: f["whose"], _OWN_TOO_FEW),
    (MissCode.TOO_FEW_DAYS, lambda f, o: "weeks" in f, _WEEKS_TOO_FEW),
    (MissCode.TOO_FEW_DAYS, lambda f, o: f.get("per_person"), _STAYS_TOO_SHORT),
    (MissCode.WRONG_ROLE, lambda f, o: f.get("head"), _HEAD_MISSING),
    (MissCode.WRONG_ROLE, lambda f, o: f.get("found"), _ROLES_FOUND),
    (MissCode.WRONG_SCHOOL, lambda f, o: o.party == Party.BOTH, _SIDE_MISSING),
    (MissCode.WRONG_SCHOOL, lambda f, o: not f.get("found"), _NOBODYS),
    (MissCode.WRONG_TOPIC, lambda f, o: f.get("agreed") is False, _NOT_AGREED),
    *(
        (code, lambda f, o: not f.get("found"), pattern)
        for code, pattern in _NOTHING_ENTERED.items()
    ),
)


def _worded(code: MissCode, facts: Mapping) -> dict:
    """The facts with every code, day and span put into words; counts stay numbers."""
    worded = dict(facts)
    worded |= {name: day(facts[name]) for name in facts if name.endswith("_on")}
    worders = {
        MissCode.OUTSIDE_WINDOW: _worded_period,
        MissCode.TOO_FEW_PEOPLE: _worded_side,
        MissCode.TOO_FEW_DAYS: _worded_days,
        MissCode.PAST_CEILING: _worded_ceiling,
        MissCode.WRONG_ROLE: _worded_roles,
        MissCode.WRONG_QUALIFICATION: _worded_marks,
        MissCode.WRONG_SCHOOL: _worded_schools,
        MissCode.WRONG_VENUE: _worded_places,
        MissCode.MISSING_CONTENT: _worded_contents,
    }
    if facts.get("each_of") in _NONE_OF_ROSTER:
        return worded  # the sentence names none of them
    if facts.get("each_of") == EachOfKind.TYPES:
        return worded | _worded_codes(ActivityType, facts)
    if code in _VOCABULARIES:
        return worded | _worded_codes(_VOCABULARIES[code], facts)
    return worded | worders[code](facts) if code in worders else worded


def _worded_period(facts: Mapping) -> dict:
    """How many days before the period or after it; the whole period, for a day inside."""
    first, last, held_on = facts["starts_on"], facts["ends_on"], facts["held_on"]
    away = max((first - held_on).days, (held_on - last).days)
    return {"period": span(first, last), "days": days(away)}


def _worded_side(facts: Mapping) -> dict:
    return {"side": labels.side(facts["side"])} if "side" in facts else {}


def _worded_days(facts: Mapping) -> dict:
    taught = facts.get("teaching_days", 0)
    return {"lasted": days(facts["counted"]), "taught": days(taught, teaching=True)}


def _worded_ceiling(facts: Mapping) -> dict:
    return {"of": str(_CEILINGS[facts["of"]])}


def _worded_roles(facts: Mapping) -> dict:
    wanted = labels.labels(Role, facts.get("wanted", ()))
    if rank := facts.get("minimum_rank"):
        label = labels.labels(Role, [rank])[0]
        wanted.append(str(_("%(post)s or above") % {"post": label}))
    found = labels.labels(Role, facts.get("found", ()))
    return {"wanted": any_of(wanted), "found": all_of(found)} | _worded_side(facts)


def _worded_marks(facts: Mapping) -> dict:
    groups = [all_of(labels.labels(Qualification, group)) for group in facts["wanted"]]
    return {"wanted": any_of(groups)} | _worded_side(facts)


def _worded_schools(facts: Mapping) -> dict:
    """``wanted`` is one side, or of a duty of each of the two both."""
    wanted = facts["wanted"]
    sides = [wanted] if isinstance(wanted, str) else wanted
    return {
        "wanted": any_of(labels.sides(sides)),
        "found": all_of(labels.sides(facts.get("found", ()))),
    }


def _worded_places(facts: Mapping) -> dict:
    wanted = [labels.PLACES[place] for place in facts["wanted"]]
    return {"wanted": any_of(wanted), "found": str(labels.PLACES[facts["found"]])}


def _worded_contents(facts: Mapping) -> dict:
    return {"missing": all_of(labels.labels(Content, facts["missing"]))}


def _worded_codes(vocabulary, facts: Mapping) -> dict:
    found = labels.labels(vocabulary, facts.get("found", ()))
    return {
        "wanted": any_of(labels.labels(vocabulary, facts.get("wanted", ()))),
        "found": all_of(found),
    }
