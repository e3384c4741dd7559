"""The page where anybody checks a paper: by its code in any writing, or by the file."""

import hashlib
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.document import document_of
from agreements.models import Agreement
from agreements.version import version_code
from reports import rate, verifying
from reports.archive import file_agreement
from reports.models import FiledDocument
from reports.verifying import code_in
from tests.factories import at, create_bureau
from tests.reports.archive.test_archive import NOW, content_of, file
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db
HINT = "没有备案记录"


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


@pytest.fixture
def row() -> FiledDocument:
    return file_agreement(create_small_agreement(create_pair()), by=None, at=NOW)


def ask(client, **asked):
    return client.post(reverse("verify"), asked)


def pdf(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("协议.pdf", content, content_type="application/pdf")


@pytest.mark.parametrize(
    "typed",
    [
        "6100-1910-AB12",
        "61001910ab12",
        " 6100 1910 ab12 ",
        "６１００－１９１０－ＡＢ１２",
        "6lOO-191O-AB12",
        "6100—1910—AB12",
        "https://jd.example.cn/v/6100-1910-AB12/",
        "jd.example.cn/v/61001910AB12",
    ],
)
def test_a_code_is_read_in_any_writing(typed):
    assert code_in(typed) == "6100-1910-AB12"


@pytest.mark.parametrize(
    "typed", ["", "6100", "6100-1910-AB123", "6100-1910-AG12", "协议", "/v/"]
)
def test_what_is_no_code_is_none(typed):
    assert code_in(typed) == ""


def test_a_code_tells_what_is_on_record_and_nothing_more(client, row):
    page = client.get(reverse("verify_code", args=[row.code.lower()]))

    told = page.context["page"]
    assert told.title == "该校验码的文件已备案"
    assert told.facts == (
        ("文件", "学校结对帮扶协议书"),
        ("编号", row.paper_number),
        ("档号", row.number),
        ("甲方", "云亭学校"),
        ("乙方", "石门学校"),
        ("备案", f"2026年11月23日 · {row.bureau_name}"),
    )
    text = page.content.decode()
    assert row.file_sha256 not in text
    for hidden in ("沈立", "许明远", "示范课", row.data_sha256):
        assert hidden not in text


def test_the_code_of_the_signed_text_leads_to_the_same_record(client, row):
    page = client.get(reverse("verify_code", args=[row.text_code]))

    assert ("档号", row.number) in page.context["page"].facts


def test_a_typed_code_leads_to_its_own_address(client, row):
    answer = ask(client, code=row.code.replace("-", " ").lower())

    assert answer.url == reverse("verify_code", args=[row.code])


def test_an_unknown_code_and_one_of_a_text_being_signed_are_answered_alike(client, row):
    agreement = create_small_agreement(
        create_pair(code="JD-0002", bureau=create_bureau(), names=("甲校", "乙校"))
    )
    printed = Agreement.objects.for_document().get(pk=agreement.pk)
    waiting = version_code(document_of(printed))
    asked = [client.get(reverse("verify_code", args=[c])) for c in (waiting, "0000-0000-0000")]

    first, second = (page.context["page"] for page in asked)
    assert first == second
    assert (first.title, first.facts, first.state) == (HINT, (), None)
    assert [page.status_code for page in asked] == [200, 200]


def test_looking_up_costs_the_same_for_what_is_there_and_what_is_not(
    client, row, django_assert_num_queries
):
    summary = file(create_pair(code="JD-0003", bureau=create_bureau(), names=("丙校", "丁校")))

    for code in (summary.code, "0000-0000-0000"):
        with django_assert_num_queries(1):
            client.get(reverse("verify_code", args=[code]))


def test_the_checksum_a_browser_took_tells_the_filed_file_from_another(client, row):
    same = ask(client, sha256=row.file_sha256.upper()).context["page"]
    other = ask(client, sha256="0" * 64).context["page"]

    assert (same.title, same.look) == ("与备案文件一致", "is-met")
    assert (other.title, other.facts) == (HINT, ())


def test_a_file_is_compared_with_the_code_it_is_shown_under(client, row):
    one_byte = bytearray(content_of(row))
    one_byte[-1] ^= 1

    same = ask(client, code=row.code, file=pdf(content_of(row))).context["page"]
    altered = ask(client, code=row.text_code, file=pdf(bytes(one_byte))).context["page"]

    assert same.title == "与备案文件一致"
    assert (altered.title, altered.look) == ("与备案文件不一致", "is-breach")
    assert ("档号", row.number) in altered.facts


def test_a_file_filed_under_another_code_is_not_this_one(client, row):
    other = file(create_pair(code="JD-0002", bureau=create_bureau(), names=("甲校", "乙校")))

    page = ask(client, code=row.code, sha256=other.file_sha256).context["page"]

    assert page.title == "与备案文件不一致"


def test_a_file_that_is_sent_is_hashed_and_not_kept(client, row, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    before = set(_files())
    large = content_of(row) + b" " * 3_000_000

    page = ask(client, file=pdf(large))

    assert page.context["form"].checksum == hashlib.sha256(large).hexdigest()
    assert page.context["page"].title == HINT
    assert (set(_files()), list(tmp_path.iterdir())) == (before, [])


def _files(folder: str = ""):
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inside in folders:
        yield from _files(f"{folder}/{inside}".strip("/"))


def test_a_file_that_is_too_large_is_refused_in_a_sentence(client, monkeypatch):
    monkeypatch.setattr(verifying.HashingHandler.__init__, "__kwdefaults__", {"most": 1000})

    page = ask(client, file=pdf(b"%PDF" + b" " * 200_000))

    assert page.context["form"].errors["file"] == ["文件超过 50 MB：备案文件没有这么大。"]


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({}, "code", "请填写校验码，或选择文件。"),
        ({"code": "协议"}, "code", "校验码共12位，由数字和字母A至F组成，例如6100-1910-AB12。"),
        ({"sha256": "abc"}, "sha256", "这不是校验码。"),
    ],
)
def test_what_cannot_be_asked_comes_back_with_one_sentence(client, asked, field, words):
    page = ask(client, **asked)

    assert page.context["form"].errors[field] == [words]


def test_an_address_with_no_code_asks_for_one(client):
    page = client.get(reverse("verify_code", args=["协议"]))

    assert "6100-1910-AB12" in page.content.decode()


def test_a_paper_that_was_superseded_says_so(client):
    pairing = create_pair()
    first = file(pairing)
    file(pairing, facts={"count": 4}, supersedes=first, at=at(date(2026, 12, 1)))

    page = client.get(reverse("verify_code", args=[first.code])).context["page"]
    same = ask(client, sha256=first.file_sha256).context["page"]

    assert page.state.word == same.state.word == "2026年12月1日 已被替代"
    assert same.title == "与备案文件一致"


def test_search_engines_are_told_to_stay_away(client, row):
    page = client.get(reverse("verify_code", args=[row.code]))

    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots"' in page.content.decode()


def test_who_asks_too_often_is_asked_to_wait(client, row, monkeypatch):
    monkeypatch.setattr(rate, "MOST_ASKED", 3)
    address = reverse("verify_code", args=[row.code])

    asked = [client.get(address).status_code for _ in range(5)]
    posted = ask(client, code=row.code).status_code
    elsewhere = client.get(address, REMOTE_ADDR="10.0.0.9").status_code

    assert (asked, posted, elsewhere) == ([200, 200, 200, 429, 429], 429, 200)
