"""What counts for a duty and, if it does not, the one obstacle that is named."""

from datetime import date, timedelta

import pytest

from compliance.engine.terms import (
    ActivityState,
    Bound,
    Coverage,
    HeldAt,
    Measure,
    Party,
    Period,
    Rules,
    Venue,
)
from compliance.engine.verdicts import Status
from tests.compliance.engine.build import (
    AUTUMN,
    RECEIVING,
    SPRING,
    SUPPORTING,
    activity,
    case,
    joint,
    misses,
    obligation,
    person,
    verdict,
    verdict_in,
)


def only(duty, held, **fields):
    """The facts of the one near miss, with its code; None when the activity counted."""
    judged = verdict(duty, activities=[held], **fields)
    if judged.evidence:
        assert judged.near_misses == ()
        return None
    [miss] = judged.near_misses
    return {"code": miss.code.value, **miss.facts}


# --- how big ------------------------------------------------------------------------------

STUDY = {
    "party": Party.RECEIVING,
    "activity_types": frozenset({"study_visit"}),
    "venue": Venue.SUPPORTING,
    "event_floor": Bound(people=12),
}


def study_visit(day=AUTUMN, **fields):
    plain = {"type": "study_visit", "sides": {RECEIVING}, "held_at": HeldAt.SUPPORTING}
    return activity(day, **plain | fields)


@pytest.mark.parametrize(
    ("people", "missed"),
    [
        (11, {"code": "too_few_people", "required": 12, "counted": 11}),
        (12, None),
        (13, None),
        (0, {"code": "too_few_people", "required": 12, "counted": 0}),
    ],
)
def test_a_study_visit_of_twelve(people, missed):
    assert only(obligation(**STUDY), study_visit(heads={RECEIVING: people})) == missed


def test_named_people_count_where_no_more_are_stated():
    eleven = tuple(person(RECEIVING, f"t{n}") for n in range(11))
    host = person(SUPPORTING, "host")

    assert only(obligation(**STUDY), study_visit(participants=(*eleven, host)))["counted"] == 11
    twelfth = (*eleven, person(RECEIVING, "t11"))
    assert only(obligation(**STUDY), study_visit(participants=twelfth)) is None


def test_three_study_visits_of_which_one_had_eleven_people():
    sizes = (12, 11, 30)
    held = [
        study_visit(AUTUMN + timedelta(days=n), id=n + 1, heads={RECEIVING: size})
        for n, size in enumerate(sizes)
    ]
    judged = verdict(obligation(**STUDY, minimum=3), activities=held)

    assert (judged.status, judged.counted) == (Status.BREACHED, 2)
    assert misses(judged) == [(2, "too_few_people")]


@pytest.mark.parametrize(
    ("bound", "heads", "missed"),
    [
        (Bound(people=20), {SUPPORTING: 8, RECEIVING: 12}, None),
        (Bound(people=20), {SUPPORTING: 8, RECEIVING: 11}, (20, 19, None)),
        (Bound(people_each_side=8), {SUPPORTING: 8, RECEIVING: 8}, None),
        (Bound(people_each_side=8), {SUPPORTING: 9, RECEIVING: 7}, (8, 7, "receiving")),
    ],
)
def test_a_joint_event_counts_both_sides_together_unless_each_is_said(bound, heads, missed):
    duty = obligation(
        party=Party.BOTH, activity_types=frozenset({"meeting"}), event_floor=bound
    )
    found = only(duty, joint(AUTUMN, heads=heads))

    expected = missed and (*missed, "too_few_people")
    assert (
        found and (found["required"], found["counted"], found.get("side"), found["code"])
    ) == expected


