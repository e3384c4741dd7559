"""Which window is meant, which schools owe it, and who hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from agreements.models import Obligation, Party
from compliance.engine.terms import Side
from compliance.engine.verdicts import PartKind, Status, Verdict
from compliance.presenters.addresses import window_address
from pairing.models import Membership, MembershipRole, Pairing, School
from records.models import User
from records.notices import notify

SCHOOL_PEOPLE = (MembershipRole.PRINCIPAL, MembershipRole.LIAISON)
SIDES = (Side.SUPPORTING, Side.RECEIVING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowKey:
    """A window by its duty, its first day and the activity that set it off (0: none did)."""

    obligation: Obligation
    starts_on: date
    trigger: int = 0

    @property
    def pairing(self) -> Pairing:
        return self.obligation.clause.agreement.pairing

    @property
    def columns(self) -> dict:
        return {
            "obligation": self.obligation,
            "window_starts_on": self.starts_on,
            "trigger": self.trigger,
        }

    @property
    def address(self) -> str:
        return window_address(
            self.pairing.pk, self.obligation.pk, self.starts_on, trigger=self.trigger
        )

    def is_of(self, verdict: Verdict) -> bool:
        window = verdict.window
        return (
            verdict.obligation_id == self.obligation.pk
            and window.starts_on == self.starts_on
            and (window.trigger or 0) == self.trigger
        )


def day_of(at: datetime) -> date:
    return localtime(at).date()


def owing_schools(obligation: Obligation, *, verdict: Verdict | None = None) -> list[School]:
    """The schools that owe the duty. Of a duty of each of the two only those that are short,
    where the ``verdict`` says so."""
    pairing = obligation.clause.agreement.pairing
    if obligation.party in SIDES:
        return [pairing.school_on(obligation.party)]
    if obligation.party == Party.BUREAU:
        return []
    short = _short_sides(verdict) if verdict is not None else set()
    return [pairing.school_on(side) for side in SIDES if not short or side.value in short]


def _short_sides(verdict: Verdict) -> set[str]:
    return {
        part.part.key
        for part in verdict.parts
        if part.part.kind is PartKind.SIDE and part.status is Status.BREACHED
    }


def tell(
    key: WindowKey,
    kind: str,
    *,
    to: Iterable[User],
    at: datetime,
    but: User | None,
    subject: str,
    **facts,
) -> None:
    """A message of ``kind`` to each of ``to``, once for each ``subject``; never to who acts."""
    for user in to:
        if user == but:
            continue
        notify(
            user,
            kind=kind,
            facts={"duty": key.obligation.name, "starts_on": key.starts_on.isoformat()} | facts,
            link=key.address,
            at=at,
            dedupe_key=f"{kind}:{subject}:{user.pk}",
        )


def people_of(schools: Iterable[School]) -> list[User]:
    """Principals and liaisons of ``schools``."""
    return _accounts(Membership.objects.filter(school__in=schools, role__in=SCHOOL_PEOPLE))


def staff_over(pairing: Pairing) -> list[User]:
    """Staff of the bureaus of the two schools."""
    bureaus = {pairing.supporting_school.bureau_id, pairing.receiving_school.bureau_id}
    rows = Membership.objects.filter(bureau__in=bureaus, role=MembershipRole.BUREAU_STAFF)
    return _accounts(rows)


def both_schools(pairing: Pairing) -> list[School]:
    return [pairing.supporting_school, pairing.receiving_school]


def _accounts(rows) -> list[User]:
    accounts = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    return list(accounts.order_by("pk"))
