"""Who sees which pages of activities, and who does not."""

import pytest
from django.test import Client

from activities.models import Activity, ActivityState
from tests.activities.desk import ROLES, STRANGERS, page
from tests.activities.stage import create_stage
from tests.factories import (
    create_member,
    create_pairing,
    create_school,
)

pytestmark = pytest.mark.usefixtures("day")


READING = ["", "edit", "return", "void"]
WRITING = ["submit", "withdraw", "confirm", "return", "void", "same", "other", "file"]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_of_the_pairing_and_above_reads_a_sent_activity(stage, enter, role):
    activity = stage.log()

    response = enter(ROLES[role](stage)).get(page(activity.pk))

    assert response.status_code == 200
    assert "五年级数学" in response.content.decode()


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_none_of_its_pages_and_changes_nothing(stage, enter, who):
    activity = stage.log()
    browser = enter(STRANGERS[who](stage))

    read = {act: browser.get(page(activity.pk, act)).status_code for act in READING}
    written = {
        act: browser.post(page(activity.pk, act), {"reason": "不对"}).status_code
        for act in WRITING
    }

    assert set(read.values()) == {404}
    assert set(written.values()) == {404}
    assert stage.link(activity).state == ActivityState.PENDING


@pytest.mark.parametrize(
    "role", ["liaison of the other side", "principal", "inspector", "bureau"]
)
def test_a_draft_is_not_there_for_anybody_but_its_school(stage, enter, role):
    draft = stage.log(is_submitted=False, summary="还没写完")
    browser = enter(ROLES[role](stage))

    assert browser.get(page(draft.pk)).status_code == 404
    assert browser.post(page(draft.pk, "confirm")).status_code == 404
    assert "还没写完" not in browser.get("/activities/").content.decode()
    assert draft.number not in browser.get("/activities/export/?format=csv").content.decode()
    assert enter(stage.alice).get(page(draft.pk)).status_code == 200


def test_visitors_are_sent_to_the_way_in(stage):
    activity = stage.log()

    for address in ("/log/", "/confirm/", "/activities/", page(activity.pk)):
        response = Client().get(address)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")


def test_a_partner_does_not_learn_of_the_other_pairing_of_a_meeting(stage, enter):
    third = create_school(bureau=stage.supporting.bureau, name="别的受援学校")
    second = create_pairing(supporting=stage.supporting, receiving=third)
    activity = stage.log(
        pairings=(stage.pairing, second),
        done_by=(stage.supporting, stage.receiving),
        heads=((stage.supporting, 3), (third, 4)),
    )
    browser = enter(stage.bob)

    shown = [
        browser.get(address).content.decode()
        for address in (page(activity.pk), "/activities/", "/activities/export/?format=csv")
    ]

    assert [third.name in text for text in shown] == [False, False, False]


def test_the_administration_shows_activities_of_the_area_and_changes_none(stage, enter):
    own, foreign = stage.log(), create_stage().log()
    user = create_member(role="bureau_staff", bureau=stage.receiving.bureau)
    user.is_staff = True
    user.save()
    browser = enter(user)

    text = browser.get("/admin/activities/activity/").content.decode()
    opened = browser.get(f"/admin/activities/activity/{own.pk}/change/")
    changed = browser.post(f"/admin/activities/activity/{own.pk}/change/", {"lessons": 9})
    deleted = browser.post(f"/admin/activities/activity/{own.pk}/delete/", {"post": "yes"})

    assert (own.number in text, foreign.number in text) == (True, False)
    assert opened.status_code == 200
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Activity.objects.filter(pk=own.pk, lessons=2).exists()
