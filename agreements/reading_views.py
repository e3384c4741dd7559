"""Reading an agreement: send a text, decide on its duties, look once more, make the draft."""

import hashlib
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreements import reading_full, reading_last
from agreements.models import AgreementReading, Purpose, ReadingState
from agreements.reader import read
from agreements.reader.files import MAX_BYTES, Fault, FileProblem, NoTextError, text_of
from agreements.reading_forms import LimitedUpload, QuickForm, UploadForm
from agreements.reading_wording import ANOTHER_GENRE, STATE_LOOKS, fault_sentence, refusal
from agreements.readings.cards import Card, CardState, MarkState, Work, from_json
from agreements.readings.obligations import is_sayable
from agreements.readings.pages import FILTERS, review_page
from agreements.rendering import describe
from agreements.rendering import render as clause_of
from agreements.services import AgreementChangeError, readings
from agreements.services.reading_errors import ReadingError, StaleStepError
from agreements.wording import refusal as agreement_refusal
from agreements.wording import sentence
from pairing.access import memberships_of
from pairing.models import Bureau
from pairing.permissions import is_bureau_staff

ROWS = 20
UNREADABLE_BYTES = 50 * MAX_BYTES  # of such a body not even the end is waited for


# --- The list and the file --------------------------------------------------------------------
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


