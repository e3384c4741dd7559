from dataclasses import replace
from datetime import date

import pytest

from compliance.engine.terms import (
    Activity,
    ActivityState,
    Calendar,
    Due,
    DueKind,
    Period,
    Side,
    Step,
)
from compliance.engine.verdicts import Cut
from compliance.engine.windows import covers, windows_of
from tests.compliance.engine.school_days import (
    LATER,
    TERMS,
    TWO_YEARS,
    agreement,
    case,
    duty,
    suspended,
)

END_OF_FEBRUARY = Due(kind=DueKind.DAY_OF_YEAR, month=2, day=31)
A_MONTH_AFTER_SIGNING = Due(kind=DueKind.AFTER_SIGNING, months=1)
TERM_END = Due(kind=DueKind.TERM_END)
MIDTERM = Due(kind=DueKind.MIDTERM)
AGREEMENT_END = Due(kind=DueKind.AGREEMENT_END)
TEN_DAYS_AFTER_A_SECONDMENT = Due(
    kind=DueKind.AFTER_ACTIVITY, days=10, trigger_types=frozenset({"secondment"})
)


def fixed(day: date) -> Due:
    return Due(kind=DueKind.FIXED, on=day)


def signed_on(day: date):
    return replace(TWO_YEARS, signed_on=day, in_force_on=max(day, TWO_YEARS.starts_on))


def due_days(period: Period, due: Due, agreed=TWO_YEARS, **fields) -> list[date]:
    return [
        w.due_on for w in windows_of(duty(period, due=due), case(agreed, **fields), on=LATER)
    ]


@pytest.mark.parametrize(
    ("period", "due", "expected"),
    [
        pytest.param(
            Period.AGREEMENT_YEAR,
            END_OF_FEBRUARY,
            [date(2026, 2, 28), date(2027, 2, 28)],
            id="2月底前, by agreement year",
        ),
        pytest.param(
            Period.CALENDAR_YEAR,
            END_OF_FEBRUARY,
            [date(2026, 2, 28), date(2027, 2, 28)],
            id="2月底前, by calendar year: that of 2025 was before the agreement",
        ),
        pytest.param(
            Period.SCHOOL_YEAR,
            Due(kind=DueKind.DAY_OF_YEAR, month=9, day=30),
            [date(2025, 9, 30), date(2026, 9, 30)],
            id="30 September, by school year",
        ),
        pytest.param(
            Period.TERM,
            Due(kind=DueKind.DAY_OF_YEAR, month=9, day=30),
            [date(2025, 9, 30), date(2026, 9, 30)],
            id="30 September, in the terms that hold it",
        ),
        pytest.param(
            Period.ONCE,
            Due(kind=DueKind.DAY_OF_YEAR, month=6, day=30),
            [date(2025, 6, 30)],
            id="a single one is due the first time",
        ),
        pytest.param(
            Period.TERM,
            TERM_END,
            [date(2025, 7, 4), date(2026, 1, 23), date(2026, 7, 10), date(2027, 1, 22)],
            id="学期结束前: the last term ends after the agreement",
        ),
        pytest.param(
            Period.TERM,
            MIDTERM,
            [date(2025, 4, 25), date(2025, 11, 14), date(2026, 5, 8), date(2026, 11, 13)],
            id="期中: that of the last term is after the agreement",
        ),
        pytest.param(
            Period.SCHOOL_YEAR,
            TERM_END,
            [date(2025, 7, 4), date(2026, 7, 10)],
            id="a school year's last term",
        ),
        pytest.param(Period.ONCE, TERM_END, [date(2025, 7, 4)], id="the first term's end"),
        pytest.param(Period.ONCE, AGREEMENT_END, [date(2027, 3, 9)], id="agreement end, once"),
        pytest.param(
            Period.SCHOOL_YEAR, AGREEMENT_END, [date(2027, 3, 9)], id="in the year it ends in"
        ),
        pytest.param(
            Period.ONCE, fixed(date(2025, 3, 10)), [date(2025, 3, 10)], id="on the first day"
        ),
        pytest.param(Period.ONCE, fixed(date(2025, 3, 9)), [], id="the day before it"),
        pytest.param(
            Period.ONCE, fixed(date(2027, 3, 9)), [date(2027, 3, 9)], id="on the last day"
        ),
        pytest.param(Period.ONCE, fixed(date(2027, 3, 10)), [], id="the day after it"),
        pytest.param(
            Period.ONCE,
            fixed(date(2025, 10, 1)),
            [date(2025, 10, 1)],
            id="a named day that is a holiday does not move",
        ),
    ],
)
def test_named_days(period, due, expected):
    assert due_days(period, due) == expected


