"""Writing, agreeing, submitting, accepting: what each does, and what stands against it."""

from datetime import date

import pytest

from compliance.filing import file_year
from compliance.models import Filing
from records.models import Event, Notice
from reports.models import FiledDocument, ReportState, SectionText, YearReport
from reports.year_reports import flow, writing
from reports.year_reports.errors import (
    AlreadyAgreedError,
    ChangedMeanwhileError,
    EditedMeanwhileError,
    NotAgreedError,
    NotOpenError,
    NotSubmittedError,
    TooEarlyError,
    UnknownFiguresError,
    UnprintableError,
)
from reports.year_reports.papers import kept_pdf, paper_of
from reports.year_reports.words import entries_of, prose_of, report_of
from reports.year_reports.writing import EntryWords
from tests.factories import at, create_activity
from tests.reports.paired import LATER, create_pair
from tests.reports.reporting import (
    AT,
    about_pairing,
    about_school,
    create_people,
    create_told_pairing,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
RUNNING = date(2026, 6, 10)


@pytest.fixture
def pairing():
    return create_told_pairing()


@pytest.fixture
def about(pairing):
    return about_pairing(pairing)


@pytest.fixture
def people(pairing):
    return create_people(pairing)


def told(about, *, on=LATER) -> str:
    """Every paragraph of the paper."""
    blocks = paper_of(about, on=on).blocks
    return "\n".join(block.text for block in blocks if hasattr(block, "text"))


# --- writing --------------------------------------------------------------------------------


def test_a_section_is_kept_with_who_wrote_it_and_read_with_its_figures(about, people):
    row = write(about, by=people["b"], text="本校教师受益，共〔活动次数〕。")

    assert (row.by_name, row.at) == ("罗秀兰", AT)
    assert "本校教师受益，共5次。" in told(about)
    event = Event.objects.about(row.report).get()
    assert (event.verb, event.facts["section"]) == ("report.section_written", "results")


def test_the_figure_in_a_text_moves_with_the_records(about, pairing, people):
    write(about, by=people["b"], text="示范课共〔示范课次数〕。")
    before = told(about, on=RUNNING)
    create_activity(pairing=pairing, on=date(2026, 6, 1), lessons=1)

    assert "示范课共3次。" in before
    assert "示范课共4次。" in told(about, on=RUNNING)


def test_going_back_to_the_draft_keeps_what_was_written(about, people):
    row = write(about, by=people["b"], text="旧文。")
    writing.write_section(
        about, section="results", text=None, base=row.pk, by=people["a"], at=AT
    )

    assert "旧文" not in told(about)
    assert [t.text for t in SectionText.objects.all()] == ["旧文。", ""]


def test_of_two_who_save_at_once_the_second_is_told_and_nothing_is_lost(about, people):
    first = write(about, by=people["b"], text="乙方写的。")

    with pytest.raises(EditedMeanwhileError) as caught:
        write(about, by=people["a"], text="甲方写的。", base=0)

    assert (caught.value.text, caught.value.base) == ("乙方写的。", first.pk)
    write(about, by=people["a"], text="甲方写的。", base=first.pk)
    assert prose_of(about).texts == {"results": "甲方写的。"}


def test_other_sections_do_not_stand_in_each_others_way(about, people):
    write(about, by=people["b"], section="results")
    write(about, by=people["a"], section="plans", text="明年继续。")

    assert set(prose_of(about).texts) == {"results", "plans"}


def test_a_changed_case_takes_the_place_of_the_old_one_which_is_struck(about, people):
    by = {"by": people["b"], "at": AT}
    one = writing.add_entry(about, "case", words=EntryWords(title="一", text="甲"), **by)
    writing.add_entry(about, "case", words=EntryWords(title="二", text="乙"), **by)
    words = EntryWords(title="一改", text="丙")

    writing.change_entry(one, about, words=words, **by)

    assert [e.title for e in entries_of(report_of(about))] == ["一改", "二"]
    with pytest.raises(EditedMeanwhileError):
        writing.strike_entry(one, about, **by)


def test_cases_and_people_stand_in_the_paper(about, people):
    by = {"by": people["b"], "at": AT}
    case = EntryWords(title="同上一堂课", text="开展〔示范课次数〕。")
    person = EntryWords(title="方喆", text="指导认真", school_name="云亭学校", post="教师")
    writing.add_entry(about, "case", words=case, **by)
    writing.add_entry(about, "person", words=person, **by)

    text = told(about)
    tables = [b for b in paper_of(about, on=LATER).blocks if b.kind == "table"]
    assert "典型案例" in text
    assert "（一）同上一堂课\n开展3次。" in text
    assert any("方喆" in cell.text for t in tables for row in t.rows for cell in row.cells)


# --- agreeing and submitting ---------------------------------------------------------------


def test_the_receiving_principal_submits_what_the_supporting_one_agreed_to(about, people):
    report = write(about, by=people["b"]).report
    with pytest.raises(NotAgreedError):
        flow.submit(about, revision=1, by=people["B"], at=AT, on=LATER)

    submit(about, people)

    report.refresh_from_db()
    assert (report.state, report.submitted_at) == (ReportState.SUBMITTED, AT)
    kinds = set(Notice.objects.values_list("kind", "recipient__display_name"))
    assert kinds == {
        ("report_agreed", "罗秀兰"),
        ("report_agreed", "周平"),
        ("report_submitted", "张工"),
    }


def test_a_report_that_nobody_rewrote_can_be_submitted_too(about, people):
    submit(about, people)

    assert report_of(about).state == ReportState.SUBMITTED


def test_a_later_change_takes_the_agreement_back(about, people):
    write(about, by=people["b"])
    flow.agree(about, revision=1, by=people["A"], at=AT, on=LATER)
    with pytest.raises(AlreadyAgreedError):
        flow.agree(about, revision=1, by=people["A"], at=AT, on=LATER)

    write(about, by=people["b"], section="plans", text="明年继续。")

    with pytest.raises(NotAgreedError):
        flow.submit(about, revision=2, by=people["B"], at=AT, on=LATER)
    assert Event.objects.about(report_of(about)).first().facts["agreement_lapsed"] is True


def test_nobody_agrees_to_words_he_has_not_read(about, people):
    write(about, by=people["b"])

    with pytest.raises(ChangedMeanwhileError):
        flow.agree(about, revision=0, by=people["A"], at=AT, on=LATER)


def test_before_its_last_three_months_a_year_is_not_submitted(about, people):
    with pytest.raises(TooEarlyError) as caught:
        flow.agree(about, revision=0, by=people["A"], at=AT, on=date(2026, 5, 30))

    assert caught.value.opens_on == date(2026, 5, 31)


def test_figures_that_are_gone_are_named_with_their_section(about, people):
    write(about, by=people["b"], text="〔没有的任务完成数〕")

    with pytest.raises(UnknownFiguresError) as caught:
        submit(about, people)

    assert caught.value.found == {"results": ("没有的任务完成数",)}


def test_a_character_without_a_glyph_is_named_with_its_place(about, pairing, people):
    create_activity(pairing=pairing, on=date(2026, 5, 5), summary="联欢😀会")

    with pytest.raises(UnprintableError) as caught:
        submit(about, people)

    assert caught.value.characters == ("😀",)
    assert caught.value.places == ("附件1《帮扶活动台账》：示范课：联欢😀会",)


# --- judging --------------------------------------------------------------------------------


def test_accepting_files_the_year_of_the_pairing_and_freezes_the_words(about, people):
    write(about, by=people["b"])
    submit(about, people)

    report = flow.accept(about, note="考核会通过", by=people["bureau"], at=AT, on=LATER)

    filing = Filing.objects.get()
    assert (filing.school_year, filing.note) == (2025, "考核会通过")
    assert (report.state, report.accepted_on) == (ReportState.ACCEPTED, LATER)
    with pytest.raises(NotOpenError):
        write(about, by=people["b"], section="plans")
    with pytest.raises(NotSubmittedError):
        flow.send_back(about, reason="晚了", by=people["bureau"], at=AT)


def test_a_year_that_was_filed_before_is_not_filed_again(about, pairing, people):
    submit(about, people)
    file_year(pairing, school_year=2025, by=people["bureau"], at=AT, on=LATER)

    flow.accept(about, note="", by=people["bureau"], at=AT, on=LATER)

    assert Filing.objects.count() == 1


def test_a_pairing_without_any_duty_has_its_report_accepted_too():
    bare = create_pair(code="JD-0050", names=("甲山学校", "乙水学校"))
    about, people = about_pairing(bare), create_people(bare)
    submit(about, people)

    report = flow.accept(about, note="", by=people["bureau"], at=AT, on=LATER)

    assert report.state == ReportState.ACCEPTED
    assert not Filing.objects.exists()
    assert "没有双方确认的帮扶活动" in told(about)


def test_a_returned_report_is_written_in_again_and_needs_a_new_yes(about, people):
    row = write(about, by=people["b"])
    submit(about, people)
    with pytest.raises(NotOpenError):
        write(about, by=people["b"], base=row.pk, text="改。")

    flow.send_back(about, reason="补写成效", by=people["bureau"], at=AT)

    assert report_of(about).state == ReportState.RETURNED
    write(about, by=people["b"], base=row.pk, text="改。")
    with pytest.raises(NotAgreedError):
        flow.submit(about, revision=2, by=people["B"], at=AT, on=LATER)
    returned = Notice.objects.filter(kind="report_returned")
    assert {n.facts["reason"] for n in returned} == {"补写成效"}


def test_once_the_bureau_filed_the_year_nothing_is_written_in_its_report(
    about, pairing, people
):
    file_year(pairing, school_year=2025, by=people["bureau"], at=AT, on=LATER)

    with pytest.raises(NotOpenError):
        write(about, by=people["b"])
    assert not YearReport.objects.exists()


def test_the_figures_of_an_accepted_school_report_stay(pairing, people):
    about = about_school(pairing.receiving_school)
    write(about, by=people["b"], text="共〔示范课次数〕。")
    flow.submit(about, revision=1, by=people["B"], at=AT, on=LATER)
    flow.accept(about, note="", by=people["bureau"], at=AT, on=LATER)
    before = told(about)

    later = date(2026, 12, 5)
    entered = {"entered_at": at(later)}
    create_activity(pairing=pairing, on=date(2026, 6, 3), lessons=1, **entered)

    assert "共3次。" in before
    assert told(about, on=date(2026, 12, 9)) == before


# --- what is kept -----------------------------------------------------------------------------


def _accepted(about, people):
    submit(about, people)
    flow.accept(about, note="", by=people["bureau"], at=AT, on=LATER)
    return kept_pdf(about, by=people["bureau"], at=AT, on=LATER)


@pytest.fixture
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_own_files")
def test_the_paper_of_an_accepted_report_is_filed_with_its_words_and_stays(
    about, pairing, people
):
    write(about, by=people["b"], text="教师进步明显。")

    made = _accepted(about, people)

    row = FiledDocument.objects.get()
    assert (row.kind, row.pairing_id, row.school_year) == ("pairing_summary", pairing.pk, 2025)
    assert row.data["words"] == {"results": "教师进步明显。"}
    pairing.receiving_school.name = "改名学校"
    pairing.receiving_school.save()
    assert kept_pdf(about, by=people["bureau"], at=AT, on=LATER) == made


@pytest.mark.usefixtures("_own_files")
def test_the_paper_of_a_schools_accepted_report_is_filed_for_the_school(pairing, people):
    school = pairing.receiving_school

    _accepted(about_school(school), people)

    row = FiledDocument.objects.get()
    assert (row.kind, row.school_id, row.school_year) == ("school_summary", school.pk, 2025)
    assert (row.bureau, row.parties) == (school.bureau, [school.name])
