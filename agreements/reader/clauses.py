"""A block cut into sentences and clauses; what stands in brackets comes behind its clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each, Period, Phrase, Time, phrases
from agreements.reader.tokens import Lengths, Token, tokens

SENTENCE_ENDS = frozenset("。!?\n")
CLAUSE_ENDS = frozenset(",;:。!?\n")
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


def clauses(text: str, start: int, end: int, names: Mapping[str, Lengths]) -> list[Clause]:
    hidden = _closed(text, start, end)
    brackets = [place for place in hidden if text[place[0]] == "("]
    quoted = [place for place in hidden if text[place[0]] != "("]
    all_tokens = [
        token
        for token in tokens(text, start, end, names)
        if token.kind is Kind.EDGE or not _is_in(token, quoted)
    ]
    found = []
    pieces = sorted(_pieces(text, start, end, hidden), key=lambda p: p.start)
    for piece in pieces:
        inside = [t for t in all_tokens if piece.start <= t.start and t.end <= piece.end]
        if not piece.in_bracket:
            inside = [t for t in inside if not _is_in(t, brackets)]
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


def _is_in(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in places)


def _closed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quotations, titles and brackets, from their opening sign to behind the closing one."""
    found, at = [], start
    while at < end:
        closing = OPENING.get(text[at])
        stop = text.find(closing, at + 1, min(end, at + LONGEST_BRACKET)) if closing else -1
        if stop > 0:
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
