"""Files as schools send them, made while the test runs."""

import io
import zipfile
import zlib

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WORDS = (
    "学校结对帮扶协议书",
    "甲方：青岚县明德路小学",
    "乙方：青岚县松坪乡中心小学",
    "甲方校长或副校长每学期到乙方指导管理工作两次以上。",
)
CHINESE_LIST = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs or WORDS:
        document.add_paragraph(words)
    return saved(document)


def saved(document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def with_list(document, *, levels=CHINESE_LIST, start: int = 1, key: int = 90) -> int:
    """A list pattern of its own in the document; its number for ``numbered``."""
    rows = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for place, (form, words) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{rows}</w:abstractNum>'
    )
    root.insert(0, abstract)
    return again(document, key=key, number=key)


def again(document, *, key: int, number: int, start: int | None = None) -> int:
    """One more list by the pattern ``key``; with ``start`` it begins anew."""
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if start
        else ""
    )
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{key}"/>'
            f"{override}</w:num>"
        )
    )
    return number


def numbered(document, words: str, *, number: int, level: int = 0):
    paragraph = document.add_paragraph(words)
    marks = paragraph._p.get_or_add_pPr()
    marks.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
            "</w:numPr>"
        )
    )
    return paragraph


def raw(paragraph, xml: str) -> None:
    """Put ``xml`` (in the w namespace) at the end of the paragraph."""
    wrapped = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    for child in list(wrapped):
        paragraph._p.append(child)


def swollen_word(size: int, *, lies: bool = False) -> bytes:
    """A Word file whose text unpacks to ``size`` bytes; one that ``lies`` states a tenth."""
    part = b"<w:document>" + b" " * size
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(part) + packed.flush()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", part)
    found = content.getvalue()
    assert data in found or len(found) < size / 100
    stated = len(part).to_bytes(4, "little")
    return found.replace(stated, (len(part) // 10).to_bytes(4, "little")) if lies else found


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
