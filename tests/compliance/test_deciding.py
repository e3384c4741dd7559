"""Decisions about windows: what each does to the verdict and the record, who hears of it."""

from datetime import date, timedelta

import pytest

from compliance import deciding, follow_up, services
from compliance.deciding import DecisionError, Promise, candidates_of, standing_of
from compliance.decisions import MakeUp, Rectification, RectificationStep, Violation
from compliance.engine.verdicts import Status
from compliance.models import StoredVerdict
from compliance.wording.decisions import REFUSALS, STANDS, STEPS
from pairing.models import Pairing
from records.models import Event, Notice
from tests.compliance.deciding import AUTUMN, TODAY, Broken
from tests.factories import at, create_activity, create_obligation

pytestmark = pytest.mark.django_db
NEXT_MONTH = date(2026, 4, 20)


def notify(case, *, on=TODAY, by_on=NEXT_MONTH):
    return deciding.notify_school(
        case.key(), text="请说明原因", by_on=by_on, by=case.staff, at=at(on)
    )


def explain(case, *, on=TODAY, hour=10, named=()):
    who = {"school": case.a, "by": case.liaison, "at": at(on, hour)}
    return deciding.explain(case.key(), text="教师生病", named=named, **who)


def accept(case, activity, *, on=TODAY, hour=15):
    who = {"by": case.staff, "at": at(on, hour)}
    return deciding.accept(case.key(), activity=activity, reason="已补", **who)


def kinds(case) -> list[str]:
    return [step.kind for step in follow_up.steps_of(case.duty, starts_on=AUTUMN, trigger=0)]


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__display_name"))


# --- the whole way ------------------------------------------------------------------------


def test_a_breach_goes_its_whole_way_and_every_step_stays():
    case = Broken()
    lesson = case.later()

    notify(case)
    explain(case)
    promise = Promise("四月补上一节", 1, NEXT_MONTH)
    school = {"school": case.a, "by": case.principal}
    deciding.plan(case.key(), promise=promise, at=at(TODAY, 11), **school)
    deciding.propose(case.key(), activity=lesson, text="已上", at=at(TODAY, 12), **school)
    accept(case, lesson)

    assert kinds(case) == ["notified", "explained", "planned", "proposed", "accepted"]
    assert case.verdict().status is Status.MET_LATE
    row = RectificationStep.objects.get(kind="planned")
    assert (row.by_name, row.on, row.quantity, row.by_on) == ("甲校长", TODAY, 1, NEXT_MONTH)
    assert Rectification.objects.count() == 1


def test_each_step_is_told_to_those_it_concerns_once_and_leaves_one_event():
    case = Broken()
    lesson = case.later()

    notify(case)
    assert told() == [("breach_notified", "甲联络员"), ("breach_notified", "甲校长")]
    explain(case)
    assert told()[2:] == [("breach_explained", "局员")]
    deciding.propose(
        case.key(),
        school=case.a,
        activity=lesson,
        text="已上",
        by=case.liaison,
        at=at(TODAY, 12),
    )
    assert told()[3:] == [("make_up_proposed", "局员")]
    accept(case, lesson)
    assert sorted(told()[4:]) == [
        ("make_up_accepted", "乙联络员"),
        ("make_up_accepted", "甲校长"),
        ("make_up_accepted", "甲联络员"),
    ]
    verbs = Event.objects.filter(verb__startswith="rectification.").order_by("pk")
    assert [event.verb for event in verbs] == [
        "rectification.notified",
        "rectification.explained",
        "rectification.proposed",
        "rectification.accepted",
    ]


def test_a_school_explains_itself_unasked():
    case = Broken()

    explain(case, named=[case.held])

    assert kinds(case) == ["explained"]
    assert list(RectificationStep.objects.get().named.all()) == [case.held]


def test_of_a_duty_of_each_only_the_school_that_is_short_is_asked():
    case = Broken(party="each", minimum=1)

    notify(case)

    assert [name for _, name in told()] == ["乙联络员"]


def test_what_the_bureau_left_at_that_only_the_bureau_opens_again():
    case = Broken()
    deciding.close(case.key(), reason="学校已撤并", by=case.staff, at=at(TODAY))

    with pytest.raises(deciding.FollowUpClosedError):
        explain(case)
    notify(case, on=TODAY + timedelta(1))
    explain(case, on=TODAY + timedelta(1))

    assert kinds(case) == ["closed", "notified", "explained"]
    assert case.verdict().status is Status.BREACHED


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 20), id="on the day it closes it is still open"),
        pytest.param(date(2025, 12, 1), id="in the term"),
    ],
)
def test_nothing_is_asked_before_the_window_has_closed(day):
    case = Broken()

    with pytest.raises(deciding.NotBreachedError):
        notify(case, on=day)
    assert not Rectification.objects.exists()


