"""Obligation rows as the engine's duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.models import Agreement, Obligation, QuotaLine
from compliance.engine import terms

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One obligation with the agreement it stands in."""

    row: Obligation

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def replaces_id(self) -> int | None:
        return self.row.replaces_id

    @property
    def agreement_id(self) -> int:
        return self.row.clause.agreement_id

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Section, clause, order in the clause: a section's own duties before its items'."""
        clause = self.row.clause
        section = clause.parent or clause
        inside = clause.order if clause.parent_id else -1
        return section.order, inside, self.row.order, self.row.pk

    def as_term(
        self, *, order: int, since: Agreement | None, until: Agreement | None
    ) -> terms.Obligation:
        """``since`` is the amendment it stands in, ``until`` the one that replaces it."""
        return _obligation(
            self.row,
            order=order,
            valid_from=since and since.in_force_on,
            known_on=since and since.effective_on,
            valid_until=until and until.in_force_on - ONE_DAY,
            valid_until_known_on=until and until.effective_on,
        )


def duties_of(agreements: Iterable[Agreement]) -> dict[int, list[DutyRow]]:
    """The obligations of every agreement, by its id; two queries."""
    agreements = list(agreements)
    rows = (
        Obligation.objects.filter(clause__agreement__in=agreements)
        .select_related("clause__parent")
        .prefetch_related("quotas")
    )
    found: dict[int, list[DutyRow]] = {agreement.pk: [] for agreement in agreements}
    for row in rows:
        found[row.clause.agreement_id].append(DutyRow(row))
    return found


def _obligation(row: Obligation, *, order: int, **validity: date | None) -> terms.Obligation:
    return terms.Obligation(
        id=row.pk,
        clause=row.clause.place,
        order=order,
        party=terms.Party(row.party),
        activity_types=frozenset(row.activity_types),
        measure=terms.Measure(row.measure),
        period=terms.Period(row.period),
        minimum=row.minimum,
        maximum=row.maximum,
        quotas=tuple(_quota(line) for line in row.quotas.all()),
        actor_roles=frozenset(row.actor_roles),
        minimum_rank=row.minimum_rank,
        actor_qualifications=tuple(frozenset(group) for group in row.actor_qualifications),
        both_heads=row.both_heads,
        counted_side=terms.Side(row.counted_side) if row.counted_side else None,
        venue=terms.Venue(row.venue),
        topics=frozenset(row.topics),
        subjects=frozenset(row.subjects),
        stages=frozenset(row.stages),
        grades=frozenset(row.grades),
        topics_agreed=row.topics_agreed,
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
        uncounted=row.uncounted,
        counting_group=row.counting_group,
        **validity,
    )


def _quota(line: QuotaLine) -> terms.Quota:
    return terms.Quota(
        season=terms.TermSeason(line.season) if line.season else None,
        agreement_year=line.agreement_year,
        stage=line.stage,
        minimum=line.minimum,
        maximum=line.maximum,
    )


def _season(row: Obligation) -> terms.Season | None:
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


def _each_of(row: Obligation) -> terms.EachOf | None:
    if not row.each_of:
        return None
    return terms.EachOf(kind=terms.EachOfKind(row.each_of), items=tuple(row.each_of_items))


def _floor(row: Obligation) -> terms.Bound | None:
    return _bound(
        people=row.floor_people,
        people_each_side=row.floor_people_each_side,
        days=row.floor_days,
        weeks=row.floor_weeks,
        lessons=row.floor_lessons,
        days_per_person=row.floor_days_per_person,
    )


def _ceiling(row: Obligation) -> terms.Bound | None:
    return _bound(people=row.ceiling_people, days=row.ceiling_days)


def _bound(**limits: int | None) -> terms.Bound | None:
    asked = {name: limit for name, limit in limits.items() if limit is not None}
    return terms.Bound(**asked) if asked else None


def _coverage(row: Obligation) -> terms.Coverage | None:
    if not row.coverage_of and not row.contents:
        return None
    return terms.Coverage(
        of=terms.CoverageOf(row.coverage_of) if row.coverage_of else None,
        distinct=row.coverage_distinct,
        contents=frozenset(row.contents),
    )


def _due(row: Obligation) -> terms.Due | None:
    if not row.due_kind:
        return None
    return terms.Due(
        kind=terms.DueKind(row.due_kind),
        month=row.due_month or 0,
        day=row.due_day or 0,
        months=row.due_months or 0,
        days=row.due_days or 0,
        on=row.due_on,
        trigger_types=frozenset(row.due_trigger_types),
    )
