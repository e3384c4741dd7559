"""How the share of duties done has grown over the term, week by week, beside last year's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import QuerySet

from compliance.presenters.rulers import Ruler

WIDTH, HEIGHT = 1000, 270  # of the drawing's own units
YEAR = timedelta(weeks=52)  # the same weekday a year ago


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """``share`` of the term's days gone and of the duties done, 0 to 1."""

    on: date
    gone: Fraction
    done: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The last point of ``points`` is today's. ``before`` is empty without a year before."""

    points: tuple[Point, ...]
    before: tuple[Point, ...]
    gone: Fraction
    done: Fraction
    done_before: Fraction | None

    @property
    def line(self) -> str:
        return drawn(self.points)

    @property
    def line_before(self) -> str:
        return drawn(self.before)

    @property
    def now_x(self) -> str:
        return _unit(self.gone * WIDTH)

    @property
    def left(self) -> str:
        return _unit((1 - self.gone) * WIDTH)

    @property
    def done_y(self) -> str:
        return _unit((1 - self.done) * HEIGHT + 14)

    @property
    def label_x(self) -> Fraction:
        """Where today stands on the whole drawing: the axis takes 89 of its 100 parts."""
        return Fraction(9, 100) + self.gone * Fraction(89, 100)


def drawn(points: Iterable[Point]) -> str:
    """The points of a polyline, y downwards."""
    return " ".join(f"{_unit(p.gone * WIDTH)},{_unit((1 - p.done) * HEIGHT)}" for p in points)


def trend_of(rows: QuerySet, ruler: Ruler, *, on: date) -> Trend | None:
    """None before the term has begun. Two queries.

    A window is done from the day its minimum was reached; exempt windows and those without a
    status are left out.
    """
    today = min(on, ruler.ends_on)
    if today < ruler.starts_on:
        return None
    points = _points(rows, first=ruler.starts_on, last=ruler.ends_on, until=today)
    before = _points(
        rows, first=ruler.starts_on - YEAR, last=ruler.ends_on - YEAR, until=today - YEAR
    )
    return Trend(
        points=points,
        before=before,
        gone=points[-1].gone if points else Fraction(0),
        done=points[-1].done if points else Fraction(0),
        done_before=before[-1].done if before else None,
    )


def _points(rows: QuerySet, *, first: date, last: date, until: date) -> tuple[Point, ...]:
    """One at every week's end up to ``until``, and one at ``until``."""
    days = list(
        rows.exclude(status=None)
        .exclude(status="exempt")
        .filter(starts_on__lte=last, ends_on__gte=first)
        .order_by()
        .values_list("reached_on", flat=True)
    )
    if not days:
        return ()
    ends = [first + timedelta(days=7 * week) for week in range((until - first).days // 7 + 1)]
    length = (last - first).days
    return tuple(
        Point(
            on=end,
            gone=Fraction((end - first).days, length),
            done=Fraction(sum(bool(day) and day <= end for day in days), len(days)),
        )
        for end in [*ends, until]
    )


def _unit(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
