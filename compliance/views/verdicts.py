"""One verdict explained, and what people decided about it."""

from django.shortcuts import render
from django.utils import timezone

from agreements.rendering import render as render_clause
from compliance import selectors
from compliance.forms import DayForm
from compliance.presenters.addresses import window_address
from compliance.presenters.explanations import explained, siblings_of
from compliance.presenters.filed import as_of, filed_note, named_by
from compliance.presenters.home import act_of
from compliance.views.deciding import Decided, decisions_context
from compliance.views.loading import Place, found, loaded
from pairing.models import Pairing
from pairing.permissions import can_log_for


def verdict(request, pk, obligation_id, starts_on):
    today = timezone.localdate()
    form = DayForm(
        request.GET if "on" in request.GET else None, today=today, initial={"on": today}
    )
    asked_on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    place = Place(pk, obligation_id, starts_on)
    return verdict_page(
        request, place, day_form=form, asked_on=asked_on if asked_on != today else None
    )


def verdict_page(request, place: Place, *, day_form=None, asked_on=None, **bound):
    """``bound`` are forms about decisions that came back with errors."""
    today = timezone.localdate()
    on = asked_on or today
    pairing, obligation = loaded(request, place)
    verdict, siblings = found(request, place, pairing, on=on)
    activities = selectors.activities_for_lines(named_by(verdict), pairing=pairing)
    decided = Decided(obligation, verdict, on=on, is_today=on == today)
    context = {
        "nav": "pairings",
        "pairing": pairing,
        "obligation": obligation,
        "agreement": obligation.clause.agreement,
        "clause": render_clause(obligation),
        "verdict": verdict,
        "explanation": explained(
            verdict,
            obligation=obligation,
            activities=activities,
            on=as_of(verdict, on=on),
        ),
        "filed": filed_note(verdict, obligation=obligation, activities=activities),
        "judged_on": as_of(verdict, on=on),
        "siblings": list(
            siblings_of(verdict, siblings, pairing_id=pairing.pk, asked_on=asked_on)
        ),
        "on": on,
        "today": today,
        "day_form": day_form or DayForm(today=today, initial={"on": on}),
        "can_log": _can_log(request.user, pairing),
        "act": act_of(obligation),
        "address": window_address(*place, trigger=verdict.window.trigger or 0),
        **decisions_context(request, decided, **bound),
    }
    failed = next(iter(bound.values()), None)
    context["form"] = failed or day_form
    return render(request, "compliance/verdict.html", context, status=422 if bound else 200)


def _can_log(user, pairing: Pairing) -> bool:
    schools = (pairing.supporting_school, pairing.receiving_school)
    return any(can_log_for(user, school) for school in schools)
