"""School days: terms, teaching weeks, breaks, holidays. Every span is inclusive at both ends.

A term that nobody has entered is never guessed: ``StageDays.unknown`` says which days of a
span the entered terms and the breaks between them do not explain.
"""

import calendar as gregorian
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from compliance.engine.identity import Identical
from compliance.engine.terms import Calendar, SeasonKind, Term, TermSeason

Days = tuple[date, date]  # from the first to the last, both included

STAGES_IN_ORDER = ("preschool", "primary", "junior", "senior", "vocational", "special")

# No break lasts longer: more unexplained days in a row hold a term that is not entered.
LONGEST_BREAK = 60

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later, or that month's last day (民法典 202).

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month_index = divmod(day.month - 1 + months, 12)
    return day_of_month(day.year + years, month_index + 1, day.day)


def day_of_month(year: int, month: int, day: int) -> date:
    """That day, or the month's last where the month is shorter.

    >>> day_of_month(2028, 2, 31)
    datetime.date(2028, 2, 29)
    """
    return date(year, month, min(day, gregorian.monthrange(year, month)[1]))


def days_in(span: Days) -> int:
    """Calendar days of ``span``; 0 when it ends before it begins."""
    return max((span[1] - span[0]).days + 1, 0)


def is_holiday(calendar: Calendar, day: date) -> bool:
    """Whether ``day`` is no working day: a week-end or listed, unless it is made up for."""
    if day in calendar.make_up_days:
        return False
    return day.weekday() >= 5 or day in calendar.holidays


