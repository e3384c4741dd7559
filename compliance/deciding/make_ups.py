"""An activity held later for a window that closed short: proposed, accepted, refused."""

from datetime import datetime

from django.db import transaction

from activities.models import Activity
from compliance.deciding.candidates import Standing, is_later, would_be
from compliance.deciding.errors import AlreadyMadeUpError, NotMatchingError, NotProposedError
from compliance.deciding.rectifying import (
    Kind,
    add,
    open_record,
    opened,
    refuse_must_not,
    refuse_unless_short,
)
from compliance.deciding.windows import (
    WindowKey,
    both_schools,
    day_of,
    people_of,
    staff_over,
    tell,
)
from compliance.decisions import MakeUp, RectificationStep
from pairing.models import School
from records.models import User
from records.signals import pairings_changed


@transaction.atomic
def propose(
    key: WindowKey, *, school: School, activity: Activity, text: str, by: User, at: datetime
) -> RectificationStep:
    """The owing school names a confirmed activity as its make-up; the bureau answers. Raises
    NothingToMakeUpError, NotBreachedError, FollowUpClosedError, AlreadyMadeUpError or
    NotMatchingError."""
    _refuse(key, activity, at=at)
    row = open_record(key)
    values = {"school": school, "activity": activity, "text": text}
    made = add(row, Kind.PROPOSED, by=by, at=at, **values)
    facts = {"school": school.label, "number": activity.number}
    to = staff_over(key.pairing)
    tell(key, "make_up_proposed", to=to, at=at, but=by, subject=str(made.pk), **facts)
    return made


@transaction.atomic
def accept(
    key: WindowKey, *, activity: Activity, reason: str, by: User, at: datetime
) -> MakeUp:
    """The activity counts for this window from now on and for no other, proposed or not, also
    after the record was closed. Raises NothingToMakeUpError, NotBreachedError,
    AlreadyMadeUpError or NotMatchingError."""
    _refuse(key, activity, at=at)
    row = MakeUp.objects.create(
        activity=activity,
        accepted_by=by,
        accepted_by_name=str(by),
        accepted_on=day_of(at),
        reason=reason.strip(),
        **key.columns,
    )
    _answer(key, Kind.ACCEPTED, activity, reason=reason, by=by, at=at)
    pairings_changed.send(sender=MakeUp, pairing_ids={key.pairing.pk})
    return row


@transaction.atomic
def refuse(
    key: WindowKey, *, activity: Activity, reason: str, by: User, at: datetime
) -> RectificationStep:
    """What the school proposed is not accepted: it goes on counting where it was held. Raises
    NotProposedError unless it was proposed and not answered since."""
    row = opened(key)
    last = row.steps.filter(activity=activity).order_by("at", "pk").last()
    if last is None or last.kind != Kind.PROPOSED:
        raise NotProposedError(activity)
    return _answer(key, Kind.REFUSED, activity, reason=reason, by=by, at=at)


def _refuse(key: WindowKey, activity: Activity, *, at: datetime) -> Standing:
    refuse_must_not(key)
    standing = refuse_unless_short(key, at=at)
    if MakeUp.objects.filter(activity=activity, obligation=key.obligation).exists():
        raise AlreadyMadeUpError(activity)
    asked = next((a for a in standing.case.activities if a.id == activity.pk), None)
    if asked is None or not is_later(standing, asked) or would_be(standing, asked) is None:
        raise NotMatchingError(activity)
    return standing


def _answer(
    key: WindowKey, kind: Kind, activity: Activity, *, reason: str, by: User, at: datetime
) -> RectificationStep:
    made = add(opened(key), kind, text=reason, activity=activity, by=by, at=at)
    facts = {"number": activity.number, "reason": made.text}
    to = people_of(both_schools(key.pairing))
    tell(key, f"make_up_{kind}", to=to, at=at, but=by, subject=str(made.pk), **facts)
    return made
