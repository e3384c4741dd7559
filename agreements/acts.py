"""What a person may do with an agreement now, all in one place for its page."""

from dataclasses import dataclass
from datetime import date

from agreements import permissions as may
from agreements.models import Agreement, AgreementState
from agreements.services import takes_paper, takes_system
from agreements.waiting import Due, Waiting
from pairing.permissions import can_download_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """``to_…`` are the sides to act for. ``offer`` sends a draft to the principals,
    ``template`` makes a standard agreement of it and reads the file it came from."""

    to_agree: tuple[str, ...]
    to_sign: tuple[str, ...]
    to_scan: tuple[str, ...]
    write: bool
    offer: bool
    approve: bool
    open: bool
    give_back: bool
    amend: bool
    decide: bool
    template: bool
    remind: bool
    download: bool

    @property
    def is_ones_turn(self) -> bool:
        return bool(self.to_agree or self.to_sign or self.approve)


def acts_of(
    agreement: Agreement,
    *,
    user,
    given: frozenset[str],
    waiting: Waiting | None,
    is_ready: bool,
    on: date,
) -> Acts:
    """``given``: the sides that agreed to the text; ``is_ready``: nothing is left to fill in.
    Reads signatures, suspensions, pairing and programme."""
    writes = may.can_write(user, agreement)
    due = waiting and waiting.due
    to_agree = may.sides_to_agree(user, agreement, given=given) if is_ready else ()
    return Acts(
        to_agree=to_agree,
        to_sign=may.sides_to_sign(user, agreement) if takes_system(agreement) else (),
        to_scan=may.sides_to_scan(user, agreement) if takes_paper(agreement) else (),
        write=writes,
        offer=writes and is_ready and due in (Due.WRITE, Due.REWORK),
        approve=may.can_approve(user, agreement),
        open=may.can_open(user, agreement),
        give_back=may.can_return(user, agreement) and due not in (Due.WRITE, Due.REWORK),
        amend=may.can_amend(user, agreement, on=on),
        decide=may.can_decide(user, agreement)
        and agreement.state in (AgreementState.IN_FORCE, AgreementState.SUPERSEDED),
        template=may.can_decide(user, agreement),
        remind=waiting is not None and may.can_draft_for(user, agreement.pairing),
        download=can_download_for(user, agreement.pairing),
    )
