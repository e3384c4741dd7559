"""Folds the parts of a whole obligation into one verdict: the whole shows the worst of them.

Numbers of a whole made of parts: what all parts ask, and what was done of it — a part counts
up to its own minimum only, so that twelve visits of one director do not make up for the three
others. A percentage does not add up: there the numbers are those of the part that decides.
Parts that are exempt or have not begun are left out of status and numbers, unless all are.
"""

from collections.abc import Iterable
from datetime import date

from compliance.engine.duties import is_judged, severity_of
from compliance.engine.known import Known
from compliance.engine.terms import Measure, Obligation, Quantity
from compliance.engine.verdicts import (
    WORST_FIRST,
    Evidence,
    NearMiss,
    PartKey,
    Reason,
    ReasonCode,
    Severity,
    Status,
    Verdict,
    Window,
)

_RANK = {status: rank for rank, status in enumerate(WORST_FIRST)}
_IDLE = frozenset({Status.EXEMPT, Status.NOT_DUE})


def worst_of(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The one that decides: the worst status, the first of equals, red before amber. Exempt
    ones and those not begun decide only when all are such; one without a status never."""
    judged = [verdict for verdict in verdicts if verdict.status is not None]
    busy = [verdict for verdict in judged if verdict.status not in _IDLE] or judged
    return min(busy, key=_badness, default=None)


def _badness(verdict: Verdict) -> tuple[int, bool]:
    return _RANK[verdict.status], verdict.severity is Severity.AMBER


def folded(
    obligation: Obligation,
    window: Window,
    parts: list[Verdict],
    *,
    known: Known,
    part: PartKey | None,
    rest: list[NearMiss],
) -> Verdict:
    """One verdict over ``parts`` (sides, items, stages), none of which is the whole itself.
    ``rest`` are near misses that have to do with no part."""
    worst = worst_of(parts)
    required, counted = _numbers(obligation, parts, worst=worst)
    evidence = _evidence(parts, known=known)
    asked = any(verdict.asked is not None for verdict in parts)
    return Verdict(
        obligation_id=obligation.id,
        window=window,
        status=worst.status if worst else None,
        severity=worst.severity if worst else severity_of(obligation),
        required=required,
        counted=counted,
        maximum=None,
        reasons=_reasons(obligation, parts, worst=worst, counted=counted),
        evidence=evidence,
        near_misses=_near_misses(parts, evidence, known=known, rest=rest),
        parts=tuple(parts),
        part=part,
        pace=worst.pace if worst else None,
        last_useful_on=_last_useful_on(parts),
        asked=sum(_asked(verdict) for verdict in _active(parts)) if asked else None,
    )


def with_shares(own: Verdict, shares: list[Verdict]) -> Verdict:
    """The whole with its shares (其中) as further parts; its own count is one of the voices."""
    if not shares:
        return own
    worst = worst_of([own, *shares]) if own.status is not None else None
    decides = worst is not None and worst is not own
    values = {name: getattr(own, name) for name in Verdict.__dataclass_fields__}
    values |= {"parts": (*own.parts, *shares)}
    if decides:
        values |= {
            "status": worst.status,
            "severity": worst.severity,
            "reasons": (_decides(worst), *own.reasons),
            "pace": worst.pace,
            "last_useful_on": _last_useful_on([own, *shares]),
        }
    return Verdict(**values)


def _active(parts: list[Verdict]) -> list[Verdict]:
    judged = [verdict for verdict in parts if verdict.status is not None] or parts
    return [verdict for verdict in judged if verdict.status not in _IDLE] or judged


def _numbers(
    obligation: Obligation, parts: list[Verdict], *, worst: Verdict | None
) -> tuple[Quantity, Quantity]:
    active = _active(parts)
    if obligation.measure is Measure.PERCENT:
        deciding = worst or active[0]
        return deciding.required, deciding.counted
    required = sum(verdict.required for verdict in active)
    return required, sum(_towards(verdict) for verdict in active)


def _towards(verdict: Verdict) -> Quantity:
    """What a part has done of what it asks; all of it where nothing is asked."""
    if verdict.required == 0:
        return verdict.counted
    return min(verdict.counted, verdict.required + 0 * verdict.counted)


def _asked(verdict: Verdict) -> Quantity:
    return verdict.required if verdict.asked is None else verdict.asked


def _reasons(
    obligation: Obligation, parts: list[Verdict], *, worst: Verdict | None, counted: Quantity
) -> tuple[Reason, ...]:
    if not is_judged(obligation):
        return (Reason(ReasonCode.RECORDED_ONLY, {"counted": counted}),)
    if worst is None:
        return (parts[0].reasons[0],)
    return (_decides(worst),)


def _decides(worst: Verdict) -> Reason:
    part = worst.part
    facts = {"kind": part.kind.value, "part": part.key, "label": part.label}
    return Reason(ReasonCode.PART_DECIDES, {**facts, "status": worst.status.value})


def _evidence(parts: list[Verdict], *, known: Known) -> tuple[Evidence, ...]:
    """Every activity once, with the most that a part credits it with."""
    found: dict[int, Evidence] = {}
    for verdict in parts:
        for evidence in verdict.evidence:
            other = found.get(evidence.activity_id)
            if other is None or evidence.counted > other.counted:
                found[evidence.activity_id] = evidence
    return tuple(found[key] for key in _in_order(found, known=known))


def _near_misses(
    parts: list[Verdict],
    evidence: tuple[Evidence, ...],
    *,
    known: Known,
    rest: list[NearMiss],
) -> tuple[NearMiss, ...]:
    """What counts in no part, once each: the part it would help most names the obstacle."""
    counted = {item.activity_id for item in evidence}
    found = {miss.activity_id: miss for miss in rest}
    for verdict in parts:
        for miss in verdict.near_misses:
            other = found.get(miss.activity_id)
            if miss.activity_id in counted:
                continue
            if other is None or miss.would_count > other.would_count:
                found[miss.activity_id] = miss
    return tuple(found[key] for key in _in_order(found, known=known))


def _in_order(ids: Iterable[int], *, known: Known) -> list[int]:
    return sorted(ids, key=lambda activity_id: known.by_id[activity_id].order)


def _last_useful_on(parts: list[Verdict]) -> date | None:
    """The earliest of those that something is still owed on, else of all."""
    owing = [v for v in parts if v.status in (Status.ON_TRACK, Status.AT_RISK)] or parts
    return min((v.last_useful_on for v in owing if v.last_useful_on is not None), default=None)
