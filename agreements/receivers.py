"""Listening to the apps below: a pairing that ends takes its agreement with it."""

from django.dispatch import receiver

from agreements.models import Agreement, AgreementState
from agreements.services import terminate
from records.signals import pairing_closed


@receiver(pairing_closed)
def end_agreements(sender, pairing_id, on, reason, by, at, **kwargs):
    """Those in force, also one that is to give way later, end on the pairing's last day, or on
    their first where that is later. The rest stays as it is: nobody can sign it any more."""
    running = (AgreementState.IN_FORCE, AgreementState.SUPERSEDED)
    rows = Agreement.objects.main().filter(pairing=pairing_id, state__in=running)
    for agreement in rows:
        last_on = max(on, agreement.starts_on)
        if agreement.last_on <= on:
            continue
        terminate(agreement, on=last_on, reason=reason, by=by, at=at)
