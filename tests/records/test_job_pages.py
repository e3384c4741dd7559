"""The page of a job and its file, for its owner alone."""

from datetime import date
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse

from records import jobs
from records.models import Job, JobState
from tests.factories import at, create_user

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 23))


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "HANDLERS", {})
    jobs.register("write", title="协议书")(lambda job: None)


@pytest.fixture
def alice(client):
    user = create_user(name="爱丽丝")
    client.force_login(user)
    return user


def create_job(*, owner, **fields) -> Job:
    return Job.objects.create(kind="write", owner=owner, ordered_at=NOW, **fields)


def done_job(*, owner) -> Job:
    job = jobs.claim(create_job(owner=owner).pk, at=NOW)
    jobs.save_result(job, name="结对协议（甲乙）.pdf", content=b"%PDF-of-alice")
    jobs.finish(job, at=NOW)
    return job


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": JobState.WAITING}, "does not answer at the moment"),
        ({"state": JobState.SENT}, "It waits for its turn."),
        ({"state": JobState.RUNNING}, "It is being worked on."),
        ({"state": JobState.RUNNING, "done": 3, "total": 12}, "3 of 12 done."),
        ({"state": JobState.FAILED, "error": "no glyph for 𬶐"}, "no glyph for 𬶐"),
    ],
)
def test_the_page_says_how_far_the_job_has_come(client, alice, fields, words):
    job = create_job(owner=alice, **fields)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("job", args=[job.pk]))

    assert words in page.content.decode()


@pytest.mark.parametrize(
    ("state", "refreshes"), [("running", True), ("done", False), ("failed", False)]
)
def test_the_page_refreshes_itself_until_the_job_has_ended(client, alice, state, refreshes):
    job = create_job(owner=alice, state=state)

    page = client.get(reverse("job", args=[job.pk])).content.decode()

    assert ('http-equiv="refresh"' in page, "js/job.js" in page) == (refreshes, refreshes)


def test_the_file_is_downloaded_under_its_chinese_name(client, alice):
    job = done_job(owner=alice)

    page = client.get(reverse("job", args=[job.pk])).content.decode()
    answer = client.get(reverse("job_result", args=[job.pk]))

    assert reverse("job_result", args=[job.pk]) in page
    assert b"".join(answer.streaming_content) == b"%PDF-of-alice"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('结对协议（甲乙）.pdf')}"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("name", ["job", "job_result"])
def test_another_person_s_job_is_not_there(client, alice, name):
    job = done_job(owner=create_user(name="查理"))

    answer = client.get(reverse(name, args=[job.pk]))

    assert answer.status_code == 404
    assert "结对协议" not in answer.content.decode()


@pytest.mark.parametrize("state", ["waiting", "running", "failed"])
def test_a_job_that_is_not_done_has_no_file(client, alice, state):
    job = create_job(owner=alice, state=state)

    assert client.get(reverse("job_result", args=[job.pk])).status_code == 404


def test_a_failed_job_is_ordered_again_with_the_same_arguments(client, alice):
    failed = create_job(owner=alice, state=JobState.FAILED, arguments={"agreement": 7})

    answer = client.post(reverse("job", args=[failed.pk]))

    fresh = Job.objects.latest("pk")
    assert answer.url == reverse("job", args=[fresh.pk])
    assert (fresh.pk != failed.pk, fresh.arguments) == (True, {"agreement": 7})


def test_a_job_that_is_done_is_not_ordered_again(client, alice):
    job = done_job(owner=alice)

    answer = client.post(reverse("job", args=[job.pk]))

    assert answer.url == reverse("job", args=[job.pk])
    assert Job.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "sent", "running"])
def test_who_ordered_a_job_may_cancel_it_and_order_it_again(client, alice, state):
    job = create_job(owner=alice, state=state, arguments={"agreement": 7})
    address = reverse("job", args=[job.pk])

    answer = client.post(address, {"cancel": "1"})
    again = client.post(address)

    job.refresh_from_db()
    fresh = Job.objects.latest("pk")
    assert (answer.url, job.state) == (address, JobState.CANCELLED)
    assert (again.url, fresh.arguments) == (reverse("job", args=[fresh.pk]), {"agreement": 7})


def test_nobody_cancels_the_job_of_another(client, alice):
    job = create_job(owner=create_user(name="查理"), state=JobState.RUNNING)

    answer = client.post(reverse("job", args=[job.pk]), {"cancel": "1"})

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (404, JobState.RUNNING)
