"""A verdict in one line: the headline of its page, and the sentence of its card."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Measure, Modality, Obligation
from compliance.engine.verdicts import (
    Pace,
    PartKind,
    Reason,
    ReasonCode,
    Status,
    Verdict,
)
from compliance.wording.labels import part_label
from compliance.wording.quantities import day_short, quantity, weeks, whole_weeks
from compliance.wording.reasons import part_of, sentence

# What is done one at a time: of these a card says how often one falls due.
_ONE_AT_A_TIME = frozenset({Measure.EVENTS, Measure.LESSONS, Measure.ITEMS})

_OF_STATUS = {
    Status.EXEMPT: gettext_lazy("Nothing asked for this period; %(counted)s counted"),
    Status.EXCEEDED: gettext_lazy(
        "At most %(maximum)s, %(counted)s counted, %(over_by)s too many"
    ),
    Status.NOT_DUE: gettext_lazy("%(required)s asked; the period has not begun"),
}


def headline(verdict: Verdict, *, obligation: Obligation) -> str:
    """要求 3 次，计入 1 次，还差 2 次. ``obligation`` is the one the verdict is about."""
    if obligation.modality == Modality.MUST_NOT:
        return _violations(verdict)
    facts = _numbers(verdict, obligation=obligation)
    if verdict.reasons[0].code is ReasonCode.RECORDED_ONLY:
        return _("Recorded: %(counted)s. Not judged.") % facts
    if verdict.status in _OF_STATUS:
        return str(_OF_STATUS[verdict.status] % facts)
    if not verdict.required:
        return _no_minimum(verdict, facts=facts)
    if verdict.short_by:
        return _("%(required)s asked, %(counted)s counted, %(short_by)s short") % facts
    if verdict.status in (Status.MET, Status.MET_LATE):
        return _("%(required)s asked, %(counted)s counted, reached") % facts
    return _("%(required)s asked, %(counted)s counted") % facts


def why(verdict: Verdict, *, obligation: Obligation) -> str:
    """The one sentence of a card: what is missing, by when, how often one falls due; of a
    verdict that is not open and short, its first reason."""
    first = verdict.reasons[0]
    if first.code is ReasonCode.PART_DECIDES:
        return _of_the_worst_part(verdict, first, obligation=obligation)
    is_open = first.code is ReasonCode.SHORT_OPEN and verdict.pace is not None
    if not is_open or not verdict.pace.days_left:
        return sentence(first, obligation=obligation)
    return _still_to_do(verdict, first, obligation=obligation)


def _of_the_worst_part(verdict: Verdict, reason: Reason, *, obligation: Obligation) -> str:
    """德育主任：还差 1 次…; a share may be counted in another measure than the whole."""
    wanted = part_of(reason.facts)
    worst = next((p for p in verdict.parts if p.part == wanted), None)
    if worst is None:
        return sentence(reason, obligation=obligation)
    about = obligation
    if wanted.kind is PartKind.SHARE:
        about = next(
            (s for s in obligation.shares.all() if s.pk == worst.obligation_id), obligation
        )
    facts = {
        "part": part_label(wanted, obligation=obligation),
        "sentence": why(worst, obligation=about),
    }
    return _("%(part)s: %(sentence)s") % facts


def waiting_sentence(verdict: Verdict, *, obligation: Obligation) -> str:
    """另有 1 次等确认; "" when nothing waits."""
    reason = next((r for r in verdict.reasons if r.code is ReasonCode.WAITING), None)
    if reason is None or not reason.facts["quantity"]:
        return ""
    amount = quantity(reason.facts["quantity"], obligation.measure)
    return _("Waiting to be confirmed: %(quantity)s.") % {"quantity": amount}


def _numbers(verdict: Verdict, *, obligation: Obligation) -> dict[str, str]:
    measure = obligation.measure
    over_by = verdict.counted - (verdict.maximum or 0)
    return {
        "required": quantity(verdict.required, measure),
        "counted": quantity(verdict.counted, measure),
        "short_by": quantity(verdict.short_by, measure),
        "maximum": quantity(verdict.maximum or 0, measure),
        "over_by": quantity(max(over_by, 0), measure),
    }


def _violations(verdict: Verdict) -> str:
    count = int(verdict.counted)
    if not count:
        return _("No violation recorded")
    return ngettext("%(count)s violation recorded", "%(count)s violations recorded", count) % {
        "count": count
    }


def _no_minimum(verdict: Verdict, *, facts: dict[str, str]) -> str:
    if verdict.maximum is None:
        return _("%(counted)s counted") % facts
    return _("At most %(maximum)s, %(counted)s counted") % facts


def _still_to_do(verdict: Verdict, reason: Reason, *, obligation: Obligation) -> str:
    short_by, pace = Fraction(verdict.short_by), verdict.pace
    facts = {
        "short_by": quantity(verdict.short_by, obligation.measure),
        "last_useful_on": day_short(reason.facts["last_useful_on"]),
        "weeks": whole_weeks(weeks_left(pace)),
        "one": quantity(1, obligation.measure),
    }
    if obligation.measure not in _ONE_AT_A_TIME or not short_by:
        return _("%(short_by)s short, %(weeks)s left (until %(last_useful_on)s).") % facts
    each = weeks_left(pace) / short_by
    if short_by == 1:
        return _("%(short_by)s short, %(weeks)s left (until %(last_useful_on)s).") % facts
    if each >= Fraction(3, 4):
        facts["each"] = weeks(each)
        return (
            _("%(short_by)s short, %(weeks)s left: %(one)s every %(each)s on average.") % facts
        )
    facts["needed"] = quantity(_rounded_up(pace.needed_per_week), obligation.measure)
    return _("%(short_by)s short, %(weeks)s left: %(needed)s a week on average.") % facts


def weeks_left(pace: Pace) -> Fraction:
    """Weeks of five teaching days, or of seven calendar days."""
    return Fraction(pace.days_left, 5 if pace.in_teaching_days else 7)


def _rounded_up(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
