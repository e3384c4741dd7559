"""Who may do what with an agreement: named answers, asked by pages."""

from agreements.models import BEFORE_SIGNING, Agreement, AgreementState
from pairing.models import Pairing
from pairing.permissions import (
    can_sign_for,
    is_bureau_staff,
    is_staff_over,
    own_school_ids,
)

SIDES = ("supporting", "receiving")


def own_sides(user, agreement: Agreement) -> tuple[str, ...]:
    """The sides whose principal the person is. Reads both schools."""
    return tuple(s for s in SIDES if can_sign_for(user, agreement.pairing.school_on(s)))


# --- Before signing ---------------------------------------------------------------------------
def can_draft(user) -> bool:
    """Writes agreements at all: acts for a school, or works at a bureau."""
    return bool(own_school_ids(user)) or is_bureau_staff(user)


def can_draft_for(user, pairing: Pairing) -> bool:
    """Writes agreements of the pairing: liaison or principal of either school, or staff of a
    bureau above one of them. Reads both schools."""
    sides = {pairing.supporting_school_id, pairing.receiving_school_id}
    return bool(sides & own_school_ids(user)) or is_staff_over(user, pairing)


def can_write(user, agreement: Agreement) -> bool:
    """Changes its words: whoever may draft, while it is a draft."""
    return agreement.state == AgreementState.DRAFT and can_draft_for(user, agreement.pairing)


def sides_to_agree(user, agreement: Agreement, *, given: frozenset[str]) -> tuple[str, ...]:
    """For which sides the person may agree to the text: as principal, where that side has not
    agreed yet (``given`` have)."""
    if agreement.state != AgreementState.DRAFT:
        return ()
    return tuple(side for side in own_sides(user, agreement) if side not in given)


def can_approve(user, agreement: Agreement) -> bool:
    return agreement.waits_for_approval and is_staff_over(user, agreement.pairing)


def can_open(user, agreement: Agreement) -> bool:
    """Opens for signing what both agreed on: either school, or the bureau; never what still
    waits for approval."""
    ready = (AgreementState.AGREED, AgreementState.APPROVED)
    is_ready = agreement.state in ready and not agreement.waits_for_approval
    return is_ready and can_draft_for(user, agreement.pairing)


def can_return(user, agreement: Agreement) -> bool:
    """Returns it with a note: whoever has to act on it (both principals and the bureau), until
    somebody signed. Reads ``signatures``."""
    is_open = agreement.state in (*BEFORE_SIGNING, AgreementState.SIGNING)
    if not is_open or agreement.signatures.all():
        return False
    return bool(own_sides(user, agreement)) or is_staff_over(user, agreement.pairing)


def can_amend(user, agreement: Agreement, *, on) -> bool:
    """Drafts a supplementary agreement to it, or one that renews it: whoever may draft, while
    it is in force and for agreements themselves. Reads ``suspensions``."""
    running = (AgreementState.IN_FORCE, AgreementState.SUSPENDED)
    is_running = agreement.amends_id is None and agreement.standing(on) in running
    return is_running and can_draft_for(user, agreement.pairing)


# --- Signing ----------------------------------------------------------------------------------
def unsigned_sides(agreement: Agreement) -> tuple[str, ...]:
    """The sides that have still to sign, while it lies open. Reads ``signatures``."""
    if agreement.state != AgreementState.SIGNING:
        return ()
    signed = {signature.side for signature in agreement.signatures.all()}
    return tuple(side for side in SIDES if side not in signed)


def sides_to_sign(user, agreement: Agreement) -> tuple[str, ...]:
    """For which sides the person may sign now: as principal, and nobody else ever."""
    waiting = unsigned_sides(agreement)
    return tuple(side for side in own_sides(user, agreement) if side in waiting)


def sides_to_scan(user, agreement: Agreement) -> tuple[str, ...]:
    """For which sides the person may send the scan of the paper: what is not signed yet, and
    what was confirmed in the system and has no scan."""
    if agreement.state not in (AgreementState.SIGNING, AgreementState.IN_FORCE):
        return ()
    scanned = {signature.side for signature in agreement.signatures.all() if signature.scan}
    open_sides = set(SIDES) - scanned
    if agreement.state == AgreementState.IN_FORCE:
        open_sides &= {signature.side for signature in agreement.signatures.all()}
    return tuple(side for side in own_sides(user, agreement) if side in open_sides)


def sides_for_number(user, agreement: Agreement) -> tuple[str, ...]:
    """For which sides the person proposes and agrees numbers: as liaison or principal while it
    is a draft, which principals sign later; what binds already, as principal only."""
    if agreement.state == AgreementState.DRAFT:
        own = own_school_ids(user)
        return tuple(s for s in SIDES if agreement.pairing.school_on(s).pk in own)
    return own_sides(user, agreement) if agreement.state == AgreementState.IN_FORCE else ()


def can_decide(user, agreement: Agreement) -> bool:
    """Opens for signing, suspends, ends: staff of a bureau above one of the schools."""
    return is_staff_over(user, agreement.pairing)
