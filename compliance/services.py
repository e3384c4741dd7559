"""Keeping verdicts: judged again when a fact changes, read until the day they are good for."""

from collections import namedtuple
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Agreement
from compliance.engine.judge import judge
from compliance.engine.terms import Case
from compliance.engine.touching import touched_by
from compliance.engine.verdicts import Verdict
from compliance.facts import cases
from compliance.facts.reading import Read
from compliance.frozen import filings_of
from compliance.judging import judged, verdicts_of
from compliance.keeping import KEY, Kept, areas_of, quiet_until, row_of
from compliance.models import StoredVerdict
from compliance.standings import Standing, not_judged, spoil, spoiled
from compliance.summing import standings_of
from compliance.uncollected import uncollected
from compliance.upserting import upsert
from pairing.models import Pairing

__all__ = [
    "forget",
    "is_stale",
    "ranges",
    "refresh",
    "refresh_all",
    "refresh_range",
    "stale",
    "stored",
    "verdicts_of",
]

BATCH = 25  # pairings judged in one transaction: memory stays flat over a whole province
RANGE = 250  # pairings in one message to a worker: some seconds of work
AT_ONCE = 50  # pairings judged while somebody waits for a page about very many

Judged = tuple[Agreement, Case, tuple[Verdict, ...]]
# What of a kept row tells whether it has to be written, and what a standing is made of.
Head = namedtuple(
    "Head",
    (
        *KEY,
        "pk",
        "pairing_id",
        "support_area_id",
        "ends_on",
        "closes_on",
        "last_useful_on",
        "reached_on",
        "status",
        "severity",
        "digest",
        "judged_on",
        "valid_until",
    ),
)

_HEADS = Read(
    lambda ids: (
        StoredVerdict.objects.filter(pairing__in=ids).order_by().values_list(*Head._fields)
    )
)
_LOCKED = Read(
    lambda ids: Pairing.objects.select_for_update().filter(pk__in=ids).order_by("pk")
)
_GOOD = Read(
    lambda ids: Standing.objects.filter(pairing__in=ids).values_list("judged_on", "valid_until")
)


def stored(pairings: Iterable[Pairing] | QuerySet, *, on: date) -> QuerySet[StoredVerdict]:
    """The verdicts of ``pairings`` as they stand on ``on``: whichever pairing is past the day
    its verdicts are good for is judged again first. One query when none is, and the rows."""
    refresh(stale(pairings, on=on), on=on)
    return StoredVerdict.objects.filter(pairing__in=pairings)


def refresh(
    pairing_ids: Iterable[int], *, on: date, types: frozenset[str] | None = None
) -> None:
    """Judge these pairings on ``on`` and keep what came out; rows that did not change are left
    alone, rows of windows that are no more are deleted. ``types``: nothing changed since but
    activities of these types, so that where all other verdicts are good on ``on``, only those
    are judged that such activities touch."""
    for some in _batches(sorted(set(pairing_ids)), BATCH):
        with uncollected():
            _refresh_batch(some, on=on, types=types)


def refresh_all(*, on: date) -> int:
    """Judge every pairing, in this process; returns how many."""
    ids = list(Pairing.objects.order_by("pk").values_list("pk", flat=True))
    refresh(ids, on=on)
    return len(ids)


def ranges(*, on: date, size: int | None = None) -> list[tuple[int, int]]:
    """The first and last ids of ranges that hold everything not judged on ``on`` yet, at most
    ``size`` such pairings in each. One query; no two ranges share a pairing."""
    size = size or RANGE
    ids = list(_due(on).values_list("pk", flat=True))
    return [(some[0], some[-1]) for some in _batches(ids, size)]


def refresh_range(*, first: int, last: int, on: date) -> int:
    """Judge what is not judged on ``on`` yet among the pairings with ids from ``first`` to
    ``last``; returns how many. For many at a time, in several processes: it may be stopped and
    begun again anywhere, and twice at once does no harm. Facts are read and judged before the
    writing transaction begins, so that nobody waits for it; a pairing that somebody judged
    meanwhile is left as it is."""
    ids = list(_due(on).filter(pk__range=(first, last)).values_list("pk", flat=True))
    for some in _batches(ids, BATCH):
        marks = Standing.objects.marks(some)
        with uncollected():
            fresh = _judge(list(Pairing.objects.filter(pk__in=some).order_by("pk")), on=on)
            _keep_unless_marked(some, fresh, marks=marks)
    return len(ids)


