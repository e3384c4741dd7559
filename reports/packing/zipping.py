"""One ZIP that is the same for the same documents, and whole before anybody sees it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import BinaryIO

from django.core.files.storage import default_storage

from records.canonical import canonical_json
from reports.packing.tables import workbook

NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first a ZIP can hold
FILE_MODE = 0o644 << 16
PIECE = 1024 * 1024


class ChangedOnDiskError(Exception):
    """A document is no longer what it was when it was made; ``path`` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the manifest. A document that could not be made has a ``reason`` and no
    checksum. ``stored`` is where it lies."""

    file: str
    kind: str
    parties: str
    number: str
    sha256: str
    size: int
    reason: str
    stored: str

    @property
    def line(self) -> dict:
        return {name: value for name, value in asdict(self).items() if name != "stored"}


def write_zip(target: BinaryIO, entries: Iterable[Entry], *, about: dict, titles: dict) -> None:
    """The documents in the order of their places, then manifest.json, manifest.csv and the
    table of contents. ``about`` stands at the head of the manifest; ``titles`` name the columns
    of the table and the table itself (``contents``).

    Raises ChangedOnDiskError, FileNotFoundError.
    """
    entries = sorted(entries, key=lambda entry: entry.file)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for entry in entries:
            if entry.sha256:
                _copy(archive, entry)
        lines = [entry.line for entry in entries]
        manifest = canonical_json(about | {"documents": lines})
        _write(archive, "manifest.json", manifest)
        _write(archive, "manifest.csv", _csv(lines))
        columns = [name for name in lines[0] if name in titles] if lines else []
        rows = ([line[name] for name in columns] for line in lines)
        table = workbook(titles["contents"], [titles[name] for name in columns], rows)
        _write(archive, f"{titles['contents']}.xlsx", table)


def _copy(archive: zipfile.ZipFile, entry: Entry) -> None:
    """Piece by piece, and hashed on the way: the manifest never says what the ZIP is not."""
    digest = hashlib.sha256()
    info = _info(entry.file)
    info.file_size = entry.size
    with default_storage.open(entry.stored) as source, archive.open(info, "w") as place:
        while piece := source.read(PIECE):
            digest.update(piece)
            place.write(piece)
    if digest.hexdigest() != entry.sha256:
        raise ChangedOnDiskError(entry.file)


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name), content)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=NO_DATE)
    info.create_system = 3
    info.external_attr = FILE_MODE
    return info


def _csv(lines: list[dict]) -> bytes:
    """With the mark that makes spreadsheets read Chinese."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(lines[0]) if lines else ["file"])
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")
