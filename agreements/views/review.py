"""Card by card: what was read, and every step a person takes on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agreements.forms.readings import QuickForm
from agreements.models import AgreementReading, ReadingState
from agreements.readings.cards import CardState, MarkState, Work, from_json
from agreements.readings.pages import FILTERS, review_page
from agreements.readings.wording import refusal
from agreements.services import readings
from agreements.services.reading_errors import ReadingError
from agreements.views.reading_access import card_of, found_reading, gone, posted_number


@require_GET
def reading(request, pk):
    found = found_reading(request, pk)
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
    found = found_reading(request, pk)
    card = card_of(found, key)
    if card is None:
        return gone(request, found)
    form = QuickForm(_with_number(request.POST), card=card)
    if not form.is_valid():
        return _review(request, found, bound=form)
    step = readings.correct if form.duty() != card.duty else readings.accept
    facts = {"duty": form.duty()} if step is readings.correct else {}

    def act(**when):
        return step(
            found, key=key, revision=posted_number(request, "revision"), **facts, **when
        )

    return stepped(request, found, act, key=key)


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
    found = found_reading(request, pk)
    name = request.POST.get("act", "")
    act = ACTS.get(name)
    if act is None:
        raise PermissionDenied
    key = posted_number(request, "card")

    def step(**when):
        return act(request, found, key, **when)

    return stepped(request, found, step, key=key if name in STAYING else None)


def _accept(request, found, key, **when):
    return readings.accept(found, key=key, revision=posted_number(request, "revision"), **when)


def _set_aside(state: CardState):
    def act(request, found, key, **when):
        revision = posted_number(request, "revision")
        return readings.set_aside(found, key=key, revision=revision, state=state, **when)

    return act


def _split(request, found, key, **when):
    """One duty for each type of activity."""
    return readings.split(found, key=key, revision=posted_number(request, "revision"), **when)


def _split_at(request, found, key, **when):
    """At the cut pressed or chosen in the sentence, else where the typed words begin."""
    place = posted_number(request, "cut")
    return readings.split(
        found,
        key=key,
        revision=posted_number(request, "revision"),
        where=place if place >= 0 else request.POST.get("words", "").strip(),
        **when,
    )


def _merge(request, found, key, **when):
    revision, other = posted_number(request, "revision"), posted_number(request, "other")
    return readings.merge(found, key=key, revision=revision, other=other, **when)


def _judge_mark(state: MarkState):
    def act(request, found, key, **when):
        return readings.judge_mark(
            found, mark=posted_number(request, "mark"), state=state, **when
        )

    return act


ACTS = {
    "accept": _accept,
    "accept_sure": lambda request, found, key, **when: readings.accept_sure(found, **when),
    "not_a_duty": _set_aside(CardState.NOT_A_DUTY),
    "drop": _set_aside(CardState.DROPPED),
    "open": _set_aside(CardState.OPEN),
    "split": _split,
    "split_at": _split_at,
    "merge": _merge,
    "make": lambda request, found, key, **when: readings.make_duty(
        found, mark=posted_number(request, "mark"), **when
    ),
    "no_duty": _judge_mark(MarkState.NO_DUTY),
    "mark_open": _judge_mark(MarkState.OPEN),
    "undo": lambda request, found, key, **when: readings.undo(found, **when),
    "abandon": lambda request, found, key, **when: readings.abandon(found, **when),
}
STAYING = ("open", "split", "split_at", "merge")  # where it was refused


def stepped(request, found: AgreementReading, act, *, key: int | None):
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
