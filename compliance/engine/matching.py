"""Does this activity count for this duty, and if not, what stands in the way?

Of several obstacles the first in this order is named, and only that one:

1. its state (voided, returned, unconfirmed), then whether it is a duplicate;
2. its day: before the agreement was in force, outside every window, too late for its window;
3. its entry: logged too late, where the programme sets a limit;
4. whose it is: wrong school; where it was: wrong venue;
5. what it was about: wrong stage, grade, subject, topic;
6. who did it: wrong role, then wrong qualification;
7. how big it was: too few people, days, lessons; past a ceiling;
8. what it had to hold: missing content;
9. a share: not among the parent's counted events; a counting group: counted for another duty.

This module answers 3 to 8, which depend on nothing but the duty and the activity.
"""

from collections.abc import Callable, Iterable

from compliance.engine.bounds import Check, Obstacle, bound_checks, people_of
from compliance.engine.duties import BOTH_SIDES, Duty
from compliance.engine.known import Known
from compliance.engine.ranks import LEVEL, posts
from compliance.engine.terms import (
    Activity,
    EachOfKind,
    HeldAt,
    Measure,
    Obligation,
    Participant,
    Party,
    Side,
    Venue,
)
from compliance.engine.verdicts import MissCode

_WITHOUT_PEOPLE = frozenset({Measure.ITEMS, Measure.AMOUNT, Measure.GOODS})
_SCHOOLS = frozenset({HeldAt.SUPPORTING, HeldAt.RECEIVING})
_PLACES = {
    Venue.SUPPORTING: frozenset({HeldAt.SUPPORTING}),
    Venue.RECEIVING: frozenset({HeldAt.RECEIVING}),
    Venue.ALTERNATING: _SCHOOLS,
    Venue.ONLINE: frozenset({HeldAt.ONLINE}),
}


def obstacle(checks: Iterable[Check], activity: Activity) -> Obstacle | None:
    """The first thing in the way, or None when the activity counts."""
    for check in checks:
        found = check(activity)
        if found is not None:
            return found
    return None


def checks_of(duty: Duty, *, known: Known) -> tuple[Check, ...]:
    """What an activity has to pass to count for ``duty``: only the checks it asks for."""
    obligation = duty.obligation
    checks = (
        _entry_check(known),
        _school_check(duty),
        _venue_check(duty),
        *_subject_checks(duty),
        _heads_check(obligation),
        *_person_checks(duty),
        *bound_checks(duty, known=known),
        _content_check(obligation),
    )
    return tuple(check for check in checks if check is not None)


def allowed_posts(duty: Duty) -> frozenset[str]:
    """Every post that may do it; empty when anyone may."""
    if duty.item and duty.item_kind is EachOfKind.ROLES:
        return posts(duty.item)
    obligation = duty.obligation
    allowed = frozenset().union(*(posts(role) for role in obligation.actor_roles))
    if not obligation.minimum_rank:
        return allowed
    lowest = LEVEL[obligation.minimum_rank]
    return allowed | {role for role, level in LEVEL.items() if level <= lowest}


def asks_for_persons(duty: Duty) -> bool:
    """Whether only certain persons may do it, so that a bare head-count proves nothing."""
    obligation = duty.obligation
    return bool(
        obligation.actor_roles
        or obligation.minimum_rank
        or obligation.actor_qualifications
        or duty.item_kind is EachOfKind.ROLES
    )


def matching_people(duty: Duty) -> Callable[[Activity, Side], list[Participant]]:
    """Those of one side who hold a wanted post and a wanted group of marks."""
    allowed, groups = allowed_posts(duty), duty.obligation.actor_qualifications

    def people(activity: Activity, side: Side) -> list[Participant]:
        return [
            person
            for person in activity.participants
            if person.side is side
            and (not allowed or not allowed.isdisjoint(person.roles))
            and (not groups or any(marks <= person.qualifications for marks in groups))
        ]

    return people


# --- the checks, in their order -----------------------------------------------------------


def _entry_check(known: Known) -> Check | None:
    limit = known.case.rules.late_entry_days
    if limit is None:
        return None

    def check(activity: Activity) -> Obstacle | None:
        gap = (activity.entered_on - activity.ends_on).days
        if gap <= limit:
            return None
        facts = {"entered_on": activity.entered_on, "days": gap, "limit": limit}
        return Obstacle(MissCode.LOGGED_TOO_LATE, facts)

    return check


def _school_check(duty: Duty) -> Check | None:
    if duty.obligation.party is Party.BUREAU:
        return None
    if duty.obligation.party is not Party.BOTH:
        side = duty.owing[0]
        return lambda a: None if side in a.sides else _wrong_school(a, side=side)
    if duty.obligation.measure in _WITHOUT_PEOPLE or duty.obligation.measure is Measure.PAIRS:
        return _joint_paper_check
    return _joint_event_check


def _wrong_school(activity: Activity, *, side: Side) -> Obstacle:
    found = tuple(sorted(s.value for s in activity.sides))
    return Obstacle(MissCode.WRONG_SCHOOL, {"wanted": side.value, "found": found})


