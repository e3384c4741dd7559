"""What this project needs for the whole question, on a province laid by ``province.lay``."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from activities.models import ActivityLink, ActivityState
from activities.services import confirm
from compliance.engine.judge import judge
from compliance.facts import cases
from compliance.models import Standing, StoredVerdict
from compliance.province import Judged, judge_all
from demo.bench import bulk
from demo.bench.ground import BUREAU_USER, Pair
from demo.bench.measuring import Time, timed, timed_over
from pairing.models import Pairing
from records.models import User
from reports.dashboard import dashboard_of
from reports.forms import DashboardFilter

HEAT_ROWS = 500
_SAID = r"(\d+) pairings .* in ([\d.]+) s by .* none over (\d+) MiB"


def judge_one(*, pairings: int, runs: int, on: date) -> Time:
    """From an open connection to the list of verdicts with every explanation."""

    def fresh(pk: int) -> None:
        for _agreement, case in cases([Pairing.objects.get(pk=pk)]):
            judge(case, on=on)

    return timed_over(fresh, _spread(pairings, runs + 1))


def confirm_one(*, runs: int, at: datetime) -> Time:
    """The other school confirms; when it returns, the verdicts are stored."""
    waiting = ActivityLink.objects.filter(state=ActivityState.PENDING).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    ids = ids[:: max(1, len(ids) // (runs + 1))][: runs + 1]
    links = ActivityLink.objects.filter(pk__in=ids).select_related("activity")
    people = User.objects.in_bulk([_answering(link) for link in links])

    def confirmed(link: ActivityLink) -> None:
        confirm(link, by=people[_answering(link)], at=at)

    return timed_over(confirmed, links)


def _answering(link: ActivityLink) -> int:
    pair = Pair(link.pairing_id)
    sides = (pair.supporting, pair.receiving)
    mine = link.activity.logged_by_school_id
    return next(side.liaison for side in sides if side.school != mine)


def judge_whole(*, workers: int, on: date, is_alone: bool) -> Judged:
    """From the activities to every verdict stored: nothing is kept before. ``is_alone``: in
    processes of their own, whose memory is nobody else's."""
    with transaction.atomic():
        StoredVerdict.objects.all()._raw_delete(using="default")
        Standing.objects.all()._raw_delete(using="default")
    if not is_alone:
        return judge_all(on=on, workers=workers)
    # Half a million rows just deleted are in nobody's way, as they are after any night.
    bulk.settle((StoredVerdict, Standing))
    command = [sys.executable, sys.argv[0], "judge", "--all", "--workers", str(workers)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pairings, seconds, mib = re.search(_SAID, said).groups()
    return Judged(
        pairings=int(pairings), workers=workers, seconds=float(seconds), most_mib=float(mib)
    )


def overview(*, runs: int) -> Time:
    """The whole page of somebody who sees every pairing."""
    client = Client()
    client.force_login(User.objects.get(username=BUREAU_USER))
    return timed(lambda: client.get("/dashboard/"), runs=runs)


def heat(*, runs: int, on: date) -> Time:
    """The same page with five hundred rows of twelve areas."""
    return timed(_heat_page(User.objects.get(username=BUREAU_USER), on=on), runs=runs)


def _heat_page(user: User, *, on: date) -> Callable[[], str]:
    def page() -> str:
        request = RequestFactory().get("/dashboard/")
        request.user = User.objects.get(pk=user.pk)
        wish = DashboardFilter(None)
        board = dashboard_of(request.user, wish=wish, page=1, on=on, rows=HEAT_ROWS)
        context = {"nav": "dashboard", "filter": wish, "board": board, "columns": 13}
        return render_to_string("reports/dashboard.html", context, request)

    return page


def _spread(pairings: int, count: int) -> list[int]:
    """``count`` pairings from everywhere in the province; fewer come again."""
    return [(n * 617) % pairings + 1 for n in range(count)]
