"""Reading the code from a scan: straight, turned, faint, of other texts, damaged, too large."""

import io
from contextlib import suppress
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from agreements import scanning, services
from agreements.models import Signature
from agreements.version import as_typed
from tests.agreements.scans import (
    OTHER_CODE,
    SITE,
    as_pdf,
    as_picture,
    code_of,
    file_of,
    page,
    scan_of,
)
from tests.factories import (
    at,
    create_agreement,
    create_obligation,
    create_pairing,
    create_person,
    create_programme,
    create_user,
)

CODE = "6100-1910-AB12"
DAY = date(2025, 3, 5)


def read(content: bytes) -> scanning.Scanned:
    return scanning.scanned(io.BytesIO(content))


# --- Reading ----------------------------------------------------------------------------------
SHEETS = {
    "straight": page(CODE),
    "upside down": page(CODE, turn=180),
    "sideways": page(CODE, turn=90),
    "a little crooked": page(CODE, turn=3),
    "crooked": page(CODE, turn=9),
    "blurred": page(CODE).filter(ImageFilter.GaussianBlur(1.5)),
    "without hyphens": page(address=f"{SITE}/v/610019 10AB12".replace(" ", "")),
    "small letters": page(address=f"http://10.0.0.1:8000/v/{CODE.lower()}"),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("write", [as_pdf, as_picture], ids=["PDF", "JPEG"])
def test_the_code_of_a_page_is_read(sheet, write):
    assert read(write(sheet)) == scanning.Scanned(codes=(CODE,), pages=1, with_code=1)


def test_a_png_is_read_too():
    assert read(as_picture(page(CODE), kind="PNG")).codes == (CODE,)


def test_every_page_is_read_and_a_code_told_once():
    found = read(as_pdf(page(CODE), page(), page(CODE), page(OTHER_CODE)))

    assert found == scanning.Scanned(codes=(CODE, OTHER_CODE), pages=4, with_code=3)


@pytest.mark.parametrize(
    "sheet",
    [
        page(),
        page(address="https://example.com/v/"),
        page(address=f"{SITE}/v/{CODE}-77"),
        page(address="付款码"),
    ],
    ids=["empty", "an address without a code", "a longer code", "a code of something else"],
)
def test_what_is_no_code_of_ours_is_none(sheet):
    assert read(as_pdf(sheet)).codes == ()


def test_a_very_large_page_is_read_at_a_size_that_fits_in_memory():
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    content = io.BytesIO()
    document.save(content)

    assert read(content.getvalue()).codes == ()


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 scan", as_pdf(page(CODE))[:4000], as_picture(page(CODE))[:60], b"GIF89a"],
    ids=["no PDF", "half a PDF", "the head of a picture", "another kind"],
)
def test_what_cannot_be_opened_is_said(content):
    with pytest.raises(scanning.NotReadableError):
        read(content)


def test_more_pages_than_an_agreement_has_are_not_read(monkeypatch):
    monkeypatch.setattr(scanning, "MOST_PAGES", 2)

    with pytest.raises(scanning.TooLargeError) as refused:
        read(as_pdf(page(), page(), page()))

    assert (refused.value.found, refused.value.most) == (3, 2)


@pytest.mark.parametrize(("edge", "millions"), [(9_000, 81), (14_000, 178)])
def test_a_picture_that_would_fill_the_memory_is_not_opened(edge, millions):
    bomb = io.BytesIO()
    Image.new("1", (edge, edge)).save(bomb, "PNG")  # a few kilobytes on disk

    with pytest.raises(scanning.TooLargeError) as refused:
        read(bomb.getvalue())

    assert (refused.value.found, refused.value.most) == (millions, 60)


