"""Decisions about windows, numbers and entries that look alike: who looks, and who decides."""

from tests.sight.addresses import (
    ALL,
    AREA_A,
    AREAS,
    EAST,
    NORTH,
    SCHOOL_ONE,
    SCHOOL_TWO,
    STAFF_A,
    act,
    page,
)

BROKEN = "/pairings/{east}/verdicts/{duty}/{broken}"
BROKEN_NORTH = "/pairings/{north}/verdicts/{duty_north}/{broken_north}"
FORBIDDEN = "/pairings/{east}/verdicts/{forbidden}/{forbidden_window}"
BLANK = "/agreements/{agreement}/numbers/{blank}"
BLANK_NORTH = "/agreements/{agreement_north}/numbers/{blank_north}"
ANSWERS = STAFF_A | SCHOOL_ONE  # the bureau and the school that owes the duty

DECIDED = (
    page("/follow-up/"),
    page("/follow-up/?tab=all"),
    page("/duplicates/", AREAS, sees=ALL),
    page("/duplicates/?tab=ruled", AREAS, sees=ALL),
    page("/activities/{confirmed}/ruling/", done="405"),
    page(f"{BROKEN}/", EAST),
    page(f"{BROKEN_NORTH}/", NORTH),
    page(f"{FORBIDDEN}/", EAST),
    page(f"{BROKEN}/make-up/", ANSWERS, sees=EAST),
    page(f"{BROKEN_NORTH}/make-up/", NORTH),
    page(f"{BROKEN}/follow-up/notify/", done="405"),
    page(f"{FORBIDDEN}/violations/", done="405"),
    page(f"{FORBIDDEN}/violations/{{violation}}/strike/", done="405"),
    page(f"{BLANK}/", EAST),
    page(f"{BLANK_NORTH}/", NORTH),
    page("/agreements/{agreement}/numbers/{blank_north}/", ()),
    page("/agreements/{agreement}/numbers/{duty}/", ()),
    page(f"{BLANK}/propose/", done="405"),
    page(f"{BLANK}/agree/", done="405"),
)

NOTICE = {"notify-text": "请说明", "notify-by_on": "{soon}"}
PLAN = {"plan-text": "补上", "plan-quantity": "1", "plan-by_on": "{soon}"}
SEEN = {"violation-held_on": "{now}", "violation-note": "收费"}
MADE_UP = {"activity": "{spare}", "reason": "已补"}
STRIKE = {"strike{violation}-reason": "记错"}
NUMBER = {"side": "supporting", "number": "4"}
SAME = {"other": "{pending}", "ruling": "same", "reason": "同一节"}

DECIDED_ACTS = (
    # After a breach: the bureau asks and answers, the owing school explains.
    act(f"{BROKEN}/follow-up/notify/", STAFF_A, sees=EAST, body=NOTICE),
    act(f"{BROKEN}/follow-up/close/", STAFF_A, sees=EAST, body={"close-reason": "属实"}),
    act(f"{BROKEN}/follow-up/explain/", SCHOOL_ONE, sees=EAST, body={"explain-text": "病假"}),
    act(f"{BROKEN}/follow-up/plan/", SCHOOL_ONE, sees=EAST, body=PLAN),
    act(f"{BROKEN}/follow-up/wrong/", ()),
    act(f"{BROKEN_NORTH}/follow-up/notify/", NORTH, body=NOTICE),
    act(f"{BROKEN}/make-up/", ANSWERS, sees=EAST, body=MADE_UP),
    act(f"{BROKEN}/make-up/", (), shown=ANSWERS, again="422", sees=EAST, body={"reason": "x"}),
    act(f"{BROKEN_NORTH}/make-up/", NORTH, body=MADE_UP | {"activity": "{spare_north}"}),
    # What must not be done: inspectors and the bureau, nobody of a school.
    act(f"{FORBIDDEN}/violations/", AREA_A, sees=EAST, body=SEEN),
    act(f"{FORBIDDEN}/violations/{{violation}}/strike/", AREA_A, sees=EAST, body=STRIKE),
    act(f"{FORBIDDEN}/violations/{{violation_north}}/strike/", (), sees=EAST - AREA_A),
    # Numbers: the principals, in what binds already.
    act(
        f"{BLANK}/propose/",
        {"principal One"},
        shown={"principal Two"},
        again="422",
        sees=EAST,
        body=NUMBER,
    ),
    act(
        f"{BLANK}/agree/",
        {"principal Two"},
        away={"principal One"},
        sees=EAST,
        body={"number": "3"},
    ),
    act(f"{BLANK_NORTH}/propose/", (), sees=NORTH, body=NUMBER),
    # Entries that look alike.
    act(
        "/activities/{confirmed}/ruling/",
        SCHOOL_ONE | SCHOOL_TWO | STAFF_A,
        sees=EAST,
        body=SAME,
    ),
)
