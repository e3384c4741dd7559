"""One pairing: its duties by section and term, this term's figures, who speaks for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from agreements.models import BINDING, Agreement, Modality, Obligation
from agreements.rendering import short
from compliance.engine.calendars import StageDays
from compliance.engine.verdicts import Status, Verdict
from compliance.frozen import FiledVerdict, verdict_of
from compliance.models import StoredVerdict
from compliance.presenters.heat import DONE, HEEDED, Cell, Column, cells_of, columns_of
from compliance.presenters.rulers import Ruler
from compliance.wording import day, school_year_label, why
from records.related import Group, Related


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One duty over all its versions; ``now`` is the cell of this term."""

    name: str
    party: str
    short: str
    cells: tuple[Cell, ...]

    @property
    def now(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.is_now and not cell.is_empty), None)

    @property
    def is_heeded(self) -> bool:
        return self.now is not None and self.now.status in HEEDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of this term's column: how many duties, how many done, past the maximum, to be heeded;
    ``first`` is the first of the latter in words."""

    duties: int
    done: int
    exceeded: int
    at_risk: int
    breached: int
    heeded: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    school_year: int
    label: str
    is_filed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """``undecided`` says from which day on no calendar is entered, "" when it reaches to the
    end of the agreement."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    figures: Figures
    years: tuple[Year, ...]
    undecided: str

    def only_heeded(self) -> "Heat":
        """Without the duties that nobody need heed this term; figures stay those of all."""
        return replace(self, sections=_only_heeded(self.sections))

    @property
    def width(self) -> int:
        """Columns of the whole table, the duty's own included."""
        return 1 + max(len(self.columns), 1)


def chosen(agreements: Sequence[Agreement], *, wanted: str, on: date) -> Agreement | None:
    """The agreement asked for by number, else the one in force on ``on``, else the latest."""
    for agreement in agreements:
        if wanted and agreement.number == wanted:
            return agreement
    for agreement in agreements:
        if agreement.in_force_on and agreement.starts_on <= on <= agreement.ends_on:
            return agreement
    return agreements[0] if agreements else None


def heat_of(
    agreement: Agreement,
    obligations: Iterable[Obligation],
    kept: Iterable[StoredVerdict],
    *,
    days: StageDays,
    ruler: Ruler | None,
    on: date,
) -> Heat:
    """``obligations`` are all versions of all duties of the pairing, ``kept`` the verdicts of
    the agreement."""
    columns = columns_of(
        days.terms, first=agreement.starts_on, last=agreement.ends_on, ruler=ruler, on=on
    )
    verdicts: dict[int, list[Verdict]] = {}
    for row in kept:
        verdicts.setdefault(row.obligation_id, []).append(verdict_of(row))
    chains = _chains(agreement, obligations)
    sections = _sections(chains, verdicts, columns, pairing_id=agreement.pairing_id, on=on)
    return Heat(
        columns=columns,
        sections=sections,
        figures=_figures(sections, chains, verdicts, on=on),
        years=tuple(_years(columns, filed=_filed_years(verdicts, columns))),
        undecided=_undecided(agreement, days=days),
    )


def _chains(agreement: Agreement, obligations: Iterable[Obligation]) -> list[list[Obligation]]:
    """The versions of each whole counted duty of the agreement, the first one first. What an
    amendment says binds nobody before it is signed: until then the old words stand."""
    rows = [row for row in obligations if _stands(row.clause.agreement, beside=agreement)]
    by_id = {row.pk: row for row in rows}
    found: dict[int, list[Obligation]] = {}
    for row in rows:
        root = row
        while root.replaces_id in by_id:
            root = by_id[root.replaces_id]
        if _belongs(root, agreement) and row.part_of_id is None:
            found.setdefault(root.pk, []).append(row)
    return [
        sorted(versions, key=lambda row: (row.clause.agreement.starts_on, row.pk))
        for versions in found.values()
        if any(row.modality != Modality.TEXT_ONLY for row in versions)
    ]


def _stands(agreement: Agreement, *, beside: Agreement) -> bool:
    return agreement.pk == beside.pk or agreement.state in BINDING


def _belongs(root: Obligation, agreement: Agreement) -> bool:
    return agreement.pk in (root.clause.agreement_id, root.clause.agreement.amends_id)


# --- rows ---------------------------------------------------------------------------------


