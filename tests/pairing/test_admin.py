"""The bureau's administration, by role, with rows that could leak."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from pairing.admin_base import BureauModelAdmin
from pairing.models import (
    Bureau,
    CalendarDay,
    Consortium,
    Membership,
    Pairing,
    PairingMember,
    Person,
    RosterEntry,
    Round,
    School,
    SupportArea,
    Term,
)
from records.models import Event, User
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_person,
    create_programme,
    create_school,
    create_support_area,
    create_user,
)

pytestmark = pytest.mark.django_db

MODELS = (
    "bureau",
    "school",
    "supportarea",
    "person",
    "membership",
    "term",
    "calendarday",
    "programme",
    "consortium",
    "pairing",
    "rosterentry",
)


def url(name: str, *args) -> str:
    return reverse(f"admin:pairing_{name}", args=args)


def staff_of(bureau) -> User:
    user = create_member(role="bureau_staff", bureau=bureau, name="张科长")
    user.is_staff = True
    user.save()
    return user


class County:
    """One row of every model, all named after the county."""

    def __init__(self, name: str):
        self.bureau = create_bureau(name=f"{name}教育局")
        self.area = SupportArea.objects.create(
            bureau=self.bureau, code=name, name=f"{name}领域"
        )
        self.programme = create_programme(bureau=self.bureau, name=f"{name}行动")
        self.round = Round.objects.create(
            programme=self.programme, number=1, starts_on="2026-09-01", ends_on="2029-08-31"
        )
        self.supporting = create_school(name=f"{name}一小", bureau=self.bureau)
        self.receiving = create_school(name=f"{name}二小", bureau=self.bureau)
        self.pairing = create_pairing(
            supporting=self.supporting, receiving=self.receiving, programme=self.programme
        )
        self.person = create_person(school=self.supporting, name=f"{name}老师")
        self.account = create_member(
            role="liaison", school=self.receiving, name=f"{name}联络员"
        )
        self.membership = self.account.memberships.get()
        self.consortium = Consortium.objects.create(
            name=f"{name}联盟", programme=self.programme
        )
        self.consortium.schools.add(self.supporting)
        self.term = self.bureau.terms.first()
        self.day = CalendarDay.objects.create(
            bureau=self.bureau, day="2026-05-04", kind="holiday", name=f"{name}节"
        )
        self.entry = RosterEntry.objects.create(
            pairing=self.pairing,
            kind="teachers",
            person=self.person,
            starts_on="2026-09-01",
            entered_on="2026-09-01",
        )

    @property
    def rows(self) -> dict:
        return {
            "bureau": self.bureau,
            "school": self.supporting,
            "supportarea": self.area,
            "person": self.person,
            "membership": self.membership,
            "term": self.term,
            "calendarday": self.day,
            "programme": self.programme,
            "consortium": self.consortium,
            "pairing": self.pairing,
            "rosterentry": self.entry,
        }


@pytest.fixture
def own():
    return County("青山")


@pytest.fixture
def foreign():
    return County("外县")


@pytest.fixture
def staff(own, client):
    user = staff_of(own.bureau)
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return user


class TestSight:
    @pytest.mark.parametrize("model", MODELS)
    def test_lists_show_own_rows_and_no_word_of_another_county(
        self, client, staff, own, foreign, model
    ):
        page = client.get(url(f"{model}_changelist"))

        assert page.status_code == 200
        assert own.rows[model] in page.context["cl"].queryset
        assert "外县" not in page.content.decode()

    @pytest.mark.parametrize("model", MODELS)
    def test_pages_and_their_choices_hold_no_word_of_another_county(
        self, client, staff, own, foreign, model
    ):
        page = client.get(url(f"{model}_change", own.rows[model].pk))
        adding = client.get(url(f"{model}_add"))

        assert page.status_code == 200
        assert adding.status_code == (403 if model == "bureau" else 200)
        assert "外县" not in page.content.decode() + adding.content.decode()

    @pytest.mark.parametrize("model", MODELS)
    def test_a_row_of_another_county_has_no_page(self, client, staff, foreign, model):
        page = client.get(url(f"{model}_change", foreign.rows[model].pk), follow=True)

        assert page.redirect_chain
        assert "外县" not in page.content.decode()

    @pytest.mark.parametrize("model", MODELS)
    def test_a_superuser_sees_everything(self, client, own, foreign, model):
        client.force_login(create_user(is_superuser=True, is_staff=True))

        listed = client.get(url(f"{model}_changelist")).context["cl"].queryset

        assert {own.rows[model], foreign.rows[model]} <= set(listed)
        assert client.get(url(f"{model}_change", foreign.rows[model].pk)).status_code == 200

    @pytest.mark.parametrize("role", ["inspector", "liaison", "principal"])
    @pytest.mark.parametrize("model", MODELS)
    def test_other_roles_are_kept_out_even_with_the_staff_mark(self, client, own, role, model):
        place = {"bureau": own.bureau} if role == "inspector" else {"school": own.supporting}
        user = create_member(role=role, **place)
        user.is_staff = True
        user.save()
        client.force_login(user)

        assert client.get(url(f"{model}_changelist")).status_code == 403
        assert client.get(url(f"{model}_add")).status_code == 403
        assert client.get(url(f"{model}_change", own.rows[model].pk)).status_code == 403
        for decision in ("merge", "close", "move"):
            try:
                address = url(f"{model}_{decision}", own.rows[model].pk)
            except NoReverseMatch:
                continue
            assert client.get(address).status_code == 403

    def test_a_role_without_the_staff_mark_does_not_enter(self, client, own):
        client.force_login(create_member(role="bureau_staff", bureau=own.bureau))

        assert client.get(reverse("admin:index")).status_code == 302

    def test_the_bureau_above_works_for_the_county(self, client, own):
        city = create_bureau(name="市教育局")
        own.bureau.parent = city
        own.bureau.save()
        client.force_login(staff_of(city))

        assert client.get(url("school_merge", own.supporting.pk)).status_code == 200

    @pytest.mark.parametrize("model", MODELS)
    def test_lists_take_the_same_number_of_queries_for_more_rows(
        self, client, staff, own, model, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(30) as one:
            client.get(url(f"{model}_changelist"))
        for _ in range(2):
            pairing = create_pairing(
                supporting=create_school(bureau=own.bureau),
                receiving=create_school(bureau=own.bureau),
                programme=create_programme(bureau=own.bureau),
            )
            create_member(role="liaison", school=pairing.supporting_school)
            person = create_person(school=pairing.supporting_school)
            RosterEntry.objects.create(
                pairing=pairing,
                kind="teachers",
                person=person,
                starts_on="2026-09-01",
                entered_on="2026-09-01",
            )
            Consortium.objects.create(name="又一", programme=pairing.programme)

        with django_assert_max_num_queries(len(one)):
            client.get(url(f"{model}_changelist"))

    def test_events_and_jobs_and_accounts_are_for_whoever_keeps_the_site(
        self, client, staff, own
    ):
        for page in ("event", "job", "user"):
            assert client.get(reverse(f"admin:records_{page}_changelist")).status_code == 403

        client.force_login(create_user(is_superuser=True, is_staff=True))
        Event.objects.create(
            at="2026-01-01T00:00Z", verb="x", subject_type="y", subject_id=1, subject_label="z"
        )
        for page in ("event", "job", "user"):
            assert client.get(reverse(f"admin:records_{page}_changelist")).status_code == 200
        event = reverse("admin:records_event_change", args=[Event.objects.last().pk])
        assert client.post(event, {"verb": "changed"}).status_code == 403
        assert client.get(reverse("admin:records_event_add")).status_code == 403

    def test_an_account_is_opened_by_whoever_keeps_the_site(self, client):
        client.force_login(create_user(is_superuser=True, is_staff=True))

        client.post(
            reverse("admin:records_user_add"),
            {
                "username": "wang",
                "display_name": "王老师",
                "usable_password": "true",
                "password1": "a-Long-enough-1",
                "password2": "a-Long-enough-1",
            },
        )

        assert User.objects.get(username="wang").display_name == "王老师"

    def test_nothing_of_the_bureaus_is_deleted(self, client, staff, own):
        kept = set(MODELS) - {"membership", "calendarday"}
        for model in sorted(kept):
            address = url(f"{model}_delete", own.rows[model].pk)
            assert client.post(address, {"post": "yes"}).status_code == 403, model


def school_form(school: School | None = None, **changes) -> dict:
    values = {
        "kind": "school",
        "name": "新小学",
        "stages": ["primary"],
        "order": "1",
        "sub_sites-TOTAL_FORMS": "0",
        "sub_sites-INITIAL_FORMS": "0",
        "codes-TOTAL_FORMS": "0",
        "codes-INITIAL_FORMS": "0",
    }
    if school is not None:
        values |= {"name": school.name, "code": school.code, "bureau": school.bureau_id}
    return values | changes


class TestSchools:
    def test_a_school_is_entered_with_an_event_and_its_code_begins(self, client, staff, own):
        client.post(url("school_add"), school_form(bureau=own.bureau.pk, code="2199000001"))

        school = School.objects.get(name="新小学")
        assert list(school.codes.values_list("code", "ends_on")) == [("2199000001", None)]
        (event,) = Event.objects.about(school)
        assert (event.verb, event.actor) == ("school.entered", staff)

    def test_a_school_is_not_entered_for_another_bureau(self, client, staff, foreign):
        page = client.post(url("school_add"), school_form(bureau=foreign.bureau.pk))

        assert "bureau" in page.context["adminform"].form.errors
        assert not School.objects.filter(name="新小学").exists()

    def test_a_voided_code_is_refused_at_the_field(self, client, staff, own):
        own.receiving.codes.create(
            code="2199000001", starts_on="2012-09-01", ends_on="2026-01-01"
        )

        page = client.post(
            url("school_add"), school_form(bureau=own.bureau.pk, code="2199000001")
        )

        assert list(page.context["adminform"].form.errors) == ["code"]

    def test_a_changed_code_leaves_the_old_one_in_the_history(self, client, staff, own):
        client.post(
            url("school_change", own.supporting.pk),
            school_form(own.supporting, code="2199000001"),
        )
        client.post(
            url("school_change", own.supporting.pk),
            school_form(own.supporting, code="3199000001"),
        )

        codes = own.supporting.codes.order_by("pk").values_list("code", flat=True)
        assert list(codes) == ["2199000001", "3199000001"]
        assert own.supporting.codes.get(code="2199000001").ends_on is not None

    def test_saving_without_a_change_writes_no_event(self, client, staff, own):
        before = School.objects.values().get(pk=own.supporting.pk)
        form = school_form(own.supporting, stages=before["stages"], order=before["order"])

        client.post(url("school_change", own.supporting.pk), form)

        assert not Event.objects.about(own.supporting).exists()

    def test_a_partner_school_is_seen_but_not_changed(self, client, staff, own, foreign):
        create_pairing(supporting=foreign.supporting, receiving=own.receiving)

        shown = client.get(url("school_change", foreign.supporting.pk))
        changed = client.post(
            url("school_change", foreign.supporting.pk), school_form(foreign.supporting)
        )
        closed = client.post(url("school_close", foreign.supporting.pk), END)

        assert (shown.status_code, shown.context["has_change_permission"]) == (200, False)
        assert (changed.status_code, closed.status_code) == (403, 403)
        foreign.supporting.refresh_from_db()
        assert foreign.supporting.status == "active"

    @pytest.mark.parametrize("text", ["青山一小", "qingshan", "2199000001"])
    def test_a_school_is_found_by_name_pinyin_and_code(self, client, staff, own, text):
        School.objects.filter(pk=own.supporting.pk).update(code="2199000001")

        page = client.get(url("school_changelist"), {"q": text})

        assert own.supporting in page.context["cl"].queryset

    def test_teaching_points_are_added_and_the_event_says_so(self, client, staff, own):
        form = school_form(own.supporting, stages=own.supporting.stages, order="0")
        form |= {"sub_sites-TOTAL_FORMS": "1", "sub_sites-0-name": "山上教学点"}

        client.post(url("school_change", own.supporting.pk), form)

        assert own.supporting.sub_sites.get().name == "山上教学点"
        assert Event.objects.about(own.supporting).get().facts == {"fields": ["sub_sites"]}


END = {"on": "2026-07-10", "reason": "撤并"}


class TestDecisions:
    def test_a_school_is_closed_on_a_page_that_says_what_follows(self, client, staff, own):
        page = client.get(url("school_close", own.supporting.pk))
        client.post(url("school_close", own.supporting.pk), END)

        assert own.pairing.code in page.content.decode()
        own.supporting.refresh_from_db()
        own.pairing.refresh_from_db()
        assert (own.supporting.status, own.pairing.ended_on) == ("closed", date(2026, 7, 10))

    def test_what_was_typed_stays_and_the_fault_is_at_the_field(self, client, staff, own):
        page = client.post(url("school_close", own.supporting.pk), {"on": "", "reason": "撤并"})

        assert list(page.context["form"].errors) == ["on"]
        assert 'value="撤并"' in page.content.decode()

    def test_a_refusal_of_the_service_is_told_in_words(self, client, staff, own):
        Pairing.objects.update(starts_on="2026-09-01")

        page = client.post(url("school_close", own.supporting.pk), END)

        assert "begins later than that day" in page.content.decode()
        own.supporting.refresh_from_db()
        assert own.supporting.status == "active"

    def test_a_school_is_merged_and_its_pairing_moved(self, client, staff, own):
        into = create_school(name="中心校", bureau=own.bureau)

        client.post(
            url("school_merge", own.receiving.pk),
            {"into": into.pk, "on": "2026-07-10", "pairings": "move"},
        )

        assert Pairing.objects.open().get(receiving_school=into).starts_on == date(2026, 7, 11)

    def test_schools_out_of_sight_are_not_on_offer(self, client, staff, own, foreign):
        merging = client.get(url("school_merge", own.receiving.pk)).content.decode()
        moving = client.get(url("pairing_move", own.pairing.pk)).content.decode()
        answer = client.post(
            url("school_merge", own.receiving.pk),
            {"into": foreign.supporting.pk, "on": "2026-07-10", "pairings": "move"},
        )

        assert "外县" not in merging + moving
        assert list(answer.context["form"].errors) == ["into"]

    def test_a_row_of_another_county_is_not_there(self, client, staff, foreign):
        for address in (
            url("school_merge", foreign.supporting.pk),
            url("school_close", foreign.supporting.pk),
            url("pairing_move", foreign.pairing.pk),
            url("pairing_close", foreign.pairing.pk),
        ):
            assert client.post(address, END).status_code == 404

    def test_a_pairing_is_closed_and_moved(self, client, staff, own):
        new = create_school(name="三小", bureau=own.bureau)

        client.post(
            url("pairing_move", own.pairing.pk),
            {"side": "receiving", "to_school": new.pk, **END},
        )
        successor = Pairing.objects.open().get()
        client.post(url("pairing_close", successor.pk), {"on": "2026-08-01", "reason": "期满"})

        assert successor.receiving_school == new
        assert not Pairing.objects.open().exists()

    def test_what_has_ended_cannot_be_decided_again(self, client, staff, own):
        Pairing.objects.update(ended_on="2026-01-01")

        assert client.get(url("pairing_close", own.pairing.pk)).status_code == 403
        page = client.get(url("pairing_change", own.pairing.pk))
        assert page.context["decision_links"] == []

    @pytest.mark.parametrize(("chosen", "is_led"), [(1, True), (2, False)])
    def test_the_action_of_the_list_leads_to_the_page_of_one_row(
        self, client, staff, own, chosen, is_led
    ):
        schools = [own.supporting.pk, own.receiving.pk][:chosen]

        answer = client.post(
            url("school_changelist"), {"action": "merge", "_selected_action": schools}
        )

        expected = (
            url("school_merge", own.supporting.pk) if is_led else url("school_changelist")
        )
        assert answer.url.split("?")[0].endswith(expected)


def pairing_form(county: County, **changes) -> dict:
    return {
        "supporting_school": county.receiving.pk,
        "receiving_school": county.supporting.pk,
        "support_areas": [county.area.pk],
        "programme": county.programme.pk,
        "source": "self",
        "starts_on": "2026-09-01",
        "order": "0",
    } | changes


INLINES = {
    f"{prefix}-{name}": "0"
    for prefix in ("members", "roster")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


class TestPairings:
    def test_a_pairing_is_opened_by_the_service_and_warned_about(self, client, staff, own):
        answer = client.post(url("pairing_add"), pairing_form(own), follow=True)

        pairing = Pairing.objects.get(supporting_school=own.receiving)
        assert (pairing.code, pairing.source) == ("JD-2026-001", "self")
        assert list(pairing.support_areas.all()) == [own.area]
        assert [e.verb for e in Event.objects.about(pairing)] == ["pairing.opened"]
        said = [str(m) for m in answer.context["messages"]]
        assert any("The urban-rural class" in line for line in said)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param(
                lambda c: {"receiving_school": c.receiving.pk}, "receiving_school", id="self"
            ),
            pytest.param(
                lambda c: {
                    "supporting_school": c.supporting.pk,
                    "receiving_school": c.receiving.pk,
                },
                "receiving_school",
                id="twice",
            ),
            pytest.param(lambda c: {"support_areas": []}, "support_areas", id="no area"),
            pytest.param(
                lambda c: {"round": create_round().pk}, "round", id="another programme's round"
            ),
        ],
    )
    def test_an_impossible_pairing_is_refused_at_the_field(
        self, client, staff, own, change, field
    ):
        page = client.post(url("pairing_add"), pairing_form(own, **change(own)))

        assert list(page.context["adminform"].form.errors) == [field]
        assert Pairing.objects.count() == 1

    @pytest.mark.parametrize("field", ["supporting_school", "programme", "support_areas"])
    def test_rows_of_another_county_cannot_be_chosen(self, client, staff, own, foreign, field):
        values = {
            "supporting_school": foreign.supporting.pk,
            "programme": foreign.programme.pk,
            "support_areas": [foreign.area.pk],
        }

        page = client.post(url("pairing_add"), pairing_form(own, **{field: values[field]}))

        assert field in page.context["adminform"].form.errors

    def test_one_side_must_be_the_own_bureaus(self, client, staff, own, foreign):
        # Both are in sight, because each is paired with an own school.
        create_pairing(supporting=foreign.supporting, receiving=own.receiving)
        create_pairing(supporting=foreign.receiving, receiving=own.receiving)

        page = client.post(
            url("pairing_add"),
            pairing_form(
                own,
                supporting_school=foreign.supporting.pk,
                receiving_school=foreign.receiving.pk,
            ),
        )

        assert list(page.context["adminform"].form.errors) == ["receiving_school"]

    def test_seats_and_rosters_offer_people_of_the_two_schools_only(
        self, client, staff, own, foreign
    ):
        other = create_person(school=create_school(bureau=own.bureau), name="别校老师")

        page = client.get(url("pairing_change", own.pairing.pk)).content.decode()
        answer = client.post(
            url("pairing_change", own.pairing.pk),
            pairing_form(own)
            | INLINES
            | {
                "members-TOTAL_FORMS": "1",
                "members-0-person": other.pk,
                "members-0-role": "head",
            },
        )

        assert "青山老师" in page
        assert "别校老师" not in page
        assert answer.status_code == 200
        assert not PairingMember.objects.exists()

    def test_a_seat_and_a_roster_entry_are_saved_with_an_event(self, client, staff, own):
        RosterEntry.objects.all().delete()
        form = pairing_form(own) | INLINES
        form |= {"members-TOTAL_FORMS": "1", "members-0-role": "head"}
        form |= {"members-0-person": own.person.pk, "roster-TOTAL_FORMS": "1"}
        form |= {"roster-0-kind": "teachers", "roster-0-person": own.person.pk}
        form |= {"roster-0-starts_on": "2026-09-01"}

        client.post(url("pairing_change", own.pairing.pk), form)

        assert own.pairing.members.get().person == own.person
        assert own.pairing.roster.get().entered_on is not None
        facts = [e.facts["fields"] for e in Event.objects.about(own.pairing)]
        assert ["members", "roster"] in facts

    def test_the_schools_of_a_pairing_are_not_edited(self, client, staff, own):
        client.post(url("pairing_change", own.pairing.pk), pairing_form(own) | INLINES)

        own.pairing.refresh_from_db()
        assert own.pairing.supporting_school == own.supporting

    def test_the_overview_counts_own_pairings_and_names_no_other_county(
        self, client, staff, own, foreign
    ):
        School.objects.update(urban_rural_code="111", staff_total=200)

        page = client.get(url("pairing_overview"))

        assert (page.context["totals"].pairings, page.context["totals"].schools) == (1, 1)
        assert page.context["idle"] == [own.receiving]
        assert page.context["large"] == [own.supporting, own.receiving]
        assert "外县" not in page.content.decode()

    def test_the_overview_can_be_narrowed(self, client, staff, own):
        other = create_programme(bureau=own.bureau)

        page = client.get(url("pairing_overview"), {"programme": other.pk, "large_from": "500"})

        assert page.context["totals"].batches == ()
        assert "500" in page.content.decode()

    def test_the_overview_is_for_bureau_staff(self, client, own):
        user = create_member(role="inspector", bureau=own.bureau)
        user.is_staff = True
        user.save()
        client.force_login(user)

        assert client.get(url("pairing_overview")).status_code == 403


def create_round() -> Round:
    programme = create_programme(bureau=Bureau.objects.get(name="青山教育局"))
    return Round.objects.create(
        programme=programme, number=9, starts_on="2026-09-01", ends_on="2029-08-31"
    )


def account_form(**changes) -> dict:
    return {
        "role": "liaison",
        "username": "lilaoshi",
        "display_name": "李老师",
        "first_password": "a-Long-enough-1",
    } | changes


class TestAccounts:
    def test_a_liaisons_account_is_opened_and_joined_to_the_person(self, client, staff, own):
        person = create_person(school=own.supporting, name="李老师")

        client.post(url("membership_add"), account_form(school=own.supporting.pk))

        membership = Membership.objects.get(user__username="lilaoshi")
        assert (membership.role, membership.school) == ("liaison", own.supporting)
        assert Person.objects.get(pk=person.pk).user == membership.user
        assert membership.user.check_password("a-Long-enough-1")
        assert client.login(username="lilaoshi", password="a-Long-enough-1")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"first_password": "12345"}, "first_password", id="a weak password"),
            pytest.param({"username": ""}, "username", id="no user name"),
            pytest.param({"username": "a b"}, "username", id="a user name with a space"),
            pytest.param({"role": "bureau_staff"}, "bureau", id="a bureau role without bureau"),
        ],
    )
    def test_what_is_missing_or_wrong_is_told_at_the_field(
        self, client, staff, own, changes, field
    ):
        page = client.post(
            url("membership_add"), account_form(school=own.supporting.pk, **changes)
        )

        assert field in page.context["adminform"].form.errors
        assert not User.objects.filter(display_name="李老师").exists()

    def test_a_user_name_in_use_is_refused(self, client, staff, own, foreign):
        page = client.post(
            url("membership_add"),
            account_form(school=own.supporting.pk, username=foreign.account.username),
        )

        assert list(page.context["adminform"].form.errors) == ["username"]

    def test_no_account_is_opened_for_another_countys_school(self, client, staff, foreign):
        page = client.post(url("membership_add"), account_form(school=foreign.supporting.pk))

        assert "school" in page.context["adminform"].form.errors
        assert not User.objects.filter(username="lilaoshi").exists()

    def test_an_account_that_is_there_gets_a_second_role_once(self, client, staff, own):
        values = {"role": "principal", "school": own.receiving.pk, "user": own.account.pk}

        client.post(url("membership_add"), values)
        again = client.post(url("membership_add"), values)

        assert own.account.memberships.count() == 2
        assert again.status_code == 200

    def test_a_lost_password_is_replaced(self, client, staff, own):
        client.post(
            url("membership_change", own.membership.pk), {"new_password": "Another-long-1"}
        )

        own.account.refresh_from_db()
        assert own.account.check_password("Another-long-1")
        assert [e.verb for e in Event.objects.about(own.account)] == ["account.password_set"]

    @pytest.mark.parametrize("why", ["role elsewhere", "superuser"])
    def test_the_password_of_an_account_kept_elsewhere_is_not(
        self, client, staff, own, foreign, why
    ):
        if why == "superuser":
            User.objects.filter(pk=own.account.pk).update(is_superuser=True)
        else:
            Membership.objects.create(
                user=own.account, role="bureau_staff", bureau=foreign.bureau
            )

        page = client.get(url("membership_change", own.membership.pk))
        client.post(
            url("membership_change", own.membership.pk), {"new_password": "Another-long-1"}
        )

        assert "new_password" not in page.context["adminform"].form.fields
        own.account.refresh_from_db()
        assert not own.account.check_password("Another-long-1")

    def test_a_role_is_taken_back_with_an_event(self, client, staff, own):
        client.post(url("membership_delete", own.membership.pk), {"post": "yes"})

        assert not own.account.memberships.exists()
        assert [e.verb for e in Event.objects.about(own.account)] == ["account.role_revoked"]


class TestOwnChoices:
    """Schools and programmes of another county come in sight with a pairing; people, accounts
    and consortia are entered for own ones all the same."""

    @pytest.fixture(autouse=True)
    def paired(self, own, foreign):
        create_pairing(
            supporting=foreign.supporting,
            receiving=own.receiving,
            programme=foreign.programme,
        )

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            ("person", "school"),
            ("membership", "school"),
            ("consortium", "programme"),
            ("term", "bureau"),
        ],
    )
    def test_only_own_rows_are_on_offer_and_taken(self, client, staff, foreign, model, field):
        row = foreign.rows["school" if field == "school" else field]

        adding = client.get(url(f"{model}_add"))
        answer = client.post(
            url(f"{model}_add"),
            {field: row.pk}
            | dict.fromkeys(("base_schools-TOTAL_FORMS", "base_schools-INITIAL_FORMS"), "0"),
        )

        assert row not in adding.context["adminform"].form.fields[field].queryset
        assert field in answer.context["adminform"].form.errors


class TestCalendar:
    def test_a_year_of_terms_is_copied_to_the_next(self, client, staff, own):
        year = Term.objects.filter(bureau=own.bureau, school_year=2026)

        client.post(
            url("term_changelist"),
            {"action": "copy_to_next_year", "_selected_action": [t.pk for t in year]},
        )

        assert Term.objects.filter(bureau=own.bureau, school_year=2027).count() == 12

    def test_days_are_shown_so_that_the_browsers_picker_reads_them(self, client, staff, own):
        del client.cookies[settings.LANGUAGE_COOKIE_NAME]

        page = client.get(url("term_change", own.term.pk)).content.decode()

        assert f'type="date" name="starts_on" value="{own.term.starts_on}"' in page

    def test_days_and_areas_that_hold_everywhere_are_not_a_countys_to_change(
        self, client, staff, own
    ):
        day = CalendarDay.objects.create(day="2026-10-01", kind="holiday", name="国庆节")
        area = create_support_area(name="学校管理")

        for address in (url("calendarday_change", day.pk), url("supportarea_change", area.pk)):
            assert client.get(address).status_code == 200
            assert client.post(address, {"name": "改"}).status_code == 403
        assert (
            client.post(url("calendarday_delete", day.pk), {"post": "yes"}).status_code == 403
        )
        client.post(
            url("calendarday_add"), {"day": "2026-12-01", "kind": "holiday", "bureau": ""}
        )
        assert not CalendarDay.objects.filter(day="2026-12-01").exists()

    def test_days_of_everywhere_are_not_deleted_in_bulk(self, client, staff, own):
        day = CalendarDay.objects.create(day="2026-10-01", kind="holiday", name="国庆节")

        client.post(
            url("calendarday_changelist"),
            {"action": "delete_selected", "_selected_action": [day.pk], "post": "yes"},
        )

        assert CalendarDay.objects.filter(pk=day.pk).exists()

    def test_a_base_school_is_one_of_the_consortium(self, client, staff, own):
        form = {
            "name": "青山联盟",
            "programme": own.programme.pk,
            "schools": [own.supporting.pk],
            "base_schools-TOTAL_FORMS": "1",
            "base_schools-INITIAL_FORMS": "0",
            "base_schools-0-school_year": "2026",
            "base_schools-0-season": "autumn",
            "base_schools-0-school": own.receiving.pk,
        }

        refused = client.post(url("consortium_change", own.consortium.pk), form)
        form["base_schools-0-school"] = own.supporting.pk
        client.post(url("consortium_change", own.consortium.pk), form)

        assert "is not one of the consortium" in refused.content.decode()
        assert own.consortium.base_schools.get().school == own.supporting


def test_every_page_of_this_app_stands_on_the_one_base():
    registered = [
        keeper
        for model, keeper in admin.site._registry.items()
        if model._meta.app_label == "pairing"
    ]
    assert len(registered) == len(MODELS)
    assert all(isinstance(keeper, BureauModelAdmin) for keeper in registered)
