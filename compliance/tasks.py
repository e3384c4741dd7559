"""What the worker does about verdicts without being asked.

The whole province is judged in ranges of pairings, one message each, so that every worker there
is takes a share. A range judges what nobody judged today yet: it may come twice, or stop half
way; what a lost message leaves undone, the next hour sends again.
"""

import logging

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from compliance import services

_SENT = "verdict-ranges-sent"

log = logging.getLogger(__name__)


@shared_task
def refresh_all() -> int:
    """Every night, soon after midnight: open windows have moved by a day. Returns how many
    ranges were sent."""
    return send_ranges()


@shared_task
def refresh_stale() -> int:
    """Every hour: catches up with nights on which no worker ran, and with messages that were
    lost; mostly there is nothing. Returns how many ranges were sent."""
    return send_ranges()


@shared_task
def refresh_range(first: int, last: int) -> int:
    """Judge the pairings with ids from ``first`` to ``last`` that were not judged today."""
    return services.refresh_range(first=first, last=last, on=timezone.localdate())


def send_ranges() -> int:
    """Hand everything not judged today to the workers; returns how many messages went out. A
    page may call it: it waits for no worker, and a broker that is down is no error."""
    waiting = services.ranges(on=timezone.localdate())
    try:
        for first, last in waiting:
            refresh_range.delay(first, last)
    except (OSError, OperationalError) as error:
        log.warning("verdicts wait to be judged: %s", error)
        return 0
    return len(waiting)


def send_ranges_once() -> None:
    """The same for a page, once a minute: whoever reads meanwhile finds the same ranges on
    their way."""
    if cache.add(_SENT, "sent", timeout=60):
        send_ranges()
