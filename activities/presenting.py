"""Parts of an activity in the shape a page shows them."""

from collections.abc import Iterable

from activities.models import Activity
from pairing.models import Pairing, RosterEntry, School


def people_rows(activity: Activity, *, pairings: Iterable[Pairing]) -> list[dict]:
    """For each school of ``pairings``: its side, head-count and names. Schools that sent
    nobody are left out. Reads ``heads`` and ``participants``."""
    heads = {head.school_id: head.people for head in activity.heads.all()}
    rows = [
        {
            "side": side,
            "school": school,
            "people": heads.get(school.pk),
            "names": [p for p in activity.participants.all() if p.school_id == school.pk],
        }
        for school, side in _sides(pairings)
    ]
    return [row for row in rows if row["people"] or row["names"]]


def doers(activity: Activity, *, pairings: Iterable[Pairing]) -> list[School]:
    """Whose activity it was, among the schools of ``pairings``. Reads ``done_by``."""
    known = {school for school, _side in _sides(pairings)}
    return [school for school in activity.done_by.all() if school in known]


def served(activity: Activity, *, pairings: Iterable[Pairing]) -> list[RosterEntry]:
    """For whom of the rosters of ``pairings`` it was. Reads ``roster``."""
    known = {pairing.pk for pairing in pairings}
    return [entry for entry in activity.roster.all() if entry.pairing_id in known]


def _sides(pairings: Iterable[Pairing]) -> list[tuple[School, str]]:
    """Every school once, with the side it stands on in the first of its pairings."""
    found: dict[School, str] = {}
    for pairing in pairings:
        found.setdefault(pairing.supporting_school, "supporting")
        found.setdefault(pairing.receiving_school, "receiving")
    return list(found.items())
