"""A number for a duty that has none: proposed by one school, agreed by the other."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from agreements.models import AgreementState, NumberStep, NumberStepKind, Obligation
from agreements.services.notices import tell
from agreements.services.number_errors import (
    ContradictionError,
    HasNumberError,
    NothingProposedError,
    NotOpenError,
    OtherNumberError,
    OwnProposalError,
)
from records.models import User
from records.services import write_event
from records.signals import pairings_changed

OPEN = (AgreementState.DRAFT, AgreementState.IN_FORCE)


@transaction.atomic
def propose_number(
    obligation: Obligation, *, side: str, number: int, note: str, by: User, at: datetime
) -> NumberStep:
    """The school on ``side`` proposes ``number``, or answers the other's number with it.

    Raises NotOpenError, HasNumberError, or ContradictionError with what ``number`` would
    contradict.
    """
    row = _locked(obligation)
    _refuse_contradiction(row, number)
    told = {"side": side, "number": number, "note": note.strip()}
    made = _add(row, NumberStepKind.PROPOSED, by=by, at=at, **told)
    facts = {"school": _school(row, side).label, "count": number, "duty": row.name}
    tell(row.clause.agreement, "number_proposed", at=at, sides=_other(side), **facts)
    return made


@transaction.atomic
def agree_number(
    obligation: Obligation, *, side: str, number: int, by: User, at: datetime
) -> NumberStep:
    """The school on ``side`` agrees to ``number``, the one the other proposed last: the duty
    has it. In an agreement that binds it holds from today on, for windows that begin on or
    after.

    Raises NotOpenError, HasNumberError, NothingProposedError, OwnProposalError,
    OtherNumberError or ContradictionError.
    """
    row = _locked(obligation)
    asked = row.number_steps.order_by("at", "pk").last()
    if asked is None:
        raise NothingProposedError(row)
    if asked.side == side:
        raise OwnProposalError(row)
    if asked.number != number:
        raise OtherNumberError(row)
    _refuse_contradiction(row, number)
    agreement = row.clause.agreement
    row.minimum, row.uncounted = number, False
    if agreement.state != AgreementState.DRAFT:
        row.number_agreed_on = localtime(at).date()
    row.save(update_fields=["minimum", "uncounted", "number_agreed_on"])
    made = _add(row, NumberStepKind.AGREED, side=side, number=number, by=by, at=at)
    tell(agreement, "number_agreed", at=at, duty=row.name, count=number)
    pairings_changed.send(sender=Obligation, pairing_ids={agreement.pairing_id})
    return made


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",))
    row = rows.select_related("clause__agreement__pairing").get(pk=obligation.pk)
    state = row.clause.agreement.state
    if state not in OPEN:
        raise NotOpenError(row)
    if not row.uncounted:
        raise HasNumberError(row)
    return row


def _refuse_contradiction(row: Obligation, number: int) -> None:
    was = row.minimum, row.uncounted
    row.minimum, row.uncounted = number, False
    try:
        row.clean()
    except ValidationError as error:
        raise ContradictionError(row, sentences=tuple(error.messages)) from error
    finally:
        row.minimum, row.uncounted = was


def _add(
    row: Obligation, kind: NumberStepKind, *, by: User, at: datetime, **told
) -> NumberStep:
    made = NumberStep.objects.create(
        obligation=row,
        kind=kind,
        at=at,
        on=localtime(at).date(),
        by=by,
        by_name=str(by),
        **told,
    )
    facts = {"side": made.side, "number": made.number, "duty": row.name}
    write_event(row, verb=f"obligation.number_{kind}", by=by, at=at, **facts)
    return made


def _other(side: str) -> tuple[str]:
    return ("receiving",) if side == "supporting" else ("supporting",)


def _school(row: Obligation, side: str):
    return row.clause.agreement.pairing.school_on(side)
