"""Obligations over the whole language, as ``agreements.validators`` would let them pass."""

from dataclasses import replace
from datetime import timedelta

from compliance.engine.terms import (
    Agreement,
    Bound,
    Coverage,
    CoverageOf,
    Due,
    DueKind,
    EachOf,
    EachOfKind,
    Measure,
    Modality,
    Obligation,
    Party,
    Period,
    Quota,
    Season,
    SeasonKind,
    TermSeason,
    Venue,
)
from tests.compliance.engine.strategies_calendars import FIRST
from tests.compliance.engine.strategies_plain import (
    BOTH,
    CONTENTS,
    GRADES,
    MARKS,
    ROLES,
    STAGES,
    TYPES,
    WORDS,
    Dice,
)

SHARE, VERSION = 100, 10  # what the id of a share, and of a later version, adds to its duty's

_TYPES = (TYPES, TYPES, TYPES[:2], TYPES[:1], TYPES[1:2], TYPES[2:])
_PERIODS = (Period.TERM, Period.SCHOOL_YEAR, Period.AGREEMENT, *Period)
_RANGES = ((None, None), (1, None), (2, None), (4, None), (1, 2), (2, 2), (None, 3), (3, 6))
_IN_TERMS = frozenset({Period.WEEK, Period.FORTNIGHT, Period.TERM})
_ITEMS = {
    EachOfKind.ROLES: ("principal", "teacher"),
    EachOfKind.TYPES: TYPES[:2],
    EachOfKind.TOPICS: WORDS,
    EachOfKind.GRADES: GRADES,
    EachOfKind.SUBJECTS: WORDS,
    EachOfKind.SCHOOLS: (),
    EachOfKind.MENTOR_PAIRS: (),
    EachOfKind.TEACHERS: (),
}
_SEASONS = (
    Season(kind=SeasonKind.SUMMER),
    Season(kind=SeasonKind.WINTER),
    Season(kind=SeasonKind.TERM_TIME),
    Season(kind=SeasonKind.DATES, from_month=3, from_day=1, to_month=5, to_day=31),
    Season(kind=SeasonKind.DATES, from_month=11, from_day=15, to_month=2, to_day=31),
)
_FLOORS = (
    Bound(people=3),
    Bound(people_each_side=1),
    Bound(days=2),
    Bound(weeks=1),
    Bound(lessons=2),
    Bound(days_per_person=4),
    Bound(people=2, days=2, days_per_person=2),
)
_CEILINGS = (
    Bound(people=12),
    Bound(people_each_side=9),
    Bound(days=10),
    Bound(weeks=2),
    Bound(lessons=9),
    Bound(days_per_person=9),
)
_COVERAGES = (
    *(Coverage(of=of, distinct=2) for of in CoverageOf),
    Coverage(contents=frozenset(CONTENTS)),
    Coverage(of=CoverageOf.TOPICS, distinct=1, contents=frozenset(CONTENTS)),
)
_QUALIFICATIONS = (
    (frozenset(MARKS),),
    (frozenset({"young"}), frozenset({"staffed"})),
)

# What a duty may ask for beside its count: by field, thrown for the duty as it stands.
_ASKS = {
    "quotas": lambda dice, duty: _quotas(dice, duty.period),
    "actor_roles": lambda dice, duty: frozenset(dice.few((*ROLES, "leadership"), least=1)),
    "minimum_rank": lambda dice, duty: dice.one_of("principal", "moral_director"),
    "actor_qualifications": lambda dice, duty: dice.one_of(*_QUALIFICATIONS),
    "both_heads": lambda dice, duty: True,
    "counted_side": lambda dice, duty: dice.one_of(*BOTH),
    "venue": lambda dice, duty: dice.one_of(*Venue),
    "topics": lambda dice, duty: frozenset(dice.few(WORDS, least=1)),
    "subjects": lambda dice, duty: frozenset(dice.few(WORDS, least=1)),
    "stages": lambda dice, duty: frozenset(dice.few(STAGES, least=1)),
    "grades": lambda dice, duty: frozenset(dice.few(GRADES, least=1)),
    "topics_agreed": lambda dice, duty: True,
    "season": lambda dice, duty: _season(dice, duty.period),
    "each_of": lambda dice, duty: _each_of(dice.one_of(*EachOfKind)),
    "event_floor": lambda dice, duty: dice.one_of(*_FLOORS),
    "event_ceiling": lambda dice, duty: dice.one_of(*_CEILINGS),
    "coverage": lambda dice, duty: dice.one_of(*_COVERAGES),
    "due": lambda dice, duty: _due(dice, dice.one_of(*DueKind)),
    "grace_days": lambda dice, duty: dice.one_of(10, 45),
    "modality": lambda dice, duty: dice.one_of(Modality.SHOULD, *Modality),
    "uncounted": lambda dice, duty: True,
}
# Quota lines, parts and due days decide most: they come up more often.
_OFTEN = ("quotas", "each_of", "due", "season", "grace_days", "coverage", "modality", *_ASKS)


