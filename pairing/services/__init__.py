"""Every write on schools, pairings, calendars and accounts: one function, one transaction, one
event. What the state forbids is a ``PairingChangeError`` with a name of its own."""

from pairing.services.accounts import give_role, open_account, revoke_role, set_password
from pairing.services.calendars import copy_terms
from pairing.services.errors import (
    AccountTakenError,
    AlreadyEndedError,
    AlreadyPairedError,
    CodeTakenError,
    CodeVoidedError,
    EndsBeforeItBeginsError,
    NotInConsortiumError,
    PairingChangeError,
    ReasonMissingError,
    SameSchoolError,
    SchoolNotActiveError,
)
from pairing.services.pairings import (
    change_pairing,
    close_pairing,
    enter_pairing,
    keep_pairing,
    move_pairing,
    open_pairing,
)
from pairing.services.programmes import change_programme
from pairing.services.schools import (
    change_code,
    change_school,
    close_school,
    enter_school,
    merge_school,
    open_pairings_of,
    refuse_code,
    set_base_school,
)

__all__ = [
    "AccountTakenError",
    "AlreadyEndedError",
    "AlreadyPairedError",
    "CodeTakenError",
    "CodeVoidedError",
    "EndsBeforeItBeginsError",
    "NotInConsortiumError",
    "PairingChangeError",
    "ReasonMissingError",
    "SameSchoolError",
    "SchoolNotActiveError",
    "change_code",
    "change_pairing",
    "change_programme",
    "change_school",
    "close_pairing",
    "close_school",
    "copy_terms",
    "enter_pairing",
    "enter_school",
    "give_role",
    "keep_pairing",
    "merge_school",
    "move_pairing",
    "open_account",
    "open_pairing",
    "open_pairings_of",
    "refuse_code",
    "revoke_role",
    "set_base_school",
    "set_password",
]
