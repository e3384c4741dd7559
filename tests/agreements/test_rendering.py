"""What an obligation says: one row per shape, and no two duties in the same words."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import (
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Obligation,
    Party,
    Period,
    QuotaLine,
    SeasonKind,
    Venue,
)
from agreements.rendering import describe, english, render, short
from agreements.rendering.clause import types_of
from agreements.rendering.phrases import in_order
from agreements.words import about, amounts, deeds, people
from pairing import vocabulary
from pairing.models import TermSeason
from tests.factories import create_obligation

PLAIN = {
    field.attname: field.get_default()
    for field in Obligation._meta.concrete_fields
    if not field.is_relation
}


def duty(**fields) -> SimpleNamespace:
    """Party A gives demonstration lessons every term, unless told otherwise."""
    lines = [QuotaLine(**line) for line in fields.pop("quotas", ())]
    usual = {
        "name": "示范课",
        "party": "supporting",
        "activity_types": ["demo_lesson"],
        "measure": "events",
        "period": "term",
    }
    return SimpleNamespace(
        **{**PLAIN, **usual, "pk": 1, "part_of": None, "quotas": lines, **fields}
    )


LECTURES = duty(activity_types=["lecture"], minimum=3)
SHAPES = (
    # --- who
    (
        dict(
            activity_types=["visit"],
            actor_roles=["vice_principal", "principal"],
            venue="receiving",
            topics=["management"],
            minimum=2,
        ),
        "甲方校长或副校长每学期到乙方指导管理工作不少于2次",
    ),
    (
        dict(
            activity_types=["visit"],
            venue="receiving",
            each_of="roles",
            each_of_items=["teaching_director", "safety_director", "team_cadre"],
            minimum=3,
        ),
        "甲方教学主任、安全主任和团队干部每学期到乙方指导工作各不少于3次",
    ),
    (
        dict(
            party="both",
            activity_types=["leaders_exchange"],
            actor_roles=["leadership"],
            both_heads=True,
            minimum=1,
        ),
        "甲乙双方领导班子成员每学期共同开展交流研讨不少于1次，双方主要负责人均须参加",
    ),
    (
        dict(actor_qualifications=[["excellent"], ["young", "on_payroll"]]),
        "甲方在编青年教师或优秀教师每学期上示范课",
    ),
    (
        dict(actor_qualifications=[["subject_leader"], ["backbone"]]),
        "甲方骨干教师或学科带头人每学期上示范课",
    ),
    (
        dict(actor_roles=["subject_teacher"], actor_qualifications=[["excellent"]]),
        "甲方优秀学科教师每学期上示范课",
    ),
    (
        dict(
            actor_roles=["principal", "teacher"], actor_qualifications=[["young"], ["famous"]]
        ),
        "甲方校长或教师（青年或名师）每学期上示范课",
    ),
    (
        dict(actor_roles=["class_teacher"], minimum_rank="office_head"),
        "甲方班主任或中层以上干部每学期上示范课",
    ),
    (dict(party="bureau", activity_types=["inspection"]), "教育局每学期开展督导检查"),
    # --- people who are sent
    (
        dict(
            party="each",
            activity_types=["secondment_manager"],
            measure="people",
            actor_roles=["manager"],
            venue="counterpart",
            minimum=1,
        ),
        "甲乙双方每学期各自选派管理干部不少于1名到对方挂职",
    ),
    (
        dict(
            party="receiving",
            activity_types=["secondment_teacher"],
            measure="people",
            actor_qualifications=[["on_payroll", "young"]],
            venue="supporting",
            minimum=1,
            maximum=2,
        ),
        "乙方每学期选派在编青年教师1—2名到甲方任教",
    ),
    (
        dict(
            activity_types=["liaison_named"],
            measure="people",
            period="once",
            minimum_rank="vice_principal",
            minimum=1,
        ),
        "甲方确定副校级以上干部不少于1名担任联系人",
    ),
    (
        dict(
            activity_types=["training"],
            measure="attendances",
            counted_side="receiving",
            minimum=50,
        ),
        "甲方每学期组织业务培训不少于50人次，人数按乙方人员计算",
    ),
    # --- where, about what
    (
        dict(
            party="both",
            activity_types=["joint_planning"],
            stages=["junior"],
            subjects=["history_society", "science"],
            minimum=3,
        ),
        "甲乙双方每学期在初中学段共同开展历史与社会或科学学科集体备课不少于3次",
    ),
    (
        dict(stages=["primary"], grades=["p6", "p5"], venue="receiving", minimum=2),
        "甲方每学期在小学学段小学五年级或小学六年级到乙方上示范课不少于2次",
    ),
    (
        dict(
            party="both",
            activity_types=["quality_check"],
            each_of="grades",
            each_of_items=["p5", "p6", "j1"],
            contents=["same_time", "same_paper", "analysis"],
            minimum=1,
        ),
        "甲乙双方每学期在小学五年级、小学六年级和初一年级共同组织教学质量检测各不少于1次，"
        "每次须包括统一时间、统一题目和交流检测分析",
    ),
    (
        dict(
            party="both",
            activity_types=["joint_planning", "lecture", "same_topic_lessons"],
            venue="alternating",
            topics=["ethics"],
            topics_agreed=True,
            minimum=1,
        ),
        "甲乙双方每学期共同轮流在双方学校围绕师德师风开展同课异构、集体备课或举行专题讲座"
        "不少于1次，主题由双方商定",
    ),
    (
        dict(
            venue="receiving",
            activity_types=[],
            each_of="types",
            each_of_items=["lecture", "joint_planning"],
            minimum=2,
        ),
        "甲方每学期到乙方开展集体备课和举行专题讲座各不少于2次",
    ),
    (
        dict(
            topics=["ethics", "safety"], each_of="topics", each_of_items=["ethics"], minimum=1
        ),
        "甲方每学期上师德师风或安全教育示范课，按师德师风分别计，各不少于1次",
    ),
    (dict(activity_types=["other"], name="义诊"), "甲方每学期开展“义诊”活动"),
    (
        dict(activity_types=["other_document"], name="经费清单", measure="items", minimum=1),
        "甲方每学期提交“经费清单”材料不少于1份",
    ),
    # --- how many
    (dict(measure="lessons", minimum=15), "甲方每学期上示范课不少于15节"),
    (dict(measure="lessons"), "甲方每学期上示范课，以节计"),
    (dict(maximum=3), "甲方每学期上示范课不超过3次"),
    (dict(minimum=2, maximum=2), "甲方每学期上示范课恰好2次"),
    (dict(uncounted=True), "甲方每学期上示范课____次"),
    (
        dict(
            quotas=(
                dict(season="spring", minimum=3),
                dict(season="autumn", minimum=4, maximum=5),
            )
        ),
        "甲方每学期上示范课，秋季学期4—5次，春季学期不少于3次",
    ),
    (
        dict(
            period="agreement_year",
            minimum=4,
            quotas=(dict(agreement_year=1, minimum=2),),
        ),
        "甲方每协议年度上示范课，第一协议年度不少于2次，其余不少于4次",
    ),
    (
        dict(quotas=(dict(stage="junior", minimum=1), dict(stage="primary", maximum=2))),
        "甲方每学期上示范课，小学学段不超过2次，初中学段不少于1次",
    ),
    (
        dict(activity_types=["donation_money"], measure="amount", minimum=50000),
        "甲方每学期提供帮扶资金不少于50000元",
    ),
    (
        dict(party="receiving", activity_types=["training"], measure="percent", minimum=80),
        "乙方每学期组织业务培训不少于80%",
    ),
    (
        dict(
            activity_types=["lesson_observation"],
            measure="lessons",
            each_of="mentor_pairs",
            minimum=2,
        ),
        "甲方每学期开展听课评课，每对师徒不少于2节",
    ),
    (
        dict(activity_types=["paper"], measure="items", minimum=1),
        "甲方每学期撰写论文或案例不少于1篇",
    ),
    (
        dict(party="both", activity_types=["mentor_pair"], measure="pairs", minimum=3),
        "甲乙双方每学期共同结成师徒不少于3对",
    ),
    # --- a share of a whole
    (
        dict(part_of=LECTURES, activity_types=[], topics=["ethics"], minimum=1),
        "其中举行师德师风专题讲座不少于1次",
    ),
    (
        dict(part_of=LECTURES, party="receiving", period="agreement", minimum=1),
        "其中乙方帮扶期内上示范课不少于1次",
    ),
    # --- how big one event must be, what it must cover
    (
        dict(
            party="receiving",
            activity_types=["study_visit"],
            venue="supporting",
            minimum=3,
            floor_people=12,
        ),
        "乙方每学期到甲方开展听课研修不少于3次，每次不少于12人",
    ),
    (
        dict(
            party="both",
            minimum=1,
            floor_people_each_side=5,
            ceiling_people=40,
            floor_days=2,
            ceiling_days=5,
            floor_lessons=2,
        ),
        "甲乙双方每学期共同上示范课不少于1次，每次双方各不少于5人，每次不超过40人，"
        "每次不少于2天，每次不超过5天，每次不少于2节",
    ),
    (
        dict(
            activity_types=["shadowing"],
            measure="people",
            minimum=1,
            floor_weeks=1,
            floor_days_per_person=10,
        ),
        "甲方每学期选派人员不少于1名跟岗学习，每次不少于1周，每人不少于10天",
    ),
    (
        dict(minimum=6, coverage_of="subjects", coverage_distinct=4),
        "甲方每学期上示范课不少于6次，覆盖不少于4个学科",
    ),
    # --- when
    (
        dict(
            period="agreement_year",
            activity_types=["annual_plan"],
            measure="items",
            due_kind="day_of_year",
            due_month=2,
            due_day=31,
            grace_days=10,
        ),
        "甲方每协议年度2月底前制定年度帮扶计划，可宽限10日",
    ),
    (
        dict(
            period="once",
            activity_types=["annual_plan"],
            measure="items",
            due_kind="after_signing",
            due_months=1,
            minimum=1,
        ),
        "甲方签订之日起1个月内制定年度帮扶计划不少于1份",
    ),
    (
        dict(
            party="each",
            activity_types=["secondee_evaluation"],
            measure="items",
            due_kind="term_end",
            minimum=1,
        ),
        "甲乙双方每学期结束前各自出具挂职鉴定不少于1份",
    ),
    (
        dict(
            period="once",
            activity_types=["secondee_evaluation"],
            measure="items",
            due_kind="after_activity",
            due_trigger_types=["secondment_manager", "shadowing"],
            due_days=10,
        ),
        "甲方挂职或跟岗学习结束后10日内出具挂职鉴定",
    ),
    (
        dict(period="once", due_kind="fixed", due_on=date(2026, 3, 1)),
        "甲方2026年3月1日前上示范课",
    ),
    (dict(period="agreement", due_kind="agreement_end"), "甲方帮扶期满前上示范课"),
    (dict(due_kind="midterm", party="both"), "甲乙双方每学期期中前共同上示范课"),
    (dict(period="calendar_year", season="summer"), "甲方每自然年暑期上示范课"),
    (
        dict(period="school_year", season="dates", season_from="03-01", season_to="05-31"),
        "甲方每学年3月1日至5月31日期间上示范课",
    ),
    (dict(period="month", season="term_time"), "甲方每月（寒暑假除外）上示范课"),
    # --- how binding
    (dict(modality="should", period="month"), "甲方原则上每月上示范课"),
    (dict(modality="may", venue="receiving"), "甲方每学期可到乙方上示范课"),
    (
        dict(modality="must_not", party="both", activity_types=[], name="按成绩给学生排名"),
        "甲乙双方每学期不得共同按成绩给学生排名",
    ),
    (
        dict(modality="text_only", activity_types=[], period="once", name="更新办学理念"),
        "甲方力争更新办学理念",
    ),
    (dict(modality="text_only"), "甲方每学期力争上示范课"),
)


@pytest.mark.parametrize(("fields", "clause"), SHAPES)
def test_a_duty_is_said_in_chinese(fields, clause):
    with override("en"):
        said = render(duty(**fields))

    assert said == clause


def test_the_shapes_show_every_field_that_a_clause_says():
    unsaid = {
        "id", "order", "counting_group", "evidence_required", "cost_bearer", "funding_source",
        "weight", "number_agreed_on",
    }  # fmt: skip
    shown = {name for fields, _clause in SHAPES for name in fields} - {"quotas", "part_of"}

    assert set(PLAIN) - unsaid - shown == set()


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (deeds.DEEDS, vocabulary.ActivityType),
        (people.ROLES, vocabulary.Role),
        (people.RANKS, vocabulary.Role),
        (people.MARKS, vocabulary.Qualification),
        (about.TOPICS, vocabulary.Topic),
        (about.SUBJECTS, vocabulary.Subject),
        (about.STAGES, vocabulary.Stage),
        (about.GRADES, vocabulary.Grade),
        (about.CONTENTS, vocabulary.Content),
        (people.PARTIES, Party),
        (amounts.MODALITIES, Modality),
        (amounts.PERIODS, Period),
        (about.VENUES, Venue),
        (amounts.UNITS, Measure),
        (about.COVERED, CoverageOf),
    ],
)
def test_every_code_has_a_word_of_its_own(table, codes):
    both_parties = {Party.BOTH, Party.EACH}  # told apart by 共同 and 各自
    said = [word for code, word in table.items() if code not in both_parties]

    assert set(table) == set(codes.values)
    assert len(set(said)) == len(said)


@pytest.mark.django_db
def test_a_row_says_the_same_as_its_values():
    row = create_obligation(party="both", minimum=None)
    row.quotas.create(season="spring", minimum=3)
    row.quotas.create(season="autumn", minimum=4)
    share = create_obligation(clause=row.clause, part_of=row, topics=["safety"], minimum=1)

    assert render(row) == "甲乙双方每学期共同上示范课，秋季学期不少于4次，春季学期不少于3次"
    assert render(share) == "其中甲方上安全教育示范课不少于1次"
    assert render(Obligation(party="each", measure="events", period="once")) == (
        "甲乙双方各自开展帮扶活动"
    )


# --- Both languages ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "chinese", "english"),
    [
        (dict(minimum=2), "每学期不少于2次", "At least 2 times every term"),
        ({}, "每学期至少1次", "Every term"),
        (dict(modality="may"), "每学期", "Every term"),
        (dict(measure="amount"), "每学期不限金额", "Every term"),
        (
            dict(measure="lessons", minimum=1, maximum=2, each_of="mentor_pairs"),
            "每学期每对师徒1—2节",
            "1 to 2 lessons for each mentor pair every term",
        ),
        (
            dict(quotas=(dict(season="spring", minimum=3),), minimum=2),
            "每学期春季学期不少于3次，其余不少于2次",
            "In the spring term at least 3 times, else at least 2 times every term",
        ),
        (
            dict(period="once", due_kind="day_of_year", due_month=4, due_day=31, minimum=1),
            "4月底前不少于1次",
            "At least 1 time by the end of April",
        ),
        (dict(uncounted=True), "每学期____次", "A number still to be agreed every term"),
        (
            dict(each_of="roles", each_of_items=["principal", "secretary"], minimum=1),
            "每学期各不少于1次",
            "At least 1 time for each of Principal and Party secretary every term",
        ),
    ],
)
def test_a_card_shows_number_and_period_in_the_readers_language(fields, chinese, english):
    with override("zh-hans"):
        assert short(duty(**fields)) == chinese
    with override("en"):
        assert short(duty(**fields)) == english


def test_a_duty_is_described_whole_in_both_languages():
    study = duty(
        party="receiving",
        activity_types=["study_visit"],
        actor_roles=["subject_teacher"],
        actor_qualifications=[["young", "backbone"], ["excellent"]],
        venue="supporting",
        subjects=["mathematics"],
        minimum=3,
        floor_people=12,
        contents=["record"],
        grace_days=5,
        modality="should",
    )

    with override("zh-hans"):
        assert describe(study) == (
            "乙方学科教师（青年骨干或优秀）原则上每学期到甲方开展数学学科听课研修不少于3次，"
            "每次不少于12人，每次须包括活动记录，可宽限5日"
        )
    with override("en"):
        assert describe(study) == (
            "Party B (Subject teacher, Young and Backbone or Excellent) in principle; "
            "Study visit with lesson observation (Mathematics) at Party A; "
            "At least 3 times every term; each with at least 12 people; "
            "each including Record kept; grace of 5 days"
        )


# --- No two duties in the same words ---------------------------------------------------------
def codes_of(codes, most=3):
    return st.lists(st.sampled_from(codes.values), max_size=most, unique=True)


NUMBERS = st.none() | st.integers(1, 12)
LINES = st.lists(
    st.sampled_from(
        [
            dict(season=TermSeason.AUTUMN),
            dict(season=TermSeason.SPRING),
            dict(agreement_year=1),
            dict(agreement_year=12),
            dict(stage="primary"),
            dict(stage="senior"),
        ]
    ),
    max_size=2,
    unique_by=str,
)
EACH = st.sampled_from(["", *EachOfKind.values])
ITEMS = {
    "roles": vocabulary.Role,
    "types": vocabulary.ActivityType,
    "topics": vocabulary.Topic,
    "grades": vocabulary.Grade,
    "subjects": vocabulary.Subject,
}
BOUNDS = (
    "floor_people",
    "floor_people_each_side",
    "floor_days",
    "floor_weeks",
    "floor_lessons",
    "floor_days_per_person",
    "ceiling_people",
    "ceiling_days",
)
FIELDS = {
    "name": st.sampled_from(["义诊", "公示名单"]),
    "party": st.sampled_from(Party.values),
    "activity_types": codes_of(vocabulary.ActivityType),
    "measure": st.sampled_from(Measure.values),
    "period": st.sampled_from(Period.values),
    "modality": st.sampled_from(Modality.values),
    "actor_roles": codes_of(vocabulary.Role),
    "minimum_rank": st.sampled_from(["", *vocabulary.Role.values]),
    "actor_qualifications": st.lists(codes_of(vocabulary.Qualification), max_size=2),
    "both_heads": st.booleans(),
    "counted_side": st.sampled_from(["", "supporting", "receiving"]),
    "venue": st.sampled_from(Venue.values),
    "topics": codes_of(vocabulary.Topic),
    "subjects": codes_of(vocabulary.Subject),
    "stages": codes_of(vocabulary.Stage),
    "grades": codes_of(vocabulary.Grade),
    "topics_agreed": st.booleans(),
    "coverage": st.none() | st.tuples(st.sampled_from(CoverageOf.values), st.integers(1, 5)),
    "contents": codes_of(vocabulary.Content),
    "grace_days": st.integers(0, 30),
    **dict.fromkeys(BOUNDS, NUMBERS),
    "numbers": st.one_of(
        st.just("blank"),
        st.tuples(NUMBERS, NUMBERS).filter(lambda n: None in n or n[0] <= n[1]),
    ),
    "lines": st.tuples(LINES, st.lists(st.tuples(NUMBERS), min_size=2, max_size=2)),
    "each": EACH.flatmap(
        lambda kind: st.tuples(
            st.just(kind),
            st.lists(st.sampled_from(ITEMS[kind].values), min_size=1, max_size=3, unique=True)
            if kind in ITEMS
            else st.just([]),
        )
    ),
    "season": st.sampled_from(["", *SeasonKind.values]),
    "due": st.sampled_from(["", *DueKind.values]),
    "due_day": st.integers(1, 31),
    "due_month": st.integers(1, 12),
    "due_months": st.integers(1, 6),
    "due_days": NUMBERS,
    "due_trigger_types": codes_of(vocabulary.ActivityType),
}


def built(drawn: dict) -> SimpleNamespace:
    """A duty from the drawn values; those drawn together are laid out."""
    fields = dict(drawn)
    numbers, (keys, counts) = fields.pop("numbers"), fields.pop("lines")
    fields["each_of"], fields["each_of_items"] = fields.pop("each")
    if coverage := fields.pop("coverage"):
        fields["coverage_of"], fields["coverage_distinct"] = coverage
    if numbers == "blank":
        fields["uncounted"] = True
    else:
        fields["minimum"], fields["maximum"] = numbers
    fields["due_kind"] = fields.pop("due")
    fields["due_on"] = date(2026, fields["due_month"], 1)
    fields["season_from"], fields["season_to"] = "03-01", f"{fields['due_month']:02}-20"
    lines = [{**key, "minimum": count} for key, (count,) in zip(keys, counts, strict=False)]
    return duty(**fields, quotas=lines)


def said_by(o) -> dict:
    """What a clause says of ``o``: the order of a list and what asks for nothing fall away, and
    so do the posts and types that the items of an each-of stand in the place of."""
    each = (o.each_of, tuple(sorted(o.each_of_items)))
    posts = () if o.each_of == "roles" else (tuple(sorted(o.actor_roles)), o.minimum_rank)
    groups = {tuple(sorted(group)) for group in o.actor_qualifications} - {()}
    types = tuple(types_of(o))
    named = types in (("other",), ("other_document",)) or (
        not types and o.modality in ("must_not", "text_only")
    )
    due = {
        "day_of_year": (o.due_month, o.due_day),
        "after_signing": (o.due_months, o.due_days),
        "after_activity": (o.due_months, o.due_days, tuple(sorted(o.due_trigger_types))),
        "fixed": (o.due_on,),
    }.get(o.due_kind, ())
    lines = {(q.season, q.agreement_year, q.stage, q.minimum, q.maximum) for q in o.quotas}
    same = (
        *("party", "measure", "period", "modality", "both_heads", "counted_side", "venue"),
        *("topics_agreed", "coverage_of", "coverage_distinct", "grace_days", "uncounted"),
        *("minimum", "maximum", "due_kind", "season", *BOUNDS),
    )
    lists = ("topics", "subjects", "stages", "grades", "contents")
    return {
        **{name: getattr(o, name) for name in same},
        **{name: frozenset(getattr(o, name)) for name in lists},
        "each": each, "posts": posts, "groups": groups, "types": types,
        "name": o.name if named else "", "due": due, "lines": lines,
        "season_days": (o.season_from, o.season_to) if o.season == "dates" else (),
    }  # fmt: skip


NOTHING = {
    "name": "义诊",
    "party": "supporting",
    "measure": "events",
    "period": "term",
    "modality": "must",
    "venue": "anywhere",
    "coverage": None,
    "grace_days": 0,
    "both_heads": False,
    "topics_agreed": False,
    "numbers": (None, None),
    "lines": ([], [(None,), (None,)]),
    "each": ("", []),
    "due_day": 31,
    "due_month": 2,
    "due_months": 1,
    **dict.fromkeys(("minimum_rank", "counted_side", "season", "due"), ""),
    **dict.fromkeys(("due_days", *BOUNDS)),
}
# Half of the fields ask for nothing: what is left out is where two clauses could meet.
DUTIES = st.fixed_dictionaries(
    {name: st.just(NOTHING.get(name, [])) | values for name, values in FIELDS.items()}
)


@settings(max_examples=150, deadline=None)
@given(DUTIES, DUTIES)
def test_duties_that_differ_in_one_thing_are_said_in_different_words(drawn, others):
    duty_drawn = built(drawn)

    for name in FIELDS:
        other = built({**drawn, name: others[name]})
        is_same = said_by(duty_drawn) == said_by(other)
        assert (render(duty_drawn) == render(other)) == is_same, name


@settings(max_examples=300, deadline=None)
@given(st.lists(DUTIES, min_size=2, max_size=8))
def test_no_two_duties_share_a_clause(drawn):
    found = {}
    for one in map(built, drawn):
        said = said_by(one)
        assert found.setdefault(render(one), said) == said


def test_the_order_of_codes_does_not_change_the_clause():
    codes = ["lecture", "visit", "demo_lesson"]

    assert in_order(codes, deeds.DEEDS) == ["visit", "demo_lesson", "lecture"]
    assert render(duty(activity_types=codes)) == render(duty(activity_types=codes[::-1]))


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "〇"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (2006, "二千〇六"),
    ],
)
def test_numbers_are_spoken(number, spoken):
    assert amounts.in_characters(number) == spoken


def test_what_is_a_document_is_the_same_with_and_without_the_vocabulary():
    assert set(deeds.DOCUMENTS) == vocabulary.DOCUMENT_TYPES


# --- English says as much --------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(DUTIES, DUTIES)
def test_a_difference_that_the_clause_says_is_said_in_english_too(drawn, others):
    for name in FIELDS:
        one, other = built(drawn), built({**drawn, name: others[name]})
        if said_by(one) != said_by(other) and name != "name":
            assert english.sentence(one) != english.sentence(other), name
