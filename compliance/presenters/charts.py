"""The progress of one window as a step line beside the even pace, in shares and percent."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from agreements.models import Obligation
from compliance.engine.verdicts import Verdict, Window
from compliance.wording import day_short, plain, quantity

WIDTH, HEIGHT = 1000, 130  # of the drawing; text stands outside it, in percent and pixels
LEFT, SPAN, TOP = 6, 92, 16  # percent, percent, pixels: where the drawing lies in the chart
MOST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One line of the grid: ``y`` in the drawing, ``text_y`` in the chart."""

    label: str
    y: str
    text_y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``path`` is the step line, ``now_x`` today in the drawing, ``now`` the same in percent of
    the chart; ``dots`` are the days on which something counted."""

    path: str
    ticks: tuple[Tick, ...]
    reference_y: str
    now_x: str
    now: str
    rest_width: str
    dots: tuple[tuple[str, str], ...]
    first: str
    last: str
    today: str
    actual: str
    actual_y: str
    expected: str
    expected_y: str
    in_teaching_days: bool
    days: int
    gone: int
    described: str
    names_today: bool  # there is room for it between first and last day
    now_is_late: bool  # its words stand to the left of the line


def chart_of(verdict: Verdict, *, obligation: Obligation, on: date) -> Chart | None:
    """None where a line would say nothing: no minimum, no days, not begun, or parts whose
    credits do not add up to the whole."""
    counted = [item for item in verdict.evidence if item.counted]
    total = sum(item.counted for item in counted)
    if not verdict.required or total != verdict.counted or on < verdict.window.starts_on:
        return None
    axis = _axis(verdict.window)
    if not axis:
        return None
    top = max(verdict.required, verdict.counted)
    steps = _steps(counted, axis=axis, on=on)
    gone = _share(axis, on)
    expected = verdict.required * gone
    actual = Fraction(verdict.counted) / Fraction(top)
    # Far enough behind that both words find room under their lines.
    is_behind = expected / Fraction(top) - actual > Fraction(1, 10)
    is_low = actual < Fraction(1, 6)  # under its line there is no room
    return Chart(
        path=_path(steps, until=gone, top=top),
        ticks=_ticks(top),
        reference_y=_y(Fraction(verdict.required) / Fraction(top)),
        now_x=_x(gone),
        now=_percent(gone),
        rest_width=_x(1 - gone),
        dots=tuple(
            (_percent(at), _text_y(Fraction(count) / Fraction(top))) for at, count in steps
        ),
        first=day_short(verdict.window.starts_on),
        last=day_short(verdict.last_useful_on or verdict.window.due_on),
        today=day_short(on),
        actual=quantity(verdict.counted, obligation.measure),
        actual_y=_text_y(actual, nudge=18 if is_behind and not is_low else -8),
        expected=quantity(expected, obligation.measure),
        expected_y=_text_y(
            expected / Fraction(top), nudge=_nudge(is_behind=is_behind, is_low=is_low)
        ),
        in_teaching_days=bool(verdict.window.teaching_days),
        days=len(axis),
        gone=bisect_right(axis, on),
        described=_described(verdict, obligation=obligation, expected=expected),
        names_today=Fraction(1, 5) < gone < Fraction(4, 5),
        now_is_late=gone > Fraction(3, 4),
    )


def _nudge(*, is_behind: bool, is_low: bool) -> int:
    """How far the words of the even pace stand under their point; negative: above."""
    if not is_behind:
        return 22
    return -6 if is_low else 12


def _axis(window: Window) -> Sequence[date]:
    """The days along which time runs: teaching days, else the calendar days of the window."""
    if window.teaching_days:
        return window.teaching_days
    first, last = window.starts_on.toordinal(), window.due_on.toordinal()
    return [date.fromordinal(number) for number in range(first, last + 1)]


def _share(axis: Sequence[date], day: date) -> Fraction:
    return Fraction(bisect_right(axis, day), len(axis))


def _steps(counted, *, axis: Sequence[date], on: date) -> list[tuple[Fraction, Fraction]]:
    """Where on the axis the count rose, and to what."""
    found, so_far = [], Fraction(0)
    for item in sorted(counted, key=lambda item: item.held_on):
        so_far += Fraction(item.counted)
        found.append((_share(axis, min(item.held_on, on)), so_far))
    return found


def _path(steps: list[tuple[Fraction, Fraction]], *, until: Fraction, top) -> str:
    drawn = [f"M0 {HEIGHT}"]
    for at, count in steps:
        drawn.append(f"H{_x(at)}V{_y(count / Fraction(top))}")
    return "".join(drawn) + f"H{_x(until)}"


def _ticks(top) -> tuple[Tick, ...]:
    """At most seven lines, at whole numbers, the highest at the top."""
    step = -(-Fraction(top) // MOST_LINES) if top > MOST_LINES else 1
    values = [Fraction(number) for number in range(0, int(top) + 1, int(step))]
    return tuple(
        Tick(
            label=plain(value),
            y=_y(value / Fraction(top)),
            text_y=_text_y(value / Fraction(top), nudge=4),
        )
        for value in values
    )


def _described(verdict: Verdict, *, obligation: Obligation, expected: Fraction) -> str:
    facts = {
        "required": quantity(verdict.required, obligation.measure),
        "counted": quantity(verdict.counted, obligation.measure),
        "expected": quantity(expected, obligation.measure),
    }
    return (
        _(
            "At an even pace %(expected)s of %(required)s would be done by this day;"
            " %(counted)s counted."
        )
        % facts
    )


def _x(share: Fraction) -> str:
    return _number(share * WIDTH)


def _y(share: Fraction) -> str:
    return _number((1 - share) * HEIGHT)


def _text_y(share: Fraction, *, nudge: int = 0) -> str:
    return _number((1 - share) * HEIGHT + TOP + nudge)


def _percent(share: Fraction) -> str:
    return f"{_number(LEFT + share * SPAN)}%"


def _number(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
