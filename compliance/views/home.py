"""What my school owes."""

from django.shortcuts import redirect, render
from django.utils import timezone

from agreements.numbers import waiting_for
from compliance import follow_up, selectors, services
from compliance.engine.calendars import stage_days
from compliance.facts.calendars import calendars_of
from compliance.presenters.follow_up import breaches_of
from compliance.presenters.home import home_of
from compliance.presenters.rulers import current_term, ruler_of
from pairing.access import memberships_of
from pairing.permissions import is_of_a_bureau, liaison_school_ids, own_school_ids
from records.todos import todos_for


def home(request):
    school_ids = own_school_ids(request.user)
    if not school_ids and is_of_a_bureau(request.user):
        return redirect("dashboard")
    on = timezone.localdate()
    pairings = list(selectors.pairings_of_schools(request.user, school_ids=school_ids))
    school = next((m.school for m in memberships_of(request.user) if m.school_id), None)
    calendar = calendars_of({school.bureau_id})[school.bureau_id] if school else None
    term = current_term(stage_days(calendar, school.lowest_stage), on=on) if school else None
    first, last = (min(term.starts_on, on), max(term.ends_on, on)) if term else (on, on)
    rows = selectors.of_days(services.stored(pairings, on=on), first=first, last=last)
    # Judged for today already, with the rows above.
    asked = selectors.with_obligations(follow_up.listed(pairings))
    context = {
        "nav": "home",
        "breaches": breaches_of(asked, pairings, school_ids=school_ids, on=on),
        "todos": todos_for(request.user, on=on),
        "numbers": waiting_for(request.user, school_ids=school_ids),
        "ruler": ruler_of(calendar, school.lowest_stage, on=on) if school else None,
        "home": home_of(
            pairings,
            selectors.with_obligations(rows),
            selectors.pending_links(pairings),
            school_ids=school_ids,
            logs_for=liaison_school_ids(request.user),
            on=on,
        ),
    }
    return render(request, "compliance/home.html", context)
