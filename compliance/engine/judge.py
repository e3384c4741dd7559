"""Judges a case: one verdict for every window of every whole obligation, each explained.

Shares, items, sides and stage lines are folded into the ``parts`` of their whole. An
obligation nobody has agreed a number for, and one that is text only, is not judged.

A roster without members makes nothing to count: the verdict of such a window has no status
(None) and says so (``ROSTER_EMPTY``); so has a percentage whose head-count is missing or zero
(``HEADCOUNT_MISSING``). Neither can ever be met.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from compliance.engine import groups
from compliance.engine.books import Book, Sheet, open_book, open_shares
from compliance.engine.duties import is_judged, severity_of
from compliance.engine.explaining import is_plain, not_begun, prohibition, verdict_of
from compliance.engine.folding import folded, with_shares
from compliance.engine.known import Known, know
from compliance.engine.resting import resting
from compliance.engine.standing import Standing
from compliance.engine.terms import Activity, Case, Modality, Obligation, Venue
from compliance.engine.verdicts import (
    NearMiss,
    PartKey,
    Reason,
    ReasonCode,
    Status,
    Verdict,
    Window,
)

Leaf = tuple[tuple[PartKey, ...], Verdict]


def judge(case: Case, *, on: date, only: frozenset[int] | None = None) -> tuple[Verdict, ...]:
    """Every verdict of the agreement as of the end of the day ``on``, in clause order, then in
    the order of the windows. ``only``: of these obligations, among which every counting group
    is whole (``touching.touched_by``); what others ask is not looked at."""
    known = know(case, on=on)
    wholes = [o for o in _wholes(case, on=on) if only is None or o.id in only]
    books = _open_books(wholes, known=known)
    return tuple(verdict for book in books for verdict in _verdicts(book, known=known))


def judge_obligation(case: Case, obligation_id: int, *, on: date) -> tuple[Verdict, ...]:
    """The same verdicts of one whole obligation only; raises LookupError for one that is
    unknown, not judged, or a share of another."""
    wholes = _wholes(case, on=on)
    wanted = next((o for o in wholes if o.id == obligation_id), None)
    if wanted is None:
        raise LookupError(f"obligation {obligation_id} is no whole obligation judged on {on}")
    needed = [o for o in wholes if o is wanted or _shares_group(o, wanted)]
    known = know(case, on=on)
    book = next(book for book in _open_books(needed, known=known) if book.obligation is wanted)
    return tuple(_verdicts(book, known=known))


def _shares_group(obligation: Obligation, other: Obligation) -> bool:
    return bool(other.counting_group) and obligation.counting_group == other.counting_group


# --- which obligations --------------------------------------------------------------------


def _is_counted(obligation: Obligation, *, on: date) -> bool:
    is_known = obligation.known_on is None or obligation.known_on <= on
    return is_known and not obligation.uncounted and obligation.modality != Modality.TEXT_ONLY


def _wholes(case: Case, *, on: date) -> list[Obligation]:
    """In clause order. A share of something that is not counted stands by itself."""
    counted = [o for o in case.obligations if _is_counted(o, on=on)]
    ids = {obligation.id for obligation in counted}
    wholes = [obligation for obligation in counted if obligation.part_of not in ids]
    return sorted(wholes, key=_clause_order)


def _clause_order(obligation: Obligation) -> tuple[int, int]:
    return obligation.order, obligation.id


def _open_books(obligations: list[Obligation], *, known: Known) -> list[Book]:
    """Opened and settled: groups share out their activities, then shares count from what is
    left to their parents."""
    books = [open_book(obligation, known=known) for obligation in obligations]
    grouped: dict[str, list[Book]] = {}
    for book in books:
        if book.obligation.counting_group:
            grouped.setdefault(book.obligation.counting_group, []).append(book)
    for group in grouped.values():
        groups.settle(group)
    shares_of: dict[int, list[Obligation]] = {}
    for obligation in sorted(known.case.obligations, key=_clause_order):
        if obligation.part_of is not None:
            shares_of.setdefault(obligation.part_of, []).append(obligation)
    for book in books:
        open_shares(book, known=known, shares_of=shares_of)
        _rest(book, known=known)
    return books


def _rest(book: Book, *, known: Known) -> None:
    book.rest = resting(book, known=known)
    for share in book.shares:
        _rest(share.book, known=known)


# --- from book to verdicts ----------------------------------------------------------------


def _verdicts(book: Book, *, known: Known) -> Iterable[Verdict]:
    for index in range(len(book.wholes)):
        verdict = _verdict(book, index, known=known)
        if verdict is not None:
            yield verdict


def _verdict(book: Book, index: int, *, known: Known) -> Verdict | None:
    """One window of a whole, or of a share; None where quota lines ask nothing of it."""
    leaves = [
        (sheet.duty.path, _leaf(sheet, place, known=known))
        for sheet, place in book.leaves(index)
    ]
    if leaves:
        own = _folded(book, index, leaves, known=known)
    elif book.ask(index) is None:
        return None
    else:
        own = _without_members(book, index, known=known)
    if not book.shares:
        return own
    return with_shares(own, list(_share_verdicts(book, index, known=known)))


def _folded(book: Book, index: int, leaves: list[Leaf], *, known: Known) -> Verdict:
    depth = len(book.head)
    if len(leaves) == 1 and len(leaves[0][0]) == depth:
        return leaves[0][1]
    window, rest = book.wholes[index].window, book.rest.get(index, [])
    return _fold(_Frame(book.obligation, window, known, rest), leaves, depth=depth)


def _share_verdicts(book: Book, index: int, *, known: Known) -> Iterable[Verdict]:
    for share in book.shares:
        for place in share.within.get(index, ()):
            verdict = _verdict(share.book, place, known=known)
            if verdict is not None:
                yield verdict


def _leaf(sheet: Sheet, place: int, *, known: Known) -> Verdict:
    if sheet.duty.obligation.modality is Modality.MUST_NOT:
        return prohibition(sheet.duty, sheet.windows[place], known=known)
    window, ask, slot = sheet.windows[place], sheet.asks[place], sheet.slots[place]
    if known.on < window.starts_on and is_plain(sheet.duty, ask=ask, slot=slot):
        return not_begun(sheet.duty, window, ask=ask)
    standing = Standing(sheet.duty, window, ask=ask, slot=slot, known=known)
    return verdict_of(standing, before=_counted_before(sheet, place))


def _counted_before(sheet: Sheet, place: int) -> Activity | None:
    """The last activity counted before the window: where it was held matters when the two
    schools alternate."""
    if sheet.duty.obligation.venue is not Venue.ALTERNATING:
        return None
    earlier = [hit for slot in sheet.slots[:place] for hit in slot.hits]
    return earlier[-1].entry.activity if earlier else None


class _Frame(NamedTuple):
    """What every fold of one window shares; ``rest`` has to do with no part."""

    obligation: Obligation
    window: Window
    known: Known
    rest: list[NearMiss]


def _fold(frame: _Frame, leaves: list[Leaf], *, depth: int) -> Verdict:
    """Folds stage lines, then sides, then items: each level by its place in the path."""
    path, first = leaves[0]
    if len(path) == depth:
        return first
    parts = _parts(frame._replace(rest=[]), leaves, depth=depth)
    window = frame.window if _differ(parts) else parts[0].window
    return folded(
        frame.obligation,
        window,
        parts,
        known=frame.known,
        part=path[depth - 1] if depth else None,
        rest=frame.rest,
    )


def _parts(frame: _Frame, leaves: list[Leaf], *, depth: int) -> list[Verdict]:
    if len(leaves[0][0]) == depth + 1:
        return [verdict for _, verdict in leaves]
    level: dict[PartKey, list[Leaf]] = {}
    for leaf in leaves:
        level.setdefault(leaf[0][depth], []).append(leaf)
    return [_fold(frame, below, depth=depth + 1) for below in level.values()]


def _differ(parts: list[Verdict]) -> bool:
    return any(part.window is not parts[0].window for part in parts)


def _without_members(book: Book, index: int, *, known: Known) -> Verdict:
    """The roster is empty: nothing to count, and never met."""
    window, ask = book.wholes[index].window, book.ask(index)
    status, reasons = None, ask.reasons
    if not is_judged(book.obligation):
        reasons = (Reason(ReasonCode.RECORDED_ONLY, {"counted": 0}),)
    elif ask.exempt:
        status = Status.EXEMPT
    elif known.on < window.starts_on:
        status = Status.NOT_DUE
        reasons = (Reason(ReasonCode.NOT_BEGUN, {"starts_on": window.starts_on}), *reasons)
    return Verdict(
        obligation_id=book.obligation.id,
        window=window,
        status=status,
        severity=severity_of(book.obligation),
        required=ask.required,
        counted=0,
        maximum=ask.maximum,
        reasons=(*reasons, Reason(ReasonCode.ROSTER_EMPTY, {})),
        near_misses=tuple(book.rest.get(index, ())),
        part=book.head[-1] if book.head else None,
        asked=ask.asked,
    )
