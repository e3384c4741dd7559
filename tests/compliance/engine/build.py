"""Builders for the engine's tests: a test names only what it is about.

The county's terms (``school_days``): autumn 2025 is 1 September 2025 to 23 January 2026, spring
2026 is 2 March to 10 July 2026; the agreement of two years begins on 10 March 2025.
"""

from datetime import date
from itertools import count

from compliance.engine.judge import judge
from compliance.engine.terms import (
    Activity,
    ActivityState,
    Agreement,
    Case,
    HeldAt,
    MakeUp,
    Measure,
    Obligation,
    Participant,
    Party,
    Period,
    Side,
    Step,
    Waiver,
)
from compliance.engine.verdicts import PartKind, Verdict
from tests.compliance.engine.school_days import COUNTY, TWO_YEARS

SUPPORTING, RECEIVING = Side.SUPPORTING, Side.RECEIVING
AUTUMN, SPRING = date(2025, 9, 1), date(2026, 3, 2)  # the first days of two terms
AUTUMN_ENDS, SPRING_ENDS = date(2026, 1, 23), date(2026, 7, 10)
LATER = date(2030, 1, 1)

_numbers = count(1)


def obligation(**fields) -> Obligation:
    """The supporting school's two visits a term, unless said otherwise."""
    plain = {
        "id": 1,
        "clause": "1",
        "order": 1,
        "party": Party.SUPPORTING,
        "activity_types": frozenset({"visit"}),
        "measure": Measure.EVENTS,
        "period": Period.TERM,
        "minimum": 2,
    }
    given = plain | fields
    given["order"] = fields.get("order", given["id"])
    return Obligation(**given)


def person(side: Side = SUPPORTING, key: str = "", *roles: str, **fields) -> Participant:
    """``marks`` are the person's qualifications."""
    marks = frozenset(fields.pop("marks", ()))
    return Participant(
        side=side,
        key=key or f"{side}-{next(_numbers)}",
        roles=frozenset(roles),
        qualifications=marks,
        **fields,
    )


def steps(*made: tuple[date, ActivityState]) -> tuple[Step, ...]:
    return tuple(Step(on=on, state=state) for on, state in made)


def activity(held_on: date, **fields) -> Activity:
    """A visit by the supporting school, confirmed the same day, unless said otherwise.

    ``state`` stands for a history that leads there at once; ``ends_on`` defaults to the day.
    """
    state = fields.pop("state", ActivityState.CONFIRMED)
    id_ = fields.pop("id", None) or next(_numbers)
    entered_on = fields.get("entered_on", held_on)
    plain = {
        "id": id_,
        "number": f"{id_:06}",
        "type": "visit",
        "starts_on": held_on,
        "ends_on": held_on,
        "entered_on": entered_on,
        "steps": steps((entered_on, state)),
        "sides": frozenset({SUPPORTING}),
        "held_at": HeldAt.RECEIVING,
    }
    for name in ("topics", "subjects", "stages", "grades", "contents", "sides", "roster_keys"):
        if name in fields:
            fields[name] = frozenset(fields[name])
    return Activity(**plain | fields)


def joint(held_on: date, **fields) -> Activity:
    """A meeting of both schools, one person of each there unless said otherwise."""
    plain = {
        "type": "meeting",
        "sides": {SUPPORTING, RECEIVING},
        "participants": (person(SUPPORTING), person(RECEIVING)),
    }
    return activity(held_on, **plain | fields)


def case(
    *obligations: Obligation,
    activities: tuple[Activity, ...] | list[Activity] = (),
    agreement: Agreement = TWO_YEARS,
    **fields,
) -> Case:
    plain = {"calendar": COUNTY, "lowest_stage": "primary"} | fields
    return Case(
        agreement=agreement,
        obligations=obligations,
        activities=tuple(activities),
        **plain,
    )


def waiver(window_starts_on: date, **fields) -> Waiver:
    plain = {
        "obligation_id": 1,
        "granted_on": window_starts_on,
        "granted_by": "bureau",
        "reason": "flood",
    }
    return Waiver(window_starts_on=window_starts_on, **plain | fields)


def make_up(made_up: Activity, window_starts_on: date, **fields) -> MakeUp:
    plain = {
        "obligation_id": 1,
        "accepted_on": made_up.starts_on,
        "accepted_by": "bureau",
    }
    return MakeUp(activity_id=made_up.id, window_starts_on=window_starts_on, **plain | fields)


# --- asking -------------------------------------------------------------------------------


def verdict_in(
    asked: Case, window_starts_on: date, *, on: date = LATER, id: int = 1
) -> Verdict:
    """The verdict of one whole obligation over the window that begins on that day."""
    [found] = [
        verdict
        for verdict in judge(asked, on=on)
        if verdict.obligation_id == id and verdict.window.starts_on == window_starts_on
    ]
    return found


def verdict(*obligations: Obligation, on: date = LATER, **fields) -> Verdict:
    """The first obligation's verdict over the autumn term of 2025."""
    return verdict_in(case(*obligations, **fields), AUTUMN, on=on, id=obligations[0].id)


def misses(judged: Verdict) -> list[tuple[int, str]]:
    return [(miss.activity_id, miss.code.value) for miss in judged.near_misses]


def codes(judged: Verdict) -> list[str]:
    return [reason.code.value for reason in judged.reasons]


def counts_of(judged: Verdict) -> dict[str, tuple]:
    """By part: what was asked, what counted, and the status."""
    return {part.part.key: (part.required, part.counted, part.status) for part in judged.parts}


def part_of(judged: Verdict, kind: PartKind, key: str) -> Verdict:
    [found] = [p for p in judged.parts if (p.part.kind, p.part.key) == (kind, key)]
    return found
