"""What contradicts itself in how often and by when: seasons, periods, due days."""

import re
from collections.abc import Iterator
from datetime import date

from agreements.findings import Finding, Problem
from agreements.models.choices import DueKind, SeasonKind
from agreements.models.rules import BREAKS, YEARLY
from compliance.engine.calendars import day_of_month

# The months a break can reach into.
MONTHS_OF = {SeasonKind.SUMMER: range(6, 10), SeasonKind.WINTER: (12, 1, 2, 3)}
LEAP = 2028
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


# --- Seasons ---
def season_problems(row) -> Iterator[Problem]:
    if row.season in BREAKS and row.period and row.period not in YEARLY:
        facts = {"season": row.season, "period": row.period}
        yield Problem(finding=Finding.SEASON_OUTSIDE_PERIOD, field="season", facts=facts)
    if row.season == SeasonKind.DATES:
        days = {"season_from": row.season_from, "season_to": row.season_to}
        for name, text in days.items():
            if month_and_day(text) is None:
                yield Problem(finding=Finding.SEASON_DAYS, field=name, facts={"day": text})


def month_and_day(text: str) -> tuple[int, int] | None:
    """03-01 as numbers; None for what is no day of any year."""
    found = MONTH_DAY.fullmatch(text or "")
    return (
        (int(found[1]), int(found[2])) if found and _is_day(*map(int, found.groups())) else None
    )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= day_of_month(LEAP, month, 31).day


def due_problems(row) -> Iterator[Problem]:
    missing = list(_missing_of_due(row))
    for name in missing:
        yield Problem(finding=Finding.DUE_INCOMPLETE, field=name, facts={"kind": row.due_kind})
    if missing:
        return
    yield from _due_outside(row)
    yield from _due_beside_season(row)


def _missing_of_due(row) -> Iterator[str]:
    needed = {
        DueKind.DAY_OF_YEAR: ("due_month", "due_day"),
        DueKind.FIXED: ("due_on",),
        DueKind.AFTER_ACTIVITY: ("due_trigger_types",),
    }.get(row.due_kind, ())
    missing = [name for name in needed if not getattr(row, name)]
    yield from missing
    spans = (DueKind.AFTER_SIGNING, DueKind.AFTER_ACTIVITY)
    if row.due_kind in spans and not (row.due_months or row.due_days):
        yield "due_days"
    if row.due_kind == DueKind.DAY_OF_YEAR and not missing and not _is_day_of_year(row):
        yield "due_day"


def _is_day_of_year(row) -> bool:
    """31 stands for the last day of any month."""
    return 1 <= row.due_month <= 12 and (
        row.due_day == 31 or _is_day(row.due_month, row.due_day)
    )


def _due_outside(row) -> Iterator[Problem]:
    if not row.clause_id:
        return
    agreement = row.clause.agreement
    days = {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
    if row.due_kind == DueKind.FIXED and not _is_between(row.due_on, **days):
        facts = {"due_on": row.due_on} | days
        yield Problem(finding=Finding.DUE_OUTSIDE, field="due_on", facts=facts)
    if row.due_kind == DueKind.DAY_OF_YEAR:
        years = range(agreement.starts_on.year, agreement.ends_on.year + 1)
        due = (day_of_month(year, row.due_month, row.due_day) for year in years)
        if not any(_is_between(day, **days) for day in due):
            facts = {"month_day": (row.due_month, row.due_day)} | days
            yield Problem(finding=Finding.DUE_NEVER, field="due_day", facts=facts)


def _is_between(day: date, *, starts_on: date, ends_on: date) -> bool:
    return starts_on <= day <= ends_on


def _due_beside_season(row) -> Iterator[Problem]:
    if row.season in BREAKS and row.due_kind in (DueKind.TERM_END, DueKind.MIDTERM):
        facts = {"season": row.season, "due_kind": row.due_kind}
        yield Problem(finding=Finding.DUE_NOT_IN_BREAK, field="due_kind", facts=facts)
    if row.due_kind != DueKind.DAY_OF_YEAR:
        return
    if row.season in BREAKS and row.due_month not in MONTHS_OF[row.season]:
        facts = {"month_day": (row.due_month, row.due_day), "season": row.season}
        yield Problem(finding=Finding.DUE_OUTSIDE_SEASON, field="due_day", facts=facts)
    if row.season == SeasonKind.DATES and not _is_in_season(row):
        days = f"{row.season_from} — {row.season_to}"
        facts = {"month_day": (row.due_month, row.due_day), "season": days}
        yield Problem(finding=Finding.DUE_OUTSIDE_SEASON, field="due_day", facts=facts)


def _is_in_season(row) -> bool:
    first, last = month_and_day(row.season_from), month_and_day(row.season_to)
    if None in (first, last):
        return True  # the season itself is at fault
    due = (row.due_month, day_of_month(LEAP, row.due_month, row.due_day).day)
    return first <= due <= last if first <= last else due >= first or due <= last
