"""Which window an activity belongs to, and what was known on a past day."""

from datetime import date

import pytest

from compliance.engine.judge import judge, judge_obligation
from compliance.engine.terms import (
    ActivityState,
    Due,
    DueKind,
    Measure,
    Party,
    Period,
    Rules,
    Season,
    SeasonKind,
)
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import (
    AUTUMN,
    LATER,
    SPRING,
    activity,
    case,
    misses,
    obligation,
    steps,
    verdict,
    verdict_in,
)
from tests.compliance.engine.school_days import TWO_YEARS, agreement

MET, BREACHED = Status.MET, Status.BREACHED
CONFIRMED, PENDING = ActivityState.CONFIRMED, ActivityState.PENDING


def counted(judged):
    return [evidence.activity_id for evidence in judged.evidence]


# --- events -------------------------------------------------------------------------------


def test_nothing_counts_before_the_agreement_is_in_force():
    agreed = agreement(
        date(2025, 3, 10),
        date(2027, 3, 9),
        signed_on=date(2025, 9, 10),
        in_force_on=date(2025, 9, 10),
    )
    held = [activity(date(2025, 9, 9), id=1), activity(date(2025, 9, 10), id=2)]
    judged = verdict_in(
        case(obligation(minimum=1), agreement=agreed, activities=held), date(2025, 9, 10)
    )

    assert counted(judged) == [2]
    assert misses(judged) == [(1, "before_agreement")]
    assert judged.near_misses[0].facts == {"in_force_on": date(2025, 9, 10)}


def test_an_unsigned_agreement_has_no_verdicts():
    unsigned = agreement(date(2025, 3, 10), date(2027, 3, 9), signed_on=None, in_force_on=None)

    assert judge(case(obligation(), agreement=unsigned), on=LATER) == ()


@pytest.mark.parametrize(
    ("rule", "held_on", "autumn", "missed"),
    [
        (False, date(2026, 1, 23), 1, []),
        (False, date(2026, 1, 24), 0, [(7, "outside_window")]),
        (True, date(2026, 1, 24), 1, []),
        (True, date(2026, 3, 1), 1, []),
        (True, date(2026, 3, 2), 0, []),
    ],
)
def test_an_event_in_a_break_belongs_to_neither_term_unless_the_programme_says_so(
    rule, held_on, autumn, missed
):
    rules = Rules(break_counts_for_term_just_ended=rule)
    asked = case(obligation(minimum=1), activities=[activity(held_on, id=7)], rules=rules)
    judged = verdict_in(asked, AUTUMN)

    assert (judged.counted, misses(judged)) == (autumn, missed)
    assert judged.status is (MET if autumn else BREACHED)


def test_what_fits_no_window_is_shown_beside_the_nearest():
    winter = [activity(date(2026, 1, 30), id=1), activity(date(2026, 2, 25), id=2)]
    asked = case(obligation(), activities=winter)

    assert misses(verdict_in(asked, AUTUMN)) == [(1, "outside_window")]
    assert misses(verdict_in(asked, SPRING)) == [(2, "outside_window")]


@pytest.mark.parametrize(
    ("day", "missed"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), [(3, "too_late")]),
    ],
)
def test_an_event_past_the_due_day_of_its_window_is_too_late(day, missed):
    duty = obligation(
        minimum=1,
        period=Period.AGREEMENT_YEAR,
        due=Due(kind=DueKind.DAY_OF_YEAR, month=2, day=28),
    )
    judged = verdict_in(case(duty, activities=[activity(day, id=3)]), date(2025, 3, 10))

    assert misses(judged) == missed
    assert judged.status is (BREACHED if missed else MET)


def test_breaks_left_out_by_the_clause_are_outside():
    duty = obligation(
        period=Period.AGREEMENT_YEAR, season=Season(kind=SeasonKind.TERM_TIME), minimum=1
    )
    held = [activity(date(2025, 8, 1), id=1), activity(date(2025, 9, 2), id=2)]
    judged = verdict_in(case(duty, activities=held), date(2025, 3, 10))

    assert counted(judged) == [2]
    assert misses(judged) == [(1, "outside_window")]


# --- documents ----------------------------------------------------------------------------

ESSAY = {
    "measure": Measure.ITEMS,
    "activity_types": frozenset({"essay"}),
    "period": Period.MONTH,
    "minimum": 1,
    "grace_days": 5,
}
NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


