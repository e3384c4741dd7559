"""How big one event must at least and may at most be: floors and ceilings.

They follow ``counted_side``; for a joint duty both sides are counted together unless the
clause says each. A floor of days per person drops the person, not the event, and is kept where
people are counted. Whatever is measured in lessons or people has to bring at least one.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from compliance.engine.calendars import stage_days
from compliance.engine.duties import BOTH_SIDES, Duty
from compliance.engine.known import Known
from compliance.engine.terms import Activity, Bound, Measure, Side
from compliance.engine.verdicts import MissCode
from compliance.engine.windows import stages_of


class Obstacle(NamedTuple):
    code: MissCode
    facts: Mapping[str, object]


Check = Callable[[Activity], Obstacle | None]

_HEAD_COUNTED = frozenset({Measure.PEOPLE, Measure.ATTENDANCES, Measure.PERCENT})


def people_of(activity: Activity, *, sides: Iterable[Side]) -> int:
    """How many people of ``sides`` were there: per side the named ones, or the stated
    head-count if that is more."""
    total = 0
    for side in sides:
        named = len({p.key for p in activity.participants if p.side is side})
        total += max(named, activity.heads.get(side, 0))
    return total


def days_of(activity: Activity) -> int:
    """Calendar days, both ends included."""
    return (activity.ends_on - activity.starts_on).days + 1


def bound_checks(duty: Duty, *, known: Known) -> list[Check]:
    floor, ceiling = duty.obligation.event_floor, duty.obligation.event_ceiling
    found = []
    if floor is not None:
        found += _floor_checks(duty, floor=floor, known=known)
    if duty.obligation.measure is Measure.LESSONS:
        found.append(_at_least(1, _lessons, MissCode.TOO_FEW_LESSONS))
    if duty.obligation.measure in _HEAD_COUNTED:
        found.append(_at_least(1, _people(duty.counted_sides), MissCode.TOO_FEW_PEOPLE))
    if ceiling is not None:
        found += _ceiling_checks(duty, ceiling=ceiling)
    return found


def _floor_checks(duty: Duty, *, floor: Bound, known: Known) -> list[Check]:
    found = []
    if floor.people is not None:
        found.append(
            _at_least(floor.people, _people(duty.counted_sides), MissCode.TOO_FEW_PEOPLE)
        )
    if floor.people_each_side is not None:
        for side in BOTH_SIDES:
            least = floor.people_each_side
            found.append(_at_least(least, _people((side,)), MissCode.TOO_FEW_PEOPLE, side=side))
    if floor.days is not None:
        found.append(_at_least(floor.days, days_of, MissCode.TOO_FEW_DAYS))
    if floor.weeks is not None:
        found.append(_weeks_check(duty, weeks=floor.weeks, known=known))
    if floor.lessons is not None:
        found.append(_at_least(floor.lessons, _lessons, MissCode.TOO_FEW_LESSONS))
    return found


def _ceiling_checks(duty: Duty, *, ceiling: Bound) -> list[Check]:
    found = []
    if ceiling.people is not None:
        found.append(_at_most(ceiling.people, _people(duty.counted_sides), "people"))
    if ceiling.people_each_side is not None:
        for side in BOTH_SIDES:
            found.append(
                _at_most(ceiling.people_each_side, _people((side,)), "people", side=side)
            )
    if ceiling.days is not None:
        found.append(_at_most(ceiling.days, days_of, "days"))
    if ceiling.weeks is not None:
        found.append(_at_most(7 * ceiling.weeks, days_of, "days"))
    if ceiling.lessons is not None:
        found.append(_at_most(ceiling.lessons, _lessons, "lessons"))
    return found


def _lessons(activity: Activity) -> int:
    return activity.lessons


def _people(sides: tuple[Side, ...]) -> Callable[[Activity], int]:
    return lambda activity: people_of(activity, sides=sides)


def _at_least(
    least: int, size: Callable[[Activity], int], code: MissCode, *, side: Side | None = None
) -> Check:
    def check(activity: Activity) -> Obstacle | None:
        counted = size(activity)
        if counted >= least:
            return None
        facts = {"required": least, "counted": counted}
        return Obstacle(code, facts | {"side": side.value} if side else facts)

    return check


def _at_most(
    most: int, size: Callable[[Activity], int], of: str, *, side: Side | None = None
) -> Check:
    def check(activity: Activity) -> Obstacle | None:
        counted = size(activity)
        if counted <= most:
            return None
        facts = {"of": of, "maximum": most, "counted": counted}
        return Obstacle(MissCode.PAST_CEILING, facts | {"side": side.value} if side else facts)

    return check


def _weeks_check(duty: Duty, *, weeks: int, known: Known) -> Check:
    """A week is 7 calendar or 5 teaching days."""
    stage = duty.stage or stages_of(duty.obligation, known.case)[0]
    days = stage_days(known.case.calendar, stage)

    def check(activity: Activity) -> Obstacle | None:
        if days_of(activity) >= 7 * weeks:
            return None
        taught = len(days.between(activity.starts_on, activity.ends_on))
        if taught >= 5 * weeks:
            return None
        facts = {"weeks": weeks, "required": 7 * weeks, "counted": days_of(activity)}
        return Obstacle(MissCode.TOO_FEW_DAYS, facts | {"teaching_days": taught})

    return check
