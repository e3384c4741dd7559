"""The county at a glance, as frozen values: figures, where to look first, the heat table.

Everything is added up from the standings of the pairings, in a fixed number of queries; see
docs/decisions/0008-standings.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from compliance import services
from compliance.models import Filing
from compliance.presenters.rulers import Ruler
from compliance.wording.labels import term_label
from pairing.models import Pairing, SupportArea
from reports import todos
from reports.dashboard.county import County, Place, county_of, days_of, places_of
from reports.dashboard.figures import Figures, figures_of
from reports.dashboard.heat import ROWS, Heat, heat_of
from reports.dashboard.looking import Chosen, Look, chosen_of, looks_of, with_ending
from reports.dashboard.ruling import ruler_for
from reports.dashboard.trend import Trend, trend_of

_SCHOOL = ("name", "short_name", "district")
_SHOWN = (  # of a pairing that the page names: there may be five hundred
    *(f"{side}_school__{name}" for side in ("supporting", "receiving") for name in _SCHOOL),
    *(f"standing__{name}" for name in ("cells", "waiting_long", "late", "late_since")),
    "standing__ends_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """``behind`` pairings are still to be judged today: the sums count them as they stood when
    they were judged last. Every pairing named on the page stands as of today."""

    title: str
    ruler: Ruler | None
    figures: Figures
    looks: tuple[Look, ...]
    trend: Trend | None
    heat: Heat
    behind: int
    waits: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The sums, every pairing in order, and which of them the page names."""

    county: County
    places: list[Place]
    page: Page
    chosen: Chosen

    @property
    def named(self) -> set[int]:
        return {*self.page, *self.chosen.ids}


def dashboard_of(user, *, wish, page: int, on: date, rows: int = ROWS) -> Dashboard | None:
    """What ``user`` sees of the term of ``on``; None while the calendar is not entered.

    ``wish`` is a bound or unbound ``DashboardFilter``; it narrows the heat table only, which
    has ``rows`` rows a page. Seven queries, and more where pairings have to be judged first.
    """
    pairings = Pairing.objects.visible_to(user).open()
    asked = {"wish": wish, "page": page, "rows": rows, "todos": todos.sources_for(user)}
    read = _read(pairings, **asked, on=on)
    behind = 0
    if read.county.stale:
        behind = read.county.stale - _judge(pairings, read, on=on)
        read = _read(pairings, **asked, on=on)
    wish.offer(read.county.districts)
    ruler = ruler_for(read.county.bureaus, on=on) if read.county.bureaus else None
    if ruler is None:
        return None
    areas = SupportArea.objects.visible_to(user)
    by_id = _named(read, school_year=ruler.term.school_year)
    return Dashboard(
        title=_("School pairing · %(term)s")
        % {"term": term_label(ruler.term.school_year, ruler.term.season)},
        ruler=ruler,
        figures=figures_of(read.county),
        looks=tuple(looks_of(read.chosen, by_id=by_id, ruler=ruler, on=on)),
        trend=_trend(read, ruler, on=on),
        heat=heat_of(read.page, by_id, areas),
        behind=behind,
        waits=read.county.waits,
    )


def _read(
    pairings: QuerySet, *, wish, page: int, rows: int, todos: Mapping[str, QuerySet], on: date
) -> _Read:
    """Two queries."""
    places = places_of(pairings, matching=wish.narrow(pairings) if wish.is_asked else None)
    ids = [place.pk for place in places if place.is_matching]
    return _Read(
        county=county_of(pairings, todos=todos, on=on),
        places=places,
        page=Paginator(ids, rows).get_page(page),
        chosen=chosen_of(places, on=on),
    )


def _judge(pairings: QuerySet, read: _Read, *, on: date) -> int:
    """Judge what is stale: all of it where that is soon done, else what the page names;
    how many were judged."""
    if read.county.stale > services.AT_ONCE:
        pairings = Pairing.objects.filter(pk__in=read.named)
    ids = list(services.stale(pairings, on=on))
    services.refresh(ids, on=on)
    return len(ids)


def _named(read: _Read, *, school_year: int) -> dict[int, Pairing]:
    """With what tells whether that year is filed; one query."""
    filed = Filing.objects.filter(pairing=OuterRef("pk"), school_year=school_year)
    rows = with_ending(Pairing.objects.filter(pk__in=read.named))
    rows = rows.select_related("supporting_school", "receiving_school", "standing")
    rows = rows.only(*_SHOWN)
    return {row.pk: row for row in rows.annotate(is_filed=Exists(filed)).order_by()}


def _trend(read: _Read, ruler: Ruler, *, on: date) -> Trend | None:
    sums = read.county.sums
    statuses = (bar.count for bar in figures_of(read.county).bars if bar.status != "exempt")
    return trend_of(
        ruler,
        reached=days_of([place.reached for place in read.places]),
        total=sum(statuses),
        before=days_of([place.before for place in read.places]),
        before_total=sums["before_total"],
        on=on,
    )
