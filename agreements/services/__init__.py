"""Every write on agreements: one function, one transaction, one event. What the state forbids
is an ``AgreementChangeError`` with a name of its own. Nothing that was signed is changed."""

from agreements.services.decisions import grant_waiver, suspend, terminate
from agreements.services.drafting import agree, approve, draft, open_for_signing, reopen
from agreements.services.errors import (
    AgreementChangeError,
    AlreadySignedError,
    AlreadyWaivedError,
    DayOutsideError,
    NothingToWaiveError,
    NotReadyError,
    PairingEndedError,
    ReasonMissingError,
    SomebodySignedError,
    SuspensionOverlapsError,
    WrongStateError,
)
from agreements.services.number_errors import (
    ContradictionError,
    HasNumberError,
    NothingProposedError,
    NotOpenError,
    NumberError,
    OtherNumberError,
    OwnProposalError,
)
from agreements.services.numbers import agree_number, propose_number
from agreements.services.signing import SignedPaper, enter_scan, sign

__all__ = [
    "AgreementChangeError",
    "AlreadySignedError",
    "AlreadyWaivedError",
    "ContradictionError",
    "DayOutsideError",
    "HasNumberError",
    "NotOpenError",
    "NotReadyError",
    "NothingProposedError",
    "NothingToWaiveError",
    "NumberError",
    "OtherNumberError",
    "OwnProposalError",
    "PairingEndedError",
    "ReasonMissingError",
    "SignedPaper",
    "SomebodySignedError",
    "SuspensionOverlapsError",
    "WrongStateError",
    "agree",
    "agree_number",
    "approve",
    "draft",
    "enter_scan",
    "grant_waiver",
    "open_for_signing",
    "propose_number",
    "reopen",
    "sign",
    "suspend",
    "terminate",
]
