"""The papers of a report: the PDF, the Word copy of it, and the one that is kept."""

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from records.models import User
from reports import services
from reports.documents import words
from reports.documents.blocks import Paper
from reports.models import ReportKind
from reports.word_copy import docx_of
from reports.year_reports.facts import document, facts_of
from reports.year_reports.subjects import Subject
from reports.year_reports.words import day_of, prose_of, report_of

LANGUAGE = "zh-hans"
ENDINGS = ("pdf", "docx")


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
    return docx_of(paper) if ending == "docx" else pdf_of(paper)


def pdf_of(paper: Paper) -> bytes:
    with translation.override(LANGUAGE):
        html = render_to_string("pdf/summary.html", {"paper": paper})
    return services.made(html, enclosure=paper.stamp.enclosure(), draft=False)


def kept_pdf(about: Subject, *, by: User, at: datetime, on: date) -> bytes:
    """The PDF that is kept of an accepted report; made and filed at the first call."""
    return paper_in("pdf", about, on=on)


def file_name(about: Subject, *, on: date, ending: str) -> str:
    """石鼓湾学校_2025—2026学年结对帮扶工作总结_2026-11-23.pdf."""
    if about.kind == ReportKind.CLOSING:
        content = f"{about.agreement.number}结对帮扶终结总结"
    else:
        content = f"{words.years(about.school_year)}结对帮扶工作总结"
    content += "（副本）" if ending == "docx" else ""
    return words.file_name(about.issuer.label, content, on.isoformat(), ending=ending)
