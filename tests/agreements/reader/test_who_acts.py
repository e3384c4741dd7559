"""Who acts, in layouts that say it once: by a role, a letter, a short name, the writer."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations


def parties(text: str) -> list[str | None]:
    return [entry["party"] for entry in obligations(read(text))]


TOLD_ONCE = {
    "roles in the title": (
        "结对帮扶计划(帮扶校:云岭学校 受帮扶校:沙溪中学)\n"
        "1.云岭学校每学期送课8节。\n2.沙溪中学每年配套2万元。",
        ["supporting", "receiving"],
    ),
    "roles in a line": (
        "结对帮扶行事历\n支援学校:云岭小学 受援学校:沙溪小学\n"
        "1.沙溪小学每月派3人到云岭小学听课。\n2.云岭小学每学期送教2次。",
        ["receiving", "supporting"],
    ),
    "letters before a kind of school": (
        "幼儿园结对帮扶计划\n甲幼儿园与乙幼儿园结成帮扶对子。\n"
        "1.甲幼儿园为乙幼儿园组织培训,每年至少3次。\n2.乙幼儿园派教师到甲幼儿园跟岗,每月至少1名。",
        ["supporting", "receiving"],
    ),
    "short names": (
        "托管帮扶通知\n帮扶薄弱县中(以下简称帮扶县中),由省内高校(以下简称托管高校)承担。\n"
        "1.托管高校每年培训帮扶县中教师20人次。\n2.帮扶县中每学年选派6名教师跟岗。",
        ["supporting", "receiving"],
    ),
    "our school gives": (
        "结对帮扶协议\n我校与合作学校(以下简称“被帮扶学校”)达成协议。\n"
        "1.我校每学年向被帮扶学校赠书90册。\n2.被帮扶学校每学期选派3名教师到我校学习。",
        ["supporting", "receiving"],
    ),
    "the other garden is the helped one": (
        "幼儿园结对帮扶计划\n一、措施\n1、做法①我园每学期选派2名骨干到帮扶园上课。",
        ["supporting"],
    ),
    "rows that begin with the name of the task": (
        "结对帮扶任务清单\n序号 任务 要求\n1 送教 支援学校每学期送课5节\n"
        "2 跟岗 受援学校每学年选派4名教师跟岗",
        ["supporting", "receiving"],
    ),
    "an apprentice's own plan": (
        "徒弟个人成长计划\n本人今年师从李老师。\n1.每周听课3节。\n2.每周请师傅听我的课一次。",
        ["receiving", "receiving"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOLD_ONCE.values(), ids=TOLD_ONCE)
def test_a_side_told_once_holds_for_the_whole_text(
    text: str, expected: list[str | None]
) -> None:
    assert parties(text) == expected


def test_the_whole_term_is_a_term() -> None:
    found = obligations(read("师徒结对协议\n师傅全期至少听徒弟的课6节。"))
    assert [(entry["period"], entry["min"]) for entry in found] == [("term", 6)]


PAIR = "结对帮扶协议\n甲方(支援学校):青溪中学\n乙方(受援学校):石桥中学\n"
CARRIED = {
    "each alone, behind a time": ("双方每学期末各自写出小结。", ["each"]),
    "to each other, behind a statement on both": (
        "双方共享资源,每月互送教案3份。",
        ["each"],
    ),
    "jointly, behind what one side does": (
        "每学期送课6节;每学期联合教研4次。",
        ["supporting", "both"],
    ),
    "told behind the colon": (
        "1.跟岗(每学期4人):乙方教师到甲方学校跟岗。\n2.送课(每月2节):甲方派教师上课。",
        ["receiving", "supporting"],
    ),
    "a meeting by its name": ("1.联席会(每学期2次)。", ["both"]),
    "each what is sent to and fro": ("双方加强联系,每月互通2封信。", ["each"]),
    "parts of a school are no sides": ("双方七、八年级各进行一次联批。", ["both"]),
    "an agreement is signed by both": ("11月底前签订协议。", ["both"]),
    "for whom it is done does not act": ("每位青年教师安排一名指导教师。", [None]),
    "a school of several": ("各成员校每学期承办教研2次。", ["receiving"]),
    "the budget of the province": ("省财政每年安排5万元。", [None]),
}


@pytest.mark.parametrize(("text", "expected"), CARRIED.values(), ids=CARRIED)
def test_who_acts_where_nobody_or_another_is_named(
    text: str, expected: list[str | None]
) -> None:
    assert parties(PAIR + text) == expected


TIMES = {
    "a dated act, then what recurs": (
        "10月底前签订协议;甲方每月送课1节。",
        [("once", "10月底前"), ("month", None)],
    ),
    "a date that leads in": ("10月底前,双方每周教研1次。", [("week", "10月底前")]),
    "every term before this term": (
        "甲方每学期结束前,写好本学期小结。",
        [("term", "学期结束前")],
    ),
    "days behind the start of a term": (
        "乙方每学期开学后三周内提出需求清单。",
        [("term", "学期开学后三周内")],
    ),
    "by a year": ("到2031年,乙方新增骨干教师3名。", [("once", "2031年")]),
    "the holidays made use of": ("甲方每学年利用寒暑假送教2次。", [("school_year", "寒暑假")]),
}


@pytest.mark.parametrize(("text", "expected"), TIMES.values(), ids=TIMES)
def test_how_often_and_by_when_hold_no_further_than_they_are_meant(
    text: str, expected: list[tuple]
) -> None:
    found = obligations(read(PAIR + text))
    assert [(entry["period"], entry["deadline"]) for entry in found] == expected


ALONE = {
    "another point of the same paragraph": (
        "◆ 每名学生每学期写信2封。◆ 乙方每月上报小结1份。",
        [["学生"], None],
    ),
    "a sentence with a subject of its own": (
        "每位师傅每学期上课2节。教师听课每学期8节。",
        [["师傅"], None],
    ),
    "each school of a side": ("各成员校每学期承办教研2次。", [["成员校"]]),
    "said before, without a number": (
        "要求每位教师写随笔。每月2篇,每学期不少于9篇。",
        [["教师"], ["教师"]],
    ),
    "two of them": ("双方每个教研组、每位教师每学期写小结1份。", [["教研组", "教师"]]),
    "people counted among those before": (
        "甲方每年资助乙方8名学生,每生500元,其中女生3名。",
        [None, ["学生"], None],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ALONE.values(), ids=ALONE)
def test_of_each_of_what_a_number_is_asked(text: str, expected: list) -> None:
    assert [entry["each_of"] for entry in obligations(read(PAIR + text))] == expected


def test_a_subject_behind_its_attribute_acts() -> None:
    text = "导师制细则\n导师每月听青年教师的课1节。\n新参加工作的青年教师应在两个月内确定导师。"
    assert parties(text + "\n青年教师每学期拜访导师2次。")[:2] == ["supporting", "receiving"]


def test_who_is_made_an_apprentice_acts() -> None:
    assert parties("师徒结对协议\n被确定为徒弟的教师每学期上交笔记1本。") == ["receiving"]


def test_a_week_of_a_name_is_no_day_of_the_week() -> None:
    found = obligations(read(PAIR + "双方每学年举办教学开放周一次。"))
    assert [(entry["min"], entry["unit"]) for entry in found] == [(1, "次")]


def test_times_that_make_the_whole_are_its_parts() -> None:
    found = obligations(read(PAIR + "甲方全期上两次公开课,期初上一次,期末上一次。"))
    assert [entry["part_of"] for entry in found] == [None, 0, 0]


def test_the_length_of_a_piece_is_not_what_is_counted() -> None:
    found = obligations(read(PAIR + "乙方每学期写3篇字数不少于500字的随笔。"))
    assert (found[0]["min"], found[0]["unit"]) == (3, "篇")


def test_days_before_each_event_are_no_single_day() -> None:
    found = obligations(read(PAIR + "乙方应在活动前2天将方案送甲方。"))
    assert [(entry["period"], entry["deadline"]) for entry in found] == [(None, "活动前2天")]


def test_the_plan_of_a_term_says_so_once_for_its_points() -> None:
    found = obligations(
        read(
            "教研组结对共研安排\n现将本学期工作安排如下:\n1.两校各上4节公开课。\n2.两校互派教师3名。"
        )
    )
    assert [entry["period"] for entry in found] == ["term", "term"]


def test_parts_named_one_by_one_all_stay_parts() -> None:
    found = obligations(read(PAIR + "甲方每年送教30场,其中讲座9场,评课12场,座谈交流5场。"))
    assert [entry["part_of"] for entry in found] == [None, 0, 0, 0]


ITEMS = {
    "the joint work": ("双方每周共同备课1次,每次不少于60分钟。", ["备课"]),
    "the event, not its length": ("双方每月开展活动1次,每次活动时间为3小时。", ["活动"]),
    "the lesson, not what goes before it": (
        "甲方每学期指导公开课2节,每节公开课前指导试讲不少于2次。",
        ["公开课"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ITEMS.values(), ids=ITEMS)
def test_a_floor_is_of_the_thing_that_it_bounds(text: str, expected: list[str]) -> None:
    assert obligations(read(PAIR + text))[-1]["each_of"] == expected
