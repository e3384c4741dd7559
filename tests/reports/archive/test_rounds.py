"""The weekly round over all files: in turns, each fault told once, shown to its readers."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from agreements.models import Signature
from config.celery import app
from records.models import Notice
from records.notices import sentence
from reports import tasks
from reports.archive import rounds
from reports.archive_storage import archive_storage
from reports.models import ArchiveCheck, ArchiveFault
from tests.factories import at, create_bureau, create_member, create_user
from tests.reports.archive.test_archive import file
from tests.reports.archive.test_checking import rewrite
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db
SUNDAY = at(date(2026, 11, 29), 2)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert default_storage.path("x") == str(tmp_path / "x")


@pytest.fixture
def pairing():
    return create_pair()


@pytest.fixture
def staff(pairing):
    return create_member(role="bureau_staff", bureau=pairing.programme.bureau)


def week(number: int) -> datetime:
    return SUNDAY + timedelta(weeks=number)


def go_round(*, at: datetime = SUNDAY, turns: int = 1) -> int:
    """A whole round in turns of one batch each; how many turns it took."""
    rounds.begin(at=at)
    for turn in range(1, 100):
        check = rounds.claim(at=at + timedelta(minutes=turn))
        steps = iter([True] * (1 if turns > 1 else 99))
        if rounds.take_turn(check, has_time=lambda: next(steps, False), at=at):  # noqa: B023 -- called at once
            return turn
    raise AssertionError("the round never ended")


def faults() -> list[tuple[str, str]]:
    found = ArchiveFault.objects.standing().order_by("pk")
    return [(each.fault, each.record) for each in found]


def lose(row) -> None:
    Path(row.file.path).unlink()


def spoil(row) -> None:
    content = bytearray(Path(row.file.path).read_bytes())
    content[200] ^= 1
    rewrite(row, bytes(content))


def stray(*, name="archive/zz/stray.pdf", changed_at=SUNDAY - timedelta(days=1)) -> None:
    archive_storage().save(name, ContentFile(b"stray"))
    moment = changed_at.timestamp()
    os.utime(default_storage.path(name), (moment, moment))


# --- What it finds ----------------------------------------------------------------------------
def test_a_round_over_a_whole_archive_finds_nothing_and_tells_nobody(pairing, staff):
    file(pairing)

    go_round()

    check = ArchiveCheck.objects.get()
    assert (check.read, check.finished_at, check.claimed_at) == (1, SUNDAY, None)
    assert faults() == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("batch", "turns"), [(1, 8), (2, 5), (100, 2)])
def test_a_round_in_turns_finds_what_one_look_finds(pairing, monkeypatch, batch, turns):
    monkeypatch.setattr(rounds, "BATCH", batch)
    missing, spoilt, _whole = (
        file(pairing, facts={"n": year}, school_year=year) for year in (2023, 2024, 2025)
    )
    signature = create_small_agreement(pairing).signatures.first()
    signature.scan.save("scan.pdf", ContentFile(b"%PDF scan"))
    Signature.objects.filter(pk=signature.pk).update(scan_sha256="0" * 64)
    lose(missing)
    spoil(spoilt)
    for name in ("archive/0a/z.pdf", "archive/a.pdf", "archive/zz/a.pdf"):
        stray(name=name)

    taken = go_round(turns=2)

    assert taken == turns
    assert faults() == [
        ("missing", missing.number),
        ("changed", spoilt.number),
        ("not_on_record", ""),
        ("not_on_record", ""),
        ("not_on_record", ""),
        ("changed", f"agreements.signature {signature.pk}"),
    ]
    assert ArchiveCheck.objects.get().read == 4
    bureau = pairing.programme.bureau_id
    looked_after = ArchiveFault.objects.order_by("pk").values_list("bureau", flat=True)
    assert list(looked_after) == [bureau, bureau, None, None, None, bureau]


def test_a_file_written_this_hour_is_not_taken_for_one_that_no_record_knows(pairing):
    stray(changed_at=SUNDAY - timedelta(minutes=59))

    go_round()

    assert faults() == []


def test_what_was_brought_back_is_a_fault_no_longer_and_lost_again_a_new_one(pairing):
    row = file(pairing)
    content = Path(row.file.path).read_bytes()
    lose(row)
    go_round(at=week(0))
    Path(row.file.path).write_bytes(content)
    go_round(at=week(1))
    back = faults()
    lose(row)
    go_round(at=week(2))

    assert back == []
    known = ArchiveFault.objects.order_by("pk").values_list("found_at", "gone_at")
    assert list(known) == [(week(0), week(1)), (week(2), None)]


# --- Who is told, and when --------------------------------------------------------------------
def test_the_staff_of_the_bureau_has_one_message_for_all_of_it_and_nobody_else(pairing, staff):
    for year in (2024, 2025):
        lose(file(pairing, facts={"n": year}, school_year=year))
    second = create_member(role="bureau_staff", bureau=pairing.programme.bureau)
    create_member(role="inspector", bureau=pairing.programme.bureau)
    create_member(role="bureau_staff", bureau=create_bureau())
    create_member(role="principal", school=pairing.receiving_school)

    go_round()

    assert [(n.recipient, n.link) for n in Notice.objects.order_by("pk")] == [
        (staff, reverse("filed_list")),
        (second, reverse("filed_list")),
    ]
    assert sentence(Notice.objects.first()) == (
        "11月29日的校验发现留存文件有问题，共2处，详见“备案文件”页面。"
    )


def test_of_a_file_that_no_record_knows_whoever_runs_the_site_is_told(pairing, staff):
    root = create_user(is_superuser=True)
    stray()

    go_round()

    assert [notice.recipient for notice in Notice.objects.all()] == [root]


@pytest.mark.parametrize(
    ("weeks", "told_in"),
    [(1, [0]), (3, [0]), (4, [0, 4]), (7, [0, 4]), (8, [0, 4, 8])],
)
def test_an_unchanged_fault_is_told_again_after_four_weeks_only(pairing, staff, weeks, told_in):
    lose(file(pairing))

    for number in range(weeks + 1):
        go_round(at=week(number))

    told = Notice.objects.order_by("at").values_list("at", flat=True)
    assert list(told) == [week(number) for number in told_in]


def test_a_new_fault_is_told_at_once_with_those_that_still_stand(pairing, staff):
    first, second = (
        file(pairing, facts={"n": year}, school_year=year) for year in (2024, 2025)
    )
    lose(first)
    go_round(at=week(0))
    spoil(second)
    go_round(at=week(1))
    go_round(at=week(2))

    assert [n.facts["count"] for n in Notice.objects.order_by("at")] == [1, 2]


# --- Workers ----------------------------------------------------------------------------------
def test_two_workers_do_not_go_round_at_once_and_a_lost_one_is_relieved(pairing):
    file(pairing)
    rounds.begin(at=SUNDAY)
    lost = rounds.claim(at=SUNDAY)

    beside = rounds.claim(at=SUNDAY + timedelta(minutes=11))
    relief = rounds.claim(at=SUNDAY + timedelta(minutes=13))
    late = rounds.take_turn(lost, has_time=lambda: True, at=SUNDAY)
    done = rounds.take_turn(relief, has_time=lambda: True, at=SUNDAY)

    assert (beside, late, done) == (None, False, True)
    assert ArchiveCheck.objects.get().read == 1


def test_a_round_that_is_not_finished_is_gone_on_with_and_no_second_begun():
    first = rounds.begin(at=week(0))

    assert rounds.begin(at=week(1)) == first


def test_the_clock_goes_round_every_week_and_looks_every_hour_for_what_is_left(pairing, staff):
    lose(file(pairing))

    tasks.check_archive()
    tasks.go_on_checking()

    scheduled = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    assert scheduled["reports.tasks.check_archive"].day_of_week == {0}
    assert scheduled["reports.tasks.go_on_checking"].minute == {50}
    assert ArchiveCheck.objects.get().finished_at is not None
    assert Notice.objects.get().recipient == staff


def test_the_command_and_the_round_find_the_same(pairing, capsys):
    row = file(pairing)
    lose(row)
    go_round()

    with pytest.raises(SystemExit):
        call_command("verify_archive")

    assert capsys.readouterr().out.startswith(f"{row.number}  {row.file.name}  文件丢失")
    assert faults() == [("missing", row.number)]


# --- The page ---------------------------------------------------------------------------------
def test_the_list_says_when_it_was_looked_and_what_is_wrong(client, pairing, staff):
    row = file(pairing)
    client.force_login(staff)
    before = client.get(reverse("filed_list"))
    go_round(at=week(0))
    whole = client.get(reverse("filed_list"))
    lose(row)
    go_round(at=week(1))
    faulty = client.get(reverse("filed_list"))
    record = client.get(reverse("filed", args=[row.pk]))

    assert "首次校验尚未完成" in before.text
    assert "最近一次为 2026-11-29，您可查看的文件均与备案时一致" in whole.text
    assert "1 个留存文件有问题" in faulty.text
    assert [(line.name, line.fault) for line in faulty.context["look"].lines] == [
        (row.number, "文件丢失")
    ]
    assert "每周校验于2026年12月6日发现问题：文件丢失。" in record.text


def test_a_school_learns_of_the_faults_of_its_own_papers_only(client, pairing):
    bureau = pairing.programme.bureau
    other = create_pair(code="JD-9", bureau=bureau, names=("甲校", "乙校"))
    own, foreign = file(pairing), file(other, facts={"n": 2})
    lose(own)
    lose(foreign)
    stray()
    signature = create_small_agreement(pairing).signatures.first()
    signature.scan.save("scan.pdf", ContentFile(b"%PDF scan"))
    Signature.objects.filter(pk=signature.pk).update(scan_sha256="0" * 64)
    go_round()
    client.force_login(create_member(role="liaison", school=pairing.receiving_school))

    page = client.get(reverse("filed_list"))

    assert [line.name for line in page.context["look"].lines] == [own.number]
    assert foreign.number not in page.text
    assert "stray" not in page.text


def test_of_very_many_faults_the_first_are_shown_and_the_others_counted(client, pairing, staff):
    check = ArchiveCheck.objects.create(begun_at=SUNDAY, finished_at=SUNDAY)
    for number in range(25):
        ArchiveFault.objects.create(
            fault="missing",
            record=f"activities.evidencefile {number}",
            path=f"evidence/{number}.jpg",
            bureau=pairing.programme.bureau,
            found_at=SUNDAY,
            last_check=check,
        )
    client.force_login(staff)

    look = client.get(reverse("filed_list")).context["look"]

    assert (look.count, len(look.lines), look.more) == (25, 20, 5)
