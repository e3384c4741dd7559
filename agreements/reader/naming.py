"""Names that stand for a side: told by a role, a letter, a word of its own, the writer."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from agreements.reader.lexicon import schools

KIND = r"(?:幼儿园|学校|小学|中学|高中|校|园)"
NAMED = (
    r"[^\s,。;:()、与和同“”]{1,14}?(?:小学|中学|学校|幼儿园|高中|[一二三四五六七八九](?:中|小))"
)
WITH_ROLE = re.compile(rf"(?P<name>{NAMED})\((?P<role>[^()]{{2,8}})\)")
LETTERED = re.compile(r"(?<![甲乙丙、和与])([甲乙])(?:幼儿园|学校|小学|中学|高中)")
HELPED = (
    "帮扶校",
    "帮扶学校",
    "帮扶园",
    "帮扶幼儿园",
)  # by us, where we are the ones that give
_WEAK = r"(?:被帮扶|受帮扶|受援|薄弱|受扶|村级)"
_OURS = r"(?:我校|我园|本校|本园)"
# 被帮扶学校…到我校跟岗, 我园…到帮扶园上课: whoever is called so, our school gives.
GIVING = re.compile(
    rf"{_WEAK}{KIND}[^,。;]{{0,20}}[到来赴]{_OURS}"
    rf"|(?:{_OURS}|工作室|专家团|导师团|讲师团|教研团队)[^,。;]{{0,16}}(?:到|赴|前往|向|为|给)(?:{_WEAK}|帮扶|包帮){KIND}"
)
TAKING = re.compile(
    r"(?:接受|借助|得到|争取)[^,。;]{0,8}(?:帮扶|支援|托管|引领)|请求[^,。;]{0,10}(?:支持|支援)|请进来|走出去"
    rf"|{_OURS}[^,。;]{{0,8}}(?:到|赴)[^,。;]{{2,10}}(?:跟岗|学习|听课|取经|观摩|研修)"
    rf"|(?:来|到|给|为|对){_OURS}[^,。;]{{0,6}}(?:指导|讲学|支教|送教|送课|诊断|任教|培训|帮扶|上)|来校(?:指导|讲|诊断|上|送)"
)
GIVEN = re.compile(
    r"送教|送课|支教|捐赠|来我[校园](?:跟岗|跟班|学习|挂职|观摩)|(?:帮助|指导|帮扶)(?:受援|对方|结对|薄弱|该)"
)
RECEIVING_ALIAS = re.compile(r"^(?:被|受|薄弱|农村|乡村)|(?:县中|村小|教学点)$")
SUPPORTING_ALIAS = re.compile(r"^(?:托管|支援|援助|牵头|领航|派出|帮扶高校|组团)")
WORKSHOP = re.compile(r"([甲乙丙])方 ?(?:\([^)]{0,30}\))? ?: ?([^\s:;,。()]{0,24}工作室)")
OF_WORKSHOP = re.compile(
    r"工作室[^,。;]{0,6}(?:结对|帮扶|联系|对口|牵手)[^,。;]{0,8}(?:学校|小学|中学|校|幼儿园)"
)
OUR_PLACE = re.compile(r"我([省市区县州旗])")
_THERE = r"(?:受援|帮扶|协作)(?:地|县|州|市|区|旗)"
OUR_PLACE_GIVES = re.compile(
    rf"我[省市区县][^。;]{{0,24}}(?:赴|到|前往|向|为){_THERE}|{_THERE}[^。;]{{0,24}}(?:到|赴|来)我[省市区县]"
)
OUR_PLACE_TAKES = re.compile(
    r"(?:支援|对口支援|帮扶方|东部)[^。;]{0,16}(?:到|赴|来|向|为)我[市区县州旗](?:支教|任教|挂职|开展|送教|捐)"
)
OF_INSPECTORS = re.compile(
    r"教研员[^。]{0,20}(?:联系|包|蹲点|挂钩)[^。]{0,6}(?:学校|校)|教研员[^。]{0,6}包校"
)
FIRST_PERSON = re.compile(
    r"本人|我的师[傅父]|师从|请师[傅父]|我(?:将|要|会|计划|决心)|拜.{1,6}为师"
)
OWN_PLANS = (
    ("receiving", re.compile(r"(?:徒弟|青年教师|新教师|学员)[^,。;]{0,8}(?:计划|规划|打算)")),
    (
        "supporting",
        re.compile(r"(?:师[傅父]|导师|帮扶教师|指导教师|带教教师)[^,。;]{0,8}(?:计划|打算)"),
    ),
)


@cache
def _roles() -> re.Pattern[str]:
    words = sorted({*schools.SUPPORTING, *schools.RECEIVING}, key=len, reverse=True)
    return re.compile(
        rf"(?P<role>{'|'.join(words)})(?::|为|是|(?=[省市县区]|第[一二三四五六七八九]))(?P<name>{NAMED})"
    )


def named_by_role(line: str) -> dict[str, str]:
    """支援学校:青溪小学 受援学校:石桥小学: a school told once by its role, then by its name."""
    return {
        found["name"]: "supporting" if found["role"] in schools.SUPPORTING else "receiving"
        for found in _roles().finditer(line)
    }


def named_with_role(whole: str) -> dict[str, str]:
    """石桥小学(受援校): a school with its role in brackets, wherever it stands."""
    found: dict[str, str] = {}
    for named in WITH_ROLE.finditer(whole):
        if named["role"] in schools.SUPPORTING:
            found[named["name"]] = "supporting"
        elif named["role"] in schools.RECEIVING:
            found[named["name"]] = "receiving"
    return found


def lettered(whole: str, labels: Mapping[str, str]) -> dict[str, str]:
    """甲幼儿园 and 乙幼儿园 are party A and party B."""
    found = {match[0]: match[1] for match in LETTERED.finditer(whole)}
    if set(found.values()) != {"甲", "乙"}:
        return {}
    sides = {"甲": "supporting", "乙": "receiving"} | dict(labels)
    return {name: sides[letter] for name, letter in found.items()}


def workshops(line: str, labels: Mapping[str, str]) -> dict[str, str]:
    """甲方:…名师工作室: the workshop, its head and its members act for their party."""
    found: dict[str, str] = {}
    if OF_WORKSHOP.search(line) and not labels:
        return dict.fromkeys(
            ("工作室", "名师工作室", "工作室主持人", "工作室成员"), "supporting"
        )
    for label, _name in WORKSHOP.findall(line):
        side = labels.get(label, "")
        names = ("工作室", "名师工作室", "工作室主持人", "工作室成员", "主持人", "成员")
        found |= dict.fromkeys(names, side) if side else {}
    return found


def our_place(whole: str) -> dict[str, str]:
    """我市选派教师赴受援地支教: our place and its bureau are the side that gives or takes."""
    side = "supporting" if OUR_PLACE_GIVES.search(whole) else ""
    side = side or ("receiving" if OUR_PLACE_TAKES.search(whole) else "")
    found = OUR_PLACE.search(whole)
    if not side or not found:
        return {}
    kind = found[1]
    return dict.fromkeys((f"我{kind}", f"全{kind}", f"{kind}教育局", f"我{kind}教育局"), side)


def inspectors(whole: str) -> dict[str, str]:
    """教研员 with their 联系学校: they help, the schools that they look after are helped."""
    if not OF_INSPECTORS.search(whole):
        return {}
    return {"教研员": "supporting", "各教研员": "supporting", "包校教研员": "supporting"}


def side_of_alias(alias: str) -> str:
    """(以下简称被帮扶学校): a short name that says the side itself."""
    if RECEIVING_ALIAS.search(alias):
        return "receiving"
    return "supporting" if SUPPORTING_ALIAS.search(alias) else ""


def we_take(whole: str) -> bool:
    """Our school sends its people to learn and is taught at home, more than it gives."""
    return len(TAKING.findall(whole)) > max(1, len(GIVEN.findall(whole)))


def we_give(whole: str) -> bool:
    return bool(GIVING.search(whole))


def writer_of(title: Sequence[str], whole: str) -> str:
    """A teacher's own plan: its title names one side, its words say 本人."""
    if not FIRST_PERSON.search(whole):
        return ""
    words = title[0][:40] if title else ""
    return next((side for side, plan in OWN_PLANS if plan.search(words)), "")
