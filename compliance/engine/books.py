"""One whole obligation opened for judging: its windows, its parts, what each part gathered.

The parts that quota lines by stage make have the windows of their stage's calendar; the whole
then has one window for each key, from the earliest first day to the latest last one. A share
(其中) has its parent's windows; one with a period of its own has its own, and each of those is
a part of the parent's window that it begins in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from compliance.engine.asking import Ask, ask_of
from compliance.engine.counting import Hit, members
from compliance.engine.duties import Duty, is_roster, lay_out, touch_of
from compliance.engine.gathering import Gatherer, Pool, Slot
from compliance.engine.known import Known
from compliance.engine.placing import Placer
from compliance.engine.terms import Obligation, RosterEntry
from compliance.engine.verdicts import NearMiss, PartKey, PartKind, Window
from compliance.engine.windows import windows_of

Members = Mapping[str, RosterEntry]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One duty with its windows; an ask of None where it has no part in a window."""

    duty: Duty
    windows: list[Window]
    asks: list[Ask | None]
    slots: list[Slot]


@dataclass(slots=True, kw_only=True)
class Whole:
    """One window of the whole obligation; ``at`` finds it among the windows of each stage."""

    window: Window
    at: dict[str, int]


@dataclass(slots=True, kw_only=True)
class Share:
    """``within`` says which windows of the share are parts of a window of its parent."""

    book: "Book"
    within: Mapping[int, list[int]]


@dataclass(slots=True, kw_only=True)
class Book:
    """``by_stage`` are the windows of each stage line (one line, "", where there are none);
    ``head`` is the place of a share among the parts of the whole; ``rest`` are the near misses
    of each window of the whole that have to do with no part."""

    obligation: Obligation
    types: frozenset[str]
    lifted_by: frozenset[int]
    by_stage: dict[str, list[Window]]
    wholes: list[Whole]
    head: tuple[PartKey, ...] = ()
    asks: dict[str, list[Ask | None]] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    rest: Mapping[int, list[NearMiss]] = field(default_factory=dict)

    def leaves(self, index: int) -> Iterator[tuple[Sheet, int]]:
        """The sheets that have a part in the whole window ``index``, and where."""
        at = self.wholes[index].at
        for sheet in self.sheets:
            place = at.get(sheet.duty.stage)
            if place is not None and sheet.asks[place] is not None:
                yield sheet, place

    def hits(self, index: int) -> dict[int, Hit]:
        """By activity, everything that counts in the whole window ``index``."""
        return {
            hit.entry.activity.id: hit
            for sheet, place in self.leaves(index)
            for hit in sheet.slots[place].hits
        }

    def ask(self, index: int) -> Ask | None:
        """What the first stage line asks of every part in the whole window ``index``."""
        at = self.wholes[index].at
        return next((self.asks[stage][place] for stage, place in at.items()), None)


def open_book(obligation: Obligation, *, known: Known) -> Book:
    """The book of a whole obligation, its shares not yet opened."""
    windows = windows_of(obligation, known.case, on=known.on)
    book = _book(obligation, windows)
    _fill(book, known=known, pools={})
    return book


def open_shares(book: Book, *, known: Known, shares_of: Mapping[int, list[Obligation]]) -> None:
    """Opens the shares of ``book`` (and theirs), counted among its own events."""
    for obligation in shares_of.get(book.obligation.id, ()):
        share = _share_of(book, obligation, known=known)
        if share is None:
            continue
        _fill(share.book, known=known, pools=_pools(share, parent=book))
        open_shares(share.book, known=known, shares_of=shares_of)
        book.shares.append(share)


def _book(
    obligation: Obligation,
    windows: tuple[Window, ...] | list[Window],
    *,
    parent: Book | None = None,
) -> Book:
    lines = tuple(dict.fromkeys(quota.stage for quota in obligation.quotas if quota.stage))
    by_stage = {line: [w for w in windows if w.stage == line] for line in lines}
    return Book(
        obligation=obligation,
        types=obligation.activity_types or (parent.types if parent else frozenset()),
        lifted_by=(parent.lifted_by if parent else frozenset()) | {obligation.id},
        by_stage=by_stage or {"": list(windows)},
        wholes=_wholes(by_stage) if by_stage else _plain(windows),
        head=_head(obligation, parent=parent),
    )


def _head(obligation: Obligation, *, parent: Book | None) -> tuple[PartKey, ...]:
    return (*parent.head, PartKey(PartKind.SHARE, str(obligation.id))) if parent else ()


def _plain(windows: tuple[Window, ...] | list[Window]) -> list[Whole]:
    return [Whole(window=window, at={"": index}) for index, window in enumerate(windows)]


def _wholes(by_stage: Mapping[str, list[Window]]) -> list[Whole]:
    at: dict[tuple, dict[str, int]] = {}
    for stage, windows in by_stage.items():
        for index, window in enumerate(windows):
            at.setdefault((window.key, window.trigger), {})[stage] = index
    found = [
        Whole(window=_joined([by_stage[s][i] for s, i in places.items()]), at=places)
        for places in at.values()
    ]
    return sorted(found, key=lambda whole: (whole.window.starts_on, whole.window.ends_on))


