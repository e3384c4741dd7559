"""Which window an address names, and its verdict."""

from datetime import date
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404

from agreements.models import Obligation
from compliance.deciding import WindowKey
from compliance.engine.verdicts import Verdict
from compliance.judging import verdicts_of
from pairing.models import Pairing


class Place(NamedTuple):
    """Which window: of which pairing, which duty, beginning on which day."""

    pairing_id: int
    obligation_id: int
    starts_on: date


def loaded(request, place: Place) -> tuple[Pairing, Obligation]:
    pairings = Pairing.objects.visible_to(request.user).for_list()
    pairing = get_object_or_404(pairings, pk=place.pairing_id)
    rows = Obligation.objects.visible_to(request.user).select_related(
        "clause__parent",
        "clause__agreement__pairing__supporting_school",
        "clause__agreement__pairing__receiving_school",
    )
    obligation = get_object_or_404(
        rows.prefetch_related("shares__shares", "quotas"),
        pk=place.obligation_id,
        clause__agreement__pairing=pairing,
    )
    return pairing, obligation


def found(
    request, place: Place, pairing: Pairing, *, on: date
) -> tuple[Verdict, list[Verdict]]:
    """The verdict of the window, and those of all windows of the duty; judged afresh."""
    siblings = [
        v for v in verdicts_of(pairing, on=on) if v.obligation_id == place.obligation_id
    ]
    asked = str(trigger_of(request))
    for verdict in siblings:
        is_it = verdict.window.starts_on == place.starts_on
        if is_it and str(verdict.window.trigger or 0) == asked:
            return verdict, siblings
    raise Http404(f"no window of obligation {place.obligation_id} begins on {place.starts_on}")


def trigger_of(request) -> int | str:
    """The activity that set the window off, 0 for none; of several that begin on one day it
    tells which is meant."""
    asked = request.GET.get("trigger", "0")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 19
    return int(asked) if is_number else asked


def key_of(obligation: Obligation, verdict: Verdict) -> WindowKey:
    window = verdict.window
    return WindowKey(
        obligation=obligation, starts_on=window.starts_on, trigger=window.trigger or 0
    )
