"""Verdicts as plain data for programmes outside: what ``manage.py judge`` prints."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from activities.models import Activity
from compliance.engine.verdicts import Verdict
from compliance.frozen import FiledVerdict
from compliance.judging import judged
from pairing.models import Pairing


def listed(pairings: Iterable[Pairing], *, on: date) -> Iterator[dict]:
    """One object for every window of every whole obligation, as of the end of ``on``."""
    found = list(judged(pairings, on=on))
    numbers = _numbers(verdict for _, _, verdicts in found for verdict in verdicts)
    for agreement, case, verdicts in found:
        clauses = {duty.id: duty.clause for duty in case.obligations}
        for verdict in verdicts:
            yield {
                "pairing": agreement.pairing.code,
                "agreement": agreement.number,
                **_object(verdict, clauses=clauses, numbers=numbers),
            }


def _object(verdict: Verdict, *, clauses: Mapping, numbers: Mapping) -> dict:
    window = verdict.window
    return {
        "obligation": {
            "id": verdict.obligation_id,
            "clause": clauses.get(verdict.obligation_id, ""),
        },
        "window": {
            "starts_on": window.starts_on.isoformat(),
            "ends_on": window.ends_on.isoformat(),
            "due_on": window.due_on.isoformat(),
            "closes_on": window.closes_on.isoformat(),
        },
        "part": None
        if verdict.part is None
        else {
            "kind": verdict.part.kind.value,
            "key": verdict.part.key,
            "label": verdict.part.label,
        },
        "status": verdict.status and verdict.status.value,
        "severity": verdict.severity.value,
        "required": _plain(verdict.required),
        "counted": _plain(verdict.counted),
        "maximum": _plain(verdict.maximum),
        "evidence": [
            {
                "activity": numbers[evidence.activity_id],
                "held_on": evidence.held_on.isoformat(),
                "counted": _plain(evidence.counted),
            }
            for evidence in verdict.evidence
        ],
        "not_counted": [
            {
                "activity": numbers[miss.activity_id],
                "held_on": miss.held_on.isoformat(),
                "code": miss.code.value,
                "facts": _plain(miss.facts),
            }
            for miss in verdict.near_misses
        ],
        "reasons": [
            {"code": reason.code.value, "facts": _plain(reason.facts)}
            for reason in verdict.reasons
        ],
        "parts": [_object(part, clauses=clauses, numbers=numbers) for part in verdict.parts],
        "filed": _filed(verdict, numbers=numbers),
    }


def _filed(verdict: Verdict, *, numbers: Mapping) -> dict | None:
    """The day a filed window was frozen, and what came after; None while nothing is filed."""
    if not isinstance(verdict, FiledVerdict):
        return None
    after = verdict.after
    return {
        "filed_on": verdict.filed_on.isoformat(),
        "was_open": verdict.was_open,
        "after_filing": _plain(verdict.after_by),
        "came": [numbers[item.activity_id] for item in after.came],
        "went": [numbers[item.activity_id] for item in after.went],
    }


def _numbers(verdicts: Iterable[Verdict]) -> dict[int, str]:
    """The lasting number of every activity that the verdicts name; one query."""
    ids = {pk for verdict in verdicts for pk in _named(verdict)}
    return dict(Activity.objects.filter(pk__in=ids).values_list("pk", "number"))


def _named(verdict: Verdict) -> Iterator[int]:
    yield from (evidence.activity_id for evidence in verdict.evidence)
    yield from (miss.activity_id for miss in verdict.near_misses)
    for part in verdict.parts:
        yield from _named(part)
    if isinstance(verdict, FiledVerdict):
        yield from (item.activity_id for item in (*verdict.after.came, *verdict.after.went))


def _plain(value):
    """JSON values: shares, and amounts with a part of a yuan, as text: nothing is rounded."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value
