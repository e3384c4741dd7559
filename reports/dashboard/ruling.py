"""The term ruler of the overview, in one query."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField, Q, Subquery, Value
from django.db.models.functions import Cast

from compliance.facts.calendars import calendars_from
from compliance.presenters.rulers import Ruler, ruler_of
from pairing.models import CalendarDay, Term
from pairing.vocabulary import Stage

_TERM = "term"


def ruler_for(bureau_ids: Iterable[int], *, on: date) -> Ruler | None:
    """By the primary calendar of the first of the bureaus that has one."""
    terms = Term.objects.filter(stage=Stage.PRIMARY)
    first = Subquery(
        terms.filter(bureau__in=bureau_ids).order_by("bureau").values("bureau")[:1]
    )
    days = CalendarDay.objects.filter(Q(bureau=first) | Q(bureau=None)).order_by()
    rows = list(
        terms.filter(bureau=first)
        .order_by()
        .values_list(
            "bureau",
            Value(_TERM),
            "school_year",
            "season",
            "starts_on",
            "ends_on",
            "midterm_on",
        )
        .union(
            days.values_list(
                *("bureau", "kind", Value(0), Value(""), "day", "day"),
                Cast(Value(None), DateField()),
            ),
            all=True,
        )
    )
    known = [_term(*row) for row in rows if row[1] == _TERM]
    if not known:
        return None
    special = [(pk, day, kind) for pk, kind, _y, _s, day, *_ in rows if kind != _TERM]
    bureau_id = known[0].bureau_id
    calendar = calendars_from({bureau_id}, rows=known, days=special)[bureau_id]
    return ruler_of(calendar, Stage.PRIMARY, on=on)


def _term(bureau_id, _kind, school_year, season, starts_on, ends_on, midterm_on) -> Term:
    return Term(
        bureau_id=bureau_id,
        school_year=school_year,
        season=season,
        stage=Stage.PRIMARY,
        starts_on=starts_on,
        ends_on=ends_on,
        midterm_on=midterm_on,
    )
