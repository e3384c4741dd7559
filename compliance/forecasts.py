"""Where an open window would end at the present pace. Pure: from the verdict alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from compliance.engine.terms import Quantity
from compliance.engine.verdicts import PartKey, ReasonCode, Status, Verdict, Window
from compliance.frozen import FiledVerdict

ONE_DAY = timedelta(days=1)
_OPEN_AND_SHORT = (Status.ON_TRACK, Status.AT_RISK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """``at_due`` is what would be counted at the end of the due day, rounded down to a whole.
    ``reached_on`` is the day on which nothing would be short any more, None when that does not
    come by the due day. ``part`` of the whole decides, None for the whole itself; its duty is
    ``obligation_id``."""

    obligation_id: int
    part: PartKey | None
    at_due: int
    required: Quantity
    due_on: date
    reached_on: date | None

    @property
    def short_by(self) -> Quantity:
        """What would be missing of the number; 0 where only what must be covered is."""
        return max(self.required - self.at_due, 0 * self.required)


def forecast_of(verdict: Verdict) -> Forecast | None:
    """None where there is no pace to go by: nothing is open and short, the period has not had
    a day yet, or none is left of it. Of a duty in parts: that of the part that decides."""
    if isinstance(verdict, FiledVerdict) or verdict.status not in _OPEN_AND_SHORT:
        return None
    verdict = deciding(verdict)
    pace = verdict.pace
    if pace is None or not verdict.required or not pace.days_gone or not pace.days_left:
        return None
    done = pace.done_per_week * pace.days_gone / (5 if pace.in_teaching_days else 7)
    return Forecast(
        obligation_id=verdict.obligation_id,
        part=verdict.part,
        at_due=floor(done * pace.days_of_window / pace.days_gone),
        required=verdict.required,
        due_on=verdict.window.due_on,
        reached_on=_reached_on(verdict),
    )


def deciding(verdict: Verdict) -> Verdict:
    """The part that decides, and of that one its part, whose pace the whole goes by; the
    verdict itself where no part does."""
    if verdict.reasons[0].code is not ReasonCode.PART_DECIDES:
        return verdict
    facts = verdict.reasons[0].facts
    wanted = (facts["kind"], facts["part"])
    found = (p for p in verdict.parts if (p.part.kind.value, p.part.key) == wanted)
    part = next(found, None)
    return verdict if part is None else deciding(part)


def _reached_on(verdict: Verdict) -> date | None:
    """The day by which the whole share is done: of the number and of what must be covered."""
    pace = verdict.pace
    if not pace.share_done:
        return None
    days = ceil(Fraction(pace.days_gone) / pace.share_done)
    return _day(verdict.window, days) if days <= pace.days_of_window else None


def _day(window: Window, number: int) -> date:
    """The ``number``-th day of the window, from 1: teaching days, or calendar days in force
    where it has none."""
    if window.teaching_days:
        return window.teaching_days[number - 1]
    day = window.starts_on
    while number > 1 or _rests(window, day):
        number -= not _rests(window, day)
        day += ONE_DAY
    return day


def _rests(window: Window, day: date) -> bool:
    return any(first <= day <= last for first, last in window.suspended)
