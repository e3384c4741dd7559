"""What the database itself refuses in one duty or one quota line.

The sentences for people come from ``agreements.validators``, which every form and every
``save`` asks first; these hold for whoever goes round both.
"""

from django.db import models
from django.db.models import F, Q

from agreements.models.choices import (
    DueKind,
    Measure,
    Modality,
    Party,
    Period,
    SeasonKind,
)

BREAKS = (SeasonKind.SUMMER, SeasonKind.WINTER)
# A break comes once a year and is itself the window: anything shorter never meets it, or says
# more windows than there are.
YEARLY = (
    Period.SCHOOL_YEAR,
    Period.CALENDAR_YEAR,
    Period.AGREEMENT_YEAR,
    Period.AGREEMENT,
    Period.ONCE,
)
COUNT_PEOPLE = (Measure.PEOPLE, Measure.ATTENDANCES, Measure.PERCENT)
SPANS = (DueKind.AFTER_SIGNING, DueKind.AFTER_ACTIVITY)
EDGES = (DueKind.TERM_END, DueKind.MIDTERM, DueKind.AGREEMENT_END)
BOUNDS = (
    "floor_people",
    "floor_people_each_side",
    "floor_days",
    "floor_weeks",
    "floor_lessons",
    "floor_days_per_person",
    "ceiling_people",
    "ceiling_days",
)


def _rule(name: str, condition) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=condition)


def _empty(name: str) -> Q:
    return Q(**{name: None})


def _none_of(*names: str) -> Q:
    """Nothing, or nought, in any of the numbers."""
    found = Q()
    for name in names:
        found &= _empty(name) | Q(**{name: 0})
    return found


def _at_least(name: str, limit) -> Q:
    return _empty(name) | Q(**{f"{name}__gte": limit})


def _at_most(name: str, limit) -> Q:
    return _empty(name) | Q(**{f"{name}__lte": limit})


def _some(name: str) -> Q:
    # The comparison alone would be unknown for nothing, and what is unknown gets in.
    return Q(**{f"{name}__isnull": False, f"{name}__gte": 1})


def _not_under(high: str, low: str, *, times: int = 1) -> Q:
    return _empty(high) | _empty(low) | Q(**{f"{high}__gte": F(low) * times})


def _all_at_least_one(*names: str) -> Q:
    found = Q()
    for name in names:
        found &= _at_least(name, 1)
    return found


_DUE_IS_WHOLE = (
    Q(due_kind__in=("", *EDGES))
    | Q(
        due_kind=DueKind.DAY_OF_YEAR,
        due_month__isnull=False,
        due_day__isnull=False,
        due_month__gte=1,
        due_month__lte=12,
        due_day__gte=1,
        due_day__lte=31,
    )
    | Q(due_kind=DueKind.FIXED, due_on__isnull=False)
    | (Q(due_kind__in=SPANS) & (_some("due_months") | _some("due_days")))
)
_DUE_FITS_ITS_KIND = (
    (Q(due_kind=DueKind.DAY_OF_YEAR) | _none_of("due_month", "due_day"))
    & (Q(due_kind=DueKind.FIXED) | _empty("due_on"))
    & (Q(due_kind__in=SPANS) | _none_of("due_months", "due_days"))
)

OBLIGATION_RULES = (
    _rule(
        "obligation_maximum_is_not_under_its_minimum",
        Q(maximum=None) | Q(minimum=None) | Q(maximum__gte=F("minimum")),
    ),
    _rule(
        "obligation_without_a_number_has_no_number",
        Q(uncounted=False) | Q(minimum=None, maximum=None),
    ),
    _rule("obligation_is_no_share_of_itself", ~Q(part_of=F("id"))),
    _rule("obligation_numbers_are_one_or_more", _all_at_least_one("minimum", "maximum")),
    _rule("obligation_bounds_are_one_or_more", _all_at_least_one(*BOUNDS)),
    _rule(
        "obligation_percent_is_at_most_a_hundred",
        ~Q(measure=Measure.PERCENT) | (_at_most("minimum", 100) & _at_most("maximum", 100)),
    ),
    _rule(
        "obligation_forbidden_asks_for_no_minimum",
        ~Q(modality=Modality.MUST_NOT) | _empty("minimum"),
    ),
    _rule(
        "obligation_each_side_counts_its_own",
        ~Q(party=Party.EACH) | Q(counted_side=""),
    ),
    _rule(
        "obligation_ceiling_is_not_under_its_floor",
        _not_under("ceiling_people", "floor_people")
        & _not_under("ceiling_people", "floor_people_each_side")
        & _not_under("ceiling_days", "floor_days")
        & _not_under("ceiling_days", "floor_weeks", times=5),
    ),
    _rule(
        "obligation_days_a_person_count_people",
        Q(measure__in=COUNT_PEOPLE) | _none_of("floor_days_per_person"),
    ),
    _rule(
        "obligation_pairs_are_no_events",
        ~Q(measure=Measure.PAIRS) | _none_of(*BOUNDS),
    ),
    _rule("obligation_break_comes_once_a_year", ~Q(season__in=BREAKS) | Q(period__in=YEARLY)),
    _rule(
        "obligation_season_days_belong_to_a_season",
        (Q(season=SeasonKind.DATES) & ~Q(season_from="") & ~Q(season_to=""))
        | (~Q(season=SeasonKind.DATES) & Q(season_from="", season_to="")),
    ),
    _rule(
        "obligation_coverage_has_its_number",
        Q(coverage_of="", coverage_distinct=0)
        | (~Q(coverage_of="") & Q(coverage_distinct__gte=1)),
    ),
    _rule("obligation_due_is_whole", _DUE_IS_WHOLE),
    _rule("obligation_due_fits_its_kind", _DUE_FITS_ITS_KIND),
    _rule("obligation_due_day_is_a_day", ~Q(due_month=2, due_day=30)),
)

LINE_RULES = (
    _rule(
        "quota_line_has_exactly_one_key",
        (~Q(season="") & Q(agreement_year=None, stage=""))
        | Q(season="", agreement_year__isnull=False, stage="")
        | (Q(season="", agreement_year=None) & ~Q(stage="")),
    ),
    _rule("quota_line_maximum_is_not_under_its_minimum", _not_under("maximum", "minimum")),
    _rule(
        "quota_line_numbers_are_one_or_more",
        _all_at_least_one("minimum", "maximum", "agreement_year"),
    ),
    models.UniqueConstraint(
        fields=("obligation", "season"),
        condition=~Q(season=""),
        name="quota_line_once_a_term",
    ),
    models.UniqueConstraint(
        fields=("obligation", "agreement_year"),
        condition=Q(agreement_year__isnull=False),
        name="quota_line_once_an_agreement_year",
    ),
    models.UniqueConstraint(
        fields=("obligation", "stage"),
        condition=~Q(stage=""),
        name="quota_line_once_a_stage",
    ),
)
