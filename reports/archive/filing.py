"""Filing one paper: its number, its checksums, its place; once and for good."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localtime

from agreements.models import Agreement
from agreements.version import grouped
from pairing.models import Bureau, Pairing, School
from records.models import User
from records.services import write_event
from reports.archive.enclosed import encloses
from reports.archive.errors import AlreadyFiledError, StrangeDataError
from reports.archive.numbers import archive_number, next_serial, rules_of
from reports.archive_storage import place_of
from reports.models import FiledDocument, FiledKind


@transaction.atomic
def file_document(  # noqa: PLR0913 -- a filed paper in full: each is a column of the record
    *,
    kind: str,
    title: str,
    parties: Iterable[str],
    bureau: Bureau,
    made: bytes,
    data: bytes,
    by: User | None,
    at: datetime,
    pairing: Pairing | None = None,
    agreement: Agreement | None = None,
    school: School | None = None,
    school_year: int | None = None,
    paper_number: str = "",
    text_code: str = "",
    supersedes: FiledDocument | None = None,
) -> FiledDocument:
    """File the PDF ``made`` with ``data``, the canonical JSON enclosed in it.

    The same data about the same thing give the row that stands. Raises AlreadyFiledError when
    other data about it are filed and not named as ``supersedes``, StrangeDataError when
    ``made`` does not enclose ``data``, ValueError when the kind lacks what it is about.
    """
    row = FiledDocument(
        kind=FiledKind(kind),
        title=title,
        parties=list(parties),
        bureau=bureau,
        pairing=pairing,
        agreement=agreement,
        school=school,
        school_year=school_year,
        filed_at=at,
        filed_by=by,
        filed_by_name=str(by) if by else "",
        paper_number=paper_number,
        text_code=text_code,
        data_sha256=hashlib.sha256(data).hexdigest(),
    )
    row.subject = subject_of(row)
    # Locked (where the database can): of two who file at once the second finds the row.
    Bureau.objects.select_for_update().get(pk=bureau.pk)
    if (standing := _standing(row)) is not None:
        if standing.data_sha256 == row.data_sha256:
            return standing
        if supersedes is None or supersedes.pk != standing.pk:
            raise AlreadyFiledError(standing)
    if not encloses(made, sha256=row.data_sha256):
        raise StrangeDataError(f"{title} does not enclose {row.data_sha256}")
    _supersede(standing, by=row)
    _number(row)
    _keep(row, made=made, data=data)
    _write(row)
    return row


def _standing(row: FiledDocument) -> FiledDocument | None:
    rows = FiledDocument.objects.current().filter(kind=row.kind, subject=row.subject)
    return rows.first()


# What a kind is about, and whether it is about one school year of it.
SUBJECTS = {
    FiledKind.AGREEMENT: ("agreement", False),
    FiledKind.AMENDMENT: ("agreement", False),
    FiledKind.PAIRING_SUMMARY: ("pairing", True),
    FiledKind.SCHOOL_SUMMARY: ("school", True),
    FiledKind.CLOSING_SUMMARY: ("agreement", False),
}


def subject_of(row: FiledDocument) -> str:
    """agreement:7, or pairing:3:2025; ValueError where something is missing."""
    name, asks_year = SUBJECTS[row.kind]
    key, year = getattr(row, f"{name}_id"), row.school_year
    if key is None or (asks_year and year is None):
        raise ValueError(f"{row.kind}: give {name}{' and school_year' * asks_year}")
    return f"{name}:{key}:{year}" if asks_year else f"{name}:{key}"


def _supersede(standing: FiledDocument | None, *, by: FiledDocument) -> None:
    if standing is not None:
        on = localtime(by.filed_at).date()
        FiledDocument.objects.filter(pk=standing.pk).mark_superseded(on=on)
        by.supersedes = standing


def _number(row: FiledDocument) -> None:
    rules = rules_of(row.bureau)
    row.bureau_name = row.bureau.name
    row.filed_on = localtime(row.filed_at).date()
    row.year = row.filed_on.year
    row.retention = rules.retention_of(row.kind)
    row.serial = next_serial(row.bureau, year=row.year)
    row.number = archive_number(
        rules, year=row.year, retention=row.retention, serial=row.serial
    )


def _keep(row: FiledDocument, *, made: bytes, data: bytes) -> None:
    """The file first: a row without its file is never seen, a file without a row is named by
    ``verify_archive``."""
    row.data = json.loads(data)
    row.code = grouped(row.data_sha256)
    row.file_sha256, row.size = hashlib.sha256(made).hexdigest(), len(made)
    row.file.save(place_of(made), ContentFile(made), save=False)
    row.save(force_insert=True)


def _write(row: FiledDocument) -> None:
    write_event(
        row,
        verb="document.filed",
        by=row.filed_by,
        at=row.filed_at,
        number=row.number,
        code=row.code,
        file_sha256=row.file_sha256,
        supersedes=row.supersedes.number if row.supersedes else "",
    )
