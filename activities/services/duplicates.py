"""Two entries, one event: the system suspects, a person says so."""

from datetime import date, datetime

from django.db import transaction

from activities.models import Activity, ActivityState, DuplicateRuling
from activities.notices import tell_same
from activities.permissions import can_mark_duplicate
from activities.services.errors import (
    AlreadyMarkedError,
    NotDuplicatesError,
    NotYoursToMarkError,
)
from activities.services.steps import announce, day_of, lock_links
from records.models import User


@transaction.atomic
def mark_duplicate(
    activity: Activity, *, other: Activity, by: User, at: datetime, reason: str = ""
) -> Activity:
    """Say that both are one event. The earlier confirmed one stays, the same day the earlier
    entered; the one that does not count any more is returned. Both schools hear of it. Raises
    NotDuplicatesError, AlreadyMarkedError and NotYoursToMarkError."""
    links = [*lock_links(activity), *lock_links(other)]
    _refuse_mark(activity, other, by=by)
    stays, goes = sorted((activity, other), key=_seniority)
    goes.duplicate_of, goes.duplicate_marked_on = stays, day_of(at)
    goes.save(update_fields=["duplicate_of", "duplicate_marked_on"])
    _rule(goes, stays, is_same=True, reason=reason, by=by, at=at)
    announce(
        goes,
        verb="activity.duplicate_marked",
        by=by,
        at=at,
        links=links,
        same_as=stays.number,
        reason=reason,
    )
    tell_same(stays, goes, links=links, by=by, at=at, reason=reason)
    return goes


@transaction.atomic
def keep_apart(
    activity: Activity, *, other: Activity, by: User, at: datetime, reason: str = ""
) -> DuplicateRuling:
    """Say that both look alike and are two events: they are not suspected any more. Raises
    NotDuplicatesError, AlreadyMarkedError and NotYoursToMarkError."""
    links = [*lock_links(activity), *lock_links(other)]
    _refuse_mark(activity, other, by=by)
    ruling = _rule(activity, other, is_same=False, reason=reason, by=by, at=at)
    announce(
        activity,
        verb="activity.kept_apart",
        by=by,
        at=at,
        links=links,
        not_same_as=other.number,
        reason=reason,
    )
    return ruling


@transaction.atomic
def unmark_duplicate(activity: Activity, *, by: User, at: datetime) -> Activity:
    """Take the mark back: it was another event after all."""
    links = lock_links(activity)
    if not can_mark_duplicate(by, activity):
        raise NotYoursToMarkError(activity)
    if activity.duplicate_of_id is None:
        raise NotDuplicatesError(activity)
    was, since = activity.duplicate_of, activity.duplicate_marked_on or day_of(at)
    days = [since.isoformat(), day_of(at).isoformat()]
    activity.former_marks = [*activity.former_marks, [was.pk, *days]]
    activity.duplicate_of = activity.duplicate_marked_on = None
    activity.save(update_fields=["duplicate_of", "duplicate_marked_on", "former_marks"])
    _rule(activity, was, is_same=False, reason="", by=by, at=at)
    announce(
        activity,
        verb="activity.duplicate_unmarked",
        by=by,
        at=at,
        links=[*links, *lock_links(was)],
        same_as=was.number,
    )
    return activity


def _rule(
    one: Activity, other: Activity, *, is_same: bool, reason: str, by: User, at: datetime
) -> DuplicateRuling:
    first, second = sorted((one, other), key=lambda activity: activity.pk)
    return DuplicateRuling.objects.create(
        first=first,
        second=second,
        is_same=is_same,
        at=at,
        on=day_of(at),
        by=by,
        by_name=str(by),
        reason=reason.strip(),
    )


def _refuse_mark(activity: Activity, other: Activity, *, by: User) -> None:
    if not can_mark_duplicate(by, activity) or not can_mark_duplicate(by, other):
        raise NotYoursToMarkError(activity)
    shared = set(activity.links.values_list("pairing", flat=True)) & set(
        other.links.values_list("pairing", flat=True)
    )
    if activity.pk == other.pk or not shared:
        raise NotDuplicatesError(activity)
    # Chains are refused: a duplicate of a duplicate would revive in ways nobody can follow.
    for one in (activity, other):
        if one.duplicate_of_id is not None:
            raise AlreadyMarkedError(one)


def _seniority(activity: Activity) -> tuple[date, datetime, int]:
    days = activity.links.filter(
        steps__state=ActivityState.CONFIRMED, state=ActivityState.CONFIRMED
    ).values_list("steps__on", flat=True)
    return min(days, default=date.max), activity.entered_at, activity.pk
