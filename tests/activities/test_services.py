from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from activities import services
from activities.models import Activity, ActivityState, ActivityStep
from records.models import Event, Notice
from tests.activities.stage import ON, create_stage
from tests.factories import (
    at,
    create_member,
    create_pairing,
    create_person,
    create_user,
)

DAY = timedelta(days=1)
LATER = at(ON + DAY)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("recipient__display_name", "kind"))


# --- Logging ----------------------------------------------------------------------------------
def test_a_submitted_activity_waits_for_the_other_school_which_is_told(stage, announced):
    activity = stage.log()

    assert stage.link(activity).state == ActivityState.PENDING
    assert list(activity.links.get().steps.values_list("state", "on")) == [
        ("pending_confirm", ON)
    ]
    assert verbs() == ["activity.logged"]
    assert told() == [("鲍勃", "activity_waiting")]
    assert announced == [{stage.pairing.pk}]


def test_a_draft_is_told_to_nobody(stage):
    activity = stage.log(is_submitted=False)

    assert stage.link(activity).state == ActivityState.DRAFT
    assert told() == []


def test_the_same_form_sent_twice_is_one_activity(stage):
    token = uuid4()
    first = stage.log(token=token)

    second = stage.log(token=token, summary="again")

    assert second == first
    assert list(Activity.objects.values_list("summary", flat=True)) == ["五年级数学"]
    assert verbs() == ["activity.logged"]
    assert told() == [("鲍勃", "activity_waiting")]


def test_a_token_of_another_school_gives_nothing_away(stage):
    token = uuid4()
    stage.log(token=token)
    stranger = create_stage()

    with pytest.raises(services.NotYoursToLogError):
        stranger.log(token=token)


def test_numbers_follow_each_other_and_carry_the_year_of_entry(stage):
    first = stage.log()
    second = stage.log(on=date(2026, 1, 2))

    assert first.number == f"HD-2025-{first.pk:06}"
    assert second.number == f"HD-2026-{first.pk + 1:06}"


def test_a_named_person_keeps_posts_and_marks_as_they_were(stage):
    person = create_person(
        school=stage.supporting, name="周文澜", roles=["teacher"], qualifications=["backbone"]
    )
    activity = stage.log(people=(person,), days_each=3)

    person.roles, person.qualifications = ["principal"], []
    person.save()

    assert list(
        activity.participants.values_list("name", "roles", "qualifications", "days", "school")
    ) == [("周文澜", ["teacher"], ["backbone"], 3, stage.supporting.pk)]


@pytest.mark.parametrize("who", ["bob", "principal", "stranger"])
def test_only_a_liaison_of_the_school_logs_for_it(stage, who):
    people = {
        "bob": stage.bob,
        "principal": create_member(role="principal", school=stage.supporting),
        "stranger": create_user(),
    }

    with pytest.raises(services.NotYoursToLogError):
        services.log(
            stage.facts(),
            school=stage.supporting,
            token=uuid4(),
            by=people[who],
            at=at(ON),
            is_submitted=True,
        )

    assert not Activity.objects.exists()


def test_nothing_is_logged_into_a_pairing_of_other_schools(stage):
    with pytest.raises(services.NotYoursToLogError):
        stage.log(pairings=(stage.pairing, create_pairing()))

    assert not Activity.objects.exists()


# --- Confirming and returning -----------------------------------------------------------------
def test_the_other_school_confirms_and_who_logged_it_is_told(stage, announced):
    activity = stage.log()

    link = services.confirm(stage.link(activity), by=stage.bob, at=LATER)

    assert link.state == ActivityState.CONFIRMED
    assert stage.link(activity).state == ActivityState.CONFIRMED
    step = ActivityStep.objects.latest("pk")
    assert (step.state, step.on, step.by) == ("confirmed", ON + DAY, stage.bob)
    assert verbs() == ["activity.logged", "activity.confirmed"]
    assert told()[1:] == [("爱丽", "activity_confirmed")]
    assert announced == [{stage.pairing.pk}] * 2


def test_a_principal_of_the_other_school_confirms_too(stage):
    principal = create_member(role="principal", school=stage.receiving)

    link = services.confirm(stage.link(stage.log()), by=principal, at=LATER)

    assert link.state == ActivityState.CONFIRMED


def _both_sides(stage):
    user = create_member(role="liaison", school=stage.receiving)
    user.memberships.create(role="principal", school=stage.supporting)
    return user


NOT_CONFIRMERS = {
    "who logged it": lambda s: s.alice,
    "own principal": lambda s: create_member(role="principal", school=s.supporting),
    "one person of both schools": _both_sides,
    "bureau": lambda s: create_member(role="bureau_staff", bureau=s.receiving.bureau),
    "inspector": lambda s: create_member(role="inspector", bureau=s.receiving.bureau),
    "another school": lambda s: create_stage().bob,
    "keeper of the site": lambda s: create_user(is_superuser=True),
}


ANSWERS = {
    "confirm": services.confirm,
    "return": partial(services.return_, reason="不对"),
}


@pytest.mark.parametrize("who", NOT_CONFIRMERS)
@pytest.mark.parametrize("act", ANSWERS)
def test_nobody_else_confirms_or_returns(stage, who, act):
    activity = stage.log()
    user = NOT_CONFIRMERS[who](stage)

    with pytest.raises(services.NotYoursToConfirmError):
        ANSWERS[act](stage.link(activity), by=user, at=LATER)

    assert stage.link(activity).state == ActivityState.PENDING


