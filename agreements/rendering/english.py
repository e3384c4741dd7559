"""An obligation said in English, for readers of the English interface. Plainer than the Chinese
clause, which alone is signed; nothing that the clause asks for is left out."""

from django.utils.translation import override

from agreements.models import CoverageOf, DueKind, EachOfKind, Measure, Period, SeasonKind
from agreements.rendering.clause import types_of
from agreements.rendering.phrases import has_a_number, in_order, quotas_of
from agreements.words.deeds import usual_measure
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

NO_LONGER = "no longer owed"
PARTIES = {
    "supporting": "Party A",
    "receiving": "Party B",
    "both": "Both parties together",
    "each": "Each of the two parties",
    "bureau": "The education bureau",
}
MODALITIES = {
    "must": "",
    "should": "in principle",
    "may": "may",
    "must_not": "must not",
    "text_only": "as a principle",
}
VENUES = {
    "receiving": "at Party B",
    "supporting": "at Party A",
    "counterpart": "at the other school",
    "alternating": "at both schools in turn",
    "online": "online",
    "anywhere": "",
}
UNITS = {
    Measure.EVENTS: ("time", "times"),
    Measure.LESSONS: ("lesson", "lessons"),
    Measure.PEOPLE: ("person", "people"),
    Measure.ATTENDANCES: ("attendance", "attendances"),
    Measure.DAYS: ("day", "days"),
    Measure.ITEMS: ("item", "items"),
    Measure.AMOUNT: ("yuan", "yuan"),
    Measure.GOODS: ("piece", "pieces"),
    Measure.PAIRS: ("pair", "pairs"),
    Measure.PERCENT: ("percent", "percent"),
}
MONTHS = "January February March April May June July August September October November December"
VOCABULARIES = {
    EachOfKind.ROLES: Role,
    EachOfKind.TYPES: ActivityType,
    EachOfKind.TOPICS: Topic,
    EachOfKind.GRADES: Grade,
    EachOfKind.SUBJECTS: Subject,
}
ROSTERS = {
    EachOfKind.MENTOR_PAIRS: "each mentor pair",
    EachOfKind.TEACHERS: "each teacher",
    EachOfKind.SCHOOLS: "each school",
}


def sentence(obligation) -> str:
    """Parted by semicolons: who; what and where; how many, how often, by when; conditions."""
    with override("en"):
        who = _who(obligation)
        what = " ".join(part for part in (_what(obligation), VENUES[obligation.venue]) if part)
        parts = [who, what, brief(obligation), *_conditions(obligation)]
        return "; ".join(part for part in parts if part)


def brief(obligation) -> str:
    """At least 2 times every term."""
    parts = (_how_many(obligation), _each(obligation), _when(obligation))
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _words(vocabulary, codes, *, joint: str = "or") -> str:
    labels = [str(vocabulary(code).label) for code in in_order(codes, vocabulary.values)]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} {joint} {labels[-1]}"


# --- Who, what --------------------------------------------------------------------------------
def _who(obligation) -> str:
    share = "Of these: " if obligation.part_of is not None else ""
    mood = MODALITIES[obligation.modality]
    people = ", ".join(part for part in (_posts(obligation), _marks(obligation)) if part)
    return (
        f"{share}{PARTIES[obligation.party]}{f' ({people})' if people else ''} {mood}".strip()
    )


def _posts(obligation) -> str:
    posts = _words(Role, obligation.actor_roles)
    if not obligation.minimum_rank:
        return posts
    rank = f"{Role(obligation.minimum_rank).label} or above"
    return f"{posts} or {rank}" if posts else rank


def _marks(obligation) -> str:
    groups = [_words(Qualification, g, joint="and") for g in obligation.actor_qualifications]
    return " or ".join(group for group in groups if group)


def _what(obligation) -> str:
    types = types_of(obligation)
    each = obligation.each_of == EachOfKind.TYPES
    named = not types or {ActivityType.OTHER, ActivityType.OTHER_DOCUMENT}.intersection(types)
    deed = _words(ActivityType, types, joint="and" if each else "or")
    if named:
        deed = f"{deed} “{obligation.name}”".strip()
    fields = ((Topic, "topics"), (Subject, "subjects"), (Stage, "stages"), (Grade, "grades"))
    about = [_words(vocabulary, getattr(obligation, field)) for vocabulary, field in fields]
    about = [text for text in about if text]
    return f"{deed} ({'; '.join(about)})" if about else deed


# --- How many, how often ----------------------------------------------------------------------
def _amount(minimum: int | None, maximum: int | None, measure: str) -> str:
    def of(number: int) -> str:
        return f"{number} {UNITS[measure][number != 1]}"

    if minimum is None:
        return "" if maximum is None else f"at most {of(maximum)}"
    if maximum is None:
        return f"at least {of(minimum)}"
    return f"{minimum} to {of(maximum)}" if maximum > minimum else f"exactly {of(minimum)}"


