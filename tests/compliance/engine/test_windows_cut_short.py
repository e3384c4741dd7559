from dataclasses import replace
from datetime import date

import pytest

from compliance.engine.terms import (
    Calendar,
    CutRule,
    Period,
    Season,
    SeasonKind,
)
from compliance.engine.verdicts import Cut
from compliance.engine.windows import (
    covers,
    undecided_from,
    undecided_terms,
    windows_of,
)
from tests.compliance.engine.school_days import (
    COUNTY,
    LATER,
    TERMS,
    TWO_YEARS,
    agreement,
    case,
    duty,
    suspended,
)

ONE_TERM = agreement(date(2025, 2, 17), date(2025, 7, 4))
SUMMER = Season(kind=SeasonKind.SUMMER)


def spans(windows) -> list[tuple]:
    return [(w.key, w.starts_on, w.ends_on) for w in windows]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "edges", "cut"),
    [
        pytest.param(
            date(2025, 2, 17),
            date(2025, 7, 4),
            (date(2025, 2, 17), date(2025, 7, 4)),
            None,
            id="the very term",
        ),
        pytest.param(
            date(2025, 2, 10),
            date(2025, 7, 31),
            (date(2025, 2, 17), date(2025, 7, 4)),
            None,
            id="longer than the term",
        ),
        pytest.param(
            date(2025, 2, 18),
            date(2025, 7, 31),
            (date(2025, 2, 18), date(2025, 7, 4)),
            (97, 98),
            id="begins on the second day",
        ),
        pytest.param(
            date(2025, 2, 10),
            date(2025, 7, 3),
            (date(2025, 2, 17), date(2025, 7, 3)),
            (97, 98),
            id="ends on the last day but one",
        ),
        pytest.param(
            date(2025, 7, 4),
            date(2025, 7, 31),
            (date(2025, 7, 4), date(2025, 7, 4)),
            (1, 98),
            id="begins on the last day",
        ),
        pytest.param(
            date(2025, 2, 10),
            date(2025, 2, 17),
            (date(2025, 2, 17), date(2025, 2, 17)),
            (1, 98),
            id="ends on the first day",
        ),
        pytest.param(date(2025, 7, 5), date(2025, 8, 1), None, None, id="begins the day after"),
        pytest.param(date(2025, 2, 1), date(2025, 2, 16), None, None, id="ends the day before"),
    ],
)
def test_a_term_is_cut_by_the_first_and_last_day_of_the_agreement(
    starts_on, ends_on, edges, cut
):
    windows = windows_of(duty(Period.TERM), case(agreement(starts_on, ends_on)), on=LATER)

    assert [(w.starts_on, w.ends_on) for w in windows] == ([edges] if edges else [])
    assert [w.cut and (w.cut.days_left, w.cut.days_of_window) for w in windows] == (
        [cut] if edges else []
    )


def test_a_term_whose_first_teaching_day_is_after_the_last_day_makes_no_window():
    listed = replace(COUNTY, holidays=COUNTY.holidays | {date(2027, 3, 1), date(2027, 3, 2)})
    agreed = agreement(date(2025, 3, 10), date(2027, 3, 2))

    windows = windows_of(duty(Period.TERM), case(agreed, calendar=listed), on=LATER)

    assert windows[-1].key == ("term", 2026, "autumn")


def test_a_cut_names_the_rule_the_days_left_and_the_uncut_edges():
    agreed = replace(TWO_YEARS, cut_rule=CutRule.PRORATED)

    first, *_, last = windows_of(duty(Period.TERM), case(agreed), on=LATER)

    assert first.cut == Cut(
        rule=CutRule.PRORATED, days_left=83, days_of_window=98, in_teaching_days=True
    )
    assert len(first.teaching_days) == 83
    assert (first.full_starts_on, first.full_ends_on) == (date(2025, 2, 17), date(2025, 7, 4))
    assert (last.full_starts_on, last.full_ends_on) == (date(2027, 3, 1), date(2027, 7, 9))


