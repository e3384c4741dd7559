"""What the other school is pointed at before it confirms, and duplicates."""

import pytest

from tests.activities.desk import DAY, hints, page
from tests.activities.stage import ON, create_stage
from tests.factories import (
    create_pairing,
    create_person,
)

pytestmark = pytest.mark.usefixtures("day")


def test_who_is_named_twice_on_a_day_is_pointed_at(stage, enter):
    person = create_person(school=stage.supporting, name="韩立群")
    other = stage.log(type="lecture", people=(person,), lessons=0)
    activity = stage.log(people=(person,))

    response = enter(stage.bob).get(page(activity.pk))

    assert hints(response) == [("same_person", other)]
    assert "韩立群" in response.content.decode()


def test_an_activity_one_may_not_see_is_pointed_at_without_its_number(stage, enter):
    person = create_person(school=stage.supporting)
    second = create_pairing(supporting=stage.supporting)
    hidden = stage.log(pairings=(second,), type="lecture", people=(person,))
    activity = stage.log(people=(person,))

    response = enter(stage.bob).get(page(activity.pk))

    assert hints(response) == [("same_person", None)]
    assert hidden.number not in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"lessons": 12}, []),
        ({"lessons": 13}, ["many_lessons"]),
        ({"lessons": 13, "ends_on": ON + DAY}, []),
        ({"starts_on": ON - DAY}, ["no_school_day"]),
        ({"starts_on": ON - DAY, "type": "annual_plan", "lessons": 0}, []),
    ],
    ids=["fine", "12 a day", "13 a day", "13 in two days", "Sunday", "Sunday's paper"],
)
def test_numbers_and_days_that_are_odd_are_pointed_at(stage, enter, fields, codes):
    activity = stage.log(**fields)

    response = enter(stage.bob).get(page(activity.pk))

    assert [code for code, _other in hints(response)] == codes


def test_two_alike_are_marked_as_one_and_told_apart_again(stage, enter):
    one, two = stage.log(), stage.log()
    browser = enter(stage.bob)
    seen = hints(browser.get(page(two.pk)))

    browser.post(page(two.pk, "same"), {"other": one.pk})
    two.refresh_from_db()
    marked = two.duplicate_of
    browser.post(page(two.pk, "other"))
    two.refresh_from_db()

    assert seen == [("looks_alike", one)]
    assert (marked, two.duplicate_of) == (one, None)


def test_an_activity_of_others_is_no_choice_for_the_same(stage, enter):
    activity, foreign = stage.log(), create_stage().log()

    response = enter(stage.bob).post(page(activity.pk, "same"), {"other": foreign.pk})

    activity.refresh_from_db()
    assert response.status_code == 200
    assert activity.duplicate_of is None
