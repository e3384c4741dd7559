"""A confirmation judges the duties it can touch; what is kept of the others is left alone."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from activities.models import Activity
from activities.services import confirm
from compliance import services
from compliance.engine.serialise import to_brief
from compliance.models import StoredVerdict
from pairing.models import Pairing
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_member,
    create_obligation,
    create_pairing,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 11, 23)
MARK = "left alone"


@pytest.fixture
def pairing() -> Iterator[Pairing]:
    found = create_pairing()
    agreement = create_agreement(pairing=found)
    create_obligation(agreement=agreement, name="示范课", activity_types=["demo_lesson"])
    create_obligation(agreement=agreement, name="讲座", activity_types=["lecture"])
    with time_machine.travel(at(ON), tick=False):
        yield found


def waiting(pairing: Pairing, **fields) -> Activity:
    return create_activity(pairing=pairing, type="lecture", state="pending_confirm", **fields)


def confirmed_by_the_other(activity: Activity, pairing: Pairing) -> None:
    other = create_member(role="liaison", school=pairing.receiving_school)
    confirm(activity.links.get(), by=other, at=at(ON))


def left_alone(pairing: Pairing) -> set[str]:
    rows = StoredVerdict.objects.filter(pairing=pairing, digest=MARK)
    return set(rows.values_list("obligation__name", flat=True))


def is_true(pairing: Pairing) -> bool:
    fresh = {
        (v.obligation_id, v.window.starts_on): to_brief(v)
        for v in services.verdicts_of(pairing, on=ON)
    }
    rows = services.stored([pairing], on=ON)
    return {(row.obligation_id, row.starts_on): row.data for row in rows} == fresh


def test_a_confirmed_lecture_leaves_the_lessons_alone(pairing):
    lecture = waiting(pairing)
    services.refresh({pairing.pk}, on=ON)
    StoredVerdict.objects.update(digest=MARK)

    confirmed_by_the_other(lecture, pairing)

    assert left_alone(pairing) == {"示范课"}
    assert is_true(pairing)


def test_where_verdicts_are_past_their_day_all_are_judged(pairing):
    lecture = waiting(pairing)
    services.refresh({pairing.pk}, on=date(2025, 11, 22))
    StoredVerdict.objects.update(digest=MARK)

    confirmed_by_the_other(lecture, pairing)

    assert left_alone(pairing) == set()
    assert is_true(pairing)


def test_a_change_of_another_kind_judges_all(pairing):
    services.refresh({pairing.pk}, on=ON)
    StoredVerdict.objects.update(digest=MARK)

    services.refresh({pairing.pk}, on=ON)

    assert left_alone(pairing) == set()


def test_what_was_forgotten_is_judged_whole(pairing):
    lecture = waiting(pairing)
    services.refresh({pairing.pk}, on=ON)
    StoredVerdict.objects.update(digest=MARK)
    services.forget(Pairing.objects.filter(pk=pairing.pk))

    confirmed_by_the_other(lecture, pairing)

    assert left_alone(pairing) == set()
    assert is_true(pairing)
