"""Where an open window would end at the present pace: on which day, or how far short.

The autumn term of 2025 has its first teaching day on Monday 1 September, holidays from 1 to 8
October, and working week-ends on 28 September and 11 October; it ends on 23 January 2026.
"""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from compliance.engine.terms import (
    Coverage,
    CoverageOf,
    EachOf,
    EachOfKind,
    Modality,
    Season,
    SeasonKind,
    Suspension,
)
from compliance.forecasts import Forecast, forecast_of
from compliance.wording import forecast_note, forecast_short, forecast_value
from tests.compliance.engine.build import (
    SUPPORTING,
    activity,
    case,
    obligation,
    person,
    verdict,
    verdict_in,
    waiver,
)
from tests.compliance.engine.school_days import TWO_YEARS

SECOND_FRIDAY = date(2025, 9, 12)  # ten teaching days gone
SUMMER = date(2025, 7, 5)


def visits(count: int, *, on: date = date(2025, 9, 3), **fields) -> list:
    return [activity(on, **fields) for _ in range(count)]


def forecast(done: int, *, on: date, **fields) -> Forecast | None:
    return forecast_of(verdict(obligation(**fields), on=on, activities=visits(done)))


@pytest.mark.parametrize(
    ("done", "minimum", "reached_on"),
    [
        pytest.param(1, 2, date(2025, 9, 26), id="the twentieth teaching day"),
        pytest.param(1, 3, date(2025, 10, 16), id="the thirtieth, past holidays"),
        pytest.param(2, 3, date(2025, 9, 19), id="the fifteenth"),
        pytest.param(3, 4, date(2025, 9, 18), id="a part of a day is a day"),
        pytest.param(10, 101, date(2026, 1, 23), id="the last of 101"),
        pytest.param(10, 102, None, id="a day more than there is"),
    ],
)
def test_the_day_is_counted_in_teaching_days(done, minimum, reached_on):
    assert forecast(done, on=SECOND_FRIDAY, minimum=minimum).reached_on == reached_on


@pytest.mark.parametrize(
    ("on", "at_due", "short_by"),
    [
        pytest.param(date(2025, 9, 12), 10, 0, id="10 of 101 days"),
        pytest.param(date(2025, 11, 13), 2, 0, id="50 of 101: two, and a little"),
        pytest.param(date(2025, 11, 14), 1, 1, id="51 of 101: not quite two"),
    ],
)
def test_the_count_at_the_due_day_is_rounded_down(on, at_due, short_by):
    found = forecast(1, on=on)

    assert (found.at_due, found.short_by) == (at_due, short_by)
    assert (found.reached_on is None) is bool(short_by)


def test_with_nothing_done_it_is_not_reached():
    found = forecast(0, on=SECOND_FRIDAY)

    assert (found.at_due, found.short_by, found.reached_on) == (0, 2, None)


@pytest.mark.parametrize(
    ("on", "is_told"),
    [
        pytest.param(date(2025, 8, 31), False, id="not begun"),
        pytest.param(date(2025, 9, 1), True, id="its first day"),
        pytest.param(date(2026, 1, 22), True, id="one day left"),
        pytest.param(date(2026, 1, 23), False, id="no day left"),
        pytest.param(date(2026, 1, 24), False, id="over"),
    ],
)
def test_it_is_told_while_a_day_is_gone_and_a_day_is_left(on, is_told):
    assert (forecast(0, on=on) is not None) is is_told


def test_on_the_last_day_but_one_the_rest_is_one_day():
    found = forecast(1, on=date(2026, 1, 22))

    assert (found.at_due, found.reached_on) == (1, None)


@pytest.mark.parametrize(
    ("done", "fields"),
    [
        pytest.param(2, {}, id="reached"),
        pytest.param(3, {"maximum": 2}, id="past the maximum"),
        pytest.param(1, {"modality": Modality.MAY}, id="only recorded"),
        pytest.param(1, {"minimum": None, "maximum": 4}, id="only a maximum"),
        pytest.param(0, {"modality": Modality.MUST_NOT, "minimum": None}, id="a prohibition"),
    ],
)
def test_nothing_is_told_where_nothing_is_open_and_short(done, fields):
    assert forecast(done, on=SECOND_FRIDAY, **fields) is None