def own_bureau(user) -> Bureau:
    """Of the first bureau one works for; whoever keeps the site works for the first of all."""
    own = next((m.bureau for m in memberships_of(user) if m.bureau_id), None)
    return own or Bureau.objects.order_by("pk").first()


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
    row = _found(request, pk)
    response = FileResponse(row.source.open("rb"), as_attachment=True, filename=row.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


# --- Card by card -----------------------------------------------------------------------------
@require_GET
def reading(request, pk):
    found = _found(request, pk)
    if found.state != ReadingState.OPEN:
        return render(
            request, "agreements/readings/closed.html", {"nav": "agreements", "reading": found}
        )
    return _review(request, found)


def _review(request, found: AgreementReading, *, bound: QuickForm | None = None):
    chosen = request.GET.get("show", "all")
    here = request.GET.get("card", "")
    page = review_page(
        found,
        chosen=chosen if chosen in FILTERS else "all",
        here=bound.card.key if bound else int(here) if here.isdecimal() else None,
        bound=bound,
    )
    context = {"nav": "agreements", "page": page, "reading": found, "form": bound}
    return render(
        request, "agreements/readings/review.html", context, status=422 if bound else 200
    )


@require_POST
def reading_card(request, pk, key):
    """The short form of one duty: what it holds is accepted."""
    found = _found(request, pk)
    card = _card(found, key)
    if card is None:
        return _gone(request, found)
    form = QuickForm(_with_number(request.POST), card=card)
    if not form.is_valid():
        return _review(request, found, bound=form)
    step = readings.correct if form.duty() != card.duty else readings.accept
    facts = {"duty": form.duty()} if step is readings.correct else {}

    def act(**when):
        return step(found, key=key, revision=_number(request, "revision"), **facts, **when)

    return _stepped(request, found, act, key=key)


def _with_number(posted):
    """The button of a number on offer stands for typing it."""
    if "number" not in posted:
        return posted
    found = posted.copy()
    found["minimum"] = posted["number"]
    return found


@require_POST
def reading_act(request, pk):
    """One step that needs no form: the name of the button says which."""
    found = _found(request, pk)
    name = request.POST.get("act", "")
    act = ACTS.get(name)
    if act is None:
        raise PermissionDenied
    key = _number(request, "card")

    def step(**when):
        return act(request, found, key, **when)

    return _stepped(request, found, step, key=key if name in STAYING else None)


def _accept(request, found, key, **when):
    return readings.accept(found, key=key, revision=_number(request, "revision"), **when)


def _set_aside(state: CardState):
    def act(request, found, key, **when):
        revision = _number(request, "revision")
        return readings.set_aside(found, key=key, revision=revision, state=state, **when)

    return act


def _split(request, found, key, **when):
    return readings.split(found, key=key, revision=_number(request, "revision"), **when)


def _merge(request, found, key, **when):
    revision, other = _number(request, "revision"), _number(request, "other")
    return readings.merge(found, key=key, revision=revision, other=other, **when)


def _judge_mark(state: MarkState):
    def act(request, found, key, **when):
        return readings.judge_mark(found, mark=_number(request, "mark"), state=state, **when)

    return act


ACTS = {
    "accept": _accept,
    "accept_sure": lambda request, found, key, **when: readings.accept_sure(found, **when),
    "not_a_duty": _set_aside(CardState.NOT_A_DUTY),
    "drop": _set_aside(CardState.DROPPED),
    "open": _set_aside(CardState.OPEN),
    "split": _split,
    "merge": _merge,
    "make": lambda request, found, key, **when: readings.make_duty(
        found, mark=_number(request, "mark"), **when
    ),
    "no_duty": _judge_mark(MarkState.NO_DUTY),
    "mark_open": _judge_mark(MarkState.OPEN),
    "undo": lambda request, found, key, **when: readings.undo(found, **when),
    "abandon": lambda request, found, key, **when: readings.abandon(found, **when),
}
STAYING = ("open",)


def _stepped(request, found: AgreementReading, act, *, key: int | None):
    """Do it and go on to the next open duty; where it was refused, say why and stay."""
    try:
        row = act(by=request.user, at=timezone.now())
    except ReadingError as error:
        messages.error(request, refusal(error))
        return redirect(_address(found, key=key, show=request.POST.get("show", "")))
    work = from_json(row.work)
    return redirect(
        _address(row, key=_next(work, before=found), show=request.POST.get("show", ""))
    )


def _next(work: Work, *, before: AgreementReading) -> int | None:
    """A card that is new, else the first open one from the place last worked at."""
    known = {card.key for card in from_json(before.work).cards}
    new = next((card.key for card in work.shown if card.key not in known), None)
    if new is not None:
        return new
    was = {card.key: card.state for card in from_json(before.work).cards}
    shown = work.shown
    places = [p for p, card in enumerate(shown) if was.get(card.key) != card.state]
    turned = shown[max(places, default=-1) + 1 :] + shown
    return next((card.key for card in turned if card.state == CardState.OPEN), None)


def _address(found: AgreementReading, *, key: int | None, show: str) -> str:
    query = {"card": key, "show": show if show in FILTERS[1:] else ""}
    words = "&".join(
        f"{name}={value}" for name, value in query.items() if value not in (None, "")
    )
    address = reverse("reading", args=[found.pk])
    place = f"#d{key}" if key is not None else ""
    return f"{address}?{words}{place}" if words else f"{address}{place}"


# --- All fields of one duty -------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def reading_fields(request, pk, key):
    """The form of a duty as the administration has it, for a duty that is not saved yet."""
    found = _found(request, pk)
    card = _card(found, key)
    if card is None:
        return _gone(request, found)
    full = reading_full.full_form(request, from_json(found.work), card)
    if request.method == "GET" or not full.is_valid():
        return render(
            request,
            "agreements/readings/fields.html",
            reading_full.context_of(full, reading=found),
            status=422 if request.method == "POST" else 200,
        )
    revision = _number(request, "revision")

    def act(**when):
        return readings.correct(found, key=key, revision=revision, duty=full.duty(), **when)

    return _stepped(request, found, act, key=key)


@require_POST
def reading_say(request, pk, key):
    """What the duty in a form would say, and what is wrong with it. Writes nothing."""
    found = _found(request, pk)
    card = _card(found, key)
    if card is None:
        raise Http404
    if "quick" in request.POST:
        said = _said_quickly(found, card, request.POST)
    else:
        said = reading_full.said(request, from_json(found.work), card)
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def _said_quickly(found: AgreementReading, card, posted) -> dict:
    form = QuickForm(posted, card=card)
    if not form.is_valid():
        problems = {name: list(texts) for name, texts in form.errors.items()}
        return {"zh": "", "en": "", "problems": problems}
    work = from_json(found.work).with_card(replace(card, duty=form.duty()))
    row = readings.row_of_card(work, card.key)
    problems = [sentence(p) for p in readings.problems_of_card(work, card.key)]
    is_said = is_sayable(row)
    return {
        "zh": clause_of(row) if is_said else "",
        "en": describe(row) if is_said else "",
        "problems": {"": problems} if problems else {},
    }


# --- The end ----------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def reading_finish(request, pk):
    """What will be created, and what keeps it from being signed; then it is created."""
    found = _found(request, pk)
    if found.state != ReadingState.OPEN:
        return redirect("reading", found.pk)
    form = reading_last.form_of(found, user=request.user, data=request.POST or None)
    if "keep" in request.POST:
        entries = {name: form.data.get(name, "") for name in form.fields}
        readings.keep_entries(found, entries=entries, by=request.user, at=timezone.now())
        messages.success(request, _("Kept. Nothing has been created yet."))
        return redirect("reading", found.pk)
    if request.method == "POST" and form.is_valid() and (made := _made(request, found, form)):
        return redirect(made)
    context = {"nav": "agreements", "reading": found, "form": form}
    context["page"] = reading_last.last_page(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/readings/finish.html", context, status=status)


def _made(request, found: AgreementReading, form) -> str | None:
    """The address of what was made; None with what stands in the way in the form."""
    when = {"by": request.user, "at": timezone.now()}
    try:
        if found.purpose == Purpose.TEMPLATE:
            template = readings.finish_template(found, template=form.template(), **when)
            messages.success(request, _("The template is ready to be issued."))
            return reverse("template", args=[template.pk])
        agreement = readings.finish(found, agreement=form.agreement(), **when)
    except ReadingError as error:
        form.add_error(None, refusal(error))
        return None
    except AgreementChangeError as error:
        form.add_error(None, agreement_refusal(error))
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, _("The draft is there, with its duties. Nothing is signed yet."))
    return reverse("agreement", args=[agreement.pk])


# --- Shared -----------------------------------------------------------------------------------
def refuse_others(request) -> None:
    if not is_bureau_staff(request.user):
        raise PermissionDenied(_("Only staff of a bureau reads agreements into the system."))


def _found(request, pk: int) -> AgreementReading:
    refuse_others(request)
    return get_object_or_404(AgreementReading.objects.visible_to(request.user), pk=pk)


def _card(found: AgreementReading, key: int) -> Card | None:
    return next((c for c in from_json(found.work).shown if c.key == key), None)


def _gone(request, found: AgreementReading):
    """The card was split, merged or undone while its page was open."""
    messages.error(request, refusal(StaleStepError(found, by=found.changed_by_name)))
    return redirect("reading", found.pk)


def _number(request, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
