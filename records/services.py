"""Writing the record: one event for everything a service does."""

from datetime import datetime

from django.db import models

from records.models import Event, User


def write_event(
    subject: models.Model, *, verb: str, by: User | None, at: datetime, **facts
) -> Event:
    """Append one event about ``subject``. ``facts`` are plain JSON values."""
    return Event.objects.create(
        at=at,
        actor=by,
        actor_name=str(by) if by else "",
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        facts=facts,
    )
