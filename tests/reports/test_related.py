"""Pages of a pairing, a school and an agreement lead to their reports and filed papers, and
those lead back; nobody is led to what he may not read."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from records.related import related_to
from reports.archive import file_agreement
from reports.models import YearReport
from reports.related import of_filed, of_report
from tests.factories import create_agreement, create_bureau, create_member, create_pairing
from tests.reports.archive.test_archive import file
from tests.reports.paired import LATER
from tests.reports.reporting import (
    AT,
    about_closing,
    about_pairing,
    about_school,
    create_people,
    create_told_pairing,
    write,
)

pytestmark = pytest.mark.django_db
WORDS = {"none": "未开始", "draft": "草稿", "submitted": "已提交"}


@pytest.fixture(autouse=True)
def _november(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def pairing():
    return create_told_pairing()


@pytest.fixture
def people(pairing):
    other = create_pairing(supporting=pairing.supporting_school)
    return create_people(pairing) | {
        "partner": create_member(role="principal", school=other.receiving_school)
    }


def links(kind, row, *, user, on=LATER) -> dict[str, list[tuple]]:
    """By group: address and state of every link."""
    return {
        group.key: [(link.address, link.tag[2] if link.tag else "") for link in group.links]
        for group in related_to(kind, row, user=user, on=on)
    }


def address(about) -> str:
    return reverse("report", args=[about.key])


def test_a_pairing_leads_to_its_reports_with_their_states_and_to_its_filed_papers(
    pairing, people
):
    write(about_pairing(pairing), by=people["b"])
    paper = file(pairing, school_year=2024)

    found = links("pairing", pairing, user=people["a"])

    assert found == {
        "years": [
            (address(about_pairing(pairing, 2026)), WORDS["none"]),
            (address(about_pairing(pairing, 2025)), WORDS["draft"]),
            (address(about_pairing(pairing, 2024)), WORDS["none"]),
        ],
        "filed": [(reverse("filed", args=[paper.pk]), "")],
    }


@pytest.mark.parametrize(
    ("on", "is_there"),
    [
        pytest.param(date(2026, 12, 6), False, id="the day before its last three months"),
        pytest.param(date(2026, 12, 7), True, id="their first day"),
    ],
)
@pytest.mark.parametrize("kind", ["pairing", "agreement"])
def test_the_closing_summary_is_led_to_in_the_last_three_months(
    pairing, people, kind, on, is_there
):
    agreement = pairing.agreements.get()
    row = {"pairing": pairing, "agreement": agreement}[kind]

    found = links(kind, row, user=people["a"], on=on).get("closing", [])

    assert found == [(address(about_closing(agreement)), WORDS["none"])] * is_there


def test_an_agreement_leads_to_the_years_it_was_in_force_and_to_its_own_paper(pairing, people):
    agreement = pairing.agreements.get()
    paper = file_agreement(agreement, by=None, at=AT)
    file(pairing, school_year=2024)
    YearReport.objects.create(
        kind="pairing", pairing=pairing, school_year=2025, state="submitted", submitted_at=AT
    )

    found = links("agreement", agreement, user=people["B"])

    assert found["filed"] == [(reverse("filed", args=[paper.pk]), "")]
    assert found["years"][1] == (address(about_pairing(pairing)), WORDS["submitted"])


def test_a_draft_has_no_reports(pairing, people):
    draft = create_agreement(pairing=pairing, signed_on=None)

    assert links("agreement", draft, user=people["a"]) == {}


def test_a_school_leads_its_own_people_and_its_bureau_to_its_reports(pairing, people):
    school = pairing.supporting_school
    paper = file(pairing, about=None, kind="school_summary", school=school)

    found = {name: links("school", school, user=user) for name, user in people.items()}

    own = {"a", "A", "bureau"}
    assert {name for name, groups in found.items() if groups} == own
    assert found["a"]["filed"] == [(reverse("filed", args=[paper.pk]), "")]
    assert found["a"]["years"][1] == (address(about_school(school)), WORDS["none"])


def test_more_papers_than_are_shown_are_found_in_the_list(client, pairing, people):
    for year in range(2018, 2025):
        file(pairing, school_year=year, facts={"n": year})

    groups = related_to("pairing", pairing, user=people["a"], on=LATER)
    [filed] = [group for group in groups if group.key == "filed"]
    client.force_login(people["a"])

    assert len(filed.links) == 5
    assert len(client.get(filed.more).context["page"]) == 7


def test_a_report_leads_back_to_what_it_is_about_and_to_its_filed_paper(pairing, people):
    agreement, school = pairing.agreements.get(), pairing.receiving_school
    paper = file(pairing)

    found = {
        about.kind: [link.address for group in groups for link in group.links]
        for about in (about_pairing(pairing), about_school(school), about_closing(agreement))
        for groups in [of_report(about, user=people["b"])]
    }

    page = reverse("pairing", args=[pairing.pk])
    assert found == {
        "pairing": [page, reverse("filed", args=[paper.pk])],
        "school": [reverse("school", args=[school.pk])],
        "closing": [reverse("agreement", args=[agreement.pk]), page],
    }


def test_a_filed_paper_leads_to_its_report_and_its_pairing_where_the_reader_sees_them(
    pairing, people
):
    keeper = create_bureau()
    archivist = create_member(role="bureau_staff", bureau=keeper)
    paper = file(pairing, bureau=keeper)

    found = {
        name: [link.address for group in of_filed(paper, user=user) for link in group.links]
        for name, user in {"b": people["b"], "archivist": archivist}.items()
    }

    page = reverse("pairing", args=[pairing.pk])
    assert found == {"b": [page, address(about_pairing(pairing))], "archivist": []}


def test_every_link_opens_for_whoever_is_shown_it(client, pairing, people):
    agreement = pairing.agreements.get()
    write(about_pairing(pairing), by=people["b"])
    file(pairing)
    pages = (
        reverse("pairing", args=[pairing.pk]),
        reverse("agreement", args=[agreement.pk]),
        reverse("school", args=[pairing.supporting_school_id]),
        address(about_pairing(pairing)),
        reverse("summary", args=[pairing.pk, 2025]),
    )

    wrong = []
    for name, user in people.items():
        client.force_login(user)
        for page in pages:
            response = client.get(page)
            groups = response.context["related"] if response.status_code == 200 else []
            for link in (link for group in groups for link in group.links):
                status = client.get(link.address).status_code
                wrong += [(name, page, link.address, status)] if status != 200 else []

    assert wrong == []


def test_the_page_of_a_pairing_names_the_state_of_every_years_report(client, pairing, people):
    write(about_pairing(pairing), by=people["b"])
    client.force_login(people["a"])

    years = client.get(reverse("pairing", args=[pairing.pk])).context["years"]

    found = {year.school_year: report and report.tag[2] for year, report in years}
    assert found[2025] == WORDS["draft"]
    assert found[2024] == found[2026] == WORDS["none"]
