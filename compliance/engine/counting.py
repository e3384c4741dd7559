"""How much the activities that count come to, in the duty's own measure.

Events, lessons, attendances, days, items, amounts and goods add up. People are distinct names,
or the largest single head-count if that is more; a percentage is those people by the agreed
head-count, rounded down to two decimals. What each activity is credited with is what it added
to the total, so that the credits always sum to the total.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from compliance.engine.bounds import days_of, people_of
from compliance.engine.duties import BOTH_SIDES, Duty
from compliance.engine.known import Entry, Known
from compliance.engine.matching import asks_for_persons, matching_people
from compliance.engine.terms import (
    Activity,
    CoverageOf,
    EachOfKind,
    MakeUp,
    Measure,
    Participant,
    Quantity,
    RosterEntry,
    Side,
)
from compliance.engine.verdicts import Window


class Hit(NamedTuple):
    """One activity that counts; ``late``: after the due day, within the grace."""

    entry: Entry
    late: bool
    make_up: MakeUp | None


class Tally(NamedTuple):
    """``counter`` has counted them all; ``exact`` is the total before rounding; ``added`` what
    each hit was credited with; ``distinct`` how many different things were covered;
    ``reached_on`` the first day on which minimum and coverage were both reached;
    ``from_heads`` the head-count that set the total."""

    counter: "Sum | People"
    total: Quantity
    exact: Quantity | Fraction
    added: tuple[Quantity, ...]
    distinct: int
    reached_on: date | None
    from_heads: int | None


_SIZES: Mapping[Measure, Callable[[Activity], Quantity]] = {
    Measure.EVENTS: lambda activity: 1,
    Measure.LESSONS: lambda activity: activity.lessons,
    Measure.DAYS: days_of,
    Measure.ITEMS: lambda activity: activity.items,
    Measure.AMOUNT: lambda activity: activity.amount,
    Measure.GOODS: lambda activity: activity.goods,
    Measure.PAIRS: lambda activity: 0,
}
_COVERED: Mapping[CoverageOf, Callable[[Activity], Iterable[str]]] = {
    CoverageOf.SUBJECTS: lambda activity: activity.subjects,
    CoverageOf.TOPICS: lambda activity: activity.topics,
    CoverageOf.TYPES: lambda activity: (activity.type,),
    CoverageOf.GRADES: lambda activity: activity.grades,
    CoverageOf.STAGES: lambda activity: activity.stages,
}


class Sum:
    """Adds up what every single activity brings."""

    def __init__(self, size: Callable[[Activity], Quantity], *, zero: Quantity = 0) -> None:
        self.size = size
        self.total = self.exact = zero
        self.from_heads = None

    def add(self, activity: Activity) -> Quantity:
        added = self.size(activity)
        self.total = self.exact = self.total + added
        return added

    def would_add(self, activity: Activity) -> Quantity:
        return self.size(activity)


class People:
    """Distinct names, or the largest head-count; by hundred of ``headcount`` when given."""

    def __init__(self, people: "Crowd", *, headcount: int | None) -> None:
        self.people = people
        self.headcount = headcount
        self.names: set[str] = set()
        self.largest = 0
        self.total: Quantity = self._scaled(0)

    @property
    def exact(self) -> Quantity | Fraction:
        count = max(len(self.names), self.largest)
        return Fraction(100 * count, self.headcount) if self.headcount else count

    @property
    def from_heads(self) -> int | None:
        return self.largest if self.largest > len(self.names) else None

    def add(self, activity: Activity) -> Quantity:
        names, heads = self.people(activity)
        self.names |= names
        self.largest = max(self.largest, heads)
        before, self.total = self.total, self._scaled(max(len(self.names), self.largest))
        return self.total - before

    def would_add(self, activity: Activity) -> Quantity:
        names, heads = self.people(activity)
        return self._scaled(max(len(self.names | names), self.largest, heads)) - self.total

    def _scaled(self, count: int) -> Quantity:
        if not self.headcount:
            return count
        return Decimal(10000 * count // self.headcount).scaleb(-2)


class Crowd:
    """The people of one activity that count: their names, and the head-count.

    Where only certain persons may do it, a head-count proves nothing about the owing side:
    there the named ones alone count. A floor of days per person drops whoever stayed less
    over the whole window; a ceiling drops whoever stayed longer at one event.
    """

    def __init__(self, duty: Duty, *, activities: Iterable[Activity] = ()) -> None:
        self.duty = duty
        self.matching = matching_people(duty)
        self.restricted = (duty.owing or BOTH_SIDES) if asks_for_persons(duty) else ()
        floor, ceiling = duty.obligation.event_floor, duty.obligation.event_ceiling
        self.least = floor.days_per_person if floor else None
        self.most = ceiling.days_per_person if ceiling else None
        self.days: dict[str, int] = {}
        if self.least is not None:
            self._sum_days(activities)

    @property
    def is_bounded(self) -> bool:
        return self.least is not None or self.most is not None

    def __call__(self, activity: Activity) -> tuple[frozenset[str], int]:
        if not self.is_bounded and not self.restricted:
            return self._everybody(activity)
        names, heads = set(), 0
        for side in self.duty.counted_sides:
            kept = {p.key for p in self._people(activity, side) if self._stayed(p, activity)}
            names |= kept
            heads += self._heads(activity, side, kept=len(kept))
        return frozenset(names), heads

    def longest(self, activity: Activity) -> int:
        """The most days that one person of the activity stayed, over the window."""
        return max(
            (
                self.days.get(person.key) or _days_there(person, activity)
                for side in self.duty.counted_sides
                for person in self._people(activity, side)
            ),
            default=days_of(activity),
        )

    def _everybody(self, activity: Activity) -> tuple[frozenset[str], int]:
        sides = self.duty.counted_sides
        names = frozenset(p.key for p in activity.participants if p.side in sides)
        return names, people_of(activity, sides=sides)

    def _people(self, activity: Activity, side: Side) -> list[Participant]:
        if side in self.restricted:
            return self.matching(activity, side)
        return [person for person in activity.participants if person.side is side]

    def _stayed(self, person: Participant, activity: Activity) -> bool:
        days = _days_there(person, activity)
        if self.most is not None and days > self.most:
            return False
        return self.least is None or self.days.get(person.key, days) >= self.least

    def _heads(self, activity: Activity, side: Side, *, kept: int) -> int:
        days = days_of(activity)
        too_short = self.least is not None and days < self.least
        too_long = self.most is not None and days > self.most
        if side in self.restricted or too_short or too_long:
            return kept
        return max(kept, activity.heads.get(side, 0))

    def _sum_days(self, activities: Iterable[Activity]) -> None:
        for activity in activities:
            for side in self.duty.counted_sides:
                for person in self._people(activity, side):
                    days = self.days.get(person.key, 0)
                    self.days[person.key] = days + _days_there(person, activity)


def _days_there(person: Participant, activity: Activity) -> int:
    return days_of(activity) if person.days is None else person.days


def counter_of(
    duty: Duty, *, activities: Iterable[Activity] = (), headcount: int | None = None
) -> Sum | People:
    """An empty counter for the duty's measure over the ``activities`` of one window."""
    measure = duty.obligation.measure
    size = _SIZES.get(measure)
    if size is not None:
        return Sum(size, zero=Decimal(0) if measure is Measure.AMOUNT else 0)
    if measure is Measure.PEOPLE:
        return People(Crowd(duty, activities=activities), headcount=None)
    if measure is Measure.PERCENT:
        return People(Crowd(duty, activities=activities), headcount=headcount)
    crowd = Crowd(duty, activities=activities)
    return Sum(lambda activity: crowd(activity)[1])


