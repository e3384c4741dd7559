"""A block cut into sentences and clauses; what stands in brackets comes behind its clause."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each, Period, Phrase, Time, phrases
from agreements.reader.tokens import Token, Words, tokens

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩◆●■★"  # points inside a paragraph
SENTENCE_ENDS = frozenset("。!?\n" + CIRCLED)
CLAUSE_ENDS = frozenset(",;:。!?\n|" + CIRCLED)
OPENING = {"(": ")", "“": "”", "《": "》", "[": "]"}
OPENS = re.compile(f"[{re.escape(''.join(OPENING))}]")
ENDS = re.compile(f"[{re.escape(''.join(sorted(CLAUSE_ENDS)))}]")
LONGEST_BRACKET = 160
_start = attrgetter("start")


@dataclass(slots=True, kw_only=True)
class Clause:
    """``sign`` is the mark behind it; ``sentence`` counts in the block."""

    start: int
    end: int
    sentence: int
    sign: str
    in_bracket: bool
    phrases: list[Phrase]
    # The phrases by their type, the tokens by their kind: each clause is asked for them again
    # and again, far more often than it has any.
    _by_kind: dict[type | Kind, list] = field(init=False)

    def __post_init__(self) -> None:
        self._sort()

    def _sort(self) -> None:
        self._by_kind = {}
        for phrase in self.phrases:
            kind = phrase.kind if isinstance(phrase, Token) else type(phrase)
            self._by_kind.setdefault(kind, []).append(phrase)

    def put(self, at: int, phrase: Phrase) -> None:
        """``phrase`` in the place of phrase ``at``."""
        self.phrases[at] = phrase
        self._sort()

    def tokens(self, *kinds: Kind) -> Sequence[Token]:
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        found = [its for kind in kinds if (its := self._by_kind.get(kind))]
        if len(found) > 1:
            return sorted(chain(*found), key=_start)
        return found[0] if found else ()

    @property
    def counts(self) -> Sequence[Count]:
        return self._by_kind.get(Count, ())

    @property
    def periods(self) -> Sequence[Period]:
        return self._by_kind.get(Period, ())

    @property
    def times(self) -> Sequence[Time]:
        return self._by_kind.get(Time, ())

    @property
    def eaches(self) -> Sequence[Each]:
        return self._by_kind.get(Each, ())


class _Piece(NamedTuple):
    start: int
    end: int
    sign: str
    sentence: int
    in_bracket: bool = False


def clauses(text: str, start: int, end: int, names: Mapping[str, Words]) -> list[Clause]:
    hidden = _closed(text, start, end)
    brackets = _Places([place for place in hidden if text[place[0]] == "("])
    quoted = _Places([place for place in hidden if text[place[0]] != "("])
    all_tokens = tokens(text, start, end, names)
    if quoted.starts:
        all_tokens = [
            token
            for token in all_tokens
            if token.kind is Kind.EDGE or token.start not in quoted
        ]
    starts = [token.start for token in all_tokens]
    found = []
    for piece in sorted(_pieces(text, start, end, hidden), key=lambda piece: piece.start):
        first, last = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
        inside = all_tokens[first:last]
        if brackets.starts and not piece.in_bracket:
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
    found, behind = [], start
    for opening in OPENS.finditer(text, start, end):
        at = opening.start()
        if at < behind:
            continue
        stop = text.find(OPENING[text[at]], at + 1, min(end, at + LONGEST_BRACKET))
        if stop > 0 and text[at + 1 : stop].strip(" _"):
            behind = stop + 1
            found.append((at, behind))
    return found


def _pieces(
    text: str, start: int, end: int, hidden: Sequence[tuple[int, int]]
) -> Iterator[_Piece]:
    brackets = deque(place for place in hidden if text[place[0]] == "(")
    begin, sentence = start, 0
    for at in (*_marks(text, start, end, hidden), end):
        sign = text[at] if at < end else "\n"
        if at > begin:
            yield _Piece(begin, at, sign, sentence)
        while brackets and brackets[0][0] < at:
            low, high = brackets.popleft()
            yield from _inner(text, low + 1, high - 1, sentence)
        begin = at + 1
        sentence += sign in SENTENCE_ENDS


def _marks(text: str, start: int, end: int, hidden: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where a clause ends, outside of what is ``hidden``."""
    places = _Places(hidden)
    for mark in ENDS.finditer(text, start, end):
        if not hidden or mark.start() not in places:
            yield mark.start()


def _inner(text: str, start: int, end: int, sentence: int) -> Iterator[_Piece]:
    begin = start
    for at in range(start, end + 1):
        if at == end or text[at] in CLAUSE_ENDS:
            if at > begin:
                yield _Piece(
                    begin, at, text[at] if at < end else ")", sentence, in_bracket=True
                )
            begin = at + 1