def _sections(
    chains: list[list[Obligation]],
    verdicts: dict[int, list[Verdict]],
    columns: Sequence[Column],
    *,
    pairing_id: int,
    on: date,
) -> tuple[Section, ...]:
    rows: dict[int, list[Row]] = {}
    titles: dict[int, str] = {}
    for versions in sorted(chains, key=lambda versions: _place(versions[0])):
        section = versions[0].clause.parent or versions[0].clause
        titles[section.pk] = f"{section.label}{section.heading}"
        row = _row(versions, verdicts, columns, pairing_id=pairing_id, on=on)
        rows.setdefault(section.pk, []).append(row)
    return tuple(Section(title=titles[pk], rows=tuple(found)) for pk, found in rows.items())


def _place(row: Obligation) -> tuple:
    section = row.clause.parent or row.clause
    inside = row.clause.order if row.clause.parent_id else -1
    return row.clause.agreement.amends_id is not None, section.order, inside, row.order, row.pk


def _row(
    versions: list[Obligation],
    verdicts: dict[int, list[Verdict]],
    columns: Sequence[Column],
    *,
    pairing_id: int,
    on: date,
) -> Row:
    """With the words that hold on ``on``; the first ones before that."""
    begun = [row for row in versions if row.clause.agreement.starts_on <= on]
    said = (begun or versions[:1])[-1]
    found = [(verdict, row) for row in versions for verdict in verdicts.get(row.pk, ())]
    found.sort(key=lambda pair: pair[0].window.starts_on)
    cells = cells_of(found, columns, pairing_id=pairing_id)
    if said.uncounted and not found:
        cells = (Cell(status="uncounted", span=max(len(columns), 1), is_now=True),)
    return Row(name=said.name, party=said.party, short=short(said), cells=cells)


def _only_heeded(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    kept = (
        Section(title=section.title, rows=tuple(row for row in section.rows if row.is_heeded))
        for section in sections
    )
    return tuple(section for section in kept if section.rows)


# --- figures ------------------------------------------------------------------------------


def _figures(
    sections: tuple[Section, ...],
    chains: list[list[Obligation]],
    verdicts: dict[int, list[Verdict]],
    *,
    on: date,
) -> Figures:
    now = [row.now for section in sections for row in section.rows if row.now is not None]
    statuses = [cell.status for cell in now if isinstance(cell.status, Status)]
    return Figures(
        duties=len(statuses),
        done=sum(status in DONE for status in statuses),
        exceeded=statuses.count(Status.EXCEEDED),
        at_risk=statuses.count(Status.AT_RISK),
        breached=statuses.count(Status.BREACHED),
        heeded=sum(status in HEEDED for status in statuses),
        first=_first_heeded(chains, verdicts, on=on),
    )


def _first_heeded(
    chains: list[list[Obligation]], verdicts: dict[int, list[Verdict]], *, on: date
) -> str:
    found = [
        (verdict, row)
        for versions in chains
        for row in versions
        for verdict in verdicts.get(row.pk, ())
        if verdict.status is Status.AT_RISK
        and verdict.window.starts_on <= on <= verdict.window.closes_on
    ]
    if not found:
        return ""
    verdict, row = min(found, key=lambda pair: pair[0].last_useful_on or date.max)
    return _("%(name)s: %(why)s") % {"name": row.name, "why": why(verdict, obligation=row)}


def _years(columns: Sequence[Column], *, filed: set[int]) -> Iterable[Year]:
    for school_year in dict.fromkeys(column.term.school_year for column in columns):
        yield Year(
            school_year=school_year,
            label=school_year_label(school_year),
            is_filed=school_year in filed,
        )


def years_of(heat: Heat, related: Iterable[Group]) -> tuple[tuple[Year, Related | None], ...]:
    """Each year of the table with the link to its report in words, where there is one."""
    links = {
        link.school_year: link
        for group in related
        for link in group.links
        if link.school_year is not None
    }
    return tuple((year, links.get(year.school_year)) for year in heat.years)


def _filed_years(verdicts: dict[int, list[Verdict]], columns: Sequence[Column]) -> set[int]:
    """A filed window belongs to the year of the term that has begun by its last day."""
    ends = {
        verdict.window.ends_on
        for found in verdicts.values()
        for verdict in found
        if isinstance(verdict, FiledVerdict)
    }
    terms = [column.term for column in columns]
    begun = ([t for t in terms if t.starts_on <= day] for day in ends)
    return {found[-1].school_year for found in begun if found}


def _undecided(agreement: Agreement, *, days: StageDays) -> str:
    first = agreement.in_force_on or agreement.starts_on
    gaps = days.unknown(first, agreement.terminated_on or agreement.ends_on)
    return day(gaps[0][0]) if gaps else ""