TYPED = {
    "as printed": "6100-1910-AB12",
    "without hyphens": "61001910AB12",
    "in small letters, with spaces": " 6100 1910 ab12 ",
    "full width": "６１００－１９１０－ＡＢ１２",
    "the letter O": "61OO-191O-AB12",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_a_typed_code_is_read_as_people_write_it(text):
    assert as_typed(text) == CODE


@pytest.mark.parametrize("text", ["", "6100-1910-AB1", "6100-1910-AB12-3", "一二三"])
def test_what_is_no_code_is_not_taken_for_one(text):
    assert as_typed(text) != CODE


# --- Entering ---------------------------------------------------------------------------------
def create_open(**fields):
    agreement = create_agreement(signed_on=None, state="signing", **fields)
    create_obligation(agreement=agreement)
    return agreement


def enter(agreement, content, *, code=""):
    paper = services.SignedPaper(
        signer_name="陆怀谨", signed_on=DAY, scan=file_of(content), code=code
    )
    return services.enter_scan(
        agreement,
        side="supporting",
        paper=paper,
        by=create_user(),
        at=at(DAY),
        address="10.2.3.4",
    )


@pytest.mark.django_db
def test_a_scan_of_this_text_is_kept_and_how_it_was_seen():
    agreement = create_open()

    signature = enter(agreement, scan_of(agreement))

    assert (signature.verified, signature.entered_from) == ("qr", "10.2.3.4")
    assert signature.text_sha256 == agreement.text_sha256 != ""


@pytest.mark.django_db
def test_a_scan_of_another_text_is_refused_naming_both_codes():
    agreement = create_open()
    mixed = as_pdf(page(code_of(agreement)), page(OTHER_CODE))

    for content in (as_pdf(page(OTHER_CODE)), mixed):
        with pytest.raises(services.OtherVersionError) as refused:
            enter(agreement, content, code=code_of(agreement))
        assert refused.value.facts == {"found": OTHER_CODE, "asked": code_of(agreement)}

    assert not Signature.objects.exists()


@pytest.mark.django_db
def test_where_no_code_can_be_read_it_is_typed():
    agreement = create_open()
    unreadable = as_pdf(page())

    with pytest.raises(services.NoCodeError):
        enter(agreement, unreadable)
    with pytest.raises(services.OtherCodeError):
        enter(agreement, unreadable, code=OTHER_CODE)
    signature = enter(agreement, unreadable, code=code_of(agreement).lower().replace("-", " "))

    assert signature.verified == "typed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"%PDF-1.7 scan", services.ScanUnreadableError),
        (as_pdf(*[page(size=(60, 60))] * 41), services.ScanTooLargeError),
    ],
)
def test_what_cannot_be_opened_is_not_kept(content, error):
    with pytest.raises(error):
        enter(create_open(), content, code=CODE)

    assert not Signature.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "needs_seal", "takes"),
    [
        ("paper", False, {"scan"}),
        ("system", False, {"system"}),
        ("system", True, {"system", "scan"}),
        ("either", False, {"system", "scan"}),
    ],
)
def test_the_programme_says_how_it_is_signed(way, needs_seal, takes):
    found = set()
    for name in ("scan", "system"):
        pairing = create_pairing(programme=create_programme(signing_way=way))
        agreement = create_open(pairing=pairing, needs_seal=needs_seal)
        signer = create_person(school=pairing.supporting_school)
        who = {"by": create_user(), "at": at(DAY)}
        with suppress(services.OtherWayError):
            if name == "scan":
                enter(agreement, scan_of(agreement))
            else:
                services.sign(agreement, side="supporting", signer=signer, **who)
            found.add(name)

    assert found == takes


@pytest.mark.django_db
def test_a_confirmation_in_the_system_keeps_address_and_checksum_of_the_text():
    agreement = create_open()
    signer = create_person(school=agreement.pairing.supporting_school)
    who = {"by": create_user(), "at": at(DAY, 15), "address": "2001:db8::7"}

    services.sign(agreement, side="supporting", signer=signer, **who)

    kept = Signature.objects.get()
    agreement.refresh_from_db()
    assert (kept.entered_from, kept.entered_at) == ("2001:db8::7", at(DAY, 15))
    assert kept.text_sha256 == agreement.text_sha256 != ""
