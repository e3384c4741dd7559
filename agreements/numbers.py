"""Duties without a number: what was proposed, whose turn it is, what was agreed and when."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

from agreements.models import (
    Agreement,
    AgreementState,
    NumberStep,
    NumberStepKind,
    Obligation,
)
from agreements.permissions import sides_for_number
from agreements.rendering import describe

OTHER = {"supporting": "receiving", "receiving": "supporting"}
OPEN = (AgreementState.DRAFT, AgreementState.IN_FORCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """One duty that has no number, or had none when it was written. ``last`` is the number on
    the table, ``waits_for`` the side that has to answer it, "" where none was proposed or it
    is agreed. ``turn`` says that the reader may answer; ``sides`` for whom he may propose."""

    obligation: Obligation
    steps: tuple[NumberStep, ...]
    last: NumberStep | None
    waits_for: str
    sides: tuple[str, ...]

    @property
    def turn(self) -> bool:
        return self.waits_for in self.sides

    @property
    def agreed_on(self) -> date | None:
        """The day both agreed; None while they have not."""
        is_agreed = self.last is not None and self.last.kind == NumberStepKind.AGREED
        return self.last.on if is_agreed else None


def lines_of(agreement: Agreement, *, user) -> list[NumberLine]:
    """Of an agreement with its clauses and duties at hand; one query, more for who may act."""
    duties = [o for clause in agreement.clauses.all() for o in clause.obligations.all()]
    steps: dict[int, list[NumberStep]] = {}
    for step in NumberStep.objects.filter(obligation__in=duties).order_by("at", "pk"):
        steps.setdefault(step.obligation_id, []).append(step)
    asked = [duty for duty in duties if duty.uncounted or duty.pk in steps]
    sides = sides_for_number(user, agreement) if asked else ()
    return [line_of(duty, steps.get(duty.pk, ()), sides=sides) for duty in asked]


def line_of(
    obligation: Obligation, steps: Iterable[NumberStep], *, sides: tuple[str, ...]
) -> NumberLine:
    steps = tuple(steps)
    last = steps[-1] if steps else None
    is_open = obligation.uncounted and last is not None
    return NumberLine(
        obligation=obligation,
        steps=steps,
        last=last,
        waits_for=OTHER[last.side] if is_open else "",
        sides=sides if obligation.uncounted else (),
    )


def waiting_for(user, *, school_ids: Iterable[int]) -> list[NumberStep]:
    """The numbers proposed last that the own schools have to answer; one query, and those of
    the agreements."""
    if not school_ids:
        return []
    rows = (
        NumberStep.objects.visible_to(user)
        .filter(obligation__uncounted=True, obligation__clause__agreement__state__in=OPEN)
        .select_related(
            "obligation__clause__agreement__pairing__supporting_school",
            "obligation__clause__agreement__pairing__receiving_school",
        )
        .order_by("obligation", "at", "pk")
    )
    last = {step.obligation_id: step for step in rows}
    return [step for step in last.values() if _answering(step).pk in school_ids]


def _answering(step: NumberStep):
    return step.obligation.clause.agreement.pairing.school_on(OTHER[step.side])


def would_read(obligation: Obligation, *, number: int) -> str:
    """The duty in words, were ``number`` agreed."""
    asked = copy(obligation)
    asked.minimum, asked.uncounted = number, False
    return describe(asked)
