"""What was read of one duty so far: fields with the places of the words that gave them."""

from dataclasses import dataclass, field
from types import MappingProxyType

from agreements.reader.values import Obligation, Span


@dataclass(slots=True)
class Findings:
    """Places are counted from ``start``, the place of the stretch in the whole text."""

    start: int = 0
    fields: dict[str, object] = field(default_factory=dict)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # as written: unit, deadline

    def put(self, name: str, value: object, place: tuple[int, int] | None = None) -> None:
        self.fields[name] = value
        self.point(name, place)

    def mark(self, name: str, place: tuple[int, int] | None = None) -> None:
        """``name`` holds: a fact of yes or no."""
        self.fields[name] = True
        self.point(name, place)

    def add(self, name: str, values, place: tuple[int, int] | None = None) -> None:
        """More codes of a list, each once."""
        known = self.fields.get(name, ())
        self.fields[name] = (*known, *(value for value in values if value not in known))
        self.point(name, place)

    def point(self, name: str, place: tuple[int, int] | None) -> None:
        if place is not None:
            span = Span(start=self.start + place[0], end=self.start + place[1])
            self.sources.setdefault(name, []).append(span)

    def get(self, name: str, default=None):
        return self.fields.get(name, default)

    def obligation(self, *, part_of: Obligation | None = None) -> Obligation:
        return Obligation(**{"part_of": part_of, **self.fields})

    def places(self) -> MappingProxyType:
        return MappingProxyType({name: tuple(spans) for name, spans in self.sources.items()})
