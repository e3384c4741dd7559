"""The county at a glance, as frozen values: figures, where to look first, the heat table."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from compliance.facts.calendars import calendars_of
from compliance.presenters.rulers import Ruler, ruler_of
from compliance.services import stored
from compliance.wording.labels import term_label
from pairing.models import Pairing, SupportArea
from pairing.vocabulary import Stage
from reports.dashboard.figures import Figures, figures_of
from reports.dashboard.heat import Heat, heat_of
from reports.dashboard.looking import Look, looks_of
from reports.dashboard.trend import Trend, trend_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    title: str
    ruler: Ruler | None
    figures: Figures
    looks: tuple[Look, ...]
    trend: Trend | None
    heat: Heat


def dashboard_of(user, *, wish, page: int, on: date) -> Dashboard | None:
    """What ``user`` sees of the term of ``on``; None while the calendar is not entered.

    ``wish`` is a bound or unbound ``DashboardFilter``; it narrows the heat table only.
    """
    pairings = Pairing.objects.visible_to(user).open()
    ruler = _ruler(pairings, on=on)
    if ruler is None:
        return None
    kept = stored(pairings, on=on)
    rows = kept.filter(starts_on__lte=ruler.ends_on, ends_on__gte=ruler.starts_on)
    areas = list(SupportArea.objects.visible_to(user))
    return Dashboard(
        title=_("School pairing · %(term)s")
        % {"term": term_label(ruler.term.school_year, ruler.term.season)},
        ruler=ruler,
        figures=figures_of(pairings, rows, on=on),
        looks=tuple(looks_of(pairings, rows, on=on)),
        trend=trend_of(kept, ruler, on=on),
        heat=heat_of(wish.narrow(pairings, rows), rows, areas=areas, page=page),
    )


def _ruler(pairings, *, on: date) -> Ruler | None:
    """By the primary calendar of the receiving schools' first bureau that has one."""
    bureaus = pairings.order_by().values_list("receiving_school__bureau", flat=True).distinct()
    calendars = calendars_of(sorted(bureaus))
    rulers = (ruler_of(calendar, Stage.PRIMARY, on=on) for calendar in calendars.values())
    return next((ruler for ruler in rulers if ruler is not None), None)
