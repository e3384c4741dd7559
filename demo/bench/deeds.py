"""The province's activities: two hundred a pairing, four fifths of them confirmed."""

import json
from collections import defaultdict
from datetime import date, timedelta
from random import Random

from activities.models import Activity, ActivityLink, ActivityStep, HeadCount, Participant
from demo.bench.bulk import Table
from demo.bench.duties import BOTH, PEOPLE, TERM, Slot
from demo.bench.ground import Pair, Side, terms_of

A_PAIRING = 200
CONFIRMED = A_PAIRING * 4 // 5
# What became of the others, in turn.
OTHERWISE = ("returned", "voided", "pending_confirm", "voided", "draft")
CHUNK = 50  # pairings written at a time
LATE = 33  # one of so many is entered weeks after it was held
ONE_DAY = timedelta(days=1)

_POSTS = tuple(
    (json.dumps(roles), json.dumps(marks), int(head)) for roles, marks, head in PEOPLE
)


class _Tables:
    """Rows waiting to be written, by table, and the numbers given to them."""

    def __init__(self) -> None:
        self.activities = Table(
            Activity,
            *("id", "number", "type", "starts_on", "ends_on", "summary", "school_id"),
            *("lessons", "topics", "subjects", "grades", "contents", "logged_by_id"),
            *("logged_by_school_id", "entered_at", "form_token"),
        )
        self.links = Table(ActivityLink, "id", "activity_id", "pairing_id", "state")
        self.steps = Table(ActivityStep, "link_id", "state", "at", "on", "by_id", "reason")
        self.done_by = Table(Activity.done_by.through, "activity_id", "school_id")
        self.heads = Table(HeadCount, "activity_id", "school_id", "people")
        self.people = Table(
            Participant,
            *("activity_id", "school_id", "person_id", "name", "roles"),
            *("qualifications", "is_head"),
        )
        self.roster = Table(Activity.roster.through, "activity_id", "rosterentry_id")
        self.waiting: dict[Table, list[tuple]] = defaultdict(list)

    def flush(self) -> None:
        for table, rows in self.waiting.items():
            table.write(rows)
        self.waiting.clear()


class _Calendar:
    """The days on which something may be held, as text, with the moments of entry beside."""

    def __init__(self, day: date) -> None:
        self.terms = []
        for _year, season, starts_on, ends_on in terms_of(day):
            last = min(ends_on, day - ONE_DAY)
            length = (last - starts_on).days + 1
            days = [starts_on + n * ONE_DAY for n in range(length)]
            days = [d.isoformat() for d in days if d.weekday() < 5] or [starts_on.isoformat()]
            summer = [(ends_on + n * ONE_DAY).isoformat() for n in range(5, 40)]
            self.terms.append((days, summer if season == "spring" and ends_on < day else days))
        self.entered = {}
        for days, summer in self.terms:
            for text in (*days, *summer):
                held = date.fromisoformat(text)
                self.entered[text] = [
                    (min(day - ONE_DAY, held + n * ONE_DAY).isoformat(),
                     min(day - ONE_DAY, held + (n + 2) * ONE_DAY).isoformat())
                    for n in (0, 1, 2, 3, 25)
                ]  # fmt: skip


def lay_deeds(*, pairings: int, day: date) -> int:
    """Write them all; how many there are."""
    tables, calendar = _Tables(), _Calendar(day)
    plan = [(number, slot) for number in range(len(calendar.terms)) for slot in TERM]
    for number in range(1, pairings + 1):
        _lay_pairing(Pair(number), tables, calendar, plan=plan)
        if number % CHUNK == 0 or number == pairings:
            tables.flush()
    return pairings * A_PAIRING


def _lay_pairing(pair: Pair, tables: _Tables, calendar: _Calendar, *, plan: list) -> None:
    random = Random(pair.number)
    chosen = sorted(random.sample(range(len(plan)), A_PAIRING))
    states = ["confirmed"] * CONFIRMED
    states += [OTHERWISE[n % len(OTHERWISE)] for n in range(A_PAIRING - CONFIRMED)]
    random.shuffle(states)
    first = (pair.number - 1) * A_PAIRING + 1
    for pk, (index, state) in enumerate(zip(chosen, states, strict=True), start=first):
        term, slot = plan[index]
        days, summer = calendar.terms[term]
        on = random.choice(summer if slot.type == "training" else days)
        late = random.randrange(LATE)
        entered_on, answered_on = calendar.entered[on][late % 4 if late else 4]
        _lay(pk, pair, slot, tables, state=state, days=(on, entered_on, answered_on))


def _lay(pk: int, pair: Pair, slot: Slot, tables: _Tables, *, state: str, days: tuple) -> None:
    on, entered_on, answered_on = days
    supporting, receiving = pair.supporting, pair.receiving
    mine, other = (supporting, receiving) if slot.by != "receiving" else (receiving, supporting)
    host = receiving if slot.is_at_receiving else supporting
    entered_at = f"{entered_on} 01:00:00"
    waiting = tables.waiting
    waiting[tables.activities].append(
        (
            *(pk, f"HD-{pk:08}", slot.type, on, on, "", host.school, slot.lessons),
            *(slot.topics, slot.subjects, slot.grades, slot.contents),
            *(mine.liaison, mine.school, entered_at, f"{pk:032x}"),
        )
    )
    waiting[tables.links].append((pk, pk, pair.number, state))
    waiting[tables.steps].extend(
        _steps(pk, state, entered_on=entered_on, answered_on=answered_on, by=(mine, other))
    )
    both = slot.by == BOTH
    for side in (mine, other) if both else (mine,):
        waiting[tables.done_by].append((pk, side.school))
        if slot.heads:
            # One of four comes with one person less than the study visits ask for.
            people = slot.heads - (pk % 4 == 0)
            waiting[tables.heads].append((pk, side.school, people))
        for place in slot.people:
            person = side.person(place)
            waiting[tables.people].append(
                (pk, side.school, person, f"教师{person}", *_POSTS[place])
            )
    if slot.mentors:
        waiting[tables.roster].append((pk, pair.mentor_pair(pk % 3)))


def _steps(pk: int, state: str, *, entered_on: str, answered_on: str, by: tuple[Side, Side]):
    """Sent by the one side, answered by the other; what was voided had been confirmed."""
    mine, other = by
    sent, answered = f"{entered_on} 01:00:00", f"{answered_on} 02:00:00"
    if state == "draft":
        yield pk, "draft", sent, entered_on, mine.liaison, ""
        return
    yield pk, "pending_confirm", sent, entered_on, mine.liaison, ""
    if state in {"confirmed", "voided"}:
        yield pk, "confirmed", answered, answered_on, other.liaison, ""
    if state == "voided":
        yield pk, "voided", f"{answered_on} 03:00:00", answered_on, mine.liaison, "重复登记"
    if state == "returned":
        yield pk, "returned", answered, answered_on, other.liaison, "人数不符"
