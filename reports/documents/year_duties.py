"""Duty by duty, window by window: what was agreed, what was done, and why they differ.

Plain values from the engine's verdicts. The sentences are ``compliance.wording``'s, in the
language that is active when they are made.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import pgettext

from agreements.models import Measure, Obligation
from agreements.rendering import describe, owed_by, short
from compliance import wording
from compliance.engine.verdicts import (
    MissCode,
    NearMiss,
    PartKind,
    ReasonCode,
    Status,
    Verdict,
)
from compliance.frozen import FiledVerdict
from reports.documents import words

DONE = (Status.MET, Status.MET_LATE, Status.EXCEEDED)
OPEN = (Status.NOT_DUE, Status.ON_TRACK, Status.AT_RISK)
GAPS = (Status.BREACHED, Status.EXCEEDED, Status.AT_RISK)
# Which of several obstacles to tell first: the one nearest to counting.
NEAREST_FIRST = (
    MissCode.UNCONFIRMED,
    MissCode.RETURNED,
    MissCode.TOO_FEW_PEOPLE,
    MissCode.TOO_FEW_DAYS,
    MissCode.TOO_FEW_LESSONS,
    MissCode.PAST_CEILING,
    MissCode.TOO_LATE,
    MissCode.LOGGED_TOO_LATE,
    MissCode.VOIDED,
    MissCode.DUPLICATE,
    MissCode.MISSING_CONTENT,
    MissCode.WRONG_VENUE,
    MissCode.WRONG_QUALIFICATION,
    MissCode.WRONG_ROLE,
    MissCode.WRONG_SUBJECT,
    MissCode.WRONG_STAGE,
    MissCode.WRONG_GRADE,
    MissCode.WRONG_TOPIC,
    MissCode.WRONG_SCHOOL,
    MissCode.OUTSIDE_WINDOW,
    MissCode.BEFORE_AGREEMENT,
    MissCode.COUNTED_ELSEWHERE,
    MissCode.NOT_IN_PARENT,
)
# Counts that add up over the windows of a year.
ADDING = frozenset(
    {
        Measure.EVENTS,
        Measure.LESSONS,
        Measure.ATTENDANCES,
        Measure.DAYS,
        Measure.ITEMS,
        Measure.AMOUNT,
        Measure.GOODS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part of a whole duty (甲方, 德育主任, a share): what was asked and counted of it."""

    label: str
    status: str
    status_word: str
    headline: str

    @property
    def is_gap(self) -> bool:
        return self.status in GAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class MissLine:
    activity_id: int
    held_on: date
    code: MissCode
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """One window of one whole duty. ``status`` is "" where nothing is judged; ``season`` is
    the term's, "" for a window that is no term. ``ratio`` and ``required`` are "" where money
    is owed and no figure was agreed. ``violations`` say what was recorded against a must-not,
    by whom. ``after`` is what came after the filing, in short."""

    label: str
    season: str
    starts_on: date
    ends_on: date
    due_on: date
    trigger: int
    status: str
    severity: str
    status_word: str
    ratio: str
    required: str
    counted: str
    headline: str
    reasons: tuple[str, ...]
    violations: tuple[str, ...]
    parts: tuple[PartLine, ...]
    misses: tuple[MissLine, ...]
    after: str
    was_open: bool  # frozen half way

    @property
    def name(self) -> str:
        """第一学期: of the year the paper is about."""
        return words.TERMS.get(self.season) or words.tight(self.label)

    @property
    def is_gap(self) -> bool:
        return self.status in GAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty with its windows of the year. ``done`` and ``asked`` are the sums over the
    windows judged, in ``measure``; None where sums mean nothing."""

    obligation_id: int
    place: str
    section: str
    name: str
    ask: str
    party: str
    owed_by: str
    text: str
    measure: str
    done: int | None
    asked: int | None
    windows: tuple[WindowLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Windows of whole duties by status; ``unjudged`` have none (may, bureau)."""

    counts: Mapping[str, int]
    unjudged: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of(self, *statuses: Status) -> int:
        return sum(self.counts.get(status.value, 0) for status in statuses)

    @property
    def done(self) -> int:
        """Past the maximum is done too: what was asked is there."""
        return self.of(*DONE)

    @property
    def closed(self) -> int:
        """Those that had to be done by now: without the exempt and those still open."""
        return self.total - self.of(Status.EXEMPT, *OPEN)

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.done, self.closed) if self.closed else None


def duty_lines(
    verdicts: Iterable[Verdict], *, obligations: Mapping[int, Obligation]
) -> tuple[DutyLine, ...]:
    """In the order of the verdicts, which is that of the clauses and of time."""
    by_duty: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        by_duty.setdefault(verdict.obligation_id, []).append(verdict)
    return tuple(_duty(obligations[pk], found) for pk, found in by_duty.items())


def tally_of(verdicts: Iterable[Verdict]) -> Tally:
    counts = Counter(v.status and v.status.value for v in verdicts)
    unjudged = counts.pop(None, 0)
    return Tally(counts=dict(counts), unjudged=unjudged)


def tally_of_lines(duties: Iterable[DutyLine]) -> Tally:
    return tally_of_windows(window for duty in duties for window in duty.windows)


