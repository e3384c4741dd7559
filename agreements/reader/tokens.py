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
    """Phrases of which the longest is found at a place.

    ``sizes``: how long those are that begin with the same two signs, the longest first; at most
    places nothing begins with the two that stand there, so that one look-up settles it.
    """

    def __init__(self, found: Iterable[Entry]) -> None:
        self.entries = {word: (word, kind, value) for word, kind, value in found}
        sizes: dict[str, set[int]] = defaultdict(set)
        for word in self.entries:
            sizes[word[:2]].add(len(word))
        self.sizes = {begin: sorted(its, reverse=True) for begin, its in sizes.items()}

    def at(self, text: str, at: int, end: int) -> Entry | None:
        for size in self.sizes.get(text[at : at + 2], ()):
            if at + size <= end and (found := self.entries.get(text[at : at + size])):
                return found
        return self.entries.get(text[at])


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
def table() -> Words:
    return Words(entries())


def by_first(found: Iterable[Entry]) -> dict[str, Words]:
    """By first character."""
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
    text alone, by first character."""
    found: list[Token] = []
    words, contexts, at = table(), _contexts(), start
    kind: Kind | None = None  # of the token right before
    while at < end:
        near, sign = contexts.get(kind) if kind else None, text[at]
        if near or sign in NUMBER_SIGNS or sign in names:
            token = _at(text, at, end, kind, near, names)
        else:  # the rule, and all that is left of ``_at`` there
            is_begun = text[at : at + 2] in words.sizes
            entry = words.at(text, at, end) if is_begun else words.entries.get(sign)
            token = _token(entry, at) if entry else None
        if token:
            found.append(token)
            kind, at = token.kind, token.end
        else:
            kind = None
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
        return _token(word, at)
    return read


def _token(entry: Entry, at: int) -> Token:
    words, kind, value = entry
    return Token(kind, words, value, at, at + len(words))


def _known(text: str, at: int, end: int, names: Mapping[str, Words]) -> Entry | None:
    """The longer of a name of this text and a phrase of the tables."""
    known = table().at(text, at, end)
    if text[at] not in names:
        return known
    own = names[text[at]].at(text, at, end)
    if own and known:
        return own if len(own[0]) >= len(known[0]) else known
    return own or known


HALF = (re.compile("半(?=[天个日]|小时)"), Kind.NUMBER)
_DATE, _FRACTION = (DATE, Kind.DATE), (FRACTION, Kind.FRACTION)
# By the first sign what can begin with it; any other sign begins a day or a fraction.
PATTERNS = {
    "半": (HALF,),
    "百": ((PERCENT, Kind.PERCENT),),
    **dict.fromkeys("( ", ()),
    **dict.fromkeys("_x×X*○□", (_DATE,)),
}
OTHERWISE = (_DATE, _FRACTION)


def _numeric(text: str, at: int, end: int) -> Token | None:
    """Of a place where one of ``NUMBER_SIGNS`` stands."""
    character = text[at]
    if character == "第":
        return _ordinal(text, at, end)
    for pattern, kind in PATTERNS.get(character, OTHERWISE):
        if found := pattern.match(text, at, end):
            return Token(kind, found[0], _value(kind, found), at, found.end())
    if character not in PLACEHOLDERS:
        number = number_at(text, at, end) if character != "半" else None
        return number and Token(
            Kind.NUMBER, text[at : number.end], number.value, at, number.end
        )
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
