"""Windows that closed short: what waits for whom."""

from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from compliance import follow_up, selectors, services
from compliance.models import StoredVerdict
from compliance.presenters.follow_up import breach_line
from compliance.tasks import send_ranges_once
from pairing.models import Pairing
from pairing.permissions import is_of_a_bureau

ROWS = 20
TABS = ("bureau", "school", "overdue", "all")


@require_safe
def follow_up_list(request):
    on = timezone.localdate()
    pairings = Pairing.objects.visible_to(request.user)
    behind = follow_up.judged_at_once(pairings, on=on)
    rows = follow_up.listed(pairings)
    lists = {
        "bureau": follow_up.of_turn(rows, follow_up.Turn.BUREAU),
        "school": follow_up.of_turn(rows, follow_up.Turn.SCHOOL),
        "overdue": follow_up.overdue(rows, on=on),
        "all": rows,
    }
    usual = "bureau" if is_of_a_bureau(request.user) else "school"
    tab = request.GET.get("tab", usual)
    tab = tab if tab in TABS else usual
    page = _page(lists[tab], number=request.GET.get("page"))
    if behind:
        behind -= _judge_named(page, on=on)
        page = _page(lists[tab], number=request.GET.get("page"))
        send_ranges_once()
    context = {
        "nav": "follow_up",
        "tab": tab,
        "behind": behind,
        "counts": {name: found.count() for name, found in lists.items()},
        "page": page,
        "lines": [breach_line(row, on=on) for row in page],
    }
    return render(request, "compliance/follow_up_list.html", context)


def _page(rows: QuerySet[StoredVerdict], *, number: str | None) -> Page:
    shown = selectors.with_obligations(rows).select_related(
        "pairing__supporting_school", "pairing__receiving_school"
    )
    return Paginator(shown, ROWS).get_page(number)


def _judge_named(page: Page, *, on: date) -> int:
    """Judge the pairings that the page names; how many that were."""
    named = Pairing.objects.filter(pk__in={row.pairing_id for row in page})
    ids = list(services.stale(named, on=on))
    services.refresh(ids, on=on)
    return len(ids)
