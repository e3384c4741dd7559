"""Secondments of a pairing: the list, the form, notes, and the real last day."""

from functools import partial

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms.mentors import LastDayForm
from activities.forms.stays import SecondmentForm, StayNoteForm
from activities.models import Activity, ActivityLink, SecondmentEnd
from activities.needs import STAY_TYPES
from activities.services import stays as services
from activities.views.desk import answers, attempt, own_sheet, pairing_seen
from activities.views.keeping import keep, open_activity
from pairing.models import Pairing
from pairing.permissions import own_side


@require_safe
def secondment_list(request: HttpRequest, pk: int):
    pairing = pairing_seen(request, pk)
    on = timezone.localdate()
    context = {
        "nav": "pairings",
        "tab": "secondments",
        "pairing": pairing,
        "own": own_side(request.user, pairing),
        "rows": [_row(link, pairing=pairing, on=on) for link in _links(request.user, pairing)],
    }
    return render(request, "activities/secondments.html", context)


def _links(user, pairing: Pairing):
    rows = ActivityLink.objects.filter(pairing=pairing, activity__type__in=STAY_TYPES)
    rows = rows.filter(activity__in=Activity.objects.visible_to(user))
    return (
        rows.select_related("activity__school", "activity__secondment__mentor")
        .prefetch_related("activity__participants", "activity__done_by")
        .order_by("-activity__starts_on", "-activity__number")
    )


def _row(link: ActivityLink, *, pairing: Pairing, on) -> dict:
    activity = link.activity
    stay = getattr(activity, "secondment", None)
    last_on = (stay and stay.ended_on) or activity.ends_on
    sending = next((pairing.side_of(school.pk) for school in activity.done_by.all()), "")
    return {
        "link": link,
        "activity": activity,
        "stay": stay,
        "sending": sending,
        "host": "receiving" if sending == "supporting" else "supporting",
        "last_on": last_on,
        "runs": activity.starts_on <= on <= last_on and link.state == "confirmed",
    }


@require_http_methods(["GET", "POST"])
def secondment_new(request: HttpRequest, pk: int):
    sheet = own_sheet(request, pairing_seen(request, pk))
    wanted = request.GET.get("type", "")
    form = SecondmentForm(request.POST or None, sheet=sheet, wanted=wanted)
    if form.is_valid():
        return keep(request, form, form.facts(), activity=None)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def secondment_edit(request: HttpRequest, pk: int):
    """Change one that is a draft or was returned."""
    activity = stay_seen(request, pk)
    sheet = open_activity(request, activity)
    if not hasattr(sheet, "pairing"):
        return sheet  # why it cannot be changed any more
    form = SecondmentForm(request.POST or None, sheet=sheet, activity=activity)
    if form.is_valid():
        return keep(request, form, form.facts(), activity=activity)
    return _form_page(request, form, activity=activity)


def _form_page(request, form: SecondmentForm, *, activity: Activity | None = None):
    context = {
        "nav": "pairings",
        "pairing": form.sheet.pairing,
        "sheet": form.sheet,
        "form": form,
        "activity": activity,
    }
    return render(request, "activities/secondment_form.html", context)


@require_http_methods(["GET", "POST"])
def secondment_notes(request: HttpRequest, pk: int):
    """Post, mentor, meetings, costs: either school notes them whenever they become known."""
    activity = stay_seen(request, pk)
    sheet = own_sheet(request, _pairing(request, activity))
    form = StayNoteForm(request.POST or None, sheet=sheet, activity=activity)
    if form.is_valid():
        act = partial(
            services.note_on_stay,
            activity,
            form.file(),
            school=sheet.school,
            by=request.user,
            at=timezone.now(),
        )
        if attempt(request, act, done=_("Noted.")):
            return redirect("secondment", pk)
    return _small_page(request, form, activity=activity, act="notes")


@require_http_methods(["GET", "POST"])
def secondment_end(request: HttpRequest, pk: int):
    """Say which day was really the last."""
    activity = stay_seen(request, pk)
    pairing = _pairing(request, activity)
    sheet = own_sheet(request, pairing)
    form = LastDayForm(request.POST or None, on=min(sheet.on, activity.ends_on))
    form.fields["last_on"].widget.attrs["max"] = sheet.on.isoformat()
    if form.is_valid():
        act = partial(
            services.propose_stay_end,
            activity,
            last_on=form.cleaned_data["last_on"],
            reason=form.cleaned_data["reason"],
            pairing=pairing,
            school=sheet.school,
            token=form.cleaned_data["token"],
            by=request.user,
            at=timezone.now(),
        )
        done = _("Sent. It holds once the other school has confirmed it.")
        if attempt(request, act, done=done):
            return redirect("secondment", pk)
    return _small_page(request, form, activity=activity, act="end")


def _small_page(request, form, *, activity: Activity, act: str):
    context = {"nav": "pairings", "form": form, "activity": activity, "act": act}
    return render(request, "activities/secondment_small.html", context)


@require_POST
def secondment_end_answer(request: HttpRequest, pk: int):
    rows = SecondmentEnd.objects.filter(
        secondment__activity__in=Activity.objects.visible_to(request.user)
    ).select_related("secondment__activity", "proposed_by_school")
    end = get_object_or_404(rows, pk=pk)
    activity = end.secondment.activity
    pairing = _pairing(request, activity, school_id=end.proposed_by_school_id)
    entry = {"by": request.user, "at": timezone.now()}
    reason = request.POST.get("reason", "")[:200]
    acts = {
        "confirm": (
            partial(services.confirm_stay_end, end, pairing=pairing, **entry),
            _("Confirmed. From today on the stay counts until that day."),
        ),
        "return": (
            partial(services.return_stay_end, end, pairing=pairing, reason=reason, **entry),
            _("Returned. The other school reads your reason."),
        ),
        "withdraw": (partial(services.withdraw_stay_end, end, **entry), _("Withdrawn.")),
    }
    return answers(request, acts, to="secondment", pk=activity.pk)


def stay_seen(request, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).for_page()
    return get_object_or_404(rows, pk=pk, type__in=STAY_TYPES)


def _pairing(request, activity: Activity, *, school_id: int | None = None) -> Pairing:
    """The pairing of the stay that the reader sees, one of ``school_id`` if that is given."""
    seen = Pairing.objects.visible_to(request.user).filter(links__activity=activity)
    rows = seen.select_related("supporting_school__bureau", "receiving_school__bureau")
    found = [p for p in rows.order_by("pk") if school_id is None or p.side_of(school_id)]
    if not found:
        raise Http404
    return found[0]
