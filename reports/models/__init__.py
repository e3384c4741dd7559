"""What is kept: filed documents with the rules of the archive, the words of reports, and the
packs people order of them."""

from reports.models.archive_checks import ArchiveCheck, ArchiveFault, Fault
from reports.models.filed import (
    ArchiveRules,
    FiledDocument,
    FiledKind,
    Retention,
)
from reports.models.packs import ItemKind, ItemState, Pack, PackItem, PackKind
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
    "ArchiveCheck",
    "ArchiveFault",
    "ArchiveRules",
    "EntryKind",
    "Fault",
    "FiledDocument",
    "FiledKind",
    "ItemKind",
    "ItemState",
    "Pack",
    "PackItem",
    "PackKind",
    "ReportEntry",
    "ReportKind",
    "ReportSection",
    "ReportState",
    "Retention",
    "SectionText",
    "YearReport",
]
