"""Who acts in a clause, and what is asked of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agreements.reader.clauses import Clause
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.lexicon.nouns import NOUNS, SHORT
from agreements.reader.phrases import Count, Each, Period, Phrase, Time
from agreements.reader.sides import OPPOSITE, Sides
from agreements.reader.tokens import Token

JOINS = frozenset({"与", "和", "、", "及", "同", "跟", "以及"})
ENDS_SUBJECT = (Kind.DEED, Kind.LEAD, Kind.PART, Kind.STATE)
GIVES = frozenset(
    {
        *("送教", "送课", "送培", "送研", "支教", "捐", "捐赠", "捐助", "捐款", "资助", "走访"),
        *("看望", "慰问", "义诊", "视导", "赠", "赠送", "走教", "送去", "义写", "募捐", "结亲"),
    }
)
TAKES = frozenset({"跟岗", "跟班", "借读", "蹲点学习"})
ELSEWHERE = re.compile(
    r"(?:(?<!校)为|给|到|赴|向|对|去)(?!我|本)[^,。;为给到赴向对去]{2,10}(?:小学|中学|学校|幼儿园|村|卫生院)"
)
OWNED = re.compile(
    r"的?(?:工作)?(?:津贴|补贴|补助|经费|待遇|工资|评选|聘任|遴选|选拔|名单|比例)"
)  # 导师津贴
ADVERB = re.compile(
    r"[内外初末前后中时间天午晚起地]$|定期|原则|一般|第|所有|全体|各|本|该|由|凡|参|任|在|新|其"
)
INVITED = frozenset({"邀请", "请", "聘请", "约请"})
ATTRIBUTE = re.compile(r"[为是作]")
NAMED_AS = re.compile(r"被(?:确认|确定|选定|选聘|聘|评)为?")  # 被确认为徒弟的教师
ROW = re.compile(r" ?\d{1,2}[ .]?")  # the number of a row, before the name of its task
FROM = frozenset("从自")
FEW = 12  # clauses that are looked back
OF_MENTORS = frozenset({"mentor", "mentee"})
# Who they are is plain without a school.
PAIRED = frozenset(
    {
        *("师傅", "师父", "导师", "指导教师", "指导老师", "徒弟", "学徒", "学员", "被指导教师"),
        *("被帮扶教师", "受帮扶教师", "被带教教师", "带教教师", "带教老师", "帮扶教师"),
    }
)
KIND_OF_SCHOOL = re.compile(r"^(?:优质|城区|城镇|农村|乡镇|薄弱|山区|义务).*学校$")
FAR = 12  # characters from 每 to the end of its noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``side`` is "" for one of whichever side acts (校长)."""

    side: str
    start: int
    end: int
    is_weak: bool = False  # a role that yields to a heading
    is_alone: bool = False  # each school of one side
    noun: str = ""
    is_every: bool = False  # 每校


def subject_of(text: str, clause: Clause, sides: Sides) -> Subject | None:
    """Who is named before the act, or behind 由."""
    cell = _cell(text, clause)
    return (
        _first(text, clause, sides)
        if cell is None
        else _party(text, clause.phrases, cell, sides)
    )


def _first(text: str, clause: Clause, sides: Sides) -> Subject | None:
    found = clause.phrases
    for at, phrase in enumerate(found):
        if isinstance(phrase, Each) and phrase.unit in {"校", "园"}:
            return Subject(side="each", start=phrase.start, end=phrase.end, is_every=True)
        if not isinstance(phrase, Token) or _is_in_name(text, found, at):
            continue
        if phrase.kind in {Kind.PARTY, Kind.ROLE}:
            return _named(text, found, at, sides)
        if phrase.words == "和" or _is_of_naming(text, clause, phrase):
            continue
        if phrase.kind in {Kind.TOWARDS, Kind.BY}:
            return _by_later(text, found, at, sides)
        if _ends_subject(text, clause, phrase):
            return _behind_attribute(text, found, at, sides)
    return None


def _cell(text: str, clause: Clause) -> int | None:
    """1 送教到校 支援方 不少于2批次: where the gap in a row sets one party apart, it acts."""
    parties = clause.tokens(Kind.PARTY)
    if len(parties) != 1 or not ROW.match(text, clause.start):
        return None
    party = parties[0]
    return clause.phrases.index(party) if text[party.start - 1] == " " else None


