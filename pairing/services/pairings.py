"""Opening, closing and moving a pairing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Length

from pairing.models import GroupRole, Pairing, PairingMember, School, SchoolStatus, SupportArea
from pairing.services.errors import (
    AlreadyEndedError,
    AlreadyPairedError,
    EndsBeforeItBeginsError,
    ReasonMissingError,
    SameSchoolError,
    SchoolNotActiveError,
)
from records.models import User
from records.services import write_event
from records.signals import pairing_closed, pairings_changed

SIDES = ("supporting", "receiving")


@transaction.atomic
def open_pairing(
    pairing: Pairing, *, support_areas: Iterable[SupportArea], by: User | None, at: datetime
) -> Pairing:
    """Save the new ``pairing`` with its areas; one without a code is given the next of the year
    it begins in. Raises SameSchoolError, SchoolNotActiveError or AlreadyPairedError."""
    enter_pairing(pairing, support_areas=support_areas, by=by, at=at)
    pairings_changed.send(sender=Pairing, pairing_ids={pairing.pk})
    return pairing


def enter_pairing(
    pairing: Pairing, *, support_areas: Iterable[SupportArea], by: User | None, at: datetime
) -> Pairing:
    """As ``open_pairing``, for many at a time: the caller holds the transaction and announces
    them all at the end."""
    _refuse_impossible(pairing)
    pairing.code = pairing.code or next_code(pairing.starts_on.year)
    pairing.save(force_insert=True)
    pairing.support_areas.set(support_areas)
    write_event(
        pairing,
        verb="pairing.opened",
        by=by,
        at=at,
        code=pairing.code,
        starts_on=pairing.starts_on.isoformat(),
        support_areas=[area.name for area in pairing.support_areas.all()],
    )
    return pairing


def _refuse_impossible(pairing: Pairing) -> None:
    schools = (pairing.supporting_school, pairing.receiving_school)
    if schools[0] == schools[1]:
        raise SameSchoolError(schools[0])
    for school in schools:
        if school.status != SchoolStatus.ACTIVE:
            raise SchoolNotActiveError(school)
    standing = between(*schools).filter(programme=pairing.programme_id).first()
    if standing is not None:
        raise AlreadyPairedError(standing)


def between(supporting: School, receiving: School):
    """The open pairings in which ``supporting`` supports ``receiving``."""
    return Pairing.objects.open().filter(
        supporting_school=supporting, receiving_school=receiving
    )


def next_code(year: int) -> str:
    """The code after the highest of ``year``: JD-2026-001 and so on."""
    start = f"JD-{year}-"
    codes = Pairing.objects.filter(code__startswith=start).values_list("code", flat=True)
    # The longest first: 1000 comes after 999. Codes typed by hand may end in anything.
    highest = codes.order_by(Length("code").desc(), "-code").iterator(chunk_size=100)
    numbers = (int(rest) for code in highest if (rest := code.removeprefix(start)).isdecimal())
    return f"{start}{next(numbers, 0) + 1:03}"


@transaction.atomic
def close_pairing(
    pairing: Pairing, *, on: date, reason: str, by: User | None, at: datetime
) -> Pairing:
    """Make ``on`` the last day of the pairing. Whoever listens to ``pairing_closed`` ends what
    rests on it. Raises AlreadyEndedError, EndsBeforeItBeginsError or ReasonMissingError."""
    _end(pairing, on=on, reason=reason)
    _announce_end(pairing, verb="pairing.closed", by=by, at=at)
    return pairing


@transaction.atomic
def move_pairing(  # noqa: PLR0913 -- which side goes where, and the decision's four parts
    pairing: Pairing,
    *,
    side: str,
    to_school: School,
    on: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> Pairing:
    """Put ``to_school`` on ``side`` from the day after ``on``; returns the pairing that carries
    on. That is one which stands already between the two schools, else a new one with the same
    programme, areas and seats of the side that stays. Raises what closing and opening raise.
    """
    if to_school.status != SchoolStatus.ACTIVE:
        raise SchoolNotActiveError(to_school)
    schools = {name: pairing.school_on(name) for name in SIDES} | {side: to_school}
    if schools["supporting"] == schools["receiving"]:
        raise SameSchoolError(to_school)
    _end(pairing, on=on, reason=reason)
    successor = between(schools["supporting"], schools["receiving"]).first()
    if successor is None:
        successor = _successor(pairing, schools=schools, by=by, at=at)
        _carry_seats(pairing, successor, leaving=side)
    pairing.moved_to = successor
    pairing.save(update_fields=["moved_to"])
    _announce_end(pairing, verb="pairing.moved", by=by, at=at)
    pairings_changed.send(sender=Pairing, pairing_ids={successor.pk})
    return successor


def _end(pairing: Pairing, *, on: date, reason: str) -> None:
    # The row is read again under a lock: two clerks may close it at once.
    pairing.refresh_from_db(from_queryset=Pairing.objects.select_for_update())
    if pairing.ended_on is not None:
        raise AlreadyEndedError(pairing)
    if on < pairing.starts_on:
        raise EndsBeforeItBeginsError(pairing, f"begins on {pairing.starts_on}, not after {on}")
    if not reason.strip():
        raise ReasonMissingError(pairing)
    pairing.ended_on, pairing.end_reason = on, reason.strip()
    pairing.save(update_fields=["ended_on", "end_reason"])


def _announce_end(pairing: Pairing, *, verb: str, by: User | None, at: datetime) -> None:
    facts = {"on": pairing.ended_on.isoformat(), "reason": pairing.end_reason}
    if pairing.moved_to_id:
        facts["moved_to"] = pairing.moved_to.code
    write_event(pairing, verb=verb, by=by, at=at, **facts)
    pairing_closed.send(
        sender=Pairing,
        pairing_id=pairing.pk,
        on=pairing.ended_on,
        reason=pairing.end_reason,
        by=by,
        at=at,
    )
    pairings_changed.send(sender=Pairing, pairing_ids={pairing.pk})


def _successor(pairing: Pairing, *, schools: dict, by: User | None, at: datetime) -> Pairing:
    successor = Pairing(
        supporting_school=schools["supporting"],
        receiving_school=schools["receiving"],
        programme=pairing.programme,
        round=pairing.round,
        batch=pairing.batch,
        source=pairing.source,
        consortium=pairing.consortium,
        starts_on=pairing.ended_on + timedelta(days=1),
        order=pairing.order,
    )
    return enter_pairing(successor, support_areas=pairing.support_areas.all(), by=by, at=at)


def _carry_seats(pairing: Pairing, successor: Pairing, *, leaving: str) -> None:
    gone = pairing.school_on(leaving)
    seats = pairing.members.exclude(person__school=gone)
    PairingMember.objects.bulk_create(
        PairingMember(
            pairing=successor,
            person_id=seat.person_id,
            role=GroupRole(seat.role),
            portfolio=seat.portfolio,
        )
        for seat in seats
    )


@transaction.atomic
def change_pairing(
    pairing: Pairing,
    *,
    support_areas: Iterable[SupportArea] | None,
    changed: list[str],
    by: User | None,
    at: datetime,
) -> Pairing:
    """Save what was edited; ``changed`` names the fields. Schools are moved, not edited."""
    keep_pairing(pairing, support_areas=support_areas, changed=changed, by=by, at=at)
    pairings_changed.send(sender=Pairing, pairing_ids={pairing.pk})
    return pairing


def keep_pairing(
    pairing: Pairing,
    *,
    support_areas: Iterable[SupportArea] | None,
    changed: list[str],
    by: User | None,
    at: datetime,
) -> Pairing:
    """As ``change_pairing``, for many at a time: the caller announces them all at the end."""
    pairing.save()
    if support_areas is not None:
        pairing.support_areas.set(support_areas)
    write_event(pairing, verb="pairing.changed", by=by, at=at, fields=sorted(changed))
    return pairing
