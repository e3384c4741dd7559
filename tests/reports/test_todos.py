"""Reports and filings that wait for somebody stand on that person's home page."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from compliance.filing import file_year
from records.models import Job, JobState
from records.todos import Todo
from reports.archive import file_agreement
from reports.failing import failed_filings
from reports.models import FiledDocument, YearReport
from reports.todos import ACTS, KINDS, of_bureau, of_schools, sources_for
from reports.year_reports import flow
from reports.year_reports.waiting import Due
from reports.year_reports.words import report_of
from tests.factories import at, create_bureau, create_member, create_pairing
from tests.reports.archive.test_archive import file
from tests.reports.paired import LATER, create_pair
from tests.reports.reporting import (
    AT,
    about_closing,
    about_pairing,
    about_school,
    create_people,
    create_told_pairing,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
BOTH, LIAISONS = {"A", "B"}, {"a", "b"}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pairing():
    return create_told_pairing()


@pytest.fixture
def people(pairing):
    other = create_pairing()
    bureau = pairing.receiving_school.bureau
    return create_people(pairing) | {
        "inspector": create_member(role="inspector", bureau=bureau),
        "stranger": create_member(role="principal", school=other.receiving_school),
        "other bureau": create_member(role="bureau_staff", bureau=create_bureau()),
    }


def todos(user, *, on: date = LATER) -> list[Todo]:
    waits = frozenset(sources_for(user))
    return [*of_schools(user, on=on), *of_bureau(user, waits, on=on)]


def begin(about, people):
    write(about, by=people["b"])


def agree(about, people):
    revision = report_of(about).revision
    flow.agree(about, revision=revision, by=people["A"], at=AT, on=LATER)


def hand_in(about, people):
    submit(about, people)


def give_back(about, people):
    flow.send_back(about, reason="请补充案例", by=people["bureau"], at=AT)


def rework(about, people):
    write(about, by=people["a"], section="plans", text="再接再厉。", at=AT + timedelta(hours=1))


def accept(about, people):
    flow.accept(about, note="", by=people["bureau"], at=AT, on=LATER)


def file_without(about, people):
    file_year(
        about.pairing, school_year=2025, by=people["bureau"], at=AT, on=LATER, note="已议定"
    )


SENT = (begin, hand_in)


@pytest.mark.parametrize(
    ("steps", "due", "waited_for"),
    [
        pytest.param((), None, set(), id="not begun, it is asked of nobody"),
        pytest.param((begin,), Due.AGREE, {"A"}, id="written: the supporting principal agrees"),
        pytest.param((begin, agree), Due.SUBMIT, {"B"}, id="agreed: the other one submits"),
        pytest.param(SENT, Due.JUDGE, {"bureau"}, id="submitted: the bureau"),
        pytest.param(
            (*SENT, give_back), Due.REWORK, {*BOTH, *LIAISONS}, id="returned: the schools"
        ),
        pytest.param(
            (*SENT, give_back, rework), Due.AGREE, {"A"}, id="reworked: from the start"
        ),
        pytest.param((*SENT, accept), None, set(), id="accepted"),
        pytest.param((begin, file_without), None, set(), id="the year was filed without it"),
    ],
)
def test_a_line_stands_for_whoever_is_waited_for(pairing, people, steps, due, waited_for):
    about = about_pairing(pairing)
    for step in steps:
        step(about, people)

    found = {name: [todo.act for todo in todos(user)] for name, user in people.items()}

    told = str(ACTS[due]) if due else ""
    assert found == {name: [told] if name in waited_for else [] for name in people}


def test_a_schools_report_waits_for_its_own_principal_and_its_partner_reads_nothing(
    pairing, people
):
    write(about_school(pairing.receiving_school), by=people["b"])

    found = {name: [todo.act for todo in todos(user)] for name, user in people.items()}

    assert {name for name, lines in found.items() if lines} == {"B"}
    assert found["B"] == [str(ACTS[Due.SUBMIT])]


@pytest.mark.parametrize(
    ("on", "count"),
    [
        pytest.param(date(2026, 5, 30), 0, id="the day before it can be submitted"),
        pytest.param(date(2026, 5, 31), 1, id="the first day on which it can"),
    ],
)
def test_a_report_is_asked_for_once_it_can_be_submitted(pairing, people, on, count):
    write(about_pairing(pairing), by=people["b"], at=at(date(2026, 5, 1)))

    assert len(todos(people["A"], on=on)) == count


def test_a_closing_report_waits_in_the_last_three_months_of_its_agreement(pairing, people):
    agreement = pairing.agreements.get()
    write(about_closing(agreement), by=people["b"])
    opens = agreement.ends_on - timedelta(92)

    days = (opens - timedelta(1), opens)
    assert [len(todos(people["A"], on=day)) for day in days] == [0, 1]


def test_a_returned_report_tells_since_when_why_and_where_to_go(pairing, people):
    about = about_pairing(pairing)
    for step in (*SENT, give_back):
        step(about, people)

    [todo] = todos(people["b"], on=LATER + timedelta(2))

    assert (todo.since_on, todo.days, todo.note, todo.address) == (
        LATER,
        2,
        "请补充案例",
        reverse("report", args=[about.key]),
    )
    assert todo.about.endswith("云亭学校→石门学校 2025—2026")


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_reports_costs_a_school_the_same(
    pairing, people, count, django_assert_num_queries
):
    for year in range(count):
        row = {"kind": "pairing", "pairing": pairing, "school_year": 2023 + year}
        YearReport.objects.create(**row)
    todos(people["A"])

    # The rows, and both halves of the calendars.
    with django_assert_num_queries(3):
        found = list(of_schools(people["A"], on=LATER))

    assert len(found) == count


# --- the overview -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_overview_names_what_waits_at_no_cost_and_a_page_lists_it(
    client, pairing, people, count, django_assert_num_queries
):
    for year in range(count):
        row = {"kind": "pairing", "pairing": pairing, "school_year": 2023 + year}
        YearReport.objects.create(**row, state="submitted", submitted_at=AT)
    client.force_login(people["bureau"])

    with time_machine.travel(AT, tick=False):
        client.get(reverse("dashboard"))
        # Whether anything waits comes with the sums.
        with django_assert_num_queries(12):
            response = client.get(reverse("dashboard"))
        listed = client.get(reverse("todo_list"))

    assert response.context["waits"] == [str(KINDS["reports"])] * bool(count)
    assert (reverse("todo_list") in response.text) is bool(count)
    assert len(listed.context["todos"]) == count


def test_what_waits_stands_on_the_overview_before_a_calendar_is_entered(client):
    bureau = create_bureau()
    pairing = create_pair(bureau=bureau)
    YearReport.objects.create(
        kind="pairing", pairing=pairing, school_year=2025, state="submitted", submitted_at=AT
    )
    bureau.terms.all().delete()
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    response = client.get(reverse("dashboard"))

    listed = client.get(reverse("todo_list"))

    assert response.context["board"] is None
    assert response.context["waits"] == [str(KINDS["reports"])]
    assert [todo.act for todo in listed.context["todos"]] == [str(ACTS[Due.JUDGE])]


def test_an_inspector_reads_the_overview_without_anything_to_do(client, pairing, people):
    for step in SENT:
        step(about_pairing(pairing), people)
    client.force_login(people["inspector"])

    with time_machine.travel(AT, tick=False):
        response = client.get(reverse("dashboard"))

    assert (response.context["waits"], reverse("todo_list") in response.text) == ([], False)
    assert client.get(reverse("todo_list")).status_code == 403


# --- filings that failed ----------------------------------------------------------------------


def failed(kind: str, *, by, **arguments) -> Job:
    return Job.objects.create(
        kind=kind,
        owner=by,
        arguments=arguments,
        state=JobState.FAILED,
        error="缺字",
        ordered_at=AT,
        finished_at=AT,
    )


def test_a_filing_that_failed_is_told_to_the_bureau_until_the_paper_is_there(pairing, people):
    agreement = pairing.agreements.get()
    failed("file_agreement", by=people["B"], agreement=agreement.pk)

    before = {name: [todo.address for todo in todos(user)] for name, user in people.items()}
    file_agreement(agreement, by=people["bureau"], at=AT)

    address = reverse("agreement_filing", args=[agreement.pk])
    assert before == {name: [address] if name == "bureau" else [] for name in people}
    assert todos(people["bureau"]) == []


def test_of_a_years_paper_only_that_of_a_filed_year_is_a_filing(pairing, people):
    by = people["bureau"]
    for year in (2024, 2025):
        failed("summary_pdf", by=by, pairing=pairing.pk, school_year=year)
    file_without(about_pairing(pairing), people)

    [todo] = todos(by)

    assert todo.address == reverse("summary", args=[pairing.pk, 2025])
    assert (todo.note, todo.since_on) == ("缺字", LATER)
    assert todos(people["other bureau"]) == []


def test_an_accepted_report_whose_paper_is_missing_is_told_until_it_is_filed(pairing, people):
    about = about_school(pairing.receiving_school)
    write(about, by=people["b"])
    submit(about, people)
    by = people["bureau"]
    failed("report_paper", by=by, report=str(about.key), form="pdf", on="2026-11-23")
    waiting = [todo.act for todo in todos(by)]
    accept(about, people)

    missing = [todo.address for todo in todos(by)]
    elsewhere = todos(people["other bureau"])
    kept = {"kind": "school_summary", "school": about.school, "school_year": 2025}
    file(pairing, about=None, **kept)

    assert waiting == [str(ACTS[Due.JUDGE])]
    assert missing == [reverse("report", args=[about.key])]
    assert todos(by) == elsewhere == []
    assert FiledDocument.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_failures_costs_the_same(
    pairing, people, count, django_assert_num_queries
):
    by = people["bureau"]
    file_without(about_pairing(pairing), people)
    for _ in range(count):
        failed("file_agreement", by=by, agreement=pairing.agreements.get().pk)
        failed("summary_pdf", by=by, pairing=pairing.pk, school_year=2025)
        failed("report_paper", by=by, report=f"pairing-{pairing.pk}-2025")
    todos(by)

    with django_assert_num_queries(4):
        found = list(failed_filings(by))

    assert len(found) == 2  # one about each thing, however often it was tried
