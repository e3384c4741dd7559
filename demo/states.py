"""Agreements on their way: one that waits for the second principal, one for the bureau, two
returned with a note, one that gave way to the agreement of today. By the services, as people
would; written once, and then left to the visitor."""

from datetime import date, datetime, timedelta

from agreements import services
from agreements.document import document_of
from agreements.models import Agreement, AgreementState, Clause, Obligation
from agreements.version import text_sha256
from demo.decisions import person_of
from demo.papers import melt, place, sign_paper
from pairing.models import Pairing
from records.models import User

TO_AGREE, TO_APPROVE, GAVE_WAY = "QL-JD-001", "QL-JD-017", "QL-JD-009"
# The first is of the people who can sign in: their home pages have something to do.
RETURNED = (
    ("QL-JD-001", "下一轮请把送教下乡的次数写清楚，并补上联席会议的时间。"),
    ("QL-JD-002", "示范课的节数与上学期研讨的不一致，请核对后再送。"),
)
FORMER = ("（一）", "合作意向", "双方就教研往来和教师交流达成意向，具体安排另行商定。")


def load_states(pairings: dict[str, Pairing], *, day: date) -> None:
    to_agree = _supplement(pairings[TO_AGREE], day=day, ago=9)
    if to_agree is not None:
        _offer(to_agree, day=day, ago=6)
        _agree(to_agree, "supporting", day=day, ago=3)
    to_approve = _renewal(pairings[TO_APPROVE], day=day, ago=12)
    if to_approve is not None:
        for side, ago in (("receiving", 8), ("supporting", 5)):
            _agree(to_approve, side, day=day, ago=ago)
    for code, note in RETURNED:
        _return(pairings[code], note=note, day=day)
    _former(pairings[GAVE_WAY], day=day)


def _return(pairing: Pairing, *, note: str, day: date) -> None:
    returned = _renewal(pairing, day=day, ago=15)
    if returned is not None:
        # What the agreement of today leaves open has its number in the next one.
        blanks = Obligation.objects.filter(clause__agreement=returned, uncounted=True)
        blanks.update(minimum=2, uncounted=False)
        _offer(returned, day=day, ago=11)
        who = _who(returned, "receiving", "principal", day=day, ago=4)
        services.send_back(returned, note=note, **who)


def _renewal(pairing: Pairing, *, day: date, ago: int) -> Agreement | None:
    """A draft like the agreement there is, for two years after it; None once it is there."""
    number = f"QL-XY-{pairing.code[-3:]}-续"
    old = Agreement.objects.main().binding().filter(pairing=pairing).first()
    if old is None or Agreement.objects.filter(number=number).exists():
        return None
    starts_on = old.ends_on + timedelta(days=1)
    draft = Agreement(
        pairing=pairing,
        number=number,
        renews=old,
        title=old.title,
        preamble=old.preamble,
        starts_on=starts_on,
        ends_on=starts_on.replace(year=starts_on.year + 2) - timedelta(days=1),
        copies=old.copies,
        copies_text=old.copies_text,
        needs_seal=old.needs_seal,
    )
    who = _who(draft, "supporting", "liaison", day=day, ago=ago)
    return services.start(draft, like=old, **who)


def _supplement(pairing: Pairing, *, day: date, ago: int) -> Agreement | None:
    """One more a term of the first duty counted by term, from the next month on."""
    main = Agreement.objects.main().get(number=f"QL-XY-{pairing.code[-3:]}")
    if main.amendments.exists():
        return None
    duty = next(
        row
        for row in services.amendable(main)
        if row.period == "term" and row.minimum and not row.shares.all()
    )
    change = services.Change(duty=duty, minimum=_one_more(duty), maximum=duty.maximum)
    who = _who(main, "supporting", "liaison", day=day, ago=ago)
    starts_on = min(day + timedelta(days=30), main.ends_on)
    return services.draft_amendment(main, starts_on=starts_on, changes=[change], **who)


def _one_more(duty) -> int:
    """One more, within what the duty allows at most."""
    return min(duty.minimum + 1, duty.maximum or duty.minimum + 1)


def _offer(agreement: Agreement, *, day: date, ago: int) -> None:
    who = _who(agreement, "supporting", "liaison", day=day, ago=ago)
    services.offer(agreement, sha256=_text_of(agreement), **who)


def _agree(agreement: Agreement, side: str, *, day: date, ago: int) -> None:
    who = _who(agreement, side, "principal", day=day, ago=ago)
    services.agree(agreement, side=side, sha256=_text_of(agreement), title="校长", **who)


def _text_of(agreement: Agreement) -> str:
    found = Agreement.objects.for_document().get(pk=agreement.pk)
    return text_sha256(document_of(found))


def _who(agreement: Agreement, side: str, role: str, *, day: date, ago: int) -> dict:
    by: User = person_of(agreement.pairing.school_on(side), role)
    at = datetime.fromisoformat(f"{day - timedelta(days=ago)}T10:20:00+08:00")
    return {"by": by, "at": at}


def _former(pairing: Pairing, *, day: date) -> None:
    """An agreement in principle, which gave way to the one with counted duties."""
    now = Agreement.objects.main().get(number=f"QL-XY-{pairing.code[-3:]}")
    number = f"{now.number}-前"
    melt(number)
    starts_on = now.starts_on.replace(year=now.starts_on.year - 1)
    former, created = Agreement.objects.update_or_create(
        number=number,
        defaults={
            "pairing": pairing,
            "title": "学校结对帮扶意向书",
            "starts_on": starts_on,
            "ends_on": now.ends_on,
            "copies": 2,
            "created_on": starts_on - timedelta(days=20),
            "terminated_on": now.starts_on - timedelta(days=1),
            "terminated_known_on": now.starts_on - timedelta(days=5),
        },
    )
    if created:
        label, heading, text = FORMER
        Clause.objects.create(
            agreement=former, order=100, label=label, heading=heading, text=text
        )
    for side in ("supporting", "receiving"):
        sign_paper(former, side=side, on=starts_on - timedelta(days=5))
    place(former, AgreementState.SUPERSEDED)
    Agreement.objects.filter(pk=now.pk).update(renews=former)