def test_an_agreement_that_loses_only_days_without_school_cuts_nothing():
    agreed = agreement(date(2025, 9, 1), date(2026, 7, 10), cut_rule=CutRule.EXEMPT)

    [window] = windows_of(duty(Period.SCHOOL_YEAR), case(agreed), on=LATER)

    assert (window.ends_on, window.cut) == (date(2026, 7, 10), None)


def test_coming_into_force_late_cuts_the_first_window():
    late = replace(TWO_YEARS, signed_on=date(2025, 5, 6), in_force_on=date(2025, 5, 6))

    windows = windows_of(duty(Period.AGREEMENT_YEAR), case(late), on=LATER)

    assert [(w.full_starts_on, w.starts_on, w.cut is None) for w in windows] == [
        (date(2025, 3, 10), date(2025, 5, 6), False),
        (date(2026, 3, 10), date(2026, 3, 10), True),
    ]


class TestSuspension:
    def test_takes_its_teaching_days_out_and_moves_no_edge(self):
        agreed = replace(ONE_TERM, suspensions=(suspended(date(2025, 3, 1), date(2025, 3, 9)),))

        [window] = windows_of(duty(Period.TERM), case(agreed), on=LATER)

        assert (window.starts_on, window.ends_on) == (date(2025, 2, 17), date(2025, 7, 4))
        assert (window.cut.days_left, window.cut.days_of_window) == (93, 98)
        assert window.suspended == ((date(2025, 3, 1), date(2025, 3, 9)),)
        days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 9), date(2025, 3, 10)]
        assert [covers(window, day) for day in days] == [True, False, False, True]

    def test_over_the_first_days_leaves_the_first_day_where_it_was(self):
        agreed = replace(ONE_TERM, suspensions=(suspended(date(2025, 2, 1), date(2025, 3, 9)),))

        [window] = windows_of(duty(Period.TERM), case(agreed), on=LATER)

        assert window.starts_on == date(2025, 2, 17)
        assert window.suspended == ((date(2025, 2, 17), date(2025, 3, 9)),)
        assert window.teaching_days[0] == date(2025, 3, 10)

    def test_of_a_week_end_cuts_nothing_but_nothing_counts_in_it(self):
        agreed = replace(ONE_TERM, suspensions=(suspended(date(2025, 3, 1), date(2025, 3, 2)),))

        [window] = windows_of(duty(Period.TERM), case(agreed), on=LATER)

        assert window.cut is None
        assert not covers(window, date(2025, 3, 1))

    def test_that_takes_every_teaching_day_leaves_no_window(self):
        agreed = replace(
            TWO_YEARS, suspensions=(suspended(date(2025, 9, 1), date(2026, 1, 23)),)
        )

        windows = windows_of(duty(Period.TERM), case(agreed), on=LATER)

        assert ("term", 2025, "autumn") not in [w.key for w in windows]

    def test_overlapping_ones_take_a_day_out_once(self):
        twice = (
            suspended(date(2025, 3, 3), date(2025, 3, 7)),
            suspended(date(2025, 3, 5), date(2025, 3, 14)),
        )

        [window] = windows_of(
            duty(Period.TERM), case(replace(ONE_TERM, suspensions=twice)), on=LATER
        )

        assert window.cut.days_left == 88
        assert window.suspended == ((date(2025, 3, 3), date(2025, 3, 14)),)

    def test_is_not_seen_before_it_was_decided(self):
        pause = suspended(date(2025, 3, 3), date(2025, 3, 7), known_on=date(2025, 3, 1))
        paused = case(replace(ONE_TERM, suspensions=(pause,)))

        before = windows_of(duty(Period.TERM), paused, on=date(2025, 2, 28))
        after = windows_of(duty(Period.TERM), paused, on=date(2025, 3, 1))

        assert [len(w.teaching_days) for w in before + after] == [98, 93]

    def test_takes_calendar_days_out_of_a_summer(self):
        agreed = replace(
            TWO_YEARS, suspensions=(suspended(date(2025, 8, 1), date(2025, 8, 31)),)
        )

        first, *_ = windows_of(duty(Period.SCHOOL_YEAR, season=SUMMER), case(agreed), on=LATER)

        assert first.cut == Cut(
            rule=CutRule.HALF, days_left=27, days_of_window=58, in_teaching_days=False
        )


