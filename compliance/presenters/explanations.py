"""One verdict, told so that whoever disputes it can settle it from the page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity, ActivityState
from agreements.models import Measure, Modality, Obligation
from compliance.engine.terms import Quantity
from compliance.engine.verdicts import (
    Evidence,
    MissCode,
    NearMiss,
    PartKind,
    ReasonCode,
    Status,
    Verdict,
)
from compliance.forecasts import deciding, forecast_of
from compliance.presenters.activities import ActivityLine, line_of
from compliance.presenters.addresses import address_of
from compliance.presenters.charts import Chart, chart_of
from compliance.presenters.heat import Cell
from compliance.wording import (
    counted_by,
    day,
    day_short,
    forecast_note,
    forecast_value,
    headline,
    miss_sentence,
    miss_title,
    of_part,
    part_label,
    plain,
    points,
    quantity,
    ratio,
    sentence,
    share,
    weeks,
    weeks_left,
    whole_weeks,
    window_label,
)

_ONE_AT_A_TIME = frozenset({Measure.EVENTS, Measure.LESSONS, Measure.ITEMS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """``waits``: nothing but the confirmation is missing; ``gain`` is what it then adds."""

    activity: ActivityLine
    title: str
    sentence: str
    waits: bool
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    activity: ActivityLine
    history: str
    note: str  # late, made up
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """``depth`` 0 for a part of the whole, 1 for a part of a part."""

    label: str
    status: Status | None
    severity: str
    figure: str
    sentence: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    label: str
    value: str
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    verdict: Verdict
    headline: str
    window: str
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]
    parts: tuple[PartLine, ...]
    missed: tuple[Missed, ...]
    counted: tuple[Counted, ...]
    sums: tuple[SumLine, ...]
    pace_sums: tuple[SumLine, ...]
    chart: Chart | None


def explained(
    verdict: Verdict,
    *,
    obligation: Obligation,
    activities: Mapping[int, Activity],
    on: date,
) -> Explanation:
    """``activities`` by id hold at least those that the verdict names."""
    return Explanation(
        verdict=verdict,
        headline=headline(verdict, obligation=obligation),
        window=window_label(verdict.window),
        reasons=tuple(sentence(reason, obligation=obligation) for reason in verdict.reasons),
        facts=tuple(_facts(verdict, obligation=obligation, on=on)),
        parts=tuple(_parts(verdict, obligation=obligation)),
        missed=tuple(
            _missed(miss, activities[miss.activity_id], obligation=obligation)
            for miss in _waiting_first(verdict.near_misses)
        ),
        counted=tuple(
            _counted(item, activities[item.activity_id], obligation=obligation)
            for item in verdict.evidence
        ),
        sums=tuple(_sums(verdict, obligation=obligation)),
        pace_sums=tuple(_pace_sums(verdict, obligation=obligation)),
        chart=chart_of(verdict, obligation=obligation, on=on),
    )


# --- three facts --------------------------------------------------------------------------


def _facts(verdict: Verdict, *, obligation: Obligation, on: date) -> Iterable[Fact]:
    if verdict.pace is None or not verdict.required:
        return
    if verdict.last_useful_on is not None:
        yield Fact(
            label=_("Last useful day"),
            value=day_short(verdict.last_useful_on),
            note=_last_note(verdict.last_useful_on, on=on),
        )
    yield from _pace_facts(verdict, obligation=obligation)
    if forecast := forecast_of(verdict):
        yield Fact(
            label=_("At the present pace"),
            value=forecast_value(forecast),
            note=forecast_note(forecast, obligation=obligation),
        )


def _pace_facts(verdict: Verdict, *, obligation: Obligation) -> Iterable[Fact]:
    """Needed against done, of the part that decides where the whole is in parts."""
    told = deciding(verdict)
    pace, about = told.pace, counted_by(told.obligation_id, obligation)
    if told.short_by:
        left = {"weeks": whole_weeks(weeks_left(pace)), "short_by": _q(told.short_by, about)}
        yield Fact(
            label=_("Pace needed"),
            value=_rate(pace.needed_per_week, obligation=about),
            note=of_part(told, _("%(short_by)s in %(weeks)s") % left, obligation=obligation),
        )
    unit = 5 if pace.in_teaching_days else 7
    gone = {"weeks": weeks(Fraction(pace.days_gone, unit))}
    yield Fact(
        label=_("Pace so far"),
        value=_rate(pace.done_per_week, obligation=about),
        note=of_part(told, _("%(weeks)s gone") % gone, obligation=obligation),
    )


def _last_note(last_on: date, *, on: date) -> str:
    left = (last_on - on).days
    facts = {"day": day(last_on), "left": left}
    if left < 0:
        return day(last_on)
    if left == 0:
        return _("%(day)s, today") % facts
    return ngettext("%(day)s, %(left)s day left", "%(day)s, %(left)s days left", left) % facts


def _rate(per_week: Fraction, *, obligation: Obligation) -> str:
    """4 周半 1 次, or 每周 2 次."""
    if not per_week:
        return _("none yet")
    if obligation.measure in _ONE_AT_A_TIME and per_week <= Fraction(4, 5):
        facts = {"weeks": weeks(1 / per_week), "one": _q(1, obligation)}
        return _("%(one)s in %(weeks)s") % facts
    return _("%(quantity)s a week") % {"quantity": _q(round(per_week, 1), obligation)}


def _q(number: Quantity | Fraction, obligation: Obligation) -> str:
    return quantity(number, obligation.measure)


# --- parts --------------------------------------------------------------------------------


def _parts(verdict: Verdict, *, obligation: Obligation, depth: int = 0) -> Iterable[PartLine]:
    shares = {share.pk: share for share in obligation.shares.all()}
    for part in verdict.parts:
        is_share = part.part.kind is PartKind.SHARE
        about = shares.get(part.obligation_id, obligation) if is_share else obligation
        yield PartLine(
            label=part_label(part.part, obligation=obligation),
            status=part.status,
            severity=part.severity.value,
            figure=_part_figure(part, obligation=about),
            sentence=sentence(part.reasons[0], obligation=about),
            depth=depth,
        )
        yield from _parts(part, obligation=about, depth=depth + 1)


def _part_figure(part: Verdict, *, obligation: Obligation) -> str:
    if obligation.modality == Modality.MUST_NOT:
        return ""
    if part.required:
        return ratio(part.counted, part.required, obligation.measure)
    return quantity(part.counted, obligation.measure)


# --- counted and not ----------------------------------------------------------------------


def _waiting_first(misses: Iterable[NearMiss]) -> list[NearMiss]:
    """What only waits comes first, then the newest."""
    return sorted(misses, key=lambda m: (m.would_count == 0, -m.held_on.toordinal()))


def _missed(miss: NearMiss, activity: Activity, *, obligation: Obligation) -> Missed:
    waits = miss.code is MissCode.UNCONFIRMED
    gain = _("not counted")
    if waits and miss.would_count:
        gain = _("+%(quantity)s once confirmed") % {
            "quantity": _q(miss.would_count, obligation)
        }
    return Missed(
        activity=line_of(activity),
        title=miss_title(miss.code),
        sentence=miss_sentence(miss, obligation=obligation),
        waits=waits,
        gain=gain,
    )


def _counted(item: Evidence, activity: Activity, *, obligation: Obligation) -> Counted:
    note = ""
    if item.made_up:
        note = _("accepted as a make-up")
    elif item.late:
        note = _("after the due day, within the grace")
    return Counted(
        activity=line_of(activity),
        history=_history(activity),
        note=note,
        gain=_("counts %(quantity)s") % {"quantity": _q(item.counted, obligation)},
    )


def _history(activity: Activity) -> str:
    """Who logged it when, who confirmed it when."""
    entered_on = timezone.localtime(activity.entered_at).date()
    facts = {"who": str(activity.logged_by), "day": day_short(entered_on)}
    logged = _("Logged by %(who)s on %(day)s.") % facts
    confirmed = [
        step
        for link in activity.ours
        for step in link.steps.all()
        if step.state == ActivityState.CONFIRMED
    ]
    if not confirmed:
        return logged
    last = confirmed[-1]
    facts = {"who": str(last.by), "day": day_short(last.on)}
    return _("%(logged)s Confirmed by %(confirmed)s.") % {
        "logged": logged,
        "confirmed": _("%(who)s on %(day)s") % facts,
    }


# --- the arithmetic -----------------------------------------------------------------------


def _sums(verdict: Verdict, *, obligation: Obligation) -> Iterable[SumLine]:
    """From the entries that have to do with the duty to what counted, line by line."""
    if obligation.modality == Modality.MUST_NOT:
        return
    if verdict.asked is not None:
        yield SumLine(label=_("Asked before the cut"), value=_q(verdict.asked, obligation))
    if verdict.required:
        yield SumLine(label=_("Asked"), value=_q(verdict.required, obligation))
    if verdict.maximum is not None:
        yield SumLine(label=_("At most"), value=_q(verdict.maximum, obligation))
    entries = len(verdict.evidence) + len(verdict.near_misses)
    yield SumLine(label=_("Entries in question"), value=plain(entries))
    for code, count in Counter(miss.code for miss in verdict.near_misses).items():
        label = _("Less: %(reason)s") % {"reason": miss_title(code)}
        yield SumLine(label=label, value=f"−{count}")
    yield SumLine(label=_("Entries that count"), value=plain(len(verdict.evidence)))
    counted = _q(verdict.counted, obligation)
    yield SumLine(label=_("Counted"), value=counted, is_total=True)
    if verdict.short_by and verdict.status is not Status.EXEMPT:
        yield SumLine(label=_("Short by"), value=_q(verdict.short_by, obligation))


def _pace_sums(verdict: Verdict, *, obligation: Obligation) -> Iterable[SumLine]:
    """How time and count compare, where they decide; the parts of a whole have their own."""
    deciding = (ReasonCode.BEHIND, ReasonCode.ON_PACE)
    reason = next((r for r in verdict.reasons if r.code in deciding), None)
    if reason is None:
        return
    facts = reason.facts
    gone, done = facts["share_gone"], facts["share_done"]
    days_word = _("Teaching days gone") if facts.get("in_teaching_days") else _("Days gone")
    yield SumLine(label=days_word, value=f"{facts['gone_days']} / {facts['window_days']}")
    asked = {"required": plain(verdict.required), "share": share(gone)}
    yield SumLine(
        label=_("Even pace: %(required)s times %(share)s") % asked,
        value=_q(verdict.required * gone, obligation),
    )
    behind = {"gone": share(gone), "done": share(done)}
    yield SumLine(
        label=_("Behind: %(gone)s less %(done)s") % behind,
        value=_percentage_points(facts["gap"], beside=facts["tolerance"]),
    )
    yield SumLine(
        label=_("Tolerance of the programme"),
        value=_percentage_points(facts["tolerance"]),
        is_total=True,
    )


def _percentage_points(number: Fraction, *, beside: Fraction | None = None) -> str:
    return f"{points(number, beside=beside)}%".replace("-", "−")


# --- the other windows --------------------------------------------------------------------


def siblings_of(
    current: Verdict, verdicts: Sequence[Verdict], *, pairing_id: int, asked_on: date | None
) -> Iterable[Cell]:
    """All windows of the duty in order, this one (``is_now``) without a link; nothing when it
    has but one. ``asked_on`` is a past day the reader chose: the links keep to it."""
    for verdict in verdicts if len(verdicts) > 1 else ():
        is_here = verdict.window == current.window
        address = address_of(pairing_id, verdict.obligation_id, verdict.window, on=asked_on)
        yield Cell(
            status=verdict.status,
            severity=verdict.severity.value,
            term=window_label(verdict.window),
            address="" if is_here else address,
            is_now=is_here,
        )
