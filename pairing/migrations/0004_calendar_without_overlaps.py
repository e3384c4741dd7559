"""A term lies in its school year and holds its mid-term; a worked week-end is a week-end."""

import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import pairing.models.calendar


class Migration(migrations.Migration):
    dependencies = [
        ("pairing", "0003_mentor_groups"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "make_up"), _negated=True),
                    django.db.models.lookups.Exact(pairing.models.calendar.WeekDay("day"), 0),
                    django.db.models.lookups.Exact(pairing.models.calendar.WeekDay("day"), 6),
                    _connector="OR",
                ),
                name="make_up_day_is_a_week_end_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.GreaterThanOrEqual(
                        pairing.models.calendar.AsNumber("starts_on"),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("school_year"), "*", models.Value(10000)
                            ),
                            "+",
                            models.Value(801),
                        ),
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        pairing.models.calendar.AsNumber("ends_on"),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("school_year"), "*", models.Value(10000)
                            ),
                            "+",
                            models.Value(10831),
                        ),
                    ),
                ),
                name="term_lies_in_its_school_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("midterm_on", None),
                    models.Q(
                        ("midterm_on__gte", models.F("starts_on")),
                        ("midterm_on__lte", models.F("ends_on")),
                    ),
                    _connector="OR",
                ),
                name="term_holds_its_midterm_day",
            ),
        ),
    ]
