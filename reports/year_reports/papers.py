"""The papers of a report: the PDF, the Word copy of it, and the one that is kept."""

from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from compliance.frozen import filing_of
from records.models import User
from reports import printing, services
from reports.archive import file_document, file_year_paper
from reports.documents.blocks import Paper
from reports.documents.reporting import report_file_name
from reports.documents.word_copy import docx_of
from reports.models import FiledDocument, FiledKind, ReportKind
from reports.year_reports.facts import document, facts_of
from reports.year_reports.subjects import Subject
from reports.year_reports.words import day_of, prose_of, report_of

LANGUAGE = "zh-hans"
KINDS = {
    ReportKind.PAIRING: FiledKind.PAIRING_SUMMARY,
    ReportKind.SCHOOL: FiledKind.SCHOOL_SUMMARY,
    ReportKind.CLOSING: FiledKind.CLOSING_SUMMARY,
}


def paper_of(about: Subject, *, on: date) -> Paper:
    """The document object as known at the end of ``on``; of an accepted report as accepted.

    Raises LookupError for a time there is nothing to tell of.
    """
    day = day_of(report_of(about), on=on)
    with translation.override(LANGUAGE):
        facts = facts_of(about, on=day)
        return document(about, facts, wrote=prose_of(about), site=settings.SITE_ADDRESS)


def paper_in(ending: str, about: Subject, *, on: date) -> bytes:
    """The paper as ``pdf`` or as ``docx``. Raises as ``paper_of``, and ``press.PressError``."""
    paper = paper_of(about, on=on)
    return docx_of(paper) if ending == "docx" else printing.report(paper).content


def kept_pdf(about: Subject, *, by: User, at: datetime, on: date) -> bytes:
    """The PDF that is kept of an accepted report: filed at the first call, then always the
    same. Raises as ``paper_in`` does."""
    return services.content_of(_filed(about, by=by, at=at, on=on))


def _filed(about: Subject, *, by: User, at: datetime, on: date) -> FiledDocument:
    if about.kind == ReportKind.PAIRING:
        filing = filing_of(about.pairing, school_year=about.school_year, on=on)
        if filing is not None:
            return file_year_paper(filing)
    made = printing.report(paper_of(about, on=on))
    return file_document(
        kind=KINDS[about.kind],
        title=made.title,
        parties=[school.name for school in about.schools],
        bureau=about.bureau,
        made=made.content,
        data=made.data,
        by=by,
        at=at,
        paper_number=made.number,
        pairing=about.pairing,
        agreement=about.agreement,
        school=about.school,
        school_year=about.school_year,
    )


def file_name(about: Subject, *, on: date, ending: str) -> str:
    """石鼓湾学校_2025—2026学年结对帮扶工作总结_2026-11-23.pdf."""
    number = about.agreement.number if about.agreement else ""
    return report_file_name(
        about.issuer.label, school_year=about.school_year, number=number, on=on, ending=ending
    )
