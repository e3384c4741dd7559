"""What follows when a window closed short, step by step: notice, explanation, plan, the end.

A window that closed short is listed by itself from the day after it closed, and nothing is
written for that. Asking a school for words is a decision of the bureau: a machine that sent
such a demand for every window would make the schools fill in forms nobody had asked for.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from activities.models import Activity
from agreements.models import Modality
from compliance.deciding.candidates import Standing, standing_of
from compliance.deciding.errors import (
    FiledWindowError,
    FollowUpClosedError,
    NotBreachedError,
    NothingToMakeUpError,
)
from compliance.deciding.windows import (
    WindowKey,
    both_schools,
    day_of,
    owing_schools,
    people_of,
    staff_over,
    tell,
)
from compliance.decisions import Rectification, RectificationStep, RectificationStepKind
from pairing.models import School
from records.models import User
from records.services import write_event

Kind = RectificationStepKind


class Promise(NamedTuple):
    """A plan: what, how many where that can be said, by when."""

    text: str
    quantity: int | None
    by_on: date


@transaction.atomic
def notify_school(
    key: WindowKey, *, text: str, by_on: date, by: User, at: datetime
) -> RectificationStep:
    """The bureau asks the owing school to explain itself by ``by_on``; also when the record was
    closed. Raises NotBreachedError."""
    standing = refuse_unless_short(key, at=at)
    row = opened(key)
    made = add(row, Kind.NOTIFIED, text=text, by_on=by_on, by=by, at=at)
    to = people_of(owing_schools(key.obligation, verdict=standing.verdict))
    facts = {"answer_by_on": by_on.isoformat(), "text": made.text}
    tell(key, "breach_notified", to=to, at=at, but=by, subject=str(made.pk), **facts)
    return made


@transaction.atomic
def explain(
    key: WindowKey,
    *,
    school: School,
    text: str,
    by: User,
    at: datetime,
    named: Iterable[Activity] = (),
) -> RectificationStep:
    """The owing school says why, in its own words; asked or not. ``named`` are activities it
    points to. Raises NotBreachedError or FollowUpClosedError."""
    refuse_unless_short(key, at=at)
    row = open_record(key)
    made = add(row, Kind.EXPLAINED, school=school, text=text, by=by, at=at)
    made.named.set(named)
    _tell_bureau(key, made, "breach_explained", school=school.label)
    return made


@transaction.atomic
def plan(
    key: WindowKey,
    *,
    school: School,
    promise: Promise,
    by: User,
    at: datetime,
) -> RectificationStep:
    """How the owing school makes up for it. Raises NotBreachedError, FollowUpClosedError or
    NothingToMakeUpError."""
    refuse_must_not(key)
    refuse_unless_short(key, at=at)
    values = promise._asdict()
    made = add(open_record(key), Kind.PLANNED, school=school, by=by, at=at, **values)
    day = {"made_up_by_on": promise.by_on.isoformat()}
    _tell_bureau(key, made, "breach_planned", school=school.label, **day)
    return made


@transaction.atomic
def close(key: WindowKey, *, reason: str, by: User, at: datetime) -> RectificationStep:
    """The bureau leaves it at that: the verdict stays as it is, nothing more is asked. Raises
    NotBreachedError or FollowUpClosedError."""
    refuse_unless_short(key, at=at)
    made = add(open_record(key), Kind.CLOSED, text=reason, by=by, at=at)
    to = people_of(both_schools(key.pairing))
    facts = {"reason": made.text}
    tell(key, "breach_closed", to=to, at=at, but=by, subject=str(made.pk), **facts)
    return made


# --- shared with make-ups -----------------------------------------------------------------


def refuse_unless_short(key: WindowKey, *, at: datetime) -> Standing:
    standing = standing_of(key, on=day_of(at))
    if standing is None or not standing.is_short:
        raise NotBreachedError(key.obligation)
    if standing.is_filed:
        raise FiledWindowError(key.obligation)
    return standing


def refuse_must_not(key: WindowKey) -> None:
    if key.obligation.modality == Modality.MUST_NOT:
        raise NothingToMakeUpError(key.obligation)


def opened(key: WindowKey) -> Rectification:
    """The record of the window, made when it is not there; locked, so that of two people at
    once the later one sees what the other did."""
    row, _is_new = Rectification.objects.get_or_create(**key.columns)
    return Rectification.objects.select_for_update().get(pk=row.pk)


def open_record(key: WindowKey) -> Rectification:
    row = opened(key)
    last = row.steps.order_by("at", "pk").last()
    if last is not None and last.kind == Kind.CLOSED:
        raise FollowUpClosedError(row)
    return row


def add(
    row: Rectification, kind: Kind, *, text: str, by: User, at: datetime, **values
) -> RectificationStep:
    made = RectificationStep.objects.create(
        rectification=row,
        kind=kind,
        text=text.strip(),
        at=at,
        on=day_of(at),
        by=by,
        by_name=str(by),
        **values,
    )
    facts = {"text": made.text, "quantity": made.quantity}
    facts["by_on"] = made.by_on and made.by_on.isoformat()
    facts["activity"] = made.activity and made.activity.number
    told = {name: fact for name, fact in facts.items() if fact}
    write_event(row, verb=f"rectification.{kind}", by=by, at=at, **told)
    return made


def _tell_bureau(key: WindowKey, made: RectificationStep, kind: str, **facts) -> None:
    to = staff_over(key.pairing)
    tell(key, kind, to=to, at=made.at, but=made.by, subject=str(made.pk), **facts)
