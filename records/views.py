"""The pages of what runs behind a page, and of what a person is told."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from records import jobs
from records.models import Job, JobState, Notice
from records.notices import sentence

ROWS = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def job(request, pk):
    """How far a job has come. Posting cancels one that has not ended, or orders one again that
    failed or was cancelled."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        if "cancel" in request.POST:
            jobs.cancel(found, at=timezone.now())
            return redirect("job", pk)
        return redirect("job", again(found, by=request.user).pk)
    share = found.done / max(found.total, 1)
    context = {"job": found, "share": share, "title": jobs.handler_of(found.kind).title}
    return render(request, "records/job.html", context)


def again(failed: Job, *, by) -> Job:
    """A new job like the one that failed or was cancelled; any other is left as it is."""
    if failed.state not in {JobState.FAILED, JobState.CANCELLED}:
        return failed
    return jobs.order(failed.kind, owner=by, arguments=failed.arguments, at=timezone.now())


@never_cache
@require_safe
def job_result(request, pk):
    done = Job.objects.visible_to(request.user).filter(state=JobState.DONE).exclude(result="")
    found = get_object_or_404(done, pk=pk)
    try:
        content = found.result.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"the file of job {pk} is gone") from error
    return FileResponse(content, as_attachment=True, filename=found.result_name)


@never_cache
@require_safe
def notice_list(request):
    """What one was told, newest first. What this page shows counts as read from now on."""
    rows = Notice.objects.visible_to(request.user)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    shown = [{"notice": notice, "sentence": sentence(notice)} for notice in page]
    unread = [notice.pk for notice in page if notice.read_at is None]
    rows.filter(pk__in=unread, read_at=None).update(read_at=timezone.now())
    context = {"nav": "notices", "page": page, "shown": shown}
    return render(request, "records/notice_list.html", context)


@login_not_required
@require_safe
def help_page(request):
    return render(request, "records/help.html", {"nav": "help"})
