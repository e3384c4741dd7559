"""Who stands on which roster of a pairing, by a key that lasts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from compliance.engine import terms
from compliance.facts.reading import Read
from pairing.models import RosterEntry, RosterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rosters:
    by_pairing: dict[int, tuple[terms.RosterEntry, ...]]
    keys_by_entry: dict[int, str]


_ENTRIES = Read(lambda ids: RosterEntry.objects.filter(pairing__in=ids))


def rosters_of(pairing_ids: Iterable[int]) -> Rosters:
    """The rosters of all pairings; one query, and three more where one is kept."""
    rows = _ENTRIES(pairing_ids)
    prefetch_related_objects(rows, "mentor", "person", "school")
    by_pairing: dict[int, list[terms.RosterEntry]] = {}
    keys = {}
    for row in rows:
        keys[row.pk] = _key(row)
        by_pairing.setdefault(row.pairing_id, []).append(_entry(row, key=keys[row.pk]))
    return Rosters(
        by_pairing={pk: tuple(entries) for pk, entries in by_pairing.items()},
        keys_by_entry=keys,
    )


def _key(row: RosterEntry) -> str:
    """The people, not the row: a pair that parts and meets again is the same pair. A teacher's
    key is the one that ``facts.activities`` gives a participant. A pair of a mentor group keeps
    its key when a mentor is replaced."""
    if row.pair_key:
        return row.pair_key
    if row.kind == RosterKind.MENTOR_PAIR:
        return f"{row.mentor_id}-{row.person_id}"
    if row.kind == RosterKind.TEACHER and row.person_id:
        return str(row.person_id)
    if row.kind == RosterKind.SCHOOL and row.school_id:
        return f"school{row.school_id}"
    return f"entry{row.pk}"


def _entry(row: RosterEntry, *, key: str) -> terms.RosterEntry:
    return terms.RosterEntry(
        kind=terms.EachOfKind(row.kind),
        key=key,
        label=str(row),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        known_on=row.entered_on,
        ended_on=row.ended_on,
        ended_known_on=row.ended_known_on,
    )
