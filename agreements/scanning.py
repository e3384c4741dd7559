"""The codes on the pages of a scan: read from the QR code that every printed page carries.

A scan comes from anybody's copier: it is opened with limits on pages and on pixels, and what
cannot be opened, or holds no code that can be read, is said and not guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pypdfium2
import zxingcpp
from PIL import Image

from agreements.version import as_typed

MOST_PAGES = 40
MOST_PIXELS = 60_000_000  # A4 at 800 dots an inch is 62 millions
LONGEST_EDGE = 3_508  # A4 at 300 dots an inch
# Dots an inch, and degrees of slant, to try one after the other until a code is read; upside
# down and sideways are read anyway. Later pages are tried once: all pages carry one code.
FINENESS = (200, 300, 130)
TURNS = (0, 8, -8)
TRIED_HARD = 4  # pages
POINTS_AN_INCH = 72
CODE = re.compile(r"/v/([0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4})(?![0-9A-Fa-f-])")


class NotReadableError(Exception):
    """The file is damaged, locked, or not what it says it is."""


@dataclass
class TooLargeError(Exception):
    """``found`` pages, or millions of pixels, where ``most`` are read."""

    found: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """``codes``: those read, in order, once each. ``pages`` are all, ``with_code`` those on
    which one was read."""

    codes: tuple[str, ...]
    pages: int
    with_code: int


def scanned(file: BinaryIO) -> Scanned:
    """Read the pages of a PDF, or one picture. Raises NotReadableError or TooLargeError. The
    file is left at its start."""
    found, pages, with_code = [], 0, 0
    for read in _pages(file):
        pages += 1
        with_code += bool(read)
        found += read
    file.seek(0)
    return Scanned(codes=tuple(dict.fromkeys(found)), pages=pages, with_code=with_code)


def _pages(file: BinaryIO) -> Iterator[list[str]]:
    file.seek(0)
    is_pdf = file.read(5) == b"%PDF-"
    file.seek(0)
    yield from _of_pdf(file) if is_pdf else _of_picture(file)


# --- PDF --------------------------------------------------------------------------------------
def _of_pdf(file: BinaryIO) -> Iterator[list[str]]:
    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        raise NotReadableError(str(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise TooLargeError(found=len(document), most=MOST_PAGES)
        for number in range(len(document)):
            yield _of_page(document, number)
    finally:
        document.close()


def _of_page(document, number: int) -> list[str]:
    try:
        page = document[number]
        largest = LONGEST_EDGE / max(*page.get_size(), 1)
        is_tried_hard = number < TRIED_HARD
        for fineness in FINENESS if is_tried_hard else FINENESS[:1]:
            scale = min(fineness / POINTS_AN_INCH, largest)
            drawn = page.render(scale=scale, grayscale=True).to_pil()
            if codes := _codes(drawn, turns=TURNS if is_tried_hard else TURNS[:1]):
                return codes
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise NotReadableError(str(error)) from error
    return []


# --- Pictures ---------------------------------------------------------------------------------
def _of_picture(file: BinaryIO) -> Iterator[list[str]]:
    try:
        with Image.open(file, formats=("JPEG", "PNG")) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                raise TooLargeError(found=pixels // 10**6, most=MOST_PIXELS // 10**6)
            picture.draft("L", (LONGEST_EDGE, LONGEST_EDGE))
            grey = picture.convert("L")
    except Image.DecompressionBombError as error:
        beyond = 2 * Image.MAX_IMAGE_PIXELS // 10**6
        raise TooLargeError(found=beyond, most=MOST_PIXELS // 10**6) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NotReadableError(str(error)) from error
    yield _tried(grey)


def _tried(grey: Image.Image) -> list[str]:
    """As it is, then smaller: a photo of a page may be too fine as well as too coarse."""
    for edge in (LONGEST_EDGE, LONGEST_EDGE // 2):
        grey.thumbnail((edge, edge))
        if codes := _codes(grey):
            return codes
    return []


def _codes(grey: Image.Image, *, turns: tuple[int, ...] = TURNS) -> list[str]:
    for turn in turns:
        turned = grey.rotate(turn, fillcolor=255) if turn else grey
        read = zxingcpp.read_barcodes(turned, formats=zxingcpp.BarcodeFormat.QRCode)
        if codes := [as_typed(m[1]) for one in read for m in CODE.finditer(one.text)]:
            return codes
    return []
