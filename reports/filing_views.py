"""Filing a school year, and the paper that was filed."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from compliance.filing import FilingError, file_year, year_to_file
from compliance.models import Filing
from compliance.permissions import can_file
from compliance.selectors import obligations_of
from pairing.models import Pairing
from pairing.permissions import can_download_for
from records import jobs
from reports.documents.summary import summary_file_name
from reports.filing_forms import FilingForm
from reports.filing_page import filing_page, refusal
from reports.jobs import SUMMARY_PDF


@require_http_methods(["GET", "HEAD", "POST"])
def file_school_year(request, pk, year):
    """What would be frozen today; posting freezes it."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).for_list(), pk=pk)
    if not can_file(request.user, pairing):
        raise PermissionDenied(_("Only the bureau's staff may file a school year."))
    if not MINYEAR <= year < MAXYEAR:
        raise Http404(f"no school year {year}")
    form = FilingForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_bound and form.is_valid():
            _file(request, pairing, year=year, note=form.cleaned_data["note"])
            return redirect("summary", pk, year)
        return _page(request, pairing, year=year, form=form)
    except FilingError as error:
        context = {"nav": "pairings", "pairing": pairing, "year": year}
        context["refusal"] = refusal(error)
        return render(request, "reports/filing.html", context)


def _file(request, pairing: Pairing, *, year: int, note: str) -> None:
    at, on = timezone.now(), timezone.localdate()
    file_year(pairing, school_year=year, by=request.user, at=at, on=on, note=note)
    arguments = {"pairing": pairing.pk, "school_year": year, "on": on.isoformat()}
    jobs.order(SUMMARY_PDF, owner=request.user, arguments=arguments, at=at)
    messages.success(
        request,
        _("The school year is filed. Its figures are frozen; the paper is being made."),
    )


def _page(request, pairing: Pairing, *, year: int, form: FilingForm):
    found = year_to_file(pairing, school_year=year, on=timezone.localdate())
    context = {
        "nav": "pairings",
        "pairing": pairing,
        "year": year,
        "form": form,
        "page": filing_page(
            found,
            school_year=year,
            pairing_id=pairing.pk,
            obligations={row.pk: row for row in obligations_of(pairing)},
        ),
    }
    return render(request, "reports/filing.html", context)


@require_safe
def filed_document(request, pk, year):
    """The paper that was filed, to the letter."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).for_list(), pk=pk)
    filing = get_object_or_404(
        Filing.objects.visible_to(request.user).exclude(document=""),
        pairing=pairing,
        school_year=year,
    )
    if not can_download_for(request.user, pairing):
        raise PermissionDenied(_("Only the two schools and their bureau may download this."))
    response = FileResponse(
        filing.document.open("rb"),
        as_attachment=True,
        filename=summary_file_name(pairing, school_year=year, on=filing.filed_on),
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
