"""Signing: in the system, or on paper with a scan. The second side puts it into force."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localtime

from agreements.models import Agreement, AgreementState, Signature, SignatureMethod
from agreements.services.errors import (
    AlreadySignedError,
    DayOutsideError,
    PairingEndedError,
    WrongStateError,
)
from agreements.services.notices import SIGNERS, tell
from pairing.models import Pairing, Person
from records.models import User
from records.services import write_event
from records.signals import agreement_in_force, pairings_changed

OTHER = {"supporting": "receiving", "receiving": "supporting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """What stands on the paper, and the scan of it. ``sealed_on`` is None without a seal."""

    signer_name: str
    signer_title: str = ""
    signed_on: date
    sealed_on: date | None = None
    scan: File


@transaction.atomic
def sign(
    agreement: Agreement, *, side: str, signer: Person, by: User, at: datetime
) -> Signature:
    """``signer`` confirms for ``side`` in the system, on the day of ``at``. It is no seal.

    Raises WrongStateError, PairingEndedError or AlreadySignedError.
    """
    signature = Signature(
        agreement=agreement,
        side=side,
        signer=signer,
        signer_name=signer.name,
        signer_title=signer.title,
        signed_on=localtime(at).date(),
        method=SignatureMethod.SYSTEM,
        entered_by=by,
        entered_at=at,
    )
    _refuse(agreement, side=side)
    return _keep(signature, by=by, at=at)


@transaction.atomic
def enter_scan(
    agreement: Agreement, *, side: str, paper: SignedPaper, by: User, at: datetime
) -> Signature:
    """Keep the scan of what ``side`` signed on paper, with its checksum. Where that side has
    confirmed in the system, the scan adds the seal to it.

    Raises WrongStateError, PairingEndedError, AlreadySignedError, or DayOutsideError for a day
    before the draft or after the day of ``at``.
    """
    confirmed = agreement.signatures.filter(side=side).first()
    if confirmed is not None and not confirmed.scan:
        return _add_scan(confirmed, paper=paper, by=by, at=at)
    _refuse(agreement, side=side)
    _refuse_days(agreement, paper, last_on=localtime(at).date())
    signature = Signature(
        agreement=agreement,
        side=side,
        signer_name=paper.signer_name,
        signer_title=paper.signer_title,
        signed_on=paper.signed_on,
        sealed_on=paper.sealed_on,
        method=SignatureMethod.SCAN,
        scan=paper.scan,
        scan_sha256=checksum(paper.scan),
        entered_by=by,
        entered_at=at,
    )
    return _keep(signature, by=by, at=at)


def checksum(scan: File) -> str:
    """The SHA-256 of a file in lower-case hexadecimal; the file is left at its start."""
    scan.seek(0)
    digest = hashlib.file_digest(scan, "sha256").hexdigest()
    scan.seek(0)
    return digest


def _add_scan(signature: Signature, *, paper: SignedPaper, by: User, at: datetime) -> Signature:
    agreement = signature.agreement
    _refuse_days(agreement, paper, last_on=localtime(at).date())
    signature.sealed_on = paper.sealed_on
    signature.scan, signature.scan_sha256 = paper.scan, checksum(paper.scan)
    signature.save(update_fields=["sealed_on", "scan", "scan_sha256"])
    _write(signature, "agreement.scan_added", by=by, at=at)
    _put_into_force(agreement, by=by, at=at)
    return signature


def _keep(signature: Signature, *, by: User, at: datetime) -> Signature:
    agreement, side = signature.agreement, signature.side
    signature.save(force_insert=True)
    _write(signature, "agreement.signed", by=by, at=at)
    school = agreement.pairing.school_on(side).label
    tell(agreement, "agreement_signed", at=at, sides=(OTHER[side],), school=school)
    if not agreement.signatures.filter(side=OTHER[side]).exists():
        tell(agreement, "agreement_to_sign", at=at, sides=(OTHER[side],), roles=SIGNERS)
    _put_into_force(agreement, by=by, at=at)
    return signature


def _write(signature: Signature, verb: str, *, by: User, at: datetime) -> None:
    write_event(
        signature.agreement,
        verb=verb,
        by=by,
        at=at,
        side=signature.side,
        signer=signature.signer_name,
        signed_on=signature.signed_on.isoformat(),
        sealed_on=signature.sealed_on and signature.sealed_on.isoformat(),
        method=signature.method,
        sha256=signature.scan_sha256,
    )


def _put_into_force(agreement: Agreement, *, by: User, at: datetime) -> None:
    """When the last signature (and seal, where it counts) is there, the agreement binds."""
    current = Agreement.objects.get(pk=agreement.pk)
    if current.state == AgreementState.SIGNING and current.effective_on is not None:
        agreement.state = AgreementState.IN_FORCE
        agreement.save(update_fields=["state"])
        days = {
            "effective_on": current.effective_on.isoformat(),
            "starts_on": current.in_force_on.isoformat(),
        }
        write_event(agreement, verb="agreement.in_force", by=by, at=at, **days)
        tell(agreement, "agreement_in_force", at=at, starts_on=days["starts_on"])
        agreement_in_force.send(sender=Agreement, agreement_id=agreement.pk, by=by, at=at)
    pairings_changed.send(sender=Agreement, pairing_ids={agreement.pairing_id})


def _refuse(agreement: Agreement, *, side: str) -> None:
    """The row is locked, so that two clicks at once make one signature."""
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.signatures.filter(side=side).exists():
        raise AlreadySignedError(agreement, side=side)
    if current.state != AgreementState.SIGNING:
        raise WrongStateError(agreement, state=current.state)
    ended_on = Pairing.objects.get(pk=current.pairing_id).ended_on
    if ended_on is not None:
        raise PairingEndedError(agreement, ended_on=ended_on)


def _refuse_days(agreement: Agreement, paper: SignedPaper, *, last_on: date) -> None:
    for day in (paper.signed_on, paper.sealed_on):
        if day is not None and not agreement.created_on <= day <= last_on:
            raise DayOutsideError(
                agreement, day=day, first_on=agreement.created_on, last_on=last_on
            )
