"""Counting groups: inside one, an activity counts for one duty only.

In clause order each duty takes the earliest matching activities, window by window, up to its
minimum; what is left goes to the first duty that has no maximum (to the first that it matches,
when all have one: past a maximum everything still counts). What another duty took is a near
miss of this one.
"""

from compliance.engine.asking import Ask
from compliance.engine.books import Book
from compliance.engine.counting import Hit, People, Sum, counter_of
from compliance.engine.gathering import Miss, Slot
from compliance.engine.verdicts import MissCode

Counter = Sum | People


def settle(books: list[Book]) -> None:
    """Shares the activities of one counting group out among its ``books``, in clause order."""
    taken: dict[int, Book] = {}
    for book in books:
        for index in range(len(book.wholes)):
            _take_to_the_minimum(book, index, taken=taken)
    for book in sorted(books, key=_has_maximum):
        for index in range(len(book.wholes)):
            for activity_id in book.hits(index):
                taken.setdefault(activity_id, book)
    for book in books:
        _give_up(book, taken=taken)


def _has_maximum(book: Book) -> bool:
    """Whether any of its windows has one; sorting by it keeps the clause order."""
    asks = (ask for sheet in book.sheets for ask in sheet.asks if ask is not None)
    return any(ask.maximum is not None for ask in asks)


def _take_to_the_minimum(book: Book, index: int, *, taken: dict[int, Book]) -> None:
    """Every part of the duty takes what it is short of; an event serves all that it meets."""
    parts = [
        (_ids(sheet.slots[at]), counter_of(sheet.duty), sheet.asks[at])
        for sheet, at in book.leaves(index)
    ]
    free = [hit for hit in book.hits(index).values() if hit.entry.activity.id not in taken]
    for hit in sorted(free, key=lambda hit: hit.entry.order):
        activity = hit.entry.activity
        met = [(counter, ask) for ids, counter, ask in parts if activity.id in ids]
        if any(_is_short(counter, ask, hit) for counter, ask in met):
            taken[activity.id] = book
            for counter, _ in met:
                counter.add(activity)


def _ids(slot: Slot) -> frozenset[int]:
    return frozenset(hit.entry.activity.id for hit in slot.hits)


def _is_short(counter: Counter, ask: Ask, hit: Hit) -> bool:
    if ask.exempt or counter.exact >= ask.required:
        return False
    return counter.would_add(hit.entry.activity) > 0


def _give_up(book: Book, *, taken: dict[int, Book]) -> None:
    """What another duty of the group took is a near miss here."""
    for sheet in book.sheets:
        for slot in sheet.slots:
            given = [hit for hit in slot.hits if taken[hit.entry.activity.id] is not book]
            slot.hits = [hit for hit in slot.hits if taken[hit.entry.activity.id] is book]
            slot.misses += [_elsewhere(hit, book=taken[hit.entry.activity.id]) for hit in given]


def _elsewhere(hit: Hit, *, book: Book) -> Miss:
    facts = {"obligation": book.obligation.id, "clause": book.obligation.clause}
    return Miss(hit.entry, MissCode.COUNTED_ELSEWHERE, facts)
