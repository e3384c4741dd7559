"""Says what a standing came to: the verdict with its evidence, near misses and reasons."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from compliance.engine.asking import Ask
from compliance.engine.counting import Tally
from compliance.engine.duties import Duty
from compliance.engine.gathering import Miss, Slot
from compliance.engine.known import Known
from compliance.engine.standing import Standing, last_useful_on
from compliance.engine.terms import Activity, Measure, Venue, Violation
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
    duty, window, on = standing.duty, standing.window, standing.known.on
    is_running = on <= window.closes_on
    return Verdict(
        obligation_id=duty.obligation.id,
        window=window,
        status=standing.status,
        severity=duty.severity,
        required=standing.ask.required,
        counted=standing.counted,
        maximum=standing.ask.maximum,
        reasons=_reasons(standing, before=before),
        evidence=_evidence(standing) if standing.slot.hits else (),
        near_misses=_near_misses(standing) if standing.slot.misses else (),
        part=duty.part,
        pace=standing.pace if standing.status not in (None, Status.EXEMPT) else None,
        last_useful_on=last_useful_on(duty.obligation, window, on=on) if is_running else None,
        asked=standing.ask.asked,
    )


def _evidence(standing: Standing) -> tuple[Evidence, ...]:
    owing = standing.duty.owing
    side = owing[0] if len(owing) == 1 else None
    credits = standing.tally.added
    if standing.lacks_headcount:
        credits = (standing.counted,) * len(credits)
    return tuple(
        Evidence(
            activity_id=hit.entry.activity.id,
            held_on=hit.entry.activity.starts_on,
            counted=added,
            late=hit.late,
            made_up=hit.make_up is not None,
            side=side,
        )
        for hit, added in zip(standing.slot.hits, credits, strict=True)
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


def _reasons(standing: Standing, *, before: Activity | None) -> tuple[Reason, ...]:
    """What decided first, then what else a reader has to know."""
    reasons = _deciding(standing)
    if standing.ask.reasons:
        reasons += [_with_count(reason, standing) for reason in standing.ask.reasons]
    if standing.tally.distinct < standing.duty.distinct_asked:
        reasons += _short_coverage(standing)
    if standing.tally.from_heads is not None:
        people = standing.tally.from_heads
        reasons.append(Reason(ReasonCode.FROM_HEADCOUNT, {"people": people}))
    if standing.duty.obligation.venue is Venue.ALTERNATING:
        reasons += _same_venue(standing, before=before)
    if standing.slot.misses:
        reasons += _waiting(standing)
    return tuple(reasons)


def _with_count(reason: Reason, standing: Standing) -> Reason:
    """A waiver says what was reached anyway."""
    if reason.code is not ReasonCode.WAIVED:
        return reason
    return Reason(reason.code, {**reason.facts, "counted": standing.counted})


def _deciding(standing: Standing) -> list[Reason]:
    status = standing.status
    if not standing.duty.is_judged:
        return [Reason(ReasonCode.RECORDED_ONLY, {"counted": standing.counted})]
    if status is None:
        return [Reason(ReasonCode.HEADCOUNT_MISSING, {})]
    if status is Status.NOT_DUE:
        return [Reason(ReasonCode.NOT_BEGUN, {"starts_on": standing.window.starts_on})]
    if status is Status.EXEMPT:
        return []
    if status is Status.EXCEEDED:
        return [_past_maximum(standing)]
    if standing.ask.maximum is None:
        return _by_count(standing)
    facts = {"maximum": standing.ask.maximum, "counted": standing.counted}
    return [*_by_count(standing), Reason(ReasonCode.WITHIN_MAXIMUM, facts)]


def _past_maximum(standing: Standing) -> Reason:
    facts = {"maximum": standing.ask.maximum, "counted": standing.counted}
    facts["over_by"] = standing.counted - standing.ask.maximum
    return Reason(ReasonCode.PAST_MAXIMUM, facts)


def _by_count(standing: Standing) -> list[Reason]:
    status = standing.status
    if standing.asks_nothing:
        return [] if standing.ask.maximum is not None else [_reached(standing, standing.tally)]
    if status is Status.MET:
        return [_reached(standing, standing.in_time)]
    if status is Status.MET_LATE:
        return [_reached_late(standing)]
    if status is not Status.BREACHED:
        return _short_open(standing)
    facts = _numbers(standing)
    facts |= {"short_by": standing.short_by, "closed_on": standing.window.closes_on}
    return [Reason(ReasonCode.CLOSED_SHORT, facts)]


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


def _short_open(standing: Standing) -> list[Reason]:
    window, on = standing.window, standing.known.on
    if on > window.due_on:
        facts = {"due_on": window.due_on, "closes_on": window.closes_on}
        return [Reason(ReasonCode.IN_GRACE, {**facts, "short_by": standing.short_by})]
    facts = {
        "short_by": standing.short_by,
        "days_left": standing.pace.days_left,
        "last_useful_on": last_useful_on(standing.duty.obligation, window, on=on),
    }
    return [Reason(ReasonCode.SHORT_OPEN, facts), _against_time(standing)]


def _against_time(standing: Standing) -> Reason:
    pace = standing.pace
    code = ReasonCode.BEHIND if standing.status is Status.AT_RISK else ReasonCode.ON_PACE
    return Reason(
        code,
        {
            "gone_days": pace.days_gone,
            "window_days": pace.days_of_window,
            "share_gone": pace.share_gone,
            "share_done": pace.share_done,
            "gap": standing.gap,
            "tolerance": standing.known.case.rules.tolerance,
            "in_teaching_days": pace.in_teaching_days,
        },
    )


def _short_coverage(standing: Standing) -> list[Reason]:
    if standing.status in (None, Status.NOT_DUE):
        return []
    facts = {
        "of": standing.duty.obligation.coverage.of.value,
        "distinct_required": standing.duty.distinct_asked,
        "distinct_counted": standing.tally.distinct,
    }
    return [Reason(ReasonCode.COVERAGE_SHORT, facts)]


def _same_venue(standing: Standing, *, before: Activity | None) -> Iterable[Reason]:
    for hit in standing.slot.hits:
        activity = hit.entry.activity
        if before is not None and before.held_at is activity.held_at:
            facts = {"activity": activity.id, "held_at": activity.held_at.value}
            yield Reason(ReasonCode.SAME_VENUE_TWICE, facts)
        before = activity


def _waiting(standing: Standing) -> list[Reason]:
    waiting = [miss.entry.activity for miss in standing.slot.misses if miss.waits]
    if not waiting or standing.lacks_headcount:
        return []
    quantity = sum(standing.tally.counter.would_add(activity) for activity in waiting)
    return [Reason(ReasonCode.WAITING, {"activities": len(waiting), "quantity": quantity})]


# --- a window not begun, in which there is nothing yet ------------------------------------


def is_plain(duty: Duty, *, ask: Ask, slot: Slot) -> bool:
    """Whether there is nothing to say of it but that it has not begun; most windows to come
    are such, and this is the short way to them."""
    if slot.hits or slot.misses or ask.exempt or ask.reasons:
        return False
    return duty.is_judged and duty.obligation.measure is not Measure.PAIRS


def not_begun(duty: Duty, window: Window, *, ask: Ask) -> Verdict:
    decimal = duty.obligation.measure in (Measure.AMOUNT, Measure.PERCENT)
    return Verdict(
        obligation_id=duty.obligation.id,
        window=window,
        status=Status.NOT_DUE,
        severity=duty.severity,
        required=ask.required,
        counted=Decimal(0) if decimal else 0,
        maximum=ask.maximum,
        reasons=(Reason(ReasonCode.NOT_BEGUN, {"starts_on": window.starts_on}),),
        part=duty.part,
        last_useful_on=last_useful_on(duty.obligation, window, on=window.starts_on),
    )


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
        status=status if duty.is_judged else None,
        severity=duty.severity,
        required=0,
        counted=len(broken),
        maximum=None,
        reasons=reasons,
        part=duty.part,
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
