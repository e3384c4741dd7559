"""Near misses of a whole made of parts that have to do with none of them.

A visit by a director whom the clause does not name touches no item; it is shown beside the
whole, with the line along which it falls outside: stage, side or item.
"""

from collections.abc import Mapping

from compliance.engine.books import Book
from compliance.engine.duties import BOTH_SIDES
from compliance.engine.gathering import Miss, state_miss
from compliance.engine.known import Entry, Known
from compliance.engine.placing import Misplaced, Placer
from compliance.engine.terms import Activity, EachOf, EachOfKind, Party
from compliance.engine.verdicts import MissCode, NearMiss

_ITEM_CODES = {
    EachOfKind.ROLES: MissCode.WRONG_ROLE,
    EachOfKind.TYPES: MissCode.WRONG_TOPIC,
    EachOfKind.TOPICS: MissCode.WRONG_TOPIC,
    EachOfKind.GRADES: MissCode.WRONG_GRADE,
    EachOfKind.SUBJECTS: MissCode.WRONG_SUBJECT,
    EachOfKind.SCHOOLS: MissCode.WRONG_SCHOOL,
    EachOfKind.MENTOR_PAIRS: MissCode.WRONG_ROLE,
    EachOfKind.TEACHERS: MissCode.WRONG_ROLE,
}


def resting(book: Book, *, known: Known) -> Mapping[int, list[NearMiss]]:
    """By window of the whole, in the activities' lasting order."""
    obligation = book.obligation
    divided = obligation.each_of is not None or obligation.party is Party.EACH
    if not book.wholes or not (divided or "" not in book.by_stage):
        return {}
    seen = _seen(book)
    placer = Placer(obligation, [whole.window for whole in book.wholes], known)
    found: dict[int, list[NearMiss]] = {}
    for entry in known.of_types(book.types):
        if entry.activity.id not in seen:
            _rest(entry, book=book, placer=placer, found=found)
    return found


def _seen(book: Book) -> set[int]:
    slots = [slot for sheet in book.sheets for slot in sheet.slots]
    hits = {hit.entry.activity.id for slot in slots for hit in slot.hits}
    return hits | {miss.entry.activity.id for slot in slots for miss in slot.misses}


def _rest(
    entry: Entry, *, book: Book, placer: Placer, found: dict[int, list[NearMiss]]
) -> None:
    activity, place = entry.activity, placer.place(entry)
    if isinstance(place, Misplaced):
        if not activity.sides or not placer.is_near(place, activity):
            return
        index, miss = place.index, Miss(entry, place.code, place.facts)
    else:
        index, miss = place.indexes[0], _outside(entry, book=book)
    miss = state_miss(entry) or miss
    found.setdefault(index, []).append(
        NearMiss(
            activity_id=activity.id,
            held_on=activity.starts_on,
            code=miss.code,
            facts=miss.facts,
        )
    )


def _outside(entry: Entry, *, book: Book) -> Miss:
    """Along which line it falls outside every part."""
    activity = entry.activity
    stages = tuple(stage for stage in book.by_stage if stage)
    if stages and activity.stages.isdisjoint(stages):
        facts = {"wanted": stages, "found": tuple(sorted(activity.stages))}
        return Miss(entry, MissCode.WRONG_STAGE, facts)
    if book.obligation.each_of is not None and not activity.sides.isdisjoint(BOTH_SIDES):
        each_of = book.obligation.each_of
        return Miss(entry, _ITEM_CODES[each_of.kind], _item_facts(activity, each_of=each_of))
    wanted = tuple(side.value for side in BOTH_SIDES)
    found = tuple(sorted(side.value for side in activity.sides))
    return Miss(entry, MissCode.WRONG_SCHOOL, {"wanted": wanted, "found": found})


def _item_facts(activity: Activity, *, each_of: EachOf) -> dict[str, object]:
    found = {
        EachOfKind.ROLES: lambda: frozenset().union(*(p.roles for p in activity.participants)),
        EachOfKind.TYPES: lambda: {activity.type},
        EachOfKind.TOPICS: lambda: activity.topics,
        EachOfKind.GRADES: lambda: activity.grades,
        EachOfKind.SUBJECTS: lambda: activity.subjects,
    }.get(each_of.kind, lambda: activity.roster_keys)()
    facts = {"each_of": each_of.kind.value, "found": tuple(sorted(found))}
    return facts | {"wanted": tuple(sorted(each_of.items))}
