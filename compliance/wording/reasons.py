"""Why a verdict came out as it did: one whole sentence for every reason."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agreements.models import Obligation
from compliance.engine.terms import CutRule
from compliance.engine.verdicts import PartKey, PartKind, Reason, ReasonCode
from compliance.wording import labels
from compliance.wording.quantities import day, days, points, quantity, share

SENTENCES = {
    ReasonCode.REACHED: _(
        "Reached on %(reached_on)s: %(required)s asked, %(counted)s counted."
    ),
    ReasonCode.REACHED_LATE: _(
        "Reached on %(reached_on)s, after the due day %(due_on)s but within the grace:"
        " %(required)s asked, %(counted)s counted."
    ),
    ReasonCode.MADE_UP: _(
        "Reached by a make-up that %(accepted_by)s accepted for this period on"
        " %(accepted_on)s: %(required)s asked, %(counted)s counted."
    ),
    ReasonCode.SHORT_OPEN: _("%(short_by)s still to do, on %(last_useful_on)s at the latest."),
    ReasonCode.BEHIND: _(
        "%(share_gone)s of the time is gone and %(share_done)s of the duty is done:"
        " %(gap)s percentage points behind, more than the tolerance of %(tolerance)s."
    ),
    ReasonCode.ON_PACE: _(
        "%(share_gone)s of the time is gone and %(share_done)s of the duty is done:"
        " %(gap)s percentage points behind, within the tolerance of %(tolerance)s."
    ),
    ReasonCode.IN_GRACE: _(
        "It was due on %(due_on)s and is still short of %(short_by)s; what is done by"
        " %(closes_on)s counts as late."
    ),
    ReasonCode.CLOSED_SHORT: _(
        "The period closed on %(closed_on)s: %(required)s asked, %(counted)s counted,"
        " %(short_by)s short."
    ),
    ReasonCode.PAST_MAXIMUM: _(
        "At most %(maximum)s are agreed; %(counted)s counted, %(over_by)s too many."
    ),
    ReasonCode.WITHIN_MAXIMUM: _("At most %(maximum)s are agreed; %(counted)s counted."),
    ReasonCode.COVERAGE_SHORT: _(
        "The activities that count have to cover %(distinct_required)s different kinds"
        " (%(of)s); they cover %(distinct_counted)s."
    ),
    ReasonCode.WAIVED: _(
        "%(granted_by)s waived the duty for this period on %(granted_on)s: %(reason)s."
        " Counted nevertheless: %(counted)s."
    ),
    ReasonCode.CUT_EXEMPT: _(
        "The period was cut short to %(days_left)s of %(days_of_window)s; by the agreement"
        " nothing is asked of such a period."
    ),
    ReasonCode.CUT_PRORATED: _(
        "The period was cut short to %(days_left)s of %(days_of_window)s; by the agreement the"
        " number shrinks with the days, rounded up: %(required)s instead of %(asked)s."
    ),
    ReasonCode.CUT_FULL: _(
        "The period was cut short to %(days_left)s of %(days_of_window)s; by the agreement the"
        " full number is asked all the same."
    ),
    ReasonCode.NOT_BEGUN: _("The period begins on %(starts_on)s."),
    ReasonCode.NO_VIOLATION: _("No violation is recorded."),
    ReasonCode.VIOLATED: _(
        "A violation on %(held_on)s was recorded by %(recorded_by)s: %(note)s."
    ),
    ReasonCode.RECORDED_ONLY: _("Recorded, not judged: %(counted)s."),
    ReasonCode.ROSTER_EMPTY: _("Nobody stands on the roster in this period."),
    ReasonCode.HEADCOUNT_MISSING: _(
        "The two schools have not agreed the head-count for this period."
    ),
    ReasonCode.PART_DECIDES: _(
        "Every part has to hold; the worst decides: %(part)s (%(status)s)."
    ),
    ReasonCode.FROM_HEADCOUNT: ngettext_lazy(
        "Fewer names are entered than people were counted: at least %(people)s person.",
        "Fewer names are entered than people were counted: at least %(people)s people.",
        "people",
    ),
    ReasonCode.SAME_VENUE_TWICE: _(
        "Twice running %(held_at)s, though the clause asks for turns; it counts all the same."
    ),
    ReasonCode.WAITING: ngettext_lazy(
        "%(activities)s activity waits for the other school; confirmed, it adds %(quantity)s.",
        "%(activities)s activities wait for the other school; confirmed, they add"
        " %(quantity)s.",
        "activities",
    ),
}

# The same codes when the facts say more; the first whose test holds is taken.
_REACHED_ALREADY = _("%(required)s asked, %(counted)s counted: reached.")
_NOTHING_ASKED = _("Nothing is asked at the least; %(counted)s counted.")
_LAST_DAY = _("%(short_by)s still to do, and %(last_useful_on)s is the last day.")
_AHEAD = _(
    "%(share_gone)s of the time is gone and %(share_done)s of the duty is done: not behind."
)
_BEHIND_BY_TEACHING_DAYS = _(
    "%(share_gone)s of the teaching days are gone and %(share_done)s of the duty is done:"
    " %(gap)s percentage points behind, more than the tolerance of %(tolerance)s."
)
_ON_PACE_BY_TEACHING_DAYS = _(
    "%(share_gone)s of the teaching days are gone and %(share_done)s of the duty is done:"
    " %(gap)s percentage points behind, within the tolerance of %(tolerance)s."
)
_AHEAD_BY_TEACHING_DAYS = _(
    "%(share_gone)s of the teaching days are gone and %(share_done)s of the duty is done: not"
    " behind."
)

_LESS_THAN_HALF = _(
    "The period was cut short to %(days_left)s of %(days_of_window)s, less than half; by the"
    " agreement nothing is asked then."
)
_HALF_OR_MORE = _(
    "The period was cut short to %(days_left)s of %(days_of_window)s, half of them or more; by"
    " the agreement the full number is asked then."
)
_SHARE_NOT_REDUCED = _(
    "The period was cut short to %(days_left)s of %(days_of_window)s; a percentage does not"
    " shrink with the days."
)

_VARIANTS = (
    (ReasonCode.CUT_EXEMPT, lambda f: f["rule"] == CutRule.HALF, _LESS_THAN_HALF),
    (ReasonCode.CUT_FULL, lambda f: f["rule"] == CutRule.HALF, _HALF_OR_MORE),
    (ReasonCode.CUT_FULL, lambda f: f["rule"] == CutRule.PRORATED, _SHARE_NOT_REDUCED),
    (ReasonCode.REACHED, lambda f: not f.get("required"), _NOTHING_ASKED),
    (ReasonCode.REACHED, lambda f: not f.get("reached_on"), _REACHED_ALREADY),
    (ReasonCode.SHORT_OPEN, lambda f: not f.get("days_left"), _LAST_DAY),
    (
        ReasonCode.ON_PACE,
        lambda f: f["gap"] <= 0 and f.get("in_teaching_days"),
        _AHEAD_BY_TEACHING_DAYS,
    ),
    (ReasonCode.ON_PACE, lambda f: f["gap"] <= 0, _AHEAD),
    (
        ReasonCode.ON_PACE,
        lambda f: f.get("in_teaching_days"),
        _ON_PACE_BY_TEACHING_DAYS,
    ),
    (ReasonCode.BEHIND, lambda f: f.get("in_teaching_days"), _BEHIND_BY_TEACHING_DAYS),
)

_QUANTITIES = (
    "required",
    "counted",
    "short_by",
    "maximum",
    "over_by",
    "asked",
    "quantity",
)
_CUTS = (ReasonCode.CUT_EXEMPT, ReasonCode.CUT_PRORATED, ReasonCode.CUT_FULL)
_PACES = (ReasonCode.BEHIND, ReasonCode.ON_PACE)


def sentence(reason: Reason, *, obligation: Obligation) -> str:
    """The whole sentence. ``obligation`` gives the measure and names the parts."""
    pattern = next(
        (
            pattern
            for code, test, pattern in _VARIANTS
            if code is reason.code and test(reason.facts)
        ),
        SENTENCES[reason.code],
    )
    return str(pattern % _worded(reason, obligation=obligation))


def _worded(reason: Reason, *, obligation: Obligation) -> dict:
    """The facts with quantities, days, shares and codes put into words."""
    facts = dict(reason.facts)
    facts |= {name: day(facts[name]) for name in facts if name.endswith("_on") and facts[name]}
    facts |= {
        name: quantity(facts[name], obligation.measure)
        for name in _QUANTITIES
        if facts.get(name) is not None
    }
    if reason.code in _PACES:
        facts |= _worded_pace(reason.facts)
    elif reason.code in _CUTS:
        facts |= _worded_cut(reason.facts)
    elif reason.code is ReasonCode.PART_DECIDES:
        facts |= _worded_part(reason.facts, obligation=obligation)
    elif reason.code is ReasonCode.SAME_VENUE_TWICE:
        facts |= {"held_at": str(labels.PLACES[facts["held_at"]])}
    elif reason.code is ReasonCode.COVERAGE_SHORT:
        facts |= {"of": labels.coverage_word(facts["of"])}
    return facts


def _in_teaching(facts: Mapping) -> bool:
    return bool(facts.get("in_teaching_days"))


def _worded_pace(facts: Mapping) -> dict:
    return {
        "share_gone": share(facts["share_gone"]),
        "share_done": share(facts["share_done"]),
        "gap": points(facts["gap"], beside=facts["tolerance"]),
        "tolerance": points(Fraction(facts["tolerance"])),
    }


def _worded_cut(facts: Mapping) -> dict:
    teaching = _in_teaching(facts)
    return {
        "days_left": days(facts["days_left"], teaching=teaching),
        "days_of_window": days(facts["days_of_window"], teaching=teaching),
    }


def part_of(facts: Mapping) -> PartKey:
    """The part that a reason names in its facts."""
    return PartKey(PartKind(facts["kind"]), facts["part"], facts["label"])


def _worded_part(facts: Mapping, *, obligation: Obligation) -> dict:
    label = labels.part_label(part_of(facts), obligation=obligation)
    return {"part": label, "status": labels.status_word(facts["status"])}
