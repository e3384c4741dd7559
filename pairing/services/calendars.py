"""The school calendar: taking last year's terms over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from pairing.models import Term
from records.models import User
from records.services import write_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How many terms were entered, and how many stood in the next year before."""

    entered: int
    standing: int


@transaction.atomic
def copy_terms(terms: Iterable[Term], *, by: User | None, at: datetime) -> Copied:
    """Enter each of ``terms`` a year later, on the same days of the month, unless that term
    stands already. The days are a first draft: the bureau corrects them. Raises ValidationError
    where a day of a term that stands is in the way; then none is entered."""
    entered, standing = [], 0
    for term in terms:
        if _is_entered(term):
            standing += 1
        else:
            entered.append(_year_later(term))
    for bureau in {term.bureau for term in entered}:
        years = sorted({term.school_year for term in entered if term.bureau == bureau})
        write_event(bureau, verb="bureau.terms_copied", by=by, at=at, school_years=years)
    return Copied(entered=len(entered), standing=standing)


def _is_entered(term: Term) -> bool:
    return Term.objects.filter(
        bureau=term.bureau,
        school_year=term.school_year + 1,
        season=term.season,
        stage=term.stage,
    ).exists()


def _year_later(term: Term) -> Term:
    # One by one and not in bulk: who rests on a calendar listens to saves.
    return Term.objects.create(
        bureau=term.bureau,
        school_year=term.school_year + 1,
        season=term.season,
        stage=term.stage,
        starts_on=same_day_next_year(term.starts_on),
        ends_on=same_day_next_year(term.ends_on),
        midterm_on=term.midterm_on and same_day_next_year(term.midterm_on),
    )


def same_day_next_year(day: date) -> date:
    """29 February becomes 28 February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + 1, day.month, last)
