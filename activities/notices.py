"""Who is told about an activity, and of what. The words are made where messages are shown."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from activities.models import Activity, ActivityLink
from activities.permissions import awaited_school_ids, schools_of
from pairing.models import Membership, MembershipRole, School
from pairing.permissions import own_school_ids
from records.models import User
from records.notices import notify


def tell_waiting(link: ActivityLink, *, at: datetime) -> None:
    """The other school: something waits for your confirmation."""
    facts = {"school": link.activity.logged_by_school.label}
    _tell(link, "activity_waiting", school_ids=awaited_school_ids(link), at=at, facts=facts)


def tell_confirmed(link: ActivityLink, *, by: User, at: datetime) -> None:
    facts = {"school": _name_of(link, by=by)}
    _tell(link, "activity_confirmed", school_ids=_logging(link), at=at, facts=facts)


def tell_returned(link: ActivityLink, *, by: User, at: datetime, reason: str) -> None:
    facts = {"school": _name_of(link, by=by), "reason": reason}
    _tell(link, "activity_returned", school_ids=_logging(link), at=at, facts=facts)


def tell_voided(link: ActivityLink, *, by: User, at: datetime, reason: str) -> None:
    """Both sides hear that what both had confirmed does not count any more."""
    facts = {"school": _name_of(link, by=by), "reason": reason}
    _tell(link, "activity_voided", school_ids=schools_of(link), at=at, facts=facts, but=by)


def tell_same(
    stays: Activity,
    goes: Activity,
    *,
    links: Iterable[ActivityLink],
    by: User,
    at: datetime,
    reason: str,
) -> None:
    """Both sides of every pairing of either hear that two entries are one event."""
    facts = {"number": stays.number, "other": goes.number, "reason": reason or "—"}
    school_ids = frozenset(school for link in links for school in schools_of(link))
    for user in _people_of(school_ids):
        if user != by:
            notify(
                user,
                kind="activities_same",
                facts=facts,
                link=reverse("activity", args=[goes.pk]),
                at=at,
                dedupe_key=f"activities_same:{goes.pk}:{at.timestamp():.0f}:{user.pk}",
            )


def _tell(
    link: ActivityLink,
    kind: str,
    *,
    school_ids: Iterable[int],
    at: datetime,
    facts: dict,
    but: User | None = None,
) -> None:
    activity = link.activity
    about = {
        "number": activity.number,
        "type": activity.type,
        "starts_on": activity.starts_on.isoformat(),
    }
    for user in _people_of(school_ids):
        if user == but:
            continue
        notify(
            user,
            kind=kind,
            facts=about | facts,
            link=reverse("activity", args=[activity.pk]),
            at=at,
            dedupe_key=f"{kind}:{link.pk}:{at.timestamp():.0f}:{user.pk}",
        )


def _people_of(school_ids: Iterable[int]) -> list[User]:
    """The liaisons of the schools; for a school without one, its principals."""
    rows = Membership.objects.filter(school__in=school_ids, user__is_active=True)
    rows = list(rows.select_related("user").order_by("pk"))
    found = []
    for school_id in sorted(school_ids):
        own = [m for m in rows if m.school_id == school_id]
        liaisons = [m for m in own if m.role == MembershipRole.LIAISON]
        found += [m.user for m in liaisons or own]
    return list(dict.fromkeys(found))


def _logging(link: ActivityLink) -> frozenset[int]:
    return frozenset({link.activity.logged_by_school_id})


def _name_of(link: ActivityLink, *, by: User) -> str:
    """The school in whose name ``by`` acts here; the person's own name for the bureau."""
    for school_id in sorted(own_school_ids(by) & schools_of(link)):
        school: School = link.pairing.school_on(link.pairing.side_of(school_id))
        return school.label
    return str(by)
