"""How much counts, per measure."""

from datetime import date
from decimal import Decimal

import pytest

from compliance.engine.terms import (
    ActivityState,
    Bound,
    EachOfKind,
    Headcount,
    Measure,
    Party,
    Period,
    RosterEntry,
)
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import (
    AUTUMN,
    RECEIVING,
    SUPPORTING,
    activity,
    case,
    codes,
    joint,
    misses,
    obligation,
    person,
    verdict,
    verdict_in,
)

SECOND = date(2025, 10, 20)


@pytest.mark.parametrize(
    ("measure", "fields", "counted"),
    [
        (Measure.EVENTS, {"lessons": 4}, 2),
        (Measure.LESSONS, {"lessons": 4}, 8),
        (Measure.ITEMS, {"items": 3}, 6),
        (Measure.AMOUNT, {"amount": Decimal("0.10")}, Decimal("0.20")),
        (Measure.GOODS, {"goods": 40}, 80),
        (Measure.DAYS, {}, 2),
        (Measure.ATTENDANCES, {"heads": {SUPPORTING: 5, RECEIVING: 90}}, 10),
        (Measure.PEOPLE, {"heads": {SUPPORTING: 5, RECEIVING: 90}}, 5),
    ],
)
def test_two_like_activities(measure, fields, counted):
    held = [activity(AUTUMN, **fields), activity(SECOND, **fields)]
    judged = verdict(obligation(measure=measure, minimum=100), activities=held)

    assert judged.counted == counted
    assert sum(evidence.counted for evidence in judged.evidence) == counted


def test_days_are_calendar_days_with_both_ends_and_belong_to_the_window_of_the_first():
    over_the_edge = activity(date(2026, 1, 23), ends_on=date(2026, 1, 25))
    judged = verdict(obligation(measure=Measure.DAYS, minimum=3), activities=[over_the_edge])

    assert (judged.counted, judged.status) == (3, Status.MET)


def test_people_are_distinct_names():
    held = [
        activity(AUTUMN, participants=(person(SUPPORTING, "a"), person(SUPPORTING, "b"))),
        activity(SECOND, participants=(person(SUPPORTING, "b"), person(SUPPORTING, "c"))),
    ]
    judged = verdict(obligation(measure=Measure.PEOPLE, minimum=3), activities=held)

    assert (judged.counted, judged.status) == (3, Status.MET)
    assert [evidence.counted for evidence in judged.evidence] == [2, 1]


def test_a_larger_head_count_is_shown_as_at_least():
    held = [
        activity(AUTUMN, participants=(person(SUPPORTING, "a"),)),
        activity(SECOND, heads={SUPPORTING: 7}),
        activity(SECOND, heads={SUPPORTING: 6}),
    ]
    judged = verdict(obligation(measure=Measure.PEOPLE, minimum=7), activities=held)

    assert (judged.counted, judged.status) == (7, Status.MET)
    assert codes(judged) == ["reached", "from_headcount"]
    assert judged.reasons[1].facts == {"people": 7}


@pytest.mark.parametrize(
    ("young", "status"),
    [
        (0, Status.BREACHED),
        (1, Status.MET),
        (2, Status.MET),
        (3, Status.EXCEEDED),
    ],
)
def test_one_to_two_young_teachers_on_the_payroll(young, status):
    marks = {"young", "on_payroll"}
    people = [person(RECEIVING, f"y{n}", marks=marks) for n in range(young)]
    others = [person(RECEIVING, "old", marks={"on_payroll"})]
    duty = obligation(
        party=Party.RECEIVING,
        measure=Measure.PEOPLE,
        minimum=1,
        maximum=2,
        actor_qualifications=(frozenset(marks),),
    )
    held = activity(
        AUTUMN, sides={RECEIVING}, participants=(*people, *others), heads={RECEIVING: 9}
    )
    judged = verdict(duty, activities=[held])

    assert (judged.counted, judged.status) == (young, status)


def test_the_counted_side_may_be_the_other_one():
    duty = obligation(measure=Measure.ATTENDANCES, minimum=50, counted_side=RECEIVING)
    held = [activity(AUTUMN, heads={SUPPORTING: 2, RECEIVING: n}) for n in (20, 29)]

    assert verdict(duty, activities=held).short_by == 1


def test_joint_people_are_those_of_both_sides():
    duty = obligation(
        party=Party.BOTH,
        activity_types=frozenset({"meeting"}),
        measure=Measure.PEOPLE,
        minimum=2,
    )

    assert verdict(duty, activities=[joint(AUTUMN)]).counted == 2


# --- days per person ----------------------------------------------------------------------


def stay(day: date, *days: tuple[str, int], **fields):
    people = tuple(person(SUPPORTING, key, days=count) for key, count in days)
    return activity(day, participants=people, **fields)


