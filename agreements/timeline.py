"""The way of an agreement, step by step: who did what, in what capacity and when, what comes
next and who is waited for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import (
    BINDING,
    Agreement,
    AgreementState,
    Signature,
    SignatureMethod,
)
from agreements.permissions import SIDES
from agreements.waiting import BY_PRINCIPALS, Due, Found, Waiting
from agreements.wording import PARTY_WORDS
from pairing.models import MembershipRole
from records.models import Event

# What is told step by step; signatures are told from their own rows.
TOLD = ("offered", "assented", "approved", "signing", "returned", "reopened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``look``: done, back, next or todo. ``side`` marks whose step it is. ``at``, ``by`` and
    ``capacity`` come from the record and may be missing for what was entered later."""

    title: str
    look: str
    side: str = ""
    on: date | None = None
    at: datetime | None = None
    by: str = ""
    capacity: str = ""
    note: str = ""
    signature: Signature | None = None


def timeline_of(
    agreement: Agreement, *, events: Sequence[Event], waiting: Waiting | None, on: date
) -> list[Step]:
    """``events`` of the agreement, newest first. Reads its signatures and suspensions."""
    told = list(reversed(events))
    return [
        _drafted(agreement, told),
        *_written(agreement, told),
        *_to_write(agreement, waiting, on=on),
        *_signing(agreement, waiting, on=on),
        _force(agreement),
        *_after(agreement, told),
    ]


# --- What was done ----------------------------------------------------------------------------
def _done(event: Event, *, title: str, **more) -> Step:
    found = {"look": "done", "at": event.at, "by": event.actor_name}
    return Step(title=title, capacity=capacity_words(event.facts), **(found | more))


def capacity_words(facts: dict) -> str:
    """松坪小学 · 联络员; "" where the record does not know."""
    role = facts.get("role")
    if role not in MembershipRole.values:
        return ""
    return f"{facts['of']} · {MembershipRole(role).label}"


def _drafted(agreement: Agreement, told: list[Event]) -> Step:
    event = next((one for one in told if one.verb == "agreement.drafted"), None)
    if event is None:
        return Step(title=_("Drafted"), look="done", on=agreement.created_on)
    return _done(event, title=_("Drafted"))


def _written(agreement: Agreement, told: list[Event]) -> Iterator[Step]:
    """The steps on record; for what was entered later, that they were taken."""
    seen = set()
    for event in told:
        verb = event.verb.removeprefix("agreement.")
        if verb in TOLD:
            seen.add(verb)
            yield _told(verb, event)
    if agreement.state != AgreementState.DRAFT and "assented" not in seen:
        yield Step(title=_("Agreed on by both schools"), look="done")
    is_open = agreement.state in (AgreementState.SIGNING, *BINDING)
    if is_open and "signing" not in seen:
        yield Step(title=_("Opened for signing"), look="done")


def _told(verb: str, event: Event) -> Step:
    facts = event.facts
    if verb == "offered":
        return _done(event, title=_("Sent to both principals"))
    if verb == "assented":
        title = _("%(party)s agrees to the text") % {"party": PARTY_WORDS[facts["side"]]}
        return _done(event, title=title, side=facts["side"])
    if verb == "approved":
        title = _("Approved by %(body)s") % {"body": facts.get("body") or _("the bureau")}
        day = facts.get("decided_on")
        decided_on = date.fromisoformat(day) if day else None
        return _done(event, title=title, on=decided_on, note=facts.get("note", ""))
    if verb == "signing":
        code = facts.get("code", "")
        note = _("Text %(code)s. It is not changed any more.") % {"code": code} if code else ""
        return _done(event, title=_("Opened for signing"), note=note)
    note = facts.get("note") or facts.get("reason", "")
    return _done(event, title=_("Returned to the draft"), look="back", note=note)


# --- What is still to be written, agreed, approved --------------------------------------------
def _to_write(agreement: Agreement, waiting: Waiting | None, *, on: date) -> Iterator[Step]:
    due = waiting and waiting.due
    if due in (Due.WRITE, Due.REWORK):
        note = _("What it still lacks stands above.")
        yield _next(_("The text is written"), waiting, note=note, on=on)
    if agreement.state == AgreementState.DRAFT:
        yield from _to_agree(agreement, waiting, on=on)
    before_approval = (AgreementState.DRAFT, AgreementState.AGREED)
    if agreement.pairing.programme.asks_for_approval and agreement.state in before_approval:
        yield _now_or_later(_("The bureau approves it"), Due.APPROVE, waiting, on=on)
    if agreement.state not in (AgreementState.SIGNING, *BINDING):
        yield _now_or_later(_("It is opened for signing"), Due.OPEN, waiting, on=on)


def _to_agree(agreement: Agreement, waiting: Waiting, *, on: date) -> Iterator[Step]:
    is_next = waiting.due == Due.AGREE
    for side in waiting.sides:
        title = _("%(party)s agrees to the text") % {"party": PARTY_WORDS[side]}
        school = agreement.pairing.school_on(side).label
        note = waits_for(school, waiting.since, on=on) if is_next else ""
        yield Step(title=title, look="next" if is_next else "todo", side=side, note=note)


