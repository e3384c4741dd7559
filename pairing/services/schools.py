"""Entering, closing and merging schools; their codes; the base school of a consortium."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pairing.models import BaseSchool, Consortium, Pairing, School, SchoolCode, SchoolStatus
from pairing.services.errors import (
    AlreadyEndedError,
    CodeTakenError,
    CodeVoidedError,
    NotInConsortiumError,
    ReasonMissingError,
    SameSchoolError,
    SchoolNotActiveError,
)
from pairing.services.pairings import close_pairing, move_pairing
from records.models import User
from records.services import write_event

MOVE, CLOSE = "move", "close"


def local_day(at: datetime) -> date:
    return timezone.localtime(at).date()


@transaction.atomic
def enter_school(school: School, *, by: User | None, at: datetime) -> School:
    """Save a new school; its code begins on the day of ``at``. Raises CodeTakenError or
    CodeVoidedError."""
    refuse_code(school, school.code)
    school.save(force_insert=True)
    if school.code:
        school.codes.create(code=school.code, starts_on=local_day(at))
    write_event(school, verb="school.entered", by=by, at=at, code=school.code)
    return school


@transaction.atomic
def change_school(
    school: School, *, changed: list[str], by: User | None, at: datetime
) -> School:
    """Save what was edited; ``changed`` names the fields. A changed code takes effect on the
    day of ``at`` and leaves the old one in the history. Raises what ``change_code`` raises."""
    if "code" in changed:
        new_code = school.code
        school.code = School.objects.values_list("code", flat=True).get(pk=school.pk)
        change_code(school, code=new_code, on=local_day(at), by=by, at=at)
    school.save()
    if rest := sorted(set(changed) - {"code"}):
        write_event(school, verb="school.changed", by=by, at=at, fields=rest)
    return school


def refuse_code(school: School, code: str) -> None:
    """Raise if ``school`` may not bear ``code``. A voided code goes only to the school it was
    taken from, or to the one that school was merged into."""
    if not code:
        return
    bearers = School.objects.active().filter(code=code).exclude(pk=school.pk)
    for bearer in bearers.order_by():
        raise CodeTakenError(bearer, code)
    voided = SchoolCode.objects.filter(code=code, ends_on__isnull=False).order_by()
    for row in voided.exclude(school=school.pk).select_related("school"):
        if school.pk is None or row.school.successor_id != school.pk:
            raise CodeVoidedError(row.school, code)


@transaction.atomic
def change_code(
    school: School, *, code: str, on: date, by: User | None, at: datetime, reason: str = ""
) -> School:
    """Give ``school`` another code, or none, from the day ``on``; the old one stays in the
    history. Raises CodeTakenError, CodeVoidedError or SchoolNotActiveError."""
    if school.status != SchoolStatus.ACTIVE:
        raise SchoolNotActiveError(school)
    refuse_code(school, code)
    old = school.code
    if old == code:
        return school
    _void_code(school, on=on, reason=reason)
    school.code = code
    school.save(update_fields=["code"])
    if code:
        school.codes.create(code=code, starts_on=on)
    write_event(school, verb="school.code_changed", by=by, at=at, old=old, new=code)
    return school


def _void_code(school: School, *, on: date, reason: str) -> None:
    """End the running row of the code's history; one whose first day nobody entered gets a row
    of this one day."""
    if not school.code:
        return
    running = school.codes.filter(code=school.code, ends_on=None)
    if not running.update(ends_on=on, reason=reason):
        school.codes.create(code=school.code, starts_on=on, ends_on=on, reason=reason)


@transaction.atomic
def close_school(
    school: School, *, on: date, reason: str, by: User | None, at: datetime
) -> School:
    """Make ``on`` the school's last day: its code is voided, its open pairings are closed.
    Raises AlreadyEndedError, ReasonMissingError or EndsBeforeItBeginsError."""
    if not reason.strip():
        raise ReasonMissingError(school)
    _end(school, status=SchoolStatus.CLOSED, on=on, reason=reason)
    closed = [
        close_pairing(pairing, on=on, reason=reason, by=by, at=at).code
        for pairing in open_pairings_of(school)
    ]
    write_event(
        school,
        verb="school.closed",
        by=by,
        at=at,
        on=on.isoformat(),
        reason=reason,
        closed=closed,
    )
    return school


@transaction.atomic
def merge_school(
    school: School,
    *,
    into: School,
    on: date,
    by: User | None,
    at: datetime,
    pairings: str = MOVE,
) -> School:
    """Make ``on`` the last day of ``school``, whose work ``into`` carries on. Its code is
    voided. ``pairings``: "move" its open pairings to ``into`` from the next day, or "close"
    them; a pairing between the two is closed in either case, and one whose partner is paired
    with ``into`` already is closed with a pointer to that. Raises SameSchoolError,
    SchoolNotActiveError, AlreadyEndedError or EndsBeforeItBeginsError."""
    if pairings not in {MOVE, CLOSE}:
        raise ValueError(f'pairings={pairings!r}: use "move" or "close"')
    if school == into:
        raise SameSchoolError(school)
    if into.status != SchoolStatus.ACTIVE:
        raise SchoolNotActiveError(into)
    reason = f"{school.name} → {into.name}"
    _end(school, status=SchoolStatus.MERGED, on=on, reason=reason, successor=into)
    ends = {"on": on, "reason": reason, "by": by, "at": at}
    moved, closed = {}, []
    for pairing in open_pairings_of(school):
        if pairings == MOVE and into.pk not in _sides(pairing):
            moved[pairing.code] = _move(pairing, school, into, ends)
        else:
            closed.append(close_pairing(pairing, **ends).code)
    write_event(
        school,
        verb="school.merged",
        by=by,
        at=at,
        on=on.isoformat(),
        into=into.name,
        moved=moved,
        closed=closed,
    )
    return school


def _sides(pairing: Pairing) -> set[int]:
    return {pairing.supporting_school_id, pairing.receiving_school_id}


def _move(pairing: Pairing, school: School, into: School, ends: dict) -> str:
    side = pairing.side_of(school.pk)
    return move_pairing(pairing, side=side, to_school=into, **ends).code


def open_pairings_of(school: School) -> list[Pairing]:
    """Its open pairings on either side, with both schools; one query."""
    both = Pairing.objects.open().filter(supporting_school=school)
    both |= Pairing.objects.open().filter(receiving_school=school)
    return list(both.select_related("supporting_school", "receiving_school").order_by("pk"))


def _end(
    school: School, *, status: str, on: date, reason: str, successor: School | None = None
) -> None:
    school.refresh_from_db(from_queryset=School.objects.select_for_update())
    if school.status != SchoolStatus.ACTIVE:
        raise AlreadyEndedError(school)
    _void_code(school, on=on, reason=reason)
    school.status, school.ended_on, school.successor = status, on, successor
    school.code = ""
    school.save(update_fields=["status", "ended_on", "successor", "code"])
    for consortium in school.consortia.all():
        consortium.schools.remove(school)
        if successor is not None:
            consortium.schools.add(successor)


@transaction.atomic
def set_base_school(
    consortium: Consortium,
    *,
    school_year: int,
    season: str,
    school: School,
    by: User | None,
    at: datetime,
) -> BaseSchool:
    """Make ``school`` the host of that term, in the place of whichever was. Raises
    NotInConsortiumError or SchoolNotActiveError."""
    if not consortium.schools.filter(pk=school.pk).exists():
        raise NotInConsortiumError(school)
    if school.status != SchoolStatus.ACTIVE:
        raise SchoolNotActiveError(school)
    base, _created = consortium.base_schools.update_or_create(
        school_year=school_year, season=season, defaults={"school": school}
    )
    write_event(
        consortium,
        verb="consortium.base_school_set",
        by=by,
        at=at,
        school_year=school_year,
        season=season,
        school=school.name,
    )
    return base