def test_a_floor_of_days_per_person_drops_the_person_and_sums_over_the_window():
    duty = obligation(measure=Measure.PEOPLE, minimum=2, event_floor=Bound(days_per_person=10))
    held = [stay(AUTUMN, ("a", 6), ("b", 6)), stay(SECOND, ("a", 4), ("b", 3), ("c", 10))]
    judged = verdict(duty, activities=held)

    assert judged.counted == 2
    assert [evidence.counted for evidence in judged.evidence] == [1, 1]


def test_an_event_that_nobody_is_left_of_is_too_short():
    duty = obligation(minimum=1, event_floor=Bound(days_per_person=10))
    held = [stay(AUTUMN, ("a", 9), id=5)]
    judged = verdict(duty, activities=held)

    assert misses(judged) == [(5, "too_few_days")]
    assert judged.near_misses[0].facts == {
        "required": 10,
        "counted": 9,
        "per_person": True,
    }


# --- percent ------------------------------------------------------------------------------


def trained(*sizes: int):
    return [activity(AUTUMN, heads={SUPPORTING: 1, RECEIVING: size}) for size in sizes]


def headcount(people: int, **fields) -> Headcount:
    plain = {"obligation_id": 1, "window_starts_on": AUTUMN, "known_on": AUTUMN}
    return Headcount(people=people, **plain | fields)


PERCENT = {"measure": Measure.PERCENT, "minimum": 90, "counted_side": RECEIVING}


@pytest.mark.parametrize(
    ("people", "counted", "status"),
    [
        (26, Decimal("86.66"), Status.BREACHED),
        (27, Decimal("90.00"), Status.MET),
        (36, Decimal("120.00"), Status.MET),
    ],
)
def test_a_percentage_of_thirty(people, counted, status):
    judged = verdict(
        obligation(**PERCENT), activities=trained(people), headcounts=(headcount(30),)
    )

    assert (judged.counted, judged.status) == (counted, status)


@pytest.mark.parametrize(
    "headcounts", [(), (headcount(0),), (headcount(30, window_starts_on=date(2026, 3, 2)),)]
)
def test_a_percentage_without_a_head_count_is_uncounted(headcounts):
    judged = verdict(obligation(**PERCENT), activities=trained(30), headcounts=headcounts)

    assert (judged.status, judged.counted) == (None, 0)
    assert codes(judged) == ["headcount_missing", "from_headcount"]


def test_the_head_count_agreed_last_stands_from_the_day_it_is_known():
    agreed = (headcount(30), headcount(40, known_on=date(2025, 10, 1)))
    asked = case(obligation(**PERCENT), activities=trained(27), headcounts=agreed)

    assert verdict_in(asked, AUTUMN, on=date(2025, 9, 30)).counted == Decimal("90.00")
    assert verdict_in(asked, AUTUMN, on=date(2025, 10, 1)).counted == Decimal("67.50")


# --- pairs --------------------------------------------------------------------------------


def pair(key: str, since: date, until: date | None = None) -> RosterEntry:
    return RosterEntry(
        kind=EachOfKind.MENTOR_PAIRS,
        key=key,
        label=key.upper(),
        starts_on=since,
        ends_on=until,
        known_on=since,
    )


def test_pairs_are_those_on_the_roster_for_half_of_the_teaching_days():
    days = verdict(obligation()).window.teaching_days  # 101
    roster = (
        pair("a", AUTUMN),
        pair("b", days[50]),  # 51 days
        pair("c", days[51]),  # 50 days
        pair("d", AUTUMN, days[50]),  # 51 days
    )
    judged = verdict(obligation(measure=Measure.PAIRS, minimum=3), roster=roster)

    assert (judged.counted, judged.status) == (3, Status.MET)


def test_exactly_half_of_the_teaching_days_is_enough():
    duty = obligation(measure=Measure.PAIRS, minimum=1, period=Period.MONTH)
    november = date(2025, 11, 1)  # of twenty teaching days, ten of them from the 17th
    roster = (pair("a", date(2025, 11, 17)), pair("b", date(2025, 11, 18)))
    judged = verdict_in(case(duty, roster=roster), november)

    assert len(judged.window.teaching_days) == 20
    assert judged.counted == 1


def test_an_empty_roster_is_no_pairs():
    judged = verdict(obligation(measure=Measure.PAIRS, minimum=3))

    assert (judged.counted, judged.status) == (0, Status.BREACHED)


def test_what_waits_adds_only_new_names():
    duty = obligation(measure=Measure.PEOPLE, minimum=3)
    known = activity(AUTUMN, participants=(person(SUPPORTING, "a"),))
    waits = activity(
        SECOND,
        participants=(person(SUPPORTING, "a"), person(SUPPORTING, "b")),
        state=ActivityState.PENDING,
    )
    judged = verdict(duty, activities=[known, waits])

    assert [miss.would_count for miss in judged.near_misses] == [1]
