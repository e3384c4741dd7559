"""Voiding, several pairings, duplicates, and who sees a draft."""

from datetime import date, timedelta

import pytest

from activities import services
from activities.models import Activity, ActivityState, ActivityStep
from records.models import Event, Notice
from tests.activities.stage import ON, create_stage
from tests.factories import (
    at,
    create_member,
    create_pairing,
    create_school,
)

DAY = timedelta(days=1)
LATER = at(ON + DAY)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("recipient__display_name", "kind"))


# --- Voiding ----------------------------------------------------------------------------------
VOIDERS = {
    "who logged it": lambda s: s.alice,
    "who confirmed it": lambda s: s.bob,
    "a principal": lambda s: create_member(role="principal", school=s.supporting),
    "the bureau": lambda s: create_member(role="bureau_staff", bureau=s.supporting.bureau),
}


@pytest.mark.parametrize("who", VOIDERS)
def test_either_side_or_the_bureau_voids_what_was_confirmed(stage, who):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)

    services.void(stage.link(activity), by=VOIDERS[who](stage), at=LATER, reason="记错了")

    step = ActivityStep.objects.latest("pk")
    assert (step.state, step.reason) == ("voided", "记错了")
    assert Activity.objects.filter(pk=activity.pk).exists()
    assert verbs()[-1] == "activity.voided"


def test_an_inspector_or_another_school_voids_nothing(stage):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)
    inspector = create_member(role="inspector", bureau=stage.supporting.bureau)

    for user in (inspector, create_stage().bob):
        with pytest.raises(services.NotYoursToVoidError):
            services.void(stage.link(activity), by=user, at=LATER, reason="记错了")

    assert stage.link(activity).state == ActivityState.CONFIRMED


def test_a_draft_is_voided_by_its_own_school_only(stage):
    activity = stage.log(is_submitted=False)

    with pytest.raises(services.NotYoursToVoidError):
        services.void(stage.link(activity), by=stage.bob, at=LATER, reason="记错了")
    services.void(stage.link(activity), by=stage.alice, at=LATER, reason="记错了")

    assert told() == []


def test_a_waiting_one_is_withdrawn_not_voided_and_a_voided_one_stays_so(stage):
    activity = stage.log()

    with pytest.raises(services.StillPendingError):
        services.void(stage.link(activity), by=stage.alice, at=LATER, reason="记错了")
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)
    services.void(stage.link(activity), by=stage.alice, at=LATER, reason="记错了")
    with pytest.raises(services.AlreadyVoidedError):
        services.void(stage.link(activity), by=stage.alice, at=LATER, reason="记错了")


# --- Several pairings -------------------------------------------------------------------------
def _second_pairing(stage):
    pairing = create_pairing(
        supporting=stage.supporting, receiving=create_school(bureau=stage.supporting.bureau)
    )
    carol = create_member(role="liaison", school=pairing.receiving_school, name="卡萝")
    return pairing, carol


def test_each_pairing_confirms_for_itself(stage, announced):
    second, carol = _second_pairing(stage)
    activity = stage.log(type="joint_meeting", pairings=(stage.pairing, second))

    services.confirm(stage.link(activity, second), by=carol, at=LATER)

    assert stage.link(activity).state == ActivityState.PENDING
    assert stage.link(activity, second).state == ActivityState.CONFIRMED
    assert announced == [{stage.pairing.pk, second.pk}, {second.pk}]
    with pytest.raises(services.NotYoursToConfirmError):
        services.confirm(stage.link(activity), by=carol, at=LATER)


def test_a_withdrawal_leaves_a_pairing_that_confirmed_alone(stage):
    second, carol = _second_pairing(stage)
    activity = stage.log(pairings=(stage.pairing, second))
    services.confirm(stage.link(activity, second), by=carol, at=LATER)

    services.withdraw(activity, by=stage.alice, at=LATER)

    assert stage.link(activity).state == ActivityState.DRAFT
    assert stage.link(activity, second).state == ActivityState.CONFIRMED
    assert list(Activity.objects.visible_to(carol)) == [activity]
    assert list(Activity.objects.visible_to(stage.bob)) == []


def test_a_pairing_taken_out_by_a_revision_comes_back_with_the_next(stage):
    second, carol = _second_pairing(stage)
    activity = stage.log(pairings=(stage.pairing, second), is_submitted=False)
    change = {"by": stage.alice, "at": LATER, "is_submitted": False}

    services.revise(activity, stage.facts(), **change)
    taken_out = stage.link(activity, second).state
    services.revise(activity, stage.facts(pairings=(stage.pairing, second)), **change)

    assert taken_out == ActivityState.VOIDED
    assert stage.link(activity, second).state == ActivityState.DRAFT
    assert list(Activity.objects.visible_to(carol)) == []


