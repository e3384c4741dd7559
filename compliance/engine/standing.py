"""Where one duty stands in one window on one day: the numbers and the status."""

from bisect import bisect_right
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from compliance.engine.asking import Ask
from compliance.engine.counting import Hit, Tally, members, tally
from compliance.engine.duties import Duty
from compliance.engine.gathering import Slot
from compliance.engine.known import Known
from compliance.engine.terms import (
    EachOfKind,
    Measure,
    Obligation,
    Period,
    Quantity,
)
from compliance.engine.verdicts import Pace, Status, Window

ONE_DAY = timedelta(days=1)
_BY_TEACHING_DAYS = frozenset({Period.WEEK, Period.FORTNIGHT, Period.TERM})


class Standing:
    """One duty in one window: what was counted, and where that leaves it."""

    def __init__(
        self, duty: Duty, window: Window, *, ask: Ask, slot: Slot, known: Known
    ) -> None:
        self.duty = duty
        self.window = window
        self.ask = ask
        self.slot = slot
        self.known = known
        self.is_open = window.starts_on <= known.on <= window.closes_on
        self.is_percent = duty.obligation.measure is Measure.PERCENT
        self.headcount = self._headcount() if self.is_percent else None
        self.tally = self.tally_of(slot.hits)
        self.exact, self.counted = self._counted()
        self.in_time = self._in_time() if slot.hits else self.tally
        self.pace = self._pace() if self.is_open else None
        self.gap: Fraction | None = None
        self.status = self._status()

    # --- the numbers ----------------------------------------------------------------------

    @property
    def lacks_headcount(self) -> bool:
        return self.is_percent and not self.headcount

    @property
    def short_by(self) -> Quantity:
        return max(self.ask.required - self.counted, self.counted * 0)

    @property
    def asks_nothing(self) -> bool:
        """A duty with nothing but a maximum."""
        return self.ask.required == 0 and self.duty.distinct_asked == 0

    def _headcount(self) -> int | None:
        starts = (self.window.starts_on, self.window.full_starts_on)
        agreed = [
            headcount
            for headcount in self.known.headcounts.get(self.duty.obligation.id, ())
            if headcount.window_starts_on in starts
        ]
        return max(agreed, key=lambda h: (h.known_on, h.people)).people if agreed else None

    def _counted(self) -> tuple[Quantity | Fraction, Quantity]:
        """The exact count and the one that is shown. Pairs come from the roster."""
        if self.duty.obligation.measure is Measure.PAIRS:
            pairs = members(self.known, EachOfKind.MENTOR_PAIRS, window=self.window)
            return len(pairs), len(pairs)
        if self.lacks_headcount:
            return Decimal(0), Decimal(0)
        return self.tally.exact, self.tally.total

    def _in_time(self) -> Tally:
        hits = [hit for hit in self.slot.hits if not hit.late and hit.make_up is None]
        return self.tally if len(hits) == len(self.slot.hits) else self.tally_of(hits)

    def tally_of(self, hits: list[Hit]) -> Tally:
        return tally(self.duty, hits, required=self.ask.required, headcount=self.headcount)

    def reaches(self, counted: Tally) -> bool:
        exact = self.exact if counted is self.tally else counted.exact
        return exact >= self.ask.required and counted.distinct >= self.duty.distinct_asked

    # --- the status -----------------------------------------------------------------------

    def _status(self) -> Status | None:
        if not self.duty.is_judged:
            return None
        if self.ask.maximum is not None and self.exact > self.ask.maximum:
            return Status.EXCEEDED
        if self.ask.exempt:
            return Status.EXEMPT
        if self.known.on < self.window.starts_on:
            return Status.NOT_DUE
        if self.lacks_headcount:
            return None
        if self.asks_nothing:
            return Status.ON_TRACK if self.is_open else Status.MET
        return self._by_count()

    def _by_count(self) -> Status:
        if self.reaches(self.in_time):
            return Status.MET
        if self.reaches(self.tally):
            return Status.MET_LATE
        if not self.is_open:
            return Status.BREACHED
        if self.known.on > self.window.due_on:
            return Status.AT_RISK
        self.gap = self.pace.share_gone - self.pace.share_done
        is_behind = self.gap > self.known.case.rules.tolerance
        return Status.AT_RISK if is_behind else Status.ON_TRACK

    # --- pace -----------------------------------------------------------------------------

    def _pace(self) -> Pace:
        """Of an open window. Without a day left, what is needed is counted as in one day."""
        gone, whole, share_gone = share_of_days(self.window, known=self.known)
        teaching = bool(self.window.teaching_days)
        week = 5 if teaching else 7
        done = self.exact if isinstance(self.exact, int) else Fraction(self.exact)
        return Pace(
            days_of_window=whole,
            days_gone=gone,
            days_left=whole - gone,
            in_teaching_days=teaching,
            share_gone=share_gone,
            share_done=self._share_done(done),
            done_per_week=Fraction(done * week, gone) if gone else Fraction(0),
            needed_per_week=_per_week(self.ask.required - done, week, left=whole - gone),
        )

    def _share_done(self, done: int | Fraction) -> Fraction:
        """The lower of the two shares: of the count and of what it must cover."""
        share = Fraction(done, self.ask.required) if self.ask.required else Fraction(1)
        asked = self.duty.distinct_asked
        return min(share, Fraction(self.tally.distinct, asked)) if asked else share


def _per_week(short_by: int | Fraction, week: int, *, left: int) -> Fraction:
    return Fraction(short_by * week, left or 1) if short_by > 0 else Fraction(0)


# --- days ---------------------------------------------------------------------------------


def days_gone(window: Window, *, on: date) -> tuple[int, int]:
    """Days gone (with ``on``) and days of the window up to the due day: teaching days, or
    calendar days in force where it has none."""
    if window.teaching_days:
        return bisect_right(window.teaching_days, on), len(window.teaching_days)
    whole = _calendar_days(window, until=window.due_on)
    return _calendar_days(window, until=min(on, window.due_on)), whole


def share_of_days(window: Window, *, known: Known) -> tuple[int, int, Fraction]:
    """Days gone, days of the window and the share of them; many duties share a window."""
    found = known.shares.get(id(window))
    if found is None:
        gone, whole = days_gone(window, on=known.on)
        share = Fraction(gone, whole) if whole else Fraction(1)
        # The window is kept beside its share, so that its identity stays its own.
        found = known.shares[id(window)] = (window, (gone, whole, share))
    return found[1]


def _calendar_days(window: Window, *, until: date) -> int:
    days = max((until - window.starts_on).days + 1, 0)
    for first, last in window.suspended:
        first, last = max(first, window.starts_on), min(last, until)
        days -= max((last - first).days + 1, 0)
    return days


def last_useful_on(obligation: Obligation, window: Window, *, on: date) -> date:
    """The last day on which an event would still count: of a term, week or fortnight the last
    teaching day up to the due day, else the due day; past that, the end of the grace. A
    document may be handed in on any day. Never a day of a suspension."""
    last = window.due_on
    is_event = obligation.measure is not Measure.ITEMS
    if is_event and obligation.period in _BY_TEACHING_DAYS and window.teaching_days:
        last = window.teaching_days[-1]
    if last < on:
        last = window.due_on if on <= window.due_on else window.closes_on
    return _in_force(window, last) if window.suspended else last


def _in_force(window: Window, day: date) -> date:
    while any(first <= day <= last for first, last in window.suspended):
        day -= ONE_DAY
    return day
