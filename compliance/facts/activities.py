"""Activities as one pairing sees them. Plain column values: there are very many rows."""

import json
from collections import defaultdict, namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from activities.models import (
    Activity,
    ActivityLink,
    ActivityStep,
    HeadCount,
    Participant,
    PlaceKind,
)
from compliance.engine import terms
from compliance.facts.reading import Read, codes, local_day, yuan

Sides = Mapping[int, terms.Side]  # by school

_OF_ACTIVITY = (
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
    "former_marks",
    "secondment__ended_on",
    "secondment__ended_known_on",
    "donation__worth",
)
_Link = namedtuple("_Link", ("link_id", "pairing_id", "activity_id", *_OF_ACTIVITY))
_LINKS = Read(
    lambda ids: ActivityLink.objects.filter(pairing__in=ids).values_list(
        "pk", "pairing_id", "activity_id", *(f"activity__{column}" for column in _OF_ACTIVITY)
    )
)


def _ours(ids) -> dict:
    return {"activity__in": ActivityLink.objects.filter(pairing__in=ids).values("activity")}


_STEPS = Read(
    lambda ids: (
        ActivityStep.objects.filter(link__pairing__in=ids)
        .order_by("at", "pk")
        .values_list("link_id", "on", "state")
    )
)
_DONE_BY = Read(
    lambda ids: Activity.done_by.through.objects.filter(**_ours(ids)).values_list(
        "activity_id", "school_id"
    )
)
_HEADS = Read(
    lambda ids: (
        HeadCount.objects.filter(**_ours(ids))
        .order_by()
        .values_list("activity_id", "school_id", "people")
    )
)
_OF_PERSON = ("school_id", "person_id", "name", "roles", "qualifications", "is_head", "days")
_Present = namedtuple("_Present", _OF_PERSON)
_PEOPLE = Read(
    lambda ids: (
        Participant.objects.filter(**_ours(ids))
        .order_by("pk")
        .values_list("activity_id", *_OF_PERSON)
    )
)
_ROSTER = Read(
    lambda ids: Activity.roster.through.objects.filter(**_ours(ids)).values_list(
        "activity_id", "rosterentry_id"
    )
)

_STATES = {state.value: state for state in terms.ActivityState}
_HELD_AT = {side: terms.HeldAt(side.value) for side in terms.Side}


class Around(NamedTuple):
    """What stands in other tables about the activities, by activity (``steps`` by link)."""

    steps: Mapping[int, list[terms.Step]]
    done_by: Mapping[int, list[tuple[int]]]
    heads: Mapping[int, list[tuple[int, int]]]
    people: Mapping[int, list[tuple]]
    roster: Mapping[int, list[str]]


def activities_of(
    sides: Mapping[int, Sides], *, roster_keys: Mapping[int, str]
) -> dict[int, tuple[terms.Activity, ...]]:
    """The activities of every pairing, by its id, in no order; six queries. ``sides`` are the
    schools of each pairing, ``roster_keys`` the lasting keys of roster entries."""
    around = _around(sides, roster_keys=roster_keys)
    found: dict[int, list[terms.Activity]] = defaultdict(list)
    makers = {pk: _maker(schools, around=around) for pk, schools in sides.items()}
    for row in map(_Link._make, _LINKS(sides)):
        found[row.pairing_id].append(makers[row.pairing_id](row))
    return {pk: tuple(activities) for pk, activities in found.items()}


def _around(pairing_ids: Collection[int], *, roster_keys: Mapping[int, str]) -> Around:
    return Around(
        steps=_steps(pairing_ids),
        done_by=_grouped(_DONE_BY(pairing_ids)),
        heads=_grouped(_HEADS(pairing_ids)),
        people=_grouped(_PEOPLE(pairing_ids)),
        roster=_roster(pairing_ids, roster_keys=roster_keys),
    )


def _steps(pairing_ids: Collection[int]) -> dict[int, list[terms.Step]]:
    found, made = defaultdict(list), {}
    for link_id, on, state in _STEPS(pairing_ids):
        step = made.get((on, state))
        if step is None:
            step = made[on, state] = terms.Step(on=on, state=_STATES[state])
        found[link_id].append(step)
    return found


