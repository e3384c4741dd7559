"""In which days an agreement is in force, and what that leaves of a period."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compliance.engine.calendars import Days, StageDays, clipped, days_in, merged
from compliance.engine.terms import Agreement, CutRule
from compliance.engine.verdicts import Cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """The agreement as it was known on one day. ``last_on`` is its last day or the day of its
    termination; ``suspensions`` are in order and do not overlap."""

    agreed: Days
    signed_on: date
    first_on: date
    last_on: date
    suspensions: tuple[Days, ...]
    cut_rule: CutRule

    def holds_on(self, day: date) -> bool:
        """Whether what is held on ``day`` can count."""
        suspended = any(first <= day <= last for first, last in self.suspensions)
        return self.first_on <= day <= self.last_on and not suspended


@lru_cache(maxsize=1024)
def force_of(agreement: Agreement, *, on: date) -> Force | None:
    """What was known of its force on ``on``; None while it was not signed by both."""
    if agreement.in_force_on is None or on < _known_on(agreement):
        return None
    last = _last_on(agreement, on=on)
    if last < agreement.in_force_on:
        return None
    known = (s for s in agreement.suspensions if s.known_on <= on)
    return Force(
        agreed=(agreement.starts_on, agreement.ends_on),
        signed_on=agreement.signed_on or agreement.in_force_on,
        first_on=agreement.in_force_on,
        last_on=last,
        suspensions=merged(tuple((s.starts_on, s.ends_on) for s in known)),
        cut_rule=agreement.cut_rule,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of a period: its days in force, and the cut where some are missing."""

    teaching_days: tuple[date, ...]
    cut: Cut | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The days by which a window is measured. ``whole`` ends with the due day where there is
    one: what the agreement loses after that day takes nothing from the duty. A span that is
    not known may lack a term that nobody entered: its teaching days are not counted."""

    whole: Days
    in_force: Days
    breaks: tuple[Days, ...]  # never part of the window (寒暑假除外)
    whole_is_known: bool
    force_is_known: bool


def left_of(measured: Measured, *, force: Force, days: StageDays) -> Left | None:
    """The days in force by the kind that decides: teaching days, or calendar days where the
    whole has none. None when no day of that kind is left: then there is no window."""
    whole = days.between(*measured.whole) if measured.whole_is_known else ()
    left = days.between(*measured.in_force) if measured.force_is_known else ()
    left = _unsuspended(left, force.suspensions)
    counts = (len(left), len(whole)) if whole else _calendar_days(measured, force=force)
    if counts[0] < 1:
        return None
    return Left(
        teaching_days=left, cut=_cut(*counts, rule=force.cut_rule, teaching=bool(whole))
    )


def _calendar_days(measured: Measured, *, force: Force) -> tuple[int, int]:
    taken_out = merged(measured.breaks + force.suspensions)
    return (
        _days_without(taken_out, measured.in_force),
        _days_without(measured.breaks, measured.whole),
    )


def _cut(left: int, whole: int, *, rule: CutRule, teaching: bool) -> Cut | None:
    if left >= whole:
        return None
    return Cut(rule=rule, days_left=left, days_of_window=whole, in_teaching_days=teaching)


def _unsuspended(days: tuple[date, ...], suspensions: tuple[Days, ...]) -> tuple[date, ...]:
    if not suspensions:
        return days
    return tuple(
        day for day in days if not any(first <= day <= last for first, last in suspensions)
    )


def _days_without(taken_out: tuple[Days, ...], span: Days) -> int:
    shared = (clipped(out, span) for out in taken_out)
    return days_in(span) - sum(days_in(out) for out in shared if out)


def _known_on(agreement: Agreement) -> date:
    """The day from which both had signed, as far as the agreement tells: with a first day
    after the signing it was known before it was in force."""
    if agreement.signed_on is None or agreement.in_force_on > agreement.starts_on:
        return agreement.in_force_on
    return min(agreement.signed_on, agreement.in_force_on)


def _last_on(agreement: Agreement, *, on: date) -> date:
    ended = agreement.terminated_on
    if ended is None or (agreement.terminated_known_on or ended) > on:
        return agreement.ends_on
    return min(ended, agreement.ends_on)
