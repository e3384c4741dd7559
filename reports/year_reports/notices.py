"""Who is told about a report, and of what."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from pairing.models import Membership, MembershipRole, School
from records.models import User
from records.notices import notify
from reports.year_reports.subjects import Subject

SCHOOL_PEOPLE = (MembershipRole.PRINCIPAL, MembershipRole.LIAISON)


def tell_schools(
    about: Subject,
    kind: str,
    *,
    by: User,
    at: datetime,
    schools: Iterable[School] | None = None,
    **facts,
) -> None:
    told = list(about.schools if schools is None else schools)
    rows = Membership.objects.filter(school__in=told, role__in=SCHOOL_PEOPLE)
    _tell(rows, about, kind, by=by, at=at, **facts)


def tell_bureau(about: Subject, kind: str, *, by: User, at: datetime, **facts) -> None:
    """The staff of the bureau it is addressed to."""
    rows = Membership.objects.filter(
        bureau=about.issuer.bureau_id, role=MembershipRole.BUREAU_STAFF
    )
    _tell(rows, about, kind, by=by, at=at, **facts)


def _tell(rows, about: Subject, kind: str, *, by: User, at: datetime, **facts) -> None:
    accounts = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    for user in accounts.exclude(pk=by.pk).order_by("pk"):
        notify(
            user,
            kind=kind,
            facts={"report": about.label, "by": str(by), **facts},
            link=reverse("report", args=[about.key]),
            at=at,
            dedupe_key=f"{kind}:{about.key}:{at.timestamp():.0f}:{user.pk}",
        )
