"""A stay that goes on, a real last day known later, and members who left a roster."""

from datetime import date, timedelta

import pytest

from compliance.engine.terms import (
    Bound,
    Due,
    DueKind,
    EachOfKind,
    Measure,
    Period,
    RosterEntry,
)
from compliance.engine.windows import windows_of
from tests.compliance.engine.build import (
    AUTUMN,
    AUTUMN_ENDS,
    activity,
    case,
    misses,
    obligation,
    verdict,
)

DAY = timedelta(days=1)
FIRST = date(2025, 10, 13)


def stay(days: int, **fields):
    return activity(FIRST, id=1, ends_on=FIRST + (days - 1) * DAY, **fields)


@pytest.mark.parametrize(
    ("on", "days"),
    [(FIRST, 1), (FIRST + 9 * DAY, 10), (FIRST + 19 * DAY, 20), (FIRST + 40 * DAY, 20)],
    ids=["first day", "tenth day", "last day", "long over"],
)
def test_days_are_those_lived_by_the_day_asked(on, days):
    duty = obligation(measure=Measure.DAYS, minimum=20)

    assert verdict(duty, activities=[stay(20)], on=on).counted == days


def test_a_floor_of_days_is_met_on_the_day_it_is_lived():
    duty = obligation(minimum=1, event_floor=Bound(days=7))

    found = [verdict(duty, activities=[stay(30)], on=FIRST + n * DAY) for n in (5, 6)]

    assert [(v.counted, misses(v)) for v in found] == [(0, [(1, "too_few_days")]), (1, [])]


@pytest.mark.parametrize(
    ("ended_on", "days"),
    [(FIRST + 4 * DAY, 5), (FIRST + 19 * DAY, 20), (FIRST + 24 * DAY, 25)],
    ids=["earlier than agreed", "as agreed", "later than agreed"],
)
def test_the_real_last_day_counts_from_the_day_it_was_known(ended_on, days):
    known_on = FIRST + 30 * DAY
    one = stay(20, ended_on=ended_on, ended_known_on=known_on)
    duty = obligation(measure=Measure.DAYS, minimum=20)

    counts = [
        verdict(duty, activities=[one], on=day).counted for day in (known_on - DAY, known_on)
    ]

    assert counts == [20, days]


def test_a_stay_sets_off_what_follows_it_once_it_is_over():
    after = Due(kind=DueKind.AFTER_ACTIVITY, days=10, trigger_types=frozenset({"visit"}))
    duty = obligation(
        activity_types=frozenset({"paper"}), period=Period.ONCE, minimum=1, due=after
    )
    asked = case(duty, activities=[stay(12)])  # to Friday 24 October

    running = windows_of(duty, asked, on=FIRST + 10 * DAY)
    over = windows_of(duty, asked, on=FIRST + 11 * DAY)

    assert [window.trigger for window in running] == []
    assert [(w.trigger, w.starts_on, w.due_on) for w in over] == [
        (1, date(2025, 10, 24), date(2025, 11, 3))
    ]


def member(key: str = "a", **fields) -> RosterEntry:
    plain = {"starts_on": AUTUMN, "ends_on": None, "known_on": AUTUMN, "label": key}
    return RosterEntry(kind=EachOfKind.MENTOR_PAIRS, key=key, **plain | fields)


def teaching_days() -> tuple[date, ...]:
    duty = obligation()
    window = next(w for w in windows_of(duty, case(duty), on=AUTUMN) if w.starts_on == AUTUMN)
    return window.teaching_days


@pytest.mark.parametrize(("short", "counted"), [(0, 1), (1, 0)], ids=["half", "a day short"])
def test_who_left_early_is_a_member_up_to_the_last_day(short, counted):
    days = teaching_days()
    last = days[-(-len(days) // 2) - 1 - short]
    left = member(ended_on=last, ended_known_on=last)
    duty = obligation(measure=Measure.PAIRS, minimum=1)

    assert verdict(duty, roster=(left,), on=AUTUMN_ENDS).counted == counted


def test_who_left_is_a_member_still_on_the_days_before_anybody_knew():
    left = member(ended_on=AUTUMN, ended_known_on=date(2025, 12, 1))
    duty = obligation(measure=Measure.PAIRS, minimum=1)

    counts = [
        verdict(duty, roster=(left,), on=day).counted
        for day in (date(2025, 11, 30), date(2025, 12, 1))
    ]

    assert counts == [1, 0]


@pytest.mark.parametrize(
    ("gap", "counted"), [(0, 1), (60, 0)], ids=["carried on at once", "after two months"]
)
def test_two_parts_of_one_pair_add_up_and_never_make_two(gap, counted):
    days = teaching_days()
    third = len(days) // 3
    first = member(ends_on=days[third - 1])
    second = member(starts_on=days[min(third + gap, len(days) - 1)])
    duty = obligation(measure=Measure.PAIRS, minimum=1)

    assert verdict(duty, roster=(first, second), on=AUTUMN_ENDS).counted == counted
