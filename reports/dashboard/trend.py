"""How the share of duties done has grown over the term, week by week, beside last year's."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

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


def trend_of(
    ruler: Ruler, *, reached: Counter, total: int, before: Counter, before_total: int, on: date
) -> Trend | None:
    """None before the term has begun. ``reached`` and ``before`` count the windows done on each
    day of the term (from its first, 0) and of the term a year ago, ``total`` and
    ``before_total`` are all of them. A window is done from the day its minimum was reached;
    exempt windows and those without a status are left out.
    """
    today = min(on, ruler.ends_on)
    if today < ruler.starts_on:
        return None
    span = {"first": ruler.starts_on, "last": ruler.ends_on, "until": today}
    then = {name: day - YEAR for name, day in span.items()}
    points = _points(reached, total=total, **span)
    earlier = _points(before, total=before_total, **then)
    return Trend(
        points=points,
        before=earlier,
        gone=points[-1].gone if points else Fraction(0),
        done=points[-1].done if points else Fraction(0),
        done_before=earlier[-1].done if earlier else None,
    )


def _points(
    days: Counter, *, total: int, first: date, last: date, until: date
) -> tuple[Point, ...]:
    """One at every week's end up to ``until``, and one at ``until``."""
    if not total:
        return ()
    ends = [7 * week for week in range((until - first).days // 7 + 1)]
    length = (last - first).days
    return tuple(
        Point(
            on=first + timedelta(days=end),
            gone=Fraction(end, length),
            done=Fraction(sum(n for day, n in days.items() if day <= end), total),
        )
        for end in [*ends, (until - first).days]
    )


def _unit(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
