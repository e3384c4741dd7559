"""What would make up for a window that closed short: asked of the engine, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from compliance.deciding.windows import WindowKey
from compliance.engine import terms
from compliance.engine.judge import judge
from compliance.engine.verdicts import ReasonCode, Status, Verdict
from compliance.frozen import FiledVerdict
from compliance.judging import judged

MOST = 60  # so many later activities are tried, the earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The window as it is judged on ``on``, with the case it was judged from."""

    key: WindowKey
    case: terms.Case
    verdicts: tuple[Verdict, ...]
    verdict: Verdict
    on: date

    @property
    def is_short(self) -> bool:
        return self.verdict.status is Status.BREACHED

    @property
    def is_filed(self) -> bool:
        return isinstance(self.verdict, FiledVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An activity, the window's verdict were it accepted, and the other verdicts that would
    change with it: as they are and as they would be."""

    activity_id: int
    verdict: Verdict
    others: tuple[tuple[Verdict, Verdict], ...]


def standing_of(key: WindowKey, *, on: date) -> Standing | None:
    """None when the duty has no such window on that day."""
    for _agreement, case, verdicts in judged([key.pairing], on=on):
        found = next((verdict for verdict in verdicts if key.is_of(verdict)), None)
        if found is not None:
            return Standing(key=key, case=case, verdicts=verdicts, verdict=found, on=on)
    return None


def candidates_of(standing: Standing) -> list[Candidate]:
    """The confirmed activities held after the window closed that would bring it nearer to what
    is asked, the earliest first."""
    tried = (would_be(standing, activity) for activity in _later(standing))
    return [candidate for candidate in tried if candidate is not None]


def would_be(standing: Standing, activity: terms.Activity) -> Candidate | None:
    """What accepting ``activity`` would come to; None when it would not count, or would add
    nothing to what is short."""
    key, on = standing.key, standing.on
    make_up = terms.MakeUp(
        activity_id=activity.id,
        obligation_id=key.obligation.pk,
        window_starts_on=key.starts_on,
        accepted_on=on,
        accepted_by="",
        trigger=key.trigger or None,
    )
    case = replace(standing.case, make_ups=(*standing.case.make_ups, make_up))
    after = judge(case, on=on)
    found = next((verdict for verdict in after if key.is_of(verdict)), None)
    if found is None or activity.id not in counted_in(found):
        return None
    if not is_nearer(found, than=standing.verdict):
        return None
    return Candidate(
        activity_id=activity.id,
        verdict=found,
        others=tuple(_changed(standing.verdicts, after, but=key)),
    )


def counted_in(verdict: Verdict) -> set[int]:
    """What counts for a verdict or for one of its parts."""
    own = {evidence.activity_id for evidence in verdict.evidence}
    return own.union(*(counted_in(part) for part in verdict.parts))


def is_nearer(verdict: Verdict, *, than: Verdict) -> bool:
    """Whether the verdict, or one of its parts, has more of what is asked: what is past the
    number asked makes up for nothing."""
    if verdict.status != than.status or _reach(verdict) > _reach(than):
        return True
    before = {_part(part): part for part in than.parts}
    return any(
        is_nearer(part, than=before[_part(part)])
        for part in verdict.parts
        if _part(part) in before
    )


def _reach(verdict: Verdict) -> Fraction:
    """How much of the number and of the coverage asked is there, each at most once whole."""
    covered = Fraction(1)
    for reason in verdict.reasons:
        if reason.code is ReasonCode.COVERAGE_SHORT:
            facts = reason.facts
            covered = Fraction(facts["distinct_counted"], facts["distinct_required"])
    asked = verdict.required
    return covered + (min(Fraction(verdict.counted) / Fraction(asked), 1) if asked else 1)


def _part(part: Verdict) -> tuple:
    return part.part, part.window.starts_on, part.window.trigger


def is_later(standing: Standing, activity: terms.Activity) -> bool:
    """Whether ``activity`` is confirmed and was held after the window closed."""
    window, on = standing.verdict.window, standing.on
    steps = [step for step in activity.steps if step.on <= on]
    is_confirmed = bool(steps) and steps[-1].state is terms.ActivityState.CONFIRMED
    return is_confirmed and window.closes_on < activity.starts_on <= on


def _later(standing: Standing) -> Iterable[terms.Activity]:
    types = _types(standing)
    family = _family(standing)
    taken = {m.activity_id for m in standing.case.make_ups if m.obligation_id in family}
    found = [
        activity
        for activity in standing.case.activities
        if activity.type in types and activity.id not in taken and is_later(standing, activity)
    ]
    return sorted(found, key=lambda activity: (activity.starts_on, activity.number))[:MOST]


def _family(standing: Standing) -> set[int]:
    """The duty and its shares."""
    found = {standing.key.obligation.pk}
    for _ in standing.case.obligations:
        found |= {duty.id for duty in standing.case.obligations if duty.part_of in found}
    return found


def _types(standing: Standing) -> frozenset[str]:
    family = _family(standing)
    return frozenset(
        kind
        for duty in standing.case.obligations
        if duty.id in family
        for kind in duty.activity_types
    )


def _changed(
    before: Iterable[Verdict], after: Iterable[Verdict], *, but: WindowKey
) -> Iterable[tuple[Verdict, Verdict]]:
    then = {_place(verdict): verdict for verdict in after}
    for verdict in before:
        other = then.get(_place(verdict))
        if other is None or but.is_of(verdict) or isinstance(verdict, FiledVerdict):
            continue
        if (verdict.status, verdict.counted) != (other.status, other.counted):
            yield verdict, other


def _place(verdict: Verdict) -> tuple:
    window = verdict.window
    return verdict.obligation_id, window.starts_on, window.trigger, window.stage
