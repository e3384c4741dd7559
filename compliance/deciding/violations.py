"""A must-not that was violated: recorded, and struck when it was recorded by error."""

from datetime import date, datetime

from django.db import transaction

from agreements.models import BINDING, Modality
from compliance.deciding.errors import (
    AlreadyStruckError,
    DayOutsideWindowError,
    NoMustNotError,
)
from compliance.deciding.windows import WindowKey, both_schools, day_of, people_of, tell
from compliance.decisions import Violation
from records.models import User
from records.services import write_event
from records.signals import pairings_changed


@transaction.atomic
def record_violation(
    key: WindowKey, *, ends_on: date, held_on: date, note: str, by: User, at: datetime
) -> Violation:
    """What was seen on ``held_on``, a day of the window that ends on ``ends_on``; both schools
    hear of it. Raises NoMustNotError or DayOutsideWindowError."""
    obligation, on = key.obligation, day_of(at)
    agreement = obligation.clause.agreement
    if obligation.modality != Modality.MUST_NOT or agreement.state not in BINDING:
        raise NoMustNotError(obligation)
    last_on = min(ends_on, on)
    if not key.starts_on <= held_on <= last_on:
        days = {"day": held_on, "first_on": key.starts_on, "last_on": last_on}
        raise DayOutsideWindowError(obligation, **days)
    row = Violation.objects.create(
        obligation=obligation,
        held_on=held_on,
        recorded_on=on,
        recorded_by=by,
        recorded_by_name=str(by),
        note=note.strip().rstrip("。."),
    )
    _tell(key, row, "violation_recorded", by=by, at=at, note=row.note)
    return row


@transaction.atomic
def strike_violation(
    violation: Violation, *, key: WindowKey, reason: str, by: User, at: datetime
) -> Violation:
    """It was recorded by error: from today on it is not held against anybody. It stays on the
    page, and verdicts of earlier days still rest on it. Raises AlreadyStruckError."""
    row = Violation.objects.select_for_update().get(pk=violation.pk)
    if row.struck_on is not None:
        raise AlreadyStruckError(row)
    row.struck_on, row.struck_by, row.struck_by_name = day_of(at), by, str(by)
    row.strike_reason = reason.strip()
    row.save(update_fields=["struck_on", "struck_by", "struck_by_name", "strike_reason"])
    _tell(key, row, "violation_struck", by=by, at=at, reason=row.strike_reason)
    return row


def _tell(
    key: WindowKey, row: Violation, kind: str, *, by: User, at: datetime, **facts
) -> None:
    held = {"held_on": row.held_on.isoformat()}
    verb = kind.replace("_", ".")
    write_event(row, verb=verb, by=by, at=at, duty=key.obligation.name, **held, **facts)
    to = people_of(both_schools(key.pairing))
    tell(key, kind, to=to, at=at, but=by, subject=str(row.pk), **held, **facts)
    pairings_changed.send(sender=Violation, pairing_ids={key.pairing.pk})
