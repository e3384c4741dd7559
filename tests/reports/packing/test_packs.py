"""Packs: planned, made one by one, resumed, retried, cancelled; the ZIP whole, no doubles."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import translation
from openpyxl import load_workbook

from activities.models import Activity, EvidenceFile
from compliance.filing import file_year
from records import jobs
from records.models import Job, JobState
from records.tasks import run_job
from reports.archive import file_agreement
from reports.models import FiledDocument, ItemState, Pack, PackItem
from reports.packing import ordering, tables, working
from reports.packing.ordering import NothingToPackError, order_dossier, order_rest, order_year
from tests.factories import at, create_activity, create_bureau, create_member
from tests.reports.paired import LATER, create_pair, create_small_agreement, create_year

pytestmark = pytest.mark.django_db
NOW = at(LATER)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """What is sent again would reach the worker of a later test."""
    app = jobs.current_app._get_current_object()
    monkeypatch.setattr(app, "send_task", lambda name, args: None)


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


@pytest.fixture
def second(pairing):
    """In the same programme; its year is not filed."""
    other = create_pair(code="JD-0002", bureau=create_bureau(), names=("甲校", "乙校"))
    other.programme = pairing.programme
    other.save()
    bureau = pairing.programme.bureau
    for school in (other.supporting_school, other.receiving_school):
        school.bureau = bureau
        school.save()
    create_small_agreement(other)
    return other


@pytest.fixture
def staff(pairing):
    return create_member(role="bureau_staff", bureau=pairing.programme.bureau, name="王主任")


def file(pairing, *, by) -> None:
    file_year(pairing, school_year=2025, by=by, at=NOW, on=LATER)


def order(pairing, *, by) -> Pack:
    return order_year(pairing.programme, school_year=2025, by=by, at=NOW)


def run(pack: Pack) -> Job:
    pack.refresh_from_db()
    run_job(pack.job_id)
    return Job.objects.get(pk=pack.job_id)


def zip_of(job: Job) -> zipfile.ZipFile:
    with job.result.open("rb") as made:
        return zipfile.ZipFile(io.BytesIO(made.read()))


def states(pack: Pack) -> dict[str, str]:
    return dict(pack.items.values_list("path", "state"))


WHOLE = [
    "0目录.xlsx",
    "1协议/JD-0001_云亭学校—石门学校_XY-JD-0001.pdf",
    "1协议/JD-0002_甲校—乙校_XY-JD-0002.pdf",
    "2总结/JD-0001_云亭学校—石门学校_2025—2026学年.pdf",
    "2总结/JD-0002_甲校—乙校_2025—2026学年.pdf",
    "3佐证材料目录.xlsx",
    "4工作台账.xlsx",
    "manifest.csv",
    "manifest.json",
]


def test_a_pack_holds_agreements_summaries_tables_and_a_manifest_of_checksums(
    pairing, second, staff
):
    for each in (pairing, second):
        file(each, by=staff)
    file_agreement(pairing.agreements.get(), by=staff, at=NOW)

    job = run(order(pairing, by=staff))

    assert (job.state, job.done, job.total) == (JobState.DONE, 7, 7)
    assert job.result_name == "结对帮扶行动_2025—2026学年_年终材料.zip"
    archive = zip_of(job)
    assert sorted(archive.namelist()) == WHOLE
    manifest = json.loads(archive.read("manifest.json"))
    told = {line["file"]: line["sha256"] for line in manifest["documents"]}
    held = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in told}
    assert told == held
    numbers = {line["number"] for line in manifest["documents"]}
    assert numbers >= set(FiledDocument.objects.values_list("number", flat=True))
    lines = csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig")))
    assert {line["file"]: line["sha256"] for line in lines} == held
    contents = load_workbook(io.BytesIO(archive.read("0目录.xlsx"))).active
    assert [row[0].value for row in contents.iter_rows(min_row=2)] == sorted(held)


def test_what_cannot_be_made_is_named_with_its_reason_and_fetched_later(pairing, second, staff):
    file(pairing, by=staff)
    pack = order(pairing, by=staff)

    first = run(pack)

    missing = "2总结/JD-0002_甲校—乙校_2025—2026学年.pdf"
    assert first.state == JobState.DONE
    failed = pack.items.get(state=ItemState.FAILED)
    assert (failed.path, failed.reason) == (missing, "该结对这一学年的总结尚未备案。")
    assert missing not in zip_of(first).namelist()
    manifest = json.loads(zip_of(first).read("manifest.json"))
    [line] = [line for line in manifest["documents"] if line["reason"]]
    assert (line["file"], line["sha256"]) == (missing, "")

    file(second, by=staff)
    made = dict(pack.items.exclude(pk=failed.pk).values_list("path", "sha256"))
    second_job = run(order_rest(pack, by=staff, at=NOW))

    assert sorted(zip_of(second_job).namelist()) == WHOLE
    assert dict(pack.items.exclude(pk=failed.pk).values_list("path", "sha256")) == made


def test_the_same_documents_give_the_same_bytes(pairing, staff):
    file(pairing, by=staff)
    first = run(order(pairing, by=staff))
    second = run(order(pairing, by=staff))

    with first.result.open("rb") as one, second.result.open("rb") as two:
        assert one.read() == two.read()
    assert first.pk != second.pk


def test_an_attempt_that_was_lost_is_gone_on_with_and_nothing_is_made_twice(
    pairing, second, staff, monkeypatch
):
    for each in (pairing, second):
        file(each, by=staff)
    pack, made = order(pairing, by=staff), []
    make = working.make_item

    def make_and_die(item, **about):
        if len(made) == 2:
            raise SystemExit
        made.append(item.path)
        return make(item, **about)

    monkeypatch.setattr(working, "make_item", make_and_die)
    with pytest.raises(SystemExit):
        run(pack)
    assert list(states(pack).values()).count("done") == 2
    jobs.sweep(at=NOW.replace(year=2030))
    made.append("…")

    job = run(pack)

    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert sorted(zip_of(job).namelist()) == WHOLE
    done = [path for path in made if path != "…"]
    assert sorted(done) == sorted(states(pack))


def test_a_long_pack_is_made_in_turns_that_do_not_count_as_lost(
    pairing, second, staff, monkeypatch
):
    monkeypatch.setattr(working, "TURN_SECONDS", -1)
    pack = order(pairing, by=staff)

    turn = run(pack)
    monkeypatch.setattr(working, "TURN_SECONDS", 60)

    assert (turn.state, turn.attempts, turn.good_attempts) == (JobState.SENT, 1, 1)
    assert run(pack).state == JobState.DONE


def test_a_cancelled_pack_stops_and_goes_on_when_it_is_ordered_again(
    pairing, second, staff, monkeypatch
):
    pack, make = order(pairing, by=staff), working.make_item

    def make_and_cancel(item, **about):
        state = make(item, **about)
        ordering.cancel(pack, at=NOW)
        return state

    monkeypatch.setattr(working, "make_item", make_and_cancel)
    job = run(pack)
    monkeypatch.setattr(working, "make_item", make)

    assert (job.state, job.result.name) == (JobState.CANCELLED, "")
    assert list(states(pack).values()).count("done") == 1
    again = run(order_rest(pack, by=staff, at=NOW))
    assert (again.state, again.pk == job.pk) == (JobState.DONE, False)


def test_pressed_twice_it_is_one_pack_and_one_job(pairing, staff):
    first, second = order(pairing, by=staff), order(pairing, by=staff)
    order_rest(first, by=staff, at=NOW)

    assert (first.pk, Pack.objects.count(), Job.objects.count()) == (second.pk, 1, 1)


def test_a_job_whose_pack_was_ordered_anew_makes_nothing(pairing, staff):
    pack = order(pairing, by=staff)
    old = pack.job
    jobs.cancel(old, at=NOW)
    order_rest(pack, by=staff, at=NOW)
    Job.objects.filter(pk=old.pk).update(state=JobState.SENT)

    run_job(old.pk)

    assert set(states(pack).values()) == {"waiting"}


def test_who_lost_the_right_meanwhile_gets_no_document(pairing, staff):
    pack = order(pairing, by=staff)
    staff.memberships.all().delete()

    job = run(pack)

    papers = pack.items.filter(Q(path__startswith="1") | Q(path__startswith="2"))
    assert set(papers.values_list("state", "reason")) == {("failed", "您已无权下载此文件。")}
    ledger = load_workbook(io.BytesIO(zip_of(job).read("4工作台账.xlsx"))).active
    assert ledger.max_row == 1


def test_a_document_altered_on_the_disk_spoils_no_manifest(pairing, staff):
    pack = order(pairing, by=staff)
    item = PackItem.objects.get(pack=pack, path="4工作台账.xlsx")
    stray = default_storage.save("packs/stray.xlsx", ContentFile(b"altered"))
    PackItem.objects.filter(pk=item.pk).update(
        state=ItemState.DONE, file=stray, sha256="0" * 64, size=7
    )

    job = run(pack)

    assert (job.state, job.result.name) == (JobState.FAILED, "")
    assert "4工作台账.xlsx" in job.error
    assert list(Path(default_storage.path("packs")).glob(".new-*")) == []


def test_a_programme_without_a_pairing_in_the_year_has_nothing_to_pack(pairing, staff):
    with pytest.raises(NothingToPackError):
        order_year(pairing.programme, school_year=2019, by=staff, at=NOW)

    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("ended_on", "starts_on", "is_in"),
    [
        pytest.param(None, date(2025, 3, 1), True, id="open"),
        pytest.param(date(2025, 9, 1), date(2025, 3, 1), True, id="ended on the first day"),
        pytest.param(date(2025, 8, 31), date(2025, 3, 1), False, id="ended the day before"),
        pytest.param(None, date(2026, 8, 31), True, id="begins on the last day"),
        pytest.param(None, date(2026, 9, 1), False, id="begins the day after"),
    ],
)
def test_a_pairing_belongs_to_the_years_it_was_open_in(
    pairing, staff, ended_on, starts_on, is_in
):
    pairing.starts_on, pairing.ended_on = starts_on, ended_on
    pairing.save()

    found = working.make_pack and ordering.plan_year(
        pairing.programme, school_year=2025, user=staff
    )

    assert any(item.kind == "summary" for item in found) is is_in


# --- Tables -----------------------------------------------------------------------------------
def rows_of(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_the_index_names_each_file_with_its_checksum_and_holds_no_file(pairing, staff):
    activity = Activity.objects.earliest("starts_on")
    EvidenceFile.objects.create(
        activity=activity,
        file=ContentFile(b"photo of pupils", name="photo.jpg"),
        name="=照片.jpg",
        content_type="image/jpeg",
        size=15,
        sha256="ab" * 32,
        added_by=staff,
        added_at=NOW,
    )

    with translation.override("zh-hans"):
        head, *rows = rows_of(tables.evidence([pairing], user=staff))

    assert (head[0], head[10]) == ("结对关系", "SHA-256")
    assert [(row[0], row[3], row[7], row[10]) for row in rows] == [
        ("JD-0001", activity.number, "'=照片.jpg", "ab" * 32)
    ]


def test_the_ledger_holds_the_days_asked_for_and_no_draft(pairing, staff):
    create_activity(pairing=pairing, on=date(2025, 10, 1), state="draft")
    days = date(2025, 9, 1), date(2025, 10, 31)

    _head, *rows = rows_of(tables.ledger([pairing], user=staff, days=days))

    assert [row[1] for row in rows] == ["2025-10-20", "2025-09-15"]


def test_a_sheet_that_is_full_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    book = load_workbook(io.BytesIO(tables.workbook("表", ["数"], ([n] for n in range(3)))))

    assert [[r[0].value for r in s.iter_rows()] for s in book] == [["数", 0, 1], ["数", 2]]


# --- Dossier ----------------------------------------------------------------------------------
def test_a_dossier_holds_both_sides_of_a_school_and_nothing_of_others(pairing, second, staff):
    school = pairing.receiving_school
    further = create_pair(code="JD-0003", bureau=create_bureau(), names=("丙校", "丁校"))
    further.supporting_school = school
    further.save()
    create_small_agreement(further)
    file(pairing, by=staff)
    principal = create_member(role="principal", school=school)

    job = run(order_dossier(school, by=principal, at=NOW))

    names = sorted(zip_of(job).namelist())
    assert names == [
        "0目录.xlsx",
        "1协议/JD-0001_云亭学校—石门学校_XY-JD-0001.pdf",
        "1协议/JD-0003_石门学校—丁校_XY-JD-0003.pdf",
        "2总结/JD-0001_云亭学校—石门学校_2025—2026学年.pdf",
        "3挂职任教名单.xlsx",
        "4捐赠登记.xlsx",
        "5佐证材料目录.xlsx",
        "6工作台账.xlsx",
        "manifest.csv",
        "manifest.json",
    ]
    assert job.result_name == "石门学校_一校一档.zip"
