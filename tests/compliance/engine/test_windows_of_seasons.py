from dataclasses import replace
from datetime import date

import pytest

from compliance.engine.terms import (
    Calendar,
    CutRule,
    Due,
    DueKind,
    Period,
    Rules,
    Season,
    SeasonKind,
)
from compliance.engine.verdicts import Cut
from compliance.engine.windows import (
    covers,
    in_grace,
    windows_of,
)
from tests.compliance.engine.school_days import (
    LATER,
    SPRING_2025,
    TWO_YEARS,
    agreement,
    case,
    duty,
    suspended,
)

SUMMER = Season(kind=SeasonKind.SUMMER)
WINTER = Season(kind=SeasonKind.WINTER)
TERM_TIME = Season(kind=SeasonKind.TERM_TIME)


def dates(from_month, from_day, to_month, to_day) -> Season:
    return Season(
        kind=SeasonKind.DATES,
        from_month=from_month,
        from_day=from_day,
        to_month=to_month,
        to_day=to_day,
    )


def spans(windows) -> list[tuple]:
    return [(w.key, w.starts_on, w.ends_on) for w in windows]


class TestSeason:
    @pytest.mark.parametrize(
        ("season", "expected"),
        [
            pytest.param(
                SUMMER,
                [
                    (("summer", 2025), date(2025, 7, 5), date(2025, 8, 31)),
                    (("summer", 2026), date(2026, 7, 11), date(2026, 8, 31)),
                ],
                id="summer",
            ),
            pytest.param(
                WINTER,
                [
                    (("winter", 2026), date(2026, 1, 24), date(2026, 3, 1)),
                    (("winter", 2027), date(2027, 1, 23), date(2027, 2, 28)),
                ],
                id="winter",
            ),
            pytest.param(
                dates(3, 1, 5, 31),
                [
                    (("dates", 2025), date(2025, 3, 10), date(2025, 5, 31)),
                    (("dates", 2026), date(2026, 3, 1), date(2026, 5, 31)),
                    (("dates", 2027), date(2027, 3, 1), date(2027, 3, 9)),
                ],
                id="dates, the last one cut",
            ),
            pytest.param(
                dates(11, 15, 2, 31),
                [
                    (("dates", 2025), date(2025, 11, 15), date(2026, 2, 28)),
                    (("dates", 2026), date(2026, 11, 15), date(2027, 2, 28)),
                ],
                id="dates over the new year, to the end of February",
            ),
        ],
    )
    def test_is_itself_the_window(self, season, expected):
        yearly = duty(Period.AGREEMENT_YEAR, season=season)

        assert spans(windows_of(yearly, case(), on=LATER)) == expected

    def test_once_is_only_the_first(self):
        windows = windows_of(duty(Period.ONCE, season=SUMMER), case(), on=LATER)

        assert [w.key for w in windows] == [("summer", 2025)]

    def test_of_dates_repeats_weeks_and_months_inside_it(self):
        monthly = duty(Period.MONTH, season=dates(3, 10, 5, 15))
        agreed = agreement(date(2025, 1, 1), date(2025, 12, 31))

        windows = windows_of(monthly, case(agreed), on=LATER)

        assert spans(windows) == [
            (("month", 2025, 3), date(2025, 3, 10), date(2025, 3, 31)),
            (("month", 2025, 4), date(2025, 4, 1), date(2025, 4, 30)),
            (("month", 2025, 5), date(2025, 5, 1), date(2025, 5, 15)),
        ]
        assert [w.cut for w in windows] == [None] * 3

    def test_of_dates_leaves_out_a_part_of_a_month_without_a_teaching_day(self):
        monthly = duty(Period.MONTH, season=dates(1, 24, 4, 10))
        agreed = agreement(date(2026, 1, 1), date(2026, 12, 31))

        windows = windows_of(monthly, case(agreed), on=LATER)

        assert [w.key for w in windows] == [("month", 2026, 3), ("month", 2026, 4)]

    def test_a_summer_without_an_entered_term_behind_it_ends_in_august(self):
        early = case(calendar=Calendar(terms=(SPRING_2025,)))

        [window] = windows_of(duty(Period.SCHOOL_YEAR, season=SUMMER), early, on=LATER)

        assert (window.starts_on, window.ends_on) == (date(2025, 7, 5), date(2025, 8, 31))

    def test_a_summer_is_cut_by_its_calendar_days(self):
        agreed = agreement(date(2025, 8, 1), date(2026, 7, 10))

        [window] = windows_of(
            duty(Period.AGREEMENT_YEAR, season=SUMMER), case(agreed), on=LATER
        )

        assert window.cut == Cut(
            rule=CutRule.HALF, days_left=31, days_of_window=58, in_teaching_days=False
        )

    def test_term_time_leaves_the_days_of_the_breaks_out(self):
        window, _ = windows_of(duty(Period.AGREEMENT_YEAR, season=TERM_TIME), case(), on=LATER)

        assert (window.starts_on, window.ends_on) == (date(2025, 3, 10), date(2026, 3, 9))
        assert window.suspended == (
            (date(2025, 7, 5), date(2025, 8, 31)),
            (date(2026, 1, 24), date(2026, 3, 1)),
        )
        days = [date(2025, 7, 4), date(2025, 7, 5), date(2025, 8, 31), date(2025, 9, 6)]
        assert [covers(window, day) for day in days] == [True, False, False, True]
        assert window.cut is None

    def test_term_time_makes_no_window_of_a_summer_alone(self):
        agreed = agreement(date(2025, 7, 5), date(2025, 8, 31))

        assert (
            windows_of(duty(Period.AGREEMENT, season=TERM_TIME), case(agreed), on=LATER) == ()
        )


