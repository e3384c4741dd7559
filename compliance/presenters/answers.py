"""What one activity counts for: now that it is confirmed, or once it will be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from activities.models import ActivityLink, ActivityState
from agreements.models import Obligation
from agreements.rendering import short
from compliance.engine.terms import ActivityState as State
from compliance.engine.terms import Case, Step
from compliance.engine.verdicts import MissCode, NearMiss, Status, Verdict
from compliance.frozen import FiledVerdict, judged_as_filed
from compliance.keeping import waiting_of
from compliance.models import Filing
from compliance.presenters.addresses import address_of
from compliance.presenters.gauges import Gauge, gauge_of
from compliance.wording import (
    day,
    miss_sentence,
    miss_title,
    plain,
    quantity,
    status_word,
    window_label,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One duty the activity counts for, in its window. ``gain`` is what it adds or would add;
    ``left`` says what is then still owed; ``change`` what becomes of the status. ``filed``: it
    comes after the filing of the window's school year and changes no filed figure."""

    name: str
    party: str
    place: str
    short: str
    window: str
    status: Status | None
    severity: str
    counted: str
    gain: str
    required: str
    gauge: Gauge
    left: str
    change: str
    filed: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissLine:
    """One duty of its type it does not count for, and why."""

    name: str
    party: str
    window: str
    title: str
    sentence: str
    address: str


class Awaited(NamedTuple):
    """The school that confirms, and its liaisons."""

    school: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The activity in one pairing. ``names`` are those who are awaited."""

    link: ActivityLink
    state: str
    other: str
    names: str
    counts: tuple[CountLine, ...]
    misses: tuple[MissLine, ...]

    @property
    def waits(self) -> bool:
        return self.state == ActivityState.PENDING


def answer_of(
    link: ActivityLink,
    cases: Iterable[Case],
    obligations: Mapping[int, Obligation],
    *,
    filings: Sequence[Filing],
    awaited: Awaited,
    on: date,
) -> Answer:
    """``cases`` and ``filings`` are those of the link's pairing, ``obligations`` the duties by
    id."""
    found = list(_judged_both_ways(link, cases, filings=filings, on=on))
    facts = {"activity_id": link.activity_id, "pairing_id": link.pairing_id}
    counts = [
        _count_line(now, then, obligations[then.obligation_id], **facts)
        for now, then in found
        if _credit(then, link.activity_id) is not None
    ]
    misses = [
        _miss_line(then, miss, obligations[then.obligation_id], pairing_id=link.pairing_id)
        for _, then in found
        if (miss := _miss(then, link.activity_id)) is not None
    ]
    return Answer(
        link=link,
        state=link.state,
        other=awaited.school,
        names=awaited.names,
        counts=tuple(counts),
        misses=tuple(misses),
    )


def _judged_both_ways(
    link: ActivityLink, cases: Iterable[Case], *, filings: Sequence[Filing], on: date
) -> Iterator[tuple[Verdict, Verdict]]:
    """Every verdict as it stands, beside what it is with the activity confirmed."""
    for case in cases:
        now = judged_as_filed(case, filings, on=on)[1]
        then = now
        if link.state == ActivityState.PENDING:
            confirmed = _with_confirmed(case, link.activity_id, on=on)
            then = judged_as_filed(confirmed, filings, on=on)[1]
        before = {_key(verdict): verdict for verdict in now}
        yield from ((before.get(_key(verdict), verdict), verdict) for verdict in then)


def _with_confirmed(case: Case, activity_id: int, *, on: date) -> Case:
    """The case as it would be had the other school confirmed on ``on``."""
    confirmed = Step(on=on, state=State.CONFIRMED)
    return replace(
        case,
        activities=tuple(
            replace(activity, steps=(*activity.steps, confirmed))
            if activity.id == activity_id
            else activity
            for activity in case.activities
        ),
    )


def _key(verdict: Verdict) -> tuple:
    return verdict.obligation_id, verdict.window.key, verdict.window.trigger


def _credit(verdict: Verdict, activity_id: int):
    """What the activity counts for; in a filed window what it would count for today."""
    items = verdict.evidence
    if isinstance(verdict, FiledVerdict):
        items = (*items, *verdict.after.came)
    return next((item.counted for item in items if item.activity_id == activity_id), None)


def _miss(verdict: Verdict, activity_id: int) -> NearMiss | None:
    if _credit(verdict, activity_id) is not None:
        return None
    if isinstance(verdict, FiledVerdict) and verdict.now is not None:
        verdict = verdict.now
    found = (miss for miss in verdict.near_misses if miss.activity_id == activity_id)
    return next(found, None)


def _count_line(
    now: Verdict, then: Verdict, obligation: Obligation, *, activity_id: int, pairing_id: int
) -> CountLine:
    credit = _credit(then, activity_id)
    return CountLine(
        name=obligation.name,
        party=obligation.party,
        place=obligation.clause.place,
        short=short(obligation),
        window=window_label(then.window),
        status=now.status,
        severity=now.severity.value,
        counted=quantity(now.counted, obligation.measure),
        gain=plain(credit),
        required=quantity(then.required, obligation.measure),
        gauge=gauge_of(now, obligation=obligation, waiting=waiting_of(now)),
        left=_left(then, obligation=obligation),
        change=_change(now, then),
        filed=_filed(then, credit_of=activity_id),
        address=address_of(pairing_id, obligation.pk, then.window),
    )


def _filed(then: Verdict, *, credit_of: int) -> str:
    if not isinstance(then, FiledVerdict):
        return ""
    facts = {"day": day(then.filed_on)}
    if any(item.activity_id == credit_of for item in then.evidence):
        return (
            _("The school year was filed on %(day)s: these figures stay as they are.") % facts
        )
    return (
        _(
            "The school year was filed on %(day)s: the entry is told there as having come after"
            " the filing and changes no filed figure."
        )
        % facts
    )


def _left(then: Verdict, *, obligation: Obligation) -> str:
    if isinstance(then, FiledVerdict):
        return ""
    if then.status is None or not then.required:
        return ""
    if not then.short_by:
        return _("Nothing is owed any more for this period.")
    facts = {"short_by": quantity(then.short_by, obligation.measure)}
    if then.last_useful_on is None:
        return _("%(short_by)s still owed.") % facts
    facts["day"] = day(then.last_useful_on)
    return _("%(short_by)s still owed, on %(day)s at the latest.") % facts


def _change(now: Verdict, then: Verdict) -> str:
    if now.status is then.status or now.status is None or then.status is None:
        return ""
    facts = {"now": status_word(now.status), "then": status_word(then.status)}
    return _("Now: %(now)s. Once confirmed: %(then)s.") % facts


def _miss_line(
    verdict: Verdict, miss: NearMiss, obligation: Obligation, *, pairing_id: int
) -> MissLine:
    return MissLine(
        name=obligation.name,
        party=obligation.party,
        window=window_label(verdict.window),
        title=miss_title(miss.code),
        sentence=miss_sentence(miss, obligation=obligation),
        address=address_of(pairing_id, obligation.pk, verdict.window),
    )


def hinders_everything(state: str) -> MissCode | None:
    """The state that keeps an activity from counting anywhere, as a code with words."""
    return {
        ActivityState.RETURNED: MissCode.RETURNED,
        ActivityState.VOIDED: MissCode.VOIDED,
    }.get(state)
