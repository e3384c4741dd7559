"""Entries that may be one event typed twice: of the same type, day and pairing, done by the
same school, both standing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from activities.models import Activity, ActivityLink, ActivityState, DuplicateRuling
from pairing.models import Pairing

STANDING = (ActivityState.PENDING, ActivityState.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspects:
    """Two entries of one pairing, the earlier entered first. ``ruling`` is the last word on
    them, None while nobody has said anything."""

    pairing: Pairing
    first: Activity
    second: Activity
    ruling: DuplicateRuling | None = None


def kept_apart(ids: Iterable[int]) -> set[frozenset[int]]:
    """The pairs with any of ``ids`` of which the last ruling says that they are two events."""
    ids = list(ids)
    rows = DuplicateRuling.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    last = {
        frozenset((first, second)): is_same
        for first, second, is_same in rows.order_by("at", "pk").values_list(
            "first", "second", "is_same"
        )
    }
    return {pair for pair, is_same in last.items() if not is_same}


def suspects(user) -> list[Suspects]:
    """Everything of the pairings the reader sees that nobody has ruled on, the latest first.
    The same queries for any number."""
    groups = _groups(user)
    days = {day for _, _, day in groups}
    links = ActivityLink.objects.filter(
        pairing__in={pairing for pairing, _, _ in groups},
        activity__starts_on__in=days,
        state__in=STANDING,
        activity__duplicate_of=None,
    ).values_list("pairing", "activity__type", "activity__starts_on", "activity")
    members: dict[tuple, list[int]] = {key: [] for key in groups}
    for pairing, kind, day, activity in links:
        if (pairing, kind, day) in members:
            members[pairing, kind, day].append(activity)
    ids = [pk for found in members.values() for pk in found]
    apart, whose = kept_apart(ids), _whose(ids)
    pairs = {
        frozenset(pair): key
        for key, found in members.items()
        for pair in combinations(sorted(found), 2)
        if frozenset(pair) not in apart and whose[pair[0]] & whose[pair[1]]
    }
    return _rows(pairs)


def _whose(ids: Iterable[int]) -> dict[int, set[int]]:
    """By which schools each activity was done: what each of the two did is no duplicate."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Activity.done_by.through.objects.filter(activity__in=list(ids))
    for activity, school in rows.values_list("activity_id", "school_id"):
        found[activity].add(school)
    return found


def _groups(user) -> list[tuple]:
    """Pairing, type and day of which more than one entry stands."""
    rows = ActivityLink.objects.filter(
        pairing__in=Pairing.objects.visible_to(user),
        state__in=STANDING,
        activity__duplicate_of=None,
    )
    keys = ("pairing", "activity__type", "activity__starts_on")
    counted = rows.order_by().values(*keys).annotate(entries=Count("pk")).filter(entries__gt=1)
    return list(counted.order_by("-activity__starts_on", "pairing").values_list(*keys))


def _rows(pairs: dict[frozenset[int], tuple]) -> list[Suspects]:
    rows = _activities({pk for pair in pairs for pk in pair})
    schools = Pairing.objects.select_related("supporting_school", "receiving_school")
    pairings = schools.in_bulk({pairing for pairing, _, _ in pairs.values()})
    return [
        Suspects(pairing=pairings[key[0]], first=first, second=second)
        for pair, key in pairs.items()
        for first, second in [sorted((rows[pk] for pk in pair), key=_entry)]
    ]


def _entry(activity: Activity) -> tuple:
    return activity.entered_at, activity.pk


def _activities(ids: Iterable[int]) -> dict[int, Activity]:
    return Activity.objects.for_list().prefetch_related("done_by").in_bulk(list(ids))


def ruled(user) -> QuerySet[DuplicateRuling]:
    """What was said about entries the reader sees, the latest first."""
    return DuplicateRuling.objects.visible_to(user).select_related(
        "first__school", "second__school", "first__logged_by_school", "second__logged_by_school"
    )
