"""Who is told about an agreement, and of what."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from agreements.models import Agreement
from pairing.models import Membership, MembershipRole
from records.models import User
from records.notices import notify

SIGNERS = (MembershipRole.PRINCIPAL,)
SCHOOL_PEOPLE = (MembershipRole.PRINCIPAL, MembershipRole.LIAISON)


def tell(
    agreement: Agreement,
    kind: str,
    *,
    at: datetime,
    sides: Iterable[str] = ("supporting", "receiving"),
    roles: Iterable[MembershipRole] = SCHOOL_PEOPLE,
    **facts,
) -> None:
    """Send a message of ``kind`` to the people of the schools on ``sides``, once each."""
    schools = [agreement.pairing.school_on(side) for side in sides]
    _send(agreement, kind, _people(school__in=schools, role__in=list(roles)), at=at, **facts)


def tell_bureau(agreement: Agreement, kind: str, *, at: datetime, **facts) -> None:
    """Send a message of ``kind`` to the staff of the bureaus that keep the two schools."""
    pairing = agreement.pairing
    bureaus = {pairing.supporting_school.bureau_id, pairing.receiving_school.bureau_id}
    staff = _people(bureau__in=bureaus, role=MembershipRole.BUREAU_STAFF)
    _send(agreement, kind, staff, at=at, **facts)


def _send(
    agreement: Agreement, kind: str, people: list[User], *, at: datetime, **facts
) -> None:
    for user in people:
        notify(
            user,
            kind=kind,
            facts={"number": agreement.number} | facts,
            link=reverse("agreement", args=[agreement.pk]),
            at=at,
            dedupe_key=f"{kind}:{agreement.pk}:{at.isoformat()}:{user.pk}",
        )


def _people(**which) -> list[User]:
    rows = Membership.objects.filter(**which)
    accounts = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    return list(accounts.order_by("pk"))
