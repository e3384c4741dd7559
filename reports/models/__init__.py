"""What is kept for good: the filed documents, how long each bureau keeps which kind, and the
packs people order of them."""

from reports.models.filed import (
    ArchiveRules,
    FiledDocument,
    FiledKind,
    Retention,
)
from reports.models.packs import ItemKind, ItemState, Pack, PackItem, PackKind

__all__ = [
    "ArchiveRules",
    "FiledDocument",
    "FiledKind",
    "ItemKind",
    "ItemState",
    "Pack",
    "PackItem",
    "PackKind",
    "Retention",
]
