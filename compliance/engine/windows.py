"""The windows of an obligation: its periods, cut to the days in which the agreement holds.

The window of a duty with a due day is the period; its teaching days and its cut are counted
up to the due day. Days on which nothing counts stand in ``Window.suspended``: suspensions of
the agreement and, for a clause 寒暑假除外, the breaks. Ask ``covers`` whether a day is inside.
Where a term may be missing, calendar days decide until it is entered.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from compliance.engine.calendars import (
    STAGES_IN_ORDER,
    Days,
    StageDays,
    clipped,
    merged,
    stage_days,
)
from compliance.engine.cuts import Force, Measured, force_of, left_of
from compliance.engine.due import COUNTED, counted_from, named_day
from compliance.engine.known import know
from compliance.engine.periods import SHORTER_THAN_A_TERM, Span, spans_of
from compliance.engine.terms import (
    ActivityState,
    Case,
    Due,
    DueKind,
    Modality,
    Obligation,
    Period,
    Season,
    SeasonKind,
)
from compliance.engine.verdicts import Window

WHOLE_AGREEMENT = frozenset({Period.AGREEMENT, Period.ONCE})
ALWAYS_KNOWN = SHORTER_THAN_A_TERM | {Period.TERM}


def windows_of(obligation: Obligation, case: Case, *, on: date) -> tuple[Window, ...]:
    """All windows as known on ``on``, those not begun too, in order; stage after stage where
    quota lines say so. None while the agreement is unsigned, nor for a principle or a blank."""
    force = force_of(case.agreement, on=on)
    if force is None or not _has_windows(obligation, on=on):
        return ()
    shape = _shape_of(obligation, case)
    triggers = _triggers(obligation, case, force=force, on=on)
    return tuple(
        window
        for stage in stages_of(obligation, case)
        for window in _of_stage(shape, force, stage_days(case.calendar, stage), triggers)
        if _is_valid(obligation, window, on=on)
    )


def covers(window: Window, day: date) -> bool:
    """Whether something held on ``day`` lies in the window: from its first to its last day (to
    the due day where that is later), but not in a suspension nor in an excluded break. Days of
    grace after the last day are not covered: ask ``in_grace``."""
    last = max(window.ends_on, window.due_on)
    return window.starts_on <= day <= last and not is_suspended(window, day)


def in_grace(window: Window, day: date) -> bool:
    """Whether ``day`` is after the due day, not after the closing day, and not suspended."""
    return window.due_on < day <= window.closes_on and not is_suspended(window, day)


def is_suspended(window: Window, day: date) -> bool:
    return any(first <= day <= last for first, last in window.suspended)


def stages_of(obligation: Obligation, case: Case) -> tuple[str, ...]:
    """Whose calendars the windows follow: the quota lines' stages, else the lowest stage of
    the duty, else the lowest of the receiving school."""
    by_quota = tuple(dict.fromkeys(quota.stage for quota in obligation.quotas if quota.stage))
    if by_quota:
        return by_quota
    return (min(obligation.stages, key=_rank, default=case.lowest_stage),)


def undecided_from(obligation: Obligation, case: Case, *, on: date) -> date | None:
    """The first day of the agreement, as known on ``on``, that the calendar entered leaves
    open (校历未定); None when it reaches to the end, and for a duty without windows."""
    force = force_of(case.agreement, on=on)
    if force is None or not _has_windows(obligation, on=on):
        return None
    stages = stages_of(obligation, case)
    return min(
        (
            first
            for stage in stages
            for first, _ in stage_days(case.calendar, stage).unknown(
                force.first_on, force.last_on
            )
        ),
        default=None,
    )


def undecided_terms(obligation: Obligation, case: Case, *, on: date) -> bool:
    """Whether the agreement reaches past the calendar entered: the page says 校历未定."""
    return undecided_from(obligation, case, on=on) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What of an obligation makes its windows; many obligations share one."""

    period: Period
    season: Season | None
    due: Due | None
    grace_days: int
    begins_on: date | None  # a duty over the whole agreement that an amendment added
    takes_following_break: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trigger:
    activity_id: int
    number: str
    ended_on: date