def duty_of(dice: Dice, *, id: int) -> Obligation:
    """One obligation by itself. What it asks for beside its count are a few things out of all
    that it may ask for: who asks for everything counts nothing."""
    asked = {dice.one_of(*_OFTEN) for _ in range(dice.one_of(0, 1, 1, 2, 3))}
    measure = dice.one_of(*Measure)
    minimum, maximum = (_scaled(number, measure) for number in dice.one_of(*_RANGES))
    duty = Obligation(
        id=id,
        clause=f"（一）{id}",
        order=id,
        party=dice.one_of(Party.SUPPORTING, *Party),
        activity_types=frozenset(dice.one_of(*_TYPES)),
        measure=measure,
        period=dice.one_of(*_PERIODS),
        minimum=minimum,
        maximum=maximum,
    )
    for name in sorted(asked):
        duty = replace(duty, **{name: _ASKS[name](dice, duty)})
    return _consistent(duty)


def _scaled(number: int | None, measure: Measure) -> int | None:
    return number and number * 20 if measure is Measure.PERCENT else number


def _consistent(duty: Obligation) -> Obligation:
    """Without what would contradict itself, as the form would refuse it."""
    if duty.uncounted:
        duty = replace(duty, minimum=None, maximum=None, quotas=())
    if duty.modality is Modality.MUST_NOT:
        duty = replace(duty, minimum=None)
    if duty.stages:
        lines = tuple(q for q in duty.quotas if not q.stage or q.stage in duty.stages)
        of_stages = frozenset(GRADES[STAGES.index(stage)] for stage in duty.stages)
        duty = replace(duty, quotas=lines, grades=duty.grades & of_stages)
        if duty.each_of is not None and duty.each_of.kind is EachOfKind.GRADES:
            items = tuple(grade for grade in GRADES if grade in of_stages)
            duty = replace(duty, each_of=EachOf(kind=EachOfKind.GRADES, items=items))
    return duty


def _each_of(kind: EachOfKind) -> EachOf:
    return EachOf(kind=kind, items=_ITEMS[kind])


def _season(dice: Dice, period: Period) -> Season:
    """A break lies outside every term."""
    return dice.one_of(*(_SEASONS[2:] if period in _IN_TERMS else _SEASONS))


def _due(dice: Dice, kind: DueKind) -> Due:
    fields = {
        DueKind.DAY_OF_YEAR: {"month": dice.one_of(2, 6, 12), "day": dice.one_of(1, 15, 31)},
        DueKind.AFTER_SIGNING: {"months": dice.one_of(0, 1), "days": dice.one_of(1, 10)},
        DueKind.AFTER_ACTIVITY: {
            "days": dice.one_of(1, 10),
            "trigger_types": frozenset({"meeting"}),
        },
        DueKind.FIXED: {"on": dice.day(FIRST, FIRST + timedelta(days=800))},
    }.get(kind, {})
    return Due(kind=kind, **fields)


def _quotas(dice: Dice, period: Period) -> tuple[Quota, ...]:
    """One or two lines of one kind: by stage, by agreement year, or by term."""
    kinds = [("stage", STAGES), ("agreement_year", (1, 2))]
    if period in _IN_TERMS:
        kinds.append(("season", tuple(TermSeason)))
    name, keys = dice.one_of(*kinds)
    return tuple(_quota(dice, name, key) for key in dice.few(keys, least=1))


def _quota(dice: Dice, name: str, key: object) -> Quota:
    minimum, maximum = dice.one_of(*_RANGES)
    return Quota(**{name: key}, minimum=minimum, maximum=maximum)


# --- what belongs together ----------------------------------------------------------------


def family_of(dice: Dice, agreement: Agreement, *, id: int) -> list[Obligation]:
    """A duty, in a third of the cases with a share and a share of that, and in a third with
    the version that an amendment put in its place."""
    duty = duty_of(dice, id=id)
    if dice.once_in(3):
        duty = replace(duty, counting_group="g")
    found = [duty]
    if dice.once_in(3):
        found.append(_share(dice, of=duty))
        if dice.once_in(2):
            found.append(_share(dice, of=found[-1]))
    if dice.once_in(4):
        found[0], newer = _amended(dice, duty, agreement)
        found.append(newer)
    return found


def _share(dice: Dice, *, of: Obligation) -> Obligation:
    """其中: of its parent's measure and period or of others; never more than its whole."""
    share = duty_of(dice, id=of.id + SHARE)
    types = dice.one_of(frozenset(), of.activity_types)
    share = replace(share, part_of=of.id, activity_types=types)
    if not dice.once_in(3):
        share = replace(share, measure=of.measure)
    if not dice.once_in(3):
        share = replace(share, period=of.period, season=of.season)
    limit = of.maximum if of.maximum is not None else of.minimum
    is_same = (share.measure, share.period) == (of.measure, of.period)
    if is_same and limit is not None and (share.minimum or 0) > limit:
        share = replace(share, minimum=limit)
    return share


def _amended(dice: Dice, duty: Obligation, agreement: Agreement) -> list[Obligation]:
    """The version that holds until a day and the one that holds from it. It never holds before
    it was agreed."""
    known_on = dice.later(agreement.starts_on, 0, 30, 100, 200, 350)
    holds_from = dice.later(known_on, 0, 1, 60)
    older = replace(
        duty, valid_until=holds_from - timedelta(days=1), valid_until_known_on=known_on
    )
    newer = replace(
        duty_of(dice, id=duty.id + VERSION),
        order=duty.order,
        counting_group=duty.counting_group,
        replaces=duty.id,
        valid_from=holds_from,
        known_on=known_on,
    )
    return [older, newer]
