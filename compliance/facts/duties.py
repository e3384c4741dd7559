"""Obligation rows as the engine's duties."""

import json
from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from agreements.models import Agreement, Obligation, QuotaLine, place_of
from compliance.engine import terms
from compliance.facts.reading import Read, codes

ONE_DAY = timedelta(days=1)

_PLACE = ("agreement_id", "label", "order", "parent_id", "parent__label", "parent__order")
_OWN = (
    "pk",
    "order",
    "party",
    "activity_types",
    "measure",
    "period",
    "minimum",
    "maximum",
    "modality",
    "uncounted",
    "actor_roles",
    "minimum_rank",
    "actor_qualifications",
    "both_heads",
    "counted_side",
    "venue",
    "topics",
    "subjects",
    "stages",
    "grades",
    "topics_agreed",
    "season",
    "season_from",
    "season_to",
    "each_of",
    "each_of_items",
    "floor_people",
    "floor_people_each_side",
    "floor_days",
    "floor_weeks",
    "floor_lessons",
    "floor_days_per_person",
    "ceiling_people",
    "ceiling_days",
    "coverage_of",
    "coverage_distinct",
    "contents",
    "part_of_id",
    "replaces_id",
    "due_kind",
    "due_month",
    "due_day",
    "due_months",
    "due_days",
    "due_on",
    "due_trigger_types",
    "grace_days",
    "counting_group",
    "number_agreed_on",
)
# An obligation's columns under their own names, then those of its clause.
_Row = namedtuple("_Row", (*_OWN, *(f"clause_{name}" for name in _PLACE)))

_OBLIGATIONS = Read(
    lambda ids: (
        Obligation.objects.filter(clause__agreement__in=ids)
        .order_by()
        .values_list(*_OWN, *(f"clause__{name}" for name in _PLACE))
    )
)
_QUOTAS = Read(
    lambda ids: (
        QuotaLine.objects.filter(obligation__clause__agreement__in=ids)
        .order_by("pk")
        .values_list("obligation_id", "season", "agreement_year", "stage", "minimum", "maximum")
    )
)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One obligation, where it stands, and its quota lines."""

    row: _Row
    quotas: tuple[terms.Quota, ...]

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def replaces_id(self) -> int | None:
        return self.row.replaces_id

    @property
    def part_of_id(self) -> int | None:
        return self.row.part_of_id

    @property
    def agreement_id(self) -> int:
        return self.row.clause_agreement_id

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Section, clause, order in the clause: a section's own duties before its items'."""
        row = self.row
        if row.clause_parent_id is None:
            return row.clause_order, -1, row.order, row.pk
        return row.clause_parent__order, row.clause_order, row.order, row.pk

    def as_term(
        self, *, order: int, since: Agreement | None, until: Agreement | None
    ) -> terms.Obligation:
        """``since`` is the amendment it stands in, ``until`` the one that replaces it."""
        return _duty(
            self.row,
            clause=place_of(self.row.clause_label, parent=self.row.clause_parent__label),
            quotas=self.quotas,
            order=order,
            valid_from=self._later(since and since.in_force_on),
            known_on=self._later(since and since.effective_on),
            valid_until=until and until.in_force_on - ONE_DAY,
            valid_until_known_on=until and until.effective_on,
        )

    def _later(self, day: date | None) -> date | None:
        """What was signed without a number is a counted duty from the day one was agreed."""
        return max((d for d in (day, self.row.number_agreed_on) if d), default=None)


def duty_row(obligation: Obligation) -> DutyRow:
    """Of an obligation at hand, saved or not. Reads its quota lines and its section."""
    clause, own = obligation.clause, (getattr(obligation, name) for name in _OWN)
    section = clause.parent
    where = (
        clause.agreement_id,
        clause.label,
        clause.order,
        clause.parent_id,
        section and section.label,
        section and section.order,
    )
    lines = (
        _quota(line.season, line.agreement_year, line.stage, line.minimum, line.maximum)
        for line in obligation.quotas.all()
    )
    return DutyRow(_Row(*own, *where), tuple(lines))


def duties_of(agreements: Iterable[Agreement]) -> dict[int, list[DutyRow]]:
    """The obligations of every agreement, by its id; two queries."""
    found: dict[int, list[DutyRow]] = {agreement.pk: [] for agreement in agreements}
    quotas: dict[int, list[terms.Quota]] = {}
    for obligation_id, *line in _QUOTAS(found):
        quotas.setdefault(obligation_id, []).append(_quota(*line))
    for row in map(_Row._make, _OBLIGATIONS(found)):
        lines = tuple(quotas.get(row.pk, ()))
        found[row.clause_agreement_id].append(DutyRow(row, lines))
    return found


