"""Calendars and agreements of every kind: stages that differ, terms nobody entered, terms of
one day, holidays, make-up days; late force, suspensions, terminations, all rules of cutting."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from compliance.engine.terms import (
    Agreement,
    Calendar,
    CutRule,
    FormerRules,
    Rules,
    Suspension,
    Term,
    TermSeason,
)
from tests.compliance.engine.school_days import COUNTY, span
from tests.compliance.engine.strategies_plain import STAGES, Dice

FIRST = date(2024, 12, 1)  # the earliest first day of an agreement

# When a term may begin, and how long it may last: the gap to the next stays a break.
_BEGINS = {TermSeason.AUTUMN: (8, 25), TermSeason.SPRING: (2, 10)}
_LENGTHS = (140, 139, 139, 125, 110, 60, 19, 6, 1)
_HOLIDAYS = (
    span(date(2025, 5, 1), date(2025, 5, 5)),
    span(date(2025, 10, 1), date(2025, 10, 8)),
    span(date(2025, 8, 25), date(2025, 9, 12)),
    span(date(2026, 2, 10), date(2026, 3, 20)),
    span(date(2026, 5, 1), date(2026, 5, 5)),
)
_MADE_UP = (
    date(2025, 3, 1),
    date(2025, 4, 27),
    date(2025, 9, 6),
    date(2025, 9, 28),
    date(2026, 2, 28),
    date(2026, 5, 9),
)
_EVERY_STAGE = replace(
    COUNTY, terms=COUNTY.terms + tuple(replace(term, stage="junior") for term in COUNTY.terms)
)


def calendar_of(dice: Dice) -> Calendar:
    """The county's own in half of the cases, for every stage or only for its primary schools:
    ordinary days must not be rare."""
    plain = dice.one_of(_EVERY_STAGE, _EVERY_STAGE, COUNTY, None, None, None)
    if plain is not None:
        return plain
    places = [
        (year, season, stage)
        for year in (2024, 2025, 2026)
        for season in TermSeason
        for stage in STAGES
    ]
    missing = dice.few(places, most=dice.one_of(0, 1, 6))
    return Calendar(
        terms=tuple(_term(dice, *place) for place in places if place not in missing),
        holidays=frozenset().union(*dice.few(_HOLIDAYS, most=3)),
        make_up_days=frozenset(dice.few(_MADE_UP, most=3)),
    )


def _term(dice: Dice, school_year: int, season: TermSeason, stage: str) -> Term:
    year = school_year + (season is TermSeason.SPRING)
    starts_on = date(year, *_BEGINS[season]) + timedelta(days=dice.one_of(*range(21)))
    ends_on = starts_on + timedelta(days=dice.one_of(*_LENGTHS) - 1)
    midterm_on = dice.day(starts_on, ends_on) if dice.once_in(4) else None
    return Term(
        school_year=school_year,
        season=season,
        stage=stage,
        starts_on=starts_on,
        ends_on=ends_on,
        midterm_on=midterm_on,
    )


def agreement_of(dice: Dice) -> Agreement:
    """Signed before, on or after the first day, also after the last; sometimes not at all."""
    starts_on = dice.day(FIRST, FIRST + timedelta(days=400))
    ends_on = dice.later(starts_on, 729, 729, 729, 364, 400, 180, 20)
    late = dice.one_of(*[0] * 10, -30, 1, 25, 200, None)
    signed_on = None if late is None else starts_on + timedelta(days=late)
    ended = {}
    if dice.once_in(4):
        last = dice.day(starts_on, ends_on)
        ended = {"terminated_on": last, "terminated_known_on": dice.later(last, -20, 0, 15)}
    suspensions = (
        _suspension(dice, starts_on, ends_on) for _ in range(dice.one_of(0, 0, 1, 2))
    )
    return Agreement(
        id=1,
        starts_on=starts_on,
        ends_on=ends_on,
        signed_on=signed_on,
        in_force_on=signed_on and max(signed_on, starts_on),
        suspensions=tuple(suspensions),
        cut_rule=dice.one_of(*CutRule),
        **ended,
    )


def _suspension(dice: Dice, first: date, last: date) -> Suspension:
    starts_on = dice.day(first, last)
    return Suspension(
        starts_on=starts_on,
        ends_on=min(dice.later(starts_on, 0, 6, 30, 150), last),
        known_on=dice.later(starts_on, -10, 0, 20, 90),
    )


def former_rules_of(dice: Dice, agreement: Agreement) -> tuple[FormerRules, ...]:
    """The programme changed its mind, not twice on one day."""
    days = {
        dice.day(agreement.starts_on, agreement.ends_on) for _ in range(dice.one_of(0, 1, 2))
    }
    return tuple(FormerRules(until=day, rules=rules_of(dice)) for day in sorted(days))


def rules_of(dice: Dice) -> Rules:
    return Rules(
        tolerance=dice.one_of(Fraction(1, 5), Fraction(1, 5), Fraction(0), Fraction(1)),
        late_entry_days=dice.one_of(None, None, None, 0, 15),
        break_counts_for_term_just_ended=dice.once_in(2),
    )