class TestBreakForTheTermJustEnded:
    kind = Rules(break_counts_for_term_just_ended=True)

    def test_keeps_a_term_open_to_the_day_before_the_next(self):
        windows = windows_of(duty(Period.TERM, grace_days=3), case(rules=self.kind), on=LATER)

        assert [(w.ends_on, w.due_on, w.closes_on) for w in windows] == [
            (date(2025, 7, 4), date(2025, 8, 31), date(2025, 9, 3)),
            (date(2026, 1, 23), date(2026, 3, 1), date(2026, 3, 4)),
            (date(2026, 7, 10), date(2026, 8, 31), date(2026, 9, 3)),
            (date(2027, 1, 22), date(2027, 2, 28), date(2027, 3, 3)),
            (date(2027, 3, 9), date(2027, 3, 9), date(2027, 3, 12)),
        ]
        days = [date(2025, 8, 31), date(2025, 9, 1)]
        assert [covers(windows[0], day) for day in days] == [True, False]
        assert windows[0].teaching_days[-1] == date(2025, 7, 4)

    def test_ends_with_the_agreement(self):
        agreed = agreement(date(2025, 2, 17), date(2025, 7, 31))

        [window] = windows_of(duty(Period.TERM), case(agreed, rules=self.kind), on=LATER)

        assert window.due_on == date(2025, 7, 31)

    def test_is_off_by_default(self):
        first, *_ = windows_of(duty(Period.TERM), case(), on=LATER)

        assert [covers(first, date(2025, 7, day)) for day in (4, 5)] == [True, False]

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"due": Due(kind=DueKind.TERM_END)}, id="a named day"),
            pytest.param({"season": TERM_TIME}, id="a clause that leaves the breaks out"),
        ],
    )
    def test_never_holds_for(self, fields):
        first, *_ = windows_of(duty(Period.TERM, **fields), case(rules=self.kind), on=LATER)

        assert first.due_on == date(2025, 7, 4)


def test_grace_runs_from_the_day_after_the_due_day_and_leaves_out_a_suspension():
    pause = suspended(date(2025, 7, 7), date(2025, 7, 8))
    agreed = replace(TWO_YEARS, suspensions=(pause,))

    first, *_ = windows_of(duty(Period.TERM, grace_days=5), case(agreed), on=LATER)

    assert first.closes_on == date(2025, 7, 9)
    assert [in_grace(first, date(2025, 7, day)) for day in range(4, 11)] == [
        False,
        True,
        True,
        False,
        False,
        True,
        False,
    ]
