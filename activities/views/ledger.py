"""The ledger: every activity one may see, filtered by the address; these rows as a file."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.exports import FORMATS, export_file
from activities.forms import LedgerFilter
from activities.models import Activity
from activities.selectors import ledger_links
from pairing.models import Pairing

ROWS = 20


@require_safe
def activity_list(request: HttpRequest):
    wish = LedgerFilter(request.GET or None, user=request.user)
    rows = wish.narrow(Activity.objects.visible_to(request.user).for_list())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    seen = set(Pairing.objects.visible_to(request.user).values_list("pk", flat=True))
    context = {
        "nav": "ledger",
        "filter": wish,
        "form": wish,
        "page": page,
        "rows": [_row(activity, seen=seen) for activity in page.object_list],
    }
    return render(request, "activities/activity_list.html", context)


def _row(activity: Activity, *, seen: set[int]) -> dict:
    """The activity with its links in pairings the reader sees."""
    links = [link for link in activity.links.all() if link.pairing_id in seen]
    return {"activity": activity, "links": links}


@require_safe
def activity_export(request: HttpRequest):
    """The rows of the ledger as filtered, in one file (``?format=xlsx`` or ``csv``)."""
    kind = request.GET.get("format", "xlsx")
    if kind not in FORMATS:
        raise PermissionDenied(_("Only XLSX and CSV files are made here."))
    wish = LedgerFilter(request.GET, user=request.user)
    rows = wish.narrow(Activity.objects.visible_to(request.user).for_list())
    links = ledger_links(rows, user=request.user, **wish.of_links())
    content, content_type = export_file(links, kind=kind)
    response = HttpResponse(content, content_type=content_type)
    name = _("activities") + f"_{timezone.localdate():%Y%m%d}.{kind}"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return response
