"""Says what a standing came to: the verdict with its evidence, near misses and reasons."""

from collections.abc import Iterable
from datetime import date

from compliance.engine.counting import Tally
from compliance.engine.duties import Duty
from compliance.engine.gathering import Miss
from compliance.engine.known import Known
from compliance.engine.standing import Standing, is_judged, last_useful_on, severity_of
from compliance.engine.terms import Activity, Venue, Violation
from compliance.engine.verdicts import (
    Evidence,
    NearMiss,
    Reason,
    ReasonCode,
    Status,
    Verdict,
    Window,
)


def verdict_of(standing: Standing, *, before: Activity | None = None) -> Verdict:
    """``before`` is the activity that counted last before this window."""
    obligation = standing.duty.obligation
    window, on = standing.window, standing.known.on
    is_running = on <= window.closes_on
    last_on = last_useful_on(obligation, window, on=on) if is_running else None
    return Verdict(
        obligation_id=obligation.id,
        window=window,
        status=standing.status,
        severity=severity_of(obligation),
        required=standing.ask.required,
        counted=standing.counted,
        maximum=standing.ask.maximum,
        reasons=tuple(_reasons(standing, before=before)),
        evidence=tuple(_evidence(standing)),
        near_misses=_near_misses(standing),
        part=standing.duty.path[-1] if standing.duty.path else None,
        pace=standing.pace if standing.status not in (None, Status.EXEMPT) else None,
        last_useful_on=last_on,
        asked=standing.ask.asked,
    )


def _evidence(standing: Standing) -> Iterable[Evidence]:
    side = standing.duty.owing[0] if len(standing.duty.owing) == 1 else None
    for hit, added in zip(standing.slot.hits, standing.tally.added, strict=True):
        yield Evidence(
            activity_id=hit.entry.activity.id,
            held_on=hit.entry.activity.starts_on,
            counted=standing.counted if standing.lacks_headcount else added,
            late=hit.late,
            made_up=hit.make_up is not None,
            side=side,
        )


def _near_misses(standing: Standing) -> tuple[NearMiss, ...]:
    misses = sorted(standing.slot.misses, key=lambda miss: miss.entry.order)
    return tuple(_near_miss(standing, miss) for miss in misses)


def _near_miss(standing: Standing, miss: Miss) -> NearMiss:
    activity = miss.entry.activity
    waits = miss.waits and not standing.lacks_headcount
    return NearMiss(
        activity_id=activity.id,
        held_on=activity.starts_on,
        code=miss.code,
        facts=miss.facts,
        would_count=standing.tally.counter.would_add(activity) if waits else 0,
    )


# --- the reasons ----------------------------------------------------------------------


def _reasons(standing: Standing, *, before: Activity | None) -> Iterable[Reason]:
    """What decided first, then what else a reader has to know."""
    yield from _deciding(standing)
    for reason in standing.ask.reasons:
        is_waiver = reason.code is ReasonCode.WAIVED
        facts = {"counted": standing.counted} if is_waiver else {}
        yield Reason(reason.code, {**reason.facts, **facts})
    yield from _short_coverage(standing)
    if standing.tally.from_heads is not None:
        yield Reason(ReasonCode.FROM_HEADCOUNT, {"people": standing.tally.from_heads})
    yield from _same_venue(standing, before=before)
    yield from _waiting(standing)


def _deciding(standing: Standing) -> Iterable[Reason]:
    status = standing.status
    if not is_judged(standing.duty.obligation):
        yield Reason(ReasonCode.RECORDED_ONLY, {"counted": standing.counted})
    elif status is None:
        yield Reason(ReasonCode.HEADCOUNT_MISSING, {})
    elif status is Status.NOT_DUE:
        yield Reason(ReasonCode.NOT_BEGUN, {"starts_on": standing.window.starts_on})
    elif status is Status.EXCEEDED:
        facts = {"maximum": standing.ask.maximum, "counted": standing.counted}
        over_by = standing.counted - standing.ask.maximum
        yield Reason(ReasonCode.PAST_MAXIMUM, {**facts, "over_by": over_by})
    elif status is not Status.EXEMPT:
        yield from _by_count_reasons(standing)
        if standing.ask.maximum is not None:
            facts = {"maximum": standing.ask.maximum, "counted": standing.counted}
            yield Reason(ReasonCode.WITHIN_MAXIMUM, facts)


def _by_count_reasons(standing: Standing) -> Iterable[Reason]:
    status = standing.status
    if standing.asks_nothing:
        if standing.ask.maximum is None:
            yield _reached(standing, standing.tally)
    elif status is Status.MET:
        yield _reached(standing, standing.in_time)
    elif status is Status.MET_LATE:
        yield _reached_late(standing)
    elif status is Status.BREACHED:
        facts = {"short_by": standing.short_by, "closed_on": standing.window.closes_on}
        yield Reason(ReasonCode.CLOSED_SHORT, {**_numbers(standing), **facts})
    else:
        yield from _short_open(standing)


def _numbers(standing: Standing) -> dict[str, object]:
    return {"required": standing.ask.required, "counted": standing.counted}


