"""What schools and bureau said of a window that fell short stands in the reports, with who and
when, and follows what is said later."""

from datetime import date, timedelta

import pytest

from compliance import deciding
from compliance.deciding import Promise, WindowKey
from compliance.models import Violation
from pairing.models import Pairing
from reports.documents import drafts, live, voices
from reports.documents.closing import closing_of
from reports.documents.closing_paper import closing_paper
from reports.documents.drafts import PLANS_AHEAD, PROBLEMS
from reports.documents.school import school_year_of
from reports.documents.school_paper import school_paper
from reports.documents.summary import summary_paper
from reports.documents.year import year_summary_of
from tests.factories import at, create_activity, create_obligation
from tests.reports.reporting import LATER, create_people, create_told_pairing

pytestmark = pytest.mark.django_db
SITE = "https://jd.example.cn"
SPRING = date(2026, 2, 20)
SAID_ON = date(2026, 9, 5)


@pytest.fixture
def pairing():
    return create_told_pairing()


@pytest.fixture
def people(pairing):
    return create_people(pairing)


def key(pairing, name="示范课") -> WindowKey:
    duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.get(name=name)
    return WindowKey(obligation=duty, starts_on=SPRING)


def explain(pairing, people, *, text="任课教师病休。", on=SAID_ON):
    who = {"school": pairing.supporting_school, "by": people["A"], "at": at(on)}
    return deciding.explain(key(pairing), text=text, **who)


def plan(pairing, people):
    promise = Promise("由许明远补上一节", 1, date(2026, 10, 31))
    who = {"school": pairing.supporting_school, "by": people["a"], "at": at(SAID_ON, 11)}
    return deciding.plan(key(pairing), promise=promise, **who)


def propose(pairing, people):
    lesson = create_activity(pairing=pairing, on=date(2026, 9, 21), lessons=2)
    who = {"school": pairing.supporting_school, "by": people["a"], "at": at(date(2026, 9, 22))}
    deciding.propose(key(pairing), activity=lesson, text="已上", **who)
    return lesson


def refuse(pairing, people):
    lesson = propose(pairing, people)
    who = {"by": people["bureau"], "at": at(date(2026, 9, 24))}
    deciding.refuse(key(pairing), activity=lesson, reason="不是示范课", **who)


def close(pairing, people):
    who = {"by": people["bureau"], "at": at(SAID_ON, 12)}
    deciding.close(key(pairing), reason="下学年另行安排", **who)


def year_of(pairing, *, on=LATER):
    return year_summary_of(pairing, school_year=2025, on=on)


def gap(pairing, *, on=LATER) -> str:
    """Of the demonstration lessons in spring."""
    paper = summary_paper(year_of(pairing, on=on), site=SITE)
    return next(item for item in paper.after[0].items if "示范课（第二学期" in item)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (explain, "云亭学校2026年9月5日说明（沈立）：任课教师病休。"),
        (
            plan,
            "云亭学校2026年9月5日提出补做计划（许明远）：于2026年10月31日前补做1次，"
            "由许明远补上一节。",
        ),
        (
            propose,
            "云亭学校2026年9月22日申请以2026年9月21日的活动补做（许明远），"
            "主管部门尚未答复：已上。",
        ),
        (
            refuse,
            "2026年9月24日主管部门（经办人张工）未同意以2026年9月21日的活动补做，"
            "理由：不是示范课。",
        ),
        (close, "2026年9月5日主管部门（经办人张工）予以办结，理由：下学年另行安排。"),
    ],
)
def test_every_step_stands_behind_its_gap_with_who_and_when(pairing, people, step, told):
    before = gap(pairing)

    step(pairing, people)

    assert gap(pairing) == before + told


