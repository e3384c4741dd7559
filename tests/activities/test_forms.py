"""The log form at its edges: what it refuses, where it says so, and what it takes as a fact."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from activities.forms import LogForm
from activities.forms.privacy import names_a_phone
from activities.models import PlaceKind
from activities.needs import obligations_of
from activities.sheets import Sheet
from pairing.models import RosterEntry, SubSite
from tests.activities.desk import codes
from tests.activities.stage import ON
from tests.factories import (
    create_agreement,
    create_obligation,
    create_pairing,
    create_person,
    create_school,
)

DAY = timedelta(days=1)


def test_a_form_in_order_gives_the_facts(fill, stage):
    form = fill(summary="五年级数学")

    assert form.is_valid(), form.errors
    facts = form.facts()
    assert facts == stage.facts(stages=facts.stages)


TOMORROW = (ON + DAY).isoformat()

REFUSED = {
    "no day": ({"day": ""}, {"day": ["required"]}),
    "another day, not said which": ({"day": "other_choice"}, {"day_on": ["required"]}),
    "a day that is none": (
        {"day": "other_choice", "day_on": "2025-02-30"},
        {"day_on": ["invalid"]},
    ),
    "tomorrow": ({"day_on": TOMORROW}, {"day_on": ["invalid"]}),
    "tomorrow as a tile": ({"day": TOMORROW}, {"day": ["invalid"]}),
    "last day before the first": (
        {"last_on": (ON - DAY).isoformat()},
        {"last_on": ["order"]},
    ),
    "last day tomorrow": ({"last_on": TOMORROW}, {"last_on": ["invalid"]}),
    "no type": ({"type": ""}, {"type": ["required"]}),
    "another type, not said which": ({"type": "other_choice"}, {"type_other": ["required"]}),
    "a type nobody knows": ({"type": "ball"}, {"type_other": ["required"]}),
    "no place": ({"place": ""}, {"place": ["required"]}),
    "a school of no side": ({"place": "999999"}, {"place": ["invalid_choice"]}),
    "elsewhere without words": ({"place": "elsewhere"}, {"place_text": ["required"]}),
    "people of one side left out": ({"heads_their": ""}, {"their": ["required"]}),
    "people of both left out": (
        {"heads_own": "", "heads_their": ""},
        {"own": ["required"], "their": ["required"]},
    ),
    "nobody at all": ({"heads_own": "0", "heads_their": "0"}, {"own": ["invalid"]}),
    "minus one person": ({"heads_own": "-1"}, {"own": ["min_value"]}),
    "half a person": ({"heads_own": "1.5"}, {"own": ["invalid"]}),
    "too many people for a number": ({"heads_own": "99999"}, {"own": ["max_value"]}),
    "no lessons": ({"lessons": ""}, {"lessons": ["required"]}),
    "zero lessons": ({"lessons": "0"}, {"lessons": ["required"]}),
    "minus one lesson": ({"lessons": "-1"}, {"lessons": ["min_value"]}),
    "money without an amount": ({"type": "donation_money"}, {"amount": ["required"]}),
    "a negative amount": (
        {"type": "donation_money", "amount": "-1"},
        {"amount": ["min_value"]},
    ),
    "goods without pieces": ({"type": "donation_goods"}, {"goods": ["required"]}),
    "an ID number": ({"summary": "身份证110101201001011234"}, {"summary": ["id_number"]}),
    "an ID number with an X": ({"summary": "11010120100101123X来"}, {"summary": ["id_number"]}),
    "an ID number in full width": (
        {"summary": "１１０１０１２０１００１０１１２３４"},
        {"summary": ["id_number"]},
    ),
    "an ID number with blanks": (
        {"summary": "110101 20100101 1234"},
        {"summary": ["id_number"]},
    ),
    "an ID number as a place": (
        {"place": "elsewhere", "place_text": "110101201001011234"},
        {"place_text": ["id_number"]},
    ),
    "a pupil's marks": ({"summary": "张小明同学数学95分"}, {"summary": ["pupil_marks"]}),
    "marks got": ({"summary": "李丽考了 88.5 分"}, {"summary": ["pupil_marks"]}),
    "a pupil's rank": ({"summary": "学生王强排名第3"}, {"summary": ["pupil_marks"]}),
    "a sentence too long": ({"summary": "长" * 201}, {"summary": ["max_length"]}),
}


@pytest.mark.parametrize(("typed", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_at_its_field(fill, typed, expected):
    assert codes(fill(**typed)) == expected


TAKEN = {
    "today": {"day": ON.isoformat()},
    "before the agreement": {"day_on": "2001-01-01"},
    "last day today": {"day_on": (ON - 3 * DAY).isoformat(), "last_on": ON.isoformat()},
    "eleven people": {"heads_own": "11", "heads_their": "0"},
    "nobody of the own side": {"heads_own": "0"},
    "a lecture without lessons": {"type": "lecture", "lessons": ""},
    "a document without people": {
        "type": "annual_plan",
        "heads_own": "",
        "heads_their": "",
    },
    "a place of its own": {"place": "elsewhere", "place_text": "县教师进修学校"},
    "an average of a grade": {"summary": "五年级平均分85分"},
    "minutes of a lesson": {"summary": "学生听讲40分钟"},
    "pupils by number": {"summary": "120名学生参加"},
    "a long number": {"summary": "文号 20250915001"},
    "a phone": {"summary": "联系人 13812345678"},
}


@pytest.mark.parametrize("typed", TAKEN.values(), ids=TAKEN)
def test_what_may_be_is_taken_as_a_fact(fill, typed):
    assert codes(fill(**typed)) == {}


def test_a_person_of_the_wrong_side_is_taken_and_a_stranger_is_not(fill, stage):
    theirs = create_person(school=stage.receiving)
    stranger = create_person(school=create_school(name="别校"), name="外人")

    assert codes(fill(people=[theirs.pk])) == {}
    assert codes(fill(people=[stranger.pk])) == {"people": ["invalid_choice"]}


def test_more_names_than_people_are_a_contradiction(fill, stage):
    named = [create_person(school=stage.supporting).pk for _ in range(3)]

    assert codes(fill(people=named, heads_own="2")) == {"own": ["fewer_than_named"]}
    assert codes(fill(people=named, heads_own="3")) == {}


def test_a_day_that_was_typed_wins_over_the_tile(fill):
    form = fill(day=ON.isoformat(), day_on=(ON - 9 * DAY).isoformat())

    assert form.is_valid()
    assert form.facts().starts_on == ON - 9 * DAY


def test_what_the_type_does_not_ask_for_is_left_out(fill):
    form = fill(type="lecture", lessons="2", amount="50", goods="3", contents=["analysis"])

    assert form.is_valid()
    facts = form.facts()
    assert (facts.lessons, facts.amount, facts.goods, facts.contents) == (0, Decimal(0), 0, ())


def test_a_refused_number_the_type_does_not_ask_for_stands_in_nobodys_way(fill):
    assert codes(fill(type="lecture", lessons="-1")) == {}


SIDES = {
    "not said, a demonstration lesson": ({}, ["supporting"]),
    "not said, a joint meeting": ({"type": "joint_meeting"}, ["supporting", "receiving"]),
    "not said, a study visit": ({"type": "study_visit"}, ["receiving"]),
    "said": ({"done_by": "receiving"}, ["receiving"]),
}


@pytest.mark.parametrize(("typed", "sides"), SIDES.values(), ids=SIDES)
def test_whose_it_is_follows_the_type_unless_said(fill, stage, typed, sides):
    form = fill(**typed)

    assert form.is_valid()
    assert form.facts().done_by == tuple(stage.pairing.school_on(side) for side in sides)


def test_a_duty_says_whose_its_type_is(fill, stage):
    agreement = create_agreement(pairing=stage.pairing)
    create_obligation(agreement=agreement, activity_types=["lecture"], party="receiving")

    form = fill(type="lecture")

    assert form.is_valid()
    assert form.facts().done_by == (stage.receiving,)


def test_places_become_a_school_a_site_or_words(fill, stage):
    site = SubSite.objects.create(school=stage.receiving, name="下洼教学点")
    online, at_site = fill(place="online"), fill(sub_site=site.pk)
    wrong_site = fill(place=str(stage.supporting.pk), sub_site=site.pk)

    assert online.is_valid()
    assert at_site.is_valid()
    assert (online.facts().place, online.facts().school) == (PlaceKind.ONLINE, None)
    assert (at_site.facts().school, at_site.facts().sub_site) == (stage.receiving, site)
    assert codes(wrong_site) == {"sub_site": ["invalid"]}


def test_grades_say_their_stage(fill):
    form = fill(grades=["p5", "j1"])

    assert form.is_valid()
    assert form.facts().stages == ("primary", "junior")


def test_another_pairing_is_served_with_its_people_and_its_side(fill, stage):
    third = create_school(bureau=stage.supporting.bureau)
    second = create_pairing(supporting=stage.supporting, receiving=third)
    typed = {f"heads_{third.pk}": "4", "type": "joint_meeting"}

    alone, together = fill(**typed), fill(**typed, also_for=[second.pk])

    assert alone.is_valid()
    assert together.is_valid()
    own, their = stage.supporting, stage.receiving
    assert alone.facts().pairings == (stage.pairing,)
    assert alone.facts().heads == ((own, 3), (their, 6))
    assert together.facts().pairings == (stage.pairing, second)
    assert together.facts().done_by == (own, their, third)
    assert together.facts().heads == ((own, 3), (their, 6), (third, 4))


def test_a_pairing_of_others_is_not_on_offer(fill):
    assert codes(fill(also_for=[create_pairing().pk])) == {"also_for": ["invalid_choice"]}


def test_a_mentor_pair_of_this_pairing_is_on_offer_and_one_of_others_is_not(fill, stage):
    def pair(pairing):
        return RosterEntry.objects.create(
            pairing=pairing,
            kind="mentor_pairs",
            mentor=create_person(school=pairing.supporting_school),
            person=create_person(school=pairing.receiving_school),
            starts_on=date(2025, 9, 1),
            entered_on=date(2025, 9, 1),
        )

    own, foreign = pair(stage.pairing), pair(create_pairing())

    form = fill(type="mentor_pair", roster=[own.pk])
    assert form.is_valid()
    assert form.facts().roster == (own,)
    assert codes(fill(type="mentor_pair", roster=[foreign.pk])) == {
        "roster": ["invalid_choice"]
    }


def test_a_document_names_its_term_and_an_evaluation_its_stay(fill, stage):
    create_agreement(pairing=stage.pairing)
    stay = stage.log(type="secondment_manager")

    plan = fill(type="annual_plan", for_window_starts_on="2025-09-01", follows=stay.pk)
    evaluation = fill(type="secondee_evaluation", follows=stay.pk)
    foreign = fill(type="annual_plan", for_window_starts_on="2025-10-01")

    assert plan.is_valid()
    assert evaluation.is_valid()
    assert plan.facts().for_window_starts_on == date(2025, 9, 1)
    assert (plan.facts().follows, evaluation.facts().follows) == (None, stay)
    assert codes(foreign) == {"for_window_starts_on": ["invalid_choice"]}


def test_the_duties_types_come_first_and_say_what_is_asked(fill, stage):
    agreement = create_agreement(pairing=stage.pairing)
    create_obligation(agreement=agreement, activity_types=["annual_plan"], period="once")
    create_obligation(agreement=agreement, activity_types=["lecture"], minimum=1)

    tiles = [code for code, _words in fill().fields["type"].widget.choices]

    assert tiles == ["lecture", "annual_plan", "other_choice"]


@pytest.mark.parametrize(
    ("signed_on", "starts_on", "names"),
    [
        (None, ON - timedelta(1), ["旧"]),
        (ON - timedelta(9), ON + timedelta(1), ["旧", "新"]),
        (ON - timedelta(9), ON, ["新"]),
    ],
    ids=["a draft", "signed, from tomorrow on", "in force"],
)
def test_a_duty_gives_way_when_the_amendment_takes_hold(stage, signed_on, starts_on, names):
    pairing = create_pairing()
    old = create_obligation(agreement=create_agreement(pairing=pairing), name="旧")
    amendment = create_agreement(
        pairing=pairing,
        amends=old.clause.agreement,
        number="补1",
        signed_on=signed_on,
        starts_on=starts_on,
    )
    create_obligation(agreement=amendment, name="新", replaces=old)

    found = obligations_of(pairing, on=ON)

    assert sorted(row.name for row in found) == sorted(names)


def test_a_written_activity_fills_the_form_and_comes_back_the_same(fill, stage):
    person = create_person(school=stage.supporting)
    facts = {
        "starts_on": ON - 3 * DAY,
        "ends_on": ON - DAY,
        "people": (person,),
        "done_by": (stage.supporting, stage.receiving),
        "topics": ("ethics",),
        "stages": ("primary",),
        "topic_agreed": True,
    }
    activity = stage.log(is_submitted=False, **facts)
    sheet = Sheet(user=stage.alice, pairing=stage.pairing, school=stage.supporting, on=ON)
    shown = LogForm(sheet=sheet, activity=activity)

    data = {
        name: shown.get_initial_for_field(shown.fields[name], name) for name in shown.fields
    }
    again = LogForm(
        {k: v for k, v in data.items() if v not in (None, False)},
        sheet=sheet,
        activity=activity,
    )

    assert again.is_valid(), again.errors
    assert again.facts() == stage.facts(**facts)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("13812345678", True),
        ("138 1234 5678", True),
        ("１３８１２３４５６７８", True),
        ("1381234567", False),
        ("138123456789", False),
        ("12345678901", False),
    ],
)
def test_a_mobile_number_is_noticed(text, is_one):
    assert names_a_phone(text) is is_one
