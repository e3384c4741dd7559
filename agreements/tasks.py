"""What the worker does about agreements without being asked."""

from celery import shared_task
from django.utils import timezone

from agreements.services import sweep_held


@shared_task
def drop_held_scans() -> int:
    """Every hour: scans that were sent a day ago and never kept. Returns how many went."""
    return sweep_held(at=timezone.now())
