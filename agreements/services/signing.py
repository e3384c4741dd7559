"""Signing: confirmed in the system, or on paper with a scan that is seen to show the text that
lies open. The second side puts it into force."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localtime

from agreements.document import document_of
from agreements.models import (
    Agreement,
    AgreementState,
    Signature,
    SignatureMethod,
    Verified,
)
from agreements.scanning import NotReadableError, TooLargeError, scanned
from agreements.services.agreeing import OTHER, freeze
from agreements.services.decisions import give_way
from agreements.services.errors import (
    AlreadySignedError,
    DayOutsideError,
    NoCodeError,
    OtherCodeError,
    OtherVersionError,
    OtherWayError,
    ScanTooLargeError,
    ScanUnreadableError,
    WrongStateError,
)
from agreements.services.moving import lock, move, refuse_ended, whole, write
from agreements.services.notices import SIGNERS, tell
from agreements.version import as_typed, grouped, version_code
from pairing.models import Person, SigningWay
from records.models import User
from records.signals import agreement_in_force, pairings_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """What stands on the paper, and the scan of it. ``sealed_on`` is None without a seal;
    ``code`` is the one typed from the foot of a page, "" where the QR code was to be read."""

    signer_name: str
    signer_title: str = ""
    signed_on: date
    sealed_on: date | None = None
    scan: File
    code: str = ""


def takes_system(agreement: Agreement) -> bool:
    """The programme lets principals confirm in the system."""
    return agreement.pairing.programme.signing_way != SigningWay.PAPER


def takes_paper(agreement: Agreement) -> bool:
    """The programme has it signed on paper, or a seal is asked for, which only paper bears."""
    is_asked = agreement.pairing.programme.signing_way != SigningWay.SYSTEM
    return is_asked or agreement.needs_seal


@transaction.atomic
def sign(
    agreement: Agreement,
    *,
    side: str,
    signer: Person,
    by: User,
    at: datetime,
    address: str | None = None,
) -> Signature:
    """``signer`` confirms for ``side`` in the system, on the day of ``at``, from the network
    ``address``; the checksum of the text is kept with it. It is no seal.

    Raises OtherWayError, WrongStateError, PairingEndedError or AlreadySignedError.
    """
    _refuse(agreement, side=side)
    if not takes_system(agreement):
        raise OtherWayError(agreement, way=agreement.pairing.programme.signing_way)
    _freeze_old(agreement, at=at)
    signature = Signature(
        agreement=agreement,
        side=side,
        signer=signer,
        signer_name=signer.name,
        signer_title=signer.title,
        signed_on=localtime(at).date(),
        method=SignatureMethod.SYSTEM,
        text_sha256=agreement.text_sha256,
        entered_by=by,
        entered_at=at,
        entered_from=address,
    )
    return _keep(signature, by=by, at=at)


def enter_scan(
    agreement: Agreement,
    *,
    side: str,
    paper: SignedPaper,
    by: User,
    at: datetime,
    address: str | None = None,
) -> Signature:
    """Keep the scan of what ``side`` signed on paper, with its checksum and how it was seen to
    show this text. Where that side has confirmed in the system, the scan adds the seal to it.

    Raises OtherVersionError, OtherCodeError, NoCodeError, ScanUnreadableError or
    ScanTooLargeError for a scan that is not one of this text; OtherWayError, WrongStateError,
    PairingEndedError, AlreadySignedError, or DayOutsideError for a day before the draft or
    after the day of ``at``.
    """
    if not takes_paper(agreement):
        raise OtherWayError(agreement, way=agreement.pairing.programme.signing_way)
    code = code_of(agreement)
    told = {
        "scan": paper.scan,
        "scan_sha256": checksum(paper.scan),
        "verified": verified(agreement, paper, code=code),
    }
    return _enter(agreement, side, paper, told, code=code, by=by, at=at, address=address)


def code_of(agreement: Agreement) -> str:
    """The code that every page of the paper bears: 6100-1910-AB12."""
    if agreement.text_sha256:
        return grouped(agreement.text_sha256)
    return version_code(document_of(whole(agreement)))


def verified(agreement: Agreement, paper: SignedPaper, *, code: str) -> Verified:
    """By the QR codes read, else by the code typed; a code read always counts before one
    typed. Raises what ``enter_scan`` raises about scans."""
    try:
        read = scanned(paper.scan)
    except NotReadableError as error:
        raise ScanUnreadableError(agreement) from error
    except TooLargeError as error:
        raise ScanTooLargeError(agreement, found=error.found, most=error.most) from error
    if others := [one for one in read.codes if one != code]:
        raise OtherVersionError(agreement, found=others[0], asked=code)
    if read.codes:
        return Verified.QR
    if not paper.code.strip():
        raise NoCodeError(agreement, asked=code)
    if as_typed(paper.code) != code:
        typed = as_typed(paper.code) or paper.code.strip()
        raise OtherCodeError(agreement, found=typed, asked=code)
    return Verified.TYPED


@transaction.atomic
def _enter(
    agreement: Agreement, side: str, paper: SignedPaper, told: dict, *, code: str, **who
) -> Signature:
    by, at, address = who["by"], who["at"], who["address"]
    lock(agreement)
    if code_of(agreement) != code:
        raise OtherVersionError(agreement, found=code, asked=code_of(agreement))
    _refuse_days(agreement, paper, last_on=localtime(at).date())
    confirmed = agreement.signatures.filter(side=side).first()
    if confirmed is not None and not confirmed.scan:
        return _add_scan(confirmed, agreement, paper, told, by=by, at=at)
    _refuse(agreement, side=side)
    _freeze_old(agreement, at=at)
    signature = Signature(
        agreement=agreement,
        side=side,
        signer_name=paper.signer_name,
        signer_title=paper.signer_title,
        signed_on=paper.signed_on,
        sealed_on=paper.sealed_on,
        method=SignatureMethod.SCAN,
        text_sha256=agreement.text_sha256,
        entered_by=by,
        entered_at=at,
        entered_from=address,
        **told,
    )
    return _keep(signature, by=by, at=at)


def _freeze_old(agreement: Agreement, *, at: datetime) -> None:
    """What was opened for signing before texts were frozen is frozen by its first signature."""
    if not agreement.text_sha256:
        freeze(agreement, document_of(whole(agreement)), at=at)
        agreement.save(update_fields=["text_sha256"])


def checksum(scan: File) -> str:
    """The SHA-256 of a file in lower-case hexadecimal; the file is left at its start."""
    scan.seek(0)
    digest = hashlib.file_digest(scan, "sha256").hexdigest()
    scan.seek(0)
    return digest


def _add_scan(
    signature: Signature,
    agreement: Agreement,
    paper: SignedPaper,
    told: dict,
    *,
    by: User,
    at: datetime,
) -> Signature:
    signature.agreement = agreement
    signature.sealed_on = paper.sealed_on
    for name, value in told.items():
        setattr(signature, name, value)
    signature.save(update_fields=["sealed_on", *told])
    _write(signature, "scan_added", by=by, at=at)
    _put_into_force(agreement, by=by, at=at)
    return signature


def _keep(signature: Signature, *, by: User, at: datetime) -> Signature:
    agreement, side = signature.agreement, signature.side
    signature.save(force_insert=True)
    _write(signature, "signed", by=by, at=at)
    school = agreement.pairing.school_on(side).label
    tell(agreement, "agreement_signed", at=at, sides=(OTHER[side],), school=school)
    if not agreement.signatures.filter(side=OTHER[side]).exists():
        tell(agreement, "agreement_to_sign", at=at, sides=(OTHER[side],), roles=SIGNERS)
    _put_into_force(agreement, by=by, at=at)
    return signature


def _write(signature: Signature, verb: str, *, by: User, at: datetime) -> None:
    write(
        signature.agreement,
        verb,
        by=by,
        at=at,
        side=signature.side,
        signer=signature.signer_name,
        signed_on=signature.signed_on.isoformat(),
        sealed_on=signature.sealed_on and signature.sealed_on.isoformat(),
        method=signature.method,
        verified=signature.verified,
        sha256=signature.scan_sha256,
        text_sha256=signature.text_sha256,
        address=signature.entered_from or "",
    )


def _put_into_force(agreement: Agreement, *, by: User, at: datetime) -> None:
    """When the last signature (and seal, where it counts) is there, the agreement binds, and
    the one that it renews gives way."""
    current = Agreement.objects.get(pk=agreement.pk)
    if current.state == AgreementState.SIGNING and current.effective_on is not None:
        move(agreement, "come_into_force")
        days = {
            "effective_on": current.effective_on.isoformat(),
            "starts_on": current.in_force_on.isoformat(),
        }
        write(agreement, "in_force", by=None, at=at, **days)
        tell(agreement, "agreement_in_force", at=at, starts_on=days["starts_on"])
        if current.renews is not None:
            give_way(current.renews, to=current, at=at)
        agreement_in_force.send(sender=Agreement, agreement_id=agreement.pk, by=by, at=at)
    pairings_changed.send(sender=Agreement, pairing_ids={agreement.pairing_id})


def _refuse(agreement: Agreement, *, side: str) -> None:
    """The row is locked, so that two clicks at once make one signature."""
    lock(agreement)
    if agreement.signatures.filter(side=side).exists():
        raise AlreadySignedError(agreement, side=side)
    if agreement.state != AgreementState.SIGNING:
        raise WrongStateError(agreement, state=agreement.state)
    refuse_ended(agreement)


def _refuse_days(agreement: Agreement, paper: SignedPaper, *, last_on: date) -> None:
    for day in (paper.signed_on, paper.sealed_on):
        if day is not None and not agreement.created_on <= day <= last_on:
            raise DayOutsideError(
                agreement, day=day, first_on=agreement.created_on, last_on=last_on
            )
