"""What the schools of the demo county did: for each duty and window, activities that fulfil
it, but for the turns of its story. Nothing here is random: a day gives one county."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from agreements.models import Obligation
from compliance.engine.ranks import holds, reaches
from compliance.engine.verdicts import Window
from demo.stories import Turn
from pairing.models import Pairing, Person, RosterEntry, School
from pairing.vocabulary import ActivityType, Topic

SUMMARIES = {
    "visit": "到校指导常规管理，随堂听课并与班子座谈",
    "leaders_exchange": "交流本学期管理重点，商定下阶段工作",
    "joint_meeting": "研究结对工作进展，安排下阶段任务",
    "secondment_manager": "参加接收学校的日常管理",
    "demo_lesson": "示范课，课后说课评议",
    "lesson_observation": "随堂听课，逐节评议",
    "lecture": "专题讲座，现场答疑",
    "study_visit": "进班听课，参加教研组研讨",
    "secondment_teacher": "担任一个班的教学，跟随导师学习",
    "quality_check": "统一命题、统一阅卷，交换分析",
    "joint_planning": "单元整体备课，形成共用教案",
    "donation_money": "用于添置图书和教学设备",
    "full_training": "全体教师集中培训一天",
    "open_lesson": "公开课，同组教师观课评议",
    "lesson_talk": "按教研组说课，评出优胜",
    "plan_check": "逐本查看教案并写出评语",
    "study_session": "分组学习课程标准和课例",
    "free_clinic": "为师生和家长量血压、查视力，发放健康资料",
    "party_lecture": "结合身边事讲党课，互动答疑",
    "home_visit": "上门了解生活困难，送去慰问品",
    "teaching_delivery": "送课到校，课后评议",
    "observation_lesson": "随堂听常态课，课后请教",
    "donation_goods": "床上用品交寄宿生使用，双方清点签收",
    "research_activity": "同题研讨，交流课例",
}
ROSTERS = frozenset({"mentor_pairs", "teachers", "schools"})
LESSONS_AN_EVENT = 4
PUPILS, FEW = 120, 4  # the head-count agreed for a share of pupils; those who stay away
EARLY = 3  # what is owed once in some years is done in the first third of them
USUAL_AMOUNT = 6000
LONG_STAY_DAYS = 26  # a secondment: nearly four weeks


@dataclass(kw_only=True)
class Deed:
    """One activity to be: plain values, later one row with its children."""

    place: str  # lasting: pairing, duty, window, number in the window
    type: str
    starts_on: date
    ends_on: date
    done_by: tuple[School, ...]
    school: School | None
    participants: list[Person] = field(default_factory=list)
    heads: dict[School, int] = field(default_factory=dict)
    roster: list[RosterEntry] = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    worth_of_one: int = 0  # yuan, of goods
    state: str = "confirmed"
    entered_after: int = 0  # days


def is_done(row: Obligation) -> bool:
    """Whether somebody of the schools does it: the bureau logs nothing here, pairs come from
    the roster, and what must not be done is not."""
    return row.party != "bureau" and row.measure != "pairs" and row.modality != "must_not"


def deeds_of(
    row: Obligation, window: Window, *, pairing: Pairing, turn: Turn, day: date
) -> list[Deed]:
    """The activities of one duty in one window, up to the day before ``day``."""
    maker = _Maker(row=row, window=window, pairing=pairing, turn=turn)
    made = [deed for deed in maker.all() if deed.starts_on < day]
    _turn_states(made, turn=turn, day=day)
    return made


def _turn_states(made: list[Deed], *, turn: Turn, day: date) -> None:
    if turn.skip:
        del made[-turn.skip :]
    states = ["voided"] * turn.voided + ["returned"] * turn.returned
    states += ["pending_confirm"] * turn.waiting
    for deed, state in zip(reversed(made), reversed(states), strict=False):
        deed.state = state
    for deed in made:
        deed.entered_after = turn.entered_late or len(deed.place) % 3


@dataclass(kw_only=True)
class _Maker:
    row: Obligation
    window: Window
    pairing: Pairing
    turn: Turn

    def all(self) -> list[Deed]:
        """One list an item for duties that ask something of each of a roster or of types."""
        kind = self.row.each_of
        if kind == "types":
            return self._spread(
                [{"type": code} for code in self.row.each_of_items] * self._asked()
            )
        if topics := self._topics_of_shares():
            return self._spread([{"topics": [code]} for code in topics])
        if kind in ROSTERS:
            entries = list(self.pairing.roster.filter(kind=kind).order_by("pk"))
            return self._spread([{"roster": [entry]} for entry in entries] * self._events())
        wishes = [{}] * (self._events() + self.turn.extra)
        if self.row.party == "each":
            first, second = self._spread([{"side": "supporting"}] * len(wishes)), []
            for deed in self._spread([{"side": "receiving"}] * len(wishes)):
                deed.place += "/receiving"
                second.append(deed)
            return [*first, *second]
        return self._spread(wishes)

    def _topics_of_shares(self) -> list[str]:
        """The topics that shares (其中) ask one each of: the whole is done with them."""
        shares = (share for share in self.row.shares.all() if share.each_of == "topics")
        return [code for share in shares for code in share.each_of_items]

    def _asked(self) -> int:
        return self.row.minimum or 1

    def _events(self) -> int:
        """How many events bring what is asked, by measure."""
        if self.row.measure == "lessons":
            least = max(1, self.row.coverage_distinct)
            return 1 if self.row.each_of else max(least, -(-self._asked() // LESSONS_AN_EVENT))
        if self.row.measure in {"events", "items", "days"}:
            return max(self._asked(), self.row.coverage_distinct)
        return 1

    def _spread(self, wishes: list[dict]) -> list[Deed]:
        return [
            self._deed(number, wish, on=self._day(number, len(wishes)))
            for number, wish in enumerate(wishes)
        ]

    def _day(self, number: int, total: int) -> date:
        """Evenly over the window, a little before each is due; a late document after it."""
        if self.row.due_kind and self.turn.late_days:
            return self.window.due_on + timedelta(days=self.turn.late_days)
        days = self.window.teaching_days
        share = (number * 100 + 15) * 1000 // (total * 100)
        if self.row.due_kind == "term_end":
            share = 460
        if self.row.period in {"agreement", "once"} and not self.row.due_kind:
            share //= EARLY
        if days:
            return days[min(len(days) - 1, len(days) * share // 1000)]
        length = (self.window.due_on - self.window.starts_on).days
        return self.window.starts_on + timedelta(days=length * share // 1000)

    def _deed(self, number: int, wish: dict, *, on: date) -> Deed:
        owing = self._owing_schools(wish)
        deed = Deed(
            place=f"{self.pairing.code}/{self.row.name}/{self.window.starts_on}/{number}",
            type=wish.get("type") or self._type(number),
            starts_on=on,
            ends_on=on,
            done_by=owing,
            school=self._venue(owing, number),
            roster=wish.get("roster", []),
        )
        deed.fields = self._fields(number, wish, deed.type)
        for school in owing:
            deed.participants += self._people(school, number, deed)
        if deed.roster and self.row.each_of != "schools":
            deed.participants = self._roster_people(deed, owing)
        if self.row.measure == "goods":
            deed.worth_of_one = self._worth_of_one()
        self._stretch(deed)
        deed.heads = self._heads(deed, number)
        return deed

    def _type(self, number: int) -> str:
        return self.row.activity_types[number % len(self.row.activity_types)]

    def _owing_schools(self, wish: dict) -> tuple[School, ...]:
        first, second = self.pairing.supporting_school, self.pairing.receiving_school
        owing = {"supporting": (first,), "receiving": (second,)}
        return owing.get(wish.get("side", self.row.party), (first, second))

    def _venue(self, owing: tuple[School, ...], number: int) -> School | None:
        first, second = self.pairing.supporting_school, self.pairing.receiving_school
        if self.row.venue in {"receiving", "supporting"}:
            return second if self.row.venue == "receiving" else first
        if self.row.venue == "counterpart":
            return second if owing[0] == first else first
        return (second, first)[number % 2]

    def _fields(self, number: int, wish: dict, type_code: str) -> dict:
        row = self.row
        topics = wish.get("topics") or row.topics[:1]
        if type_code == ActivityType.LECTURE and not topics:
            wants_ethics = number == 0 and not self.turn.without_topic
            topics = [Topic.ETHICS] if wants_ethics else [Topic.CLASS_MANAGEMENT]
        return {
            "topics": list(topics),
            "subjects": row.subjects[number % len(row.subjects) :][:1] if row.subjects else [],
            "stages": list(row.stages),
            "grades": list(row.each_of_items) if row.each_of == "grades" else row.grades,
            "contents": list(row.contents),
            "topic_agreed": row.topics_agreed,
            "lessons": self._lessons(number, type_code),
            "amount": self._amount(),
            "goods": self._asked() if row.measure == "goods" else 0,
            "summary": SUMMARIES.get(type_code, ""),
        }

    def _amount(self) -> Decimal:
        asked = max(self._asked(), USUAL_AMOUNT)
        return Decimal(asked if self.row.measure == "amount" else 0)

    def _worth_of_one(self) -> int:
        """Goods come at the worth that a share of theirs asks, a yuan less in a poor turn."""
        asked = (s.minimum or 0 for s in self.row.shares.all() if s.measure == "amount")
        worth = max(asked, default=0) // self._asked()
        return worth - bool(self.turn.small)

    def _lessons(self, number: int, type_code: str) -> int:
        if self.row.measure != "lessons":
            return 2 if type_code in {"demo_lesson", "lesson_observation", "open_lesson"} else 0
        if self.row.each_of:
            return self._asked()
        left = self._asked() - number * LESSONS_AN_EVENT
        return max(1, min(LESSONS_AN_EVENT, left))

    def _people(self, school: School, number: int, deed: Deed) -> list[Person]:
        """People of ``school`` whom the clause asks for; teachers in turn where it does not."""
        staff = sorted(school.people.all(), key=lambda person: person.phone)
        fit = [person for person in staff if self._fits(person)] or staff
        if self.row.each_of == "roles":
            return self._one_a_role(staff)
        if self.row.both_heads:
            return [person for person in staff if person.is_head]
        start = number % len(fit)
        return (fit[start:] + fit[:start])[: self._named(deed)]

    def _named(self, deed: Deed) -> int:
        if self.row.measure == "people":
            return self._asked() + self.turn.extra
        return 1 if deed.type.startswith("secondment") else 2

    def _fits(self, person: Person) -> bool:
        row = self.row
        if row.actor_roles and not holds(person.roles, wanted=row.actor_roles):
            return False
        if row.minimum_rank and not reaches(person.roles, minimum_rank=row.minimum_rank):
            return False
        marks = set(person.qualifications)
        groups = row.actor_qualifications
        return not groups or any(set(group) <= marks for group in groups)

    def _one_a_role(self, staff: list[Person]) -> list[Person]:
        found = (
            next((p for p in staff if holds(p.roles, wanted=[code])), None)
            for code in self.row.each_of_items
        )
        return [person for person in found if person is not None]

    def _roster_people(self, deed: Deed, owing: tuple[School, ...]) -> list[Person]:
        entry = deed.roster[0]
        people = [entry.mentor, entry.person]
        return [person for person in people if person and person.school in owing]

    def _stretch(self, deed: Deed) -> None:
        if weeks := self.row.floor_weeks:
            deed.ends_on = deed.starts_on + timedelta(days=7 * weeks - 1)
        elif deed.type.startswith("secondment") or deed.type == "shadowing":
            last = max(deed.starts_on, self.window.ends_on)
            deed.ends_on = min(deed.starts_on + timedelta(days=LONG_STAY_DAYS), last)

    def _heads(self, deed: Deed, number: int) -> dict[School, int]:
        """Head-counts beside the names; a floor is met, but for the small ones."""
        if deed.type.startswith("secondment"):
            return {}
        heads = {school: len(deed.participants) + number % 3 for school in deed.done_by}
        for school in (self.pairing.supporting_school, self.pairing.receiving_school):
            heads.setdefault(school, 6 + number % 5)
        if floor := self.row.floor_people:
            is_small = number < self.turn.small
            heads[deed.done_by[0]] = floor - 1 if is_small else floor + number % 4
        if self.row.counted_side and self.row.measure in {"people", "percent"}:
            heads[self.pairing.school_on(self.row.counted_side)] = self._wanted_heads()
        return heads

    def _wanted_heads(self) -> int:
        """How many of the counted side take part: of a share of pupils, all but a few."""
        if self.row.measure == "people":
            return self._asked()
        return PUPILS * self._asked() // 100 - FEW * bool(self.turn.small)
