"""The case as it was known at the end of one day: what had been entered, decided and marked.

Nothing entered, decided or marked after that day is seen, and no activity held after it; of a
stay that goes on, the days lived by then. A draft is nobody's business yet and is not seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from compliance.engine.terms import (
    Activity,
    ActivityState,
    Case,
    Headcount,
    MakeUp,
    RosterEntry,
    Suspension,
    Violation,
    Waiver,
)

Order = tuple[date, str, str]
Lasting = TypeVar("Lasting", Activity, RosterEntry)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One activity as it stood on the day asked. ``order`` decides who comes first: day, type,
    lasting number. ``stays`` is set on a duplicate: the id of the one that counts instead."""

    activity: Activity
    state: ActivityState
    settled_on: date  # the day it came into ``state``
    order: Order
    stays: int | None = None
    is_running: bool = False  # a stay that goes on after the day asked

    @property
    def counts(self) -> bool:
        """Whether nothing in its state is against it."""
        return self.state is ActivityState.CONFIRMED and self.stays is None


@dataclass(slots=True, kw_only=True)
class Known:
    """What one day's verdicts rest on, indexed. Obligation ids key the decisions; make-ups are
    kept under the whole obligation, also when accepted for a share of it."""

    case: Case
    on: date
    by_id: Mapping[int, Entry]
    by_type: Mapping[str, tuple[Entry, ...]]
    suspensions: tuple[Suspension, ...]
    waivers: Mapping[int, list[Waiver]]
    make_ups: Mapping[int, dict[int, MakeUp]]
    violations: Mapping[int, list[Violation]]
    headcounts: Mapping[int, list[Headcount]]
    roster: tuple[RosterEntry, ...]
    ended_on: date
    of_types_found: dict[frozenset[str], tuple[Entry, ...]] = field(default_factory=dict)
    shares: dict[int, tuple] = field(default_factory=dict)  # of days gone, by window

    def of_types(self, types: frozenset[str]) -> tuple[Entry, ...]:
        """The activities of any of ``types``, in their lasting order."""
        found = self.of_types_found.get(types)
        if found is None:
            lists = [self.by_type[kind] for kind in types if kind in self.by_type]
            found = lists[0] if len(lists) == 1 else _in_order(e for es in lists for e in es)
            self.of_types_found[types] = found
        return found

    def is_suspended(self, day: date) -> bool:
        return any(span.starts_on <= day <= span.ends_on for span in self.suspensions)


def know(case: Case, *, on: date) -> Known:
    """The case as it stood at the end of the day ``on``."""
    entries = _in_order(_entries(case, on=on))
    by_id = {entry.activity.id: entry for entry in entries}
    _settle_duplicates(by_id, on=on)
    by_type: dict[str, list[Entry]] = {}
    for entry in entries:
        by_type.setdefault(entry.activity.type, []).append(entry)
    return Known(
        case=_as_ruled(case, on=on),
        on=on,
        by_id=by_id,
        by_type={kind: tuple(found) for kind, found in by_type.items()},
        suspensions=tuple(s for s in case.agreement.suspensions if s.known_on <= on),
        waivers=_by_obligation(w for w in case.waivers if w.granted_on <= on),
        make_ups=_make_ups(case, on=on),
        violations=_by_obligation(v for v in case.violations if _is_held(v, on=on)),
        headcounts=_by_obligation(h for h in case.headcounts if h.known_on <= on),
        roster=_roster(case, on=on),
        ended_on=_ended_on(case, on=on),
    )


def _as_ruled(case: Case, *, on: date) -> Case:
    """By the rules of that day: what the programme decided later does not reach back."""
    later = (former for former in case.former_rules if former.until > on)
    former = min(later, key=lambda former: former.until, default=None)
    return case if former is None else replace(case, rules=former.rules)


def _roster(case: Case, *, on: date) -> tuple[RosterEntry, ...]:
    """The members entered by then, each until the last day that was known by then."""
    entered = (entry for entry in case.roster if entry.known_on <= on)
    return tuple(sorted((_until_known(entry, on=on) for entry in entered), key=_roster_order))


