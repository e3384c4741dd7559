"""Each transition of schools and pairings, and each refusal."""

from datetime import date

import pytest

from pairing import services
from pairing.models import (
    Consortium,
    Membership,
    Pairing,
    PairingMember,
    School,
    SchoolCode,
    Term,
)
from records.models import Event, User
from records.signals import pairing_closed, pairings_changed
from tests.factories import (
    at,
    create_agreement,
    create_bureau,
    create_pairing,
    create_person,
    create_programme,
    create_school,
    create_support_area,
    create_user,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 7, 10)
WHEN = at(date(2026, 7, 12))


@pytest.fixture
def clerk():
    return create_user(name="张科长")


@pytest.fixture
def heard():
    """What was announced, in order: (signal, ids)."""
    found = []

    def on_change(sender, pairing_ids, **kwargs):
        found.append(("changed", sorted(pairing_ids)))

    def on_close(sender, pairing_id, on, reason, by, at, **kwargs):
        found.append(("closed", [pairing_id], on, reason))

    pairings_changed.connect(on_change)
    pairing_closed.connect(on_close)
    yield found
    pairings_changed.disconnect(on_change)
    pairing_closed.disconnect(on_close)


def verbs(row) -> list[str]:
    return [event.verb for event in Event.objects.about(row)][::-1]


def pair(supporting, receiving, **fields) -> Pairing:
    return create_pairing(supporting=supporting, receiving=receiving, **fields)


class TestOpening:
    def unsaved(self, **fields) -> Pairing:
        bureau = create_bureau()
        fields = {
            "supporting_school": create_school(bureau=bureau),
            "receiving_school": create_school(bureau=bureau),
            "programme": create_programme(bureau=bureau),
            "starts_on": date(2026, 9, 1),
        } | fields
        return Pairing(**fields)

    def test_a_pairing_gets_the_next_code_of_its_year_its_areas_and_an_event(
        self, clerk, heard
    ):
        create_pairing(code="JD-2026-007")
        areas = [create_support_area(name="学校管理"), create_support_area(name="教育教学")]

        pairing = services.open_pairing(self.unsaved(), support_areas=areas, by=clerk, at=WHEN)

        assert pairing.code == "JD-2026-008"
        assert list(pairing.support_areas.all()) == areas
        assert verbs(pairing) == ["pairing.opened"]
        assert heard == [("changed", [pairing.pk])]

    @pytest.mark.parametrize(
        ("codes", "expected"),
        [
            pytest.param([], "JD-2026-001", id="the first of its year"),
            pytest.param(["JD-2025-009"], "JD-2026-001", id="another year does not count"),
            pytest.param(["JD-2026-999", "JD-2026-1000"], "JD-2026-1001", id="past a thousand"),
            pytest.param(["JD-2026-002", "JD-2026-00x-a"], "JD-2026-003", id="typed by hand"),
        ],
    )
    def test_the_next_code_follows_the_highest_number(self, clerk, codes, expected):
        for code in codes:
            create_pairing(code=code)

        pairing = services.open_pairing(self.unsaved(), support_areas=[], by=clerk, at=WHEN)

        assert pairing.code == expected

    def test_a_school_cannot_be_paired_with_itself(self, clerk):
        school = create_school()
        pairing = self.unsaved(supporting_school=school, receiving_school=school)

        with pytest.raises(services.SameSchoolError):
            services.open_pairing(pairing, support_areas=[], by=clerk, at=WHEN)

    def test_a_closed_school_cannot_be_paired(self, clerk):
        pairing = self.unsaved(receiving_school=create_school(status="closed"))

        with pytest.raises(services.SchoolNotActiveError):
            services.open_pairing(pairing, support_areas=[], by=clerk, at=WHEN)

    def test_the_same_pairing_is_not_opened_twice_in_one_programme(self, clerk):
        first = create_pairing()
        again = self.unsaved(
            supporting_school=first.supporting_school,
            receiving_school=first.receiving_school,
            programme=first.programme,
        )

        with pytest.raises(services.AlreadyPairedError):
            services.open_pairing(again, support_areas=[], by=clerk, at=WHEN)

        assert Pairing.objects.count() == 1

    def test_the_reverse_direction_is_another_pairing(self, clerk):
        first = create_pairing()
        reverse = self.unsaved(
            supporting_school=first.receiving_school,
            receiving_school=first.supporting_school,
            programme=first.programme,
        )

        services.open_pairing(reverse, support_areas=[], by=clerk, at=WHEN)

        assert Pairing.objects.open().count() == 2


