"""Links that apps above hang on a page below: the reports and filed papers of a pairing, a
school or an agreement. Each registers when it is ready what it knows of which kind of page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from records.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """One link. ``tag`` is (look, mark, word) of the state it stands in, empty for none;
    ``school_year`` is the first year of the one it is about, None for what is of no year."""

    title: str
    address: str
    meta: str = ""
    tag: tuple[str, str, str] | tuple[()] = ()
    school_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Links under one heading; ``more`` is the address of the list that holds all of them."""

    key: str
    title: str
    links: tuple[Related, ...]
    more: str = ""


Source = Callable[..., Iterable[Group]]
_SOURCES: dict[str, list[Source]] = {}


def source(kind: str) -> Callable[[Source], Source]:
    """Make the decorated ``function(row, *, user, on)`` tell of pages of ``kind``: pairing,
    school or agreement. What the reader may not see it leaves out."""

    def keep(function: Source) -> Source:
        _SOURCES.setdefault(kind, []).append(function)
        return function

    return keep


def related_to(kind: str, row: Model, *, user: User, on: date) -> list[Group]:
    """The groups that have a link for this reader."""
    found = [group for each in _SOURCES.get(kind, ()) for group in each(row, user=user, on=on)]
    return [group for group in found if group.links]
