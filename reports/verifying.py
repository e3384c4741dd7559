"""Is this paper, or this file, the one that was filed? What anybody may ask without a login.

Only what stands on the paper anyway is answered, and an unknown code is answered like one that
is not filed yet: nobody learns here what lies unsigned.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.db.models import F

from agreements.version import DIGITS, grouped
from reports.models import FiledDocument

MOST_BYTES = 50 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")
NOT_OF_A_CODE = re.compile(r"[^0-9A-Z]")
# Read for another by a person: a code holds none of these letters.
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5"})


class Outcome(StrEnum):
    ON_RECORD = "on_record"  # the code is; no file was looked at
    SAME = "same"  # the file is the one filed
    DIFFERENT = "different"  # the code is on record, the file is another
    UNKNOWN = "unknown"  # neither code nor file


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    outcome: Outcome
    document: FiledDocument | None
    code: str = ""


def code_in(typed: str) -> str:
    """6100-1910-AB12 for any way to write it: small, without strokes, in full-width letters,
    with 0 read as O, or as the whole address. "" for what is no code."""
    text = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/v/")[2]
    digits = NOT_OF_A_CODE.sub("", text.upper()).translate(MISREAD)
    is_code = len(digits) == DIGITS and set(digits) <= set("0123456789ABCDEF")
    return grouped(digits) if is_code else ""


def answer_to(*, code: str = "", sha256: str = "") -> Answer:
    """``code`` as ``code_in`` gives it, ``sha256`` of a file; at least one of them. One query
    for each, whatever is found."""
    by_code = _first(FiledDocument.objects.with_code(code)) if code else None
    by_file = _first(FiledDocument.objects.filter(file_sha256=sha256)) if sha256 else None
    if code and by_code is None:
        return Answer(outcome=Outcome.UNKNOWN, document=None, code=code)
    if not sha256:
        return Answer(outcome=Outcome.ON_RECORD, document=by_code, code=code)
    if by_file is None or (code and code not in (by_file.code, by_file.text_code)):
        outcome = Outcome.DIFFERENT if code else Outcome.UNKNOWN
        return Answer(outcome=outcome, document=by_code, code=code)
    return Answer(outcome=Outcome.SAME, document=by_file, code=by_file.code)


def _first(rows) -> FiledDocument | None:
    """The one that holds before those it took the place of."""
    ordered = rows.order_by(F("superseded_on").desc(nulls_first=True), "-pk")
    return ordered.defer("data").select_related("agreement").first()


# --- A file that is sent ----------------------------------------------------------------------
class HashedFile(UploadedFile):
    """What is left of a file that was sent: its checksum and its size."""

    def __init__(self, *, name: str, sha256: str, size: int) -> None:
        super().__init__(name=name, size=size)
        self.sha256 = sha256


class HashingHandler(FileUploadHandler):
    """Takes the checksum of a file while it comes in, and keeps no byte of it. One that is too
    long is not read to its end: ``was_too_long`` then says so."""

    def __init__(self, request=None, *, most: int = MOST_BYTES) -> None:
        super().__init__(request)
        self.most = most
        self.was_too_long = False

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)
        self.size += len(raw_data)
        if self.size > self.most:
            self.was_too_long = True
            raise StopUpload(connection_reset=False)

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(name=self.file_name, sha256=self.digest.hexdigest(), size=file_size)