def test_the_end_of_february_is_the_29th_in_a_leap_year():
    agreed = agreement(date(2027, 3, 10), date(2029, 3, 9))

    assert due_days(Period.AGREEMENT_YEAR, END_OF_FEBRUARY, agreed) == [
        date(2028, 2, 29),
        date(2029, 2, 28),
    ]


@pytest.mark.parametrize(
    ("signed", "due", "expected"),
    [
        pytest.param(
            date(2025, 3, 10), A_MONTH_AFTER_SIGNING, [date(2025, 4, 10)], id="a month later"
        ),
        pytest.param(
            date(2025, 3, 31), A_MONTH_AFTER_SIGNING, [date(2025, 4, 30)], id="the month's last"
        ),
        pytest.param(
            date(2025, 4, 5),
            A_MONTH_AFTER_SIGNING,
            [date(2025, 5, 6)],
            id="5 May is listed: the next working day",
        ),
        pytest.param(
            date(2025, 3, 29),
            Due(kind=DueKind.AFTER_SIGNING, days=28),
            [date(2025, 4, 27)],
            id="a Saturday before a worked Sunday",
        ),
        pytest.param(
            date(2025, 3, 26),
            A_MONTH_AFTER_SIGNING,
            [date(2025, 4, 27)],
            id="the same by month",
        ),
        pytest.param(
            date(2025, 2, 10),
            A_MONTH_AFTER_SIGNING,
            [date(2025, 3, 10)],
            id="signed before the first day, due on it",
        ),
        pytest.param(
            date(2025, 2, 7), A_MONTH_AFTER_SIGNING, [], id="due before the first day"
        ),
    ],
)
def test_spans_after_the_signing_move_to_a_working_day(signed, due, expected):
    assert due_days(Period.ONCE, due, signed_on(signed)) == expected


def test_a_span_after_the_signing_is_whole_however_late_the_signing():
    late = signed_on(date(2025, 9, 1))

    [window] = windows_of(duty(Period.ONCE, due=A_MONTH_AFTER_SIGNING), case(late), on=LATER)

    # 1 October is the national holiday.
    assert (window.starts_on, window.due_on) == (date(2025, 9, 1), date(2025, 10, 9))
    assert window.cut is None
    assert (window.teaching_days[0], window.teaching_days[-1]) == (
        date(2025, 9, 1),
        date(2025, 10, 9),
    )


def test_the_signing_opens_one_window_only_in_the_period_it_lies_in():
    late = signed_on(date(2026, 4, 1))
    yearly = duty(Period.AGREEMENT_YEAR, due=A_MONTH_AFTER_SIGNING)

    windows = windows_of(yearly, case(late), on=LATER)

    assert [(w.key, w.due_on) for w in windows] == [(("agreement_year", 2), date(2026, 5, 6))]


def test_a_span_stands_over_the_last_day_of_the_agreement():
    agreed = agreement(date(2025, 3, 10), date(2025, 3, 21))

    [window] = windows_of(duty(Period.ONCE, due=A_MONTH_AFTER_SIGNING), case(agreed), on=LATER)

    assert (window.ends_on, window.due_on) == (date(2025, 4, 10), date(2025, 4, 10))
    assert covers(window, date(2025, 4, 10))
    assert window.cut is None


def test_the_window_is_the_period_and_closes_at_due_day_and_grace():
    yearly = duty(Period.AGREEMENT_YEAR, due=END_OF_FEBRUARY, grace_days=15)

    first, _ = windows_of(yearly, case(), on=LATER)

    assert (first.starts_on, first.ends_on) == (date(2025, 3, 10), date(2026, 3, 9))
    assert (first.due_on, first.closes_on) == (date(2026, 2, 28), date(2026, 3, 15))
    assert first.teaching_days[-1] == date(2026, 1, 23)


def test_what_the_agreement_loses_after_the_due_day_cuts_nothing():
    ended = replace(TWO_YEARS, terminated_on=date(2025, 5, 30))

    [window] = windows_of(duty(Period.ONCE, due=A_MONTH_AFTER_SIGNING), case(ended), on=LATER)

    assert (window.ends_on, window.cut) == (date(2025, 5, 30), None)


def test_what_it_loses_before_the_due_day_cuts_the_days_up_to_it():
    agreed = agreement(date(2025, 4, 21), date(2026, 3, 9))

    first, *_ = windows_of(duty(Period.TERM, due=MIDTERM), case(agreed), on=LATER)

    # Ten weeks to the Friday; one is left.
    assert first.cut.days_left == 5
    assert first.cut.days_of_window == 50


def test_a_named_day_after_the_termination_makes_no_window():
    ended = replace(TWO_YEARS, terminated_on=date(2026, 1, 22))

    assert due_days(Period.TERM, TERM_END, ended) == [date(2025, 7, 4)]


