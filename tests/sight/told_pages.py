"""Reports in words: who reads, who writes, who judges."""

from tests.sight.addresses import (
    AREA_A,
    CROSS,
    EAST,
    NORTH,
    OF_C,
    ROOT,
    SCHOOL_ONE,
    SCHOOL_TWO,
    STAFF_A,
    WEST,
    act,
    page,
)

WRITERS = SCHOOL_ONE | SCHOOL_TWO
ONE, OUT = "pairing-{east}-{year}", "pairing-{north}-{year}"
CROSSING = "pairing-{cross}-{old_year}"
JUDGES = STAFF_A | {"staff C"}
UNREAD = {"revision": "0"}
TWICE = {"shown": WRITERS, "again": "409", "sees": EAST}
UNSURE = {"shown": JUDGES, "again": "422", "sees": CROSS}

TOLD = (
    page("/reports/"),
    page("/reports/?kind=school"),
    page("/reports/?kind=closing"),
    page("/reports/?kind=nothing&year=0&page=x"),
    page(f"/reports/{ONE}/", EAST),
    page("/reports/pairing-{cross}-{year}/", CROSS),
    page("/reports/pairing-{west}-{year}/", WEST),
    page(f"/reports/{OUT}/", NORTH),
    page("/reports/pairing-{east}-2001/", ()),
    page("/reports/pairing-{east}-0000/", ()),
    page("/reports/school-{one}-{year}/", AREA_A | SCHOOL_ONE),
    page("/reports/school-{two}-{year}/", AREA_A | SCHOOL_TWO),
    page("/reports/school-{across}-{year}/", ROOT | OF_C),
    page("/reports/school-{north_one}-{year}/", NORTH),
    page("/reports/closing-{agreement}/", ()),
    page(f"/reports/{ONE}/sections/results/", WRITERS, sees=EAST),
    page(f"/reports/{ONE}/sections/nothing/", ()),
    page(f"/reports/{OUT}/sections/results/", (), sees=NORTH),
    page("/reports/school-{one}-{year}/sections/plans/", SCHOOL_ONE, sees=AREA_A),
    page(f"/reports/{ONE}/case/new/", WRITERS, sees=EAST),
    page(f"/reports/{ONE}/person/new/", WRITERS, sees=EAST),
    page(f"/reports/{ONE}/nothing/new/", ()),
    page(f"/reports/{OUT}/case/new/", (), sees=NORTH),
    page(f"/reports/{ONE}/entries/{{entry}}/", WRITERS, sees=EAST),
    page(f"/reports/{ONE}/entries/{{entry_north}}/", (), sees=EAST - WRITERS),
    page(f"/reports/{ONE}/agree/", done="405"),
    page(f"/reports/{ONE}/submit/", done="405"),
    page(f"/reports/{ONE}/return/", done="405"),
    page(f"/reports/{ONE}/accept/", done="405"),
    page(f"/reports/{ONE}/paper/pdf/", done="405"),
)

SECTION = {"text": "双方共同努力。", "base": "0", "action": "save"}
CASE = {"title": "一堂好课", "text": "同备一课。", "action": "save"}
PERSON = {"title": "某人", "school_name": "某校", "text": "认真。", "action": "save"}
SURE = {"accept-is_sure": "on"}
WHY = {"return-reason": "补写成效"}
OLD = "pairing-{east}-{old_year}"

TOLD_ACTS = (
    act(f"/reports/{ONE}/sections/plans/", WRITERS, sees=EAST, body=SECTION),
    act(f"/reports/{ONE}/sections/results/", (), **TWICE, body=SECTION),
    act(f"/reports/{OUT}/sections/plans/", (), sees=NORTH, body=SECTION),
    act(f"/reports/{ONE}/case/new/", WRITERS, sees=EAST, body=CASE),
    act(f"/reports/{ONE}/person/new/", WRITERS, sees=EAST, body=PERSON),
    act(f"/reports/{ONE}/person/new/", (), shown=WRITERS, again="422", sees=EAST),
    act(f"/reports/{ONE}/entries/{{entry}}/", WRITERS, sees=EAST, body=CASE),
    act(f"/reports/{ONE}/entries/{{entry}}/", WRITERS, sees=EAST, body={"action": "strike"}),
    act(f"/reports/{OLD}/agree/", {"principal One"}, sees=EAST, body=UNREAD),
    act(f"/reports/{OLD}/submit/", (), away={"principal Two"}, sees=EAST, body=UNREAD),
    act(f"/reports/{CROSSING}/accept/", JUDGES, sees=CROSS, body=SURE),
    act(f"/reports/{CROSSING}/accept/", (), **UNSURE),
    act(f"/reports/{CROSSING}/return/", JUDGES, sees=CROSS, body=WHY),
    act(f"/reports/{OUT}/accept/", (), away=NORTH, body=SURE),
    act(f"/reports/{ONE}/paper/pdf/", EAST),
    act(f"/reports/{ONE}/paper/docx/", EAST),
    act(f"/reports/{OUT}/paper/pdf/", NORTH),
    act("/reports/school-{one}-{year}/paper/pdf/", AREA_A | SCHOOL_ONE),
)
