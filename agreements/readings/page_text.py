"""The text of a reading as its page shows it, with what was read in it and what was not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from agreements.models import AgreementReading
from agreements.readings.cards import Card, CardState, Mark, MarkState, Place, Work

TOLD_BY_SENTENCES = ("starts_on", "copies", "policy_title", "policy_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """A stretch of the text. ``card`` is the duty it carries, ``numbers`` of those that end
    here; ``mark`` is a sentence that was not read."""

    text: str
    card: int | None = None
    look: str = ""
    numbers: tuple[tuple[int, int], ...] = ()
    mark: int | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    kind: str  # title, heading or text
    runs: tuple[TextRun, ...]


def told_places(found: Mapping) -> list[Place]:
    """Where the fields of the agreement that have sentences of their own were read."""
    places = found["heading"].get("places", {})
    return [tuple(place) for name in TOLD_BY_SENTENCES for place in places.get(name, ())]


def paragraphs_of(
    reading: AgreementReading, work: Work, numbers: dict[int, int]
) -> Iterator[Paragraph]:
    headings = {row["span"][0] for row in reading.found["clauses"] if row["heading"]}
    title = "".join(reading.found["heading"]["title"].split())
    told = told_places(reading.found)
    start = 0
    for line in reading.text.split("\n"):
        end = start + len(line)
        if line.strip():
            runs = tuple(_runs(reading.text, work, numbers, told, start, end))
            yield Paragraph(kind=_kind(line, start, title, headings), runs=runs)
        start = end + 1


def _kind(line: str, start: int, title: str, headings: set[int]) -> str:
    words = line.strip()
    if title and "".join(words.split()) == title:
        return "title"
    first = start + len(line) - len(line.lstrip())
    is_heading = first in headings and len(words) < 30 and not words.endswith(("。", "；"))
    return "heading" if is_heading else "text"


def _runs(
    text: str, work: Work, numbers: dict[int, int], told: list[Place], start: int, end: int
) -> Iterator[TextRun]:
    """The line in stretches between the edges of duties, of sentences not read and of what went
    into the fields of the agreement. Of duties inside each other the shortest is shown; each
    has its number where it ends."""
    cards = [(place, c) for c in work.shown for place in c.places if _is_in(place, start, end)]
    marks = [m for m in work.marks if m.state != MarkState.MADE and _is_in(m.span, start, end)]
    told = [place for place in told if _is_in(place, start, end)]
    edges = {start, end}
    for first, last in (*(p for p, _c in cards), *(m.span for m in marks), *told):
        edges |= {max(first, start), min(last, end)}
    for stretch in pairwise(sorted(edges)):
        over = [(place, card) for place, card in cards if _covers(place, stretch)]
        card = min(over, key=lambda one: (one[0][1] - one[0][0], one[1].key), default=None)
        mark = next((m for m in marks if _covers(m.span, stretch)), None)
        is_told = not card and not mark and any(_covers(place, stretch) for place in told)
        yield TextRun(
            text=text[slice(*stretch)],
            card=card[1].key if card else None,
            look="is-told" if is_told else _look(card and card[1], mark),
            numbers=tuple(
                (c.key, numbers[c.key]) for p, c in over if min(p[1], end) == stretch[1]
            ),
            mark=mark.key if mark and not card else None,
            is_first=bool(card and card[1].span[0] == stretch[0]),
        )


def _is_in(place: Place, start: int, end: int) -> bool:
    return place[0] < end and place[1] > start


def _covers(place: Place, stretch: Place) -> bool:
    return place[0] <= stretch[0] and stretch[1] <= place[1]


def _look(card: Card | None, mark: Mark | None) -> str:
    if card is None:
        is_open = mark is not None and mark.state == MarkState.OPEN
        return "is-left" if is_open else ""
    if card.state in (CardState.NOT_A_DUTY, CardState.DROPPED):
        return "is-off"
    if card.lacks_number:
        return "is-ask"
    return "is-done" if card.is_kept else ""
