"""What contradicts itself in a duty is refused by the database too.

What was filled in and said nothing (the days of a season that is not one of days, half a due
day) is emptied first. A real contradiction is for people to solve: there the new rule stops
the migration and its name says which one.
"""

import django.db.models.expressions
from django.db import migrations, models


def empty_what_says_nothing(apps, schema_editor):
    rows = apps.get_model("agreements", "Obligation").objects
    rows.exclude(season="dates").update(season_from="", season_to="")
    rows.filter(coverage_of="").update(coverage_distinct=0)
    rows.exclude(due_kind="day_of_year").update(due_month=None, due_day=None)
    rows.exclude(due_kind="fixed").update(due_on=None)
    spans = ("after_signing", "after_activity")
    rows.exclude(due_kind__in=spans).update(due_months=None, due_days=None)
    rows.filter(party="each").update(counted_side="")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_numbers_agreed"),
        ("pairing", "0003_mentor_groups"),
    ]

    operations = [
        migrations.RunPython(empty_what_says_nothing, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minimum", None), ("minimum__gte", 1), _connector="OR"),
                    models.Q(("maximum", None), ("maximum__gte", 1), _connector="OR"),
                ),
                name="obligation_numbers_are_one_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("floor_people", None), ("floor_people__gte", 1), _connector="OR"),
                    models.Q(
                        ("floor_people_each_side", None),
                        ("floor_people_each_side__gte", 1),
                        _connector="OR",
                    ),
                    models.Q(("floor_days", None), ("floor_days__gte", 1), _connector="OR"),
                    models.Q(("floor_weeks", None), ("floor_weeks__gte", 1), _connector="OR"),
                    models.Q(
                        ("floor_lessons", None), ("floor_lessons__gte", 1), _connector="OR"
                    ),
                    models.Q(
                        ("floor_days_per_person", None),
                        ("floor_days_per_person__gte", 1),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ceiling_people", None), ("ceiling_people__gte", 1), _connector="OR"
                    ),
                    models.Q(("ceiling_days", None), ("ceiling_days__gte", 1), _connector="OR"),
                ),
                name="obligation_bounds_are_one_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "percent"), _negated=True),
                    models.Q(
                        models.Q(("minimum", None), ("minimum__lte", 100), _connector="OR"),
                        models.Q(("maximum", None), ("maximum__lte", 100), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="obligation_percent_is_at_most_a_hundred",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("modality", "must_not"), _negated=True),
                    ("minimum", None),
                    _connector="OR",
                ),
                name="obligation_forbidden_asks_for_no_minimum",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("party", "each"), _negated=True),
                    ("counted_side", ""),
                    _connector="OR",
                ),
                name="obligation_each_side_counts_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ceiling_people", None),
                        ("floor_people", None),
                        (
                            "ceiling_people__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("floor_people"), "*", models.Value(1)
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ceiling_people", None),
                        ("floor_people_each_side", None),
                        (
                            "ceiling_people__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("floor_people_each_side"), "*", models.Value(1)
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ceiling_days", None),
                        ("floor_days", None),
                        (
                            "ceiling_days__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("floor_days"), "*", models.Value(1)
                            ),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ceiling_days", None),
                        ("floor_weeks", None),
                        (
                            "ceiling_days__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("floor_weeks"), "*", models.Value(5)
                            ),
                        ),
                        _connector="OR",
                    ),
                ),
                name="obligation_ceiling_is_not_under_its_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("measure__in", ("people", "attendances", "percent")),
                    ("floor_days_per_person", None),
                    ("floor_days_per_person", 0),
                    _connector="OR",
                ),
                name="obligation_days_a_person_count_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "pairs"), _negated=True),
                    models.Q(
                        models.Q(("floor_people", None), ("floor_people", 0), _connector="OR"),
                        models.Q(
                            ("floor_people_each_side", None),
                            ("floor_people_each_side", 0),
                            _connector="OR",
                        ),
                        models.Q(("floor_days", None), ("floor_days", 0), _connector="OR"),
                        models.Q(("floor_weeks", None), ("floor_weeks", 0), _connector="OR"),
                        models.Q(
                            ("floor_lessons", None), ("floor_lessons", 0), _connector="OR"
                        ),
                        models.Q(
                            ("floor_days_per_person", None),
                            ("floor_days_per_person", 0),
                            _connector="OR",
                        ),
                        models.Q(
                            ("ceiling_people", None), ("ceiling_people", 0), _connector="OR"
                        ),
                        models.Q(("ceiling_days", None), ("ceiling_days", 0), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="obligation_pairs_are_no_events",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("season__in", ("summer", "winter")), _negated=True),
                    (
                        "period__in",
                        ("school_year", "calendar_year", "agreement_year", "agreement", "once"),
                    ),
                    _connector="OR",
                ),
                name="obligation_break_comes_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("season", "dates"),
                        models.Q(("season_from", ""), _negated=True),
                        models.Q(("season_to", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("season", "dates"), _negated=True),
                        ("season_from", ""),
                        ("season_to", ""),
                    ),
                    _connector="OR",
                ),
                name="obligation_season_days_belong_to_a_season",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("coverage_distinct", 0), ("coverage_of", "")),
                    models.Q(
                        models.Q(("coverage_of", ""), _negated=True),
                        ("coverage_distinct__gte", 1),
                    ),
                    _connector="OR",
                ),
                name="obligation_coverage_has_its_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_kind__in", ("", "term_end", "midterm", "agreement_end")),
                    models.Q(
                        ("due_day__gte", 1),
                        ("due_day__isnull", False),
                        ("due_day__lte", 31),
                        ("due_kind", "day_of_year"),
                        ("due_month__gte", 1),
                        ("due_month__isnull", False),
                        ("due_month__lte", 12),
                    ),
                    models.Q(("due_kind", "fixed"), ("due_on__isnull", False)),
                    models.Q(
                        ("due_kind__in", ("after_signing", "after_activity")),
                        models.Q(
                            models.Q(("due_months__gte", 1), ("due_months__isnull", False)),
                            models.Q(("due_days__gte", 1), ("due_days__isnull", False)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="obligation_due_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_kind", "day_of_year"),
                        models.Q(
                            models.Q(("due_month", None), ("due_month", 0), _connector="OR"),
                            models.Q(("due_day", None), ("due_day", 0), _connector="OR"),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("due_kind", "fixed"), ("due_on", None), _connector="OR"),
                    models.Q(
                        ("due_kind__in", ("after_signing", "after_activity")),
                        models.Q(
                            models.Q(("due_months", None), ("due_months", 0), _connector="OR"),
                            models.Q(("due_days", None), ("due_days", 0), _connector="OR"),
                        ),
                        _connector="OR",
                    ),
                ),
                name="obligation_due_fits_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_day", 30), ("due_month", 2), _negated=True),
                name="obligation_due_day_is_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotaline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("maximum", None),
                    ("minimum", None),
                    (
                        "maximum__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("minimum"), "*", models.Value(1)
                        ),
                    ),
                    _connector="OR",
                ),
                name="quota_line_maximum_is_not_under_its_minimum",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotaline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minimum", None), ("minimum__gte", 1), _connector="OR"),
                    models.Q(("maximum", None), ("maximum__gte", 1), _connector="OR"),
                    models.Q(
                        ("agreement_year", None), ("agreement_year__gte", 1), _connector="OR"
                    ),
                ),
                name="quota_line_numbers_are_one_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotaline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("season", ""), _negated=True),
                fields=("obligation", "season"),
                name="quota_line_once_a_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotaline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreement_year__isnull", False)),
                fields=("obligation", "agreement_year"),
                name="quota_line_once_an_agreement_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotaline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", ""), _negated=True),
                fields=("obligation", "stage"),
                name="quota_line_once_a_stage",
            ),
        ),
    ]