def test_a_return_keeps_its_reason_and_tells_who_logged_it(stage):
    activity = stage.log()

    services.return_(stage.link(activity), by=stage.bob, at=LATER, reason=" 少一节 ")

    step = ActivityStep.objects.latest("pk")
    assert (step.state, step.reason) == ("returned", "少一节")
    notice = Notice.objects.latest("pk")
    assert (notice.kind, notice.facts["reason"]) == ("activity_returned", "少一节")
    assert notice.link == f"/activities/{activity.pk}/"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_return_and_a_voiding_need_a_reason(stage, reason):
    activity = stage.log()

    with pytest.raises(services.ReasonMissingError):
        services.return_(stage.link(activity), by=stage.bob, at=LATER, reason=reason)
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)
    with pytest.raises(services.ReasonMissingError):
        services.void(stage.link(activity), by=stage.bob, at=LATER, reason=reason)

    assert stage.link(activity).state == ActivityState.CONFIRMED


def test_what_was_confirmed_is_not_confirmed_or_returned_again(stage):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)

    with pytest.raises(services.AlreadyConfirmedError):
        services.confirm(stage.link(activity), by=stage.bob, at=LATER)
    with pytest.raises(services.AlreadyConfirmedError):
        services.return_(stage.link(activity), by=stage.bob, at=LATER, reason="不对")

    assert verbs() == ["activity.logged", "activity.confirmed"]


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_waits_for_nobody_is_not_confirmed(stage, state):
    activity = stage.log(is_submitted=state == "returned")
    if state == "returned":
        services.return_(stage.link(activity), by=stage.bob, at=LATER, reason="不对")

    with pytest.raises(services.NotPendingError):
        services.confirm(stage.link(activity), by=stage.bob, at=LATER)


# --- Withdrawing, changing, sending again -----------------------------------------------------
def test_a_waiting_activity_is_withdrawn_changed_and_sent_again(stage):
    activity = stage.log()

    services.withdraw(activity, by=stage.alice, at=LATER)
    services.revise(
        activity, stage.facts(lessons=3), by=stage.alice, at=LATER, is_submitted=False
    )
    services.submit(activity, by=stage.alice, at=LATER)

    activity.refresh_from_db()
    assert (activity.lessons, stage.link(activity).state) == (3, ActivityState.PENDING)
    assert verbs() == [
        "activity.logged",
        "activity.withdrawn",
        "activity.revised",
        "activity.submitted",
    ]
    assert Event.objects.get(verb="activity.revised").facts["changes"] == {"lessons": [2, 3]}


def test_a_revision_records_what_changed_around_the_row_too(stage):
    person = create_person(school=stage.receiving, name="马若溪")
    activity = stage.log(is_submitted=False)

    facts = stage.facts(
        people=(person,),
        done_by=(stage.supporting, stage.receiving),
        heads=((stage.supporting, 11),),
        topics=("ethics",),
    )
    services.revise(activity, facts, by=stage.alice, at=LATER, is_submitted=True)

    changes = Event.objects.get(verb="activity.revised").facts["changes"]
    both = sorted([stage.supporting.name, stage.receiving.name])
    assert changes == {
        "topics": [[], ["ethics"]],
        "heads": [
            sorted([[stage.receiving.name, 6], [stage.supporting.name, 3]]),
            [[stage.supporting.name, 11]],
        ],
        "participants": [[], ["马若溪"]],
        "done_by": [[stage.supporting.name], both],
    }


def test_entry_is_the_moment_a_draft_first_left_the_school(stage):
    activity = stage.log(is_submitted=False)
    services.submit(activity, by=stage.alice, at=at(ON + 90 * DAY))
    services.withdraw(activity, by=stage.alice, at=at(ON + 91 * DAY))

    services.submit(activity, by=stage.alice, at=at(ON + 92 * DAY))

    activity.refresh_from_db()
    assert activity.entered_at == at(ON + 90 * DAY)


def test_a_waiting_activity_is_not_changed_before_it_is_withdrawn(stage):
    activity = stage.log()

    with pytest.raises(services.StillPendingError):
        services.revise(
            activity, stage.facts(lessons=9), by=stage.alice, at=LATER, is_submitted=True
        )

    activity.refresh_from_db()
    assert activity.lessons == 2


def test_what_was_ever_confirmed_is_not_changed_not_even_when_voided(stage):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=LATER)
    change = {"by": stage.alice, "at": LATER, "is_submitted": True}

    with pytest.raises(services.AlreadyConfirmedError):
        services.revise(activity, stage.facts(lessons=9), **change)
    services.void(stage.link(activity), by=stage.bob, at=LATER, reason="记错了")
    with pytest.raises(services.AlreadyConfirmedError):
        services.revise(activity, stage.facts(lessons=9), **change)

    activity.refresh_from_db()
    assert activity.lessons == 2


def test_only_a_liaison_of_the_school_that_logged_it_writes_on_it(stage):
    activity = stage.log()
    principal = create_member(role="principal", school=stage.supporting)

    for user in (stage.bob, principal, create_stage().alice):
        with pytest.raises(services.NotYoursToChangeError):
            services.withdraw(activity, by=user, at=LATER)
        with pytest.raises(services.NotYoursToChangeError):
            services.submit(activity, by=user, at=LATER)
        with pytest.raises(services.NotYoursToChangeError):
            services.revise(activity, stage.facts(), by=user, at=LATER, is_submitted=True)

    assert verbs() == ["activity.logged"]


def test_what_was_sent_is_not_sent_again_and_what_was_not_is_not_withdrawn(stage):
    sent, draft = stage.log(), stage.log(is_submitted=False)

    with pytest.raises(services.NothingToSubmitError):
        services.submit(sent, by=stage.alice, at=LATER)
    with pytest.raises(services.NotPendingError):
        services.withdraw(draft, by=stage.alice, at=LATER)
