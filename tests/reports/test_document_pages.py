"""The summary's page, and both documents ordered as jobs: who may, and what comes out."""

import io
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pairing.models import Membership
from records.models import Job, JobState
from records.tasks import run_job
from tests.factories import create_agreement, create_bureau, create_member
from tests.reports.paired import (
    create_pair,
    create_small_agreement,
    create_year,
)

pytestmark = pytest.mark.django_db
HERE, THERE = "云亭学校", "临江学校"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


@pytest.fixture
def foreign():
    """Another county's pairing, with an agreement and a year of its own."""
    county = create_bureau(name="临江县教育局")
    pairing = create_pair(code="LJ-0001", bureau=county, names=(THERE, "临江二校"))
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


@pytest.fixture
def principal(pairing, client):
    user = create_member(role="principal", school=pairing.receiving_school, name="周平")
    client.force_login(user)
    return user


def addresses(pairing):
    agreement = pairing.agreements.get()
    return {
        "agreement_pdf": reverse("agreement_pdf", args=[agreement.pk]),
        "summary": reverse("summary", args=[pairing.pk, 2025]),
        "summary_pdf": reverse("summary_pdf", args=[pairing.pk, 2025]),
    }


def done(job):
    run_job(job.pk)
    job.refresh_from_db()
    return job


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["principal", "liaison"])
@pytest.mark.parametrize(
    ("name", "method"),
    [("summary", "get"), ("summary_pdf", "post"), ("agreement_pdf", "post")],
)
def test_another_countys_papers_are_not_there(client, pairing, foreign, role, name, method):
    client.force_login(create_member(role=role, school=pairing.supporting_school))

    response = getattr(client, method)(addresses(foreign)[name])

    assert response.status_code == 404
    assert THERE not in response.content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", ["bureau_staff", "inspector"])
def test_a_bureau_orders_the_papers_of_its_own_area_only(client, pairing, foreign, role):
    bureau = pairing.receiving_school.bureau
    client.force_login(create_member(role=role, bureau=bureau))

    assert client.post(addresses(pairing)["summary_pdf"]).status_code == 302
    assert client.post(addresses(foreign)["summary_pdf"]).status_code == 404
    assert Job.objects.count() == 1


@pytest.mark.parametrize("name", ["summary", "summary_pdf", "agreement_pdf"])
def test_a_stranger_is_asked_to_sign_in(client, pairing, name):
    response = client.post(addresses(pairing)[name])

    assert (response.status_code, response["Location"].split("?")[0]) == (
        302,
        "/accounts/login/",
    )


def test_the_pdf_of_the_summary_is_ordered_by_posting_alone(client, pairing, principal):
    assert client.get(addresses(pairing)["summary_pdf"]).status_code == 405
    assert not Job.objects.exists()


# --- jobs ---------------------------------------------------------------------------------


def test_the_ordered_agreement_comes_out_as_a_named_file(client, pairing, principal):
    response = client.post(addresses(pairing)["agreement_pdf"])
    job = done(Job.objects.get())

    assert response["Location"] == reverse("job", args=[job.pk])
    assert (job.state, job.error) == (JobState.DONE, "")
    assert job.result_name.startswith("云亭学校与石门学校_学校结对帮扶协议书_20")
    file = client.get(reverse("job_result", args=[job.pk]))
    text = PdfReader(io.BytesIO(b"".join(file.streaming_content))).pages[0].extract_text()
    assert "XY-JD-0001" in text


def test_the_ordered_summary_is_of_the_day_it_was_ordered(client, pairing, principal):
    client.post(addresses(pairing)["summary_pdf"])
    job = done(Job.objects.get())

    assert job.state == JobState.DONE
    assert job.arguments == {
        "pairing": pairing.pk,
        "school_year": 2025,
        "on": date.fromisoformat(job.arguments["on"]).isoformat(),
    }
    assert (
        job.result_name == f"石门学校_2025—2026学年结对帮扶工作总结_{job.arguments['on']}.pdf"
    )


def test_who_lost_the_right_meanwhile_gets_a_sentence_and_no_file(client, pairing, principal):
    client.post(addresses(pairing)["agreement_pdf"])
    Membership.objects.all().delete()

    job = done(Job.objects.get())

    assert (job.state, bool(job.result)) == (JobState.FAILED, False)
    assert job.error


@pytest.mark.parametrize("name", ["agreement_pdf", "summary_pdf"])
def test_who_moved_to_another_countys_bureau_meanwhile_gets_no_file(
    client, pairing, foreign, name
):
    user = create_member(role="bureau_staff", bureau=pairing.receiving_school.bureau)
    client.force_login(user)
    client.post(addresses(pairing)[name])
    user.memberships.update(bureau=foreign.receiving_school.bureau)

    job = done(Job.objects.get())

    assert (job.state, bool(job.result)) == (JobState.FAILED, False)


def test_a_missing_glyph_fails_the_job_with_its_name(client, pairing, principal):
    pairing.receiving_school.name = "石门🙂学校"
    pairing.receiving_school.save()
    client.post(addresses(pairing)["summary_pdf"])

    job = done(Job.objects.get())

    assert job.state == JobState.FAILED
    assert "🙂" in job.error


def test_a_job_done_twice_gives_one_file(client, pairing, principal):
    client.post(addresses(pairing)["agreement_pdf"])
    job = done(Job.objects.get())

    assert done(job).attempts == 1


def test_whoever_comes_by_the_pdfs_address_is_shown_the_agreement(client, pairing, principal):
    response = client.get(addresses(pairing)["agreement_pdf"])

    assert (response.status_code, response["Location"]) == (
        302,
        reverse("agreement", args=[pairing.agreements.get().pk]),
    )


# --- the page -----------------------------------------------------------------------------


def test_the_page_shows_the_figures_and_every_window(client, pairing, principal):
    html = client.get(addresses(pairing)["summary"]).content.decode()

    duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.first()
    link = reverse("verdict", args=[pairing.pk, duty.pk, date(2026, 2, 20)])
    assert f'href="{link}?on=2026-08-31"' in html
    assert html.count("未完成") >= 2
    assert "50%" in html
    assert f'action="{addresses(pairing)["summary_pdf"]}"' in html


def test_the_page_speaks_english_too(client, pairing, principal):
    client.cookies["django_language"] = "en"

    html = client.get(addresses(pairing)["summary"]).content.decode()

    assert "Agreed against done" in html
    assert "Not met" in html
    assert "未完成" not in html


def test_a_school_year_without_the_pairing_is_not_there(client, pairing, principal):
    for year in (2001, 2090):
        assert client.get(reverse("summary", args=[pairing.pk, year])).status_code == 404


def test_a_pairing_without_an_agreement_has_a_page_too(client, principal, pairing):
    other = create_pair(
        code="JD-0009", bureau=pairing.receiving_school.bureau, names=("北坡学校", "南坡学校")
    )
    client.force_login(create_member(role="liaison", school=other.receiving_school))

    assert client.get(reverse("summary", args=[other.pk, 2025])).status_code == 200


def test_a_draft_agreement_may_be_printed(client, principal, pairing):
    draft = create_agreement(pairing=pairing, number="XY-DRAFT", signed_on=None)

    client.post(reverse("agreement_pdf", args=[draft.pk]))

    assert done(Job.objects.get()).state == JobState.DONE
