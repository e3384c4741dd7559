"""The pages that show verdicts: what each role sees, and what nobody of another school does."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Waiver
from compliance import services
from compliance.models import StoredVerdict
from pairing.models import PairingMember
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
    create_terms,
)

pytestmark = pytest.mark.django_db
AUTUMN = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


@pytest.fixture
def today(monkeypatch):
    """A Monday in the thirteenth week of the autumn term."""
    day = date(2025, 11, 24)
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    monkeypatch.setattr(timezone, "now", lambda: at(day))
    return day


class Case:
    """Two schools of one county, an agreement of three duties, and people of every role."""

    def __init__(self, *, name: str = "", activities: int = 1):
        self.bureau = create_bureau(name=f"{name}县教育局" if name else "")
        create_terms(self.bureau)
        self.supporting = create_school(bureau=self.bureau, name=f"{name}支援学校")
        self.receiving = create_school(bureau=self.bureau, name=f"{name}受援学校")
        self.pairing = create_pairing(
            supporting=self.supporting,
            receiving=self.receiving,
            programme=create_programme(bureau=self.bureau),
        )
        self.agreement = create_agreement(pairing=self.pairing)
        clause = create_clause(agreement=self.agreement)
        self.lessons = create_obligation(
            clause=clause, name="示范课", minimum=activities + 3, floor_people=12
        )
        self.lecture = create_obligation(
            clause=clause,
            name="专题讲座",
            party="each",
            period="month",
            minimum=1,
            activity_types=["lecture"],
        )
        self.gift = create_obligation(
            clause=clause,
            name="捐资",
            modality="may",
            measure="amount",
            minimum=None,
            period="agreement",
            activity_types=["donation_money"],
        )
        self.activities = [
            create_activity(
                pairing=self.pairing,
                on=date(2025, 9, 15) + timedelta(n),
                heads={self.supporting: 12},
            )
            for n in range(activities)
        ]
        self.liaison = self.member("liaison", school=self.supporting)
        self.other = self.member("liaison", school=self.receiving)
        self.principal = self.member("principal", school=self.receiving)
        self.inspector = self.member("inspector", bureau=self.bureau)
        self.staff = self.member("bureau_staff", bureau=self.bureau)

    def member(self, role: str, **of):
        return create_member(role=role, name=f"{role}", **of)

    def verdict(self, obligation=None, starts_on: date = AUTUMN) -> str:
        row = obligation or self.lessons
        return reverse("verdict", args=[self.pairing.pk, row.pk, starts_on])

    def waive(self) -> str:
        return reverse("waiver_grant", args=[self.pairing.pk, self.lessons.pk, AUTUMN])

    def page(self) -> str:
        return reverse("pairing", args=[self.pairing.pk])

    def answer(self) -> str:
        return reverse("activity_answer", args=[self.activities[0].pk])


def text_of(response) -> str:
    return response.content.decode()


# --- who sees what ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("liaison", [200, 200, 200, 200]),
        ("other", [200, 200, 200, 200]),
        ("principal", [200, 200, 200, 200]),
        ("inspector", [302, 200, 200, 200]),
        ("staff", [302, 200, 200, 200]),
    ],
)
def test_every_role_of_the_pairing_sees_its_pages(client, today, role, pages):
    case = Case()
    client.force_login(getattr(case, role))

    found = [
        client.get(address).status_code
        for address in (reverse("home"), case.page(), case.verdict(), case.answer())
    ]

    assert found == pages


@pytest.mark.parametrize("role", ["liaison", "principal", "inspector", "staff"])
def test_nobody_of_another_county_sees_anything(client, today, role):
    case, foreign = Case(name="甲"), Case(name="乙")
    client.force_login(getattr(foreign, role))

    for address in (case.page(), case.verdict(), case.answer()):
        response = client.get(address)
        assert response.status_code == 404
        assert "甲支援学校" not in text_of(response)
    assert client.post(case.waive(), {"reason": "为难"}).status_code == 404
    assert not Waiver.objects.exists()


def test_a_school_of_the_same_county_sees_only_its_own_pairings(client, today):
    case = Case(name="甲")
    third = create_school(bureau=case.bureau, name="旁边学校")
    client.force_login(create_member(role="liaison", school=third))

    assert client.get(case.page()).status_code == 404
    assert client.get(case.verdict()).status_code == 404
    assert "甲" not in text_of(client.get(reverse("home"))).replace("甲县教育局", "")


def test_a_duty_is_not_found_under_a_pairing_it_does_not_belong_to(client, today):
    case, other = Case(name="甲"), Case(name="乙")
    client.force_login(case.liaison)

    address = reverse("verdict", args=[case.pairing.pk, other.lessons.pk, AUTUMN])

    assert client.get(address).status_code == 404


def test_visitors_are_sent_to_the_door(client, today):
    case = Case()

    for address in (reverse("home"), case.page(), case.verdict(), case.answer()):
        assert client.get(address).status_code == 302


# --- home ---------------------------------------------------------------------------------


def test_home_tells_what_is_owed_at_risk_first(client, today):
    case = Case()
    client.force_login(case.liaison)

    home = client.get(reverse("home")).context["home"]

    assert [card.name for card in home.at_risk] == ["专题讲座", "示范课"]
    assert home.title == "2 duties still owed, 2 of them at risk"
    assert home.at_risk[1].why == (
        "3 times short, 9 weeks left: 1 time every 2 and a half weeks on average."
    )
    assert (home.at_risk[1].done, home.at_risk[1].required) == ("1", "4 times")


def test_home_leaves_out_what_the_other_side_owes(client, today):
    case = Case()
    client.force_login(case.other)

    home = client.get(reverse("home")).context["home"]

    assert [card.name for card in (*home.at_risk, *home.on_track)] == ["专题讲座"]


def test_home_offers_to_log_to_the_liaison_and_not_to_the_principal(client, today):
    case = Case()
    client.force_login(case.other)
    liaisons = client.get(reverse("home")).context["home"]
    client.force_login(case.principal)
    principals = client.get(reverse("home")).context["home"]

    assert [card.loggable for card in liaisons.at_risk] == [True]
    assert [card.loggable for card in principals.at_risk] == [False]


def test_home_parts_what_waits_for_us_from_what_waits_for_them(client, today):
    case = Case()
    fields = {"pairing": case.pairing, "state": "pending_confirm"}
    create_activity(**fields, on=date(2025, 11, 10), heads={case.receiving: 14})
    create_activity(
        **fields, on=date(2025, 11, 20), type="lecture", logged_by_school=case.receiving
    )
    client.force_login(case.liaison)

    home = client.get(reverse("home")).context["home"]

    assert [line.activity.type for line in home.to_confirm] == ["Lecture"]
    assert [line.entered_ago for line in home.to_confirm] == ["logged 4 days ago"]
    assert [(line.activity.size, line.waited) for line in home.to_be_confirmed] == [
        ("14 people", "waiting for 14 days")
    ]


def test_home_without_a_pairing_says_what_to_expect(client, today):
    school = create_school()
    client.force_login(create_member(role="liaison", school=school))

    assert "No pairing is under way" in text_of(client.get(reverse("home")))


@pytest.mark.parametrize("pairings", [1, 3])
def test_home_takes_the_same_queries_for_any_number_of_pairings(
    client, today, pairings, django_assert_num_queries
):
    case = Case()
    for _ in range(pairings - 1):
        receiving = create_school(bureau=case.bureau)
        pairing = create_pairing(supporting=case.supporting, receiving=receiving)
        create_obligation(agreement=create_agreement(pairing=pairing))
    services.refresh_all(on=today)
    client.force_login(case.liaison)

    # One each for the agreements and the reports that wait for the person.
    with django_assert_num_queries(16):
        response = client.get(reverse("home"))

    assert len(response.context["home"].pairings) == pairings


# --- one pairing --------------------------------------------------------------------------


def test_the_pairing_shows_every_duty_by_term(client, today):
    case = Case()
    client.force_login(case.inspector)

    heat = client.get(case.page()).context["heat"]

    assert [column.label for column in heat.columns] == [
        "Spr 2025",
        "Aut 2025",
        "Spr 2026",
        "Aut 2026",
        "Spr 2027",
    ]
    assert [column.is_now for column in heat.columns] == [False, True, False, False, False]
    lessons, lecture, gift = heat.sections[0].rows
    assert [(str(c.status), c.figure, c.span) for c in lessons.cells] == [
        ("breached", "0/4", 1),
        ("at_risk", "1/4", 1),
        ("not_due", "", 1),
        ("not_due", "", 1),
        ("exempt", "", 1),
    ]
    assert [(str(c.status), c.figure, c.span) for c in lecture.cells][:3] == [
        ("breached", "0/4", 1),
        ("breached", "0/5", 1),
        ("not_due", "", 1),
    ]
    assert [(c.status, c.figure, c.span) for c in gift.cells] == [(None, "0.00 yuan", 5)]
    assert (heat.figures.duties, heat.figures.done, heat.figures.heeded) == (2, 0, 2)


def test_every_cell_leads_to_its_reasons(client, today):
    case = Case()
    client.force_login(case.liaison)
    heat = client.get(case.page()).context["heat"]

    cells = [c for section in heat.sections for row in section.rows for c in row.cells]

    assert {client.get(cell.address).status_code for cell in cells} == {200}


def test_only_those_to_be_heeded(client, today):
    case = Case()
    for _ in range(3):
        create_activity(pairing=case.pairing, heads={case.supporting: 12})
    client.force_login(case.liaison)

    heat = client.get(case.page() + "?show=heeded").context["heat"]

    assert [row.name for section in heat.sections for row in section.rows] == ["专题讲座"]
    assert (heat.figures.duties, heat.figures.done) == (2, 1)


def test_what_should_be_done_is_amber_and_says_so(client, today):
    case = Case()
    case.lecture.modality = "should"
    case.lecture.save()
    client.force_login(case.liaison)

    page = text_of(client.get(case.page()))

    assert 'class="ui-cell is-risk"' in page
    assert "In principle" in page


def test_a_pairing_whose_calendar_ends_says_from_when_on(client, today):
    case = Case()
    case.bureau.terms.filter(school_year=2026).delete()
    client.force_login(case.liaison)

    heat = client.get(case.page()).context["heat"]

    assert heat.undecided == "1 Sep 2026"


def test_an_agreement_that_is_not_signed_shows_its_duties_without_verdicts(client, today):
    pairing = create_pairing()
    agreement = create_agreement(pairing=pairing, signed_on=None)
    create_obligation(agreement=agreement, name="示范课")
    client.force_login(create_member(role="liaison", school=pairing.receiving_school))

    heat = client.get(reverse("pairing", args=[pairing.pk])).context["heat"]

    assert [row.name for section in heat.sections for row in section.rows] == ["示范课"]
    assert {cell.is_empty for s in heat.sections for row in s.rows for cell in row.cells} == {
        True
    }


@pytest.mark.parametrize(
    ("signed", "starts_on", "said"),
    [
        (False, date(2025, 9, 1), "不少于2次"),
        (True, date(2026, 2, 20), "不少于2次"),
        (True, date(2025, 11, 24), "不少于3次"),
    ],
    ids=["a draft", "signed, from later on", "in force since today"],
)
def test_the_words_of_a_duty_are_those_that_hold_today(client, today, signed, starts_on, said):
    pairing = create_pairing()
    main = create_agreement(pairing=pairing)
    old = create_obligation(agreement=main, name="到校指导", minimum=2)
    newer = create_agreement(
        pairing=pairing,
        amends=main,
        number="XY-补1",
        signed_on=date(2025, 9, 1) if signed else None,
        starts_on=starts_on,
    )
    create_obligation(agreement=newer, name="到校指导", minimum=3, replaces=old)
    client.cookies.clear()
    client.force_login(create_member(role="liaison", school=pairing.receiving_school))

    heat = client.get(reverse("pairing", args=[pairing.pk])).context["heat"]

    [row] = [row for section in heat.sections for row in section.rows]
    assert row.short.endswith(said)


def test_another_agreement_of_the_pairing_can_be_chosen(client, today):
    case = Case()
    number = "XY 2021/1"
    create_agreement(
        pairing=case.pairing,
        number=number,
        signed_on=date(2021, 9, 1),
        starts_on=date(2021, 9, 1),
        ends_on=date(2024, 8, 31),
    )
    client.force_login(case.liaison)

    assert client.get(case.page()).context["agreement"] == case.agreement
    found = client.get(f"{case.page()}?agreement={quote(number)}").context["agreement"]
    assert found.number == number


def test_liaisons_are_named_with_a_masked_number(client, today):
    case = Case()
    person = case.liaison.person
    person.phone = "13800006021"
    person.save()
    PairingMember.objects.create(pairing=case.pairing, person=person, role="liaison")
    client.force_login(case.staff)

    page = text_of(client.get(case.page()))

    assert "138****6021" in page
    assert "13800006021" not in page


@pytest.mark.parametrize("activities", [1, 3])
def test_the_pairing_takes_the_same_queries(
    client, today, activities, django_assert_num_queries
):
    case = Case(activities=activities)
    services.refresh_all(on=today)
    client.force_login(case.liaison)

    # Three of them for the reports, the agreements near their end and the filed papers.
    with django_assert_num_queries(20):
        client.get(case.page())


# --- one verdict --------------------------------------------------------------------------


def test_a_verdict_is_explained_entry_by_entry(client, today):
    case = Case()
    create_activity(
        pairing=case.pairing,
        on=date(2025, 10, 20),
        state="pending_confirm",
        heads={case.supporting: 14},
    )
    create_activity(pairing=case.pairing, on=date(2025, 10, 12), heads={case.supporting: 11})
    client.force_login(case.other)

    found = client.get(case.verdict()).context["explanation"]

    assert found.headline == "4 times asked, 1 time counted, 3 times short"
    assert [(line.title, line.sentence, line.gain) for line in found.missed] == [
        (
            "Not confirmed yet",
            "The other school has not confirmed it since 20 Oct 2025; until then it does not"
            " count.",
            "+1 time once confirmed",
        ),
        (
            "Too few people",
            "The clause asks for at least 12 people of Party A each time; 11 took part.",
            "not counted",
        ),
    ]
    assert [(line.activity.pk, line.gain) for line in found.counted] == [
        (case.activities[0].pk, "counts 1 time")
    ]
    assert [(line.label, line.value) for line in found.sums] == [
        ("Asked", "4 times"),
        ("Entries in question", "3"),
        ("Less: Too few people", "−1"),
        ("Less: Not confirmed yet", "−1"),
        ("Entries that count", "1"),
        ("Counted", "1 time"),
        ("Short by", "3 times"),
    ]
    assert [fact.label for fact in found.facts] == [
        "Last useful day",
        "Pace needed",
        "Pace so far",
        "At the present pace",
    ]
    assert found.chart.path.startswith("M0 130H")


def test_the_parts_of_a_whole_have_their_own_statuses(client, today):
    case = Case()
    create_activity(pairing=case.pairing, type="lecture", on=date(2025, 9, 10))
    client.force_login(case.liaison)

    found = client.get(case.verdict(case.lecture)).context["explanation"]

    assert [(part.label, part.status.value, part.figure) for part in found.parts] == [
        ("Party A", "met", "1/1"),
        ("Party B", "breached", "0/1"),
    ]


def test_the_clause_stands_as_in_the_agreement_in_both_languages(client, today):
    case = Case()
    client.force_login(case.liaison)

    page = text_of(client.get(case.verdict()))

    assert "每学期" in page


@pytest.mark.parametrize(
    ("asked", "counted", "is_past"),
    [
        pytest.param("2025-09-14", 0, True, id="the day before it was held"),
        pytest.param("2025-09-15", 0, True, id="the day it was logged"),
        pytest.param("2025-09-16", 1, True, id="the day it was confirmed"),
        pytest.param("2025-11-24", 1, False, id="today"),
    ],
)
def test_a_verdict_can_be_asked_for_any_past_day(client, today, asked, counted, is_past):
    case = Case()
    client.force_login(case.liaison)

    context = client.get(case.verdict() + f"?on={asked}").context

    assert context["verdict"].counted == counted
    assert (context["on"] != today) is is_past


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("2025-11-25", "Choose today or a past day: what is to come is not judged."),
        ("31.2.2025", "Enter a valid date."),
    ],
)
def test_a_day_that_cannot_be_judged_is_said_to_be_wrong(client, today, asked, problem):
    case = Case()
    client.force_login(case.liaison)

    response = client.get(case.verdict() + f"?on={asked}")

    assert response.context["on"] == today
    assert response.context["day_form"].errors["on"] == [problem]
    assert asked in text_of(response)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(
            lambda case: case.verdict(starts_on=date(2025, 9, 2)), id="no such window"
        ),
        pytest.param(lambda case: case.verdict() + "?trigger=7", id="no such trigger"),
        pytest.param(
            lambda case: case.verdict().replace("2025-09-01", "2025-02-31"), id="no such day"
        ),
    ],
)
def test_a_window_that_does_not_exist_is_not_found(client, today, address):
    case = Case()
    client.force_login(case.liaison)

    assert client.get(address(case)).status_code == 404


@pytest.mark.parametrize("activities", [1, 3])
def test_a_verdict_takes_the_same_queries(client, today, activities, django_assert_num_queries):
    case = Case(activities=activities)
    client.force_login(case.liaison)

    with django_assert_num_queries(33):
        client.get(case.verdict())


# --- waivers ------------------------------------------------------------------------------


def test_the_bureau_waives_a_duty_and_both_schools_read_why(client, today):
    case = Case()
    services.refresh_all(on=today)
    client.force_login(case.staff)

    response = client.post(case.waive(), {"reason": "校舍修缮"}, follow=True)

    assert response.redirect_chain == [(case.verdict(), 302)]
    row = StoredVerdict.objects.get(obligation=case.lessons, starts_on=AUTUMN)
    assert row.status == "exempt"
    client.force_login(case.liaison)
    assert "校舍修缮" in text_of(client.get(case.verdict()))


def test_a_waiver_without_a_reason_is_asked_for_one(client, today):
    case = Case()
    client.force_login(case.staff)

    response = client.post(case.waive(), {"reason": "  "})

    page = text_of(response)
    assert response.status_code == 422
    assert page.count("Say why: both schools read it.") == 2  # at the top and at the field
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("role", ["liaison", "principal", "inspector"])
def test_only_the_bureaus_staff_waives(client, today, role):
    case = Case()
    client.force_login(getattr(case, role))

    assert case.waive() not in text_of(client.get(case.verdict()))
    assert client.post(case.waive(), {"reason": "为难"}).status_code == 403
    assert not Waiver.objects.exists()


def test_what_is_only_recorded_cannot_be_waived(client, today):
    case = Case()
    client.force_login(case.staff)
    address = reverse("waiver_grant", args=[case.pairing.pk, case.gift.pk, date(2025, 3, 10)])

    page = text_of(client.post(address, {"reason": "为难"}, follow=True))

    assert "Nothing is asked in this period that could be waived." in page
    assert not Waiver.objects.exists()


def test_a_duty_is_waived_once(client, today):
    case = Case()
    client.force_login(case.staff)
    client.post(case.waive(), {"reason": "校舍修缮"})

    page = text_of(client.post(case.waive(), {"reason": "再来一次"}, follow=True))

    assert "Nothing is asked in this period that could be waived." in page
    assert [waiver.reason for waiver in Waiver.objects.all()] == ["校舍修缮"]


def test_a_waiver_is_posted(client, today):
    case = Case()
    client.force_login(case.staff)

    assert client.get(case.waive()).status_code == 405


# --- what one activity counts for ---------------------------------------------------------


def test_an_entry_that_waits_says_what_it_will_count_for(client, today):
    case = Case(activities=3)
    waiting = create_activity(
        pairing=case.pairing,
        on=date(2025, 10, 20),
        state="pending_confirm",
        heads={case.supporting: 14},
    )
    client.force_login(case.liaison)

    (answer,) = client.get(reverse("activity_answer", args=[waiting.pk])).context["answers"]

    assert answer.waits
    assert answer.other == str(case.receiving)
    (count,) = answer.counts
    assert (count.name, count.counted, count.gain) == ("示范课", "3 times", "1")
    assert count.left == "2 times still owed, on 20 Jan 2026 at the latest."
    assert answer.misses == ()


def test_a_confirmed_entry_says_what_it_counts_for(client, today):
    case = Case()
    client.force_login(case.other)

    (answer,) = client.get(case.answer()).context["answers"]

    assert not answer.waits
    assert [(count.name, count.gain, count.left) for count in answer.counts] == [
        ("示范课", "1", "3 times still owed, on 20 Jan 2026 at the latest.")
    ]


def test_an_entry_that_counts_for_nothing_says_why(client, today):
    case = Case()
    small = create_activity(
        pairing=case.pairing,
        on=date(2025, 10, 20),
        state="pending_confirm",
        heads={case.supporting: 11},
    )
    client.force_login(case.liaison)

    response = client.get(reverse("activity_answer", args=[small.pk]))

    (answer,) = response.context["answers"]
    assert answer.counts == ()
    assert [(miss.name, miss.sentence) for miss in answer.misses] == [
        ("示范课", "The clause asks for at least 12 people of Party A each time; 11 took part.")
    ]
    assert "Even when confirmed it counts for no duty" in text_of(response)


def test_an_entry_of_a_type_nobody_agreed_on_is_kept_all_the_same(client, today):
    case = Case()
    odd = create_activity(pairing=case.pairing, type="student_exchange")
    client.force_login(case.liaison)

    page = text_of(client.get(reverse("activity_answer", args=[odd.pk])))

    assert "No duty of this pairing asks for this type of activity." in page


def test_only_pairings_in_sight_are_answered_for(client, today):
    case = Case(name="甲")
    elsewhere = create_pairing(supporting=case.supporting)
    case.activities[0].links.create(pairing=elsewhere, state="confirmed")
    client.force_login(case.other)

    answers = client.get(case.answer()).context["answers"]

    assert [answer.link.pairing for answer in answers] == [case.pairing]
