"""School years by the calendar of a pairing: the receiving school's bureau's, lowest stage."""

from dataclasses import dataclass
from datetime import date

from compliance.engine.calendars import StageDays, stage_days
from compliance.facts.calendars import calendars_of
from pairing.models import Pairing

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A stretch of the school year: ``autumn``, ``winter``, ``spring``, ``summer``, or ""
    where no calendar is entered."""

    code: str
    starts_on: date
    ends_on: date


def calendar_of(pairing: Pairing) -> StageDays:
    """The receiving school's bureau's calendar, of its lowest stage."""
    bureau_id = pairing.receiving_school.bureau_id
    calendar = calendars_of({bureau_id})[bureau_id]
    return stage_days(calendar, str(pairing.receiving_school.lowest_stage))


def school_year_days(days: StageDays, school_year: int) -> Days:
    """From its autumn term's first day to the day before the next one's; 1 September to 31
    August where that term is not entered."""
    plain = (date(school_year, 9, 1), date(school_year + 1, 8, 31))
    return dict(days.school_years()).get(school_year, plain)


def school_year_on(pairing: Pairing, *, on: date) -> int:
    """The school year that ``on`` lies in, by the calendar of ``pairing``."""
    days = calendar_of(pairing)
    guess = on.year
    return guess if school_year_days(days, guess)[0] <= on else guess - 1


def seasons_of(days: StageDays, *, school_year: int, span: Days) -> tuple[Season, ...]:
    """The terms of the year and the breaks after them; one stretch without a calendar."""
    terms = [t for t in days.terms if t.school_year == school_year]
    found = []
    for term in terms:
        found.append(
            Season(code=str(term.season), starts_on=term.starts_on, ends_on=term.ends_on)
        )
        if rest := days.break_after(term):
            code = "winter" if term.season == "autumn" else "summer"
            found.append(Season(code=code, starts_on=rest[0], ends_on=rest[1]))
    return tuple(found) or (Season(code="", starts_on=span[0], ends_on=span[1]),)
