"""School years by the calendar of a pairing: the receiving school's bureau's, lowest stage."""

from collections.abc import Mapping
from datetime import date

from compliance.engine.calendars import StageDays, stage_days
from compliance.engine.terms import Calendar, Case
from compliance.facts.calendars import calendars_of
from pairing.models import Pairing

Days = tuple[date, date]


def calendar_of(
    pairing: Pairing, *, calendars: Mapping[int, Calendar] | None = None
) -> StageDays:
    """The receiving school's bureau's calendar, of its lowest stage; from ``calendars`` by
    bureau where they are at hand, else two queries."""
    bureau_id = pairing.receiving_school.bureau_id
    found = calendars_of({bureau_id}) if calendars is None else calendars
    return stage_days(found[bureau_id], str(pairing.receiving_school.lowest_stage))


def school_year_days(days: StageDays, school_year: int) -> Days:
    """From its autumn term's first day to the day before the next one's; 1 September to 31
    August where that term is not entered."""
    plain = (date(school_year, 9, 1), date(school_year + 1, 8, 31))
    return dict(days.school_years()).get(school_year, plain)


def school_year_of(case: Case, school_year: int) -> Days:
    """The same, by the calendar that an agreement is judged by."""
    return school_year_days(stage_days(case.calendar, case.lowest_stage), school_year)
