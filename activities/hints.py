"""What the other school may want to look at twice before it confirms. Nothing is refused.

Each hint is a code with its facts; ``wording`` has the sentences. Seven queries for any number
of activities, and one that tells which were ruled on.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from activities.models import Activity, ActivityLink, ActivityState, EvidenceFile, Participant
from activities.suspects import kept_apart
from pairing.models import CalendarDay, CalendarDayKind

MANY_LESSONS_A_DAY = 12


class HintCode(StrEnum):
    SAME_PERSON = "same_person"
    SAME_FILE = "same_file"
    LOOKS_ALIKE = "looks_alike"
    MANY_LESSONS = "many_lessons"
    NO_SCHOOL_DAY = "no_school_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """``other`` is the activity meant, None where the reader may not see it."""

    code: HintCode
    facts: dict = field(default_factory=dict)
    other: Activity | None = None


def hints_of(activities: Iterable[Activity], *, user) -> dict[int, list[Hint]]:
    """The hints for each of ``activities`` (by id), as ``user`` may read them."""
    found: dict[int, list[Hint]] = defaultdict(list)
    rows = list(activities)
    raw = [*_same_person(rows), *_same_file(rows), *_alike(rows)]
    others = Activity.objects.visible_to(user).in_bulk({other for _, _, _, other in raw})
    for activity_id, code, facts, other in raw:
        hint = Hint(code=code, facts=facts, other=others.get(other))
        if hint not in found[activity_id]:  # how many there are out of sight is not told
            found[activity_id].append(hint)
    for activity in rows:
        found[activity.pk] += _many_lessons(activity)
    for activity_id, day in _no_school_days(rows):
        found[activity_id].append(Hint(code=HintCode.NO_SCHOOL_DAY, facts={"day": day}))
    return found


def _standing() -> Q:
    """Of an activity that still stands or may come to stand in some pairing."""
    rows = ActivityLink.objects.filter(
        state__in=(ActivityState.PENDING, ActivityState.CONFIRMED)
    )
    return Q(activity__in=rows.values("activity"))


def _same_person(rows: list[Activity]) -> list[tuple]:
    """Somebody of a one-day activity named elsewhere on that day."""
    days = {a.pk: a.starts_on for a in rows if a.starts_on == a.ends_on}
    named = Participant.objects.filter(activity__in=days, person__isnull=False)
    mine = list(named.values_list("activity", "person", "name"))
    elsewhere = Participant.objects.filter(
        _standing(),
        person__in={person for _, person, _ in mine},
        activity__starts_on__in=set(days.values()),
        activity__duplicate_of=None,
    ).values_list("activity", "activity__starts_on", "person")
    by_person = defaultdict(list)
    for other, day, person in elsewhere:
        by_person[person, day].append(other)
    names = defaultdict(list)
    for activity, person, name in mine:
        for other in by_person[person, days[activity]]:
            if other != activity:
                names[activity, other].append(name)
    return [
        (activity, HintCode.SAME_PERSON, {"names": tuple(found)}, other)
        for (activity, other), found in names.items()
    ]


def _same_file(rows: list[Activity]) -> list[tuple]:
    mine = EvidenceFile.objects.filter(activity__in=rows)
    mine = list(mine.values_list("activity", "sha256", "name"))
    sums = {sha256 for _, sha256, _ in mine}
    by_sum = defaultdict(list)
    for sha256, other in EvidenceFile.objects.filter(_standing(), sha256__in=sums).values_list(
        "sha256", "activity"
    ):
        by_sum[sha256].append(other)
    return [
        (activity, HintCode.SAME_FILE, {"name": name}, other)
        for activity, sha256, name in mine
        for other in by_sum[sha256]
        if other != activity
    ]


def _alike(rows: list[Activity]) -> list[tuple]:
    """The same type on the same day in the same pairing, logged twice perhaps."""
    links = list(
        ActivityLink.objects.filter(activity__in=rows).values_list("activity", "pairing")
    )
    by_id = {activity.pk: activity for activity in rows}
    apart = kept_apart(by_id)
    standing = ActivityLink.objects.filter(
        pairing__in={pairing for _, pairing in links},
        state__in=(ActivityState.PENDING, ActivityState.CONFIRMED),
        activity__starts_on__in={a.starts_on for a in rows},
        activity__duplicate_of=None,
    ).values_list("pairing", "activity", "activity__type", "activity__starts_on")
    alike = defaultdict(list)
    for pairing, other, code, day in standing:
        alike[pairing, code, day].append(other)
    found = {}
    for pk, pairing in links:
        one = by_id[pk]
        if one.duplicate_of_id is None:
            for other in alike[pairing, one.type, one.starts_on]:
                if other != pk and frozenset((pk, other)) not in apart:
                    found[pk, other] = (pk, HintCode.LOOKS_ALIKE, {}, other)
    return list(found.values())


def _many_lessons(activity: Activity) -> list[Hint]:
    days = (activity.ends_on - activity.starts_on).days + 1
    if activity.lessons <= MANY_LESSONS_A_DAY * days:
        return []
    facts = {"lessons": activity.lessons, "days": days}
    return [Hint(code=HintCode.MANY_LESSONS, facts=facts)]


def _no_school_days(rows: list[Activity]) -> list[tuple[int, date]]:
    """One-day events on a week-end or a listed holiday. Documents may be written any day."""
    events = [a for a in rows if a.starts_on == a.ends_on and not a.is_document]
    listed = CalendarDay.objects.filter(day__in={a.starts_on for a in events})
    kinds = {
        (bureau, day): kind for bureau, day, kind in listed.values_list("bureau", "day", "kind")
    }
    found = []
    for activity in events:
        day = activity.starts_on
        bureau = activity.logged_by_school.bureau_id
        kind = kinds.get((bureau, day)) or kinds.get((None, day))
        is_free = kind == CalendarDayKind.HOLIDAY or (day.weekday() >= 5 and kind is None)
        if is_free:
            found.append((activity.pk, day))
    return found
