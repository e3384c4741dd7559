"""Which status a duty has in a window, at the edges."""

from datetime import date
from fractions import Fraction

import pytest

from compliance.engine.asking import is_lifted
from compliance.engine.judge import judge
from compliance.engine.terms import (
    ActivityState,
    Coverage,
    CoverageOf,
    CutRule,
    Due,
    DueKind,
    Measure,
    Modality,
    Party,
    Period,
    Rules,
    Violation,
)
from compliance.engine.verdicts import Cut, ReasonCode, Severity, Status
from tests.compliance.engine.build import (
    AUTUMN,
    AUTUMN_ENDS,
    LATER,
    SPRING,
    activity,
    case,
    codes,
    make_up,
    misses,
    obligation,
    verdict,
    verdict_in,
    waiver,
)
from tests.compliance.engine.school_days import AUTUMN_2025, COUNTY, agreement, suspended

TEACHING_DAYS = 101  # of autumn 2025
DAY_20 = date(2025, 9, 26)  # its twentieth teaching day
DAY_21 = date(2025, 9, 28)  # a Sunday that is made up for


def visits(*days: date, **fields) -> list:
    return [activity(day, **fields) for day in days]


@pytest.mark.parametrize(
    ("name", "days", "on", "status"),
    [
        ("the day before the window", [], date(2025, 8, 31), Status.NOT_DUE),
        ("its first day", [], AUTUMN, Status.ON_TRACK),
        ("short on the last day", [AUTUMN], AUTUMN_ENDS, Status.AT_RISK),
        ("short the day after", [AUTUMN], date(2026, 1, 24), Status.BREACHED),
        ("first day and last day", [AUTUMN, AUTUMN_ENDS], AUTUMN_ENDS, Status.MET),
        ("the second a day too late", [AUTUMN, date(2026, 1, 24)], LATER, Status.BREACHED),
        ("the second a day too early", [AUTUMN, date(2025, 8, 31)], LATER, Status.BREACHED),
        ("one over", [AUTUMN] * 3, LATER, Status.MET),
        ("exactly enough while open", [AUTUMN] * 2, date(2025, 9, 2), Status.MET),
    ],
)
def test_two_visits_a_term(name, days, on, status):
    assert verdict(obligation(), activities=visits(*days), on=on).status is status


@pytest.mark.parametrize(
    ("tolerance", "on", "status"),
    [
        (Fraction(20, TEACHING_DAYS), DAY_20, Status.ON_TRACK),
        (Fraction(20, TEACHING_DAYS), DAY_21, Status.AT_RISK),
        (Fraction(1, 5), DAY_20, Status.ON_TRACK),
        (Fraction(1, 5), DAY_21, Status.AT_RISK),
    ],
)
def test_exactly_at_the_tolerance_it_is_on_track(tolerance, on, status):
    asked = case(obligation(), rules=Rules(tolerance=tolerance))

    assert verdict_in(asked, AUTUMN, on=on).status is status


def test_what_was_done_is_set_against_the_days_gone_with_today():
    judged = verdict(obligation(minimum=4), activities=visits(AUTUMN), on=DAY_20)

    assert judged.pace.days_gone == 20
    assert judged.pace.days_left == 81
    assert judged.pace.share_gone == Fraction(20, 101)
    assert judged.pace.share_done == Fraction(1, 4)
    assert judged.pace.done_per_week == Fraction(1, 4)
    assert judged.pace.needed_per_week == Fraction(15, 81)
    assert judged.last_useful_on == AUTUMN_ENDS
    assert judged.short_by == 3


def test_a_window_without_a_teaching_day_is_paced_in_calendar_days():
    from_july = obligation(
        period=Period.AGREEMENT_YEAR, minimum=10, due=Due(kind=DueKind.AFTER_SIGNING, months=1)
    )
    asked = case(from_july, agreement=agreement(date(2025, 7, 10), date(2026, 7, 9)))

    judged = verdict_in(asked, date(2025, 7, 10), on=date(2025, 7, 16))

    assert judged.window.due_on == date(2025, 8, 11)
    assert judged.pace.in_teaching_days is False
    assert (judged.pace.days_gone, judged.pace.days_of_window) == (7, 33)
    assert judged.status is Status.AT_RISK
    assert judged.last_useful_on == date(2025, 8, 11)