def tally(
    duty: Duty, hits: list[Hit], *, required: Quantity, headcount: int | None = None
) -> Tally:
    """What ``hits``, in their lasting order, come to."""
    activities = [hit.entry.activity for hit in hits]
    counter = counter_of(duty, activities=activities, headcount=headcount)
    if not activities:
        return Tally(counter, counter.total, counter.exact, (), 0, None, None)
    least = duty.distinct_asked
    covers = _COVERED[duty.obligation.coverage.of] if least else None
    added, covered, reached_on = [], set(), None
    for activity in activities:
        added.append(counter.add(activity))
        if covers is not None:
            covered.update(covers(activity))
        if reached_on is None and counter.exact >= required and len(covered) >= least:
            reached_on = activity.starts_on
    return Tally(
        counter=counter,
        total=counter.total,
        exact=counter.exact,
        added=tuple(added),
        distinct=len(covered),
        reached_on=reached_on,
        from_heads=counter.from_heads,
    )


# --- rosters ------------------------------------------------------------------------------


def members(known: Known, kind: EachOfKind, *, window: Window) -> tuple[RosterEntry, ...]:
    """Who is on the roster for at least half of the window's teaching days (of its calendar
    days where it has none), one entry for each key."""
    days: dict[str, int] = {}
    found: dict[str, RosterEntry] = {}
    for entry in known.roster:
        if entry.kind is kind:
            found[entry.key] = entry
            days[entry.key] = days.get(entry.key, 0) + _days_on_roster(entry, window=window)
    whole = len(window.teaching_days) or (window.ends_on - window.starts_on).days + 1
    return tuple(found[key] for key in found if 2 * days[key] >= whole)


def _days_on_roster(entry: RosterEntry, *, window: Window) -> int:
    ends_on = entry.ends_on or window.ends_on
    if window.teaching_days:
        return sum(entry.starts_on <= day <= ends_on for day in window.teaching_days)
    first, last = max(entry.starts_on, window.starts_on), min(ends_on, window.ends_on)
    return max((last - first).days + 1, 0)
