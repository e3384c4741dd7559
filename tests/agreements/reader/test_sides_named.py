"""Which side a name, a place or a body of a school stands for."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations

PAIR = "结对帮扶协议\n甲方(支援学校):青溪中学\n乙方(受援学校):石桥中学\n"


def parties(text: str) -> list[str | None]:
    return [entry["party"] for entry in obligations(read(text))]


NAMED = {
    "schools that send lessons": (
        "送教下乡方案\n1.送教学校每学期送教2次。\n2.受教学校每学期组织听课2次。",
        ["supporting", "receiving"],
    ),
    "a role in brackets": (
        "帮扶行动方案\n(一)青山小学(支援校)\n1.每月送课1次。\n"
        "(二)石桥小学(受援校)\n1.教导处每周听课3节。",
        ["supporting", "receiving"],
    ),
    "a workshop and a school": (
        "结对帮扶协议\n甲方:张老师名师工作室\n乙方:石门中学\n一、工作室成员任务\n"
        "1.每学期读书2本。\n二、乙方任务\n1.每学期听课4节。",
        ["supporting", "receiving"],
    ),
    "a workshop by its title": (
        "名师工作室帮扶乡村学校计划\n工作室每学期到帮扶学校指导2次。\n帮扶学校每学期派3人学习。",
        ["supporting", "receiving"],
    ),
    "our place and its bureau": (
        "对口支援方案\n每年从我市选派40名教师赴受援地支教。\n市教育局每年派讲师团2次。\n"
        "受援地每年选派校长20名到我市学习。",
        ["supporting", "supporting", "receiving"],
    ),
    "inspectors and their schools": (
        "教研员包校制度\n每名教研员联系2所学校。\n一、任务\n1.每学期听课60节。\n"
        "二、联系学校的配合\n1.每学期提供课表1份。",
        ["supporting", "supporting", "receiving"],
    ),
    "our school is helped": (
        "接受对口帮扶工作计划\n为用好结对帮扶资源,制定本计划。\n一、走出去\n1.我校教师每学期到市二小听课8节。\n"
        "二、请进来\n1.每学期请市二小名师来我校讲座2次。",
        ["receiving", "receiving"],
    ),
    "our school in the title": (
        "我校与石桥小学结对帮扶计划\n1.每学期选派2名教师到石桥小学支教。",
        ["supporting"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED)
def test_a_name_stands_for_the_side_that_the_text_gives_it(text, expected):
    assert parties(text) == expected


ACTING = {
    "a bureau sees to it": ("小学组由教研室负责,每年送教12场。", [None]),
    "a head goes to the other side": (
        "双方每学期会商2次;校长每年到乙方调研1次。",
        ["both", "supporting"],
    ),
    "behind the title of a point": (
        "(一)管理互通。园长每学期到乙方指导4次。",
        ["supporting"],
    ),
    "what is obeyed does not act": (
        "一、甲方责任\n1.遵守乙方制度,每周驻校4天。",
        ["supporting"],
    ),
    "what is watched does not act": (
        "一、乙方义务\n1.每周观察甲方课间管理1次。",
        ["receiving"],
    ),
    "a share is of whom the whole is": (
        "双方每年出资20万元,由甲方管理,其中培训不低于40%。",
        ["both", "both"],
    ),
    "who is rewarded does not pay": ("乙方连续两年优秀的,给予5万元奖励。", [None]),
    "who did well is rewarded": ("考核优秀的师徒各奖励200元。", [None]),
    "each school, then both": (
        "双方每年办艺术节1次,各校送节目3个。每学年评选好少年50名。",
        ["both", "each", "both"],
    ),
    "pupils of one school meet": (
        "1.甲方每学期送教2次。\n2.每学期召开教师座谈会1次。",
        ["supporting", "supporting"],
    ),
    "what is given is given by the other side": (
        "1.乙方教师每学期听课4次。\n2.每学期赠送绘本200册。",
        ["receiving", "supporting"],
    ),
    "each alone, at one end of a term": ("双方每学期末各写一份小结。", ["each"]),
    "whose allowance it is does not pay": ("导师津贴每月200元。", [None]),
    "who pays is said behind": (
        "支教教师补贴每月400元,由县财政承担。",
        [None],
    ),
    "an office of both": ("双方成立办公室,办公室每周召开会议1次。", ["both"]),
    "a list of pairs is no actor": ("9月10日前,各教研组上报师徒名单。", [None]),
}


@pytest.mark.parametrize(("text", "expected"), ACTING.values(), ids=ACTING)
def test_who_is_named_beside_the_act_does_not_do_it(text, expected):
    assert parties(PAIR + text) == expected
