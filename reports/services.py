"""The two filed documents as bytes. No request and no clock; Chinese whatever the language.

A document is made once: what comes out is kept under the hash of all that goes in, and the
same content is read from there. These files are private; only jobs and commands hand them out.
"""

import hashlib
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
from compliance.filing import keep_document
from compliance.frozen import filing_of
from compliance.models import Filing
from pairing.models import Pairing
from reports.documents.agreement import agreement_file_name, agreement_paper
from reports.documents.summary import document_of, summary_file_name, summary_paper
from reports.documents.year import UnknownYearError, year_summary_of
from reports.models import ReportKind
from reports.press import Enclosure, shared_press
from reports.year_reports.subjects import Subject
from reports.year_reports.words import prose_of

__all__ = [
    "UnknownYearError",
    "agreement_file_name",
    "agreement_html",
    "agreement_pdf",
    "filed_pdf",
    "summary_file_name",
    "summary_html",
    "summary_pdf",
]

LANGUAGE = "zh-hans"
HERE = Path(__file__).resolve().parent
# What a page looks like beside its HTML; WeasyPrint's version is added.
LOOKS = ("styles/official.css", "fonts/SOURCES.json", "line_filling.py", "chinese_text.py")


def agreement_pdf(agreement: Agreement) -> bytes:
    """The contract with its data enclosed; marked as a draft until both have signed.

    Raises ``press.PressError`` when it cannot be printed. Seven queries when ``agreement``
    comes from ``for_document()``.
    """
    html, enclosure, is_draft = agreement_html(agreement)
    return made(html, enclosure=enclosure, draft=is_draft)


def agreement_html(agreement: Agreement) -> tuple[str, Enclosure, bool]:
    """What the press is given: the HTML, the enclosed data, whether it is a draft."""
    with translation.override(LANGUAGE):
        paper = agreement_paper(agreement, site=settings.SITE_ADDRESS)
        html = render_to_string("pdf/agreement.html", {"paper": paper})
    return html, paper.stamp.enclosure(), paper.is_draft


def summary_pdf(pairing: Pairing, *, school_year: int, on: date) -> bytes:
    """The year-end summary of the school year that begins in ``school_year``, as known at the
    end of ``on``, with its verdicts enclosed; of a filed year the paper that was filed.

    Raises UnknownYearError for a year the pairing has no part in, ``press.PressError`` when it
    cannot be printed.
    """
    filing = filing_of(pairing, school_year=school_year, on=on)
    if filing and filing.document:
        with filing.document.open("rb") as kept:
            return kept.read()
    day = filing.filed_on if filing else on
    html, enclosure = summary_html(pairing, school_year=school_year, on=day)
    return made(html, enclosure=enclosure, draft=False)


def filed_pdf(filing: Filing) -> bytes:
    """The paper of a filed year, kept with its checksum when it is made for the first time.
    Raises as ``summary_pdf`` does."""
    content = summary_pdf(filing.pairing, school_year=filing.school_year, on=filing.filed_on)
    keep_document(filing, content=content)
    return content


def summary_html(pairing: Pairing, *, school_year: int, on: date) -> tuple[str, Enclosure]:
    """What the press is given: the HTML and the enclosed data."""
    with translation.override(LANGUAGE):
        year = year_summary_of(pairing, school_year=school_year, on=on)
        about = Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=school_year)
        wrote = prose_of(about)
        paper = document_of(summary_paper(year, site=settings.SITE_ADDRESS, wrote=wrote))
        html = render_to_string("pdf/summary.html", {"paper": paper})
    return html, paper.stamp.enclosure()


def made(html: str, *, enclosure: Enclosure, draft: bool) -> bytes:
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
