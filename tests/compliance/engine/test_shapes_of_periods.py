"""One window of every period and season: its first and its last day count, the days around it
do not; short on its last day it is still open, the day after it is broken.

The windows are those of the agreement of ``build`` (10 March 2025 to 9 March 2027).
"""

from datetime import date, timedelta

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import (
    CutRule,
    Measure,
    Period,
    Season,
    SeasonKind,
    TermSeason,
)
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import activity, case, obligation, verdict_in
from tests.compliance.engine.school_days import (
    COUNTY,
    TWO_YEARS,
    agreement,
    suspended,
    term,
)

ONE_DAY = timedelta(days=1)
OPEN = {Status.ON_TRACK, Status.AT_RISK}


def dates(from_month: int, from_day: int, to_month: int, to_day: int) -> Season:
    return Season(
        kind=SeasonKind.DATES,
        from_month=from_month,
        from_day=from_day,
        to_month=to_month,
        to_day=to_day,
    )


SUMMER, WINTER = Season(kind=SeasonKind.SUMMER), Season(kind=SeasonKind.WINTER)
TERM_TIME = Season(kind=SeasonKind.TERM_TIME)

WINDOWS = [
    ("week", Period.WEEK, None, date(2025, 9, 15), date(2025, 9, 21)),
    ("week: the last of a term", Period.WEEK, None, date(2026, 1, 19), date(2026, 1, 23)),
    ("fortnight", Period.FORTNIGHT, None, date(2025, 9, 15), date(2025, 9, 28)),
    ("month", Period.MONTH, None, date(2025, 11, 1), date(2025, 11, 30)),
    ("month: the first of the spring term", Period.MONTH, None,
     date(2026, 3, 1), date(2026, 3, 31)),
    ("two months", Period.TWO_MONTHS, None, date(2025, 11, 1), date(2025, 12, 31)),
    ("quarter", Period.QUARTER, None, date(2025, 10, 1), date(2025, 12, 31)),
    ("half a year", Period.HALF_YEAR, None, date(2026, 1, 1), date(2026, 6, 30)),
    ("term", Period.TERM, None, date(2025, 9, 1), date(2026, 1, 23)),
    ("school year", Period.SCHOOL_YEAR, None, date(2025, 9, 1), date(2026, 8, 31)),
    ("calendar year", Period.CALENDAR_YEAR, None, date(2026, 1, 1), date(2026, 12, 31)),
    ("agreement year", Period.AGREEMENT_YEAR, None, date(2025, 3, 10), date(2026, 3, 9)),
    ("the whole agreement", Period.AGREEMENT, None, date(2025, 3, 10), date(2027, 3, 9)),
    ("once", Period.ONCE, None, date(2025, 3, 10), date(2027, 3, 9)),
    ("summer", Period.AGREEMENT_YEAR, SUMMER, date(2025, 7, 5), date(2025, 8, 31)),
    ("winter", Period.SCHOOL_YEAR, WINTER, date(2026, 1, 24), date(2026, 3, 1)),
    ("1 March to 31 May", Period.CALENDAR_YEAR, dates(3, 1, 5, 31),
     date(2026, 3, 1), date(2026, 5, 31)),
    ("15 November to the end of February", Period.SCHOOL_YEAR, dates(11, 15, 2, 31),
     date(2025, 11, 15), date(2026, 2, 28)),
    ("months of a season", Period.MONTH, dates(4, 10, 6, 20),
     date(2026, 6, 1), date(2026, 6, 20)),
    ("term time only", Period.SCHOOL_YEAR, TERM_TIME, date(2025, 9, 1), date(2026, 8, 31)),
]  # fmt: skip


def owed(period: Period, season: Season | None, **fields):
    return obligation(period=period, season=season, minimum=1, **fields)


