"""One way to move an agreement: its row locked, the move that the state allows, one event."""

from datetime import datetime

from django_fsm import TransitionNotAllowed

from agreements.models import Agreement, AgreementState
from agreements.services.errors import PairingEndedError, WrongStateError
from pairing.access import memberships_of
from pairing.models import MembershipRole, Pairing
from pairing.permissions import is_staff_over
from records.models import Event, User
from records.services import write_event

READ_ANEW = ["state", "text_sha256"]


def lock(agreement: Agreement) -> Agreement:
    """Its row locked until the transaction ends, its state read as it is by now: of two people
    at once the second sees what the first has done."""
    rows = Agreement.objects.select_for_update()
    agreement.refresh_from_db(fields=READ_ANEW, from_queryset=rows)
    return agreement


def hold_draft(agreement: Agreement) -> Agreement:
    """Lock it for a change of its words. Raises WrongStateError unless it is a draft."""
    if lock(agreement).state != AgreementState.DRAFT:
        raise WrongStateError(agreement, state=agreement.state)
    return agreement


def move(agreement: Agreement, name: str, *, also: tuple[str, ...] = ()) -> Agreement:
    """Make the move ``name`` of ``agreements.models.states`` on a locked row and save it, with
    the fields ``also``. Raises WrongStateError where the state does not allow it."""
    try:
        getattr(agreement, name)()
    except TransitionNotAllowed as error:
        raise WrongStateError(agreement, state=agreement.state) from error
    agreement.save(update_fields=["state", *also])
    return agreement


def refuse_ended(agreement: Agreement) -> None:
    ended_on = Pairing.objects.get(pk=agreement.pairing_id).ended_on
    if ended_on is not None:
        raise PairingEndedError(agreement, ended_on=ended_on)


def whole(agreement: Agreement) -> Agreement:
    """With everything that is printed, as it stands in the database."""
    return Agreement.objects.for_document().get(pk=agreement.pk)


# --- The record -------------------------------------------------------------------------------
def write(agreement: Agreement, verb: str, *, by: User | None, at: datetime, **facts) -> Event:
    """One event, with the capacity in which ``by`` acted."""
    told = capacity_of(by, agreement) | facts
    return write_event(agreement, verb=f"agreement.{verb}", by=by, at=at, **told)


def capacity_of(user: User | None, agreement: Agreement) -> dict[str, str]:
    """``role`` and ``of``, the name of the school or bureau: as principal before liaison before
    staff. Nothing for the system itself and for whoever has no part in the agreement."""
    if user is None:
        return {}
    pairing = agreement.pairing
    schools = {pairing.supporting_school_id: pairing.supporting_school}
    schools[pairing.receiving_school_id] = pairing.receiving_school
    for role in (MembershipRole.PRINCIPAL, MembershipRole.LIAISON):
        for seat in memberships_of(user):
            if seat.role == role and seat.school_id in schools:
                return {"role": role.value, "of": schools[seat.school_id].label}
    if not is_staff_over(user, pairing):
        return {}
    own = (seat for seat in memberships_of(user) if seat.role == MembershipRole.BUREAU_STAFF)
    bureau = next((seat.bureau for seat in own), pairing.receiving_school.bureau)
    return {"role": MembershipRole.BUREAU_STAFF.value, "of": bureau.name}
