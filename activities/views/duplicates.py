"""Entries that may be one event: side by side for the bureau, which says what they are."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from activities import services
from activities.forms.privacy import refuse_private
from activities.models import Activity
from activities.presenting import people_rows
from activities.suspects import ruled, suspects
from activities.views.page import found
from activities.views.refusals import say_no
from pairing.permissions import is_bureau_staff, is_of_a_bureau
from records.forms import UiFormMixin

ROWS = 10


class RulingForm(UiFormMixin, forms.Form):
    """Whether ``other`` is the same event, and why one says so."""

    other = forms.ModelChoiceField(queryset=Activity.objects.none(), widget=forms.HiddenInput)
    ruling = forms.ChoiceField(choices=[("same", "same"), ("apart", "apart")])
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        validators=[refuse_private],
        error_messages={"required": gettext_lazy("Say why: both schools read it.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others


@require_safe
def duplicate_list(request: HttpRequest):
    return _page(request)


@require_POST
def activity_ruling(request: HttpRequest, pk: int):
    row = found(request, pk)
    others = Activity.objects.visible_to(request.user).exclude(pk=pk)
    form = RulingForm(request.POST, others=others)
    if not form.is_valid():
        return _page(request, form=form, at_pk=pk)
    is_same = form.cleaned_data["ruling"] == "same"
    act = services.mark_duplicate if is_same else services.keep_apart
    said = (
        _("Marked as the same. Only the one confirmed first counts.")
        if is_same
        else _("Kept apart: both stand for themselves.")
    )
    why = {"other": form.cleaned_data["other"], "reason": form.cleaned_data["reason"]}
    run = partial(act, row, by=request.user, at=timezone.now(), **why)
    try:
        run()
    except services.ActivityChangeError as error:
        return say_no(request, error, pk=pk)
    messages.success(request, said)
    if is_of_a_bureau(request.user):
        return redirect("duplicate_list")
    return redirect("activity", pk)


def _page(request: HttpRequest, *, form=None, at_pk: int = 0):
    """``form`` came back with errors; it is about the entry ``at_pk`` and the other posted."""
    if not is_of_a_bureau(request.user):
        raise PermissionDenied(_("This list is for the bureau."))
    pairs = suspects(request.user)
    tab = "ruled" if request.GET.get("tab") == "ruled" else "open"
    rulings = ruled(request.user)
    rows = Paginator(rulings if tab == "ruled" else pairs, ROWS).get_page(
        request.GET.get("page")
    )
    typed = form.data.get("other") if form is not None else ""
    context = {
        "nav": "duplicates",
        "tab": tab,
        "counts": {"open": len(pairs), "ruled": rulings.count()},
        "page": rows,
        "cards": [_card(pair, form=form, at=(str(at_pk), typed)) for pair in rows]
        if tab == "open"
        else [],
        "may_rule": is_bureau_staff(request.user),
        "form": form,
    }
    status = 200 if form is None else 422
    return render(request, "activities/duplicate_list.html", context, status=status)


def _card(pair, *, form, at: tuple[str, str]) -> dict:
    own = (str(pair.first.pk), str(pair.second.pk)) == at
    return {
        "pair": pair,
        "sides": [
            {"activity": row, "people": people_rows(row, pairings=[pair.pairing])}
            for row in (pair.first, pair.second)
        ],
        "reason": form.data.get("reason", "") if own else "",
        "errors": form.errors.get("reason", []) if own else [],
    }
