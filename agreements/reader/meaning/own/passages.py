"""Where in a text our own sentences stand, and what they are as duties of a reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from agreements.reader.meaning.own import OwnDuty, duties_of
from agreements.reader.values import Obligation, Said
from agreements.words.about import GRADES, SUBJECTS, TOPICS
from agreements.words.deeds import DEEDS
from agreements.words.people import ROLES

# The clean text has narrow signs, our sentences have wide ones: one for one.
WIDE = str.maketrans(",()-", "，（）—")
STRETCH = re.compile(r"(?:“[^”\n]*”|[^。;:!?\n])+")
SWAPPED = {"supporting": "receiving", "receiving": "supporting"}
NOUNS = {
    "roles": ROLES,
    "types": {code: deed.noun for code, deed in DEEDS.items()},
    "topics": TOPICS,
    "grades": GRADES,
    "subjects": SUBJECTS,
}
ROSTERS = {"mentor_pairs": "师徒", "teachers": "教师", "schools": "学校"}
PERIODS = {"agreement_year": "year", "calendar_year": "year"}
SAID = frozenset({"week", "fortnight", "month", "term", "school_year", "year", "agreement"})


def stretches(clean: str, start: int, end: int) -> Iterator[tuple[int, int, list[OwnDuty]]]:
    """``clean[start:end]`` cut where one of our sentences begins or ends; the duties of ours,
    none for other people's words."""
    at = start
    for piece in STRETCH.finditer(clean, start, end):
        words = piece[0].strip()
        first = piece.start() + piece[0].index(words)
        if found := duties_of(words.translate(WIDE), start=first):
            if at < piece.start():
                yield at, piece.start(), []
            yield first, first + len(words), found
            at = piece.end()
    if at < end:
        yield at, end, []


def swapped(obligation: Obligation) -> Obligation:
    """Where a text calls the receiving school 甲方."""
    return replace(
        obligation,
        party=SWAPPED.get(obligation.party, obligation.party),
        venue=SWAPPED.get(obligation.venue, obligation.venue),
        counted_side=SWAPPED.get(obligation.counted_side, obligation.counted_side),
        part_of=swapped(obligation.part_of) if obligation.part_of else None,
    )


def said_of(obligation: Obligation, words: Mapping[str, str]) -> Said:
    """``words`` as written: the unit, the deadline."""
    period, deadline = PERIODS.get(obligation.period, obligation.period), words.get("deadline")
    is_dated = obligation.period == "once" and deadline
    return Said(
        party=None if obligation.party == "bureau" else obligation.party,
        period=period if period in SAID else "once" if is_dated else "",
        minimum=obligation.minimum,
        maximum=obligation.maximum,
        unit=words.get("unit", ""),
        each_of=_each(obligation),
        event_people=obligation.floor_people,
        event_days=obligation.floor_days or 7 * (obligation.floor_weeks or 0) or None,
        deadline=deadline or "",
    )


def _each(obligation: Obligation) -> tuple[str, ...]:
    if not obligation.each_of:
        return ()
    nouns = NOUNS.get(obligation.each_of)
    if nouns is None:
        return (ROSTERS[obligation.each_of],)
    return tuple(nouns[code] for code in obligation.each_of_items)
