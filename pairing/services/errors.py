"""What the state of a school or pairing forbids. Pages turn each into words."""


class PairingChangeError(Exception):
    """Base of all; ``subject`` is the row that stands in the way."""

    def __init__(self, subject, detail: str = ""):
        super().__init__(f"{type(self).__name__}: {subject} {detail}".strip())
        self.subject = subject


class AlreadyEndedError(PairingChangeError):
    """The pairing, or the school, has ended before."""


class EndsBeforeItBeginsError(PairingChangeError):
    """The last day given lies before the first day of the pairing."""


class SameSchoolError(PairingChangeError):
    """A school cannot be paired with itself, nor merged into itself."""


class AlreadyPairedError(PairingChangeError):
    """The two schools stand in an open pairing of the same direction and programme."""


class SchoolNotActiveError(PairingChangeError):
    """The school has been merged or closed."""


class CodeTakenError(PairingChangeError):
    """An active school bears the code; ``subject`` is that school."""


class CodeVoidedError(PairingChangeError):
    """The code was voided with another school and is never given again."""


class NotInConsortiumError(PairingChangeError):
    """A base school must be one of the consortium's schools."""


class AccountTakenError(PairingChangeError):
    """The user name is in use."""


class ReasonMissingError(PairingChangeError):
    """Ending something needs a reason in words."""
