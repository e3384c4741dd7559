"""A duty while it is being put together; places are those of the clean text."""

from dataclasses import dataclass, field

from agreements.reader.deadlines import Deadline
from agreements.reader.lexicon import periods, units
from agreements.reader.phrases import Count
from agreements.reader.text import Text
from agreements.reader.values import Duty, Obligation, Said

Place = tuple[int, int]


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


def duty_of(draft: Draft, text: Text, *, clause: int | None) -> Duty:
    span = text.span(draft.start, draft.end)
    sources = {
        name: tuple(text.span(*place) for place in places)
        for name, places in draft.places.items()
    }
    minimum = draft.count.minimum if draft.count else None
    maximum = draft.count.maximum if draft.count else None
    if draft.maximum is not None:
        maximum = draft.maximum
    said = Said(
        party=draft.side if draft.side in {"supporting", "receiving", "both", "each"} else None,
        period=draft.period if draft.period in periods.SAID else "",
        minimum=minimum,
        maximum=maximum,
        unit=_unit(draft, text),
        each_of=draft.each_of,
        event_people=draft.people,
        event_days=draft.days,
        deadline=draft.deadline.words if draft.deadline else "",
    )
    return Duty(
        span=span,
        obligation=_obligation(draft, said),
        said=said,
        sources=sources,
        whole=draft.whole,
        clause=clause,
    )


def _unit(draft: Draft, text: Text) -> str:
    """As written, but for money and characters in ten thousands."""
    if not draft.count:
        return ""
    written = text.span(*draft.count.measure).of(text.original)
    if draft.unit in {"元", "字", "%"}:
        return draft.unit
    return written[: len(draft.unit)]


def _obligation(draft: Draft, said: Said) -> Obligation:
    """What is read without knowing the words of the field; the rest of the language is filled
    in from the words of the duty."""
    return Obligation(
        party=draft.side or "",
        measure=units.MEASURES.get(draft.unit, "events" if not draft.unit else "items"),
        period=periods.LANGUAGE.get(draft.period, "agreement"),
        minimum=said.minimum,
        maximum=said.maximum,
        modality=draft.modality,
        uncounted=bool(draft.count and draft.count.is_blank),
        each_of_items=said.each_of,
        floor_people=said.event_people,
        floor_days=said.event_days,
    )
