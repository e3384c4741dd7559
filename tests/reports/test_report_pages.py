"""Reports on their pages: writing without losing a word, the list, the papers as jobs."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from compliance.services import refresh
from pairing.models import Pairing
from records.models import Job, JobState
from records.tasks import run_job
from reports.models import SectionText, YearReport
from tests.factories import at, create_member
from tests.reports.paired import LATER
from tests.reports.reporting import (
    about_closing,
    about_pairing,
    about_school,
    create_people,
    create_told_pairing,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(at(LATER), tick=False):
        yield


@pytest.fixture
def pairing():
    return create_told_pairing()


@pytest.fixture
def about(pairing):
    return about_pairing(pairing)


@pytest.fixture
def people(pairing, client):
    people = create_people(pairing)
    client.force_login(people["b"])
    return people


def address(about, name="report", *more) -> str:
    return reverse(name, args=[about.key, *more])


def section(about, code="results") -> str:
    return address(about, "report_section", code)


def test_the_page_starts_with_a_draft_made_of_the_facts(client, about, people):
    page = client.get(address(about)).context["page"]

    texts = {
        view.code: "".join(p.text for line in view.lines for p in line.pieces)
        for view in page.sections
    }
    assert all(view.is_draft for view in page.sections)
    assert texts["results"].startswith("本学年应完成约定任务4期，完成2期，完成率50%。")
    assert "示范课约定4次，完成3次，完成约定的75%" in texts["work"]


def test_what_is_saved_is_shown_with_its_figures_and_its_writer(client, about, people):
    response = client.post(
        section(about), {"text": "共〔活动次数〕。", "base": "0", "action": "save"}, follow=True
    )

    view = next(v for v in response.context["page"].sections if v.code == "results")
    assert [(p.text, p.name) for p in view.lines[0].pieces] == [
        ("共", ""),
        ("5次", "活动次数"),
        ("。", ""),
    ]
    assert view.row.by_name == "罗秀兰"


def test_a_preview_keeps_nothing_and_loses_nothing(client, about, people):
    response = client.post(
        section(about), {"text": "共〔活动次数〕。", "base": "0", "action": "preview"}
    )

    assert response.context["form"]["text"].value() == "共〔活动次数〕。"
    assert "5次" in response.content.decode()
    assert not YearReport.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("共〔没有的〕。", "〔没有的〕", id="a figure nobody knows"),
        pytest.param("共〔活动次数。", "〕", id="half of a pair"),
        pytest.param("好😀。", "😀", id="no font holds it"),
        pytest.param("字" * 8001, "8000", id="too long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_refused_text_is_kept_in_the_form_and_the_reason_named(
    client, about, people, text, said
):
    response = client.post(section(about), {"text": text, "base": "0", "action": "save"})

    form = response.context["form"]
    assert (response.status_code, form["text"].value()) == (422, text)
    assert said in "".join(form.errors["text"])
    assert not SectionText.objects.exists()


def test_markup_and_addresses_are_plain_text(client, about, people):
    text = "<script>alert(1)</script> file:///etc/passwd 䶮"

    html = client.post(
        section(about), {"text": text, "base": "0", "action": "save"}, follow=True
    ).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; file:///etc/passwd 䶮" in html


def test_the_second_of_two_sees_the_others_text_and_keeps_his_own(client, about, people):
    client.get(section(about))
    write(about, by=people["a"], text="甲方写的。")

    response = client.post(
        section(about), {"text": "乙方写的。", "base": "0", "action": "save"}
    )

    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "乙方写的。"
    assert "甲方写的。" in response.content.decode()
    again = {"text": "乙方写的。", "base": response.context["form"]["base"].value()}
    client.post(section(about), again)
    assert SectionText.objects.last().text == "乙方写的。"


def test_saving_the_draft_as_it_stands_keeps_it_live(client, about, people):
    draft = client.get(section(about)).context["form"]["text"].value()

    client.post(section(about), {"text": draft, "base": "0", "action": "save"})

    assert not SectionText.objects.exists()


def test_somebody_from_the_lists_of_the_schools_is_commended(client, pairing, about, people):
    mentor = pairing.supporting_school.people.get(name="许明远", title="干事")
    body = {"person": mentor.pk, "text": "指导认真", "action": "save"}

    client.post(address(about, "report_entry_new", "person"), body)

    entry = YearReport.objects.get().entries.get()
    assert (entry.title, entry.school_name, entry.post) == ("许明远", "云亭学校", "干事")


# --- the list -------------------------------------------------------------------------------


def test_what_waits_for_the_bureau_stands_first(client, pairing, about, people):
    other = create_told_pairing(
        code="JD-0000", bureau=pairing.receiving_school.bureau, names=("甲山学校", "乙水学校")
    )
    write(about, by=people["b"])
    YearReport.objects.update(state="submitted")
    client.force_login(people["bureau"])

    found = client.get(reverse("report_list")).context["list"]

    assert found.school_year == 2025
    assert [row.about.pairing for row in found.rows] == [pairing, other]
    assert [count for _state, _tag, count in found.counts] == [1, 0, 0, 1, 0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["pairing", "school", "closing"])
def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client, pairing, people, kind, count, django_assert_max_num_queries
):
    for number in range(1, count):
        create_told_pairing(
            code=f"JD-100{number}",
            bureau=pairing.receiving_school.bureau,
            names=(f"甲{number}学校", f"乙{number}学校"),
        )
    client.force_login(people["bureau"])
    # The menu counts what was not met from standings: let them be up to date.
    refresh(list(Pairing.objects.values_list("pk", flat=True)), on=LATER)

    with django_assert_max_num_queries(12):
        client.get(reverse("report_list"), {"kind": kind})


def test_a_partner_does_not_read_the_whole_year_of_a_school(client, pairing, people):
    school = about_school(pairing.receiving_school)

    assert client.get(address(school)).status_code == 200
    client.force_login(people["a"])
    assert client.get(address(school)).status_code == 404


# --- papers ---------------------------------------------------------------------------------


def ordered(client, about, form):
    client.post(address(about, "report_paper", form))
    job = Job.objects.latest("pk")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_the_word_copy_and_the_pdf_come_out_as_named_files(client, pairing, people):
    about = about_school(pairing.receiving_school)

    word, pdf = (ordered(client, about, form) for form in ("docx", "pdf"))

    assert [job.state for job in (word, pdf)] == [JobState.DONE] * 2
    name = "石门学校_2025—2026学年结对帮扶工作总结"
    assert word.result_name == f"{name}（副本）_2026-11-23.docx"
    assert pdf.result_name == f"{name}_2026-11-23.pdf"
    with word.result.open("rb") as kept:
        assert zipfile.is_zipfile(io.BytesIO(kept.read()))


def test_a_closing_summary_is_ordered_once_the_agreement_nears_its_end(client, pairing, people):
    about = about_closing(pairing.agreements.get())
    assert client.get(address(about)).status_code == 404

    with time_machine.travel(at(date(2027, 2, 1)), tick=False):
        client.force_login(create_member(role="liaison", school=pairing.receiving_school))
        assert client.get(address(about)).status_code == 200
        job = ordered(client, about, "pdf")

    assert job.state == JobState.DONE
    assert "终结总结" in job.result_name
