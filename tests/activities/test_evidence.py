"""Files beside activities: who opens them, who adds them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from activities import services
from activities.models import Activity, EvidenceFile
from tests.activities.desk import (
    JPEG,
    ROLES,
    STRANGERS,
    TODAY,
    content_of,
    hints,
    page,
    photo,
    typed,
)
from tests.factories import (
    at,
)

pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def file(stage, enter) -> EvidenceFile:
    enter(stage.alice).post("/log/", typed(stage, file=photo()))
    return EvidenceFile.objects.get()


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_the_activity_opens_its_file(stage, enter, file, role):
    response = enter(ROLES[role](stage)).get(f"/evidence/{file.pk}/")

    assert content_of(response)[:3] == JPEG
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_opens_it(stage, enter, file, who):
    assert enter(STRANGERS[who](stage)).get(f"/evidence/{file.pk}/").status_code == 404
    assert Client().get(f"/evidence/{file.pk}/").status_code == 302


def test_the_file_of_a_draft_stays_in_its_school(stage, enter, file):
    services.withdraw(file.activity, by=stage.alice, at=at(TODAY))

    given = enter(stage.alice).get(f"/evidence/{file.pk}/")

    assert content_of(given)[:3] == JPEG
    assert enter(stage.bob).get(f"/evidence/{file.pk}/").status_code == 404


def test_a_file_has_no_address_but_the_page_that_asks_who_it_is(stage, enter, file):
    assert enter(stage.alice).get(f"/private/{file.file.name}").status_code == 404
    assert enter(stage.alice).get(f"/media/{file.file.name}").status_code == 404


def test_the_other_school_adds_a_file_and_an_inspector_does_not(stage, enter):
    activity = stage.log()

    enter(stage.bob).post(page(activity.pk, "file"), {"file": photo()})
    refused = enter(ROLES["inspector"](stage)).post(
        page(activity.pk, "file"), {"file": photo("red")}
    )

    assert list(activity.files.values_list("name", "added_by")) == [
        ("签到表.jpg", stage.bob.pk)
    ]
    assert refused.status_code == 403


def test_a_file_that_was_used_before_is_pointed_at_not_refused(stage, enter, file):
    enter(stage.alice).post("/log/", typed(stage, type="lecture", file=photo()))
    second = Activity.objects.latest("pk")

    response = enter(stage.bob).get(page(second.pk))

    assert hints(response) == [("same_file", file.activity)]


def test_a_wrong_file_comes_back_to_the_page_with_the_reason(stage, enter):
    activity = stage.log()
    upload = SimpleUploadedFile("list.xlsx", b"PK\x03\x04")

    response = enter(stage.bob).post(page(activity.pk, "file"), {"file": upload})

    assert 'href="#id_file"' in response.content.decode()
    assert not activity.files.exists()
