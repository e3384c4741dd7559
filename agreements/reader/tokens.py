"""One pass over the text: at each place the longest word of the tables, or a numeral."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from agreements.reader.lexicon import deeds, parties, periods, quantities, stops, units
from agreements.reader.lexicon.dates import BLANK, DATE, ORDINAL, PERCENT
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.numerals import HAN_DIGITS, han, number_at


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    words: str
    value: object  # a code, or the number
    start: int
    end: int


Entry = tuple[str, Kind, object]
Found = Mapping[str, tuple[Kind, object]]
Lengths = tuple[tuple[int, Found], ...]  # longest first
PLACEHOLDERS = frozenset("_x×X*○□( ")
NUMERIC = (Kind.NUMBER, Kind.BLANK)


def _plain(words: Iterable[str], kind: Kind, value: object = "") -> Iterator[Entry]:
    return ((word, kind, value) for word in words)


def entries() -> Iterator[Entry]:
    """Every phrase of the tables; where a phrase stands in two, the later one holds."""
    yield from _plain(stops.WORDS, Kind.WORD)
    yield from _plain(deeds.DEEDS, Kind.DEED)
    yield from _plain(deeds.TOWARDS, Kind.TOWARDS)
    yield from _plain(deeds.BY, Kind.BY)
    yield from _plain(deeds.TOGETHER, Kind.TOGETHER)
    yield from _plain(deeds.MUTUAL, Kind.MUTUAL)
    yield from _plain(deeds.LEADS, Kind.LEAD)
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
    yield "每", Kind.EVERY, ""


def _sides() -> Iterator[Entry]:
    yield from _plain(parties.ROLES, Kind.ROLE)
    for words, value in (
        (parties.OVERSEERS, "overseer"),
        (parties.OURS, "ours"),
        (parties.OTHERS, "others"),
        (parties.MENTORS, "mentor"),
        (parties.MENTEES, "mentee"),
        (parties.BOTH, "both"),
        (parties.EACH, "each"),
        (parties.BUREAUS, "bureau"),
        (parties.SUPPORTING, "supporting"),
        (parties.RECEIVING, "receiving"),
        ([label + "方" for label in "甲乙丙丁"], "label"),
    ):
        yield from _plain(words, Kind.PARTY, value)


def _by_length(found: Iterable[Entry]) -> Lengths:
    lengths: dict[int, dict[str, tuple[Kind, object]]] = defaultdict(dict)
    for word, kind, value in found:
        lengths[len(word)][word] = (kind, value)
    return tuple(sorted(lengths.items(), reverse=True))


@cache
def table() -> Mapping[str, Lengths]:
    """By first character."""
    return by_first(entries())


def by_first(found: Iterable[Entry]) -> dict[str, Lengths]:
    first: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        first[entry[0][0]].append(entry)
    return {character: _by_length(words) for character, words in first.items()}


@cache
def _behind_number() -> Lengths:
    return _by_length(
        [
            *_plain(quantities.ODD, Kind.ODD),
            *_plain(units.TERMS_LONG, Kind.LENGTH),
            *_plain(units.LENGTHS, Kind.LENGTH),
            *_plain(units.COUNTED, Kind.UNIT),
            *_plain([unit + "课" for unit in ("节", "堂", "门")], Kind.UNIT),
            *_plain(units.NEVER, Kind.WORD, "never"),
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
        ]
    )


@cache
def _behind_every() -> Lengths:
    return _by_length(
        [
            *_plain(units.COUNTED, Kind.UNIT),
            *_plain(parties.SHORT, Kind.UNIT),
            *((word, Kind.TIME, code) for word, code in periods.TIMES.items()),
            *((word, Kind.EDGE, code) for word, code in periods.EDGES.items()),
            ("单元", Kind.UNIT, ""),
        ]
    )


@cache
def _behind_unit() -> Lengths:
    return _by_length(
        [
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
            *_plain(quantities.OR_LESS, Kind.OR_LESS),
        ]
    )


@cache
def _behind_length() -> Lengths:
    return _by_length(
        [
            *_plain(quantities.OR_MORE, Kind.OR_MORE),
            *_plain(periods.BORDERS, Kind.BORDER),
        ]
    )


@cache
def _behind_time() -> Lengths:
    return _by_length(_plain(periods.BORDERS, Kind.BORDER))


def _context(last: Token | None) -> Lengths:
    """The words that are read as such only behind ``last``."""
    if last is None:
        return ()
    if last.kind in NUMERIC or last.kind is Kind.ODD:
        return _behind_number()
    if last.kind is Kind.EVERY:
        return _behind_every()
    if last.kind in {Kind.UNIT, Kind.PERCENT}:
        return _behind_unit()
    if last.kind is Kind.LENGTH:
        return _behind_length()
    if last.kind in {Kind.DATE, Kind.EDGE, Kind.BORDER}:
        return _behind_time()
    return ()


def match(text: str, at: int, end: int, lengths: Lengths) -> tuple[str, Kind, object] | None:
    for length, words in lengths:
        if at + length <= end and text[at : at + length] in words:
            word = text[at : at + length]
            return word, *words[word]
    return None


def tokens(text: str, start: int, end: int, names: Mapping[str, Lengths]) -> list[Token]:
    """Of ``text[start:end]``; what no table knows is passed over. ``names``: words of this
    text alone, in the shape of ``table()``."""
    found: list[Token] = []
    at = start
    while at < end:
        last = found[-1] if found and found[-1].end == at else None
        token = _at(text, at, end, last, names)
        if token:
            found.append(token)
        at = token.end if token else at + 1
    return found


def _at(
    text: str, at: int, end: int, last: Token | None, names: Mapping[str, Lengths]
) -> Token | None:
    read = _numeric(text, at, end) if not last or last.kind not in NUMERIC else None
    words, character = table(), text[at]
    own = match(text, at, end, names[character]) if character in names else None
    known = match(text, at, end, words[character]) if character in words else None
    near = match(text, at, end, _context(last))
    if near and last and last.kind is Kind.BLANK and known and len(known[0]) > len(near[0]):
        near = None
    for word in (own, near, known):
        if word and (not read or len(word[0]) >= read.end - at):
            best = max((w for w in (own, known) if w), key=lambda w: len(w[0]), default=word)
            if near is not word and len(best[0]) > len(word[0]):
                word = best
            return Token(word[1], word[0], word[2], at, at + len(word[0]))
    return read


def _numeric(text: str, at: int, end: int) -> Token | None:
    character = text[at]
    if character == "第":
        return _ordinal(text, at, end)
    is_number = character.isdecimal() or character in HAN_DIGITS
    if not is_number and character not in PLACEHOLDERS:
        return None
    if date := DATE.match(text, at, end):
        return Token(Kind.DATE, date[0], date_parts(date), at, date.end())
    if percent := PERCENT.match(text, at, end):
        value = han(percent["number"])
        return Token(Kind.PERCENT, percent[0], value, at, percent.end())
    if is_number and (number := number_at(text, at, end)):
        return Token(Kind.NUMBER, text[at : number.end], number.value, at, number.end)
    if blank := BLANK.match(text, at, end):
        return Token(Kind.BLANK, blank[0], None, at, blank.end())
    return None


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
