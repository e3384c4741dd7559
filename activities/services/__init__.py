"""Every write on activities. One function is one transaction, one event, one sentence.

What the state or the person forbids is an ``ActivityChangeError`` with a name of its own;
pages turn it into words. Nothing is ever deleted.
"""

from activities.services.duplicates import keep_apart, mark_duplicate, unmark_duplicate
from activities.services.errors import (
    ActivityChangeError,
    AlreadyConfirmedError,
    AlreadyMarkedError,
    AlreadyVoidedError,
    NotDuplicatesError,
    NothingToSubmitError,
    NotPendingError,
    NotYoursToChangeError,
    NotYoursToConfirmError,
    NotYoursToLogError,
    NotYoursToMarkError,
    NotYoursToVoidError,
    ReasonMissingError,
    StillPendingError,
)
from activities.services.evidence import add_file
from activities.services.flow import confirm, return_, submit, void, withdraw
from activities.services.writing import log, revise

__all__ = [
    "ActivityChangeError",
    "AlreadyConfirmedError",
    "AlreadyMarkedError",
    "AlreadyVoidedError",
    "NotDuplicatesError",
    "NotPendingError",
    "NotYoursToChangeError",
    "NotYoursToConfirmError",
    "NotYoursToLogError",
    "NotYoursToMarkError",
    "NotYoursToVoidError",
    "NothingToSubmitError",
    "ReasonMissingError",
    "StillPendingError",
    "add_file",
    "confirm",
    "keep_apart",
    "log",
    "mark_duplicate",
    "return_",
    "revise",
    "submit",
    "unmark_duplicate",
    "void",
    "withdraw",
]
