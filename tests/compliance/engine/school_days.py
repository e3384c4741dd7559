"""A county's calendar and the cases that the tests of windows start from."""

from datetime import date, timedelta

from compliance.engine.terms import (
    Agreement,
    Calendar,
    Case,
    Measure,
    Obligation,
    Party,
    Period,
    Suspension,
    Term,
    TermSeason,
)

LATER = date(2030, 1, 1)


def term(school_year: int, season: str, first: date, last: date, **fields) -> Term:
    return Term(
        **{
            "school_year": school_year,
            "season": TermSeason(season),
            "stage": "primary",
            "starts_on": first,
            "ends_on": last,
        }
        | fields
    )


SPRING_2025 = term(2024, "spring", date(2025, 2, 17), date(2025, 7, 4))
AUTUMN_2025 = term(2025, "autumn", date(2025, 9, 1), date(2026, 1, 23))
SPRING_2026 = term(2025, "spring", date(2026, 3, 2), date(2026, 7, 10))
AUTUMN_2026 = term(2026, "autumn", date(2026, 9, 1), date(2027, 1, 22))
SPRING_2027 = term(2026, "spring", date(2027, 3, 1), date(2027, 7, 9))
TERMS = (
    term(2024, "autumn", date(2024, 9, 2), date(2025, 1, 17)),
    SPRING_2025,
    AUTUMN_2025,
    SPRING_2026,
    AUTUMN_2026,
    SPRING_2027,
)


def span(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


COUNTY = Calendar(
    terms=TERMS,
    holidays=span(date(2025, 5, 1), date(2025, 5, 5))
    | span(date(2025, 10, 1), date(2025, 10, 8))
    | span(date(2026, 5, 1), date(2026, 5, 5)),
    make_up_days=frozenset({date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)}),
)


def agreement(first: date, last: date, **fields) -> Agreement:
    """Signed by both on its first day unless said otherwise."""
    return Agreement(
        **{
            "id": 1,
            "starts_on": first,
            "ends_on": last,
            "signed_on": first,
            "in_force_on": first,
        }
        | fields
    )


TWO_YEARS = agreement(date(2025, 3, 10), date(2027, 3, 9))


def suspended(first: date, last: date, *, known_on: date | None = None) -> Suspension:
    return Suspension(starts_on=first, ends_on=last, known_on=known_on or first)


def duty(period: Period, **fields) -> Obligation:
    return Obligation(
        **{
            "id": 1,
            "clause": "1",
            "order": 1,
            "party": Party.SUPPORTING,
            "activity_types": frozenset({"visit"}),
            "measure": Measure.EVENTS,
            "period": period,
            "minimum": 1,
        }
        | fields
    )


def case(agreed: Agreement = TWO_YEARS, **fields) -> Case:
    return Case(
        **{
            "agreement": agreed,
            "obligations": (),
            "calendar": COUNTY,
            "lowest_stage": "primary",
        }
        | fields
    )
