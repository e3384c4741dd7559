import pytest

from records.signals import pairings_changed
from tests.activities.stage import Stage, create_stage


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
