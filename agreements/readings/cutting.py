"""A card cut in two where a person says so, and two cards put together. Pure values.

What each half asks is read anew from the text with a mark at the cut, so that party, period and
the words above hold for both; what a person had corrected stays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agreements.reader import read
from agreements.reader.values import Duty, Span
from agreements.readings.cards import Card, CardState, Place, Work
from agreements.readings.obligations import data_of

CUT = "；"
MARKS = "，、；,;。："
# Between the clauses of a sentence: behind a mark, before a word that joins.
BETWEEN = re.compile(
    rf"(?<=[{MARKS}])|(?=[（(])|(?<=[）)])|(?=并且?|以及|同时|其中)|(?=[和与及][^，。；]{{2}})"
)
EDGE = re.compile(rf"[{MARKS}\s]+")
JOINING = "并且?|以及|同时|和|与|及"
JOINS = re.compile(f"(?:{JOINING})+")
LEADING = re.compile(rf"(?:[{MARKS}\s]|{JOINING})*")
TRAILING = re.compile(rf"(?:[{MARKS}\s]|{JOINING})+$")
# What a half says itself: never carried over from the card that was cut.
OWN = frozenset(
    {"activity_types", "minimum", "maximum", "quotas", "name", "uncounted", "measure"}
)

NUMBERS = ("minimum", "maximum", "quotas")


class NoPlaceToCutError(Exception):
    """Outside the words of the card, or nothing would be left on one side."""


class NotTogetherError(Exception):
    """The two cards stand in different clauses and not side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a card's words between two places where it can be cut."""

    start: int
    words: str


# --- Where to cut -----------------------------------------------------------------------------
def parts_of(text: str, card: Card) -> list[Part]:
    """The words of the card, clause by clause; a cut is offered where a part begins."""
    return [
        Part(start=start, words=text[start:end])
        for first, last in card.places
        for start, end in _clauses(text, first, last)
    ]


def _clauses(text: str, first: int, last: int) -> Iterator[Place]:
    begin = first
    cuts = [found.start() + first for found in BETWEEN.finditer(text[first:last])]
    for cut in [*cuts, last]:
        if _says(text[begin:cut]) and (_says(text[cut:last]) or cut == last):
            yield begin, cut
            begin = cut


def _says(words: str) -> bool:
    return len(JOINS.sub("", EDGE.sub("", words))) > 1


def place_of_words(text: str, card: Card, words: str) -> int:
    """Where ``words`` begin in the card, spaces aside; behind them when they begin it. Raises
    NoPlaceToCutError."""
    wanted = re.escape("".join(words.split()))
    pattern = re.compile(r"\s*".join(re.findall(r"\\?.", wanted)))
    for first, last in card.places if wanted else ():
        if found := pattern.search(text, first, last):
            return found.end() if found.start() == card.places[0][0] else found.start()
    raise NoPlaceToCutError(words)


# --- Cutting ----------------------------------------------------------------------------------
def split_at(work: Work, key: int, *, at: int, text: str) -> Work:
    """Two open cards of one, cut before the character ``at``. A share goes with the half it
    follows. Raises NoPlaceToCutError."""
    card = work.card(key)
    halves = _halves(text, card, at)
    read_anew = _read_with_cut(text, at)
    first = work.next_key
    duties = [_duty_in(read_anew, places) for places in halves]
    made = tuple(
        _read_half(card, places, key=first + number, duty=duty)
        if duty
        else _silent_half(card, places, key=first + number, other=duties[1 - number])
        for number, (places, duty) in enumerate(zip(halves, duties, strict=True))
    )
    found = work.with_card(replace(card, state=CardState.GONE))
    found = replace(found, cards=(*found.cards, *made))
    for share in [one for one in found.shown if one.whole == key]:
        half = made[1] if share.span[0] >= made[1].span[0] else made[0]
        found = found.with_card(replace(share, whole=half.key))
    return found


def _halves(text: str, card: Card, at: int) -> tuple[list[Place], list[Place]]:
    before = [(a, min(b, at)) for a, b in card.places if a < at]
    behind = [(max(a, at), b) for a, b in card.places if b > at]
    halves = [_trimmed(text, before), _trimmed(text, behind)]
    if not all(halves):
        raise NoPlaceToCutError(at)
    return halves[0], halves[1]


def _trimmed(text: str, places: list[Place]) -> list[Place]:
    """Without marks at the edges and without a word that only joins."""
    found = []
    for start, end in places:
        words = text[start:end]
        first = start + LEADING.match(words).end()
        last = start + len(TRAILING.sub("", words))
        if last > first:
            found.append((first, last))
    return found if any(_says(text[a:b]) for a, b in found) else []


def _half(card: Card, places: list[Place], *, key: int) -> Card:
    return replace(
        card,
        key=key,
        span=places[0],
        more=tuple(places[1:]),
        state=CardState.OPEN,
        revision=1,
        read=None,
    )


def _read_half(card: Card, places: list[Place], *, key: int, duty: Duty) -> Card:
    """``duty`` is what was read of its words."""
    found = data_of(duty.obligation)
    sources = {name: [(s.start, s.end) for s in spans] for name, spans in duty.sources.items()}
    return replace(
        _half(card, places, key=key),
        duty={**found, **_corrected(card)},
        read=found,
        said=duty.said.unit,
        sources=sources,
    )


