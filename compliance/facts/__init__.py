"""Turn rows into the engine's plain values. The only place that knows both sides.

However many pairings are asked for, the number of queries is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agreements.models import Agreement, Signature, Suspension
from compliance.engine import terms
from compliance.facts.activities import activities_of
from compliance.facts.calendars import calendars_of
from compliance.facts.decisions import Ledger, decisions_on
from compliance.facts.duties import duties_of
from compliance.facts.reading import Read
from compliance.facts.rosters import rosters_of
from pairing.models import Pairing, Programme, School

__all__ = [
    "Shared",
    "Sheet",
    "case_from",
    "case_of",
    "cases",
    "read",
    "rules_of",
    "sheets_of",
]


_AGREEMENTS = Read(
    lambda ids: Agreement.objects.binding().filter(pairing__in=ids).order_by("starts_on", "pk")
)
_SIGNATURES = Read(
    lambda ids: Signature.objects.filter(agreement__in=ids).order_by("agreement", "-side")
)
_SUSPENSIONS = Read(
    lambda ids: Suspension.objects.filter(agreement__in=ids).order_by("agreement", "starts_on")
)


_PROGRAMMES = Read(lambda ids: Programme.objects.filter(pk__in=ids).order_by())
_SCHOOLS = Read(lambda ids: School.objects.filter(pk__in=ids).order_by())


def cases(pairings: Iterable[Pairing]) -> Iterator[tuple[Agreement, terms.Case]]:
    """Every agreement of ``pairings`` that binds, its amendments folded in, with everything its
    verdicts rest on; in the order of the pairings, then of the agreements' first days."""
    pairings = list(pairings)
    _fetch(pairings, "programme", by=_PROGRAMMES)
    _fetch(pairings, "receiving_school", by=_SCHOOLS)
    sheets = sheets_of(pairings)
    shared = read(pairings, agreements=[a for sheet in sheets for a in sheet.documents])
    for sheet in sheets:
        yield sheet.main, case_from(sheet, shared=shared)


def _fetch(pairings: list[Pairing], name: str, *, by: Read) -> None:
    """Put the related row beside every pairing that has none at hand; one query, or none."""
    missing = [p for p in pairings if name not in p._state.fields_cache]
    rows = {row.pk: row for row in by({getattr(p, f"{name}_id") for p in missing})}
    for pairing in missing:
        setattr(pairing, name, rows[getattr(pairing, f"{name}_id")])


def case_of(agreement: Agreement) -> terms.Case | None:
    """The case of one main agreement; None while it does not bind."""
    found = (case for main, case in cases([agreement.pairing]) if main.pk == agreement.pk)
    return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A main agreement with its amendments that bind, in the order they took effect."""

    pairing: Pairing
    main: Agreement
    amendments: tuple[Agreement, ...]

    @property
    def documents(self) -> tuple[Agreement, ...]:
        return (self.main, *self.amendments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was read for all pairings at once, by the id of its owner."""

    duties: Mapping[int, list]  # by agreement
    decisions: Ledger
    calendars: Mapping[int, terms.Calendar]  # by bureau
    activities: Mapping[int, tuple[terms.Activity, ...]]  # by pairing
    rosters: Mapping[int, tuple[terms.RosterEntry, ...]]  # by pairing


def sheets_of(pairings: list[Pairing]) -> list[Sheet]:
    """What binds, in the order of the pairings; three queries."""
    by_main: dict[int | None, list[Agreement]] = {}
    for agreement in _binding({pairing.pk: pairing for pairing in pairings}):
        by_main.setdefault(agreement.amends_id, []).append(agreement)
    mains = _by(by_main.get(None, ()), "pairing_id")
    return [
        Sheet(
            pairing=pairing, main=main, amendments=tuple(_amendments(main.pk, by_main=by_main))
        )
        for pairing in pairings
        for main in mains.get(pairing.pk, ())
    ]


def _binding(pairings: Mapping[int, Pairing]) -> list[Agreement]:
    """With their signatures and suspensions, by first day."""
    agreements = _AGREEMENTS(pairings)
    ids = [agreement.pk for agreement in agreements]
    signatures = _by(_SIGNATURES(ids), "agreement_id")
    suspensions = _by(_SUSPENSIONS(ids), "agreement_id")
    for agreement in agreements:
        agreement.pairing = pairings[agreement.pairing_id]
        agreement._prefetched_objects_cache = {
            "signatures": signatures.get(agreement.pk, []),
            "suspensions": suspensions.get(agreement.pk, []),
        }
    return agreements


def _by(rows: Iterable, name: str) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _amendments(pk: int, *, by_main: Mapping) -> list[Agreement]:
    """The amendments of an agreement, and the amendments to those."""
    found = []
    for amendment in by_main.get(pk, ()):
        if amendment.in_force_on is not None:
            found += [amendment, *_amendments(amendment.pk, by_main=by_main)]
    return sorted(found, key=lambda amendment: (amendment.in_force_on, amendment.pk))


