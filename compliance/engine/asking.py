"""What one duty asks in one window: its quota line, what a cut leaves, what was waived."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from compliance.engine.known import Known
from compliance.engine.terms import CutRule, Measure, Modality, Obligation, Quota, Waiver
from compliance.engine.verdicts import Cut, Reason, ReasonCode, Window


class Ask(NamedTuple):
    """``asked`` is the minimum before a prorated cut, else None. A cut or a waiver that lifts
    the minimum makes it ``exempt``; ``required`` still says what would have been asked."""

    required: int
    maximum: int | None = None
    asked: int | None = None
    exempt: bool = False
    reasons: tuple[Reason, ...] = ()


def ask_of(
    obligation: Obligation,
    window: Window,
    *,
    stage: str,
    known: Known,
    lifting: tuple[frozenset[int], date],
) -> Ask | None:
    """What is asked in ``window``; None where quota lines ask nothing of it.

    ``lifting`` says whose waiver lifts it (its own obligation and those it is a share of) and
    the first day of the whole obligation's window, which a waiver of the whole names.
    """
    line = _line(obligation, window=window, stage=stage, known=known)
    if line is None:
        return None
    minimum, maximum = line
    if obligation.modality in (Modality.MAY, Modality.MUST_NOT):
        return Ask(0, maximum)
    ids, whole_starts_on = lifting
    starts = (window.starts_on, window.full_starts_on, whole_starts_on)
    waivers = _waivers(ids, known=known, starts=starts, trigger=window.trigger)
    ask = Ask(minimum, maximum, None, bool(waivers), waivers)
    return ask if window.cut is None else _cut_ask(obligation, ask, cut=window.cut)


def _cut_ask(obligation: Obligation, ask: Ask, *, cut: Cut) -> Ask:
    facts = {
        "rule": cut.rule.value,
        "days_left": cut.days_left,
        "days_of_window": cut.days_of_window,
        "in_teaching_days": cut.in_teaching_days,
    }
    if cut.rule is CutRule.PRORATED and obligation.measure is not Measure.PERCENT:
        required = prorated(ask.required, cut=cut)
        facts |= {"asked": ask.required, "required": required}
        reason = Reason(ReasonCode.CUT_PRORATED, facts)
        return Ask(required, ask.maximum, ask.required, ask.exempt, (*ask.reasons, reason))
    if is_lifted(cut):
        reasons = (*ask.reasons, Reason(ReasonCode.CUT_EXEMPT, facts))
        return ask._replace(exempt=True, reasons=reasons)
    return ask._replace(reasons=(*ask.reasons, Reason(ReasonCode.CUT_FULL, facts)))


def prorated(minimum: int, *, cut: Cut) -> int:
    """The part of ``minimum`` that the remaining days ask for, rounded up to a whole one."""
    return -(-minimum * cut.days_left // cut.days_of_window)


def is_lifted(cut: Cut) -> bool:
    """Whether the rule lifts the minimum: half of the days is enough to keep it whole."""
    if cut.rule is CutRule.HALF:
        return 2 * cut.days_left < cut.days_of_window
    return cut.rule is CutRule.EXEMPT


def _waivers(
    obligation_ids: Iterable[int],
    *,
    known: Known,
    starts: Iterable[date],
    trigger: int | None,
) -> tuple[Reason, ...]:
    if not known.waivers:
        return ()
    found = [
        waiver
        for obligation_id in obligation_ids
        for waiver in known.waivers.get(obligation_id, ())
        if waiver.window_starts_on in starts and waiver.trigger in (None, trigger)
    ]
    found.sort(key=lambda w: (w.granted_on, w.granted_by, w.reason))
    return tuple(_waived(waiver) for waiver in found)


def _waived(waiver: Waiver) -> Reason:
    facts = {
        "granted_on": waiver.granted_on,
        "granted_by": waiver.granted_by,
        "reason": waiver.reason,
    }
    return Reason(ReasonCode.WAIVED, facts)


# --- the numbers asked --------------------------------------------------------------------


def _line(
    obligation: Obligation, *, window: Window, stage: str, known: Known
) -> tuple[int, int | None] | None:
    """Minimum and maximum. A frequency without a number asks one; a duty with nothing but a
    maximum asks none; a window that no quota line speaks of falls back on the plain numbers."""
    minimum, maximum = obligation.minimum, obligation.maximum
    if obligation.quotas:
        asked = (
            q for q in obligation.quotas if _speaks_of(q, window, stage=stage, known=known)
        )
        line = next(asked, None)
        if line is not None:
            minimum, maximum = line.minimum, line.maximum
        elif minimum is None and maximum is None:
            return None
    if minimum is None:
        minimum = 1 if maximum is None else 0
    return minimum, maximum


def _speaks_of(quota: Quota, window: Window, *, stage: str, known: Known) -> bool:
    if quota.stage:
        return quota.stage == stage
    if quota.season is not None:
        return quota.season.value in window.key
    return quota.agreement_year == agreement_year(known, window.starts_on)


def agreement_year(known: Known, day: date) -> int:
    """The agreement year, from 1, that holds ``day``; each begins on the anniversary of the
    agreement's first day (29 February: on the 28th in other years)."""
    first = known.case.agreement.starts_on
    anniversary = (first.month, first.day)
    if anniversary == (2, 29) and not _is_leap(day.year):
        anniversary = (2, 28)
    return day.year - first.year + ((day.month, day.day) >= anniversary)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
