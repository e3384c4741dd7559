"""All fields of one duty that was read, and what it would say."""

from dataclasses import replace

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms.readings import QuickForm
from agreements.models import AgreementReading
from agreements.readings import full
from agreements.readings.cards import from_json
from agreements.readings.obligations import is_sayable
from agreements.rendering import describe
from agreements.rendering import render as clause_of
from agreements.services import readings
from agreements.views.reading_access import card_of, found_reading, gone, posted_number
from agreements.views.review import stepped
from agreements.wording import sentence


@require_http_methods(["GET", "POST"])
def reading_fields(request, pk, key):
    """The form of a duty as the administration has it, for a duty that is not saved yet."""
    found = found_reading(request, pk)
    card = card_of(found, key)
    if card is None:
        return gone(request, found)
    form = full.full_form(request, from_json(found.work), card)
    if request.method == "GET" or not form.is_valid():
        return render(
            request,
            "agreements/readings/fields.html",
            full.context_of(form, reading=found),
            status=422 if request.method == "POST" else 200,
        )
    revision = posted_number(request, "revision")

    def act(**when):
        return readings.correct(found, key=key, revision=revision, duty=form.duty(), **when)

    return stepped(request, found, act, key=key)


@require_POST
def reading_say(request, pk, key):
    """What the duty in a form would say, and what is wrong with it. Writes nothing."""
    found = found_reading(request, pk)
    card = card_of(found, key)
    if card is None:
        raise Http404
    if "quick" in request.POST:
        said = _said_quickly(found, card, request.POST)
    else:
        said = full.said(request, from_json(found.work), card)
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
