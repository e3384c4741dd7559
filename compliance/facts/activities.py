"""Activities as one pairing sees them. Plain column values: there are very many rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils import timezone

from activities.models import (
    Activity,
    ActivityLink,
    ActivityStep,
    HeadCount,
    Participant,
    PlaceKind,
)
from compliance.engine import terms
from pairing.models import Pairing

_COLUMNS = (
    "number",
    "type",
    "starts_on",
    "ends_on",
    "entered_at",
    "place",
    "school_id",
    "lessons",
    "items",
    "amount",
    "goods",
    "topics",
    "subjects",
    "stages",
    "grades",
    "contents",
    "topic_agreed",
    "for_window_starts_on",
    "follows_id",
    "duplicate_of_id",
    "duplicate_marked_on",
    "secondment__ended_on",
    "secondment__ended_known_on",
)


class Around(NamedTuple):
    """What stands in other tables about the activities, by activity (``steps`` by link)."""

    steps: Mapping[int, list[terms.Step]]
    done_by: Mapping[int, list[int]]
    heads: Mapping[int, list[tuple[int, int]]]
    people: Mapping[int, list[tuple]]
    roster: Mapping[int, list[str]]


def activities_of(
    pairings: Iterable[Pairing], *, roster_keys: Mapping[int, str]
) -> dict[int, tuple[terms.Activity, ...]]:
    """The activities of every pairing, by its id; six queries. ``roster_keys`` are the lasting
    keys of roster entries."""
    by_id = {pairing.pk: pairing for pairing in pairings}
    links = ActivityLink.objects.filter(pairing__in=by_id)
    around = _around(links, roster_keys=roster_keys)
    found: dict[int, list[terms.Activity]] = defaultdict(list)
    columns = [f"activity__{column}" for column in _COLUMNS]
    rows = links.order_by("activity__starts_on", "activity__number")
    for pk, pairing_id, activity_id, *values in rows.values_list(
        "pk", "pairing_id", "activity_id", *columns
    ):
        row = dict(zip(_COLUMNS, values, strict=True))
        sides = _sides_of(by_id[pairing_id])
        found[pairing_id].append(
            _activity(activity_id, row, link_id=pk, sides=sides, around=around)
        )
    return {pk: tuple(activities) for pk, activities in found.items()}


def _around(links, *, roster_keys: Mapping[int, str]) -> Around:
    ours = {"activity__in": links.values("activity")}
    return Around(
        steps=_steps(links),
        done_by=_grouped(
            Activity.done_by.through.objects.filter(**ours).values_list(
                "activity_id", "school_id"
            )
        ),
        heads=_grouped(
            HeadCount.objects.filter(**ours).values_list("activity_id", "school_id", "people")
        ),
        people=_grouped(
            Participant.objects.filter(**ours)
            .order_by("pk")
            .values_list(
                "activity_id",
                "school_id",
                "person_id",
                "name",
                "roles",
                "qualifications",
                "is_head",
                "days",
            )
        ),
        roster=_roster(ours, roster_keys=roster_keys),
    )


def _steps(links) -> dict[int, list[terms.Step]]:
    rows = ActivityStep.objects.filter(link__in=links.values("pk")).order_by("at", "pk")
    found = defaultdict(list)
    for link_id, on, state in rows.values_list("link_id", "on", "state"):
        found[link_id].append(terms.Step(on=on, state=terms.ActivityState(state)))
    return found


def _grouped(rows) -> dict[int, list]:
    """By the first column; what follows it as a tuple, or bare when it is one column."""
    found = defaultdict(list)
    for key, *rest in rows:
        found[key].append(rest[0] if len(rest) == 1 else tuple(rest))
    return found


def _roster(ours: dict, *, roster_keys: Mapping[int, str]) -> dict[int, list[str]]:
    """Only entries of the pairings read: others have no key here."""
    found = defaultdict(list)
    through = Activity.roster.through.objects.filter(**ours)
    for activity_id, entry_id in through.values_list("activity_id", "rosterentry_id"):
        if entry_id in roster_keys:
            found[activity_id].append(roster_keys[entry_id])
    return found


def _sides_of(pairing: Pairing) -> dict[int, terms.Side]:
    return {
        pairing.supporting_school_id: terms.Side.SUPPORTING,
        pairing.receiving_school_id: terms.Side.RECEIVING,
    }


def _activity(
    pk: int, row: dict, *, link_id: int, sides: Mapping[int, terms.Side], around: Around
) -> terms.Activity:
    return terms.Activity(
        id=pk,
        number=row["number"],
        type=row["type"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        entered_on=timezone.localtime(row["entered_at"]).date(),
        steps=tuple(around.steps.get(link_id, ())),
        sides=frozenset(sides[s] for s in around.done_by.get(pk, ()) if s in sides),
        held_at=_held_at(row, sides=sides),
        lessons=row["lessons"],
        items=row["items"],
        amount=row["amount"],
        goods=row["goods"],
        heads=_heads(around.heads.get(pk, ()), sides=sides),
        participants=tuple(_people(around.people.get(pk, ()), sides=sides)),
        topics=frozenset(row["topics"]),
        subjects=frozenset(row["subjects"]),
        stages=frozenset(row["stages"]),
        grades=frozenset(row["grades"]),
        contents=frozenset(row["contents"]),
        topic_agreed=row["topic_agreed"],
        roster_keys=frozenset(around.roster.get(pk, ())),
        window_starts_on=row["for_window_starts_on"],
        triggered_by=row["follows_id"],
        duplicate_of=row["duplicate_of_id"],
        duplicate_marked_on=row["duplicate_marked_on"],
        ended_on=row["secondment__ended_on"],
        ended_known_on=row["secondment__ended_known_on"],
    )


def _held_at(row: dict, *, sides: Mapping[int, terms.Side]) -> terms.HeldAt:
    if row["place"] == PlaceKind.ONLINE:
        return terms.HeldAt.ONLINE
    if row["place"] == PlaceKind.SCHOOL and row["school_id"] in sides:
        return terms.HeldAt(sides[row["school_id"]].value)
    return terms.HeldAt.ELSEWHERE


def _heads(rows: Iterable[tuple[int, int]], *, sides: Mapping) -> dict[terms.Side, int]:
    return {sides[school_id]: people for school_id, people in rows if school_id in sides}


def _people(rows: Iterable[tuple], *, sides: Mapping) -> Iterable[terms.Participant]:
    """Those of the two schools; who came from a third school is on neither side here."""
    for school_id, person_id, name, roles, qualifications, is_head, days in rows:
        side = sides.get(school_id)
        if side is not None:
            yield terms.Participant(
                side=side,
                key=str(person_id) if person_id else f"{side}:{name}",
                roles=frozenset(roles),
                qualifications=frozenset(qualifications),
                is_head=is_head,
                days=days,
            )
