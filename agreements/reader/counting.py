"""Which counts of a clause ask something, and which of them only say of what."""

import re
from itertools import pairwise

from agreements.reader.clauses import Clause
from agreements.reader.drafts import Draft
from agreements.reader.filters import RULE, is_one_to_one, is_told
from agreements.reader.lexicon import units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Time
from agreements.reader.state import State, bare
from agreements.reader.tokens import Token

SEPARATORS = re.compile(r"[、]|(?:以及|和|及|并|与)")
INNER = re.compile(r"\([^()]*\)")
OF_ITS = re.compile(r"的?(?:活动)?(?:时间|次数|时长|人数|总数|数量)")  # 培训时间
SMALL = re.compile(
    r"时间|次数|总数|数量|人数|字数|时长|篇幅|人均|生均|校均|每次|原则上|以后|累计|一般|共|的|为|活动|合计|全年"
    r"|要|在|总|均|[,、和() ]"
)
OWNER = re.compile(r"的(?!标准|额度|比例|数额)")  # 5000元的图书100册
NEAR = 20  # characters from the count to an act behind it
PEOPLE = frozenset(units.PEOPLE)
HELPED = PEOPLE | {"户", "家"}  # 联系1名学生、1户家庭
OF_PIECES = frozenset({"字", "分钟", "小时", "个小时"})
PLACES = frozenset({"所", "个", "位", "间"})

Piece = tuple[int, int, Count, list[Count]]  # start, end, what is asked, what bounds it


def is_asked(state: State, clause: Clause, count: Count, start: int) -> bool:
    """A bare number asks something only with an act, a bound or a time."""
    carry, acts = state.carry, clause.tokens(Kind.DEED, Kind.MUTUAL, Kind.TOGETHER)
    if count.unit in units.TERMS_LONG or _is_of_nothing(state, clause):
        return False
    has_time = bool(clause.periods or carry.period or carry.time or state.context.month)
    is_bound = has_time or count.has_bound or bool(clause.tokens(Kind.LEAST, Kind.MOST))
    if count.is_length:
        return _asks_length(state, clause, count, acts=bool(acts), is_bound=is_bound)
    if is_bound or _joins_main(state, clause, start, has_act=bool(acts)):
        return True
    return any(act.start < count.start + NEAR for act in acts) or _is_owed(clause, count)


def _is_of_nothing(state: State, clause: Clause) -> bool:
    """What was done, and 其中 without a whole."""
    if clause.tokens(Kind.PART) and state.main is None and not clause.in_bracket:
        return True
    has_rule = bool(clause.periods) or bool(RULE.search(state.words(clause)))
    return is_told(state, clause) and not has_rule


def _is_owed(clause: Clause, count: Count) -> bool:
    """Who acts, and how often or that it must be, though no table knows the act."""
    if count.unit in units.EVENTS and clause.phrases[0] in clause.tokens(Kind.PARTY):
        return True
    return bool(clause.tokens(Kind.DUTY)) and bool(clause.tokens(Kind.PARTY, Kind.EACH))


def _asks_length(
    state: State, clause: Clause, count: Count, *, acts: bool, is_bound: bool
) -> bool:
    if state.text.endswith("提前", 0, count.start):
        return True
    if is_bound:
        return acts or bool(clause.periods) or state.main is None
    is_last = clause.phrases[-1] is count
    return acts and state.main is None and is_last


def _joins_main(state: State, clause: Clause, start: int, *, has_act: bool) -> bool:
    """A share, or one more thing of the act before."""
    if state.main is None:
        return False
    if is_share_word(clause, start):
        return True
    if has_act:
        return False
    return bool(clause.tokens(Kind.EACH)) or state.main.end >= clause.start - 2


def is_share_word(clause: Clause, start: int) -> bool:
    return any(token.start >= start - 1 for token in clause.tokens(Kind.PART))


def is_share(state: State, clause: Clause, whole: int | None, start: int) -> bool:
    """Whether what is counted is a part of what duty ``whole`` counts."""
    if whole is None or state.drafts[whole].block != state.context.block:
        return False
    if state.drafts[whole].count is None:
        return False
    is_inside = (
        clause.in_bracket and "(" in state.text[state.drafts[whole].start : clause.start]
    )
    if is_share_word(clause, start) or is_inside:
        return True
    if _adds_up(state, clause, state.drafts[whole]):
        return True
    acts = [token for token in clause.tokens(Kind.DEED) if token.start >= start]
    if not acts and _names_parts(state, clause, state.drafts[whole]):
        return True
    if not state.carry.is_in_share or clause.periods:
        return False
    return not acts or _names_one_more(clause, acts, state.drafts[whole])


