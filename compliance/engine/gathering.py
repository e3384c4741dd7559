"""Puts every activity of a duty's types beside one of its windows: as a hit or as a miss.

A near miss of a window is an activity of the duty's types whose day lies in that window, or
one that fits no window, is the owing side's, and is nearest to this one, within a year of it
and not in the days of another version of the clause. It carries the first obstacle in the
order of ``compliance.engine.matching``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from compliance.engine.asking import Ask
from compliance.engine.bounds import Check, Obstacle, days_of
from compliance.engine.counting import Crowd, Hit, counter_of
from compliance.engine.duties import Duty
from compliance.engine.known import Entry
from compliance.engine.matching import checks_of, obstacle
from compliance.engine.placing import Misplaced, Place, Placer, is_plausible
from compliance.engine.terms import ActivityState
from compliance.engine.verdicts import MissCode

_STATES = {
    ActivityState.VOIDED: (MissCode.VOIDED, "voided_on"),
    ActivityState.RETURNED: (MissCode.RETURNED, "returned_on"),
    ActivityState.PENDING: (MissCode.UNCONFIRMED, "waiting_since_on"),
}


class Miss(NamedTuple):
    """``waits``: nothing but the other school's confirmation is missing."""

    entry: Entry
    code: MissCode
    facts: Mapping[str, object]
    waits: bool = False


@dataclass(slots=True)
class Slot:
    """What lies in one window of one duty, each list in the activities' lasting order."""

    hits: list[Hit] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)


class Pool(NamedTuple):
    """The parent's own events, of which a share is counted: per activity its window among the
    share's and how it counted there; ``waiting`` those that would be once confirmed."""

    parent_id: int
    hits: Mapping[int, tuple[int, Hit]]
    waiting: frozenset[int]


class Gatherer:
    """Gathers one duty's activities into the slots of its windows.

    ``asks`` holds None for a window that asks nothing of this duty (no quota line, or a
    roster member who had left): nothing is gathered there.
    """

    def __init__(
        self, duty: Duty, *, placer: Placer, asks: list[Ask | None], pool: Pool | None = None
    ) -> None:
        self.duty = duty
        self.placer = placer
        self.asks = asks
        self.pool = pool
        self.checks: tuple[Check, ...] = checks_of(duty, known=placer.known)
        self.slots = [Slot() for _ in asks]
        self.unplaced: list[tuple[Entry, Place, Miss | None]] = []

    def gather(self, entries: list[Entry]) -> list[Slot]:
        for entry in entries:
            if self.pool is not None and entry.activity.id in self.pool.hits:
                self._from_pool(entry)
            else:
                self._sort(entry)
        self._serve_open_windows()
        _drop_short_stays(self.duty, self.slots)
        return self.slots

    def _from_pool(self, entry: Entry) -> None:
        index, hit = self.pool.hits[entry.activity.id]
        found = obstacle(self.checks, entry.activity)
        if self.asks[index] is None:
            return
        if found is None:
            self.slots[index].hits.append(hit)
        else:
            self.slots[index].misses.append(Miss(entry, found.code, found.facts))

    def _sort(self, entry: Entry) -> None:
        place = self.placer.place(entry)
        if isinstance(place, Misplaced):
            self._misplaced(entry, place)
            return
        if len(place.indexes) == 1:
            if self.asks[place.indexes[0]] is not None:
                self._put(entry, place.indexes[0], place, miss=self._miss(entry))
            return
        indexes = tuple(i for i in place.indexes if self.asks[i] is not None)
        if indexes:
            waiting = (entry, place._replace(indexes=indexes), self._miss(entry))
            self.unplaced.append(waiting)

    def _misplaced(self, entry: Entry, place: Misplaced) -> None:
        activity = entry.activity
        if self.asks[place.index] is None or not is_plausible(self.duty, activity):
            return
        if not self.placer.is_near(place, activity):
            return
        miss = state_miss(entry) or Miss(entry, place.code, place.facts)
        self.slots[place.index].misses.append(miss)

    def _miss(self, entry: Entry) -> Miss | None:
        """What keeps a well-placed activity from counting; None when it counts."""
        stands = None if entry.counts else state_miss(entry)
        if stands is not None and stands.code is not MissCode.UNCONFIRMED:
            return stands
        found = obstacle(self.checks, entry.activity) or self._outside_pool(entry)
        if stands is None:
            return None if found is None else Miss(entry, found.code, found.facts)
        if found is None:
            return stands._replace(waits=True)
        return stands._replace(facts={**stands.facts, "next": found.code.value})

    def _outside_pool(self, entry: Entry) -> Obstacle | None:
        if self.pool is None or entry.activity.id in self.pool.waiting:
            return None
        return Obstacle(MissCode.NOT_IN_PARENT, {"parent": self.pool.parent_id})

    def _put(self, entry: Entry, index: int, place: Place, *, miss: Miss | None) -> None:
        if miss is not None:
            self.slots[index].misses.append(miss)
            return
        self.slots[index].hits.append(Hit(entry, place.late, place.make_up))

    def _serve_open_windows(self) -> None:
        """Documents that named no window, after those that did: each to the earliest open
        window that is still short, else to the earliest open one."""
        if not self.unplaced:
            return
        counters = {}
        for index, slot in enumerate(self.slots):
            counters[index] = counter_of(self.duty)
            for hit in slot.hits:
                counters[index].add(hit.entry.activity)
        self.unplaced.sort(key=lambda waiting: waiting[2] is not None)
        for entry, place, miss in self.unplaced:
            index = self._earliest_short(place, counters)
            if miss is None:
                counters[index].add(entry.activity)
            late = self.placer.late(index, entry.activity.starts_on)
            self._put(entry, index, place._replace(late=late), miss=miss)
        for slot in self.slots:
            slot.hits.sort(key=lambda hit: hit.entry.order)

    def _earliest_short(self, place: Place, counters: Mapping) -> int:
        for index in place.indexes:
            ask = self.asks[index]
            if not ask.exempt and counters[index].exact < ask.required:
                return index
        return place.indexes[0]


def state_miss(entry: Entry) -> Miss | None:
    """What its state, or a mark as duplicate, has against it."""
    found = _STATES.get(entry.state)
    if found is not None:
        code, name = found
        return Miss(entry, code, {name: entry.settled_on})
    if entry.stays is not None:
        return Miss(entry, MissCode.DUPLICATE, {"stays": entry.stays})
    return None


def _drop_short_stays(duty: Duty, slots: list[Slot]) -> None:
    """A floor of days per person drops the person; an event nobody is left of is a miss."""
    floor = duty.obligation.event_floor
    if floor is None or floor.days_per_person is None:
        return
    for slot in slots:
        crowd = Crowd(duty, activities=[hit.entry.activity for hit in slot.hits])
        for hit in list(slot.hits):
            if not _is_left_of(hit.entry, crowd=crowd, least=floor.days_per_person):
                slot.hits.remove(hit)
                slot.misses.append(_too_short(hit.entry, crowd=crowd))


def _is_left_of(entry: Entry, *, crowd: Crowd, least: int) -> bool:
    return crowd(entry.activity)[1] > 0 or (
        not entry.activity.participants and days_of(entry.activity) >= least
    )


def _too_short(entry: Entry, *, crowd: Crowd) -> Miss:
    facts = {"required": crowd.least, "counted": crowd.longest(entry.activity)}
    return Miss(entry, MissCode.TOO_FEW_DAYS, {**facts, "per_person": True})
