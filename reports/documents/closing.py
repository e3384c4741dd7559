"""A whole agreement, from its first day in force to its end, school year by school year.

A window belongs to the school year that its last day lies in, so that the years add up to the
whole. Everything is judged on one day; what was filed stands as it was filed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from agreements.models import Agreement
from compliance.engine.calendars import StageDays
from compliance.engine.serialise import ENGINE_VERSION, to_data
from compliance.engine.verdicts import Verdict
from compliance.filing import LAST_MONTHS
from compliance.judging import judged
from compliance.selectors import obligations_of
from pairing.models import Pairing
from reports.documents import words
from reports.documents.school_years import Days, Season, calendar_of, seasons_of
from reports.documents.school_years import school_year_days as days_of_year
from reports.documents.year import AreaLine, area_names, by_area
from reports.documents.year_deeds import (
    Deed,
    Figures,
    counts_of,
    deeds_of,
    figures_of,
    nearest_misses,
)
from reports.documents.year_duties import (
    DutyLine,
    Tally,
    WindowLine,
    duty_lines,
    tally_of,
    window_line,
)
from reports.documents.year_facts import (
    AgreementFacts,
    DecisionLine,
    RosterLine,
    SaidLines,
    SideFacts,
    agreement_facts,
    make_up_lines,
    pairing_facts,
    roster_lines,
    said_data,
    said_lines,
    waiver_lines,
)


class NotEndingError(LookupError):
    """The agreement does not bind, or is not in its last three months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingYear:
    school_year: int
    tally: Tally
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Named as ``YearSummary`` names the same things."""

    agreement_id: int
    pairing_id: int
    code: str
    first_on: date
    last_on: date
    judged_on: date
    asked_on: date
    supporting: SideFacts
    receiving: SideFacts
    programme: str
    policy_title: str
    policy_number: str
    round_number: int | None
    batch: int | None
    consortium: str
    area_names: tuple[str, ...]
    agreements: tuple[AgreementFacts, ...]
    years: tuple[ClosingYear, ...]
    seasons: tuple[Season, ...]
    deeds: tuple[Deed, ...]
    figures: Figures
    areas: tuple[AreaLine, ...]
    area_of: Mapping[int, str]
    unassigned: AreaLine | None
    duties: tuple[DutyLine, ...]
    tally: Tally
    next_tally: Tally
    waivers: tuple[DecisionLine, ...]
    make_ups: tuple[DecisionLine, ...]
    later_make_ups: tuple[DecisionLine, ...]
    said: SaidLines
    roster: tuple[RosterLine, ...]
    later_entries: int
    data: Mapping = field(repr=False)

    @property
    def period(self) -> str:
        return words.days(self.first_on, self.last_on)

    @property
    def is_running(self) -> bool:
        return self.judged_on < self.last_on

    @property
    def gaps(self) -> tuple[tuple[DutyLine, WindowLine], ...]:
        return tuple((d, w) for d in self.duties for w in d.windows if w.is_gap)


def last_day_of(agreement: Agreement) -> date:
    ended_on = agreement.terminated_on
    return min(ended_on, agreement.ends_on) if ended_on else agreement.ends_on


def closing_opens_on(agreement: Agreement) -> date:
    return last_day_of(agreement) - LAST_MONTHS


def closing_of(agreement: Agreement, *, on: date) -> Closing:
    """The agreement as it is known at the end of ``on``; some twenty queries.

    Raises NotEndingError before its last three months, and for one that never bound.
    """
    pairing = agreement.pairing
    found = [made for main, _, made in judged([pairing], on=on) if main.pk == agreement.pk]
    if not found or on < closing_opens_on(agreement):
        raise NotEndingError(agreement.number)
    span = agreement.in_force_on, last_day_of(agreement)
    verdicts = found[0]
    obligations = {row.pk: row for row in obligations_of(pairing)}
    near = [window_line(v, obligation=obligations[v.obligation_id]) for v in verdicts]
    deeds = deeds_of(
        pairing,
        first_on=span[0],
        last_on=span[1],
        known_on=on,
        counts=counts_of(verdicts, obligations=obligations),
        misses=nearest_misses(near),
    )
    duties = tuple(map(_with_years, duty_lines(verdicts, obligations=obligations)))
    area_of = area_names({v.obligation_id for v in verdicts})
    areas, others = by_area(deeds, area_of=area_of)
    days = calendar_of(pairing)
    said = said_lines(pairing, duties, known_on=on)
    return Closing(
        agreement_id=agreement.pk,
        pairing_id=pairing.pk,
        code=pairing.code,
        first_on=span[0],
        last_on=span[1],
        judged_on=on,
        asked_on=on,
        **pairing_facts(pairing),
        agreements=agreement_facts([agreement], known_on=on),
        years=_years(verdicts, deeds, days=days, span=span),
        seasons=_seasons(days, span=span),
        deeds=deeds,
        figures=figures_of(deeds),
        areas=areas,
        area_of=area_of,
        unassigned=others,
        duties=duties,
        tally=tally_of(verdicts),
        next_tally=Tally(counts={}),
        waivers=waiver_lines(duties, known_on=on),
        make_ups=make_up_lines(duties, known_on=on),
        later_make_ups=(),
        said=said,
        roster=roster_lines(pairing, span=span),
        later_entries=0,
        data=_data(pairing, agreement, verdicts=verdicts, on=on) | said_data(said),
    )


def _with_years(duty: DutyLine) -> DutyLine:
    """Windows named with their year: of several years 第一学期 alone says nothing."""
    return replace(duty, windows=tuple(replace(w, season="") for w in duty.windows))


def school_years_of(days: StageDays, *, span: Days) -> list[tuple[int, Days]]:
    """The school years that the days of ``span`` lie in, in order."""
    first, last = span[0].year - 1, span[1].year + 1
    years = ((year, days_of_year(days, year)) for year in range(first, last + 1))
    return [(year, d) for year, d in years if d[0] <= span[1] and span[0] <= d[1]]


def _years(verdicts, deeds, *, days: StageDays, span: Days) -> tuple[ClosingYear, ...]:
    """Windows by their last day: one past the agreement's end lies in its last year."""
    years = school_years_of(days, span=span)
    found = []
    for place, (year, (first_on, last_on)) in enumerate(years):
        until = date.max if place == len(years) - 1 else last_on
        since = date.min if place == 0 else first_on
        found.append(
            ClosingYear(
                school_year=year,
                tally=tally_of(v for v in verdicts if since <= v.window.ends_on <= until),
                figures=figures_of(d for d in deeds if since <= d.starts_on <= until),
            )
        )
    return tuple(found)


def _seasons(days: StageDays, *, span: Days) -> tuple[Season, ...]:
    found = []
    for year, own in school_years_of(days, span=span):
        found += seasons_of(days, school_year=year, span=own)
    return tuple(found)


def _data(pairing: Pairing, agreement: Agreement, *, verdicts: tuple[Verdict, ...], on: date):
    return {
        "kind": "closing_summary",
        "pairing": pairing.code,
        "agreement": agreement.number,
        "as_of": on.isoformat(),
        "engine": ENGINE_VERSION,
        "verdicts": [to_data(verdict) for verdict in verdicts],
    }
