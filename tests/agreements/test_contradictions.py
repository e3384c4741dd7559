"""A duty that contradicts itself gets in nowhere: each rule at its edge, in words, by ``save``
and by the database itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from agreements.models import Obligation, QuotaLine
from agreements.models.rules import LINE_RULES, OBLIGATION_RULES
from agreements.validators import Finding, problems_of
from agreements.wording import sentence
from tests.factories import create_agreement, create_clause, create_obligation

pytestmark = pytest.mark.django_db

LECTURES = {"activity_types": ["lecture"], "measure": "people"}
YEARLY = {"period": "agreement_year"}
DATES = {"season": "dates", "season_from": "03-01", "season_to": "05-31", **YEARLY}
ON_A_DAY = {"due_kind": "day_of_year", **YEARLY}

# What is asked, the finding it makes (None: it is in order), and what its sentence must name.
CASES = (
    # --- numbers
    (dict(minimum=4, maximum=4), None, ()),
    (dict(minimum=4, maximum=3), Finding.MAXIMUM_BELOW_MINIMUM, ("4", "3")),
    (dict(minimum=0), Finding.NUMBER_BELOW_ONE, ("at least", "0")),
    (dict(minimum=None, maximum=0), Finding.NUMBER_BELOW_ONE, ("at most", "0")),
    (dict(uncounted=True, minimum=4), Finding.BLANK_WITH_NUMBER, ("4",)),
    (dict(modality="must_not", minimum=4), Finding.FORBIDDEN_WITH_MINIMUM, ("4",)),
    (dict(measure="percent", minimum=100), None, ()),
    (dict(measure="percent", minimum=101), Finding.PERCENT_OVER_100, ("101", "100")),
    (
        dict(measure="percent", minimum=80, maximum=101),
        Finding.PERCENT_OVER_100,
        ("101", "100"),
    ),
    (
        dict(party="each", counted_side="receiving"),
        Finding.SIDE_OF_EACH,
        ("Each of the two", "Party B"),
    ),
    (dict(party="both", counted_side="receiving"), None, ()),
    # --- what, who, for each of what
    (dict(activity_types=[]), Finding.NOTHING_COUNTS, ()),
    (dict(stages=["primary"], grades=["p6"]), None, ()),
    (
        dict(stages=["primary"], grades=["p6", "j1"]),
        Finding.GRADE_NOT_OF_STAGE,
        ("Junior grade 1", "Primary"),
    ),
    (
        dict(each_of="grades", each_of_items=["j1", "j2"], stages=["primary"]),
        Finding.GRADE_NOT_OF_STAGE,
        ("Junior grade 1, Junior grade 2", "Primary"),
    ),
    (dict(minimum_rank="manager"), Finding.GROUP_AS_RANK, ("Manager",)),
    (dict(minimum_rank="office_head", actor_roles=["class_teacher"]), None, ()),
    (
        dict(each_of="roles", each_of_items=["principal"], actor_roles=["teacher"]),
        Finding.STRAY,
        ("Teacher", "Each post"),
    ),
    (dict(each_of="types", each_of_items=["demo_lesson", "lecture"]), None, ()),
    (
        dict(each_of="types", each_of_items=["lecture"]),
        Finding.STRAY,
        ("Demonstration lesson", "Each type of activity"),
    ),
    (dict(each_of_items=["lecture"]), Finding.STRAY, ("lecture", "none")),
    (dict(each_of="topics"), Finding.EACH_WITHOUT_ITEMS, ("Each topic",)),
    # --- how often
    (dict(season="summer", period="agreement_year"), None, ()),
    (
        dict(season="summer", period="term"),
        Finding.SEASON_OUTSIDE_PERIOD,
        ("Summer break", "Every term"),
    ),
    (
        dict(season="winter", period="month"),
        Finding.SEASON_OUTSIDE_PERIOD,
        ("Winter break", "Every month"),
    ),
    (DATES, None, ()),
    (DATES | dict(season_to="02-29"), None, ()),
    (DATES | dict(season_to="02-30"), Finding.SEASON_DAYS, ("02-30",)),
    (DATES | dict(season_from="13-01"), Finding.SEASON_DAYS, ("13-01",)),
    (dict(season_from="03-01"), Finding.STRAY, ("03-01", "none")),
    # --- by when
    (ON_A_DAY | dict(due_month=2, due_day=31), None, ()),
    (ON_A_DAY | dict(due_month=2, due_day=29), None, ()),
    (ON_A_DAY | dict(due_month=2, due_day=30), Finding.DUE_INCOMPLETE, ()),
    (ON_A_DAY | dict(due_month=13, due_day=1), Finding.DUE_INCOMPLETE, ()),
    (ON_A_DAY | dict(due_month=2), Finding.DUE_INCOMPLETE, ("day of the year",)),
    (dict(due_kind="after_signing"), Finding.DUE_INCOMPLETE, ("signing",)),
    (dict(due_days=10), Finding.STRAY, ("10", "none")),
    (dict(due_kind="fixed", due_on=date(2027, 3, 9)), None, ()),
    (
        dict(due_kind="fixed", due_on=date(2027, 3, 10)),
        Finding.DUE_OUTSIDE,
        ("2027-03-10", "2025-03-10", "2027-03-09"),
    ),
    (DATES | ON_A_DAY | dict(due_month=5, due_day=31), None, ()),
    (
        DATES | ON_A_DAY | dict(due_month=6, due_day=1),
        Finding.DUE_OUTSIDE_SEASON,
        ("06-01", "03-01 — 05-31"),
    ),
    (
        ON_A_DAY | dict(season="summer", due_month=2, due_day=31),
        Finding.DUE_OUTSIDE_SEASON,
        ("the end of month 2", "Summer break"),
    ),
    (
        YEARLY | dict(season="winter", due_kind="term_end"),
        Finding.DUE_NOT_IN_BREAK,
        ("Winter break", "Before the term ends"),
    ),
    # --- one event
    (dict(floor_people=12, ceiling_people=12), None, ()),
    (
        dict(floor_people=12, ceiling_people=11),
        Finding.CEILING_BELOW_FLOOR,
        ("12", "11", "people"),
    ),
    (dict(party="both", floor_people_each_side=5, ceiling_people=10), None, ()),
    (
        dict(party="both", floor_people_each_side=5, ceiling_people=9),
        Finding.CEILING_BELOW_FLOOR,
        ("10", "9"),
    ),
    (
        dict(floor_days=3, ceiling_days=2),
        Finding.CEILING_BELOW_FLOOR,
        ("3", "2", "days"),
    ),
    (dict(floor_weeks=1, ceiling_days=5), None, ()),
    (dict(floor_weeks=1, ceiling_days=4), Finding.CEILING_BELOW_FLOOR, ("5", "4")),
    (dict(floor_days=0), Finding.NUMBER_BELOW_ONE, ("0",)),
    (LECTURES | dict(floor_days_per_person=5), None, ()),
    (dict(floor_days_per_person=5), Finding.STRAY, ("5", "times")),
    (
        dict(measure="pairs", activity_types=["mentor_pair"], floor_people=2),
        Finding.STRAY,
        ("2", "pairs"),
    ),
    (dict(coverage_of="subjects", coverage_distinct=17), None, ()),
    (
        dict(coverage_of="subjects", coverage_distinct=18),
        Finding.COVERAGE_TOO_WIDE,
        ("18", "17", "Subjects"),
    ),
    (
        dict(coverage_of="subjects", coverage_distinct=3, subjects=["art", "pe"]),
        Finding.COVERAGE_TOO_WIDE,
        ("3", "2"),
    ),
    (
        dict(coverage_of="grades", coverage_distinct=4, stages=["junior"]),
        Finding.COVERAGE_TOO_WIDE,
        ("4", "3"),
    ),
    (
        dict(
            activity_types=["lecture", "training", "visit"],
            coverage_of="types",
            coverage_distinct=3,
            maximum=2,
        ),
        Finding.COVERAGE_OVER_MAXIMUM,
        ("3", "2"),
    ),
    (dict(coverage_of="subjects"), Finding.COVERAGE_WITHOUT_NUMBER, ()),
)


def duty(**fields):
    usual = {
        "name": "示范课",
        "party": "supporting",
        "activity_types": ["demo_lesson"],
        "measure": "events",
        "period": "term",
    }
    clause = create_clause(agreement=create_agreement())  # 10 March 2025 to 9 March 2027
    return Obligation(**{**usual, "clause": clause} | fields)


@pytest.mark.parametrize(("fields", "finding", "values"), CASES)
def test_a_contradiction_is_found_named_and_not_saved(fields, finding, values):
    row = duty(**fields)

    found = problems_of(row)

    assert [problem.finding for problem in found] == ([finding] if finding else [])
    if finding is None:
        row.save()
        return
    with override("en"):
        assert [value for value in values if value not in sentence(found[0])] == []
    with pytest.raises(ValidationError):
        row.save()
    with pytest.raises(ValidationError):
        Obligation.objects.bulk_create([row])
    assert not Obligation.objects.exists()


def test_a_code_nobody_knows_is_not_saved():
    with pytest.raises(ValidationError) as refused:
        create_obligation(party="nobody", topics=["knitting"])

    assert set(refused.value.message_dict) == {"party", "topics"}


# --- The database -----------------------------------------------------------------------------
WITHOUT_US = (
    (dict(minimum=3, maximum=2), "obligation_maximum_is_not_under_its_minimum"),
    (dict(uncounted=True), "obligation_without_a_number_has_no_number"),
    (dict(minimum=0), "obligation_numbers_are_one_or_more"),
    (dict(floor_days=0), "obligation_bounds_are_one_or_more"),
    (dict(measure="percent", minimum=101), "obligation_percent_is_at_most_a_hundred"),
    (dict(modality="must_not"), "obligation_forbidden_asks_for_no_minimum"),
    (dict(party="each", counted_side="supporting"), "obligation_each_side_counts_its_own"),
    (
        dict(floor_people=12, ceiling_people=11),
        "obligation_ceiling_is_not_under_its_floor",
    ),
    (dict(floor_weeks=1, ceiling_days=4), "obligation_ceiling_is_not_under_its_floor"),
    (dict(floor_days_per_person=5), "obligation_days_a_person_count_people"),
    (dict(measure="pairs", floor_people=2), "obligation_pairs_are_no_events"),
    (dict(season="summer"), "obligation_break_comes_once_a_year"),
    (dict(season="dates"), "obligation_season_days_belong_to_a_season"),
    (dict(season_to="05-31"), "obligation_season_days_belong_to_a_season"),
    (dict(coverage_of="subjects"), "obligation_coverage_has_its_number"),
    (dict(due_kind="fixed"), "obligation_due_is_whole"),
    (dict(due_kind="after_signing", due_days=0), "obligation_due_is_whole"),
    (dict(due_kind="day_of_year", due_month=13, due_day=1), "obligation_due_is_whole"),
    (dict(due_days=10), "obligation_due_fits_its_kind"),
    (
        dict(due_kind="day_of_year", due_month=2, due_day=30),
        "obligation_due_day_is_a_day",
    ),
)


@pytest.mark.parametrize(("fields", "rule"), WITHOUT_US)
def test_the_database_refuses_what_goes_round_every_form(fields, rule):
    row = create_obligation()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Obligation.objects.filter(pk=row.pk).update(**fields)


def test_a_duty_is_no_share_of_itself_in_the_database():
    row = create_obligation()

    with (
        pytest.raises(IntegrityError, match="obligation_is_no_share_of_itself"),
        transaction.atomic(),
    ):
        Obligation.objects.filter(pk=row.pk).update(part_of=row)


LINES_WITHOUT_US = (
    (dict(minimum=3, maximum=2), "quota_line_maximum_is_not_under_its_minimum"),
    (dict(minimum=0), "quota_line_numbers_are_one_or_more"),
    (dict(stage="primary"), "quota_line_has_exactly_one_key"),
    (dict(season=""), "quota_line_has_exactly_one_key"),
)


@pytest.mark.parametrize(("fields", "rule"), LINES_WITHOUT_US)
def test_the_database_refuses_a_line_that_goes_round_every_form(fields, rule):
    line = create_obligation().quotas.create(season="spring", minimum=3)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        QuotaLine.objects.filter(pk=line.pk).update(**fields)


def test_a_term_has_one_line_in_the_database():
    row = create_obligation()
    row.quotas.create(season="spring", minimum=3)
    other = row.quotas.create(season="autumn", minimum=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        QuotaLine.objects.filter(pk=other.pk).update(season="spring")


def test_every_rule_of_the_database_is_shown_to_hold():
    shown = {rule for _fields, rule in (*WITHOUT_US, *LINES_WITHOUT_US)}
    elsewhere = {
        "obligation_is_no_share_of_itself",
        "quota_line_once_a_term",
        "quota_line_once_an_agreement_year",
        "quota_line_once_a_stage",
    }

    assert {rule.name for rule in (*OBLIGATION_RULES, *LINE_RULES)} == shown | elsewhere
