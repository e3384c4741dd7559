"""The way of an agreement, step by step: what is done, what comes next, who is waited for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement, AgreementState, Signature
from agreements.permissions import SIDES
from agreements.wording import PARTY_WORDS
from records.models import Event

STANDS_AT = {
    AgreementState.DRAFT: 0,
    AgreementState.AGREED: 1,
    AgreementState.APPROVED: 1,
    AgreementState.SIGNING: 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``look``: done, next or todo. ``side`` marks whose step it is. ``at`` and ``by`` come
    from the record and may be missing for what was entered later."""

    title: str
    look: str
    side: str = ""
    on: date | None = None
    at: datetime | None = None
    by: str = ""
    note: str = ""
    signature: Signature | None = None


def timeline_of(agreement: Agreement, *, on: date) -> list[Step]:
    """Reads the events of the agreement (one query), its signatures and suspensions."""
    events = {event.verb: event for event in reversed(Event.objects.about(agreement))}
    return [
        *_writing(agreement, events),
        *_signing(agreement, events, on=on),
        _force(agreement),
        *_after(agreement),
    ]


def _writing(agreement: Agreement, events: dict[str, Event]) -> Iterator[Step]:
    stands_at = STANDS_AT.get(agreement.state, 3)
    drafted = events.get("agreement.drafted")
    yield Step(
        title=_("Drafted"),
        look="done",
        on=agreement.created_on,
        at=drafted and drafted.at,
        by=drafted.actor_name if drafted else "",
    )
    steps = (("agreed", _("Agreed on by both schools")), ("signing", _("Opened for signing")))
    for place, (state, title) in enumerate(steps, start=1):
        event = events.get(f"agreement.{state}") if stands_at >= place else None
        yield Step(
            title=title,
            look=_look(place, stands_at),
            at=event and event.at,
            by=event.actor_name if event else "",
            note="" if stands_at >= place else _("The bureau records it."),
        )


def _look(place: int, stands_at: int) -> str:
    if place <= stands_at:
        return "done"
    return "next" if place == stands_at + 1 else "todo"


def _signing(agreement: Agreement, events: dict[str, Event], *, on: date) -> Iterator[Step]:
    signed = {signature.side: signature for signature in agreement.signatures.all()}
    is_open = agreement.state == AgreementState.SIGNING
    for side in sorted(
        SIDES, key=lambda s: (s not in signed, _day(signed.get(s)), s != SIDES[0])
    ):
        if side in signed:
            yield _signed(signed[side])
            continue
        note = _waiting(agreement, side, events.get("agreement.signing"), on=on)
        yield Step(
            title=_("%(party)s signs") % {"party": PARTY_WORDS[side]},
            look="next" if is_open else "todo",
            side=side,
            note=note if is_open else "",
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
        note=signature.get_method_display(),
        signature=signature,
    )


def _waiting(agreement: Agreement, side: str, opened: Event | None, *, on: date) -> str:
    """Waits for …, since when. Whoever may sign second waits for nobody."""
    school = agreement.pairing.school_on(side).label
    since = max(
        [s.entered_at for s in agreement.signatures.all()] + ([opened.at] if opened else []),
        default=None,
    )
    if since is None:
        return _("Waits for the signature of %(school)s") % {"school": school}
    days = (on - localtime(since).date()).days
    return ngettext(
        "Waits for %(school)s, for %(days)s day",
        "Waits for %(school)s, for %(days)s days",
        days,
    ) % {"school": school, "days": days}


def _sealing(signatures: Iterable[Signature], *, is_open: bool) -> Step:
    sealed = [s.sealed_on for s in signatures if s.sealed_on]
    is_done = len(sealed) == len(SIDES)
    return Step(
        title=_("Sealed by both, scans kept"),
        look="done" if is_done else "next" if is_open else "todo",
        on=max(sealed) if is_done else None,
        note="" if is_done else _("Print it, seal it, send the scan. The checksum is kept."),
    )


def _force(agreement: Agreement) -> Step:
    binding = agreement.state in (AgreementState.IN_FORCE, AgreementState.TERMINATED)
    return Step(
        title=_("In force"),
        look="done" if binding else "todo",
        on=agreement.in_force_on if binding else None,
        note=""
        if binding
        else _("From the day of the last signature, not before its first day."),
    )


def _after(agreement: Agreement) -> Iterator[Step]:
    for row in sorted(agreement.suspensions.all(), key=lambda row: row.starts_on):
        days = {"starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
        yield Step(
            title=_("Rests from %(starts_on)s to %(ends_on)s") % days,
            look="done",
            on=row.decided_on,
            note=row.reason,
        )
    if agreement.terminated_on is not None:
        yield Step(
            title=_("Ended early"),
            look="done",
            on=agreement.terminated_on,
            note=agreement.end_reason,
        )
