"""The list of agreements, the page of one, and the bureau's decisions on what is in force."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agreements import services
from agreements.forms.agreements import AgreementFilter, EndForm, SuspendForm
from agreements.models import BEFORE_SIGNING, Agreement, AgreementState, Signature
from agreements.pages import tag_of
from agreements.permissions import can_decide
from agreements.timeline import waiting_words
from agreements.views.page import done, found, show
from agreements.waiting import waiting_among
from pairing.permissions import is_bureau_staff, own_school_ids

ROWS = 20


@require_GET
def agreement_list(request):
    on = timezone.localdate()
    wish = AgreementFilter(request.GET or None)
    rows = wish.narrow(Agreement.objects.visible_to(request.user).for_rows(), on=on)
    rows = rows.order_by("pairing__order", F("starts_on").desc(), "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    waits = _waits(page.object_list, on=on)
    for row in page:
        row.tag, row.waits = tag_of(row, on=on), waits.get(row.pk, "")
    context = {"nav": "agreements", "filter": wish, "page": page}
    context["is_staff"] = is_bureau_staff(request.user)
    context["may_draft"] = is_bureau_staff(request.user) or own_school_ids(request.user)
    return render(request, "agreements/agreement_list.html", context)


def _waits(rows, *, on) -> dict[int, str]:
    """Who is waited for, by agreement; no query where nothing on the page is under way."""
    states = (*BEFORE_SIGNING, AgreementState.SIGNING)
    if not (ids := [row.pk for row in rows if row.state in states]):
        return {}
    asked = Agreement.objects.filter(pk__in=ids, pairing__ended_on=None).for_list()
    asked = asked.select_related("pairing__programme__bureau")
    found = waiting_among(asked.prefetch_related("signatures", "assents"))
    return {each.agreement.pk: waiting_words(each, on=on) for each in found}


@require_GET
def agreement(request, pk):
    return show(request, found(request, pk))


@require_POST
def agreement_suspend(request, pk):
    agreement = _decidable(request, pk)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return show(request, agreement, suspend_form=form)

    def act(**when):
        services.suspend(agreement, **form.cleaned_data, **when)

    return done(request, agreement, act, said=_("The agreement rests on these days."))


@require_POST
def agreement_end(request, pk):
    agreement = _decidable(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return show(request, agreement, end_form=form)

    def act(**when):
        services.terminate(agreement, **form.cleaned_data, **when)

    return done(request, agreement, act, said=_("The agreement ends on the day given."))


@require_GET
def signature_scan(request, pk):
    """The scan as it was sent; only ever saved, never shown in the page."""
    rows = Signature.objects.visible_to(request.user).exclude(scan="")
    signature = get_object_or_404(rows.select_related("agreement"), pk=pk)
    kind = signature.scan.name.rpartition(".")[2]
    name = f"{signature.agreement.number}-{signature.side}.{kind}"
    response = FileResponse(signature.scan.open("rb"), as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


# --- Shared -----------------------------------------------------------------------------------
def _decidable(request, pk: int) -> Agreement:
    agreement = found(request, pk)
    if not can_decide(request.user, agreement):
        raise PermissionDenied(
            _("Only staff of a bureau above one of the schools decides this.")
        )
    return agreement
