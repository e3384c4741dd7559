"""Whole cases: an agreement, its duties, what was done, and what people decided about it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from compliance.engine.terms import (
    Activity,
    ActivityState,
    Agreement,
    Case,
    EachOfKind,
    Headcount,
    HeldAt,
    MakeUp,
    Mark,
    Participant,
    RosterEntry,
    Side,
    Step,
    Violation,
    Waiver,
)
from compliance.engine.windows import windows_of
from tests.compliance.engine.build import LATER
from tests.compliance.engine.strategies_calendars import (
    agreement_of,
    calendar_of,
    former_rules_of,
    rules_of,
)
from tests.compliance.engine.strategies_duties import family_of
from tests.compliance.engine.strategies_plain import (
    BOTH,
    CONTENTS,
    GRADES,
    KEYS,
    MARKS,
    ROLES,
    STAGES,
    TYPES,
    WORDS,
    Dice,
)

Start = tuple[int, date, int]  # a duty, the first day of a window, the activity that set it off

_CONFIRMED, _VOIDED = ActivityState.CONFIRMED, ActivityState.VOIDED
# What may happen to an activity, oldest first; the services allow no other way.
_WAYS = (
    *[(ActivityState.PENDING, _CONFIRMED)] * 9,
    (ActivityState.PENDING,),
    (ActivityState.DRAFT,),
    (ActivityState.DRAFT, ActivityState.PENDING, _CONFIRMED, _VOIDED),
    (ActivityState.PENDING, ActivityState.RETURNED, ActivityState.PENDING, _CONFIRMED),
    (ActivityState.PENDING, ActivityState.RETURNED),
    (ActivityState.PENDING, _VOIDED),
)
_ROSTERS = (EachOfKind.MENTOR_PAIRS, EachOfKind.TEACHERS, EachOfKind.SCHOOLS)
_PEOPLE = tuple((side, number) for side in BOTH for number in (1, 2, 3))
_DOERS = (BOTH, BOTH, BOTH[:1], BOTH[1:])
_numbers = st.integers(0, 999)


@st.composite
def cases(draw, *, most: int = 12) -> Case:
    """A case with up to three duties, their shares and versions, and about ``most`` activities
    at most."""
    salt = draw(st.integers(0, 2**32))
    few = st.lists(_numbers, max_size=most, unique=True)
    many = st.lists(_numbers, min_size=most, max_size=most + 4, unique=True)
    held = draw(st.one_of(few, many))
    duties = draw(st.lists(_numbers, min_size=1, max_size=3, unique=True))
    bare = _undecided(salt, duties=duties, held=held)
    starts = _starts(bare)
    decided = draw(st.lists(_numbers, max_size=5, unique=True)) if starts else ()
    return _decided(bare, starts, [Dice(salt, "decision", number) for number in decided])


def _undecided(salt: int, *, duties: list[int], held: list[int]) -> Case:
    agreement = agreement_of(Dice(salt, "agreement"))
    families = (
        family_of(Dice(salt, "duty", number), agreement, id=id)
        for id, number in enumerate(duties, start=1)
    )
    dice = Dice(salt, "case")
    return Case(
        agreement=agreement,
        obligations=tuple(duty for family in families for duty in family),
        calendar=calendar_of(Dice(salt, "calendar")),
        lowest_stage=dice.one_of(*STAGES),
        rules=rules_of(dice),
        former_rules=former_rules_of(Dice(salt, "former rules"), agreement),
        activities=tuple(
            activity_of(Dice(salt, "activity", number), agreement, id=number) for number in held
        ),
        roster=tuple(_member(dice, agreement) for _ in range(dice.one_of(0, 1, 3))),
    )


def _starts(case: Case) -> list[Start]:
    """Every duty with the first day of each of its windows, cut and uncut, and what set the
    window off."""
    windows = (
        (duty, window)
        for duty in case.obligations
        for window in windows_of(duty, case, on=LATER)
    )
    return sorted(
        {
            (duty.id, day, window.trigger or 0)
            for duty, window in windows
            for day in (window.starts_on, window.full_starts_on)
        }
    )


@st.composite
def asked(draw, *, most: int = 12) -> tuple[Case, date]:
    """A case and a day to ask about."""
    case = draw(cases(most=most))
    return case, draw(days_of(case))


def days_of(case: Case) -> st.SearchStrategy:
    """A day to ask about: from before the agreement to well after it, and often soon after
    something was done."""
    first, last = case.agreement.starts_on, case.agreement.ends_on
    done = [activity.starts_on for activity in case.activities]
    return st.integers(0, 2**32).map(
        lambda seed: Dice("on", seed).one_of(
            Dice("any", seed).day(first - timedelta(days=30), last + timedelta(days=100)),
            Dice("soon", seed).later(Dice("done", seed).one_of(*done, last), 0, 1, 12, 60),
            Dice("late", seed).later(last, 0, 100, 400),
        )
    )


# --- what was done ------------------------------------------------------------------------


def activity_of(dice: Dice, agreement: Agreement, *, id: int, sound: bool = False) -> Activity:
    """With its whole history and its people. ``sound``: confirmed, and nothing against it."""
    first, last = agreement.in_force_on or agreement.starts_on, agreement.ends_on
    if dice.once_in(9):
        first, last = first - timedelta(days=20), last + timedelta(days=20)
    starts_on = dice.day(first, last)
    entered_on = dice.later(starts_on, 0, 0, 3, 30, -5)
    activity = Activity(
        id=id,
        number=f"{id * 7919 % 1000:04}",  # not in the order of entry
        type=dice.one_of(*TYPES),
        starts_on=starts_on,
        ends_on=dice.later(starts_on, 0, 0, 1, 6, 20),
        entered_on=entered_on,
        steps=_steps(dice, entered_on, way=_WAYS[0] if sound else dice.one_of(*_WAYS)),
        sides=frozenset(dice.one_of(*_DOERS)),
        held_at=dice.one_of(HeldAt.RECEIVING, *HeldAt),
        lessons=dice.one_of(0, 1, 2, 4),
        items=dice.one_of(1, 1, 3),
        amount=Decimal(dice.one_of(0, 5, 10_000, 10_005)) / 10,
        goods=dice.one_of(0, 1, 2),
        heads={} if dice.once_in(4) else {side: dice.one_of(0, 4, 15) for side in BOTH},
        participants=tuple(_participant(dice, *person) for person in dice.few(_PEOPLE, most=4)),
        topics=dice.mostly_all(WORDS),
        subjects=dice.mostly_all(WORDS),
        stages=dice.mostly_all(STAGES),
        grades=dice.mostly_all(GRADES),
        contents=dice.mostly_all(CONTENTS),
        topic_agreed=not dice.once_in(4),
        roster_keys=dice.mostly_all(KEYS),
    )
    ends_otherwise = dice.once_in(6) and not sound
    return replace(activity, **_real_end(dice, starts_on)) if ends_otherwise else activity


def _steps(dice: Dice, entered_on: date, *, way: tuple[ActivityState, ...]) -> tuple[Step, ...]:
    on, found = entered_on, []
    for state in way:
        found.append(Step(on=on, state=state))
        on = dice.later(on, 0, 1, 12, 70)
    return tuple(found)


def _participant(dice: Dice, side: Side, number: int) -> Participant:
    return Participant(
        side=side,
        key=f"{side.value}-{number}",
        roles=frozenset(dice.few(ROLES, most=3)),
        qualifications=dice.mostly_all(MARKS),
        is_head=number == 1 and not dice.once_in(4),
        days=dice.one_of(None, None, 1, 5),
    )


def _real_end(dice: Dice, starts_on: date) -> dict[str, date]:
    """Whoever left earlier or later than was said: the last day, and when that was known."""
    ended_on = dice.later(starts_on, 0, 3, 90)
    return {"ended_on": ended_on, "ended_known_on": dice.later(ended_on, 0, 5)}


def _member(dice: Dice, agreement: Agreement) -> RosterEntry:
    starts_on = dice.later(agreement.starts_on, -30, 0, 60, 200)
    kind = dice.one_of(*_ROSTERS)
    teachers = ("receiving-1", "receiving-2")
    key = dice.one_of(*(teachers if kind is EachOfKind.TEACHERS else KEYS))
    stay = dice.one_of(None, 20, 200)
    return RosterEntry(
        kind=kind,
        key=key,
        label=key.upper(),
        starts_on=starts_on,
        ends_on=None if stay is None else starts_on + timedelta(days=stay),
        known_on=dice.later(starts_on, 0, 0, 50),
        **(_real_end(dice, starts_on) if dice.once_in(3) else {}),
    )


# --- what people decided ------------------------------------------------------------------


def _decided(case: Case, starts: list[Start], throws: list[Dice]) -> Case:
    """The same with one decision or mark for each of ``throws``."""
    for dice in throws:
        kinds = [_waived, _agreed_on_heads, _violated]
        if case.activities:
            kinds += [_made_up, _made_up, _tied, _tied, _marked]
        case = dice.one_of(*kinds)(dice, case, dice.one_of(*starts))
    return case


def _waived(dice: Dice, case: Case, start: Start) -> Case:
    duty_id, starts_on, trigger = start
    waiver = Waiver(
        obligation_id=duty_id,
        window_starts_on=starts_on,
        granted_on=dice.later(starts_on, 0, 40, -10, 200),
        granted_by="bureau",
        reason=dice.one_of("flood", "repairs"),
        trigger=trigger or None,
    )
    return replace(case, waivers=(*case.waivers, waiver))


def _agreed_on_heads(dice: Dice, case: Case, start: Start) -> Case:
    duty_id, starts_on, _ = start
    headcount = Headcount(
        obligation_id=duty_id,
        window_starts_on=starts_on,
        people=dice.one_of(0, 1, 3, 7, 7),
        known_on=dice.later(starts_on, 0, 40, -10),
    )
    return replace(case, headcounts=(*case.headcounts, headcount))


def _violated(dice: Dice, case: Case, start: Start) -> Case:
    duty_id, starts_on, _ = start
    held_on = dice.later(starts_on, 0, 15, 400)
    recorded_on = dice.later(held_on, 0, 30)
    violation = Violation(
        obligation_id=duty_id,
        held_on=held_on,
        recorded_on=recorded_on,
        recorded_by="inspector",
        note=dice.one_of("seen", "told"),
        struck_on=dice.one_of(None, None, dice.later(recorded_on, 0, 40)),
    )
    return replace(case, violations=(*case.violations, violation))


def _made_up(dice: Dice, case: Case, start: Start) -> Case:
    """At most one for an activity and a duty, as the database has it."""
    duty_id, starts_on, trigger = start
    activity = dice.one_of(*case.activities)
    make_up = MakeUp(
        activity_id=activity.id,
        obligation_id=duty_id,
        window_starts_on=starts_on,
        accepted_on=dice.later(activity.starts_on, 0, 40, 200),
        accepted_by=dice.one_of("bureau", "deputy"),
        trigger=trigger or None,
    )
    others = [
        m for m in case.make_ups if (m.activity_id, m.obligation_id) != (activity.id, duty_id)
    ]
    return replace(case, make_ups=(*others, make_up))


def _tied(dice: Dice, case: Case, start: Start) -> Case:
    """A document that names its window, or the activity that it follows."""
    activity, other = dice.one_of(*case.activities), dice.one_of(*case.activities)
    if dice.once_in(2):
        return _changed(case, activity, window_starts_on=start[1])
    return _changed(case, activity, triggered_by=other.id if other is not activity else None)


def _marked(dice: Dice, case: Case, start: Start) -> Case:
    """A person says that two are the same, and may have taken it back later."""
    activity, other = dice.one_of(*case.activities), dice.one_of(*case.activities)
    if activity is other:
        return case
    marked_on = dice.later(max(activity.entered_on, other.entered_on), 0, 20)
    if dice.once_in(3):
        taken_back = Mark(of=other.id, since=marked_on, until=dice.later(marked_on, 0, 30))
        return _changed(case, activity, former_marks=(taken_back,))
    return _changed(case, activity, duplicate_of=other.id, duplicate_marked_on=marked_on)


def _changed(case: Case, activity: Activity, **fields) -> Case:
    changed = replace(activity, **fields)
    activities = (changed if a is activity else a for a in case.activities)
    return replace(case, activities=tuple(activities))