def _how_many(obligation) -> str:
    plain = _amount(obligation.minimum, obligation.maximum, obligation.measure)
    if obligation.uncounted:
        plain = "a number still to be agreed"
    lines = [
        f"{_quota_key(line)} {_amount(line.minimum, line.maximum, obligation.measure)}".strip()
        for line in quotas_of(obligation)
    ]
    return ", ".join([*lines, f"else {plain}" if lines and plain else plain]).rstrip(", ")


def _quota_key(line) -> str:
    if line.season:
        return f"in the {line.season} term"
    if line.agreement_year:
        return f"in agreement year {line.agreement_year}"
    return f"in {Stage(line.stage).label}"


def _each(obligation) -> str:
    kind = obligation.each_of
    if not kind:
        return ""
    if kind in ROSTERS:
        items = ", ".join(str(item) for item in obligation.each_of_items)
        return f"for {ROSTERS[kind]}{f' ({items})' if items else ''}"
    items = _words(VOCABULARIES[kind], obligation.each_of_items, joint="and")
    return f"for each of {items}"


def _when(obligation) -> str:
    period = "" if obligation.period == Period.ONCE else str(Period(obligation.period).label)
    return " ".join(p for p in (period.lower(), _season(obligation), _due(obligation)) if p)


def _season(obligation) -> str:
    if obligation.season == SeasonKind.DATES:
        return f"from {_day(obligation.season_from)} to {_day(obligation.season_to)}"
    return {
        SeasonKind.SUMMER: "in the summer break",
        SeasonKind.WINTER: "in the winter break",
        SeasonKind.TERM_TIME: "in term time only",
    }.get(obligation.season, "")


def _day(text: str) -> str:
    month, _dash, day = text.partition("-")
    return f"{int(day)} {MONTHS.split()[int(month) - 1]}" if day else "…"


def _due(obligation) -> str:
    kind, days = obligation.due_kind, _span(obligation)
    if kind == DueKind.DAY_OF_YEAR:
        month = MONTHS.split()[obligation.due_month - 1]
        last = (obligation.due_day or 31) >= 31
        return f"by the end of {month}" if last else f"by {obligation.due_day} {month}"
    if kind == DueKind.AFTER_ACTIVITY:
        after = _words(ActivityType, obligation.due_trigger_types) or "the activity"
        return f"within {days} of the end of: {after}"
    return {
        DueKind.FIXED: f"by {obligation.due_on}",
        DueKind.AFTER_SIGNING: f"within {days} of signing",
        DueKind.TERM_END: "before the term ends",
        DueKind.MIDTERM: "by mid-term",
        DueKind.AGREEMENT_END: "before the agreement ends",
    }.get(kind, "")


def _span(obligation) -> str:
    spans = ((obligation.due_months, "month"), (obligation.due_days, "day"))
    return " ".join(f"{n} {name}{'s' if n > 1 else ''}" for n, name in spans if n)


# --- Conditions -------------------------------------------------------------------------------
def _conditions(obligation) -> list[str]:
    found = ["the heads of both schools take part"] if obligation.both_heads else []
    if obligation.counted_side:
        found.append(f"the people of {PARTIES[obligation.counted_side]} are counted")
    found += _bounds(obligation)
    if obligation.coverage_of and obligation.coverage_distinct:
        kind = str(CoverageOf(obligation.coverage_of).label).lower()
        found.append(f"covering at least {obligation.coverage_distinct} different {kind}")
    if obligation.contents:
        found.append(f"each including {_words(Content, obligation.contents, joint='and')}")
    if obligation.topics_agreed:
        found.append("topics agreed by both parties")
    if obligation.grace_days:
        found.append(f"grace of {obligation.grace_days} days")
    if not has_a_number(obligation) or obligation.uncounted:
        found += _counted_in(obligation)
    return found


def _counted_in(obligation) -> list[str]:
    """What no number names, where it is not what one would expect of the deed."""
    if obligation.measure == usual_measure(types_of(obligation)):
        return []
    return [f"counted in {UNITS[obligation.measure][1]}"]


def _bounds(obligation) -> list[str]:
    people, days = ("person", "people"), ("day", "days")
    rows = (
        (obligation.floor_people, people, "each with at least {}"),
        (obligation.floor_people_each_side, people, "each with at least {} of either side"),
        (obligation.ceiling_people, people, "each with at most {}"),
        (obligation.floor_days, days, "each of at least {}"),
        (obligation.floor_weeks, ("week", "weeks"), "each of at least {}"),
        (obligation.ceiling_days, days, "each of at most {}"),
        (obligation.floor_lessons, ("lesson", "lessons"), "each of at least {}"),
        (obligation.floor_days_per_person, days, "at least {} a person"),
    )
    return [text.format(f"{n} {words[n != 1]}") for n, words, text in rows if n]
