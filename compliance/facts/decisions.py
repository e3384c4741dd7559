"""What people decided about single windows: waivers, head-counts, make-ups, violations."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreements.models import Headcount, Waiver
from compliance.engine import terms
from compliance.models import MakeUp, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    waivers: tuple[terms.Waiver, ...]
    headcounts: tuple[terms.Headcount, ...]
    make_ups: tuple[terms.MakeUp, ...]
    violations: tuple[terms.Violation, ...]

    def about(self, obligation_ids: set[int]) -> "Decisions":
        """Those on some of the obligations only."""
        return Decisions(
            **{
                name: tuple(d for d in getattr(self, name) if d.obligation_id in obligation_ids)
                for name in ("waivers", "headcounts", "make_ups", "violations")
            }
        )


def decisions_on(obligation_ids: Iterable[int]) -> Decisions:
    """All decisions on these obligations; four queries."""
    ids = list(obligation_ids)
    return Decisions(
        waivers=tuple(_waiver(row) for row in Waiver.objects.filter(obligation__in=ids)),
        headcounts=tuple(_headcount(r) for r in Headcount.objects.filter(obligation__in=ids)),
        make_ups=tuple(_make_up(row) for row in MakeUp.objects.filter(obligation__in=ids)),
        violations=tuple(
            _violation(row)
            for row in Violation.objects.filter(obligation__in=ids).select_related(
                "recorded_by"
            )
        ),
    )


def _waiver(row: Waiver) -> terms.Waiver:
    return terms.Waiver(
        obligation_id=row.obligation_id,
        window_starts_on=row.window_starts_on,
        granted_on=row.granted_on,
        granted_by=row.granted_by_name,
        reason=row.reason,
    )


def _headcount(row: Headcount) -> terms.Headcount:
    return terms.Headcount(
        obligation_id=row.obligation_id,
        window_starts_on=row.window_starts_on,
        people=row.people,
        known_on=row.agreed_on,
    )


def _make_up(row: MakeUp) -> terms.MakeUp:
    return terms.MakeUp(
        activity_id=row.activity_id,
        obligation_id=row.obligation_id,
        window_starts_on=row.window_starts_on,
        accepted_on=row.accepted_on,
        accepted_by=row.accepted_by_name,
    )


def _violation(row: Violation) -> terms.Violation:
    return terms.Violation(
        obligation_id=row.obligation_id,
        held_on=row.held_on,
        recorded_on=row.recorded_on,
        recorded_by=str(row.recorded_by),
        note=row.note,
    )