def test_the_day_after_it_closed_the_school_may_be_asked():
    case = Broken()

    notify(case, on=date(2026, 1, 21))

    assert kinds(case) == ["notified"]


# --- make-ups -----------------------------------------------------------------------------


def test_candidates_are_the_later_confirmed_activities_that_would_count():
    case = Broken(floor_people=12)
    case.later(heads={case.a: 11})  # one person too few
    case.later(heads={case.a: 12}, state="pending_confirm")
    case.later(heads={case.a: 12}, type="lecture")
    case.later(on=date(2025, 12, 5), heads={case.a: 12})  # within the window
    good = case.later(heads={case.a: 12})

    found = candidates_of(standing_of(case.key(), on=TODAY))

    assert [candidate.activity_id for candidate in found] == [good.pk]


def test_a_candidate_tells_what_the_verdict_would_be_and_what_else_would_change():
    case = Broken()
    case.later(on=date(2026, 2, 27))
    case.later(on=date(2026, 3, 5))

    first = candidates_of(standing_of(case.key(), on=TODAY))[0]

    assert (first.verdict.status, first.verdict.counted) == (Status.MET_LATE, 2)
    [(was, then)] = first.others
    assert (was.window.starts_on, was.counted, was.status) == (date(2026, 2, 20), 2, Status.MET)
    assert then.counted == 1
    assert not MakeUp.objects.exists()
    assert case.verdict().status is Status.BREACHED


def test_what_is_past_the_number_asked_makes_up_for_nothing():
    """The whole has its two lessons; what is short is the one on ethics among them."""
    case = Broken()
    create_obligation(
        clause=case.clause, name="师德课", minimum=1, part_of=case.duty, topics=["ethics"]
    )
    create_activity(pairing=case.pairing, on=date(2025, 11, 10))
    case.later(on=date(2026, 2, 27))
    ethics = case.later(on=date(2026, 3, 5), topics=["ethics"])
    assert case.verdict().counted == 2

    found = candidates_of(standing_of(case.key(), on=TODAY))

    assert [(c.activity_id, c.verdict.status) for c in found] == [(ethics.pk, Status.MET_LATE)]


def test_asking_what_would_be_and_accepting_agree():
    case = Broken()
    lesson = case.later()

    [candidate] = candidates_of(standing_of(case.key(), on=TODAY))
    accept(case, lesson)

    after = case.verdict()
    assert (after.status, after.counted) == (
        candidate.verdict.status,
        candidate.verdict.counted,
    )


def test_earlier_days_do_not_know_the_make_up():
    case = Broken()
    accept(case, case.later())

    assert case.verdict(on=TODAY - timedelta(1)).status is Status.BREACHED
    assert case.verdict(on=TODAY).status is Status.MET_LATE


def test_the_stored_verdict_follows_in_the_same_step():
    case = Broken()
    services.refresh([case.pairing.pk], on=TODAY)

    accept(case, case.later())

    row = StoredVerdict.objects.get(obligation=case.duty, starts_on=AUTUMN)
    assert row.status == "met_late"


def test_only_what_was_proposed_is_declined_and_only_once():
    case = Broken()
    lesson = case.later()
    who = {"activity": lesson, "reason": "仅补交材料", "by": case.staff}

    with pytest.raises(deciding.NotProposedError):
        deciding.refuse(case.key(), at=at(TODAY), **who)
    deciding.propose(
        case.key(), school=case.a, activity=lesson, text="已上", by=case.liaison, at=at(TODAY)
    )
    deciding.refuse(case.key(), at=at(TODAY, 11), **who)
    with pytest.raises(deciding.NotProposedError):
        deciding.refuse(case.key(), at=at(TODAY, 12), **who)

    assert kinds(case) == ["proposed", "refused"]
    assert case.verdict().status is Status.BREACHED
    assert case.verdict(starts_on=date(2026, 2, 20)).counted == 1


def test_what_does_not_match_is_neither_proposed_nor_accepted():
    case = Broken()
    lecture = case.later(type="lecture")

    with pytest.raises(deciding.NotMatchingError):
        accept(case, lecture)
    assert not RectificationStep.objects.exists()
    accept(case, case.later())
    with pytest.raises(deciding.NotBreachedError):
        accept(case, case.later(on=date(2026, 3, 9)))


