from dataclasses import replace
from datetime import date

import pytest

from compliance.engine.terms import (
    Modality,
    Period,
    Quota,
)
from compliance.engine.windows import (
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
)


def spans(windows) -> list[tuple]:
    return [(w.key, w.starts_on, w.ends_on) for w in windows]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(
            Period.TERM,
            [
                (("term", 2024, "spring"), date(2025, 3, 10), date(2025, 7, 4)),
                (("term", 2025, "autumn"), date(2025, 9, 1), date(2026, 1, 23)),
                (("term", 2025, "spring"), date(2026, 3, 2), date(2026, 7, 10)),
                (("term", 2026, "autumn"), date(2026, 9, 1), date(2027, 1, 22)),
                (("term", 2026, "spring"), date(2027, 3, 1), date(2027, 3, 9)),
            ],
            id="term: the first and the last are cut",
        ),
        pytest.param(
            Period.SCHOOL_YEAR,
            [
                (("school_year", 2024), date(2025, 3, 10), date(2025, 8, 31)),
                (("school_year", 2025), date(2025, 9, 1), date(2026, 8, 31)),
                (("school_year", 2026), date(2026, 9, 1), date(2027, 3, 9)),
            ],
            id="school year",
        ),
        pytest.param(
            Period.CALENDAR_YEAR,
            [
                (("calendar_year", 2025), date(2025, 3, 10), date(2025, 12, 31)),
                (("calendar_year", 2026), date(2026, 1, 1), date(2026, 12, 31)),
                (("calendar_year", 2027), date(2027, 1, 1), date(2027, 3, 9)),
            ],
            id="calendar year",
        ),
        pytest.param(
            Period.AGREEMENT_YEAR,
            [
                (("agreement_year", 1), date(2025, 3, 10), date(2026, 3, 9)),
                (("agreement_year", 2), date(2026, 3, 10), date(2027, 3, 9)),
            ],
            id="agreement year: no stub",
        ),
        pytest.param(
            Period.HALF_YEAR,
            [
                (("half_year", 2025, 1), date(2025, 3, 10), date(2025, 6, 30)),
                (("half_year", 2025, 2), date(2025, 7, 1), date(2025, 12, 31)),
                (("half_year", 2026, 1), date(2026, 1, 1), date(2026, 6, 30)),
                (("half_year", 2026, 2), date(2026, 7, 1), date(2026, 12, 31)),
                (("half_year", 2027, 1), date(2027, 1, 1), date(2027, 3, 9)),
            ],
            id="half year",
        ),
        pytest.param(
            Period.AGREEMENT,
            [(("agreement",), date(2025, 3, 10), date(2027, 3, 9))],
            id="agreement",
        ),
        pytest.param(
            Period.ONCE, [(("once",), date(2025, 3, 10), date(2027, 3, 9))], id="once"
        ),
    ],
)
def test_long_periods_over_an_agreement_from_march_to_march(period, expected):
    assert spans(windows_of(duty(period), case(), on=LATER)) == expected


def test_quarters_and_two_months_follow_the_calendar_and_months_without_school_fall_out():
    year = case(agreement(date(2025, 4, 1), date(2026, 3, 31)))

    quarters = windows_of(duty(Period.QUARTER), year, on=LATER)
    two_months = windows_of(duty(Period.TWO_MONTHS), year, on=LATER)
    months = windows_of(duty(Period.MONTH), year, on=LATER)

    assert spans(quarters) == [
        (("quarter", 2025, 2), date(2025, 4, 1), date(2025, 6, 30)),
        (("quarter", 2025, 3), date(2025, 7, 1), date(2025, 9, 30)),
        (("quarter", 2025, 4), date(2025, 10, 1), date(2025, 12, 31)),
        (("quarter", 2026, 1), date(2026, 1, 1), date(2026, 3, 31)),
    ]
    # April stands alone: March was before the agreement.
    assert [w.key[1:] for w in two_months] == [
        (2025, 3),
        (2025, 5),
        (2025, 7),
        (2025, 9),
        (2025, 11),
        (2026, 1),
        (2026, 3),
    ]
    assert (two_months[0].starts_on, two_months[0].full_starts_on) == (
        date(2025, 4, 1),
        date(2025, 3, 1),
    )
    # Neither August 2025 nor February 2026 has a teaching day.
    assert [w.key[1:] for w in months] == [
        *[(2025, month) for month in (4, 5, 6, 7, 9, 10, 11, 12)],
        (2026, 1),
        (2026, 3),
    ]


def test_weeks_start_on_mondays_and_restart_each_term():
    agreed = agreement(date(2025, 6, 30), date(2025, 10, 12))

    windows = windows_of(duty(Period.WEEK), case(agreed), on=LATER)

    assert spans(windows) == [
        # The term ends on a Friday, and with it its last week.
        (("week", 2024, "spring", 20), date(2025, 6, 30), date(2025, 7, 4)),
        (("week", 2025, "autumn", 1), date(2025, 9, 1), date(2025, 9, 7)),
        (("week", 2025, "autumn", 2), date(2025, 9, 8), date(2025, 9, 14)),
        (("week", 2025, "autumn", 3), date(2025, 9, 15), date(2025, 9, 21)),
        (("week", 2025, "autumn", 4), date(2025, 9, 22), date(2025, 9, 28)),
        (("week", 2025, "autumn", 5), date(2025, 9, 29), date(2025, 10, 5)),
        (("week", 2025, "autumn", 6), date(2025, 10, 6), date(2025, 10, 12)),
    ]
    assert len(windows[4].teaching_days) == 6  # with the worked Sunday


