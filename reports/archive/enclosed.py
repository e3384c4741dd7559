"""What is enclosed in a PDF, read back from its bytes."""

import hashlib

import pypdfium2


def enclosed_files(content: bytes) -> tuple[bytes, ...]:
    """Every file enclosed in the PDF; none for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ()
    try:
        places = range(document.count_attachments())
        return tuple(bytes(document.get_attachment(place).get_data()) for place in places)
    finally:
        document.close()


def encloses(content: bytes, *, sha256: str) -> bool:
    """Whether one of the enclosed files has this checksum."""
    return sha256 in {hashlib.sha256(data).hexdigest() for data in enclosed_files(content)}