class TestTermination:
    ended = replace(
        TWO_YEARS, terminated_on=date(2025, 11, 14), terminated_known_on=date(2025, 11, 1)
    )

    def test_ends_the_open_window_on_its_day_and_drops_the_later_ones(self):
        windows = windows_of(duty(Period.TERM), case(self.ended), on=date(2025, 11, 1))

        assert spans(windows) == [
            (("term", 2024, "spring"), date(2025, 3, 10), date(2025, 7, 4)),
            (("term", 2025, "autumn"), date(2025, 9, 1), date(2025, 11, 14)),
        ]
        assert windows[1].teaching_days[-1] == date(2025, 11, 14)

    def test_is_not_seen_before_it_was_decided(self):
        windows = windows_of(duty(Period.TERM), case(self.ended), on=date(2025, 10, 31))

        assert len(windows) == 5

    def test_before_coming_into_force_leaves_no_window(self):
        never = replace(TWO_YEARS, terminated_on=date(2025, 3, 9))

        assert windows_of(duty(Period.TERM), case(never), on=LATER) == ()


class TestTermsNotEntered:
    """校历未定: nothing is guessed."""

    early = case(calendar=Calendar(terms=TERMS[:3]))  # to 23 January 2026

    def test_make_no_window(self):
        windows = windows_of(duty(Period.TERM), self.early, on=LATER)

        assert [w.key for w in windows] == [("term", 2024, "spring"), ("term", 2025, "autumn")]

    def test_are_named_by_the_first_day_left_open(self):
        assert undecided_from(duty(Period.TERM), self.early, on=LATER) == date(2026, 1, 24)
        assert undecided_terms(duty(Period.TERM), self.early, on=LATER)
        assert not undecided_terms(duty(Period.TERM), case(), on=LATER)

    def test_after_the_end_of_the_agreement_are_not_missed(self):
        ended = replace(TWO_YEARS, terminated_on=date(2026, 1, 23))
        early = replace(self.early, agreement=ended)

        assert not undecided_terms(duty(Period.TERM), early, on=LATER)

    def test_leave_a_school_year_without_its_autumn_term_unmade(self):
        late = case(calendar=Calendar(terms=TERMS[1:]))

        first, *_ = windows_of(duty(Period.SCHOOL_YEAR), late, on=LATER)

        assert first.key == ("school_year", 2025)

    def test_put_calendar_days_in_place_of_teaching_days(self):
        [window] = windows_of(duty(Period.AGREEMENT), self.early, on=LATER)

        assert (window.teaching_days, window.cut) == ((), None)

    def test_do_not_matter_in_a_part_too_short_to_hold_one(self):
        agreed = agreement(date(2025, 2, 1), date(2026, 2, 28))
        known = case(agreed, calendar=Calendar(terms=TERMS[1:3]))

        [window] = windows_of(duty(Period.AGREEMENT), known, on=LATER)

        assert window.teaching_days[0] == date(2025, 2, 17)

    def test_beyond_the_agreement_do_not_hide_its_own_teaching_days(self):
        *_, last = windows_of(duty(Period.CALENDAR_YEAR), case(), on=LATER)

        # Autumn 2027 is not entered: the cut is told in calendar days.
        assert last.cut == Cut(
            rule=CutRule.HALF, days_left=68, days_of_window=365, in_teaching_days=False
        )
        assert len(last.teaching_days) == 23
