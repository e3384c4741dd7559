"""Which side each name of a document stands for: party A, our school, the schools' names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from agreements.reader.lexicon import people
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.naming import (
    HELPED,
    inspectors,
    lettered,
    named_by_role,
    named_with_role,
    our_place,
    side_of_alias,
    we_give,
    we_take,
    workshops,
    writer_of,
)
from agreements.reader.structure import Block
from agreements.reader.tokens import Entry, Token, Words, by_first, tokens

HEAD_BLOCKS = 14  # where the sides are introduced
PARTY = re.compile(r"([甲乙丙丁])方")
INTRODUCED = re.compile(r"(?P<label>[甲乙丙丁])方 ?(?=[(:]|系|为|是|作为)")
LABELLED = re.compile(
    r"(?P<role>[^,。;:()]{2,30})\((?:以下)?(?:统)?(?:简称)?:?[“\"]?(?P<label>[甲乙丙丁])方[”\"]?\)"
)
ALIASED = re.compile(
    r"(?P<name>[^\s,。;:()与和]{3,24})\((?:以下|下文|下)?简称:?[“\"]?(?P<alias>[^”\"),。]{1,10})[”\"]?\)"
)
NAME = re.compile(r"[甲乙丙丁]方 ?(?:\([^)]{0,30}\))? ?:? ?(?P<name>[^\s:;,。()]{3,24})")
NAMED_BEFORE = re.compile(
    r"(?P<role>[^\s:;,。()]{2,14}): ?(?P<name>[^\s:;,。()]{2,24}) ?"
    r"\((?:以下)?简?称?:?“?(?P<label>[甲乙丙丁])方"
)
NAME_ROLE = re.compile(r"(?P<name>[^\s,。;:()与和]{3,20})\((?P<role>[^()]{2,10})\)")
ROLE_NAME = re.compile(r"(?P<role>[^\s:;,。()□]{2,12})[:□] ?(?P<name>[^\s:;,。()□]{3,24})")
SCHOOL = (
    r"[^\s,。;:()与和同“”]{2,16}?"
    r"(?:小学|中学|学校|幼儿园|[一二三四五六七八九]小|[一二三四五六七八九]中|中心校|卫生院|支部|村)"
)
HELPS = re.compile(
    rf"(?:^|[,。;:由《“])(?P<giver>{SCHOOL})(?:对口)?(?:结对)?(?:帮扶|支援|托管|援助)(?P<taker>{SCHOOL})"
)
PAIR = re.compile(
    rf"(?:^|[,。;:由经让使《“]|组织|确定|安排|决定)(?P<giver>{SCHOOL})[与和同](?P<taker>{SCHOOL})"
    rf"(?:[、和](?P<other>{SCHOOL}))?[^。;]{{0,20}}?(?:结|帮扶|共建|协作|对口|签订|手拉手|支援)"
)
WITH = re.compile(
    rf"(?:我校|我园|本校|本园)[^。;]{{0,30}}?[与和同](?P<name>{SCHOOL})[^,。;]{{0,12}}?(?:结|对口|帮扶|协议|共建)"
)
RECEIVED = re.compile(
    r"(?:我校|我园|本校|本园)[^,。;()与和同向到赴对给派送捐赠资训]{0,10}(?:受帮|受援|薄弱|被帮扶|接受[^,。;]{0,10}帮扶)|(?:被帮扶|受帮扶|受援|受扶)[^,。;]{0,8}(?:计划|方案)|(?<!结对)(?:帮扶|支援)我[校园]|作为[^,。;]{0,8}(?:受帮|受援|被帮扶)[^,。;]{0,4}(?:学校|校|园)"
)
REVERSED = re.compile(
    r"乙方[^,。;]{0,6}对甲方[^,。;]{0,10}(?:帮扶|支援|指导|托管)|甲方拜乙方为师|甲方接受乙方"
    r"|乙方(?:对口)?(?:帮扶|支援|托管)甲方|甲方委托乙方"
)
NUMBERED = re.compile(
    r"第([一二三四五六七八九十])(?:完全|初级|高级)?([小中])学"
)  # 第二小学 is 二小
PLACE = re.compile(r"^[^市县区镇乡省州旗盟]{1,6}[市县区镇乡省州旗盟]")
TEACHERS = re.compile(
    r"师傅|徒弟|导师|学员|[指帮]导?[导扶]?(?:教师|老师)|青年教师|新教师|师方|徒方"
)
MENTORS = re.compile("|".join(map(re.escape, people.MENTORS)))
MENTEES = re.compile("|".join(map(re.escape, people.MENTEES)))
PAIRED = re.compile(r"结对|帮扶|共建|对口|手拉手|联盟|集团|教研联合")
NO_SIDE = re.compile(r"双方|两校|协议|联盟|集团|共同体|方案|教联体|工作室|合同|办法")
# Of a bracket behind the label that names no role.
HINTS = (
    (
        "supporting",
        re.compile(r" ?\((?:城区|市区|城市|县城|城镇|市直|县直|东部|名师|主持人|专家|师)"),
    ),
    ("receiving", re.compile(r" ?\((?:农村|乡镇|乡村|山区|村|西部|青年|学生|徒)")),
)
SHARED = re.compile(r"[两二三四五六]校|双方|两园|联盟|教联体|共同体|教育集团|集团(?:化|校|内)")
OPPOSITE: Mapping[str, str] = {"supporting": "receiving", "receiving": "supporting"}
STRONG: Mapping[str, str] = {
    "supporting": "supporting",
    "receiving": "receiving",
    "mentor": "supporting",
    "mentee": "receiving",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Of one document. ``labels``: 甲 to its side. ``names``: words of this text for the
    tokeniser. ``ours`` is the side of 我校, "" where none is told. ``is_of_mentors``: between
    teachers, so that the school itself is no side."""

    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Words] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    ours: str = ""
    is_of_mentors: bool = False
    has_any: bool = False
    has_sides: bool = False
    writer: str = ""  # the side of a teacher whose own plan it is
    fallback: str = ""  # who acts in a plan of one side where nobody is named

    def of(self, token: Token) -> str:
        """``supporting``, ``receiving``, ``both``, ``each``, ``bureau``, ``overseer`` or ""."""
        value = str(token.value)
        if value == "label":
            return self.labels.get(token.words[0], "supporting")
        if value == "ours":
            return self.ours
        return STRONG.get(value, value)


