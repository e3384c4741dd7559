"""Packs on their pages: what one would hold, how far it is, what could not be made."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pairing.models import School
from pairing.permissions import is_bureau_staff, is_of_a_bureau, own_school_ids
from reports.models import ItemKind, ItemState, Pack
from reports.pack_forms import PackForm
from reports.packing import ordering
from reports.packing.planning import plan_year

LATEST = 20
MOST_FAILED = 200  # shown; the manifest names them all


@require_http_methods(["GET", "HEAD", "POST"])
def pack_list(request):
    """The packs one ordered, and a form: looking says what a pack would hold, posting orders
    it."""
    if not is_bureau_staff(request.user):
        raise PermissionDenied(_("Year-end packs are for the bureau's staff."))
    asked = request.POST or request.GET or None
    form = PackForm(asked, user=request.user, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            found = ordering.order_year(**form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("pack", found.pk)
        except ordering.NothingToPackError:
            form.add_error("school_year", _("The programme has no pairing in this year."))
    context = {
        "nav": "filed",
        "form": form,
        "counts": _counts(form, user=request.user) if form.is_bound else (),
        "packs": Pack.objects.visible_to(request.user).for_list()[:LATEST],
    }
    return render(request, "reports/packs.html", context)


def _counts(form: PackForm, *, user) -> tuple[tuple[str, int], ...]:
    """How many documents of which kind; nothing while the form is not right."""
    if not form.is_valid():
        return ()
    found = Counter(item.kind for item in plan_year(**form.cleaned_data, user=user))
    return tuple((kind.label, found[kind]) for kind in ItemKind if found[kind])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request, pk):
    """How far a pack is, document by document. Posting cancels it, or orders the rest."""
    found = get_object_or_404(Pack.objects.visible_to(request.user).for_list(), pk=pk)
    if request.method == "POST":
        if "cancel" in request.POST:
            ordering.cancel(found, at=timezone.now())
        else:
            ordering.order_rest(found, by=request.user, at=timezone.now())
        return redirect("pack", pk)
    items = found.items.all()
    states = Counter(items.values_list("state", flat=True).order_by())
    ended = states[ItemState.DONE] + states[ItemState.FAILED]
    total = sum(states.values())
    context = {
        "nav": "schools" if found.school_id else "filed",
        "pack": found,
        "job": found.job,
        "failed": items.filter(state=ItemState.FAILED)[:MOST_FAILED],
        "failures": states[ItemState.FAILED],
        "done": states[ItemState.DONE],
        "ended": ended,
        "total": total,
        "share": ended / max(total, 1),
        "items": items.exclude(state=ItemState.FAILED)[:LATEST],
        "more": max(total - states[ItemState.FAILED] - LATEST, 0),
    }
    return render(request, "reports/pack.html", context)


@require_POST
def dossier(request, pk):
    """Orders the whole dossier of a school, for its own people and the bureaus that see it."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    if not (is_of_a_bureau(request.user) or pk in own_school_ids(request.user)):
        raise PermissionDenied(_("Only the school itself and its bureau may download this."))
    try:
        found = ordering.order_dossier(school, by=request.user, at=timezone.now())
    except ordering.NothingToPackError:
        messages.error(request, _("This school has no pairing yet: there is nothing to pack."))
        return redirect("school", pk)
    return redirect("pack", found.pk)
