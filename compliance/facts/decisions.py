"""What people decided about single windows: waivers, head-counts, make-ups, violations."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from agreements.models import Headcount, Waiver
from compliance.engine import terms
from compliance.facts.reading import Read
from compliance.models import MakeUp, Violation

_WAIVERS = Read(lambda ids: Waiver.objects.filter(obligation__in=ids))
_HEADCOUNTS = Read(lambda ids: Headcount.objects.filter(obligation__in=ids))
_MAKE_UPS = Read(lambda ids: MakeUp.objects.filter(obligation__in=ids))
_VIOLATIONS = Read(lambda ids: Violation.objects.filter(obligation__in=ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    waivers: tuple[terms.Waiver, ...]
    headcounts: tuple[terms.Headcount, ...]
    make_ups: tuple[terms.MakeUp, ...]
    violations: tuple[terms.Violation, ...]


class Ledger:
    """All decisions that were read, found by the obligations they are about."""

    def __init__(self, all_: Decisions) -> None:
        self.by_kind = {
            kind.name: _by_obligation(getattr(all_, kind.name)) for kind in fields(Decisions)
        }

    def about(self, obligation_ids: Iterable[int]) -> Decisions:
        ids = list(obligation_ids)
        return Decisions(
            **{
                name: tuple(decision for pk in ids for decision in found.get(pk, ()))
                for name, found in self.by_kind.items()
            }
        )


def _by_obligation(decisions: Iterable) -> dict[int, list]:
    found: dict[int, list] = {}
    for decision in decisions:
        found.setdefault(decision.obligation_id, []).append(decision)
    return found


def decisions_on(obligation_ids: Iterable[int]) -> Ledger:
    """All decisions on these obligations; four queries."""
    ids = list(obligation_ids)
    found = Decisions(
        waivers=tuple(_waiver(row) for row in _WAIVERS(ids)),
        headcounts=tuple(_headcount(row) for row in _HEADCOUNTS(ids)),
        make_ups=tuple(_make_up(row) for row in _MAKE_UPS(ids)),
        violations=tuple(_violation(row) for row in _VIOLATIONS(ids)),
    )
    return Ledger(found)


def _waiver(row: Waiver) -> terms.Waiver:
    return terms.Waiver(
        obligation_id=row.obligation_id,
        window_starts_on=row.window_starts_on,
        granted_on=row.granted_on,
        granted_by=row.granted_by_name,
        reason=row.reason,
        trigger=row.trigger or None,
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
        trigger=row.trigger or None,
    )


def _violation(row: Violation) -> terms.Violation:
    return terms.Violation(
        obligation_id=row.obligation_id,
        held_on=row.held_on,
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by_name,
        note=row.note,
        struck_on=row.struck_on,
    )
