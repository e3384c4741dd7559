"""Reminding whoever is waited for, at most once a day."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from agreements.document import document_of
from agreements.models import Agreement
from agreements.services.errors import NobodyWaitedForError, RemindedTodayError
from agreements.services.moving import lock, whole, write
from agreements.services.notices import SCHOOL_PEOPLE, SIGNERS, tell, tell_bureau
from agreements.waiting import BY_PRINCIPALS, Due, Waiting, given_sides, waited_for
from records.models import Event, User


@transaction.atomic
def remind(agreement: Agreement, *, due: str, by: User, at: datetime) -> Waiting:
    """Send one message to everybody who is waited for; ``due`` is the step that was seen to be
    waited for. Raises NobodyWaitedForError where that is done by now, or RemindedTodayError
    for a second time on one day, whoever sent the first."""
    lock(agreement)
    events = list(Event.objects.about(agreement))
    today = localtime(at).date()
    if last_reminded_on(events) == today:
        raise RemindedTodayError(agreement, on=today)
    found = whole(agreement)
    given = given_sides(found, document_of(found))
    waiting = waited_for(found, given=given, events=events)
    if waiting is None or waiting.due != due:
        raise NobodyWaitedForError(agreement)
    write(agreement, "reminded", by=by, at=at, due=waiting.due.value, sides=waiting.sides)
    since = localtime(waiting.since or at).date().isoformat()
    facts = {"by": str(by), "since_on": since}
    if waiting.due == Due.APPROVE:
        tell_bureau(agreement, "agreement_reminder", at=at, **facts)
        return waiting
    roles = SIGNERS if waiting.due in BY_PRINCIPALS else SCHOOL_PEOPLE
    tell(agreement, "agreement_reminder", at=at, sides=waiting.sides, roles=roles, **facts)
    return waiting


def last_reminded_on(events: list[Event]):
    """The day of the last reminder; None without one. ``events`` newest first."""
    last = next((event for event in events if event.verb == "agreement.reminded"), None)
    return last and localtime(last.at).date()
