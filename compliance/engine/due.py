"""By which day of its window a duty is due."""

from collections.abc import Callable
from datetime import date, timedelta

from compliance.engine.calendars import (
    StageDays,
    add_months,
    day_of_month,
    next_working_day,
)
from compliance.engine.periods import SHORTER_THAN_A_TERM, Span
from compliance.engine.terms import Calendar, Due, DueKind, Period, Term

# Counted from an event: it may end on a later working day, or after the agreement.
COUNTED = frozenset({DueKind.AFTER_SIGNING, DueKind.AFTER_ACTIVITY})


def counted_from(start: date, due: Due, *, calendar: Calendar) -> date:
    """``months`` and ``days`` after ``start``, which is not counted itself (民法典 201), moved
    to the next working day when that is a holiday."""
    last = add_months(start, due.months) + timedelta(days=due.days)
    return next_working_day(calendar, last)


def named_day(
    due: Due, span: Span, *, period: Period, days: StageDays, agreement_ends_on: date
) -> date | None:
    """The day inside ``span`` that ``due`` names; None when it holds no such day, or when
    the calendar entered does not say. A named day never moves."""
    match due.kind:
        case DueKind.DAY_OF_YEAR:
            found = _days_of_year(due, span)
        case DueKind.FIXED:
            found = [due.on]
        case DueKind.AGREEMENT_END:
            found = [agreement_ends_on]
        case DueKind.MIDTERM:
            found = _edges(span, period=period, days=days, edge=days.midterm_on)
        case _:
            found = _edges(span, period=period, days=days, edge=lambda term: term.ends_on)
    inside = [day for day in found if day and span.starts_on <= day <= span.ends_on]
    # A duty that recurs is due at the end of what it asks for, a single one the first time.
    return inside[0 if period in (Period.ONCE, Period.AGREEMENT) else -1] if inside else None


def _days_of_year(due: Due, span: Span) -> list[date]:
    years = range(span.starts_on.year, span.ends_on.year + 1)
    return [day_of_month(year, due.month, due.day) for year in years]


def _edges(
    span: Span, *, period: Period, days: StageDays, edge: Callable[[Term], date]
) -> list[date]:
    if span.term:
        return [edge(span.term)]
    found = [edge(term) for term in days.terms if edge(term) >= span.starts_on]
    if not found or period in SHORTER_THAN_A_TERM:
        return found
    # A term that is not entered may hold the edge that is meant.
    single = period in (Period.ONCE, Period.AGREEMENT)
    decided_until = found[0] if single else span.ends_on
    return found if days.is_known(span.starts_on, decided_until) else []
