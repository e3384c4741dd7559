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
from agreements.services.signing import SignedPaper, enter_scan, sign

__all__ = [
    "AgreementChangeError",
    "AlreadySignedError",
    "AlreadyWaivedError",
    "DayOutsideError",
    "NotReadyError",
    "NothingToWaiveError",
    "PairingEndedError",
    "ReasonMissingError",
    "SignedPaper",
    "SomebodySignedError",
    "SuspensionOverlapsError",
    "WrongStateError",
    "agree",
    "approve",
    "draft",
    "enter_scan",
    "grant_waiver",
    "open_for_signing",
    "reopen",
    "sign",
    "suspend",
    "terminate",
]
