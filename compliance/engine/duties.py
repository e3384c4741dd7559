"""An obligation, or one counted part of it, made ready for matching.

An obligation is laid out along three lines, in this order: its quota lines by stage, its two
sides (party ``each``), its items (``each_of``). What cannot be divided further is a ``Duty``;
``path`` says where it stands in the whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

from compliance.engine.ranks import posts
from compliance.engine.terms import (
    Activity,
    EachOfKind,
    Modality,
    Obligation,
    Party,
    RosterEntry,
    Side,
)
from compliance.engine.verdicts import PartKey, PartKind, Severity

BOTH_SIDES = (Side.SUPPORTING, Side.RECEIVING)
ROSTERS = frozenset({EachOfKind.MENTOR_PAIRS, EachOfKind.TEACHERS, EachOfKind.SCHOOLS})
_OWING = {
    Party.SUPPORTING: (Side.SUPPORTING,),
    Party.RECEIVING: (Side.RECEIVING,),
    Party.BOTH: BOTH_SIDES,
    Party.EACH: BOTH_SIDES,
    Party.BUREAU: (),
}


@dataclass(slots=True, kw_only=True)
class Duty:
    """What is counted by itself."""

    obligation: Obligation
    types: frozenset[str]
    path: tuple[PartKey, ...]
    side: Side | None
    stage: str
    item: str
    owing: tuple[Side, ...]
    counted_sides: tuple[Side, ...]
    severity: Severity
    is_judged: bool
    distinct_asked: int

    @property
    def part(self) -> PartKey | None:
        return self.path[-1] if self.path else None

    @property
    def item_kind(self) -> EachOfKind | None:
        return self.obligation.each_of.kind if self.item else None


def severity_of(obligation: Obligation) -> Severity:
    binds = obligation.modality in (Modality.MUST, Modality.MUST_NOT)
    return Severity.RED if binds and obligation.party is not Party.BUREAU else Severity.AMBER


def is_judged(obligation: Obligation) -> bool:
    """``may`` and ``bureau`` duties are shown with what was recorded and get no status."""
    return obligation.modality is not Modality.MAY and obligation.party is not Party.BUREAU


def _distinct_asked(obligation: Obligation) -> int:
    coverage = obligation.coverage
    return coverage.distinct if coverage is not None and coverage.of is not None else 0


def is_roster(obligation: Obligation) -> bool:
    """Whether its items are read from a roster: then they differ from window to window."""
    each_of = obligation.each_of
    return each_of is not None and not each_of.items and each_of.kind in ROSTERS


def stages_of(obligation: Obligation) -> tuple[str, ...]:
    """The stages that have quota lines of their own, in the order of the lines."""
    return tuple(dict.fromkeys(q.stage for q in obligation.quotas if q.stage))


def lay_out(
    obligation: Obligation,
    *,
    stage: str = "",
    roster: tuple[RosterEntry, ...] = (),
    types: frozenset[str] = frozenset(),
    head: tuple[PartKey, ...] = (),
) -> list[Duty]:
    """The counted parts of ``obligation`` for one stage line; one duty when nothing divides it.

    ``roster`` are the members of its roster in any window; ``types`` stands in for a share
    that names no activity types of its own, and ``head`` is its place in the whole.
    """
    head = (*head, PartKey(PartKind.STAGE, stage)) if stage else head
    found = []
    for side in BOTH_SIDES if obligation.party is Party.EACH else (None,):
        trunk = (*head, PartKey(PartKind.SIDE, side.value)) if side else head
        for key in _items(obligation, roster=roster):
            owing = (side,) if side else _OWING[obligation.party]
            found.append(
                Duty(
                    obligation=obligation,
                    types=_types(obligation, key=key) or types,
                    path=(*trunk, key) if key else trunk,
                    side=side,
                    stage=stage,
                    item=key.key if key else "",
                    owing=owing,
                    counted_sides=_counted_sides(obligation, owing=owing),
                    severity=severity_of(obligation),
                    is_judged=is_judged(obligation),
                    distinct_asked=_distinct_asked(obligation),
                )
            )
    return found


def _items(
    obligation: Obligation, *, roster: tuple[RosterEntry, ...]
) -> tuple[PartKey | None, ...]:
    if obligation.each_of is None:
        return (None,)
    if is_roster(obligation):
        labels = {entry.key: entry.label for entry in roster}
        return tuple(PartKey(PartKind.ITEM, key, labels[key]) for key in labels)
    return tuple(PartKey(PartKind.ITEM, item) for item in obligation.each_of.items)


def _types(obligation: Obligation, *, key: PartKey | None) -> frozenset[str]:
    if key is not None and obligation.each_of.kind is EachOfKind.TYPES:
        return frozenset({key.key})
    return obligation.activity_types


def _counted_sides(obligation: Obligation, *, owing: tuple[Side, ...]) -> tuple[Side, ...]:
    if obligation.counted_side is not None:
        return (obligation.counted_side,)
    return owing or BOTH_SIDES


def touch_of(duty: Duty) -> Callable[[Activity], bool] | None:
    """Whether an activity has to do with this part at all; None when every one has.

    A visit by the safety director is no near miss of the teaching director's visits.
    """
    tests = [test for test in (_side_test(duty), _stage_test(duty), _item_test(duty)) if test]
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    return lambda activity: all(test(activity) for test in tests)


def _side_test(duty: Duty) -> Callable[[Activity], bool] | None:
    side = duty.side
    return None if side is None else lambda activity: side in activity.sides


def _stage_test(duty: Duty) -> Callable[[Activity], bool] | None:
    stage = duty.stage
    return (lambda activity: stage in activity.stages) if stage else None


def _item_test(duty: Duty) -> Callable[[Activity], bool] | None:
    item = duty.item
    if not item:
        return None
    if duty.item_kind is EachOfKind.ROLES:
        return _role_test(duty)
    if duty.item_kind is EachOfKind.TEACHERS:
        return lambda a: item in a.roster_keys or any(p.key == item for p in a.participants)
    return {
        EachOfKind.TYPES: lambda activity: activity.type == item,
        EachOfKind.TOPICS: lambda activity: item in activity.topics,
        EachOfKind.GRADES: lambda activity: item in activity.grades,
        EachOfKind.SUBJECTS: lambda activity: item in activity.subjects,
        EachOfKind.SCHOOLS: lambda activity: item in activity.roster_keys,
        EachOfKind.MENTOR_PAIRS: lambda activity: item in activity.roster_keys,
    }[duty.item_kind]


def _role_test(duty: Duty) -> Callable[[Activity], bool]:
    wanted, sides = posts(duty.item), duty.owing or BOTH_SIDES
    return lambda activity: any(
        p.side in sides and not wanted.isdisjoint(p.roles) for p in activity.participants
    )
