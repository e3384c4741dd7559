"""Windows that closed short: what waits for whom."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from compliance import follow_up, selectors
from compliance.presenters.follow_up import breach_line
from pairing.models import Pairing
from pairing.permissions import is_of_a_bureau

ROWS = 20
TABS = ("bureau", "school", "overdue", "all")


@require_safe
def follow_up_list(request):
    on = timezone.localdate()
    rows = follow_up.breached(Pairing.objects.visible_to(request.user), on=on)
    lists = {
        "bureau": follow_up.of_turn(rows, follow_up.Turn.BUREAU),
        "school": follow_up.of_turn(rows, follow_up.Turn.SCHOOL),
        "overdue": follow_up.overdue(rows, on=on),
        "all": rows,
    }
    usual = "bureau" if is_of_a_bureau(request.user) else "school"
    tab = request.GET.get("tab", usual)
    tab = tab if tab in TABS else usual
    shown = selectors.with_obligations(lists[tab]).select_related(
        "pairing__supporting_school", "pairing__receiving_school"
    )
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    context = {
        "nav": "follow_up",
        "tab": tab,
        "counts": {name: found.count() for name, found in lists.items()},
        "page": page,
        "lines": [breach_line(row, on=on) for row in page],
    }
    return render(request, "compliance/follow_up_list.html", context)
