"""What the page of a text at work shows, ready for the template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agreements.forms.readings import QuickForm
from agreements.models import AgreementReading, Obligation
from agreements.reader.values import Leftover
from agreements.readings.cards import (
    KEPT,
    Card,
    CardState,
    Mark,
    MarkState,
    Work,
    counts,
    from_json,
)
from agreements.readings.cutting import Part, Partners, parts_of
from agreements.readings.known import KnownField, known_fields
from agreements.readings.obligations import DEFAULTS, is_sayable, row_of
from agreements.readings.page_text import Paragraph, paragraphs_of
from agreements.readings.wording import DOUBTFUL, LACKS, LEFTOVERS, TAGS
from agreements.rendering import render, short
from agreements.services.readings import problems_of_card, row_of_card, sure_keys
from agreements.wording import sentence, value_words

FILTERS = ("all", "open", "lacking")
UNTOLD = frozenset({"name", "quotas", "uncounted", "modality"})  # said by the clause alone
LONGEST_QUOTE = 160
OFFERED = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One field of a duty, what it holds, and the words of the text that gave it."""

    label: str
    value: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another card that this one can be merged with."""

    key: int
    number: int
    name: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """``parts`` are the words clause by clause: it can be cut where one begins. ``blank`` is
    the word that leaves the number open; ``is_new`` was made by the last step."""

    card: Card
    number: int
    name: str
    party: str
    says: str
    clause: str
    quote: str
    tag: tuple[str, str, str]
    words: tuple[Word, ...]
    problems: tuple[str, ...]
    form: QuickForm
    is_here: bool
    is_open: bool
    is_sure: bool
    whole_number: int | None
    parts: tuple[Part, ...]
    partners: tuple[Partner, ...]
    blank: str
    is_new: bool
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    key: int
    words: str
    why: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    reading: AgreementReading
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[CardView, ...]
    marks: tuple[MarkView, ...]
    counts: Mapping[str, int]
    sure: int
    chosen: str
    here: int | None
    may_undo: bool
    lacking: tuple[CardView, ...] = field(default=())
    known: tuple[KnownField, ...] = field(default=())

    @property
    def is_ready(self) -> bool:
        return self.counts["open"] == 0


def review_page(
    reading: AgreementReading, *, chosen: str = "all", here: int | None = None, bound=None
) -> ReviewPage:
    """``bound`` is a quick form that came back with errors."""
    work = from_json(reading.work)
    shown = work.shown
    numbers = {card.key: place for place, card in enumerate(shown, start=1)}
    here = _here([card for card in shown if _is_chosen(card, chosen)], here)
    views = _Views(reading, work=work, numbers=numbers, here=here).all(bound)
    return ReviewPage(
        reading=reading,
        paragraphs=tuple(paragraphs_of(reading, work, numbers)),
        cards=tuple(view for view in views if _is_chosen(view.card, chosen)),
        marks=tuple(_mark(reading.text, mark) for mark in work.marks if _is_left(mark)),
        counts={**counts(work.cards), "marks": len(work.open_marks)},
        sure=sum(view.is_sure for view in views),
        chosen=chosen,
        here=here,
        may_undo=bool(reading.before),
        lacking=tuple(view for view in views if _lacks(view.card)),
        known=tuple(known_fields(reading)),
    )


def _here(shown: list[Card], asked: int | None) -> int | None:
    if any(card.key == asked for card in shown):
        return asked
    return next((card.key for card in shown if card.state == CardState.OPEN), None)


def _is_chosen(card: Card, chosen: str) -> bool:
    if chosen == "open":
        return card.state == CardState.OPEN
    return _lacks(card) if chosen == "lacking" else True


def _lacks(card: Card) -> bool:
    return card.lacks_number and card.state in (CardState.OPEN, *KEPT)


def _is_left(mark: Mark) -> bool:
    return mark.state != MarkState.MADE


# --- Cards ------------------------------------------------------------------------------------
class _Views:
    def __init__(
        self, reading: AgreementReading, *, work: Work, numbers: dict, here: int | None
    ):
        self._text, self._work, self._numbers, self._here = reading.text, work, numbers, here
        self._beside = Partners(work, reading.found["clauses"])
        self._partners: dict[int, Partner] = {}
        self._sure = frozenset(sure_keys(work))
        before = from_json(reading.before[-1]).cards if reading.before else work.cards
        self._old = frozenset(card.key for card in before)

    def all(self, bound: QuickForm | None) -> list[CardView]:
        forms = {bound.card.key: bound} if bound else {}
        return [
            self._view(card, form=forms.get(card.key) or QuickForm(card=card))
            for card in self._work.shown
        ]

    def _view(self, card: Card, *, form: QuickForm) -> CardView:
        row = row_of_card(self._work, card.key)
        is_open, is_sure = card.state == CardState.OPEN, card.key in self._sure
        problems = problems_of_card(self._work, card.key) if is_open else []
        return CardView(
            card=card,
            number=self._numbers[card.key],
            name=row.name or _("Duty without a name"),
            party=row.party,
            says=short(row) if is_sayable(row) else "",
            clause=render(row) if is_sayable(row) else "",
            quote=self._quote(card),
            tag=_tag(card, has_problems=bool(problems)),
            words=tuple(_words(self._text, card, row)),
            problems=tuple(sentence(problem) for problem in problems),
            form=form,
            is_here=card.key == self._here,
            is_open=is_open,
            is_sure=is_sure,
            whole_number=self._numbers.get(card.whole),
            parts=tuple(parts_of(self._text, card)) if is_open else (),
            partners=tuple(self._partner(c) for c in self._beside.of(card.key))
            if is_open
            else (),
            blank=self._blank(card),
            is_new=card.key not in self._old,
            numbers=tuple(_numbers(card)) if is_open and card.lacks_number else (),
        )

    def _quote(self, card: Card) -> str:
        return " …… ".join(_quoted(self._text, place) for place in card.places)

    def _blank(self, card: Card) -> str:
        """The word or the line that leaves the number open; "" where none does."""
        if not card.lacks_number:
            return ""
        places = card.sources.get("minimum") or card.sources.get("uncounted", ())
        return next((_quoted(self._text, place) for place in places), "")

    def _partner(self, card: Card) -> Partner:
        if card.key not in self._partners:
            self._partners[card.key] = Partner(
                key=card.key,
                number=self._numbers[card.key],
                name=row_of_card(self._work, card.key).name or _("Duty without a name"),
                quote=self._quote(card),
            )
        return self._partners[card.key]


def _tag(card: Card, *, has_problems: bool) -> tuple[str, str, str]:
    if card.lacks_number and card.state in (CardState.OPEN, *KEPT):
        return LACKS
    if card.state == CardState.OPEN and has_problems:
        return DOUBTFUL
    return TAGS[card.state]


def _numbers(card: Card) -> Iterator[tuple[int, str]]:
    """Numbers on offer for a duty that lacks one, each with what it would say."""
    counted = {name: value for name, value in card.duty.items() if name != "uncounted"}
    for number in OFFERED:
        row = row_of({**counted, "minimum": number})
        if is_sayable(row):
            yield number, short(row)


def _quoted(text: str, span: tuple[int, int]) -> str:
    words = " ".join(text[span[0] : span[1]].split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"


def _words(text: str, card: Card, row: Obligation) -> Iterator[Word]:
    for name in DEFAULTS:
        if name not in card.sources or name in UNTOLD:
            continue
        quotes = tuple(dict.fromkeys(_quoted(text, place) for place in card.sources[name]))
        quotes = tuple(quote for quote in quotes if quote)
        if quotes:
            label = str(row._meta.get_field(name).verbose_name)
            value = value_words("Obligation", name, getattr(row, name))
            yield Word(label=label, value=value, quotes=quotes)


def _mark(text: str, mark: Mark) -> MarkView:
    return MarkView(
        key=mark.key,
        words=_quoted(text, mark.span),
        why=str(LEFTOVERS[Leftover(mark.why)]),
        is_open=mark.state == MarkState.OPEN,
    )
