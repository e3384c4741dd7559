"""Mentor groups: one school proposes, the other confirms, and nothing is ever deleted."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from activities import services as acts
from compliance.facts import case_of
from compliance.judging import verdicts_of
from pairing.mentoring import MentorFinding, mentor_remarks
from pairing.models import MentorGroup, ProposalState, RosterEntry
from pairing.services import mentors as services
from pairing.services import proposals
from pairing.wording import MENTOR_FINDINGS, PROPOSAL_REFUSALS
from records.models import Event, Notice
from records.notices import sentence
from tests.activities.desk import said
from tests.factories import (
    at,
    create_agreement,
    create_member,
    create_obligation,
    create_person,
    create_school,
)

TERM = date(2025, 9, 1)  # the autumn term ends on 20 January: 102 teaching days
ON = date(2025, 9, 15)
DAY = timedelta(days=1)


@pytest.fixture
def people(stage):
    """Mentors 1 to 3 of the supporting, mentees 1 to 3 of the receiving school."""
    return {
        seat: [create_person(school=school, name=f"{word}{n}") for n in "一二三"]
        for seat, school, word in (
            ("mentors", stage.supporting, "师傅"),
            ("mentees", stage.receiving, "徒弟"),
        )
    }


@pytest.fixture
def propose(stage, people):
    def proposed(mentors=(0,), mentees=(0,), *, on=ON, token=None, **fields) -> MentorGroup:
        facts = services.GroupFacts(
            **{
                "pairing": stage.pairing,
                "mentors": tuple(people["mentors"][n] for n in mentors),
                "mentees": tuple(people["mentees"][n] for n in mentees),
                "starts_on": TERM,
                "subject": "chinese",
            }
            | fields
        )
        return services.propose_group(
            facts, school=stage.supporting, token=token or uuid4(), by=stage.alice, at=at(on)
        )

    return proposed


@pytest.fixture
def agree(stage, propose):
    """``agree(...)``: proposed, and confirmed by Bob on the day ``known_on``."""

    def agreed(*args, known_on=ON, **fields) -> MentorGroup:
        group = propose(*args, **fields)
        return services.confirm_group(group, by=stage.bob, at=at(known_on, 15))

    return agreed


def end(stage, group, *, last_on: date, known_on: date) -> None:
    row = services.propose_group_end(
        group,
        last_on=last_on,
        reason="调动",
        school=stage.supporting,
        token=uuid4(),
        by=stage.alice,
        at=at(known_on),
    )
    services.confirm_group_end(row, by=stage.bob, at=at(known_on, 15))


def pairs(stage, *, on: date, **fields) -> int:
    """What the engine counts for 结成对子 in the term of ``on``."""
    verdicts = verdicts_of(stage.pairing, on=on)
    return next(v.counted for v in verdicts if v.window.starts_on <= on <= v.window.ends_on)


@pytest.fixture
def duty(stage):
    agreement = create_agreement(pairing=stage.pairing)
    return create_obligation(
        agreement=agreement,
        name="结成对子",
        party="both",
        activity_types=["mentor_pair"],
        measure="pairs",
        minimum=3,
    )


# --- Pairs ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("mentors", "mentees", "made"),
    [((0,), (0,), 1), ((0,), (0, 1), 2), ((0,), (0, 1, 2), 3), ((0, 1, 2), (0, 1), 2)],
    ids=["one to one", "one to two", "one to three", "three to two"],
)
def test_a_group_makes_a_pair_of_each_mentee_with_all_its_mentors(
    stage, agree, duty, mentors, mentees, made
):
    agree(mentors, mentees)

    assert RosterEntry.objects.count() == made
    assert pairs(stage, on=date(2026, 1, 20)) == made


def test_a_pair_names_all_its_mentors(agree):
    agree((0, 1, 2), (0, 1))

    labels = [str(entry) for entry in RosterEntry.objects.order_by("pk")]

    assert labels == ["师傅一、师傅二、师傅三 — 徒弟一", "师傅一、师傅二、师傅三 — 徒弟二"]


def test_before_the_other_school_confirms_there_is_no_pair(stage, propose, duty):
    propose((0,), (0, 1, 2))

    assert RosterEntry.objects.count() == 0
    assert pairs(stage, on=date(2026, 1, 20)) == 0


# 1 September to 20 January has 102 teaching days; 51 of them are half.
@pytest.mark.parametrize(
    ("starts_on", "until_on", "counted"),
    [
        (date(2025, 9, 1), date(2025, 11, 10), 1),  # 51 days: exactly half
        (date(2025, 9, 1), date(2025, 11, 9), 0),  # 50 days: one short
        (date(2025, 9, 2), date(2025, 11, 10), 0),  # 50 days from the second day on
        (date(2025, 11, 11), None, 1),  # the later half
        (date(2025, 11, 12), None, 0),
        (date(2025, 8, 1), date(2025, 11, 10), 1),  # days before the term add nothing
        (date(2025, 8, 1), date(2025, 8, 31), 0),
    ],
)
def test_a_pair_counts_in_a_term_it_stood_in_for_half_of_its_teaching_days(
    stage, agree, duty, starts_on, until_on, counted
):
    agree(starts_on=starts_on, until_on=until_on)

    assert pairs(stage, on=date(2026, 1, 20)) == counted


@pytest.mark.parametrize(
    ("last_on", "counted"), [(date(2025, 11, 10), 1), (date(2025, 11, 9), 0)]
)
def test_a_group_that_ended_early_counts_until_that_day(stage, agree, duty, last_on, counted):
    group = agree()
    end(stage, group, last_on=last_on, known_on=date(2025, 12, 1))

    assert pairs(stage, on=date(2026, 1, 20)) == counted


def test_a_day_before_the_end_was_known_is_answered_as_it_was_known_then(stage, agree, duty):
    group = agree()
    end(stage, group, last_on=date(2025, 9, 20), known_on=date(2025, 12, 1))

    assert (pairs(stage, on=date(2025, 11, 30)), pairs(stage, on=date(2025, 12, 1))) == (1, 0)


def test_a_day_before_the_group_was_confirmed_knows_no_pair(stage, agree, duty):
    agree(known_on=date(2025, 10, 10))

    assert (pairs(stage, on=date(2025, 10, 9)), pairs(stage, on=date(2025, 10, 10))) == (0, 1)


def test_a_new_mentor_carries_on_the_pair_and_makes_no_second_one(stage, agree, duty):
    old = agree()
    new = agree((1,), replaces=old, starts_on=date(2025, 11, 11))

    old.refresh_from_db()
    assert (old.ended_on, new.ended_on) == (date(2025, 11, 10), None)
    assert len({entry.pair_key for entry in RosterEntry.objects.all()}) == 1
    assert pairs(stage, on=date(2026, 1, 20)) == 1


def test_a_new_mentee_is_a_new_pair(stage, agree, duty):
    old = agree()
    agree((0,), (1,), replaces=old, starts_on=date(2025, 11, 11))

    assert pairs(stage, on=date(2026, 1, 20)) == 2


def test_each_pair_is_asked_and_an_activity_says_whom_it_served(stage, agree):
    agreement = create_agreement(pairing=stage.pairing)
    create_obligation(
        agreement=agreement,
        name="师傅听评课",
        activity_types=["mentor_pair"],
        each_of="mentor_pairs",
        minimum=1,
    )
    group = agree((0, 1, 2), (0, 1))
    served = group.entries.order_by("pk").first()

    activity = stage.log(type="mentor_pair", roster=(served,), on=ON)
    acts.confirm(stage.link(activity), by=stage.bob, at=at(ON, 16))

    verdict = verdicts_of(stage.pairing, on=date(2025, 12, 1))[1]
    assert [(p.part.label, p.counted) for p in verdict.parts] == [
        ("师傅一、师傅二、师傅三 — 徒弟一", 1),
        ("师傅一、师傅二、师傅三 — 徒弟二", 0),
    ]
    assert case_of(agreement).activities[0].roster_keys == {served.pair_key}


# --- Who, and once ----------------------------------------------------------------------------
def test_a_double_press_is_one_group(propose):
    token = UUID(int=7)

    assert propose(token=token) == propose(token=token)
    assert MentorGroup.objects.count() == 1


def test_the_own_school_cannot_confirm_its_own_proposal(stage, propose):
    with pytest.raises(proposals.NotYoursToAnswerError):
        services.confirm_group(propose(), by=stage.alice, at=at(ON))


def test_an_answer_is_given_once(stage, agree):
    group = agree()

    with pytest.raises(proposals.NotWaitingError):
        services.confirm_group(group, by=stage.bob, at=at(ON))
    with pytest.raises(proposals.NotWaitingError):
        services.withdraw_group(group, by=stage.alice, at=at(ON))


def test_to_return_needs_a_reason_and_tells_it(stage, propose):
    group = propose()
    with pytest.raises(proposals.AnswerMissingError):
        services.return_group(group, by=stage.bob, at=at(ON), reason=" ")

    services.return_group(group, by=stage.bob, at=at(ON), reason="徒弟已调离")

    told = Notice.objects.get(recipient=stage.alice)
    assert "徒弟已调离" in sentence(told)
    assert Event.objects.get(verb="mentor_group.returned").facts["reason"] == "徒弟已调离"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"mentors": ()}, proposals.NobodyNamedError),
        ({"mentees": ()}, proposals.NobodyNamedError),
        ({"until_on": TERM - DAY}, proposals.EndsTooEarlyError),
    ],
)
def test_what_is_no_group_is_refused(propose, fields, error):
    with pytest.raises(error):
        propose(**fields)


def test_nobody_guides_himself_and_nobody_comes_from_a_third_school(stage, propose, people):
    stranger = create_person(school=create_school(bureau=stage.receiving.bureau))
    both = people["mentors"][0]

    with pytest.raises(proposals.TwiceNamedError):
        services.propose_group(
            services.GroupFacts(
                pairing=stage.pairing, mentors=(both,), mentees=(both,), starts_on=TERM
            ),
            school=stage.supporting,
            token=uuid4(),
            by=stage.alice,
            at=at(ON),
        )
    with pytest.raises(proposals.StrangerNamedError):
        services.propose_group(
            services.GroupFacts(
                pairing=stage.pairing, mentors=(both,), mentees=(stranger,), starts_on=TERM
            ),
            school=stage.supporting,
            token=uuid4(),
            by=stage.alice,
            at=at(ON),
        )


def test_a_replacement_begins_after_the_group_it_replaces(propose, agree):
    old = agree()

    with pytest.raises(proposals.BeginsTooEarlyError):
        propose((1,), replaces=old, starts_on=TERM)


def test_a_group_is_replaced_once(stage, propose, agree):
    old = agree()
    first = propose((1,), replaces=old, starts_on=TERM + 30 * DAY)
    second = propose((2,), replaces=old, starts_on=TERM + 40 * DAY)
    services.confirm_group(first, by=stage.bob, at=at(ON))

    with pytest.raises(proposals.NotRunningError):
        services.confirm_group(second, by=stage.bob, at=at(ON))


def test_an_early_end_waits_for_the_other_school_and_lies_before_the_agreed_one(stage, agree):
    group = agree(until_on=date(2026, 1, 20))
    for last_on, error in (
        (TERM - DAY, proposals.EndsTooEarlyError),
        (date(2026, 1, 20), proposals.EndsTooLateError),
    ):
        with pytest.raises(error):
            end(stage, group, last_on=last_on, known_on=ON)
    row = services.propose_group_end(
        group,
        last_on=date(2026, 1, 19),
        reason="调动",
        school=stage.supporting,
        token=uuid4(),
        by=stage.alice,
        at=at(ON),
    )
    with pytest.raises(proposals.EndWaitsError):
        end(stage, group, last_on=date(2025, 12, 1), known_on=ON)

    services.return_group_end(row, by=stage.bob, at=at(ON), reason="还需指导")

    group.refresh_from_db()
    assert group.ended_on is None


def test_the_database_keeps_an_answer_and_its_day_together(propose):
    group = propose()
    group.state = ProposalState.CONFIRMED

    with pytest.raises(IntegrityError), transaction.atomic():
        group.save()


# --- Warnings ---------------------------------------------------------------------------------
def codes(group, *, others=()) -> list[str]:
    return [str(r.finding) for r in mentor_remarks(group, others=others, on=ON)]


def test_marks_of_mentor_and_mentee_are_looked_at_and_nothing_is_refused(propose, people):
    group = propose()
    assert codes(group) == ["mentor_unmarked", "mentee_not_young"]

    for seat, mark in (("mentors", "backbone"), ("mentees", "young")):
        people[seat][0].qualifications = [mark]
        people[seat][0].save()

    assert codes(MentorGroup.objects.get()) == []


def test_who_is_guided_already_in_this_subject_is_named(agree, people):
    for person in (*people["mentors"], *people["mentees"]):
        person.qualifications = ["backbone", "young"]
        person.save()
    first, second = agree(), agree((1,), (0,))
    other = agree((2,), (0,), subject="art")

    assert codes(second, others=[first, second, other]) == ["already_guided"]
    assert codes(other, others=[first, second, other]) == []


def test_every_finding_and_every_refusal_has_its_sentence():
    assert set(MENTOR_FINDINGS) == set(MentorFinding)
    assert set(PROPOSAL_REFUSALS) == set(proposals.ProposalError.__subclasses__())


# --- Pages ------------------------------------------------------------------------------------
def typed(people, **fields) -> dict:
    return {
        "token": str(uuid4()),
        "mentors": [people["mentors"][0].pk],
        "mentees": [people["mentees"][0].pk, people["mentees"][1].pk],
        "subject": "chinese",
        "starts_on": "2025-09-01",
        "until_on": "2026-06-30",
        "goals": "一年内上好汇报课",
    } | fields


def test_a_group_goes_from_one_phone_to_the_other_and_into_the_roster(
    stage, people, enter, day
):
    address = f"/pairings/{stage.pairing.pk}/mentors/"
    enter(stage.alice).post(f"{address}new/", typed(people))
    group = MentorGroup.objects.get()
    waiting = enter(stage.bob).get(address)
    assert [card["group"] for card in waiting.context["waiting"]] == [group]

    done = enter(stage.bob).post(f"/mentors/{group.pk}/answer/", {"act": "confirm"})

    page = enter(stage.alice).get(address)
    assert done.url == address
    assert [card["group"] for card in page.context["running"]] == [group]
    assert page.context["pairs"] == 2
    log = enter(stage.alice).get(
        f"/log/?pairing={stage.pairing.pk}&type=mentor_pair&{page.context['running'][0]['entries']}"
    )
    assert log.context["form"].initial["roster"] == list(group.entries.order_by("pk"))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"mentors": []}, "mentors"),
        ({"until_on": "2025-08-31"}, "until_on"),
        ({"starts_on": "昨天"}, "starts_on"),
        ({"goals": "身份证 11010119900307123X"}, "goals"),
    ],
)
def test_a_poor_form_says_what_is_wrong_and_loses_nothing(
    stage, people, enter, day, fields, where
):
    page = enter(stage.alice).post(
        f"/pairings/{stage.pairing.pk}/mentors/new/", typed(people) | fields
    )

    assert list(page.context["form"].errors) == [where]
    assert page.context["form"]["mentees"].value() == [
        str(person.pk) for person in people["mentees"][:2]
    ]


def test_a_late_answer_is_told_that_somebody_was_faster(stage, agree, enter, day):
    group = agree()

    answer = enter(stage.bob).post(f"/mentors/{group.pk}/answer/", {"act": "confirm"})

    assert len(said(answer)) == 1
    assert Event.objects.filter(verb="mentor_group.confirmed").count() == 1


def test_what_waits_for_an_answer_stands_where_the_other_school_confirms(
    stage, agree, propose, enter, day
):
    running, waiting = agree(), propose((1,), (1,))
    services.propose_group_end(
        running,
        last_on=ON,
        reason="调动",
        school=stage.supporting,
        token=uuid4(),
        by=stage.alice,
        at=at(ON),
    )

    pages = [enter(user).get("/confirm/") for user in (stage.bob, stage.alice)]

    found = [[str(x["proposal"]) for x in page.context["proposals"]] for page in pages]
    assert found == [[str(waiting), str(running.ends.get())], []]


def test_the_administration_shows_the_pairs_of_a_group_and_does_not_change_them(
    stage, agree, enter
):
    entry = agree().entries.get()
    staff = create_member(role="bureau_staff", bureau=stage.receiving.bureau)
    staff.is_staff = True
    staff.save()
    address = f"/admin/pairing/rosterentry/{entry.pk}/change/"

    looked, posted = enter(staff).get(address), enter(staff).post(address, {"kind": "teachers"})

    entry.refresh_from_db()
    assert (looked.status_code, posted.status_code, entry.kind) == (200, 403, "mentor_pairs")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_groups_as_for_one(
    stage, agree, enter, day, number, django_assert_max_num_queries
):
    for n in range(number):
        agree((n,), (n,))
    browser = enter(create_member(role="inspector", bureau=stage.receiving.bureau))

    with django_assert_max_num_queries(32):
        browser.get(f"/pairings/{stage.pairing.pk}/mentors/")
