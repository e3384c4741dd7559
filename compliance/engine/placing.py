"""Which window an activity belongs to.

An event belongs to the window of its first day, at whatever day it ends. A document names its
window, or the activity it follows; else it serves the earliest open window that is still
short of its minimum, and the earliest open one when none is short. One accepted as a make-up
belongs to the window it was accepted for. What fits no window is shown beside the nearest one
(by days; of two equally near the earlier), unless that is more than a year away.
"""

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from compliance.engine.duties import Duty
from compliance.engine.known import Entry, Known
from compliance.engine.terms import Activity, DueKind, MakeUp, Measure, Obligation
from compliance.engine.verdicts import MissCode, Window
from compliance.engine.windows import covers, in_grace, is_suspended

FAR = 366  # days; what lies farther from a window is no near miss of it


class Place(NamedTuple):
    """Where it belongs; several ``indexes`` when any of these windows is open to it."""

    indexes: tuple[int, ...]
    late: bool = False
    make_up: MakeUp | None = None


class Misplaced(NamedTuple):
    index: int
    code: MissCode
    facts: dict


class Placer:
    """Places activities among the windows (by first day) of one obligation."""

    def __init__(self, obligation: Obligation, windows: list[Window], known: Known) -> None:
        self.obligation = obligation
        self.windows = windows
        self.known = known
        self.in_force_on = known.case.agreement.in_force_on
        self.starts = [window.starts_on for window in windows]
        self.make_ups = known.make_ups.get(obligation.id, {})
        self.in_time = [Place((index,)) for index in range(len(windows))]
        self.placed: dict[int, Place | Misplaced] = {}
        self.names_windows = _names_windows(obligation)

    def place(self, entry: Entry) -> Place | Misplaced:
        """The same for every part of the obligation, so it is worked out once."""
        found = self.placed.get(entry.activity.id)
        if found is None:
            found = self.placed[entry.activity.id] = self._place(entry)
        return found

    def _place(self, entry: Entry) -> Place | Misplaced:
        activity, day = entry.activity, entry.activity.starts_on
        if day < self.in_force_on:
            facts = {"in_force_on": self.in_force_on}
            return self._miss(day, MissCode.BEFORE_AGREEMENT, facts)
        if self.known.suspensions and self.known.is_suspended(day):
            return self._suspended(day)
        made_up = self._made_up(activity) if self.make_ups else None
        if made_up is not None:
            return made_up
        if self.names_windows or activity.window_starts_on or activity.triggered_by:
            return self._document(activity)
        return self._event(day)

    def late(self, index: int, day: date) -> bool:
        """Whether ``day`` is after the due day of the window."""
        return day > self.windows[index].due_on

    def _made_up(self, activity: Activity) -> Place | None:
        make_up = self.make_ups.get(activity.id)
        if make_up is None:
            return None
        index = self.named(make_up.window_starts_on, trigger=make_up.trigger)
        return None if index is None else Place((index,), make_up=make_up)

    def named(self, starts_on: date, *, trigger: int | None = None) -> int | None:
        """The window that begins on that day, cut or uncut (of several the one that ``trigger``
        set off); else the one that holds the day."""
        for index, window in enumerate(self.windows):
            is_asked = trigger in (None, window.trigger)
            if is_asked and starts_on in (window.starts_on, window.full_starts_on):
                return index
        index = bisect_right(self.starts, starts_on) - 1
        return index if index >= 0 and starts_on <= self.windows[index].ends_on else None

    # --- events ---------------------------------------------------------------------------

    def _event(self, day: date) -> Place | Misplaced:
        index = bisect_right(self.starts, day) - 1
        if index < 0:
            return self._outside(day)
        window = self.windows[index]
        if day <= window.due_on and not window.suspended:
            return self.in_time[index]
        if covers(window, day):
            return self._by_due_day(index, day)
        if in_grace(window, day):
            return Place((index,), late=True)
        if day <= window.ends_on:
            return self._suspended(day, index=index)
        return self._outside(day)

    def _by_due_day(self, index: int, day: date) -> Place | Misplaced:
        window = self.windows[index]
        if is_suspended(window, day):
            return self._suspended(day, index=index)
        if day <= window.closes_on:
            return Place((index,), late=day > window.due_on)
        facts = {"due_on": window.due_on, "closes_on": window.closes_on}
        return self._miss(day, MissCode.TOO_LATE, facts, index=index)

    # --- documents ------------------------------------------------------------------------

    def _document(self, activity: Activity) -> Place | Misplaced:
        day = activity.starts_on
        if activity.triggered_by and self.obligation.due is not None:
            triggers = [window.trigger for window in self.windows]
            if any(triggers):
                return self._of_window(_index(triggers, activity.triggered_by), day)
        if activity.window_starts_on:
            return self._of_window(self.named(activity.window_starts_on), day)
        return self._unnamed(day)

    def _of_window(self, index: int | None, day: date) -> Place | Misplaced:
        return self._outside(day) if index is None else self._by_due_day(index, day)

    def _unnamed(self, day: date) -> Place | Misplaced:
        last = bisect_right(self.starts, day)
        still_open = tuple(i for i in range(last) if day <= self.windows[i].closes_on)
        if len(still_open) > 1:
            return Place(still_open)
        if last == 0:
            return self._outside(day)
        return self._by_due_day(still_open[0] if still_open else last - 1, day)

    # --- what fits nowhere ----------------------------------------------------------------

    def _outside(self, day: date) -> Misplaced:
        return self._miss(day, MissCode.OUTSIDE_WINDOW, {})

    def _suspended(self, day: date, *, index: int | None = None) -> Misplaced:
        return self._miss(day, MissCode.OUTSIDE_WINDOW, {"suspended": True}, index=index)

    def _miss(
        self, day: date, code: MissCode, facts: dict, *, index: int | None = None
    ) -> Misplaced:
        near = self.nearest(day) if index is None else index
        window = self.windows[near]
        if code is MissCode.OUTSIDE_WINDOW:
            facts = facts | {"starts_on": window.starts_on, "ends_on": window.ends_on}
        return Misplaced(near, code, facts)

    def nearest(self, day: date) -> int:
        after = bisect_right(self.starts, day)
        if after in (0, len(self.windows)):
            return max(after - 1, 0)
        past = self._days_away(after - 1, day)
        return after - 1 if past <= self._days_away(after, day) else after

    def _days_away(self, index: int, day: date) -> int:
        window = self.windows[index]
        if day < window.starts_on:
            return (window.starts_on - day).days
        return max((day - max(window.ends_on, window.closes_on)).days, 0)

    def is_near(self, misplaced: Misplaced, activity: Activity) -> bool:
        """Whether one that fits no window is worth showing beside the nearest: within a year,
        and not in the days of another version of the clause."""
        day, obligation = activity.starts_on, self.obligation
        if obligation.valid_from is not None and day < obligation.valid_from:
            return False
        if obligation.valid_until is not None and day > obligation.valid_until:
            return False
        return self._days_away(misplaced.index, day) <= FAR


def is_plausible(duty: Duty, activity: Activity) -> bool:
    """Whether an activity outside every window is one of the owing side's."""
    return not duty.owing or not activity.sides.isdisjoint(duty.owing)


def _names_windows(obligation: Obligation) -> bool:
    """Deliverables, and whatever follows another activity, may serve any open window."""
    due = obligation.due
    follows = due is not None and due.kind is DueKind.AFTER_ACTIVITY
    return follows or obligation.measure is Measure.ITEMS


def _index(values: list, wanted: int) -> int | None:
    return values.index(wanted) if wanted in values else None
