"""Clauses and duties of a plan, written into a draft. Called inside the transaction of the
service that drafts it."""

from collections.abc import Iterable

from agreements.models import Agreement, Clause, Obligation, QuotaLine
from agreements.readings.obligations import lines_of, row_of
from agreements.readings.plan import Plan, PlannedClause, PlannedDuty
from pairing.models import SupportArea


def write_plan(agreement: Agreement, plan: Plan) -> Agreement:
    """Write ``plan`` into the empty draft ``agreement``. Raises ValidationError for a duty that
    contradicts itself or the days of the agreement."""
    writer = _Writer(agreement)
    for order, section in enumerate(plan.sections, start=1):
        writer.section(section, order=order)
    writer.duties()
    return agreement


class _Writer:
    def __init__(self, agreement: Agreement):
        self._agreement = agreement
        self._areas = list(SupportArea.objects.filter(bureau=None))
        self._waiting: list[tuple[Clause, int, PlannedDuty]] = []

    def section(self, section: PlannedClause, *, order: int) -> None:
        row = self._clause(section, order=order, parent=None)
        for place, item in enumerate(section.items, start=1):
            self._clause(item, order=place, parent=row)

    def _clause(self, planned: PlannedClause, *, order: int, parent: Clause | None) -> Clause:
        row = Clause.objects.create(
            agreement=self._agreement,
            parent=parent,
            order=order,
            label=planned.label,
            heading=planned.heading,
            text=planned.text,
            closing=planned.closing,
            support_area=self._area(planned.heading) or (parent and parent.support_area),
        )
        for place, duty in enumerate(planned.duties, start=1):
            self._waiting.append((row, place, duty))
        return row

    def _area(self, heading: str) -> SupportArea | None:
        return next((area for area in self._areas if area.name in heading), None)

    def duties(self) -> None:
        """Wholes first: a share names a row that is there."""
        written: dict[int, Obligation] = {}
        left = self._waiting
        known = {duty.key for _clause, _order, duty in left}
        while left:
            ready = [row for row in left if _is_ready(row[2], written, known)]
            for clause, order, duty in ready or left:
                whole = written.get(duty.whole)
                written[duty.key] = _write(duty, clause=clause, order=order, whole=whole)
            left = [row for row in left if row[2].key not in written]


def _is_ready(duty: PlannedDuty, written: dict, known: Iterable[int]) -> bool:
    return duty.whole is None or duty.whole in written or duty.whole not in known


def _write(
    duty: PlannedDuty, *, clause: Clause, order: int, whole: Obligation | None
) -> Obligation:
    row = row_of(duty.duty, key=duty.key, whole=whole)
    lines = lines_of(row)
    row.pk, row._prefetched_objects_cache = None, {}
    row.clause, row.order, row.support_area = clause, order, clause.support_area
    row.save(force_insert=True)
    for line in lines:
        QuotaLine.objects.create(
            obligation=row,
            season=line.season,
            agreement_year=line.agreement_year,
            stage=line.stage,
            minimum=line.minimum,
            maximum=line.maximum,
        )
    return row
