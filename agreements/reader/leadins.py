"""Clauses that hold no duty of their own: a time or a subject before one, a time behind one."""

import re

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.state import State, bare

ACTS = (Kind.DEED, Kind.TOGETHER, Kind.MUTUAL)
LITTLE = re.compile(r"次年|翌年|当年|来年|第二年|以后|以及|此后|自|于|在|从|由|的|要|[,、:; ]")
LED = re.compile(r"(?:分别|一般|原则上|通常|时间|安排|定|各|均|须|应|要|为|是|在|于|并|[: ])*")
DONE = re.compile(
    r"(?:完成|结束|进行|举行|报送|上交|提交|交齐|落实|到位|开展|实施|完毕|之?前|以?内|[, ])*"
)


def wait(state: State, clause: Clause) -> None:
    """A lead-in with a time makes a duty of the act that follows."""
    carry = state.carry
    if carry.waiting is None:
        carry.waiting = clause.start
    carry.waits_for_act = carry.waits_for_act or bool(clause.periods or carry.time)


def is_lead_in(state: State, clause: Clause, deadline: Deadline | None) -> bool:
    """Holds a time or a subject and no act."""
    if clause.in_bracket or not (clause.periods or deadline or clause.tokens(Kind.PARTY)):
        return False
    leads = clause.tokens(Kind.LEAD)
    if (
        leads
        and clause.tokens(Kind.BY)
        and not any(act.start >= leads[-1].end for act in clause.tokens(*ACTS))
    ):
        return True
    place = (deadline.start, deadline.end) if deadline else (0, 0)
    if any(not place[0] <= t.start < place[1] for t in clause.tokens(*ACTS)):
        return False
    left = LITTLE.sub("", bare(state.text, clause, *([place] if deadline else [])))
    return len(left) <= 1


def closes(state: State, clause: Clause, deadline: Deadline) -> bool:
    """…一次,于期中考试后一周内完成: only the time of the duty before."""
    draft = state.main
    if draft is None or state.carry.head or draft.deadline is not None:
        return False
    others = [(time.start, time.end) for time in clause.times if time.start >= deadline.end]
    end = others[-1][1] if others else deadline.end
    between = state.text[deadline.end : end]
    for start, stop in reversed(others):
        between = between[: start - deadline.end] + between[stop - deadline.end :]
    is_led = LED.fullmatch(state.text, clause.start, deadline.start)
    if (
        not is_led
        or between.strip("和与及或、")
        or not DONE.fullmatch(state.text, end, clause.end)
    ):
        return False
    if others:
        words = state.text[deadline.start : end]
        deadline = Deadline(words=words, start=deadline.start, end=end)
    draft.set_deadline(deadline)
    draft.end = clause.end
    return True