def test_nothing_is_told_of_what_is_waived():
    waived = verdict(
        obligation(), on=SECOND_FRIDAY, waivers=(waiver(date(2025, 9, 1)),), activities=()
    )

    assert forecast_of(waived) is None


# --- windows by calendar days -----------------------------------------------------------------


def in_summer(done: int, *, on: date, **fields):
    duty = obligation(season=Season(kind=SeasonKind.SUMMER), minimum=3)
    held = visits(done, on=date(2025, 7, 6))
    return forecast_of(verdict_in(case(duty, activities=held, **fields), SUMMER, on=on))


@pytest.mark.parametrize(
    ("on", "done", "reached_on"),
    [
        pytest.param(date(2025, 7, 14), 1, date(2025, 8, 3), id="10 for one: 30 for three"),
        pytest.param(date(2025, 7, 14), 2, date(2025, 7, 19), id="15 days, a Saturday too"),
        pytest.param(date(2025, 8, 3), 1, None, id="30 for one: 90 are too many"),
    ],
)
def test_a_summer_is_counted_in_calendar_days(on, done, reached_on):
    assert in_summer(done, on=on).reached_on == reached_on


def test_days_of_a_suspension_are_passed_over():
    resting = Suspension(
        starts_on=date(2025, 7, 20), ends_on=date(2025, 7, 24), known_on=date(2025, 7, 1)
    )
    agreement = replace(TWO_YEARS, suspensions=(resting,))

    found = in_summer(1, on=date(2025, 7, 14), agreement=agreement)

    assert found.reached_on == date(2025, 8, 8)  # five days later than without


# --- coverage and parts -----------------------------------------------------------------------


def covering(done: int, subjects: int):
    """One lesson after another in so many subjects; four are asked, in two subjects."""
    duty = obligation(minimum=4, coverage=Coverage(of=CoverageOf.SUBJECTS, distinct=2))
    names = ("chinese", "maths")
    held = [
        activity(date(2025, 9, 3), subjects={names[min(n, subjects - 1)]}) for n in range(done)
    ]
    return forecast_of(verdict(duty, on=SECOND_FRIDAY, activities=held))


def test_the_slower_of_number_and_coverage_sets_the_day():
    assert covering(2, 2).reached_on == date(2025, 9, 26)  # two of four in ten days
    assert covering(3, 1).reached_on == date(2025, 9, 26)  # one of two subjects in ten days
    assert covering(2, 1).reached_on == date(2025, 9, 26)
    assert covering(1, 1).reached_on == date(2025, 10, 30)  # one of four


def test_of_a_duty_in_parts_the_part_that_decides_is_told():
    duty = obligation(
        minimum=1,
        each_of=EachOf(kind=EachOfKind.ROLES, items=("principal", "teacher")),
    )
    held = [activity(date(2025, 9, 3), participants=(person(SUPPORTING, "", "teacher"),))]

    found = forecast_of(verdict(duty, on=date(2025, 12, 12), activities=held))

    assert (found.part.key, found.required, found.reached_on) == ("principal", 1, None)


# --- words ------------------------------------------------------------------------------------

DUTY = SimpleNamespace(pk=1, measure="events")


@pytest.mark.parametrize(
    ("done", "minimum", "short", "value", "note"),
    [
        (
            1,
            2,
            "At this pace done on 26 Sep",
            "reached on 26 Sep",
            "10 times by 23 Jan, 2 times asked",
        ),
        (
            1,
            12,
            "At this pace 2 times short",
            "not reached in time",
            "10 times by 23 Jan, 12 times asked",
        ),
        (0, 2, "", "not reached in time", "0 times by 23 Jan, 2 times asked"),
    ],
)
def test_it_is_told_in_short_and_in_full(done, minimum, short, value, note):
    duty = obligation(minimum=minimum)
    found = verdict(duty, on=SECOND_FRIDAY, activities=visits(done))
    forecast = forecast_of(found)

    with translation.override("en"):
        assert forecast_short(found, obligation=DUTY) == short
        assert forecast_value(forecast) == value
        assert forecast_note(forecast, obligation=DUTY) == note


def test_nothing_is_said_where_there_is_no_forecast():
    found = verdict(obligation(), on=SECOND_FRIDAY, activities=visits(2))

    assert forecast_short(found, obligation=DUTY) == ""
