"""Files in, text out: Word, PDF and plain text made here; every kind of file without text."""

import io
import zipfile

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from agreements.reader.files import MAX_BYTES, Fault, NoTextError, text_of
from agreements.reader.files import archive as word_archive
from agreements.reader.files.numbering import written
from reports.press import shared_press
from tests.agreements.paper import (
    RELATIONS,
    WORDS,
    again,
    numbered,
    raw,
    saved,
    swollen_word,
    with_list,
    word_file,
)

SENTENCE = "甲方校长或副校长每学期到乙方指导管理工作两次以上。"
LONG = (
    "甲方校长或副校长每学期到乙方指导管理工作{n}次以上，帮助乙方完善各项管理制度，提高办学"
    "水平，促进两校共同发展，不断缩小校际差距，推进义务教育优质均衡发展。"
)


def fault_of(name: str, content: bytes) -> tuple[Fault, dict]:
    with pytest.raises(NoTextError) as caught:
        text_of(name, content)
    return caught.value.problem.fault, caught.value.problem.facts


def pdf_file(*paragraphs: str, head: str = "结对帮扶协议书") -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return shared_press().pdf(
        f'<html lang="zh-CN" data-version="1"><head><title>x</title></head><body>'
        f"<h1><span>{head}</span></h1>{body}</body></html>"
    )


# --- Plain text -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_plain_text_is_read_in_whatever_encoding_it_comes(encoding):
    content = "\r\n".join(WORDS).encode(encoding)

    assert text_of("协议.txt", content) == "\n".join(WORDS)


def test_what_nobody_sees_is_taken_out_of_the_text():
    content = "甲方\u200b：\u00a0明德路小学  \r\r\n\n\n\n乙方\u2028丙方".encode()

    assert text_of("协议.txt", content) == "甲方： 明德路小学\n\n乙方\n丙方"


# --- Word -------------------------------------------------------------------------------------
def test_the_paragraphs_of_a_word_file_are_lines():
    assert text_of("协议.docx", word_file()) == "\n".join(WORDS)


def test_a_word_file_is_told_by_its_bytes_not_by_its_name():
    assert text_of("协议.txt", word_file(SENTENCE)) == SENTENCE


def test_the_numbers_of_lists_are_printed_as_word_prints_them():
    document = docx.Document()
    number = with_list(document)
    rows = [
        ("学校管理", 0),
        ("甲方指导乙方", 1),
        ("每学期两次", 2),
        ("校长到会", 3),
        ("副校长到会", 3),
        ("双方开会", 1),
        ("教育教学", 0),
        ("上示范课", 1),
    ]
    for words, level in rows:
        numbered(document, words, number=number, level=level)

    assert text_of("a.docx", saved(document)).splitlines() == [
        "一、学校管理",
        "（一）甲方指导乙方",
        "1.每学期两次",
        "①校长到会",
        "②副校长到会",
        "（二）双方开会",
        "二、教育教学",
        "（一）上示范课",
    ]


def test_a_list_that_begins_anew_counts_from_its_start_and_others_go_on():
    document = docx.Document()
    first = with_list(document, levels=(("decimal", "%1."),))
    numbered(document, "甲", number=first)
    numbered(document, "乙", number=again(document, key=90, number=91))
    numbered(document, "丙", number=again(document, key=90, number=92, start=7))

    assert text_of("a.docx", saved(document)) == "1.甲\n2.乙\n7.丙"


def test_a_list_may_come_from_a_style_and_a_bullet_has_no_number():
    document = docx.Document()
    document.add_paragraph("第一", style="List Number")
    document.add_paragraph("第二", style="List Number")
    document.add_paragraph("圆点", style="List Bullet")

    assert text_of("a.docx", saved(document)) == "1.第一\n2.第二\n圆点"


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百〇五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (21, "ideographDigital", "二一"),
        (21, "decimalEnclosedCircle", "(21)"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (5, "decimalFullWidth", "５"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalZero", "07"),
        (7, "unheard of", "7"),
    ],
)
def test_a_number_in_each_form_of_word(number, kind, words):
    assert written(number, kind=kind) == words