def essay(day, **fields):
    return activity(day, type="essay", **fields)


@pytest.mark.parametrize(
    ("day", "status", "missed"),
    [
        (date(2026, 1, 23), MET, []),
        (date(2026, 1, 24), Status.MET_LATE, []),
        (date(2026, 1, 28), Status.MET_LATE, []),
        (date(2026, 1, 29), BREACHED, [(3, "too_late")]),
    ],
)
def test_a_document_due_at_the_end_of_term_with_five_days_of_grace(day, status, missed):
    duty = obligation(**ESSAY | {"period": Period.TERM}, due=Due(kind=DueKind.TERM_END))
    judged = verdict(duty, activities=[essay(day, id=3)])

    assert (judged.status, misses(judged)) == (status, missed)


def test_a_document_serves_the_earliest_open_window_that_is_still_short():
    held = [essay(date(2025, 12, 2), id=1), essay(date(2025, 12, 3), id=2)]
    asked = case(obligation(**ESSAY), activities=held)

    november, december = verdict_in(asked, NOVEMBER), verdict_in(asked, DECEMBER)
    assert (counted(november), november.status) == ([1], Status.MET_LATE)
    assert (counted(december), december.status) == ([2], MET)


def test_a_document_that_names_its_window_belongs_there():
    held = [essay(date(2025, 12, 2), id=1, window_starts_on=DECEMBER)]
    asked = case(obligation(**ESSAY), activities=held)

    assert counted(verdict_in(asked, NOVEMBER)) == []
    assert counted(verdict_in(asked, DECEMBER)) == [1]


def test_a_document_that_names_a_closed_window_is_too_late_for_it():
    held = [essay(date(2025, 12, 6), id=1, window_starts_on=NOVEMBER)]
    asked = case(obligation(**ESSAY), activities=held)
    november = verdict_in(asked, NOVEMBER)

    assert misses(november) == [(1, "too_late")]
    assert november.near_misses[0].facts == {
        "due_on": date(2025, 11, 30),
        "closes_on": date(2025, 12, 5),
    }
    assert counted(verdict_in(asked, DECEMBER)) == []


def test_a_document_may_be_handed_in_before_the_window_it_names_begins():
    held = [essay(date(2025, 11, 25), id=1, window_starts_on=DECEMBER)]
    asked = case(obligation(**ESSAY), activities=held)

    assert verdict_in(asked, DECEMBER).status is MET
    assert verdict_in(asked, DECEMBER, on=date(2025, 11, 30)).status is Status.NOT_DUE


APPRAISAL = {
    "measure": Measure.ITEMS,
    "activity_types": frozenset({"appraisal"}),
    "period": Period.ONCE,
    "minimum": None,
    "due": Due(kind=DueKind.AFTER_ACTIVITY, days=10, trigger_types=frozenset({"secondment"})),
}


def secondments():
    return [
        activity(date(2025, 10, 9), id=1, ends_on=date(2025, 11, 3), type="secondment"),
        activity(date(2025, 10, 9), id=2, ends_on=date(2025, 11, 5), type="secondment"),
    ]


def appraisal(day, **fields):
    return activity(day, type="appraisal", **fields)


def statuses(*held):
    asked = case(obligation(**APPRAISAL), activities=[*secondments(), *held])
    return {judged.window.trigger: judged.status for judged in judge(asked, on=LATER)}


def test_every_secondment_asks_for_its_own_appraisal_within_ten_days():
    first, second = appraisal(date(2025, 11, 13)), appraisal(date(2025, 11, 15))

    assert statuses() == {1: BREACHED, 2: BREACHED}
    assert statuses(first) == {1: MET, 2: BREACHED}
    assert statuses(first, second) == {1: MET, 2: MET}
    assert statuses(appraisal(date(2025, 11, 16))) == {1: BREACHED, 2: MET}  # 15th: Saturday
    assert statuses(appraisal(date(2025, 11, 18))) == {1: BREACHED, 2: BREACHED}


def test_an_appraisal_that_names_the_secondment_belongs_to_it():
    assert statuses(appraisal(date(2025, 11, 6), triggered_by=2)) == {1: BREACHED, 2: MET}