@pytest.mark.parametrize(
    ("held", "on", "status", "late"),
    [
        (date(2026, 1, 23), LATER, Status.MET, [False]),
        (date(2026, 1, 24), LATER, Status.MET_LATE, [True]),
        (date(2026, 2, 2), LATER, Status.MET_LATE, [True]),
        (date(2026, 2, 3), LATER, Status.BREACHED, []),
        (None, date(2026, 1, 24), Status.AT_RISK, []),
        (None, date(2026, 2, 2), Status.AT_RISK, []),
        (None, date(2026, 2, 3), Status.BREACHED, []),
    ],
)
def test_ten_days_of_grace(held, on, status, late):
    duty = obligation(minimum=1, grace_days=10)
    judged = verdict(duty, activities=visits(held) if held else [], on=on)

    assert judged.status is status
    assert [evidence.late for evidence in judged.evidence] == late


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 1, 23), "short_open"),
        (date(2026, 1, 24), "in_grace"),
        (date(2026, 2, 3), "closed_short"),
    ],
)
def test_the_reason_says_how_far_the_window_is(on, reason):
    judged = verdict(obligation(grace_days=10), on=on)

    assert codes(judged)[0] == reason


@pytest.mark.parametrize(
    ("done", "on", "status"),
    [
        (0, DAY_20, Status.ON_TRACK),
        (1, DAY_20, Status.MET),
        (2, DAY_20, Status.MET),
        (3, DAY_20, Status.EXCEEDED),
        (3, LATER, Status.EXCEEDED),
        (0, LATER, Status.BREACHED),
    ],
)
def test_one_to_two_visits(done, on, status):
    duty = obligation(minimum=1, maximum=2)

    assert verdict(duty, activities=visits(*[AUTUMN] * done), on=on).status is status


@pytest.mark.parametrize(
    ("done", "on", "status"),
    [
        (0, DAY_20, Status.ON_TRACK),
        (3, DAY_20, Status.ON_TRACK),
        (4, DAY_20, Status.EXCEEDED),
        (0, LATER, Status.MET),
        (3, LATER, Status.MET),
    ],
)
def test_a_duty_with_only_a_maximum_is_on_track_and_then_met(done, on, status):
    duty = obligation(minimum=None, maximum=3)
    judged = verdict(duty, activities=visits(*[AUTUMN] * done), on=on)

    assert (judged.status, judged.required) == (status, 0)


def test_past_the_maximum_everything_still_counts():
    judged = verdict(obligation(minimum=1, maximum=2), activities=visits(*[AUTUMN] * 4))

    assert (judged.counted, len(judged.evidence)) == (4, 4)
    assert judged.reasons[0].facts == {"maximum": 2, "counted": 4, "over_by": 2}


def test_a_frequency_without_a_number_asks_one():
    judged = verdict(obligation(minimum=None), activities=visits(AUTUMN))

    assert (judged.required, judged.status) == (1, Status.MET)


# --- waivers, cuts, make-ups --------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "on", "status"),
    [
        ({"granted_on": DAY_21}, DAY_20, Status.ON_TRACK),
        ({"granted_on": DAY_21}, DAY_21, Status.EXEMPT),
        ({"granted_on": DAY_21}, LATER, Status.EXEMPT),
        ({"granted_on": DAY_21, "obligation_id": 2}, LATER, Status.BREACHED),
    ],
)
def test_a_waiver_lifts_the_minimum_once_it_is_granted(fields, on, status):
    asked = case(obligation(), waivers=(waiver(AUTUMN, **fields),))

    assert verdict_in(asked, AUTUMN, on=on).status is status


def test_a_waiver_holds_for_its_window_only():
    asked = case(obligation(), waivers=(waiver(AUTUMN),))

    assert verdict_in(asked, SPRING).status is Status.BREACHED


def test_a_waiver_does_not_lift_the_maximum_and_shows_what_was_reached():
    duty = obligation(maximum=2)
    once = verdict(duty, activities=visits(AUTUMN), waivers=(waiver(AUTUMN),))
    often = verdict(duty, activities=visits(*[AUTUMN] * 3), waivers=(waiver(AUTUMN),))

    assert (once.status, once.counted, codes(once)) == (Status.EXEMPT, 1, ["waived"])
    assert once.reasons[0].facts == {
        "granted_on": AUTUMN,
        "granted_by": "bureau",
        "reason": "flood",
        "counted": 1,
    }
    assert (often.status, codes(often)) == (Status.EXCEEDED, ["past_maximum", "waived"])


def cut_after(days_left: int, rule: CutRule):
    """An agreement that comes into force when so many teaching days of autumn are left."""
    days = verdict(obligation()).window.teaching_days
    first = days[-days_left]
    return agreement(date(2025, 3, 10), date(2027, 3, 9), in_force_on=first, cut_rule=rule)


