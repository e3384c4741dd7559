"""The press on small documents of its own: fonts, edges, refusals, sameness, archive form."""

import hashlib
import io
import itertools
import logging
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from records.canonical import canonical_json
from reports.press import (
    BrokenDocumentError,
    Enclosure,
    MissingGlyphError,
    PressError,
    RefusedFetchError,
    shared_press,
)

PROJECT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
BODY = 15.75  # pt, the size of body text
RARE_NAMES = "翀䶮喆"
CLAUSE = "甲乙双方领导班子共同研究管理工作和交流管理经验并及时整理资料做好年度考核准备"
PAGE_OF_TEXT = f"<p>{CLAUSE * 40}</p>"


@pytest.fixture(scope="module")
def press():
    return shared_press()


def document(body, *, title="协议"):
    return (
        '<!doctype html><html lang="zh-CN" data-version="LX-2025-0017"><head>'
        f"<title>{title}</title></head><body>{body}</body></html>"
    )


def opened(made):
    return pdfplumber.open(io.BytesIO(made))


def body_lines(page):
    """Characters of the body size by base line, top line first, each line left to right."""
    rows = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - BODY) < 0.1 and char["text"].strip():
            rows[round(char["matrix"][5], 1)].append(char)
    return [sorted(rows[y], key=lambda char: char["x0"]) for y in sorted(rows, reverse=True)]


def faces(made):
    """Names of the embedded fonts, without the tag of the subset."""
    found = set()
    for page in PdfReader(io.BytesIO(made)).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].partition("+")[2])
    return found


def face_of(made, character):
    with opened(made) as pdf:
        chars = [each for page in pdf.pages for each in page.chars]
    # Pango ends a family name with a comma when its last word, "Heavy", could be a style.
    names = {each["fontname"] for each in chars if each["text"] == character}
    return {name.partition("+")[2].rstrip(",") for name in names}


# ---------------------------------------------------------------- fonts


def test_each_role_is_set_in_its_own_embedded_font(press):
    made = press.pdf(
        document("<h1>协议</h1><h2>一、内容</h2><h3>（一）管理</h3><p>每学期2次。</p>")
    )

    assert faces(made) == {
        "GW-Biaosong",
        "GW-Heiti",
        "GW-Kaiti",
        "GW-Fangsong",
        "GW-Latin",
        "GW-Songti",
    }


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_rare_name_is_set_in_the_fallback_beside_thin_faces(press, name):
    made = press.pdf(document(f"<p>校长：周{name}</p>"))

    assert face_of(made, name) == {"GW-Rare"}


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_rare_name_is_set_in_the_heavy_fallback_beside_black_faces(press, name):
    made = press.pdf(document(f"<h2>周{name}</h2>"))

    assert face_of(made, name) == {"GW-Rare-Heavy"}


def test_a_rare_name_stands_on_the_base_line_of_its_neighbours(press):
    made = press.pdf(document(f"<p>校长：周{RARE_NAMES}</p>"))

    with opened(made) as pdf:
        assert len(body_lines(pdf.pages[0])) == 1


def test_a_rare_name_leaves_ink_on_the_page(press):
    made = press.pdf(document(f'<p class="flush">{RARE_NAMES[0]}</p>'))
    scale = 4  # dots a point

    page = pypdfium2.PdfDocument(made)[0].render(scale=scale).to_pil().convert("L")
    left, top = 28 * MM * scale, 37 * MM * scale
    square = page.crop((left, top, left + BODY * scale, top + BODY * scale))

    dark = sum(square.histogram()[:128]) / (square.width * square.height)
    assert 0.05 < dark < 0.5


def test_all_standard_characters_can_be_printed_in_both_weights(press):
    listing = (PROJECT / "tests" / "reports" / "standard_8105.txt").read_text("utf-8")
    standard = listing.replace("\n", "")

    press.pdf(document(f"<p>{standard}</p><h2>{standard}</h2>"))

    assert len(set(standard)) == 8105


@pytest.mark.parametrize("sign", ["😀", "龘", "✓"])
def test_a_character_without_a_glyph_is_an_error_that_names_it(press, sign):
    with pytest.raises(MissingGlyphError) as caught:
        press.pdf(document(f"<p>校长：周{sign}</p>"))

    assert caught.value.characters == (sign,)
    assert f"{sign} (U+{ord(sign):04X})" in str(caught.value)


