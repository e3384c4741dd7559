"""Where filed papers lie: under their own checksum, written once, never over another."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import FileSystemStorage

FOLDER = "archive"
READ_ONLY = 0o440


class OverwriteRefusedError(Exception):
    """Another file lies at that place, or it was about to be deleted."""


class ArchiveStorage(FileSystemStorage):
    """A file appears whole and for good: it is written beside its place, flushed to the disk,
    made read-only and linked there, which fails where anything lies already."""

    def get_available_name(self, name, max_length=None):
        return name  # the place follows from the content: there is no other

    def _save(self, name, content):
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        whole = b"".join(content.chunks())
        with NamedTemporaryFile(dir=place.parent, prefix=".new-") as half:
            half.write(whole)
            half.flush()
            os.fsync(half.fileno())
            os.chmod(half.name, READ_ONLY)
            try:
                os.link(half.name, place)
            except FileExistsError:
                if place.read_bytes() != whole:
                    raise OverwriteRefusedError(f"{name} holds something else") from None
        return name

    def delete(self, name):
        raise OverwriteRefusedError(f"{name} is filed and is never deleted")


def archive_storage() -> ArchiveStorage:
    """In the private folder, which the storage of all other files shares: a path means the
    same in both."""
    return ArchiveStorage()


def place_of(content: bytes) -> str:
    """archive/61/6100….pdf."""
    key = hashlib.sha256(content).hexdigest()
    return f"{FOLDER}/{key[:2]}/{key}.pdf"
