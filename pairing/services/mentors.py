"""Mentor groups: one school proposes, the other confirms; ended or replaced, never deleted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from pairing.models import (
    MentorGroup,
    MentorGroupEnd,
    MentorGroupMember,
    MentorSeat,
    Pairing,
    Person,
    ProposalState,
    RosterEntry,
    RosterKind,
    School,
)
from pairing.notices import tell_about_end, tell_about_group
from pairing.services.proposals import (
    BeginsTooEarlyError,
    EndsTooEarlyError,
    EndsTooLateError,
    EndWaitsError,
    NobodyNamedError,
    NotRunningError,
    StrangerNamedError,
    TwiceNamedError,
    awaited,
    day_of,
    proposer,
    reason_of,
    settle,
    taken_back,
)
from records.models import User
from records.services import write_event
from records.signals import pairings_changed

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What a form hands over: checked, not yet stored. Days are inclusive."""

    pairing: Pairing
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    starts_on: date
    until_on: date | None = None
    subject: str = ""
    goals: str = ""
    replaces: MentorGroup | None = None


# --- Proposing --------------------------------------------------------------------------------
@transaction.atomic
def propose_group(
    facts: GroupFacts, *, school: School, token: UUID, by: User, at: datetime
) -> MentorGroup:
    """Ask the other school. ``token`` is the form's: asked twice, the first is returned."""
    columns = proposer(facts.pairing, school=school, by=by)
    _refuse(facts)
    group, is_new = MentorGroup.objects.get_or_create(
        form_token=token,
        defaults=columns
        | {
            "pairing": facts.pairing,
            "subject": facts.subject,
            "goals": facts.goals,
            "starts_on": facts.starts_on,
            "until_on": facts.until_on,
            "replaces": facts.replaces,
            "proposed_at": at,
        },
    )
    if not is_new:
        return group
    seats = [(MentorSeat.MENTOR, p) for p in facts.mentors]
    seats += [(MentorSeat.MENTEE, p) for p in facts.mentees]
    MentorGroupMember.objects.bulk_create(
        MentorGroupMember(group=group, person=person, seat=seat) for seat, person in seats
    )
    _write(group, "mentor_group.proposed", by=by, at=at)
    tell_about_group(group, "mentor_group_waiting", at=at)
    return group


def _refuse(facts: GroupFacts) -> None:
    if not facts.mentors or not facts.mentees:
        raise NobodyNamedError
    if twice := set(facts.mentors) & set(facts.mentees):
        raise TwiceNamedError(name=sorted(p.name for p in twice)[0])
    for person in (*facts.mentors, *facts.mentees):
        if not facts.pairing.side_of(person.school_id):
            raise StrangerNamedError(name=person.name)
    if facts.until_on is not None and facts.until_on < facts.starts_on:
        raise EndsTooEarlyError(first_on=facts.starts_on)
    if facts.replaces is not None:
        _refuse_replacement(facts)


def _refuse_replacement(facts: GroupFacts) -> None:
    old = facts.replaces
    if old.pairing_id != facts.pairing.pk or not _stands(old):
        raise NotRunningError(old)
    if facts.starts_on <= old.starts_on:
        raise BeginsTooEarlyError(old, first_on=old.starts_on)


def _stands(group: MentorGroup) -> bool:
    """Confirmed, and no other group has taken its place."""
    taken = group.replaced_by.filter(state=ProposalState.CONFIRMED).exists()
    return group.is_confirmed and not taken


@transaction.atomic
def withdraw_group(group: MentorGroup, *, by: User, at: datetime) -> MentorGroup:
    group = taken_back(group, by=by, at=at)
    _write(group, "mentor_group.withdrawn", by=by, at=at)
    return group


# --- Answering --------------------------------------------------------------------------------
@transaction.atomic
def confirm_group(group: MentorGroup, *, by: User, at: datetime) -> MentorGroup:
    """The other school agrees: from today on its pairs stand in the roster. The group it
    replaces ends the day before it begins."""
    group = awaited(group, pairing=group.pairing, by=by)
    old = group.replaces
    if old is not None and not _stands(old):
        raise NotRunningError(old)
    settle(group, ProposalState.CONFIRMED, by=by, at=at)
    if old is not None:
        end = group.starts_on - ONE_DAY
        if old.last_on is None or end < old.last_on:
            _end(old, last_on=end, known_on=day_of(at))
    RosterEntry.objects.bulk_create(entries_of(group, known_on=day_of(at)))
    _write(group, "mentor_group.confirmed", by=by, at=at)
    tell_about_group(group, "mentor_group_confirmed", at=at)
    _announce(group)
    return group