def tally_of_windows(windows: Iterable[WindowLine]) -> Tally:
    counts = Counter(window.status for window in windows)
    unjudged = counts.pop("", 0)
    return Tally(counts=dict(counts), unjudged=unjudged)


def _duty(obligation: Obligation, verdicts: list[Verdict]) -> DutyLine:
    clause = obligation.clause
    section = clause.parent or clause
    adds = obligation.measure in ADDING and not obligation.coverage_of
    adds = adds and not asks_any_amount(obligation)
    judged = [v for v in verdicts if v.status not in (None, Status.EXEMPT, Status.NOT_DUE)]
    sums = adds and bool(judged)
    return DutyLine(
        obligation_id=obligation.pk,
        place=clause.place,
        section=f"{section.label}{section.heading}",
        name=obligation.name,
        ask=short(obligation),
        party=obligation.party,
        owed_by=owed_by(obligation),
        text=describe(obligation),
        measure=obligation.measure,
        done=sum(v.counted for v in judged) if sums else None,
        asked=sum(v.required for v in judged) if sums else None,
        windows=tuple(window_line(v, obligation=obligation) for v in verdicts),
    )


def window_line(verdict: Verdict, *, obligation: Obligation) -> WindowLine:
    window, measure = verdict.window, obligation.measure
    return WindowLine(
        label=wording.window_label(window),
        season=window.key[2] if window.key[0] == "term" else "",
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        due_on=window.due_on,
        trigger=window.trigger or 0,
        status=verdict.status.value if verdict.status else "",
        severity=verdict.severity.value,
        status_word=_status_word(verdict),
        ratio=""
        if asks_any_amount(obligation)
        else wording.ratio(verdict.counted, verdict.required, measure),
        required=""
        if asks_any_amount(obligation)
        else wording.quantity(verdict.required, measure),
        counted=wording.quantity(verdict.counted, measure),
        headline=wording.headline(verdict, obligation=obligation),
        reasons=tuple(wording.sentence(r, obligation=obligation) for r in verdict.reasons),
        violations=tuple(
            wording.sentence(r, obligation=obligation)
            for r in verdict.reasons
            if r.code is ReasonCode.VIOLATED
        ),
        parts=tuple(_part(part, obligation=obligation) for part in verdict.parts),
        misses=_misses(verdict, obligation=obligation),
        after=wording.after_word(verdict, measure=measure),
        was_open=isinstance(verdict, FiledVerdict) and verdict.was_open,
    )


def _status_word(verdict: Verdict) -> str:
    """预警（截至备案日） of a window that was filed before it closed."""
    if not verdict.status:
        return ""
    word = wording.status_word(verdict.status)
    if not (isinstance(verdict, FiledVerdict) and verdict.was_open):
        return word
    facts = {"status": word, "filed": wording.filed_word(verdict)}
    return pgettext("a status frozen half way", "%(status)s (%(filed)s)") % facts


def asks_any_amount(obligation: Obligation) -> bool:
    """Money of no agreed amount: the engine asks one yuan, which no paper should say."""
    is_open = obligation.minimum is None and not obligation.quotas.all()
    return obligation.measure == Measure.AMOUNT and is_open


def _part(part: Verdict, *, obligation: Obligation) -> PartLine:
    about = share_of(part, obligation=obligation)
    return PartLine(
        label=wording.part_label(part.part, obligation=obligation),
        status=part.status.value if part.status else "",
        status_word=wording.status_word(part.status) if part.status else "",
        headline=wording.headline(part, obligation=about),
    )


def share_of(part: Verdict, *, obligation: Obligation) -> Obligation:
    """The duty a part is counted by: a share may be counted in another measure."""
    if part.part.kind is not PartKind.SHARE:
        return obligation
    shares = {share.pk: share for share in obligation.shares.all()}
    return shares.get(part.obligation_id, obligation)


def _misses(verdict: Verdict, *, obligation: Obligation) -> tuple[MissLine, ...]:
    """Each activity that counted for nothing here, once, with its nearest obstacle; the
    obstacles of the parts too, for the whole may have none of its own."""
    counted = {evidence.activity_id for evidence in verdict.evidence}
    found: dict[int, tuple[NearMiss, Obligation]] = {}
    for miss, about in _all_misses(verdict, obligation=obligation):
        kept = found.get(miss.activity_id)
        if miss.activity_id not in counted and (kept is None or rank(miss) < rank(kept[0])):
            found[miss.activity_id] = (miss, about)
    nearest = sorted(found.values(), key=lambda pair: (rank(pair[0]), pair[0].held_on))
    return tuple(
        MissLine(
            activity_id=miss.activity_id,
            held_on=miss.held_on,
            code=miss.code,
            title=wording.miss_title(miss.code),
            sentence=wording.miss_sentence(miss, obligation=about),
        )
        for miss, about in nearest
    )


def _all_misses(verdict: Verdict, *, obligation: Obligation):
    yield from ((miss, obligation) for miss in verdict.near_misses)
    for part in verdict.parts:
        yield from _all_misses(part, obligation=share_of(part, obligation=obligation))


def rank(miss: NearMiss | MissLine) -> int:
    return NEAREST_FIRST.index(miss.code)
