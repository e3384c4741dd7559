"""What all changes share: locking, the step, the event, the announcement."""

from datetime import date, datetime

from django.utils import timezone

from activities.models import Activity, ActivityLink, ActivityState, ActivityStep
from records.models import User
from records.services import write_event
from records.signals import pairings_changed


def day_of(at: datetime) -> date:
    """The day of the moment ``at`` in Shanghai."""
    return timezone.localtime(at).date()


def lock_links(activity: Activity) -> list[ActivityLink]:
    """Every link of ``activity``, locked and in order until the transaction ends."""
    rows = ActivityLink.objects.select_for_update(of=("self",)).filter(activity=activity)
    return list(rows.select_related(*_AROUND).order_by("pk"))


def lock_link(link: ActivityLink) -> ActivityLink:
    """``link`` as it stands now, locked until the transaction ends."""
    rows = ActivityLink.objects.select_for_update(of=("self",))
    return rows.select_related(*_AROUND).get(pk=link.pk)


_AROUND = (
    "activity__logged_by_school",
    "pairing__supporting_school",
    "pairing__receiving_school",
)


def was_ever_confirmed(activity: Activity) -> bool:
    return ActivityStep.objects.filter(
        link__activity=activity, state=ActivityState.CONFIRMED
    ).exists()


def step(
    link: ActivityLink, state: ActivityState, *, by: User, at: datetime, reason: str = ""
) -> None:
    link.state = state
    link.save(update_fields=["state"])
    ActivityStep.objects.create(
        link=link, state=state, at=at, on=day_of(at), by=by, reason=reason
    )


def announce(
    activity: Activity,
    *,
    verb: str,
    by: User,
    at: datetime,
    links: list[ActivityLink],
    types: frozenset[str] | None = None,
    **facts,
) -> None:
    """The one event of a change, and word to whoever keeps verdicts of these pairings.
    ``types``: of the only activities that changed, see ``types_moved``; None says nothing."""
    codes = [link.pairing.code for link in links]
    write_event(activity, verb=verb, by=by, at=at, pairings=codes, **facts)
    ids = {link.pairing_id for link in links}
    pairings_changed.send(sender=Activity, pairing_ids=ids, types=types)


def types_moved(activity: Activity) -> frozenset[str] | None:
    """The types of the activities that a new state of ``activity`` can make count or not; None
    where it was marked as the same as another, which may then count in its place."""
    if activity.duplicate_of_id or activity.duplicates.exists():
        return None
    return frozenset({activity.type})
