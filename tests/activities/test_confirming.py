"""Confirming, returning, voiding, withdrawing on the pages."""

import pytest

from activities import services
from activities.models import ActivityState
from activities.views.refusals import SENTENCES
from tests.activities.desk import DAY, ROLES, TODAY, page, said
from tests.activities.stage import ON, create_stage
from tests.factories import (
    at,
    create_member,
)

pytestmark = pytest.mark.usefixtures("day")


def test_the_other_school_confirms_on_the_list_and_sees_what_it_counts_for(stage, enter):
    activity = stage.log()
    browser = enter(stage.bob)

    listed = browser.get("/confirm/").content.decode()
    response = browser.post(page(activity.pk, "confirm"), {"pairing": stage.pairing.pk})

    assert f'action="{page(activity.pk, "confirm")}"' in listed
    assert response.url == page(activity.pk, "answer")
    assert stage.link(activity).state == ActivityState.CONFIRMED


@pytest.mark.parametrize("role", ["liaison", "inspector", "bureau"])
def test_nobody_else_confirms_or_is_offered_to(stage, enter, role):
    activity = stage.log()
    browser = enter(ROLES[role](stage))

    refused = [browser.post(page(activity.pk, act)) for act in ("confirm", "return")]

    assert [response.status_code for response in refused] == [403, 403]
    assert stage.link(activity).state == ActivityState.PENDING
    for address in ("/confirm/", page(activity.pk)):
        assert page(activity.pk, "confirm") not in browser.get(address).content.decode()


def test_a_return_asks_for_the_reason_and_keeps_it(stage, enter):
    activity = stage.log()
    browser = enter(stage.bob)

    empty = browser.post(page(activity.pk, "return"), {"reason": " "})
    private = browser.post(page(activity.pk, "return"), {"reason": "张明同学考了95分"})
    done = browser.post(page(activity.pk, "return"), {"reason": "那天只上了一节"})

    assert 'href="#id_reason"' in empty.content.decode()
    assert "张明同学考了95分" in private.content.decode()
    assert done.url == page(activity.pk)
    assert "那天只上了一节" in enter(stage.alice).get(page(activity.pk)).content.decode()


def test_a_confirmation_that_came_second_is_said_not_shown_as_a_fault(stage, enter):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=at(TODAY))

    response = enter(stage.bob).post(page(activity.pk, "confirm"))

    assert response.url == page(activity.pk)
    assert said(response) == [str(SENTENCES[services.AlreadyConfirmedError])]


def test_the_list_is_oldest_first_and_says_how_long_it_waits(stage, enter):
    newer, older = stage.log(on=ON + 2 * DAY), stage.log(on=ON)

    cards = enter(stage.bob).get("/confirm/").context["cards"]

    assert [(card["activity"], card["days"]) for card in cards] == [(older, 3), (newer, 1)]


@pytest.mark.parametrize(("waited", "is_silent"), [(13, False), (14, True)])
def test_silence_is_shown_from_the_programmes_day_on(stage, enter, waited, is_silent):
    stage.log(on=TODAY - waited * DAY)

    cards = enter(stage.bob).get("/confirm/").context["cards"]

    assert [card["is_silent"] for card in cards] == [is_silent]


def test_what_i_wait_for_names_who_is_asked(stage, enter):
    activity = stage.log()
    create_stage().log()

    mine = enter(stage.alice).get("/confirm/?tab=sent").context["cards"]
    inspector = create_member(role="inspector", bureau=stage.receiving.bureau)
    area = enter(inspector).get("/confirm/").context["cards"]

    for cards in (mine, area):
        assert [(card["activity"], card["awaited"]) for card in cards] == [
            (activity, [stage.receiving])
        ]


def test_what_was_answered_is_listed(stage, enter):
    one, two = stage.log(), stage.log()
    services.confirm(stage.link(one), by=stage.bob, at=at(TODAY, 10))
    services.return_(stage.link(two), by=stage.bob, at=at(TODAY, 11), reason="不对")

    cards = enter(stage.bob).get("/confirm/?tab=done").context["cards"]

    assert [card["activity"] for card in cards] == [two, one]


def test_voiding_asks_for_the_reason_and_keeps_the_activity(stage, enter):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=at(TODAY))
    browser = enter(create_member(role="bureau_staff", bureau=stage.receiving.bureau))

    browser.post(page(activity.pk, "void"), {"reason": ""})
    before = stage.link(activity).state
    browser.post(page(activity.pk, "void"), {"reason": "查无此事"})

    assert (before, stage.link(activity).state) == ("confirmed", "voided")
    assert "查无此事" in browser.get(page(activity.pk)).content.decode()


def test_an_inspector_voids_nothing(stage, enter):
    activity = stage.log()
    services.confirm(stage.link(activity), by=stage.bob, at=at(TODAY))

    response = enter(ROLES["inspector"](stage)).post(
        page(activity.pk, "void"), {"reason": "查无此事"}
    )

    assert response.status_code == 403
    assert stage.link(activity).state == ActivityState.CONFIRMED


def test_withdrawing_takes_it_off_the_other_schools_list(stage, enter):
    activity = stage.log()

    enter(stage.alice).post(page(activity.pk, "withdraw"))

    assert enter(stage.bob).get("/confirm/").context["cards"] == []