def test_of_two_windows_set_off_on_one_day_only_the_named_one_is_made_up_for():
    case = Broken()
    duty = create_obligation(
        clause=case.clause,
        name="鉴定",
        period="once",
        minimum=1,
        measure="items",
        activity_types=["secondee_evaluation"],
        due_kind="after_activity",
        due_days=10,
        due_trigger_types=["secondment_manager"],
    )
    first, second = (
        case.later(on=date(2025, 10, 20), type="secondment_manager") for _ in range(2)
    )
    paper = case.later(type="secondee_evaluation")
    key = case.key(duty, starts_on=date(2025, 10, 20), trigger=second.pk)

    deciding.accept(key, activity=paper, reason="补交", by=case.staff, at=at(TODAY))

    found = [
        v for v in services.verdicts_of(case.pairing, on=TODAY) if v.obligation_id == duty.pk
    ]
    assert {v.window.trigger: v.status for v in found} == {
        first.pk: Status.BREACHED,
        second.pk: Status.MET_LATE,
    }


# --- violations ---------------------------------------------------------------------------


def record(case, *, held_on=date(2025, 11, 5), on=date(2025, 11, 20)):
    return deciding.record_violation(
        case.key(case.forbidden),
        ends_on=date(2026, 8, 31),
        held_on=held_on,
        note="向家长收费",
        by=case.inspector,
        at=at(on),
    )


def test_a_violation_breaks_the_duty_at_once_and_both_schools_hear_of_it():
    case = Broken()

    row = record(case)

    assert case.verdict(duty=case.forbidden, on=date(2025, 11, 20)).status is Status.BREACHED
    assert (row.recorded_by_name, row.recorded_on) == ("督学", date(2025, 11, 20))
    assert [name for kind, name in told() if kind == "violation_recorded"] == [
        "甲联络员",
        "甲校长",
        "乙联络员",
    ]


def test_a_struck_violation_is_held_against_nobody_and_past_days_still_know_it():
    case = Broken()
    row = record(case)

    deciding.strike_violation(
        row, key=case.key(case.forbidden), reason="记错学校", by=case.staff, at=at(TODAY)
    )

    def status(day):
        return case.verdict(duty=case.forbidden, on=day).status

    assert status(date(2025, 11, 19)) is Status.ON_TRACK
    assert status(date(2025, 11, 20)) is Status.BREACHED
    assert status(TODAY - timedelta(1)) is Status.BREACHED
    assert status(TODAY) is Status.ON_TRACK
    kept = Violation.objects.get()
    assert (kept.note, kept.struck_by_name, kept.strike_reason) == (
        "向家长收费",
        "局员",
        "记错学校",
    )
    assert {kind for kind, _ in told()} == {"violation_recorded", "violation_struck"}


@pytest.mark.parametrize(
    ("held_on", "is_of_window"),
    [
        pytest.param(date(2025, 8, 31), False, id="the day before the window"),
        pytest.param(date(2025, 9, 1), True, id="its first day"),
        pytest.param(date(2025, 11, 20), True, id="today"),
        pytest.param(date(2025, 11, 21), False, id="tomorrow"),
    ],
)
def test_a_violation_lies_in_the_days_of_its_window_that_have_come(held_on, is_of_window):
    case = Broken()

    if is_of_window:
        record(case, held_on=held_on)
    else:
        with pytest.raises(deciding.DayOutsideWindowError):
            record(case, held_on=held_on)

    assert Violation.objects.exists() == is_of_window


def test_what_must_be_done_is_not_violated_but_missed():
    case = Broken()

    with pytest.raises(deciding.NoMustNotError):
        deciding.record_violation(
            case.key(), ends_on=TODAY, held_on=TODAY, note="无", by=case.staff, at=at(TODAY)
        )


def test_a_violation_is_explained_and_never_made_up_for():
    case = Broken()
    record(case)
    key = case.key(case.forbidden)
    who = {"school": case.a, "by": case.liaison, "at": at(TODAY)}

    deciding.explain(key, text="已退还", **who)
    with pytest.raises(deciding.NothingToMakeUpError):
        deciding.plan(key, promise=Promise("不再收", None, NEXT_MONTH), **who)


# --- whose turn it is ---------------------------------------------------------------------


def waiting(case, *, on=TODAY) -> int:
    """The number in the menu, which is the number of lines on the page."""
    rows = follow_up.breached(Pairing.objects.visible_to(case.staff), on=on)
    asked = follow_up.of_turn(rows, follow_up.Turn.BUREAU)
    late = follow_up.overdue(rows, on=on)
    counted = follow_up.waiting_for_bureau(case.staff, on=on)
    assert counted == asked.count() + late.count()
    return counted


def test_a_violation_waits_for_the_bureau_at_once():
    case = Broken()

    record(case)

    assert waiting(case, on=date(2025, 11, 20)) == 1


def test_it_is_on_the_list_from_the_day_after_it_closed():
    case = Broken()

    assert waiting(case, on=date(2026, 1, 20)) == 0
    assert waiting(case, on=date(2026, 1, 21)) == 1


