"""Changes that the state of an activity or the person who asks forbids."""

from activities.models import Activity


class ActivityChangeError(Exception):
    """Forbidden; ``activity`` is the one concerned, None when it was not written yet."""

    def __init__(self, activity: Activity | None = None) -> None:
        self.activity = activity
        super().__init__(activity.number if activity else "no activity yet")


class NotYoursToLogError(ActivityChangeError):
    """The person is no liaison of the school, or the school stands in no such pairing."""


class NotYoursToChangeError(ActivityChangeError):
    """Only a liaison of the school that logged it writes, sends and takes back."""


class NotYoursToConfirmError(ActivityChangeError):
    """Only the other side confirms and returns."""


class NotYoursToVoidError(ActivityChangeError):
    """A confirmed one is voided by a side or a bureau above; before that by who logged it."""


class NotYoursToMarkError(ActivityChangeError):
    """Only the sides and their bureau say that two activities are one."""


class AlreadyConfirmedError(ActivityChangeError):
    """Its facts were confirmed once; it can only be voided now."""


class AlreadyVoidedError(ActivityChangeError):
    """What was voided stays so."""


class StillPendingError(ActivityChangeError):
    """It waits for the other school: withdraw it first."""


class NotPendingError(ActivityChangeError):
    """It does not wait for anybody (any more)."""


class NothingToSubmitError(ActivityChangeError):
    """No pairing in which it is a draft or was returned."""


class ReasonMissingError(ActivityChangeError):
    """To return and to void need a reason."""


class NotDuplicatesError(ActivityChangeError):
    """The same activity twice, or two that share no pairing."""


class AlreadyMarkedError(ActivityChangeError):
    """It is marked as the same as another one, or the other as the same as it."""