@pytest.mark.parametrize(
    ("bound", "last_on", "missed"),
    [
        (Bound(weeks=1), date(2025, 9, 5), None),  # Monday to Friday
        (Bound(weeks=1), date(2025, 9, 4), "too_few_days"),
        (Bound(weeks=2), date(2025, 9, 12), None),
        (Bound(days=7), date(2025, 9, 6), "too_few_days"),
        (Bound(days=7), date(2025, 9, 7), None),
    ],
)
def test_a_week_is_five_teaching_days_and_seven_days_are_seven(bound, last_on, missed):
    found = only(obligation(event_floor=bound), activity(AUTUMN, ends_on=last_on))

    assert (found and found["code"]) == missed


def test_a_week_over_the_holidays_takes_seven_calendar_days():
    golden = activity(date(2025, 10, 1), ends_on=date(2025, 10, 7))
    shorter = activity(date(2025, 10, 2), ends_on=date(2025, 10, 7))

    assert only(obligation(event_floor=Bound(weeks=1)), golden) is None
    assert only(obligation(event_floor=Bound(weeks=1)), shorter) == {
        "code": "too_few_days",
        "weeks": 1,
        "required": 7,
        "counted": 6,
        "teaching_days": 0,
    }


@pytest.mark.parametrize(
    ("fields", "held", "missed"),
    [
        ({"event_floor": Bound(lessons=2)}, {"lessons": 1}, "too_few_lessons"),
        ({"event_floor": Bound(lessons=2)}, {"lessons": 2}, None),
        ({"measure": Measure.LESSONS}, {"lessons": 0}, "too_few_lessons"),
        ({"measure": Measure.PEOPLE}, {}, "too_few_people"),
        ({"event_ceiling": Bound(people=5)}, {"heads": {SUPPORTING: 5}}, None),
        ({"event_ceiling": Bound(people=5)}, {"heads": {SUPPORTING: 6}}, "past_ceiling"),
        ({"event_ceiling": Bound(days=3)}, {"ends_on": date(2025, 9, 3)}, None),
        ({"event_ceiling": Bound(days=3)}, {"ends_on": date(2025, 9, 4)}, "past_ceiling"),
        ({"event_ceiling": Bound(lessons=4)}, {"lessons": 5}, "past_ceiling"),
    ],
)
def test_floors_and_ceilings_drop_the_event_whole(fields, held, missed):
    found = only(obligation(**fields), activity(AUTUMN, **held))

    assert (found and found["code"]) == missed


def test_a_floor_follows_the_counted_side():
    duty = obligation(counted_side=RECEIVING, event_floor=Bound(people=50))

    assert only(duty, activity(AUTUMN, heads={SUPPORTING: 60, RECEIVING: 49}))["counted"] == 49
    assert only(duty, activity(AUTUMN, heads={SUPPORTING: 1, RECEIVING: 50})) is None


# --- who ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "people", "missed"),
    [
        ({"actor_roles": {"principal", "vice_principal"}}, [("vice_principal",)], None),
        ({"actor_roles": {"principal"}}, [("teacher",)], "wrong_role"),
        ({"actor_roles": {"principal"}}, [], "wrong_role"),
        ({"actor_roles": {"team_cadre"}}, [("league_secretary",)], None),
        ({"actor_roles": {"leadership"}}, [("principal_assistant",)], None),
        ({"actor_roles": {"leadership"}}, [("office_head",)], "wrong_role"),
        ({"minimum_rank": "office_head"}, [("moral_director",)], None),
        ({"minimum_rank": "office_head"}, [("vice_director",)], "wrong_role"),
        ({"minimum_rank": "vice_principal"}, [("secretary",)], None),
        ({"actor_roles": {"archivist"}, "minimum_rank": "principal"}, [("archivist",)], None),
    ],
)
def test_roles_and_ranks(fields, people, missed):
    roles = frozenset(fields.get("actor_roles", ()))
    duty = obligation(**fields | {"actor_roles": roles})
    found = only(
        duty,
        activity(AUTUMN, participants=tuple(person(SUPPORTING, "", *held) for held in people)),
    )

    assert (found and found["code"]) == missed


