"""Windows that closed short and what followed: whose turn it is. Rows only, no sentence.

A window is on the list from the day after it closed until it is made up for, waived, left at
that by the bureau, or its school year is filed. What only should have been done (``should``) is
listed once somebody has taken it up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, DateField, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import OuterRef
from django.db.models.functions import Cast, Coalesce

from agreements.models import Obligation
from compliance import services
from compliance.decisions import Rectification, RectificationStep, RectificationStepKind
from compliance.models import Status, StoredVerdict
from pairing.models import Pairing

Kind = RectificationStepKind


class Turn(StrEnum):
    """Who is to act next."""

    BUREAU = "bureau"
    SCHOOL = "school"
    NOBODY = "nobody"


TURNS = {
    "": Turn.BUREAU,  # closed short, nothing said yet
    Kind.NOTIFIED: Turn.SCHOOL,
    Kind.EXPLAINED: Turn.BUREAU,
    Kind.PLANNED: Turn.SCHOOL,
    Kind.PROPOSED: Turn.BUREAU,
    Kind.ACCEPTED: Turn.SCHOOL,
    Kind.REFUSED: Turn.SCHOOL,
    Kind.CLOSED: Turn.NOBODY,
}


def turn_of(last_kind: str | None) -> Turn:
    return TURNS[last_kind or ""]


def breached(pairings: Iterable[Pairing] | QuerySet, *, on: date) -> QuerySet[StoredVerdict]:
    """Every window of ``pairings`` to be followed up on ``on``, as ``listed`` gives them."""
    services.refresh(services.stale(pairings, on=on), on=on)
    return listed(pairings)


def judged_at_once(pairings: QuerySet[Pairing], *, on: date) -> int:
    """Judge the stale ones of ``pairings`` where that is soon done; how many are left."""
    left = list(services.stale(pairings, on=on))
    if len(left) > services.AT_ONCE:
        return len(left)
    services.refresh(left, on=on)
    return 0


def listed(pairings: Iterable[Pairing] | QuerySet) -> QuerySet[StoredVerdict]:
    """The windows to be followed up as they were last judged, the one that closed last first,
    each with the last step taken: ``last_kind``, ``last_by_on``, ``last_on`` (None: none)."""
    rows = StoredVerdict.objects.filter(pairing__in=pairings)
    rows = rows.filter(status=Status.BREACHED, filed_on=None)
    untouched = Q(severity="red", last_kind__isnull=True)
    open_kinds = [kind for kind in Kind if kind != Kind.CLOSED]
    rows = with_last_step(rows).filter(untouched | Q(last_kind__in=open_kinds))
    return rows.order_by("-closes_on", "pairing", "obligation", "starts_on")


def with_last_step(rows: QuerySet[StoredVerdict]) -> QuerySet[StoredVerdict]:
    steps = RectificationStep.objects.filter(
        rectification__obligation=OuterRef("obligation"),
        rectification__window_starts_on=OuterRef("starts_on"),
        rectification__trigger=OuterRef("trigger"),
    ).order_by("-at", "-pk")
    return rows.annotate(
        last_kind=Subquery(steps.values("kind")[:1]),
        last_by_on=Subquery(steps.values("by_on")[:1]),
        last_on=Subquery(steps.values("on")[:1]),
    )


def of_turn(rows: QuerySet[StoredVerdict], turn: str) -> QuerySet[StoredVerdict]:
    """Those of ``breached`` whose next step is the bureau's, or the school's."""
    kinds = [kind for kind, whose in TURNS.items() if whose == turn and kind]
    asked = Q(last_kind__in=kinds)
    if turn == Turn.BUREAU:
        asked |= Q(last_kind__isnull=True)
    return rows.filter(asked)


def overdue(rows: QuerySet[StoredVerdict], *, on: date) -> QuerySet[StoredVerdict]:
    """Those of ``breached`` where the school let its day pass."""
    return of_turn(rows, Turn.SCHOOL).filter(last_by_on__lt=on)


def waiting_for_bureau(user, *, on: date) -> int:
    """How many windows wait for a word of the bureau, or for a school past its day. Every page
    of the bureau asks it: one query, whose rows are records of a rectification and not windows.
    Where very many pairings are to be judged first, they count as they were judged last."""
    pairings = Pairing.objects.visible_to(user)
    (sums, *taken_up) = _sums(pairings, user, on=on)
    if 0 < sums.stale <= services.AT_ONCE:
        services.refresh(services.stale(pairings, on=on), on=on)
        (sums, *taken_up) = _sums(pairings, user, on=on)
    waiting = sums.windows
    for row in taken_up:
        # Those nothing was said about yet are in the sum; what was taken up leaves it.
        waiting -= row.red
        turn = turn_of(row.kind)
        if turn == Turn.BUREAU or (turn == Turn.SCHOOL and row.by_on and row.by_on < on):
            waiting += row.windows
    return waiting


class _Sum(NamedTuple):
    """The first row: red windows that closed short in all ``windows`` of them, pairings to be
    judged first in ``stale``. Any other: a record with its last step, the windows it is about
    that are still short and in no filed year, and how many of these are ``red``."""

    is_record: int
    kind: str
    by_on: date | None
    windows: int
    red: int

    @property
    def stale(self) -> int:
        return self.red


def _sums(pairings: QuerySet[Pairing], user, *, on: date) -> list[_Sum]:
    nothing = {"is_record": Value(0), "kind": Value(""), "by_on": Cast(None, DateField())}
    unmet = pairings.order_by().values(**nothing)
    unmet = unmet.annotate(
        windows=Coalesce(Sum("standing__unmet"), 0),
        red=Count("pk", filter=services.is_stale(on)),
    )
    rows = unmet.values_list(*_Sum._fields).union(_records(user), all=True)
    found = sorted((_Sum(*row) for row in rows), key=lambda row: row.is_record)
    return found if found and not found[0].is_record else [_Sum(0, "", None, 0, 0), *found]


def _records(user) -> QuerySet:
    short = StoredVerdict.objects.filter(
        obligation=OuterRef("obligation"),
        starts_on=OuterRef("window_starts_on"),
        trigger=OuterRef("trigger"),
        status=Status.BREACHED,
        filed_on=None,
    ).order_by()
    counted = short.values("obligation").annotate(
        n=Count("pk"), red=Count("pk", filter=Q(severity="red"))
    )
    steps = RectificationStep.objects.filter(rectification=OuterRef("pk")).order_by(
        "-at", "-pk"
    )
    rows = Rectification.objects.visible_to(user).annotate(
        is_record=Value(1),
        kind=Subquery(steps.values("kind")[:1]),
        by_on=Subquery(steps.values("by_on")[:1]),
        windows=Subquery(counted.values("n")),
        red=Subquery(counted.values("red")),
    )
    rows = rows.filter(kind__isnull=False, windows__gt=0).order_by()
    return rows.values_list(*_Sum._fields)


def steps_of(
    obligation: Obligation, *, starts_on: date, trigger: int
) -> list[RectificationStep]:
    """What followed in one window, first to last."""
    rows = RectificationStep.objects.filter(
        rectification__obligation=obligation,
        rectification__window_starts_on=starts_on,
        rectification__trigger=trigger,
    )
    rows = rows.select_related("school", "activity").prefetch_related("named")
    return list(rows.order_by("at", "pk"))


Window = tuple[int, date, int]  # obligation, first day, trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step that still stands, for reports. ``school`` is "" for the bureau; ``quantity``
    and ``by_on`` are a plan's, ``held_on`` is the day of the activity that is spoken of."""

    kind: Kind
    school: str
    by: str
    on: date
    text: str
    quantity: int | None = None
    by_on: date | None = None
    held_on: date | None = None