def _reached(standing: Standing, counted: Tally) -> Reason:
    facts = {**_numbers(standing), "reached_on": counted.reached_on}
    return Reason(ReasonCode.REACHED, facts)


def _reached_late(standing: Standing) -> Reason:
    """Late in the grace, if that alone was enough; else by the last make-up accepted."""
    without = standing.tally_of([hit for hit in standing.slot.hits if hit.make_up is None])
    if standing.reaches(without):
        facts = {"reached_on": without.reached_on, "due_on": standing.window.due_on}
        return Reason(ReasonCode.REACHED_LATE, {**_numbers(standing), **facts})
    last = max(
        (hit.make_up for hit in standing.slot.hits if hit.make_up is not None),
        key=lambda make_up: (make_up.accepted_on, make_up.accepted_by),
    )
    facts = {"accepted_on": last.accepted_on, "accepted_by": last.accepted_by}
    return Reason(ReasonCode.MADE_UP, {**_numbers(standing), **facts})


def _short_open(standing: Standing) -> Iterable[Reason]:
    pace, on = standing.pace, standing.known.on
    if on > standing.window.due_on:
        facts = {"due_on": standing.window.due_on, "closes_on": standing.window.closes_on}
        yield Reason(ReasonCode.IN_GRACE, {**facts, "short_by": standing.short_by})
        return
    last_on = last_useful_on(standing.duty.obligation, standing.window, on=on)
    facts = {"short_by": standing.short_by, "days_left": pace.days_left}
    yield Reason(ReasonCode.SHORT_OPEN, {**facts, "last_useful_on": last_on})
    code = ReasonCode.BEHIND if standing.status is Status.AT_RISK else ReasonCode.ON_PACE
    yield Reason(
        code,
        {
            "gone_days": pace.days_gone,
            "window_days": pace.days_of_window,
            "share_gone": pace.share_gone,
            "share_done": pace.share_done,
            "gap": pace.share_gone - pace.share_done,
            "tolerance": standing.known.case.rules.tolerance,
            "in_teaching_days": pace.in_teaching_days,
        },
    )


def _short_coverage(standing: Standing) -> Iterable[Reason]:
    asked = standing.distinct_asked
    if standing.tally.distinct >= asked or standing.status in (None, Status.NOT_DUE):
        return
    facts = {"of": standing.duty.obligation.coverage.of.value, "distinct_required": asked}
    facts["distinct_counted"] = standing.tally.distinct
    yield Reason(ReasonCode.COVERAGE_SHORT, facts)


def _same_venue(standing: Standing, *, before: Activity | None) -> Iterable[Reason]:
    if standing.duty.obligation.venue is not Venue.ALTERNATING:
        return
    for hit in standing.slot.hits:
        activity = hit.entry.activity
        if before is not None and before.held_at is activity.held_at:
            facts = {"activity": activity.id, "held_at": activity.held_at.value}
            yield Reason(ReasonCode.SAME_VENUE_TWICE, facts)
        before = activity


def _waiting(standing: Standing) -> Iterable[Reason]:
    waiting = [miss.entry.activity for miss in standing.slot.misses if miss.waits]
    if not waiting or standing.lacks_headcount:
        return
    quantity = sum(standing.tally.counter.would_add(activity) for activity in waiting)
    yield Reason(ReasonCode.WAITING, {"activities": len(waiting), "quantity": quantity})


# --- a prohibition ------------------------------------------------------------------------


def prohibition(duty: Duty, window: Window, *, known: Known) -> Verdict:
    """Held until an inspector records a violation, and broken at once by one."""
    broken = [
        violation
        for violation in known.violations.get(duty.obligation.id, ())
        if window.starts_on <= violation.held_on <= window.ends_on
    ]
    broken.sort(key=lambda v: (v.held_on, v.recorded_on, v.recorded_by, v.note))
    status, reasons = _held(broken, window=window, on=known.on)
    return Verdict(
        obligation_id=duty.obligation.id,
        window=window,
        status=status if is_judged(duty.obligation) else None,
        severity=severity_of(duty.obligation),
        required=0,
        counted=len(broken),
        maximum=None,
        reasons=reasons,
        part=duty.path[-1] if duty.path else None,
    )


def _held(
    broken: list[Violation], *, window: Window, on: date
) -> tuple[Status, tuple[Reason, ...]]:
    if broken:
        return Status.BREACHED, tuple(_violated(violation) for violation in broken)
    if on < window.starts_on:
        not_begun = Reason(ReasonCode.NOT_BEGUN, {"starts_on": window.starts_on})
        return Status.NOT_DUE, (not_begun,)
    status = Status.ON_TRACK if on <= window.closes_on else Status.MET
    return status, (Reason(ReasonCode.NO_VIOLATION, {}),)


def _violated(violation: Violation) -> Reason:
    facts = {"held_on": violation.held_on, "recorded_on": violation.recorded_on}
    facts |= {"recorded_by": violation.recorded_by, "note": violation.note}
    return Reason(ReasonCode.VIOLATED, facts)