def _now_or_later(title: str, due: Due, waiting: Waiting | None, *, on: date) -> Step:
    if waiting is not None and waiting.due == due:
        return _next(title, waiting, on=on)
    return Step(title=title, look="todo")


def _next(title: str, waiting: Waiting, *, on: date, note: str = "") -> Step:
    return Step(title=title, look="next", note=since_words(waiting.since, on=on) or note)


def waits_for(school: str, since: datetime | None, *, on: date) -> str:
    """Waits for …, for how many days. Whoever may act second waits for nobody."""
    if since is None:
        return _("Waits for %(school)s") % {"school": school}
    days = (on - localtime(since).date()).days
    return ngettext(
        "Waits for %(school)s, for %(days)s day",
        "Waits for %(school)s, for %(days)s days",
        days,
    ) % {"school": school, "days": days}


def waiting_words(found: Found, *, on: date) -> str:
    """Who is waited for, on one line of a list; "" while nobody has sent the draft."""
    pairing, waiting = found.agreement.pairing, found.waiting
    if waiting.due == Due.WRITE:
        return ""
    if waiting.due in BY_PRINCIPALS:
        schools = [pairing.school_on(side).label for side in waiting.sides]
        return waits_for(_(", ").join(schools), waiting.since, on=on)
    if waiting.due == Due.APPROVE:
        return waits_for(str(pairing.programme.bureau), waiting.since, on=on)
    state = _("Returned") if waiting.due == Due.REWORK else _("To be opened for signing")
    return " · ".join(filter(None, (state, since_words(waiting.since, on=on))))


def since_words(since: datetime | None, *, on: date) -> str:
    if since is None:
        return ""
    days = (on - localtime(since).date()).days
    return ngettext("Waits for %(days)s day", "Waits for %(days)s days", days) % {"days": days}


# --- Signing ----------------------------------------------------------------------------------
def _signing(agreement: Agreement, waiting: Waiting | None, *, on: date) -> Iterator[Step]:
    signed = {signature.side: signature for signature in agreement.signatures.all()}
    is_open = agreement.state == AgreementState.SIGNING
    for side in sorted(
        SIDES, key=lambda s: (s not in signed, _day(signed.get(s)), s != SIDES[0])
    ):
        if side in signed:
            yield _signed(signed[side])
            continue
        school = agreement.pairing.school_on(side).label
        note = waits_for(school, waiting and waiting.since, on=on) if is_open else ""
        yield Step(
            title=_("%(party)s signs") % {"party": PARTY_WORDS[side]},
            look="next" if is_open else "todo",
            side=side,
            note=note,
        )
    if agreement.needs_seal:
        yield _sealing(signed.values(), is_open=is_open)


def _day(signature: Signature | None) -> date:
    return signature.signed_on if signature else date.max


def _signed(signature: Signature) -> Step:
    return Step(
        title=_("%(party)s has signed") % {"party": PARTY_WORDS[signature.side]},
        look="done",
        side=signature.side,
        on=signature.signed_on,
        at=signature.entered_at,
        by=f"{signature.signer_name} {signature.signer_title}".strip(),
        note=_how(signature),
        signature=signature,
    )


def _how(signature: Signature) -> str:
    method = str(SignatureMethod(signature.method).label)
    if not signature.verified:
        return method
    seen = {"method": method, "how": signature.get_verified_display()}
    return _("%(method)s; it is this text, %(how)s") % seen


def _sealing(signatures, *, is_open: bool) -> Step:
    sealed = [s.sealed_on for s in signatures if s.sealed_on]
    is_done = len(sealed) == len(SIDES)
    return Step(
        title=_("Sealed by both, scans kept"),
        look="done" if is_done else "next" if is_open else "todo",
        on=max(sealed) if is_done else None,
        note="" if is_done else _("Print it, seal it, send the scan. The checksum is kept."),
    )


def _force(agreement: Agreement) -> Step:
    binding = agreement.state in BINDING
    return Step(
        title=_("In force"),
        look="done" if binding else "todo",
        on=agreement.in_force_on if binding else None,
        note=""
        if binding
        else _("From the day of the last signature, not before its first day."),
    )


# --- Afterwards -------------------------------------------------------------------------------
def _after(agreement: Agreement, told: list[Event]) -> Iterator[Step]:
    for row in sorted(agreement.suspensions.all(), key=lambda row: row.starts_on):
        days = {"starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
        yield Step(
            title=_("Rests from %(starts_on)s to %(ends_on)s") % days,
            look="done",
            on=row.decided_on,
            note=row.reason,
        )
    if agreement.state == AgreementState.SUPERSEDED:
        yield _superseded(agreement, told)
    elif agreement.terminated_on is not None:
        yield Step(
            title=_("Ended early"),
            look="done",
            on=agreement.terminated_on,
            note=agreement.end_reason,
        )


def _superseded(agreement: Agreement, told: list[Event]) -> Step:
    event = next((one for one in told if one.verb == "agreement.superseded"), None)
    to = event.facts["to"] if event else ""
    note = _("%(number)s takes its place from the day after.") % {"number": to} if to else ""
    return Step(title=_("Gives way"), look="done", on=agreement.last_on, note=note)
