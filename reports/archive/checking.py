"""Looking after the archive: every file is read and hashed again, every record compared.

The files come in sections, and in each in an order that lasts, so that a check may stop after
any of them and go on from there. One file is in memory at a time.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
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
from reports.models import Fault, FiledDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``record`` is what people call it, "" for a file that no record knows; ``document`` is
    the number of a filed document's row, ``bureau`` that of the bureau to look after it."""

    fault: Fault
    record: str
    path: str
    document: int | None = None
    bureau: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One file, and what is wrong with it. ``section`` and ``position`` are where to go on
    from; ``is_read``: its bytes were hashed."""

    section: int
    position: str
    findings: tuple[Finding, ...]
    is_read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A kind of file that is kept with its checksum; ``bureau`` is the path to its bureau's."""

    model: type[Model]
    file: str
    sha256: str
    bureau: str


# Besides the archive: scans of signatures, evidence, and papers of old.
KEPT = (
    Kept(
        model=Signature,
        file="scan",
        sha256="scan_sha256",
        bureau="agreement__pairing__programme__bureau",
    ),
    Kept(
        model=EvidenceFile,
        file="file",
        sha256="sha256",
        bureau="activity__logged_by_school__bureau",
    ),
    Kept(
        model=Filing,
        file="document",
        sha256="sha256",
        bureau="pairing__receiving_school__bureau",
    ),
)


def check_archive(*, count) -> Iterator[Finding]:
    """Every fault there is. ``count`` is called once for each file read."""
    for looked in look():
        if looked.is_read:
            count()
        yield from looked.findings


def look(*, section: int = 0, position: str = "") -> Iterator[Looked]:
    """Every file behind ``position`` of ``section``: filed documents, files of the archive
    that no record knows, then what else is kept with a checksum."""
    parts = (_documents, _strays, *(lambda after, k=k: _kept(k, after=after) for k in KEPT))
    for number, part in enumerate(parts):
        if number < section:
            continue
        for place, is_read, findings in part(position if number == section else ""):
            yield Looked(
                section=number, position=place, findings=tuple(findings), is_read=is_read
            )


# --- Filed documents --------------------------------------------------------------------------
def _documents(after: str):
    rows = FiledDocument.objects.filter(pk__gt=int(after or 0)).order_by("pk")
    for row in rows.iterator(chunk_size=100):
        yield str(row.pk), True, _faults_of(row)


def _faults_of(row: FiledDocument) -> Iterator[Finding]:
    about = {
        "record": row.number,
        "path": row.file.name,
        "document": row.pk,
        "bureau": row.bureau_id,
    }
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


# --- Files without a record -------------------------------------------------------------------
def _strays(after: str):
    """A folder at a time: its names are compared with the records in one query."""
    top = Path(default_storage.path(FOLDER))
    for folder in sorted({path.parent for path in top.rglob("*") if path.is_file()}):
        names = [_name(path, top) for path in sorted(folder.iterdir()) if path.is_file()]
        found = FiledDocument.objects.filter(file__in=names).values_list("file", flat=True)
        known = set(found)
        for name in names:
            if name not in known and _order(name) > _order(after):
                finding = Finding(fault=Fault.NOT_ON_RECORD, record="", path=name)
                yield name, False, (finding,)


def _order(name: str) -> tuple:
    """Folder by folder, as they are walked."""
    return Path(name).parent.parts, name


def _name(path: Path, top: Path) -> str:
    """What a record would know the file under."""
    return f"{FOLDER}/{path.relative_to(top).as_posix()}"


# --- What else is kept ------------------------------------------------------------------------
def _kept(kept: Kept, *, after: str):
    rows = kept.model._default_manager.filter(pk__gt=int(after or 0))
    rows = rows.exclude(**{kept.file: ""}).exclude(**{kept.sha256: ""}).order_by("pk")
    for pk, name, digest, bureau in rows.values_list(
        "pk", kept.file, kept.sha256, kept.bureau
    ).iterator(chunk_size=500):
        file = FieldFile(None, kept.model._meta.get_field(kept.file), name)
        fault = _fault(file, digest)
        record = f"{kept.model._meta.label_lower} {pk}"
        about = {"record": record, "path": name, "bureau": bureau}
        yield str(pk), True, (Finding(fault=fault, **about),) if fault else ()


def _fault(file: FieldFile, digest: str) -> Fault | None:
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return Fault.MISSING
    return Fault.CHANGED if found != digest else None