def test_a_role_of_the_other_side_does_not_count():
    duty = obligation(actor_roles=frozenset({"principal"}))
    host = person(RECEIVING, "host", "principal")
    guest = person(SUPPORTING, "guest", "teacher")

    assert only(duty, activity(AUTUMN, participants=(host, guest))) == {
        "code": "wrong_role",
        "wanted": ("principal",),
        "found": ("teacher",),
        "side": "supporting",
    }


ON_PAYROLL_AND_YOUNG = (frozenset({"on_payroll", "young"}),)
EITHER = (frozenset({"excellent"}), frozenset({"backbone"}))


@pytest.mark.parametrize(
    ("wanted", "marks", "missed"),
    [
        (ON_PAYROLL_AND_YOUNG, [{"on_payroll", "young"}], None),
        (ON_PAYROLL_AND_YOUNG, [{"on_payroll"}, {"young"}], "wrong_qualification"),
        (EITHER, [{"backbone"}], None),
        (EITHER, [{"young"}], "wrong_qualification"),
    ],
)
def test_one_person_holds_every_mark_of_one_group(wanted, marks, missed):
    people = tuple(person(SUPPORTING, f"p{n}", marks=held) for n, held in enumerate(marks))
    found = only(obligation(actor_qualifications=wanted), activity(AUTUMN, participants=people))

    assert (found and found["code"]) == missed


def test_role_and_marks_are_asked_of_the_same_person():
    duty = obligation(
        actor_roles=frozenset({"teacher"}), actor_qualifications=(frozenset({"young"}),)
    )
    apart = (person(SUPPORTING, "a", "teacher"), person(SUPPORTING, "b", marks={"young"}))

    found = only(duty, activity(AUTUMN, participants=apart))
    assert found["code"] == "wrong_qualification"


@pytest.mark.parametrize(
    ("supporting", "receiving", "missed"),
    [
        ("principal", "principal", None),
        ("principal", "teacher", "receiving"),
        ("teacher", "principal", "supporting"),
    ],
)
def test_a_joint_duty_asks_a_matching_person_of_each_side(supporting, receiving, missed):
    duty = obligation(
        party=Party.BOTH,
        activity_types=frozenset({"meeting"}),
        actor_roles=frozenset({"leadership"}),
    )
    people = (person(SUPPORTING, "a", supporting), person(RECEIVING, "b", receiving))
    found = only(duty, joint(AUTUMN, participants=people))

    assert (found and (found["code"], found["side"])) == (missed and ("wrong_role", missed))


@pytest.mark.parametrize(
    ("fields", "missed"),
    [
        ({}, None),
        ({"participants": (person(SUPPORTING),)}, "receiving"),
        ({"participants": (), "heads": {SUPPORTING: 3, RECEIVING: 1}}, None),
        ({"participants": (), "heads": {RECEIVING: 4}}, "supporting"),
        ({"participants": ()}, "supporting"),
    ],
)
def test_a_joint_event_asks_somebody_of_each_side(fields, missed):
    duty = obligation(party=Party.BOTH, activity_types=frozenset({"meeting"}))
    found = only(duty, joint(AUTUMN, **fields))

    assert (found and (found["code"], found["wanted"])) == (missed and ("wrong_school", missed))


def test_a_joint_document_names_both_schools_and_needs_nobody_there():
    duty = obligation(
        party=Party.BOTH, measure=Measure.ITEMS, activity_types=frozenset({"plan"})
    )

    assert only(duty, joint(AUTUMN, type="plan", participants=())) is None
    assert only(duty, activity(AUTUMN, type="plan"))["wanted"] == "receiving"


@pytest.mark.parametrize(
    ("heads", "missed"),
    [((True, True), None), ((True, False), "receiving"), ((False, True), "supporting")],
)
def test_the_heads_of_both_schools(heads, missed):
    duty = obligation(party=Party.BOTH, activity_types=frozenset({"meeting"}), both_heads=True)
    people = (person(SUPPORTING, is_head=heads[0]), person(RECEIVING, is_head=heads[1]))
    found = only(duty, joint(AUTUMN, participants=people))

    assert (found and (found["code"], found["side"])) == (missed and ("wrong_role", missed))


