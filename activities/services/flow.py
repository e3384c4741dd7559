"""The way of an activity: sent, taken back, confirmed, returned, voided."""

from datetime import datetime

from django.db import transaction

from activities import notices
from activities.models import Activity, ActivityLink, ActivityState
from activities.permissions import can_change, can_confirm, can_void
from activities.services.errors import (
    AlreadyConfirmedError,
    AlreadyVoidedError,
    NothingToSubmitError,
    NotPendingError,
    NotYoursToChangeError,
    NotYoursToConfirmError,
    NotYoursToVoidError,
    ReasonMissingError,
    StillPendingError,
)
from activities.services.steps import announce, lock_link, lock_links, step, types_moved
from records.models import User

TO_SUBMIT = frozenset({ActivityState.DRAFT, ActivityState.RETURNED})


@transaction.atomic
def submit(activity: Activity, *, by: User, at: datetime) -> Activity:
    """Ask the other school of every pairing in which it is a draft or was returned."""
    if not can_change(by, activity):
        raise NotYoursToChangeError(activity)
    links = [link for link in lock_links(activity) if link.state in TO_SUBMIT]
    if not links:
        raise NothingToSubmitError(activity)
    send_out(activity, links=links, by=by, at=at)
    _announce(activity, verb="activity.submitted", by=by, at=at, links=links)
    return activity


def send_out(activity: Activity, *, links: list[ActivityLink], by: User, at: datetime) -> None:
    """Steps and notices of a submission, without its event. ``entered_at`` becomes the moment
    it first left the school: a draft kept for months is a late entry all the same."""
    if not activity.links.filter(steps__state=ActivityState.PENDING).exists():
        activity.entered_at = at
        activity.save(update_fields=["entered_at"])
    for link in links:
        step(link, ActivityState.PENDING, by=by, at=at)
        notices.tell_waiting(link, at=at)


@transaction.atomic
def withdraw(activity: Activity, *, by: User, at: datetime) -> Activity:
    """Take it back as a draft wherever it still waits. Raises NotPendingError if nowhere."""
    if not can_change(by, activity):
        raise NotYoursToChangeError(activity)
    links = [x for x in lock_links(activity) if x.state == ActivityState.PENDING]
    if not links:
        raise NotPendingError(activity)
    for link in links:
        step(link, ActivityState.DRAFT, by=by, at=at)
    _announce(activity, verb="activity.withdrawn", by=by, at=at, links=links)
    return activity


@transaction.atomic
def confirm(link: ActivityLink, *, by: User, at: datetime) -> ActivityLink:
    """The other school says that it is true. Only now it counts in this pairing."""
    link = _awaiting(link, by=by)
    step(link, ActivityState.CONFIRMED, by=by, at=at)
    _announce(link.activity, verb="activity.confirmed", by=by, at=at, links=[link])
    notices.tell_confirmed(link, by=by, at=at)
    return link


@transaction.atomic
def return_(link: ActivityLink, *, by: User, at: datetime, reason: str) -> ActivityLink:
    """The other school sends it back with what is wrong."""
    link = _awaiting(link, by=by)
    reason = _reason(reason, activity=link.activity)
    step(link, ActivityState.RETURNED, by=by, at=at, reason=reason)
    _announce(
        link.activity, verb="activity.returned", by=by, at=at, links=[link], reason=reason
    )
    notices.tell_returned(link, by=by, at=at, reason=reason)
    return link


@transaction.atomic
def void(link: ActivityLink, *, by: User, at: datetime, reason: str) -> ActivityLink:
    """Strike it out in this pairing; it stays readable with the reason, for good."""
    link = lock_link(link)
    if link.state == ActivityState.VOIDED:
        raise AlreadyVoidedError(link.activity)
    if not can_void(by, link):
        raise NotYoursToVoidError(link.activity)
    if link.state == ActivityState.PENDING:
        raise StillPendingError(link.activity)
    reason = _reason(reason, activity=link.activity)
    was_confirmed = link.state == ActivityState.CONFIRMED
    step(link, ActivityState.VOIDED, by=by, at=at, reason=reason)
    _announce(link.activity, verb="activity.voided", by=by, at=at, links=[link], reason=reason)
    if was_confirmed:
        notices.tell_voided(link, by=by, at=at, reason=reason)
    return link


def _awaiting(link: ActivityLink, *, by: User) -> ActivityLink:
    link = lock_link(link)
    if not can_confirm(by, link):
        raise NotYoursToConfirmError(link.activity)
    if link.state == ActivityState.CONFIRMED:
        raise AlreadyConfirmedError(link.activity)
    if link.state != ActivityState.PENDING:
        raise NotPendingError(link.activity)
    return link


def _reason(reason: str, *, activity: Activity) -> str:
    if not (reason := reason.strip()):
        raise ReasonMissingError(activity)
    return reason


def _announce(activity: Activity, **facts) -> None:
    """Nothing changed but whether the activity counts."""
    announce(activity, types=types_moved(activity), **facts)
