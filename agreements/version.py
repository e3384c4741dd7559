"""Which text a paper carries: a code made of the words that are signed, and of nothing else.

It stands on every page, as characters and as a QR code, and tells a scan of this text from one
of another. Signatures and states are no part of it: the paper that the second side signs is the
one that the first has signed.
"""

import hashlib
import re

from agreements.frozen import frozen
from agreements.printed import AgreementDocument
from records.canonical import canonical_json

DIGITS = 12  # 48 bits: among a million texts two share a code with a chance of 1 in 500
GROUP = 4
WIDER = 0xFEE0  # from a character to its full-width form
NOT_A_DIGIT = re.compile(r"[^0-9A-F]")


def version_code(document: AgreementDocument) -> str:
    """6100-1910-AB12."""
    return grouped(text_sha256(document))


def text_sha256(document: AgreementDocument) -> str:
    """The checksum of the words of ``document``, in lower-case hexadecimal; of words that were
    frozen, the one they were frozen with."""
    if document.frozen_sha256:
        return document.frozen_sha256
    return hashlib.sha256(canonical_json(frozen(document))).hexdigest()


def grouped(sha256: str) -> str:
    """The first twelve digits of a checksum in capitals, four by four."""
    digits = sha256[:DIGITS].upper()
    return "-".join(digits[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def as_typed(text: str) -> str:
    """A code as a person typed it, written as it is printed. Full-width characters, spaces and
    missing hyphens are no difference, nor is the letter O for a zero."""
    half = "".join(chr(ord(c) - WIDER) if "\uff01" <= c <= "\uff5e" else c for c in text)
    digits = NOT_A_DIGIT.sub("", half.upper().replace("O", "0"))
    return grouped(digits) if len(digits) == DIGITS else digits
