"""What the plainest ways need for a plainer question: for every duty and window the sum of the
confirmed activities of its types and side inside the window. No roles, no reasons."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from activities.models import ActivityLink, ActivityState
from agreements.models import Obligation

Spans = list[tuple[date, date]]  # the first and last days of the terms

_SIDES = ("supporting", "receiving")
_LINK, _DEED, _PAIR = "activities_activitylink", "activities_activity", "pairing_pairing"


def bare_scan() -> int:
    """Every activity looked at once."""
    return _asked(f'SELECT SUM("items") FROM "{_DEED}"')[0][0]


def one_pass(spans: Spans, *, pairing_id: int | None = None) -> int:
    """All windows in one statement, in integer tenths: a column for each term and side."""
    columns = [
        f"SUM(10 * a.items) FILTER (WHERE a.logged_by_school_id = p.{side}_school_id"
        f" AND a.starts_on BETWEEN '{first}' AND '{last}')"
        for first, last in spans
        for side in _SIDES
    ]
    where = f"AND l.pairing_id = {pairing_id:d}" if pairing_id else ""
    rows = _asked(
        f"SELECT l.pairing_id, a.type, {', '.join(columns)} FROM {_LINK} l"
        f" JOIN {_DEED} a ON a.id = l.activity_id JOIN {_PAIR} p ON p.id = l.pairing_id"
        f" WHERE l.state = '{ActivityState.CONFIRMED}' {where} GROUP BY l.pairing_id, a.type"
    )
    return sum(tenths or 0 for row in rows for tenths in row[2:])


def loop(spans: Spans, *, pairing_id: int | None = None) -> int:
    """The reference: ``values_list`` and Python. Every duty is asked for each of its windows;
    returns the sum over all activities in the terms."""
    links = ActivityLink.objects.filter(state=ActivityState.CONFIRMED)
    duties = Obligation.objects.filter(part_of=None)
    if pairing_id:
        links = links.filter(pairing=pairing_id)
        duties = duties.filter(clause__agreement__pairing=pairing_id)
    sums = _sums(links, spans)
    _tell(duties, sums, windows=range(len(spans)))
    return sum(map(sum, sums.values()))


def _sums(links: QuerySet, spans: Spans) -> dict[tuple, list[int]]:
    """By pairing, type and school: the tenths of each term."""
    firsts, lasts = [first for first, _last in spans], [last for _first, last in spans]
    sums: dict[tuple, list[int]] = defaultdict(lambda: [0] * len(spans))
    columns = ("activity__type", "activity__logged_by_school_id", "activity__starts_on")
    rows = links.values_list("pairing_id", *columns, "activity__items")
    for pairing, kind, school, starts_on, items in rows.iterator():
        window = bisect_right(firsts, starts_on) - 1
        if window >= 0 and starts_on <= lasts[window]:
            sums[pairing, kind, school][window] += 10 * items
    return sums


def _tell(duties: QuerySet, sums: dict, *, windows: Iterable[int]) -> list[int]:
    """The sum of every duty in every window."""
    pairing, nothing = "clause__agreement__pairing", [0] * len(windows)
    schools = (f"{pairing}__supporting_school", f"{pairing}__receiving_school")
    rows = duties.values_list(pairing, "activity_types", "party", *schools)
    told = []
    for pk, kinds, party, *both in rows.iterator():
        sides = {"supporting": both[:1], "receiving": both[1:]}.get(party, both)
        lists = [sums.get((pk, kind, side), nothing) for kind in kinds for side in sides]
        told += [sum(one[window] for one in lists) for window in windows]
    return told


def _asked(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET jit = off")
        cursor.execute(statement)
        return cursor.fetchall()
