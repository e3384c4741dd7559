"""Every kind of due day: on it, the day after, on the last day of grace, the day after that.

And what the reasons say: each code of a near miss from the smallest case that brings it.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from compliance.engine.judge import judge
from compliance.engine.terms import (
    ActivityState,
    Bound,
    Coverage,
    Due,
    DueKind,
    HeldAt,
    Measure,
    Party,
    Period,
    Rules,
    Venue,
)
from compliance.engine.verdicts import MissCode, PartKind, Status
from tests.compliance.engine.build import (
    AUTUMN,
    AUTUMN_ENDS,
    RECEIVING,
    SUPPORTING,
    activity,
    case,
    misses,
    obligation,
    part_of,
    person,
    verdict,
    verdict_in,
)
from tests.compliance.engine.school_days import TWO_YEARS, agreement

ONE_DAY, GRACE = timedelta(days=1), 10
LAST_DAY = TWO_YEARS.ends_on  # 9 March 2027

# Name, period, due day, the window's first day, and the day it comes to.
DUES = [
    ("by the end of February", Period.CALENDAR_YEAR,
     Due(kind=DueKind.DAY_OF_YEAR, month=2, day=31), date(2026, 1, 1), date(2026, 2, 28)),
    ("within a month of signing", Period.ONCE,
     Due(kind=DueKind.AFTER_SIGNING, months=1), date(2025, 3, 10), date(2025, 4, 10)),
    ("within 15 days of signing", Period.ONCE,
     Due(kind=DueKind.AFTER_SIGNING, days=15), date(2025, 3, 10), date(2025, 3, 25)),
    ("before the term ends", Period.TERM, Due(kind=DueKind.TERM_END), AUTUMN, AUTUMN_ENDS),
    ("by mid-term: Friday of the eleventh week", Period.TERM, Due(kind=DueKind.MIDTERM),
     AUTUMN, date(2025, 11, 14)),
    ("before the agreement ends", Period.ONCE, Due(kind=DueKind.AGREEMENT_END),
     date(2025, 3, 10), LAST_DAY),
    ("by a date", Period.ONCE, Due(kind=DueKind.FIXED, on=date(2025, 9, 30)),
     date(2025, 3, 10), date(2025, 9, 30)),
]  # fmt: skip


def paper(period: Period, due: Due, *, grace_days: int = 0, **fields):
    plain = {"measure": Measure.ITEMS, "minimum": None}
    return obligation(period=period, due=due, grace_days=grace_days, **plain | fields)


def judged(duty, *days: date, starts_on: date, on: date | None = None):
    asked = case(duty, activities=[activity(day) for day in days])
    return verdict_in(asked, starts_on, on=on or date(2030, 1, 1))


@pytest.mark.parametrize(
    ("period", "due", "starts_on", "due_on"), [pytest.param(*d[1:], id=d[0]) for d in DUES]
)
class TestAPaperDue:
    def test_on_that_day_is_in_time_and_the_day_after_too_late(
        self, period, due, starts_on, due_on
    ):
        duty = paper(period, due)
        in_time = judged(duty, due_on, starts_on=starts_on)
        late = judged(duty, due_on + ONE_DAY, starts_on=starts_on)

        assert (in_time.window.due_on, in_time.status) == (due_on, Status.MET)
        assert (late.counted, late.status) == (0, Status.BREACHED)

    def test_may_come_late_until_the_last_day_of_grace(self, period, due, starts_on, due_on):
        duty = paper(period, due, grace_days=GRACE)
        days = (due_on, due_on + ONE_DAY, due_on + GRACE * ONE_DAY)
        found = [judged(duty, day, starts_on=starts_on).status for day in days]
        after = judged(duty, due_on + (GRACE + 1) * ONE_DAY, starts_on=starts_on)

        assert found == [Status.MET, Status.MET_LATE, Status.MET_LATE]
        assert (after.counted, after.status) == (0, Status.BREACHED)

    def test_is_at_risk_in_the_grace_and_broken_the_day_after(
        self, period, due, starts_on, due_on
    ):
        duty = paper(period, due, grace_days=GRACE)
        days = (due_on + ONE_DAY, due_on + GRACE * ONE_DAY, due_on + (GRACE + 1) * ONE_DAY)

        assert [judged(duty, starts_on=starts_on, on=day).status for day in days] == [
            Status.AT_RISK,
            Status.AT_RISK,
            Status.BREACHED,
        ]

    def test_without_a_number_or_a_date_more_asks_one(self, period, due, starts_on, due_on):
        assert judged(paper(period, due), starts_on=starts_on).required == 1

    def test_binds_an_event_like_a_paper(self, period, due, starts_on, due_on):
        duty = paper(period, due, measure=Measure.EVENTS, minimum=1)

        assert judged(duty, due_on, starts_on=starts_on).status is Status.MET
        late = judged(duty, due_on + ONE_DAY, starts_on=starts_on)
        assert late.status is Status.BREACHED
        graced = paper(period, due, measure=Measure.EVENTS, minimum=1, grace_days=GRACE)
        days = (due_on + GRACE * ONE_DAY, due_on + (GRACE + 1) * ONE_DAY)
        assert [judged(graced, day, starts_on=starts_on).status for day in days] == [
            Status.MET_LATE,
            Status.BREACHED,
        ]


# --- after another event ------------------------------------------------------------------

STAY = {"id": 50, "type": "secondment", "starts_on": date(2025, 10, 9)}
STAY_ENDS = date(2025, 11, 21)  # a Friday; ten days later is a Monday
APPRAISAL = obligation(
    activity_types=frozenset({"appraisal"}),
    measure=Measure.ITEMS,
    minimum=1,
    period=Period.AGREEMENT,
    due=Due(kind=DueKind.AFTER_ACTIVITY, days=10, trigger_types=frozenset({"secondment"})),
    grace_days=5,
)


@pytest.mark.parametrize(
    ("handed_in", "status"),
    [
        pytest.param(STAY_ENDS, Status.MET, id="on the last day of the stay"),
        pytest.param(date(2025, 12, 1), Status.MET, id="on the tenth day"),
        pytest.param(date(2025, 12, 2), Status.MET_LATE, id="on the first day of grace"),
        pytest.param(date(2025, 12, 6), Status.MET_LATE, id="on the last day of grace"),
        pytest.param(date(2025, 12, 7), Status.BREACHED, id="the day after"),
        pytest.param(date(2025, 11, 20), Status.BREACHED, id="before the stay ended"),
    ],
)
def test_within_ten_days_of_the_end_of_a_stay(handed_in, status):
    stay = activity(STAY["starts_on"], id=50, type="secondment", ends_on=STAY_ENDS)
    document = activity(handed_in, type="appraisal")
    found = judge(case(APPRAISAL, activities=[stay, document]), on=date(2026, 2, 1))

    assert [verdict.status for verdict in found] == [status]


@pytest.mark.parametrize("stays", [0, 1, 3])
def test_there_are_as_many_windows_as_stays(stays):
    held = [
        activity(date(2025, 9, 8) + timedelta(weeks=n), type="secondment") for n in range(stays)
    ]

    assert len(judge(case(APPRAISAL, activities=held), on=date(2026, 2, 1))) == stays


@pytest.mark.parametrize(
    ("last_on", "windows"),
    [
        pytest.param(date(2026, 2, 27), 0, id="the day before the due day"),
        pytest.param(date(2026, 2, 28), 1, id="the due day itself"),
    ],
)
def test_a_day_of_the_year_after_the_last_day_makes_no_window(last_on, windows):
    agreed = agreement(date(2025, 9, 1), last_on)
    due = Due(kind=DueKind.DAY_OF_YEAR, month=2, day=31)
    found = judge(
        case(paper(Period.AGREEMENT_YEAR, due), agreement=agreed), on=date(2027, 1, 1)
    )

    assert len(found) == windows


# --- why it does not count: every code, from the smallest case ----------------------------

VISIT = {"participants": (person(SUPPORTING, "a", "principal"),)}
MISSED = {
    MissCode.UNCONFIRMED: ({}, {"state": ActivityState.PENDING}),
    MissCode.RETURNED: ({}, {"state": ActivityState.RETURNED}),
    MissCode.VOIDED: ({}, {"state": ActivityState.VOIDED}),
    MissCode.OUTSIDE_WINDOW: ({}, {"held_on": date(2026, 1, 24)}),
    MissCode.BEFORE_AGREEMENT: ({}, {"held_on": date(2025, 3, 9)}),
    MissCode.TOO_LATE: (
        {"due": Due(kind=DueKind.MIDTERM)},
        {"held_on": date(2025, 11, 15)},
    ),
    MissCode.LOGGED_TOO_LATE: ({}, {"entered_on": AUTUMN + timedelta(days=31)}),
    MissCode.TOO_FEW_PEOPLE: ({"event_floor": Bound(people=2)}, {"heads": {SUPPORTING: 1}}),
    MissCode.TOO_FEW_DAYS: ({"event_floor": Bound(days=2)}, {}),
    MissCode.TOO_FEW_LESSONS: ({"event_floor": Bound(lessons=2)}, {"lessons": 1}),
    MissCode.PAST_CEILING: ({"event_ceiling": Bound(people=2)}, {"heads": {SUPPORTING: 3}}),
    MissCode.WRONG_ROLE: ({"actor_roles": frozenset({"secretary"})}, VISIT),
    MissCode.WRONG_QUALIFICATION: ({"actor_qualifications": (frozenset({"young"}),)}, VISIT),
    MissCode.WRONG_SCHOOL: ({"party": Party.RECEIVING}, {}),
    MissCode.WRONG_VENUE: ({"venue": Venue.SUPPORTING}, {}),
    MissCode.WRONG_TOPIC: ({"topics": frozenset({"ethics"})}, {"topics": {"safety"}}),
    MissCode.WRONG_SUBJECT: ({"subjects": frozenset({"pe"})}, {"subjects": {"art"}}),
    MissCode.WRONG_STAGE: ({"stages": frozenset({"primary"})}, {"stages": {"junior"}}),
    MissCode.WRONG_GRADE: ({"grades": frozenset({"p5"})}, {"grades": {"p6"}}),
    MissCode.MISSING_CONTENT: (
        {"coverage": Coverage(contents=frozenset({"analysis"}))},
        {"contents": {"record"}},
    ),
}
OF_OTHERS = {MissCode.NOT_IN_PARENT, MissCode.DUPLICATE, MissCode.COUNTED_ELSEWHERE}


def test_the_list_of_codes_is_whole():
    assert set(MISSED) | OF_OTHERS == set(MissCode)


@pytest.mark.parametrize("code", MISSED)
def test_one_thing_in_the_way_is_named_and_without_it_the_visit_counts(code):
    asks, has = MISSED[code]
    fields = dict(has)
    held_on = fields.pop("held_on", AUTUMN)
    window = AUTUMN if code is not MissCode.BEFORE_AGREEMENT else TWO_YEARS.starts_on
    rules = Rules(late_entry_days=30)

    def ask(duty, held):
        return verdict_in(case(duty, activities=[held], rules=rules), window)

    stopped = ask(obligation(minimum=1, **asks), activity(held_on, id=7, **fields))
    plain = activity(window, id=7)
    free = ask(obligation(minimum=1), plain)

    assert (misses(stopped), stopped.status) == ([(7, code.value)], Status.BREACHED)
    assert (misses(free), free.status) == ([], Status.MET)


def test_what_another_duty_or_activity_stands_in_the_way_of_is_named_too():
    whole = obligation(id=1, minimum=1, topics=frozenset({"ethics"}))
    share = obligation(id=2, minimum=1, part_of=1)
    outside = verdict(whole, share, activities=[activity(AUTUMN, id=7, topics={"safety"})])
    first = activity(AUTUMN, id=1)
    second = activity(AUTUMN, id=2, duplicate_of=1, duplicate_marked_on=AUTUMN)
    doubled = verdict(obligation(), activities=[first, second])
    group = [obligation(id=n, minimum=1, counting_group="g") for n in (1, 2)]
    taken = verdict_in(case(*group, activities=[activity(AUTUMN, id=3)]), AUTUMN, id=2)

    assert misses(part_of(outside, PartKind.SHARE, "2")) == [(7, "not_in_parent")]
    assert misses(doubled) == [(2, "duplicate")]
    assert misses(taken) == [(3, "counted_elsewhere")]


@pytest.mark.parametrize(
    ("held_at", "venue", "party", "counts"),
    [
        (HeldAt.RECEIVING, Venue.COUNTERPART, Party.SUPPORTING, True),
        (HeldAt.SUPPORTING, Venue.COUNTERPART, Party.SUPPORTING, False),
        (HeldAt.SUPPORTING, Venue.COUNTERPART, Party.RECEIVING, True),
        (HeldAt.ONLINE, Venue.ONLINE, Party.SUPPORTING, True),
        (HeldAt.RECEIVING, Venue.ONLINE, Party.SUPPORTING, False),
        (HeldAt.ELSEWHERE, Venue.ALTERNATING, Party.SUPPORTING, False),
        (HeldAt.SUPPORTING, Venue.ALTERNATING, Party.SUPPORTING, True),
        (HeldAt.ELSEWHERE, Venue.ANYWHERE, Party.SUPPORTING, True),
    ],
)
def test_where_it_was_held(held_at, venue, party, counts):
    side = RECEIVING if party is Party.RECEIVING else SUPPORTING
    held = activity(AUTUMN, sides={side}, held_at=held_at)
    found = verdict(obligation(party=party, venue=venue, minimum=1), activities=[held])

    assert (found.status is Status.MET) == counts


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("0.01"), Decimal(1)])
def test_money_without_a_sum_asks_one_yuan(amount):
    duty = obligation(measure=Measure.AMOUNT, minimum=None)
    found = verdict(duty, activities=[activity(AUTUMN, amount=amount)])

    assert (found.required, found.status is Status.MET) == (1, amount >= 1)