def test_the_end_of_the_agreement_is_the_day_of_its_termination():
    ended = replace(TWO_YEARS, terminated_on=date(2026, 5, 15))

    assert due_days(Period.ONCE, AGREEMENT_END, ended) == [date(2026, 5, 15)]


def test_a_suspension_moves_no_due_day():
    agreed = replace(TWO_YEARS, suspensions=(suspended(date(2025, 4, 7), date(2025, 4, 30)),))

    [window] = windows_of(duty(Period.ONCE, due=A_MONTH_AFTER_SIGNING), case(agreed), on=LATER)

    assert window.due_on == date(2025, 4, 10)
    assert window.cut == Cut(
        rule=agreed.cut_rule, days_left=20, days_of_window=24, in_teaching_days=True
    )


def test_the_end_of_a_school_year_is_not_guessed_from_its_autumn_term():
    entered = Calendar(terms=TERMS[:3])

    assert due_days(Period.SCHOOL_YEAR, TERM_END, calendar=entered) == [date(2025, 7, 4)]


def secondment(number: str, last: date, **fields) -> Activity:
    first = fields.pop("starts_on", last.replace(day=1))
    return Activity(
        **{
            "id": int(number),
            "number": number,
            "type": "secondment",
            "starts_on": first,
            "ends_on": last,
            "entered_on": last,
            "steps": (Step(on=last, state=ActivityState.CONFIRMED),),
            "sides": frozenset({Side.SUPPORTING}),
        }
        | fields
    )


class TestAfterAnActivity:
    duty = duty(Period.ONCE, due=TEN_DAYS_AFTER_A_SECONDMENT, grace_days=2)

    def windows(self, *activities, agreed=TWO_YEARS, on=LATER):
        return windows_of(self.duty, case(agreed, activities=activities), on=on)

    def test_there_is_one_window_for_each_from_its_last_day(self):
        later = secondment("1", date(2025, 12, 19))
        earlier = secondment("2", date(2025, 4, 11))

        windows = self.windows(later, earlier)

        assert [(w.key, w.trigger, w.starts_on, w.due_on, w.closes_on) for w in windows] == [
            (
                ("after_activity", "2"),
                2,
                date(2025, 4, 11),
                date(2025, 4, 21),
                date(2025, 4, 23),
            ),
            (
                ("after_activity", "1"),
                1,
                date(2025, 12, 19),
                date(2025, 12, 29),
                date(2025, 12, 31),
            ),
        ]

    def test_the_due_day_moves_to_a_working_day(self):
        [window] = self.windows(secondment("1", date(2025, 9, 24)))

        assert (window.ends_on, window.due_on) == (date(2025, 10, 9), date(2025, 10, 9))

    def test_the_span_stands_over_the_last_day_of_the_agreement(self):
        [window] = self.windows(secondment("1", date(2027, 3, 9)))

        assert (window.due_on, window.cut) == (date(2027, 3, 19), None)

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"type": "visit"}, id="another type"),
            pytest.param(
                {"steps": (Step(on=date(2025, 5, 1), state=ActivityState.PENDING),)},
                id="not confirmed",
            ),
            pytest.param({"starts_on": date(2025, 3, 9)}, id="begun before the agreement"),
            pytest.param({"starts_on": date(2027, 3, 10)}, id="begun after the agreement"),
            pytest.param({"starts_on": date(2025, 6, 2)}, id="begun in a suspension"),
        ],
    )
    def test_what_does_not_count_opens_no_window(self, fields):
        agreed = replace(
            TWO_YEARS, suspensions=(suspended(date(2025, 6, 2), date(2025, 6, 2)),)
        )

        assert self.windows(secondment("1", date(2027, 3, 20), **fields), agreed=agreed) == ()

    def test_a_confirmation_is_not_seen_before_its_day(self):
        steps = (
            Step(on=date(2025, 4, 11), state=ActivityState.PENDING),
            Step(on=date(2025, 4, 14), state=ActivityState.CONFIRMED),
            Step(on=date(2025, 4, 16), state=ActivityState.VOIDED),
        )
        logged = secondment("1", date(2025, 4, 11), steps=steps)

        counts = [len(self.windows(logged, on=date(2025, 4, day))) for day in (13, 14, 15, 16)]

        assert counts == [0, 1, 1, 0]

    def test_a_duplicate_opens_no_second_window(self):
        one = secondment("1", date(2025, 4, 11))
        same = secondment(
            "2", date(2025, 4, 11), duplicate_of=1, duplicate_marked_on=date(2025, 4, 20)
        )

        before = self.windows(one, same, on=date(2025, 4, 19))
        after = self.windows(one, same, on=date(2025, 4, 20))

        assert [[w.trigger for w in found] for found in (before, after)] == [[1, 2], [1]]
