"""Listening to the apps below: a pairing that ends takes its agreement with it."""

from django.dispatch import receiver

from agreements.models import Agreement, AgreementState
from agreements.services import terminate
from records.signals import pairing_closed


@receiver(pairing_closed)
def end_agreements(sender, pairing_id, on, reason, by, at, **kwargs):
    """Those in force end on the pairing's last day, or on their first where that is later. The
    rest stays as it is: nobody can sign it any more."""
    rows = Agreement.objects.main().filter(
        pairing=pairing_id, state=AgreementState.IN_FORCE, ends_on__gt=on
    )
    for agreement in rows:
        last_on = max(on, agreement.starts_on)
        terminate(agreement, on=last_on, reason=reason, by=by, at=at)
