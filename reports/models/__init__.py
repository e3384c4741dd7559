"""What is kept: filed documents with the rules of the archive, the words of reports."""

from reports.models.filed import (
    ArchiveRules,
    FiledDocument,
    FiledKind,
    Retention,
)
from reports.models.year_reports import (
    EntryKind,
    ReportEntry,
    ReportKind,
    ReportSection,
    ReportState,
    SectionText,
    YearReport,
)

__all__ = [
    "ArchiveRules",
    "EntryKind",
    "FiledDocument",
    "FiledKind",
    "ReportEntry",
    "ReportKind",
    "ReportSection",
    "ReportState",
    "Retention",
    "SectionText",
    "YearReport",
]