def test_it_follows_what_is_said_later_and_an_earlier_day_does_not_know_it(pairing, people):
    before = gap(pairing)
    explain(pairing, people)
    explain(pairing, people, text="教师调动，\n已另派人。", on=SAID_ON + timedelta(2))

    days = (SAID_ON - timedelta(1), SAID_ON, SAID_ON + timedelta(2))
    told = [gap(pairing, on=day).removeprefix(before) for day in days]

    assert told == [
        "",
        "云亭学校2026年9月5日说明（沈立）：任课教师病休。",
        "云亭学校2026年9月7日说明（沈立）：教师调动， 已另派人。",
    ]


def test_a_violation_of_a_must_not_is_told_with_who_recorded_it(pairing, people):
    clause = key(pairing).obligation.clause
    forbidden = create_obligation(
        clause=clause,
        name="不得收费",
        modality="must_not",
        minimum=None,
        period="school_year",
    )
    Violation.objects.create(
        obligation=forbidden,
        held_on=date(2026, 4, 2),
        recorded_on=date(2026, 4, 3),
        recorded_by=people["bureau"],
        recorded_by_name="张工",
        note="收取资料费",
    )

    paper = summary_paper(year_of(pairing), site=SITE)

    assert paper.after[0].items[-1] == (
        "3.不得收费（2025—2026学年，未完成）。有1次违反记录。"
        "张工记录：2026年4月2日有违反，收取资料费。"
    )


def test_the_report_of_a_school_and_of_an_agreement_tell_the_same(pairing, people):
    explain(pairing, people)
    agreement = pairing.agreements.get()
    last_on = agreement.ends_on
    told = "云亭学校2026年9月5日说明（沈立）：任课教师病休。"

    school = school_year_of(pairing.receiving_school, school_year=2025, on=LATER)
    papers = (
        school_paper(school, site=SITE),
        closing_paper(closing_of(agreement, on=last_on), site=SITE),
    )

    for paper in papers:
        texts = [block.text for block in paper.blocks if hasattr(block, "text")]
        assert sum(told in text for text in texts) == 1


def test_the_draft_counts_what_was_said_and_lists_the_plans_with_live_figures(pairing, people):
    explain(pairing, people)
    plan(pairing, people)
    year = year_of(pairing)
    figures = live.figures_of_pairing(year)

    problems, ahead = (
        drafts.draft(code, year, voice=voices.OF_PAIRING) for code in (PROBLEMS, PLANS_AHEAD)
    )

    assert "其中由学校说明了原因的〔已说明期数〕、定了补做时间的〔已定补做期数〕。" in problems
    assert live.unknown_names(problems + ahead, figures) == ()
    assert "已经提出的补做安排：〔补做安排〕。" in ahead
    assert [figures[name].value for name in ("已说明期数", "已定补做期数", "补做安排")] == [
        "1期",
        "1期",
        "示范课（第二学期）由云亭学校于2026年10月31日前补做1次（许明远2026年9月5日提出）",
    ]


def test_where_nobody_said_anything_the_draft_says_nothing_of_it(pairing):
    figures = live.figures_of_pairing(year_of(pairing))
    text = "".join(
        drafts.draft(code, year_of(pairing), voice=voices.OF_PAIRING)
        for code in drafts.SECTIONS
    )

    assert [word for word in ("说明了原因", "补做安排") if word in text] == []
    assert (figures["已说明期数"].value, figures["补做安排"].value) == ("0期", "无")


def test_what_was_said_is_enclosed_and_changes_the_code(pairing, people):
    before = year_of(pairing)
    explain(pairing, people)
    after = year_of(pairing)

    assert "said" not in before.data
    assert after.data["said"] == [
        {
            "duty": key(pairing).obligation.pk,
            "window": "2026-02-20",
            "step": "explained",
            "by": "沈立",
            "on": "2026-09-05",
            "text": "任课教师病休。",
        }
    ]


def test_an_explanation_of_another_pairing_stands_in_no_other_report(pairing, people):
    bureau = pairing.supporting_school.bureau
    names = ("甲学校", "乙学校")
    other = create_told_pairing(code="JD-0002", bureau=bureau, names=names)
    before = gap(other)

    explain(pairing, people)

    assert gap(other) == before
    assert Pairing.objects.count() == 2