def _has_windows(obligation: Obligation, *, on: date) -> bool:
    is_known = obligation.known_on is None or obligation.known_on <= on
    is_counted = obligation.modality != Modality.TEXT_ONLY and not obligation.uncounted
    return is_known and is_counted


def _shape_of(obligation: Obligation, case: Case) -> _Shape:
    is_added = obligation.replaces is None and obligation.period in WHOLE_AGREEMENT
    takes_break = case.rules.break_counts_for_term_just_ended and obligation.season is None
    return _Shape(
        period=obligation.period,
        season=obligation.season,
        due=obligation.due,
        grace_days=obligation.grace_days,
        begins_on=obligation.valid_from if is_added else None,
        takes_following_break=takes_break and obligation.period == Period.TERM,
    )


def _is_valid(obligation: Obligation, window: Window, *, on: date) -> bool:
    """Whether this version of the duty holds for the window, by the day it begins uncut."""
    until, known_on = obligation.valid_until, obligation.valid_until_known_on
    if known_on is not None and known_on > on:
        until = None
    starts_on = window.full_starts_on
    return (obligation.valid_from or starts_on) <= starts_on <= (until or starts_on)


def _rank(stage: str) -> tuple[int, str]:
    known = stage in STAGES_IN_ORDER
    return (STAGES_IN_ORDER.index(stage) if known else len(STAGES_IN_ORDER), stage)


@lru_cache(maxsize=1024)
def _of_stage(
    shape: _Shape, force: Force, days: StageDays, triggers: tuple[_Trigger, ...]
) -> tuple[Window, ...]:
    if shape.due and shape.due.kind == DueKind.AFTER_ACTIVITY:
        made = (_after(trigger, shape, force=force, days=days) for trigger in triggers)
    else:
        made = (_within(s, shape, force=force, days=days) for s in _spans(shape, force, days))
    windows = tuple(window for window in made if window)
    return windows[:1] if shape.period == Period.ONCE and not triggers else windows


def _spans(shape: _Shape, force: Force, days: StageDays) -> tuple[Span, ...]:
    agreed = clipped(force.agreed, (shape.begins_on or force.agreed[0], force.agreed[1]))
    if agreed is None:
        return ()
    spans = spans_of(shape.period, shape.season, agreed=agreed, days=days)
    if shape.due and shape.due.kind == DueKind.AFTER_SIGNING:
        return tuple(span for span in spans if span.ends_on >= force.signed_on)[:1]
    return spans


def _within(span: Span, shape: _Shape, *, force: Force, days: StageDays) -> Window | None:
    """The window of one period; None when its due day does not make one."""
    if shape.due is None:
        return _window(span, shape, due_on=None, force=force, days=days)
    if shape.due.kind in COUNTED:
        return _after_signing(span, shape, force=force, days=days)
    due_on = named_day(
        shape.due, span, period=shape.period, days=days, agreement_ends_on=force.last_on
    )
    if due_on is None or not force.first_on <= due_on <= force.last_on:
        return None
    return _window(span, shape, due_on=due_on, force=force, days=days)


def _after_signing(
    span: Span, shape: _Shape, *, force: Force, days: StageDays
) -> Window | None:
    """A span from the signing stands, also over the agreement's last day; being signed late
    takes nothing from it, for it begins with the signing."""
    due_on = counted_from(force.signed_on, shape.due, calendar=days.calendar)
    standing = Span(
        key=span.key,
        starts_on=max(span.starts_on, force.signed_on),
        ends_on=max(span.ends_on, due_on),
        term=span.term,
    )
    return _window(standing, shape, due_on=due_on, force=force, days=days)


