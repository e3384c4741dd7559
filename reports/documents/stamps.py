"""How a paper proves what it says: its data, their checksum, a short code and an address.

The data are enclosed in the PDF as canonical JSON; the printed SHA-256 is that file's, for a
PDF cannot print its own. Its first twelve digits are the code by which anybody may ask for it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import segno

from agreements.version import grouped
from records.canonical import canonical_json
from reports.press import Enclosure

DESCRIPTION = "本文件的数据"
GROUP = 8  # digits of the checksum printed together


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """``address`` is what the QR holds; ``address_words`` the same without the scheme."""

    name: str
    content: bytes
    sha256: str
    address: str

    @property
    def code(self) -> str:
        """6100-1910-AB12."""
        return grouped(self.sha256)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(
            self.sha256[start : start + GROUP] for start in range(0, len(self.sha256), GROUP)
        )

    @property
    def address_words(self) -> str:
        return self.address.partition("://")[2] or self.address

    @property
    def qr(self) -> str:
        return picture_of(self.address)

    def enclosure(self) -> Enclosure:
        return Enclosure(name=self.name, content=self.content, description=DESCRIPTION)


def stamp_of(data: Mapping, *, name: str, site: str, code: str = "") -> Stamp:
    """``data`` are plain JSON values; ``name`` is what the enclosed file is called. The
    address asks by ``code`` where the paper has one of its own, else by that of the data: a
    paper shows one code, so that a scan of it tells one text."""
    content = canonical_json(data)
    sha256 = hashlib.sha256(content).hexdigest()
    address = address_of(code or grouped(sha256), site=site)
    return Stamp(name=name, content=content, sha256=sha256, address=address)


def address_of(code: str, *, site: str) -> str:
    """The short address that tells whether a paper is the one filed; it asks for no login."""
    return f"{site.rstrip('/')}/v/{code}"


def picture_of(address: str) -> str:
    """The QR code as in-line SVG, without the white edge that the page gives it."""
    made = segno.make(address, error="m", micro=False, boost_error=False)
    return made.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
