from django.db import migrations


def name_recorders(apps, schema_editor):
    """Violations recorded before keep the name their account has today."""
    violations = apps.get_model("compliance", "Violation").objects.select_related("recorded_by")
    for row in violations:
        row.recorded_by_name = row.recorded_by.display_name or row.recorded_by.username
        row.save(update_fields=["recorded_by_name"])


class Migration(migrations.Migration):

    dependencies = [
        ("compliance", "0004_rectifications"),
    ]

    operations = [
        migrations.RunPython(name_recorders, migrations.RunPython.noop),
    ]
