"""The documents as jobs: ordered on a page, made by a worker, kept for who ordered them.

What may be seen is asked again when the job runs: it may wait for hours.
"""

from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from compliance.frozen import filing_of
from pairing.models import Pairing
from pairing.permissions import can_download_for
from records.jobs import JobFailedError, register, save_result
from records.models import Job
from reports import press_wording, printing, services
from reports.archive import NotToFileError, file_agreement
from reports.documents.receipt import receipt_file_name
from reports.models import FiledDocument
from reports.press import PressError
from reports.year_reports import papers
from reports.year_reports.permissions import can_order
from reports.year_reports.sight import subject_for
from reports.year_reports.subjects import Key
from reports.year_reports.words import day_of, report_of

AGREEMENT_PDF = "agreement_pdf"
SUMMARY_PDF = "summary_pdf"
REPORT_PAPER = "report_paper"
FILE_AGREEMENT = "file_agreement"
FILING_RECEIPT = "filing_receipt"


@register(AGREEMENT_PDF, title=gettext_lazy("Agreement as PDF"))
def make_agreement(job: Job) -> None:
    """Arguments: ``agreement`` (its id)."""
    rows = Agreement.objects.visible_to(job.owner).for_document()
    agreement = rows.filter(pk=job.arguments["agreement"]).first()
    if agreement is None or not can_download_for(job.owner, agreement.pairing):
        raise JobFailedError(_("You may no longer download this agreement."))
    name = services.agreement_file_name(agreement, on=timezone.localtime(job.ordered_at).date())
    _keep(job, name=name, make=lambda: services.agreement_pdf(agreement))


@register(SUMMARY_PDF, title=gettext_lazy("Year-end summary as PDF"))
def make_summary(job: Job) -> None:
    """Arguments: ``pairing`` (its id), ``school_year``, ``on`` (an ISO day). Of a filed year
    the paper that was filed, which the first such job makes."""
    rows = Pairing.objects.visible_to(job.owner).for_list()
    pairing = rows.filter(pk=job.arguments["pairing"]).first()
    if pairing is None or not can_download_for(job.owner, pairing):
        raise JobFailedError(_("You may no longer download this summary."))
    asked = {
        "school_year": job.arguments["school_year"],
        "on": date.fromisoformat(job.arguments["on"]),
    }
    filing = filing_of(pairing, **asked)
    if filing:
        asked["on"] = filing.filed_on
    name = services.summary_file_name(pairing, **asked)
    make = partial(services.filed_pdf, filing) if filing else None
    _keep(job, name=name, make=make or partial(services.summary_pdf, pairing, **asked))


@register(REPORT_PAPER, title=gettext_lazy("Report as a file"))
def make_report(job: Job) -> None:
    """Arguments: ``report`` (its key), ``form`` (pdf or docx), ``on`` (an ISO day). The PDF of
    an accepted report is kept by the first such job."""
    ending, on = job.arguments["form"], date.fromisoformat(job.arguments["on"])
    try:
        about = subject_for(job.owner, Key.of(job.arguments["report"]))
    except LookupError:
        about = None
    if about is None or not can_order(job.owner, about):
        raise JobFailedError(_("You may no longer download this report."))
    report = report_of(about)
    day = day_of(report, on=on)
    make = partial(papers.paper_in, ending, about, on=day)
    if ending == "pdf" and report and report.accepted_on:
        make = partial(papers.kept_pdf, about, by=job.owner, at=job.ordered_at, on=day)
    _keep(job, name=papers.file_name(about, on=day, ending=ending), make=make)


@register(FILE_AGREEMENT, title=gettext_lazy("The filed agreement"))
def make_filed_agreement(job: Job) -> None:
    """Arguments: ``agreement`` (its id). Whoever ordered it, the agreement binds: it is filed
    as of the moment of the order, and once."""
    agreement = Agreement.objects.get(pk=job.arguments["agreement"])
    try:
        filed = file_agreement(agreement, by=job.owner, at=job.ordered_at)
    except PressError as error:
        raise JobFailedError(press_wording.sentence(error)) from error
    except NotToFileError as error:
        raise JobFailedError(_("The agreement does not bind, so it is not filed.")) from error
    name = services.agreement_file_name(agreement, on=filed.filed_on)
    save_result(job, name=name, content=services.content_of(filed))


@register(FILING_RECEIPT, title=gettext_lazy("Receipt of filing"))
def make_receipt(job: Job) -> None:
    """Arguments: ``document`` (the id of what was filed)."""
    rows = FiledDocument.objects.visible_to(job.owner).for_list()
    row = rows.filter(pk=job.arguments["document"]).first()
    if row is None:
        raise JobFailedError(_("You may no longer download this."))
    _keep(job, name=receipt_file_name(row), make=lambda: printing.receipt(row))


def _keep(job: Job, *, name: str, make) -> None:
    try:
        made = make()
    except PressError as error:
        raise JobFailedError(press_wording.sentence(error)) from error
    except LookupError as error:
        raise JobFailedError(_("There is nothing to tell of that time.")) from error
    save_result(job, name=name, content=made)
