"""What saving a form of the administration would change: asked beside its Save button."""

import json
from datetime import date

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from compliance.jobs import WHATIF
from compliance.presenters.whatif import page_of
from compliance.questions import Question, question_of
from compliance.typed import (
    address_of,
    bound,
    delete_address_of,
    fields_of,
    found_row,
    keeper_of,
    may_take_out,
    opened_again,
    posted_again,
)
from compliance.whatif import ask
from pairing.permissions import is_bureau_staff
from records import jobs
from records.models import Job, JobState
from records.views import again


@never_cache
@require_POST
def whatif(request, kind, pk=None):
    """The differences. A form with errors is shown with them, and so is any form on the way
    ``_back``; what was typed stays."""
    if not is_bureau_staff(request.user):
        raise Http404(kind)
    keeper = keeper_of(kind)
    row = found_row(request, keeper, pk)
    typed = bound(request, keeper, row)
    is_gone = "_gone" in request.POST and may_take_out(request, keeper, row)
    if "_back" in request.POST or not (is_gone or typed.is_right):
        return opened_again(request, keeper, row)
    on = timezone.localdate()
    question = question_of(typed, by=request.user, on=on, is_gone=is_gone)
    if question.is_long:
        return redirect("whatif_job", _ordered(request, kind, row, question=question, on=on).pk)
    answer = ask(question.change, question.pairings, on=on)
    page = page_of(answer, question=question, typed=typed)
    return _shown(request, page, kind=kind, row=row, posted=request.POST, is_gone=is_gone)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whatif_job(request, pk):
    """The same for many pairings: how far it has come, then the differences. Posting asks
    again when it failed."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk, kind=WHATIF)
    if request.method == "POST":
        return redirect("whatif_job", again(found, by=request.user).pk)
    if found.state != JobState.DONE:
        share = found.done / max(found.total, 1)
        context = {"job": found, "share": share, "title": jobs.handler_of(WHATIF).title}
        return render(request, "records/job.html", context)
    kind, row_pk = found.arguments["kind"], found.arguments["pk"]
    row = found_row(request, keeper_of(kind), row_pk)
    with found.result.open("rb") as content:
        page = json.load(content)
    posted = posted_again(found.arguments["fields"])
    is_gone = found.arguments["is_gone"]
    return _shown(request, page, kind=kind, row=row, posted=posted, is_gone=is_gone)


def _ordered(request, kind: str, row, *, question: Question, on: date) -> Job:
    arguments = {
        "kind": kind,
        "pk": row and row.pk,
        "fields": fields_of(request.POST),
        "is_gone": question.is_gone,
        "on": on.isoformat(),
        "language": get_language(),
    }
    return jobs.order(WHATIF, owner=request.user, arguments=arguments, at=timezone.now())


def _shown(request, page, *, kind: str, row, posted: QueryDict, is_gone: bool):
    keeper = keeper_of(kind)
    context = {
        "page": page,
        "fields": [(n, v) for n, values in fields_of(posted).items() for v in values],
        "save_address": address_of(keeper, row),
        "delete_address": delete_address_of(keeper, row) if is_gone else "",
        "back_address": reverse("whatif", args=[kind, row.pk] if row else [kind]),
    }
    return render(request, "compliance/whatif.html", context)
