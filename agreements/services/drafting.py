"""From the first draft to the day it lies open for signing."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from agreements.models import Agreement, AgreementState
from agreements.readiness import blocking
from agreements.services.errors import (
    NotReadyError,
    PairingEndedError,
    ReasonMissingError,
    SomebodySignedError,
    WrongStateError,
)
from agreements.services.notices import SIGNERS, tell
from pairing.models import CutRule
from records.models import User
from records.services import write_event


@transaction.atomic
def draft(
    agreement: Agreement, *, by: User | None, at: datetime, cut_rule: CutRule | None = None
) -> Agreement:
    """Save the new ``agreement``, or amendment. What it leaves open is the programme's: the
    founding document, and the rule for windows cut short (an amendment has its agreement's).
    Raises PairingEndedError."""
    _refuse_ended(agreement)
    origin = agreement.amends or agreement.pairing.programme
    agreement.cut_rule = cut_rule or origin.cut_rule
    if not (agreement.policy_title or agreement.policy_number or agreement.amends):
        agreement.policy_title = origin.policy_title
        agreement.policy_number = origin.policy_number
    agreement.state = AgreementState.DRAFT
    agreement.created_on = localtime(at).date()
    agreement.save(force_insert=True)
    amends = agreement.amends.number if agreement.amends else ""
    write_event(agreement, verb="agreement.drafted", by=by, at=at, amends=amends)
    return agreement


@transaction.atomic
def agree(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """Both schools agree on the words. Raises WrongStateError unless it is a draft, and
    NotReadyError while there are blanks."""
    _refuse_unready(agreement)
    return _step(agreement, AgreementState.AGREED, (AgreementState.DRAFT,), by=by, at=at)


@transaction.atomic
def approve(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """The bureau approves what both agreed on. Raises WrongStateError."""
    return _step(agreement, AgreementState.APPROVED, (AgreementState.AGREED,), by=by, at=at)


@transaction.atomic
def open_for_signing(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """Both principals may sign from now on. Raises WrongStateError, PairingEndedError, or
    NotReadyError with every blank and contradiction that is left."""
    _refuse_ended(agreement)
    _refuse_unready(agreement)
    before = (AgreementState.AGREED, AgreementState.APPROVED)
    _step(agreement, AgreementState.SIGNING, before, by=by, at=at)
    tell(agreement, "agreement_to_sign", at=at, roles=SIGNERS)
    return agreement


@transaction.atomic
def reopen(agreement: Agreement, *, reason: str, by: User, at: datetime) -> Agreement:
    """Back to the draft, so that the words can be changed. Raises WrongStateError,
    ReasonMissingError, or SomebodySignedError: what one side signed stays as it is."""
    if not reason.strip():
        raise ReasonMissingError(agreement)
    if agreement.signatures.exists():
        raise SomebodySignedError(agreement)
    before = (AgreementState.AGREED, AgreementState.APPROVED, AgreementState.SIGNING)
    return _step(agreement, AgreementState.DRAFT, before, by=by, at=at, reason=reason)


def _step(
    agreement: Agreement,
    state: AgreementState,
    before: tuple[AgreementState, ...],
    *,
    by: User,
    at: datetime,
    **facts,
) -> Agreement:
    """Move ``agreement`` to ``state`` from one of the states ``before``. The row is locked, so
    that of two people at once only one moves it."""
    current = Agreement.objects.select_for_update().get(pk=agreement.pk).state
    if current not in before:
        raise WrongStateError(agreement, state=current)
    agreement.state = state
    agreement.save(update_fields=["state"])
    verb = "agreement.reopened" if state == AgreementState.DRAFT else f"agreement.{state}"
    write_event(agreement, verb=verb, by=by, at=at, **facts)
    return agreement


def _refuse_ended(agreement: Agreement) -> None:
    if agreement.pairing.ended_on is not None:
        raise PairingEndedError(agreement, ended_on=agreement.pairing.ended_on)


def _refuse_unready(agreement: Agreement) -> None:
    problems = blocking(Agreement.objects.for_document().get(pk=agreement.pk))
    if problems:
        raise NotReadyError(agreement, problems=problems)
