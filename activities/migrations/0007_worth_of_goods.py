from decimal import Decimal

from django.db import migrations, models


def add_up(apps, schema_editor):
    """What the lines entered so far are worth."""
    for donation in apps.get_model("activities", "Donation").objects.prefetch_related("lines"):
        for line in donation.lines.all():
            value = line.total_value or Decimal(0)
            if line.unit_value is not None:
                value = line.unit_value * line.quantity
            donation.worth += value
        donation.save(update_fields=["worth"])


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0006_secondments_and_donations"),
    ]

    operations = [
        migrations.AddField(
            model_name="donation",
            name="worth",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal(0),
                editable=False,
                max_digits=14,
                verbose_name="worth of the goods, in yuan",
            ),
        ),
        migrations.RunPython(add_up, migrations.RunPython.noop),
    ]
