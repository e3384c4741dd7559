"""The filed documents: the year-end summary as a page, both as PDFs to order."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement
from compliance.permissions import can_file
from pairing.models import Pairing
from pairing.permissions import can_download_for
from records import jobs
from reports.documents.year import UnknownYearError, year_summary_of
from reports.filing_page import filed_card
from reports.jobs import AGREEMENT_PDF, SUMMARY_PDF
from reports.models import ReportKind
from reports.related import of_report
from reports.summary_page import summary_page
from reports.year_reports.subjects import Subject


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_pdf(request, pk):
    """Posting orders the PDF; whoever comes by its address is shown the agreement."""
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).select_related("pairing"), pk=pk
    )
    if request.method != "POST":
        return redirect("agreement", pk)
    _allow(request.user, agreement.pairing)
    return _ordered(request, AGREEMENT_PDF, {"agreement": pk})


@require_safe
def summary(request, pk, year):
    pairing = _pairing(request, pk)
    try:
        found = year_summary_of(pairing, school_year=year, on=timezone.localdate())
    except UnknownYearError as error:
        raise Http404(f"pairing {pk} has no school year {year}") from error
    about = Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=year)
    context = {
        "nav": "pairings",
        "pairing": pairing,
        "page": summary_page(found),
        "filed": filed_card(found),
        "may_file": found.filing is None and can_file(request.user, pairing),
        "may_download": can_download_for(request.user, pairing),
        "report": about.key,
        "related": of_report(about, user=request.user),
    }
    return render(request, "reports/summary.html", context)


@require_POST
def summary_pdf(request, pk, year):
    pairing = _pairing(request, pk)
    _allow(request.user, pairing)
    on = timezone.localdate()
    arguments = {"pairing": pk, "school_year": year, "on": on.isoformat()}
    return _ordered(request, SUMMARY_PDF, arguments)


def _pairing(request, pk: int) -> Pairing:
    return get_object_or_404(Pairing.objects.visible_to(request.user).for_list(), pk=pk)


def _allow(user, pairing: Pairing) -> None:
    if not can_download_for(user, pairing):
        raise PermissionDenied(_("Only the two schools and their bureau may download this."))


def _ordered(request, kind: str, arguments: dict):
    job = jobs.order(kind, owner=request.user, arguments=arguments, at=timezone.now())
    return redirect("job", job.pk)
