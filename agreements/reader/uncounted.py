"""Acts that are asked without a number and without a frequency: 定期组织…, 选派若干名教师.

The grammar makes no duty of them; a person is asked for the number. They are looked for only in
blocks that hold such a word, with the subject and the period that their sentence carries.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from agreements.reader.carrying import finish, take_period, take_subject
from agreements.reader.clauses import Clause, clauses
from agreements.reader.drafts import Draft, duty_of, sentence_start
from agreements.reader.filters import STOP_SENTENCE, is_told, periods_of, stops_clause
from agreements.reader.lexicon import units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count
from agreements.reader.sides import Sides
from agreements.reader.state import Context, State
from agreements.reader.subjects import subject_of
from agreements.reader.text import Text
from agreements.reader.told import sentence_tells
from agreements.reader.values import Duty

ACTS = (Kind.DEED, Kind.TOGETHER, Kind.MUTUAL)
USUAL_PERIOD = "term"  # of what is done 定期: the schools agree on a number for each term
OFTEN = re.compile(r"不?定期(?!存款|制)|经常(?:性地?)?")
_UNITS = "|".join(map(re.escape, sorted(units.COUNTED, key=len, reverse=True)))
_MONEY = "资金|经费|款项?|补助|补贴|奖励|奖金"
SOME = re.compile(
    rf"(?P<some>若干|适量|(?<![不有])一定(?:数量|数额|金额|名额))的?(?P<unit>(?:{_UNITS})(?!目))?"
    rf"|(?P<sum>(?<![不有])一定)的?(?:[^,;。的]{{0,4}}?)(?={_MONEY})"
)
OPEN = re.compile(f"{OFTEN.pattern}|{SOME.pattern}")
WISHES = re.compile(r"^[“ ]*(?:希望|但愿|如果|若(?!干))")
NAMES_A_RULE = re.compile(r"(?:建立|健全|完善|形成|实行)[^,;]*(?:制度|机制|体系)")


def uncounted_in(
    text: str, start: int, end: int, context: Context, drafts: Sequence[Draft]
) -> list[Draft]:
    """Those of ``text[start:end]`` where none of ``drafts`` was read."""
    if context.is_of_conditions or not OPEN.search(text, start, end):
        return []
    state = State(text=text, context=context, drafts=[])
    state.clauses = clauses(text, start, end, context.sides.names)
    state.carry.period = context.period
    for _number, sentence in groupby(state.clauses, key=lambda clause: clause.sentence):
        _sentence(state, list(sentence), drafts)
    return state.drafts


def _sentence(state: State, sentence: list[Clause], drafts: Sequence[Draft]) -> None:
    state.carry.new_sentence()
    state.first = sentence[0]
    words = state.text[sentence[0].start : sentence[-1].end]
    is_idle = bool(STOP_SENTENCE.search(words)) or sentence_tells(words)
    for place, clause in enumerate(sentence):
        _carry(state, clause)
        if is_idle or any(d.start < clause.end and clause.start < d.end for d in drafts):
            continue
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        if _asks(state, clause) and not _is_counted_by(state, following):
            _add(state, clause)


def _carry(state: State, clause: Clause) -> None:
    """Who acts and how often, for this clause and those behind it."""
    subject = subject_of(state.text, clause, state.context.sides)
    if subject and not clause.in_bracket:
        take_subject(state, clause, subject)
        if clause is state.first and not subject.is_weak and not clause.periods:
            state.carry.period = state.context.period
    for period in periods_of(state, clause)[:1]:
        take_period(state, period)


def _asks(state: State, clause: Clause) -> bool:
    words = state.words(clause)
    if state.context.is_report or stops_clause(words) or is_told(state, clause):
        return False
    if NAMES_A_RULE.search(words) or WISHES.search(words) or clause.tokens(Kind.STATE):
        return False
    return any(True for _count in _counts(state, clause))


def _is_counted_by(state: State, following: Clause | None) -> bool:
    """定期召开联席会议,每学期不少于一次: the number stands in the next clause."""
    if following is None or not (following.counts or following.periods):
        return False
    names = following.tokens(*ACTS)
    return not names and subject_of(state.text, following, state.context.sides) is None


def _counts(state: State, clause: Clause) -> Iterator[Count]:
    """The blanks with an act beside them: behind 定期, on either side of 若干."""
    acts = [token.start for token in clause.tokens(*ACTS)]
    for found in OPEN.finditer(state.text, clause.start, clause.end):
        is_often = OFTEN.match(found[0])
        if any(not is_often or start >= found.end() for start in acts):
            yield _blank(found)


def _blank(found: re.Match) -> Count:
    number = found.span("some") if found["some"] else found.span("sum")
    number = number if number[0] >= 0 else found.span()
    measure = found.span("unit") if found["unit"] else number
    return Count(
        minimum=None,
        maximum=None,
        unit=found["unit"] or ("元" if found["sum"] else ""),
        start=found.start(),
        end=found.end(),
        number=number,
        measure=measure,
        is_blank=True,
        words=found[0],
    )


def _add(state: State, clause: Clause) -> None:
    """One duty a clause: with a measure before one without."""
    count = max(_counts(state, clause), key=lambda count: bool(count.unit))
    draft = state.draft(start=state.start_of(clause), end=clause.end)
    draft.count = count
    draft.mark("uncounted", *count.number)
    if count.unit and count.measure != count.number:
        draft.mark("measure", *count.measure)
    finish(state, clause, draft, None)
    state.drafts.append(draft)


# --- As duties --------------------------------------------------------------------------------
def open_duties(
    text: Text,
    waiting: Sequence[Draft],
    sides: Mapping[int, Sides],
    *,
    beside: Iterable[tuple[Draft, Duty]],
) -> tuple[Duty, ...]:
    """``waiting`` as duties in the order of the text, but for those whose number is said by a
    duty ``beside`` them in their sentence."""
    if not waiting:
        return ()
    counted: dict[int, list[Duty]] = {}
    for draft, duty in beside:
        counted.setdefault(sentence_start(text, draft.start), []).append(duty)
    found = []
    for draft in sorted(waiting, key=lambda draft: draft.start):
        duty = _open_duty(draft, text, sides=sides[draft.block])
        if not _is_said_by(duty, counted.get(sentence_start(text, draft.start), ())):
            found.append(duty)
    return tuple(found)


def _open_duty(draft: Draft, text: Text, *, sides: Sides) -> Duty:
    """What its words leave open: how many, and for 定期 how often."""
    duty = duty_of(draft, text, sides=sides, clause=draft.block)
    period = duty.obligation.period
    if not draft.period and OFTEN.search(text.clean, draft.start, draft.end):
        period = USUAL_PERIOD
    kept = replace(duty.obligation, uncounted=True, minimum=None, maximum=None, period=period)
    return replace(duty, obligation=kept)


def _is_said_by(duty: Duty, others: Sequence[Duty]) -> bool:
    """定期听课,每学期听课不少于10节: one of ``others`` has the number."""
    types = set(duty.obligation.activity_types)
    return any(
        types & set(other.obligation.activity_types)
        and other.obligation.party == duty.obligation.party
        for other in others
    )
