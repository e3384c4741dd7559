"""The paper of a filed school year goes into the same archive."""

from dataclasses import replace

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
        paper = _paper(filing)
        row = file_document(
            kind=FiledKind.PAIRING_SUMMARY,
            title=paper.title,
            parties=[pairing.supporting_school.name, pairing.receiving_school.name],
            bureau=pairing.receiving_school.bureau,
            made=paper.content,
            data=paper.data,
            by=filing.filed_by,
            at=filing.filed_at,
            paper_number=paper.number,
            pairing=pairing,
            school_year=filing.school_year,
        )
    keep_document(filing, name=row.file.name, sha256=row.file_sha256)
    return row


def _paper(filing: Filing) -> printing.Printed:
    """What was kept before there was an archive, else what is printed now."""
    paper = printing.summary(filing.pairing, school_year=filing.school_year, on=filing.filed_on)
    if not filing.document:
        return paper
    with filing.document.open("rb") as kept:
        content = kept.read()
    return replace(paper, content=content, data=next(iter(enclosed_files(content)), b"{}"))


def filed_year(pairing: Pairing, *, school_year: int) -> FiledDocument | None:
    """The paper that was filed, None before."""
    rows = FiledDocument.objects.current().filter(
        kind=FiledKind.PAIRING_SUMMARY, pairing=pairing, school_year=school_year
    )
    return rows.defer("data").first()
