"""The school calendars of bureaus."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from compliance.engine import terms
from compliance.facts.reading import Read
from pairing.models import CalendarDay, CalendarDayKind, Term

_TERMS = Read(lambda ids: Term.objects.filter(bureau__in=ids).order_by())
_SPECIAL_DAYS = Read(
    lambda ids: (
        CalendarDay.objects.filter(Q(bureau__in=ids) | Q(bureau=None))
        .order_by()
        .values_list("bureau_id", "day", "kind")
    )
)

Special = tuple[int | None, date, str]  # bureau (None: everywhere), day, kind


def calendars_of(bureau_ids: Iterable[int]) -> dict[int, terms.Calendar]:
    """The calendar of every bureau, by its id; two queries."""
    bureau_ids = set(bureau_ids)
    return calendars_from(bureau_ids, rows=_TERMS(bureau_ids), days=_SPECIAL_DAYS(bureau_ids))


def calendars_from(
    bureau_ids: Iterable[int], *, rows: Iterable[Term], days: Iterable[Special]
) -> dict[int, terms.Calendar]:
    """The same from rows at hand, saved or not. A bureau's own special day goes before the one
    that holds everywhere."""
    bureau_ids = set(bureau_ids)
    found: dict[int, list[terms.Term]] = {pk: [] for pk in bureau_ids}
    for row in sorted(rows, key=lambda row: (row.starts_on, row.stage)):
        found[row.bureau_id].append(_term(row))
    special = _special_days(bureau_ids, days=list(days))
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


def _special_days(bureau_ids: set[int], *, days: list[Special]) -> dict[int, dict]:
    everywhere = {day: kind for bureau_id, day, kind in days if bureau_id is None}
    found = {pk: dict(everywhere) for pk in bureau_ids}
    for bureau_id, day, kind in days:
        if bureau_id is not None:
            found[bureau_id][day] = kind
    return found


def _days(special: dict, *, kind: str) -> frozenset:
    return frozenset(day for day, of_kind in special.items() if of_kind == kind)
