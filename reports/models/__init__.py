"""What is kept of reports: the words of the schools."""

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
    "EntryKind",
    "ReportEntry",
    "ReportKind",
    "ReportSection",
    "ReportState",
    "SectionText",
    "YearReport",
]