def _after(trigger: _Trigger, shape: _Shape, *, force: Force, days: StageDays) -> Window | None:
    due_on = counted_from(trigger.ended_on, shape.due, calendar=days.calendar)
    key = (DueKind.AFTER_ACTIVITY.value, trigger.number)
    span = Span(key=key, starts_on=trigger.ended_on, ends_on=due_on)
    return _window(
        span, shape, due_on=due_on, force=force, days=days, trigger=trigger.activity_id
    )


def _window(
    span: Span,
    shape: _Shape,
    *,
    due_on: date | None,
    force: Force,
    days: StageDays,
    trigger: int | None = None,
) -> Window | None:
    """What is in force of ``span``; None when no day that decides is left of it."""
    last_on = force.last_on
    if shape.due and shape.due.kind in COUNTED:
        last_on = max(last_on, due_on)
    in_force = clipped((span.starts_on, span.ends_on), (force.first_on, last_on))
    whole = (span.starts_on, due_on or span.ends_on)
    left = in_force and left_of(
        _measured(whole, in_force, shape=shape, days=days), force=force, days=days
    )
    if not left:
        return None
    in_time_until = due_on or _in_time_until(span, in_force[1], shape, force=force, days=days)
    closes_on = in_time_until + timedelta(days=shape.grace_days)
    return Window(
        starts_on=in_force[0],
        ends_on=in_force[1],
        due_on=in_time_until,
        closes_on=closes_on,
        full_starts_on=span.starts_on,
        full_ends_on=span.ends_on,
        key=span.key,
        stage=days.stage,
        teaching_days=left.teaching_days,
        cut=left.cut,
        trigger=trigger,
        suspended=_suspended(
            (in_force[0], max(in_force[1], closes_on)), shape, force=force, days=days
        ),
    )


def _measured(whole: Days, in_force: Days, *, shape: _Shape, days: StageDays) -> Measured:
    in_force = (in_force[0], min(in_force[1], whole[1]))
    return Measured(
        whole=whole,
        in_force=in_force,
        breaks=_excluded(whole, shape, days=days),
        whole_is_known=shape.period in ALWAYS_KNOWN or days.is_known(*whole),
        force_is_known=shape.period in ALWAYS_KNOWN or days.is_known(*in_force),
    )


def _in_time_until(
    span: Span, ends_on: date, shape: _Shape, *, force: Force, days: StageDays
) -> date:
    """The last day, or the end of the following break where the programme gives a break to
    the term just ended."""
    if not shape.takes_following_break or span.term is None:
        return ends_on
    following = days.break_after(span.term)
    return min(following[1], force.last_on) if following else ends_on


def _excluded(span: Days, shape: _Shape, *, days: StageDays) -> tuple[Days, ...]:
    if shape.season and shape.season.kind == SeasonKind.TERM_TIME:
        return days.known_breaks(span)
    return ()


def _suspended(span: Days, shape: _Shape, *, force: Force, days: StageDays) -> tuple[Days, ...]:
    inside = (clipped(suspension, span) for suspension in force.suspensions)
    return merged(tuple(part for part in inside if part) + _excluded(span, shape, days=days))


def _triggers(
    obligation: Obligation, case: Case, *, force: Force, on: date
) -> tuple[_Trigger, ...]:
    """The confirmed activities that set the duty off, by their last day."""
    if obligation.due is None or obligation.due.kind != DueKind.AFTER_ACTIVITY:
        return ()
    found = (
        _Trigger(
            activity_id=entry.activity.id,
            number=entry.activity.number,
            ended_on=entry.activity.ends_on,
        )
        for entry in know(case, on=on).of_types(obligation.due.trigger_types)
        if entry.state == ActivityState.CONFIRMED
        and entry.stays is None
        and not entry.is_running
        and force.holds_on(entry.activity.starts_on)
    )
    return tuple(sorted(found, key=lambda trigger: (trigger.ended_on, trigger.number)))
