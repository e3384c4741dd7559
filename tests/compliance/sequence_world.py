"""A pairing that lives: people log, confirm, decide and amend through the services, and days go
by. Every choice is thrown by dice, so that a number stands for the whole of one deed."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import time_machine
from django.core.exceptions import ValidationError

from activities import services as activities
from activities.facts import Facts
from activities.models import Activity, ActivityLink, SecondmentEnd
from activities.services.stays import confirm_stay_end, propose_stay_end
from agreements import services as agreements
from agreements.models import Headcount, Obligation
from compliance import deciding
from compliance.models import StoredVerdict
from pairing.models import ProposalState
from pairing.services.proposals import ProposalError
from tests.compliance.engine.strategies_plain import Dice
from tests.compliance.sequence_decisions import DUTIES, Decisions
from tests.factories import (
    at,
    create_agreement,
    create_member,
    create_obligation,
    create_pairing,
    create_person,
)

FIRST_DAY, LAST_DAY = date(2025, 8, 20), date(2027, 6, 1)
# What the state or the person forbids: the deed is not done, and nothing may have changed.
REFUSED = (
    activities.ActivityChangeError,
    agreements.AgreementChangeError,
    agreements.NumberError,
    deciding.DecisionError,
    ProposalError,
    ValidationError,
)
TYPES = ("demo_lesson", "lecture", "visit", "secondment_teacher", "annual_plan")


class World(Decisions):
    """One pairing on one day, and what its people do; ``DEEDS`` names it all."""

    def __init__(self, dice: Dice) -> None:
        self.today = dice.day(FIRST_DAY, FIRST_DAY + timedelta(days=150))
        self.minute = 0
        self.pairing = create_pairing()
        self.schools = (self.pairing.supporting_school, self.pairing.receiving_school)
        self.liaisons = tuple(create_member(role="liaison", school=s) for s in self.schools)
        self.principals = tuple(create_member(role="principal", school=s) for s in self.schools)
        self.staff = create_member(role="bureau_staff", bureau=self.schools[1].bureau)
        self.people = tuple(
            create_person(school=school, roles=[role])
            for school in self.schools
            for role in ("principal", "teacher", "teacher")
        )
        self.agreement = create_agreement(pairing=self.pairing)
        self.calendar_was_corrected = False
        self.revised: set[int] = set()
        for fields in dice.few(DUTIES, least=3, most=6):
            duty = create_obligation(agreement=self.agreement, **fields)
            if duty.measure == "percent":
                self._agree_on_heads(duty, dice)
        if dice.once_in(2):
            self._add_a_share()

    def _add_a_share(self) -> None:
        plain = self.agreement_duties().filter(measure="events", modality="must", each_of="")
        for duty in plain.filter(uncounted=False)[:1]:
            create_obligation(
                clause=duty.clause,
                part_of=duty,
                minimum=1,
                party=duty.party,
                period=duty.period,
                activity_types=duty.activity_types,
                topics=["ethics"],
            )

    def agreement_duties(self):
        return Obligation.objects.filter(clause__agreement__pairing=self.pairing).order_by("pk")

    def _agree_on_heads(self, duty: Obligation, dice: Dice) -> None:
        Headcount.objects.create(
            obligation=duty,
            window_starts_on=date(2025, 9, 1),
            people=dice.one_of(0, 3, 10),
            agreed_on=dice.later(self.today, -10, 20),
        )

    # --- time -----------------------------------------------------------------------------

    @property
    def at(self) -> datetime:
        """A minute after whatever was done last on this day."""
        self.minute += 1
        return at(self.today, 8) + timedelta(minutes=self.minute)

    @contextmanager
    def now(self):
        with time_machine.travel(at(self.today, 18), tick=False):
            yield

    def let_days_pass(self, dice: Dice) -> None:
        days = dice.one_of(1, 1, 2, 7, 13, 40)
        self.today = min(self.today + timedelta(days=days), LAST_DAY)
        self.minute = 0

    # --- what is done ---------------------------------------------------------------------

    def log(self, dice: Dice) -> None:
        which = dice.one_of(0, 1)
        activities.log(
            self._facts(dice),
            school=self.schools[which],
            token=UUID(int=dice.random.getrandbits(128)),
            by=self.liaisons[which],
            at=self.at,
            is_submitted=not dice.once_in(5),
        )

    def _facts(self, dice: Dice) -> Facts:
        starts_on = dice.later(self.today, 0, 0, -1, -5, -20, -70)
        people = dice.few(self.people, most=4)
        return Facts(
            type=dice.one_of(*TYPES),
            starts_on=starts_on,
            ends_on=dice.later(starts_on, 0, 0, 1, 25),
            pairings=(self.pairing,),
            done_by=dice.one_of(self.schools, self.schools[:1], self.schools[1:]),
            heads=()
            if dice.once_in(2)
            else tuple((s, dice.one_of(2, 9)) for s in self.schools),
            people=people,
            days_each=dice.one_of(None, None, 2),
            school=dice.one_of(*self.schools),
            lessons=dice.one_of(0, 1, 2),
            items=dice.one_of(1, 2),
            amount=Decimal(dice.one_of(0, 5000)),
            topics=dice.few(("ethics", "safety")),
            subjects=dice.few(("maths", "chinese")),
            roster=dice.few(tuple(self.pairing.roster.order_by("pk"))),
        )

    def revise(self, dice: Dice) -> None:
        activity = self._activity(dice, "draft", "returned")
        if activity is not None:
            by = self._logger_of(activity)
            submitted = dice.once_in(2)
            facts = self._facts(dice)
            activities.revise(activity, facts, by=by, at=self.at, is_submitted=submitted)
            self.revised.add(activity.pk)

    def submit(self, dice: Dice) -> None:
        activity = self._activity(dice, "draft", "returned")
        if activity is not None:
            activities.submit(activity, by=self._logger_of(activity), at=self.at)

    def withdraw(self, dice: Dice) -> None:
        activity = self._activity(dice, "pending_confirm")
        if activity is not None:
            activities.withdraw(activity, by=self._logger_of(activity), at=self.at)

    def confirm(self, dice: Dice) -> None:
        for link in self._waiting(dice):
            activities.confirm(link, by=self._other_of(link.activity), at=self.at)

    def return_(self, dice: Dice) -> None:
        for link in self._waiting(dice)[:1]:
            by = self._other_of(link.activity)
            activities.return_(link, by=by, at=self.at, reason="人数不符")

    def void(self, dice: Dice) -> None:
        activity = self._activity(dice, "confirmed", "returned")
        if activity is not None:
            link = activity.links.get()
            activities.void(link, by=self.liaisons[0], at=self.at, reason="重复填报")

    def mark(self, dice: Dice) -> None:
        one, other = self._activity(dice), self._activity(dice, "confirmed")
        if one is not None:
            activities.mark_duplicate(one, other=other, by=self.staff, at=self.at)

    def unmark(self, dice: Dice) -> None:
        for activity in Activity.objects.exclude(duplicate_of=None).order_by("pk")[:1]:
            activities.unmark_duplicate(activity, by=self.staff, at=self.at)

    def end_a_stay(self, dice: Dice) -> None:
        end = SecondmentEnd.objects.filter(state=ProposalState.PROPOSED).first()
        if end is not None:
            confirm_stay_end(end, pairing=self.pairing, by=self.liaisons[1], at=self.at)
            return
        stay = Activity.objects.filter(type="secondment_teacher").order_by("pk").last()
        if stay is not None:
            propose_stay_end(
                stay,
                last_on=min(dice.later(stay.starts_on, 0, 3, 40), self.today),
                reason="返岗",
                pairing=self.pairing,
                school=self.schools[0],
                token=UUID(int=dice.random.getrandbits(128)),
                by=self.liaisons[0],
                at=self.at,
            )

    # --- finding --------------------------------------------------------------------------

    def _activity(self, dice: Dice, *states: str) -> Activity | None:
        """Mostly one in any of ``states``; now and then one that the deed must refuse."""
        found = Activity.objects.order_by("pk")
        fitting = found.filter(links__state__in=states)
        if fitting and not dice.once_in(4):
            return dice.one_of(*fitting)
        return dice.one_of(*found) if found else None

    def _waiting(self, dice: Dice) -> list[ActivityLink]:
        links = ActivityLink.objects.filter(state="pending_confirm").order_by("pk")
        return list(dice.few(tuple(links), least=1, most=3))

    def _verdict(self, dice: Dice, **asked) -> StoredVerdict | None:
        rows = StoredVerdict.objects.filter(pairing=self.pairing, **asked)
        found = rows.order_by("obligation", "starts_on", "trigger", "stage")
        return dice.one_of(*found) if found else None

    def _logger_of(self, activity: Activity):
        return self.liaisons[self.schools.index(activity.logged_by_school)]

    def _other_of(self, activity: Activity):
        return self.principals[1 - self.schools.index(activity.logged_by_school)]


DEEDS = (
    "read",
    *["log"] * 5,
    *["confirm"] * 4,
    *["let_days_pass"] * 5,
    "revise",
    "submit",
    "withdraw",
    "return_",
    "void",
    "mark",
    "unmark",
    "end_a_stay",
    "waive",
    "make_up",
    "violate",
    "strike",
    "suspend",
    "terminate",
    "amend",
    "sign",
    "agree_on_a_number",
    "change_the_roster",
    "move_a_term",
    "enter_a_holiday",
    "change_the_tolerance",
)
