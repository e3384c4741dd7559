"""Who may do what with an agreement: named answers, asked by pages."""

from agreements.models import Agreement, AgreementState
from pairing.permissions import can_sign_for, is_staff_over, own_school_ids

SIDES = ("supporting", "receiving")


def own_sides(user, agreement: Agreement) -> tuple[str, ...]:
    """The sides whose principal the person is. Reads both schools."""
    return tuple(s for s in SIDES if can_sign_for(user, agreement.pairing.school_on(s)))


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