def sides_of(clean: str, blocks: Sequence[Block]) -> Sides:
    """Of the blocks of one document."""
    if not blocks:
        return Sides()
    head = [clean[b.start : b.end] for b in blocks[:HEAD_BLOCKS]]
    whole = clean[blocks[0].start : blocks[-1].end]
    labels = _labels(head, whole)
    schools = _named_schools(head, whole, labels)
    found = WITH.search(whole)
    is_taking = bool(RECEIVED.search(whole)) or we_take(whole)
    ours = "receiving" if is_taking and not we_give(whole) else "supporting"
    is_plan = not labels and ("我校" in whole or "我园" in whole or "我们" in whole)
    if found and is_plan:
        schools[found["name"]] = OPPOSITE[ours]
    parties = _Parties(whole)
    has_schools = bool(
        labels or schools or {"supporting", "receiving"}.intersection(parties.said)
    )
    is_of_mentors = _speaks_of_mentors(parties) and not _between_schools(
        labels, head, has_schools=has_schools
    )
    is_of_bureau = bool(re.search(r"我区|我县|我市|全区|全县", whole)) and not found
    is_paired = len(PAIRED.findall(whole)) > 2
    has_any = bool(labels) or has_schools or is_of_mentors or is_paired
    if is_of_bureau or not has_any or (is_of_mentors and ours != "receiving"):
        ours = ""
    writer = "" if labels or has_schools else writer_of(head[:3], whole)
    shared = 0 if labels else len(SHARED.findall(whole))
    is_shared = shared > (1 if is_plan else 0) and "both" in parties.said
    return Sides(
        labels=labels,
        names=by_first(_entries(schools)),
        schools=schools,
        ours=ours,
        is_of_mentors=is_of_mentors,
        has_any=has_any,
        has_sides=bool(labels) or has_schools or is_of_mentors,
        writer=writer,
        fallback=""
        if labels or not ours
        else "both"
        if is_shared
        else ours
        if is_plan or (schools and len({*schools.values()}) < len(OPPOSITE))
        else "",
    )


def _named_schools(
    head: Sequence[str], whole: str, labels: Mapping[str, str]
) -> dict[str, str]:
    schools: dict[str, str] = {}
    for line in head:
        schools |= _schools(line, labels)
        schools |= named_by_role(line)
        schools |= workshops(line, labels)
    schools = named_with_role(whole) | schools
    schools |= lettered(whole, labels)
    if not labels:
        schools |= our_place(whole) | inspectors(whole)
    for helps in HELPS.finditer(whole[:1500]):
        if _is_proper(helps["giver"]) and _is_proper(helps["taker"]):
            schools.setdefault(helps["giver"], "supporting")
            schools.setdefault(helps["taker"], "receiving")
    if not schools and not labels:
        schools |= _paired(whole[:1500])
    schools |= _aliases(head, labels, schools)
    if we_give(whole) and not labels:
        schools |= dict.fromkeys(HELPED, "receiving")
    return schools


class _Parties:
    """The parties that a document names. Finding them is as much work as finding the words of
    all its clauses, and with labels seldom anything hangs on them: only when asked for."""

    def __init__(self, whole: str) -> None:
        self.whole = whole

    @cached_property
    def said(self) -> list[str]:
        found = tokens(self.whole, 0, len(self.whole), {})
        return [str(token.value) for token in found if token.kind is Kind.PARTY]


def _speaks_of_mentors(parties: _Parties) -> bool:
    if not (MENTORS.search(parties.whole) and MENTEES.search(parties.whole)):
        return False
    mentors, mentees = parties.said.count("mentor"), parties.said.count("mentee")
    return bool(mentors and mentees) and mentors + mentees > 3


