"""A school's year over all its pairings: as Party A in one, as Party B in another, added up."""

from datetime import date

import pytest
from django.utils import translation

from activities.models import ActivityLink, ActivityStep
from reports.documents.school import school_year_of
from reports.documents.school_paper import school_paper
from reports.documents.year import UnknownYearError
from tests.factories import at, create_activity, create_pairing, create_school
from tests.reports.paired import LATER, create_small_agreement
from tests.reports.reporting import create_told_pairing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def pairing():
    """石门学校 receives here …"""
    return create_told_pairing()


@pytest.fixture
def other(pairing):
    """… and supports here; one lesson of the first pairing serves this one as well."""
    school = pairing.receiving_school
    third = create_school(name="南坡学校", bureau=school.bureau)
    other = create_pairing(supporting=school, receiving=third, code="JD-0009")
    create_small_agreement(other, number="XY-JD-0009")
    lesson = create_activity(pairing=other, on=date(2025, 10, 8), lessons=3)
    shared = pairing.links.get(activity__starts_on=date(2025, 9, 15)).activity
    link = ActivityLink.objects.create(activity=shared, pairing=other, state="confirmed")
    for state, day in (("pending_confirm", 15), ("confirmed", 16)):
        on = date(2025, 9, day)
        ActivityStep.objects.create(
            link=link, state=state, on=on, at=at(on), by=lesson.logged_by
        )
    return other


def year_of(pairing, *, on=LATER):
    return school_year_of(pairing.receiving_school, school_year=2025, on=on)


def paper_of(pairing):
    return school_paper(year_of(pairing), site="https://jd.example")


def cells_under(paper, caption):
    (table,) = [b for b in paper.blocks if b.kind == "table" and b.caption.startswith(caption)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_both_sides_stand_side_by_side(pairing, other):
    parts = year_of(pairing).parts

    assert [(p.side, p.partner.name) for p in parts] == [
        ("receiving", "云亭学校"),
        ("supporting", "南坡学校"),
    ]


def test_windows_add_up_and_a_shared_activity_is_counted_once(pairing, other):
    year = year_of(pairing)
    own = [part.year for part in year.parts]

    assert year.tally.total == sum(y.tally.total for y in own) == 8
    assert year.tally.done == sum(y.tally.done for y in own)
    assert [y.figures.events for y in own] == [5, 2]
    assert year.figures.events == 6
    assert sum(area.figures.events for area in year.areas) == 5
    assert year.unassigned.figures.events == 1


def test_the_tables_end_with_the_sums(pairing, other):
    paper = paper_of(pairing)

    figures = cells_under(paper, "表2")
    assert [row[:3] for row in figures] == [
        ["云亭学校（乙）", "5", "6"],
        ["南坡学校（甲）", "2", "5"],
        ["合计", "6", "9"],
    ]
    statuses = cells_under(paper, "表3")
    assert [row[:4] for row in statuses] == [
        ["云亭学校（乙）", "4", "2", "50%"],
        ["南坡学校（甲）", "4", "0", "0%"],
        ["合计", "8", "2", "25%"],
    ]


def test_gaps_and_annexes_name_the_partner(pairing, other):
    paper = paper_of(pairing)
    text = "\n".join(block.text for block in paper.blocks if hasattr(block, "text"))
    titles = [
        row.cells[0].text for row in paper.annexes[0].blocks[0].rows if row.look == "group"
    ]

    assert "1.与云亭学校：示范课（第二学期，未完成）。" in text
    assert "与南坡学校：听课研修（第一学期，未完成）。" in text
    assert titles[0].startswith("与云亭学校（乙）　第一学期")
    assert titles[-1].startswith("与南坡学校（甲）　第一学期")


def test_the_sections_are_those_of_the_pairings_summary(pairing, other):
    headings = [
        b.text for b in paper_of(pairing).blocks if b.kind == "heading" and b.level == 2
    ]

    assert headings == [
        "一、基本情况",
        "二、组织与计划",
        "三、帮扶工作开展情况",
        "四、约定任务完成情况",
        "五、未完成的任务和原因",
        "六、工作成效",
        "七、存在的问题",
        "八、下一步安排",
    ]


def test_a_school_without_any_pairing_that_year_has_no_summary(pairing):
    with pytest.raises(UnknownYearError):
        school_year_of(pairing.receiving_school, school_year=2010, on=LATER)
    with pytest.raises(UnknownYearError):
        school_year_of(create_school(), school_year=2025, on=LATER)


def test_a_pairing_without_any_activity_makes_a_correct_paper(pairing):
    third = create_school(name="北坡学校", bureau=pairing.receiving_school.bureau)
    create_pairing(
        supporting=third, receiving=create_school(bureau=third.bureau), code="JD-0099"
    )

    paper = school_paper(
        school_year_of(third, school_year=2025, on=LATER), site="https://jd.example"
    )

    text = "\n".join(block.text for block in paper.blocks if hasattr(block, "text"))
    assert "没有双方确认的帮扶活动" in text
    assert paper.annexes == ()
    assert [b for b in paper.blocks if b.kind == "chart"] == []


def test_donations_name_who_gave_the_school_itself_or_its_partner(pairing, other):
    for given, amount in ((pairing, "100.00"), (other, "200.00")):
        create_activity(
            pairing=given, on=date(2026, 5, 20), type="donation_money", amount=amount
        )

    paper = paper_of(pairing)

    [rows] = [b.rows for a in paper.annexes for b in a.blocks if a.title.startswith("捐赠")]
    assert [row.cells[3].text for row in rows[:2]] == ["云亭学校", "本校"]
