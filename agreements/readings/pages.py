"""What the page of a text at work shows, ready for the template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from agreements.models import AgreementReading, Obligation
from agreements.reader.values import Leftover
from agreements.reading_forms import QuickForm
from agreements.reading_wording import DOUBTFUL, LACKS, LEFTOVERS, TAGS
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
from agreements.readings.obligations import DEFAULTS, is_sayable, row_of
from agreements.rendering import render, short
from agreements.services.readings import problems_of_card, row_of_card, sure_keys
from agreements.wording import sentence, value_words

FILTERS = ("all", "open", "lacking")
UNTOLD = frozenset({"name", "quotas", "uncounted", "modality"})  # said by the clause alone
LONGEST_QUOTE = 160
OFFERED = (1, 2)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One field of a duty, what it holds, and the words of the text that gave it."""

    label: str
    value: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
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
    neighbour: int | None
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
    views = _Views(reading.text, work=work, numbers=numbers, here=here).all(bound)
    return ReviewPage(
        reading=reading,
        paragraphs=tuple(_paragraphs(reading, work, numbers)),
        cards=tuple(view for view in views if _is_chosen(view.card, chosen)),
        marks=tuple(_mark(reading.text, mark) for mark in work.marks if _is_left(mark)),
        counts={**counts(work.cards), "marks": len(work.open_marks)},
        sure=sum(view.is_sure for view in views),
        chosen=chosen,
        here=here,
        may_undo=bool(reading.before),
        lacking=tuple(view for view in views if _lacks(view.card)),
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
    def __init__(self, text: str, *, work: Work, numbers: dict[int, int], here: int | None):
        self._text, self._work, self._numbers, self._here = text, work, numbers, here
        self._sure = frozenset(sure_keys(work))

    def all(self, bound: QuickForm | None) -> list[CardView]:
        forms = {bound.card.key: bound} if bound else {}
        found, before = [], None
        for card in self._work.shown:
            form = forms.get(card.key) or QuickForm(card=card)
            found.append(self._view(card, form=form, neighbour=before))
            before = card.key
        return found

    def _view(self, card: Card, *, form: QuickForm, neighbour: int | None) -> CardView:
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
            quote=_quoted(self._text, card.span),
            tag=_tag(card, has_problems=bool(problems)),
            words=tuple(_words(self._text, card, row)),
            problems=tuple(sentence(problem) for problem in problems),
            form=form,
            is_here=card.key == self._here,
            is_open=is_open,
            is_sure=is_sure,
            whole_number=self._numbers.get(card.whole),
            neighbour=neighbour,
            numbers=tuple(_numbers(card)) if is_open and card.lacks_number else (),
        )


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


# --- The text ---------------------------------------------------------------------------------
def _paragraphs(
    reading: AgreementReading, work: Work, numbers: dict[int, int]
) -> Iterator[Paragraph]:
    headings = {row["span"][0] for row in reading.found["clauses"] if row["heading"]}
    title = "".join(reading.found["heading"]["title"].split())
    start = 0
    for line in reading.text.split("\n"):
        end = start + len(line)
        if line.strip():
            runs = tuple(_runs(reading.text, work, numbers, start, end))
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
    text: str, work: Work, numbers: dict[int, int], start: int, end: int
) -> Iterator[TextRun]:
    """The line in stretches between the edges of duties and of sentences not read. Of duties
    inside each other the shortest is shown; each has its number where it ends."""
    cards = [c for c in work.shown if c.span[0] < end and c.span[1] > start]
    marks = [m for m in work.marks if _is_left(m) and m.span[0] < end and m.span[1] > start]
    edges = {start, end}
    for one in (*cards, *marks):
        edges |= {max(one.span[0], start), min(one.span[1], end)}
    places = sorted(edges)
    for first, last in pairwise(places):
        over = [c for c in cards if c.span[0] <= first and c.span[1] >= last]
        card = min(over, key=lambda c: (c.span[1] - c.span[0], c.key), default=None)
        mark = next((m for m in marks if m.span[0] <= first and m.span[1] >= last), None)
        yield TextRun(
            text=text[first:last],
            card=card.key if card else None,
            look=_look(card, mark),
            numbers=tuple(
                (c.key, numbers[c.key])
                for c in cards
                if min(c.span[1], end) == last and c in over
            ),
            mark=mark.key if mark and not card else None,
            is_first=bool(card and card.span[0] == first),
        )


def _look(card: Card | None, mark: Mark | None) -> str:
    if card is None:
        is_open = mark is not None and mark.state == MarkState.OPEN
        return "is-left" if is_open else ""
    if card.state in (CardState.NOT_A_DUTY, CardState.DROPPED):
        return "is-off"
    if card.lacks_number:
        return "is-ask"
    return "is-done" if card.is_kept else ""
