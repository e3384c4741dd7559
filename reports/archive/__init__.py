"""The archive: one store of filed documents, each written once, and what is said about them.

    from reports.archive import file_agreement, file_document

    row = file_document(kind="pairing_summary", title=…, parties=(…), bureau=…, made=pdf,
                        data=canonical_json(facts), by=user, at=now, pairing=pairing,
                        school_year=2025)

Pressed twice it gives the same row.
"""

from reports.archive.agreements import file_agreement, filed_agreement
from reports.archive.errors import (
    AlreadyFiledError,
    ArchiveError,
    NotToFileError,
    StrangeDataError,
)
from reports.archive.filing import file_document
from reports.archive.years import file_year_paper

__all__ = [
    "AlreadyFiledError",
    "ArchiveError",
    "NotToFileError",
    "StrangeDataError",
    "file_agreement",
    "file_document",
    "file_year_paper",
    "filed_agreement",
]
