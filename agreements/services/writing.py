"""Writing a draft: its details, clauses and duties. Every act locks the agreement and is done
in a draft alone; a change leaves what one side agreed to before without effect."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from agreements.models import Agreement, Clause, CopyHolder, Obligation, QuotaLine
from agreements.rendering import render
from agreements.services.copying import copy_text
from agreements.services.drafting import draft
from agreements.services.errors import (
    ClauseHoldsError,
    DutyHoldsError,
    NotAmendableError,
)
from agreements.services.moving import hold_draft, write
from records.models import User


@transaction.atomic
def start(
    agreement: Agreement, *, like: Agreement | None = None, by: User, at: datetime
) -> Agreement:
    """Save the new ``agreement`` with a number of its own where it has none, and with the text
    of ``like``. Raises PairingEndedError, or NotAmendableError where it renews one of another
    pairing or one that begins later."""
    renewed = agreement.renews
    if renewed is not None and (
        renewed.pairing_id != agreement.pairing_id or agreement.starts_on <= renewed.starts_on
    ):
        raise NotAmendableError(renewed, state=renewed.state)
    agreement.number = agreement.number or _next_number(agreement)
    draft(agreement, by=by, at=at)
    if like is not None:
        copy_text(like, agreement)
    return agreement


def _next_number(agreement: Agreement) -> str:
    """The pairing's code, then the first free place: QL-JD-001-2."""
    stem = agreement.pairing.code
    taken = set(
        Agreement.objects.filter(number__startswith=stem).values_list("number", flat=True)
    )
    place = agreement.pairing.agreements.main().count() + 1
    while f"{stem}-{place}" in taken:
        place += 1
    return f"{stem}-{place}"


@transaction.atomic
def save_details(
    agreement: Agreement,
    *,
    fields: Mapping[str, object],
    holders: Sequence[tuple[str, int]],
    by: User,
    at: datetime,
) -> Agreement:
    """Days, words and copies of a draft; ``holders`` replace those there were. Raises
    WrongStateError."""
    hold_draft(agreement)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(fields))
    agreement.copy_holders.all().delete()
    for order, (holder, count) in enumerate(holders, start=1):
        CopyHolder.objects.create(agreement=agreement, holder=holder, count=count, order=order)
    write(agreement, "changed", by=by, at=at, fields=sorted(fields))
    return agreement


@transaction.atomic
def save_clause(clause: Clause, *, by: User, at: datetime) -> Clause:
    """A new clause goes to the end of its section. Raises WrongStateError."""
    agreement = hold_draft(clause.agreement)
    if clause.pk is None:
        clause.order = _next_order(clause)
    clause.save()
    write(agreement, "clause_written", by=by, at=at, place=clause.place)
    return clause


def _next_order(clause: Clause) -> int:
    last = clause.agreement.clauses.filter(parent=clause.parent).order_by("order").last()
    if last is not None:
        return last.order + (1 if clause.parent_id else 100)
    return clause.parent.order + 1 if clause.parent_id else 100


@transaction.atomic
def remove_clause(clause: Clause, *, by: User, at: datetime) -> None:
    """Raises WrongStateError, or ClauseHoldsError while clauses stand in it. Its duties go with
    it; the record says what they were."""
    agreement = hold_draft(clause.agreement)
    if clause.items.exists():
        raise ClauseHoldsError(clause, place=clause.place)
    said = [render(duty) for duty in clause.obligations.all()]
    write(agreement, "clause_removed", by=by, at=at, place=clause.place, duties=said)
    clause.delete()


@transaction.atomic
def save_duty(
    duty: Obligation, *, lines: Sequence[QuotaLine], by: User, at: datetime
) -> Obligation:
    """The duty with its numbers by term, year or stage; ``lines`` replace those there were.
    Raises WrongStateError."""
    agreement = hold_draft(duty.clause.agreement)
    if duty.pk is not None:
        duty.quotas.all().delete()
    duty.save()
    for line in lines:
        line.pk, line.obligation, line._state.adding = None, duty, True
        line.save()
    write(agreement, "duty_written", by=by, at=at, duty=duty.name, words=render(duty))
    return duty


@transaction.atomic
def remove_duty(duty: Obligation, *, by: User, at: datetime) -> None:
    """Raises WrongStateError, or DutyHoldsError while others are counted among its events."""
    agreement = hold_draft(duty.clause.agreement)
    if duty.shares.exists():
        raise DutyHoldsError(duty, duty=duty.name)
    write(agreement, "duty_removed", by=by, at=at, duty=duty.name, words=render(duty))
    duty.delete()
