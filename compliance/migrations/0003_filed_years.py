from datetime import UTC, date, datetime

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """What a filing freezes beside its verdicts. No filing was ever made before this one: the
    defaults only let the columns be added."""

    dependencies = [("compliance", "0002_initial")]

    operations = [
        migrations.AddField("storedverdict", "filed_on", models.DateField(null=True)),
        migrations.AddField("storedverdict", "filed_open", models.BooleanField(default=False)),
        migrations.AddField(
            "storedverdict",
            "after_filing",
            models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            "filing",
            "first_on",
            models.DateField(default=date(2024, 9, 1), verbose_name="first day"),
            preserve_default=False,
        ),
        migrations.AddField(
            "filing",
            "last_on",
            models.DateField(default=date(2025, 8, 31), verbose_name="last day"),
            preserve_default=False,
        ),
        migrations.AddField(
            "filing",
            "filed_at",
            models.DateTimeField(
                default=datetime(2025, 9, 1, tzinfo=UTC), verbose_name="moment"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "filing",
            "filed_by_name",
            models.CharField(default="", max_length=40, verbose_name="name at that time"),
            preserve_default=False,
        ),
        migrations.AddField(
            "filing", "note", models.CharField(blank=True, max_length=200, verbose_name="note")
        ),
        migrations.AddField(
            "filing",
            "calendar",
            models.JSONField(default=dict, verbose_name="calendar as filed"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "filing",
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on")), name="filed_year_has_days"
            ),
        ),
    ]
