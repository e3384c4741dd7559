"""What a form hands to a service: one activity as plain values, checked but not yet stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from activities.models import Activity, PlaceKind
from pairing.models import Pairing, Person, RosterEntry, School, SubSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one activity. Days are inclusive, ``amount`` is in yuan.

    ``pairings`` are those it serves, the main one first. ``heads`` are people of a school;
    ``days_each`` holds for every person named, None: as long as the activity.
    """

    type: str
    starts_on: date
    ends_on: date
    pairings: tuple[Pairing, ...]
    done_by: tuple[School, ...]
    heads: tuple[tuple[School, int], ...] = ()
    people: tuple[Person, ...] = ()
    days_each: int | None = None
    place: str = PlaceKind.SCHOOL
    school: School | None = None
    sub_site: SubSite | None = None
    place_text: str = ""
    summary: str = ""
    lessons: int = 0
    items: int = 1
    amount: Decimal = Decimal(0)
    goods: int = 0
    topics: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    topic_agreed: bool = False
    roster: tuple[RosterEntry, ...] = ()
    for_window_starts_on: date | None = None
    follows: Activity | None = None
    secondment: "SecondmentFacts | None" = None
    donation: "DonationFacts | None" = None

    def columns(self) -> dict:
        """The values that stand in the activity's own row."""
        values = {name: getattr(self, name) for name in PLAIN}
        return values | {name: sorted(getattr(self, name)) for name in LISTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentFacts:
    """The file of a secondee, beside the activity's own days and people."""

    planned_starts_on: date | None = None
    planned_ends_on: date | None = None
    post: str = ""
    mentor: Person | None = None
    meetings: int | None = None
    lessons_a_week: int | None = None
    board_note: str = ""
    cost_note: str = ""

    def columns(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLine:
    """One kind of goods; its value in yuan by the piece or in all, or unknown."""

    name: str
    quantity: int
    unit: str = ""
    condition: str = "new"
    unit_value: Decimal | None = None
    total_value: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """Yuan of the whole line, None when it is not known."""
        return self.total_value if self.unit_value is None else self.unit_value * self.quantity

    def columns(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class DonationFacts:
    purpose: str = ""
    receipt_number: str = ""
    lines: tuple[GoodsLine, ...] = ()


PLAIN = (
    "type",
    "starts_on",
    "ends_on",
    "summary",
    "place",
    "school",
    "sub_site",
    "place_text",
    "lessons",
    "items",
    "amount",
    "goods",
    "topic_agreed",
    "for_window_starts_on",
    "follows",
)
LISTS = ("topics", "subjects", "stages", "grades", "contents")
