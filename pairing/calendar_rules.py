"""What contradicts itself in the school calendar, in words that name both terms and days."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

SATURDAY = 5
FIRST_YEAR, LAST_YEAR = 1950, 2150


def raise_for(problems: Iterable[ValidationError]) -> None:
    """Raise all of them as one, each at its field."""
    found: dict[str, list[ValidationError]] = {}
    for problem in problems:
        found.setdefault(problem.params["field"], []).append(problem)
    if found:
        raise ValidationError(found)


# --- Terms ------------------------------------------------------------------------------------
def term_problems(term, others: Iterable) -> Iterator[ValidationError]:
    """What is wrong with ``term`` by itself and beside ``others`` of its bureau and stage."""
    if term.ends_on < term.starts_on:
        yield _problem(
            "ends_on",
            "order",
            _("The last day (%(ends_on)s) lies before the first (%(starts_on)s)."),
            starts_on=_day(term.starts_on),
            ends_on=_day(term.ends_on),
        )
        return
    yield from _outside_its_year(term)
    yield from _midterm(term)
    for other in sorted(others, key=_place):
        if _place(other) != _place(term):
            yield from _beside(term, other)


def _place(term) -> tuple[int, bool]:
    """Autumn before spring, year after year."""
    return int(term.school_year), term.season == "spring"


def _outside_its_year(term) -> Iterator[ValidationError]:
    year = int(term.school_year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield _problem(
            "school_year",
            "no_year",
            _("%(year)s is no school year: write a year from %(first)s to %(last)s."),
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        return
    first_on, last_on = date(year, 8, 1), date(year + 1, 8, 31)
    for name in ("starts_on", "ends_on"):
        day = getattr(term, name)
        if not first_on <= day <= last_on:
            yield _problem(
                name,
                "outside_year",
                _("%(day)s lies outside the school year %(term)s (%(first)s to %(last)s)."),
                day=_day(day),
                term=f"{year}—{year + 1}",
                first=_day(first_on),
                last=_day(last_on),
            )


def _midterm(term) -> Iterator[ValidationError]:
    day = term.midterm_on
    if day is not None and not term.starts_on <= day <= term.ends_on:
        yield _problem(
            "midterm_on",
            "midterm",
            _("The mid-term day %(day)s lies outside the term (%(first)s to %(last)s)."),
            day=_day(day),
            first=_day(term.starts_on),
            last=_day(term.ends_on),
        )


def _beside(term, other) -> Iterator[ValidationError]:
    """Each term ends before the next one begins; days of one lie in no other."""
    earlier, later = sorted((term, other), key=_place)
    if earlier.ends_on < later.starts_on:
        return
    name = "ends_on" if term is earlier else "starts_on"
    overlap = earlier.starts_on <= later.ends_on
    words = (
        _(
            "“%(earlier)s” ends on %(ends_on)s, but “%(later)s” begins on %(starts_on)s: the"
            " two overlap."
        )
        if overlap
        else _(
            "“%(earlier)s” ends on %(ends_on)s, after “%(later)s”, which begins on"
            " %(starts_on)s: the two are in the wrong order."
        )
    )
    yield _problem(
        name,
        "overlap" if overlap else "order_of_terms",
        words,
        earlier=str(earlier),
        later=str(later),
        ends_on=_day(earlier.ends_on),
        starts_on=_day(later.starts_on),
    )


# --- Special days -----------------------------------------------------------------------------
def day_problems(row, same_day) -> Iterator[ValidationError]:
    """``same_day`` is what the same bureau has entered for the day before."""
    if row.kind == "make_up" and row.day.weekday() < SATURDAY:
        yield _problem(
            "kind",
            "no_week_end",
            _("%(day)s is a %(weekday)s: only a week-end day is worked instead."),
            day=_day(row.day),
            weekday=date_format(row.day, "l"),
        )
    if same_day is not None:
        yield _problem(
            "day",
            "day_taken",
            _("%(day)s is entered already as “%(there)s”; it cannot be “%(here)s” too."),
            day=_day(row.day),
            there=same_day.name or same_day.get_kind_display(),
            here=row.get_kind_display(),
        )


def _problem(field: str, code: str, words: str, **facts) -> ValidationError:
    return ValidationError(words, code=code, params={"field": field} | facts)


def _day(day: date) -> str:
    return date_format(day, "Y-m-d")
