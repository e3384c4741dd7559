"""Every code has its words, and every sentence is whole in both languages."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from agreements.models import Obligation
from compliance import wording
from compliance.checks import every_code_has_words
from compliance.engine.verdicts import (
    MissCode,
    NearMiss,
    Pace,
    PartKey,
    PartKind,
    Reason,
    ReasonCode,
    Severity,
    Status,
    Verdict,
    Window,
)
from compliance.wording import misses, reasons

ON = date(2025, 11, 23)
TERM = Window(
    starts_on=date(2025, 9, 1),
    ends_on=date(2026, 1, 20),
    due_on=date(2026, 1, 20),
    closes_on=date(2026, 1, 20),
    full_starts_on=date(2025, 9, 1),
    full_ends_on=date(2026, 1, 20),
    key=("term", 2025, "autumn"),
    stage="primary",
    teaching_days=(),
)
NUMBERS = {"required": 3, "counted": 1, "short_by": 2}
PACED = {
    "gone_days": 54,
    "window_days": 98,
    "share_gone": Fraction(54, 98),
    "share_done": Fraction(1, 3),
    "gap": Fraction(54, 98) - Fraction(1, 3),
    "tolerance": Fraction(3, 20),
    "in_teaching_days": True,
}
CUT = {"days_left": 40, "days_of_window": 98, "in_teaching_days": True}
WORST = {"kind": "item", "part": "moral_director", "label": "", "status": "at_risk"}

REASONS = [
    (ReasonCode.REACHED, {"required": 3, "counted": 3, "reached_on": ON}),
    (ReasonCode.REACHED, {"required": 3, "counted": 3, "reached_on": None}),
    (ReasonCode.REACHED, {"required": 0, "counted": 3, "reached_on": None}),
    (
        ReasonCode.REACHED_LATE,
        {"required": 3, "counted": 3, "reached_on": ON, "due_on": ON},
    ),
    (
        ReasonCode.MADE_UP,
        {"required": 3, "counted": 3, "accepted_on": ON, "accepted_by": "张工"},
    ),
    (ReasonCode.SHORT_OPEN, {"short_by": 2, "days_left": 9, "last_useful_on": ON}),
    (ReasonCode.SHORT_OPEN, {"short_by": 2, "days_left": 0, "last_useful_on": ON}),
    (ReasonCode.BEHIND, PACED),
    (ReasonCode.BEHIND, PACED | {"in_teaching_days": False}),
    (ReasonCode.ON_PACE, PACED | {"gap": Fraction(1, 10)}),
    (ReasonCode.ON_PACE, PACED | {"gap": Fraction(1, 10), "in_teaching_days": False}),
    (ReasonCode.ON_PACE, PACED | {"gap": Fraction(-1, 10)}),
    (ReasonCode.ON_PACE, PACED | {"gap": Fraction(0), "in_teaching_days": False}),
    (ReasonCode.IN_GRACE, {"due_on": ON, "closes_on": ON, "short_by": 2}),
    (ReasonCode.CLOSED_SHORT, NUMBERS | {"closed_on": ON}),
    (ReasonCode.PAST_MAXIMUM, {"maximum": 2, "counted": 3, "over_by": 1}),
    (ReasonCode.WITHIN_MAXIMUM, {"maximum": 2, "counted": 1}),
    (
        ReasonCode.COVERAGE_SHORT,
        {"of": "subjects", "distinct_required": 4, "distinct_counted": 2},
    ),
    (
        ReasonCode.WAIVED,
        {"granted_on": ON, "granted_by": "张工", "reason": "校舍修缮", "counted": 1},
    ),
    (ReasonCode.CUT_EXEMPT, CUT | {"rule": "half"}),
    (ReasonCode.CUT_EXEMPT, CUT | {"rule": "exempt"}),
    (ReasonCode.CUT_PRORATED, CUT | {"rule": "prorated", "asked": 5, "required": 3}),
    (ReasonCode.CUT_FULL, CUT | {"rule": "half"}),
    (ReasonCode.CUT_FULL, CUT | {"rule": "full"}),
    (ReasonCode.CUT_FULL, CUT | {"rule": "prorated"}),
    (ReasonCode.NOT_BEGUN, {"starts_on": ON}),
    (ReasonCode.NO_VIOLATION, {}),
    (
        ReasonCode.VIOLATED,
        {"held_on": ON, "recorded_on": ON, "recorded_by": "督学", "note": "挪用"},
    ),
    (ReasonCode.RECORDED_ONLY, {"counted": 1}),
    (ReasonCode.ROSTER_EMPTY, {}),
    (ReasonCode.HEADCOUNT_MISSING, {}),
    (ReasonCode.PART_DECIDES, WORST),
    (ReasonCode.FROM_HEADCOUNT, {"people": 40}),
    (ReasonCode.SAME_VENUE_TWICE, {"activity": 7, "held_at": "receiving"}),
    (ReasonCode.WAITING, {"activities": 1, "quantity": 1}),
    (ReasonCode.WAITING, {"activities": 2, "quantity": 2}),
]

ROLES = {"wanted": ("principal", "vice_principal"), "side": "supporting"}
MISSES = [
    (MissCode.UNCONFIRMED, {"waiting_since_on": ON}),
    (MissCode.RETURNED, {"returned_on": ON}),
    (MissCode.VOIDED, {"voided_on": ON}),
    (MissCode.OUTSIDE_WINDOW, {"starts_on": ON + timedelta(3), "ends_on": date(2026, 1, 20)}),
    (MissCode.OUTSIDE_WINDOW, {"starts_on": date(2025, 9, 1), "ends_on": ON - timedelta(1)}),
    (MissCode.OUTSIDE_WINDOW, {"starts_on": date(2025, 9, 1), "ends_on": ON}),
    (
        MissCode.OUTSIDE_WINDOW,
        {"suspended": True, "starts_on": date(2025, 9, 1), "ends_on": ON},
    ),
    (MissCode.BEFORE_AGREEMENT, {"in_force_on": ON}),
    (MissCode.TOO_LATE, {"due_on": ON, "closes_on": ON}),
    (MissCode.TOO_LATE, {"due_on": ON, "closes_on": ON + timedelta(7)}),
    (MissCode.LOGGED_TOO_LATE, {"entered_on": ON, "days": 40, "limit": 30}),
    (MissCode.TOO_FEW_PEOPLE, {"required": 12, "counted": 11}),
    (MissCode.TOO_FEW_PEOPLE, {"required": 5, "counted": 4, "side": "receiving"}),
    (MissCode.TOO_FEW_DAYS, {"required": 5, "counted": 3}),
    (MissCode.TOO_FEW_DAYS, {"required": 7, "counted": 3, "weeks": 1, "teaching_days": 2}),
    (MissCode.TOO_FEW_DAYS, {"required": 10, "counted": 3, "per_person": True}),
    (MissCode.TOO_FEW_LESSONS, {"required": 2, "counted": 1}),
    (MissCode.PAST_CEILING, {"of": "people", "maximum": 40, "counted": 41}),
    (MissCode.WRONG_ROLE, ROLES | {"found": ("teacher",)}),
    (MissCode.WRONG_ROLE, ROLES | {"found": (), "minimum_rank": "office_head"}),
    (MissCode.WRONG_ROLE, {"head": True, "side": "receiving"}),
    (
        MissCode.WRONG_QUALIFICATION,
        {"wanted": (("on_payroll", "young"), ("backbone",)), "side": "supporting"},
    ),
    (MissCode.WRONG_SCHOOL, {"wanted": "supporting", "found": ("receiving",)}),
    (MissCode.WRONG_SCHOOL, {"wanted": "supporting", "found": ()}),
    (MissCode.WRONG_SCHOOL, {"wanted": ("supporting", "receiving"), "found": ()}),
    (MissCode.WRONG_SCHOOL, {"each_of": "schools", "wanted": (), "found": ()}),
    (MissCode.WRONG_SCHOOL, {"each_of": "schools", "wanted": ("7",), "found": ("9",)}),
    (MissCode.WRONG_ROLE, {"each_of": "mentor_pairs", "wanted": (), "found": ()}),
    (MissCode.WRONG_ROLE, {"each_of": "teachers", "wanted": ("7",), "found": ("9",)}),
    (
        MissCode.WRONG_TOPIC,
        {"each_of": "types", "wanted": ("lecture",), "found": ("demo_lesson",)},
    ),
    (MissCode.WRONG_VENUE, {"wanted": ("receiving",), "found": "online"}),
    (MissCode.WRONG_TOPIC, {"wanted": ("safety", "ethics"), "found": ()}),
    (MissCode.WRONG_TOPIC, {"agreed": False, "found": ("safety",)}),
    (MissCode.WRONG_SUBJECT, {"wanted": ("art",), "found": ("pe",)}),
    (MissCode.WRONG_STAGE, {"wanted": ("junior",), "found": ("primary",)}),
    (MissCode.WRONG_GRADE, {"wanted": ("p5",), "found": ("p4",)}),
    (MissCode.NOT_IN_PARENT, {"parent": 1}),
    (MissCode.MISSING_CONTENT, {"missing": ("feedback", "record")}),
    (MissCode.DUPLICATE, {"stays": 7}),
    (MissCode.COUNTED_ELSEWHERE, {"obligation": 7, "clause": "（一）1"}),
]


def duty(**fields) -> Obligation:
    fields = {"party": "supporting", "measure": "events", "modality": "must"} | fields
    return Obligation(pk=1, name="示范课", **fields)


def create_verdict(**fields) -> Verdict:
    fields = {
        "obligation_id": 1,
        "window": TERM,
        "status": Status.AT_RISK,
        "severity": Severity.RED,
        "required": 3,
        "counted": 1,
        "maximum": None,
        "reasons": (
            Reason(
                ReasonCode.SHORT_OPEN,
                {"short_by": 2, "days_left": 45, "last_useful_on": date(2026, 1, 20)},
            ),
        ),
    } | fields
    return Verdict(**fields)


def create_pace(*, days_left: int = 45, short_by: int = 2) -> Pace:
    return Pace(
        days_of_window=100,
        days_gone=100 - days_left,
        days_left=days_left,
        in_teaching_days=True,
        share_gone=Fraction(100 - days_left, 100),
        share_done=Fraction(1, 3),
        done_per_week=Fraction(1, 11),
        needed_per_week=Fraction(short_by * 5, days_left),
    )


def test_every_code_of_the_engine_has_its_words():
    assert set(reasons.SENTENCES) == set(ReasonCode)
    assert set(misses.SENTENCES) == set(MissCode)
    assert set(misses.TITLES) == set(MissCode)
    assert every_code_has_words(None) == []


def test_the_check_names_a_code_without_words(monkeypatch):
    monkeypatch.delitem(reasons.SENTENCES, ReasonCode.WAITING)

    assert [error.msg for error in every_code_has_words(None)] == [
        "the engine's code 'waiting' has no sentence"
    ]


def test_the_tables_of_this_test_leave_no_code_out():
    assert {code for code, _ in REASONS} == set(ReasonCode)
    assert {code for code, _ in MISSES} == set(MissCode)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("code", "facts"), REASONS)
def test_a_reason_is_a_whole_sentence(code, facts, language):
    about = duty(each_of="roles", coverage_of="subjects")

    with translation.override(language):
        found = wording.sentence(Reason(code, facts), obligation=about)

    assert found.endswith((".", "。"))
    assert "%(" not in found
    assert "None" not in found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("party", ["supporting", "both"])
@pytest.mark.parametrize(("code", "facts"), MISSES)
def test_a_near_miss_is_a_whole_sentence(code, facts, party, language):
    miss = NearMiss(activity_id=1, held_on=ON, code=code, facts=facts)

    with translation.override(language):
        found = wording.miss_sentence(miss, obligation=duty(party=party))
        title = wording.miss_title(code)

    assert title
    assert found.endswith((".", "。"))
    assert "%(" not in found
    assert "None" not in found


@pytest.mark.parametrize(
    ("code", "facts", "english", "chinese"),
    [
        pytest.param(
            ReasonCode.BEHIND,
            PACED,
            "55.1% of the teaching days are gone and 33.3% of the duty is done: 21.8 percentage"
            " points behind, more than the tolerance of 15.",
            "教学日过了 55.1%，任务完成 33.3%，落后 21.8 个百分点，超过容差 15 个百分点。",
            id="behind",
        ),
        pytest.param(
            ReasonCode.CLOSED_SHORT,
            NUMBERS | {"closed_on": date(2026, 1, 20)},
            "The period closed on 20 Jan 2026: 3 times asked, 1 time counted, 2 times short.",
            "本期已于2026年1月20日结束：要求 3 次，计入 1 次，差 2 次。",
            id="closed short",
        ),
        pytest.param(
            ReasonCode.WAIVED,
            {"granted_on": ON, "granted_by": "张工", "reason": "校舍修缮", "counted": 1},
            "张工 waived the duty for this period on 23 Nov 2025: 校舍修缮. Counted"
            " nevertheless: 1 time.",
            "张工于2025年11月23日免除本期任务，理由：校舍修缮。实际计入 1 次。",
            id="waived",
        ),
        pytest.param(
            ReasonCode.PART_DECIDES,
            WORST,
            "Every part has to hold; the worst decides: Director of moral education (At risk).",
            "各部分都要达到，以最差的为准：德育主任（预警）。",
            id="a part decides",
        ),
    ],
)
def test_what_a_reason_says(code, facts, english, chinese):
    about = duty(each_of="roles")

    with translation.override("en"):
        assert wording.sentence(Reason(code, facts), obligation=about) == english
    with translation.override("zh-hans"):
        assert wording.sentence(Reason(code, facts), obligation=about) == chinese


@pytest.mark.parametrize(
    ("code", "facts", "english", "chinese"),
    [
        pytest.param(
            MissCode.TOO_FEW_PEOPLE,
            {"required": 12, "counted": 11},
            "The clause asks for at least 12 people of Party A each time; 11 took part.",
            "协议要求每次甲方不少于 12 人，到了 11 人。",
            id="eleven of twelve",
        ),
        pytest.param(
            MissCode.OUTSIDE_WINDOW,
            {"starts_on": date(2025, 11, 26), "ends_on": date(2026, 1, 20)},
            "The period begins on 26 Nov 2025; this was 3 days earlier.",
            "本期从2025年11月26日开始，这次早了 3 天。",
            id="three days early",
        ),
        pytest.param(
            MissCode.WRONG_ROLE,
            ROLES | {"found": ("teacher",)},
            "The clause asks for Principal or Vice principal; entered: Teacher.",
            "协议要求校长或副校长参加，登记的是教师。",
            id="a teacher for a principal",
        ),
    ],
)
def test_what_a_near_miss_says(code, facts, english, chinese):
    miss = NearMiss(activity_id=1, held_on=ON, code=code, facts=facts)

    with translation.override("en"):
        assert wording.miss_sentence(miss, obligation=duty()) == english
    with translation.override("zh-hans"):
        assert wording.miss_sentence(miss, obligation=duty()) == chinese


@pytest.mark.parametrize(
    ("code", "facts", "said"),
    [
        (
            MissCode.WRONG_SCHOOL,
            {"wanted": ("supporting", "receiving"), "found": ()},
            "这项任务由甲方或乙方承担，登记里没有本结对的学校。",
        ),
        (
            MissCode.WRONG_SCHOOL,
            {"each_of": "schools", "wanted": ("7",), "found": ()},
            "名单中的每所学校分别计数，登记里没有名单中的学校。",
        ),
        (
            MissCode.WRONG_ROLE,
            {"each_of": "mentor_pairs", "wanted": (), "found": ()},
            "名单中的每对师徒分别计数，登记里没有名单中的师徒。",
        ),
        (
            MissCode.WRONG_TOPIC,
            {"each_of": "types", "wanted": ("lecture",), "found": ("demo_lesson",)},
            "须为专题讲座，登记的是示范课。",
        ),
    ],
)
def test_what_rested_on_none_of_the_items_is_said_without_their_keys(code, facts, said):
    miss = NearMiss(activity_id=1, held_on=ON, code=code, facts=facts)

    with translation.override("zh-hans"):
        assert wording.miss_sentence(miss, obligation=duty(party="each")) == said


@pytest.mark.parametrize(
    ("number", "measure", "english", "chinese"),
    [
        (1, "events", "1 time", "1 次"),
        (3, "lessons", "3 lessons", "3 节"),
        (12, "people", "12 people", "12 人"),
        (Decimal("1000"), "amount", "1,000.00 yuan", "1,000.00 元"),
        (Decimal("79.50"), "percent", "79.5%", "79.5%"),
        (Fraction(33, 20), "events", "1.65 times", "1.65 次"),
    ],
)
def test_a_quantity_has_its_measure_word(number, measure, english, chinese):
    with translation.override("en"):
        assert wording.quantity(number, measure) == english
    with translation.override("zh-hans"):
        assert wording.quantity(number, measure) == chinese


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        (("term", 2025, "autumn"), "First term of 2025—2026", "2025—2026学年第一学期"),
        (("month", 2026, 3), "March 2026", "2026年3月"),
        (("two_months", 2026, 3), "March and April 2026", "2026年3月、4月"),
        (("quarter", 2026, 1), "Quarter 1 of 2026", "2026年第1季度"),
        (("half_year", 2026, 2), "Second half of 2026", "2026年下半年"),
        (("school_year", 2025), "School year 2025—2026", "2025—2026学年"),
        (("calendar_year", 2026), "Year 2026", "2026年"),
        (("agreement_year", 1), "Agreement year 1", "第1个协议年"),
        (("agreement",), "The whole agreement", "帮扶期内"),
        (("once",), "Once in the agreement", "帮扶期内一次"),
        (("summer", 2026), "Summer break 2026", "2026年暑期"),
        (
            ("week", 2025, "spring", 3),
            "Second term of 2025—2026, week 3",
            "2025—2026学年第二学期第3周",
        ),
        (
            ("fortnight", 2025, "autumn", 2),
            "First term of 2025—2026, weeks 3 and 4",
            "2025—2026学年第一学期第3—4周",
        ),
        (("dates", 2025), "1 Sep 2025 to 20 Jan 2026", "2025年9月1日至2026年1月20日"),
    ],
)
def test_a_window_has_a_name(key, english, chinese):
    window = Window(**{name: getattr(TERM, name) for name in Window.__slots__} | {"key": key})

    with translation.override("en"):
        assert wording.window_label(window) == english
    with translation.override("zh-hans"):
        assert wording.window_label(window) == chinese


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        pytest.param(
            {},
            "3 times asked, 1 time counted, 2 times short",
            "要求 3 次，计入 1 次，还差 2 次",
            id="short",
        ),
        pytest.param(
            {"status": Status.MET, "counted": 3},
            "3 times asked, 3 times counted, reached",
            "要求 3 次，计入 3 次，已达到",
            id="met",
        ),
        pytest.param(
            {"status": Status.EXCEEDED, "counted": 3, "required": 1, "maximum": 2},
            "At most 2 times, 3 times counted, 1 time too many",
            "上限 2 次，计入 3 次，超出 1 次",
            id="past the maximum",
        ),
        pytest.param(
            {"status": Status.EXEMPT},
            "Nothing asked for this period; 1 time counted",
            "本期免除要求，计入 1 次",
            id="exempt",
        ),
        pytest.param(
            {"status": Status.NOT_DUE, "counted": 0},
            "3 times asked; the period has not begun",
            "要求 3 次，本期还没有开始",
            id="not begun",
        ),
        pytest.param(
            {
                "status": None,
                "required": 0,
                "reasons": (Reason(ReasonCode.RECORDED_ONLY, {"counted": 1}),),
            },
            "Recorded: 1 time. Not judged.",
            "已记录 1 次，不考核",
            id="may",
        ),
    ],
)
def test_a_verdict_in_one_line(fields, english, chinese):
    verdict = create_verdict(**fields)

    with translation.override("en"):
        assert wording.headline(verdict, obligation=duty()) == english
    with translation.override("zh-hans"):
        assert wording.headline(verdict, obligation=duty()) == chinese


@pytest.mark.parametrize(
    ("fields", "measure", "chinese"),
    [
        pytest.param(
            {"pace": create_pace()},
            "events",
            "还差 2 次，剩 9 周，平均 4 周半要办 1 次。",
            id="seldom",
        ),
        pytest.param(
            {"pace": create_pace(days_left=10, short_by=4), "counted": 0, "required": 4},
            "events",
            "还差 4 次，剩 2 周，平均每周要办 2 次。",
            id="often",
        ),
        pytest.param(
            {"pace": create_pace()}, "people", "还差 2 人，剩 9 周，最迟1月20日。", id="people"
        ),
    ],
)
def test_a_card_says_how_often_one_falls_due(fields, measure, chinese):
    verdict = create_verdict(**fields)

    with translation.override("zh-hans"):
        assert wording.why(verdict, obligation=duty(measure=measure)) == chinese


def test_a_whole_made_of_parts_speaks_of_the_worst():
    part = PartKey(PartKind.ITEM, "moral_director")
    worst = create_verdict(part=part, pace=create_pace(), required=2, counted=0)
    whole = create_verdict(
        reasons=(Reason(ReasonCode.PART_DECIDES, WORST),), parts=(worst,), counted=2
    )

    with translation.override("zh-hans"):
        found = wording.why(whole, obligation=duty(each_of="roles"))

    assert found == "德育主任：还差 2 次，剩 9 周，平均 4 周半要办 1 次。"


@pytest.mark.parametrize(
    ("gap", "beside", "text"),
    [
        pytest.param(Fraction(1, 5), Fraction(1, 5), "20", id="exactly at the tolerance"),
        pytest.param(Fraction(2004, 10000), Fraction(1, 5), "20.04", id="a hair above"),
        pytest.param(Fraction(218, 1000), Fraction(1, 5), "21.8", id="well above"),
    ],
)
def test_points_never_round_onto_what_they_are_compared_with(gap, beside, text):
    assert wording.points(gap, beside=beside) == text