class TestClosing:
    def close(self, pairing, by, **changes):
        entry = {"on": DAY, "reason": "轮次结束", "by": by, "at": WHEN} | changes
        return services.close_pairing(pairing, **entry)

    def test_the_day_given_is_the_last_one_and_all_hear_of_it(self, clerk, heard):
        pairing = create_pairing()

        self.close(pairing, clerk)

        pairing.refresh_from_db()
        assert (pairing.ended_on, pairing.end_reason) == (DAY, "轮次结束")
        assert verbs(pairing) == ["pairing.closed"]
        assert heard == [
            ("closed", [pairing.pk], DAY, "轮次结束"),
            ("changed", [pairing.pk]),
        ]

    def test_a_pairing_that_ended_is_not_ended_again(self, clerk):
        pairing = create_pairing(ended_on=date(2026, 1, 1))

        with pytest.raises(services.AlreadyEndedError):
            self.close(pairing, clerk)

    def test_a_row_read_before_somebody_else_closed_it_is_refused_too(self, clerk):
        stale = create_pairing()
        Pairing.objects.filter(pk=stale.pk).update(ended_on=date(2026, 1, 1))

        with pytest.raises(services.AlreadyEndedError):
            self.close(stale, clerk)

    @pytest.mark.parametrize(
        ("last_day", "is_refused"),
        [
            pytest.param(date(2025, 3, 1), False, id="on its first day"),
            pytest.param(date(2025, 2, 28), True, id="the day before its first day"),
        ],
    )
    def test_it_ends_on_its_first_day_at_the_earliest(self, clerk, last_day, is_refused):
        pairing = create_pairing(starts_on=date(2025, 3, 1))

        if is_refused:
            with pytest.raises(services.EndsBeforeItBeginsError):
                self.close(pairing, clerk, on=last_day)
        else:
            assert self.close(pairing, clerk, on=last_day).ended_on == last_day

    def test_without_a_reason_nothing_ends(self, clerk):
        with pytest.raises(services.ReasonMissingError):
            self.close(create_pairing(), clerk, reason="  ")


class TestMoving:
    def move(self, pairing, to_school, by, side="receiving"):
        return services.move_pairing(
            pairing, side=side, to_school=to_school, on=DAY, reason="调整", by=by, at=WHEN
        )

    def test_the_successor_begins_the_day_after_with_programme_areas_and_the_seats_that_stay(
        self, clerk, heard
    ):
        pairing = create_pairing(batch=2, source="self")
        pairing.support_areas.add(area := create_support_area())
        staying = create_person(school=pairing.supporting_school)
        leaving = create_person(school=pairing.receiving_school)
        for person in (staying, leaving):
            PairingMember.objects.create(pairing=pairing, person=person, role="liaison")
        new = create_school(bureau=pairing.receiving_school.bureau)

        successor = self.move(pairing, new, clerk)

        pairing.refresh_from_db()
        assert (pairing.ended_on, pairing.moved_to) == (DAY, successor)
        assert (successor.supporting_school, successor.receiving_school) == (
            pairing.supporting_school,
            new,
        )
        assert (
            successor.starts_on,
            successor.batch,
            successor.source,
            successor.programme,
        ) == (
            date(2026, 7, 11),
            2,
            "self",
            pairing.programme,
        )
        assert list(successor.support_areas.all()) == [area]
        assert [seat.person for seat in successor.members.all()] == [staying]
        assert verbs(pairing) == ["pairing.moved"]
        assert verbs(successor) == ["pairing.opened"]
        assert ("closed", [pairing.pk], DAY, "调整") in heard
        assert ("changed", [successor.pk]) in heard

    def test_a_pairing_that_stands_between_the_two_carries_on(self, clerk):
        standing = create_pairing()
        moved = pair(
            standing.supporting_school,
            create_school(bureau=standing.receiving_school.bureau),
        )

        successor = self.move(moved, standing.receiving_school, clerk)

        assert successor == standing
        assert Pairing.objects.open().get() == standing

    def test_it_is_not_moved_to_its_own_partner(self, clerk):
        pairing = create_pairing()

        with pytest.raises(services.SameSchoolError):
            self.move(pairing, pairing.supporting_school, clerk)

    def test_it_is_not_moved_to_a_closed_school(self, clerk):
        with pytest.raises(services.SchoolNotActiveError):
            self.move(create_pairing(), create_school(status="closed"), clerk)

    def test_a_refused_move_leaves_everything_as_it_was(self, clerk, heard):
        pairing = create_pairing(starts_on=date(2026, 9, 1))

        with pytest.raises(services.EndsBeforeItBeginsError):
            self.move(pairing, create_school(), clerk)

        pairing.refresh_from_db()
        assert (pairing.ended_on, Pairing.objects.count(), heard) == (None, 1, [])


