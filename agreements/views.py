"""The list of agreements, one agreement with its signing, and the bureau's decisions on it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agreements import services
from agreements.forms import (
    AgreementFilter,
    EndForm,
    ReopenForm,
    ScanForm,
    SignForm,
    SuspendForm,
)
from agreements.models import Agreement, Signature
from agreements.numbers import lines_of
from agreements.pages import page_of, tag_of
from agreements.permissions import can_decide, sides_to_scan, sides_to_sign
from agreements.wording import refusal
from pairing.permissions import is_bureau_staff

ROWS = 20
MOVES = {"agree": services.agree, "open": services.open_for_signing}


@require_GET
def agreement_list(request):
    on = timezone.localdate()
    wish = AgreementFilter(request.GET or None)
    rows = wish.narrow(Agreement.objects.visible_to(request.user).for_rows(), on=on)
    rows = rows.order_by("pairing__order", F("starts_on").desc(), "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.tag = tag_of(row, on=on)
    context = {"nav": "agreements", "filter": wish, "page": page}
    context["is_staff"] = is_bureau_staff(request.user)
    return render(request, "agreements/agreement_list.html", context)


@require_GET
def agreement(request, pk):
    return _page(request, _found(request, pk))


@require_POST
def agreement_sign(request, pk):
    found = _found(request, pk)
    sides = sides_to_sign(request.user, found)
    if not sides:
        raise PermissionDenied(_("Only a principal of a school that has not signed may sign."))
    may_try = bool(ratelimit.consume(request, action="reauthenticate", user=request.user))
    form = SignForm(
        request.POST, agreement=found, sides=sides, user=request.user, may_try=may_try
    )
    if not form.is_valid():
        return _page(request, found, sign_form=form)
    signer = _person(request.user, found.pairing.school_on(form.cleaned_data["side"]))

    def act(**when):
        services.sign(found, side=form.cleaned_data["side"], signer=signer, **when)

    return _done(
        request, found, act, said=_("Signed. The day of today is kept with your name.")
    )


@require_POST
def agreement_scan(request, pk):
    found = _found(request, pk)
    sides = sides_to_scan(request.user, found)
    if not sides:
        raise PermissionDenied(
            _("Only a principal sends the scan, for the own school and once.")
        )
    form = ScanForm(request.POST, request.FILES, agreement=found, sides=sides)
    if not form.is_valid():
        return _page(request, found, scan_form=form)
    values = dict(form.cleaned_data)
    side = values.pop("side")

    def act(**when):
        services.enter_scan(found, side=side, paper=services.SignedPaper(**values), **when)

    return _done(request, found, act, said=_("The scan is kept with its checksum."))


@require_POST
def agreement_move(request, pk):
    """A step before signing: agreed, opened, or back to the draft with a reason."""
    found = _decidable(request, pk)
    form = ReopenForm(request.POST)
    if move := MOVES.get(request.POST.get("move")):
        return _done(request, found, lambda **when: move(found, **when), said=_("Recorded."))
    if not form.is_valid():
        return _page(request, found, reopen_form=form)
    reason = form.cleaned_data["reason"]

    def act(**when):
        services.reopen(found, reason=reason, **when)

    return _done(request, found, act, said=_("Back to the draft. It can be changed again."))


@require_POST
def agreement_suspend(request, pk):
    found = _decidable(request, pk)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return _page(request, found, suspend_form=form)

    def act(**when):
        services.suspend(found, **form.cleaned_data, **when)

    return _done(request, found, act, said=_("The agreement rests on these days."))


@require_POST
def agreement_end(request, pk):
    found = _decidable(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, end_form=form)

    def act(**when):
        services.terminate(found, **form.cleaned_data, **when)

    return _done(request, found, act, said=_("The agreement ends on the day given."))


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
def _found(request, pk: int) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).for_document()
    return get_object_or_404(rows.prefetch_related("suspensions"), pk=pk)


def _decidable(request, pk: int) -> Agreement:
    found = _found(request, pk)
    if not can_decide(request.user, found):
        raise PermissionDenied(
            _("Only staff of a bureau above one of the schools decides this.")
        )
    return found


def _person(user, school):
    """Whose name is printed. An account without a person cannot sign."""
    person = school.people.filter(user=user).first()
    if person is None:
        raise PermissionDenied(
            _("Your account has no name in the list of people of %(school)s. Ask the bureau.")
            % {"school": school}
        )
    return person


def _done(request, found: Agreement, act, *, said: str):
    """Do it and say so; where the state forbids it by now, say why."""
    try:
        act(by=request.user, at=timezone.now())
    except services.AgreementChangeError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, said)
    return redirect("agreement", found.pk)


def _page(request, found: Agreement, **bound):
    """The page of one agreement; ``bound`` are forms that came back with errors."""
    page = page_of(found, user=request.user, on=timezone.localdate())
    forms = {
        "sign_form": _unbound(SignForm, found, page.to_sign, user=request.user),
        "scan_form": _unbound(ScanForm, found, page.to_scan),
        "reopen_form": ReopenForm(),
        "suspend_form": SuspendForm(),
        "end_form": EndForm(),
    } | bound
    failed = next(iter(bound.values()), None)
    context = {"nav": "agreements", "page": page, "document": page.document, "form": failed}
    context["numbers"] = lines_of(found, user=request.user)
    status = 422 if bound else 200
    return render(request, "agreements/agreement.html", context | forms, status=status)


def _unbound(form_class, found: Agreement, sides: tuple[str, ...], **more):
    return form_class(agreement=found, sides=sides, **more) if sides else None
