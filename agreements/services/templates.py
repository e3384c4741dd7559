"""Standard agreements of a programme: made of an agreement that is there, and issued to many
pairings, each draft in a transaction of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agreements.models import (
    Agreement,
    AgreementTemplate,
    TemplateIssue,
    TemplateRun,
)
from agreements.readings import blanks, plan
from agreements.readings.obligations import data_of_row
from agreements.services.drafting import draft
from agreements.services.errors import AgreementChangeError
from agreements.services.plans import write_plan
from agreements.services.reading_errors import (
    AlreadyIssuedError,
    NumberTakenError,
    ReadingError,
    RetiredTemplateError,
)
from pairing.models import Pairing
from records.models import User
from records.services import write_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one pairing's draft has of its own; ``fills`` by the keys of the blanks."""

    number: str
    starts_on: date
    ends_on: date
    fills: Mapping[str, str | int] = field(default_factory=dict)


# --- Made of an agreement ---------------------------------------------------------------------
@transaction.atomic
def template_of(
    agreement: Agreement, *, template: AgreementTemplate, by: User, at: datetime
) -> AgreementTemplate:
    """Make ``template`` (not saved yet) of the clauses and duties of ``agreement``, with holes
    for the names of its schools. ``agreement`` comes from ``for_document()``."""
    pairing = agreement.pairing
    names = {side: pairing.school_on(side).name for side in blanks.HOLES}
    template.content = plan.to_json(blanks.unnamed(plan_of_agreement(agreement), names))
    template.made_by, template.made_at = by, at
    template.save(force_insert=True)
    write_event(template, verb="template.made", by=by, at=at, agreement=agreement.number)
    return template


def plan_of_agreement(agreement: Agreement) -> plan.Plan:
    clauses = sorted(agreement.clauses.all(), key=lambda row: (row.order, row.pk))
    return plan.Plan(
        preamble=agreement.preamble,
        sections=tuple(_planned(row, clauses) for row in clauses if row.parent_id is None),
    )


def _planned(row, clauses: list) -> plan.PlannedClause:
    duties = sorted(row.obligations.all(), key=lambda one: (one.order, one.pk))
    return plan.PlannedClause(
        label=row.label,
        heading=row.heading,
        text=row.text,
        closing=row.closing,
        duties=tuple(
            plan.PlannedDuty(
                key=duty.pk, duty=data_of_row(duty, duty.quotas.all()), whole=duty.part_of_id
            )
            for duty in duties
        ),
        items=tuple(_planned(one, clauses) for one in clauses if one.parent_id == row.pk),
    )


@transaction.atomic
def retire(template: AgreementTemplate, *, by: User, at: datetime) -> AgreementTemplate:
    """It is issued no more; what was issued stays."""
    template.retired_at = at
    template.save(update_fields=["retired_at"])
    write_event(template, verb="template.retired", by=by, at=at)
    return template


# --- Issued -----------------------------------------------------------------------------------
@transaction.atomic
def issue(
    template: AgreementTemplate, *, pairing: Pairing, terms: Terms, by: User, at: datetime
) -> Agreement:
    """One draft for ``pairing``. Raises AlreadyIssuedError, NumberTakenError,
    RetiredTemplateError, PairingEndedError, or ValidationError for a duty that does not fit
    the days."""
    _refuse(template, pairing=pairing, number=terms.number)
    agreement = draft(
        Agreement(
            number=terms.number,
            pairing=pairing,
            title=template.title,
            policy_title=template.policy_title,
            policy_number=template.policy_number,
            copies=template.copies,
            needs_seal=template.needs_seal,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
        ),
        by=by,
        at=at,
    )
    content = _content_for(template, pairing=pairing, fills=terms.fills)
    agreement.preamble = content.preamble
    agreement.save(update_fields=["preamble"])
    write_plan(agreement, content)
    try:
        with transaction.atomic():
            TemplateIssue.objects.create(
                template=template,
                pairing=pairing,
                agreement=agreement,
                issued_by=by,
                issued_at=at,
            )
    except IntegrityError:  # somebody else was quicker: nothing of this draft stays
        raise AlreadyIssuedError(template, number="") from None
    return agreement


def _refuse(template: AgreementTemplate, *, pairing: Pairing, number: str) -> None:
    if AgreementTemplate.objects.select_for_update().get(pk=template.pk).retired_at:
        raise RetiredTemplateError(template)
    before = TemplateIssue.objects.filter(template=template, pairing=pairing).first()
    if before is not None:
        raise AlreadyIssuedError(template, number=before.agreement.number)
    if Agreement.objects.filter(number=number).exists():
        raise NumberTakenError(template, number=number)


def _content_for(template: AgreementTemplate, *, pairing: Pairing, fills: Mapping) -> plan.Plan:
    names = {side: pairing.school_on(side).name for side in blanks.HOLES}
    return blanks.named(blanks.filled(plan.from_json(template.content), fills), names)


@transaction.atomic
def order_run(
    template: AgreementTemplate, *, token: UUID, rows: Mapping, by: User, at: datetime
) -> TemplateRun:
    """Write the order down; the same form pressed twice is one order."""
    run, is_new = TemplateRun.objects.get_or_create(
        token=token,
        defaults={
            "template": template,
            "rows": dict(rows),
            "ordered_by": by,
            "ordered_at": at,
        },
    )
    if is_new:
        write_event(template, verb="template.issued", by=by, at=at, pairings=len(rows))
    return run


def carry_out(run: TemplateRun) -> Iterator[int]:
    """Issue to one pairing after another, and say how many are done. What one refuses stops no
    other; begun again, it goes on with those that have no outcome yet."""
    pairings = Pairing.objects.select_related(
        "supporting_school", "receiving_school", "programme"
    ).in_bulk([int(pk) for pk in run.rows])
    for done, (pk, row) in enumerate(run.rows.items(), start=1):
        if pk not in run.outcomes:
            run.outcomes[pk] = _outcome(run, pairings.get(int(pk)), row)
            run.save(update_fields=["outcomes"])
        yield done


def _outcome(run: TemplateRun, pairing: Pairing | None, row: Mapping) -> dict:
    terms = Terms(
        number=row["number"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        fills=row.get("fills", {}),
    )
    try:
        made = issue(
            run.template, pairing=pairing, terms=terms, by=run.ordered_by, at=run.ordered_at
        )
    except AlreadyIssuedError as error:
        before = TemplateIssue.objects.get(template=run.template, pairing=pairing)
        if before.issued_at == run.ordered_at:  # by this order, before it was interrupted
            return {"agreement": before.agreement_id, "number": before.agreement.number}
        return {"error": type(error).__name__, "facts": {"number": before.agreement.number}}
    except (ReadingError, AgreementChangeError) as error:
        return {"error": type(error).__name__, "facts": _plain(error.facts)}
    except ValidationError as error:
        return {"error": "ValidationError", "facts": {"messages": error.messages}}
    return {"agreement": made.pk, "number": made.number}


def _plain(facts: Mapping) -> dict:
    return {
        name: fact.isoformat() if isinstance(fact, date) else fact
        for name, fact in facts.items()
    }
