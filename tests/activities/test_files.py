"""Which files are kept, and what is left of them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.activities.desk import codes


def picture(*, name="photo.jpg", kind="JPEG", size=(40, 30), exif=None) -> SimpleUploadedFile:
    buffer = BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + (
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)

BAD_FILES = {
    "a table": ("list.xlsx", b"PK\x03\x04 no picture", "wrong_kind"),
    "a page": ("page.html", b"<script>alert(1)</script>", "wrong_kind"),
    "a page called photo": ("photo.jpg", b"<script>alert(1)</script>", "unreadable"),
    "a broken picture": ("photo.png", b"\x89PNG\r\n\x1a\n broken", "unreadable"),
    "a broken PDF": ("plan.pdf", b"%PDF-1.4 broken", "unreadable"),
    "nothing": ("photo.jpg", b"", "empty"),
    "a drawing with script": ("x.svg", b"<svg xmlns='x'><script/></svg>", "wrong_kind"),
}


@pytest.mark.parametrize(("name", "content", "code"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_photo_and_no_pdf_is_refused(fill, name, content, code):
    form = fill(files={"file": SimpleUploadedFile(name, content)})

    assert codes(form) == {"file": [code]}


def test_a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not(fill):
    padding = 10 * 1024 * 1024 - len(PDF)
    exact = SimpleUploadedFile("plan.pdf", PDF + b" " * padding)
    more = SimpleUploadedFile("plan.pdf", PDF + b" " * (padding + 1))

    assert codes(fill(files={"file": exact})) == {}
    assert codes(fill(files={"file": more})) == {"file": ["too_big"]}


def test_a_photo_is_kept_smaller_upright_and_without_its_place(fill):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    form = fill(files={"file": picture(size=(3000, 1000), exif=exif)})

    assert form.is_valid()
    checked = form.cleaned_data["file"]
    with Image.open(BytesIO(checked.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (533, 1600), {})
    assert (checked.name, checked.content_type) == ("photo.jpg", "image/jpeg")


NAMES = {
    "../../etc/签到 表.PNG": "签到 表.jpg",
    "C:\\photos\\a.b.png": "a.b.jpg",
    ".png": "file.jpg",
    "x" * 200 + ".png": "x" * 116 + ".jpg",
}


@pytest.mark.parametrize(("sent", "kept"), NAMES.items())
def test_a_file_keeps_its_name_without_path_and_with_its_true_ending(fill, sent, kept):
    upload = picture(kind="PNG")
    upload._name = sent  # what a hostile client may send: Django has cleaned its own uploads
    form = fill(files={"file": upload})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["file"].name == kept


def test_a_file_sent_with_errors_elsewhere_has_to_be_chosen_again(fill):
    assert fill(lessons="", files={"file": picture()}).has_lost_file
    assert not fill(files={"file": picture()}).has_lost_file