def _until_known(entry: Lasting, *, on: date) -> Lasting:
    """With the real last day, if it was known by ``on``."""
    if entry.ended_known_on is None or entry.ended_known_on > on:
        return entry
    return replace(entry, ends_on=entry.ended_on)


def _is_held(violation: Violation, *, on: date) -> bool:
    is_struck = violation.struck_on is not None and violation.struck_on <= on
    return violation.recorded_on <= on and not is_struck


def _roster_order(entry: RosterEntry) -> tuple:
    return entry.kind, entry.key, entry.starts_on


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.order))


def _entries(case: Case, *, on: date) -> Iterable[Entry]:
    for activity in case.activities:
        if activity.entered_on > on or activity.starts_on > on:
            continue
        step = next((s for s in reversed(activity.steps) if s.on <= on), None)
        if step is not None and step.state is not ActivityState.DRAFT:
            lived = (
                activity if activity.ended_known_on is None else _until_known(activity, on=on)
            )
            is_running = lived.ends_on > on
            yield Entry(
                activity=replace(lived, ends_on=on) if is_running else lived,
                state=step.state,
                settled_on=step.on,
                order=(activity.starts_on, activity.type, activity.number),
                is_running=is_running,
            )


def _ended_on(case: Case, *, on: date) -> date:
    """The last day in force as it was known on the day ``on``."""
    agreement = case.agreement
    if agreement.terminated_on is None:
        return agreement.ends_on
    if agreement.terminated_known_on is not None and agreement.terminated_known_on > on:
        return agreement.ends_on
    return min(agreement.ends_on, agreement.terminated_on)


def _by_obligation(decisions: Iterable) -> dict[int, list]:
    found: dict[int, list] = {}
    for decision in decisions:
        found.setdefault(decision.obligation_id, []).append(decision)
    return found


def _make_ups(case: Case, *, on: date) -> dict[int, dict[int, MakeUp]]:
    """By whole obligation and activity; of two acceptances the later one stands."""
    accepted = sorted(
        (m for m in case.make_ups if m.accepted_on <= on),
        key=lambda m: (m.accepted_on, m.window_starts_on),
    )
    if not accepted:
        return {}
    parent = {o.id: o.part_of for o in case.obligations}
    found: dict[int, dict[int, MakeUp]] = {}
    for make_up in accepted:
        whole = make_up.obligation_id
        for _ in parent:
            whole = parent[whole] if parent.get(whole) in parent else whole
        found.setdefault(whole, {})[make_up.activity_id] = make_up
    return found


def _settle_duplicates(by_id: Mapping[int, Entry], *, on: date) -> None:
    """Of activities marked as the same, the one confirmed first stays (the same day: the one
    entered first); a voided one leaves the place to the next."""
    for same in _marked_groups(by_id, on=on):
        confirmed = [e for e in same if e.state is ActivityState.CONFIRMED]
        confirmed.sort(key=lambda e: (e.settled_on, e.activity.entered_on, e.activity.number))
        for entry in confirmed[1:]:
            entry.stays = confirmed[0].activity.id


def _marked_groups(by_id: Mapping[int, Entry], *, on: date) -> Iterable[list[Entry]]:
    group_of: dict[int, list[Entry]] = {}
    for entry in by_id.values():
        for other_id in _marked_as(entry.activity, on=on):
            other = by_id.get(other_id)
            if other is None or other is entry:
                continue
            ours = group_of.get(entry.activity.id, [entry])
            theirs = group_of.get(other.activity.id, [other])
            if ours is not theirs:
                ours = ours + theirs
            for member in ours:
                group_of[member.activity.id] = ours
    return {id(group): group for group in group_of.values()}.values()


def _marked_as(activity: Activity, *, on: date) -> Iterable[int]:
    """What it stood marked as the same as at the end of ``on``, also if that was taken back
    later."""
    marked_on = activity.duplicate_marked_on
    if activity.duplicate_of is not None and (marked_on is None or marked_on <= on):
        yield activity.duplicate_of
    for mark in activity.former_marks:
        if mark.since <= on < mark.until:
            yield mark.of
