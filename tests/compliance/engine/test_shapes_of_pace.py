"""The pace, the last useful day, and how far a calendar that ends early is judged."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import (
    Calendar,
    Due,
    DueKind,
    Measure,
    Period,
    Season,
    SeasonKind,
)
from compliance.engine.windows import undecided_from
from tests.compliance.engine.build import (
    AUTUMN,
    AUTUMN_ENDS,
    activity,
    case,
    obligation,
    verdict_in,
)
from tests.compliance.engine.school_days import COUNTY, TERMS, agreement, suspended

ONE_DAY, GRACE = timedelta(days=1), 10


def paper(period: Period, due: Due):
    return obligation(
        period=period, due=due, grace_days=GRACE, measure=Measure.ITEMS, minimum=None
    )


@pytest.mark.parametrize(
    ("duty", "on", "starts_on", "last"),
    [
        pytest.param(obligation(), AUTUMN, AUTUMN, AUTUMN_ENDS, id="a term: its last day"),
        pytest.param(
            obligation(period=Period.WEEK),
            date(2025, 9, 15),
            date(2025, 9, 15),
            date(2025, 9, 19),
            id="a week: its Friday",
        ),
        pytest.param(
            obligation(period=Period.WEEK),
            date(2025, 9, 20),
            date(2025, 9, 15),
            date(2025, 9, 21),
            id="a week, asked on its Saturday: the Sunday is left",
        ),
        pytest.param(
            obligation(period=Period.WEEK),
            date(2025, 9, 22),
            date(2025, 9, 22),
            date(2025, 9, 28),
            id="a week with a Sunday that is worked",
        ),
        pytest.param(
            obligation(period=Period.MONTH),
            date(2025, 11, 3),
            date(2025, 11, 1),
            date(2025, 11, 30),
            id="a month: its last day, also a Sunday",
        ),
        pytest.param(
            paper(Period.TERM, Due(kind=DueKind.MIDTERM)),
            date(2025, 11, 14),
            AUTUMN,
            date(2025, 11, 14),
            id="a paper: its due day",
        ),
        pytest.param(
            paper(Period.TERM, Due(kind=DueKind.MIDTERM)),
            date(2025, 11, 15),
            AUTUMN,
            date(2025, 11, 24),
            id="a paper past it: the last day of grace",
        ),
    ],
)
def test_the_last_useful_day(duty, on, starts_on, last):
    asked = verdict_in(case(duty), starts_on, on=on)

    assert asked.last_useful_on == last
    held = activity(last, lessons=1)
    counted = verdict_in(case(duty, activities=[held]), starts_on).counted
    too_late = activity(asked.window.closes_on + ONE_DAY)
    assert (counted, verdict_in(case(duty, activities=[too_late]), starts_on).counted) == (1, 0)


def test_a_suspension_at_the_end_takes_the_last_useful_day_forward():
    agreed = agreement(
        date(2025, 9, 1),
        date(2026, 8, 31),
        suspensions=(suspended(date(2026, 1, 19), AUTUMN_ENDS, known_on=AUTUMN),),
    )
    judged = verdict_in(case(obligation(), agreement=agreed), AUTUMN, on=date(2026, 1, 5))

    assert judged.last_useful_on == date(2026, 1, 16)  # the Friday before it


def test_the_pace_is_what_is_needed_and_what_was_done_in_a_week_of_five_days():
    day_20 = verdict_in(case(obligation()), AUTUMN, on=AUTUMN).window.teaching_days[19]
    held = [activity(AUTUMN)]
    pace = verdict_in(case(obligation(minimum=3), activities=held), AUTUMN, on=day_20).pace

    assert (pace.days_of_window, pace.days_gone, pace.days_left) == (101, 20, 81)
    assert pace.done_per_week == Fraction(5, 20)
    assert pace.needed_per_week == Fraction(2 * 5, 81)


def test_in_a_summer_the_pace_is_by_the_week_of_seven_days():
    summer = obligation(period=Period.SCHOOL_YEAR, season=Season(kind=SeasonKind.SUMMER))
    first = date(2025, 7, 5)  # 58 days to 31 August
    pace = verdict_in(case(summer), first, on=first).pace

    assert (pace.days_of_window, pace.days_gone, pace.in_teaching_days) == (58, 1, False)
    assert pace.needed_per_week == Fraction(2 * 7, 57)


# --- as far as the calendar reaches -------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "windows"),
    [
        (Period.WEEK, 0),
        (Period.MONTH, 0),
        (Period.TERM, 0),
        (Period.SCHOOL_YEAR, 0),
        (Period.HALF_YEAR, 5),
        (Period.CALENDAR_YEAR, 3),
        (Period.AGREEMENT_YEAR, 2),
        (Period.AGREEMENT, 1),
        (Period.ONCE, 1),
    ],
)
def test_without_a_calendar_only_what_needs_none_is_judged(period, windows):
    asked = case(obligation(period=period), calendar=Calendar())

    assert len(judge(asked, on=date(2026, 1, 1))) == windows
    assert undecided_from(asked.obligations[0], asked, on=date(2026, 1, 1)) == date(2025, 3, 10)


@pytest.mark.parametrize(
    ("known_until", "windows", "undecided"),
    [(2, 1, date(2025, 9, 1)), (3, 2, date(2026, 1, 24)), (4, 3, date(2026, 9, 1))],
    ids=["one spring term", "and the autumn after", "and the spring after that"],
)
def test_a_calendar_that_ends_early_is_judged_as_far_as_it_reaches(
    known_until, windows, undecided
):
    calendar = Calendar(terms=TERMS[:known_until], holidays=COUNTY.holidays)
    asked = case(obligation(), calendar=calendar)

    assert len(judge(asked, on=date(2030, 1, 1))) == windows
    assert undecided_from(asked.obligations[0], asked, on=date(2030, 1, 1)) == undecided