def read(pairings: list[Pairing], *, agreements: list[Agreement]) -> Shared:
    """Everything the cases of ``pairings`` rest on, beside the agreements themselves."""
    duties = duties_of(agreements)
    ids = [pairing.pk for pairing in pairings]
    rosters = rosters_of(ids)
    return Shared(
        duties=duties,
        decisions=decisions_on([row.pk for rows in duties.values() for row in rows]),
        calendars=calendars_of({p.receiving_school.bureau_id for p in pairings}),
        activities=activities_of(
            {pairing.pk: _sides_of(pairing) for pairing in pairings},
            roster_keys=rosters.keys_by_entry,
        ),
        rosters=rosters.by_pairing,
    )


def _sides_of(pairing: Pairing) -> dict[int, terms.Side]:
    return {
        pairing.supporting_school_id: terms.Side.SUPPORTING,
        pairing.receiving_school_id: terms.Side.RECEIVING,
    }


def case_from(sheet: Sheet, *, shared: Shared) -> terms.Case:
    pairing = sheet.pairing
    duties = _folded(sheet, duties=shared.duties)
    decided = shared.decisions.about(duty.id for duty in duties)
    return terms.Case(
        agreement=_agreement(sheet.main),
        obligations=duties,
        calendar=shared.calendars[pairing.receiving_school.bureau_id],
        lowest_stage=str(pairing.receiving_school.lowest_stage),
        rules=rules_of(pairing.programme),
        former_rules=_former_rules(pairing.programme),
        activities=shared.activities.get(pairing.pk, ()),
        roster=shared.rosters.get(pairing.pk, ()),
        waivers=decided.waivers,
        make_ups=decided.make_ups,
        violations=decided.violations,
        headcounts=decided.headcounts,
    )


def _folded(sheet: Sheet, *, duties: Mapping[int, list]) -> tuple[terms.Obligation, ...]:
    """All versions of all duties: an amended one holds from the day the amendment takes
    effect, never before it was signed; the one it replaces until the day before."""
    rows = [(row, document) for document in sheet.documents for row in duties[document.pk]]
    replaced_in = {row.replaces_id: document for row, document in rows if row.replaces_id}
    by_id = {row.pk: row for row, _ in rows}
    return tuple(
        row.as_term(
            order=order,
            since=None if document is sheet.main else document,
            until=_until(row, by_id=by_id, replaced_in=replaced_in),
        )
        for order, (row, document) in enumerate(_in_order(rows), start=1)
    )


def _until(row, *, by_id: Mapping[int, object], replaced_in: Mapping[int, Agreement]):
    """The amendment that replaces it, or the whole that it is a share of."""
    while row is not None:
        if row.pk in replaced_in:
            return replaced_in[row.pk]
        row = by_id.get(row.part_of_id)
    return None


def _in_order(rows: list) -> list:
    """By clause. A version stands where the first one stood; what an amendment added comes
    after what the agreement and earlier amendments said."""
    by_id = {row.pk: row for row, _ in rows}
    document_of = {row.pk: document.in_force_on for row, document in rows}
    first = rows[0][0].agreement_id if rows else None

    def place(pair) -> tuple:
        root = pair[0]
        while root.replaces_id in by_id:
            root = by_id[root.replaces_id]
        is_added = root.agreement_id != first
        added_on = document_of[root.pk] if is_added else date.min
        return added_on, root.place, pair[0].pk

    return sorted(rows, key=place)


def _agreement(row: Agreement) -> terms.Agreement:
    return terms.Agreement(
        id=row.pk,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        signed_on=row.effective_on,
        in_force_on=row.in_force_on,
        terminated_on=row.terminated_on,
        terminated_known_on=row.terminated_known_on,
        suspensions=tuple(
            terms.Suspension(starts_on=s.starts_on, ends_on=s.ends_on, known_on=s.decided_on)
            for s in row.suspensions.all()
        ),
        cut_rule=terms.CutRule(row.cut_rule),
    )


def rules_of(programme: Programme) -> terms.Rules:
    """Of a saved programme, or of one that is being changed."""
    return terms.Rules(
        tolerance=Fraction(programme.tolerance),
        late_entry_days=programme.late_entry_days,
        break_counts_for_term_just_ended=programme.break_counts_for_term_just_ended,
    )


def _former_rules(programme: Programme) -> tuple[terms.FormerRules, ...]:
    return tuple(
        terms.FormerRules(
            until=date.fromisoformat(kept["until"]),
            rules=terms.Rules(
                tolerance=Fraction(kept["tolerance"]),
                late_entry_days=kept["late_entry_days"],
                break_counts_for_term_just_ended=kept["break_counts_for_term_just_ended"],
            ),
        )
        for kept in programme.former_rules
    )