def test_a_lesson_of_the_other_school_is_theirs():
    assert only(obligation(), activity(AUTUMN, sides={RECEIVING})) == {
        "code": "wrong_school",
        "wanted": "supporting",
        "found": ("receiving",),
    }


# --- where and what about -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("venue", "places"),
    [
        (Venue.RECEIVING, {HeldAt.RECEIVING}),
        (Venue.SUPPORTING, {HeldAt.SUPPORTING}),
        (Venue.COUNTERPART, {HeldAt.RECEIVING}),
        (Venue.ALTERNATING, {HeldAt.RECEIVING, HeldAt.SUPPORTING}),
        (Venue.ONLINE, {HeldAt.ONLINE}),
        (Venue.ANYWHERE, set(HeldAt)),
    ],
)
def test_venues(venue, places):
    counted = {
        place
        for place in HeldAt
        if only(obligation(venue=venue), activity(AUTUMN, held_at=place)) is None
    }

    assert counted == places


def test_twice_running_at_one_school_counts_with_a_note_also_over_the_edge_of_a_term():
    duty = obligation(
        party=Party.BOTH, activity_types=frozenset({"meeting"}), venue=Venue.ALTERNATING
    )
    held = [
        joint(date(2025, 10, 9), id=1, held_at=HeldAt.SUPPORTING),
        joint(date(2025, 11, 10), id=2, held_at=HeldAt.RECEIVING),
        joint(date(2026, 3, 9), id=3, held_at=HeldAt.RECEIVING),
        joint(date(2026, 4, 9), id=4, held_at=HeldAt.SUPPORTING),
        joint(date(2026, 5, 9), id=5, held_at=HeldAt.SUPPORTING),
    ]
    autumn = verdict(duty, activities=held)
    spring = verdict_in(case(duty, activities=held), SPRING)

    notes = [r.facts for r in spring.reasons if r.code == "same_venue_twice"]
    assert (autumn.counted, spring.counted) == (2, 3)
    assert [r for r in autumn.reasons if r.code == "same_venue_twice"] == []
    assert notes == [
        {"activity": 3, "held_at": "receiving"},
        {"activity": 5, "held_at": "supporting"},
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("stages", "wrong_stage"),
        ("grades", "wrong_grade"),
        ("subjects", "wrong_subject"),
        ("topics", "wrong_topic"),
    ],
)
def test_any_of_the_wanted_is_enough(name, code):
    duty = obligation(**{name: frozenset({"primary", "b"})})

    assert only(duty, activity(AUTUMN, **{name: {"b", "c"}})) is None
    assert only(duty, activity(AUTUMN, **{name: {"c"}})) == {
        "code": code,
        "wanted": ("b", "primary"),
        "found": ("c",),
    }


def test_a_topic_has_to_be_agreed_where_the_clause_says_so():
    duty = obligation(topics_agreed=True)

    assert only(duty, activity(AUTUMN, topic_agreed=True)) is None
    assert only(duty, activity(AUTUMN, topics={"maths"})) == {
        "code": "wrong_topic",
        "agreed": False,
        "found": ("maths",),
    }


def test_an_event_has_to_include_what_the_clause_names():
    duty = obligation(coverage=Coverage(contents=frozenset({"lesson", "review"})))

    assert only(duty, activity(AUTUMN, contents={"lesson", "review", "talk"})) is None
    assert only(duty, activity(AUTUMN, contents={"lesson"})) == {
        "code": "missing_content",
        "missing": ("review",),
    }


# --- entries, duplicates, the order of obstacles ------------------------------------------


