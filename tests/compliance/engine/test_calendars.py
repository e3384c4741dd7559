from datetime import date

import pytest

from compliance.engine.calendars import (
    add_months,
    is_holiday,
    next_working_day,
    outside,
    stage_days,
    teaching_days,
)
from compliance.engine.terms import Calendar, SeasonKind
from tests.compliance.engine.school_days import (
    AUTUMN_2025,
    COUNTY,
    SPRING_2025,
    SPRING_2026,
    TERMS,
    term,
)

DAYS = stage_days(COUNTY, "primary")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2025, 3, 10), 1, date(2025, 4, 10), id="corresponding day"),
        pytest.param(date(2025, 1, 31), 1, date(2025, 2, 28), id="31 January"),
        pytest.param(date(2028, 1, 31), 1, date(2028, 2, 29), id="31 January, leap year"),
        pytest.param(date(2025, 2, 28), 1, date(2025, 3, 28), id="28 February stays the 28th"),
        pytest.param(date(2025, 12, 15), 1, date(2026, 1, 15), id="over the new year"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="29 February, a year on"),
        pytest.param(date(2025, 1, 31), 2, date(2025, 3, 31), id="counted from the anchor"),
    ],
)
def test_months_after_a_day_end_on_the_corresponding_day(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2025, 9, 26), date(2025, 9, 26), id="a Friday"),
        pytest.param(
            date(2025, 9, 27), date(2025, 9, 28), id="Saturday before a worked Sunday"
        ),
        pytest.param(date(2025, 9, 28), date(2025, 9, 28), id="a worked Sunday"),
        pytest.param(date(2025, 10, 1), date(2025, 10, 9), id="first of eight listed days"),
        pytest.param(date(2025, 7, 19), date(2025, 7, 21), id="a Saturday in the summer"),
    ],
)
def test_a_holiday_moves_to_the_next_working_day(day, expected):
    assert next_working_day(COUNTY, day) == expected


def test_a_working_week_end_is_no_holiday_and_a_listed_weekday_is():
    days = [date(2025, 9, 28), date(2025, 10, 2), date(2025, 10, 12), date(2025, 10, 9)]

    assert [is_holiday(COUNTY, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param(date(2025, 9, 1), date(2025, 9, 7), 5, id="a full week"),
        pytest.param(date(2025, 9, 22), date(2025, 9, 28), 6, id="with a worked Sunday"),
        pytest.param(date(2025, 10, 1), date(2025, 10, 8), 0, id="the national holiday"),
        pytest.param(date(2025, 7, 4), date(2025, 9, 1), 2, id="last and first day of terms"),
        pytest.param(date(2025, 7, 5), date(2025, 8, 31), 0, id="the summer"),
        pytest.param(date(2025, 9, 2), date(2025, 9, 1), 0, id="no day at all"),
    ],
)
def test_teaching_days_lie_inside_terms_on_weekdays_or_worked_week_ends(since, until, expected):
    assert len(teaching_days(COUNTY, "primary", since=since, until=until)) == expected


def test_a_stage_without_terms_has_no_teaching_days():
    assert teaching_days(COUNTY, "senior", since=date(2025, 1, 1), until=date(2027, 1, 1)) == ()


def test_equal_calendars_are_laid_out_once():
    first, second = (
        Calendar(terms=tuple(TERMS), holidays=COUNTY.holidays, make_up_days=COUNTY.make_up_days)
        for _ in range(2)
    )

    assert stage_days(first, "primary") is stage_days(second, "primary")


@pytest.mark.parametrize(
    ("day", "week"),
    [
        pytest.param(date(2025, 2, 16), None, id="the day before the term"),
        pytest.param(date(2025, 2, 17), 1, id="first day"),
        pytest.param(date(2025, 2, 23), 1, id="its Sunday"),
        pytest.param(date(2025, 2, 24), 2, id="the Monday after"),
        pytest.param(date(2025, 7, 4), 20, id="last day"),
        pytest.param(date(2025, 7, 5), None, id="the day after the term"),
    ],
)
def test_teaching_weeks_are_numbered_from_the_first_teaching_day(day, week):
    assert DAYS.week_number(day) == week