class TestClosingASchool:
    def test_its_code_is_voided_and_its_pairings_on_both_sides_close(self, clerk, heard):
        school = create_school(code="2199000001")
        SchoolCode.objects.create(school=school, code="2199000001", starts_on=date(2012, 9, 1))
        supports, receives = pair(school, create_school()), pair(create_school(), school)
        other = create_pairing()

        services.close_school(school, on=DAY, reason="撤并", by=clerk, at=WHEN)

        school.refresh_from_db()
        assert (school.status, school.ended_on, school.code) == ("closed", DAY, "")
        assert list(school.codes.values_list("code", "starts_on", "ends_on", "reason")) == [
            ("2199000001", date(2012, 9, 1), DAY, "撤并")
        ]
        assert list(Pairing.objects.open()) == [other]
        closed = Event.objects.about(school).get(verb="school.closed").facts["closed"]
        assert closed == [supports.code, receives.code]
        assert [h[1] for h in heard if h[0] == "closed"] == [[supports.pk], [receives.pk]]

    def test_the_agreements_of_its_pairings_end_with_it(self, clerk):
        agreement = create_agreement(pairing=create_pairing())

        services.close_school(
            agreement.pairing.receiving_school, on=DAY, reason="撤并", by=clerk, at=WHEN
        )

        agreement.refresh_from_db()
        assert (agreement.state, agreement.terminated_on) == ("terminated", DAY)

    def test_a_code_whose_first_day_nobody_entered_is_kept_in_the_history_too(self, clerk):
        school = create_school(code="2199000001")

        services.close_school(school, on=DAY, reason="撤并", by=clerk, at=WHEN)

        assert list(school.codes.values_list("code", "ends_on")) == [("2199000001", DAY)]

    def test_a_closed_school_is_not_closed_again(self, clerk):
        with pytest.raises(services.AlreadyEndedError):
            services.close_school(
                create_school(status="closed"), on=DAY, reason="撤并", by=clerk, at=WHEN
            )

    def test_a_pairing_that_begins_later_stops_the_whole_closing(self, clerk):
        school = create_school(code="2199000001")
        pair(create_school(), school, starts_on=date(2026, 9, 1))

        with pytest.raises(services.EndsBeforeItBeginsError):
            services.close_school(school, on=DAY, reason="撤并", by=clerk, at=WHEN)

        school.refresh_from_db()
        assert (school.status, school.code) == ("active", "2199000001")


