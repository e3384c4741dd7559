"""One scene for all tests of this folder, written once and never committed."""

import pytest
from django.db import transaction
from django.test import Client

from records import jobs
from tests.sight.papers import JOB_KIND
from tests.sight.scene import create_scene


@pytest.fixture(scope="package")
def shared_scene(django_db_setup, django_db_blocker):
    """A test of this folder opens its own savepoint inside this transaction."""
    jobs.register(JOB_KIND, title="-")(lambda job: None)
    with django_db_blocker.unblock():
        frame = transaction.atomic()
        frame.__enter__()
        made = create_scene()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        frame.__exit__(None, None, None)
    del jobs.HANDLERS[JOB_KIND]


@pytest.fixture
def scene(shared_scene, db):
    return shared_scene


@pytest.fixture
def enter(scene):
    """``enter(name)``: a browser in which that person of ``scene.READS`` is signed in."""
    browsers = {}

    def signed_in(name: str) -> Client:
        if name not in browsers:
            browsers[name] = Client(raise_request_exception=False)
            if scene.who[name] is not None:
                browsers[name].force_login(scene.who[name])
        return browsers[name]

    return signed_in