def test_week_one_is_the_week_of_the_first_teaching_day_not_of_the_first_day():
    # Thursday and Friday are listed: teaching begins on Monday.
    listed = frozenset({date(2026, 2, 26), date(2026, 2, 27)})
    spring = term(2025, "spring", date(2026, 2, 26), date(2026, 7, 10))
    days = stage_days(Calendar(terms=(spring,), holidays=listed), "primary")

    assert days.first_monday(spring) == date(2026, 3, 2)
    assert days.week_number(date(2026, 2, 27)) is None


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(SPRING_2025, date(2025, 4, 25), id="20 weeks: Friday of the tenth"),
        pytest.param(AUTUMN_2025, date(2025, 11, 14), id="21 weeks: Friday of the eleventh"),
        pytest.param(
            term(2025, "spring", SPRING_2026.starts_on, date(2026, 7, 11)),
            date(2026, 5, 8),
            id="19 weeks, ending on a Saturday: Friday of the tenth",
        ),
        pytest.param(
            term(
                2025,
                "autumn",
                AUTUMN_2025.starts_on,
                AUTUMN_2025.ends_on,
                midterm_on=date(2025, 11, 11),
            ),
            date(2025, 11, 11),
            id="as the bureau set it",
        ),
    ],
)
def test_midterm_is_the_friday_of_the_middle_week_unless_set(of, expected):
    assert DAYS.midterm_on(of) == expected


def test_the_term_of_a_day_includes_both_its_ends():
    days = [date(2025, 2, 17), date(2025, 7, 4), date(2025, 7, 5)]

    assert [DAYS.term_on(day) for day in days] == [SPRING_2025, SPRING_2025, None]


def test_breaks_lie_between_terms_and_the_last_summer_ends_in_august():
    assert list(DAYS.breaks(SeasonKind.WINTER)) == [
        (2025, (date(2025, 1, 18), date(2025, 2, 16))),
        (2026, (date(2026, 1, 24), date(2026, 3, 1))),
        (2027, (date(2027, 1, 23), date(2027, 2, 28))),
    ]
    assert list(DAYS.breaks(SeasonKind.SUMMER)) == [
        (2025, (date(2025, 7, 5), date(2025, 8, 31))),
        (2026, (date(2026, 7, 11), date(2026, 8, 31))),
        (2027, (date(2027, 7, 10), date(2027, 8, 31))),
    ]


def test_nobody_knows_the_end_of_a_winter_before_the_spring_term_is_entered():
    days = stage_days(Calendar(terms=TERMS[:3]), "primary")

    assert days.break_after(AUTUMN_2025) is None


@pytest.mark.parametrize(
    ("terms", "first", "last", "expected"),
    [
        pytest.param(TERMS, date(2025, 3, 10), date(2027, 3, 9), (), id="all entered"),
        pytest.param(TERMS, date(2024, 8, 1), date(2027, 8, 31), (), id="Augusts are known"),
        pytest.param(
            TERMS,
            date(2024, 7, 31),
            date(2027, 9, 1),
            ((date(2024, 7, 31),) * 2, (date(2027, 9, 1),) * 2),
            id="a day before and a day after",
        ),
        pytest.param(
            TERMS[:3],
            date(2025, 3, 10),
            date(2026, 3, 9),
            ((date(2026, 1, 24), date(2026, 3, 9)),),
            id="no spring term",
        ),
        pytest.param(
            (SPRING_2025, SPRING_2026),
            date(2025, 3, 10),
            date(2026, 3, 9),
            ((date(2025, 9, 1), date(2026, 3, 1)),),
            id="a term missing in between",
        ),
        pytest.param(
            (),
            date(2025, 3, 10),
            date(2025, 3, 11),
            ((date(2025, 3, 10), date(2025, 3, 11)),),
            id="nothing entered",
        ),
    ],
)
def test_days_that_entered_terms_do_not_explain_are_unknown(terms, first, last, expected):
    assert stage_days(Calendar(terms=terms), "primary").unknown(first, last) == expected


def test_the_days_outside_some_spans_are_the_gaps_between_them():
    spans = ((date(2025, 1, 3), date(2025, 1, 4)), (date(2025, 1, 8), date(2025, 1, 20)))

    gaps = outside(spans, (date(2025, 1, 1), date(2025, 1, 10)))

    assert gaps == ((date(2025, 1, 1), date(2025, 1, 2)), (date(2025, 1, 5), date(2025, 1, 7)))
