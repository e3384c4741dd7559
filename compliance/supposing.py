"""The changes that can be asked about: a calendar's, a programme's, a draft's.

Each is made of rows as a form would save them; nothing of it is saved.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, prefetch_related_objects

from agreements.models import Agreement, Obligation, QuotaLine, Signature
from agreements.permissions import SIDES
from compliance.engine.terms import Calendar, Case
from compliance.facts import Sheet, case_from, cases, read, rules_of, sheets_of
from compliance.facts.calendars import calendars_from
from compliance.facts.duties import duty_row
from compliance.whatif import Twice
from pairing.models import CalendarDay, Pairing, Programme, Term

NEW = -1  # stands for the id that a row will get: no row has it


# --- the calendar -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCalendar:
    """A term or a special day: entered (``before`` is None), changed, or taken out (``after``
    is None)."""

    before: Term | CalendarDay | None
    after: Term | CalendarDay | None

    def pairings(self) -> QuerySet[Pairing]:
        bureau_ids = {row.bureau_id for row in (self.before, self.after) if row is not None}
        if None in bureau_ids:
            return Pairing.objects.all()
        return Pairing.objects.filter(receiving_school__bureau__in=bureau_ids)

    def cases(self, pairings: list[Pairing]) -> Iterator[Twice]:
        prefetch_related_objects(pairings, "receiving_school")
        bureau_of = {row.pk: row.receiving_school.bureau_id for row in pairings}
        calendars = self._calendars(set(bureau_of.values()))
        for agreement, case in cases(pairings):
            calendar = calendars[bureau_of[agreement.pairing_id]]
            yield agreement, case, replace(case, calendar=calendar)

    def _calendars(self, bureau_ids: set[int]) -> dict[int, Calendar]:
        terms = Term.objects.filter(bureau__in=bureau_ids)
        days = CalendarDay.objects.filter(Q(bureau__in=bureau_ids) | Q(bureau=None))
        return calendars_from(
            bureau_ids,
            rows=[row for row in self._with(terms) if row.bureau_id in bureau_ids],
            days=[
                (row.bureau_id, row.day, row.kind)
                for row in self._with(days)
                if row.bureau_id is None or row.bureau_id in bureau_ids
            ],
        )

    def _with(self, rows: QuerySet) -> Iterator:
        """``rows`` as they would stand."""
        if self.before is None or not isinstance(self.before, rows.model):
            yield from rows
        else:
            yield from rows.exclude(pk=self.before.pk)
        if isinstance(self.after, rows.model):
            yield self.after


# --- the programme ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfProgramme:
    """Tolerance, late entry, breaks: the rules that its agreements are judged by. Its rule for
    windows cut short is copied into an agreement when that is drafted, and moves none."""

    after: Programme

    def pairings(self) -> QuerySet[Pairing]:
        return Pairing.objects.filter(programme=self.after.pk)

    def cases(self, pairings: list[Pairing]) -> Iterator[Twice]:
        rules = rules_of(self.after)
        for agreement, case in cases(pairings):
            yield agreement, case, replace(case, rules=rules)


# --- a draft ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDraft:
    """A draft with its own fields, or one of its duties, as typed.

    An amendment is asked as if both schools signed it ``on`` that day, against the agreement
    as it stands. An agreement binds nobody yet: it is asked as if it had been signed by its
    first day, as typed against as it is kept.
    """

    before: Agreement
    after: Agreement
    duty: Obligation | None = None  # with ``quotas`` at hand: see ``typed_duty``
    on: date

    def pairings(self) -> QuerySet[Pairing]:
        return Pairing.objects.filter(pk=self.after.pairing_id)

    def cases(self, pairings: list[Pairing]) -> Iterator[Twice]:
        for pairing in pairings:
            after = self._case(pairing, self.signed, duty=self.duty)
            yield self.signed, self._standing(pairing), after

    @property
    def signed(self) -> Agreement:
        """The draft as typed and as if it were signed."""
        return signed_copy(self.after, on=self._signed_on(self.after))

    def _standing(self, pairing: Pairing) -> Case | None:
        if self.after.amends_id is None:
            kept = signed_copy(self.before, on=self._signed_on(self.before))
            return self._case(pairing, kept, duty=None)
        sheet = _amended(pairing, self.after)
        return sheet and case_of_sheet(sheet)

    def _case(
        self, pairing: Pairing, document: Agreement, *, duty: Obligation | None
    ) -> Case | None:
        if document.amends_id is None:
            return case_of_sheet(
                Sheet(pairing=pairing, main=document, amendments=()), duty=duty
            )
        sheet = _amended(pairing, document)
        if sheet is None:
            return None
        amendments = sorted(
            (*sheet.amendments, document), key=lambda row: (row.in_force_on, row.pk)
        )
        return case_of_sheet(replace(sheet, amendments=tuple(amendments)), duty=duty)

    def _signed_on(self, document: Agreement) -> date:
        return self.on if document.amends_id else min(self.on, document.starts_on)


def signed_copy(document: Agreement, *, on: date) -> Agreement:
    """``document`` with the signatures and seals of both sides of the day ``on``."""
    found = copy(document)
    signatures = [Signature(side=side, signed_on=on, sealed_on=on) for side in SIDES]
    found._prefetched_objects_cache = {"signatures": signatures, "suspensions": []}
    return found


def typed_duty(row: Obligation, quotas: Iterable[QuotaLine]) -> Obligation:
    """``row`` as a form leaves it, with its quota lines at hand; a new one under ``NEW``."""
    found = copy(row)
    shares = list(row.shares.all()) if row.pk else []
    found.pk = row.pk or NEW
    found._prefetched_objects_cache = {"quotas": list(quotas), "shares": shares}
    return found


def _amended(pairing: Pairing, amendment: Agreement) -> Sheet | None:
    """What ``amendment`` amends, as it binds; None while that binds nobody."""
    sheets = sheets_of([pairing])
    return next(
        (s for s in sheets if amendment.amends_id in {row.pk for row in s.documents}), None
    )


def case_of_sheet(sheet: Sheet, *, duty: Obligation | None = None) -> Case:
    """The case of one agreement as ``sheet`` has it, ``duty`` in the place of the kept one."""
    prefetch_related_objects([sheet.pairing], "programme", "receiving_school")
    shared = read([sheet.pairing], agreements=list(sheet.documents))
    if duty is not None:
        rows = shared.duties[duty.clause.agreement_id]
        rows[:] = [row for row in rows if row.pk != duty.pk] + [duty_row(duty)]
    return case_from(sheet, shared=shared)
