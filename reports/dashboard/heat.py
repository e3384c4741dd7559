"""Pairings by support areas: done of asked, coloured by what needs a look most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compliance.engine.verdicts import Status
from compliance.wording import status_word
from pairing.models import Pairing, SupportArea

ROWS = 50
LOUD = frozenset({Status.BREACHED.value, Status.EXCEEDED.value, Status.AT_RISK.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One pairing in one area; the fields are those that ``status_cell`` shows."""

    status: str
    severity: str
    figure: str
    word: str
    address: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``is_filed``: the school year of these figures is filed."""

    pairing: Pairing
    address: str
    is_filed: bool
    cells: tuple[Cell | None, ...]


@dataclass(kw_only=True)
class Group:
    """The rows of one school district, in the bureau's order."""

    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    areas: tuple[SupportArea, ...]
    groups: tuple[Group, ...]
    page: Page


def heat_of(page: Page, pairings: Mapping[int, Pairing], areas: Iterable[SupportArea]) -> Heat:
    """``page`` holds ids of ``pairings``, which come with their schools and standing."""
    areas = tuple(areas)
    columns = {area.pk: (place, area) for place, area in enumerate(areas)}
    groups: dict[str, Group] = {}
    for pk in page:
        name = pairings[pk].receiving_school.district
        group = groups.setdefault(name, Group(name=name))
        group.rows.append(_row(pairings[pk], columns=columns))
    return Heat(areas=areas, groups=tuple(groups.values()), page=page)


def _row(pairing: Pairing, *, columns: Mapping[int, tuple[int, SupportArea]]) -> Row:
    cells: list[Cell | None] = [None] * len(columns)
    address = reverse("pairing", args=[pairing.pk])
    standing = getattr(pairing, "standing", None)
    for area_id, *counted in standing.cells if standing else ():
        if area_id in columns:
            place, area = columns[area_id]
            cells[place] = _cell(f"{address}#area-{area_id}", str(area), counted)
    return Row(pairing=pairing, address=address, is_filed=pairing.is_filed, cells=tuple(cells))


def _cell(address: str, term: str, counted: list) -> Cell:
    status, severity, done, total, loud = counted
    word = _word(get_language(), status, loud) if status in LOUD else ""
    return Cell(
        status=status,
        severity=severity,
        figure=f"{done}/{total}",
        word=word,
        address=address,
        term=term,
    )


@lru_cache(maxsize=512)
def _word(language: str, status: str, count: int) -> str:
    """Remembered: thousands of cells say few different words."""
    return _("%(status)s %(count)s") % {"status": status_word(status), "count": count}
