"""What a type of activity asks to be told, from its nature and from what was agreed.

Read by the form only: whether an activity counts is the engine's matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from agreements.models import Agreement, EachOfKind, Measure, Modality, Obligation, Party
from pairing.models import Pairing
from pairing.vocabulary import DOCUMENT_TYPES, ActivityType

LESSON_TYPES = frozenset(
    {
        ActivityType.DEMO_LESSON,
        ActivityType.OPEN_LESSON,
        ActivityType.RESEARCH_LESSON,
        ActivityType.SAME_TOPIC_LESSONS,
        ActivityType.LESSON_OBSERVATION,
        ActivityType.TEACHING_DELIVERY,
    }
)
# Nobody has to be anywhere for these.
WITHOUT_PEOPLE = DOCUMENT_TYPES | {
    ActivityType.DONATION_MONEY,
    ActivityType.DONATION_GOODS,
    ActivityType.RESOURCE_SHARING,
    ActivityType.BASE_SCHOOL,
    ActivityType.LIAISON_NAMED,
}
ITEM_TYPES = DOCUMENT_TYPES | {ActivityType.RESEARCH_PROJECT, ActivityType.RESOURCE_SHARING}
STAY_TYPES = frozenset(
    {
        ActivityType.SECONDMENT_MANAGER,
        ActivityType.SECONDMENT_TEACHER,
        ActivityType.SHADOWING,
        ActivityType.STAFF_STUDY,
    }
)
FOLLOWING_TYPES = frozenset({ActivityType.SECONDEE_EVALUATION, ActivityType.TEACHER_EVALUATION})
MENTOR_TYPES = frozenset({ActivityType.MENTOR_PAIR, ActivityType.MENTOR_MEETING})
# The way back from the types whose people usually travel to the supporting school.
RECEIVING_TYPES = frozenset(
    {ActivityType.SHADOWING, ActivityType.STUDY_VISIT, ActivityType.STAFF_STUDY}
)
JOINT_TYPES = frozenset(
    {
        ActivityType.JOINT_MEETING,
        ActivityType.LEADERS_EXCHANGE,
        ActivityType.WORK_MEETING,
        ActivityType.MEET_UP,
        ActivityType.JOINT_PLANNING,
        ActivityType.JOINT_STUDY,
        ActivityType.SAME_TOPIC_LESSONS,
        ActivityType.QUALITY_CHECK,
        ActivityType.THEMED_ACTIVITY,
        ActivityType.RESEARCH_ACTIVITY,
        ActivityType.STUDENT_EXCHANGE,
        ActivityType.MENTOR_MEETING,
        ActivityType.ANNUAL_PLAN,
        ActivityType.SCHEDULE,
    }
)
_ROSTER_KINDS = frozenset({EachOfKind.MENTOR_PAIRS, EachOfKind.TEACHERS, EachOfKind.SCHOOLS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """People asked for at one event. ``side``: supporting, receiving, both together, each."""

    people: int
    side: str


@dataclass(slots=True, kw_only=True)
class TypeNeeds:
    """What one type is asked for in one pairing. ``obligations`` in clause order."""

    type: str
    obligations: list[Obligation] = field(default_factory=list)

    @property
    def lessons(self) -> bool:
        return self.type in LESSON_TYPES or any(
            o.measure == Measure.LESSONS or o.floor_lessons for o in self.obligations
        )

    @property
    def people(self) -> bool:
        return self.type not in WITHOUT_PEOPLE

    @property
    def amount(self) -> bool:
        return self.type == ActivityType.DONATION_MONEY or self._measured_in(Measure.AMOUNT)

    @property
    def goods(self) -> bool:
        return self.type == ActivityType.DONATION_GOODS or self._measured_in(Measure.GOODS)

    @property
    def items(self) -> bool:
        return self.type in ITEM_TYPES or self._measured_in(Measure.ITEMS)

    @property
    def days_each(self) -> bool:
        return self.type in STAY_TYPES or any(o.floor_days_per_person for o in self.obligations)

    @property
    def roster(self) -> bool:
        return self.type in MENTOR_TYPES or any(
            o.each_of in _ROSTER_KINDS or o.measure == Measure.PAIRS for o in self.obligations
        )

    @property
    def contents(self) -> bool:
        return self.type == ActivityType.QUALITY_CHECK or any(
            o.contents for o in self.obligations
        )

    @property
    def document(self) -> bool:
        return self.type in DOCUMENT_TYPES

    @property
    def follows(self) -> bool:
        return self.type in FOLLOWING_TYPES or any(
            self.type in o.activity_types and o.due_trigger_types for o in self.obligations
        )

    @property
    def names(self) -> bool:
        """Whether a duty wants certain persons, so that a bare number proves nothing."""
        return any(
            o.actor_roles
            or o.minimum_rank
            or o.actor_qualifications
            or o.both_heads
            or o.each_of == EachOfKind.ROLES
            for o in self.obligations
        )

    @property
    def asks(self) -> list[str]:
        """What a duty wants said of the activity: subjects, topics and the like."""
        return [name for name in ABOUT if any(_asks(o, name) for o in self.obligations)]

    @property
    def done_by(self) -> str:
        """Whose it usually is: supporting, receiving or both."""
        for obligation in self.obligations:
            if obligation.party in {Party.SUPPORTING, Party.RECEIVING, Party.BOTH}:
                return obligation.party
        if self.type in JOINT_TYPES:
            return Party.BOTH
        return Party.RECEIVING if self.type in RECEIVING_TYPES else Party.SUPPORTING

    @property
    def floor(self) -> Floor | None:
        """The first floor on people a duty sets."""
        for o in self.obligations:
            if o.floor_people_each_side:
                return Floor(people=o.floor_people_each_side, side=Party.EACH)
            if o.floor_people:
                return Floor(people=o.floor_people, side=o.counted_side or _owing(o, self))
        return None

    def flags(self) -> list[str]:
        """The blocks of the form this type shows."""
        return [name for name in BLOCKS if getattr(self, name)]

    def _measured_in(self, measure: Measure) -> bool:
        return any(o.measure == measure for o in self.obligations)


BLOCKS = (
    "lessons",
    "people",
    "amount",
    "goods",
    "items",
    "days_each",
    "roster",
    "contents",
    "document",
    "follows",
    "names",
)


ABOUT = ("subjects", "stages", "grades", "topics")


def _asks(obligation: Obligation, name: str) -> bool:
    by_stage = name == "stages" and any(line.stage for line in obligation.quotas.all())
    return bool(
        by_stage
        or getattr(obligation, name)
        or name in {obligation.each_of, obligation.coverage_of}
    )


def _owing(obligation: Obligation, needs: TypeNeeds) -> str:
    return needs.done_by if obligation.party == Party.EACH else obligation.party


def obligations_of(pairing: Pairing, *, on: date) -> list[Obligation]:
    """The duties of every agreement of ``pairing`` that both have signed, in clause order, one
    that a signed amendment has replaced by ``on`` left out. Two queries."""
    signed = Agreement.objects.binding().filter(pairing=pairing)
    rows = (
        Obligation.objects.filter(clause__agreement__in=signed)
        .exclude(replaced_by__clause__agreement__in=signed.filter(starts_on__lte=on))
        .exclude(modality=Modality.TEXT_ONLY)
        .select_related("clause__parent", "clause__agreement")
        .prefetch_related("quotas")
        .order_by(
            "clause__agreement__starts_on",
            "clause__parent__order",
            "clause__order",
            "order",
            "pk",
        )
    )
    return list(rows)


def needs_of_types(obligations: Iterable[Obligation]) -> dict[str, TypeNeeds]:
    """The needs of every type there is; those the duties ask for come first, in their order."""
    found: dict[str, TypeNeeds] = {}
    for obligation in obligations:
        for code in obligation.activity_types:
            needs = found.setdefault(code, TypeNeeds(type=code))
            needs.obligations.append(obligation)
    for code in ActivityType.values:
        found.setdefault(code, TypeNeeds(type=code))
    return found


def asked_types(needs: dict[str, TypeNeeds]) -> list[str]:
    """The types some duty asks for, the duties' order kept."""
    return [code for code, need in needs.items() if need.obligations]
