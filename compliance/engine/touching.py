"""Which duties a change of activities can touch: the others need not be judged again."""

from collections.abc import Iterable

from compliance.engine.terms import Case, EachOfKind, Obligation


def touched_by(case: Case, types: Iterable[str]) -> frozenset[int]:
    """The ids of the whole obligations whose verdicts activities of ``types`` can change: by
    counting for them, for a share of them, or for another duty of their counting group, or by
    setting off the span in which something is due. Versions of a duty are each their own."""
    types = frozenset(types)
    by_id = {duty.id: duty for duty in case.obligations}
    touched = {duty.id for duty in case.obligations if not types.isdisjoint(_types_of(duty))}
    wholes = {_whole(by_id[pk], by_id) for pk in touched}
    groups = {by_id[pk].counting_group for pk in wholes} - {""}
    return frozenset(wholes | {d.id for d in case.obligations if d.counting_group in groups})


def _types_of(duty: Obligation) -> frozenset[str]:
    types = duty.activity_types
    if duty.each_of is not None and duty.each_of.kind is EachOfKind.TYPES:
        types |= frozenset(duty.each_of.items)
    return types | duty.due.trigger_types if duty.due is not None else types


def _whole(duty: Obligation, by_id: dict[int, Obligation]) -> int:
    """The obligation that ``duty`` is a share of in the end; its own when of none."""
    seen = set()
    while duty.part_of in by_id and duty.id not in seen:
        seen.add(duty.id)
        duty = by_id[duty.part_of]
    return duty.id
