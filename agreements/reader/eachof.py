"""Of each of what a number is asked: 每名教师, 校领导每人, 语文、数学各."""

from agreements.reader.clauses import Clause
from agreements.reader.drafts import Draft
from agreements.reader.filters import is_one_to_one
from agreements.reader.floors import EVENT_UNITS
from agreements.reader.items import each_items
from agreements.reader.lexicon import units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each
from agreements.reader.state import State
from agreements.reader.subjects import last_noun, noun_before, noun_behind
from agreements.reader.tokens import Token

PERSONS = frozenset({"名", "位", "人", "生", "师"})
IDLE = frozenset({*EVENT_UNITS} - {"个", "项"})
BEFORE_NUMBER = frozenset({"各", "分别", "各有", "各不"})


def take_each(state: State, clause: Clause) -> None:
    """Of the clause, also for those behind it."""
    carry = state.carry
    for each in clause.eaches:
        if each.unit in IDLE:
            continue
        noun = noun_behind(state.text, clause, each)
        if not noun and each.unit in PERSONS:
            noun = _person(state, clause, each.start)
        if noun:
            nouns = (noun, *_more(state, clause, each, noun))
            carry.each, carry.each_place = nouns, (each.start, each.end)
            return
    if is_one_to_one(clause):
        first = clause.counts[0]
        follower = next((p for p in clause.phrases if p.start >= first.end), None)
        if isinstance(follower, Token) and follower.kind in {Kind.ROLE, Kind.PARTY}:
            carry.each, carry.each_place = (follower.words,), (first.start, follower.end)


def _more(state: State, clause: Clause, first: Each, noun: str) -> list[str]:
    """每个教研组、每位师傅."""
    end, found = first.end + len(noun), []
    for each in clause.eaches:
        if each.start != end + 1 or state.text[end] not in "、和及与":
            continue
        other = noun_behind(state.text, clause, each)
        if other:
            found.append(other)
            end = each.end + len(other)
    return found


def _person(state: State, clause: Clause, at: int) -> str:
    """Who 每人 are: the noun before it, the people counted before, or those named last."""
    found = noun_before(state.text, clause.start, at)
    if found:
        return found
    draft = state.main
    if draft and draft.count and draft.unit in units.PEOPLE:
        found = noun_before(state.text, draft.start, draft.count.start)
    return found or last_noun(state.clauses, at)


def set_own(state: State, clause: Clause, draft: Draft, count: Count, start: int) -> None:
    """每班通信2封、每生捐书1本: each piece of the clause has its own."""
    if len(clause.eaches) < len(("first", "second")):
        return
    own = [e for e in clause.eaches if start <= e.start < count.start and e.unit not in IDLE]
    noun = noun_behind(state.text, clause, own[0]) if own and own[0] != clause.eaches[0] else ""
    if noun:
        draft.each_of = (noun,)
        draft.mark("each_of", own[0].start, own[0].end)


def set_items(state: State, clause: Clause, draft: Draft, count: Count, start: int) -> None:
    """语文、数学各3节."""
    for token in clause.tokens(Kind.EACH):
        if start <= token.start < count.start and token.words in BEFORE_NUMBER:
            items = each_items(state.text, clause, token, start)
            if len(items) > 1:
                draft.each_of = items
                draft.mark("each_of", token.start, token.end)
            return