# --- Duplicates -------------------------------------------------------------------------------
def _two_confirmed(stage, *, first_on: date, second_on: date):
    one, two = stage.log(), stage.log(on=ON + DAY)
    services.confirm(stage.link(one), by=stage.bob, at=at(first_on))
    services.confirm(stage.link(two), by=stage.bob, at=at(second_on))
    return one, two


@pytest.mark.parametrize(
    ("first_on", "second_on", "stays"),
    [
        (ON + 2 * DAY, ON + 3 * DAY, "first"),
        (ON + 3 * DAY, ON + 2 * DAY, "second"),
        (ON + 2 * DAY, ON + 2 * DAY, "first"),
    ],
    ids=["confirmed first", "entered first but confirmed later", "same day: entered first"],
)
def test_of_two_entries_the_earlier_confirmed_stays(stage, first_on, second_on, stays):
    one, two = _two_confirmed(stage, first_on=first_on, second_on=second_on)
    kept, gone = (one, two) if stays == "first" else (two, one)

    marked = services.mark_duplicate(one, other=two, by=stage.bob, at=at(ON + 9 * DAY))

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert marked == gone
    assert (gone.duplicate_of, gone.duplicate_marked_on) == (kept, ON + 9 * DAY)
    assert kept.duplicate_of is None
    assert verbs()[-1] == "activity.duplicate_marked"


def test_an_unconfirmed_entry_never_pushes_out_a_confirmed_one(stage):
    waiting, confirmed = stage.log(), stage.log(on=ON + DAY)
    services.confirm(stage.link(confirmed), by=stage.bob, at=LATER)

    marked = services.mark_duplicate(confirmed, other=waiting, by=stage.alice, at=LATER)

    assert marked == waiting


def test_a_mark_is_taken_back(stage, announced):
    one, two = stage.log(), stage.log(on=ON + DAY)
    services.mark_duplicate(one, other=two, by=stage.bob, at=LATER)
    two.refresh_from_db()

    services.unmark_duplicate(two, by=stage.alice, at=LATER)

    two.refresh_from_db()
    assert (two.duplicate_of, two.duplicate_marked_on) == (None, None)
    assert announced[-2:] == [{stage.pairing.pk}] * 2


def test_marks_that_make_no_sense_are_refused(stage):
    one, two, three = stage.log(), stage.log(), stage.log()
    stranger = create_stage()
    foreign = stranger.log()
    bureau = create_member(role="bureau_staff", bureau=stage.supporting.bureau)
    bureau.memberships.create(role="bureau_staff", bureau=stranger.supporting.bureau)

    with pytest.raises(services.NotDuplicatesError):
        services.mark_duplicate(one, other=one, by=stage.bob, at=LATER)
    with pytest.raises(services.NotDuplicatesError):
        services.mark_duplicate(one, other=foreign, by=bureau, at=LATER)
    with pytest.raises(services.NotYoursToMarkError):
        services.mark_duplicate(one, other=foreign, by=stage.bob, at=LATER)
    services.mark_duplicate(one, other=two, by=stage.bob, at=LATER)
    two.refresh_from_db()
    with pytest.raises(services.AlreadyMarkedError):
        services.mark_duplicate(three, other=two, by=stage.bob, at=LATER)


# --- Sight ------------------------------------------------------------------------------------
def test_a_draft_is_seen_in_its_own_school_only(stage):
    draft = stage.log(is_submitted=False)
    bureau = create_member(role="bureau_staff", bureau=stage.supporting.bureau)
    principal = create_member(role="principal", school=stage.supporting)

    seen = {
        user: list(Activity.objects.visible_to(user))
        for user in (stage.alice, principal, stage.bob, bureau)
    }

    assert seen == {stage.alice: [draft], principal: [draft], stage.bob: [], bureau: []}


def test_a_draft_that_was_voided_unsent_stays_in_its_school(stage):
    draft = stage.log(is_submitted=False)
    services.void(stage.link(draft), by=stage.alice, at=LATER, reason="记错了")

    assert list(Activity.objects.visible_to(stage.bob)) == []
    assert list(Activity.objects.visible_to(stage.alice)) == [draft]
