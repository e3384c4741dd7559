"""Two entries, one event: the system suspects, a person says so."""

from datetime import date, datetime

from django.db import transaction

from activities.models import Activity, ActivityState
from activities.permissions import can_mark_duplicate
from activities.services.errors import (
    AlreadyMarkedError,
    NotDuplicatesError,
    NotYoursToMarkError,
)
from activities.services.steps import announce, day_of, lock_links
from records.models import User


@transaction.atomic
def mark_duplicate(activity: Activity, *, other: Activity, by: User, at: datetime) -> Activity:
    """Say that both are one event. The earlier confirmed one stays, the same day the earlier
    entered; the one that does not count any more is returned. Raises NotDuplicatesError,
    AlreadyMarkedError and NotYoursToMarkError."""
    links = [*lock_links(activity), *lock_links(other)]
    _refuse_mark(activity, other, by=by)
    stays, goes = sorted((activity, other), key=_seniority)
    goes.duplicate_of, goes.duplicate_marked_on = stays, day_of(at)
    goes.save(update_fields=["duplicate_of", "duplicate_marked_on"])
    announce(
        goes, verb="activity.duplicate_marked", by=by, at=at, links=links, same_as=stays.number
    )
    return goes


@transaction.atomic
def unmark_duplicate(activity: Activity, *, by: User, at: datetime) -> Activity:
    """Take the mark back: it was another event after all."""
    links = lock_links(activity)
    if not can_mark_duplicate(by, activity):
        raise NotYoursToMarkError(activity)
    if activity.duplicate_of_id is None:
        raise NotDuplicatesError(activity)
    was = activity.duplicate_of
    activity.duplicate_of = activity.duplicate_marked_on = None
    activity.save(update_fields=["duplicate_of", "duplicate_marked_on"])
    announce(
        activity,
        verb="activity.duplicate_unmarked",
        by=by,
        at=at,
        links=[*links, *lock_links(was)],
        same_as=was.number,
    )
    return activity


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