def _between_schools(
    labels: Mapping[str, str], head: Sequence[str], *, has_schools: bool
) -> bool:
    if not labels:
        return has_schools
    return not any(TEACHERS.search(line) and PARTY.search(line) for line in head)


def _labels(head: Sequence[str], whole: str) -> dict[str, str]:
    """Party A is whoever the head says; where it says nothing, the supporting side."""
    if "甲方" not in whole and "甲、乙" not in whole and "甲乙" not in whole:
        return {}
    found: dict[str, str] = {}
    for line in head:
        for label, words in _introductions(line):
            side = _side_in(words, is_third=label in "丙丁")
            if side and label not in found:
                found[label] = side
    if not {"甲", "乙"} & set(found):
        found["甲"] = "receiving" if REVERSED.search(whole) else "supporting"
    first = "甲" if "甲" in found else "乙"
    found.setdefault("乙" if first == "甲" else "甲", OPPOSITE[found[first]])
    if found["甲"] == found["乙"]:
        found["乙"] = OPPOSITE[found["甲"]]
    found.setdefault("丙", "supporting")
    return found


def _introductions(line: str) -> Iterator[tuple[str, str]]:
    """Each label with the words that introduce it: 甲方(受援方):…, 受援方(甲方):…,
    师傅:…(以下简称甲方), 甲方为受援学校."""
    before = [*NAMED_BEFORE.finditer(line), *LABELLED.finditer(line)]
    for named in before:
        yield named["label"], named["role"]
    if before:
        return
    marks = list(INTRODUCED.finditer(line))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        end = following.start() if following else len(line)
        yield mark["label"], line[mark.end() : min(end, mark.end() + 40)]


def _side_in(words: str, *, is_third: bool = False) -> str:
    for token in tokens(words, 0, len(words), {}):
        if token.kind is Kind.PARTY and str(token.value) in STRONG:
            return STRONG[str(token.value)]
        if token.kind is Kind.PARTY and token.value == "bureau" and is_third:
            return "bureau"
    return next((side for side, said in HINTS if said.match(words)), "")


def _schools(line: str, labels: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for named in NAMED_BEFORE.finditer(line):
        found[named["name"]] = labels.get(named["label"], "")
    if not found:
        for named in NAME.finditer(line):
            found[named["name"]] = labels.get(line[named.start()], "")
    for named in NAME_ROLE.finditer(line):
        if not PARTY.search(named["role"]) and not PARTY.search(named["name"]):
            found.setdefault(named["name"], _side_in(named["role"]))
    if not found and len(line) < 60:
        for named in ROLE_NAME.finditer(line):
            found[named["name"]] = _side_in(named["role"])
    return {name: side for name, side in found.items() if side and _is_name(name)}


def _aliases(
    head: Sequence[str], labels: Mapping[str, str], schools: Mapping[str, str]
) -> dict[str, str]:
    """实验小学(以下简称实小): where no role is told, the school named first supports."""
    found: dict[str, str] = {}
    order = [named for line in head for named in ALIASED.finditer(line)]
    order = [named for named in order if not PARTY.match(named["alias"])]
    for place, named in enumerate(order[:2]):
        side = side_of_alias(named["alias"]) or schools.get(named["name"])
        side = side or _side_in(named.string[: named.start()])
        if NO_SIDE.search(named["alias"]):
            continue
        found[named["alias"]] = side or ("supporting", "receiving")[place]
    return found


def _paired(whole: str) -> dict[str, str]:
    """明德小学与河西小学结成对子: the school named first supports."""
    for found in PAIR.finditer(whole):
        names = [name for name in (found["giver"], found["taker"], found["other"]) if name]
        if all(map(_is_proper, names)):
            return dict(zip(names, ("supporting", "receiving", "receiving"), strict=False))
    return {}


def _is_proper(name: str) -> bool:
    """The name of one school, no word for a kind of them."""
    if re.search(r"[了的是*]|关于|一所", name):
        return False
    return all(token.kind is not Kind.PARTY for token in tokens(name, 0, len(name), {}))


def _is_name(name: str) -> bool:
    return (
        bool(re.search(r"(?:学|校|园|支部|村|中|小|院|局)$", name))
        and not re.search(r"[_x×X*]", name[0])
        and not re.search(r"每|选派|[甲乙]方", name)
    )


def _entries(schools: Mapping[str, str]) -> list[Entry]:
    found: list[Entry] = []
    for name, side in schools.items():
        forms = {name, PLACE.sub("", name), re.sub(r"[镇乡]|中心", "", PLACE.sub("", name))}
        forms.add(PLACE.sub("", PLACE.sub("", name)))
        forms |= {NUMBERED.sub(r"\1\2", form) for form in forms if NUMBERED.search(form)}
        found += [(form, Kind.PARTY, side) for form in forms if len(form) > 1]
    return found
