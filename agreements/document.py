"""The agreement as printed: frozen values, all words ready, for the page and the PDF alike.

Everything here is Chinese, whatever the reader's language: it is what both schools sign. An
agreement comes from ``Agreement.objects.for_document()``, so that no query is made here.
"""

from collections.abc import Iterable

from agreements.frozen import thawed
from agreements.models import BINDING, Agreement, Clause, Modality, Obligation
from agreements.printed import (
    AgreementDocument,
    PrintedDuty,
    PrintedHolder,
    PrintedItem,
    PrintedParty,
    PrintedSection,
    Run,
    SignatureBlock,
)
from agreements.rendering import contract, deadline, frequency, number, owed_by, render


def document_of(agreement: Agreement) -> AgreementDocument:
    """``agreement`` with its clauses, duties, copies, signatures and both schools' people. What
    lies open for signing, or was signed, is printed as it was frozen, whatever a school or its
    liaison is called by now."""
    is_draft = agreement.state not in BINDING
    if not agreement.text_sha256:
        return _written(agreement, is_draft=is_draft)
    kept = agreement.frozen_texts.all()
    text = next(row.text for row in kept if row.sha256 == agreement.text_sha256)
    names = {party["side"]: party["school"] for party in text["parties"]}
    blocks = _blocks(agreement, names=names)
    return thawed(text, sha256=agreement.text_sha256, is_draft=is_draft, signatures=blocks)


def _written(agreement: Agreement, *, is_draft: bool) -> AgreementDocument:
    sections = _sections(agreement)
    duties = tuple(_annex(sections))
    names = {side: agreement.pairing.school_on(side).name for side in contract.MARKS}
    return AgreementDocument(
        title=agreement.title,
        number=agreement.number,
        amends=agreement.amends.number if agreement.amends_id else "",
        is_draft=is_draft,
        parties=tuple(_party(agreement, side) for side in contract.MARKS),
        sections=tuple(_printed(clause, items) for clause, items in sections),
        duties=duties,
        counting=_counting(agreement, duties),
        holders=tuple(
            PrintedHolder(holder=row.holder, count=row.count)
            for row in agreement.copy_holders.all()
        ),
        filled_in_on=agreement.filled_in_on,
        signatures=_blocks(agreement, names=names),
        **_words_around(agreement),
    )


# --- Parties and signatures -------------------------------------------------------------------
def _party(agreement: Agreement, side: str) -> PrintedParty:
    school = agreement.pairing.school_on(side)
    people = [person for person in school.people.all() if person.left_on is None]
    head = next((person for person in people if person.is_head), None)
    liaison = next((p for p in _liaisons(agreement) if p.school_id == school.pk), None)
    return PrintedParty(
        side=side,
        mark=contract.MARKS[side],
        side_name=contract.SIDES[side],
        school=school.name,
        code=school.code,
        address=school.address,
        head=head.name if head else "",
        head_title=(head.title if head else "") or contract.HEAD,
        liaison=liaison.name if liaison else "",
        phone=liaison.masked_phone if liaison else "",
    )


def _liaisons(agreement: Agreement) -> list:
    return [seat.person for seat in agreement.pairing.members.all() if seat.role == "liaison"]


def _blocks(agreement: Agreement, *, names: dict[str, str]) -> tuple[SignatureBlock, ...]:
    return tuple(_block(agreement, side, school=names[side]) for side in contract.MARKS)


def _block(agreement: Agreement, side: str, *, school: str) -> SignatureBlock:
    signed = next((s for s in agreement.signatures.all() if s.side == side), None)
    return SignatureBlock(
        side=side,
        mark=contract.MARKS[side],
        school=school,
        signer_name=signed.signer_name if signed else "",
        signer_title=signed.signer_title if signed else "",
        signed_on=signed.signed_on if signed else None,
        sealed_on=signed.sealed_on if signed else None,
        method=signed.method if signed else "",
        seal_words=contract.seal_words(side),
        signer_words=contract.signer_words(signed.signer_name if signed else ""),
        day_words=contract.day_words(signed.signed_on) if signed else contract.NO_DAY,
    )


