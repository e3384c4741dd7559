"""Scans as a copier sends them, made while the test runs: pages with a QR code at the foot."""

import io
import time

import segno
from django.core.files.base import ContentFile
from PIL import Image

from agreements.document import document_of
from agreements.models import Agreement
from agreements.version import version_code

SITE = "https://bangfu.example"
A4 = (1240, 1754)  # 150 dots an inch
OTHER_CODE = "0123-4567-89AB"


def code_of(agreement: Agreement) -> str:
    return version_code(document_of(Agreement.objects.for_document().get(pk=agreement.pk)))


def page(code: str = "", *, address: str = "", size=A4, turn: float = 0) -> Image.Image:
    """A page in grey with the QR code of ``code`` at its foot; an empty one without."""
    sheet = Image.new("L", size, 250)
    if code or address:
        drawn = io.BytesIO()
        qr = segno.make(address or f"{SITE}/v/{code}", error="m", micro=False)
        qr.save(drawn, kind="png", scale=4, border=4)
        sheet.paste(Image.open(drawn).convert("L"), (80, size[1] - 320))
    return sheet.rotate(turn, expand=True, fillcolor=250) if turn else sheet


def as_pdf(*pages: Image.Image) -> bytes:
    """The same pages give the same bytes, whatever the second."""
    content = io.BytesIO()
    first, *rest = pages
    dates = {"creationDate": time.gmtime(0), "modDate": time.gmtime(0)}
    first.save(content, "PDF", save_all=True, append_images=rest, resolution=150, **dates)
    return content.getvalue()


def as_picture(sheet: Image.Image, kind: str = "JPEG") -> bytes:
    content = io.BytesIO()
    sheet.save(content, kind, quality=70)
    return content.getvalue()


def scan_of(agreement: Agreement) -> bytes:
    """Two pages of the text that lies open."""
    sheet = page(code_of(agreement))
    return as_pdf(sheet, sheet)


def file_of(content: bytes, name: str = "scan.pdf") -> ContentFile:
    return ContentFile(content, name=name)
