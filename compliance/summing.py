"""The standing of a pairing out of its verdicts and activities: what an overview adds up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from activities.models import ActivityLink, ActivityState
from compliance.engine.calendars import stage_days
from compliance.engine.terms import ActivityState as Known
from compliance.engine.terms import Case
from compliance.engine.verdicts import WORST_FIRST, Severity, Status
from compliance.models import StoredVerdict
from compliance.presenters.rulers import current_term
from compliance.standings import Standing

SILENCE_DAYS = 14  # a programme may set another; an overview keeps one measure
LATE_DAYS = 14  # entered more than so many days after its last day
LATELY_DAYS = 60  # entered so lately that it is worth a question
YEAR = timedelta(weeks=52)  # the same weekday a year ago
DONE = frozenset({Status.MET.value, Status.MET_LATE.value, Status.EXCEEDED.value})
_RANK = {status.value: rank for rank, status in enumerate(WORST_FIRST)}


class Entry(NamedTuple):
    """One activity in one pairing, as far as its entry goes."""

    starts_on: date
    ends_on: date
    entered_on: date
    is_waiting: bool


def standings_of(
    pairing_ids: Iterable[int],
    rows: Iterable[StoredVerdict],
    cases: dict[int, list[Case]],
    *,
    on: date,
) -> list[Standing]:
    """One row for each of the pairings, not saved. ``rows`` are all their verdicts judged on
    ``on``, ``cases`` what they rest on, by pairing. One query when a pairing has no case."""
    by_pairing: dict[int, list[StoredVerdict]] = defaultdict(list)
    for row in rows:
        by_pairing[row.pairing_id].append(row)
    ids = list(pairing_ids)
    entries = _read_entries([pk for pk in ids if pk not in cases])
    for pk, found in cases.items():
        entries[pk] = _entries(found[0])
    return [_standing(pk, by_pairing[pk], cases.get(pk, ()), entries[pk], on=on) for pk in ids]


def _standing(
    pk: int,
    rows: Sequence[StoredVerdict],
    cases: Sequence[Case],
    entries: Sequence[Entry],
    *,
    on: date,
) -> Standing:
    standing = Standing(pairing_id=pk, judged_on=on)
    days = [row.valid_until for row in rows] or [on]
    days += _count_entries(standing, entries, on=on)
    ends = (case.agreement.ends_on for case in cases if case.agreement.terminated_on is None)
    standing.unmet = sum(
        row.status == Status.BREACHED.value
        and row.severity == Severity.RED.value
        and getattr(row, "filed_on", None) is None
        for row in rows
    )
    standing.ends_on = min((day for day in ends if day >= on), default=None)
    days += [standing.ends_on] if standing.ends_on else []
    case = next(iter(cases), None)
    term = case and current_term(stage_days(case.calendar, case.lowest_stage), on=on)
    if term is not None:
        _count_term(standing, rows, first=term.starts_on, last=term.ends_on)
        if on <= term.ends_on:
            days.append(term.ends_on)
    standing.valid_until = min(days)
    return standing


# --- verdicts ---------------------------------------------------------------------------------


def _count_term(
    standing: Standing, rows: Sequence[StoredVerdict], *, first: date, last: date
) -> None:
    known = [row for row in rows if row.status is not None]
    now = [row for row in known if row.starts_on <= last and row.ends_on >= first]
    for row in now:
        setattr(standing, row.status, getattr(standing, row.status) + 1)
    red = [row for row in now if row.severity == Severity.RED.value]
    past = (row.closes_on for row in red if row.status == Status.BREACHED.value)
    standing.past_on = max(past, default=None)
    # What is filed as behind is not to be done any more.
    due = (row for row in red if getattr(row, "filed_on", None) is None)
    behind = (row.last_useful_on for row in due if row.status == Status.AT_RISK.value)
    standing.behind_on = min((day for day in behind if day), default=None)
    standing.reached = _reached(now, first=first)
    then = [
        row for row in known if row.starts_on <= last - YEAR and row.ends_on >= first - YEAR
    ]
    standing.before = _reached(then, first=first - YEAR)
    standing.before_total = sum(row.status != Status.EXEMPT.value for row in then)
    standing.cells = _cells(now)


def _reached(rows: Iterable[StoredVerdict], *, first: date) -> list[int]:
    return sorted(
        (row.reached_on - first).days
        for row in rows
        if row.reached_on and row.status != Status.EXEMPT.value
    )


def _cells(rows: Iterable[StoredVerdict]) -> list[list]:
    by_area: dict[int, list[StoredVerdict]] = defaultdict(list)
    for row in rows:
        if row.support_area_id is not None:
            by_area[row.support_area_id].append(row)
    return [_cell(area, by_area[area]) for area in sorted(by_area)]


def _cell(area: int, rows: Sequence[StoredVerdict]) -> list:
    worst = min(rows, key=lambda row: (_RANK[row.status], row.severity))
    done = sum(row.status in DONE for row in rows)
    loud = sum(row.status == worst.status for row in rows)
    return [area, worst.status, worst.severity, done, len(rows), loud]


# --- entries ----------------------------------------------------------------------------------


def _entries(case: Case) -> list[Entry]:
    return [
        Entry(
            activity.starts_on,
            activity.ends_on,
            activity.entered_on,
            bool(activity.steps) and activity.steps[-1].state is Known.PENDING,
        )
        for activity in case.activities
    ]


def _read_entries(pairing_ids: list[int]) -> dict[int, list[Entry]]:
    """Of pairings without an agreement that binds: something may be logged there too."""
    found: dict[int, list[Entry]] = defaultdict(list)
    if pairing_ids:
        rows = ActivityLink.objects.filter(pairing__in=pairing_ids)
        columns = ("activity__starts_on", "activity__ends_on", "activity__entered_at", "state")
        for pk, starts_on, ends_on, at, state in rows.values_list("pairing", *columns):
            entered_on = timezone.localtime(at).date()
            is_waiting = state == ActivityState.PENDING
            found[pk].append(Entry(starts_on, ends_on, entered_on, is_waiting))
    return found


def _count_entries(standing: Standing, entries: Iterable[Entry], *, on: date) -> list[date]:
    """Count them; the days after which the count is another."""
    silent, late, until = [], [], []
    for entry in entries:
        if entry.is_waiting:
            standing.waiting += 1
            if (on - entry.entered_on).days > SILENCE_DAYS:
                silent.append(entry.starts_on)
            else:
                until.append(entry.entered_on + timedelta(days=SILENCE_DAYS))
        age = (on - entry.entered_on).days
        if age < LATELY_DAYS and (entry.entered_on - entry.ends_on).days > LATE_DAYS:
            late.append(entry.starts_on)
            until.append(entry.entered_on + timedelta(days=LATELY_DAYS - 1))
    standing.waiting_long, standing.silent_since = len(silent), min(silent, default=None)
    standing.late, standing.late_since = len(late), min(late, default=None)
    return until
