"""A block cut into sentences and clauses; what stands in brackets comes behind its clause."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each, Period, Phrase, Time, phrases
from agreements.reader.tokens import Token, Words, tokens

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩◆●■★"  # points inside a paragraph
SENTENCE_ENDS = frozenset("。!?\n" + CIRCLED)
CLAUSE_ENDS = frozenset(",;:。!?\n|" + CIRCLED)
OPENING = {"(": ")", "“": "”", "《": "》", "[": "]"}
LONGEST_BRACKET = 160


@dataclass(slots=True, kw_only=True)
class Clause:
    """``sign`` is the mark behind it; ``sentence`` counts in the block."""

    start: int
    end: int
    sentence: int
    sign: str
    in_bracket: bool
    phrases: list[Phrase]

    def of(self, *kinds: type) -> list:
        return [phrase for phrase in self.phrases if isinstance(phrase, kinds)]

    def tokens(self, *kinds: Kind) -> list[Token]:
        return [p for p in self.phrases if isinstance(p, Token) and p.kind in kinds]

    @property
    def counts(self) -> list[Count]:
        return self.of(Count)

    @property
    def periods(self) -> list[Period]:
        return self.of(Period)

    @property
    def times(self) -> list[Time]:
        return self.of(Time)

    @property
    def eaches(self) -> list[Each]:
        return self.of(Each)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    sign: str
    sentence: int
    in_bracket: bool = False


def clauses(text: str, start: int, end: int, names: Mapping[str, Words]) -> list[Clause]:
    hidden = _closed(text, start, end)
    brackets = _Places([place for place in hidden if text[place[0]] == "("])
    quoted = _Places([place for place in hidden if text[place[0]] != "("])
    all_tokens = [
        token
        for token in tokens(text, start, end, names)
        if token.kind is Kind.EDGE or token.start not in quoted
    ]
    starts = [token.start for token in all_tokens]
    found = []
    for piece in sorted(_pieces(text, start, end, hidden), key=lambda piece: piece.start):
        first, last = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
        inside = all_tokens[first:last]
        if not piece.in_bracket:
            inside = [token for token in inside if token.start not in brackets]
        found.append(
            Clause(
                start=piece.start,
                end=piece.end,
                sentence=piece.sentence,
                sign=piece.sign,
                in_bracket=piece.in_bracket,
                phrases=phrases(text, inside),
            )
        )
    return found


class _Places:
    """Stretches that do not overlap, in order."""

    def __init__(self, places: Sequence[tuple[int, int]]) -> None:
        self.starts = [start for start, _end in places]
        self.ends = [end for _start, end in places]

    def __contains__(self, at: int) -> bool:
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.ends[number]


def _closed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quotations, titles and brackets, from their opening sign to behind the closing one."""
    found, at = [], start
    while at < end:
        closing = OPENING.get(text[at])
        stop = text.find(closing, at + 1, min(end, at + LONGEST_BRACKET)) if closing else -1
        if stop > 0 and text[at + 1 : stop].strip(" _"):
            found.append((at, stop + 1))
            at = stop
        at += 1
    return found


def _pieces(
    text: str, start: int, end: int, hidden: Sequence[tuple[int, int]]
) -> Iterator[_Piece]:
    skip = dict(hidden)
    at, begin, sentence, waiting = start, start, 0, []
    while at <= end:
        sign = text[at] if at < end else "\n"
        if at in skip:
            if sign == "(":
                waiting.append((at + 1, skip[at] - 1))
            at = skip[at]
            continue
        if sign in CLAUSE_ENDS or at == end:
            if at > begin:
                yield _Piece(begin, at, sign, sentence)
            for low, high in waiting:
                yield from _inner(text, low, high, sentence)
            waiting = []
            begin = at + 1
            if sign in SENTENCE_ENDS:
                sentence += 1
        at += 1


def _inner(text: str, start: int, end: int, sentence: int) -> Iterator[_Piece]:
    begin = start
    for at in range(start, end + 1):
        if at == end or text[at] in CLAUSE_ENDS:
            if at > begin:
                yield _Piece(
                    begin, at, text[at] if at < end else ")", sentence, in_bracket=True
                )
            begin = at + 1
