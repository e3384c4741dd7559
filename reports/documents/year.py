"""One school year of one pairing: what was agreed, what was done, what is missing and why.

School year 2025 is the one that begins in 2025. A window belongs to the school year that its
last day lies in. A year that is over is judged on its last day, a running one on the day
asked; what was decided afterwards (a make-up accepted, an entry made late) is told apart. A
filed year stands as it was filed; its windows carry what came after.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date

from activities.models import ActivityState
from agreements.models import Agreement, Obligation
from compliance.engine.calendars import StageDays
from compliance.engine.serialise import ENGINE_VERSION, to_data
from compliance.engine.verdicts import Verdict
from compliance.frozen import FiledVerdict, filing_of
from compliance.judging import judged
from compliance.keeping import areas_of
from compliance.models import Filing
from compliance.selectors import obligations_of
from pairing.models import Pairing, SupportArea
from reports.documents import words
from reports.documents.school_years import (
    Days,
    Season,
    calendar_of,
    school_year_days,
    seasons_of,
)
from reports.documents.year_deeds import (
    Deed,
    Figures,
    counts_of,
    deeds_of,
    figures_of,
    local_day,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One support area: its sums, and the same by type of activity."""

    name: str
    figures: Figures
    types: tuple[tuple[str, Figures], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """``judged_on`` is the day whose knowledge everything rests on; ``next_tally``,
    ``later_make_ups``, what was ``said`` of the gaps and what came after the ``filing`` alone
    are of the day asked, ``asked_on``."""

    pairing_id: int
    code: str
    school_year: int
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
    seasons: tuple[Season, ...]
    deeds: tuple[Deed, ...]
    figures: Figures
    areas: tuple[AreaLine, ...]
    area_of: Mapping[int, str]
    unassigned: AreaLine | None
    duties: tuple[DutyLine, ...]
    tally: Tally
    waivers: tuple[DecisionLine, ...]
    make_ups: tuple[DecisionLine, ...]
    later_make_ups: tuple[DecisionLine, ...]
    said: SaidLines
    later_entries: int
    next_tally: Tally
    roster: tuple[RosterLine, ...]
    filing: Filing | None
    data: Mapping = field(repr=False)

    @property
    def period(self) -> str:
        """2025—2026学年: as sentences call it."""
        return words.years(self.school_year)

    @property
    def is_running(self) -> bool:
        return self.judged_on < self.last_on

    @property
    def gaps(self) -> tuple[tuple[DutyLine, WindowLine], ...]:
        """Windows not met, past the maximum or at risk, in the order of the duties."""
        return tuple(
            (duty, window) for duty in self.duties for window in duty.windows if window.is_gap
        )


class UnknownYearError(LookupError):
    """The pairing had not begun, or had ended, in that school year, or it is yet to come."""


def year_summary_of(pairing: Pairing, *, school_year: int, on: date) -> YearSummary:
    """The year as it is known at the end of ``on``; some thirty queries.

    Raises UnknownYearError for a year in which the pairing did not exist, or not yet begun.
    """
    if not MINYEAR <= school_year < MAXYEAR:
        raise UnknownYearError(school_year)
    days = calendar_of(pairing)
    filing = filing_of(pairing, school_year=school_year, on=on)
    first_on, last_on = _span(days, school_year, filing=filing)
    if on < first_on or last_on < pairing.starts_on or _ended_before(pairing, first_on):
        raise UnknownYearError(school_year)
    read = _read(pairing, span=(first_on, last_on), on=on, filing=filing)
    deeds = read.deeds
    areas, others = by_area(deeds, area_of=read.area_of)
    make_ups = make_up_lines(read.duties, known_on=on)
    said = said_lines(pairing, read.duties, known_on=on)
    return YearSummary(
        pairing_id=pairing.pk,
        code=pairing.code,
        school_year=school_year,
        first_on=first_on,
        last_on=last_on,
        judged_on=read.judged_on,
        asked_on=on,
        **pairing_facts(pairing),
        agreements=agreement_facts(read.mains, known_on=read.judged_on),
        seasons=seasons_of(days, school_year=school_year, span=(first_on, last_on)),
        deeds=deeds,
        figures=figures_of(deeds),
        areas=areas,
        area_of=read.area_of,
        unassigned=others,
        duties=read.duties,
        tally=tally_of(read.of_year),
        waivers=waiver_lines(read.duties, known_on=read.judged_on),
        make_ups=tuple(m for m in make_ups if m.decided_on <= read.judged_on),
        later_make_ups=tuple(m for m in make_ups if m.decided_on > read.judged_on),
        said=said,
        later_entries=_later_entries(pairing, span=(first_on, last_on), read=read, on=on),
        next_tally=tally_of(_next_year(read, days=days, school_year=school_year, on=on)),
        roster=roster_lines(pairing, span=(first_on, read.judged_on)),
        filing=filing,
        data=_data(pairing, school_year=school_year, read=read, filing=filing)
        | said_data(said),
    )


def _span(days: StageDays, school_year: int, *, filing: Filing | None) -> Days:
    """By the calendar as it was filed, where it was."""
    return (filing.first_on, filing.last_on) if filing else school_year_days(days, school_year)


def _ended_before(pairing: Pairing, day: date) -> bool:
    return pairing.ended_on is not None and pairing.ended_on < day


# --- reading -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read and judged. ``verdicts`` are all, ``of_year`` those of the year."""

    judged_on: date
    mains: tuple[Agreement, ...]
    obligations: Mapping[int, Obligation]
    verdicts: tuple[Verdict, ...]
    of_year: tuple[Verdict, ...]
    afterwards: tuple[Verdict, ...]
    duties: tuple[DutyLine, ...]
    deeds: tuple[Deed, ...]
    area_of: Mapping[int, str]


def _read(pairing: Pairing, *, span: Days, on: date, filing: Filing | None) -> _Read:
    first_on, last_on = span
    judged_on = filing.filed_on if filing else min(last_on, on)
    obligations = {row.pk: row for row in obligations_of(pairing)}
    found = list(judged([pairing], on=judged_on))
    verdicts = tuple(v for _, _, made in found for v in made)
    afterwards = verdicts if on == judged_on else _judged_on(pairing, on=on)
    of_year = tuple(
        v
        for v in (afterwards if filing else verdicts)
        if first_on <= v.window.ends_on <= last_on
        and isinstance(v, FiledVerdict) == (filing is not None)
    )
    near = [window_line(v, obligation=obligations[v.obligation_id]) for v in verdicts]
    return _Read(
        judged_on=judged_on,
        mains=tuple(main for main, _, _ in found),
        obligations=obligations,
        verdicts=verdicts,
        of_year=of_year,
        afterwards=afterwards,
        duties=duty_lines(of_year, obligations=obligations),
        deeds=deeds_of(
            pairing,
            first_on=first_on,
            last_on=last_on,
            known_on=judged_on,
            counts=counts_of(verdicts, obligations=obligations),
            misses=nearest_misses(near),
        ),
        area_of=area_names({v.obligation_id for v in verdicts}),
    )


def _judged_on(pairing: Pairing, *, on: date) -> tuple[Verdict, ...]:
    return tuple(v for _, _, made in judged([pairing], on=on) for v in made)


def _next_year(
    read: _Read, *, days: StageDays, school_year: int, on: date
) -> Iterable[Verdict]:
    first_on, last_on = school_year_days(days, school_year + 1)
    return [v for v in read.afterwards if first_on <= v.window.ends_on <= last_on]


def area_names(obligation_ids: Iterable[int]) -> dict[int, str]:
    """The support area of every duty that has one, areas in their order."""
    area_of = areas_of(obligation_ids)
    rows = SupportArea.objects.filter(pk__in={pk for pk in area_of.values() if pk})
    names = {row.pk: str(row) for row in rows}
    found = {pk: names[area] for pk, area in area_of.items() if area}
    ordered = list(names.values())
    return dict(sorted(found.items(), key=lambda pair: (ordered.index(pair[1]), pair[0])))


def by_area(
    deeds: Iterable[Deed], *, area_of: Mapping[int, str]
) -> tuple[tuple[AreaLine, ...], AreaLine | None]:
    """Confirmed activities under every area they counted for, empty areas left out; and those
    that counted in none."""
    found: dict[str, list[Deed]] = {name: [] for name in area_of.values()}
    others = []
    for deed in (deed for deed in deeds if deed.is_confirmed):
        served = {area_of.get(count.obligation_id) for count in deed.counts} - {None}
        for name in served:
            found[name].append(deed)
        if not served:
            others.append(deed)
    areas = tuple(_area_line(name, kept) for name, kept in found.items() if kept)
    return areas, _area_line("", others) if others else None


def _area_line(name: str, deeds: Iterable[Deed]) -> AreaLine:
    by_type: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_type.setdefault(deed.type_label, []).append(deed)
    types = ((label, figures_of(found)) for label, found in by_type.items())
    ordered = sorted(types, key=lambda pair: (not pair[1].events, -pair[1].events, pair[0]))
    return AreaLine(name=name, figures=figures_of(deeds), types=tuple(ordered))


def _later_entries(pairing: Pairing, *, span: Days, read: _Read, on: date) -> int:
    """Activities of the year that were entered after the day everything rests on."""
    links = pairing.links.exclude(state=ActivityState.DRAFT).filter(
        activity__starts_on__range=span
    )
    moments = links.values_list("activity__entered_at", flat=True)
    return sum(read.judged_on < local_day(moment) <= on for moment in moments)


def _data(pairing: Pairing, *, school_year: int, read: _Read, filing: Filing | None) -> dict:
    """What is enclosed: the verdicts as the engine gave them, and what their numbers name."""
    duties = {v.obligation_id for v in read.of_year}
    return {
        "kind": "year_summary",
        "pairing": pairing.code,
        "school_year": school_year,
        "as_of": read.judged_on.isoformat(),
        "engine": filing.engine_version if filing else ENGINE_VERSION,
        **({"filed_on": filing.filed_on.isoformat()} if filing else {}),
        "agreements": [main.number for main in read.mains],
        "duties": {
            str(pk): {
                "agreement": read.obligations[pk].clause.agreement.number,
                "clause": read.obligations[pk].clause.place,
                "name": read.obligations[pk].name,
            }
            for pk in sorted(duties)
        },
        "activities": {str(deed.activity_id): deed.number for deed in read.deeds},
        "verdicts": [to_data(verdict) for verdict in read.of_year],
    }
