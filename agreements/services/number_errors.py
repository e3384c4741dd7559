"""What stands against a number; ``agreements.number_wording`` has the words."""


class NumberError(Exception):
    """Base of all; ``sentences`` say more where there is more to say."""

    def __init__(self, obligation, *, sentences: tuple[str, ...] = ()):
        super().__init__(f"{type(self).__name__}: {obligation}")
        self.obligation = obligation
        self.sentences = sentences


class NotOpenError(NumberError):
    """The agreement lies ready for signing or is over."""


class HasNumberError(NumberError):
    """Both have agreed on a number by now."""


class NothingProposedError(NumberError):
    """No number has been proposed yet."""


class OwnProposalError(NumberError):
    """Nobody agrees to the own number."""


class OtherNumberError(NumberError):
    """The other school has answered with another number meanwhile."""


class ContradictionError(NumberError):
    """The duty would contradict itself: ``sentences``."""