def _joint_paper_check(activity: Activity) -> Obstacle | None:
    """A joint document names both sides; nobody need have been anywhere."""
    missing = next((side for side in BOTH_SIDES if side not in activity.sides), None)
    return None if missing is None else _wrong_school(activity, side=missing)


def _joint_event_check(activity: Activity) -> Obstacle | None:
    """Somebody of each side was there."""
    for side in BOTH_SIDES:
        if not people_of(activity, sides=(side,)):
            found = tuple(s.value for s in BOTH_SIDES if people_of(activity, sides=(s,)))
            return Obstacle(MissCode.WRONG_SCHOOL, {"wanted": side.value, "found": found})
    return None


def _venue_check(duty: Duty) -> Check | None:
    venue = duty.obligation.venue
    if venue is Venue.ANYWHERE:
        return None
    places = _PLACES.get(venue) or _counterpart_places(duty)

    def check(activity: Activity) -> Obstacle | None:
        if activity.held_at in places:
            return None
        wanted = tuple(sorted(place.value for place in places))
        facts = {"wanted": wanted, "found": activity.held_at.value}
        return Obstacle(MissCode.WRONG_VENUE, facts)

    return check


def _counterpart_places(duty: Duty) -> frozenset[HeldAt]:
    """At the school of the other side; a joint event is away for one of them."""
    if len(duty.owing) != 1:
        return _SCHOOLS
    return frozenset({HeldAt(duty.owing[0].other.value)})


def _subject_checks(duty: Duty) -> list[Check | None]:
    obligation = duty.obligation
    stages = obligation.stages
    return [
        _any_of(stages, "stages", MissCode.WRONG_STAGE),
        _any_of(obligation.grades, "grades", MissCode.WRONG_GRADE),
        _any_of(obligation.subjects, "subjects", MissCode.WRONG_SUBJECT),
        _any_of(obligation.topics, "topics", MissCode.WRONG_TOPIC),
        _agreed_check if obligation.topics_agreed else None,
    ]


def _any_of(wanted: frozenset[str], name: str, code: MissCode) -> Check | None:
    if not wanted:
        return None

    def check(activity: Activity) -> Obstacle | None:
        found = getattr(activity, name)
        if not wanted.isdisjoint(found):
            return None
        return Obstacle(code, {"wanted": tuple(sorted(wanted)), "found": tuple(sorted(found))})

    return check


def _agreed_check(activity: Activity) -> Obstacle | None:
    if activity.topic_agreed:
        return None
    return Obstacle(
        MissCode.WRONG_TOPIC, {"agreed": False, "found": tuple(sorted(activity.topics))}
    )


def _heads_check(obligation: Obligation) -> Check | None:
    return _both_heads if obligation.both_heads else None


def _both_heads(activity: Activity) -> Obstacle | None:
    there = {person.side for person in activity.participants if person.is_head}
    missing = next((side for side in BOTH_SIDES if side not in there), None)
    if missing is None:
        return None
    return Obstacle(MissCode.WRONG_ROLE, {"head": True, "side": missing.value})


def _person_checks(duty: Duty) -> list[Check]:
    if not asks_for_persons(duty):
        return []
    sides = duty.owing or BOTH_SIDES
    return [_role_check(duty, sides=sides), _qualification_check(duty, sides=sides)]


def _role_check(duty: Duty, *, sides: tuple[Side, ...]) -> Check:
    allowed = allowed_posts(duty)
    wanted = tuple(
        sorted(
            {duty.item} if duty.item_kind is EachOfKind.ROLES else duty.obligation.actor_roles
        )
    )

    def check(activity: Activity) -> Obstacle | None:
        if not allowed:
            return None
        for side in sides:
            held = [p.roles for p in activity.participants if p.side is side]
            if all(allowed.isdisjoint(roles) for roles in held):
                found = tuple(sorted(frozenset().union(*held)))
                facts = {"wanted": wanted, "found": found, "side": side.value}
                rank = duty.obligation.minimum_rank
                return Obstacle(
                    MissCode.WRONG_ROLE, facts | {"minimum_rank": rank} if rank else facts
                )
        return None

    return check


def _qualification_check(duty: Duty, *, sides: tuple[Side, ...]) -> Check:
    people, groups = matching_people(duty), duty.obligation.actor_qualifications

    def check(activity: Activity) -> Obstacle | None:
        if not groups:
            return None
        missing = next((side for side in sides if not people(activity, side)), None)
        if missing is None:
            return None
        wanted = tuple(tuple(sorted(marks)) for marks in groups)
        return Obstacle(MissCode.WRONG_QUALIFICATION, {"wanted": wanted, "side": missing.value})

    return check


def _content_check(obligation: Obligation) -> Check | None:
    contents = obligation.coverage.contents if obligation.coverage else frozenset()
    if not contents:
        return None

    def check(activity: Activity) -> Obstacle | None:
        missing = contents - activity.contents
        if not missing:
            return None
        return Obstacle(MissCode.MISSING_CONTENT, {"missing": tuple(sorted(missing))})

    return check
