"""The rules of a programme: changed from one day on, never for the days before."""

from datetime import date

from django.db import transaction

from pairing.models import Programme

RULES = ("tolerance", "late_entry_days", "break_counts_for_term_just_ended")


@transaction.atomic
def change_programme(programme: Programme, *, on: date) -> Programme:
    """Save what was changed. Verdicts of days before ``on`` keep to the rules of those days:
    kept are the rules at the end of the day before, whatever is tried out on ``on`` itself."""
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    programme.former_rules = row.former_rules
    is_first_today = not row.former_rules or row.former_rules[-1]["until"] < on.isoformat()
    if is_first_today and any(getattr(row, n) != getattr(programme, n) for n in RULES):
        kept = {name: getattr(row, name) for name in RULES}
        kept |= {"tolerance": str(row.tolerance), "until": on.isoformat()}
        programme.former_rules = [*row.former_rules, kept]
    programme.save()
    return programme
