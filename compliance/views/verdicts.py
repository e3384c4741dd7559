"""One verdict explained, and the waiver that lifts it."""

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.models import Modality, Obligation, Party
from agreements.rendering import render as render_clause
from agreements.services import AgreementChangeError, NothingToWaiveError, grant_waiver
from compliance import selectors
from compliance.engine.verdicts import Status, Verdict
from compliance.forms import DayForm, WaiverForm
from compliance.frozen import FiledVerdict
from compliance.judging import verdicts_of
from compliance.permissions import can_waive
from compliance.presenters.addresses import address_of, window_address
from compliance.presenters.explanations import explained, siblings_of
from compliance.presenters.filed import as_of, filed_note, named_by
from compliance.presenters.home import act_of
from pairing.models import Pairing
from pairing.permissions import can_log_for


def verdict(request, pk, obligation_id, starts_on):
    today = timezone.localdate()
    form = DayForm(
        request.GET if "on" in request.GET else None, today=today, initial={"on": today}
    )
    asked_on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    place = Place(pk, obligation_id, starts_on)
    return _page(
        request, place, day_form=form, asked_on=asked_on if asked_on != today else None
    )


@require_POST
def waiver_grant(request, pk, obligation_id, starts_on):
    place = Place(pk, obligation_id, starts_on)
    pairing, obligation = _loaded(request, place)
    if not can_waive(request.user, pairing):
        raise PermissionDenied(_("Only the bureau's staff may waive a duty."))
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return _page(request, place, waiver_form=form)
    found, _siblings = _found(request, place, pairing, on=timezone.localdate())
    reason = form.cleaned_data["reason"]
    try:
        _waive(found, obligation, reason=reason, by=request.user, at=timezone.now())
    except AgreementChangeError:
        messages.error(request, _("Nothing is asked in this period that could be waived."))
    else:
        messages.success(
            request, _("The duty is waived for this period. Both schools see why.")
        )
    return redirect(address_of(pairing.pk, obligation.pk, found.window))


def _waive(found: Verdict, obligation: Obligation, **who_and_why) -> None:
    """Raises NothingToWaiveError or AlreadyWaivedError."""
    if not _is_waivable(found, obligation):
        raise NothingToWaiveError(obligation)
    grant_waiver(obligation, window_starts_on=found.window.starts_on, **who_and_why)


class Place(NamedTuple):
    """Which window: of which pairing, which duty, beginning on which day."""

    pairing_id: int
    obligation_id: int
    starts_on: date


def _loaded(request, place: Place) -> tuple[Pairing, Obligation]:
    pairings = Pairing.objects.visible_to(request.user).for_list()
    pairing = get_object_or_404(pairings, pk=place.pairing_id)
    rows = Obligation.objects.visible_to(request.user).select_related(
        "clause__parent", "clause__agreement"
    )
    obligation = get_object_or_404(
        rows.prefetch_related("shares__shares", "quotas"),
        pk=place.obligation_id,
        clause__agreement__pairing=pairing,
    )
    return pairing, obligation


def _found(
    request, place: Place, pairing: Pairing, *, on: date
) -> tuple[Verdict, list[Verdict]]:
    """The verdict of the window, and those of all windows of the duty; judged afresh."""
    siblings = [
        v for v in verdicts_of(pairing, on=on) if v.obligation_id == place.obligation_id
    ]
    trigger = request.GET.get("trigger", "0")
    for found in siblings:
        is_it = found.window.starts_on == place.starts_on
        if is_it and str(found.window.trigger or 0) == trigger:
            return found, siblings
    raise Http404(f"no window of obligation {place.obligation_id} begins on {place.starts_on}")


def _is_waivable(found: Verdict, obligation: Obligation) -> bool:
    return (
        obligation.modality in (Modality.MUST, Modality.SHOULD)
        and obligation.party != Party.BUREAU
        and found.required > 0
        and found.status is not Status.EXEMPT
        and not isinstance(found, FiledVerdict)
    )


def _page(request, place: Place, *, day_form=None, asked_on=None, waiver_form=None):
    today = timezone.localdate()
    on = asked_on or today
    pairing, obligation = _loaded(request, place)
    found, siblings = _found(request, place, pairing, on=on)
    activities = selectors.activities_for_lines(named_by(found), pairing=pairing)
    context = {
        "nav": "pairings",
        "pairing": pairing,
        "obligation": obligation,
        "agreement": obligation.clause.agreement,
        "clause": render_clause(obligation),
        "verdict": found,
        "explanation": explained(
            found,
            obligation=obligation,
            activities=activities,
            on=as_of(found, on=on),
        ),
        "filed": filed_note(found, obligation=obligation, activities=activities),
        "judged_on": as_of(found, on=on),
        "siblings": list(
            siblings_of(found, siblings, pairing_id=pairing.pk, asked_on=asked_on)
        ),
        "on": on,
        "today": today,
        "day_form": day_form or DayForm(today=today, initial={"on": on}),
        "waiver_form": waiver_form or WaiverForm(),
        "can_waive": on == today
        and can_waive(request.user, pairing)
        and _is_waivable(found, obligation),
        "form": waiver_form or day_form,
        "can_log": _can_log(request.user, pairing),
        "act": act_of(obligation),
        **_addresses(place, trigger=found.window.trigger or 0),
    }
    return render(request, "compliance/verdict.html", context)


def _can_log(user, pairing: Pairing) -> bool:
    schools = (pairing.supporting_school, pairing.receiving_school)
    return any(can_log_for(user, school) for school in schools)


def _addresses(place: Place, *, trigger: int) -> dict[str, str]:
    query = f"?trigger={trigger}" if trigger else ""
    return {
        "address": window_address(*place, trigger=trigger),
        "waiver_address": reverse("waiver_grant", args=place) + query,
    }
