"""Supplementary agreements: numbered, with their own effective day. A duty gets another number,
or ends; windows that begin before the day keep what they had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from agreements.models import (
    BINDING,
    Agreement,
    AgreementState,
    Clause,
    Modality,
    Obligation,
)
from agreements.rendering import contract, render
from agreements.services.copying import copy_duty
from agreements.services.drafting import draft
from agreements.services.errors import (
    AmendedAlreadyError,
    DayOutsideError,
    NotAmendableError,
    NothingAmendedError,
)
from agreements.services.moving import lock
from records.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another number for ``duty`` from the day on; or its end, where ``is_end``."""

    duty: Obligation
    minimum: int | None = None
    maximum: int | None = None
    is_end: bool = False


def amendable(main: Agreement) -> list[Obligation]:
    """The whole duties of ``main`` as its amendments left them, in order: those that no other
    amendment replaced. ``taken_by`` is the amendment, a draft too, that changes one already."""
    documents = [main, *main.amendments.all()]
    binding = [row for row in documents if row.state in BINDING]
    rows = Obligation.objects.filter(clause__agreement__in=binding, part_of=None)
    rows = rows.exclude(modality=Modality.TEXT_ONLY)
    rows = rows.exclude(replaced_by__clause__agreement__in=binding)
    rows = rows.select_related(
        "clause__parent", "clause__agreement", "replaced_by__clause__agreement"
    )
    found = list(rows.prefetch_related("quotas", "shares__quotas"))
    for row in found:
        newer = getattr(row, "replaced_by", None)
        row.taken_by = newer and newer.clause.agreement
        row.said = render(row)
    return sorted(found, key=_place)


def _place(row: Obligation) -> tuple:
    clause = row.clause
    parent = clause.parent.order if clause.parent_id else clause.order
    return clause.agreement_id, parent, clause.order, row.order, row.pk


@transaction.atomic
def draft_amendment(
    main: Agreement,
    *,
    starts_on: date,
    changes: Sequence[Change],
    preamble: str = "",
    by: User,
    at: datetime,
) -> Agreement:
    """The next supplementary agreement to ``main`` as a draft, which takes effect on
    ``starts_on`` and not before both signed it. It may stay empty: duties are added afterwards.

    Raises NotAmendableError, DayOutsideError, AmendedAlreadyError or PairingEndedError.
    """
    if lock(main).state != AgreementState.IN_FORCE or main.amends_id is not None:
        raise NotAmendableError(main, state=main.state)
    if not main.starts_on <= starts_on <= main.last_on:
        days = {"day": starts_on, "first_on": main.starts_on, "last_on": main.last_on}
        raise DayOutsideError(main, **days)
    _refuse_taken(main, changes)
    amendment = Agreement(
        pairing=main.pairing,
        amends=main,
        number=_next_number(main),
        title=contract.amendment_title(main.title),
        preamble=preamble.strip() or contract.AMENDMENT_PREAMBLE,
        starts_on=starts_on,
        ends_on=main.ends_on,
        copies=main.copies,
        copies_text=main.copies_text,
        needs_seal=main.needs_seal,
    )
    draft(amendment, by=by, at=at)
    for holder in main.copy_holders.all():
        amendment.copy_holders.create(
            holder=holder.holder, count=holder.count, order=holder.order
        )
    _write(amendment, changes)
    return amendment


def _refuse_taken(main: Agreement, changes: Sequence[Change]) -> None:
    open_to_change = {row.pk: row for row in amendable(main)}
    for change in changes:
        row = open_to_change.get(change.duty.pk)
        if row is None:
            raise NothingAmendedError(main)
        if row.taken_by is not None:
            raise AmendedAlreadyError(main, duty=row.name, number=row.taken_by.number)


def _next_number(main: Agreement) -> str:
    """补1, 补2 …: the first that is free, also after one was numbered by hand."""
    taken = set(main.amendments.values_list("number", flat=True))
    place = len(taken) + 1
    while (number := contract.amendment_number(main.number, place=place)) in taken:
        place += 1
    return number


def _write(amendment: Agreement, changes: Sequence[Change]) -> None:
    label, heading = contract.AMENDMENT_SECTION
    section = Clause.objects.create(
        agreement=amendment, order=100, label=label, heading=heading
    )
    for place, change in enumerate(changes, start=1):
        _write_change(amendment, section, change, place=place)


def _write_change(amendment: Agreement, section: Clause, change: Change, *, place: int) -> None:
    old = change.duty
    where = {"number": old.clause.agreement.number, "place": old.clause.place}
    words = (
        contract.ended_words(**where, said=render(old))
        if change.is_end
        else contract.changed_words(**where, name=old.name)
    )
    clause = Clause.objects.create(
        agreement=amendment,
        parent=section,
        order=100 + place,
        label=f"{place}.",
        text=words,
        support_area=old.support_area,
    )
    if change.is_end:
        _end(old, clause=clause)
        return
    new = copy_duty(
        old,
        clause=clause,
        order=1,
        uncounted=False,
        minimum=change.minimum,
        maximum=change.maximum,
        replaces=old,
    )
    for order, share in enumerate(old.shares.all(), start=2):
        copy_duty(share, clause=clause, part_of=new, order=order, replaces=share)


def _end(old: Obligation, *, clause: Clause) -> Obligation:
    """A duty of words alone in its place; its shares end with it."""
    return Obligation.objects.create(
        clause=clause,
        order=1,
        name=old.name,
        support_area=old.support_area,
        party=old.party,
        activity_types=old.activity_types,
        measure=old.measure,
        period=old.period,
        modality=Modality.TEXT_ONLY,
        replaces=old,
    )
