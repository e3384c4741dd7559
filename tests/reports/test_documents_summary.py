"""The year-end summary as a paper: its sentences, numbers, tables and annexes."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from agreements.models import Waiver
from records.canonical import canonical_json
from reports.documents import summary_tables as tables
from reports.documents.summary import summary_file_name, summary_paper
from reports.documents.year import year_summary_of
from tests.factories import create_activity, create_school, create_user
from tests.reports.paired import (
    LATER,
    create_pair,
    create_small_agreement,
    create_year,
)

pytestmark = pytest.mark.django_db
SITE = "https://jd.example/"


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


def paper_of(pairing, *, on=LATER):
    return summary_paper(year_summary_of(pairing, school_year=2025, on=on), site=SITE)


def headings(paper):
    sections = (paper.basics, paper.organisation, paper.work, paper.duties, *paper.after)
    return [section.heading for section in sections]


def test_the_receiving_school_reports_to_its_bureau(pairing):
    paper = paper_of(pairing)

    assert paper.to == "青石县教育局："
    assert (paper.issuer, paper.issued_on) == ("石门学校", "2026年11月23日")
    assert "".join(paper.title) == "石门学校关于2025—2026学年结对帮扶工作总结的报告"
    assert paper.as_of == ""


def test_the_lead_gives_the_figures_and_the_day_they_are_of(pairing):
    assert paper_of(pairing).lead == (
        "2025—2026学年，石门学校（受援方，以下简称乙方）与云亭学校（支援方，以下简称甲方）"
        "按照《学校结对帮扶协议书》（编号XY-JD-0001）开展结对帮扶。截至2026年8月31日，双方确认"
        "帮扶活动5次，参加53人次。本学年约定任务共4期，其中已完成2期、未完成2期。"
        "现将有关情况报告如下："
    )


def test_a_running_year_says_up_to_which_day(pairing):
    paper = paper_of(pairing, on=date(2025, 10, 10))

    assert paper.as_of == "（截至2025年10月10日）"
    assert paper.issued_on == "2025年10月10日"


def test_what_was_not_met_is_told_with_its_reason(pairing):
    gaps = paper_of(pairing).after[0]

    assert gaps.items == (
        "1.示范课（第二学期，未完成）。要求2次，计入1次，还差1次。2026年5月11日的示范课未计入："
        "2026年5月11日提交，对方确认之前不计入。",
        "2.听课研修（第二学期，未完成）。要求1次，计入0次，还差1次。2026年4月13日的听课研修"
        "未计入：协议要求每次乙方不少于12人，到了11人。",
    )


def test_sections_without_anything_to_say_are_left_out_and_the_others_count_on(pairing):
    assert headings(paper_of(pairing)) == [
        "一、基本情况",
        "二、组织与计划",
        "三、帮扶工作开展情况",
        "四、约定任务完成情况",
        "五、未完成的任务和原因",
        "六、工作成效",
        "七、存在的问题",
        "八、下一步安排",
    ]


def test_a_waiver_makes_a_section_of_its_own(pairing):
    duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.first()
    Waiver.objects.create(
        obligation=duty,
        window_starts_on=date(2026, 2, 20),
        granted_by=create_user(),
        granted_by_name="沈砚秋",
        granted_on=date(2026, 3, 1),
        reason="校舍维修。",
    )

    paper = paper_of(pairing)

    assert headings(paper)[5] == "六、免除和补做"
    assert paper.after[1].items == (
        "1.免除：示范课（第二学期）。2026年3月1日经主管部门（经办人沈砚秋）同意免除，"
        "理由：校舍维修。",
    )


def test_problems_are_counts_of_what_the_records_hold(pairing):
    problems = next(s for s in paper_of(pairing).after if s.heading.endswith("存在的问题"))

    assert problems.items == (
        "1.部分任务没有按约定完成。到期未完成2期，涉及示范课、听课研修。",
        "2.部分活动没有计入约定任务。双方已确认而未计入的活动1次，其中人数不够1次。",
        "3.登记和确认不够及时。登记后对方学校尚未确认1次，均不计入上述数字。",
    )


def test_the_comparison_has_a_cell_a_term(pairing):
    (group,) = paper_of(pairing).duty_groups
    lessons = group.rows[0]

    assert (lessons.name, lessons.ask) == ("示范课", "每学期不少于2次")
    assert lessons.autumn == (tables.Cell(mark="●", word="已完成", figure="2/2"),)
    assert lessons.spring == (tables.Cell(mark="○", word="未完成", figure="1/2"),)
    assert lessons.whole == ()


def test_many_windows_of_one_duty_are_summed_by_status(pairing):
    year = year_summary_of(pairing, school_year=2025, on=LATER)
    duty = year.duties[0]
    months = tuple(replace(window, season="") for window in duty.windows) * 2

    row = tables.duty_groups(replace(year, duties=(replace(duty, windows=months),)))[0].rows[0]

    assert row.whole == (
        tables.Cell(mark="●", word="已完成", figure="2期"),
        tables.Cell(mark="○", word="未完成", figure="2期"),
    )


def test_the_ledger_says_what_each_activity_counted_for_or_why_not(pairing):
    groups = paper_of(pairing).ledger
    rows = [row for group in groups for row in group.rows]

    assert [group.title for group in groups] == [
        "第一学期（2025年9月1日至2026年1月20日）",
        "第二学期（2026年2月20日至6月30日）",
    ]
    assert [(r.number, r.days, r.direction, r.attendances, r.outcome) for r in rows] == [
        (1, "2025-09-15", "甲方→乙方", "10", "示范课1次"),
        (2, "2025-10-20", "甲方→乙方", "10", "示范课1次"),
        (3, "2025-11-03", "乙方→甲方", "12", "听课研修1次"),
        (4, "2026-03-09", "甲方→乙方", "10", "示范课1次"),
        (5, "2026-04-13", "乙方→甲方", "11", "协议要求每次乙方不少于12人，到了11人。"),
        (6, "2026-05-11", "甲方→乙方", "—", "待对方学校确认"),
    ]
    assert [row.is_counted for row in rows] == [True, True, True, True, False, False]


def test_annexes_stand_only_where_they_have_rows(pairing):
    kinds = [annex.kind for annex in paper_of(pairing).annexes]
    create_activity(
        pairing=pairing, on=date(2026, 5, 20), type="donation_money", amount="51280.00"
    )

    paper = paper_of(pairing)

    assert kinds == ["ledger", "windows"]
    assert [annex.kind for annex in paper.annexes] == ["ledger", "windows", "donations"]
    assert paper.donation_total == ("—", "51,280.00")
    assert paper.donation_note == "注：合计金额大写：伍万壹仟贰佰捌拾元整。"


def test_the_last_rows_of_a_table_stay_together():
    groups = [tables.Group(title="a", rows=(1, 2, 3)), tables.Group(title="b", rows=(4,))]

    bound = tables.with_tail(groups)

    assert [(g.tail_from, g.is_tail) for g in bound] == [(1, False), (0, True)]


def test_the_printed_checksum_is_that_of_the_enclosed_verdicts(pairing):
    year = year_summary_of(pairing, school_year=2025, on=LATER)
    stamp = summary_paper(year, site=SITE).stamp

    assert stamp.sha256 == hashlib.sha256(canonical_json(year.data)).hexdigest()
    assert stamp.address == f"https://jd.example/v/{stamp.code}"


def test_a_pairing_without_an_agreement_says_so_and_has_no_empty_tables():
    paper = paper_of(create_pair())

    assert "尚未签署生效的协议" in paper.lead
    assert (paper.figure_rows, paper.duty_groups, paper.charts, paper.annexes) == (
        (),
        (),
        (),
        (),
    )
    assert paper.last_words == "双方尽快签署协议，明确约定任务。"


def test_a_name_much_longer_than_its_date_is_set_flush():
    pairing = create_pair(names=("云亭学校", "青石县石门镇中心学校石门教学点附属实验幼儿园"))

    assert paper_of(pairing).is_long
    assert not paper_of(create_pair(code="JD-0002", bureau=create_school().bureau)).is_long


def test_the_file_is_called_school_content_day(pairing):
    name = summary_file_name(pairing, school_year=2025, on=LATER)

    assert name == "石门学校_2025—2026学年结对帮扶工作总结_2026-11-23.pdf"
