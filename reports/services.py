"""The two filed documents as bytes: what was filed as it was filed, all else as it stands.

No request and no clock. These files are private; only jobs, commands and pages that ask who
looks hand them out.
"""

from datetime import date

from agreements.models import Agreement
from compliance.frozen import filing_of
from compliance.models import Filing
from pairing.models import Pairing
from reports import printing
from reports.archive import StrangeDataError, file_year_paper, filed_agreement
from reports.archive.years import filed_year
from reports.documents.agreement import agreement_file_name
from reports.documents.summary import summary_file_name
from reports.documents.year import UnknownYearError
from reports.models import FiledDocument
from reports.printing import agreement_html

__all__ = [
    "UnknownYearError",
    "agreement_file_name",
    "agreement_html",
    "agreement_pdf",
    "filed_pdf",
    "summary_file_name",
    "summary_pdf",
]


def agreement_pdf(agreement: Agreement) -> bytes:
    """The contract with its data enclosed: the paper that was filed, else one that is marked
    as a draft until both have signed. Raises as ``printing.agreement`` does."""
    if (filed := filed_agreement(agreement)) is not None:
        return content_of(filed)
    return printing.agreement(agreement).content


def summary_pdf(pairing: Pairing, *, school_year: int, on: date) -> bytes:
    """The year-end summary of the school year that begins in ``school_year``, as known at the
    end of ``on``; of a filed year the paper that was filed. Raises as ``printing.summary``."""
    filing = filing_of(pairing, school_year=school_year, on=on)
    if filing and (filed := filed_year(pairing, school_year=school_year)) is not None:
        return content_of(filed)
    if filing and filing.document:
        with filing.document.open("rb") as kept:
            return kept.read()
    day = filing.filed_on if filing else on
    return printing.summary(pairing, school_year=school_year, on=day).content


def filed_pdf(filing: Filing) -> bytes:
    """The paper of a filed year, which goes into the archive when it is made for the first
    time. Raises ``press.PressError`` when it cannot be printed."""
    try:
        return content_of(file_year_paper(filing))
    except StrangeDataError:  # kept before there was an archive, and altered since
        with filing.document.open("rb") as kept:
            return kept.read()


def content_of(filed: FiledDocument) -> bytes:
    with filed.file.open("rb") as kept:
        return kept.read()
