"""One pass over the text: at each place the longest word of the tables, or a numeral."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from agreements.reader.lexicon import (
    acts,
    nouns,
    people,
    periods,
    quantities,
    schools,
    stops,
    together,
    units,
)
from agreements.reader.lexicon.dates import BLANK, DATE, FRACTION, ORDINAL, PERCENT
from agreements.reader.lexicon.deeds import SHORT_DEEDS
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.lexicon.numerals_in_words import WITH_NUMERALS
from agreements.reader.lexicon.words import WORDS
from agreements.reader.numerals import HAN_DIGITS, han, number_at


class Token(NamedTuple):
    kind: Kind
    words: str
    value: object  # a code, or the number
    start: int
    end: int


Entry = tuple[str, Kind, object]
PLACEHOLDERS = frozenset("_x×X*○□( ")
NUMBER_SIGNS = PLACEHOLDERS | HAN_DIGITS | frozenset("0123456789半第")
NUMERIC = (Kind.NUMBER, Kind.BLANK)


class Words:
    """Phrases of which the longest is found at a place."""

    def __init__(self, found: Iterable[Entry]) -> None:
        self.entries = {word: (word, kind, value) for word, kind, value in found}
        self.sizes = sorted({len(word) for word in self.entries}, reverse=True)

    def at(self, text: str, at: int, end: int) -> Entry | None:
        for size in self.sizes:
            if (word := text[at : at + size]) in self.entries and at + size <= end:
                return self.entries[word]
        return None


def _plain(words: Iterable[str], kind: Kind, value: object = "") -> Iterator[Entry]:
    return ((word, kind, value) for word in words)


def entries() -> Iterator[Entry]:
    """Every phrase of the tables; where a phrase stands in two, the later one holds."""
    yield from _plain((*WORDS, *WITH_NUMERALS), Kind.WORD)
    yield from _plain((*SHORT_DEEDS, *acts.LONG_DEEDS), Kind.DEED)
    yield from _plain(acts.TOWARDS, Kind.TOWARDS)
    yield from _plain(acts.BY, Kind.BY)
    yield from _plain(acts.TOGETHER, Kind.TOGETHER)
    yield from _plain(acts.MUTUAL, Kind.MUTUAL)
    yield from _plain(acts.LEADS, Kind.LEAD)
    yield from _plain(stops.STATES, Kind.STATE)
    yield from _plain(quantities.VAGUE, Kind.VAGUE)
    yield from _plain(quantities.EACH, Kind.EACH)
    yield from _plain(quantities.PARTS, Kind.PART)
    yield from _plain(quantities.LEAST, Kind.LEAST)
    yield from _plain(quantities.MOST, Kind.MOST)
    for modality, words in quantities.DUTIES.items():
        yield from _plain(words, Kind.DUTY, modality)
    yield from _sides()
    for code, words in ((Kind.THIS, periods.THIS), (Kind.THIS, periods.PERIODS)):
        yield from ((word, code, value) for word, value in words.items())
    yield from _plain(periods.SPANS, Kind.SPAN)
    for word, code in periods.EDGES.items():
        yield word, Kind.EDGE, code
    yield from _plain(("每", "/", "每个", "每一", "每逢", "每隔"), Kind.EVERY)


def _sides() -> Iterator[Entry]:
    yield from _plain(people.ROLES, Kind.ROLE)
    for words, value in (
        (together.OVERSEERS, "overseer"),
        (together.OURS, "ours"),
        (together.OTHERS, "others"),
        (people.MENTORS, "mentor"),
        (people.MENTEES, "mentee"),
        (together.BOTH, "both"),
        (together.EACH, "each"),
        (together.BUREAUS, "bureau"),
        (schools.SUPPORTING, "supporting"),
        (schools.RECEIVING, "receiving"),
        ([label + kind for label in "甲乙丙丁" for kind in "方校园"], "label"),
    ):
        yield from _plain(words, Kind.PARTY, value)


@cache
def table() -> Mapping[str, Words]:
    """By first character."""
    return by_first(entries())


def by_first(found: Iterable[Entry]) -> dict[str, Words]:
    first: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        first[entry[0][0]].append(entry)
    return {character: Words(words) for character, words in first.items()}


@cache
def _behind_number() -> Words:
    return Words(
        [
            *_plain(quantities.ODD, Kind.ODD),
            *_plain(units.TERMS_LONG, Kind.LENGTH),
            *_plain(units.LENGTHS, Kind.LENGTH),
            *_plain(units.COUNTED, Kind.UNIT),
            *_plain([unit + "课" for unit in ("节", "堂", "门")], Kind.UNIT),
            *_plain(["个课时", "个学时"], Kind.UNIT),
            *_plain(units.NEVER, Kind.WORD, "never"),
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
        ]
    )


@cache
def _behind_every() -> Words:
    return Words(
        [
            *_plain(units.COUNTED, Kind.UNIT),
            *_plain(nouns.SHORT, Kind.UNIT),
            *((word, Kind.TIME, code) for word, code in periods.TIMES.items()),
            *((word, Kind.EDGE, code) for word, code in periods.EDGES.items()),
            ("单元", Kind.UNIT, ""),
        ]
    )


@cache
def _behind_unit() -> Words:
    return Words(
        [
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
            *_plain(quantities.OR_LESS, Kind.OR_LESS),
        ]
    )


@cache
def _behind_length() -> Words:
    return Words(
        [
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
            *_plain(periods.BORDERS, Kind.BORDER),
        ]
    )


@cache
def _behind_time() -> Words:
    return Words(_plain(periods.BORDERS, Kind.BORDER))


@cache
def _contexts() -> Mapping[Kind, Words]:
    """The words that are read as such only right behind a token of the kind."""
    behind_number, behind_time = _behind_number(), _behind_time()
    return {
        Kind.NUMBER: behind_number,
        Kind.BLANK: behind_number,
        Kind.ODD: behind_number,
        Kind.EVERY: _behind_every(),
        Kind.UNIT: _behind_unit(),
        Kind.PERCENT: _behind_unit(),
        Kind.LENGTH: _behind_length(),
        Kind.DATE: behind_time,
        Kind.EDGE: behind_time,
        Kind.BORDER: behind_time,
    }


def tokens(text: str, start: int, end: int, names: Mapping[str, Words]) -> list[Token]:
    """Of ``text[start:end]``; what no table knows is passed over. ``names``: words of this
    text alone, in the shape of ``table()``."""
    found: list[Token] = []
    words, contexts, at = table(), _contexts(), start
    last: Token | None = None
    while at < end:
        near = contexts.get(last.kind) if last and last.end == at else None
        character = text[at]
        if near or character in words or character in NUMBER_SIGNS or character in names:
            kind = last.kind if last and last.end == at else None
            if token := _at(text, at, end, kind, near, names):
                found.append(token)
                last, at = token, token.end
                continue
        at += 1
    return found


def _at(
    text: str,
    at: int,
    end: int,
    kind: Kind | None,
    context: Words | None,
    names: Mapping[str, Words],
) -> Token | None:
    """``kind`` is that of the token right before, ``context`` the words read only behind it."""
    may_be_number = text[at] in NUMBER_SIGNS and kind not in NUMERIC
    read = _numeric(text, at, end) if may_be_number else None
    near = context.at(text, at, end) if context else None
    known = _known(text, at, end, names)
    is_short = near and known and len(known[0]) > len(near[0])
    if is_short and kind in (Kind.BLANK, Kind.DATE):
        near = None
    word = near or known
    if word and (not read or len(word[0]) >= read.end - at):
        return Token(word[1], word[0], word[2], at, at + len(word[0]))
    return read


def _known(text: str, at: int, end: int, names: Mapping[str, Words]) -> Entry | None:
    """The longer of a name of this text and a phrase of the tables."""
    character, words = text[at], table()
    known = words[character].at(text, at, end) if character in words else None
    if character not in names:
        return known
    own = names[character].at(text, at, end)
    if own and known:
        return own if len(own[0]) >= len(known[0]) else known
    return own or known


PATTERNS = (
    (re.compile("半(?=[天个])"), Kind.NUMBER),
    (DATE, Kind.DATE),
    (PERCENT, Kind.PERCENT),
    (FRACTION, Kind.FRACTION),
)


def _numeric(text: str, at: int, end: int) -> Token | None:
    character = text[at]
    if character == "第":
        return _ordinal(text, at, end)
    is_number = character.isdecimal() or character in HAN_DIGITS
    if not is_number and character not in PLACEHOLDERS and character != "半":
        return None
    for pattern, kind in PATTERNS:
        if found := pattern.match(text, at, end):
            return Token(kind, found[0], _value(kind, found), at, found.end())
    if is_number and (number := number_at(text, at, end)):
        return Token(Kind.NUMBER, text[at : number.end], number.value, at, number.end)
    if blank := BLANK.match(text, at, end):
        return Token(Kind.BLANK, blank[0], None, at, blank.end())
    return None


def _value(kind: Kind, found: re.Match[str]) -> object:
    if kind is Kind.DATE:
        return date_parts(found)
    return _number(found["number"]) if kind is Kind.PERCENT else None


def _ordinal(text: str, at: int, end: int) -> Token | None:
    found = ORDINAL.match(text, at, end)
    if not found:
        return None
    kind = Kind.EDGE if found["what"] else Kind.WORD
    return Token(kind, found[0], "", at, found.end())


def date_parts(date) -> tuple[int | None, ...]:
    groups = date.groupdict()
    return tuple(
        _number(next((groups[k] for k in (name, name + "2", name + "3") if groups.get(k)), ""))
        for name in ("year", "month", "day")
    )


def _number(words: str) -> int | None:
    words = words.strip()
    if words.isdecimal():
        return int(words)
    return han(words.replace("Ｏ", "〇").replace("○", "〇").replace("O", "〇"))