def _grouped(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    """By the first column, what follows it."""
    found = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def _roster(
    pairing_ids: Collection[int], *, roster_keys: Mapping[int, str]
) -> dict[int, list[str]]:
    """Only entries of the pairings read: others have no key here."""
    found = defaultdict(list)
    for activity_id, entry_id in _ROSTER(pairing_ids) if roster_keys else ():
        if entry_id in roster_keys:
            found[activity_id].append(roster_keys[entry_id])
    return found


def _maker(sides: Sides, *, around: Around) -> Callable[..., terms.Activity]:
    """Makes the activities of one pairing from its rows. Equal small values are shared: a
    county has few different ones."""
    people: dict[tuple, terms.Participant | None] = {}
    doers: dict[tuple[tuple[int], ...], frozenset[terms.Side]] = {}

    def person(row: tuple) -> terms.Participant | None:
        if row not in people:
            people[row] = _person(_Present._make(row), sides=sides)
        return people[row]

    def doing(schools: Iterable[tuple[int]]) -> frozenset[terms.Side]:
        key = tuple(schools)
        if key not in doers:
            doers[key] = frozenset(sides[school] for (school,) in key if school in sides)
        return doers[key]

    def activity(row: _Link) -> terms.Activity:
        pk = row.activity_id
        present = [person(one) for one in around.people.get(pk, ())]
        return terms.Activity(
            id=pk,
            number=row.number,
            type=row.type,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            entered_on=local_day(row.entered_at),
            steps=tuple(around.steps.get(row.link_id, ())),
            sides=doing(around.done_by.get(pk, ())),
            held_at=_held_at(row, sides=sides),
            lessons=row.lessons,
            items=row.items,
            amount=_amount(row),
            goods=row.goods,
            heads=_heads(around.heads.get(pk, ()), sides=sides),
            participants=tuple(one for one in present if one is not None),
            topics=codes(row.topics),
            subjects=codes(row.subjects),
            stages=codes(row.stages),
            grades=codes(row.grades),
            contents=codes(row.contents),
            topic_agreed=bool(row.topic_agreed),
            roster_keys=frozenset(around.roster.get(pk, ())),
            window_starts_on=row.for_window_starts_on,
            triggered_by=row.follows_id,
            duplicate_of=row.duplicate_of_id,
            duplicate_marked_on=row.duplicate_marked_on,
            former_marks=_marks(row.former_marks),
            ended_on=row.secondment__ended_on,
            ended_known_on=row.secondment__ended_known_on,
        )

    return activity


def _marks(text: str) -> tuple[terms.Mark, ...]:
    if text == "[]":
        return ()
    return tuple(
        terms.Mark(of=of, since=date.fromisoformat(since), until=date.fromisoformat(until))
        for of, since, until in json.loads(text)
    )


def _amount(row: _Link) -> Decimal:
    """Money, or what goods are worth: no activity has both, and a clause says which it means
    by its types."""
    given = yuan(row.amount)
    return given + yuan(row.donation__worth) if row.donation__worth else given


def _held_at(row: _Link, *, sides: Sides) -> terms.HeldAt:
    if row.place == PlaceKind.ONLINE:
        return terms.HeldAt.ONLINE
    if row.place == PlaceKind.SCHOOL and row.school_id in sides:
        return _HELD_AT[sides[row.school_id]]
    return terms.HeldAt.ELSEWHERE


def _heads(rows: Iterable[tuple[int, int]], *, sides: Sides) -> dict[terms.Side, int]:
    return {sides[school_id]: people for school_id, people in rows if school_id in sides}


def _person(row: _Present, *, sides: Sides) -> terms.Participant | None:
    """None for whoever came from a third school: on neither side here."""
    side = sides.get(row.school_id)
    if side is None:
        return None
    return terms.Participant(
        side=side,
        key=str(row.person_id) if row.person_id else f"{side}:{row.name}",
        roles=codes(row.roles),
        qualifications=codes(row.qualifications),
        is_head=bool(row.is_head),
        days=row.days,
    )
