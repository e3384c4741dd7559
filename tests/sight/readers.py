"""The people who come to look, what of the scene they may read, and how the scene is kept.

Every text of a row holds the mark of those who may read it; a mark that shows up before anybody
else is a leak. Marks are words that no page says by itself.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

EAST, WEST, NORTH, CROSS = "朱雀", "玄武", "白虎", "麒麟"  # pairings and all that hangs on them
SECOND = "椒图"  # school Two by name, its people, and what it does with both partners
DRAFT_ONE, DRAFT_TWO = "青鸾", "烛龙"  # what One and Two wrote and did not send
COUNTY = "甲山"  # county A itself
MARKS = (EAST, WEST, NORTH, CROSS, SECOND, DRAFT_ONE, DRAFT_TWO, COUNTY)
PHONES = {
    mark: f"138{number}{number}" for mark, number in zip(MARKS, range(7301, 7309), strict=True)
}

# --- Who comes, and which marks they may read -------------------------------------------------
IN_COUNTY = {EAST, WEST, CROSS, SECOND, COUNTY}
READS = {
    "visitor": set(),
    "inactive liaison": set(),
    "nobody": set(),
    "liaison One": {EAST, SECOND, COUNTY, DRAFT_ONE},
    "principal One": {EAST, SECOND, COUNTY, DRAFT_ONE},
    "liaison Two": {EAST, SECOND, CROSS, COUNTY, DRAFT_TWO},
    "principal Two": {EAST, SECOND, CROSS, COUNTY, DRAFT_TWO},
    "liaison Three": {WEST, COUNTY},
    "liaison C": {CROSS, SECOND, COUNTY},
    "staff A": IN_COUNTY,
    "inspector A": IN_COUNTY,
    "staff city": IN_COUNTY,
    "staff B": {NORTH},
    "staff C": {CROSS, SECOND, COUNTY},
    "superuser": set(MARKS),
}
PEOPLE = tuple(READS)
OUTSIDE = ("visitor", "inactive liaison")
# Whose telephone numbers stand in the administration: those of the own schools' people.
DIALS = {
    "staff A": {EAST, WEST, SECOND},
    "staff city": {EAST, WEST, SECOND},
    "staff B": {NORTH},
    "staff C": {CROSS},
    "superuser": set(MARKS),
}


@dataclass
class Scene:
    """``who`` are the accounts by the names of ``READS`` (None for a visitor); ``ids`` fill
    the holes of addresses and bodies; ``rows`` are the same rows by the same names."""

    today: date
    who: dict = field(default_factory=dict)
    rows: SimpleNamespace = field(default_factory=SimpleNamespace)

    @property
    def ids(self) -> dict[str, object]:
        return {name: getattr(row, "pk", row) for name, row in vars(self.rows).items()}

    @property
    def past(self) -> date:
        return self.today - timedelta(days=30)

    @property
    def pairings(self) -> dict[str, object]:
        """The four pairings by the mark of what hangs on them."""
        rows = self.rows
        return {EAST: rows.east, WEST: rows.west, NORTH: rows.north, CROSS: rows.cross}


# What rows of each pairing are called: ``agreement`` of the first, ``agreement_west``, …
ENDINGS = {EAST: "", WEST: "_west", NORTH: "_north", CROSS: "_cross"}
