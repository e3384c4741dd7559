"""The press run for the two documents: rows in, paper out. Chinese whatever the language.

A document is made once: what comes out is kept under the hash of all that goes in, and the
same content is read from there. What was filed is not made again: see ``reports.services``.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from agreements.models import Agreement
from pairing.models import Pairing
from reports.documents.agreement import AgreementPaper, agreement_paper
from reports.documents.blocks import Paper
from reports.documents.receipt import receipt_paper
from reports.documents.summary import document_of, summary_paper
from reports.documents.year import year_summary_of
from reports.models import FiledDocument, ReportKind
from reports.press import Enclosure, shared_press
from reports.year_reports.subjects import Subject
from reports.year_reports.words import prose_of

LANGUAGE = "zh-hans"
HERE = Path(__file__).resolve().parent
# What a page looks like beside its HTML; WeasyPrint's version is added.
LOOKS = ("styles/official.css", "fonts/SOURCES.json", "line_filling.py", "chinese_text.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF, and the canonical JSON enclosed in it."""

    title: str
    number: str
    content: bytes = field(repr=False)
    data: bytes = field(repr=False)


def agreement(row: Agreement) -> Printed:
    """The contract with its data; marked as a draft until both have signed.

    Raises ``press.PressError`` when it cannot be printed. Seven queries when ``row`` comes
    from ``for_document()``.
    """
    with translation.override(LANGUAGE):
        paper = agreement_paper(row, site=settings.SITE_ADDRESS)
    return _printed("pdf/agreement.html", paper, number=paper.number, draft=paper.is_draft)


def summary(pairing: Pairing, *, school_year: int, on: date) -> Printed:
    """The year-end summary of the school year that begins in ``school_year``, as known at the
    end of ``on``, with its verdicts and in the words of the schools where they wrote any.

    Raises UnknownYearError for a year the pairing has no part in, ``press.PressError`` when it
    cannot be printed.
    """
    about = Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=school_year)
    with translation.override(LANGUAGE):
        year = year_summary_of(pairing, school_year=school_year, on=on)
        wrote = prose_of(about)
        paper = document_of(summary_paper(year, site=settings.SITE_ADDRESS, wrote=wrote))
    return report(paper)


def report(paper: Paper) -> Printed:
    """The PDF of a report to a bureau. Raises ``press.PressError``."""
    return _printed("pdf/summary.html", paper, number=paper.stamp_number, draft=False)


def agreement_html(row: Agreement) -> tuple[str, Enclosure, bool]:
    """What the press is given: the HTML, the enclosed data, whether it is a draft."""
    with translation.override(LANGUAGE):
        paper = agreement_paper(row, site=settings.SITE_ADDRESS)
    return _html("pdf/agreement.html", paper), paper.stamp.enclosure(), paper.is_draft


def receipt(row: FiledDocument) -> bytes:
    """The receipt for a filed document, the same bytes whenever it is asked for. Raises
    ``press.PressError`` when it cannot be printed."""
    paper = receipt_paper(row, site=settings.SITE_ADDRESS)
    return made(_html("pdf/receipt.html", paper), enclosure=paper.enclosure())


def _printed(
    template: str, paper: AgreementPaper | Paper, *, number: str, draft: bool
) -> Printed:
    enclosure = paper.stamp.enclosure()
    content = made(_html(template, paper), enclosure=enclosure, draft=draft)
    return Printed(
        title=paper.file_title, number=number, content=content, data=enclosure.content
    )


def _html(template: str, paper) -> str:
    with translation.override(LANGUAGE):
        return render_to_string(template, {"paper": paper})


def made(html: str, *, enclosure: Enclosure, draft: bool = False) -> bytes:
    """From the store, else from the press and then kept. Two at once make the same bytes."""
    path = _path(html, enclosure=enclosure, draft=draft)
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    content = shared_press().pdf(html, draft=draft, attachments=(enclosure,))
    default_storage.save(path, ContentFile(content))
    return content


def _path(html: str, *, enclosure: Enclosure, draft: bool) -> str:
    whole = hashlib.sha256(_edition())
    for part in (html.encode(), enclosure.name.encode(), enclosure.content, bytes((draft,))):
        whole.update(hashlib.sha256(part).digest())
    key = whole.hexdigest()
    return f"documents/{key[:2]}/{key}.pdf"


@cache
def _edition() -> bytes:
    """Changes when the press does."""
    files = b"".join((HERE / name).read_bytes() for name in LOOKS)
    return hashlib.sha256(files + metadata.version("weasyprint").encode()).digest()
