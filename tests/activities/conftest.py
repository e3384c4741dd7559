from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from activities.forms import LogForm
from activities.sheets import Sheet
from records.signals import pairings_changed
from tests.activities.desk import TODAY
from tests.activities.stage import ON, Stage, create_stage
from tests.factories import at


@pytest.fixture
def stage(db) -> Stage:
    return create_stage()


@pytest.fixture
def announced():
    """The pairing ids announced while the test runs, one set for each announcement."""
    heard = []

    def hear(sender, pairing_ids, **kwargs):
        heard.append(pairing_ids)

    pairings_changed.connect(hear)
    yield heard
    pairings_changed.disconnect(hear)


@pytest.fixture
def day():
    with time_machine.travel(at(TODAY, 15), tick=False):
        yield TODAY


@pytest.fixture
def enter():
    """``enter(user)``: a browser in which ``user`` is signed in."""

    def entered(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return entered


@pytest.fixture
def fill(stage):
    """``fill(type="lecture")``: the form as it stands after these fields were typed over a
    demonstration lesson that is in order."""

    def filled(*, files=None, activity=None, **typed) -> LogForm:
        sheet = Sheet(user=stage.alice, pairing=stage.pairing, school=stage.supporting, on=ON)
        data = {
            "token": str(uuid4()),
            "day": ON.isoformat(),
            "type": "demo_lesson",
            "place": str(stage.receiving.pk),
            f"heads_{stage.supporting.pk}": "3",
            f"heads_{stage.receiving.pk}": "6",
            "lessons": "2",
            "items": "1",
        }
        names = {"own": stage.supporting.pk, "their": stage.receiving.pk}
        typed = {
            f"heads_{names.get(key[6:], key[6:])}" if key.startswith("heads_") else key: value
            for key, value in typed.items()
        }
        return LogForm(data | typed, files, sheet=sheet, activity=activity)

    return filled
