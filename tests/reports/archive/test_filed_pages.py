"""The filed documents of those who see them: list, record, file and receipt."""

import io
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from records.models import Job, JobState
from records.tasks import run_job
from reports import printing
from reports.archive import file_agreement
from reports.models import FiledDocument
from tests.factories import at, create_bureau, create_member
from tests.reports.archive.test_archive import NOW, content_of, file
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return create_small_agreement(create_pair())


@pytest.fixture
def staff(client, agreement):
    user = create_member(
        role="bureau_staff", bureau=agreement.pairing.programme.bureau, name="王主任"
    )
    client.force_login(user)
    return user


def numbers(page) -> list[str]:
    return [row.number for row in page.context["page"]]


def test_the_list_is_narrowed_by_kind_year_state_and_any_word(client, agreement, staff):
    paper = file_agreement(agreement, by=staff, at=NOW)
    first = file(agreement.pairing)
    second = file(agreement.pairing, facts={"n": 2}, supersedes=first, at=at(date(2027, 1, 5)))

    def listed(**asked):
        return numbers(client.get(reverse("filed_list"), asked))

    assert listed() == [second.number, first.number, paper.number]
    assert listed(kind="agreement") == [paper.number]
    assert listed(year="2027") == [second.number]
    assert listed(state="superseded") == [first.number]
    assert listed(state="current", kind="pairing_summary") == [second.number]
    assert listed(q=paper.text_code.lower()) == [paper.number]
    assert listed(q="云亭") == [second.number, first.number, paper.number]
    assert listed(q=agreement.number) == [paper.number]
    assert listed(year="junk", kind="letter") == [second.number, first.number, paper.number]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, agreement, staff, django_assert_num_queries, number
):
    for year in range(number):
        file(agreement.pairing, facts={"n": year}, school_year=2020 + year)
    client.get(reverse("filed_list"))

    with django_assert_num_queries(9):
        client.get(reverse("filed_list"))


def test_a_school_sees_its_own_papers_and_a_stranger_none(client, agreement):
    row = file_agreement(agreement, by=None, at=NOW)
    own = create_member(role="liaison", school=agreement.pairing.receiving_school)
    other = create_pair(code="JD-9", bureau=create_bureau(), names=("甲", "乙"))
    stranger = create_member(role="liaison", school=other.receiving_school)

    client.force_login(own)
    assert numbers(client.get(reverse("filed_list"))) == [row.number]
    client.force_login(stranger)
    assert numbers(client.get(reverse("filed_list"))) == []
    for name in ("filed", "filed_file"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
    assert client.post(reverse("filed_receipt", args=[row.pk])).status_code == 404


def test_the_file_is_handed_out_to_the_byte_under_a_chinese_name(client, agreement, staff):
    row = file_agreement(agreement, by=staff, at=NOW)

    answer = client.get(reverse("filed_file", args=[row.pk]))

    assert b"".join(answer.streaming_content) == content_of(row)
    assert "2026-11-23.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_receipt_names_the_number_both_checksums_the_day_and_how_long(
    client, agreement, staff
):
    row = file_agreement(agreement, by=staff, at=NOW)

    answer = client.post(reverse("filed_receipt", args=[row.pk]))
    job = Job.objects.get()
    run_job(job.pk)

    job.refresh_from_db()
    assert (answer.url, job.state) == (reverse("job", args=[job.pk]), JobState.DONE)
    with job.result.open("rb") as made:
        reader = PdfReader(io.BytesIO(made.read()))
    text = "".join(page.extract_text() for page in reader.pages)
    text = text.replace("\n", "").replace(" ", "")
    assert len(reader.pages) == 1
    for told in (
        row.number.replace("·", ""),
        row.data_sha256,
        row.file_sha256,
        row.code,
        f"/v/{row.code}",
        "2026年11月23日（经办人：王主任）",
        "30年",
        "学校结对帮扶协议书",
    ):
        assert told in text.replace("·", "")


def test_the_receipt_is_the_same_whenever_it_is_asked_for(agreement):
    row = file_agreement(agreement, by=None, at=NOW)
    first = printing.receipt(FiledDocument.objects.for_list().get(pk=row.pk))
    file(agreement.pairing)

    assert printing.receipt(FiledDocument.objects.for_list().get(pk=row.pk)) == first


def test_the_receipt_of_a_summary_with_long_names_stays_on_one_page():
    pairing = create_pair(names=("青石县第一实验小学教育集团", "青石县石鼓湾镇中心小学"))
    row = file(
        pairing,
        title="青石县石鼓湾镇中心小学关于2025—2026学年结对帮扶工作总结的报告",
        parties=("青石县第一实验小学教育集团", "青石县石鼓湾镇中心小学"),
        paper_number="JD-0001-2025",
    )

    made = printing.receipt(FiledDocument.objects.for_list().get(pk=row.pk))

    assert len(PdfReader(io.BytesIO(made)).pages) == 1


# --- The bureau files what its programme does not file by itself ------------------------------
def test_the_bureau_files_an_agreement_with_one_press(client, agreement, staff):
    address = reverse("agreement_filing", args=[agreement.pk])
    page = client.get(address)
    assert (page.context["may_file"], page.context["binds"]) == (True, True)

    client.post(address)
    for job in Job.objects.all():
        run_job(job.pk)

    row = FiledDocument.objects.get()
    assert (row.agreement, row.filed_by) == (agreement, staff)
    assert client.get(address).url == reverse("filed", args=[row.pk])
    assert client.post(address).url == reverse("filed", args=[row.pk])
    assert Job.objects.count() == 1


def test_a_school_is_told_that_the_bureau_files(client, agreement):
    client.force_login(
        create_member(role="principal", school=agreement.pairing.supporting_school)
    )
    address = reverse("agreement_filing", args=[agreement.pk])

    assert client.get(address).context["may_file"] is False
    assert client.post(address).status_code == 403
    assert Job.objects.count() == 0


def test_a_draft_is_not_filed_and_the_page_says_why(client, agreement, staff):
    draft = create_small_agreement(agreement.pairing, number="XY-草", signed_on=None)

    answer = client.post(reverse("agreement_filing", args=[draft.pk]), follow=True)

    assert "协议尚未生效，不能备案。" in answer.content.decode()
    assert Job.objects.count() == 0
