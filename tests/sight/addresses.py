"""Who may open which page: the table of expectations. A new page must be entered here.

Holes such as ``{east}`` are rows of the scene. Whoever is not in ``ok`` gets ``no``; visitors
and inactive accounts are sent to the sign-in page by every page that is not ``is_open``.
"""

from dataclasses import dataclass, field

from tests.sight.readers import OUTSIDE, PEOPLE

ALL = frozenset(PEOPLE) - set(OUTSIDE)
ROOT = frozenset({"superuser"})
SCHOOL_ONE = frozenset({"liaison One", "principal One"})
SCHOOL_TWO = frozenset({"liaison Two", "principal Two"})
STAFF_A = frozenset({"staff A", "staff city", "superuser"})  # may decide for county A
STAFF = STAFF_A | {"staff B", "staff C"}
AREA_A = STAFF_A | {"inspector A"}  # may look at county A
AREAS = STAFF | {"inspector A"}
LIAISONS = frozenset({"liaison One", "liaison Two", "liaison Three", "liaison C"})
SCHOOLS = SCHOOL_ONE | SCHOOL_TWO | LIAISONS
OF_C = frozenset({"liaison C", "staff C"})

# Who sees the rows of the scene.
EAST = AREA_A | SCHOOL_ONE | SCHOOL_TWO
WEST = AREA_A | {"liaison Three"}
NORTH = ROOT | {"staff B"}
CROSS = AREA_A | SCHOOL_TWO | OF_C
SHARED = EAST | CROSS
DRAFT = ROOT | SCHOOL_ONE
DRAFT_TWO = ROOT | SCHOOL_TWO


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One address. ``ok`` get ``done``, who only ``sees`` what stands there gets ``refusal``,
    ``away`` are sent on within the site; for all others there is nothing at that address.
    Those ``outside`` are led to the sign-in page first. ``shown`` get a page that asks again,
    with the status ``again``. ``sends_file`` names the field that takes a small PDF."""

    address: str
    ok: frozenset = ALL
    sees: frozenset = frozenset()
    away: frozenset = frozenset()
    done: str = "200"
    refusal: str = "403"
    again: str = "200"
    shown: frozenset = frozenset()
    outside: frozenset = frozenset(OUTSIDE)
    is_open: bool = False
    body: dict = field(default_factory=dict)
    sends_file: str = ""

    def expected(self, person: str) -> str:
        if person in self.outside:
            return self.done if self.is_open else "login"
        if person in self.ok:
            return self.done
        if person in self.away:
            return "302"
        if person in self.shown:
            return self.again
        return self.refusal if person in self.sees else "404"


def page(address: str, ok=ALL, **fields) -> Entry:
    """To look at: GET."""
    return Entry(address=address, ok=frozenset(ok), **fields)


def act(address: str, ok=(), **fields) -> Entry:
    """To do something: POST. Done it leads to another page."""
    return Entry(address=address, ok=frozenset(ok), **({"done": "302"} | fields))
