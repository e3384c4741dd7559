"""Looking after the archive: every file is read and hashed again, every record compared."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import Model
from django.db.models.fields.files import FieldFile

from activities.models import EvidenceFile
from agreements.models import Signature
from compliance.models import Filing
from records.canonical import canonical_json
from reports.archive.enclosed import encloses
from reports.archive_storage import FOLDER
from reports.models import FiledDocument


class Fault(StrEnum):
    MISSING = "missing"  # the file is gone
    CHANGED = "changed"  # its checksum or size is not the record's
    STRANGE_DATA = "strange_data"  # the file does not enclose the data of the record
    CHANGED_RECORD = "changed_record"  # the data of the record are not those filed
    NOT_ON_RECORD = "not_on_record"  # a file of the archive that no record knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``record`` is what people call it, "" for a file that no record knows."""

    fault: Fault
    record: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A kind of file that is kept with its checksum."""

    model: type[Model]
    file: str
    sha256: str


# Besides the archive: scans of signatures, evidence, and papers of old.
KEPT = (
    Kept(model=Signature, file="scan", sha256="scan_sha256"),
    Kept(model=EvidenceFile, file="file", sha256="sha256"),
    Kept(model=Filing, file="document", sha256="sha256"),
)


def check_archive(*, count) -> Iterator[Finding]:
    """Every fault there is. ``count`` is called once for each file read; memory stays flat."""
    known = set()
    for row in FiledDocument.objects.order_by("pk").iterator(chunk_size=100):
        known.add(Path(row.file.name).as_posix())
        count()
        yield from _faults_of(row)
    for path in _archive_files():
        if path not in known:
            yield Finding(fault=Fault.NOT_ON_RECORD, record="", path=path)
    for kept in KEPT:
        yield from _faults_of_kept(kept, count=count)


def _faults_of(row: FiledDocument) -> Iterator[Finding]:
    about = {"record": row.number, "path": row.file.name}
    data = canonical_json(row.data)
    if hashlib.sha256(data).hexdigest() != row.data_sha256:
        yield Finding(fault=Fault.CHANGED_RECORD, **about)
    try:
        with row.file.open("rb") as kept:
            content = kept.read()
    except FileNotFoundError:
        yield Finding(fault=Fault.MISSING, **about)
        return
    if hashlib.sha256(content).hexdigest() != row.file_sha256 or len(content) != row.size:
        yield Finding(fault=Fault.CHANGED, **about)
    elif not encloses(content, sha256=row.data_sha256):
        yield Finding(fault=Fault.STRANGE_DATA, **about)


def _faults_of_kept(kept: Kept, *, count) -> Iterator[Finding]:
    rows = kept.model._default_manager.exclude(**{kept.file: ""}).exclude(**{kept.sha256: ""})
    for row in rows.order_by("pk").iterator(chunk_size=500):
        count()
        file: FieldFile = getattr(row, kept.file)
        about = {"record": f"{kept.model._meta.label_lower} {row.pk}", "path": file.name}
        try:
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except FileNotFoundError:
            yield Finding(fault=Fault.MISSING, **about)
            continue
        if digest != getattr(row, kept.sha256):
            yield Finding(fault=Fault.CHANGED, **about)


def _archive_files() -> Iterator[str]:
    """Every file in the archive's folder, by the name a record would know it under."""
    top = Path(default_storage.path(FOLDER))
    for path in sorted(top.rglob("*")):
        if path.is_file():
            yield f"{FOLDER}/{path.relative_to(top).as_posix()}"
