"""What the page of one agreement shows, ready for the template."""

from dataclasses import dataclass
from datetime import date

from agreements.document import AgreementDocument, PrintedDuty, document_of
from agreements.models import Agreement, AgreementState, Obligation
from agreements.permissions import can_decide, sides_to_scan, sides_to_sign, unsigned_sides
from agreements.readiness import blocking, remarks_on
from agreements.rendering import describe, short
from agreements.timeline import Step, timeline_of
from agreements.wording import LOOKS, sentence
from pairing.permissions import can_download_for

# The next steps a bureau may record, by state.
MOVES = {
    AgreementState.DRAFT: ("agree",),
    AgreementState.AGREED: ("open", "reopen"),
    AgreementState.APPROVED: ("open", "reopen"),
    AgreementState.SIGNING: ("reopen",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    word: str
    look: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """``replaced_by`` is the duty of an amendment that stands in its place, ``replaces`` the
    one of the agreement that it takes the place of; each with its clause and agreement."""

    printed: PrintedDuty
    party: str
    short: str
    text: str
    replaced_by: Obligation | None
    replaces: Obligation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """``blockers`` keep it from being signed, ``remarks`` are only shown. ``moves`` are the
    steps the person may record; ``to_sign`` and ``to_scan`` the sides to act for."""

    agreement: Agreement
    document: AgreementDocument
    tag: Tag
    steps: list[Step]
    duties: list[DutyLine]
    weights: int
    amendments: list[Agreement]
    blockers: list[str]
    remarks: list[str]
    moves: tuple[str, ...]
    to_sign: tuple[str, ...]
    to_scan: tuple[str, ...]
    may_decide: bool
    may_download: bool
    waiting_for: tuple[str, ...]


def tag_of(agreement: Agreement, *, on: date) -> Tag:
    """Reads ``suspensions``."""
    state = agreement.standing(on)
    look, mark = LOOKS[state]
    return Tag(word=str(state.label), look=look, mark=mark)


def page_of(agreement: Agreement, *, user, on: date) -> AgreementPage:
    """``agreement`` comes from ``for_document()``."""
    may_decide = can_decide(user, agreement)
    document = document_of(agreement)
    before_signing = agreement.state in MOVES
    return AgreementPage(
        agreement=agreement,
        document=document,
        tag=tag_of(agreement, on=on),
        steps=timeline_of(agreement, on=on),
        duties=_lines(agreement, document),
        weights=sum(duty.weight or 0 for duty in document.duties),
        amendments=_amendments(agreement, user=user, on=on),
        blockers=[sentence(p) for p in blocking(agreement)] if before_signing else [],
        remarks=[sentence(p) for p in remarks_on(agreement)],
        moves=_moves(agreement) if may_decide else (),
        to_sign=sides_to_sign(user, agreement),
        to_scan=sides_to_scan(user, agreement),
        may_decide=may_decide,
        may_download=can_download_for(user, agreement.pairing),
        waiting_for=unsigned_sides(agreement),
    )


def _moves(agreement: Agreement) -> tuple[str, ...]:
    moves = MOVES.get(agreement.state, ())
    if agreement.signatures.all():
        return tuple(move for move in moves if move != "reopen")
    return moves


def _amendments(agreement: Agreement, *, user, on: date) -> list[Agreement]:
    rows = Agreement.objects.visible_to(user).filter(amends=agreement)
    found = list(rows.prefetch_related("signatures", "suspensions").order_by("starts_on", "pk"))
    for row in found:
        row.tag = tag_of(row, on=on)
    return found


def _lines(agreement: Agreement, document: AgreementDocument) -> list[DutyLine]:
    rows = {o.pk: o for clause in agreement.clauses.all() for o in clause.obligations.all()}
    related = Obligation.objects.select_related(
        "clause__parent", "clause__agreement", "replaces__clause__parent"
    )
    by_old = {row.replaces_id: row for row in related.filter(replaces__in=rows)}
    old_ids = [row.replaces_id for row in rows.values() if row.replaces_id]
    old = {row.pk: row for row in related.filter(pk__in=old_ids)}
    return [
        DutyLine(
            printed=duty,
            party=rows[duty.obligation_id].party,
            short=short(rows[duty.obligation_id]),
            text=describe(rows[duty.obligation_id]),
            replaced_by=by_old.get(duty.obligation_id),
            replaces=old.get(rows[duty.obligation_id].replaces_id),
        )
        for duty in document.duties
    ]
