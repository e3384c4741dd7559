"""Listening to the apps below: a fact changed, so the verdicts that rest on it change with it,
inside the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from compliance import services
from pairing.models import CalendarDay, Pairing, Programme, RosterEntry, School, Term
from records.signals import pairings_changed

_held_back: ContextVar[set[int] | None] = ContextVar("pairings_held_back", default=None)


@receiver(pairings_changed)
def judge_again(
    sender,
    pairing_ids,
    on: date | None = None,
    types: frozenset[str] | None = None,
    **kwargs,
):
    """Judge the pairings that a service changed, as of ``on`` or else of today. ``types``: see
    ``services.refresh``."""
    waiting = _held_back.get()
    if waiting is not None:
        waiting.update(pairing_ids)
        return
    services.refresh(pairing_ids, on=on or _today(), types=types)


@contextmanager
def judged_once(*, on: date) -> Iterator[None]:
    """Inside, changes are only noted; at the end each pairing is judged once. For loading
    many facts at a time. Nothing is judged when the block fails."""
    waiting: set[int] = set()
    token = _held_back.set(waiting)
    try:
        yield
    finally:
        _held_back.reset(token)
    services.refresh(waiting, on=on)


@receiver([post_save, post_delete], sender=Term)
@receiver([post_save, post_delete], sender=CalendarDay)
@receiver(post_save, sender=Programme)
@receiver(post_save, sender=School)
@receiver([post_save, post_delete], sender=RosterEntry)
def forget(sender, instance, **kwargs):
    """Calendars, programmes, stages and rosters are kept in the administration, which announces
    nothing: what rests on them is judged when it is next read."""
    if not kwargs.get("raw"):
        services.forget(_resting_on(instance))


def _today() -> date:
    # A service below announces what changed and names no day.
    return timezone.localdate()  # noqa: TID251 -- the one clock of the receivers


def _resting_on(instance):
    pairings = Pairing.objects.all()
    if isinstance(instance, Term):
        return pairings.filter(receiving_school__bureau=instance.bureau_id)
    if isinstance(instance, CalendarDay):
        if instance.bureau_id is None:
            return pairings
        return pairings.filter(receiving_school__bureau=instance.bureau_id)
    if isinstance(instance, Programme):
        return pairings.filter(programme=instance)
    if isinstance(instance, RosterEntry):
        return pairings.filter(pk=instance.pairing_id)
    return pairings.filter(receiving_school=instance)