@pytest.mark.parametrize(("gap", "missed"), [(14, None), (15, "logged_too_late")])
def test_a_limit_on_late_entry(gap, missed):
    held = activity(AUTUMN, entered_on=AUTUMN + timedelta(days=gap))
    found = only(obligation(), held, rules=Rules(late_entry_days=14))

    assert (found and found["code"]) == missed
    assert only(obligation(), held) is None


def pair_of_duplicates(**second):
    first = activity(AUTUMN, id=1)
    plain = {"id": 2, "duplicate_of": 1, "duplicate_marked_on": date(2025, 9, 20)}
    return [first, activity(AUTUMN, **plain | second)]


def test_a_duplicate_does_not_count_from_the_day_it_is_marked():
    held = pair_of_duplicates()
    before = verdict(obligation(), activities=held, on=date(2025, 9, 19))
    after = verdict(obligation(), activities=held, on=date(2025, 9, 20))

    assert before.counted == 2
    assert (after.counted, misses(after)) == (1, [(2, "duplicate")])
    assert after.near_misses[0].facts == {"stays": 1}


def test_the_one_confirmed_first_stays_whichever_was_marked():
    first, second = pair_of_duplicates()
    late = activity(AUTUMN, id=1, entered_on=date(2025, 9, 5))
    judged = verdict(obligation(), activities=[late, second])

    assert misses(judged) == [(1, "duplicate")]
    assert misses(verdict(obligation(), activities=[second, first])) == [(2, "duplicate")]


def test_the_other_revives_when_the_one_that_stayed_is_voided():
    _, second = pair_of_duplicates()
    voided = activity(AUTUMN, id=1, state=ActivityState.VOIDED)
    judged = verdict(obligation(), activities=[voided, second])

    assert [evidence.activity_id for evidence in judged.evidence] == [2]
    assert misses(judged) == [(1, "voided")]


def test_of_several_obstacles_the_first_is_named():
    wrong = {"sides": {RECEIVING}, "held_at": HeldAt.ONLINE, "lessons": 0}
    duty = obligation(
        venue=Venue.RECEIVING,
        topics=frozenset({"ethics"}),
        actor_roles=frozenset({"principal"}),
        event_floor=Bound(people=12),
        coverage=Coverage(contents=frozenset({"talk"})),
    )
    fixes = [
        {"state": ActivityState.CONFIRMED},
        {"sides": {SUPPORTING}},
        {"held_at": HeldAt.RECEIVING},
        {"topics": {"ethics"}},
        {"participants": (person(SUPPORTING, "", "principal"),)},
        {"heads": {SUPPORTING: 12}},
        {"contents": {"talk"}},
    ]
    held = wrong | {"state": ActivityState.PENDING}
    named = [only(duty, activity(AUTUMN, **held))["code"]]
    for fix in fixes:
        held |= fix
        found = only(duty, activity(AUTUMN, **held))
        named.append(found and found["code"])

    assert named == [
        "unconfirmed",
        "wrong_school",
        "wrong_venue",
        "wrong_topic",
        "wrong_role",
        "too_few_people",
        "missing_content",
        None,
    ]


def test_an_unconfirmed_one_that_would_not_count_anyway_says_what_comes_next():
    held = study_visit(heads={RECEIVING: 11}, state=ActivityState.PENDING)
    judged = verdict(obligation(**STUDY), activities=[held])

    [miss] = judged.near_misses
    assert (miss.would_count, miss.facts["next"]) == (0, "too_few_people")


def test_other_types_are_no_near_misses():
    judged = verdict(obligation(), activities=[activity(AUTUMN, type="lecture")])

    assert (judged.counted, judged.near_misses) == (0, ())


def test_one_activity_serves_several_duties():
    term, year = obligation(minimum=1), obligation(id=2, period=Period.SCHOOL_YEAR)
    asked = case(term, year, activities=[activity(AUTUMN)])

    assert verdict_in(asked, AUTUMN, id=1).counted == 1
    assert verdict_in(asked, AUTUMN, id=2).counted == 1
