"""What only tells: findings and shares, conditions, how many there are, slogans."""

import re

from agreements.reader.clauses import Clause
from agreements.reader.lexicon import told
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count

FOUND = re.compile("|".join(told.FOUND))
BINDING = re.compile(told.BINDING)
OUGHT = re.compile(told.OUGHT)
UNLESS = re.compile("|".join(told.UNLESS))
SURVEYED = re.compile("|".join(told.SURVEYED))
OWN_WORK = re.compile(told.OWN_WORK)
WORKLOAD = re.compile(r"每周[^,;]{0,6}节课|个班")
SLOGANS = re.compile(told.SLOGANS)
KINDS_OF = re.compile(told.KINDS_OF)
NUMERAL = re.compile(r"[\d一二三四五六七八九十]")
STAGE = re.compile(r"(?:阶段|时期|第 ?[\d一二三四五六七八九十]+周)\($")
PAIR = frozenset({"二人", "两人"})
CLASSED = frozenset({"类", "种"})


def is_binding(words: str) -> bool:
    """Whether they ask, be it of a share or of what follows a finding."""
    return bool(BINDING.search(words))


def tells(words: str) -> bool:
    """Whether a clause tells a finding or sets a condition, whatever number it holds."""
    if UNLESS.search(words):
        return True
    return bool(FOUND.search(words)) and not is_binding(words)


def sentence_tells(words: str) -> bool:
    """Of a whole sentence: a survey, years gone by."""
    return bool(SURVEYED.search(words)) and not OUGHT.search(words)


def is_own_work(sentence: str, words: str) -> bool:
    """我担任三年二班班主任,每周14节课: how somebody is employed."""
    return bool(WORKLOAD.search(words)) and bool(OWN_WORK.search(sentence))


def is_of_a_stage(text: str, clause: Clause) -> bool:
    """第一阶段(1-3个月), 第10周(11月2日—6日): only when the stage is."""
    if not clause.in_bracket or clause.tokens(Kind.DEED, Kind.EACH) or clause.periods:
        return False
    return bool(STAGE.search(text[max(0, clause.start - 12) : clause.start]))


def is_a_name(count: Count, before: str, behind: str) -> bool:
    """六个必须, 三类学生, 二人, 方案 篇1, 38所学校结对: counted, not asked."""
    if count.unit == "篇" and count.is_blank and NUMERAL.match(behind):
        return True
    if count.has_bound:
        return False
    if count.unit == "个" and SLOGANS.match(behind):
        return True
    if count.unit in CLASSED and KINDS_OF.match(behind):
        return True
    if count.words in PAIR and not before.strip(" “"):
        return not behind.startswith(("到", "赴", "去", "次"))
    return False


def is_of_schools(count: Count, before: str, clause: Clause) -> bool:
    """38所学校与乡村学校结对, 由8所高校承担: how many take part in a scheme."""
    if count.unit != "所" or count.has_bound or clause.periods:
        return False
    return not before.strip(" “") or before.endswith("由")
