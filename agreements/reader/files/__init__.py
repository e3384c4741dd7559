"""The text of a file: Word (.docx), PDF, plain text. Pure Python, no Django, no clock.

    text_of("协议.docx", content)  # the text, or NoTextError with a FileProblem

What a file is follows from its first bytes; of what reads as text, only its name tells whether
it is meant as one. Nothing is written to disk, and nothing a file says about itself is
believed before it is measured.
"""

from pathlib import PurePath

from agreements.reader.files import pdf, plain, word
from agreements.reader.files.problems import (
    MAX_BYTES,
    MAX_CHARACTERS,
    Fault,
    FileProblem,
    NoTextError,
)

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Fault", "FileProblem", "NoTextError", "text_of"]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word up to 2003, and encrypted files of any
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*")
MARKED_UP = (b"{\\rtf", b"MIME-Version:")
TEXT_NAMES = ("", ".txt", ".text", ".md", ".docx", ".pdf")  # a text may bear a wrong name
PAGES = (b"<html", b"<!doctype", b"<?xml")


def text_of(name: str, content: bytes) -> str:
    """The text of the file, lines parted by newlines. Raises NoTextError."""
    if len(content) > MAX_BYTES:
        raise NoTextError(Fault.TOO_BIG, size=len(content), limit=MAX_BYTES)
    if not content.strip(b"\x00 \t\r\n"):
        raise NoTextError(Fault.EMPTY)
    text = plain.tidied(_raw_text(name, content))
    if not text.strip():
        raise NoTextError(Fault.EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise NoTextError(Fault.TOO_LONG, characters=len(text), limit=MAX_CHARACTERS)
    return text


def _raw_text(name: str, content: bytes) -> str:
    if b"%PDF-" in content[:1024]:
        return pdf.text_of(content)
    if content.startswith(b"PK"):
        return word.text_of(content)
    if fault := _fault_of(content):
        raise NoTextError(fault)
    if PurePath(name).suffix.lower() not in TEXT_NAMES:
        raise NoTextError(Fault.UNKNOWN_KIND)
    return plain.text_of(content)


def _fault_of(content: bytes) -> Fault | None:
    """What is told apart by its first bytes and has no text for us."""
    if content.startswith(COMPOUND):
        return Fault.ENCRYPTED if ENCRYPTED_PART in content else Fault.OLD_WORD
    if content.startswith(MARKED_UP):
        return Fault.OLD_WORD
    if content.startswith(PICTURES):
        return Fault.PICTURE
    is_page = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(PAGES)
    return Fault.UNKNOWN_KIND if is_page else None
