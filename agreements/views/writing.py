"""Pages on which a draft is written: begun, changed clause by clause and duty by duty, and what
a supplementary agreement changes. Everything is written by services, in a draft alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements import permissions as may
from agreements import services
from agreements.asked import asked, said
from agreements.document import document_of
from agreements.forms.duty import SAY, rules_for_the_page
from agreements.forms.writing import (
    AmendForm,
    ClauseTextForm,
    DetailsForm,
    DutyForm,
    LineFormSet,
    StartForm,
    groups_of,
)
from agreements.models import Agreement, Clause, Obligation
from agreements.readiness import blocking, remarks_on
from agreements.rendering import describe
from agreements.views.page import found
from agreements.wording import refusal, sentence

GET_POST = ["GET", "POST"]


# --- Beginning --------------------------------------------------------------------------------
@require_http_methods(GET_POST)
def agreement_start(request):
    """A draft for a pairing; ``renews`` names the agreement that it is to take the place of."""
    if not may.can_draft(request.user):
        raise PermissionDenied(_("Agreements are drafted by the two schools or their bureau."))
    renews = _renewed(request)
    initial = {"pairing": request.GET.get("pairing")}
    if renews is not None:
        initial = {"pairing": renews.pairing_id, "like": renews.pk, "title": renews.title}
    form = StartForm(request.POST or None, user=request.user, renews=renews, initial=initial)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        like = fields.pop("like")
        draft = Agreement(renews=renews, **fields)
        error = _refused(services.start, draft, like=like, **_who(request))
        if error is None:
            messages.success(request, _("The draft is begun."))
            return redirect("agreement_edit", draft.pk)
        form.add_error(None, refusal(error))
    context = {"nav": "agreements", "form": form, "renews": renews}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/start.html", context, status=status)


def _renewed(request) -> Agreement | None:
    asked_for = request.GET.get("renews", "")
    if not asked_for:
        return None
    rows = Agreement.objects.visible_to(request.user).for_document()
    number = int(asked_for) if asked_for.isdecimal() and len(asked_for) < 19 else 0
    agreement = get_object_or_404(rows, pk=number)
    if not may.can_amend(request.user, agreement, on=timezone.localdate()):
        raise PermissionDenied(_("Only what is in force is renewed, by its schools or bureau."))
    return agreement


# --- The draft --------------------------------------------------------------------------------
@require_http_methods(GET_POST)
def agreement_edit(request, pk):
    agreement = _draft(request, pk)
    form = DetailsForm(request.POST or None, instance=agreement)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        holders = fields.pop("holders")
        told = {"fields": fields, "holders": holders}
        return _done(request, services.save_details, agreement, agreement=agreement, **told)
    agreement = _draft(request, pk)  # a form that was refused has left its values in the row
    context = {
        "nav": "agreements",
        "agreement": agreement,
        "form": form,
        "sections": _sections(agreement),
        "document": document_of(agreement),
        "blockers": [sentence(problem) for problem in blocking(agreement)],
        "remarks": [sentence(problem) for problem in remarks_on(agreement)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "agreements/edit.html", context, status=status)


def _sections(agreement: Agreement) -> list[dict]:
    """Clauses in order, sections before their items, each with its duties in words."""
    rows = sorted(agreement.clauses.all(), key=lambda row: (row.order, row.pk))
    tops = [row for row in rows if row.parent_id is None]
    ordered = [
        row for top in tops for row in (top, *(r for r in rows if r.parent_id == top.pk))
    ]
    return [
        {
            "clause": row,
            "duties": [(duty, describe(duty)) for duty in row.obligations.all()],
            "is_top": row.parent_id is None,
            "is_bare": not any(other.parent_id == row.pk for other in rows),
        }
        for row in ordered
    ]


@require_http_methods(GET_POST)
def clause_edit(request, pk, clause_id=None):
    """One clause; a new one stands in the section ``section``, or is a section itself."""
    agreement = _draft(request, pk)
    clause = _clause(request, agreement, clause_id)
    form = ClauseTextForm(request.POST or None, instance=clause)
    if form.is_valid():
        return _done(request, services.save_clause, form.instance, agreement=agreement)
    context = {"nav": "agreements", "agreement": agreement, "form": form, "clause": clause}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/clause.html", context, status=status)


def _clause(request, agreement: Agreement, clause_id: int | None) -> Clause:
    rows = Clause.objects.select_related("parent", "agreement__pairing__programme")
    if clause_id is not None:
        return get_object_or_404(rows, pk=clause_id, agreement=agreement)
    section = request.GET.get("section", "")
    if not section:
        return Clause(agreement=agreement)
    number = int(section) if section.isdecimal() and len(section) < 19 else 0
    parent = get_object_or_404(rows, pk=number, agreement=agreement, parent=None)
    return Clause(agreement=agreement, parent=parent)


@require_POST
def clause_remove(request, pk, clause_id):
    agreement = _draft(request, pk)
    clause = get_object_or_404(Clause, pk=clause_id, agreement=agreement)
    return _done(request, services.remove_clause, clause, agreement=agreement)


# --- Duties -----------------------------------------------------------------------------------
@require_http_methods(GET_POST)
def duty_edit(request, pk, duty_id=None):
    """One duty, asked in the order of its sentence; a new one stands in ``clause``."""
    agreement = _draft(request, pk)
    duty = _duty(request, agreement, duty_id)
    form, lines = _duty_forms(request, agreement, duty)
    wants_words = SAY in request.POST
    if request.method == "POST" and not wants_words and form.is_valid() and lines.is_valid():
        kept = [line.instance for line in lines if _is_kept(lines, line)]
        return _done(
            request, services.save_duty, form.instance, agreement=agreement, lines=kept
        )
    is_refused = form.is_bound and not wants_words
    context = {
        "nav": "agreements",
        "agreement": agreement,
        "duty": duty,
        "form": form,
        "groups": groups_of(form),
        "lines": lines,
        "rules": rules_for_the_page(),
        "said": asked(form, lines) if form.is_bound else said(duty) if duty.pk else None,
    }
    return render(request, "agreements/duty.html", context, status=422 if is_refused else 200)


@require_POST
def duty_say(request, pk, duty_id=None):
    """What the duty in the form says, and what is wrong with it. Writes nothing."""
    agreement = _draft(request, pk)
    form, lines = _duty_forms(request, agreement, _duty(request, agreement, duty_id))
    form.is_valid()
    lines.is_valid()
    told = asked(form, lines)
    return JsonResponse(
        {"zh": told.chinese, "en": told.english, "problems": told.problems},
        headers={"Cache-Control": "no-store"},
    )


@require_POST
def duty_remove(request, pk, duty_id):
    agreement = _draft(request, pk)
    duty = get_object_or_404(Obligation, pk=duty_id, clause__agreement=agreement)
    return _done(request, services.remove_duty, duty, agreement=agreement)


def _duty(request, agreement: Agreement, duty_id: int | None) -> Obligation:
    if duty_id is not None:
        rows = Obligation.objects.select_related("clause__agreement", "part_of")
        rows = rows.prefetch_related("quotas")
        return get_object_or_404(rows, pk=duty_id, clause__agreement=agreement)
    place = request.GET.get("clause", "")
    number = int(place) if place.isdecimal() and len(place) < 19 else 0
    clauses = Clause.objects.select_related("agreement", "parent")
    clause = get_object_or_404(clauses, pk=number, agreement=agreement)
    return Obligation(
        clause=clause,
        order=clause.obligations.count() + 1,
        support_area=clause.support_area,
    )


def _duty_forms(request, agreement: Agreement, duty: Obligation):
    data = request.POST if request.method == "POST" else None
    form = DutyForm(data, instance=duty, agreement=agreement)
    if data is not None:
        form.is_valid()
    return form, LineFormSet(data, instance=form.instance, prefix="quotas")


def _is_kept(lines, line) -> bool:
    is_line = line.has_changed() or line.instance.pk is not None
    return is_line and not lines._should_delete_form(line)


# --- Supplementary agreements -----------------------------------------------------------------
@require_http_methods(GET_POST)
def agreement_amend(request, pk):
    """Which duties get another number or end, from which day on."""
    agreement = found(request, pk)
    if not may.can_amend(request.user, agreement, on=timezone.localdate()):
        raise PermissionDenied(
            _("Only an agreement in force is amended, by its two schools or their bureau.")
        )
    duties = services.amendable(agreement)
    taken = [row for row in duties if row.taken_by is not None]
    form = AmendForm(request.POST or None, duties=[d for d in duties if d.taken_by is None])
    if form.is_valid():
        amendment, error = _amend(request, agreement, form)
        if error is None:
            messages.success(request, _("The supplementary agreement is drafted."))
            return redirect("agreement_edit", amendment.pk)
        form.add_error(None, refusal(error))
    context = {"nav": "agreements", "agreement": agreement, "form": form, "taken": taken}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/amend.html", context, status=status)


def _amend(request, agreement: Agreement, form: AmendForm):
    chosen = form.cleaned_data
    told = {
        "starts_on": chosen["starts_on"],
        "preamble": chosen["preamble"],
        "changes": [_change(duty, chosen) for duty in form.duties if _is_touched(duty, chosen)],
    }
    try:
        return services.draft_amendment(agreement, **told, **_who(request)), None
    except services.AgreementChangeError as error:
        return None, error


def _is_touched(duty: Obligation, chosen: dict) -> bool:
    return chosen[f"do-{duty.pk}"] != AmendForm.KEEP


def _change(duty: Obligation, chosen: dict) -> services.Change:
    if chosen[f"do-{duty.pk}"] == AmendForm.END:
        return services.Change(duty=duty, is_end=True)
    least, most = chosen[f"min-{duty.pk}"], chosen[f"max-{duty.pk}"]
    return services.Change(duty=duty, minimum=least, maximum=most)


# --- Shared -----------------------------------------------------------------------------------
def _who(request) -> dict:
    return {"by": request.user, "at": timezone.now()}


def _draft(request, pk: int) -> Agreement:
    agreement = found(request, pk)
    if not may.can_write(request.user, agreement):
        raise PermissionDenied(
            _("Only a draft is changed, by its two schools or their bureau.")
        )
    return agreement


def _refused(service, *args, **told):
    try:
        service(*args, **told)
    except services.AgreementChangeError as error:
        return error
    return None


def _done(request, service, row, *, agreement: Agreement, **told):
    """Do it and go back to the draft; where the state forbids it by now, say why."""
    error = _refused(service, row, **told, **_who(request))
    if error is not None:
        messages.error(request, refusal(error))
        return redirect("agreement", agreement.pk)
    messages.success(request, _("Kept."))
    return redirect("agreement_edit", agreement.pk)
