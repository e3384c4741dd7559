"""What other people's words mean: one row a way of saying it, in sentences of our own."""

from dataclasses import fields

import pytest

from agreements.models import choices
from agreements.reader import read
from agreements.reader.meaning.lexicon import about, people, times
from agreements.reader.meaning.lexicon import deeds as doing
from agreements.reader.values import Obligation, QuotaLine
from pairing import vocabulary
from tests.agreements.reader.test_inverse import HEAD

PLAIN = Obligation()


def meant(text: str) -> list[dict]:
    """Of every duty in ``text`` what it says beside the defaults; names left out."""
    return [
        {
            field.name: value
            for field in fields(Obligation)
            if (value := getattr(duty.obligation, field.name)) != getattr(PLAIN, field.name)
            and field.name not in ("name", "part_of")
        }
        for duty in read(f"{HEAD}一、任务\n1. {text}\n").duties
        if duty.bounds is None
    ]


A, B = {"party": "supporting"}, {"party": "receiving"}
BOTH = {"party": "both"}
TERM, YEAR = {"period": "term"}, {"period": "agreement_year"}
SAYINGS = {
    "a rank and above": (
        "甲方每学期选派2名中层以上干部到乙方挂职。",
        A | TERM | {"activity_types": ("secondment_manager",), "measure": "people",
                    "minimum": 2, "minimum_rank": "office_head", "venue": "receiving"},
    ),
    "any of two marks, and breadth": (
        "甲方每学年组织优秀或骨干教师到乙方上示范课，共10节以上，覆盖不少于4个学科。",
        A | {"activity_types": ("demo_lesson",), "measure": "lessons", "minimum": 10,
             "period": "school_year", "venue": "receiving", "coverage_of": "subjects",
             "coverage_distinct": 4, "actor_qualifications": (("excellent",), ("backbone",))},
    ),
    "both of two marks, and a stay of weeks": (
        "乙方每学期选派3至5名在编青年教师到甲方跟岗学习，每次不少于两周。",
        B | TERM | {"activity_types": ("shadowing",), "measure": "people", "minimum": 3,
                    "maximum": 5, "actor_qualifications": (("on_payroll", "young"),),
                    "venue": "supporting", "floor_weeks": 2},
    ),
    "a number for each season": (
        "甲方每学期到乙方开展听课评课活动，秋季3次，春季4次。",
        A | TERM | {"activity_types": ("lesson_observation",), "venue": "receiving",
                    "quotas": (QuotaLine(season="autumn", minimum=3),
                               QuotaLine(season="spring", minimum=4))},
    ),
    "a number for each year": (
        "甲方每年组织专题讲座，第一年2次，第二年4次。",
        A | YEAR | {"activity_types": ("lecture",),
                    "quotas": (QuotaLine(agreement_year=1, minimum=2),
                               QuotaLine(agreement_year=2, minimum=4))},
    ),
    "both heads": (
        "双方校长每学年召开联席会议两次，双方校长均须参加。",
        BOTH | {"activity_types": ("joint_meeting",), "period": "school_year", "minimum": 2,
                "both_heads": True},
    ),
    "so many days after an event": (
        "挂职结束后10日内，乙方出具书面鉴定。",
        B | {"activity_types": ("secondee_evaluation",), "measure": "items",
             "due_kind": "after_activity", "due_days": 10,
             "due_trigger_types": ("secondment_manager",)},
    ),
    "so many days after signing": (
        "甲方在协议签订后30日内制定年度帮扶计划，报教育局备案。",
        A | {"activity_types": ("annual_plan",), "measure": "items",
             "due_kind": "after_signing", "due_days": 30},
    ),
    "whose people are counted, in a break, at whose cost": (
        "甲方每年寒假期间对乙方教师开展业务培训不少于50人次，费用由甲方承担。",
        A | YEAR | {"activity_types": ("training",), "measure": "attendances", "minimum": 50,
                    "counted_side": "receiving", "season": "winter", "cost_bearer": "甲方"},
    ),
    "in principle, and lessons an event": (
        "甲方原则上每两个月到乙方送教一次，每次不少于3节。",
        A | {"activity_types": ("teaching_delivery",), "period": "two_months", "minimum": 1,
             "modality": "should", "venue": "receiving", "floor_lessons": 3},
    ),
    "each post": (
        "甲方校长、书记每学期各到乙方指导工作1次。",
        A | TERM | {"activity_types": ("visit",), "minimum": 1, "venue": "receiving",
                    "each_of": "roles", "each_of_items": ("principal", "secretary")},
    ),
    "grades, and what each event includes": (
        "双方在初一、初二年级每学期共同组织一次质量检测，统一时间、统一题目。",
        BOTH | TERM | {"activity_types": ("quality_check",), "minimum": 1,
                       "grades": ("j1", "j2"), "contents": ("same_time", "same_paper")},
    ),
    "a day of the year, by each": (
        "每年6月30日前，双方各提交年度工作总结一份。",
        {"party": "each"} | YEAR | {
            "activity_types": ("year_summary",), "measure": "items", "minimum": 1,
            "due_kind": "day_of_year", "due_month": 6, "due_day": 30},
    ),
    "from one day to another, in turn, of two subjects": (
        "每年3月1日至5月31日，甲方组织数学、语文学科同课异构活动2次，地点轮流设定。",
        A | YEAR | {"activity_types": ("same_topic_lessons",), "minimum": 2,
                    "venue": "alternating", "subjects": ("mathematics", "chinese"),
                    "season": "dates", "season_from": "03-01", "season_to": "05-31"},
    ),
    "some": (
        "甲方每学期组织德育讲座若干次。",
        A | TERM | {"activity_types": ("lecture",), "uncounted": True,
                    "topics": ("moral_education",)},
    ),
    "a blank": (
        "甲方每学期送教____次。",
        A | TERM | {"activity_types": ("teaching_delivery",), "uncounted": True},
    ),
    "a share of a headcount": (
        "甲方每年选派不少于教师总数5%的教师到乙方支教。",
        A | YEAR | {"activity_types": ("secondment_teacher",), "measure": "percent",
                    "minimum": 5, "venue": "receiving"},
    ),
    "each mentor pair": (
        "双方每对师徒每月听评课不少于2节。",
        BOTH | {"activity_types": ("lesson_observation",), "measure": "lessons",
                "period": "month", "minimum": 2, "each_of": "mentor_pairs"},
    ),
    "by mid-term": (
        "双方每学期期中前交流教学计划一次。",
        BOTH | TERM | {"activity_types": ("research_plan",), "minimum": 1,
                       "due_kind": "midterm"},
    ),
    "so many days after coming home": (
        "乙方派出的跟岗教师返校后一周内上交学习心得一篇。",
        B | {"activity_types": ("reflection",), "measure": "items", "minimum": 1,
             "due_kind": "after_activity", "due_days": 7,
             "due_trigger_types": ("shadowing",)},
    ),
    "one of each subject": (
        "甲方每学年选派语文、数学骨干教师各1名到乙方支教。",
        A | {"activity_types": ("secondment_teacher",), "measure": "people", "minimum": 1,
             "period": "school_year", "actor_qualifications": (("backbone",),),
             "venue": "receiving", "each_of": "subjects",
             "each_of_items": ("chinese", "mathematics")},
    ),
    "advice and not study": (
        "甲方校长每学期至少到乙方听课4节。",
        A | TERM | {"activity_types": ("lesson_observation",), "measure": "lessons",
                    "minimum": 4, "actor_roles": ("principal",), "venue": "receiving"},
    ),
    "for whose people": (
        "甲方每年为乙方培养骨干教师不少于3名。",
        A | YEAR | {"activity_types": ("training",), "measure": "people", "minimum": 3,
                    "counted_side": "receiving"},
    ),
    "in both heads' presence, by another name": (
        "双方主要领导每半年会晤一次。",
        BOTH | {"activity_types": ("joint_meeting",), "period": "half_year", "minimum": 1,
                "both_heads": True},
    ),
    "online": (
        "双方每月通过网络联合教研一次。",
        BOTH | {"activity_types": ("research_activity",), "period": "month", "minimum": 1,
                "venue": "online"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), SAYINGS.values(), ids=SAYINGS)
def test_other_peoples_words_have_their_meaning(text, meaning):
    assert meant(text) == [meaning]


def test_a_share_has_the_subject_that_is_its_own():
    whole, share = meant("甲方每学期上示范课4次，其中数学2次。")

    assert (whole["minimum"], share["minimum"]) == (4, 2)
    assert share["subjects"] == ("mathematics",)


def test_where_the_apprentice_is_party_a_the_sides_are_turned_round():
    head = "师徒结对帮扶协议\n甲方（受援学校）：石桥中学\n乙方（支援学校）：青溪中学\n"
    ours = "1. 乙方每学期到甲方上示范课不少于2次，人数按甲方人员计算。\n"
    theirs = "2. 乙方每年到甲方送教3次。\n"

    found = [duty.obligation for duty in read(head + ours + theirs).duties]

    assert [(duty.party, duty.venue) for duty in found] == [("supporting", "receiving")] * 2
    assert found[0].counted_side == "receiving"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (doing.DEEDS, vocabulary.ActivityType),
        (people.POSTS, vocabulary.Role),
        (people.RANKS, vocabulary.Role),
        (people.MARKS, vocabulary.Qualification),
        (about.TOPICS, vocabulary.Topic),
        (about.SUBJECTS, vocabulary.Subject),
        (about.STAGES, vocabulary.Stage),
        (about.CONTENTS, vocabulary.Content),
        (about.COVERAGE, choices.CoverageOf),
        (people.ROSTERS, choices.EachOfKind),
        (times.EDGES, choices.DueKind),
        (times.SEASONS, choices.SeasonKind),
        (times.MOODS, choices.Modality),
    ],
)
def test_the_tables_know_only_codes_of_the_language(table, codes):
    assert {code for code, _words in table} - set(codes.values) == set()


def test_every_type_that_is_done_can_be_read():
    unnamed = {"other", "other_document"}

    assert {code for code, _words in doing.DEEDS} == set(vocabulary.ActivityType) - unnamed