def _adds_up(state: State, clause: Clause, whole: Draft) -> bool:
    """全期两次,期初一节,期末一节: times one by one, whose numbers make the whole."""
    later = [
        one
        for one in state.clauses
        if one.sentence == clause.sentence and one.start >= whole.end and not one.in_bracket
    ]
    parts = [one for one in later if isinstance(one.phrases[:1] and one.phrases[0], Time)]
    numbers = [one.counts[0].minimum or 0 for one in parts if len(one.counts) == 1]
    is_all = clause in parts and len(parts) == len(numbers) == len(later) > 1
    return is_all and sum(numbers) == whole.count.minimum


def _names_one_more(clause: Clause, acts: list[Token], whole: Draft) -> bool:
    """其中示范课50场,评课140场: the deed right before the number is the name of a kind."""
    first = clause.counts[0]
    is_name = acts[-1].end == first.start and first.unit == whole.unit
    return is_name and not first.has_bound


def _names_parts(state: State, clause: Clause, whole: Draft) -> bool:
    """每年两次,上半年、下半年各一次: the whole named one by one."""
    marks = [token for token in clause.tokens(Kind.EACH) if token.words in {"各", "各有"}]
    counts = clause.counts
    if not marks or len(counts) != 1 or clause.periods or clause.tokens(Kind.PARTY):
        return False
    items = state.text.count("、", clause.start, marks[0].start) + 1
    asked, each = whole.count.minimum, counts[0].minimum
    is_same = counts[0].unit == whole.unit and bool(asked and each)
    return is_same and items > 1 and items * each <= asked


def is_bare(state: State, clause: Clause) -> bool:
    """每学期不少于3次: a number and a frequency, no act or noun of its own."""
    has_act = clause.tokens(Kind.MUTUAL, Kind.PARTY, Kind.PART, Kind.ROLE)
    acts = [t for t in clause.tokens(Kind.DEED) if not OF_ITS.match(state.text, t.end)]
    if clause.in_bracket or has_act or acts:
        return False
    return not SMALL.sub("", bare(state.text, clause))


def pieces(state: State, clause: Clause, counts: list[Count], start: int) -> list[Piece]:
    """The clause cut into what each count asks."""
    if len(counts) > 1 and is_one_to_one(clause) and state.carry.each:
        return [(start, clause.end, counts[-1], [])]
    groups, starts, ends = [[counts[0]]], [start], []
    for before, count in pairwise(counts):
        cut = _at_act(state.text, clause, before, count) or _cut(state.text, before, count)
        if cut is None:
            groups[-1].append(count)
            continue
        ends.append(cut[0])
        groups.append([count])
        starts.append(cut[1])
    ends.append(clause.end)
    found = []
    for begin, end, group in zip(starts, ends, groups, strict=True):
        main = _main(group, state.text)
        found.append((begin, end, main, [count for count in group if count is not main]))
    return found


def _at_act(text: str, clause: Clause, before: Count, count: Count) -> tuple[int, int] | None:
    """上一堂示范课、举办一次讲座: behind the mark one more act begins."""
    if before.is_length != count.is_length:
        return None
    for act in clause.tokens(Kind.DEED):
        if before.end < act.start <= count.start and text[act.start - 1] in "、和并":
            is_near = act.end == count.start or count.has_bound or text[act.start - 1] == "、"
            return (act.start - 1, act.start) if is_near else None
    return None


def _cut(text: str, before: Count, count: Count) -> tuple[int, int] | None:
    """Where one thing asked ends and the next begins: 讲座3场、示范课6节."""
    between = INNER.sub(lambda found: "课" * len(found[0]), text[before.end : count.start])
    marks = list(SEPARATORS.finditer(between))
    if not marks or before.is_length != count.is_length:
        return None
    first = marks[0]
    if not between[: first.start()].strip("的课 "):
        return before.end + first.start(), before.end + first.end()
    if marks[-1].end() == len(between) and (before.unit in HELPED) == (count.unit in HELPED):
        return before.end + marks[-1].start(), count.start
    signs = [mark for mark in marks if mark[0] in {"、", "并", "和"}]
    if len(signs) != 1 or before.unit in PLACES or count.start - before.end < 3:
        return None
    if signs[0][0] == "和" or (before.unit != count.unit and signs[0][0] != "并"):
        return None
    return before.end + signs[0].start(), before.end + signs[0].end()


def _main(group: list[Count], text: str) -> Count:
    """Of the counts of one act the one that is asked: events go before people and places."""
    plain = [count for count in group if not count.is_length] or group
    plain = [c for c in plain if not text.startswith("分", c.start - 1)] or plain
    owned = [c for c in plain[:-1] if OWNER.match(text, c.end)]
    plain = [c for c in plain if c not in owned]
    plain = [c for c in plain if c.unit not in OF_PIECES] or plain
    events = [c for c in plain if c.unit in {*units.EVENTS, *units.LESSONS}]
    bounded = [c for c in plain if c.has_bound]
    for some in (events, bounded):
        if len(some) == 1:
            return some[0]
    return next((c for c in plain if c.unit not in PLACES), plain[0])
