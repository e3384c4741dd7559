"""Listening to the apps below: what comes into force is filed, where its programme says so."""

from django.db import transaction
from django.dispatch import receiver

from agreements.models import Agreement
from records import jobs
from records.signals import agreement_in_force
from reports.archive import file_agreement
from reports.jobs import FILE_AGREEMENT


@receiver(agreement_in_force)
def file_on_entry(sender, agreement_id, by, at, **kwargs):
    """As a job: a paper takes longer to print than whoever signs should wait. The system itself
    has no jobs; what it puts into force it files once the transaction stands."""
    rows = Agreement.objects.filter(pairing__programme__files_on_entry=True)
    agreement = rows.filter(pk=agreement_id).first()
    if agreement is None:
        return
    if by is None:
        transaction.on_commit(lambda: file_agreement(agreement, by=None, at=at))
        return
    jobs.order(FILE_AGREEMENT, owner=by, arguments={"agreement": agreement_id}, at=at)
