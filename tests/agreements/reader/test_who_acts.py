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
