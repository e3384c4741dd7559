"""What the text says around its duties, read into the fields of the agreement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.holders import holder_lines
from agreements.models import AgreementReading


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownField:
    """One field of the agreement, what it will hold, and the words that said it."""

    label: str
    value: str
    quotes: tuple[str, ...]


def known_fields(reading: AgreementReading) -> list[KnownField]:
    """Those whose sentences are left out; title and schools are seen at once."""
    heading = reading.found["heading"]
    places = heading.get("places", {})
    return [
        KnownField(label=label, value=value, quotes=_quotes(reading.text, places.get(name, ())))
        for name, label, value in _rows(heading)
        if value and name in places
    ]


def _rows(heading: Mapping) -> Iterator[tuple[str, str, str]]:
    first, last = heading["starts_on"], heading["ends_on"]
    yield "starts_on", _("First and last day"), f"{first} – {last}" if first and last else ""
    yield "policy_title", _("Policy document"), heading["policy_title"]
    yield "policy_number", _("Document number"), heading["policy_number"]
    yield "copies", _("Copies"), str(heading["copies"] or "")
    yield "copies", _("Who keeps copies"), "、".join(_holders(heading))


def _holders(heading: Mapping) -> list[str]:
    return holder_lines(heading.get("holders", ())).splitlines()


def _quotes(text: str, places) -> tuple[str, ...]:
    return tuple(" ".join(text[first:last].split()) for first, last in places)
