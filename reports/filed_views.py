"""The filed documents of those who see them: the list, one record, its file and its receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement
from compliance.permissions import can_file
from pairing.permissions import is_bureau_staff
from records import jobs
from reports.archive import filed_agreement
from reports.documents.receipt import filed_file_name
from reports.documents.stamps import GROUP
from reports.faults_page import last_look, lines_of
from reports.filed_forms import FiledFilter
from reports.jobs import FILE_AGREEMENT, FILING_RECEIPT
from reports.models import FiledDocument
from reports.related import of_filed
from reports.verify_page import state_of

ROWS = 20


@require_safe
def filed_list(request):
    wish = FiledFilter(request.GET or None)
    rows = wish.narrow(FiledDocument.objects.visible_to(request.user).for_list())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"nav": "filed", "filter": wish, "form": wish, "page": page}
    context |= {"may_pack": is_bureau_staff(request.user), "look": last_look(request.user)}
    return render(request, "reports/filed_list.html", context)


@require_safe
def filed(request, pk):
    row = _row(request, pk)
    context = {
        "nav": "filed",
        "row": row,
        "state": state_of(row, on=timezone.localdate()),
        "file_groups": _groups(row.file_sha256),
        "data_groups": _groups(row.data_sha256),
        "related": of_filed(row, user=request.user),
        "faults": lines_of(row.faults.standing()),
        "later": FiledDocument.objects.filter(supersedes=row).defer("data").first(),
    }
    return render(request, "reports/filed.html", context)


@require_safe
def filed_file(request, pk):
    """The paper as it was filed, to the byte."""
    row = _row(request, pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"the file of {row.number} is gone") from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=filed_file_name(row),
        content_type="application/pdf",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def filed_receipt(request, pk):
    row = _row(request, pk)
    return _ordered(request, FILING_RECEIPT, {"document": row.pk})


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_filing(request, pk):
    """Leads to the record of an agreement that is filed; else says so, and the bureau files
    it by posting. Pressed twice it is filed once."""
    rows = Agreement.objects.visible_to(request.user).for_list()
    agreement = get_object_or_404(rows, pk=pk)
    if (standing := filed_agreement(agreement)) is not None:
        return redirect("filed", standing.pk)
    may_file = can_file(request.user, agreement.pairing)
    binds = Agreement.objects.binding().filter(pk=pk).exists()
    if request.method != "POST":
        context = {"nav": "agreements", "agreement": agreement, "may_file": may_file}
        return render(request, "reports/not_filed.html", context | {"binds": binds})
    if not may_file:
        raise PermissionDenied(_("Only the bureau's staff may file an agreement."))
    if not binds:
        messages.error(request, _("The agreement does not bind, so it is not filed."))
        return redirect("agreement", pk)
    return _ordered(request, FILE_AGREEMENT, {"agreement": pk})


def _ordered(request, kind: str, arguments: dict):
    job = jobs.order(kind, owner=request.user, arguments=arguments, at=timezone.now())
    return redirect("job", job.pk)


def _row(request, pk: int) -> FiledDocument:
    return get_object_or_404(FiledDocument.objects.visible_to(request.user).for_list(), pk=pk)


def _groups(digest: str) -> list[str]:
    return [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]
