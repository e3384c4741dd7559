"""The term ruler: where today stands among the teaching days of the term."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from compliance.engine.calendars import StageDays, stage_days
from compliance.engine.terms import Calendar, Term

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """``share`` of the term's teaching days gone before it; big where a month begins."""

    share: Fraction
    is_big: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """``days`` and ``gone`` (with today) are teaching days; ``week_number`` is None out of
    term; ``weeks_left`` are those of five teaching days after today, a part counted whole."""

    term: Term
    days: int
    gone: int
    weeks: tuple[Week, ...]
    week_number: int | None
    weeks_in_all: int
    weeks_left: int
    today: date

    @property
    def starts_on(self) -> date:
        return self.term.starts_on

    @property
    def ends_on(self) -> date:
        return self.term.ends_on


def ruler_of(calendar: Calendar, stage: str, *, on: date) -> Ruler | None:
    """The ruler of the term that ``on`` lies in; in a break of the next term, else of the last
    one; None when no term of the stage is entered."""
    days = stage_days(calendar, stage)
    term = current_term(days, on=on)
    if term is None:
        return None
    teaching = days.of_term(term)
    number = days.week_number(on) if term.starts_on <= on <= term.ends_on else None
    in_all = days.weeks_in(term)
    return Ruler(
        term=term,
        days=len(teaching),
        gone=sum(day <= on for day in teaching),
        weeks=tuple(_weeks(days, term)),
        week_number=number and min(number, in_all),
        weeks_in_all=in_all,
        weeks_left=-(-sum(day > on for day in teaching) // 5) if number else 0,
        today=on,
    )


def current_term(days: StageDays, *, on: date) -> Term | None:
    coming = (term for term in days.terms if term.ends_on >= on)
    return next(coming, None) or next(reversed(days.terms), None)


def _weeks(days: StageDays, term: Term):
    teaching = days.of_term(term)
    monday = days.first_monday(term) + WEEK
    while monday <= term.ends_on:
        before = sum(day < monday for day in teaching)
        is_big = (monday + timedelta(days=6)).day <= 7
        yield Week(share=Fraction(before, len(teaching) or 1), is_big=is_big)
        monday += WEEK
