"""What stands against a change of a report; ``year_reports.wording`` has the sentences."""

from datetime import date


class ReportError(Exception):
    """Base of all."""


class NotOpenError(ReportError):
    """It is submitted or accepted, or its year is filed: nothing is written in it now."""


class EditedMeanwhileError(ReportError):
    """Somebody else saved the section first; ``text`` is his, ``base`` its number."""

    def __init__(self, *, text: str, base: int, by_name: str) -> None:
        super().__init__(by_name)
        self.text, self.base, self.by_name = text, base, by_name


class ChangedMeanwhileError(ReportError):
    """The words are others than those that were read."""


class NotAgreedError(ReportError):
    """The supporting school's principal has not agreed to these words."""


class AlreadyAgreedError(ReportError):
    """It is agreed to."""


class NotSubmittedError(ReportError):
    """Nothing lies before the bureau."""


class TooEarlyError(ReportError):
    """The time it is about has not come to its last three months."""

    def __init__(self, *, opens_on: date) -> None:
        super().__init__(str(opens_on))
        self.opens_on = opens_on


class UnknownFiguresError(ReportError):
    """Sections name figures that the year does not have (any more)."""

    def __init__(self, *, found: dict[str, tuple[str, ...]]) -> None:
        super().__init__(str(found))
        self.found = found


class UnprintableError(ReportError):
    """``characters`` no font holds, at ``places``."""

    def __init__(self, *, characters: tuple[str, ...], places: tuple[str, ...]) -> None:
        super().__init__(" ".join(characters))
        self.characters, self.places = characters, places
