"""A duty while it is being put together; places are those of the clean text."""

from dataclasses import dataclass, field, replace

from agreements.reader.deadlines import Deadline
from agreements.reader.lexicon import periods, units
from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.foreign import Known, meaning_of
from agreements.reader.meaning.names import name_of
from agreements.reader.meaning.own import OwnDuty
from agreements.reader.meaning.own.deeds import OUTER
from agreements.reader.meaning.own.passages import said_of, swapped
from agreements.reader.meaning.passage import Passage
from agreements.reader.phrases import Count
from agreements.reader.sides import Sides
from agreements.reader.text import Text
from agreements.reader.values import Duty, Obligation, Said, Span

Place = tuple[int, int]
REACH = 400  # characters around a duty in which its sentence ends
# What the words of the first give beside it.
DERIVED = {
    "measure": ("uncounted", "minimum"),
    "each_of": ("each_of_items",),
    "period": ("season",),
    "deadline": (
        *("due_kind", "due_month", "due_day", "due_months", "due_days", "due_on"),
        *("due_trigger_types", "season", "season_from", "season_to"),
    ),
}


@dataclass(slots=True, kw_only=True)
class Draft:
    """``side`` None: nobody is named; "bureau": one that is no school."""

    start: int
    end: int
    block: int
    side: str | None = None
    period: str = ""
    count: Count | None = None
    maximum: int | None = None
    each_of: tuple[str, ...] = ()
    people: int | None = None
    days: int | None = None
    deadline: Deadline | None = None
    whole: int | None = None
    modality: str = "must"
    own: OwnDuty | None = None  # a sentence of ours, read word for word
    places: dict[str, list[Place]] = field(default_factory=dict)

    def mark(self, name: str, start: int, end: int) -> None:
        self.places.setdefault(name, [])
        if (start, end) not in self.places[name]:
            self.places[name].append((start, end))

    def take(self, count: Count) -> None:
        """``count`` is what this duty asks."""
        self.count = count
        self.mark("measure", *count.measure)
        self.mark(
            "minimum" if count.maximum is None or count.minimum is not None else "maximum",
            *count.number,
        )
        if count.maximum is not None:
            self.mark("maximum", *count.number)
        for place in count.bounds:
            self.mark("minimum" if count.minimum is not None else "maximum", *place)

    def set_deadline(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.mark("deadline", deadline.start, deadline.end)

    @property
    def unit(self) -> str:
        return self.count.unit if self.count else ""


def own_draft(own: OwnDuty, *, block: int, first: int) -> Draft:
    """``first`` is the place among the drafts of the first duty of its sentence."""
    whole = None if own.whole is None else first + own.whole
    return Draft(start=own.span.start, end=own.span.end, block=block, own=own, whole=whole)


def duty_of(
    draft: Draft, text: Text, *, sides: Sides, clause: int | None, until: int | None = None
) -> Duty:
    """``until``: where the next duty begins."""
    if draft.own:
        findings, obligation, said = _own(draft.own, text, sides=sides)
    else:
        said = _said(draft, text)
        passage = _passage(draft, text, said, sides=sides, until=until)
        findings = meaning_of(passage, said=said, known=_known(draft, said))
        obligation, said = findings.obligation(), _as_written(draft, said, text)
    return Duty(
        span=text.span(draft.start, draft.end),
        obligation=obligation,
        said=said,
        sources=_sources(draft, findings, text),
        whole=draft.whole,
        clause=clause,
    )


def _own(own: OwnDuty, text: Text, *, sides: Sides) -> tuple[Findings, Obligation, Said]:
    """A name is copied as it stands in the text handed in."""
    findings, obligation = own.findings, own.obligation
    if places := findings.sources.get("name"):
        name = text.span(places[0].start, places[0].end).of(text.original)
        obligation = replace(obligation, name=name.translate(OUTER))
    else:
        obligation = replace(obligation, name=name_of(obligation))
    if sides.labels.get("甲") == "receiving":
        obligation = swapped(obligation)
    return findings, obligation, said_of(obligation, findings.words)


def _sources(draft: Draft, findings: Findings, text: Text) -> dict[str, tuple[Span, ...]]:
    """Of the words of the field; what the grammar of numbers and times took goes before."""
    read = {
        name: tuple(text.span(place.start, place.end) for place in places)
        for name, places in findings.sources.items()
    }
    taken = {
        name: tuple(text.span(*place) for place in places)
        for name, places in draft.places.items()
    }
    return _derived(findings, taken) | read | taken


def _derived(findings: Findings, taken: dict) -> dict[str, tuple[Span, ...]]:
    """For the fields that follow from words another field names: the month of a deadline."""
    return {
        name: taken[source]
        for source, names in DERIVED.items()
        if source in taken
        for name in names
        if name in findings.fields
    }


def _passage(
    draft: Draft, text: Text, said: Said, *, sides: Sides, until: int | None
) -> Passage:
    clean = text.clean
    limit = min(draft.end + REACH, len(clean))
    ends = [at for sign in "。;\n" if (at := clean.find(sign, draft.end, limit)) >= 0]
    last, end = min([*ends, limit]), draft.end
    if until is not None and draft.start < until < last:
        last, end = until, min(draft.end, until)  # a share stands inside the words of its whole
    return Passage(
        text=clean,
        start=draft.start,
        end=end,
        first=sentence_start(text, draft.start),
        last=max(last, end),
        party=draft.side or "",
        deadline=said.deadline,
        labels=sides.labels,
    )


def sentence_start(text: Text, place: int) -> int:
    limit = max(place - REACH, 0)
    return max(limit - 1, *(text.clean.rfind(sign, limit, place) for sign in "。;\n")) + 1


def _said(draft: Draft, text: Text) -> Said:
    minimum = draft.count.minimum if draft.count else None
    maximum = draft.count.maximum if draft.count else None
    return Said(
        party=draft.side if draft.side in {"supporting", "receiving", "both", "each"} else None,
        period=draft.period if draft.period in periods.SAID else "",
        minimum=minimum,
        maximum=draft.maximum if draft.maximum is not None else maximum,
        unit=_unit(draft, text),
        each_of=draft.each_of,
        event_people=draft.people,
        event_days=draft.days,
        deadline=draft.deadline.words if draft.deadline else "",
    )


def _as_written(draft: Draft, said: Said, text: Text) -> Said:
    """Words are copied as they stand in the text handed in; a day is not one of them."""
    deadline = draft.deadline
    if not said.each_of and deadline is None:
        return said
    each_of = tuple(text.written(words, near=draft.end) for words in said.each_of)
    if deadline is None or deadline.day:
        return replace(said, each_of=each_of)
    words = text.written(deadline.words, near=deadline.end)
    return replace(said, each_of=each_of, deadline=words)


def _unit(draft: Draft, text: Text) -> str:
    """As written, but for money and characters in ten thousands."""
    if not draft.count:
        return ""
    written = text.span(*draft.count.measure).of(text.original)
    if draft.unit in {"元", "字", "%"}:
        return draft.unit
    first = len("个") if draft.unit in {"课时", "学时"} and written[0] in "个個" else 0
    return written[first : first + len(draft.unit)]


def _known(draft: Draft, said: Said) -> Known:
    """The rest of the language is filled in from the words of the duty."""
    return Known(
        party=draft.side or "",
        measure=units.MEASURES.get(draft.unit, "events" if not draft.unit else "items"),
        period=periods.LANGUAGE.get(draft.period, ""),
        minimum=said.minimum,
        maximum=said.maximum,
        modality=draft.modality,
        uncounted=bool(draft.count and draft.count.is_blank),
        floor_people=said.event_people,
        floor_days=said.event_days,
    )