# --- what was known -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "counted_then", "missed"),
    [
        (date(2025, 9, 9), 0, []),
        (date(2025, 9, 10), 0, [(1, "unconfirmed")]),
        (date(2025, 9, 15), 1, []),
        (date(2025, 10, 1), 0, [(1, "voided")]),
    ],
)
def test_a_past_day_is_answered_from_what_was_entered_by_then(on, counted_then, missed):
    history = steps(
        (date(2025, 9, 10), PENDING),
        (date(2025, 9, 15), CONFIRMED),
        (date(2025, 10, 1), ActivityState.VOIDED),
    )
    held = activity(date(2025, 9, 5), id=1, entered_on=date(2025, 9, 10), steps=history)
    judged = verdict(obligation(), activities=[held], on=on)

    assert (judged.counted, misses(judged)) == (counted_then, missed)


def test_what_was_entered_but_not_sent_yet_is_not_seen():
    sent = steps((date(2025, 9, 10), PENDING))
    held = activity(date(2025, 9, 5), entered_on=date(2025, 9, 5), steps=sent)

    assert misses(verdict(obligation(), activities=[held], on=date(2025, 9, 9))) == []


def test_confirmed_after_the_window_closed_it_is_still_in_time():
    held = [
        activity(AUTUMN, steps=steps((AUTUMN, PENDING), (date(2026, 3, 5), CONFIRMED)))
        for _ in range(2)
    ]
    asked = case(obligation(), activities=held)

    assert verdict_in(asked, AUTUMN, on=date(2026, 3, 4)).status is BREACHED
    assert verdict_in(asked, AUTUMN, on=date(2026, 3, 5)).status is MET


def amended():
    """Two visits a term until spring 2026, four from then on, agreed on 1 February."""
    agreed_on = date(2026, 2, 1)
    old = obligation(minimum=2, valid_until=date(2026, 2, 28), valid_until_known_on=agreed_on)
    new = obligation(
        id=2, minimum=4, valid_from=date(2026, 3, 1), known_on=agreed_on, replaces=1
    )
    return case(old, new, activities=[activity(date(2025, 10, 9)), activity(date(2026, 4, 9))])


def test_an_amendment_holds_for_windows_that_begin_after_it():
    asked = amended()
    required = {
        judged.window.starts_on: (judged.obligation_id, judged.required)
        for judged in judge(asked, on=LATER)
    }

    assert required[AUTUMN] == (1, 2)
    assert required[SPRING] == (2, 4)


def test_before_it_was_agreed_an_amendment_is_not_seen():
    assert {judged.obligation_id for judged in judge(amended(), on=date(2026, 1, 31))} == {1}


def test_the_days_of_the_other_version_are_no_near_misses():
    assert [misses(judged) for judged in judge(amended(), on=LATER)] == [[], [], [], [], []]


def test_a_termination_ends_the_windows_from_the_day_it_is_known():
    ended = agreement(
        TWO_YEARS.starts_on,
        TWO_YEARS.ends_on,
        terminated_on=date(2025, 12, 31),
        terminated_known_on=date(2025, 12, 1),
    )
    held = [activity(date(2025, 12, 31), id=1), activity(date(2026, 1, 1), id=2)]
    judged = verdict_in(case(obligation(), agreement=ended, activities=held), AUTUMN)

    assert counted(judged) == [1]
    assert misses(judged) == [(2, "outside_window")]


# --- the list -----------------------------------------------------------------------------


def test_verdicts_come_in_clause_order_then_in_the_order_of_the_windows():
    asked = case(obligation(id=1, order=2), obligation(id=2, order=1, period=Period.AGREEMENT))
    found = [
        (judged.obligation_id, judged.window.starts_on) for judged in judge(asked, on=LATER)
    ]

    assert [id_ for id_, _ in found] == [2, 1, 1, 1, 1, 1]
    assert found[1:] == sorted(found[1:])


def test_one_obligation_is_judged_as_in_the_whole_list():
    asked = case(
        obligation(id=1, counting_group="visits"),
        obligation(id=2, counting_group="visits"),
        obligation(id=3, party=Party.RECEIVING),
        activities=[activity(AUTUMN), activity(date(2025, 10, 9)), activity(date(2025, 11, 9))],
    )
    whole = judge(asked, on=LATER)

    for id_ in (1, 2, 3):
        assert judge_obligation(asked, id_, on=LATER) == tuple(
            judged for judged in whole if judged.obligation_id == id_
        )


def test_an_obligation_that_is_not_judged_is_refused_by_name():
    with pytest.raises(LookupError, match="obligation 7"):
        judge_obligation(case(obligation()), 7, on=LATER)
