"""Who should support whom: findings about pairings and schools, as data. Nothing is refused
here; the bureau reads the findings and decides. ``pairing.wording`` puts them into words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from pairing.models import (
    Pairing,
    School,
    SchoolKind,
    SchoolStatus,
    SchoolType,
    UrbanRural,
)

# Schools of the city proper and of the county's seat; what lies outside may be strong within
# its county all the same, which no class says: hence findings and no refusals.
SUPPORTING_CLASSES = frozenset(
    {UrbanRural.MAIN_CITY, UrbanRural.CITY_FRINGE, UrbanRural.TOWN_CENTRE}
)
CITY_CLASSES = frozenset({UrbanRural.MAIN_CITY, UrbanRural.CITY_FRINGE})
LARGE_STAFF = 100  # people; the bureau may ask with a figure of its own
PARTNERS_OF_LARGE = 2
COMPULSORY_STAGES = frozenset({"primary", "junior"})


class Finding(StrEnum):
    SUPPORTING_NOT_URBAN = "supporting_not_urban"
    RECEIVING_URBAN = "receiving_urban"
    CLASS_MISSING = "class_missing"
    STAGES_DIFFER = "stages_differ"
    SCHOOL_ENDED = "school_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding. ``facts`` are plain values for its sentence."""

    finding: Finding
    facts: dict = field(default_factory=dict)


def remarks(pairing: Pairing) -> list[Remark]:
    """What is unusual about ``pairing``; reads both schools, no query of its own. A unit that
    is no school has neither class nor stages to compare."""
    found = []
    supporting, receiving = pairing.supporting_school, pairing.receiving_school
    for school in (supporting, receiving):
        if school.status != SchoolStatus.ACTIVE and pairing.ended_on is None:
            found.append(_remark(Finding.SCHOOL_ENDED, school=school.name))
        if school.kind == SchoolKind.SCHOOL and not school.urban_rural_code:
            found.append(_remark(Finding.CLASS_MISSING, school=school.name))
    if _is_classed(supporting) and supporting.urban_rural_code not in SUPPORTING_CLASSES:
        found.append(_class_remark(Finding.SUPPORTING_NOT_URBAN, supporting))
    if _is_classed(receiving) and receiving.urban_rural_code in CITY_CLASSES:
        found.append(_class_remark(Finding.RECEIVING_URBAN, receiving))
    if _stages_differ(supporting, receiving):
        found.append(
            _remark(
                Finding.STAGES_DIFFER,
                supporting=list(supporting.stages),
                receiving=list(receiving.stages),
            )
        )
    return found


def _remark(finding: Finding, **facts) -> Remark:
    return Remark(finding=finding, facts=facts)


def _class_remark(finding: Finding, school: School) -> Remark:
    return _remark(finding, school=school.name, urban_rural=school.urban_rural_code)


def _is_classed(school: School) -> bool:
    return school.kind == SchoolKind.SCHOOL and bool(school.urban_rural_code)


def _stages_differ(supporting: School, receiving: School) -> bool:
    both = supporting.stages and receiving.stages
    return bool(both) and not set(supporting.stages) & set(receiving.stages)


def supporters_without_pairing(schools: QuerySet[School]) -> list[School]:
    """Of ``schools``, the active urban ones of compulsory education that support nobody."""
    return [s for s in _urban(schools).filter(open_supports=0) if _is_compulsory(s)]


def large_with_few_partners(
    schools: QuerySet[School], *, large_from: int = LARGE_STAFF
) -> list[School]:
    """Of ``schools``, the active urban ones with at least ``large_from`` staff that support
    fewer than two others; each carries the number as ``open_supports``."""
    large = _urban(schools).filter(staff_total__gte=large_from)
    return [s for s in large.filter(open_supports__lt=PARTNERS_OF_LARGE) if _is_compulsory(s)]


def _urban(schools: QuerySet[School]) -> QuerySet[School]:
    partners = Count(
        "supports__receiving_school", filter=Q(supports__ended_on=None), distinct=True
    )
    return (
        schools.filter(
            status=SchoolStatus.ACTIVE,
            kind=SchoolKind.SCHOOL,
            urban_rural_code__in=SUPPORTING_CLASSES,
        )
        .select_related("bureau")
        .annotate(open_supports=partners)
    )


def _is_compulsory(school: School) -> bool:
    return bool(COMPULSORY_STAGES & set(school.stages))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """One kind of receiving school: how many of them, and in how many pairings."""

    school_type: str  # a code of SchoolType, "" for none entered
    receiving: int
    pairings: int

    @property
    def label(self) -> str:
        return str(SchoolType(self.school_type).label) if self.school_type else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTotals:
    """One batch (None: no batch entered). The totals are the sums of the lines, so that they
    cannot differ from them."""

    batch: int | None
    lines: tuple[TypeLine, ...]

    @property
    def receiving(self) -> int:
        return sum(line.receiving for line in self.lines)

    @property
    def pairings(self) -> int:
        return sum(line.pairings for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All batches. ``receiving`` is the sum over the batches, in which a school that stands in
    several counts once in each; ``repeated`` says how many of it are such repetitions."""

    batches: tuple[BatchTotals, ...]
    schools: int  # receiving schools, each counted once

    @property
    def receiving(self) -> int:
        return sum(batch.receiving for batch in self.batches)

    @property
    def pairings(self) -> int:
        return sum(batch.pairings for batch in self.batches)

    @property
    def repeated(self) -> int:
        return self.receiving - self.schools


def batch_totals(pairings: Iterable[Pairing]) -> Totals:
    """Receiving schools and pairings by batch and school type; batches in order, the unnumbered
    last. A school counts once in its batch. Reads the receiving schools: select them."""
    batches: dict[int | None, dict[str, list[int]]] = {}
    schools = set()
    for pairing in pairings:
        types = batches.setdefault(pairing.batch, {})
        school = pairing.receiving_school
        types.setdefault(school.school_type, []).append(school.pk)
        schools.add(school.pk)
    ordered = sorted(batches, key=lambda batch: (batch is None, batch or 0))
    return Totals(
        batches=tuple(BatchTotals(batch=b, lines=_lines(batches[b])) for b in ordered),
        schools=len(schools),
    )


def _lines(types: dict[str, list[int]]) -> tuple[TypeLine, ...]:
    return tuple(
        TypeLine(school_type=code, receiving=len(set(ids)), pairings=len(ids))
        for code, ids in sorted(types.items(), key=lambda item: (item[0] == "", item[0]))
    )
