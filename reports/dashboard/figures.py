"""The five figures on top, and how the statuses share the term's duties."""

from dataclasses import dataclass
from fractions import Fraction

from compliance.engine.verdicts import Status
from reports.dashboard.county import County

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


def figures_of(county: County) -> Figures:
    """Past the maximum is done too: what was asked is there."""
    counts = {status: county.sums[status.value] for status in IN_ORDER}
    return Figures(
        pairings=county.pairings,
        supporting=county.supporting,
        receiving=county.receiving,
        total=sum(counts.values()),
        done=counts[Status.MET] + counts[Status.MET_LATE] + counts[Status.EXCEEDED],
        done_late=counts[Status.MET_LATE],
        at_risk=counts[Status.AT_RISK],
        at_risk_pairings=county.at_risk_pairings,
        breached=counts[Status.BREACHED],
        breached_pairings=county.breached_pairings,
        waiting=county.sums["waiting"],
        waiting_long=county.sums["waiting_long"],
        bars=tuple(_bars(counts)),
    )


def _bars(counts: dict[Status, int]):
    total, start = sum(counts.values()), Fraction(0)
    for status, count in counts.items():
        share = Fraction(count, total) if total else Fraction(0)
        if count:
            yield Bar(status=status.value, count=count, start=start, share=share)
        start += share
