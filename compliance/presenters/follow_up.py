"""What followed a breach, as a page shows it: the steps, whose turn it is, what one may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from activities.models import Activity
from agreements.models import Modality, Obligation, Party
from compliance.deciding import WindowKey
from compliance.deciding.windows import owing_schools
from compliance.decisions import RectificationStep, RectificationStepKind
from compliance.engine.verdicts import Status, Verdict
from compliance.follow_up import Turn, turn_of
from compliance.frozen import FiledVerdict, verdict_of
from compliance.models import StoredVerdict
from compliance.permissions import can_follow_up, school_to_answer
from compliance.presenters.addresses import address_of
from compliance.wording import headline, quantity, window_label
from compliance.wording.decisions import standing_words, step_title
from pairing.models import Pairing, School

Kind = RectificationStepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """``side`` is the school's that took the step, "" for the bureau."""

    kind: str
    side: str
    school: School | None
    title: str
    text: str
    asked: str  # how many the plan speaks of
    by_on: date | None
    activity: Activity | None
    named: tuple[Activity, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """``acts`` are what this reader may do now: notify, explain, plan, make_up, close.
    ``waits_for`` are the schools awaited, ``by_on`` until when; ``school`` is the reader's."""

    steps: tuple[StepLine, ...]
    turn: Turn
    waits_for: tuple[School, ...]
    by_on: date | None
    is_overdue: bool
    is_short: bool
    is_closed: bool
    acts: frozenset[str]
    school: School | None

    @property
    def is_shown(self) -> bool:
        return bool(self.steps or self.acts)


def follow_up_of(
    verdict: Verdict,
    steps: Iterable[RectificationStep],
    *,
    key: WindowKey,
    user,
    on: date,
    may_act: bool,
) -> FollowUp:
    """``may_act``: the page is of today and not of a past day."""
    obligation, steps = key.obligation, list(steps)
    last = steps[-1] if steps else None
    is_short = verdict.status is Status.BREACHED
    school = school_to_answer(user, obligation)
    turn = turn_of(last and last.kind) if is_short else Turn.NOBODY
    by_on = last.by_on if last is not None and turn is Turn.SCHOOL else None
    acts = frozenset()
    if may_act and is_short and not isinstance(verdict, FiledVerdict):
        is_closed = last is not None and last.kind == Kind.CLOSED
        acts = _acts(obligation, user=user, school=school, is_closed=is_closed)
    return FollowUp(
        steps=tuple(_line(step, obligation=obligation) for step in steps),
        turn=turn,
        waits_for=tuple(owing_schools(obligation, verdict=verdict)),
        by_on=by_on,
        is_overdue=by_on is not None and by_on < on,
        is_short=is_short,
        is_closed=last is not None and last.kind == Kind.CLOSED,
        acts=acts,
        school=school,
    )


def _acts(obligation: Obligation, *, user, school, is_closed: bool) -> frozenset[str]:
    can_be_made_up = obligation.modality != Modality.MUST_NOT
    found = set()
    if can_follow_up(user, obligation.clause.agreement.pairing):
        found |= {"notify"} if is_closed else {"notify", "close"}
        found |= {"make_up"} if can_be_made_up else set()
    if school is not None and not is_closed:
        found.add("explain")
        found |= {"plan", "make_up"} if can_be_made_up else set()
    return frozenset(found)


def _line(step: RectificationStep, *, obligation: Obligation) -> StepLine:
    pairing = obligation.clause.agreement.pairing
    return StepLine(
        kind=step.kind,
        side=pairing.side_of(step.school_id) if step.school_id else "",
        school=step.school,
        title=step_title(step.kind),
        text=step.text,
        asked=quantity(step.quantity, obligation.measure) if step.quantity else "",
        by_on=step.by_on,
        activity=step.activity,
        named=tuple(step.named.all()),
        at=step.at,
        by=step.by_name,
    )


# --- a line in a list ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachLine:
    """One window that closed short, as lists show it. ``days`` since it closed."""

    obligation: Obligation
    pairing: Pairing
    verdict: Verdict
    severity: str
    window: str
    headline: str
    stands: str
    turn: Turn
    by_on: date | None
    is_overdue: bool
    days: int
    address: str


def breach_line(row: StoredVerdict, *, on: date) -> BreachLine:
    """``row`` comes from ``follow_up.breached`` with its obligation and pairing."""
    verdict, turn = verdict_of(row), turn_of(row.last_kind)
    by_on = row.last_by_on if turn is Turn.SCHOOL else None
    return BreachLine(
        obligation=row.obligation,
        pairing=row.pairing,
        verdict=verdict,
        severity=row.severity,
        window=window_label(verdict.window),
        headline=headline(verdict, obligation=row.obligation),
        stands=standing_words(row.last_kind),
        turn=turn,
        by_on=by_on,
        is_overdue=by_on is not None and by_on < on,
        days=(on - row.closes_on).days,
        address=address_of(row.pairing_id, row.obligation_id, verdict.window) + "#follow-up",
    )


def breaches_of(
    rows: Iterable[StoredVerdict],
    pairings: Iterable[Pairing],
    *,
    school_ids: frozenset[int],
    on: date,
) -> list[BreachLine]:
    """What the own schools owe of ``follow_up.breached``, those that wait for them first."""
    by_id = {pairing.pk: pairing for pairing in pairings}
    found = []
    for row in rows:
        row.pairing = by_id[row.pairing_id]
        if is_of_schools(row.obligation, row.pairing, school_ids=school_ids):
            found.append(breach_line(row, on=on))
    return sorted(found, key=lambda line: line.turn is not Turn.SCHOOL)


def is_of_schools(
    obligation: Obligation, pairing: Pairing, *, school_ids: frozenset[int]
) -> bool:
    """Whether one of the schools owes the duty."""
    sides = {Party.SUPPORTING, Party.RECEIVING}
    owing = {obligation.party} & sides or sides
    return any(pairing.school_on(side).pk in school_ids for side in owing)
