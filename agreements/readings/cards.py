"""The duties of a text at work, as cards: what was read, what a person decided. Pure values;
every step gives a new ``Work`` and leaves the old one as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from agreements.reader.values import Duty, Reading, Span
from agreements.readings.obligations import data_of


class CardState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"  # as it was read
    CORRECTED = "corrected"  # accepted, with changes
    NOT_A_DUTY = "not_a_duty"  # its words stay in the agreement as they are
    DROPPED = "dropped"  # neither duty nor words
    GONE = "gone"  # split into others, or merged into one


KEPT = (CardState.ACCEPTED, CardState.CORRECTED)


class MarkState(StrEnum):
    OPEN = "open"
    NO_DUTY = "no_duty"
    MADE = "made"  # a card was made of it


class UnknownCardError(LookupError):
    """No such card or mark."""


class StaleCardError(Exception):
    """The card was changed since it was shown."""


Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``span``, ``more`` (further stretches of a card put together from several) and
    ``sources`` are places in the text; ``read`` is the duty as it was read
    (None when a person made it) and ``duty`` as it is now, both without defaults. ``revision``
    grows with every change: who sends an older one has not seen the newest."""

    key: int
    span: Place
    duty: Mapping
    read: Mapping | None = None
    said: str = ""  # the measure word as written
    sources: Mapping[str, list[Place]] = field(default_factory=dict)
    clause: int | None = None
    whole: int | None = None
    state: CardState = CardState.OPEN
    revision: int = 1
    more: tuple[Place, ...] = ()

    @property
    def places(self) -> list[Place]:
        """In the order of the text."""
        return sorted((self.span, *self.more))

    @property
    def is_kept(self) -> bool:
        return self.state in KEPT

    @property
    def is_shown(self) -> bool:
        return self.state != CardState.GONE

    @property
    def lacks_number(self) -> bool:
        return bool(self.duty.get("uncounted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sentence with a number, a frequency or a blank from which no duty was read."""

    key: int
    span: Place
    why: str
    state: MarkState = MarkState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    cards: tuple[Card, ...] = ()
    marks: tuple[Mark, ...] = ()

    def card(self, key: int, *, revision: int | None = None) -> Card:
        """Raises UnknownCardError, and StaleCardError for another ``revision``."""
        found = next((card for card in self.cards if card.key == key and card.is_shown), None)
        if found is None:
            raise UnknownCardError(key)
        if revision is not None and revision != found.revision:
            raise StaleCardError(key)
        return found

    def mark(self, key: int) -> Mark:
        found = next((mark for mark in self.marks if mark.key == key), None)
        if found is None:
            raise UnknownCardError(key)
        return found

    @property
    def shown(self) -> list[Card]:
        """In the order of the text; a share follows its whole."""
        order = {card.key: (card.span[0], card.key) for card in self.cards}
        return sorted(
            (card for card in self.cards if card.is_shown),
            key=lambda c: (order.get(c.whole, order[c.key]), c.whole is not None, order[c.key]),
        )

    @property
    def open_marks(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.state == MarkState.OPEN]

    @property
    def next_key(self) -> int:
        return max((card.key for card in self.cards), default=-1) + 1

    def with_card(self, card: Card) -> "Work":
        changed = replace(card, revision=card.revision + 1)
        cards = tuple(changed if one.key == card.key else one for one in self.cards)
        return replace(self, cards=cards)

    def with_mark(self, mark: Mark) -> "Work":
        marks = tuple(mark if one.key == mark.key else one for one in self.marks)
        return replace(self, marks=marks)


# --- Steps ------------------------------------------------------------------------------------
def decide(work: Work, key: int, *, state: CardState) -> Work:
    """Accept, drop, or open again. What is accepted differently from what was read is
    corrected. A share goes with a whole that goes: it cannot be counted without it."""
    card = work.card(key)
    if state in KEPT:
        state = CardState.ACCEPTED if card.duty == card.read else CardState.CORRECTED
    found = work.with_card(replace(card, state=state))
    if state in (CardState.NOT_A_DUTY, CardState.DROPPED):
        for share in [one for one in found.shown if one.whole == key and one.is_kept]:
            found = found.with_card(replace(share, state=CardState.OPEN))
    return found


def correct(work: Work, key: int, *, duty: Mapping) -> Work:
    return decide(work.with_card(replace(work.card(key), duty=duty)), key, state=KEPT[0])


def split(work: Work, key: int) -> Work:
    """One card for each type of activity of a duty that has several, else two alike for a
    person to tell apart; all of them open."""
    card = work.card(key)
    types = card.duty.get("activity_types", [])
    parts = [{**card.duty, "activity_types": [one]} for one in types]
    parts = parts if len(parts) > 1 else [card.duty, card.duty]
    first = work.next_key
    made = tuple(
        replace(card, key=first + place, duty=_unnamed(duty), state=CardState.OPEN, revision=1)
        for place, duty in enumerate(parts)
    )
    found = work.with_card(replace(card, state=CardState.GONE))
    found = replace(found, cards=(*found.cards, *made))
    return _moved_shares(found, old=key, new=first)


def _unnamed(duty: Mapping) -> dict:
    """A name that was read belongs to the whole of what was split."""
    return {name: value for name, value in duty.items() if name != "name"}


def _moved_shares(work: Work, *, old: int, new: int) -> Work:
    for share in [card for card in work.shown if card.whole == old and card.key != new]:
        work = work.with_card(replace(share, whole=new))
    return work


def make(work: Work, mark_key: int) -> Work:
    """A card of a sentence that was not read, open and nearly empty: a person fills it in."""
    mark = work.mark(mark_key)
    card = Card(key=work.next_key, span=mark.span, duty={"period": "term"}, read=None)
    found = work.with_mark(replace(mark, state=MarkState.MADE))
    return replace(found, cards=(*found.cards, card))


def judge_mark(work: Work, mark_key: int, *, state: MarkState) -> Work:
    return work.with_mark(replace(work.mark(mark_key), state=state))


# --- From the reader, to and from JSON --------------------------------------------------------
def work_of(reading: Reading) -> Work:
    """One card a duty, those that wait for a number after the others (``Work.shown`` sorts
    them); what only bounds another duty belongs to the words of that one."""
    cards = [
        replace(_card(key, duty), span=_span_of(reading, key))
        for key, duty in enumerate(reading.duties)
        if duty.bounds is None
    ]
    first = len(reading.duties)
    cards += [_card(key, duty) for key, duty in enumerate(reading.uncounted, start=first)]
    marks = tuple(
        Mark(key=key, span=_place(unread.span), why=str(unread.why))
        for key, unread in enumerate(reading.unread)
    )
    return Work(cards=tuple(cards), marks=marks)


def _card(key: int, duty: Duty) -> Card:
    return Card(
        key=key,
        span=_place(duty.span),
        duty=data_of(duty.obligation),
        read=data_of(duty.obligation),
        said=duty.said.unit,
        sources={name: [_place(s) for s in spans] for name, spans in duty.sources.items()},
        clause=duty.clause,
        whole=duty.whole,
    )


def _span_of(reading: Reading, key: int) -> Place:
    spans = [reading.duties[key].span]
    spans += [duty.span for duty in reading.duties if duty.bounds == key]
    return min(span.start for span in spans), max(span.end for span in spans)


def _place(span: Span) -> Place:
    return (span.start, span.end)


def to_json(work: Work) -> dict:
    return {
        "cards": [asdict(card) for card in work.cards],
        "marks": [asdict(mark) for mark in work.marks],
    }


def from_json(data: Mapping) -> Work:
    return Work(
        cards=tuple(Card(**_card_fields(row)) for row in data.get("cards", ())),
        marks=tuple(
            Mark(**{**row, "span": tuple(row["span"]), "state": MarkState(row["state"])})
            for row in data.get("marks", ())
        ),
    )


def _card_fields(row: Mapping) -> dict:
    places = {name: [tuple(one) for one in spans] for name, spans in row["sources"].items()}
    return {
        **row,
        "span": tuple(row["span"]),
        "more": tuple(tuple(place) for place in row.get("more", ())),
        "sources": places,
        "state": CardState(row["state"]),
    }


def counts(cards: Iterable[Card]) -> dict[str, int]:
    """How many there are, are decided, are open, and lack a number."""
    shown = [card for card in cards if card.is_shown]
    opened = sum(card.state == CardState.OPEN for card in shown)
    return {
        "all": len(shown),
        "done": len(shown) - opened,
        "open": opened,
        "kept": sum(card.is_kept for card in shown),
        "lacking": sum(card.lacks_number for card in shown if card.state in (*KEPT, "open")),
    }
