"""The log form as a person on a phone meets it: its script helps, keeps and puts back."""

import re

import pytest

from activities.models import Activity
from tests.activities.stage import create_stage
from tests.conftest import PHONE
from tests.factories import create_agreement, create_obligation, create_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage():
    stage = create_stage()
    agreement = create_agreement(pairing=stage.pairing)
    create_obligation(
        agreement=agreement,
        name="集体备课",
        activity_types=["joint_planning"],
        party="both",
        floor_people=12,
    )
    create_obligation(agreement=agreement, activity_types=["annual_plan"], measure="items")
    create_person(school=stage.supporting, name="周文澜")
    return stage


@pytest.fixture
def page(stage, open_page, login):
    page = login(open_page(size=PHONE), stage.alice.username)
    page.goto("/log/")
    return page


def choose(page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value='{value}']").check(force=True)


def shown(page, *names: str) -> list[bool]:
    return [page.locator(f"[name={name}]").first.is_visible() for name in names]


def test_the_form_shows_what_the_type_asks_for(page, stage):
    blocks = ("lessons", "items", "for_window_starts_on", f"heads_{stage.supporting.pk}")
    of_planning = shown(page, *blocks)

    choose(page, "type", "annual_plan")
    of_plan = shown(page, *blocks)
    choose(page, "type", "other_choice")
    page.select_option("[name=type_other]", "demo_lesson")

    assert of_planning == [False, False, False, True]
    assert of_plan == [False, True, True, False]
    assert shown(page, *blocks) == [True, False, False, True]


def test_the_steps_count_and_the_note_says_whether_it_will_do(page, stage):
    own, their = (
        page.locator(f"[name=heads_{school.pk}]")
        for school in (stage.supporting, stage.receiving)
    )
    own.fill("8")
    their.fill("3")
    short = [page.locator(f"[data-note={note}]").is_visible() for note in ("met", "risk")]

    their.locator("xpath=following-sibling::button").click()

    assert short == [False, True]
    assert their.input_value() == "4"
    assert page.locator("[data-note=met]").is_visible()
    assert re.search(r"\b12\b", page.locator("[data-note=met]").inner_text())


def test_what_was_typed_is_kept_on_the_device_until_it_was_sent(page, stage):
    page.fill("[name=summary]", "第三单元")
    page.fill(f"[name=heads_{stage.supporting.pk}]", "8")
    page.locator("[data-saved]").filter(has_text=re.compile(r"\d\d:\d\d")).wait_for()

    page.reload()
    restored = page.input_value("[name=summary]")
    page.fill(f"[name=heads_{stage.receiving.pk}]", "4")
    page.click("button[value=submit]")
    page.wait_for_url("**/answer/")
    page.goto("/log/")

    assert restored == "第三单元"
    assert page.input_value("[name=summary]") == ""
    assert list(Activity.objects.values_list("summary", flat=True)) == ["第三单元"]


def test_without_script_the_same_form_logs_the_same(stage, open_page, login):
    page = login(open_page(size=PHONE, java_script_enabled=False), stage.alice.username)
    page.goto("/log/")
    page.select_option("[name=type_other]", "demo_lesson")
    page.fill("[name=lessons]", "2")
    page.fill(f"[name=heads_{stage.supporting.pk}]", "3")
    page.fill(f"[name=heads_{stage.receiving.pk}]", "6")

    page.click("button[value=submit]")

    assert list(Activity.objects.values_list("type", "lessons")) == [("demo_lesson", 2)]
