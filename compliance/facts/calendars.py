"""The school calendars of bureaus."""

from collections.abc import Iterable

from django.db.models import Q

from compliance.engine import terms
from pairing.models import CalendarDay, CalendarDayKind, Term


def calendars_of(bureau_ids: Iterable[int]) -> dict[int, terms.Calendar]:
    """The calendar of every bureau, by its id; two queries. A bureau's own special day goes
    before the one that holds everywhere."""
    bureau_ids = set(bureau_ids)
    found: dict[int, list[terms.Term]] = {pk: [] for pk in bureau_ids}
    for row in Term.objects.filter(bureau__in=bureau_ids).order_by("starts_on", "stage"):
        found[row.bureau_id].append(_term(row))
    special = _special_days(bureau_ids)
    return {
        pk: terms.Calendar(
            terms=tuple(found[pk]),
            holidays=_days(special[pk], kind=CalendarDayKind.HOLIDAY),
            make_up_days=_days(special[pk], kind=CalendarDayKind.MAKE_UP),
        )
        for pk in bureau_ids
    }


def _term(row: Term) -> terms.Term:
    return terms.Term(
        school_year=row.school_year,
        season=terms.TermSeason(row.season),
        stage=row.stage,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        midterm_on=row.midterm_on,
    )


def _special_days(bureau_ids: set[int]) -> dict[int, dict]:
    rows = CalendarDay.objects.filter(Q(bureau__in=bureau_ids) | Q(bureau=None))
    rows = list(rows.values_list("bureau_id", "day", "kind"))
    everywhere = {day: kind for bureau_id, day, kind in rows if bureau_id is None}
    found = {pk: dict(everywhere) for pk in bureau_ids}
    for bureau_id, day, kind in rows:
        if bureau_id is not None:
            found[bureau_id][day] = kind
    return found


def _days(special: dict, *, kind: str) -> frozenset:
    return frozenset(day for day, of_kind in special.items() if of_kind == kind)
