"""The file of a secondee: which written appraisals the clauses ask for, which are in, which
are due when. Asked of the engine's own windows, so that no second rule says what is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.models import Obligation
from compliance.engine.judge import judge
from compliance.engine.terms import Activity, ActivityState, Case, DueKind, Party, Side
from compliance.engine.terms import Obligation as Duty
from compliance.engine.verdicts import Verdict, Window
from compliance.presenters.addresses import address_of
from pairing.vocabulary import ActivityType

# Whose stay an appraisal is about, where the clause does not name what sets it off.
ABOUT = {
    ActivityType.SECONDEE_EVALUATION: frozenset(
        {
            ActivityType.SECONDMENT_MANAGER,
            ActivityType.SHADOWING,
            ActivityType.STAFF_STUDY,
        }
    ),
    ActivityType.TEACHER_EVALUATION: frozenset({ActivityType.SECONDMENT_TEACHER}),
}
_SIDES = {
    Party.SUPPORTING: (Side.SUPPORTING,),
    Party.RECEIVING: (Side.RECEIVING,),
    Party.EACH: (Side.SUPPORTING, Side.RECEIVING),
    Party.BOTH: (Side.SUPPORTING,),
}
_BEST_FIRST = (ActivityState.CONFIRMED, ActivityState.PENDING, ActivityState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """One paper that one side owes about one stay. ``due_on`` is None while the stay that
    sets it off goes on. ``document`` is the id of the paper, None while there is none;
    ``state`` is that of the paper. ``names_window`` is the day a paper names its period by."""

    obligation_id: int
    name: str
    place: str
    party: str
    side: Side
    type: str
    due_on: date | None
    closes_on: date | None
    names_window: date | None
    address: str
    document: int | None
    submitted_on: date | None
    state: ActivityState | None

    @property
    def is_in(self) -> bool:
        return self.state is ActivityState.CONFIRMED

    @property
    def is_missing(self) -> bool:
        """Nothing was sent, or what was sent came back."""
        return self.state in (None, ActivityState.RETURNED)

    def is_late(self, on: date) -> bool:
        return self.is_missing and self.closes_on is not None and on > self.closes_on


def appraisals_of(
    activity_id: int,
    cases: Iterable[Case],
    obligations: Mapping[int, Obligation],
    *,
    pairing_id: int,
    on: date,
) -> list[Appraisal]:
    """Every paper asked about the stay, by clause and side. ``obligations`` are the duties of
    ``cases`` by id."""
    found = []
    for case in cases:
        stay = next((a for a in case.activities if a.id == activity_id), None)
        if stay is None:
            continue
        file = _File(case=case, stay=stay, pairing_id=pairing_id, on=on)
        verdicts = judge(case, on=on)
        for duty in case.obligations:
            for window in _windows(duty, stay, verdicts=verdicts):
                found += file.asked(duty, obligations[duty.id], window)
    return found


def _windows(duty: Duty, stay: Activity, *, verdicts: Iterable[Verdict]) -> list[Window | None]:
    """The windows of ``duty`` in which a paper about ``stay`` is owed: the one the stay opened
    (None while it has not ended), or the one of its first day."""
    if duty.part_of is not None or duty.party not in _SIDES:
        return []
    own = [verdict.window for verdict in verdicts if verdict.obligation_id == duty.id]
    if duty.due is not None and duty.due.kind is DueKind.AFTER_ACTIVITY:
        if stay.type not in duty.due.trigger_types:
            return []
        opened = [window for window in own if window.trigger == stay.id]
        return opened or [None]
    if not any(stay.type in ABOUT.get(code, ()) for code in duty.activity_types):
        return []
    return [window for window in own if window.starts_on <= stay.starts_on <= window.ends_on][
        :1
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One stay among everything that was logged in its pairing."""

    case: Case
    stay: Activity
    pairing_id: int
    on: date

    def asked(self, duty: Duty, row: Obligation, window: Window | None) -> Iterator[Appraisal]:
        for side in _SIDES[duty.party]:
            paper, state = self._paper(duty, side)
            yield Appraisal(
                obligation_id=duty.id,
                name=row.name,
                place=row.clause.place,
                party=row.party,
                side=side,
                type=_type(duty),
                due_on=window and window.due_on,
                closes_on=window and window.closes_on,
                names_window=window and (None if window.trigger else window.full_starts_on),
                address=address_of(self.pairing_id, duty.id, window) if window else "",
                document=paper and paper.id,
                submitted_on=paper and paper.starts_on,
                state=state,
            )

    def _paper(self, duty: Duty, side: Side) -> tuple[Activity | None, ActivityState | None]:
        """The best paper of ``side``: a confirmed one, else one that waits, else one that was
        returned."""
        found = []
        for activity in self.case.activities:
            is_about = activity.triggered_by == self.stay.id and side in activity.sides
            if not is_about or activity.type not in duty.activity_types:
                continue
            step = next((s for s in reversed(activity.steps) if s.on <= self.on), None)
            if step is not None and step.state in _BEST_FIRST:
                rank = _BEST_FIRST.index(step.state)
                found.append((rank, activity.id, activity, step.state))
        if not found:
            return None, None
        _rank, _id, activity, state = min(found)
        return activity, state


def _type(duty: Duty) -> str:
    """The kind of paper to write: an appraisal where the clause takes one."""
    return min(duty.activity_types, key=lambda code: (code not in ABOUT, code))
