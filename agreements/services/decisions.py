"""The bureau's decisions on what binds already: waivers, suspensions, the end."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from agreements.models import (
    BINDING,
    Agreement,
    AgreementState,
    Modality,
    Obligation,
    Party,
    Suspension,
    Waiver,
)
from agreements.services.errors import (
    AlreadyWaivedError,
    DayOutsideError,
    NothingToWaiveError,
    ReasonMissingError,
    SuspensionOverlapsError,
    WrongStateError,
)
from agreements.services.moving import lock, move, write
from agreements.services.notices import tell
from records.models import User
from records.services import write_event
from records.signals import pairings_changed

END = ("terminated_on", "terminated_known_on", "end_reason")
UNBINDING = (Modality.MAY, Modality.MUST_NOT, Modality.TEXT_ONLY)


@transaction.atomic
def grant_waiver(
    obligation: Obligation,
    *,
    window_starts_on: date,
    reason: str,
    by: User,
    at: datetime,
    trigger: int = 0,
) -> Waiver:
    """Lift the minimum of the duty for the window that begins on ``window_starts_on`` (of those
    set off by an activity, the one of ``trigger``). A waiver is a record: it is not taken back.

    Raises ReasonMissingError, NothingToWaiveError or AlreadyWaivedError.
    """
    agreement = obligation.clause.agreement
    if not reason.strip():
        raise ReasonMissingError(obligation)
    if not _is_owed(obligation):
        raise NothingToWaiveError(obligation)
    if obligation.waivers.filter(window_starts_on=window_starts_on, trigger=trigger).exists():
        raise AlreadyWaivedError(obligation, window_starts_on=window_starts_on)
    waiver = Waiver.objects.create(
        obligation=obligation,
        window_starts_on=window_starts_on,
        trigger=trigger,
        granted_by=by,
        granted_by_name=str(by),
        granted_on=localtime(at).date(),
        reason=reason.strip(),
    )
    facts = {"starts_on": window_starts_on.isoformat(), "reason": waiver.reason}
    duty = obligation.name
    write_event(obligation, verb="obligation.waived", by=by, at=at, duty=duty, **facts)
    tell(agreement, "waiver_granted", at=at, duty=duty, **facts)
    _announce(agreement)
    return waiver


def _is_owed(obligation: Obligation) -> bool:
    binds = obligation.clause.agreement.state in BINDING
    is_bound = obligation.modality not in UNBINDING and obligation.party != Party.BUREAU
    return binds and is_bound and not obligation.uncounted


@transaction.atomic
def suspend(
    agreement: Agreement,
    *,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Suspension:
    """The agreement rests from ``starts_on`` to ``ends_on``, both included.

    Raises WrongStateError, ReasonMissingError, DayOutsideError or SuspensionOverlapsError.
    """
    _refuse_unbound(agreement, reason=reason)
    _refuse_outside(agreement, starts_on)
    _refuse_outside(agreement, ends_on, first_on=starts_on)
    standing = agreement.suspensions.filter(
        Q(starts_on__lte=ends_on) & Q(ends_on__gte=starts_on)
    ).first()
    if standing is not None:
        days = {"starts_on": standing.starts_on, "ends_on": standing.ends_on}
        raise SuspensionOverlapsError(agreement, **days)
    row = Suspension.objects.create(
        agreement=agreement,
        starts_on=starts_on,
        ends_on=ends_on,
        decided_on=localtime(at).date(),
        reason=reason.strip(),
    )
    write(
        agreement,
        "suspended",
        by=by,
        at=at,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        reason=row.reason,
    )
    _announce(agreement)
    return row


@transaction.atomic
def terminate(
    agreement: Agreement, *, on: date, reason: str, by: User | None, at: datetime
) -> Agreement:
    """Make ``on`` the last day in force; amendments end with their agreement.

    Raises WrongStateError, ReasonMissingError or DayOutsideError.
    """
    _refuse_unbound(agreement, reason=reason)
    _refuse_outside(agreement, on)
    agreement.terminated_on, agreement.terminated_known_on = on, localtime(at).date()
    agreement.end_reason = reason.strip()
    move(agreement, "end_early", also=END)
    facts = {"ends_on": on.isoformat(), "reason": agreement.end_reason}
    write(agreement, "terminated", by=by, at=at, **facts)
    tell(agreement, "agreement_ended", at=at, **facts)
    _announce(agreement)
    return agreement


def give_way(agreement: Agreement, *, to: Agreement, at: datetime) -> None:
    """``to``, which renews it, came into force: the day before is the last of ``agreement``,
    where it would have gone on. Inside the transaction of the caller."""
    if lock(agreement).state != AgreementState.IN_FORCE:
        return  # ended before
    last_on = max(agreement.starts_on, to.in_force_on - timedelta(days=1))
    if last_on < agreement.ends_on:
        agreement.terminated_on = last_on
        agreement.terminated_known_on = localtime(at).date()
    move(agreement, "give_way", also=END)
    facts = {"to": to.number, "ends_on": agreement.last_on.isoformat()}
    write(agreement, "superseded", by=None, at=at, **facts)
    tell(agreement, "agreement_superseded", at=at, **facts)


def _refuse_unbound(agreement: Agreement, *, reason: str) -> None:
    """Only what is in force rests or ends early; what is to give way later still is."""
    if not reason.strip():
        raise ReasonMissingError(agreement)
    if lock(agreement).state not in (AgreementState.IN_FORCE, AgreementState.SUPERSEDED):
        raise WrongStateError(agreement, state=agreement.state)


def _refuse_outside(agreement: Agreement, day: date, *, first_on: date | None = None) -> None:
    first_on = first_on or agreement.starts_on
    if not first_on <= day <= agreement.last_on:
        raise DayOutsideError(agreement, day=day, first_on=first_on, last_on=agreement.last_on)


def _announce(agreement: Agreement) -> None:
    pairings_changed.send(sender=Agreement, pairing_ids={agreement.pairing_id})
