"""What is decided about a pairing that lives, and what its bureau keeps. The rest of its life
stands in ``sequence_world``, which is the ``self`` of all this."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from agreements import services as agreements
from agreements.document import document_of
from agreements.models import Agreement, Obligation
from agreements.version import text_sha256
from compliance import deciding
from compliance.decisions import Violation
from compliance.models import StoredVerdict
from pairing.models import CalendarDay, MentorGroup, Person, Programme, ProposalState, Term
from pairing.services import change_programme
from pairing.services.mentors import (
    GroupFacts,
    confirm_group,
    confirm_group_end,
    propose_group,
    propose_group_end,
)
from tests.compliance.engine.strategies_plain import Dice
from tests.factories import (
    create_clause,
    create_obligation,
)

DUTIES = (
    {"maximum": 3},
    {"party": "each", "period": "month", "minimum": 1, "modality": "should", "grace_days": 10},
    {
        "activity_types": ["visit"],
        "each_of": "roles",
        "each_of_items": ["principal", "teacher"],
    },
    {"activity_types": ["lecture"], "measure": "lessons", "counting_group": "a", "minimum": 3},
    {"activity_types": ["lecture", "visit"], "counting_group": "a", "period": "school_year"},
    {"measure": "people", "floor_people": 3, "period": "half_year", "minimum": 5},
    {"measure": "percent", "minimum": 40, "period": "school_year"},
    {
        "activity_types": ["annual_plan"],
        "measure": "items",
        "minimum": 1,
        "due_kind": "term_end",
    },
    {
        "activity_types": ["annual_plan"],
        "measure": "items",
        "minimum": 1,
        "period": "once",
        "due_kind": "after_activity",
        "due_days": 10,
        "due_trigger_types": ["secondment_teacher"],
        "grace_days": 20,
    },
    {"activity_types": ["secondment_teacher"], "measure": "days", "minimum": 60},
    {"modality": "must_not", "minimum": None},
    {"uncounted": True, "minimum": None, "activity_types": ["visit"]},
    {"activity_types": ["lecture"], "each_of": "mentor_pairs", "minimum": 1},
    {"modality": "may", "measure": "amount", "minimum": None, "period": "calendar_year"},
    {"venue": "alternating", "coverage_of": "subjects", "coverage_distinct": 2},
)


class Decisions:
    """One deed each; ``dice`` throws whatever has to be chosen."""

    def waive(self, dice: Dice) -> None:
        row = self._verdict(dice)
        if row is not None:
            agreements.grant_waiver(
                row.obligation,
                window_starts_on=row.starts_on,
                trigger=row.trigger,
                reason="校舍修缮",
                by=self.staff,
                at=self.at,
            )

    def make_up(self, dice: Dice) -> None:
        row = self._verdict(dice, status="breached")
        activity = self._activity(dice, "confirmed")
        if row is not None and activity is not None:
            key = self._key(row)
            deciding.accept(key, activity=activity, reason="已补", by=self.staff, at=self.at)

    def violate(self, dice: Dice) -> None:
        row = self._verdict(dice, obligation__modality="must_not", starts_on__lte=self.today)
        if row is not None:
            deciding.record_violation(
                self._key(row),
                ends_on=row.ends_on,
                held_on=dice.day(row.starts_on, min(row.ends_on, self.today)),
                note="现场查实",
                by=self.staff,
                at=self.at,
            )

    def strike(self, dice: Dice) -> None:
        found = Violation.objects.order_by("pk").last()
        if found is not None:
            key = deciding.WindowKey(obligation=found.obligation, starts_on=found.held_on)
            deciding.strike_violation(found, key=key, reason="误录", by=self.staff, at=self.at)

    def _key(self, row: StoredVerdict) -> deciding.WindowKey:
        return deciding.WindowKey(
            obligation=row.obligation, starts_on=row.starts_on, trigger=row.trigger
        )

    def suspend(self, dice: Dice) -> None:
        starts_on = dice.later(self.today, -40, 0, 15)
        agreements.suspend(
            self._main(),
            starts_on=starts_on,
            ends_on=dice.later(starts_on, 0, 9, 45),
            reason="校舍修缮",
            by=self.staff,
            at=self.at,
        )

    def terminate(self, dice: Dice) -> None:
        on = dice.later(self.today, -20, 0, 60)
        agreements.terminate(self._main(), on=on, reason="撤并", by=self.staff, at=self.at)

    def _main(self) -> Agreement:
        return Agreement.objects.get(pk=self.agreement.pk)

    def amend(self, dice: Dice) -> None:
        """Drafted, agreed, approved and signed by one side; the other signs by ``sign``."""
        replaced = Obligation.objects.exclude(replaces=None).values("replaces")
        duty = dice.one_of(
            *self.agreement_duties().filter(part_of=None).exclude(pk__in=replaced)
        )
        paper = agreements.draft(
            Agreement(
                pairing=self.pairing,
                amends=self._main(),
                number=f"BC-{dice.random.getrandbits(40)}",
                title="补充协议",
                starts_on=dice.later(self.today, -30, 0, 20, 90),
                ends_on=self.agreement.ends_on,
            ),
            by=self.staff,
            at=self.at,
        )
        clause = create_clause(agreement=paper)
        fields = dice.one_of(*DUTIES[:8])
        create_obligation(clause=clause, replaces=dice.one_of(duty, duty, None), **fields)
        found = Agreement.objects.for_document().get(pk=paper.pk)
        text = {"sha256": text_sha256(document_of(found)), "at": self.at}
        for side, by in zip(("supporting", "receiving"), self.principals, strict=True):
            agreements.agree(paper, side=side, by=by, **text)
        agreements.open_for_signing(paper, by=self.staff, at=self.at)
        self._sign(paper, "supporting")
        if dice.once_in(2):
            self._sign(paper, "receiving")

    def sign(self, dice: Dice) -> None:
        for paper in Agreement.objects.filter(state="signing").order_by("pk")[:1]:
            self._sign(paper, "receiving")

    def _sign(self, paper: Agreement, side: str) -> None:
        principal = self.principals[side == "receiving"]
        signer = Person.objects.get(user=principal)
        agreements.sign(paper, side=side, signer=signer, by=principal, at=self.at)

    def agree_on_a_number(self, dice: Dice) -> None:
        for duty in self.agreement_duties().filter(uncounted=True)[:1]:
            asked = {"number": dice.one_of(1, 2)}
            agreements.propose_number(
                duty, side="supporting", note="", by=self.liaisons[0], at=self.at, **asked
            )
            agreements.agree_number(
                duty, side="receiving", by=self.liaisons[1], at=self.at, **asked
            )

    def change_the_roster(self, dice: Dice) -> None:
        """A mentor group that both schools agree on, or the end of one."""
        group = MentorGroup.objects.filter(state=ProposalState.CONFIRMED).order_by("pk").last()
        asked = {"school": self.schools[0], "token": UUID(int=dice.random.getrandbits(128))}
        if group is not None and dice.once_in(2):
            end = propose_group_end(
                group,
                last_on=dice.later(self.today, -20, 0, 30),
                reason="调离",
                by=self.liaisons[0],
                at=self.at,
                **asked,
            )
            confirm_group_end(end, by=self.liaisons[1], at=self.at)
            return
        facts = GroupFacts(
            pairing=self.pairing,
            mentors=self.people[1:2],
            mentees=dice.few(self.people[4:], least=1),
            starts_on=dice.later(self.today, -60, 0, 10),
        )
        made = propose_group(facts, by=self.liaisons[0], at=self.at, **asked)
        confirm_group(made, by=self.liaisons[1], at=self.at)

    # --- what the bureau keeps ------------------------------------------------------------

    def move_a_term(self, dice: Dice) -> None:
        term = dice.one_of(*Term.objects.filter(stage="primary").order_by("pk"))
        name, days = dice.one_of("starts_on", "ends_on"), dice.one_of(-9, -2, 3, 8)
        setattr(term, name, getattr(term, name) + timedelta(days=days))
        term.full_clean()
        term.save()
        self.calendar_was_corrected = True

    def enter_a_holiday(self, dice: Dice) -> None:
        bureau = self.schools[1].bureau
        day = dice.day(date(2025, 9, 1), date(2026, 6, 30))
        CalendarDay.objects.get_or_create(bureau=bureau, day=day, defaults={"kind": "holiday"})
        self.calendar_was_corrected = True

    def change_the_tolerance(self, dice: Dice) -> None:
        programme = Programme.objects.get(pk=self.pairing.programme_id)
        programme.tolerance = Decimal(dice.one_of("0.05", "0.20", "0.60"))
        change_programme(programme, on=self.today)

    def read(self, dice: Dice) -> None:
        """Somebody looks; the checks after every deed read as well."""
