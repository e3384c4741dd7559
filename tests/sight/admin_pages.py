"""The administration: the bureau's pages, those of superusers alone, and what stands on none.

Who does not work at a bureau comes no further than its door. Who does and asks for a row out of
sight is led back to the start page, as Django does.
"""

from functools import partial

from tests.sight import addresses
from tests.sight.addresses import ALL, CROSS, EAST, NORTH, OUTSIDE, ROOT, STAFF, STAFF_A, WEST

page = partial(addresses.page, outside=ALL - STAFF | set(OUTSIDE), sees=STAFF)
OF_A, OF_B, OF_C = STAFF_A, ROOT | {"staff B"}, ROOT | {"staff C"}
EAST_STAFF, NORTH_STAFF, CROSS_STAFF = EAST & STAFF, NORTH & STAFF, CROSS & STAFF

# Model: the rows of the scene, each with the staff who may look at it.
ROWS = {
    "pairing/bureau": {"county_a": OF_A, "county_b": OF_B, "city": ROOT | {"staff city"}},
    "pairing/supportarea": {"area_east": OF_A, "area_north": OF_B},
    "pairing/school": {
        "one": OF_A,
        "two": STAFF_A | {"staff C"},
        "three": OF_A,
        "north_one": OF_B,
        "across": STAFF_A | {"staff C"},
    },
    "pairing/person": {"person_one": OF_A, "person_across": OF_C, "person_north": OF_B},
    "pairing/membership": {"role_one": OF_A, "role_staff_a": OF_A, "role_north": OF_B},
    "pairing/term": {"term_a": OF_A, "term_b": OF_B},
    "pairing/calendarday": {"day_a": OF_A, "day_b": OF_B},
    "pairing/programme": {"east_programme": OF_A, "north_programme": OF_B},
    "pairing/consortium": {"group_east": OF_A, "group_north": OF_B},
    "pairing/pairing": {"east": EAST_STAFF, "north": NORTH_STAFF, "cross": CROSS_STAFF},
    "pairing/rosterentry": {"roster_east": EAST_STAFF, "roster_north": NORTH_STAFF},
    "agreements/agreement": {
        "agreement": EAST_STAFF,
        "drafted": EAST_STAFF,
        "agreement_north": NORTH_STAFF,
    },
    "agreements/clause": {"clause": EAST_STAFF, "clause_north": NORTH_STAFF},
    "agreements/obligation": {"duty": EAST_STAFF, "duty_north": NORTH_STAFF},
    "activities/activity": {
        "confirmed": EAST_STAFF,
        "confirmed_west": WEST & STAFF,
        "confirmed_north": NORTH_STAFF,
        "draft": ROOT,
    },
    "compliance/makeup": {"make_up": EAST_STAFF, "make_up_north": NORTH_STAFF},
    "compliance/violation": {"violation": EAST_STAFF, "violation_north": NORTH_STAFF},
    "reports/archiverules": {"rules": OF_A, "rules_north": OF_B},
    "compliance/rectification": {"followed": EAST_STAFF, "followed_north": NORTH_STAFF},
}
ADDED_BY = {  # others: all staff
    "activities/activity": frozenset(),
    "compliance/makeup": frozenset(),
    "compliance/rectification": frozenset(),
    "compliance/violation": frozenset(),
    "pairing/bureau": ROOT,
}
# Rules and rights, no record of anybody's work.
DELETABLE = {"pairing/calendarday", "pairing/membership", "auth/group", "account/emailaddress"}
OF_ROOT = {
    "auth/group": "group",
    "account/emailaddress": "mail",
    "records/user": "user_one",
    "records/event": "event",
    "records/job": "job",
}
ROOT_ADDS = {"auth/group", "account/emailaddress", "records/user"}


def _of_bureau(model: str):
    home = f"/admin/{model}/"
    yield page(home, STAFF)
    yield page(f"{home}add/", ADDED_BY.get(model, STAFF))
    yield page(f"{home}{{{next(iter(ROWS[model]))}}}/", (), away=STAFF)
    for row, seen in ROWS[model].items():
        yield page(f"{home}{{{row}}}/change/", seen, away=STAFF - seen)
        yield page(f"{home}{{{row}}}/history/", seen, away=STAFF - seen)
        may, away = (seen, STAFF - seen) if model in DELETABLE else ((), frozenset())
        yield page(f"{home}{{{row}}}/delete/", may, away=away)


def _of_root(model: str, row: str):
    home = f"/admin/{model}/"
    yield page(home, ROOT)
    yield page(f"{home}add/", ROOT if model in ROOT_ADDS else ())
    yield page(f"{home}{{{row}}}/change/", ROOT)
    yield page(f"{home}{{{row}}}/history/", ROOT)
    yield page(f"{home}{{{row}}}/delete/", ROOT if model in DELETABLE else ())
    yield page(f"{home}{{{row}}}/", (), away=STAFF)


def _sheets(model: str):
    home = f"/admin/{model}/"
    yield page(f"{home}import/", STAFF)
    yield page(f"{home}import/template/", STAFF)
    yield page(f"{home}process_import/", STAFF, done="405")
    yield page(f"{home}export/", STAFF)


def _decisions(model: str, row: str, *, names: tuple[str, ...], may: frozenset):
    for name in names:
        address = f"/admin/{model}/{{{row}}}/{name}/"
        yield page(address, may, sees=ROWS[model][row])


GENERAL = (
    page("/admin/", STAFF),
    addresses.page("/admin/login/", (), away=STAFF, sees=ALL),
    addresses.page("/admin/logout/", STAFF, away=ALL - STAFF, done="405"),
    page("/admin/password_change/", STAFF),
    page("/admin/password_change/done/", STAFF),
    page("/admin/jsi18n/", STAFF),
    page("/admin/autocomplete/", ()),
    page("/admin/r/1/1/", (), sees=frozenset()),
    page("/admin/pairing/", STAFF),
    page("/admin/records/", ROOT, sees=frozenset()),
    page("/admin/nowhere/", (), sees=frozenset()),
    page("/admin/pairing/pairing/overview/", STAFF),
    page("/admin/records/user/{user_one}/password/", ROOT),
)

ADMIN = (
    *GENERAL,
    *(entry for model in ROWS for entry in _of_bureau(model)),
    *(entry for model, row in OF_ROOT.items() for entry in _of_root(model, row)),
    *(entry for m in ("school", "pairing", "person") for entry in _sheets(f"pairing/{m}")),
    *_decisions("pairing/school", "one", names=("merge", "close"), may=OF_A),
    *_decisions("pairing/school", "north_one", names=("merge", "close"), may=OF_B),
    *_decisions("pairing/school", "across", names=("merge", "close"), may=OF_C),
    *_decisions("pairing/pairing", "east", names=("move", "close"), may=OF_A),
    *_decisions("pairing/pairing", "north", names=("move", "close"), may=OF_B),
)