@transaction.atomic
def forget(pairings: QuerySet[Pairing]) -> None:
    """Make the kept verdicts of ``pairings`` good for no day: they are judged when next read.
    For what changes under many pairings at once, such as a calendar."""
    # Locked: who judges now by the old facts is waited for, and does not have the last word.
    list(pairings.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    spoil(pairings)


def stale(pairings: Iterable[Pairing] | QuerySet, *, on: date) -> QuerySet:
    """The ids of those that have to be judged before they are read on ``on``."""
    rows = Pairing.objects.filter(is_stale(on), pk__in=_ids(pairings))
    return rows.order_by("pk").values_list("pk", flat=True)


def is_stale(on: date) -> Q:
    """Of pairings: spoiled, and some agreement of theirs binds."""
    binding = Agreement.objects.main().binding().filter(pairing=OuterRef("pk"))
    return spoiled(on) & Q(Exists(binding))


def _due(on: date) -> QuerySet[Pairing]:
    return Pairing.objects.filter(not_judged(on)).order_by("pk")


def _ids(pairings: Iterable[Pairing] | QuerySet) -> Iterable:
    if isinstance(pairings, QuerySet):
        return pairings.order_by().values("pk")
    return [pairing.pk for pairing in pairings]


def _batches(ids: list[int], size: int) -> Iterable[list[int]]:
    return (ids[first : first + size] for first in range(0, len(ids), size))


class _Fresh(NamedTuple):
    """What some pairings come to when they are judged, not saved. ``staying`` are kept rows
    that were not judged: they are good as they are."""

    rows: list[Kept]
    standings: list[Standing]
    staying: frozenset[int] = frozenset()


@transaction.atomic
def _refresh_batch(ids: list[int], *, on: date, types: frozenset[str] | None) -> None:
    pairings, heads = _locked(ids), _heads(ids)
    if types is None or not _all_good(ids, on=on) or filings_of(ids):
        _keep(heads, _judge(pairings, on=on))
    else:
        _keep(heads, _judge_touched(pairings, on=on, types=types, heads=heads))


def _all_good(ids: list[int], *, on: date) -> bool:
    good = [pk for pk in _GOOD(ids) if pk[0] <= on <= pk[1]]
    return len(good) == len(ids)


@transaction.atomic
def _keep_unless_marked(ids: list[int], fresh: _Fresh, *, marks: dict[int, int]) -> None:
    _locked(ids)
    now = Standing.objects.marks(ids)
    ours = [pk for pk in ids if now.get(pk) == marks.get(pk)]
    rows = [row for row in fresh.rows if row.pairing_id in set(ours)]
    standings = [row for row in fresh.standings if row.pairing_id in set(ours)]
    _keep(_heads(ours), _Fresh(rows, standings))


def _locked(ids: list[int]) -> list[Pairing]:
    """Locked (where the database can): of two changes at once the later one judges last."""
    return _LOCKED(ids)


def _heads(ids: list[int]) -> dict[tuple, Head]:
    return {row[: len(KEY)]: Head._make(row) for row in _HEADS(ids)}


def _keep(heads: dict[tuple, Head], fresh: _Fresh) -> None:
    """Make ``fresh`` all that is kept of its pairings, whose kept rows are ``heads``."""
    changed = [row for row in fresh.rows if _differs(row, heads.get(_key(row)))]
    there = {_key(row) for row in fresh.rows}
    gone = [h.pk for key, h in heads.items() if key not in there and h.pk not in fresh.staying]
    if gone:
        StoredVerdict.objects.filter(pk__in=gone).delete()
    upsert(StoredVerdict, changed, fields=Kept._fields, key=KEY)
    Standing.objects.keep(fresh.standings)


def _judge(pairings: list[Pairing], *, on: date) -> _Fresh:
    found = list(judged(pairings, on=on))
    rows = _rows(found, on=on)
    return _Fresh(rows, _standings(pairings, rows, found, on=on))


def _judge_touched(
    pairings: list[Pairing], *, on: date, types: frozenset[str], heads: dict[tuple, Head]
) -> _Fresh:
    """The same where only activities of ``types`` changed."""
    found, touched = [], set()
    for agreement, case in cases(pairings):
        only = touched_by(case, types)
        touched |= only
        found.append((agreement, case, judge(case, on=on, only=only)))
    rows = _rows(found, on=on)
    left = [head for head in heads.values() if head.obligation_id not in touched]
    standings = _standings(pairings, [*rows, *left], found, on=on)
    return _Fresh(rows, standings, frozenset(head.pk for head in left))


def _rows(found: Iterable[Judged], *, on: date) -> list[Kept]:
    areas = areas_of(v.obligation_id for _, _, verdicts in found for v in verdicts)
    rows: list[Kept] = []
    for agreement, case, verdicts in found:
        quiet = quiet_until(case, on=on)
        rows += [
            row_of(
                verdict,
                agreement=agreement,
                on=on,
                quiet_until=quiet,
                area_id=areas[verdict.obligation_id],
            )
            for verdict in verdicts
        ]
    return rows


def _standings(
    pairings: list[Pairing], rows: list[Kept | Head], found: Iterable[Judged], *, on: date
) -> list[Standing]:
    by_pairing: dict[int, list[Case]] = {}
    for agreement, case, _ in found:
        by_pairing.setdefault(agreement.pairing_id, []).append(case)
    return standings_of([pairing.pk for pairing in pairings], rows, by_pairing, on=on)


def _key(row: Kept) -> tuple:
    return row[: len(KEY)]


def _differs(fresh: Kept, head: Head | None) -> bool:
    """Whether the row has to be written. A row still good is left alone whatever day it was
    judged on: it says the same."""
    if head is None:
        return True
    return head.digest != fresh.digest or head.judged_on > fresh.judged_on
