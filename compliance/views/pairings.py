"""One pairing: duties by term."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from compliance import selectors, services
from compliance.engine.calendars import stage_days
from compliance.facts.calendars import calendars_of
from compliance.presenters.pairings import chosen, heat_of, years_of
from compliance.presenters.rulers import ruler_of
from pairing.models import Pairing
from records.related import related_to


def pairing(request, pk):
    found = get_object_or_404(Pairing.objects.visible_to(request.user).for_list(), pk=pk)
    on = timezone.localdate()
    agreements = selectors.agreements_of(found)
    agreement = chosen(agreements, wanted=request.GET.get("agreement", ""), on=on)
    receiving = found.receiving_school
    calendar = calendars_of({receiving.bureau_id})[receiving.bureau_id]
    ruler = ruler_of(calendar, receiving.lowest_stage, on=on)
    liaisons = selectors.liaisons_of(found)
    heat = agreement and heat_of(
        agreement,
        selectors.obligations_of(found),
        services.stored([found], on=on).filter(agreement=agreement),
        days=stage_days(calendar, receiving.lowest_stage),
        ruler=ruler,
        on=on,
    )
    related = related_to("pairing", found, user=request.user, on=on)
    only_heeded = request.GET.get("show") == "heeded"
    context = {
        "nav": "pairings",
        "pairing": found,
        "agreement": agreement,
        "standing": agreement and agreement.standing(on),
        "others": [other for other in agreements if other is not agreement],
        "ruler": ruler,
        "liaisons": [
            ("supporting", liaisons.get(found.supporting_school_id)),
            ("receiving", liaisons.get(found.receiving_school_id)),
        ],
        "heat": heat.only_heeded() if heat and only_heeded else heat,
        "only_heeded": only_heeded,
        "years": years_of(heat, related) if heat else (),
        "related": [group for group in related if group.key != "years" or not heat],
        "on": on,
    }
    return render(request, "compliance/pairing.html", context)