def told_about(pairings: Iterable[Pairing], *, on: date) -> dict[Window, tuple[Said, ...]]:
    """What still stands of the steps by ``on``, by window, in order: of each school its last
    explanation and its last plan, make-ups proposed and not answered, or refused, and that the
    bureau leaves it at that, unless it took it up again. One query for any number of pairings.
    """
    rows = RectificationStep.objects.filter(
        rectification__obligation__clause__agreement__pairing__in=pairings, on__lte=on
    ).select_related("rectification", "school", "activity")
    found: dict[Window, list[RectificationStep]] = {}
    for step in rows.order_by("at", "pk"):
        found.setdefault(_window(step.rectification), []).append(step)
    standing = {window: _standing(steps) for window, steps in found.items()}
    return {window: said for window, said in standing.items() if said}


def _window(row: Rectification) -> Window:
    return row.obligation_id, row.window_starts_on, row.trigger


def _standing(steps: list[RectificationStep]) -> tuple[Said, ...]:
    """A later step takes the place of an earlier one on the same matter."""
    last = {_matter(step): step for step in steps}
    kept = [step for step in steps if last[_matter(step)] is step and _is_told(step, steps)]
    return tuple(
        Said(
            kind=Kind(step.kind),
            school=step.school.label if step.school else "",
            by=step.by_name,
            on=step.on,
            text=step.text,
            quantity=step.quantity,
            by_on=step.by_on,
            held_on=step.activity and step.activity.starts_on,
        )
        for step in kept
    )


def _matter(step: RectificationStep) -> tuple:
    if step.activity_id is not None:
        return ("make-up", step.activity_id)
    return (step.kind, step.school_id)


def _is_told(step: RectificationStep, steps: list[RectificationStep]) -> bool:
    """An accepted make-up is told as a decision of its own; a notice is only a question."""
    if step.kind == Kind.CLOSED:
        return step is steps[-1]
    return step.kind not in (Kind.ACCEPTED, Kind.NOTIFIED)