class TestMerging:
    def merge(self, school, into, by, **changes):
        return services.merge_school(school, into=into, on=DAY, by=by, at=WHEN, **changes)

    def test_its_pairings_move_to_the_school_it_is_merged_into(self, clerk):
        bureau = create_bureau()
        school, into = create_school(bureau=bureau), create_school(bureau=bureau)
        supporter, receiver = create_school(bureau=bureau), create_school(bureau=bureau)
        old = [pair(supporter, school), pair(school, receiver)]

        self.merge(school, into, clerk)

        school.refresh_from_db()
        assert (school.status, school.successor, school.ended_on) == ("merged", into, DAY)
        now = [(p.supporting_school, p.receiving_school) for p in Pairing.objects.open()]
        assert sorted(now, key=str) == sorted([(supporter, into), (into, receiver)], key=str)
        assert all(Pairing.objects.get(pk=p.pk).moved_to.ended_on is None for p in old)

    def test_they_are_closed_when_so_asked(self, clerk):
        pairing = create_pairing()

        self.merge(pairing.receiving_school, create_school(), clerk, pairings="close")

        pairing.refresh_from_db()
        assert (pairing.ended_on, pairing.moved_to) == (DAY, None)
        assert Pairing.objects.count() == 1

    def test_one_whose_partner_is_paired_with_the_successor_already_points_to_that(self, clerk):
        standing = create_pairing()
        school = create_school(bureau=standing.receiving_school.bureau)
        doubled = pair(standing.supporting_school, school)

        self.merge(school, standing.receiving_school, clerk)

        doubled.refresh_from_db()
        assert (doubled.ended_on, doubled.moved_to) == (DAY, standing)
        assert Pairing.objects.count() == 2

    def test_a_pairing_between_the_two_is_closed(self, clerk):
        pairing = create_pairing()

        self.merge(pairing.receiving_school, pairing.supporting_school, clerk)

        pairing.refresh_from_db()
        assert (pairing.ended_on, pairing.moved_to) == (DAY, None)

    def test_the_successor_takes_its_place_in_the_consortium(self, clerk):
        school, into = create_school(), create_school()
        consortium = Consortium.objects.create(name="联盟", programme=create_programme())
        consortium.schools.add(school)

        self.merge(school, into, clerk)

        assert list(consortium.schools.all()) == [into]

    def test_into_itself_or_into_a_closed_school_is_refused(self, clerk):
        school = create_school()

        with pytest.raises(services.SameSchoolError):
            self.merge(school, school, clerk)
        with pytest.raises(services.SchoolNotActiveError):
            self.merge(school, create_school(status="merged"), clerk)

    def test_an_unknown_wish_for_the_pairings_is_a_mistake_of_the_caller(self, clerk):
        with pytest.raises(ValueError, match='pairings=\'keep\': use "move" or "close"'):
            self.merge(create_school(), create_school(), clerk, pairings="keep")


class TestCodes:
    def change(self, school, code, by):
        return services.change_code(school, code=code, on=DAY, by=by, at=WHEN)

    def test_the_old_code_stays_in_the_history_and_the_new_one_begins(self, clerk):
        school = create_school(code="2199000001")
        SchoolCode.objects.create(school=school, code="2199000001", starts_on=date(2012, 9, 1))

        self.change(school, "3199000001", clerk)

        assert list(school.codes.values_list("code", "starts_on", "ends_on")) == [
            ("2199000001", date(2012, 9, 1), DAY),
            ("3199000001", DAY, None),
        ]
        assert School.objects.get(pk=school.pk).code == "3199000001"

    def test_a_voided_code_is_never_given_to_another_school(self, clerk):
        gone = create_school(code="2199000001")
        services.close_school(gone, on=DAY, reason="撤并", by=clerk, at=WHEN)

        with pytest.raises(services.CodeVoidedError):
            self.change(create_school(), "2199000001", clerk)
        with pytest.raises(services.CodeVoidedError):
            services.enter_school(
                School(name="新校", bureau=create_bureau(), code="2199000001"),
                by=clerk,
                at=WHEN,
            )

    def test_the_school_it_was_merged_into_may_take_the_code_over(self, clerk):
        gone, into = create_school(code="2199000001"), create_school()
        services.merge_school(gone, into=into, on=DAY, by=clerk, at=WHEN)

        assert self.change(into, "2199000001", clerk).code == "2199000001"

    def test_a_school_may_have_its_own_old_code_again(self, clerk):
        school = create_school(code="2199000001")
        self.change(school, "3199000001", clerk)

        assert self.change(school, "2199000001", clerk).code == "2199000001"

    def test_a_code_that_an_active_school_bears_is_refused(self, clerk):
        create_school(code="2199000001")

        with pytest.raises(services.CodeTakenError):
            self.change(create_school(), "2199000001", clerk)

    def test_an_ended_school_gets_no_code(self, clerk):
        with pytest.raises(services.SchoolNotActiveError):
            self.change(create_school(status="closed"), "2199000001", clerk)

    def test_an_edited_code_goes_the_same_way(self, clerk):
        school = create_school(code="2199000001")
        school.code, school.district = "3199000001", "城东"

        services.change_school(school, changed=["code", "district"], by=clerk, at=WHEN)

        assert list(school.codes.values_list("code", "ends_on")) == [
            ("2199000001", date(2026, 7, 12)),
            ("3199000001", None),
        ]
        assert verbs(school) == ["school.code_changed", "school.changed"]
        assert School.objects.get(pk=school.pk).district == "城东"


