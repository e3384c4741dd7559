"""Who is waited for, and since when: the step that comes next, as data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agreements.document import document_of
from agreements.models import Agreement, AgreementState
from agreements.permissions import SIDES
from agreements.printed import AgreementDocument
from agreements.version import text_sha256
from records.models import Event


class Due(StrEnum):
    """What is to be done next."""

    WRITE = "write"
    REWORK = "rework"
    AGREE = "agree"
    APPROVE = "approve"
    OPEN = "open"
    SIGN = "sign"
    SEAL = "seal"


# The acts after which the next one is waited for.
STEPS = frozenset(
    f"agreement.{verb}"
    for verb in (
        "drafted",
        "offered",
        "assented",
        "agreed",
        "approved",
        "signing",
        "signed",
        "scan_added",
        "returned",
        "reopened",
    )
)
# Steps that a principal takes in person; all others fall to liaisons as well.
BY_PRINCIPALS = (Due.AGREE, Due.SIGN, Due.SEAL)
RETURNED = ("agreement.returned", "agreement.reopened")
OFFERED = ("agreement.offered", "agreement.assented")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """``sides`` whose people are waited for; none where it is the bureau. ``since`` is None
    where the record does not know."""

    due: Due
    sides: tuple[str, ...]
    since: datetime | None


def given_sides(agreement: Agreement, document: AgreementDocument) -> frozenset[str]:
    """The sides whose principal agreed to the text as it stands. Reads ``assents``."""
    sha256 = text_sha256(document)
    return frozenset(
        row.side
        for row in agreement.assents.all()
        if row.voided_at is None and row.text_sha256 == sha256
    )


def waited_for(
    agreement: Agreement, *, given: frozenset[str], events: Sequence[Event]
) -> Waiting | None:
    """None when nothing is left to do. ``events`` of the agreement, newest first. Reads its
    signatures, pairing and programme."""
    steps = [event for event in events if event.verb in STEPS]
    found = _due(agreement, given=given, last=steps[0].verb if steps else "")
    if found is None:
        return None
    due, sides = found
    return Waiting(due=due, sides=sides, since=steps[0].at if steps else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``last`` is the step after which it waits, None where the record knows of none."""

    agreement: Agreement
    waiting: Waiting
    last: Event | None


def waiting_among(rows: Iterable[Agreement]) -> Iterator[Found]:
    """Those of ``rows`` that wait for somebody. Two queries for any number, and ten more where
    a principal has agreed to a draft: whether to the words as they stand, its text tells.

    Reads pairing and programme, and ``assents`` and ``signatures`` of drafts and of what lies
    open for signing.
    """
    rows = list(rows)
    events = _events_of(rows)
    given = _given_to(rows)
    for row in rows:
        told = events.get(row.pk, [])
        waiting = waited_for(row, given=given.get(row.pk, frozenset()), events=told)
        if waiting is not None:
            last = next((event for event in told if event.verb in STEPS), None)
            yield Found(agreement=row, waiting=waiting, last=last)


def _events_of(rows: list[Agreement]) -> dict[int, list[Event]]:
    """The steps of each, newest first; no query for no row."""
    told = Event.objects.filter(
        subject_type=Agreement._meta.label_lower,
        subject_id__in=[row.pk for row in rows],
        verb__in=STEPS,
    )
    found: dict[int, list[Event]] = {}
    for event in told.order_by("-at", "-pk"):
        found.setdefault(event.subject_id, []).append(event)
    return found


def _given_to(rows: list[Agreement]) -> dict[int, frozenset[str]]:
    """Which sides agreed to each draft as it stands."""
    drafts = (row for row in rows if row.state == AgreementState.DRAFT)
    asked = {row.pk: row for row in drafts if _has_assent(row)}
    if not asked:
        return {}
    whole = Agreement.objects.for_document().filter(pk__in=asked)
    return {row.pk: given_sides(asked[row.pk], document_of(row)) for row in whole}


def _has_assent(agreement: Agreement) -> bool:
    return any(row.voided_at is None for row in agreement.assents.all())


def _due(agreement: Agreement, *, given: frozenset[str], last: str):
    if agreement.state == AgreementState.DRAFT:
        return _of_a_draft(given=given, last=last)
    if agreement.waits_for_approval:
        return Due.APPROVE, ()
    if agreement.state in (AgreementState.AGREED, AgreementState.APPROVED):
        return Due.OPEN, SIDES
    if agreement.state == AgreementState.SIGNING:
        return _of_signing(agreement)
    return None


def _of_a_draft(*, given: frozenset[str], last: str):
    if given or last in OFFERED:
        return Due.AGREE, tuple(side for side in SIDES if side not in given)
    return (Due.REWORK if last in RETURNED else Due.WRITE), SIDES


def _of_signing(agreement: Agreement):
    signatures = {row.side: row for row in agreement.signatures.all()}
    if unsigned := tuple(side for side in SIDES if side not in signatures):
        return Due.SIGN, unsigned
    return Due.SEAL, unsealed(signatures.values())


def unsealed(signatures: Iterable) -> tuple[str, ...]:
    without = {row.side for row in signatures if row.sealed_on is None}
    return tuple(side for side in SIDES if side in without)
