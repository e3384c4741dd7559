"""The ledger and its export."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from activities import services
from activities.models import Activity, ActivityLink, ActivityState
from activities.views.refusals import SENTENCES
from tests.activities.desk import DAY, TODAY, page
from tests.activities.stage import ON, create_stage
from tests.factories import (
    at,
    create_pairing,
    create_person,
    create_school,
)

pytestmark = pytest.mark.usefixtures("day")


def listed(response) -> list[Activity]:
    return [row["activity"] for row in response.context["rows"]]


def test_the_ledger_is_filtered_by_its_address(stage, enter):
    second = create_pairing(supporting=stage.supporting, receiving=create_school())
    lesson = stage.log()
    lecture = stage.log(type="lecture", starts_on=ON - 9 * DAY)
    other = stage.log(pairings=(second,), starts_on=ON - DAY)
    services.confirm(stage.link(lecture), by=stage.bob, at=at(TODAY))
    browser = enter(stage.alice)

    def rows(query: str) -> list[Activity]:
        return listed(browser.get(f"/activities/?{query}"))

    assert rows("") == [lesson, other, lecture]
    assert rows(f"pairing={second.pk}") == [other]
    assert rows("type=lecture") == [lecture]
    assert rows("state=confirmed") == [lecture]
    assert rows(f"state=confirmed&pairing={second.pk}") == []
    assert rows(f"starts_on={ON - DAY}") == [lesson, other]
    assert rows(f"ends_on={ON - DAY}") == [other, lecture]
    assert rows(f"starts_on={ON - DAY}&ends_on={ON - DAY}") == [other]


def test_a_wrong_filter_is_said_and_left_out(stage, enter):
    activity = stage.log()

    response = enter(stage.alice).get("/activities/?starts_on=gestern&type=ball")

    assert listed(response) == [activity]
    assert 'href="#id_starts_on"' in response.content.decode()


def test_pairings_of_others_are_no_choice_in_the_filter(stage, enter):
    stranger = create_stage()

    response = enter(stage.alice).get("/activities/")

    assert stranger.receiving.name not in response.content.decode()


def test_the_export_holds_exactly_the_filtered_rows(stage, enter):
    stage.log(type="lecture")
    stage.log(summary="=1+1")
    create_stage().log()
    browser = enter(stage.alice)

    table = browser.get("/activities/export/?format=xlsx&type=demo_lesson")
    text = browser.get("/activities/export/?format=csv&type=demo_lesson").content

    rows = list(load_workbook(BytesIO(table.content)).active.values)
    assert len(rows) == 2
    assert rows[1][4] == "'=1+1"
    assert rows[1][8:11] == (3, 6, 2)
    assert text.startswith(b"\xef\xbb\xbf")
    assert len(text.decode().splitlines()) == 2
    assert "'=1+1" in text.decode()


def _fill(stage, count: int) -> None:
    for number in range(count):
        person = create_person(school=stage.supporting)
        stage.log(people=(person,), starts_on=ON - number * DAY)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/activities/", 16), ("/confirm/", 23), ("/activities/export/?format=csv", 7)],
)
def test_a_list_costs_the_same_for_one_and_for_three(
    stage, enter, django_assert_num_queries, address, queries, count
):
    _fill(stage, count)
    browser = enter(stage.bob)
    browser.get(address)

    with django_assert_num_queries(queries):
        browser.get(address)


def test_every_refusal_has_its_sentence():
    kinds = {
        kind
        for kind in vars(services).values()
        if isinstance(kind, type) and issubclass(kind, services.ActivityChangeError)
    }

    assert set(SENTENCES) == kinds - {services.ActivityChangeError}


def test_pages_that_write_answer_to_posts_only(stage, enter):
    activity = stage.log()
    browser = enter(stage.bob)

    asked = {
        act: browser.get(page(activity.pk, act)).status_code
        for act in ("submit", "withdraw", "confirm", "same", "other", "file")
    }

    assert set(asked.values()) == {405}
    assert ActivityLink.objects.get().state == ActivityState.PENDING
