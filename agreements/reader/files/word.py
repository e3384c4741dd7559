"""The text of a Word file: paragraphs, tables and boxes in the order of the document, with the
numbers of lists as they are printed, and ``___`` where there is a line to write on."""

from collections.abc import Iterator

from lxml import etree

from agreements.reader.files.archive import Archive
from agreements.reader.files.numbering import Numbering

# Taken out, moved away, shown twice, or read by programs only.
PASSED_OVER = frozenset(
    {"del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPr", "rPr", "sectPr"}
)
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
EMPTY_BOXES = {("wingdings", "A8"), ("wingdings", "6F"), ("wingdings 2", "A3")}
CONTENTS_STYLE = "toc"


def text_of(content: bytes) -> str:
    archive = Archive(content)
    main = archive.main_part()
    numbering = Numbering(
        archive.beside(main, "numbering"), styles=archive.beside(main, "styles")
    )
    body = next((one for one in archive.part(main) if name_of(one) == "body"), None)
    return "\n".join(_blocks(body, numbering=numbering)) if body is not None else ""


def name_of(element) -> str:
    """The name without its namespace: strict and transitional files differ in nothing else."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element, name: str, default: str = "") -> str:
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return value
    return default


# --- Blocks -----------------------------------------------------------------------------------
def _blocks(container, *, numbering: Numbering) -> Iterator[str]:
    for element in container:
        kind = name_of(element)
        if kind == "p":
            yield from _paragraph(element, numbering=numbering)
        elif kind == "tbl":
            yield from _table(element, numbering=numbering)
        elif kind not in PASSED_OVER:  # a content control, an insertion, a custom tag
            yield from _blocks(element, numbering=numbering)


def _paragraph(element, *, numbering: Numbering) -> Iterator[str]:
    if numbering.style_of(element).lower().startswith(CONTENTS_STYLE):
        return
    boxes: list = []
    words = "".join(_pieces(element, boxes=boxes))
    yield (numbering.label_of(element) if words.strip() else "") + words
    for box in boxes:
        yield from _blocks(box, numbering=numbering)


def _table(element, *, numbering: Numbering) -> Iterator[str]:
    """One line a row, its cells parted by tabs; a cell of several paragraphs keeps them."""
    for row in _inside(element, "tr"):
        cells = [list(_blocks(cell, numbering=numbering)) for cell in _inside(row, "tc")]
        words = ["\n".join(line for line in cell if line.strip()) for cell in cells]
        yield "\t".join(one for one in words if one)


def _inside(container, kind: str) -> Iterator:
    """Rows of a table, cells of a row, through content controls around them."""
    for element in container:
        if name_of(element) == kind:
            yield element
        elif name_of(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(element, kind)


# --- Inside a paragraph -----------------------------------------------------------------------
def _pieces(element, *, boxes: list) -> Iterator[str]:
    for child in element:
        kind = name_of(child)
        if kind == "r":
            yield _run(child, boxes=boxes)
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind not in PASSED_OVER:
            yield from _pieces(child, boxes=boxes)


def _run(run, *, boxes: list) -> str:
    if _mark(run, "vanish"):
        return ""
    words = "".join(_run_pieces(run, boxes=boxes))
    # An underlined gap is a line to write on.
    if words and not words.strip() and "\n" not in words and _mark(run, "u"):
        return "_" * max(2, len(words))
    return words


def _run_pieces(element, *, boxes: list) -> Iterator[str]:
    for child in element:
        kind = name_of(child)
        if kind == "t":
            yield child.text or ""
        elif kind in BREAKS:
            yield "\n" if attribute(child, "type") == "page" else BREAKS[kind]
        elif kind == "sym":
            yield _symbol(child)
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind == "r":
            yield _run(child, boxes=boxes)
        elif kind not in PASSED_OVER:
            yield from _run_pieces(child, boxes=boxes)


def _mark(run, name: str) -> bool:
    """Whether the run itself is marked so."""
    marks = next((one for one in run if name_of(one) == "rPr"), ())
    found = next((one for one in marks if name_of(one) == name), None)
    return found is not None and attribute(found, "val") not in ("none", "0", "false")


def _symbol(element) -> str:
    code = attribute(element, "char").upper()[-2:]
    font = attribute(element, "font").lower()
    return "□" if (font, code) in EMPTY_BOXES else ""
