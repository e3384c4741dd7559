"""The uncut spans that a period and a season make, counted from their anchor.

Each has a key that names it for people; the same period of another stage has the same key:

``("week", 2025, "autumn", 3)``, ``("fortnight", 2025, "autumn", 2)`` school year, term, number;
``("month", 2026, 3)``; ``("two_months", 2026, 3)`` its first month; ``("quarter", 2026, 1)``;
``("half_year", 2026, 1)``; ``("term", 2025, "autumn")``; ``("school_year", 2025)``;
``("calendar_year", 2026)``; ``("agreement_year", 1)``; ``("agreement",)``; ``("once",)``;
``("summer", 2026)``, ``("winter", 2026)`` the calendar year it is named after;
``("dates", 2026)`` the year its first day lies in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from compliance.engine.calendars import (
    ONE_DAY,
    Days,
    StageDays,
    add_months,
    clipped,
    day_of_month,
)
from compliance.engine.terms import Period, Season, SeasonKind, Term

MONTHS = {
    Period.MONTH: 1,
    Period.TWO_MONTHS: 2,
    Period.QUARTER: 3,
    Period.HALF_YEAR: 6,
    Period.CALENDAR_YEAR: 12,
}
WEEKS = {Period.WEEK: 1, Period.FORTNIGHT: 2}

# Without a teaching day these make no window.
SHORTER_THAN_A_TERM = frozenset(
    {Period.WEEK, Period.FORTNIGHT, Period.MONTH, Period.TWO_MONTHS, Period.QUARTER}
)
# From one day to another of the year, these still repeat inside the season.
REPEATED_IN_A_SEASON = frozenset(
    {Period.WEEK, Period.FORTNIGHT, Period.MONTH, Period.TWO_MONTHS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One uncut period. ``term`` is the term it is, or is a week or fortnight of."""

    key: tuple
    starts_on: date
    ends_on: date
    term: Term | None = None


def spans_of(
    period: Period, season: Season | None, *, agreed: Days, days: StageDays
) -> tuple[Span, ...]:
    """The spans that share a day with the agreement's own (``agreed``), in order."""
    kind = season.kind if season else SeasonKind.TERM_TIME
    if kind in (SeasonKind.SUMMER, SeasonKind.WINTER):
        spans = _breaks(kind, days=days)
    elif season and kind == SeasonKind.DATES:
        spans = _dates(period, season, agreed=agreed, days=days)
    else:
        spans = _periods(period, agreed=agreed, days=days)
    return tuple(span for span in spans if clipped((span.starts_on, span.ends_on), agreed))


def _periods(period: Period, *, agreed: Days, days: StageDays) -> Iterator[Span]:
    if period in WEEKS:
        spans = _weeks(period, days=days)
    elif period in MONTHS:
        spans = _months(period, agreed=agreed)
    elif period == Period.AGREEMENT_YEAR:
        spans = _agreement_years(agreed)
    else:
        spans = _wholes(period, agreed=agreed, days=days)
    for span in spans:
        is_short = period in SHORTER_THAN_A_TERM
        if not is_short or days.has_teaching_day(span.starts_on, span.ends_on):
            yield span


def _wholes(period: Period, *, agreed: Days, days: StageDays) -> Iterator[Span]:
    if period == Period.TERM:
        for term in days.terms:
            key = (period.value, term.school_year, term.season.value)
            yield Span(key=key, starts_on=term.starts_on, ends_on=term.ends_on, term=term)
    elif period == Period.SCHOOL_YEAR:
        for year, (first, last) in days.school_years():
            yield Span(key=(period.value, year), starts_on=first, ends_on=last)
    else:
        yield Span(key=(period.value,), starts_on=agreed[0], ends_on=agreed[1])


def _weeks(period: Period, *, days: StageDays) -> Iterator[Span]:
    """Weeks and fortnights restart each term; the last one ends with it."""
    for term in days.terms:
        number, first = 1, days.first_monday(term)
        while first <= term.ends_on:
            following = first + timedelta(weeks=WEEKS[period])
            yield Span(
                key=(period.value, term.school_year, term.season.value, number),
                starts_on=first,
                ends_on=min(following - ONE_DAY, term.ends_on),
                term=term,
            )
            number, first = number + 1, following


def _months(period: Period, *, agreed: Days) -> Iterator[Span]:
    step = MONTHS[period]
    for year in range(agreed[0].year, agreed[1].year + 1):
        for number, month in enumerate(range(1, 13, step), start=1):
            first = date(year, month, 1)
            yield Span(
                key=_month_key(period, year, month=month, number=number),
                starts_on=first,
                ends_on=add_months(first, step) - ONE_DAY,
            )


def _month_key(period: Period, year: int, *, month: int, number: int) -> tuple:
    if period == Period.CALENDAR_YEAR:
        return (period.value, year)
    return (period.value, year, month if period == Period.TWO_MONTHS else number)


def _agreement_years(agreed: Days) -> Iterator[Span]:
    number, first = 1, agreed[0]
    while first <= agreed[1]:
        following = add_months(agreed[0], 12 * number)
        key = (Period.AGREEMENT_YEAR.value, number)
        yield Span(key=key, starts_on=first, ends_on=following - ONE_DAY)
        number, first = number + 1, following


def _breaks(kind: SeasonKind, *, days: StageDays) -> Iterator[Span]:
    for year, (first, last) in days.breaks(kind):
        yield Span(key=(kind.value, year), starts_on=first, ends_on=last)


def _dates(period: Period, season: Season, *, agreed: Days, days: StageDays) -> Iterator[Span]:
    """From one day of the year to another, over the new year when the second comes first.
    Weeks and months repeat inside it; of any longer period it is the window itself."""
    for year in range(agreed[0].year - 1, agreed[1].year + 1):
        whole = _season_in(year, season)
        if period not in REPEATED_IN_A_SEASON:
            yield Span(key=(season.kind.value, year), starts_on=whole[0], ends_on=whole[1])
            continue
        for span in _periods(period, agreed=whole, days=days):
            part = clipped((span.starts_on, span.ends_on), whole)
            if part and days.has_teaching_day(*part):
                yield Span(key=span.key, starts_on=part[0], ends_on=part[1], term=span.term)


def _season_in(year: int, season: Season) -> Days:
    crosses = (season.to_month, season.to_day) < (season.from_month, season.from_day)
    return (
        day_of_month(year, season.from_month, season.from_day),
        day_of_month(year + crosses, season.to_month, season.to_day),
    )
