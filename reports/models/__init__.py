"""What is kept for good: the filed documents, and how long each bureau keeps which kind."""

from reports.models.filed import (
    ArchiveRules,
    FiledDocument,
    FiledKind,
    Retention,
)

__all__ = ["ArchiveRules", "FiledDocument", "FiledKind", "Retention"]
