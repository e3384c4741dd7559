"""How often and by when of a duty: its own time, else what is carried to it."""

import re
from itertools import pairwise

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline
from agreements.reader.drafts import Draft
from agreements.reader.lexicon import periods
from agreements.reader.phrases import Period
from agreements.reader.state import State

END_OF_ALL = re.compile(
    r"期满|届满|(?:协议|协作|帮扶|合作|结对|支教|周|挂职|跟岗|托管|轮岗|任|聘)期?结束|三年.*结束"
)
EVENT = re.compile(
    r"(?:每次)?(?:活动|会议|听课|送课|上课|检查|考试|检测|测试|评估|培训|评课|讲座|送教|返校|月考|调研)(?:结束)?(?:前|后|结束)"
)  # each of them
TERM_EDGES = ("期初", "期中", "期末")
LONG_TURNS = frozenset({"term", "school_year", "year"})
WITHIN_A_YEAR = frozenset({"week", "fortnight", "month", "term"})
TURNS = WITHIN_A_YEAR | LONG_TURNS


def set_times(state: State, draft: Draft, deadline: Deadline | None) -> None:
    carry, month = state.carry, state.context.month
    period = carry.period
    if period and not _is_out_of_time(draft, period, deadline):
        draft.period = period.code
        draft.mark("period", period.start, period.end)
    else:
        draft.period = deadline.belongs_to if period and deadline else ""
        period = None
    is_edge = bool(draft.each_of) and {*draft.each_of} <= {*TERM_EDGES} and not deadline
    time = None if is_edge else deadline or carry.time or month
    if time:
        draft.set_deadline(time)
    if time and END_OF_ALL.search(time.words):
        draft.period = "once"
    elif time and not period and not draft.period:
        draft.period = _period_of(state, time)
    elif not time and not period and draft.each_of:
        edges = {periods.EDGES.get(item, "") for item in draft.each_of}
        draft.period = "term" if edges == {"term"} else ""
    elif (carry.is_dated and not period) or (
        period and period.is_this and _is_dated(state, time) and draft.count is None
    ):
        draft.period = "once"


def set_nearest(state: State, clause: Clause, draft: Draft) -> None:
    """每天练字、每周写札记1则: of a list each number has the period before it."""
    before = [period for period in clause.periods if period.end <= draft.count.start]
    is_list = any("、" in state.text[a.end : b.start] for a, b in pairwise(clause.periods))
    if before and is_list:
        draft.period = before[-1].code
        draft.mark("period", before[-1].start, before[-1].end)


def _is_out_of_time(draft: Draft, period: Period, deadline: Deadline | None) -> bool:
    """每月送课1节,学期结束时考核, 9月底前制定计划: a time of its own is in no month or term of
    the clause before; 期中、期末各一次 is of a term."""
    if period.is_this or period.end > draft.start or period.code not in TURNS:
        return False
    edges = {periods.EDGES.get(item, "") for item in draft.each_of}
    if deadline is None:
        return edges == {"term"} and period.code != "term"
    if deadline.month and not deadline.belongs_to:
        return period.code in WITHIN_A_YEAR
    return deadline.belongs_to in LONG_TURNS and deadline.belongs_to != period.code


def _is_dated(state: State, time: Deadline | None) -> bool:
    """每学期结束前 is a time of each of them."""
    return time is not None and state.text[max(0, time.start - 1) : time.start] != "每"


def _period_of(state: State, deadline: Deadline) -> str:
    if EVENT.match(deadline.words):
        return ""
    if not deadline.belongs_to or state.context.is_term_plan or deadline.year:
        return "once"
    return deadline.belongs_to
