"""The pages of the agreement as a printer gets them: codes, edges, texts out of size."""

import io
from datetime import date

import pdfplumber
import pypdfium2
import pytest
import zxingcpp

from agreements.models import Agreement, Verified
from agreements.services import SignedPaper, enter_scan
from agreements.services.errors import OtherVersionError
from pairing.models import School
from reports import press_wording, services
from reports.press import MissingGlyphError
from tests.agreements.scans import as_pdf, file_of
from tests.factories import at, create_agreement, create_user
from tests.reports.paired import create_pair, write_text

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
DPI = 200  # a scan of an office machine
LONG_NAME = "青石县石门镇第一中心小学与石鼓湾九年一贯制实验学校教育集团" * 2


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_ADDRESS = "https://jd.example"


@pytest.fixture
def agreement():
    made = create_agreement(
        pairing=create_pair(), number="XY-2025-01", copies=5, preamble="双方订立本协议。"
    )
    write_text(made)
    return made


def printed(agreement):
    return services.agreement_pdf(Agreement.objects.for_document().get(pk=agreement.pk))


def pictures(made):
    for page in pypdfium2.PdfDocument(made):
        yield page.render(scale=DPI / 72, grayscale=True).to_pil()


def codes(picture):
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def last_clause_says(agreement, words):
    clause = agreement.clauses.exclude(parent=None).last()
    clause.closing = words
    clause.save(update_fields=["closing"])


def chars(made):
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return [(page, char) for page in pdf.pages for char in page.chars]


def test_a_scan_of_any_page_tells_the_version_upright_turned_and_upside_down(agreement):
    pages = list(pictures(printed(agreement)))
    read = [codes(page) for page in pages]
    turned = [codes(page.rotate(180)) for page in pages]

    (address,) = set.intersection(*read)
    assert address.startswith("https://jd.example/v/")
    assert all(address in found for found in turned)
    assert {page.width > page.height for page in pages} == {False, True}


def test_the_code_in_words_is_the_one_in_the_picture(agreement):
    made = printed(agreement)
    (address,) = set.intersection(*(codes(page) for page in pictures(made)))

    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()

    assert address.rpartition("/")[2] in text.replace("\u2060", "")


def test_the_place_of_the_seam_seal_is_at_the_outer_edge_of_every_sheet(agreement):
    made = printed(agreement)
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        at = [
            [char for char in page.chars if char["text"] == "骑"][:1]
            or pytest.fail(f"page {page.page_number} has none")
            for page in pdf.pages
        ]
        sizes = [(page.width, page.height) for page in pdf.pages]

    for number, ((mark,), (width, height)) in enumerate(zip(at, sizes, strict=True), start=1):
        if width > height:  # the sheet's outer edge is below on odd pages, above on even ones
            edge = (height - mark["bottom"]) if number % 2 else mark["top"]
        else:
            edge = (width - mark["x1"]) if number % 2 else mark["x0"]
        assert edge / MM < 10, number


@pytest.mark.parametrize("size", ["a long name", "a long clause", "many holders"])
def test_nothing_leaves_the_type_area(agreement, size):
    if size == "a long name":
        for school in School.objects.all():
            school.name = f"{LONG_NAME[:-1]}{school.pk % 10}"
            school.save(update_fields=["name"])
    elif size == "a long clause":
        last_clause_says(agreement, "双方及时商议，妥善处理，并做好记录。" * 167)
    else:
        for place in range(30):
            agreement.copy_holders.create(holder=f"第{place}教育办公室", order=place + 9)

    upright = [
        (page, char)
        for page, char in chars(printed(agreement))
        if page.width < page.height and char["size"] > 10 and char["text"].strip()
    ]

    assert min(char["x0"] for _page, char in upright) / MM >= 28 - 0.3
    assert max(char["x1"] for _page, char in upright) / MM <= 184 + 0.3
    assert max(char["bottom"] for _page, char in upright) / MM < 297 - 20


def test_a_character_no_font_has_is_refused_with_its_place(agreement):
    last_clause_says(agreement, "资料由王😀老师随时收集整理。")

    with pytest.raises(MissingGlyphError) as caught:
        printed(agreement)

    assert caught.value.characters == ("😀",)
    (place, *_more) = caught.value.places
    assert place.startswith("（四）其他：")
    assert "由王😀老师" in place
    assert place in press_wording.sentence(caught.value)


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", '<img src="file:///etc/passwd">', "周䶮老师"],
)
def test_what_looks_like_code_and_rare_names_are_printed_as_written(agreement, words):
    last_clause_says(agreement, words)

    text = "".join(char["text"] for _page, char in chars(printed(agreement)))

    assert "".join(words.split()) in "".join(text.replace("\u2060", "").split())


def test_a_scan_of_the_printed_paper_is_taken_and_one_of_a_changed_text_is_refused(agreement):
    """The whole way: the press prints the code, a scanner reads it, the signing compares."""
    agreement.signatures.all().delete()
    Agreement.objects.filter(pk=agreement.pk).update(state="signing")
    paper = list(pictures(printed(agreement)))
    words = agreement.clauses.exclude(parent=None).last().closing
    changed = Agreement.objects.get(pk=agreement.pk)
    last_clause_says(changed, "另行商定。")

    with pytest.raises(OtherVersionError):
        enter(changed, paper)
    last_clause_says(changed, words)
    signature = enter(changed, paper)

    assert signature.verified == Verified.QR


def enter(agreement, pages):
    scan = SignedPaper(
        signer_name="沈立",
        signed_on=agreement.created_on,
        sealed_on=agreement.created_on,
        scan=file_of(as_pdf(*pages)),
    )
    when = at(date(2025, 3, 9))
    return enter_scan(agreement, side="supporting", paper=scan, by=create_user(), at=when)
