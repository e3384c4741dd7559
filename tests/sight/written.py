"""Drafts written on the site and their way: who may write, agree, open and return."""

from tests.sight.addresses import (
    ALL,
    EAST,
    NORTH,
    SCHOOL_ONE,
    SCHOOL_TWO,
    SCHOOLS,
    STAFF,
    STAFF_A,
    act,
    page,
)

PRINCIPALS = {"principal One", "principal Two"}
WRITERS = SCHOOL_ONE | SCHOOL_TWO | STAFF_A
POSTED = (
    *("clauses/0/remove", "duties/new/say", "duties/0/say", "duties/0/remove"),
    *("offer", "agree", "approve", "open", "return", "remind"),
)

WRITTEN = (
    page("/agreements/new/", SCHOOLS | STAFF, sees=ALL),
    page("/agreements/{drafted}/edit/", WRITERS, sees=EAST),
    page("/agreements/{drafted_north}/edit/", NORTH),
    page("/agreements/{agreement}/edit/", (), sees=EAST),
    page("/agreements/{drafted}/clauses/new/", WRITERS, sees=EAST),
    page("/agreements/{drafted_north}/clauses/new/", NORTH),
    page("/agreements/{drafted}/clauses/0/", (), refusal="403", sees=EAST - WRITERS),
    page("/agreements/{drafted}/duties/new/?clause=0", (), sees=EAST - WRITERS),
    page("/agreements/{drafted_north}/duties/new/?clause=0", ()),
    page("/agreements/{drafted}/duties/0/", (), sees=EAST - WRITERS),
    page("/agreements/{agreement}/amend/", WRITERS, sees=EAST),
    page("/agreements/{agreement_north}/amend/", NORTH),
    *(page(f"/agreements/{{drafted}}/{name}/", done="405") for name in POSTED),
)

WHY = {"return-note": "改一处"}
WRITTEN_ACTS = (
    act("/agreements/{signing}/return/", PRINCIPALS | STAFF_A, sees=EAST, body=WHY),
    act("/agreements/{drafted_north}/return/", NORTH, body=WHY),
    act("/agreements/{drafted_north}/agree/", (), sees=NORTH),
    act("/agreements/{drafted}/approve/", (), sees=EAST),
    act("/agreements/{drafted}/open/", (), sees=EAST),
)
