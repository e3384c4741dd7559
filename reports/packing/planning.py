"""What a pack will hold, as the person who orders it sees the rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agreements.models import Agreement
from compliance.models import Filing
from pairing.models import Pairing, Programme, School
from reports.documents.pack_places import AGREEMENTS, SUMMARIES, TABLES
from reports.documents.words import UNSAFE, years
from reports.models import FiledDocument, FiledKind, ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document to come; ``path`` is its place in the ZIP."""

    kind: ItemKind
    path: str
    pairing: Pairing | None = None
    agreement: Agreement | None = None
    filed: FiledDocument | None = None
    school_year: int | None = None


def pairings_of_year(programme: Programme, *, school_year: int, user) -> QuerySet[Pairing]:
    """Those the person sees that were open on some day from 1 September to 31 August."""
    first, last = date(school_year, 9, 1), date(school_year + 1, 8, 31)
    rows = Pairing.objects.visible_to(user).filter(programme=programme, starts_on__lte=last)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=first))
    return rows.for_list().order_by("code")


def pairings_of_school(school: School, *, user) -> QuerySet[Pairing]:
    """Both sides, those that are over too."""
    sides = Q(supporting_school=school) | Q(receiving_school=school)
    return Pairing.objects.visible_to(user).filter(sides).for_list().order_by("code")


def plan_year(programme: Programme, *, school_year: int, user) -> list[Planned]:
    """Agreements that bound in the year, the summary of every pairing (one that is not filed
    fails and says so), the schools' filed summaries, the index of the evidence, the ledger."""
    pairings = list(pairings_of_year(programme, school_year=school_year, user=user))
    first, last = date(school_year, 9, 1), date(school_year + 1, 8, 31)
    agreements = _agreements(pairings).filter(starts_on__lte=last, ends_on__gte=first)
    schools = {school for pairing in pairings for school in _sides(pairing)}
    filed = FiledDocument.objects.visible_to(user).filter(
        kind=FiledKind.SCHOOL_SUMMARY, school__in=schools, school_year=school_year
    )
    return [
        *_agreement_items(agreements),
        *(_summary(pairing, school_year=school_year) for pairing in pairings),
        *_filed_items(filed),
        *_tables(ItemKind.EVIDENCE, ItemKind.LEDGER),
    ]


def plan_dossier(school: School, *, user) -> list[Planned]:
    """Everything of the school on both sides, of all years."""
    pairings = list(pairings_of_school(school, user=user))
    filings = Filing.objects.filter(pairing__in=pairings)
    others = FiledDocument.objects.visible_to(user).filter(
        Q(school=school) | Q(kind=FiledKind.CLOSING_SUMMARY, pairing__in=pairings)
    )
    years_filed = {(row.pairing_id, row.school_year) for row in filings}
    by_id = {pairing.pk: pairing for pairing in pairings}
    summaries = FiledDocument.objects.visible_to(user).current()
    rows = summaries.filter(kind=FiledKind.PAIRING_SUMMARY, pairing__in=pairings)
    years_filed |= set(rows.order_by().values_list("pairing_id", "school_year"))
    return [
        *_agreement_items(_agreements(pairings)),
        *(_summary(by_id[pk], school_year=year) for pk, year in sorted(years_filed)),
        *_filed_items(others),
        *_tables(ItemKind.STAYS, ItemKind.DONATIONS, ItemKind.EVIDENCE, ItemKind.LEDGER),
    ]


def _sides(pairing: Pairing) -> tuple[School, School]:
    return pairing.supporting_school, pairing.receiving_school


def _agreements(pairings: Iterable[Pairing]) -> QuerySet[Agreement]:
    rows = Agreement.objects.binding().filter(pairing__in=pairings).for_list()
    return rows.order_by("pairing__code", "starts_on", "pk")


def _agreement_items(rows: Iterable[Agreement]) -> Iterator[Planned]:
    for row in rows:
        name = _safe(row.pairing.code, _schools(row.pairing), row.number)
        yield Planned(
            kind=ItemKind.AGREEMENT,
            path=f"{AGREEMENTS}/{name}.pdf",
            pairing=row.pairing,
            agreement=row,
        )


def _summary(pairing: Pairing, *, school_year: int) -> Planned:
    name = _safe(pairing.code, _schools(pairing), years(school_year))
    return Planned(
        kind=ItemKind.SUMMARY,
        path=f"{SUMMARIES}/{name}.pdf",
        pairing=pairing,
        school_year=school_year,
    )


def _filed_items(rows: QuerySet[FiledDocument]) -> Iterator[Planned]:
    for row in rows.current().for_list().order_by("number"):
        about = row.school.label if row.school else _schools(row.pairing)
        year = years(row.school_year) if row.school_year else ""
        yield Planned(
            kind=ItemKind.FILED,
            path=f"{SUMMARIES}/{_safe(about, year, row.number)}.pdf",
            pairing=row.pairing,
            filed=row,
            school_year=row.school_year,
        )


def _tables(*kinds: ItemKind) -> Iterator[Planned]:
    for place, kind in enumerate(kinds, start=3):
        yield Planned(kind=kind, path=f"{place}{TABLES[kind]}.xlsx")


def _schools(pairing: Pairing) -> str:
    return f"{pairing.supporting_school.label}—{pairing.receiving_school.label}"


def _safe(*parts: str) -> str:
    """One name without signs that a file system refuses."""
    return "_".join(UNSAFE.sub("", part) for part in parts if part)[:200]