def _named(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject | None:
    if found[at].kind is Kind.PARTY and _is_done_to(text, found, at):
        return None
    if OWNED.match(text, found[at].end):
        return None
    return _by_other(text, found, at, sides) or _acting(text, found, at, sides)


def _is_done_to(text: str, found: Sequence[Phrase], at: int) -> bool:
    """每周关注乙方…: words of no table between how often and a party are what is done to it."""
    before = found[at - 1] if at else None
    if not isinstance(before, Period) or found[at].value == "mentee":
        return False
    between = text[before.end : found[at].start]
    return len(between) > 1 and between.isalpha() and not ADVERB.search(between)


def _ends_subject(text: str, clause: Clause, phrase: Token) -> bool:
    if phrase.kind not in ENDS_SUBJECT or phrase.words == "负责":
        return False
    return ROW.fullmatch(text, clause.start, phrase.start) is None


def _is_of_naming(text: str, clause: Clause, phrase: Token) -> bool:
    found = NAMED_AS.match(text, clause.start)
    return found is not None and phrase.start < found.end()


def _behind_attribute(
    text: str, found: Sequence[Phrase], at: int, sides: Sides
) -> Subject | None:
    """新参加工作的青年教师应…, 被确认为徒弟的教师每学期…"""
    for index in range(at + 1, len(found) - 1):
        token = found[index]
        if not isinstance(token, Token) or token.kind in {Kind.DUTY, Kind.TOWARDS, Kind.BY}:
            return None
        if token.kind is not Kind.PARTY:
            continue
        words = ATTRIBUTE.match(text, token.start - 1)
        is_own = words is None and text[token.start - 1] == "的"
        is_named = words is not None and text.startswith("的", token.end)
        following = found[index + 1 + is_named] if index + 1 + is_named < len(found) else None
        is_led = isinstance(following, Period) or (
            isinstance(following, Token) and following.kind is Kind.DUTY
        )
        return _acting(text, found, index, sides) if (is_own or is_named) and is_led else None
    return None


def _is_in_name(text: str, found: Sequence[Phrase], at: int) -> bool:
    """学校工作计划: the school is only a part of the name of a thing."""
    token = found[at]
    if token.words != "学校":
        return False
    following = found[at + 1] if at + 1 < len(found) else None
    is_near = following is not None and following.start == token.end
    is_word = isinstance(following, Token) and following.kind is Kind.WORD
    return not is_near or is_word


def _by_later(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject | None:
    """对支教教师由县财政…: who acts is told behind 由, or right behind the time."""
    for index in range(at, len(found)):
        phrase = found[index]
        if isinstance(phrase, Count) or (
            isinstance(phrase, Token) and phrase.kind in ENDS_SUBJECT
        ):
            return None
        if isinstance(phrase, Token) and phrase.kind is Kind.BY:
            return _acting(text, found, index + 1, sides)
    return None


def _by_other(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject | None:
    """小学组由教研室负责, 支教教师由甲方选派: behind 由 stands who does it."""
    for index in range(at + 1, len(found) - 1):
        phrase = found[index]
        if not isinstance(phrase, Token) or phrase.kind in {*ENDS_SUBJECT, Kind.TOWARDS}:
            return None
        if phrase.kind is Kind.BY:
            is_party = (
                isinstance(found[index + 1], Token) and found[index + 1].kind is Kind.PARTY
            )
            return _party(text, found, index + 1, sides) if is_party else None
    return None


def _acting(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject | None:
    if at < len(found) and isinstance(found[at], Token):
        if found[at].kind is Kind.PARTY:
            return _party(text, found, at, sides)
        if found[at].kind is Kind.ROLE:
            return _role(text, found, at, sides)
    return None


def _party(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject:
    token = found[at]
    side = sides.of(token)
    end, others = token.end, {side}
    index = at + 1
    if index < len(found) and found[index].start == end and _is_role(found[index]):
        end, index = found[index].end, index + 1
    while index < len(found) and _is_joined(text, found, index, end):
        other = found[index]
        if isinstance(other, Token) and other.kind in {Kind.PARTY, Kind.ROLE}:
            if other.kind is Kind.PARTY:
                others.add(sides.of(other))
            end = other.end
        index += 1
    if {"supporting", "receiving"} <= others or text.startswith(("之间", "间"), end):
        side = "both"
    value = str(token.value)
    before = found[at - 1] if at else None
    own = found[at + 1] if at + 1 < len(found) else None
    if side in OPPOSITE and _is_schools_of(own, token.end):
        noun = own.words.removeprefix("各")
        return Subject(
            side=side, start=token.start, end=end, is_alone=True, noun=SHORT.get(noun, noun)
        )
    return Subject(
        side=side,
        start=token.start,
        end=end,
        is_weak=value in OF_MENTORS and not sides.is_of_mentors and token.words not in PAIRED,
        is_alone=_is_each(before, token),
        noun=KIND_OF_SCHOOL.sub("学校", token.words),
    )


def _is_schools_of(phrase: Phrase | None, at: int) -> bool:
    """乙方各学校: each school of one side."""
    is_each = isinstance(phrase, Token) and phrase.value == "each" and phrase.start == at
    return is_each and phrase.words.startswith("各")


def _is_role(phrase: Phrase) -> bool:
    return isinstance(phrase, Token) and phrase.kind is Kind.ROLE


def _is_joined(text: str, found: Sequence[Phrase], index: int, end: int) -> bool:
    phrase = found[index]
    if isinstance(phrase, Token) and phrase.words in JOINS and phrase.start == end:
        return True
    return text[end : phrase.start] in JOINS


def _is_each(before: Phrase | None, token: Token) -> bool:
    if isinstance(before, Each):
        return before.end == token.start
    is_each = isinstance(before, Token) and before.words in {"各", "所有"}
    return is_each and token.start - before.end < FAR


def _role(text: str, found: Sequence[Phrase], at: int, sides: Sides) -> Subject:
    """A role takes the side of a party named with it (支援学校的教师)."""
    token = found[at]
    return Subject(side="", start=token.start, end=token.end, is_weak=True, noun=token.words)


def object_side(text: str, clause: Clause, sides: Sides) -> str:
    """The side to which something is done: 到乙方, 为受援校, 听师傅的课."""
    if sides.ours and not sides.labels and ELSEWHERE.search(text, clause.start, clause.end):
        return OPPOSITE[sides.ours]
    acts = clause.tokens(Kind.DEED)
    if acts and acts[0].words in INVITED:
        return ""
    for token in clause.tokens(Kind.PARTY):
        if token.value in {"mentor", "mentee"} and not sides.is_of_mentors:
            continue
        side = sides.of(token)
        if text[token.start - 1] in FROM or OWNED.match(text, token.end):
            continue
        if side == "others":
            side = "" if sides.labels else OPPOSITE.get(sides.ours, "")
        if side in OPPOSITE:
            return side
    return ""


def side_of_act(text: str, clause: Clause, sides: Sides) -> str:
    """The side that the act itself shows."""
    for token in clause.tokens(Kind.PARTY):
        if text[token.start - 1] in FROM and sides.of(token) in OPPOSITE:
            return sides.of(token)  # 从甲方选派: it is their people who go
    if side := object_side(text, clause, sides):
        return OPPOSITE[side]
    words = {token.words for token in clause.tokens(Kind.DEED)}
    if words & TAKES:
        return "receiving"
    return "supporting" if words & GIVES and sides.has_any else ""


def noun_behind(text: str, clause: Clause, each: Each) -> str:
    """The noun that 每名 counts: 每名骨干教师 is 骨干教师."""
    if each.unit in {"校", "园"} and (own := _schools_before(text, clause, each)):
        return own
    if each.unit in SHORT:
        return SHORT[each.unit]
    stop = next(
        (
            p.start
            for p in clause.phrases
            if p.start >= each.end
            and (
                isinstance(p, Count | Period | Time | Each)
                or (p.kind is Kind.DEED and noun_before(text, each.end, p.start))
                or p.kind in {Kind.LEAST, Kind.MOST, Kind.TOWARDS, Kind.EACH, Kind.DUTY}
            )
        ),
        clause.end,
    )
    words = text[each.end : min(stop, each.end + FAR)]
    best = ""
    for noun in [noun for noun in NOUNS if noun in words]:
        at = words.find(noun)
        if not best or (at + len(noun) > len(best) and at < len(best)):
            best = words[: at + len(noun)]
    return best.removeprefix("的")


def _schools_before(text: str, clause: Clause, each: Each) -> str:
    """优质学校每校: the schools that 每校 points back to."""
    before = [
        t for t in clause.tokens(Kind.PARTY) if t.end <= each.start and t.value in OPPOSITE
    ]
    own = noun_before(text, clause.start, each.start)
    return own or (before[-1].words if before and text[before[-1].end] != "," else "")


def noun_before(text: str, start: int, at: int) -> str:
    """教师每人: the noun that ends where 每人 begins."""
    words = text[max(start, at - FAR) : at]
    found = [noun for noun in NOUNS if words.endswith(noun)]
    return max(found, key=len, default="")


def last_noun(clauses: Sequence[Clause], before: int) -> str:
    """The people named last before place ``before``."""
    for clause in reversed(clauses[-FEW:]):
        for phrase in reversed(clause.phrases):
            if isinstance(phrase, Token) and phrase.end <= before and _is_person(phrase):
                return phrase.words
    return ""


def _is_person(token: Token) -> bool:
    return token.kind is Kind.ROLE or token.value in {"mentor", "mentee"}