def _silent_half(card: Card, places: list[Place], *, key: int, other: Duty | None) -> Card:
    """Nothing was read of its words: it has what the card had, without what stands in the other
    half. A number that stands there leaves a blank here."""
    duty = {name: value for name, value in card.duty.items() if name != "name"}
    sources = _within(card.sources, places)
    theirs = {name for name in NUMBERS if name in card.sources and name not in sources}
    was_counted = any(name in duty for name in NUMBERS)
    duty = {name: value for name, value in duty.items() if name not in theirs}
    if was_counted and not any(name in duty for name in NUMBERS):
        duty["uncounted"] = True
    types = other.obligation.activity_types if other else ()
    if own := [code for code in duty.get("activity_types", ()) if code not in types]:
        duty["activity_types"] = own
    return replace(_half(card, places, key=key), duty=duty, sources=sources)


def _corrected(card: Card) -> dict:
    """What a person said otherwise than it was read, but for what each half says itself."""
    was = card.read if card.read is not None else {}
    return {
        name: value
        for name, value in card.duty.items()
        if name not in OWN and was.get(name) != value
    }


def _within(sources: Mapping[str, list[Place]], places: list[Place]) -> dict:
    found = {
        name: [(a, b) for a, b in spans if any(x <= a and b <= y for x, y in places)]
        for name, spans in sources.items()
    }
    return {name: spans for name, spans in found.items() if spans}


def _read_with_cut(text: str, at: int) -> list[Duty]:
    """The duties of the text with a mark at the cut, their places as in ``text``."""
    before = text[:at].rstrip()
    if before and before[-1] in MARKS:
        marked, added = text[: len(before) - 1] + CUT + text[len(before) :], 0
    else:
        marked, added = text[:at] + CUT + text[at:], 1
    found = read(marked)
    duties = [duty for duty in (*found.duties, *found.uncounted) if duty.bounds is None]
    return [_moved(duty, at, added) for duty in duties] if added else duties


def _moved(duty: Duty, at: int, added: int) -> Duty:
    def moved(span: Span) -> Span:
        return Span(
            start=span.start - added if span.start > at else span.start,
            end=span.end - added if span.end > at else span.end,
        )

    sources = {name: tuple(map(moved, spans)) for name, spans in duty.sources.items()}
    return replace(duty, span=moved(duty.span), sources=sources)


def _duty_in(duties: Sequence[Duty], places: list[Place]) -> Duty | None:
    """The one that begins in ``places`` and has most of their words."""
    inside = [d for d in duties if any(a <= d.span.start < b for a, b in places)]
    return max(inside, key=lambda d: _shared(d.span, places), default=None)


def _shared(span: Span, places: list[Place]) -> int:
    return sum(max(0, min(span.end, b) - max(span.start, a)) for a, b in places)


# --- Putting together -------------------------------------------------------------------------
class Partners:
    """Which cards can be merged: those of one clause, and neighbours."""

    def __init__(self, work: Work, clauses: Sequence[Mapping]):
        self._shown = work.shown
        self._clauses = [_clause_at(card.span[0], clauses) for card in self._shown]
        self._places = {card.key: place for place, card in enumerate(self._shown)}

    def of(self, key: int) -> list[Card]:
        here = self._places[key]
        return [
            card
            for place, card in enumerate(self._shown)
            if place != here
            and (abs(place - here) == 1 or self._clauses[place] == self._clauses[here])
        ]


def _clause_at(place: int, clauses: Sequence[Mapping]) -> int | None:
    """The narrowest clause around a place of the text."""
    around = [
        (row["span"][1] - row["span"][0], -number)
        for number, row in enumerate(clauses)
        if row["span"][0] <= place < row["span"][1]
    ]
    return -min(around)[1] if around else None


def merge(work: Work, key: int, *, other: int, clauses: Sequence[Mapping]) -> Work:
    """One open card of two: what the first leaves open is taken from the second (a number goes
    before a blank), the types of both count, the places of both are its own. Raises
    NotTogetherError for two that are no partners."""
    card, second = work.card(key), work.card(other)
    if second not in Partners(work, clauses).of(key):
        raise NotTogetherError(key, other)
    places = sorted({*card.places, *second.places})
    made = replace(
        card,
        key=work.next_key,
        span=places[0],
        more=tuple(places[1:]),
        sources={
            name: [*card.sources.get(name, []), *second.sources.get(name, [])]
            for name in {*card.sources, *second.sources}
        },
        duty=_merged(card, second),
        whole=card.whole if card.whole not in (key, other) else None,
        state=CardState.OPEN,
        revision=1,
    )
    found = work.with_card(replace(card, state=CardState.GONE))
    found = found.with_card(replace(second, state=CardState.GONE))
    found = replace(found, cards=(*found.cards, made))
    for share in [one for one in found.shown if one.whole in (key, other)]:
        if share.key != made.key:
            found = found.with_card(replace(share, whole=made.key))
    return found


def _merged(card: Card, second: Card) -> dict:
    ruling, giving = (card, second)
    if card.lacks_number and not second.lacks_number:
        ruling, giving = second, card
    duty = {**giving.duty, **ruling.duty}
    duty.pop("name", None)
    if not ruling.lacks_number:
        duty.pop("uncounted", None)
    types = [*card.duty.get("activity_types", ()), *second.duty.get("activity_types", ())]
    if types:
        duty["activity_types"] = list(dict.fromkeys(types))
    return duty
