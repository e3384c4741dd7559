"""Standard agreements of a programme: the list, one of them, made of an agreement, issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreements.forms.templates import IssueForm, TemplateOfForm, usual_numbers
from agreements.jobs import ISSUE
from agreements.models import Agreement, AgreementTemplate, TemplateRun
from agreements.permissions import can_decide
from agreements.readings import plan
from agreements.readings.blanks import blanks_of
from agreements.readings.last import pairings_of, rows_of, shown
from agreements.readings.wording import outcome_sentence
from agreements.services import templates
from agreements.views.reading_access import own_bureau, refuse_others
from pairing.models import Programme
from pairing.permissions import staff_bureau_ids
from records import jobs

ROWS = 20
AT_ONCE = 10  # more pairings than this are issued by a worker


@require_GET
def template_list(request):
    refuse_others(request)
    rows = AgreementTemplate.objects.visible_to(request.user).select_related("programme")
    rows = rows.order_by(F("retired_at").asc(nulls_first=True), "-made_at", "-pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.duties = len(plan.from_json(row.content).duties)
        row.issued = row.issues.count()
    context = {"nav": "agreements", "page": page}
    return render(request, "agreements/templates/list.html", context)


@require_GET
def template(request, pk):
    found = _found(request, pk)
    content = plan.from_json(found.content)
    issues = found.issues.select_related(
        "agreement", "pairing__supporting_school", "pairing__receiving_school"
    )
    context = {
        "nav": "agreements",
        "template": found,
        "page": _shown(content, found),
        "issues": Paginator(issues.order_by("-issued_at", "pk"), ROWS).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "agreements/templates/template.html", context)


@require_http_methods(["GET", "POST"])
def template_of(request, pk):
    """Make a template of an agreement."""
    rows = Agreement.objects.visible_to(request.user).for_document()
    agreement = get_object_or_404(rows, pk=pk)
    if not can_decide(request.user, agreement):
        raise PermissionDenied(
            _("Only staff of a bureau above one of the schools decides this.")
        )
    programmes = Programme.objects.filter(bureau__in=staff_bureau_ids(request.user))
    initial = {"programme": agreement.pairing.programme_id, "name": agreement.title}
    form = TemplateOfForm(request.POST or None, initial=initial, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        new = form.template(agreement)
        new.bureau = own_bureau(request.user)
        made = templates.template_of(
            agreement, template=new, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The template is ready to be issued."))
        return redirect("template", made.pk)
    context = {"nav": "agreements", "agreement": agreement, "form": form}
    context["page"] = _shown(templates.plan_of_agreement(agreement), agreement)
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/templates/of.html", context, status=status)


@require_POST
def template_retire(request, pk):
    found = _found(request, pk)
    if "retire" not in request.POST:
        return redirect("template", found.pk)
    templates.retire(found, by=request.user, at=timezone.now())
    messages.success(request, _("It is no longer issued. What was issued stays."))
    return redirect("template_list")


@require_http_methods(["GET", "POST"])
def template_issue(request, pk):
    """Choose pairings, look at the table, issue. Nothing is written before the last press."""
    found = _found(request, pk)
    form = _issue_form(request, found)
    is_sent = request.method == "POST"
    is_right = is_sent and form.is_valid()
    if is_right and "issue" in request.POST:
        return _order(request, found, form)
    context = {"nav": "agreements", "template": found, "form": form}
    context["table"] = form.table() if is_sent and hasattr(form, "cleaned_data") else []
    context["none_left"] = not form.fields["pairings"].queryset.exists()
    status = 422 if is_sent and not is_right else 200
    return render(request, "agreements/templates/issue.html", context, status=status)


def _issue_form(request, found: AgreementTemplate) -> IssueForm:
    content = plan.from_json(found.content)
    rows = rows_of(content)
    pairings = pairings_of(request.user).filter(programme=found.programme)
    latest = (
        Agreement.objects.filter(pairing__programme=found.programme)
        .order_by("-created_on", "-pk")
        .first()
    )
    on = timezone.localdate()
    return IssueForm(
        request.POST if request.method == "POST" else None,
        initial=usual_numbers(latest.number if latest else "", on=on),
        pairings=pairings.exclude(template_issues__template=found),
        blanks=blanks_of(content, name_of=lambda duty: rows[duty.key].name),
    )


def _order(request, found: AgreementTemplate, form: IssueForm):
    run = templates.order_run(
        found,
        token=form.cleaned_data["token"],
        rows=form.cleaned_data["rows"],
        by=request.user,
        at=timezone.now(),
    )
    if run.outcomes or run.job_id:
        return redirect("template_run", run.pk)
    if len(run.rows) > AT_ONCE:
        run.job = jobs.order(
            ISSUE, owner=request.user, arguments={"run": run.pk}, at=timezone.now()
        )
        run.save(update_fields=["job"])
    else:
        for _done in templates.carry_out(run):
            pass
    return redirect("template_run", run.pk)


@require_GET
def template_run(request, pk):
    """What became of an order: a draft, or a reason, for every pairing."""
    refuse_others(request)
    seen = AgreementTemplate.objects.visible_to(request.user)
    run = get_object_or_404(
        TemplateRun.objects.select_related("template", "job").filter(template__in=seen), pk=pk
    )
    pairings = (
        pairings_of(request.user)
        .model.objects.select_related("supporting_school", "receiving_school")
        .in_bulk([int(one) for one in run.rows])
    )
    lines = [
        {
            "pairing": pairings[int(one)],
            "outcome": run.outcomes.get(one),
            "why": outcome_sentence(run.outcomes.get(one)),
        }
        for one in run.rows
    ]
    context = {
        "nav": "agreements",
        "run": run,
        "lines": lines,
        "made": sum("agreement" in one for one in run.outcomes.values()),
        "left": len(run.rows) - len(run.outcomes),
    }
    return render(request, "agreements/templates/run.html", context)


def _shown(content: plan.Plan, row: AgreementTemplate | Agreement) -> dict:
    return shown(content, policy_title=row.policy_title, policy_number=row.policy_number)


def _found(request, pk: int) -> AgreementTemplate:
    refuse_others(request)
    return get_object_or_404(
        AgreementTemplate.objects.visible_to(request.user).select_related("programme"), pk=pk
    )
