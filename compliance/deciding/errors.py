"""What stands against a decision; ``compliance.wording.decisions`` has the words."""


class DecisionError(Exception):
    """Base of all; ``facts`` are plain values for the sentence."""

    def __init__(self, subject, **facts):
        super().__init__(f"{type(self).__name__}: {subject}")
        self.subject = subject
        self.facts = facts


class NotBreachedError(DecisionError):
    """The window is not short (any more): there is nothing to explain or to make up."""


class FiledWindowError(DecisionError):
    """The school year was filed: its verdicts stay as they are."""


class FollowUpClosedError(DecisionError):
    """The bureau has left it at that; a new notice opens it again."""


class NothingToMakeUpError(DecisionError):
    """What must not be done cannot be made up for."""


class NotMatchingError(DecisionError):
    """The activity would not count for the window: it is not confirmed, does not match, or was
    held before the window closed."""


class NotProposedError(DecisionError):
    """The activity was not proposed as make-up, or was answered already."""


class AlreadyMadeUpError(DecisionError):
    """The activity was accepted as make-up for a window of this duty before."""


class NoMustNotError(DecisionError):
    """Violations are recorded of what must not be done, in an agreement that binds."""


class DayOutsideWindowError(DecisionError):
    """``day`` is not from ``first_on`` to ``last_on``."""


class AlreadyStruckError(DecisionError):
    """The violation was struck before."""
