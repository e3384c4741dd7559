"""The paper of a filed school year goes into the same archive."""

from compliance.filing import keep_document
from compliance.models import Filing
from pairing.models import Pairing
from reports import printing
from reports.archive.enclosed import enclosed_files
from reports.archive.filing import file_document
from reports.models import FiledDocument, FiledKind


def file_year_paper(filing: Filing) -> FiledDocument:
    """The paper of a filed year, filed as of that day by whoever filed the year; the row that
    stands where there is one. It is addressed to the receiving school's bureau, which keeps it.

    Raises ``press.PressError`` when it cannot be printed, StrangeDataError for a paper of old
    that does not prove itself.
    """
    pairing = filing.pairing
    row = filed_year(pairing, school_year=filing.school_year)
    if row is None:
        title, content, data = _paper(filing)
        row = file_document(
            kind=FiledKind.PAIRING_SUMMARY,
            title=title,
            parties=[pairing.supporting_school.name, pairing.receiving_school.name],
            bureau=pairing.receiving_school.bureau,
            made=content,
            data=data,
            by=filing.filed_by,
            at=filing.filed_at,
            pairing=pairing,
            school_year=filing.school_year,
        )
    keep_document(filing, name=row.file.name, sha256=row.file_sha256)
    return row


def _paper(filing: Filing) -> tuple[str, bytes, bytes]:
    """Title, file and data: those kept before there was an archive, else printed now."""
    paper = printing.summary(filing.pairing, school_year=filing.school_year, on=filing.filed_on)
    if not filing.document:
        return paper.title, paper.content, paper.data
    with filing.document.open("rb") as kept:
        content = kept.read()
    return paper.title, content, next(iter(enclosed_files(content)), b"{}")


def filed_year(pairing: Pairing, *, school_year: int) -> FiledDocument | None:
    """The paper that was filed, None before."""
    rows = FiledDocument.objects.current().filter(
        kind=FiledKind.PAIRING_SUMMARY, pairing=pairing, school_year=school_year
    )
    return rows.defer("data").first()