@pytest.mark.parametrize(
    ("rule", "days_left", "required", "asked", "status"),
    [
        (CutRule.HALF, 51, 10, None, Status.BREACHED),
        (CutRule.HALF, 50, 10, None, Status.EXEMPT),
        (CutRule.FULL, 1, 10, None, Status.BREACHED),
        (CutRule.EXEMPT, 100, 10, None, Status.EXEMPT),
        (CutRule.PRORATED, 100, 10, 10, Status.BREACHED),
        (CutRule.PRORATED, 50, 5, 10, Status.BREACHED),
        (CutRule.PRORATED, 51, 6, 10, Status.BREACHED),
        (CutRule.PRORATED, 1, 1, 10, Status.BREACHED),
    ],
)
def test_a_window_cut_short_follows_the_rule_of_the_agreement(
    rule, days_left, required, asked, status
):
    agreed = cut_after(days_left, rule)
    judged = verdict_in(case(obligation(minimum=10), agreement=agreed), agreed.in_force_on)

    assert (judged.required, judged.asked, judged.status) == (required, asked, status)
    cut = next(reason for reason in judged.reasons if reason.code.value.startswith("cut_"))
    assert (cut.facts["days_left"], cut.facts["days_of_window"]) == (days_left, TEACHING_DAYS)
    assert cut.facts["rule"] == rule.value


@pytest.mark.parametrize(("days_left", "lifted"), [(49, True), (50, False), (51, False)])
def test_exactly_half_of_the_days_keeps_the_whole_minimum(days_left, lifted):
    cut = Cut(rule=CutRule.HALF, days_left=days_left, days_of_window=100, in_teaching_days=True)

    assert is_lifted(cut) is lifted


def test_a_prorated_cut_leaves_the_maximum():
    agreed = cut_after(50, CutRule.PRORATED)
    duty = obligation(minimum=4, maximum=5)
    judged = verdict_in(case(duty, agreement=agreed), agreed.in_force_on)

    assert (judged.required, judged.maximum) == (2, 5)


def test_a_percentage_is_not_prorated():
    agreed = cut_after(50, CutRule.PRORATED)
    duty = obligation(measure=Measure.PERCENT, minimum=90)
    judged = verdict_in(case(duty, agreement=agreed), agreed.in_force_on)

    assert (judged.required, judged.asked) == (90, None)


def test_a_cut_lifts_no_maximum():
    agreed = cut_after(10, CutRule.HALF)
    held = visits(*[date(2026, 1, 20)] * 3)
    duty = obligation(minimum=1, maximum=2)
    judged = verdict_in(case(duty, agreement=agreed, activities=held), agreed.in_force_on)

    assert judged.status is Status.EXCEEDED


@pytest.mark.parametrize(
    ("on", "status", "in_spring"),
    [(date(2026, 3, 20), Status.BREACHED, 1), (date(2026, 3, 21), Status.MET_LATE, 0)],
)
def test_a_make_up_counts_where_it_was_held_until_it_is_accepted(on, status, in_spring):
    later = activity(date(2026, 3, 10))
    accepted = make_up(later, AUTUMN, accepted_on=date(2026, 3, 21))
    asked = case(obligation(), activities=[activity(AUTUMN), later], make_ups=(accepted,))

    assert verdict_in(asked, AUTUMN, on=on).status is status
    assert verdict_in(asked, SPRING, on=on).counted == in_spring


def test_a_make_up_counts_after_the_end_of_the_agreement():
    agreed = agreement(date(2025, 3, 10), AUTUMN_ENDS)
    later = activity(date(2026, 5, 6))
    asked = case(
        obligation(minimum=1),
        activities=[later],
        agreement=agreed,
        make_ups=(make_up(later, AUTUMN),),
    )
    judged = verdict_in(asked, AUTUMN)

    assert judged.status is Status.MET_LATE
    assert codes(judged) == ["made_up"]
    assert judged.evidence[0].made_up


# --- modality -----------------------------------------------------------------------------


def test_in_principle_is_amber_at_worst():
    judged = verdict(obligation(modality=Modality.SHOULD))

    assert (judged.status, judged.severity) == (Status.BREACHED, Severity.AMBER)
    assert verdict(obligation()).severity is Severity.RED


@pytest.mark.parametrize("fields", [{"modality": Modality.MAY}, {"party": Party.BUREAU}])
def test_what_may_be_done_and_what_the_bureau_does_is_only_recorded(fields):
    judged = verdict(obligation(**fields), activities=visits(AUTUMN))

    assert (judged.status, judged.counted) == (None, 1)
    assert [(r.code, r.facts) for r in judged.reasons] == [
        (ReasonCode.RECORDED_ONLY, {"counted": 1})
    ]