# --- Words around the clauses -----------------------------------------------------------------
def _words_around(agreement: Agreement) -> dict[str, str]:
    is_amendment = agreement.amends_id is not None
    holders = [(row.holder, row.count) for row in agreement.copy_holders.all()]
    policy = contract.policy_words(agreement.policy_title, agreement.policy_number)
    copies = contract.copies_words(agreement.copies, holders, is_amendment=is_amendment)
    return {
        "preamble": contract.preamble_words(agreement.preamble, policy=policy),
        "term": contract.term_words(
            agreement.starts_on, agreement.ends_on, is_amendment=is_amendment
        ),
        "effectiveness": contract.effectiveness_words(
            is_amendment=is_amendment, needs_seal=agreement.needs_seal
        ),
        "copies": copies + agreement.copies_text,
    }


def _counting(agreement: Agreement, duties: tuple[PrintedDuty, ...]) -> tuple[str, ...]:
    """An amendment is counted as its agreement is, which says so."""
    if agreement.amends_id is not None or not duties:
        return ()
    return contract.counting_words(agreement.cut_rule)


# --- Clauses ----------------------------------------------------------------------------------
def _sections(agreement: Agreement) -> list[tuple[Clause, list[Clause]]]:
    """Every section with its items in order; parents and wholes are joined in memory."""
    clauses = sorted(agreement.clauses.all(), key=lambda clause: (clause.order, clause.pk))
    by_id = {clause.pk: clause for clause in clauses}
    duties = {o.pk: o for clause in clauses for o in clause.obligations.all()}
    for clause in clauses:
        clause.parent = by_id.get(clause.parent_id)
        for obligation in clause.obligations.all():
            obligation.clause = clause
            obligation.part_of = duties.get(obligation.part_of_id)
    items = [clause for clause in clauses if clause.parent_id]
    return [(c, [i for i in items if i.parent_id == c.pk]) for c in clauses if not c.parent_id]


def _printed(section: Clause, items: Iterable[Clause]) -> PrintedSection:
    own = [_item(section, label="")] if section.text or section.obligations.all() else []
    return PrintedSection(
        label=section.label,
        heading=section.heading,
        items=tuple(own + [_item(clause, label=clause.label) for clause in items]),
    )


def _item(clause: Clause, *, label: str) -> PrintedItem:
    runs = [Run(text=clause.text)] if clause.text else []
    for place, obligation in enumerate(duties_of(clause)):
        if place:
            runs.append(Run(text=_joint(obligation)))
        runs.append(_said(obligation))
    if clause.obligations.all():
        runs.append(Run(text=contract.AFTER_DUTIES))
    if clause.closing:
        runs.append(Run(text=clause.closing))
    return PrintedItem(label=label, runs=tuple(runs))


def _said(obligation: Obligation) -> Run:
    if obligation.modality == Modality.TEXT_ONLY:
        return Run(text=render(obligation))
    return Run(
        text=render(obligation), obligation_id=obligation.pk, is_blank=obligation.uncounted
    )


def _joint(obligation: Obligation) -> str:
    return contract.BEFORE_SHARE if obligation.part_of_id else contract.BETWEEN_DUTIES


def duties_of(clause: Clause) -> list[Obligation]:
    """The duties of one clause in order, each followed by its shares."""
    rows = sorted(clause.obligations.all(), key=lambda row: (row.order, row.pk))
    here = {row.pk for row in rows}
    shares: dict[int, list[Obligation]] = {}
    for row in rows:
        if row.part_of_id in here:
            shares.setdefault(row.part_of_id, []).append(row)

    def family(row: Obligation) -> list[Obligation]:
        return [row, *(found for share in shares.get(row.pk, ()) for found in family(share))]

    return [found for row in rows if row.part_of_id not in here for found in family(row)]


# --- The annex --------------------------------------------------------------------------------
def _annex(sections: list[tuple[Clause, list[Clause]]]) -> Iterable[PrintedDuty]:
    rows = (
        (section, obligation)
        for section, items in sections
        for clause in (section, *items)
        for obligation in duties_of(clause)
        if obligation.modality != Modality.TEXT_ONLY
    )
    for order, (section, obligation) in enumerate(rows, start=1):
        yield _annex_line(obligation, order=order, section=section)


def _annex_line(obligation: Obligation, *, order: int, section: Clause) -> PrintedDuty:
    return PrintedDuty(
        obligation_id=obligation.pk,
        order=order,
        section=section.heading,
        name=(contract.SHARE if obligation.part_of_id else "") + obligation.name,
        owed_by=owed_by(obligation),
        number=number(obligation),
        frequency=frequency(obligation),
        deadline=deadline(obligation),
        place=obligation.clause.place,
        weight=obligation.weight,
        text=render(obligation),
    )
