"""Files beside an activity: given to those who see the activity, and to nobody else."""

from functools import partial

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities import services
from activities.forms import FileForm
from activities.models import Activity, EvidenceFile
from activities.views.page import activity_page, found
from activities.views.refusals import change


@require_POST
def activity_file(request: HttpRequest, pk: int):
    row = found(request, pk)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return activity_page(request, row, file_form=form, form=form)
    act = partial(
        services.add_file,
        row,
        checked=form.cleaned_data["file"],
        by=request.user,
        at=timezone.now(),
    )
    return change(request, act, pk=pk, done=_("The file is kept."))


@require_safe
def evidence_file(request: HttpRequest, pk: int):
    """The file itself. Pictures were written anew and may open in the page; anything else is
    only ever saved."""
    seen = Activity.objects.visible_to(request.user)
    row = get_object_or_404(EvidenceFile.objects.filter(activity__in=seen), pk=pk)
    response = FileResponse(
        row.file.open("rb"),
        as_attachment=row.content_type != "image/jpeg" or "save" in request.GET,
        filename=row.name,
        content_type=row.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
