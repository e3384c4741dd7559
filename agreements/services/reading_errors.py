"""What forbids a step in a reading; ``agreements.readings.wording`` has the words."""


class ReadingError(Exception):
    """Base of all; ``facts`` are plain values for the sentence."""

    def __init__(self, subject, **facts):
        super().__init__(f"{type(self).__name__}: {subject} {facts or ''}".strip())
        self.subject = subject
        self.facts = facts


class ReadingClosedError(ReadingError):
    """The reading is finished or given up: ``state``."""


class StaleStepError(ReadingError):
    """Somebody changed the duty, or undid it, since it was shown: ``by``."""


class NotAcceptableError(ReadingError):
    """The duty contradicts itself, or nobody owes it: ``problems``."""


class CutError(ReadingError):
    """The words are not in the duty, or nothing would be left on one side of the cut."""


class ApartError(ReadingError):
    """Two duties of different clauses that are not neighbours are not made one."""


class NothingToUndoError(ReadingError):
    """No step is left to go back to."""


class UndecidedError(ReadingError):
    """Duties are left that nobody decided on: ``count``."""


class NumberTakenError(ReadingError):
    """Another agreement has the number: ``number``."""


class AlreadyIssuedError(ReadingError):
    """The pairing has a draft of this template: ``number``."""


class RetiredTemplateError(ReadingError):
    """The template is no longer issued."""
