"""School years by the calendar of a pairing: the receiving school's bureau's, lowest stage."""

from dataclasses import dataclass
from datetime import date

from compliance.engine.calendars import StageDays
from compliance.school_years import Days, calendar_of, school_year_days
from pairing.models import Pairing

__all__ = ["Days", "Season", "calendar_of", "school_year_days", "school_year_on", "seasons_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A stretch of the school year: ``autumn``, ``winter``, ``spring``, ``summer``, or ""
    where no calendar is entered."""

    code: str
    starts_on: date
    ends_on: date


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
