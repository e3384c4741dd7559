"""Why a paper cannot be filed."""

from agreements.models import Agreement
from reports.models import FiledDocument


class ArchiveError(Exception):
    """A paper cannot be filed; the class says why."""


class AlreadyFiledError(ArchiveError):
    """Another text about the same thing is filed; ``document`` is that one. A corrected one
    names it as ``supersedes``."""

    def __init__(self, document: FiledDocument) -> None:
        super().__init__(document.number)
        self.document = document


class StrangeDataError(ArchiveError):
    """The file does not hold the data it is filed with: what is printed could not be proved."""


class NotToFileError(ArchiveError):
    """The agreement does not bind yet; ``agreement`` is the one meant."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(str(agreement))
        self.agreement = agreement
