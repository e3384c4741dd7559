"""The texts being read, and sending one."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from agreements.forms.readings import LimitedUpload, UploadForm
from agreements.models import AgreementReading, Purpose
from agreements.reader import read
from agreements.reader.files import MAX_BYTES, Fault, FileProblem, NoTextError, text_of
from agreements.readings.cards import CardState, from_json
from agreements.readings.wording import ANOTHER_GENRE, STATE_LOOKS, fault_sentence
from agreements.services import readings
from agreements.views.reading_access import found_reading, own_bureau, refuse_others

ROWS = 20
UNREADABLE_BYTES = 50 * MAX_BYTES  # of such a body not even the end is waited for


@require_GET
def reading_list(request):
    refuse_others(request)
    rows = AgreementReading.objects.visible_to(request.user).for_list()
    rows = rows.select_related("agreement", "template", "owner").defer("text", "before")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.look, row.mark = STATE_LOOKS[row.state]
        row.counts = _counts(row)
    return render(request, "agreements/readings/list.html", {"nav": "agreements", "page": page})


def _counts(row: AgreementReading) -> dict:
    shown = from_json(row.work).shown
    opened = sum(card.state == CardState.OPEN for card in shown)
    return {"all": len(shown), "done": len(shown) - opened}


@csrf_exempt  # asked below, once the limit of the file is set: asking reads the body
@require_http_methods(["GET", "POST"])
def reading_new(request):
    """A file that is too large is let go while it comes in; what comes in is never all held."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > UNREADABLE_BYTES:
        problem = FileProblem(
            fault=Fault.TOO_BIG,
            facts={"size": int(request.META["CONTENT_LENGTH"]), "limit": MAX_BYTES},
        )
        return _upload_page(request, UploadForm(), refused=fault_sentence(problem))
    request.upload_handlers.insert(0, LimitedUpload(request))
    return _reading_new(request)


@csrf_protect
def _reading_new(request):
    refuse_others(request)
    if request.method == "GET":
        initial = {"purpose": request.GET.get("purpose", Purpose.AGREEMENT)}
        return _upload_page(request, UploadForm(initial=initial))
    form = UploadForm(request.POST, request.FILES)
    form.is_valid()
    if getattr(request, "has_large_file", False):
        facts = {"size": int(request.META.get("CONTENT_LENGTH") or 0), "limit": MAX_BYTES}
        problem = FileProblem(fault=Fault.TOO_BIG, facts=facts)
        return _refused(request, form, fault_sentence(problem))
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    return _read_file(request, form)


def _read_file(request, form: UploadForm):
    sent = form.cleaned_data["file"]
    content = sent.read()
    try:
        reading = read(text_of(sent.name, content))
    except NoTextError as error:
        return _refused(request, form, fault_sentence(error.problem))
    if not reading.is_of_the_genre:
        return _refused(request, form, str(ANOTHER_GENRE))
    file = readings.SentFile(
        name=sent.name, content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    row = readings.begin_reading(
        file,
        reading=reading,
        bureau=own_bureau(request.user),
        purpose=form.cleaned_data["purpose"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect("reading", row.pk)


def _refused(request, form: UploadForm, words: str):
    form.errors.pop("file", None)
    form.add_error("file", ValidationError(words, code="no_text"))
    return _upload_page(request, form, status=422)


def _upload_page(request, form: UploadForm, *, refused: str = "", status: int = 200):
    context = {"nav": "agreements", "form": form, "limit": MAX_BYTES, "refused": refused}
    status = 413 if refused else status
    return render(request, "agreements/readings/upload.html", context, status=status)


@require_GET
def reading_file(request, pk):
    """The file as it was sent; only ever saved, never shown in the page."""
    row = found_reading(request, pk)
    response = FileResponse(row.source.open("rb"), as_attachment=True, filename=row.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
