"""The rule of the page, measured on both real templates: the table of GB/T 9704 in figures.

``test_press`` measures the press on plain text, this page what comes out of the templates.
"""

import io
import subprocess
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from agreements.models import Agreement
from pairing.models import Pairing
from reports import services
from tests.factories import create_agreement
from tests.reports.paired import (
    LATER,
    create_pair,
    create_small_agreement,
    create_year,
    write_text,
)

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
BODY = 15.75  # pt
KINDS = ("agreement", "summary")
MARKS = "、，。；：！？）》〉”’】"
UNITS = "年月日次节名人项份"
MADE: dict[str, bytes] = {}


@pytest.fixture(params=KINDS)
def made(request, settings, tmp_path):
    """The bytes of one kind; made once, for the same content gives the same bytes."""
    settings.MEDIA_ROOT, settings.SITE_ADDRESS = tmp_path, "https://jd.example"
    if request.param not in MADE:
        MADE[request.param] = agreement() if request.param == "agreement" else summary()
    return MADE[request.param]


def agreement():
    row = create_agreement(
        pairing=create_pair(), number="XY-2025-01", preamble="双方平等协商，订立本协议。" * 9
    )
    write_text(row)
    return services.agreement_pdf(Agreement.objects.for_document().get(pk=row.pk))


def summary():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    found = Pairing.objects.for_list().get(pk=pairing.pk)
    return services.summary_pdf(found, school_year=2025, on=LATER)


def opened(made):
    return pdfplumber.open(io.BytesIO(made))


def rows_of(page):
    """Body characters by base line, top line first."""
    rows = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - BODY) < 0.1 and char["upright"] and char["text"].strip():
            rows[round(char["matrix"][5], 1)].append(char)
    return [sorted(rows[y], key=lambda char: char["x0"]) for y in sorted(rows, reverse=True)]


@cache
def picture(made, number):
    """Page ``number`` at 600 dots an inch, in grey, from another renderer than the others."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "paper.pdf"
        source.write_bytes(made)
        page = ["-f", str(number), "-l", str(number)]
        command = ["pdftoppm", "-r", "600", "-gray", *page, source, f"{folder}/p"]
        subprocess.run(command, check=True)
        with Image.open(next(Path(folder).glob("p-*"))) as image:
            image.load()
            return image.copy()


def ink(image, left, top, right, bottom):
    """The box of what is black in the rectangle, in mm of the page; None where nothing is."""
    dot = 25.4 / 600
    box = image.crop([round(mm / dot) for mm in (left, top, right, bottom)])
    found = box.point(lambda grey: 255 * (grey < 128)).getbbox()
    return found and (
        left + found[0] * dot,
        top + found[1] * dot,
        left + found[2] * dot,
        top + found[3] * dot,
    )


@pytest.mark.parametrize("number", [1, 2], ids=["an odd page", "an even page"])
def test_the_page_number_stands_seven_millimetres_below_and_one_character_in(made, number):
    left, right = (150, 184) if number % 2 else (28, 60)
    image = picture(made, number)

    found = ink(image, left, 263, right, 275)
    dash = ink(image, found[0], 263, found[0] + 3, 275)

    assert dash[1] - 262 == pytest.approx(7, abs=0.2)
    inset = 184 - found[2] if number % 2 else found[0] - 28
    assert inset == pytest.approx(14 / MM, abs=0.2)


def test_the_title_stands_in_the_middle_of_the_type_area(made):
    with opened(made) as pdf:
        title = [char for char in pdf.pages[0].chars if abs(char["size"] - 22) < 0.1]

    first = min(char["matrix"][5] for char in title)
    line = [char for char in title if char["matrix"][5] == first]
    middle = (min(c["x0"] for c in line) + max(c["x1"] for c in line)) / 2 / MM
    assert middle == pytest.approx(28 + 156 / 2, abs=0.3)


def test_a_figure_stays_on_the_line_of_its_unit(made):
    with opened(made) as pdf:
        lines = ["".join(c["text"] for c in row) for page in pdf.pages for row in rows_of(page)]

    parted = [
        (line, after)
        for line, after in pairwise(lines)
        if line[-1].isdigit() and after[0] in UNITS
    ]
    assert parted == []


def test_only_the_embedded_faces_are_used_and_none_is_smeared_to_a_bold(made):
    with opened(made) as pdf:
        pages = [page.chars for page in pdf.pages]

    names = {char["fontname"].partition("+")[2] for chars in pages for char in chars}
    assert {name.rstrip(",") for name in names if not name.startswith("GW-")} == set()
    for page in pypdfium2.PdfDocument(made):
        raw = page.get_textpage().get_text_range()
        assert "\ufffd" not in raw


def test_every_page_keeps_its_head_and_binding_free(made):
    """Only codes, numbers and the place of the seam seal stand outside the type area."""
    with opened(made) as pdf:
        upright = [page for page in pdf.pages if page.width < page.height]
        bodies = [[c for row in rows_of(page) for c in row] for page in upright]

    for page, chars in zip(upright, bodies, strict=True):
        number = page.page_number
        assert min(c["x0"] for c in chars) / MM >= 27.5, number
        # A squeezed mark gives back its empty right half at the edge.
        assert max(c["x1"] for c in chars if c["text"] not in MARKS) / MM <= 184.5, number
        assert min(c["top"] for c in chars) / MM >= 36, number


def test_turned_pages_have_the_margins_of_the_turned_sheet(made):
    with opened(made) as pdf:
        turned = [page for page in pdf.pages if page.width > page.height]
        sizes = [(round(page.width / MM), round(page.height / MM)) for page in turned]
        rules = [page.lines + page.rects for page in turned]

    assert set(sizes) == {(297, 210)}
    for page, drawn in zip(turned, rules, strict=True):
        table = [each for each in drawn if each["x1"] - each["x0"] > 200 * MM]
        for rule in table:
            assert rule["x0"] / MM == pytest.approx(35, abs=0.6), page.page_number
            assert rule["x1"] / MM == pytest.approx(297 - 37, abs=0.6), page.page_number


def test_every_page_tells_its_paper_to_a_scanner(made):
    read = [
        {
            found.text
            for found in zxingcpp.read_barcodes(
                page.render(scale=200 / 72, grayscale=True).to_pil()
            )
        }
        for page in pypdfium2.PdfDocument(made)
    ]

    (address,) = set.intersection(*read)
    assert address.startswith("https://jd.example/v/")