def test_the_turn_changes_with_every_step_and_comes_back_when_the_day_has_passed():
    case = Broken()
    assert waiting(case) == 1
    notify(case, by_on=NEXT_MONTH)
    assert waiting(case) == 0
    assert waiting(case, on=NEXT_MONTH) == 0
    assert waiting(case, on=NEXT_MONTH + timedelta(1)) == 1
    explain(case)
    assert waiting(case) == 1
    deciding.close(case.key(), reason="情况属实", by=case.staff, at=at(TODAY, 20))
    assert waiting(case) == 0


@pytest.mark.parametrize("end", ["made up", "waived", "in principle only"])
def test_what_is_settled_or_only_should_have_been_done_is_not_on_the_list(end):
    case = Broken(modality="should" if end == "in principle only" else "must")
    if end == "made up":
        accept(case, case.later())
    if end == "waived":
        case.duty.waivers.create(
            window_starts_on=AUTUMN, granted_by=case.staff, granted_on=TODAY, reason="停课"
        )
    services.refresh([case.pairing.pk], on=TODAY)

    assert waiting(case) == 0


def test_another_bureau_counts_nothing_of_it():
    case, foreign = Broken(), Broken()
    services.refresh([case.pairing.pk, foreign.pairing.pk], on=TODAY)

    rows = follow_up.breached(Pairing.objects.visible_to(foreign.staff), on=TODAY)

    assert {row.pairing_id for row in rows} == {foreign.pairing.pk}


def test_reports_read_the_last_words_as_of_a_day():
    case = Broken()
    explain(case)
    promise = Promise("四月补", 1, NEXT_MONTH)
    who = {"school": case.a, "by": case.liaison, "at": at(TODAY + timedelta(5))}
    deciding.plan(case.key(), promise=promise, **who)
    key = (case.duty.pk, AUTUMN, 0)

    days = (TODAY - timedelta(1), TODAY, TODAY + timedelta(5))

    told = [follow_up.told_about([case.pairing], on=day).get(key, ()) for day in days]

    assert [[(said.kind, said.text, said.by) for said in each] for each in told] == [
        [],
        [("explained", "教师生病", "甲联络员")],
        [("explained", "教师生病", "甲联络员"), ("planned", "四月补", "甲联络员")],
    ]
    assert (told[2][1].quantity, told[2][1].by_on) == (1, NEXT_MONTH)


def test_reports_read_what_still_stands_and_not_what_a_later_step_answered():
    case = Broken()
    lesson = case.later()
    who = {"school": case.a, "by": case.liaison}
    explain(case)
    deciding.explain(case.key(), text="教师住院", at=at(TODAY, 11), **who)
    deciding.propose(case.key(), activity=lesson, text="已上", at=at(TODAY, 12), **who)
    bureau = {"by": case.staff}
    proposed = stands(case)
    deciding.refuse(
        case.key(), activity=lesson, reason="不是示范课", at=at(TODAY, 13), **bureau
    )
    refused = stands(case)
    deciding.close(case.key(), reason="下学期再看", at=at(TODAY, 14), **bureau)
    closed = stands(case)
    notify(case, on=TODAY + timedelta(1))

    assert proposed == [("explained", "教师住院"), ("proposed", "已上")]
    assert refused == [("explained", "教师住院"), ("refused", "不是示范课")]
    assert closed == [*refused, ("closed", "下学期再看")]
    assert stands(case, on=TODAY + timedelta(1)) == refused


def test_reports_read_nothing_of_an_accepted_make_up_which_is_a_decision_of_its_own():
    case = Broken()
    lesson = case.later()
    who = {"school": case.a, "by": case.liaison, "at": at(TODAY, 12)}
    deciding.propose(case.key(), activity=lesson, text="已上", **who)
    accept(case, lesson)

    assert stands(case) == []


def stands(case, *, on=TODAY) -> list[tuple[str, str]]:
    told = follow_up.told_about([case.pairing], on=on)
    return [(said.kind, said.text) for said in told.get((case.duty.pk, AUTUMN, 0), ())]


# --- words --------------------------------------------------------------------------------


def test_every_refusal_and_every_step_has_its_words():
    steps = {kind.value for kind in follow_up.Kind}

    assert set(REFUSALS) == {kind.__name__ for kind in DecisionError.__subclasses__()}
    assert set(STEPS) == steps
    assert set(STANDS) == set(follow_up.TURNS) == steps | {""}


def test_a_share_is_waived_alone():
    case = Broken()
    share = create_obligation(clause=case.clause, name="其中", minimum=1, part_of=case.duty)
    create_activity(pairing=case.pairing, on=date(2025, 10, 14))
    share.topics = ["ethics"]
    share.save()
    assert case.verdict().status is Status.BREACHED

    share.waivers.create(
        window_starts_on=AUTUMN, granted_by=case.staff, granted_on=TODAY, reason="停课"
    )

    assert case.verdict().status is Status.MET
