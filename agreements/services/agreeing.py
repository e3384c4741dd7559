"""From a draft to a text that lies open for signing: agreed by both principals, approved where
the programme asks for it, returned with a note by whoever has to act."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from agreements.document import document_of
from agreements.frozen import frozen
from agreements.models import (
    BEFORE_SIGNING,
    Agreement,
    AgreementState,
    Assent,
    AssentSide,
    FrozenText,
)
from agreements.readiness import blocking
from agreements.services.errors import (
    AlreadyAgreedError,
    DayOutsideError,
    NotApprovedError,
    NotReadyError,
    ReasonMissingError,
    SomebodySignedError,
    TextChangedError,
    WrongStateError,
)
from agreements.services.moving import hold_draft, lock, move, refuse_ended, whole, write
from agreements.services.notices import SIGNERS, tell, tell_bureau
from agreements.version import grouped, text_sha256
from records.models import User

OTHER = {"supporting": "receiving", "receiving": "supporting"}


@transaction.atomic
def offer(agreement: Agreement, *, sha256: str, by: User, at: datetime) -> Agreement:
    """The draft, read as the text with the checksum ``sha256``, is ready to be agreed to: both
    principals are told. Raises WrongStateError, PairingEndedError, NotReadyError with every
    blank and contradiction that is left, or TextChangedError where somebody changed it since.
    """
    hold_draft(agreement)
    refuse_ended(agreement)
    if text_sha256(document_of(_ready(agreement))) != sha256:
        raise TextChangedError(agreement)
    write(agreement, "offered", by=by, at=at)
    tell(agreement, "agreement_to_agree", at=at, roles=SIGNERS)
    return agreement


@transaction.atomic
def agree(
    agreement: Agreement, *, side: str, sha256: str, title: str = "", by: User, at: datetime
) -> Assent:
    """The principal of ``side`` agrees to the text with the checksum ``sha256``, the one that
    was read. When both have agreed to the same text, it is agreed.

    Raises WrongStateError, PairingEndedError, NotReadyError, AlreadyAgreedError, or
    TextChangedError where the text is another one by now.
    """
    hold_draft(agreement)
    refuse_ended(agreement)
    now = text_sha256(document_of(_ready(agreement)))
    if now != sha256:
        raise TextChangedError(agreement)
    standing = set(agreement.assents.standing().filter(text_sha256=now).values_list("side"))
    if (side,) in standing:
        raise AlreadyAgreedError(agreement, side=side)
    day = localtime(at).date()
    given = _keep(agreement, side, now, title=title, decided_on=day, note="", by=by, at=at)
    write(agreement, "assented", by=by, at=at, side=side, code=grouped(now))
    if (OTHER[side],) in standing:
        _become_agreed(agreement, by=by, at=at)
    else:
        tell(agreement, "agreement_to_agree", at=at, sides=(OTHER[side],), roles=SIGNERS)
    return given


def _become_agreed(agreement: Agreement, *, by: User, at: datetime) -> None:
    move(agreement, "become_agreed")
    write(agreement, "agreed", by=by, at=at)
    tell(agreement, "agreement_agreed", at=at)
    if agreement.waits_for_approval:
        tell_bureau(agreement, "agreement_to_approve", at=at)


@transaction.atomic
def approve(
    agreement: Agreement, *, body: str, decided_on: date, note: str = "", by: User, at: datetime
) -> Agreement:
    """The bureau approves what both agreed on, as ``body`` (its leading group) decided on the
    day ``decided_on``. Raises WrongStateError, ReasonMissingError without a body, or
    DayOutsideError for a day before the draft or after today."""
    lock(agreement)
    if not body.strip():
        raise ReasonMissingError(agreement)
    today = localtime(at).date()
    if not agreement.created_on <= decided_on <= today:
        days = {"day": decided_on, "first_on": agreement.created_on, "last_on": today}
        raise DayOutsideError(agreement, **days)
    move(agreement, "become_approved")
    sha256 = text_sha256(document_of(whole(agreement)))
    told = {"title": body.strip(), "decided_on": decided_on, "note": note.strip()}
    _keep(agreement, AssentSide.BUREAU, sha256, **told, by=by, at=at)
    facts = {"body": told["title"], "decided_on": decided_on.isoformat(), "note": told["note"]}
    write(agreement, "approved", by=by, at=at, **facts)
    tell(agreement, "agreement_approved", at=at)
    return agreement


@transaction.atomic
def open_for_signing(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """Freeze the text; both principals may sign it from now on.

    Raises WrongStateError, PairingEndedError, NotApprovedError, NotReadyError, or
    TextChangedError where a name in it is another one since both agreed.
    """
    if lock(agreement).waits_for_approval:
        raise NotApprovedError(agreement)
    if agreement.state not in (AgreementState.AGREED, AgreementState.APPROVED):
        raise WrongStateError(agreement, state=agreement.state)
    refuse_ended(agreement)
    document = document_of(_ready(agreement))
    given = agreement.assents.standing().exclude(text_sha256=text_sha256(document))
    if given.exists():
        raise TextChangedError(agreement)
    freeze(agreement, document, at=at)
    move(agreement, "open_to_signers", also=("text_sha256",))
    write(agreement, "signing", by=by, at=at, code=grouped(agreement.text_sha256))
    tell(agreement, "agreement_to_sign", at=at, roles=SIGNERS)
    return agreement


def freeze(agreement: Agreement, document, *, at: datetime) -> str:
    """Keep the words of ``document`` as those that lie open; not saved on ``agreement``."""
    agreement.text_sha256 = text_sha256(document)
    FrozenText.objects.get_or_create(
        agreement=agreement,
        sha256=agreement.text_sha256,
        defaults={"text": frozen(document), "at": at},
    )
    return agreement.text_sha256


@transaction.atomic
def send_back(agreement: Agreement, *, note: str, by: User, at: datetime) -> Agreement:
    """Return it to the draft, so that the words can be changed; what was agreed and approved is
    void. Raises ReasonMissingError, WrongStateError, or SomebodySignedError: what one side
    signed stays as it is."""
    if not note.strip():
        raise ReasonMissingError(agreement)
    before = lock(agreement).state
    if before not in (*BEFORE_SIGNING, AgreementState.SIGNING):
        raise WrongStateError(agreement, state=before)
    if agreement.signatures.exists():
        raise SomebodySignedError(agreement)
    agreement.assents.standing().update(voided_at=at)
    agreement.text_sha256 = ""
    move(agreement, "go_back", also=("text_sha256",))
    write(agreement, "returned", by=by, at=at, note=note.strip(), before=before)
    tell(agreement, "agreement_returned", at=at, by=str(by), note=note.strip())
    return agreement


# --- Shared -----------------------------------------------------------------------------------
def _ready(agreement: Agreement) -> Agreement:
    """It with everything that is printed, nothing of which keeps it from being signed."""
    found = whole(agreement)
    if problems := blocking(found):
        raise NotReadyError(agreement, problems=problems)
    return found


def _keep(
    agreement: Agreement, side: str, sha256: str, *, title: str, by: User, **told
) -> Assent:
    return Assent.objects.create(
        agreement=agreement,
        side=side,
        text_sha256=sha256,
        by=by,
        by_name=str(by),
        by_title=title,
        **told,
    )