def test_tables_stand_where_they_stand_one_line_a_row():
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=3)
    for place, words in enumerate(("时间", "内容", "数量", "9月", "示范课", "2节")):
        table.cell(place // 3, place % 3).text = words
    document.add_paragraph("后")

    assert text_of("a.docx", saved(document)) == "前\n时间\t内容\t数量\n9月\t示范课\t2节\n后"


def test_what_was_taken_out_is_not_read_and_what_was_put_in_is():
    document = docx.Document()
    paragraph = document.add_paragraph("不少于")
    raw(
        paragraph,
        "<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins>"
        "<w:r><w:t>次</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>以上</w:t></w:r></w:sdtContent></w:sdt>",
    )

    assert text_of("a.docx", saved(document)) == "不少于5次以上"


def test_a_line_to_write_on_and_a_box_to_tick_are_seen():
    document = docx.Document()
    paragraph = document.add_paragraph("每学期")
    raw(
        paragraph,
        '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">    </w:t></w:r>'
        '<w:r><w:t>次</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
    )

    assert text_of("a.docx", saved(document)) == "每学期____次□"


def test_a_text_box_is_read_once_after_its_paragraph():
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    ours = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph = document.add_paragraph("框外")
    paragraph._p.append(parse_xml(ours))
    document.add_paragraph("后")

    assert text_of("a.docx", saved(document)) == "框外\n框内\n后"


# --- PDF --------------------------------------------------------------------------------------
def test_the_lines_of_a_pdf_are_mended_to_paragraphs_without_page_numbers():
    paragraphs = [LONG.format(n=n) for n in range(1, 40)]

    found = text_of("协议.pdf", pdf_file(*paragraphs)).splitlines()

    assert found == ["结对帮扶协议书", *paragraphs]


def test_a_head_repeated_on_every_page_is_no_part_of_the_agreement():
    made = pikepdf.Pdf.new()
    for place in range(4):
        page = pikepdf.Pdf.open(io.BytesIO(pdf_file(LONG.format(n=place), head="青岚县教育局")))
        made.pages.extend(page.pages)
    content = io.BytesIO()
    made.save(content)

    found = text_of("协议.pdf", content.getvalue()).splitlines()

    assert found == [LONG.format(n=place) for place in range(4)]


def test_a_page_without_text_among_others_leaves_a_line_that_says_so():
    made = pikepdf.Pdf.open(io.BytesIO(pdf_file(LONG.format(n=1))))
    made.pages.extend(pikepdf.Pdf.open(io.BytesIO(scanned_pdf())).pages)
    content = io.BytesIO()
    made.save(content)

    assert text_of("a.pdf", content.getvalue()).splitlines() == [
        "结对帮扶协议书",
        LONG.format(n=1),
        "（第2页没有文字，可能是扫描件）",
    ]


def scanned_pdf() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(content, format="PDF")
    return content.getvalue()


def locked_pdf() -> bytes:
    made, content = pikepdf.Pdf.open(io.BytesIO(scanned_pdf())), io.BytesIO()
    made.save(content, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return content.getvalue()


def long_pdf() -> bytes:
    made, content = pikepdf.Pdf.new(), io.BytesIO()
    for _page in range(101):
        made.add_blank_page()
    made.save(content)
    return content.getvalue()


# --- No text ----------------------------------------------------------------------------------
def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as one:
        for name, data in parts.items():
            one.writestr(name, data)
    return content.getvalue()


def locked_zip() -> bytes:
    content = bytearray(zipped(a=b"1"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (9, 9)).save(content, format="PNG")
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NO_TEXT = [
    ("nothing.txt", b"", Fault.EMPTY),
    ("blank.txt", b" \r\n\t\xe3\x80\x80", Fault.EMPTY),
    ("blank.docx", word_file(" "), Fault.EMPTY),
    ("old.doc", OLE, Fault.OLD_WORD),
    ("rich.rtf", b"{\\rtf1 \\'bc\\'d7}", Fault.OLD_WORD),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Fault.ENCRYPTED),
    ("locked.zip", locked_zip(), Fault.ENCRYPTED),
    ("locked.pdf", locked_pdf(), Fault.ENCRYPTED),
    ("scan.pdf", scanned_pdf(), Fault.SCANNED),
    ("scan.png", picture(), Fault.PICTURE),
    ("torn.pdf", b"%PDF-1.7\nnothing more", Fault.BROKEN),
    ("torn.docx", word_file()[:300], Fault.BROKEN),
    ("sheet.xlsx", zipped(**{"xl/workbook.xml": b"<workbook/>"}), Fault.NOT_WORD),
    ("page.html", b"<!DOCTYPE html><p>" + SENTENCE.encode(), Fault.UNKNOWN_KIND),
    ("rows.csv", SENTENCE.encode(), Fault.UNKNOWN_KIND),
    ("program.txt", bytes(range(256)) * 9, Fault.UNKNOWN_KIND),
    (
        "wrong.docx",
        zipped(**{"_rels/.rels": RELATIONS.encode(), "word/document.xml": b"<w"}),
        Fault.BROKEN,
    ),
]


@pytest.mark.parametrize(("name", "content", "fault"), NO_TEXT, ids=[r[0] for r in NO_TEXT])
def test_a_file_without_text_says_why(name, content, fault):
    assert fault_of(name, content) == (fault, {})


def test_what_is_too_large_says_how_large_and_what_is_allowed():
    size = MAX_BYTES + 1
    assert fault_of("a.txt", b"x" * size) == (
        Fault.TOO_BIG,
        {"size": size, "limit": MAX_BYTES},
    )
    assert fault_of("a.txt", ("字" * 200_001).encode()) == (
        Fault.TOO_LONG,
        {"characters": 200_001, "limit": 200_000},
    )
    assert fault_of("a.pdf", long_pdf()) == (
        Fault.TOO_MANY_PAGES,
        {"pages": 101, "limit": 100},
    )


@pytest.mark.parametrize("lies", [False, True], ids=["states its size", "states a tenth of it"])
def test_a_small_file_that_swells_is_let_go_while_it_is_unpacked(lies):
    content = swollen_word(word_archive.MAX_UNPACKED + 1, lies=lies)

    assert fault_of("a.docx", content) == (
        Fault.UNPACKS_TOO_BIG,
        {"limit": word_archive.MAX_UNPACKED},
    )


def test_an_archive_of_too_many_entries_is_not_looked_into(monkeypatch):
    monkeypatch.setattr(word_archive, "MAX_ENTRIES", 3)

    assert fault_of("a.docx", word_file())[0] == Fault.UNPACKS_TOO_BIG


def test_an_entity_that_swells_is_not_resolved():
    bomb = (
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:body>'
        b"</w:document>"
    )
    content = zipped(**{"_rels/.rels": RELATIONS.encode(), "word/document.xml": bomb})

    assert text_of("a.docx", content) == "x"
