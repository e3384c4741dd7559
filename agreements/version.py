"""Which text a paper carries: a code made of the words that are signed, and of nothing else.

It stands on every page, as characters and as a QR code, and tells a scan of this text from one
of another. Signatures and states are no part of it: the paper that the second side signs is the
one that the first has signed.
"""

import hashlib
from dataclasses import asdict
from datetime import date

from agreements.document import AgreementDocument
from records.canonical import canonical_json

NOT_THE_TEXT = ("is_draft", "signatures")
DIGITS = 12  # 48 bits: among a million texts two share a code with a chance of 1 in 500
GROUP = 4


def version_code(document: AgreementDocument) -> str:
    """6100-1910-AB12."""
    text = {name: value for name, value in asdict(document).items() if name not in NOT_THE_TEXT}
    return grouped(hashlib.sha256(canonical_json(_plain(text))).hexdigest())


def grouped(sha256: str) -> str:
    """The first twelve digits of a checksum in capitals, four by four."""
    digits = sha256[:DIGITS].upper()
    return "-".join(digits[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
