"""The county at a glance, for those who see a whole area."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from compliance.tasks import send_ranges_once
from compliance.wording.quantities import share
from pairing.permissions import is_bureau_staff, is_of_a_bureau
from reports import todos
from reports.dashboard import dashboard_of
from reports.forms import DashboardFilter


def dashboard(request):
    if not is_of_a_bureau(request.user):
        raise PermissionDenied(_("The overview is for the bureau and its inspectors."))
    wish = DashboardFilter(request.GET or None)
    board = dashboard_of(
        request.user,
        wish=wish,
        page=request.GET.get("page") or 1,
        on=timezone.localdate(),
    )
    context = {"nav": "dashboard", "filter": wish, "board": board}
    if board is None:
        context["waits"] = todos.kinds(todos.waiting_for(request.user))
    else:
        context["waits"] = todos.kinds(board.waits)
        context |= _words(board)
        if board.behind:
            send_ranges_once()
    return render(request, "reports/dashboard.html", context)


def todo_list(request):
    """What waits for the staff of a bureau, line by line. The overview names the kinds only:
    so it costs the same whatever waits."""
    if not is_bureau_staff(request.user):
        raise PermissionDenied(_("What waits for a bureau is for its staff."))
    waits = todos.waiting_for(request.user)
    found = todos.of_bureau(request.user, waits, on=timezone.localdate())
    return render(request, "reports/todos.html", {"nav": "dashboard", "todos": found})


def _words(board) -> dict:
    """The sentences of the page that put several figures together."""
    figures, trend = board.figures, board.trend
    facts = {"done": share(figures.done_share), "at_risk": figures.at_risk}
    words = _("%(done)s of the duties are done, %(at_risk)s are behind.") % facts
    told = ""
    if trend is not None:
        # The figure of the head: one page says one thing once.
        parts = {"done": share(figures.done_share), "gone": share(trend.gone)}
        told = _("%(gone)s of the term is gone, %(done)s of its duties are done.") % parts
        if trend.done_before is not None:
            before = {"before": share(trend.done_before)}
            told += " " + _("A year ago it was %(before)s.") % before
    return {"lead": words, "trend_words": told, "columns": len(board.heat.areas) + 1}
