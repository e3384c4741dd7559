"""Keeping verdicts: judged again when a fact changes, read until the day they are good for."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agreements.models import Agreement
from compliance.engine.terms import Case
from compliance.judging import judged, verdicts_of
from compliance.keeping import areas_of, quiet_until, row_of
from compliance.models import StoredVerdict
from compliance.standings import Standing, not_judged, spoil, spoiled
from compliance.summing import standings_of
from pairing.models import Pairing

__all__ = [
    "forget",
    "ranges",
    "refresh",
    "refresh_all",
    "refresh_range",
    "stale",
    "stored",
    "verdicts_of",
]

BATCH = 50  # pairings judged in one transaction: memory stays flat over a whole province
RANGE = 250  # pairings in one message to a worker: some seconds of work

# What a row says that its data does not.
_BESIDE_DATA = ("support_area_id", "filed_on", "filed_open", "after_filing")
_KEY = ("obligation_id", "starts_on", "trigger", "stage")
_FIELDS = tuple(
    field.name
    for field in StoredVerdict._meta.concrete_fields
    if field.name not in {"id", "obligation", "starts_on", "trigger", "stage"}
)


def stored(pairings: Iterable[Pairing] | QuerySet, *, on: date) -> QuerySet[StoredVerdict]:
    """The verdicts of ``pairings`` as they stand on ``on``: whichever pairing is past the day
    its verdicts are good for is judged again first. One query when none is, and the rows."""
    refresh(stale(pairings, on=on), on=on)
    return StoredVerdict.objects.filter(pairing__in=pairings)


def refresh(pairing_ids: Iterable[int], *, on: date) -> None:
    """Judge these pairings on ``on`` and keep what came out; rows that did not change are left
    alone, rows of windows that are no more are deleted."""
    for some in _batches(sorted(set(pairing_ids)), BATCH):
        _refresh_batch(some, on=on)


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
    """The ids of those that have to be judged before they are read on ``on``: they are spoiled,
    and some agreement of theirs binds."""
    binding = Agreement.objects.main().binding().filter(pairing=OuterRef("pk"))
    rows = Pairing.objects.filter(spoiled(on), Exists(binding), pk__in=_ids(pairings))
    return rows.order_by("pk").values_list("pk", flat=True)


def _due(on: date) -> QuerySet[Pairing]:
    return Pairing.objects.filter(not_judged(on)).order_by("pk")


def _ids(pairings: Iterable[Pairing] | QuerySet) -> Iterable:
    if isinstance(pairings, QuerySet):
        return pairings.order_by().values("pk")
    return [pairing.pk for pairing in pairings]


def _batches(ids: list[int], size: int) -> Iterable[list[int]]:
    return (ids[first : first + size] for first in range(0, len(ids), size))


class _Fresh(NamedTuple):
    """What some pairings come to when they are judged, not saved."""

    rows: list[StoredVerdict]
    standings: list[Standing]


@transaction.atomic
def _refresh_batch(ids: list[int], *, on: date) -> None:
    _keep(ids, _judge(_locked(ids), on=on))


@transaction.atomic
def _keep_unless_marked(ids: list[int], fresh: _Fresh, *, marks: dict[int, int]) -> None:
    _locked(ids)
    now = Standing.objects.marks(ids)
    ours = {pk for pk in ids if now.get(pk) == marks.get(pk)}
    rows = [row for row in fresh.rows if row.pairing_id in ours]
    _keep(ours, _Fresh(rows, [row for row in fresh.standings if row.pairing_id in ours]))


def _locked(ids: list[int]) -> list[Pairing]:
    """Locked (where the database can): of two changes at once the later one judges last."""
    return list(Pairing.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _keep(ids: Iterable[int], judged_anew: _Fresh) -> None:
    """Make it all that is kept of the pairings ``ids``."""
    fresh = {_key(row): row for row in judged_anew.rows}
    kept = {_key(row): row for row in StoredVerdict.objects.filter(pairing__in=ids)}
    changed = [row for key, row in fresh.items() if _differs(row, kept.get(key))]
    gone = [row.pk for key, row in kept.items() if key not in fresh]
    if gone:
        StoredVerdict.objects.filter(pk__in=gone).delete()
    if changed:
        StoredVerdict.objects.bulk_create(
            changed,
            batch_size=500,
            update_conflicts=True,
            unique_fields=("obligation", "starts_on", "trigger", "stage"),
            update_fields=_FIELDS,
        )
    Standing.objects.keep(judged_anew.standings)


def _judge(pairings: list[Pairing], *, on: date) -> _Fresh:
    found = list(judged(pairings, on=on))
    areas = areas_of(v.obligation_id for _, _, verdicts in found for v in verdicts)
    rows: list[StoredVerdict] = []
    cases: dict[int, list[Case]] = {}
    for agreement, case, verdicts in found:
        cases.setdefault(agreement.pairing_id, []).append(case)
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
    ids = [pairing.pk for pairing in pairings]
    return _Fresh(rows, standings_of(ids, rows, cases, on=on))


def _key(row: StoredVerdict) -> tuple:
    return tuple(getattr(row, name) for name in _KEY)


def _differs(fresh: StoredVerdict, kept: StoredVerdict | None) -> bool:
    """Whether the row has to be written. A row still good is left alone whatever day it was
    judged on: it says the same."""
    if kept is None or kept.judged_on > fresh.judged_on:
        return True
    if any(getattr(kept, name) != getattr(fresh, name) for name in _BESIDE_DATA):
        return True
    return kept.data != fresh.data or kept.valid_until != fresh.valid_until