@pytest.mark.parametrize(
    ("period", "season", "first", "last"), [pytest.param(*w[1:], id=w[0]) for w in WINDOWS]
)
class TestAWindowOf:
    def test_counts_its_first_and_its_last_day_and_neither_day_beside_them(
        self, period, season, first, last
    ):
        is_term_time = season is TERM_TIME
        inside = [first, date(2026, 7, 10) if is_term_time else last]
        beside = [first - ONE_DAY, date(2026, 7, 11) if is_term_time else last + ONE_DAY]

        for held_on in inside:
            asked = case(owed(period, season), activities=[activity(held_on)])
            assert verdict_in(asked, first).status is Status.MET
        for held_on in beside:
            asked = case(owed(period, season), activities=[activity(held_on)])
            assert verdict_in(asked, first).status is Status.BREACHED

    def test_is_open_on_its_last_day_and_broken_the_day_after(
        self, period, season, first, last
    ):
        asked = case(owed(period, season))

        assert verdict_in(asked, first, on=last).status in OPEN
        assert verdict_in(asked, first, on=last + ONE_DAY).status is Status.BREACHED

    def test_has_begun_on_its_first_day_and_not_the_day_before(
        self, period, season, first, last
    ):
        asked = case(owed(period, season))

        assert verdict_in(asked, first, on=first).status in OPEN
        if first > TWO_YEARS.starts_on:
            before = verdict_in(asked, first, on=first - ONE_DAY)
            assert before.status is Status.NOT_DUE

    def test_takes_one_too_few_exactly_enough_and_one_over(self, period, season, first, last):
        two_to_three = obligation(
            period=period, season=season, measure=Measure.LESSONS, minimum=2, maximum=3
        )
        found = [
            verdict_in(case(two_to_three, activities=[activity(first, lessons=n)]), first)
            for n in (1, 2, 3, 4)
        ]

        assert [verdict.status for verdict in found] == [
            Status.BREACHED,
            Status.MET,
            Status.MET,
            Status.EXCEEDED,
        ]


# --- cut short ----------------------------------------------------------------------------

# A month of 20 teaching days (3 to 28 November 2025), of which so many remain.
NOVEMBER = date(2025, 11, 1)
LESS_THAN_HALF, HALF, ALL_BUT_ONE = date(2025, 11, 18), date(2025, 11, 17), date(2025, 11, 4)


def of_november(first: date, rule: CutRule, minimum: int = 4):
    agreed = agreement(first, date(2026, 10, 31), cut_rule=rule)
    return verdict_in(
        case(obligation(period=Period.MONTH, minimum=minimum), agreement=agreed), first
    )


@pytest.mark.parametrize(
    ("first", "rule", "required", "status"),
    [
        (HALF, CutRule.HALF, 4, Status.BREACHED),
        (LESS_THAN_HALF, CutRule.HALF, 4, Status.EXEMPT),
        (LESS_THAN_HALF, CutRule.FULL, 4, Status.BREACHED),
        (ALL_BUT_ONE, CutRule.EXEMPT, 4, Status.EXEMPT),
        (ALL_BUT_ONE, CutRule.PRORATED, 4, Status.BREACHED),
        (HALF, CutRule.PRORATED, 2, Status.BREACHED),
        (LESS_THAN_HALF, CutRule.PRORATED, 2, Status.BREACHED),
        (date(2025, 11, 28), CutRule.PRORATED, 1, Status.BREACHED),
    ],
    ids=[
        "exactly half of its teaching days remain",
        "one day less than half",
        "one day less than half, always full",
        "a single day is missing, always exempt",
        "a single day is missing, rounded up",
        "half of four is two",
        "nine twentieths of four, rounded up",
        "one day of twenty still asks one",
    ],
)
def test_a_month_that_the_agreement_begins_in(first, rule, required, status):
    judged = of_november(first, rule)

    assert (judged.required, judged.status) == (required, status)
    assert judged.window.cut.rule is rule


def test_a_month_whose_first_days_are_no_school_days_is_not_cut():
    assert of_november(date(2025, 11, 3), CutRule.EXEMPT).window.cut is None


