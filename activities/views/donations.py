"""Donations of a pairing: the register, its file, and one form for money and one for goods."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from activities.exports import FORMATS
from activities.forms.donations import (
    BLANK_LINES,
    GoodsForm,
    LineForm,
    Lines,
    MoneyForm,
    lines_of,
)
from activities.models import Activity
from activities.registers import donations_of, export_register, lines_in, totals_of
from activities.views.desk import own_sheet, pairing_seen
from activities.views.keeping import keep, open_activity
from pairing.permissions import own_side
from pairing.vocabulary import ActivityType

KINDS = {"money": MoneyForm, "goods": GoodsForm}


@require_safe
def donation_list(request: HttpRequest, pk: int):
    pairing = pairing_seen(request, pk)
    links = donations_of(pairing, user=request.user)
    context = {
        "nav": "pairings",
        "tab": "donations",
        "pairing": pairing,
        "own": own_side(request.user, pairing),
        "rows": [
            {"link": x, "activity": x.activity, "lines": lines_in(x.activity)} for x in links
        ],
        "totals": totals_of(links),
    }
    return render(request, "activities/donations.html", context)


@require_safe
def donation_export(request: HttpRequest, pk: int):
    kind = request.GET.get("format", "xlsx")
    if kind not in FORMATS:
        raise PermissionDenied(_("Only XLSX and CSV files are made here."))
    pairing = pairing_seen(request, pk)
    content, content_type = export_register(donations_of(pairing, user=request.user), kind=kind)
    response = HttpResponse(content, content_type=content_type)
    name = _("donations") + f"_{pairing.code}_{timezone.localdate():%Y%m%d}.{kind}"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return response


@require_http_methods(["GET", "POST"])
def donation_new(request: HttpRequest, pk: int, kind: str):
    if kind not in KINDS:
        raise Http404
    pairing = pairing_seen(request, pk)
    sheet = own_sheet(request, pairing)
    return _form(request, KINDS[kind], sheet=sheet)


@require_http_methods(["GET", "POST"])
def donation_edit(request: HttpRequest, pk: int):
    """Change one that is a draft or was returned."""
    rows = Activity.objects.visible_to(request.user).for_page()
    activity = get_object_or_404(rows, pk=pk, type__in=_TYPES)
    sheet = open_activity(request, activity)
    if not hasattr(sheet, "pairing"):
        return sheet  # why it cannot be changed any more
    form = MoneyForm if activity.type == ActivityType.DONATION_MONEY else GoodsForm
    return _form(request, form, sheet=sheet, activity=activity)


_TYPES = (ActivityType.DONATION_MONEY, ActivityType.DONATION_GOODS)


def _form(request, kind: type, *, sheet, activity: Activity | None = None):
    has_lines = kind is GoodsForm
    if request.POST.get("action") == "more":
        form, lines = _with_more_lines(request, kind, sheet=sheet, activity=activity)
        return _page(request, form, lines=lines, sheet=sheet, activity=activity)
    form = kind(request.POST or None, sheet=sheet, activity=activity)
    lines = None
    if has_lines:
        known = lines_of(activity) if activity else []
        lines = Lines(request.POST or None, prefix="lines", initial=known)
    is_valid = form.is_valid() and (lines is None or lines.is_valid())
    if is_valid:
        given = lines.lines() if lines is not None else ()
        answer = keep(request, form, form.facts(given), activity=activity)
        return answer or redirect("donation_list", sheet.pairing.pk)
    return _page(request, form, lines=lines, sheet=sheet, activity=activity)


def _with_more_lines(request, kind: type, *, sheet, activity):
    """The forms as typed with more blank lines, nothing complained about yet."""
    count = request.POST.get("lines-TOTAL_FORMS", "")
    count = int(count) if count.isdecimal() and len(count) < 3 else 0
    typed = [
        {name: request.POST.get(f"lines-{number}-{name}", "") for name in LineForm.base_fields}
        for number in range(count)
    ]
    names = (*kind.base_fields,)
    form = kind(
        sheet=sheet,
        activity=activity,
        initial={name: request.POST[name] for name in names if name in request.POST},
    )
    filled = [row for row in typed if any(row[n] for n in row if n != "condition")]
    lines = Lines(prefix="lines", initial=filled)
    lines.extra = max(BLANK_LINES, count - len(filled) + BLANK_LINES)
    return form, lines


def _page(request, form, *, lines, sheet, activity):
    context = {
        "nav": "pairings",
        "pairing": sheet.pairing,
        "sheet": sheet,
        "form": form,
        "lines": lines,
        "activity": activity,
    }
    return render(request, "activities/donation_form.html", context)
