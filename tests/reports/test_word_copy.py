"""The Word copy: the same object, marked as a copy, the same bytes, nobody's name inside."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import translation
from docx import Document
from PIL import Image

from reports.documents.blocks import Column, Paragraph
from reports.documents.sheets import plain_table
from reports.documents.word_copy import docx_of
from reports.year_reports.papers import paper_of
from tests.reports.paired import LATER
from tests.reports.reporting import about_pairing, create_told_pairing

MILLIMETRES, DOTS, MARGINS = 156, 300 / 25.4, 10  # width of the text; dots in one; dots around

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One paper and its copy for all tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("zh-hans"):
        paper = paper_of(about_pairing(create_told_pairing()), on=LATER)
        transaction.set_rollback(True)
    return paper, docx_of(paper)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_paper_gives_the_same_bytes(made):
    paper, content = made

    assert docx_of(paper) == content


def test_every_page_says_that_it_is_a_copy_and_which_one(made):
    paper, content = made

    for section in Document(io.BytesIO(content)).sections:
        head = section.header.paragraphs[0].text
        foot = section.footer.paragraphs[0].text
        assert head == f"副本　以备案的 PDF 文件为准　校验码 {paper.stamp.code}"
        assert foot.startswith("副本")


def test_it_holds_every_text_of_the_paper(made):
    paper, content = made
    document = Document(io.BytesIO(content))
    texts = {paragraph.text for paragraph in document.paragraphs}

    told = {block.text for block in paper.blocks if hasattr(block, "text")}
    assert told | {paper.lead, paper.to, paper.last_words, paper.issuer} <= texts
    tables = [b for b in paper.blocks if b.kind == "table"]
    tables += [b for annex in paper.annexes for b in annex.blocks]
    assert len(document.tables) == len(tables)
    assert [len(t.rows) for t in document.tables] == [len(t.rows) + 1 for t in tables]


def test_a_chart_is_cut_to_what_is_drawn(made):
    paper, content = made
    charts = [block.svg for block in paper.blocks if block.kind == "chart"]
    files = parts(content)
    names = sorted(name for name in files if name.startswith("word/media/"))

    assert len(names) == len(charts) > 0
    for name, drawn in zip(names, charts, strict=True):
        picture = Image.open(io.BytesIO(files[name]))
        _x, _y, wide, high = map(float, re.search(r'viewBox="([^"]+)"', drawn)[1].split())
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.width <= MILLIMETRES * DOTS + MARGINS, name
        assert picture.height <= MILLIMETRES * DOTS * high / wide + MARGINS, name


def test_the_first_line_moves_in_by_two_characters_in_every_program(made):
    xml = parts(made[1])["word/document.xml"].decode()

    assert 'w:firstLine="640"' in xml
    for indent in re.findall(r"<w:ind [^>]+>", xml):
        assert indent.count("firstLine=") == indent.count("firstLineChars=") == 1, indent


def test_heads_repeat_and_rows_are_not_cut(made):
    xml = parts(made[1])["word/document.xml"].decode()

    assert xml.count("<w:tblHeader/>") == xml.count("<w:tbl>")
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>")


def test_the_faces_of_official_papers_are_named(made):
    xml = parts(made[1])["word/document.xml"].decode()

    assert set(re.findall(r'w:eastAsia="([^"]+)"', xml)) == {
        "方正小标宋简体",
        "黑体",
        "楷体",
        "仿宋",
    }


def test_nobody_and_no_machine_is_named_inside(made):
    paper, content = made
    inside = b"".join(parts(content).values())
    core = Document(io.BytesIO(content)).core_properties

    assert (core.author, core.last_modified_by) == (paper.author, paper.author)
    assert not re.search(rb"python-docx|file:|[A-Z]:\\|/(?:home|root|tmp|usr)/", inside)


def test_turned_annexes_lie_on_their_side(made):
    paper, content = made
    sections = Document(io.BytesIO(content)).sections

    turned = [section.page_width > section.page_height for section in sections]
    assert turned == [False, *(annex.is_turned for annex in paper.annexes)]


def test_marks_of_markup_and_control_characters_are_text_or_left_out(made):
    paper, _content = made
    columns = (Column(title="a<b", width=50),)
    blocks = (
        Paragraph(text="<script>alert(1)</script>\x07&"),
        plain_table(columns, [("]]>&amp;",)]),
    )

    document = Document(io.BytesIO(docx_of(replace(paper, blocks=blocks, annexes=()))))

    assert "<script>alert(1)</script>&" in {p.text for p in document.paragraphs}
    assert document.tables[0].rows[1].cells[0].text == "]]>&amp;"
