"""Logging an activity on its page, and changing one."""

import pytest
import time_machine
from django.contrib.messages import get_messages

from activities import services
from activities.models import Activity, ActivityState
from tests.activities.desk import ROLES, TODAY, page, said, typed
from tests.activities.stage import ON, create_stage
from tests.factories import (
    at,
    create_member,
    create_pairing,
    create_school,
)

pytestmark = pytest.mark.usefixtures("day")


def test_a_liaison_logs_and_the_answer_page_follows(stage, enter):
    response = enter(stage.alice).post("/log/", typed(stage))

    activity = Activity.objects.get()
    assert (response.status_code, response.url) == (302, page(activity.pk, "answer"))
    assert (activity.starts_on, activity.entered_at) == (ON, at(TODAY, 15))
    assert stage.link(activity).state == ActivityState.PENDING


def test_a_form_sent_twice_makes_one_activity_and_says_so(stage, enter):
    browser, form = enter(stage.alice), typed(stage)
    browser.post("/log/", form)

    with time_machine.travel(at(TODAY, 16), tick=False):
        response = browser.post("/log/", form)

    activity = Activity.objects.get()
    assert response.url == page(activity.pk, "answer")
    assert len(said(response)) == 1


def test_a_form_with_errors_keeps_what_was_typed_and_says_what_is_wrong(stage, enter):
    form = typed(stage, summary="第三单元整体备课", lessons="", day_on="2025-09-30")

    response = enter(stage.alice).post("/log/", form)

    text = response.content.decode()
    assert not Activity.objects.exists()
    assert 'value="第三单元整体备课"' in text
    assert 'value="2025-09-30"' in text
    assert 'href="#id_lessons"' in text
    assert 'href="#id_day_on"' in text
    assert 'id="id_lessons_error"' in text
    assert 'id="id_day_on_error"' in text


def test_a_draft_is_kept_and_sent_later(stage, enter):
    browser = enter(stage.alice)

    kept = browser.post("/log/", typed(stage, action="draft"))
    activity = Activity.objects.get()
    before = stage.link(activity).state
    sent = browser.post(page(activity.pk, "submit"))

    assert (kept.url, before) == (page(activity.pk), ActivityState.DRAFT)
    assert sent.url == page(activity.pk, "answer")
    assert stage.link(activity).state == ActivityState.PENDING


@pytest.mark.parametrize("role", ["principal", "inspector", "bureau"])
def test_nobody_but_a_liaison_logs(stage, enter, role):
    browser = enter(ROLES[role](stage))

    assert browser.get("/log/").status_code == 403
    assert browser.post("/log/", typed(stage)).status_code == 403
    assert not Activity.objects.exists()


def test_nothing_is_logged_into_a_pairing_of_others(stage, enter):
    stranger = create_stage()

    response = enter(stage.alice).post("/log/", typed(stage, pairing=stranger.pairing.pk))

    assert not Activity.objects.exists()
    assert stranger.receiving.name not in response.content.decode()


def test_a_query_fills_the_form_in(stage, enter):
    response = enter(stage.alice).get(f"/log/?pairing={stage.pairing.pk}&type=lecture")

    assert response.context["form"]["type"].value() == "lecture"


def test_the_only_pairing_is_chosen_and_of_several_the_last_one_used(stage, enter):
    browser = enter(stage.alice)
    only = browser.get("/log/").context["sheet"].pairing
    second = create_pairing(supporting=stage.supporting)
    stage.log(pairings=(second,), on=TODAY)

    response = browser.get("/log/")

    assert only == stage.pairing
    assert response.context["sheet"].pairing == second
    assert 'href="/log/?choose"' in response.content.decode()


def test_a_school_without_a_pairing_is_told_what_to_do(enter, db):
    response = enter(create_member(role="liaison", school=create_school())).get("/log/")

    assert response.status_code == 200
    assert 'href="/pairings/"' in response.content.decode()


def test_a_phone_number_in_the_sentence_is_warned_of(stage, enter):
    response = enter(stage.alice).post("/log/", typed(stage, summary="找周老师13812345678"))

    assert Activity.objects.get().summary == "找周老师13812345678"
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["warning"]


def test_a_returned_activity_is_changed_and_sent_again(stage, enter):
    activity = stage.log()
    services.return_(stage.link(activity), by=stage.bob, at=at(TODAY), reason="少一节")
    browser = enter(stage.alice)

    shown = browser.get(page(activity.pk, "edit"))
    response = browser.post(page(activity.pk, "edit"), typed(stage, lessons="3"))

    assert shown.context["form"]["lessons"].value() == 2
    assert response.url == page(activity.pk, "answer")
    activity.refresh_from_db()
    assert (activity.lessons, stage.link(activity).state) == (3, ActivityState.PENDING)
    assert "<s>2</s> → <b>3</b>" in enter(stage.bob).get(page(activity.pk)).content.decode()


@pytest.mark.parametrize("state", ["pending_confirm", "confirmed", "voided"])
def test_what_is_not_open_is_not_changed(stage, enter, state):
    activity = stage.log()
    if state != "pending_confirm":
        services.confirm(stage.link(activity), by=stage.bob, at=at(TODAY))
    if state == "voided":
        services.void(stage.link(activity), by=stage.bob, at=at(TODAY), reason="记错了")

    response = enter(stage.alice).post(page(activity.pk, "edit"), typed(stage, lessons="9"))

    assert response.url == page(activity.pk)
    assert len(said(response)) == 1
    activity.refresh_from_db()
    assert activity.lessons == 2
