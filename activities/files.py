"""Files people send: opened before they are kept, and kept without what they hide.

A picture is decoded, turned upright, made smaller and written anew as JPEG, which drops the
place, the camera and anything hidden in it. A PDF is opened and kept as it is.
"""

import hashlib
import io
import re
from dataclasses import dataclass

import pypdfium2
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from agreements.reader.files.pdfium import ONE_AT_A_TIME

LONGEST_SIDE = 1600  # pixels
MOST_PIXELS = 60_000_000  # a 50 megapixel phone fits; a decompression bomb does not
JPEG_QUALITY = 85
PICTURES = frozenset({"JPEG", "PNG", "WEBP", "GIF", "BMP", "MPO", "TIFF"})


class FileRefusedError(Exception):
    """The file cannot be kept; the class says why."""


class TooBigFileError(FileRefusedError):
    """More bytes or pixels than allowed."""


class UnreadableFileError(FileRefusedError):
    """It says it is a picture or a PDF, and does not open."""


class WrongKindError(FileRefusedError):
    """Neither a picture nor a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file fit to be kept. ``sha256`` is that of ``content``, in lower-case hexadecimal."""

    name: str
    content_type: str
    extension: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_file(upload) -> CheckedFile:
    """Open ``upload`` (a Django UploadedFile) and make it fit to be kept.

    Raises TooBigFileError, UnreadableFileError or WrongKindError. What it is follows from its
    first bytes, never from its name.
    """
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise TooBigFileError
    upload.seek(0)
    content = upload.read()
    if content.lstrip()[:5] == b"%PDF-":
        return _checked_pdf(content, name=upload.name)
    return _checked_picture(content, name=upload.name)


def _checked_pdf(content: bytes, *, name: str) -> CheckedFile:
    try:
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(content)
            pages = len(document)
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError from error
    if not pages:
        raise UnreadableFileError
    return CheckedFile(
        name=_clean(name, extension=".pdf"),
        content_type="application/pdf",
        extension=".pdf",
        content=content,
    )


def _checked_picture(content: bytes, *, name: str) -> CheckedFile:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.format not in PICTURES:
                raise WrongKindError
            if picture.width * picture.height > MOST_PIXELS:
                raise TooBigFileError
            jpeg = _as_jpeg(picture)
    except UnidentifiedImageError as error:
        raise (UnreadableFileError if _looks_like_picture(name) else WrongKindError) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFileError from error
    return CheckedFile(
        name=_clean(name, extension=".jpg"),
        content_type="image/jpeg",
        extension=".jpg",
        content=jpeg,
    )


def _as_jpeg(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))  # a JPEG decodes smaller, faster
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        upright = _on_white(upright.convert("RGBA"))
    buffer = io.BytesIO()
    upright.convert("RGB").save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """What was see-through becomes paper, not black."""
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture)


def _looks_like_picture(name: str) -> bool:
    return bool(re.search(r"\.(jpe?g|png|gif|webp|bmp|tiff?|heic|heif)$", name or "", re.I))


def _clean(name: str, *, extension: str) -> str:
    """The name to show: no path, no control characters, the ending of what is really kept."""
    last = re.split(r"[/\\]", name or "")[-1]
    stem = re.sub(r"[\x00-\x1f\x7f]", "", last).rsplit(".", 1)[0].strip(" .")
    return f"{stem[: 120 - len(extension)] or 'file'}{extension}"
