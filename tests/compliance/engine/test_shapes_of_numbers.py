"""Every measure, floor and ceiling at its edge: one short, exactly enough, one over."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from compliance.engine.terms import (
    Bound,
    Coverage,
    CoverageOf,
    EachOfKind,
    Headcount,
    HeldAt,
    Measure,
    Party,
    RosterEntry,
    Rules,
)
from compliance.engine.verdicts import MissCode, ReasonCode, Status
from tests.compliance.engine.build import (
    AUTUMN,
    AUTUMN_ENDS,
    RECEIVING,
    SUPPORTING,
    activity,
    case,
    joint,
    misses,
    obligation,
    person,
    verdict,
    verdict_in,
)

BREACHED, MET, EXCEEDED = Status.BREACHED, Status.MET, Status.EXCEEDED


def people(n: int, side=SUPPORTING, **fields) -> tuple:
    return tuple(person(side, f"{side}{i}", **fields) for i in range(n))


def of(measure: Measure, n: int) -> list:
    """Activities that come to ``n`` of the measure."""
    many = {
        Measure.EVENTS: [activity(AUTUMN) for _ in range(n)],
        Measure.LESSONS: [activity(AUTUMN, lessons=n)],
        Measure.PEOPLE: [activity(AUTUMN, participants=people(n))],
        Measure.ATTENDANCES: [activity(AUTUMN, heads={SUPPORTING: n})],
        Measure.DAYS: [activity(AUTUMN, ends_on=AUTUMN + timedelta(days=n - 1))] if n else [],
        Measure.ITEMS: [activity(AUTUMN, items=n)],
        Measure.AMOUNT: [activity(AUTUMN, amount=Decimal(n))],
        Measure.GOODS: [activity(AUTUMN, goods=n)],
    }
    return many[measure]


COUNTED = [m for m in Measure if m not in {Measure.PAIRS, Measure.PERCENT}]


@pytest.mark.parametrize("measure", COUNTED)
@pytest.mark.parametrize(
    ("n", "status"),
    [
        pytest.param(11, BREACHED, id="eleven of twelve"),
        pytest.param(12, MET, id="exactly twelve"),
        pytest.param(13, MET, id="one over the minimum"),
        pytest.param(15, MET, id="exactly the maximum"),
        pytest.param(16, EXCEEDED, id="one over the maximum"),
    ],
)
def test_twelve_to_fifteen(measure, n, status):
    judged = verdict(
        obligation(measure=measure, minimum=12, maximum=15), activities=of(measure, n)
    )

    assert (judged.counted, judged.status) == (n, status)
    assert judged.short_by == max(12 - n, 0)


@pytest.mark.parametrize("measure", COUNTED)
def test_what_one_measure_counts_no_other_does(measure):
    """Two visits with five lessons are two events and five lessons, never seven of either."""
    held = [activity(AUTUMN, lessons=3), activity(AUTUMN, lessons=2)]
    counts = {
        m: verdict(obligation(measure=m), activities=held).counted
        for m in (Measure.EVENTS, Measure.LESSONS)
    }
    other = verdict(obligation(measure=measure, minimum=12), activities=of(measure, 12))

    assert counts == {Measure.EVENTS: 2, Measure.LESSONS: 5}
    assert other.counted == 12


@pytest.mark.parametrize(
    ("cents", "status"),
    [("2999.99", BREACHED), ("3000.00", MET), ("3000.01", MET)],
)
def test_money_is_counted_to_the_cent(cents, status):
    held = [activity(AUTUMN, amount=Decimal(cents) - 1000), activity(AUTUMN, amount=1000)]
    judged = verdict(obligation(measure=Measure.AMOUNT, minimum=3000), activities=held)

    assert judged.status is status


@pytest.mark.parametrize(("pairs", "status"), [(2, BREACHED), (3, MET), (4, MET)])
def test_three_pairs_on_the_roster(pairs, status):
    roster = tuple(
        RosterEntry(
            kind=EachOfKind.MENTOR_PAIRS,
            key=f"p{n}",
            label="",
            starts_on=AUTUMN,
            ends_on=None,
            known_on=AUTUMN,
        )
        for n in range(pairs)
    )
    duty = obligation(party=Party.BOTH, measure=Measure.PAIRS, minimum=3)

    judged = verdict(duty, roster=roster)
    assert (judged.counted, judged.status) == (pairs, status)


@pytest.mark.parametrize(
    ("there", "of_them", "shown", "status"),
    [
        (26, 30, Decimal("86.7"), BREACHED),
        (27, 30, 90, MET),
        (30, 30, 100, MET),
        (33, 30, 110, MET),
        (27, 0, 0, None),
    ],
    ids=["one short of 90 %", "exactly 90 %", "all", "more than all", "of nobody"],
)
def test_ninety_percent_of_the_other_side(there, of_them, shown, status):
    duty = obligation(id=1, measure=Measure.PERCENT, minimum=90, counted_side=RECEIVING)
    agreed = Headcount(
        obligation_id=1, window_starts_on=AUTUMN, people=of_them, known_on=AUTUMN
    )
    held = activity(AUTUMN, heads={SUPPORTING: 99, RECEIVING: there})
    judged = verdict(duty, activities=[held], headcounts=(agreed,))

    assert judged.status is status
    assert round(judged.counted, 1) == shown


# --- one event ----------------------------------------------------------------------------

# Bound, the activity that is n big, and the edge n.
FLOORS = [
    ("people", Bound(people=12), lambda n: {"heads": {SUPPORTING: n}}, 12,
     MissCode.TOO_FEW_PEOPLE),
    ("people by name", Bound(people=3), lambda n: {"participants": people(n)}, 3,
     MissCode.TOO_FEW_PEOPLE),
    ("days", Bound(days=7), lambda n: {"ends_on": AUTUMN + timedelta(days=n - 1)}, 7,
     MissCode.TOO_FEW_DAYS),
    ("lessons", Bound(lessons=2), lambda n: {"lessons": n}, 2, MissCode.TOO_FEW_LESSONS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bound", "fields", "edge", "code"), [pytest.param(*f[1:], id=f[0]) for f in FLOORS]
)
class TestAFloorOf:
    def test_drops_what_is_one_short_and_keeps_the_rest(self, bound, fields, edge, code):
        held = [activity(AUTUMN, id=n, **fields(n)) for n in (edge - 1, edge, edge + 1)]
        judged = verdict(obligation(event_floor=bound), activities=held)

        assert [e.activity_id for e in judged.evidence] == [edge, edge + 1]
        assert misses(judged) == [(edge - 1, code.value)]

    def test_says_how_big_it_was_and_how_big_it_had_to_be(self, bound, fields, edge, code):
        small = activity(AUTUMN, **fields(edge - 1))
        [miss] = verdict(obligation(event_floor=bound), activities=[small]).near_misses

        assert (miss.facts["required"], miss.facts["counted"]) == (edge, edge - 1)

    def test_as_a_ceiling_it_drops_what_is_one_over(self, bound, fields, edge, code):
        held = [activity(AUTUMN, id=n, **fields(n)) for n in (edge - 1, edge, edge + 1)]
        judged = verdict(obligation(event_ceiling=bound), activities=held)

        assert [e.activity_id for e in judged.evidence] == [edge - 1, edge]
        assert misses(judged) == [(edge + 1, "past_ceiling")]


@pytest.mark.parametrize(
    ("last_on", "counts"),
    [
        pytest.param(date(2025, 9, 4), False, id="Monday to Thursday: four teaching days"),
        pytest.param(date(2025, 9, 5), True, id="Monday to Friday: five teaching days"),
        pytest.param(date(2025, 9, 7), True, id="Monday to Sunday: seven days"),
    ],
)
def test_a_week_in_term_is_five_teaching_days(last_on, counts):
    judged = verdict(
        obligation(minimum=1, event_floor=Bound(weeks=1)),
        activities=[activity(AUTUMN, ends_on=last_on)],
    )

    assert (judged.status is MET) == counts


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        pytest.param(date(2025, 10, 1), date(2025, 10, 6), False, id="six days"),
        pytest.param(date(2025, 10, 1), date(2025, 10, 7), True, id="seven days"),
        pytest.param(
            date(2025, 9, 26), date(2025, 9, 30), False, id="five days, four of school"
        ),
        pytest.param(date(2025, 9, 25), date(2025, 9, 30), True, id="six days, five of school"),
    ],
)
def test_a_week_over_the_national_holiday(first, last, counts):
    judged = verdict(
        obligation(minimum=1, event_floor=Bound(weeks=1)),
        activities=[activity(first, ends_on=last)],
    )

    assert (judged.status is MET) == counts


@pytest.mark.parametrize(
    ("days", "kept"), [((4, 5), ["b"]), ((5, 5), ["a", "b"]), ((5, 4), ["a"]), ((4, 4), [])]
)
def test_five_days_a_person_drop_the_person_and_never_the_event_of_the_other(days, kept):
    there = tuple(person(SUPPORTING, key, days=n) for key, n in zip("ab", days, strict=True))
    duty = obligation(measure=Measure.PEOPLE, minimum=2, event_floor=Bound(days_per_person=5))
    held = activity(AUTUMN, ends_on=date(2025, 9, 5), participants=there)

    assert verdict(duty, activities=[held]).counted == len(kept)


def test_days_a_person_are_summed_over_the_window():
    duty = obligation(measure=Measure.PEOPLE, minimum=1, event_floor=Bound(days_per_person=5))
    stays = [
        activity(
            AUTUMN + timedelta(days=14 * n),
            ends_on=AUTUMN + timedelta(days=14 * n + days - 1),
            participants=(person(SUPPORTING, "a"),),
        )
        for n, days in enumerate((2, 2, 1))
    ]

    assert verdict(duty, activities=stays[:2]).status is BREACHED
    assert verdict(duty, activities=stays).status is MET


@pytest.mark.parametrize(
    ("supporting", "receiving", "counts"),
    [(5, 7, True), (4, 8, True), (5, 6, False), (12, 0, False)],
)
def test_twelve_people_of_a_joint_meeting_are_both_sides_together(
    supporting, receiving, counts
):
    duty = obligation(
        party=Party.BOTH,
        activity_types=frozenset({"meeting"}),
        minimum=1,
        event_floor=Bound(people=12),
    )
    held = joint(
        AUTUMN,
        participants=(),
        heads={SUPPORTING: supporting, RECEIVING: receiving},
    )

    assert (verdict(duty, activities=[held]).status is MET) == counts


@pytest.mark.parametrize(
    ("supporting", "receiving", "counts"), [(5, 5, True), (4, 9, False), (9, 4, False)]
)
def test_five_people_of_each_side(supporting, receiving, counts):
    duty = obligation(
        party=Party.BOTH,
        activity_types=frozenset({"meeting"}),
        minimum=1,
        event_floor=Bound(people_each_side=5),
    )
    held = joint(AUTUMN, heads={SUPPORTING: supporting, RECEIVING: receiving})

    assert (verdict(duty, activities=[held]).status is MET) == counts


@pytest.mark.parametrize("side", [SUPPORTING, RECEIVING])
@pytest.mark.parametrize(("n", "missed"), [(9, True), (10, False), (11, False)])
def test_a_floor_looks_at_the_side_that_is_counted(side, n, missed):
    duty = obligation(minimum=1, counted_side=side, event_floor=Bound(people=10))
    held = activity(AUTUMN, heads={side: n, side.other: 50})

    assert bool(misses(verdict(duty, activities=[held]))) == missed


@pytest.mark.parametrize("side", [SUPPORTING, RECEIVING])
@pytest.mark.parametrize(("n", "missed"), [(9, False), (10, False), (11, True)])
def test_a_ceiling_looks_at_the_side_that_is_counted(side, n, missed):
    duty = obligation(minimum=1, counted_side=side, event_ceiling=Bound(people=10))
    held = activity(AUTUMN, heads={side: n, side.other: 50})

    assert bool(misses(verdict(duty, activities=[held]))) == missed


# --- coverage -----------------------------------------------------------------------------

COVERS = {
    CoverageOf.SUBJECTS: ("subjects", ("chinese", "mathematics", "english", "pe", "art")),
    CoverageOf.TOPICS: ("topics", ("ethics", "safety", "culture", "brand", "burden")),
    CoverageOf.GRADES: ("grades", ("p1", "p2", "p3", "p4", "p5")),
    CoverageOf.STAGES: ("stages", ("preschool", "primary", "junior", "senior", "special")),
}


@pytest.mark.parametrize("of", COVERS)
@pytest.mark.parametrize(("n", "status"), [(3, BREACHED), (4, MET), (5, MET)])
def test_four_lessons_in_four_different(of, n, status):
    field, codes = COVERS[of]
    held = [
        activity(AUTUMN + timedelta(days=i), **{field: {codes[min(i, n - 1)]}})
        for i in range(5)
    ]
    duty = obligation(minimum=4, coverage=Coverage(of=of, distinct=4))
    judged = verdict(duty, activities=held)

    assert (judged.counted, judged.status) == (5, status)
    short = [r for r in judged.reasons if r.code is ReasonCode.COVERAGE_SHORT]
    assert bool(short) == (status is BREACHED)


@pytest.mark.parametrize(("n", "status"), [(1, BREACHED), (2, MET), (3, MET)])
def test_two_different_types(n, status):
    kinds = ("visit", "lecture", "lesson")
    duty = obligation(
        activity_types=frozenset(kinds),
        coverage=Coverage(of=CoverageOf.TYPES, distinct=2),
    )
    held = [activity(AUTUMN, type=kinds[min(i, n - 1)]) for i in range(3)]

    assert verdict(duty, activities=held).status is status


# --- the tolerance ------------------------------------------------------------------------

# One of two visits held, on the 70th of the 101 teaching days.
HALF_DONE = [activity(AUTUMN)]


@pytest.mark.parametrize(
    ("tolerance", "status"),
    [
        (Fraction(70, 101) - Fraction(1, 2), Status.ON_TRACK),
        (Fraction(70, 101) - Fraction(1, 2) - Fraction(1, 10**9), Status.AT_RISK),
    ],
    ids=["at exactly the tolerance", "a billionth past it"],
)
def test_the_tolerance_is_an_exact_fraction(tolerance, status):
    asked = case(obligation(), activities=HALF_DONE, rules=Rules(tolerance=tolerance))
    days = verdict_in(asked, AUTUMN, on=AUTUMN).window.teaching_days
    judged = verdict_in(asked, AUTUMN, on=days[69])

    assert (len(days), judged.pace.days_gone, judged.status) == (101, 70, status)


def test_a_week_end_gains_nothing_on_the_pace():
    friday, sunday = date(2025, 9, 5), date(2025, 9, 7)
    gone = [
        verdict_in(case(obligation()), AUTUMN, on=day).pace.days_gone
        for day in (friday, sunday)
    ]

    assert gone == [5, 5]


@pytest.mark.parametrize(
    ("on", "left"),
    [(AUTUMN, 100), (AUTUMN_ENDS - timedelta(days=1), 1), (AUTUMN_ENDS, 0)],
)
def test_the_pace_counts_the_days_left_after_today(on, left):
    assert verdict_in(case(obligation()), AUTUMN, on=on).pace.days_left == left


@pytest.mark.parametrize("held_at", list(HeldAt))
def test_without_a_venue_an_event_counts_wherever_it_was(held_at):
    held = activity(AUTUMN, held_at=held_at)

    assert verdict(obligation(minimum=1), activities=[held]).status is MET
