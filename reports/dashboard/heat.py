"""Pairings by support areas: done of asked, coloured by what needs a look most."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.engine.verdicts import WORST_FIRST, Status
from compliance.wording import status_word
from pairing.models import Pairing, SupportArea

ROWS = 50
DONE = frozenset({Status.MET, Status.MET_LATE, Status.EXCEEDED})
LOUD = frozenset({Status.BREACHED, Status.EXCEEDED, Status.AT_RISK})


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
    pairing: Pairing
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


def heat_of(
    pairings: QuerySet, rows: QuerySet, *, areas: Iterable[SupportArea], page: int
) -> Heat:
    """One page of pairings; three queries however many there are."""
    # By district, a district standing where the first of its schools stands.
    chosen = pairings.select_related("supporting_school", "receiving_school")
    ordered = chosen.order_by("receiving_school__order", "order", "code")
    shown = Paginator(ordered, ROWS).get_page(page)
    areas = tuple(areas)
    counts = _counts(rows.filter(pairing__in=[pairing.pk for pairing in shown]))
    groups: dict[str, Group] = {}
    for pairing in shown:
        name = pairing.receiving_school.district
        group = groups.setdefault(name, Group(name=name))
        cells = (_cell(pairing, area, counts[pairing.pk].get(area.pk)) for area in areas)
        group.rows.append(Row(pairing=pairing, cells=tuple(cells)))
    return Heat(areas=areas, groups=tuple(groups.values()), page=shown)


def _counts(rows: QuerySet) -> dict[int, dict[int, dict[tuple[str, str], int]]]:
    """How many windows by pairing, area, and (status, severity)."""
    found: dict = defaultdict(lambda: defaultdict(dict))
    grouped = (
        rows.exclude(status=None)
        .order_by()
        .values_list("pairing", "support_area", "status", "severity")
    )
    for pairing, area, status, severity, count in grouped.annotate(count=Count("pk")):
        found[pairing][area][(status, severity)] = count
    return found


def _cell(pairing: Pairing, area: SupportArea, counts: dict | None) -> Cell | None:
    if not counts:
        return None
    status, severity = min(counts, key=lambda key: (WORST_FIRST.index(Status(key[0])), key[1]))
    done = sum(count for (code, _severity), count in counts.items() if Status(code) in DONE)
    total = sum(counts.values())
    word = ""
    if Status(status) in LOUD:
        loud = sum(count for (code, _severity), count in counts.items() if code == status)
        word = _("%(status)s %(count)s") % {"status": status_word(status), "count": loud}
    return Cell(
        status=status,
        severity=severity,
        figure=f"{done}/{total}",
        word=word,
        address=f"{reverse('pairing', args=[pairing.pk])}#area-{area.pk}",
        term=str(area),
    )
