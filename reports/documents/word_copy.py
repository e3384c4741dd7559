"""The Word copy of a paper: the same object as the PDF, marked as a copy on every page.

The fonts are named, not embedded: offices have 方正小标宋, 黑体, 楷体 and 仿宋.
The same paper gives the same bytes; nobody's name and no place of a machine is in the file.
"""

import io
import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from reports.documents.blocks import Annex, Cell, Chart, Heading, Lines, Paper, Row, Run, Table
from reports.pictures import png_of

NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a document's own date has no zone
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LATIN = "Times New Roman"
SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体", "仿宋"
BODY, TITLE, SMALL, CAPTION = 16, 22, 10.5, 12  # pt
PITCH = 29.5  # pt: 22 lines on a page
TABLE_PITCH = 14.8
CELL_SIDE = 40  # twips: a day fits its column on one line, as in the PDF
WIDTH, TURNED_WIDTH = 156, 225  # mm between the margins
GREY, PALE = "ECECEC", "F6F6F6"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
COPY = "副本　以备案的 PDF 文件为准"


def docx_of(paper: Paper) -> bytes:
    """Raises ``press.PressError`` when a chart cannot be drawn."""
    writer = _Writer(paper)
    writer.write()
    return _fixed(writer.document)


class _Writer:
    """Appends block after block to the body; the sections' settings come last."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document = Document()
        self.body = self.document.element.body
        for child in list(self.body)[:-1]:
            self.body.remove(child)

    def write(self) -> None:
        self._properties()
        self._page(self.document.sections[0], is_turned=False)
        self._head()
        for block in self.paper.blocks:
            self._block(block)
        self._end()
        for annex in self.paper.annexes:
            self._annex(annex)
        self._filing()

    def _properties(self) -> None:
        core = self.document.core_properties
        core.author = core.last_modified_by = self.paper.author
        core.title, core.comments, core.revision = self.paper.file_title, "", 1
        core.created = core.modified = NO_DATE
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(BODY)
        normal.element.rPr.append(_fonts(FANG))
        for level, face in ((1, SONG), (2, HEI), (3, KAI)):
            _plain_heading(self.document.styles[f"Heading {level}"], face)

    def _page(self, section, *, is_turned: bool) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if is_turned else WD_ORIENT.PORTRAIT
        width, height = (297, 210) if is_turned else (210, 297)
        section.page_width, section.page_height = Mm(width), Mm(height)
        top, left, right, bottom = (28, 35, 37, 26) if is_turned else (37, 28, 26, 35)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.header_distance = section.footer_distance = Mm(12)
        self._mark(section)

    def _mark(self, section) -> None:
        for part in (section.header, section.footer):
            part.is_linked_to_previous = False
        code = self.paper.stamp.code
        _fill(section.header, _p(f"{COPY}　校验码 {code}", size=9, align="center"))
        page = _field("PAGE")
        _fill(
            section.footer,
            _p(f"{COPY}　{self.paper.version}　— ", size=9, align="center", more=f"{page}"),
        )

    def _head(self) -> None:
        for line in self.paper.title:
            self._add(_p(line, size=TITLE, face=SONG, align="center", style="Heading1"))
        if self.paper.as_of:
            self._add(_p(self.paper.as_of, face=KAI, align="center"))
        self._add(_p(""))
        self._add(_p(self.paper.to))
        self._add(_p(self.paper.lead, indent=2))

    def _end(self) -> None:
        if self.paper.last_words:
            self._add(_p(self.paper.last_words, indent=2))
        self._add(_p("特此报告。", indent=2))
        if self.paper.annexes:
            self._add(_p(""))
        for place, annex in enumerate(self.paper.annexes):
            number = f"{annex.label}." if annex.label else ""
            lead = "附件：" if not place else "　　　"
            self._add(_p(f"{lead}{number}{annex.title}", indent=2))
        self._add(_p("") + _p(""))
        for line in (self.paper.issuer, self.paper.issued_on):
            self._add(_p(line, align="right", right=2 if self.paper.is_long else 4))

    def _annex(self, annex: Annex) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, is_turned=annex.is_turned)
        self._add(_p(f"附件{annex.label}", face=HEI))
        self._add(_p(annex.title, size=TITLE, face=SONG, align="center", style="Heading1"))
        for block in annex.blocks:
            self._block(block, width=TURNED_WIDTH if annex.is_turned else WIDTH)

    def _filing(self) -> None:
        stamp = self.paper.stamp
        self._add(_p(""))
        for text in (
            f"{self.paper.number_label}：{self.paper.stamp_number}",
            f"内容校验码（SHA-256）：{stamp.sha256}",
            f"核验地址：{stamp.address_words}",
            "本件为副本，不加盖印章；备案以带校验码的 PDF 文件为准。",
        ):
            self._add(_p(text, size=SMALL, pitch=16, align="left"))

    def _block(self, block, *, width: int = WIDTH) -> None:
        if isinstance(block, Heading):
            face = HEI if block.level == 2 else KAI
            style = f"Heading{block.level}"
            self._add(_p(block.text, face=face, indent=2, style=style, keep=True))
        elif isinstance(block, Table):
            self._table(block, width=width)
        elif isinstance(block, Lines):
            self._lines(block)
        elif isinstance(block, Chart):
            self._chart(block)
        else:
            self._add(_p(block.text, indent=2))

    def _table(self, block: Table, *, width: int) -> None:
        if block.caption:
            self._add(_p(block.caption, size=CAPTION, face=HEI, align="center", keep=True))
        self._add(_table(block, width=width))
        if block.note:
            self._add(_p(block.note, size=SMALL, pitch=TABLE_PITCH))
        elif not block.caption:
            self._add(_p("", size=SMALL, pitch=TABLE_PITCH))

    def _lines(self, block: Lines) -> None:
        self._add(_p(block.legend, size=SMALL, pitch=TABLE_PITCH))
        for title, lines in block.groups:
            if title:
                self._add(_p(title, size=SMALL, face=KAI, pitch=20, keep=True))
            for line in lines:
                self._add(_p(line, size=SMALL, pitch=TABLE_PITCH))
        if block.total:
            self._add(_p(block.total, size=SMALL, pitch=TABLE_PITCH))

    def _chart(self, block: Chart) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run().add_picture(io.BytesIO(png_of(block.svg)))
        self._add(_p(block.caption, size=CAPTION, face=HEI, align="center"))

    def _add(self, xml: str) -> None:
        last = self.body[-1]
        for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
            last.addprevious(element)


# --- pieces of WordprocessingML ------------------------------------------------------------


def _plain_heading(style, face: str) -> None:
    """A heading as the standard sets it: the face says the level, not colour and size."""
    style.font.size, style.font.bold, style.font.italic = Pt(BODY), False, False
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    for found in properties.xpath("w:rFonts | w:color"):
        properties.remove(found)
    properties.insert(0, _fonts(face))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _fonts(face: str):
    return parse_xml(_fonts_xml(face, namespaces=nsdecls("w")))


def _fonts_xml(face: str, *, namespaces: str = "") -> str:
    names = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{face}"'
    return f"<w:rFonts {namespaces} {names}/>"


def _p(  # noqa: PLR0913 -- a paragraph in full: each is one of its properties
    text: str,
    *,
    size: float = BODY,
    face: str = FANG,
    align: str = "both",
    indent: int = 0,
    right: int = 0,
    pitch: float = PITCH,
    style: str = "",
    keep: bool = False,
    more: str = "",
) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/>" if keep else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{pitch * 20:.0f}" '
    moved = _moved(first=indent, right=right, size=size)
    return (
        f'<w:p><w:pPr>{named}{kept}{spacing}w:lineRule="exact"/>{moved}'
        f'<w:jc w:val="{align}"/></w:pPr>{_r(text, size=size, face=face)}{more}'
        + ("" if not more else _r(" —", size=size, face=face))
        + "</w:p>"
    )


def _moved(*, first: int, right: int, size: float) -> str:
    """Indents in characters, and in twentieths of a point for programs that know no other."""
    twips = {"firstLine": first * size * 20, "right": right * size * 20}
    chars = {"firstLineChars": first * 100, "rightChars": right * 100}
    return "<w:ind " + " ".join(f'w:{k}="{v:.0f}"' for k, v in (twips | chars).items()) + "/>"


def _r(text: str, *, size: float, face: str) -> str:
    if not text:
        return ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(NOT_XML.sub("", line))}</w:t>'
        for line in text.split("\n")
    )
    return (
        f'<w:r><w:rPr>{_fonts_xml(face)}<w:sz w:val="{size * 2:.0f}"/>'
        f'<w:szCs w:val="{size * 2:.0f}"/></w:rPr>{lines}</w:r>'
    )


def _field(name: str) -> str:
    size = f'<w:rPr><w:sz w:val="{9 * 2}"/></w:rPr>'
    return (
        f'<w:r>{size}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{size}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        f'<w:r>{size}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _fill(part, xml: str) -> None:
    """``part`` (a header or footer) with this one paragraph."""
    element = part._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>")[0])


def _table(block: Table, *, width: int) -> str:
    whole = sum(column.width for column in block.columns)
    widths = [round(column.width * width / whole * 56.7) for column in block.columns]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = "".join(f'<w:{side} w:w="{CELL_SIDE}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = "".join(
        _cell(_titled(column.title), width=each, face=HEI, fill=GREY)
        for column, each in zip(block.columns, widths, strict=True)
    )
    rows = "".join(_row(row, widths) for row in block.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _titled(text: str) -> Cell:
    return Cell(lines=tuple((Run(text=line),) for line in text.split("\n")), align="c")


def _row(row: Row, widths: list[int]) -> str:
    face = {"group": KAI, "total": HEI}.get(row.look, FANG)
    fill = PALE if row.look == "group" else ""
    cells, place = [], 0
    for cell in row.cells:
        covered = sum(widths[place : place + cell.span])
        cells.append(_cell(cell, width=covered, face=face, fill=fill, keep=row.look == "group"))
        place += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, *, width: int, face: str, fill: str = "", keep: bool = False) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    align = {"c": "center", "n": "right"}.get(cell.align, "left")
    kept = "<w:keepNext/>" if keep else ""
    lines = "".join(
        f"<w:p><w:pPr>{kept}"
        f'<w:spacing w:before="0" w:after="0" w:line="{TABLE_PITCH * 20:.0f}"'
        f' w:lineRule="exact"/><w:jc w:val="{align}"/></w:pPr>'
        + "".join(
            _r(run.text, size=SMALL, face=HEI if run.look == "hei" else face) for run in line
        )
        + "</w:p>"
        for line in cell.lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
    )


def _fixed(document) -> bytes:
    """The package with the same dates inside whenever it is made, without the picture of an
    empty page that the library's template brings along."""
    raw, made = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return made.getvalue()