@transaction.atomic
def return_group(group: MentorGroup, *, by: User, at: datetime, reason: str) -> MentorGroup:
    group = awaited(group, pairing=group.pairing, by=by)
    reason = reason_of(reason, proposal=group)
    settle(group, ProposalState.RETURNED, by=by, at=at, answer=reason)
    _write(group, "mentor_group.returned", by=by, at=at, reason=reason)
    tell_about_group(group, "mentor_group_returned", at=at, reason=reason)
    return group


def entries_of(group: MentorGroup, *, known_on: date) -> list[RosterEntry]:
    """One pair of each mentee with all the mentors of the group."""
    mentors = group.mentors
    names = "、".join(person.name for person in mentors)
    root = _root_mentors(group)
    return [
        RosterEntry(
            pairing_id=group.pairing_id,
            kind=RosterKind.MENTOR_PAIR,
            group=group,
            mentor=mentors[0],
            person=mentee,
            mentor_names=names[:200] if len(mentors) > 1 else "",
            pair_key=f"{root}-{mentee.pk}",
            subject=group.subject,
            starts_on=group.starts_on,
            ends_on=group.until_on,
            entered_on=known_on,
        )
        for mentee in group.mentees
    ]


def _root_mentors(group: MentorGroup) -> str:
    """The mentors of the first group of a line of replacements: a new mentor carries on the
    pair, he does not make a second one of it."""
    while group.replaces is not None:
        group = group.replaces
    return "+".join(str(pk) for pk in sorted(person.pk for person in group.mentors))


# --- Ending -----------------------------------------------------------------------------------
@transaction.atomic
def propose_group_end(  # noqa: PLR0913 -- who, what, when and why
    group: MentorGroup,
    *,
    last_on: date,
    reason: str,
    school: School,
    token: UUID,
    by: User,
    at: datetime,
) -> MentorGroupEnd:
    """Say that the group ends on ``last_on``, earlier than agreed. It goes on until the other
    school has confirmed that."""
    columns = proposer(group.pairing, school=school, by=by)
    if known := MentorGroupEnd.objects.filter(form_token=token).first():
        return known
    _refuse_end(group, last_on=last_on)
    end = MentorGroupEnd.objects.create(
        **columns,
        group=group,
        last_on=last_on,
        reason=reason_of(reason),
        proposed_at=at,
        form_token=token,
    )
    _write(group, "mentor_group.end_proposed", by=by, at=at, last_on=last_on.isoformat())
    tell_about_end(end, "mentor_end_waiting", at=at)
    return end


def _refuse_end(group: MentorGroup, *, last_on: date) -> None:
    if not group.is_confirmed or group.ended_on is not None:
        raise NotRunningError(group)
    if last_on < group.starts_on:
        raise EndsTooEarlyError(group, first_on=group.starts_on)
    if group.until_on is not None and last_on >= group.until_on:
        raise EndsTooLateError(group, last_on=group.until_on - ONE_DAY)
    if group.ends.filter(state=ProposalState.PROPOSED).exists():
        raise EndWaitsError(group)


@transaction.atomic
def confirm_group_end(end: MentorGroupEnd, *, by: User, at: datetime) -> MentorGroupEnd:
    group = end.group
    end = awaited(end, pairing=group.pairing, by=by)
    if group.ended_on is not None:
        raise NotRunningError(group)
    settle(end, ProposalState.CONFIRMED, by=by, at=at)
    _end(group, last_on=end.last_on, known_on=day_of(at))
    _write(group, "mentor_group.ended", by=by, at=at, last_on=end.last_on.isoformat())
    tell_about_end(end, "mentor_end_confirmed", at=at)
    _announce(group)
    return end


@transaction.atomic
def return_group_end(
    end: MentorGroupEnd, *, by: User, at: datetime, reason: str
) -> MentorGroupEnd:
    group = end.group
    end = awaited(end, pairing=group.pairing, by=by)
    reason = reason_of(reason, proposal=end)
    settle(end, ProposalState.RETURNED, by=by, at=at, answer=reason)
    _write(group, "mentor_group.end_returned", by=by, at=at, reason=reason)
    tell_about_end(end, "mentor_end_returned", at=at, answer=reason)
    return end


@transaction.atomic
def withdraw_group_end(end: MentorGroupEnd, *, by: User, at: datetime) -> MentorGroupEnd:
    end = taken_back(end, by=by, at=at)
    _write(end.group, "mentor_group.end_withdrawn", by=by, at=at)
    return end


def _end(group: MentorGroup, *, last_on: date, known_on: date) -> None:
    group.ended_on = last_on
    group.save(update_fields=["ended_on"])
    group.entries.update(ended_on=last_on, ended_known_on=known_on)


def _write(group: MentorGroup, verb: str, *, by: User, at: datetime, **facts) -> None:
    write_event(group, verb=verb, by=by, at=at, pairings=[group.pairing.code], **facts)


def _announce(group: MentorGroup) -> None:
    pairings_changed.send(sender=MentorGroup, pairing_ids={group.pairing_id})
