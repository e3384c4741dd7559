"""Filing a paper: once, under its number and its checksums, never over another."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from agreements.document import document_of
from agreements.models import Agreement
from agreements.version import grouped, version_code
from compliance.filing import file_year
from compliance.models import Filing
from pairing.models import Bureau
from records.canonical import canonical_json
from records.models import AppendOnlyError, Event, Job
from records.signals import agreement_in_force
from records.tasks import run_job
from reports import services
from reports.archive import (
    AlreadyFiledError,
    NotToFileError,
    StrangeDataError,
    file_agreement,
    file_document,
)
from reports.archive.enclosed import enclosed_files
from reports.archive_storage import OverwriteRefusedError, archive_storage
from reports.models import ArchiveRules, FiledDocument, Retention
from reports.press import Enclosure, shared_press
from tests.factories import at, create_user
from tests.reports.paired import LATER, create_pair, create_small_agreement, create_year

pytestmark = pytest.mark.django_db
NOW = at(LATER)


def paper(facts) -> dict:
    """A PDF that encloses ``facts``, as ``file_document`` takes it."""
    enclosure = Enclosure.of_json("facts.json", facts)
    html = '<html lang="zh-CN"><head><title>总结</title></head><body><p>正文</p></body></html>'
    return {
        "made": shared_press().pdf(html, attachments=(enclosure,)),
        "data": canonical_json(facts),
    }


def file(pairing, *, facts=None, about=..., **fields) -> FiledDocument:
    """About ``pairing``, unless ``about`` says that it is about none."""
    asked = {
        "kind": "pairing_summary",
        "title": "年度总结",
        "parties": ("云亭学校", "石门学校"),
        "bureau": pairing.programme.bureau,
        "by": None,
        "at": NOW,
        "pairing": pairing if about is ... else about,
        "school_year": 2025,
    }
    return file_document(**asked | paper(facts or {"count": 3}) | fields)


def content_of(row: FiledDocument) -> bytes:
    with row.file.open("rb") as kept:
        return kept.read()


# --- One paper --------------------------------------------------------------------------------
def test_a_filed_paper_is_kept_with_its_number_its_data_and_both_checksums():
    pairing, by = create_pair(), create_user(name="沈立")
    asked = paper({"count": 3})

    row = file(pairing, by=by)

    digest = hashlib.sha256(asked["data"]).hexdigest()
    assert content_of(row) == asked["made"]
    assert row.file_sha256 == hashlib.sha256(asked["made"]).hexdigest()
    assert (row.data_sha256, row.data, row.code) == (digest, {"count": 3}, grouped(digest))
    assert (row.size, row.filed_on, row.filed_by_name) == (len(asked["made"]), LATER, "沈立")
    assert (row.parties, row.bureau_name) == (["云亭学校", "石门学校"], "青石县教育局")
    assert row.number == f"J{row.bureau_id}-WS·2026-D30-0001"
    assert Event.objects.about(row).get().verb == "document.filed"


def test_the_file_lies_under_its_own_checksum_and_nobody_may_write_it():
    row = file(create_pair())

    assert row.file.name == f"archive/{row.file_sha256[:2]}/{row.file_sha256}.pdf"
    assert Path(row.file.path).stat().st_mode & 0o777 == 0o440


def test_pressed_twice_it_is_filed_once():
    pairing = create_pair()

    first, second = file(pairing), file(pairing, at=at(date(2026, 12, 1)))

    assert (first.pk, FiledDocument.objects.count(), Event.objects.count()) == (second.pk, 1, 1)


def test_another_text_about_the_same_year_is_refused_with_the_one_that_stands():
    pairing = create_pair()
    first = file(pairing)

    with pytest.raises(AlreadyFiledError) as refused:
        file(pairing, facts={"count": 4})

    assert refused.value.document == first
    assert FiledDocument.objects.count() == 1


def test_a_corrected_text_takes_the_place_of_the_one_it_names():
    pairing = create_pair()
    first = file(pairing)

    second = file(pairing, facts={"count": 4}, supersedes=first)

    first = FiledDocument.objects.get(pk=first.pk)
    assert (first.superseded_on, first.superseded_by, first.is_superseded) == (
        LATER,
        second,
        True,
    )
    assert list(FiledDocument.objects.current()) == [second]
    assert (first.serial, second.serial) == (1, 2)


def test_the_same_data_file_again_after_a_correction_is_a_paper_of_its_own():
    pairing = create_pair()
    first = file(pairing)
    second = file(pairing, facts={"count": 4}, supersedes=first)

    third = file(pairing, supersedes=second)

    assert [row.pk for row in FiledDocument.objects.current()] == [third.pk]
    assert third.file.name == first.file.name


def test_a_file_that_does_not_enclose_its_data_is_refused():
    pairing = create_pair()

    with pytest.raises(StrangeDataError):
        file(pairing, data=canonical_json({"count": 5}))
    with pytest.raises(StrangeDataError):
        file(pairing, made=b"no paper at all")

    assert FiledDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("agreement", "agreement"),
        ("amendment", "agreement"),
        ("pairing_summary", "pairing"),
        ("school_summary", "school and school_year"),
        ("closing_summary", "agreement"),
    ],
)
def test_a_paper_about_nothing_is_refused(kind, missing):
    pair = create_pair()

    with pytest.raises(ValueError, match=missing):
        file(pair, kind=kind, about=None, school_year=None)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="letter"):
        file(create_pair(), kind="letter")


# --- Numbers ----------------------------------------------------------------------------------
def test_items_count_on_within_a_bureau_and_a_year():
    one = create_pair()
    bureau = one.programme.bureau
    two = create_pair(code="JD-0002", bureau=bureau, names=("甲校", "乙校"))
    other = create_pair(
        code="JD-0003", bureau=Bureau.objects.create(name="白水县教育局"), names=("丙", "丁")
    )

    rows = [
        file(one),
        file(two, facts={"count": 4}),
        file(other, facts={"count": 5}),
        file(one, facts={"count": 6}, school_year=2026, at=at(date(2027, 7, 1))),
    ]

    assert [(row.year, row.serial) for row in rows] == [
        (2026, 1),
        (2026, 2),
        (2026, 1),
        (2027, 1),
    ]
    assert len({row.number for row in rows}) == 4


def test_the_rules_of_the_bureau_say_the_fonds_and_how_long_a_kind_is_kept():
    pairing = create_pair()
    ArchiveRules.objects.create(
        bureau=pairing.programme.bureau, fonds="0371", pairing_summary=Retention.PERMANENT
    )

    row = file(pairing)

    assert (row.number, row.retention) == ("0371-WS·2026-Y-0001", Retention.PERMANENT)


def test_the_division_code_stands_for_the_fonds_unless_another_bureau_has_it_too():
    pairing = create_pair()
    bureau = pairing.programme.bureau
    bureau.division_code = "410122"
    bureau.save()

    row = file(pairing)
    Bureau.objects.create(name="第二教育局", division_code="410122")
    later = file(pairing, facts={"count": 4}, school_year=2026)

    assert row.number == "410122-WS·2026-D30-0001"
    assert later.number == f"410122J{bureau.pk}-WS·2026-D30-0002"


# --- Nothing is changed -----------------------------------------------------------------------
def test_a_filed_document_is_neither_changed_nor_deleted():
    row = file(create_pair())
    row.title = "另一个"

    for act in (
        row.save,
        row.delete,
        FiledDocument.objects.all().delete,
        lambda: FiledDocument.objects.update(title="另一个"),
    ):
        with pytest.raises(AppendOnlyError):
            act()

    assert FiledDocument.objects.get().title == "年度总结"


def test_the_store_writes_over_nothing_and_deletes_nothing():
    storage = archive_storage()
    storage.save("archive/aa/one.pdf", ContentFile(b"one"))

    storage.save("archive/aa/one.pdf", ContentFile(b"one"))
    with pytest.raises(OverwriteRefusedError):
        storage.save("archive/aa/one.pdf", ContentFile(b"two"))
    with pytest.raises(OverwriteRefusedError):
        storage.delete("archive/aa/one.pdf")

    with storage.open("archive/aa/one.pdf") as kept:
        assert kept.read() == b"one"
    assert storage.listdir("archive/aa")[1] == ["one.pdf"]


# --- Agreements -------------------------------------------------------------------------------
def test_an_agreement_in_force_is_filed_with_the_code_of_its_text():
    agreement = create_small_agreement(create_pair())

    row = file_agreement(agreement, by=None, at=NOW)

    printed = Agreement.objects.for_document().get()
    assert (row.kind, row.agreement, row.pairing) == ("agreement", agreement, agreement.pairing)
    assert row.parties == ["云亭学校", "石门学校"]
    assert (row.title, row.paper_number) == ("学校结对帮扶协议书", agreement.number)
    assert row.text_code == version_code(document_of(printed))
    assert json.loads(enclosed_files(content_of(row))[0]) == row.data


def test_what_was_filed_is_what_is_downloaded_whatever_changes_later():
    agreement = create_small_agreement(create_pair())
    row = file_agreement(agreement, by=None, at=NOW)
    agreement.pairing.supporting_school.address = "新址"
    agreement.pairing.supporting_school.save()

    made = services.agreement_pdf(agreement)

    assert made == content_of(row)
    assert file_agreement(agreement, by=None, at=NOW) == row


def test_an_amendment_is_a_paper_of_its_own_kind():
    agreement = create_small_agreement(create_pair())
    amendment = create_small_agreement(agreement.pairing, number="XY-补", amends=agreement)

    row = file_agreement(amendment, by=None, at=NOW)

    assert (row.kind, row.agreement) == ("amendment", amendment)


def test_an_agreement_that_does_not_bind_is_not_filed():
    agreement = create_small_agreement(create_pair(), signed_on=None)

    with pytest.raises(NotToFileError):
        file_agreement(agreement, by=None, at=NOW)


@pytest.mark.parametrize("files_on_entry", [True, False])
def test_coming_into_force_orders_the_filing_where_the_programme_says_so(
    files_on_entry, django_capture_on_commit_callbacks
):
    agreement = create_small_agreement(create_pair())
    agreement.pairing.programme.files_on_entry = files_on_entry
    agreement.pairing.programme.save()

    with django_capture_on_commit_callbacks():
        agreement_in_force.send(None, agreement_id=agreement.pk, by=create_user(), at=NOW)
    for job in Job.objects.all():
        run_job(job.pk)
        run_job(job.pk)

    assert FiledDocument.objects.filter(agreement=agreement).count() == int(files_on_entry)


def test_what_the_system_puts_into_force_is_filed_without_a_job(
    django_capture_on_commit_callbacks,
):
    agreement = create_small_agreement(create_pair())

    with django_capture_on_commit_callbacks(execute=True):
        agreement_in_force.send(None, agreement_id=agreement.pk, by=None, at=NOW)

    assert FiledDocument.objects.get().agreement == agreement
    assert Job.objects.count() == 0


# --- Filed years ------------------------------------------------------------------------------
def filed_year() -> Filing:
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return file_year(pairing, school_year=2025, by=create_user(name="周平"), at=NOW, on=LATER)


def test_the_paper_of_a_filed_year_lies_in_the_archive_and_is_filed_as_of_that_day():
    filing = filed_year()

    made = services.filed_pdf(filing)

    row, filing = FiledDocument.objects.get(), Filing.objects.get()
    assert made == content_of(row)
    assert (filing.document.name, filing.sha256) == (row.file.name, row.file_sha256)
    assert (row.kind, row.school_year, row.filed_on) == ("pairing_summary", 2025, LATER)
    assert row.filed_by_name == "周平"
    assert services.summary_pdf(filing.pairing, school_year=2025, on=LATER) == made


def test_a_paper_kept_before_there_was_an_archive_is_taken_into_it_to_the_letter():
    filing = filed_year()
    old = services.printing.summary(filing.pairing, school_year=2025, on=LATER).content
    filing.document.save("old.pdf", ContentFile(old))
    name = filing.document.name

    made = services.filed_pdf(filing)

    assert made == old == content_of(FiledDocument.objects.get())
    assert Filing.objects.get().document.name == name


def test_a_paper_of_old_that_proves_nothing_is_handed_out_and_not_taken_in():
    filing = filed_year()
    filing.document.save("old.pdf", ContentFile(b"%PDF of old"))

    made = services.filed_pdf(filing)

    assert made == b"%PDF of old"
    assert FiledDocument.objects.count() == 0
