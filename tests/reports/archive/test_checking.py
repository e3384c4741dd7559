"""``manage.py verify_archive`` names what is missing, changed or not on record."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from agreements.models import Signature
from reports.archive_storage import archive_storage
from reports.models import FiledDocument
from tests.reports.archive.test_archive import file
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert default_storage.path("x") == str(tmp_path / "x")


def check() -> tuple[int, dict]:
    said, code = StringIO(), 0
    try:
        call_command("verify_archive", json=True, stdout=said)
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(said.getvalue())


def faults(found: dict) -> list[tuple[str, str]]:
    return [(fault["fault"], fault["record"]) for fault in found["faults"]]


def rewrite(row: FiledDocument, content: bytes) -> None:
    path = Path(row.file.path)
    path.unlink()
    path.write_bytes(content)


def test_an_archive_that_is_whole_gives_no_fault():
    pairing = create_pair()
    first = file(pairing)
    file(pairing, facts={"count": 4}, supersedes=first)

    code, found = check()

    assert (code, found) == (0, {"read": 2, "faults": []})


def test_a_missing_a_changed_and_an_unknown_file_are_named():
    pairing = create_pair()
    missing, changed, longer = (
        file(pairing, facts={"count": year}, school_year=year) for year in (2023, 2024, 2025)
    )
    Path(missing.file.path).unlink()
    content = bytearray(Path(changed.file.path).read_bytes())
    content[200] ^= 1
    rewrite(changed, bytes(content))
    rewrite(longer, Path(longer.file.path).read_bytes() + b"\n")
    archive_storage().save("archive/zz/stray.pdf", ContentFile(b"stray"))

    code, found = check()

    assert code == 1
    assert faults(found) == [
        ("missing", missing.number),
        ("changed", changed.number),
        ("changed", longer.number),
        ("not_on_record", ""),
    ]
    assert found["faults"][-1]["path"] == "archive/zz/stray.pdf"


def test_a_record_altered_behind_the_back_of_the_site_is_named():
    row = file(create_pair())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_fileddocument SET data = '{\"count\": 9}'")

    assert faults(check()[1]) == [("changed_record", row.number)]


def test_a_record_and_file_swapped_for_another_pair_are_caught_by_the_enclosed_data():
    pairing = create_pair()
    one, two = (file(pairing, facts={"n": y}, school_year=y) for y in (2024, 2025))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_fileddocument SET file = %s, file_sha256 = %s, size = %s"
            " WHERE id = %s",
            [one.file.name, one.file_sha256, one.size, two.pk],
        )

    assert set(faults(check()[1])) == {("strange_data", two.number), ("not_on_record", "")}


def test_scans_of_signatures_are_looked_after_too():
    agreement = create_small_agreement(create_pair())
    signature = agreement.signatures.first()
    signature.scan.save("scan.pdf", ContentFile(b"%PDF scan"))
    Signature.objects.filter(pk=signature.pk).update(scan_sha256="0" * 64)

    code, found = check()

    assert (code, faults(found)) == (1, [("changed", f"agreements.signature {signature.pk}")])


def test_the_command_speaks_in_sentences_too():
    row = file(create_pair())
    Path(row.file.path).unlink()
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("verify_archive", stdout=said)

    assert said.getvalue().splitlines() == [
        f"{row.number}  {row.file.name}  文件丢失",
        "读取了 1 个文件，发现 1 处问题。",
    ]
