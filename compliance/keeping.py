"""What is kept of a verdict, and until which day it may be read."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import NamedTuple

from agreements.models import Agreement, Obligation
from compliance.engine.serialise import brief_text
from compliance.engine.terms import Case, Quantity
from compliance.engine.verdicts import ReasonCode, Status, Verdict, Window
from compliance.facts.reading import Read
from compliance.frozen import columns_of

_DONE = frozenset({Status.MET, Status.MET_LATE, Status.EXCEEDED})
ONE_DAY = timedelta(days=1)
FOR_GOOD = date.max


class Kept(NamedTuple):
    """One row of ``StoredVerdict``, its fields by their attribute names. ``data`` is JSON text;
    ``digest`` tells rows apart that say different things (on whatever day they were judged)."""

    obligation_id: int
    starts_on: date
    trigger: int
    stage: str
    pairing_id: int
    agreement_id: int
    support_area_id: int | None
    ends_on: date
    due_on: date
    closes_on: date
    last_useful_on: date | None
    reached_on: date | None
    status: str | None
    severity: str
    required: Quantity
    counted: Quantity
    waiting: Quantity
    data: str
    judged_on: date
    valid_until: date
    filed_on: date | None
    filed_open: bool
    after_filing: Quantity | None
    digest: str


KEY = ("obligation_id", "starts_on", "trigger", "stage")


def row_of(
    verdict: Verdict, *, agreement: Agreement, on: date, quiet_until: date, area_id: int | None
) -> Kept:
    """The row of one verdict judged on ``on``. ``quiet_until``: see there."""
    window = verdict.window
    data = brief_text(verdict)
    valid_until = _valid_until(verdict, on=on, quiet_until=quiet_until)
    filed = columns_of(verdict)
    told = f"{data}{valid_until}{area_id}{tuple(filed.values())}"
    return Kept(
        obligation_id=verdict.obligation_id,
        starts_on=window.starts_on,
        trigger=window.trigger or 0,
        stage=window.stage,
        pairing_id=agreement.pairing_id,
        agreement_id=agreement.pk,
        support_area_id=area_id,
        ends_on=window.ends_on,
        due_on=window.due_on,
        closes_on=window.closes_on,
        last_useful_on=verdict.last_useful_on,
        reached_on=reached_on(verdict),
        status=verdict.status and verdict.status.value,
        severity=verdict.severity.value,
        required=verdict.required,
        counted=verdict.counted,
        waiting=waiting_of(verdict),
        data=data,
        judged_on=on,
        valid_until=valid_until,
        digest=blake2b(told.encode(), digest_size=16).hexdigest(),
        **filed,
    )


def reached_on(verdict: Verdict) -> date | None:
    """The day the minimum was reached, the last of its parts' days; None while it is short."""
    if verdict.status not in _DONE:
        return None
    told = [r.facts.get("reached_on") or r.facts.get("accepted_on") for r in verdict.reasons]
    days = [day for day in told if day] + [reached_on(part) for part in verdict.parts]
    return max((day for day in days if day), default=None)


def waiting_of(verdict: Verdict) -> Decimal | int:
    """What the activities that wait for confirmation would add to the whole; at most what
    each of the parts is told, added up."""
    told = [r for r in verdict.reasons if r.code is ReasonCode.WAITING]
    if told:
        return told[0].facts["quantity"]
    return sum((miss.would_count for miss in verdict.near_misses), start=Decimal(0))


def _valid_until(verdict: Verdict, *, on: date, quiet_until: date) -> date:
    """An open window moves with every day; one that has closed or not begun stands still until
    a fact changes, and facts that change are announced. A share with windows of its own may
    be open when the window of its whole is not: the verdict moves with it."""
    own = [part for part in verdict.parts if part.window is not verdict.window]
    days = (_valid_until(part, on=on, quiet_until=quiet_until) for part in own)
    return min((_stands_until(verdict.window, on=on, quiet_until=quiet_until), *days))


def _stands_until(window: Window, *, on: date, quiet_until: date) -> date:
    if on < window.starts_on:
        return min(window.starts_on - ONE_DAY, quiet_until)
    if on > window.closes_on:
        return quiet_until
    return on


def quiet_until(case: Case, *, on: date) -> date:
    """The last day before something already entered begins to be seen: what is dated after
    ``on``. The end of all days when nothing is. A stay that goes on moves with every day."""
    if any(activity.ends_on > on for activity in case.activities):
        return on
    later = min((day for day in _dated(case) if day and day > on), default=None)
    return later - ONE_DAY if later else FOR_GOOD


def _dated(case: Case) -> Iterable[date | None]:
    yield case.agreement.terminated_known_on
    yield from (suspension.known_on for suspension in case.agreement.suspensions)
    for duty in case.obligations:
        yield from (duty.known_on, duty.valid_until_known_on)
    for activity in case.activities:
        yield from (activity.starts_on, activity.entered_on, activity.duplicate_marked_on)
        yield activity.ended_known_on
        yield from (step.on for step in activity.steps)
    yield from (waiver.granted_on for waiver in case.waivers)
    yield from (make_up.accepted_on for make_up in case.make_ups)
    yield from (violation.recorded_on for violation in case.violations)
    yield from (headcount.known_on for headcount in case.headcounts)
    for entry in case.roster:
        yield from (entry.known_on, entry.ended_known_on)


_AREAS = Read(
    lambda ids: (
        Obligation.objects.filter(pk__in=ids)
        .order_by()
        .values_list(
            "pk",
            "support_area_id",
            "clause__support_area_id",
            "clause__parent__support_area_id",
        )
    )
)


def areas_of(obligation_ids: Iterable[int]) -> Mapping[int, int | None]:
    """The support area of each obligation: its own, else its clause's, else its section's;
    one query."""
    rows = _AREAS(set(obligation_ids))
    return {pk: own or clauses or sections for pk, own, clauses, sections in rows}
