"""Who is told about what the two schools agree on, and of what."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from pairing.models import (
    Membership,
    MembershipRole,
    MentorGroup,
    MentorGroupEnd,
    Pairing,
    Proposal,
)
from records.models import User
from records.notices import notify


def tell_about_group(group: MentorGroup, kind: str, *, at: datetime, **facts) -> None:
    facts = {"group": str(group)} | facts
    link = reverse("mentor_groups", args=[group.pairing_id])
    tell(group, group.pairing, kind, at=at, link=link, **facts)


def tell_about_end(end: MentorGroupEnd, kind: str, *, at: datetime, **facts) -> None:
    facts = {"group": str(end.group), "last_on": end.last_on.isoformat()} | facts
    link = reverse("mentor_groups", args=[end.group.pairing_id])
    tell(end, end.group.pairing, kind, at=at, link=link, reason=end.reason, **facts)


def tell(
    proposal: Proposal, pairing: Pairing, kind: str, *, at: datetime, link: str, **facts
) -> None:
    """Those who are to answer while it waits, else those who proposed it. ``school`` in the
    sentence is the other one: who proposed it, or who answered."""
    sides = {pairing.supporting_school_id, pairing.receiving_school_id}
    others = sides - {proposal.proposed_by_school_id}
    told = others if proposal.is_waiting else {proposal.proposed_by_school_id}
    speaker = next(iter(sides - told))
    school = pairing.school_on(pairing.side_of(speaker))
    for user in people_of(told):
        notify(
            user,
            kind=kind,
            facts={"school": school.label} | facts,
            link=link,
            at=at,
            dedupe_key=f"{kind}:{proposal.pk}:{at.timestamp():.0f}:{user.pk}",
        )


def people_of(school_ids: Iterable[int]) -> list[User]:
    """The liaisons of the schools; for a school without one, its principals."""
    rows = Membership.objects.filter(school__in=school_ids, user__is_active=True)
    rows = list(rows.select_related("user").order_by("pk"))
    found = []
    for school_id in sorted(school_ids):
        own = [m for m in rows if m.school_id == school_id]
        liaisons = [m for m in own if m.role == MembershipRole.LIAISON]
        found += [m.user for m in liaisons or own]
    return list(dict.fromkeys(found))
