"""The file of a secondee: what may be noted at any time, and which day was really the last."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from activities.facts import SecondmentFacts
from activities.models import Activity, ActivityState, Secondment, SecondmentEnd
from activities.services.steps import announce
from pairing.models import Pairing, ProposalState, School
from pairing.notices import tell
from pairing.permissions import can_log_for
from pairing.services.proposals import (
    EndsTooEarlyError,
    EndsTooLateError,
    EndWaitsError,
    NotRunningError,
    NotYoursToProposeError,
    awaited,
    day_of,
    proposer,
    reason_of,
    settle,
    taken_back,
)
from records.models import User

NOTED = ("post", "mentor", "meetings", "lessons_a_week", "board_note", "cost_note")


@transaction.atomic
def note_on_stay(
    activity: Activity, facts: SecondmentFacts, *, school: School, by: User, at: datetime
) -> Secondment:
    """Either school notes the post, the mentor, meetings and costs, whatever was confirmed:
    none of it is counted. The event keeps what was noted before."""
    if not can_log_for(by, school) or not _joins(activity, school):
        raise NotYoursToProposeError
    row, _is_new = Secondment.objects.get_or_create(activity=activity)
    before = {name: str(getattr(row, name) or "") for name in NOTED}
    for name in NOTED:
        setattr(row, name, getattr(facts, name))
    row.save(update_fields=NOTED)
    after = {name: str(getattr(row, name) or "") for name in NOTED}
    noted = {name: [before[name], after[name]] for name in NOTED if before[name] != after[name]}
    if noted:
        links = list(activity.links.select_related("pairing"))
        announce(activity, verb="secondment.noted", by=by, at=at, links=links, noted=noted)
    return row


@transaction.atomic
def propose_stay_end(  # noqa: PLR0913 -- who, what, when and why
    activity: Activity,
    *,
    last_on: date,
    reason: str,
    pairing: Pairing,
    school: School,
    token: UUID,
    by: User,
    at: datetime,
) -> SecondmentEnd:
    """Say which day was really the last of a stay that both schools confirmed."""
    columns = proposer(pairing, school=school, by=by)
    if known := SecondmentEnd.objects.filter(form_token=token).first():
        return known
    _refuse_end(activity, pairing=pairing, last_on=last_on, today=day_of(at))
    row, _is_new = Secondment.objects.get_or_create(activity=activity)
    if row.ends.filter(state=ProposalState.PROPOSED).exists():
        raise EndWaitsError
    end = SecondmentEnd.objects.create(
        **columns,
        secondment=row,
        last_on=last_on,
        reason=reason.strip(),
        proposed_at=at,
        form_token=token,
    )
    _announce(end, "secondment.end_proposed", by=by, at=at)
    _tell(end, "stay_end_waiting", pairing=pairing, at=at)
    return end


@transaction.atomic
def confirm_stay_end(
    end: SecondmentEnd, *, pairing: Pairing, by: User, at: datetime
) -> SecondmentEnd:
    """From today on the stay counts until that day; what was asked for a day before stays."""
    end = awaited(end, pairing=pairing, by=by)
    settle(end, ProposalState.CONFIRMED, by=by, at=at)
    row = end.secondment
    row.ended_on, row.ended_known_on = end.last_on, day_of(at)
    row.save(update_fields=["ended_on", "ended_known_on"])
    _announce(end, "secondment.ended", by=by, at=at)
    _tell(end, "stay_end_confirmed", pairing=pairing, at=at)
    return end


@transaction.atomic
def return_stay_end(
    end: SecondmentEnd, *, pairing: Pairing, by: User, at: datetime, reason: str
) -> SecondmentEnd:
    end = awaited(end, pairing=pairing, by=by)
    reason = reason_of(reason, proposal=end)
    settle(end, ProposalState.RETURNED, by=by, at=at, answer=reason)
    _announce(end, "secondment.end_returned", by=by, at=at, reason=reason)
    _tell(end, "stay_end_returned", pairing=pairing, at=at, answer=reason)
    return end


@transaction.atomic
def withdraw_stay_end(end: SecondmentEnd, *, by: User, at: datetime) -> SecondmentEnd:
    end = taken_back(end, by=by, at=at)
    _announce(end, "secondment.end_withdrawn", by=by, at=at)
    return end


def _refuse_end(activity: Activity, *, pairing: Pairing, last_on: date, today: date) -> None:
    link = activity.links.filter(pairing=pairing).first()
    if link is None or link.state != ActivityState.CONFIRMED:
        raise NotRunningError
    if last_on < activity.starts_on:
        raise EndsTooEarlyError(first_on=activity.starts_on)
    if last_on > today:
        raise EndsTooLateError(last_on=today)


def _joins(activity: Activity, school: School) -> bool:
    links = activity.links.select_related("pairing")
    return any(link.pairing.side_of(school.pk) for link in links)


def _announce(end: SecondmentEnd, verb: str, *, by: User, at: datetime, **facts) -> None:
    activity = end.secondment.activity
    links = list(activity.links.select_related("pairing"))
    facts = {"last_on": end.last_on.isoformat()} | facts
    announce(activity, verb=verb, by=by, at=at, links=links, **facts)


def _tell(end: SecondmentEnd, kind: str, *, pairing: Pairing, at: datetime, **facts) -> None:
    activity = end.secondment.activity
    names = "、".join(person.name for person in activity.participants.all())
    facts = {"name": names, "last_on": end.last_on.isoformat()} | facts
    link = reverse("secondment", args=[activity.pk])
    tell(end, pairing, kind, at=at, link=link, **facts)
