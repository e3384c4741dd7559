"""What is known while a block is read: its surroundings, and what is carried along."""

import re
from dataclasses import dataclass, field

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline
from agreements.reader.drafts import Draft
from agreements.reader.phrases import Each, Period
from agreements.reader.sides import Sides

CONNECTORS = re.compile(
    r"(?:(?:并且|而且|同时|此外|另外|[一二三四五六]是|并|且|还|也|以及|[和及])[要应须]?"
    r"|[,、;: ])+"
)


@dataclass(slots=True, kw_only=True)
class Context:
    """What a block is read in. ``subject`` is the side of its heading, ``month`` that of a
    month heading above it, ``before`` what the point before it in the same list carried."""

    block: int
    sides: Sides
    subject: str | None = None
    month: Deadline | None = None
    period: Period | None = None  # of the head of the list
    is_report: bool = False
    is_of_conditions: bool = False  # on who may take part
    is_term_plan: bool = False
    is_inline: bool = False  # behind its month on the same line
    is_plain: bool = False  # a line without a number and without a mark
    before: "Carry | None" = None


@dataclass(slots=True, kw_only=True)
class Carry:
    """What holds on from clause to clause. ``side`` None: nobody was named; "" is not used.
    ``waiting`` is where a lead-in begins that holds only a time or a subject, ``head`` a
    clause with an act and without a duty, ``main`` the duty read last, no share, no floor."""

    side: str | None = None
    side_place: tuple[int, int] | None = None
    is_jointly: bool = False  # both, as a clause without a duty says
    is_guessed: bool = False  # the side of the point before
    side_before: tuple[str | None, tuple[int, int] | None] | None = None  # of the sentence
    period: Period | None = None
    time: Deadline | None = None
    is_dated: bool = False
    each: tuple[str, ...] = ()
    each_place: tuple[int, int] | None = None
    waiting: int | None = None
    waits_for_act: bool = False
    head: Clause | None = None
    main: int | None = None
    is_in_share: bool = False
    telling: str = ""  # "deed", "state": the sentence tells what was done, how things are
    floor: Each | None = None  # 每次 of the clause before
    is_in_floor: bool = False
    is_floor_own: bool = False  # that clause gave an entry of its own
    floor_noun: str = ""  # the event or piece of which it is

    def new_sentence(self) -> None:
        if self.side_before is not None:
            (self.side, self.side_place), self.side_before = self.side_before, None
        self.time, self.head, self.waiting = None, None, None
        self.is_in_share, self.waits_for_act, self.is_dated = False, False, False
        self.floor, self.is_in_floor, self.telling = None, False, ""
        self.is_floor_own, self.floor_noun = False, ""


@dataclass(slots=True, kw_only=True)
class State:
    text: str
    context: Context
    drafts: list[Draft]
    carry: Carry = field(default_factory=Carry)
    clauses: list[Clause] = field(default_factory=list)
    first: Clause | None = None  # of the sentence

    def words(self, clause: Clause) -> str:
        return self.text[clause.start : clause.end]

    @property
    def month(self) -> int | None:
        return self.context.month.month if self.context.month else None

    @property
    def main(self) -> Draft | None:
        """The duty read last in this block."""
        if self.carry.main is None:
            return None
        draft = self.drafts[self.carry.main]
        return draft if draft.block == self.context.block else None

    def start_of(self, clause: Clause) -> int:
        """Where the words of a duty in ``clause`` begin, lead-ins with a time included."""
        waiting = self.carry.waiting
        start = clause.start if waiting is None or clause.in_bracket else waiting
        found = CONNECTORS.match(self.text, start, clause.end)
        return found.end() if found else start

    def draft(self, *, start: int, end: int) -> Draft:
        while end > start and self.text[end - 1] in " ,;:、。":
            end -= 1
        return Draft(start=start, end=end, block=self.context.block)

    def add(self, draft: Draft, *, is_main: bool) -> None:
        self.drafts.append(draft)
        if is_main:
            self.carry.main = len(self.drafts) - 1


def bare(text: str, clause: Clause, *places: tuple[int, int]) -> str:
    """What is left of a clause without its phrases and without ``places``."""
    held = sorted([*((p.start, p.end) for p in clause.phrases), *places])
    found, at = [], clause.start
    for start, end in held:
        if start > at:
            found.append(text[at:start])
        at = max(at, end)
    found.append(text[at : clause.end])
    return "".join(found)