def _duty(
    row: _Row,
    *,
    clause: str,
    quotas: tuple[terms.Quota, ...],
    order: int,
    **validity: date | None,
) -> terms.Obligation:
    return terms.Obligation(
        id=row.pk,
        clause=clause,
        order=order,
        party=terms.Party(row.party),
        activity_types=_set(row.activity_types),
        measure=terms.Measure(row.measure),
        period=terms.Period(row.period),
        minimum=row.minimum,
        maximum=row.maximum,
        quotas=quotas,
        actor_roles=_set(row.actor_roles),
        minimum_rank=row.minimum_rank,
        actor_qualifications=_groups(row.actor_qualifications),
        both_heads=bool(row.both_heads),
        counted_side=terms.Side(row.counted_side) if row.counted_side else None,
        venue=terms.Venue(row.venue),
        topics=_set(row.topics),
        subjects=_set(row.subjects),
        stages=_set(row.stages),
        grades=_set(row.grades),
        topics_agreed=bool(row.topics_agreed),
        season=_season(row),
        each_of=_each_of(row),
        event_floor=_floor(row),
        event_ceiling=_ceiling(row),
        coverage=_coverage(row),
        part_of=row.part_of_id,
        replaces=row.replaces_id,
        due=_due(row),
        grace_days=row.grace_days,
        modality=terms.Modality(row.modality),
        uncounted=bool(row.uncounted),
        counting_group=row.counting_group,
        **validity,
    )


# Lists come as JSON text from the database, as lists from a form.
def _set(value: str | list) -> frozenset[str]:
    return codes(value) if isinstance(value, str) else frozenset(value)


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple:
    return tuple(json.loads(text))


def _items(value: str | list) -> tuple:
    return _read(value) if isinstance(value, str) else tuple(value)


def _groups(value: str | list) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in _items(value))


def _quota(
    season: str,
    agreement_year: int | None,
    stage: str,
    minimum: int | None,
    maximum: int | None,
) -> terms.Quota:
    return terms.Quota(
        season=terms.TermSeason(season) if season else None,
        agreement_year=agreement_year,
        stage=stage,
        minimum=minimum,
        maximum=maximum,
    )


def _season(row: _Row) -> terms.Season | None:
    if not row.season:
        return None
    kind = terms.SeasonKind(row.season)
    if kind is not terms.SeasonKind.DATES:
        return terms.Season(kind=kind)
    from_month, from_day = map(int, row.season_from.split("-"))
    to_month, to_day = map(int, row.season_to.split("-"))
    return terms.Season(
        kind=kind, from_month=from_month, from_day=from_day, to_month=to_month, to_day=to_day
    )


def _each_of(row: _Row) -> terms.EachOf | None:
    if not row.each_of:
        return None
    return terms.EachOf(kind=terms.EachOfKind(row.each_of), items=_items(row.each_of_items))


def _floor(row: _Row) -> terms.Bound | None:
    return _bound(
        people=row.floor_people,
        people_each_side=row.floor_people_each_side,
        days=row.floor_days,
        weeks=row.floor_weeks,
        lessons=row.floor_lessons,
        days_per_person=row.floor_days_per_person,
    )


def _ceiling(row: _Row) -> terms.Bound | None:
    return _bound(people=row.ceiling_people, days=row.ceiling_days)


def _bound(**limits: int | None) -> terms.Bound | None:
    asked = {name: limit for name, limit in limits.items() if limit is not None}
    return terms.Bound(**asked) if asked else None


def _coverage(row: _Row) -> terms.Coverage | None:
    contents = _set(row.contents)
    if not row.coverage_of and not contents:
        return None
    return terms.Coverage(
        of=terms.CoverageOf(row.coverage_of) if row.coverage_of else None,
        distinct=row.coverage_distinct,
        contents=contents,
    )


def _due(row: _Row) -> terms.Due | None:
    if not row.due_kind:
        return None
    return terms.Due(
        kind=terms.DueKind(row.due_kind),
        month=row.due_month or 0,
        day=row.due_day or 0,
        months=row.due_months or 0,
        days=row.due_days or 0,
        on=row.due_on,
        trigger_types=_set(row.due_trigger_types),
    )