def test_a_missing_glyph_is_not_hidden_by_a_quiet_log(press):
    logger = logging.getLogger("weasyprint")
    before = logger.level
    logger.setLevel(logging.ERROR)

    try:
        with pytest.raises(RuntimeError, match="the log of weasyprint is off"):
            press.pdf(document("<p>龘</p>"))
    finally:
        logger.setLevel(before)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname">',
        '<img src="FILE:///etc/hostname">',
        '<img src="http://example.org/a.png">',
        '<img src="ftp://example.org/a.png">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
        '<style>@import url("file:///etc/hostname");</style>',
        '<img src="app:pictures/../../manage.py">',
        '<img src="app:pictures/../../reports/fonts/GWSongti.ttf">',
        '<img src="app:fonts/%2e%2e/press.py">',
        '<img src="app:config/settings.py">',
        '<img src="app:fonts/SOURCES.json">',
        '<img src="app:pictures/missing.png">',
    ],
)
def test_nothing_outside_the_fonts_and_pictures_is_fetched(press, body):
    with pytest.raises(RefusedFetchError):
        press.pdf(document(body))


def test_a_refusal_names_the_address_and_can_be_caught_as_an_exception(press):
    with pytest.raises(PressError) as caught:
        press.pdf(document('<img src="file:///etc/hostname">'))

    assert isinstance(caught.value, Exception)
    assert caught.value.address == "file:///etc/hostname"


def test_a_picture_that_would_be_left_out_is_an_error(press):
    with pytest.raises(BrokenDocumentError):
        press.pdf(document('<img src="data:image/png;base64,AAAA">'))


def test_the_press_works_on_after_an_error(press):
    with pytest.raises(RefusedFetchError):
        press.pdf(document('<img src="file:///etc/hostname">'))

    assert press.pdf(document("<p>正文。</p>")).startswith(b"%PDF-1.7")


# ---------------------------------------------------------------- sameness


def test_the_same_input_gives_the_same_bytes(press):
    html = document(f"<h1>协议</h1><p>周{RARE_NAMES}，每学期2次。</p>")
    enclosed = (Enclosure.of_json("agreement.json", {"number": "LX-2025-0017"}),)

    first = press.pdf(html, attachments=enclosed)
    press.pdf(document("<p>另一份文件。</p>"))
    second = press.pdf(html, attachments=enclosed)

    assert first == second


def test_another_process_gives_the_same_bytes(press):
    html = document(f"<h1>协议</h1><p>周{RARE_NAMES}，每学期2次。</p>")
    code = (
        "import hashlib, sys; from reports.press import shared_press\n"
        "html = sys.stdin.buffer.read().decode()\n"
        "sys.stdout.write(hashlib.sha256(shared_press().pdf(html)).hexdigest())"
    )

    there = subprocess.run(
        [sys.executable, "-c", code], input=html.encode(), cwd=PROJECT, capture_output=True,
        check=True,
    )  # fmt: skip

    assert there.stdout.decode() == hashlib.sha256(press.pdf(html)).hexdigest()


def test_canonical_json_has_sorted_keys_and_plain_chinese():
    assert canonical_json({"b": [1, None], "a": "甲"}) == '{"a":"甲","b":[1,null]}'.encode()


# ---------------------------------------------------------------- archive form


def test_the_data_is_enclosed_with_its_relationship(press):
    data = {"number": "LX-2025-0017", "party": "甲"}
    enclosure = Enclosure.of_json("agreement.json", data, description="协议数据")

    made = press.pdf(document("<p>正文。</p>"), attachments=(enclosure,))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        specification = pdf.Root.AF[0]
        assert str(specification.AFRelationship) == "/Data"
        assert str(specification.Desc) == "协议数据"
        assert str(specification.EF.F.Subtype) == "/application/json"
        assert str(specification.EF.F.Params.ModDate) == "D:20000101000000Z"
        assert str(specification.EF.F.Params.CreationDate) == "D:20000101000000Z"
        assert pdf.attachments["agreement.json"].get_file().read_bytes() == canonical_json(data)