@pytest.mark.parametrize(
    ("measure", "minimum", "required"),
    [
        (Measure.PEOPLE, 3, 2),  # a whole person
        (Measure.AMOUNT, 1001, 501),  # a whole yuan
        (Measure.LESSONS, 15, 8),
        (Measure.PERCENT, 90, 90),  # a share stays what it is
    ],
)
def test_what_is_prorated_to_half_is_rounded_up_to_a_whole(measure, minimum, required):
    agreed = agreement(HALF, date(2026, 10, 31), cut_rule=CutRule.PRORATED)
    duty = obligation(period=Period.MONTH, measure=measure, minimum=minimum)

    assert verdict_in(case(duty, agreement=agreed), HALF).required == required


@pytest.mark.parametrize("period", [Period.WEEK, Period.FORTNIGHT])
def test_a_suspension_over_a_week_leaves_that_week_without_a_window(period):
    agreed = agreement(
        date(2025, 9, 1),
        date(2026, 8, 31),
        suspensions=(suspended(date(2025, 9, 15), date(2025, 9, 28)),),
    )
    starts = [
        verdict.window.starts_on
        for verdict in judge(case(owed(period, None), agreement=agreed), on=date(2025, 10, 31))
    ]

    assert date(2025, 9, 15) not in starts
    assert date(2025, 9, 1) in starts
    assert date(2025, 10, 13 if period is Period.FORTNIGHT else 6) in starts


def test_a_late_signature_begins_the_first_month_on_its_day():
    agreed = agreement(
        date(2025, 9, 1),
        date(2026, 8, 31),
        signed_on=date(2025, 9, 10),
        in_force_on=date(2025, 9, 10),
    )
    on_the_day, before = activity(date(2025, 9, 10)), activity(date(2025, 9, 9))
    asked = case(owed(Period.MONTH, None), agreement=agreed, activities=[on_the_day, before])
    judged = verdict_in(asked, date(2025, 9, 10))

    assert (judged.counted, [m.code.value for m in judged.near_misses]) == (
        1,
        ["before_agreement"],
    )


@pytest.mark.parametrize("period", list(Period))
def test_a_termination_is_the_last_day_in_force(period):
    agreed = agreement(
        date(2025, 9, 1),
        date(2026, 8, 31),
        terminated_on=date(2025, 11, 12),
        terminated_known_on=date(2025, 11, 10),
        cut_rule=CutRule.FULL,
    )
    held = [activity(date(2025, 11, 12), id=1), activity(date(2025, 11, 13), id=2)]
    last = [
        verdict
        for verdict in judge(
            case(owed(period, None), agreement=agreed, activities=held), on=date(2026, 1, 1)
        )
        if verdict.window.starts_on <= date(2025, 11, 12)
    ][-1]

    assert last.window.ends_on == date(2025, 11, 12)
    assert [evidence.activity_id for evidence in last.evidence] == [1]


# --- whose calendar -----------------------------------------------------------------------


def test_each_stage_has_its_own_last_day_of_term():
    """The senior term ends a week later: an event there is in time for the seniors only."""
    senior = term(2025, TermSeason.AUTUMN, date(2025, 9, 1), date(2026, 1, 30), stage="senior")
    calendar = type(COUNTY)(
        terms=(*COUNTY.terms, senior),
        holidays=COUNTY.holidays,
        make_up_days=COUNTY.make_up_days,
    )
    after_primary = activity(date(2026, 1, 30), stages={"primary", "senior"})
    statuses = {
        stage: verdict_in(
            case(
                obligation(minimum=1, stages=frozenset({stage})),
                calendar=calendar,
                activities=[after_primary],
            ),
            date(2025, 9, 1),
        ).status
        for stage in ("primary", "senior")
    }

    assert statuses == {"primary": Status.BREACHED, "senior": Status.MET}


def test_two_bureaus_with_other_terms_judge_the_same_event_differently():
    early = type(COUNTY)(
        terms=(term(2025, TermSeason.AUTUMN, date(2025, 8, 25), date(2026, 1, 16)),),
        holidays=COUNTY.holidays,
        make_up_days=COUNTY.make_up_days,
    )
    held = [activity(date(2026, 1, 20))]
    duty = obligation(minimum=1)

    assert verdict_in(case(duty, activities=held), date(2025, 9, 1)).status is Status.MET
    assert (
        verdict_in(case(duty, activities=held, calendar=early), date(2025, 8, 25)).status
        is Status.BREACHED
    )