@pytest.mark.parametrize(
    ("on", "status", "reasons"),
    [
        (date(2025, 8, 31), Status.NOT_DUE, ["not_begun"]),
        (date(2025, 10, 19), Status.ON_TRACK, ["no_violation"]),
        (date(2025, 10, 20), Status.BREACHED, ["violated"]),
        (LATER, Status.BREACHED, ["violated"]),
    ],
)
def test_a_prohibition_is_broken_when_an_inspector_records_it(on, status, reasons):
    broken = Violation(
        obligation_id=1,
        held_on=date(2025, 10, 10),
        recorded_on=date(2025, 10, 20),
        recorded_by="inspector",
        note="a list by marks",
    )
    asked = case(obligation(modality=Modality.MUST_NOT), violations=(broken,))
    judged = verdict_in(asked, AUTUMN, on=on)

    assert (judged.status, codes(judged)) == (status, reasons)


def test_a_prohibition_that_closed_clean_is_met():
    assert verdict(obligation(modality=Modality.MUST_NOT)).status is Status.MET


@pytest.mark.parametrize(
    "fields", [{"uncounted": True}, {"modality": Modality.TEXT_ONLY}, {"known_on": LATER}]
)
def test_a_blank_a_principle_and_what_is_not_agreed_yet_are_not_judged(fields):
    assert judge(case(obligation(**fields)), on=date(2029, 1, 1)) == ()


# --- coverage -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subjects", "status", "reason"),
    [
        (["maths", "maths", "art"], Status.BREACHED, "closed_short"),
        (["maths", "music", "art"], Status.MET, "reached"),
        (["maths", "music"], Status.BREACHED, "closed_short"),
    ],
)
def test_three_lessons_in_three_subjects(subjects, status, reason):
    duty = obligation(minimum=3, coverage=Coverage(of=CoverageOf.SUBJECTS, distinct=3))
    held = [activity(AUTUMN, subjects={subject}) for subject in subjects]
    judged = verdict(duty, activities=held)

    assert (judged.status, codes(judged)[0]) == (status, reason)


def test_the_lower_of_the_two_shares_enters_the_pace():
    duty = obligation(minimum=2, coverage=Coverage(of=CoverageOf.SUBJECTS, distinct=4))
    held = [activity(AUTUMN, subjects={"maths"}) for _ in range(2)]
    judged = verdict(duty, activities=held, on=date(2025, 11, 17))

    assert judged.pace.share_done == Fraction(1, 4)
    assert judged.status is Status.AT_RISK
    assert codes(judged) == ["short_open", "behind", "coverage_short"]
    assert judged.reasons[-1].facts == {
        "of": "subjects",
        "distinct_required": 4,
        "distinct_counted": 1,
    }


# --- states and suspensions ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "counted", "missed"),
    [
        (ActivityState.CONFIRMED, 1, []),
        (ActivityState.PENDING, 0, [(9, "unconfirmed")]),
        (ActivityState.RETURNED, 0, [(9, "returned")]),
        (ActivityState.VOIDED, 0, [(9, "voided")]),
        (ActivityState.DRAFT, 0, []),
    ],
)
def test_only_what_is_confirmed_counts(state, counted, missed):
    judged = verdict(obligation(), activities=[activity(AUTUMN, id=9, state=state)])

    assert (judged.counted, misses(judged)) == (counted, missed)


def test_what_waits_for_confirmation_says_what_it_would_count():
    duty = obligation(measure=Measure.LESSONS, minimum=15)
    held = [activity(AUTUMN, lessons=4, state=ActivityState.PENDING) for _ in range(2)]
    judged = verdict(duty, activities=held, on=DAY_20)

    assert [miss.would_count for miss in judged.near_misses] == [4, 4]
    assert judged.reasons[-1].code is ReasonCode.WAITING
    assert judged.reasons[-1].facts == {"activities": 2, "quantity": 8}


def test_nothing_held_during_a_suspension_counts():
    paused = suspended(date(2025, 10, 13), date(2025, 10, 17))
    agreed = agreement(date(2025, 3, 10), date(2027, 3, 9), suspensions=(paused,))
    held = [
        activity(date(2025, 10, 12), id=1),
        activity(date(2025, 10, 13), id=2),
        activity(date(2025, 10, 17), id=3),
        activity(date(2025, 10, 18), id=4),
    ]
    judged = verdict(obligation(), agreement=agreed, activities=held)

    assert [evidence.activity_id for evidence in judged.evidence] == [1, 4]
    assert misses(judged) == [(2, "outside_window"), (3, "outside_window")]


def test_the_calendar_of_these_tests_has_the_teaching_days_they_count_on():
    days = verdict(obligation()).window.teaching_days

    assert AUTUMN_2025 in COUNTY.terms
    assert len(days) == TEACHING_DAYS
    assert (days[19], days[20]) == (DAY_20, DAY_21)
