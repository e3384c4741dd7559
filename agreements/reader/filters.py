"""What is no duty: states, marks, terms, conditions, what was done, numbers in names."""

import re
from collections.abc import Iterable

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline, taken
from agreements.reader.lexicon import stops
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Period, Time
from agreements.reader.state import State


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


STOP = any_of(stops.STOPS)
STOP_SENTENCE = any_of(stops.SENTENCE_STOPS)
PAST = re.compile(
    any_of(stops.PASTS).pattern
    + r"|(?<![为除])了(?!解)|(?<![通超经])过(?!程|关|去|硬|渡|节|程)"
)
RULE = re.compile(r"都要|均要|必须|应当|须|应(?!邀|用|对|变|急)|要(?!求|点|素|紧)")
CONDITION = re.compile(r"(?:超过|达到|不足|少于|低于|不满|累计)[^,;。]*(?:的|者)$")
SURVIVOR = re.compile(r"[每各].*[次节篇名项]|不少于|至少")
MILD = re.compile(r"附件|存档|名单|优先")
TERM = re.compile(r"(?:时间|期限|周期|年限|有效期)(?:为|是|:|约|共|暂定|定为)?$")
MEMBERS = re.compile(
    r"(?:第|约|近|共有|现有|名为|超过|低于|全县|全市|全区|全镇|全校|首批|同等)$"
)
IS = re.compile(r"(?:作为|是|即|成为|列为|视为)")
WEAK_UNITS = frozenset("个种支批条家处面块张把只部类项门")
SCHEMES = re.compile(r"全县|全市|全区|首批|试点|共有|分布")


def stops_clause(words: str) -> bool:
    """Whether ``words`` set no duty, whatever number they hold."""
    if CONDITION.search(words):
        return True
    if not STOP.search(words):
        return False
    return not (
        MILD.search(words) and not STOP.search(MILD.sub("", words)) and SURVIVOR.search(words)
    )


def is_standing_rule(words: str) -> bool:
    """In a report: a rule that goes on, no deed that is told."""
    if PAST.search(words):
        return False
    return bool(RULE.search(words)) or "每" in words


def asking(state: State, clause: Clause, deadline: Deadline | None) -> list[Count]:
    """The counts of the clause that can ask something."""
    held = taken(deadline, clause.phrases)
    return [
        phrase
        for at, phrase in enumerate(clause.phrases)
        if isinstance(phrase, Count) and at not in held and not _is_idle(state, clause, phrase)
    ]


def _is_idle(state: State, clause: Clause, count: Count) -> bool:
    text = state.text
    before = text[clause.start : count.start]
    behind = text[count.end : clause.end]
    return (
        _is_no_measure(count, before, behind)
        or _is_of_a_name(state, count, before, behind)
        or _is_a_state(state, clause, count)
        or _is_weak(state, clause, count, before)
    )


def _is_no_measure(count: Count, before: str, behind: str) -> bool:
    if count.unit in {"日", "号"}:
        return not before.endswith("提前")
    if count.unit == "年" and (count.minimum or 0) > 100:
        return True
    if count.is_length and (behind.startswith(("以上的", "内的", "以来", "来"))):
        return True
    return (
        count.is_length
        and bool(TERM.search(before))
        and count.unit == "年"
        and not count.has_bound
    )


def _is_of_a_name(state: State, count: Count, before: str, behind: str) -> bool:
    if MEMBERS.search(before) and not count.has_bound:
        return True
    if before and before[-1].isascii() and before[-1].isalpha():
        return True
    is_title = state.context.is_plain and count.unit == "篇"
    return (is_title and not behind.strip(" )")) or (
        count.unit == "所" and not count.has_bound and bool(SCHEMES.search(before))
    )


def _is_a_state(state: State, clause: Clause, count: Count) -> bool:
    if count.has_bound or clause.periods:
        return False
    return any(token.start < count.start for token in clause.tokens(Kind.STATE))


def _is_weak(state: State, clause: Clause, count: Count, before: str) -> bool:
    """搭建一个平台, 是一项工程: a word for a thing, no number."""
    if not count.words.startswith(("一", "两")) or count.has_bound:
        return False
    if IS.search(before):
        return True
    carry, context = state.carry, state.context
    if clause.periods or carry.period or context.month or count.unit not in WEAK_UNITS:
        return False
    if clause.tokens(Kind.PART, Kind.LEAST, Kind.EACH) or clause.eaches:
        return False
    return not is_one_to_one(clause)


def is_one_to_one(clause: Clause) -> bool:
    """一个党员结对一个班级."""
    counts = clause.counts
    return (
        len(counts) == 2
        and all(c.minimum == 1 and not c.is_length for c in counts)
        and counts[0].start - clause.start <= 1
        and bool(clause.tokens(Kind.DEED))
    )


def periods_of(state: State, clause: Clause) -> list[Period]:
    """Those that say how often; 每 before 本学期."""
    found = [p for p in clause.periods if not _is_a_measure(state.text, p)]
    return sorted(found, key=lambda p: p.is_this)


def _is_a_measure(text: str, period: Period) -> bool:
    """以一学年为一个阶段, 按学年收费的."""
    return (
        text[max(0, period.start - 1) : period.start] == "以"
        and text[period.end : period.end + 1] == "为"
    )


def has_placeholder(clause: Clause) -> bool:
    """20xx年xx月: a day that nobody filled in."""
    return any(isinstance(p, Time) and p.is_open for p in clause.phrases)