class TestBaseSchool:
    def test_each_term_has_one_base_school_and_the_later_decision_holds(self, clerk):
        first, second = create_school(), create_school()
        consortium = Consortium.objects.create(name="联盟", programme=create_programme())
        consortium.schools.add(first, second)
        term = {"school_year": 2026, "season": "autumn", "by": clerk, "at": WHEN}

        services.set_base_school(consortium, school=first, **term)
        services.set_base_school(consortium, school=second, **term)

        assert [base.school for base in consortium.base_schools.all()] == [second]
        assert verbs(consortium) == ["consortium.base_school_set"] * 2

    def test_a_school_outside_the_consortium_is_refused(self, clerk):
        consortium = Consortium.objects.create(name="联盟", programme=create_programme())

        with pytest.raises(services.NotInConsortiumError):
            services.set_base_school(
                consortium,
                school_year=2026,
                season="autumn",
                school=create_school(),
                by=clerk,
                at=WHEN,
            )


class TestAccounts:
    def test_an_account_is_opened_with_its_role_and_its_person(self, clerk):
        person = create_person(school=create_school(), name="李老师")

        membership = services.open_account(
            User(username="lilaoshi", display_name="李老师"),
            password="a-Long-enough-1",
            membership=Membership(role="liaison", school=person.school),
            person=person,
            by=clerk,
            at=WHEN,
        )

        person.refresh_from_db()
        assert (person.user, membership.user.is_staff) == (membership.user, False)
        assert membership.user.check_password("a-Long-enough-1")
        assert verbs(membership.user) == ["account.opened", "account.role_given"]

    def test_the_administration_opens_and_closes_with_the_bureau_role(self, clerk):
        account = create_user()
        membership = Membership(user=account, role="bureau_staff", bureau=create_bureau())

        services.give_role(membership, by=clerk, at=WHEN)
        assert User.objects.get(pk=account.pk).is_staff

        services.revoke_role(membership, by=clerk, at=WHEN)
        assert not User.objects.get(pk=account.pk).is_staff
        assert verbs(account) == ["account.role_given", "account.role_revoked"]

    def test_a_user_name_in_use_is_refused(self, clerk):
        with pytest.raises(services.AccountTakenError):
            services.open_account(
                User(username=clerk.username),
                password="a-Long-enough-1",
                membership=Membership(role="liaison", school=create_school()),
                by=clerk,
                at=WHEN,
            )


class TestCopyingTerms:
    def test_terms_come_a_year_later_on_the_same_days_once(self, clerk):
        bureau = create_bureau()
        term = {"bureau": bureau, "stage": "primary", "season": "spring"}
        Term.objects.create(
            school_year=2023, starts_on=date(2024, 2, 29), ends_on=date(2024, 7, 1), **term
        )

        first = services.copy_terms(Term.objects.filter(bureau=bureau), by=clerk, at=WHEN)
        again = services.copy_terms(
            Term.objects.filter(bureau=bureau, school_year=2023), by=clerk, at=WHEN
        )

        assert (first.entered, first.standing) == (1, 0)
        assert (again.entered, again.standing) == (0, 1)
        copied = Term.objects.get(school_year=2024)
        assert (copied.starts_on, copied.ends_on) == (date(2025, 2, 28), date(2025, 7, 1))
        assert verbs(bureau) == ["bureau.terms_copied"]