def _joined(windows: list[Window]) -> Window:
    first = windows[0]
    if len(windows) == 1:
        return first
    days = sorted(set(chain.from_iterable(window.teaching_days for window in windows)))
    return replace(
        first,
        starts_on=min(window.starts_on for window in windows),
        ends_on=max(window.ends_on for window in windows),
        due_on=max(window.due_on for window in windows),
        closes_on=max(window.closes_on for window in windows),
        full_starts_on=min(window.full_starts_on for window in windows),
        full_ends_on=max(window.full_ends_on for window in windows),
        teaching_days=tuple(days),
        cut=None if any(window.cut is None for window in windows) else first.cut,
    )


# --- filling in ---------------------------------------------------------------------------


def _fill(book: Book, *, known: Known, pools: Mapping[str, Pool]) -> None:
    """Lays the obligation out in duties and gathers what lies in the windows of each."""
    starts = {(s, i): w.window.starts_on for w in book.wholes for s, i in w.at.items()}
    for stage, windows in book.by_stage.items():
        rosters = _rosters(book.obligation, windows, known=known)
        duties = _duties(book, stage=stage, rosters=rosters)
        placer = Placer(book.obligation, windows, known)
        book.asks[stage] = [
            ask_of(
                book.obligation,
                window,
                stage=stage,
                known=known,
                lifting=(book.lifted_by, starts[stage, index]),
            )
            for index, window in enumerate(windows)
        ]
        for duty in duties:
            asks = _of_member(book.asks[stage], duty, rosters=rosters)
            gatherer = Gatherer(duty, placer=placer, asks=asks, pool=pools.get(stage))
            slots = gatherer.gather(_entries(duty, known=known)) if windows else []
            sheet = Sheet(duty=duty, windows=windows, asks=asks, slots=slots)
            book.sheets.append(sheet)


def _duties(book: Book, *, stage: str, rosters: list[Members] | None) -> list[Duty]:
    everyone: dict[str, RosterEntry] = {}
    for roster in rosters or ():
        everyone |= roster
    return lay_out(
        book.obligation,
        stage=stage,
        roster=tuple(everyone[key] for key in sorted(everyone)),
        types=book.types,
        head=book.head,
    )


def _rosters(
    obligation: Obligation, windows: list[Window], *, known: Known
) -> list[Members] | None:
    if not is_roster(obligation):
        return None
    kind = obligation.each_of.kind
    return [{m.key: m for m in members(known, kind, window=window)} for window in windows]


def _of_member(
    asks: list[Ask | None], duty: Duty, *, rosters: list[Members] | None
) -> list[Ask | None]:
    """Nothing is asked of a member in a window whose roster it was not on."""
    if rosters is None:
        return asks
    return [
        ask if duty.item in roster else None for ask, roster in zip(asks, rosters, strict=True)
    ]


def _entries(duty: Duty, *, known: Known) -> list:
    entries, touches = known.of_types(duty.types), touch_of(duty)
    if touches is None:
        return list(entries)
    return [entry for entry in entries if touches(entry.activity)]


# --- shares -------------------------------------------------------------------------------


def _share_of(parent: Book, obligation: Obligation, *, known: Known) -> Share | None:
    """None for a share that asks for nothing countable, or was not agreed yet."""
    own = windows_of(obligation, known.case, on=known.on)
    if not own:
        return None
    if _keeps_time_with(parent.obligation, obligation):
        # By key: the share may name a stage whose terms begin on other days.
        keys = {(window.key, window.trigger) for window in own}
        kept = [
            index
            for index, whole in enumerate(parent.wholes)
            if (whole.window.key, whole.window.trigger) in keys
        ]
        book = _book(obligation, [parent.wholes[i].window for i in kept], parent=parent)
        within = {index: [place] for place, index in enumerate(kept)}
        return Share(book=book, within=within)
    book = _book(obligation, own, parent=parent)
    within: dict[int, list[int]] = {}
    for place, whole in enumerate(book.wholes):
        within.setdefault(_begins_in(parent, whole.window), []).append(place)
    return Share(book=book, within=within)


def _keeps_time_with(parent: Obligation, share: Obligation) -> bool:
    has_stages = any(quota.stage for quota in share.quotas)
    return not has_stages and (share.period, share.season) == (parent.period, parent.season)


def _begins_in(parent: Book, window: Window) -> int:
    begun = [
        index
        for index, whole in enumerate(parent.wholes)
        if whole.window.starts_on <= window.starts_on
    ]
    return begun[-1] if begun else 0


def _pools(share: Share, *, parent: Book) -> dict[str, Pool]:
    """By stage line of the share, the parent's events and where each one lies."""
    waiting = frozenset(
        miss.entry.activity.id
        for sheet in parent.sheets
        for slot in sheet.slots
        for miss in slot.misses
        if miss.waits
    )
    keeps_time = _keeps_time_with(parent.obligation, share.book.obligation)
    found = {}
    for stage, windows in share.book.by_stage.items():
        hits: dict[int, tuple[int, Hit]] = {}
        for index in range(len(parent.wholes)):
            for activity_id, hit in parent.hits(index).items():
                places = share.within.get(index, ()) if keeps_time else _holding(windows, hit)
                for place in places:
                    hits[activity_id] = (place, hit)
        found[stage] = Pool(parent.obligation.id, hits, waiting)
    return found


def _holding(windows: list[Window], hit: Hit) -> list[int]:
    day = hit.entry.activity.starts_on
    return [i for i, window in enumerate(windows) if window.starts_on <= day <= window.ends_on]
