"""What the state of an agreement forbids; ``agreements.wording`` has the words."""


class AgreementChangeError(Exception):
    """Base of all; ``facts`` are plain values for the sentence."""

    def __init__(self, subject, **facts):
        details = " ".join(f"{name}={fact}" for name, fact in facts.items())
        super().__init__(f"{type(self).__name__}: {subject} {details}".strip())
        self.subject = subject
        self.facts = facts


class WrongStateError(AgreementChangeError):
    """The step does not follow from the state: ``state``."""


class NotReadyError(AgreementChangeError):
    """Blanks or contradictions are left: ``problems``."""


class AlreadySignedError(AgreementChangeError):
    """That side has signed: ``side``."""


class SomebodySignedError(AgreementChangeError):
    """The words cannot be changed once one side has signed them."""


class PairingEndedError(AgreementChangeError):
    """The pairing ended: ``ended_on``."""


class DayOutsideError(AgreementChangeError):
    """``day`` is not from ``first_on`` to ``last_on``."""


class SuspensionOverlapsError(AgreementChangeError):
    """Another suspension holds on some of the days: ``starts_on``, ``ends_on``."""


class ReasonMissingError(AgreementChangeError):
    """A decision needs a reason in words."""


class NothingToWaiveError(AgreementChangeError):
    """The duty is not owed by a school, not counted, or its agreement does not bind."""


class AlreadyWaivedError(AgreementChangeError):
    """The duty was waived for that window: ``window_starts_on``."""
