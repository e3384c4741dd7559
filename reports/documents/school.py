"""One school year of one school: all its pairings, as Party A in some, as Party B in others.

Figures are those of its pairings' years put together: windows of whole obligations add up; an
activity that serves several pairings stands in each and is counted once in the sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from pairing.models import Pairing, School
from reports.documents import words
from reports.documents.year import (
    AreaLine,
    UnknownYearError,
    YearSummary,
    area_names,
    by_area,
    year_summary_of,
)
from reports.documents.year_deeds import Deed, Figures, figures_of
from reports.documents.year_duties import DutyLine, Tally, WindowLine
from reports.documents.year_facts import (
    AgreementFacts,
    RosterLine,
    SaidLines,
    SideFacts,
    school_facts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPart:
    """The year of one of its pairings; ``side`` is the school's own there."""

    side: str
    year: YearSummary

    @property
    def partner(self) -> SideFacts:
        return self.year.receiving if self.side == "supporting" else self.year.supporting

    @property
    def sides(self) -> tuple[SideFacts, SideFacts]:
        return self.year.supporting, self.year.receiving


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """Named as ``YearSummary`` names the same things, so that both are told alike."""

    school_id: int
    school: SideFacts
    school_year: int
    first_on: date
    last_on: date
    judged_on: date
    asked_on: date
    parts: tuple[SchoolPart, ...]
    agreements: tuple[AgreementFacts, ...]
    deeds: tuple[Deed, ...]
    figures: Figures
    areas: tuple[AreaLine, ...]
    area_of: Mapping[int, str]
    unassigned: AreaLine | None
    duties: tuple[DutyLine, ...]
    tally: Tally
    next_tally: Tally
    roster: tuple[RosterLine, ...]
    said: SaidLines
    later_entries: int
    data: Mapping = field(repr=False)

    @property
    def period(self) -> str:
        return words.years(self.school_year)

    @property
    def is_running(self) -> bool:
        return self.judged_on < self.last_on

    @property
    def gaps(self) -> tuple[tuple[DutyLine, WindowLine], ...]:
        return tuple(gap for part in self.parts for gap in part.year.gaps)

    def partners(self, side: str) -> list[str]:
        """The schools it stands opposite to where it is on ``side``."""
        return [part.partner.name for part in self.parts if part.side == side]


def school_year_of(school: School, *, school_year: int, on: date) -> SchoolYear:
    """The year as it is known at the end of ``on``; some thirty queries a pairing.

    Raises UnknownYearError when it had no pairing in that year.
    """
    parts = tuple(_parts(school, school_year=school_year, on=on))
    if not parts:
        raise UnknownYearError(school_year)
    years = [part.year for part in parts]
    deeds = _once(years)
    area_of = area_names({pk for year in years for pk in year.area_of})
    areas, others = by_area(deeds, area_of=area_of)
    return SchoolYear(
        school_id=school.pk,
        school=school_facts(school),
        school_year=school_year,
        first_on=min(year.first_on for year in years),
        last_on=max(year.last_on for year in years),
        judged_on=max(year.judged_on for year in years),
        asked_on=on,
        parts=parts,
        agreements=tuple(facts for year in years for facts in year.agreements),
        deeds=deeds,
        figures=figures_of(deeds),
        areas=areas,
        area_of=area_of,
        unassigned=others,
        duties=tuple(duty for year in years for duty in year.duties),
        tally=added(year.tally for year in years),
        next_tally=added(year.next_tally for year in years),
        roster=tuple(line for year in years for line in year.roster),
        said={key: told for year in years for key, told in year.said.items()},
        later_entries=sum(year.later_entries for year in years),
        data=_data(school, school_year=school_year, parts=parts),
    )


def _parts(school: School, *, school_year: int, on: date) -> Iterable[SchoolPart]:
    rows = Pairing.objects.filter(Q(supporting_school=school) | Q(receiving_school=school))
    for pairing in rows.for_list().order_by("order", "code"):
        try:
            year = year_summary_of(pairing, school_year=school_year, on=on)
        except UnknownYearError:
            continue
        yield SchoolPart(side=pairing.side_of(school.pk), year=year)


def added(tallies: Iterable[Tally]) -> Tally:
    counts, unjudged = Counter(), 0
    for tally in tallies:
        counts.update(tally.counts)
        unjudged += tally.unjudged
    return Tally(counts=dict(counts), unjudged=unjudged)


def _once(years: Iterable[YearSummary]) -> tuple[Deed, ...]:
    """Every activity once: confirmed where any of its pairings confirmed it, with all that it
    counted for."""
    found: dict[int, Deed] = {}
    for deed in (deed for year in years for deed in year.deeds):
        kept = found.get(deed.activity_id)
        if kept is None:
            found[deed.activity_id] = deed
            continue
        first, other = (deed, kept) if deed.is_confirmed else (kept, deed)
        found[deed.activity_id] = replace(first, counts=(*first.counts, *other.counts))
    return tuple(sorted(found.values(), key=lambda deed: (deed.starts_on, deed.number)))


def _data(school: School, *, school_year: int, parts: Iterable[SchoolPart]) -> Mapping:
    return {
        "kind": "school_year_summary",
        "school": school.name,
        "school_code": school.code,
        "school_year": school_year,
        "pairings": [part.year.data for part in parts],
    }
