"""The text of a PDF: lines by their place on the page, mended to paragraphs."""

import pypdfium2
from pypdfium2 import raw

from agreements.reader.files.columns import by_columns
from agreements.reader.files.lines import Line, Page, paragraphs, without_margins
from agreements.reader.files.pdfium import ONE_AT_A_TIME
from agreements.reader.files.problems import MAX_CHARACTERS, Fault, NoTextError

MAX_PAGES = 100
LEAST_CHARACTERS = 20  # fewer in the whole file: a stamp over scanned pages
LEAST_READABLE = 0.7
MISSING = "（第{number}页没有文字，可能是扫描件）"


def text_of(content: bytes) -> str:
    with ONE_AT_A_TIME:
        pages = _pages(content)
    _refuse_unreadable(pages)
    for number, page in enumerate(pages, start=1):
        if page.has_pictures and not page.lines:
            page.lines.append(Line(text=MISSING.format(number=number)))
    bodies = without_margins(pages)
    return paragraphs([part for lines in bodies for part in by_columns(lines)])


def _pages(content: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise NoTextError(Fault.ENCRYPTED if is_locked else Fault.BROKEN) from None
    try:
        return _read(document)
    except pypdfium2.PdfiumError:
        raise NoTextError(Fault.BROKEN) from None
    finally:
        document.close()


def _read(document) -> list[Page]:
    if len(document) > MAX_PAGES:
        raise NoTextError(Fault.TOO_MANY_PAGES, pages=len(document), limit=MAX_PAGES)
    found, characters = [], 0
    for page in document:
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MAX_CHARACTERS * 2:  # spaces and line ends are not yet told apart
            raise NoTextError(Fault.TOO_LONG, characters=characters, limit=MAX_CHARACTERS)
        has_pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        found.append(Page(lines=_lines(text), has_pictures=has_pictures))
        text.close()
        page.close()
    return found


def _lines(text) -> list[Line]:
    found, here = [], Line()
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, place))
        if character in "\r\n":
            found.append(here)
            here = Line()
        elif character != "\x00":
            here.add(character, box=None if character == " " else text.get_charbox(place))
    return [line for line in [*found, here] if line.text.strip()]


def _refuse_unreadable(pages: list[Page]) -> None:
    characters = "".join(line.text for page in pages for line in page.lines)
    characters = "".join(characters.split())
    has_pictures = any(page.has_pictures for page in pages)
    if len(characters) < LEAST_CHARACTERS and has_pictures:
        raise NoTextError(Fault.SCANNED)
    readable = sum(one.isprintable() and not "\ue000" <= one <= "\uf8ff" for one in characters)
    if readable < len(characters) * LEAST_READABLE:
        raise NoTextError(Fault.GARBLED)
