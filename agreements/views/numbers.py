"""Agreeing on a number for a duty that has none: both schools on one page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agreements import services
from agreements.models import AgreementState, NumberStep, Obligation
from agreements.number_wording import refusal
from agreements.numbers import NumberLine, line_of, would_read
from agreements.permissions import sides_for_number
from agreements.rendering import describe
from agreements.wording import PARTY_WORDS
from records.forms import UiFormMixin

MOST = 100_000


class NumberForm(UiFormMixin, forms.Form):
    """``sides`` are those the person may speak for; one alone is not asked."""

    side = forms.ChoiceField(label=gettext_lazy("For which school"))
    number = forms.IntegerField(
        label=gettext_lazy("At least"),
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": gettext_lazy("Which number does your school propose?"),
            "invalid": gettext_lazy("A whole number, please."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Why this number"), max_length=200, required=False
    )

    def __init__(self, *args, sides: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(side, PARTY_WORDS[side]) for side in sides]
        if len(sides) == 1:
            self.fields["side"].initial = sides[0]
            self.fields["side"].widget = forms.HiddenInput()


@require_GET
def number(request, pk, obligation_id):
    row, line = _found(request, pk, obligation_id)
    return _page(request, row, line)


@require_POST
def number_propose(request, pk, obligation_id):
    row, line = _found(request, pk, obligation_id)
    form = NumberForm(request.POST, sides=_refuse(request, row))
    if not form.is_valid():
        return _page(request, row, line, form=form)
    asked = form.cleaned_data

    def act():
        services.propose_number(row, by=request.user, at=timezone.now(), **asked)

    return _done(request, row, act, said=_("Proposed. The other school has a message."))


@require_POST
def number_agree(request, pk, obligation_id):
    """The number agreed to is posted with it: what the other school changed meanwhile is not
    agreed to unseen."""
    row, line = _found(request, pk, obligation_id)
    sides = _refuse(request, row)
    side = line.waits_for if line.turn else sides[0]
    posted = request.POST.get("number", "")
    asked = int(posted) if posted.isascii() and posted.isdecimal() and len(posted) < 9 else 0

    def act():
        services.agree_number(row, side=side, number=asked, by=request.user, at=timezone.now())

    return _done(request, row, act, said=_("Agreed. The duty has its number from now on."))


def _found(request, pk: int, obligation_id: int) -> tuple[Obligation, NumberLine]:
    rows = Obligation.objects.visible_to(request.user).select_related(
        "clause__parent",
        "clause__agreement__pairing__supporting_school",
        "clause__agreement__pairing__receiving_school",
        "part_of",
    )
    steps = NumberStep.objects.filter(obligation=obligation_id).order_by("at", "pk")
    steps = list(steps)
    if not steps:
        rows = rows.filter(uncounted=True)  # what always had its number has no such page
    row = get_object_or_404(
        rows.prefetch_related("quotas"), pk=obligation_id, clause__agreement=pk
    )
    sides = sides_for_number(request.user, row.clause.agreement)
    return row, line_of(row, steps, sides=sides)


def _refuse(request, row: Obligation) -> tuple[str, ...]:
    """For which sides the person may speak; PermissionDenied for none."""
    agreement = row.clause.agreement
    if sides := sides_for_number(request.user, agreement):
        return sides
    if agreement.state == AgreementState.IN_FORCE:
        raise PermissionDenied(
            _("The agreement is in force: only the principals agree on a number for it.")
        )
    raise PermissionDenied(_("Only the two schools agree on a number."))


def _done(request, row: Obligation, act, *, said: str):
    try:
        act()
    except services.NumberError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, said)
    return redirect("agreement_number", row.clause.agreement_id, row.pk)


def _page(request, row: Obligation, line: NumberLine, *, form=None):
    context = {
        "nav": "agreements",
        "line": line,
        "obligation": row,
        "agreement": row.clause.agreement,
        "text": describe(row),
        "would_read": would_read(row, number=line.last.number) if line.waits_for else "",
        "form": form or (NumberForm(sides=line.sides) if line.sides else None),
    }
    return render(request, "agreements/number.html", context, status=422 if form else 200)
