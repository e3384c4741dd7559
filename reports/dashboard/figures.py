"""The five figures on top, and how the statuses share the term's duties."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from activities.models import ActivityLink, ActivityState
from compliance.engine.verdicts import Status

IN_ORDER = (
    Status.MET,
    Status.MET_LATE,
    Status.EXCEEDED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.BREACHED,
    Status.NOT_DUE,
    Status.EXEMPT,
)
SILENCE_DAYS = 14  # a programme may set another; the county's figure keeps one measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One status: how many windows, and where its stretch of the bar lies, as shares."""

    status: str
    count: int
    start: Fraction
    share: Fraction

    @property
    def end(self) -> Fraction:
        return self.start + self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts are windows of whole obligations; ``waiting`` counts activities in a pairing."""

    pairings: int
    supporting: int
    receiving: int
    total: int
    done: int
    done_late: int
    at_risk: int
    at_risk_pairings: int
    breached: int
    breached_pairings: int
    waiting: int
    waiting_long: int
    bars: tuple[Bar, ...]

    @property
    def done_share(self) -> Fraction:
        return Fraction(self.done, self.total) if self.total else Fraction(0)


def figures_of(pairings: QuerySet, rows: QuerySet, *, on: date) -> Figures:
    """Three queries. Past the maximum is done too: what was asked is there."""
    counted = {
        row["status"]: row
        for row in rows.exclude(status=None)
        .order_by()
        .values("status")
        .annotate(windows=Count("pk"), places=Count("pairing", distinct=True))
    }
    counts = {status: counted.get(status.value, {}).get("windows", 0) for status in IN_ORDER}
    places = {status: counted.get(status.value, {}).get("places", 0) for status in IN_ORDER}
    return Figures(
        **_schools(pairings),
        **_waiting(pairings, on=on),
        total=sum(counts.values()),
        done=counts[Status.MET] + counts[Status.MET_LATE] + counts[Status.EXCEEDED],
        done_late=counts[Status.MET_LATE],
        at_risk=counts[Status.AT_RISK],
        at_risk_pairings=places[Status.AT_RISK],
        breached=counts[Status.BREACHED],
        breached_pairings=places[Status.BREACHED],
        bars=tuple(_bars(counts)),
    )


def _schools(pairings: QuerySet) -> dict[str, int]:
    return pairings.order_by().aggregate(
        pairings=Count("pk"),
        supporting=Count("supporting_school", distinct=True),
        receiving=Count("receiving_school", distinct=True),
    )


def _waiting(pairings: QuerySet, *, on: date) -> dict[str, int]:
    waiting = ActivityLink.objects.filter(
        pairing__in=pairings.order_by().values("pk"), state=ActivityState.PENDING
    )
    long_ago = on - timedelta(days=SILENCE_DAYS)
    return waiting.aggregate(
        waiting=Count("pk"),
        waiting_long=Count("pk", filter=Q(activity__entered_at__date__lt=long_ago)),
    )


def _bars(counts: dict[Status, int]):
    total, start = sum(counts.values()), Fraction(0)
    for status, count in counts.items():
        share = Fraction(count, total) if total else Fraction(0)
        if count:
            yield Bar(status=status.value, count=count, start=start, share=share)
        start += share