def test_a_week_without_a_teaching_day_makes_no_window_but_keeps_its_number():
    holiday = replace(COUNTY, make_up_days=frozenset())
    listed = replace(
        holiday, holidays=COUNTY.holidays | {date(2025, 10, 9), date(2025, 10, 10)}
    )
    agreed = agreement(date(2025, 9, 29), date(2025, 10, 19))

    windows = windows_of(duty(Period.WEEK), case(agreed, calendar=listed), on=LATER)

    assert [w.key for w in windows] == [
        ("week", 2025, "autumn", 5),
        ("week", 2025, "autumn", 7),
    ]


def test_the_last_fortnight_ends_with_the_term_and_counts_in_full():
    agreed = agreement(date(2025, 9, 1), date(2026, 3, 15))

    windows = windows_of(duty(Period.FORTNIGHT), case(agreed), on=LATER)

    assert spans(windows)[-2:] == [
        (("fortnight", 2025, "autumn", 11), date(2026, 1, 19), date(2026, 1, 23)),
        (("fortnight", 2025, "spring", 1), date(2026, 3, 2), date(2026, 3, 15)),
    ]
    assert windows[-2].cut is None


@pytest.mark.parametrize(
    ("on", "count"),
    [
        pytest.param(date(2025, 3, 4), 0, id="the day before the second signature"),
        pytest.param(date(2025, 3, 5), 5, id="signed, not begun"),
        pytest.param(date(2025, 3, 10), 5, id="first day"),
    ],
)
def test_windows_are_known_from_the_day_both_have_signed(on, count):
    agreed = replace(TWO_YEARS, signed_on=date(2025, 3, 5))

    assert len(windows_of(duty(Period.TERM), case(agreed), on=on)) == count


def test_an_unsigned_agreement_has_no_windows():
    unsigned = replace(TWO_YEARS, signed_on=None, in_force_on=None)

    assert windows_of(duty(Period.TERM), case(unsigned), on=LATER) == ()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"modality": Modality.TEXT_ONLY}, id="a principle"),
        pytest.param({"uncounted": True}, id="a blank"),
        pytest.param({"known_on": date(2030, 1, 2)}, id="agreed the day after"),
    ],
)
def test_what_is_not_counted_or_not_known_makes_no_window(fields):
    assert windows_of(duty(Period.TERM, **fields), case(), on=LATER) == ()


class TestStages:
    junior = tuple(
        replace(t, stage="junior", starts_on=t.starts_on.replace(day=t.starts_on.day + 2))
        for t in TERMS
    )
    both = case(calendar=replace(COUNTY, terms=TERMS + junior))

    @pytest.mark.parametrize(
        ("fields", "stages"),
        [
            pytest.param({}, ["primary"], id="the school's lowest"),
            pytest.param({"stages": frozenset({"junior"})}, ["junior"], id="the duty's"),
            pytest.param(
                {"stages": frozenset({"senior", "junior"})}, ["junior"], id="its lowest"
            ),
            pytest.param(
                {
                    "quotas": (
                        Quota(stage="junior", minimum=2),
                        Quota(stage="primary", minimum=3),
                    )
                },
                ["junior", "primary"],
                id="one set for each quota line",
            ),
        ],
    )
    def test_whose_calendar_the_windows_follow(self, fields, stages):
        windows = windows_of(duty(Period.TERM, **fields), self.both, on=LATER)

        autumn = [w for w in windows if w.key == ("term", 2025, "autumn")]
        first_day = {"primary": date(2025, 9, 1), "junior": date(2025, 9, 3)}
        assert [(w.stage, w.starts_on) for w in autumn] == [(s, first_day[s]) for s in stages]


class TestAmendment:
    starts = staticmethod(
        lambda windows: [w.full_starts_on for w in windows]  # by which a version is chosen
    )
    old = duty(
        Period.TERM, valid_until=date(2025, 9, 1), valid_until_known_on=date(2025, 8, 20)
    )
    new = duty(Period.TERM, valid_from=date(2025, 9, 2), known_on=date(2025, 8, 20), replaces=1)

    def test_holds_for_windows_that_begin_on_or_after_its_day(self):
        old = windows_of(self.old, case(), on=LATER)
        new = windows_of(self.new, case(), on=LATER)

        assert self.starts(old) == [date(2025, 2, 17), date(2025, 9, 1)]
        assert self.starts(new) == [date(2026, 3, 2), date(2026, 9, 1), date(2027, 3, 1)]

    def test_from_the_first_day_leaves_a_term_that_had_begun_with_the_former_version(self):
        first_day = TWO_YEARS.starts_on

        new = windows_of(replace(self.new, valid_from=first_day), case(), on=LATER)

        assert self.starts(new)[0] == date(2025, 9, 1)

    def test_is_not_seen_before_it_was_agreed(self):
        old = windows_of(self.old, case(), on=date(2025, 8, 19))
        new = windows_of(self.new, case(), on=date(2025, 8, 19))

        assert (len(old), new) == (5, ())

    def test_leaves_a_window_over_the_whole_agreement_with_the_version_it_began_with(self):
        assert windows_of(replace(self.new, period=Period.AGREEMENT), case(), on=LATER) == ()

    def test_that_adds_a_duty_over_the_agreement_begins_it_on_its_day(self):
        added = duty(Period.AGREEMENT, valid_from=date(2025, 9, 2))

        [window] = windows_of(added, case(), on=LATER)

        assert (window.starts_on, window.ends_on) == (date(2025, 9, 2), date(2027, 3, 9))
        assert window.cut is None
