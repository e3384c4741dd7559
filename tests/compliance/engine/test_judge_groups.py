"""Counting groups: inside one an activity counts for one duty only."""

from datetime import date

import pytest

from compliance.engine.terms import EachOf, EachOfKind, Measure, Period
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import (
    AUTUMN,
    SUPPORTING,
    activity,
    case,
    misses,
    obligation,
    person,
    verdict_in,
)

DAYS = tuple(date(2025, 9, day) for day in (1, 2, 3, 4, 5))


def grouped(id: int, **fields):
    return obligation(id=id, counting_group="visits", **fields)


def counted(*duties, held):
    asked = case(*duties, activities=held)
    return [
        [evidence.activity_id for evidence in verdict_in(asked, AUTUMN, id=duty.id).evidence]
        for duty in duties
    ]


def visits(number: int):
    return [activity(day, id=n + 1) for n, day in enumerate(DAYS[:number])]


@pytest.mark.parametrize(
    ("first", "second", "number", "expected"),
    [
        ({"minimum": 2}, {"minimum": 2}, 1, [[1], []]),
        ({"minimum": 2}, {"minimum": 2}, 3, [[1, 2], [3]]),
        ({"minimum": 2}, {"minimum": 2}, 5, [[1, 2, 5], [3, 4]]),
        ({"minimum": 2, "maximum": 2}, {"minimum": 1}, 5, [[1, 2], [3, 4, 5]]),
        ({"minimum": 1, "maximum": 1}, {"minimum": 1, "maximum": 1}, 4, [[1, 3, 4], [2]]),
    ],
)
def test_in_clause_order_up_to_the_minimum_then_to_the_first_without_a_maximum(
    first, second, number, expected
):
    assert counted(grouped(1, **first), grouped(2, **second), held=visits(number)) == expected


def test_clause_order_is_not_the_order_of_ids():
    assert counted(grouped(1, minimum=1, order=2), grouped(2, minimum=1), held=visits(1)) == [
        [1],
        [],
    ]
    assert counted(grouped(1, minimum=1, order=9), grouped(2, minimum=1), held=visits(1)) == [
        [],
        [1],
    ]


def test_what_another_duty_took_is_a_near_miss_that_names_it():
    asked = case(
        grouped(1, minimum=1, clause="III.4"), grouped(2, minimum=1), activities=visits(1)
    )
    judged = verdict_in(asked, AUTUMN, id=2)

    assert judged.status is Status.BREACHED
    assert misses(judged) == [(1, "counted_elsewhere")]
    assert judged.near_misses[0].facts == {"obligation": 1, "clause": "III.4"}


def test_a_duty_takes_only_what_it_matches():
    by_head = grouped(1, minimum=1, actor_roles=frozenset({"principal"}))
    head = person(SUPPORTING, "", "principal")
    held = [activity(DAYS[0], id=1), activity(DAYS[1], id=2, participants=(head,))]

    assert counted(by_head, grouped(2, minimum=2), held=held) == [[2], [1]]


def test_ties_are_broken_by_type_and_number_never_by_entry():
    types = {"activity_types": frozenset({"visit", "call"}), "minimum": 1}
    held = [
        activity(AUTUMN, id=1, type="visit"),
        activity(AUTUMN, id=2, type="call", entered_on=date(2025, 9, 30)),
        activity(AUTUMN, id=3, type="call", entered_on=date(2025, 9, 2)),
    ]

    expected = [[2, 1], [3]]
    assert counted(grouped(1, **types), grouped(2, **types), held=held) == expected
    assert counted(grouped(1, **types), grouped(2, **types), held=held[::-1]) == expected


def test_outside_the_group_an_activity_counts_again():
    free = obligation(id=3, minimum=1)

    assert counted(grouped(1, minimum=1), grouped(2, minimum=1), free, held=visits(1)) == [
        [1],
        [],
        [1],
    ]


def test_windows_of_different_lengths_share_one_group():
    term = grouped(1, minimum=1)
    year = grouped(2, minimum=1, period=Period.SCHOOL_YEAR)

    assert counted(term, year, held=visits(3)) == [[1, 3], [2]]


def test_lessons_are_taken_until_the_minimum_is_reached():
    first = grouped(1, measure=Measure.LESSONS, minimum=5)
    second = grouped(2, measure=Measure.LESSONS, minimum=2)
    held = [activity(day, id=n + 1, lessons=3) for n, day in enumerate(DAYS[:3])]

    assert counted(first, second, held=held) == [[1, 2], [3]]


def test_a_duty_for_each_of_several_takes_what_any_part_is_short_of():
    each = EachOf(kind=EachOfKind.TOPICS, items=("a", "b"))
    held = [
        activity(DAYS[0], id=1, topics={"a"}),
        activity(DAYS[1], id=2, topics={"a"}),
        activity(DAYS[2], id=3, topics={"b"}),
    ]

    assert counted(grouped(1, minimum=1, each_of=each), grouped(2, minimum=1), held=held) == [
        [1, 3],
        [2],
    ]
