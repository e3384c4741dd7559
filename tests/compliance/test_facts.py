"""Rows become the engine's values: everything it asks about, in the same number of queries."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from agreements.models import Headcount, QuotaLine, Suspension, Waiver
from compliance.engine import terms
from compliance.facts import case_of, cases
from pairing.models import CalendarDay, Pairing, RosterEntry, Term
from tests.factories import (
    create_activity,
    create_agreement,
    create_bureau,
    create_clause,
    create_obligation,
    create_pairing,
    create_person,
    create_programme,
    create_school,
    create_user,
    sign,
)

pytestmark = pytest.mark.django_db


def create_busy_pairing() -> Pairing:
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing)
    create_obligation(agreement=agreement)
    create_obligation(agreement=agreement, party="each", period="month")
    people = ({"school": pairing.supporting_school, "name": "教师", "roles": ["teacher"]},)
    create_activity(pairing=pairing, participants=people)
    create_activity(pairing=pairing, heads={pairing.receiving_school: 12}, state="voided")
    return pairing


@pytest.mark.parametrize("pairings", [1, 3])
def test_any_number_of_pairings_takes_the_same_queries(pairings, django_assert_num_queries):
    ids = [create_busy_pairing().pk for _ in range(pairings)]

    with django_assert_num_queries(20):
        found = list(cases(Pairing.objects.filter(pk__in=ids)))

    assert [len(case.activities) for _, case in found] == [2] * pairings
    assert [len(case.obligations) for _, case in found] == [2] * pairings


def test_only_agreements_that_bind_make_a_case():
    pairing = create_pairing()
    create_agreement(pairing=pairing, signed_on=None)
    bound = create_agreement(pairing=pairing, signed_on=date(2025, 3, 12))

    found = list(cases([pairing]))

    assert [agreement for agreement, _ in found] == [bound]
    assert found[0][1].agreement.in_force_on == date(2025, 3, 12)
    assert case_of(bound) == found[0][1]


def test_an_obligation_keeps_every_field():
    agreement = create_agreement()
    clause = create_clause(agreement=agreement, section="（二）", label="4.")
    parent = create_obligation(clause=clause, activity_types=["lecture", "training"])
    row = create_obligation(
        clause=clause,
        party="both",
        activity_types=["lecture", "training"],
        measure="percent",
        period="term",
        minimum=80,
        maximum=100,
        modality="should",
        actor_roles=["principal", "vice_principal"],
        minimum_rank="office_head",
        actor_qualifications=[["on_payroll", "young"], ["backbone"]],
        both_heads=True,
        counted_side="receiving",
        venue="alternating",
        topics=["safety"],
        subjects=["art"],
        stages=["junior"],
        grades=["j1"],
        topics_agreed=True,
        season="dates",
        season_from="03-01",
        season_to="05-31",
        each_of="subjects",
        each_of_items=["art", "pe"],
        floor_people=12,
        floor_weeks=1,
        ceiling_people=40,
        coverage_of="subjects",
        coverage_distinct=2,
        contents=["feedback"],
        part_of=parent,
        due_kind="day_of_year",
        due_month=4,
        due_day=31,
        grace_days=7,
        counting_group="visits",
    )
    QuotaLine.objects.create(obligation=row, season="autumn", minimum=4)

    found = next(d for d in case_of(agreement).obligations if d.id == row.pk)

    assert found == terms.Obligation(
        id=row.pk,
        clause="（二）4",
        order=2,
        party=terms.Party.BOTH,
        activity_types=frozenset({"lecture", "training"}),
        measure=terms.Measure.PERCENT,
        period=terms.Period.TERM,
        minimum=80,
        maximum=100,
        quotas=(terms.Quota(season=terms.TermSeason.AUTUMN, minimum=4),),
        actor_roles=frozenset({"principal", "vice_principal"}),
        minimum_rank="office_head",
        actor_qualifications=(frozenset({"on_payroll", "young"}), frozenset({"backbone"})),
        both_heads=True,
        counted_side=terms.Side.RECEIVING,
        venue=terms.Venue.ALTERNATING,
        topics=frozenset({"safety"}),
        subjects=frozenset({"art"}),
        stages=frozenset({"junior"}),
        grades=frozenset({"j1"}),
        topics_agreed=True,
        season=terms.Season(
            kind=terms.SeasonKind.DATES, from_month=3, from_day=1, to_month=5, to_day=31
        ),
        each_of=terms.EachOf(kind=terms.EachOfKind.SUBJECTS, items=("art", "pe")),
        event_floor=terms.Bound(people=12, weeks=1),
        event_ceiling=terms.Bound(people=40),
        coverage=terms.Coverage(
            of=terms.CoverageOf.SUBJECTS, distinct=2, contents=frozenset({"feedback"})
        ),
        part_of=parent.pk,
        due=terms.Due(kind=terms.DueKind.DAY_OF_YEAR, month=4, day=31),
        grace_days=7,
        modality=terms.Modality.SHOULD,
        counting_group="visits",
    )


@pytest.mark.parametrize(
    ("starts_on", "signed_on", "since"),
    [
        pytest.param(date(2026, 2, 1), date(2026, 1, 10), date(2026, 2, 1), id="signed before"),
        pytest.param(date(2026, 2, 1), date(2026, 2, 20), date(2026, 2, 20), id="signed after"),
    ],
)
def test_an_amended_duty_holds_from_the_amendment_on(starts_on, signed_on, since):
    agreement = create_agreement()
    old = create_obligation(agreement=agreement, minimum=2)
    other = create_obligation(agreement=agreement, name="讲座")
    amendment = create_agreement(
        pairing=agreement.pairing, amends=agreement, starts_on=starts_on, signed_on=signed_on
    )
    new = create_obligation(agreement=amendment, minimum=3, replaces=old)
    added = create_obligation(agreement=amendment, name="跟岗")

    found = {duty.id: duty for duty in case_of(agreement).obligations}

    assert found[old.pk].valid_until == date.fromordinal(since.toordinal() - 1)
    assert found[old.pk].valid_until_known_on == signed_on
    assert (found[new.pk].valid_from, found[new.pk].known_on) == (since, signed_on)
    assert found[new.pk].replaces == old.pk
    assert found[other.pk].valid_until is None
    assert list(found) == [old.pk, new.pk, other.pk, added.pk]


def test_an_amendment_that_is_not_signed_changes_nothing():
    agreement = create_agreement()
    old = create_obligation(agreement=agreement)
    amendment = create_agreement(pairing=agreement.pairing, amends=agreement, signed_on=None)
    create_obligation(agreement=amendment, replaces=old)

    found = case_of(agreement).obligations

    assert [(duty.id, duty.valid_until) for duty in found] == [(old.pk, None)]


def test_an_activity_is_seen_from_the_pairing():
    bureau = create_bureau()
    middle = create_school(bureau=bureau)
    upper, lower = create_pairing(receiving=middle), create_pairing(supporting=middle)
    create_agreement(pairing=upper)
    create_agreement(pairing=lower)
    person = create_person(school=middle)
    people = (
        {"school": middle, "person": person, "name": "王", "roles": ["principal"]},
        {"school": upper.supporting_school, "name": "李", "qualifications": ["young"]},
        {"school": create_school(), "name": "外校教师"},
    )
    row = create_activity(
        pairing=upper,
        on=date(2025, 9, 15),
        ends_on=date(2025, 9, 16),
        done_by=(middle,),
        school=middle,
        heads={middle: 9, upper.supporting_school: 3},
        participants=people,
        lessons=2,
        amount=Decimal("10.50"),
        topics=["safety"],
    )
    row.links.create(pairing=lower, state="pending_confirm")

    above = case_of(upper.agreements.get()).activities
    below = case_of(lower.agreements.get()).activities

    assert above == (
        terms.Activity(
            id=row.pk,
            number=row.number,
            type="demo_lesson",
            starts_on=date(2025, 9, 15),
            ends_on=date(2025, 9, 16),
            entered_on=date(2025, 9, 15),
            steps=(
                terms.Step(on=date(2025, 9, 15), state=terms.ActivityState.PENDING),
                terms.Step(on=date(2025, 9, 16), state=terms.ActivityState.CONFIRMED),
            ),
            sides=frozenset({terms.Side.RECEIVING}),
            held_at=terms.HeldAt.RECEIVING,
            lessons=2,
            amount=Decimal("10.50"),
            heads={terms.Side.RECEIVING: 9, terms.Side.SUPPORTING: 3},
            participants=(
                terms.Participant(
                    side=terms.Side.RECEIVING,
                    key=str(person.pk),
                    roles=frozenset({"principal"}),
                ),
                terms.Participant(
                    side=terms.Side.SUPPORTING,
                    key="supporting:李",
                    qualifications=frozenset({"young"}),
                ),
            ),
            topics=frozenset({"safety"}),
        ),
    )
    assert below[0].sides == frozenset({terms.Side.SUPPORTING})
    assert below[0].held_at is terms.HeldAt.SUPPORTING
    assert below[0].steps == ()


@pytest.mark.parametrize(
    ("place", "held_at"),
    [
        pytest.param({"place": "online", "school": None}, "online", id="online"),
        pytest.param({"place": "elsewhere", "school": None}, "elsewhere", id="elsewhere"),
    ],
)
def test_a_place_that_is_no_school_of_the_pairing(place, held_at):
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing)
    create_activity(pairing=pairing, **place)

    assert case_of(agreement).activities[0].held_at == held_at


def test_a_third_school_is_elsewhere_and_on_no_side():
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing)
    third = create_school()
    create_activity(pairing=pairing, school=third, done_by=(third,))

    (found,) = case_of(agreement).activities

    assert (found.held_at, found.sides) == (terms.HeldAt.ELSEWHERE, frozenset())


def test_the_calendar_is_the_receiving_bureaus_and_its_own_days_go_first():
    home, away = create_bureau(), create_bureau()
    pairing = create_pairing(
        supporting=create_school(bureau=away), receiving=create_school(bureau=home)
    )
    agreement = create_agreement(pairing=pairing)
    day, other = date(2025, 10, 4), date(2025, 10, 11)
    CalendarDay.objects.create(day=day, kind="holiday")
    CalendarDay.objects.create(day=other, kind="make_up")
    CalendarDay.objects.create(bureau=home, day=day, kind="make_up")
    CalendarDay.objects.create(bureau=away, day=date(2025, 10, 13), kind="holiday")

    calendar = case_of(agreement).calendar

    assert len(calendar.terms) == Term.objects.filter(bureau=home).count() == 36
    assert calendar.holidays == frozenset()
    assert calendar.make_up_days == frozenset({day, other})


def test_rules_decisions_and_rosters_come_along():
    programme = create_programme(
        tolerance=Decimal("0.150"), late_entry_days=30, break_counts_for_term_just_ended=True
    )
    pairing = create_pairing(programme=programme)
    agreement = create_agreement(
        pairing=pairing, terminated_on=date(2026, 5, 1), terminated_known_on=date(2026, 4, 1)
    )
    duty = create_obligation(agreement=agreement)
    user = create_user(name="张工")
    mentor = create_person(school=pairing.supporting_school, name="师傅")
    mentee = create_person(school=pairing.receiving_school, name="徒弟")
    start = date(2025, 9, 1)
    Suspension.objects.create(
        agreement=agreement,
        starts_on=start,
        ends_on=date(2025, 9, 9),
        decided_on=date(2025, 8, 20),
        reason="修缮",
    )
    Waiver.objects.create(
        obligation=duty,
        window_starts_on=start,
        granted_by=user,
        granted_by_name="张工",
        granted_on=date(2025, 10, 1),
        reason="校舍修缮",
    )
    Headcount.objects.create(
        obligation=duty, window_starts_on=start, people=40, agreed_on=date(2025, 9, 5)
    )
    entry = RosterEntry.objects.create(
        pairing=pairing,
        kind="mentor_pairs",
        mentor=mentor,
        person=mentee,
        starts_on=start,
        entered_on=date(2025, 9, 2),
    )
    create_activity(pairing=pairing).roster.add(entry)

    case = case_of(agreement)

    assert case.rules == terms.Rules(
        tolerance=Fraction(3, 20), late_entry_days=30, break_counts_for_term_just_ended=True
    )
    assert case.agreement.terminated_known_on == date(2026, 4, 1)
    assert case.agreement.suspensions == (
        terms.Suspension(starts_on=start, ends_on=date(2025, 9, 9), known_on=date(2025, 8, 20)),
    )
    assert [(w.granted_by, w.granted_on) for w in case.waivers] == [("张工", date(2025, 10, 1))]
    assert [(h.people, h.known_on) for h in case.headcounts] == [(40, date(2025, 9, 5))]
    assert [(r.key, r.label) for r in case.roster] == [
        (f"{mentor.pk}-{mentee.pk}", "师傅 — 徒弟")
    ]
    assert case.activities[0].roster_keys == frozenset({f"{mentor.pk}-{mentee.pk}"})


def test_a_seal_that_came_later_moves_the_day_it_binds():
    agreement = create_agreement(signed_on=None, needs_seal=True, state="in_force")
    sign(agreement, side="supporting", on=date(2025, 3, 10))
    late = sign(agreement, side="receiving", on=date(2025, 3, 11))
    late.sealed_on = date(2025, 3, 20)
    late.save()

    case = case_of(agreement)

    assert (case.agreement.signed_on, case.agreement.in_force_on) == (date(2025, 3, 20),) * 2
