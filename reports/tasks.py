"""What the worker does about the archive without being asked."""

import logging
from time import monotonic

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports.archive import rounds

TURN_SECONDS = 240  # well below what any task may take
log = logging.getLogger(__name__)


@shared_task
def check_archive() -> None:
    """Every week: begin a round over all files, or go on with the one that is not finished."""
    rounds.begin(at=timezone.now())
    go_on_checking()


@shared_task
def go_on_checking() -> None:
    """One turn of a round that waits; mostly there is none. Every hour, and sent again after
    each turn that was not the last: a lost message costs an hour."""
    until = monotonic() + TURN_SECONDS
    check = rounds.claim(at=timezone.now())
    if check is None:
        return
    is_done = rounds.take_turn(check, has_time=lambda: monotonic() < until, at=timezone.now())
    if not is_done:
        _send()


def _send() -> None:
    try:
        go_on_checking.delay()
    except (OSError, OperationalError) as error:
        log.warning("the check of the archive waits: %s", error)
