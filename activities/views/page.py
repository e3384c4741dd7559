"""The page of one activity and the acts of who wrote it."""

from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities import services
from activities.forms import DuplicateForm, FileForm
from activities.hints import HintCode, hints_of
from activities.models import Activity, ActivityLink, ActivityState, ActivityStep
from activities.permissions import (
    awaited_school_ids,
    can_add_file,
    can_change,
    can_confirm,
    can_mark_duplicate,
    can_void,
)
from activities.presenting import doers, people_rows, served
from activities.selectors import steps_of
from activities.views.refusals import change
from activities.wording import changes
from pairing.models import Pairing
from records.models import Event


@require_safe
def activity(request: HttpRequest, pk: int):
    return activity_page(request, found(request, pk))


@require_POST
def activity_submit(request: HttpRequest, pk: int):
    row = found(request, pk)
    act = partial(services.submit, row, by=request.user, at=timezone.now())
    return change(request, act, pk=pk, done=_("Sent."), to="activity_answer")


@require_POST
def activity_withdraw(request: HttpRequest, pk: int):
    row = found(request, pk)
    act = partial(services.withdraw, row, by=request.user, at=timezone.now())
    done = _("Taken back. It is a draft again; the other school does not see it any more.")
    return change(request, act, pk=pk, done=done)


@require_POST
def activity_duplicate(request: HttpRequest, pk: int):
    """Mark as the same as the posted ``other``, one of those the page named."""
    row = found(request, pk)
    form = DuplicateForm(
        request.POST, suspects=Activity.objects.visible_to(request.user).exclude(pk=pk)
    )
    if not form.is_valid():
        return activity_page(request, row, same=form)
    other = form.cleaned_data["other"]
    act = partial(services.mark_duplicate, row, other=other, by=request.user, at=timezone.now())
    done = _("Marked as the same. Only the one confirmed first counts.")
    return change(request, act, pk=pk, done=done)


@require_POST
def activity_unmark(request: HttpRequest, pk: int):
    row = found(request, pk)
    act = partial(services.unmark_duplicate, row, by=request.user, at=timezone.now())
    return change(request, act, pk=pk, done=_("Both stand for themselves again."))


def found(request, pk: int) -> Activity:
    return get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)


def activity_page(request, row: Activity, **forms):
    """The page; ``forms`` are those that came back with errors."""
    links = links_seen(request.user, row)
    may_change = can_change(request.user, row)
    is_waiting = any(entry["link"].state == ActivityState.PENDING for entry in links)
    hints = hints_of([row], user=request.user)[row.pk]
    pairings = [entry["pairing"] for entry in links]
    context = {
        "nav": "confirm" if any(link["can_confirm"] for link in links) else "ledger",
        "activity": row,
        "links": links,
        "steps": _seen_steps(row, links),
        "revisions": _revisions(row, links),
        "hints": hints,
        "alike": [h.other for h in hints if h.code == HintCode.LOOKS_ALIKE and h.other],
        "people": people_rows(row, pairings=pairings),
        "doers": doers(row, pairings=pairings),
        "served": served(row, pairings=pairings),
        "can_change": may_change,
        "is_waiting": is_waiting,
        "bar": next((entry for entry in links if entry["can_confirm"]), None),
        "has_bar": any(entry["can_confirm"] for entry in links)
        or (may_change and (row.is_open or is_waiting)),
        "can_mark": can_mark_duplicate(request.user, row),
        "file_form": FileForm() if can_add_file(request.user, row) else None,
    } | forms
    return render(request, "activities/activity.html", context)


def links_seen(user, row: Activity) -> list[dict]:
    """The links of ``row`` in pairings the reader sees, each with what he may do."""
    seen = set(Pairing.objects.visible_to(user).values_list("pk", flat=True))
    return [_link(user, link) for link in row.links.all() if link.pairing_id in seen]


def _link(user, link: ActivityLink) -> dict:
    awaited = awaited_school_ids(link)
    pairing = link.pairing
    return {
        "link": link,
        "pairing": pairing,
        "awaited": [
            school
            for school in (pairing.supporting_school, pairing.receiving_school)
            if school.pk in awaited
        ],
        "can_confirm": link.state == ActivityState.PENDING and can_confirm(user, link),
        "can_void": link.state not in {ActivityState.VOIDED, ActivityState.PENDING}
        and can_void(user, link),
    }


def _seen_steps(row: Activity, links: list[dict]):
    return steps_of(row).filter(link__in=[entry["link"] for entry in links])


WHO = ("heads", "participants", "done_by")


def _revisions(row: Activity, links: list[dict]) -> list[dict]:
    """What changed after it was first sent to a pairing the reader sees, the latest first: what
    a draft said before is nobody else's. Who took part is left out where the activity serves
    pairings the reader does not see."""
    seen = [entry["link"] for entry in links]
    sent = ActivityStep.objects.filter(link__in=seen, state=ActivityState.PENDING)
    first = sent.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return []
    hidden = WHO if len(seen) < len(row.links.all()) else ()
    found = []
    for event in Event.objects.about(row).filter(verb="activity.revised", at__gt=first):
        told = {k: v for k, v in event.facts.get("changes", {}).items() if k not in hidden}
        if told:
            found.append({"at": event.at, "by": event.actor_name, "changes": changes(told)})
    return found
