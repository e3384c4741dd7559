"""What the views of one agreement share: finding it, doing an act, showing its page."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agreements.forms.agreements import (
    AgreeForm,
    ApproveForm,
    EndForm,
    ReturnForm,
    ScanForm,
    SignForm,
    SuspendForm,
)
from agreements.models import Agreement
from agreements.numbers import lines_of
from agreements.pages import page_of
from agreements.rendering.contract import leading_group
from agreements.services import AgreementChangeError, held_scan
from agreements.wording import refusal
from pairing.models import Pairing
from records.related import related_to


def found(request, pk: int) -> Agreement:
    """With everything its page shows; Http404 for one out of sight."""
    rows = Agreement.objects.visible_to(request.user).for_document()
    return get_object_or_404(rows.prefetch_related("suspensions", "assents"), pk=pk)


def address_of(request) -> str:
    """The network address the request came from, as the limits of signing in see it."""
    return get_adapter(request).get_client_ip(request)


def done(request, agreement: Agreement, act, *, said: str):
    """Do it and say so; where the state forbids it by now, say why."""
    try:
        act(by=request.user, at=timezone.now())
    except AgreementChangeError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, said)
    return redirect("agreement", agreement.pk)


def show(request, agreement: Agreement, **bound):
    """The page of one agreement; ``bound`` are forms that came back with errors."""
    on = timezone.localdate()
    page = page_of(agreement, user=request.user, on=on)
    acts = page.acts
    sides = {"agreement": agreement}
    forms = {
        "agree_form": acts.to_agree
        and AgreeForm(sides=acts.to_agree, initial={"sha256": page.text_sha256}, **sides),
        "sign_form": acts.to_sign and SignForm(sides=acts.to_sign, user=request.user, **sides),
        "scan_form": acts.to_scan
        and ScanForm(sides=acts.to_scan, held=_held(request, agreement), **sides),
        "approve_form": acts.approve and ApproveForm(initial=_usual(agreement.pairing, on=on)),
        "return_form": acts.give_back and ReturnForm(),
        "suspend_form": SuspendForm(),
        "end_form": EndForm(),
    } | bound
    failed = next(iter(bound.values()), None)
    context = {"nav": "agreements", "page": page, "document": page.document, "form": failed}
    context["related"] = related_to("agreement", agreement, user=request.user, on=on)
    context["numbers"] = lines_of(agreement, user=request.user)
    status = 422 if bound else 200
    return render(request, "agreements/agreement.html", context | forms, status=status)


def _held(request, agreement: Agreement):
    return held_scan(agreement, by=request.user, at=timezone.now())


def _usual(pairing: Pairing, *, on) -> dict:
    return {"body": leading_group(pairing.programme.bureau.name), "decided_on": on}
