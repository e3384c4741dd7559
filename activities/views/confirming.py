"""What waits for a confirmation, and the answers: confirm, return, void."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import services
from activities.forms import ReasonForm
from activities.hints import hints_of
from activities.models import ActivityLink
from activities.permissions import awaited_school_ids, can_confirm, can_void
from activities.presenting import people_rows
from activities.selectors import answered, awaiting_me, awaiting_others
from activities.views.desk import proposals_for
from activities.views.page import found, links_seen
from activities.views.refusals import SENTENCES, change
from pairing.permissions import own_school_ids

ROWS = 20
TABS = {"waiting": awaiting_me, "sent": awaiting_others, "done": answered}


@require_safe
def confirm_list(request: HttpRequest):
    """Three lists: what waits for me, what I wait for, what was answered."""
    acts = bool(own_school_ids(request.user))
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "waiting"
    tab = tab if acts else "sent"
    page = Paginator(TABS[tab](request.user), ROWS).get_page(request.GET.get("page"))
    on = timezone.localdate()
    links = list(page.object_list)
    hints = hints_of([link.activity for link in links], user=request.user)
    context = {
        "nav": "confirm",
        "tab": tab,
        "acts": acts,
        "page": page,
        "proposals": proposals_for(request.user) if tab == "waiting" else [],
        "cards": [_card(link, hints=hints[link.activity_id], on=on) for link in links],
        "counts": {
            "waiting": awaiting_me(request.user).count() if acts else 0,
            "sent": awaiting_others(request.user).count(),
        },
    }
    return render(request, "activities/confirm_list.html", context)


def _card(link: ActivityLink, *, hints: list, on) -> dict:
    sent_on = getattr(link, "sent_on", None)
    days = (on - sent_on).days if sent_on else 0
    pairing = link.pairing
    awaited = awaited_school_ids(link)
    schools = (pairing.supporting_school, pairing.receiving_school)
    return {
        "link": link,
        "activity": link.activity,
        "hints": hints,
        "days": days,
        "is_silent": days >= pairing.programme.silence_days,
        "awaited": [school for school in schools if school.pk in awaited],
        "people": people_rows(link.activity, pairings=[pairing]),
    }


@require_POST
def activity_confirm(request: HttpRequest, pk: int):
    link = _link(request, pk)
    act = partial(services.confirm, link, by=request.user, at=timezone.now())
    return change(
        request, act, pk=pk, done=_("Confirmed. It counts now."), to="activity_answer"
    )


@require_http_methods(["GET", "POST"])
def activity_return(request: HttpRequest, pk: int):
    """Ask for the reason, then send it back."""
    link = _link(request, pk)
    if not can_confirm(request.user, link):
        raise PermissionDenied(SENTENCES[services.NotYoursToConfirmError])
    form = ReasonForm(request.POST or None, label=_("What is wrong"))
    if not form.is_valid():
        return _reason_page(request, link, form=form, act="return")
    act = partial(
        services.return_,
        link,
        by=request.user,
        at=timezone.now(),
        reason=form.cleaned_data["reason"],
    )
    return change(request, act, pk=pk, done=_("Returned. The other school reads your reason."))


@require_http_methods(["GET", "POST"])
def activity_void(request: HttpRequest, pk: int):
    """Ask for the reason, then strike it out in this pairing."""
    link = _link(request, pk)
    if not can_void(request.user, link):
        raise PermissionDenied(SENTENCES[services.NotYoursToVoidError])
    form = ReasonForm(request.POST or None, label=_("Why it is voided"))
    if not form.is_valid():
        return _reason_page(request, link, form=form, act="void")
    act = partial(
        services.void,
        link,
        by=request.user,
        at=timezone.now(),
        reason=form.cleaned_data["reason"],
    )
    done = _("Voided. It stays in the ledger with the reason and counts no more.")
    return change(request, act, pk=pk, done=done)


def _reason_page(request, link: ActivityLink, *, form: ReasonForm, act: str):
    context = {
        "nav": "confirm",
        "form": form,
        "link": link,
        "activity": link.activity,
        "act": act,
    }
    return render(request, "activities/reason.html", context)


def _link(request, pk: int) -> ActivityLink:
    """The link of the activity in the pairing asked for; without one, the only one the reader
    sees, or the first in which he could act. 404 when there is none."""
    entries = links_seen(request.user, found(request, pk))
    wanted = request.POST.get("pairing") or request.GET.get("pairing")
    if wanted:
        entries = [entry for entry in entries if str(entry["pairing"].pk) == wanted]
    if not entries:
        raise Http404
    entries.sort(key=lambda entry: not (entry["can_confirm"] or entry["can_void"]))
    return entries[0]["link"]
