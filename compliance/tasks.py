"""What the worker does about verdicts without being asked."""

from celery import shared_task
from django.utils import timezone

from compliance import services


@shared_task
def refresh_all() -> int:
    """Every night, soon after midnight: open windows have moved by a day."""
    return services.refresh_all(on=timezone.localdate())


@shared_task
def refresh_stale() -> int:
    """Every hour: catches up with nights on which no worker ran; mostly there is nothing."""
    return services.refresh_stale(on=timezone.localdate())
