"""Words that look like a count or a period and are the other: 例会一月一次, 每期稿件6篇."""

from collections.abc import Sequence

from agreements.reader.clauses import Clause
from agreements.reader.lexicon import periods, units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each, Period, Phrase
from agreements.reader.state import State
from agreements.reader.tokens import Token

TURNS = {
    "周": "week",
    "星期": "week",
    "个星期": "week",
    "月": "month",
    "个月": "month",
    "年": "year",
}


def turn_length(clause: Clause) -> None:
    """两周完成听课1节, 例会一月一次: a length before its number is a period."""
    found = clause.phrases
    if clause.periods or len(clause.counts) < 2:
        return
    for at, length in enumerate(found[:-1]):
        if isinstance(length, Count) and _is_turn(found, at):
            code = TURNS.get(length.unit, "")
            code = periods.MULTIPLES.get((length.minimum, code), code)
            clause.put(at, Period(code=code, start=length.start, end=length.end))
            return


def turn_issue(state: State, clause: Clause) -> None:
    """每月简报一期,每期稿件不少于6篇: of each issue, not of each term."""
    if state.main is None or state.main.unit != "期" or not clause.counts:
        return
    for at, period in enumerate(clause.phrases):
        if isinstance(period, Period) and state.text[period.start : period.end] == "每期":
            clause.put(at, Each(unit="期", start=period.start, end=period.end))
            return


def _is_turn(found: Sequence[Phrase], at: int) -> bool:
    length, following = found[at], found[at + 1]
    if length.unit not in TURNS or length.has_bound or length.minimum not in {1, 2}:
        return False
    if isinstance(following, Count):
        return following.start == length.end and following.unit in units.EVENTS
    if at > 1 or (at == 1 and found[0].end != length.start):
        return False
    is_border = isinstance(following, Token) and following.kind is Kind.BORDER
    return not is_border and following.start <= length.end + 2
