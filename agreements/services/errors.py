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


class TextChangedError(AgreementChangeError):
    """The words are no longer those that were read, or that both agreed to."""


class AlreadyAgreedError(AgreementChangeError):
    """That side has agreed to this text: ``side``."""


class NotApprovedError(AgreementChangeError):
    """The programme asks the bureau to approve before signing."""


class OtherWayError(AgreementChangeError):
    """The programme signs in another way: ``way``."""


class OtherVersionError(AgreementChangeError):
    """The scan shows another text: ``found`` on it, ``asked`` here."""


class OtherCodeError(AgreementChangeError):
    """The code typed is that of another text: ``found`` typed, ``asked`` here."""


class NoCodeError(AgreementChangeError):
    """No code can be read from the scan and none was typed: ``asked``."""


class ScanUnreadableError(AgreementChangeError):
    """The file cannot be opened as what it says it is."""


class ScanTooLargeError(AgreementChangeError):
    """More pages, or a larger picture, than are read: ``most``, ``found``."""


class RemindedTodayError(AgreementChangeError):
    """Those waited for were reminded today: ``on``."""


class NobodyWaitedForError(AgreementChangeError):
    """Nobody is waited for who could be reminded."""


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


class NotAmendableError(AgreementChangeError):
    """Only what is in force is amended or renewed: ``state``."""


class NothingAmendedError(AgreementChangeError):
    """A supplementary agreement that changes nothing."""


class AmendedAlreadyError(AgreementChangeError):
    """Another supplementary agreement changes the duty: ``duty``, ``number``."""


class ClauseHoldsError(AgreementChangeError):
    """Clauses stand in the section: ``place``."""


class DutyHoldsError(AgreementChangeError):
    """Shares are counted among its events: ``duty``."""


class NothingToWaiveError(AgreementChangeError):
    """The duty is not owed by a school, not counted, or its agreement does not bind."""


class AlreadyWaivedError(AgreementChangeError):
    """The duty was waived for that window: ``window_starts_on``."""
