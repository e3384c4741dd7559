"""Mentor groups, secondments and donations: who looks, and who writes."""

from tests.sight.addresses import ALL, CROSS, EAST, NORTH, SCHOOL_TWO, act, page

WRITERS = {"liaison One", "liaison Two"}

KEPT = (
    page("/pairings/{east}/mentors/", EAST),
    page("/pairings/{cross}/mentors/", CROSS),
    page("/pairings/{north}/mentors/", NORTH),
    page("/pairings/{east}/mentors/new/", WRITERS, sees=EAST),
    page("/pairings/{east}/mentors/new/?replaces={mentors_running}", WRITERS, sees=EAST),
    page("/pairings/{north}/mentors/new/", (), sees=NORTH),
    page("/mentors/{mentors_running}/end/", WRITERS, sees=EAST),
    page("/mentors/{mentors}/end/", (), away=WRITERS, sees=EAST),
    page("/mentors/{mentors_north}/end/", (), sees=NORTH),
    page("/mentors/{mentors}/answer/", done="405"),
    page("/mentors/ends/{mentor_end}/answer/", done="405"),
    page("/pairings/{east}/secondments/", EAST),
    page("/pairings/{north}/secondments/", NORTH),
    page("/pairings/{east}/secondments/new/", WRITERS, sees=EAST),
    page("/pairings/{north}/secondments/new/", (), sees=NORTH),
    page("/secondments/{stay}/", EAST),
    page("/secondments/{stay_ending}/", EAST),
    page("/secondments/{stay_north}/", NORTH),
    page("/secondments/{confirmed}/", ()),
    page("/secondments/{stay_returned}/edit/", {"liaison One"}, sees=EAST),
    page("/secondments/{stay}/edit/", (), away={"liaison One"}, sees=EAST),
    page("/secondments/{stay_north}/edit/", (), sees=NORTH),
    page("/secondments/{stay}/notes/", WRITERS, sees=EAST),
    page("/secondments/{stay_north}/notes/", (), sees=NORTH),
    page("/secondments/{stay}/end/", WRITERS, sees=EAST),
    page("/secondments/{stay_north}/end/", (), sees=NORTH),
    page("/secondments/ends/{stay_end}/answer/", done="405"),
    page("/secondments/{stay}/appraise/", done="405"),
    page("/pairings/{east}/donations/", EAST),
    page("/pairings/{north}/donations/", NORTH),
    page("/pairings/{east}/donations/export/", EAST),
    page("/pairings/{east}/donations/export/?format=csv", EAST),
    page("/pairings/{east}/donations/export/?format=exe", (), sees=ALL),
    page("/pairings/{north}/donations/export/", NORTH),
    page("/pairings/{east}/donations/new/money/", WRITERS, sees=EAST),
    page("/pairings/{east}/donations/new/goods/", WRITERS, sees=EAST),
    page("/pairings/{east}/donations/new/other/", ()),
    page("/pairings/{north}/donations/new/goods/", (), sees=NORTH),
    page("/donations/{gift_returned}/edit/", {"liaison One"}, sees=EAST),
    page("/donations/{gift}/edit/", (), away={"liaison One"}, sees=EAST),
    page("/donations/{gift_north}/edit/", (), sees=NORTH),
)

TOKEN = "0f0f0f0f-0000-4000-8000-0000000000{}f"
GROUP = {
    "token": TOKEN.format("1"),
    "mentors": "{person_one}",
    "mentees": "{person_two}",
    "starts_on": "{past}",
}
LAST_DAY = {"token": TOKEN.format("2"), "last_on": "{now}", "reason": "调动"}
STAY = {
    "token": TOKEN.format("3"),
    "type": "secondment_manager",
    "person": "{person_one}",
    "starts_on": "{past}",
    "ends_on": "{now}",
    "action": "submit",
}
MONEY = {
    "token": TOKEN.format("4"),
    "giver": "supporting",
    "amount": "3000.50",
    "received_on": "{past}",
    "purpose": "图书",
    "action": "submit",
}
GOODS = MONEY | {
    "lines-TOTAL_FORMS": "1",
    "lines-INITIAL_FORMS": "0",
    "lines-0-name": "图书",
    "lines-0-quantity": "5",
}
CONFIRM, WITHDRAW = {"act": "confirm"}, {"act": "withdraw"}
PAPER = {"token": TOKEN.format("5"), "obligation": "{duty}", "side": "supporting"}

KEPT_ACTS = (
    act("/pairings/{east}/mentors/new/", WRITERS, sees=EAST, body=GROUP),
    act("/pairings/{north}/mentors/new/", (), sees=NORTH, body=GROUP),
    act("/mentors/{mentors}/answer/", SCHOOL_TWO, sees=EAST, body=CONFIRM),
    act(
        "/mentors/{mentors}/answer/",
        SCHOOL_TWO,
        sees=EAST,
        body={"act": "return", "reason": "徒弟已调离"},
    ),
    act("/mentors/{mentors}/answer/", {"liaison One"}, sees=EAST, body=WITHDRAW),
    act("/mentors/{mentors}/answer/", (), away=EAST, body={"act": "other"}),
    act("/mentors/{mentors_north}/answer/", (), sees=NORTH, body=CONFIRM),
    act("/mentors/{mentors_running}/end/", WRITERS, sees=EAST, body=LAST_DAY),
    act("/mentors/ends/{mentor_end}/answer/", SCHOOL_TWO, sees=EAST, body=CONFIRM),
    act("/mentors/ends/{mentor_end_north}/answer/", (), sees=NORTH, body=CONFIRM),
    act("/pairings/{east}/secondments/new/", WRITERS, sees=EAST, body=STAY),
    act("/pairings/{north}/secondments/new/", (), sees=NORTH, body=STAY),
    act("/secondments/{stay_returned}/edit/", {"liaison One"}, sees=EAST, body=STAY),
    act("/secondments/{stay}/notes/", WRITERS, sees=EAST, body={"post": "教导主任"}),
    act("/secondments/{stay_north}/notes/", (), sees=NORTH, body={"post": "教导主任"}),
    act("/secondments/{stay}/end/", WRITERS, sees=EAST, body=LAST_DAY),
    act("/secondments/ends/{stay_end}/answer/", SCHOOL_TWO, sees=EAST, body=CONFIRM),
    act("/secondments/ends/{stay_end}/answer/", {"liaison One"}, sees=EAST, body=WITHDRAW),
    # No clause of this pairing asks for an appraisal: everybody is told so, nothing is written.
    act("/secondments/{stay}/appraise/", (), away=EAST, body=PAPER),
    act("/pairings/{east}/donations/new/money/", WRITERS, sees=EAST, body=MONEY),
    act("/pairings/{east}/donations/new/goods/", WRITERS, sees=EAST, body=GOODS),
    act("/pairings/{north}/donations/new/goods/", (), sees=NORTH, body=GOODS),
    act("/donations/{gift_returned}/edit/", {"liaison One"}, sees=EAST, body=GOODS),
)
