"""Keeping verdicts: judged again when a fact changes, read until the day they are good for."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Agreement
from compliance.judging import judged, verdicts_of
from compliance.keeping import areas_of, quiet_until, row_of
from compliance.models import StoredVerdict
from pairing.models import Pairing

__all__ = ["forget", "refresh", "refresh_all", "refresh_stale", "stored", "verdicts_of"]

BATCH = 50  # pairings judged in one transaction: memory stays flat over a whole province

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
    refresh(_stale(pairings, on=on), on=on)
    return StoredVerdict.objects.filter(pairing__in=pairings)


def refresh(pairing_ids: Iterable[int], *, on: date) -> None:
    """Judge these pairings on ``on`` and keep what came out; rows that did not change are left
    alone, rows of windows that are no more are deleted."""
    ids = sorted(set(pairing_ids))
    for first in range(0, len(ids), BATCH):
        _refresh_batch(ids[first : first + BATCH], on=on)


def refresh_all(*, on: date) -> int:
    """Judge every pairing with an agreement that binds; returns how many."""
    ids = list(_bound().values_list("pk", flat=True))
    refresh(ids, on=on)
    return len(ids)


def refresh_stale(*, on: date) -> int:
    """Judge the pairings whose verdicts are no longer good on ``on``; returns how many."""
    ids = list(_stale(Pairing.objects.all(), on=on))
    refresh(ids, on=on)
    return len(ids)


def forget(pairings: QuerySet[Pairing]) -> None:
    """Make the kept verdicts of ``pairings`` good for no day: they are judged when next read.
    For what changes under many pairings at once, such as a calendar."""
    StoredVerdict.objects.filter(pairing__in=pairings).update(valid_until=date.min)


def _bound() -> QuerySet[Pairing]:
    binding = Agreement.objects.main().binding().filter(pairing=OuterRef("pk"))
    return Pairing.objects.filter(Exists(binding)).order_by("pk")


def _stale(pairings: Iterable[Pairing] | QuerySet, *, on: date) -> QuerySet:
    """Ids of those with a verdict not good on ``on``, or bound and without any verdict."""
    kept = StoredVerdict.objects.filter(pairing=OuterRef("pk"))
    spent = kept.filter(Q(valid_until__lt=on) | Q(judged_on__gt=on))
    rows = _bound().filter(pk__in=_ids(pairings))
    return rows.filter(Exists(spent) | ~Exists(kept)).values_list("pk", flat=True)


def _ids(pairings: Iterable[Pairing] | QuerySet) -> Iterable:
    if isinstance(pairings, QuerySet):
        return pairings.order_by().values("pk")
    return [pairing.pk for pairing in pairings]


@transaction.atomic
def _refresh_batch(ids: list[int], *, on: date) -> None:
    # Locked (where the database can): of two changes at once the later one judges last.
    pairings = list(Pairing.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    fresh = {_key(row): row for row in _rows(pairings, on=on)}
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


def _rows(pairings: list[Pairing], *, on: date) -> Iterable[StoredVerdict]:
    found = list(judged(pairings, on=on))
    areas = areas_of(v.obligation_id for _, _, verdicts in found for v in verdicts)
    for agreement, case, verdicts in found:
        quiet = quiet_until(case, on=on)
        for verdict in verdicts:
            yield row_of(
                verdict,
                agreement=agreement,
                on=on,
                quiet_until=quiet,
                area_id=areas[verdict.obligation_id],
            )


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