def test_the_document_declares_the_archive_form_and_its_structure(press):
    made = press.pdf(document("<h2>一、内容</h2><p>正文。</p>", title="学校结对帮扶协议书"))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
            assert metadata["dc:title"] == "学校结对帮扶协议书"
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "zh-CN"
        assert len(pdf.Root.OutputIntents) == 1
        assert "/StructTreeRoot" in pdf.Root


def test_every_font_is_embedded(press):
    made = press.pdf(document(f"<h1>协议</h1><p>周{RARE_NAMES}，2次。</p>"))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = [
            font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        ]
        assert all("/FontFile2" in font for font in fonts)
        assert fonts


# ---------------------------------------------------------------- geometry


def test_a_full_page_holds_22_lines_of_28_characters(press):
    made = press.pdf(document(PAGE_OF_TEXT))

    with opened(made) as pdf:
        first, second = (body_lines(page) for page in pdf.pages[:2])

    assert [len(line) for line in first] == [26] + [28] * 21
    assert [len(line) for line in second] == [28] * 22


def test_the_type_area_keeps_its_margins_within_a_millimetre(press):
    made = press.pdf(document(PAGE_OF_TEXT))

    with opened(made) as pdf:
        lines = body_lines(pdf.pages[1])
    base = [line[0]["matrix"][5] for line in lines]

    assert min(line[0]["x0"] for line in lines) / MM == pytest.approx(28, abs=0.1)
    assert 210 - max(line[-1]["x1"] for line in lines) / MM == pytest.approx(26, abs=0.5)
    assert 297 - (base[0] + 0.88 * BODY) / MM == pytest.approx(37, abs=0.1)
    assert (base[-1] - 0.12 * BODY) / MM == pytest.approx(35, abs=1)
    assert {round(high - low, 2) for high, low in itertools.pairwise(base)} == {29.53}


def test_a_line_that_cannot_be_full_is_spread_to_the_right_edge(press):
    # Figures are half wide: 28 and a half do not fit, 27 and a half must spread.
    made = press.pdf(document(f"<p>{('学期' * 13 + '123') * 8}</p>"))

    with opened(made) as pdf:
        lines = body_lines(pdf.pages[0])[:-1]

    assert {round(210 - line[-1]["x1"] / MM) for line in lines} == {26}


def test_no_line_starts_with_a_mark_or_ends_with_an_opening_one(press):
    sentences = "".join(
        f"{'学' * count}（{'校' * count}），“{'长' * count}”。" for count in range(1, 15)
    )
    made = press.pdf(document(f"<p>{sentences * 3}</p>"))

    with opened(made) as pdf:
        lines = [line for page in pdf.pages for line in body_lines(page)]

    assert [
        line[0]["text"] for line in lines if line[0]["text"] in "、，。；：！？）》”’"
    ] == []
    assert [line[-1]["text"] for line in lines if line[-1]["text"] in "（《“‘"] == []


def test_the_page_number_stands_outside_on_odd_and_even_pages(press):
    made = press.pdf(document(PAGE_OF_TEXT))

    with opened(made) as pdf:
        starts = [
            next(each["x0"] for each in page.chars if each["fontname"].endswith("GW-Songti"))
            / MM
            for page in pdf.pages[:2]
        ]

    assert starts[0] > 150
    assert starts[1] == pytest.approx(28 + 14 / MM, abs=1)


def test_the_version_stands_at_the_foot_of_every_page(press):
    made = press.pdf(document(PAGE_OF_TEXT))

    texts = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]

    assert ["LX-2025-0017" in text for text in texts] == [True] * len(texts)


def test_only_a_draft_is_marked_as_one_on_every_page(press):
    html = document(f'{PAGE_OF_TEXT}<section class="annex turned"><p>表</p></section>')

    final = PdfReader(io.BytesIO(press.pdf(html))).pages
    draft = PdfReader(io.BytesIO(press.pdf(html, draft=True))).pages

    assert ["稿" in page.extract_text() for page in final] == [False] * len(final)
    assert ["稿" in page.extract_text() for page in draft] == [True] * len(draft)
    assert len(final) == len(draft)