def next_working_day(calendar: Calendar, day: date) -> date:
    """``day`` itself when it is a working day, else the first one after it."""
    while is_holiday(calendar, day):
        day += ONE_DAY
    return day


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StageDays:
    """The calendar of one stage, with its teaching days laid out. Hashed by identity."""

    calendar: Calendar
    stage: str
    terms: tuple[Term, ...]  # by their first day
    teaching_days: tuple[date, ...]
    known: tuple[Days, ...]  # stretches in which no term is missing

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The teaching days from ``first`` to ``last``."""
        days = self.teaching_days
        return days[bisect_left(days, first) : bisect_right(days, last)]

    def has_teaching_day(self, first: date, last: date) -> bool:
        at = bisect_left(self.teaching_days, first)
        return at < len(self.teaching_days) and self.teaching_days[at] <= last

    def of_term(self, term: Term) -> tuple[date, ...]:
        return self.between(term.starts_on, term.ends_on)

    def term_on(self, day: date) -> Term | None:
        """The term that ``day`` lies in; None in a break or where none is entered."""
        return next((t for t in self.terms if t.starts_on <= day <= t.ends_on), None)

    def first_monday(self, term: Term) -> date:
        """The Monday of the week of the first teaching day: day one of teaching week 1."""
        first = next(iter(self.of_term(term)), term.starts_on)
        return first - timedelta(days=first.weekday())

    def week_number(self, day: date) -> int | None:
        """The teaching week of ``day`` in its term, from 1; None outside the teaching weeks."""
        term = self.term_on(day)
        if term is None or day < self.first_monday(term):
            return None
        return _week(self.first_monday(term), day)

    def weeks_in(self, term: Term) -> int:
        """How many teaching weeks, up to the one of the last teaching day."""
        last = next(reversed(self.of_term(term)), term.ends_on)
        return _week(self.first_monday(term), last)

    def midterm_on(self, term: Term) -> date:
        """The day the bureau set, else the Friday of teaching week ⌈n/2⌉."""
        if term.midterm_on:
            return term.midterm_on
        week = (self.weeks_in(term) + 1) // 2
        return self.first_monday(term) + timedelta(weeks=week - 1, days=4)

    def term_of(self, school_year: int, season: TermSeason) -> Term | None:
        wanted = (school_year, season)
        return next((t for t in self.terms if (t.school_year, t.season) == wanted), None)

    def break_after(self, term: Term) -> Days | None:
        """The break that follows ``term``. A summer without an entered term behind it ends
        on 31 August; of a winter without one nobody knows the end: None."""
        following = _index(term) + 1
        after = next((t for t in self.terms if _index(t) == following), None)
        if after is None and term.season == TermSeason.AUTUMN:
            return None
        last = after.starts_on - ONE_DAY if after else _end_of_school_year(term)
        span = (term.ends_on + ONE_DAY, last)
        return span if days_in(span) else None

    def breaks(self, kind: SeasonKind) -> Iterator[tuple[int, Days]]:
        """The summers or winters with the calendar year they are named after (2026年暑期)."""
        season = TermSeason.SPRING if kind == SeasonKind.SUMMER else TermSeason.AUTUMN
        for term in self.terms:
            span = self.break_after(term) if term.season == season else None
            if span:
                yield term.school_year + 1, span

    def school_years(self) -> Iterator[tuple[int, Days]]:
        """From the first day of an autumn term to the day before the next one's, or to
        31 August when that is not entered."""
        for term in self.terms:
            if term.season == TermSeason.AUTUMN:
                after = self.term_of(term.school_year + 1, TermSeason.AUTUMN)
                last = after.starts_on - ONE_DAY if after else _end_of_school_year(term)
                yield term.school_year, (term.starts_on, last)

    def unknown(self, first: date, last: date) -> tuple[Days, ...]:
        """The spans from ``first`` to ``last`` that no entered term or break explains."""
        return outside(self.known, (first, last))

    def is_known(self, first: date, last: date) -> bool:
        """Whether no term can be missing in it: what is unknown is too short for one."""
        return all(days_in(span) <= LONGEST_BREAK for span in self.unknown(first, last))

    def known_breaks(self, span: Days) -> tuple[Days, ...]:
        """The days of ``span`` outside terms; days of which nothing is known are left out."""
        terms = tuple((t.starts_on, t.ends_on) for t in self.terms)
        inside = (clipped(known, span) for known in self.known)
        return tuple(gap for part in inside if part for gap in outside(terms, part))


def clipped(span: Days, to: Days) -> Days | None:
    """What both spans share; None when that is nothing."""
    shared = (max(span[0], to[0]), min(span[1], to[1]))
    return shared if shared[0] <= shared[1] else None


def outside(spans: tuple[Days, ...], within: Days) -> tuple[Days, ...]:
    """The days of ``within`` that lie in none of ``spans`` (in order, without overlaps)."""
    gaps, first = [], within[0]
    for span in spans:
        if first > within[1]:
            break
        if first < span[0]:
            gaps.append((first, min(span[0] - ONE_DAY, within[1])))
        first = max(first, span[1] + ONE_DAY)
    if first <= within[1]:
        gaps.append((first, within[1]))
    return tuple(gaps)


def merged(spans: tuple[Days, ...]) -> tuple[Days, ...]:
    """The same days in order, without overlaps.

    >>> day = date(2026, 3, 1)
    >>> len(merged(((day, day), (day, day))))
    1
    """
    joined: list[Days] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first <= last:
            joined.append((first, last))
    return tuple(joined)


def stage_days(calendar: Calendar, stage: str) -> StageDays:
    """The calendar of ``stage``; laid out once for equal calendars."""
    return _of_this(Identical(calendar), stage)


def teaching_days(
    calendar: Calendar, stage: str, *, since: date, until: date
) -> tuple[date, ...]:
    """The teaching days of ``stage`` from ``since`` to ``until``."""
    return stage_days(calendar, stage).between(since, until)


@lru_cache(maxsize=128)
def _of_this(identical: Identical, stage: str) -> StageDays:
    return _laid_out(identical.value, stage)


@lru_cache(maxsize=64)
def _laid_out(calendar: Calendar, stage: str) -> StageDays:
    terms = tuple(sorted((t for t in calendar.terms if t.stage == stage), key=_index))
    return StageDays(
        calendar=calendar,
        stage=stage,
        terms=terms,
        teaching_days=tuple(day for term in terms for day in _teaching_days(calendar, term)),
        known=_known(terms),
    )


def _teaching_days(calendar: Calendar, term: Term) -> Iterator[date]:
    for offset in range(days_in((term.starts_on, term.ends_on))):
        day = term.starts_on + timedelta(days=offset)
        if not is_holiday(calendar, day):
            yield day


def _known(terms: tuple[Term, ...]) -> tuple[Days, ...]:
    """Stretches of terms that follow each other. August before an autumn term and after a
    spring term holds no school in any case."""
    stretches: list[tuple[Term, Term]] = []
    for term in terms:
        if stretches and _index(stretches[-1][1]) + 1 == _index(term):
            stretches[-1] = (stretches[-1][0], term)
        else:
            stretches.append((term, term))
    return merged(tuple((_known_from(a), _known_until(b)) for a, b in stretches))


def _known_from(term: Term) -> date:
    if term.season == TermSeason.SPRING:
        return term.starts_on
    return min(term.starts_on, date(term.school_year, 8, 1))


def _known_until(term: Term) -> date:
    if term.season == TermSeason.AUTUMN:
        return term.ends_on
    return max(term.ends_on, _end_of_school_year(term))


def _end_of_school_year(term: Term) -> date:
    return date(term.school_year + 1, 8, 31)


def _index(term: Term) -> int:
    return term.school_year * 2 + (term.season == TermSeason.SPRING)


def _week(monday: date, day: date) -> int:
    return (day - monday).days // 7 + 1
