"""The form of a duty says its clause while one chooses: what it says, what it keeps, what it
refuses, and that asking writes nothing."""

import pytest
from django.conf import settings

from agreements.models import Clause, Obligation, QuotaLine
from agreements.rendering import render
from records.models import Event
from tests.agreements.test_admin import duty_fields, errors_of, url
from tests.conftest import PHONE
from tests.factories import (
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
)

SAY = "/agreements/duties/say/"


@pytest.fixture
def bureau(db):
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def staff(bureau):
    user = create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def client(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def draft(bureau):
    pairing = create_pairing(
        supporting=create_school(bureau=bureau),
        receiving=create_school(bureau=bureau),
        programme=create_programme(bureau=bureau),
    )
    return create_agreement(pairing=pairing, signed_on=None, number="XY-DRAFT")


@pytest.fixture
def clause(draft):
    return create_clause(agreement=draft)


def line(place, **fields):
    return {f"quotas-{place}-{name}": value for name, value in fields.items()}


def ask(client, **fields):
    answer = client.post(SAY, duty_fields(**fields))
    assert answer.status_code == 200
    return answer.json()


# --- What it says -----------------------------------------------------------------------------
def test_an_unsaved_duty_is_said_with_its_quota_lines_and_nothing_is_written(client, clause):
    before = Event.objects.count()
    lines = {"quotas-TOTAL_FORMS": "1"} | line(0, season="spring", minimum="6")

    said = ask(client, clause=clause.pk, **lines)

    assert said == {
        "zh": "甲方每学期到乙方上示范课，春季学期不少于6节，其余不少于4节",
        "en": "Party A; Demonstration lesson at Party B; In the spring term at least 6 lessons,"
        " else at least 4 lessons every term",
        "problems": {},
    }
    assert not Obligation.objects.exists()
    assert Event.objects.count() == before


def test_a_share_is_said_as_one_of_its_whole(client, clause):
    whole = create_obligation(clause=clause, measure="lessons", minimum=15)

    said = ask(client, clause=clause.pk, part_of=whole.pk)

    assert said["zh"] == "其中到乙方上示范课不少于4节"


def test_what_is_said_is_what_is_saved_and_printed(client, clause):
    fields = {
        "clause": clause.pk,
        "actor_roles": ["principal", "vice_principal"],
        "actor_qualifications_0": ["backbone"],
        "actor_qualifications_1": ["on_payroll", "young"],
        "each_of": "grades",
        "each_of_items_grades": ["p5", "p6"],
        "due_kind": "day_of_year",
        "due_month": "5",
        "due_day": "31",
    }

    said = ask(client, **fields)
    saved = client.post(url("obligation_add"), duty_fields(**fields))

    assert (said["problems"], saved.status_code) == ({}, 302)
    row = Obligation.objects.get()
    assert row.each_of_items == ["p5", "p6"]
    assert row.actor_qualifications == [["backbone"], ["on_payroll", "young"]]
    assert render(row) == said["zh"]
    page = client.get(url("obligation_change", row.pk))
    assert page.context["said"].chinese == said["zh"]
    assert page.text.count(said["zh"]) == 1
    again = ask(client, _duty=row.pk, **fields)
    assert again == said


def test_a_saved_duty_is_said_as_it_stands_in_the_form(client, clause):
    row = create_obligation(clause=clause, measure="lessons", minimum=4)
    spring = row.quotas.create(season="spring", minimum=6)
    lines = {"quotas-TOTAL_FORMS": "2", "quotas-INITIAL_FORMS": "1"}
    lines |= line(0, id=spring.pk, season="spring", minimum="6", DELETE="on")
    lines |= line(1, season="autumn", minimum="7")

    said = ask(client, _duty=row.pk, minimum="5", **lines)

    assert said["zh"] == "甲方每学期到乙方上示范课，秋季学期不少于7节，其余不少于5节"
    row.refresh_from_db()
    assert (row.minimum, [quota.season for quota in row.quotas.all()]) == (4, ["spring"])


# What is chosen, what is said all the same, and where something is wrong.
UNFINISHED = (
    ({"party": ""}, "", set()),
    ({"measure": "furlongs"}, "", {"measure"}),
    ({"name": ""}, "甲方每学期到乙方上示范课不少于4节", set()),
    ({"maximum": "3"}, "甲方每学期到乙方上示范课不少于4节", {"maximum"}),
    (
        {"due_kind": "day_of_year"},
        "甲方每学期到乙方上示范课不少于4节",
        {"due_month", "due_day"},
    ),
    (
        {"season": "dates", "season_from": "02-30", "season_to": "05-31"},
        "甲方每学期到乙方上示范课不少于4节",
        {"season_from"},
    ),
    ({"each_of": "topics"}, "甲方每学期到乙方上示范课不少于4节", {"each_of_items"}),
    (
        {"quotas-TOTAL_FORMS": "1", "quotas-0-season": "spring", "quotas-0-minimum": "0"},
        "甲方每学期到乙方上示范课不少于4节",
        {"quotas-0-minimum"},
    ),
)


@pytest.mark.parametrize(("fields", "words", "wrong"), UNFINISHED)
def test_what_is_not_in_order_stands_at_its_control_and_the_rest_is_said(
    client, clause, fields, words, wrong
):
    said = ask(client, clause=clause.pk, **fields)

    assert (said["zh"], set(said["problems"])) == (words, wrong)


def test_two_lines_for_one_term_are_told_at_the_second(client, clause):
    lines = {"quotas-TOTAL_FORMS": "2"}
    lines |= line(0, season="spring", minimum="6") | line(1, season="spring", minimum="7")

    said = ask(client, clause=clause.pk, **lines)

    assert set(said["problems"]) == {"quotas-1-season"}


def test_the_reader_is_told_in_his_language(client, clause):
    fields = duty_fields(clause=clause.pk, maximum="3")

    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    said = client.post(SAY, fields).json()

    assert said["problems"]["maximum"] == ["At most 3 is less than at least 4."]


# --- Who may ----------------------------------------------------------------------------------
def test_only_staff_of_a_bureau_asks_and_only_by_post(client, draft, clause):
    liaison = create_member(role="liaison", school=draft.pairing.supporting_school)

    assert client.get(SAY).status_code == 405
    client.force_login(liaison)
    assert client.post(SAY, duty_fields(clause=clause.pk)).status_code == 403
    client.logout()
    assert client.post(SAY, duty_fields(clause=clause.pk)).status_code == 302


def test_duties_out_of_sight_or_signed_are_not_asked_about(client, draft):
    foreign = create_obligation()
    signed = create_obligation(agreement=create_agreement(pairing=draft.pairing))

    def status(pk):
        return client.post(SAY, duty_fields(_duty=pk)).status_code

    assert [status(pk) for pk in (foreign.pk, "9" * 30, "x", "-1")] == [404] * 4
    assert status(signed.pk) == 403


@pytest.mark.parametrize("body", [{}, {"quotas-TOTAL_FORMS": "many"}, {"each_of": "teachers"}])
def test_junk_is_answered_too(client, body):
    assert client.post(SAY, body).status_code == 200


# --- Without a script -------------------------------------------------------------------------
def test_the_button_shows_the_sentence_and_saves_nothing(client, clause):
    fields = duty_fields(clause=clause.pk, _say="1", minimum="7")

    page = client.post(url("obligation_add"), fields)

    assert page.status_code == 200
    assert "甲方每学期到乙方上示范课不少于7节" in page.text
    assert not Obligation.objects.exists()
    assert errors_of(page) == {}


def test_the_button_on_a_saved_duty_changes_nothing(client, clause):
    row = create_obligation(clause=clause)

    page = client.post(url("obligation_change", row.pk), duty_fields(_say="1", minimum="7"))

    assert "不少于7节" in page.text
    row.refresh_from_db()
    assert row.minimum == 2


# --- What is put away -------------------------------------------------------------------------
HALF = {"season": "", "season_from": "03-01", "season_to": "05-31", "due_days": "x"}


def test_what_the_page_had_put_away_is_not_kept_in_the_duty(client, clause):
    away = "season_from season_to due_days"

    answer = client.post(
        url("obligation_add"), duty_fields(clause=clause.pk, _away=away, **HALF)
    )

    assert answer.status_code == 302
    row = Obligation.objects.get()
    assert (row.season_from, row.season_to, row.due_days) == ("", "", None)


def test_what_was_seen_and_says_nothing_is_told(client, clause):
    answer = client.post(url("obligation_add"), duty_fields(clause=clause.pk, **HALF))

    assert set(errors_of(answer)) == {"season_from", "season_to", "due_days"}
    assert not Obligation.objects.exists()
    assert 'value="03-01"' in answer.text  # nothing typed is lost


def test_a_page_cannot_put_away_what_belongs(client, clause):
    fields = {"season": "dates", "season_from": "03-01", "season_to": "05-31"}

    client.post(
        url("obligation_add"),
        duty_fields(clause=clause.pk, period="school_year", _away="season_from", **fields),
    )

    assert Obligation.objects.get().season_from == "03-01"


# --- Lines that change places -----------------------------------------------------------------
def test_quota_lines_may_take_each_others_place(client, clause):
    row = create_obligation(clause=clause, minimum=4)
    spring = row.quotas.create(season="spring", minimum=2)
    autumn = row.quotas.create(season="autumn", minimum=3)
    gone = {"quotas-TOTAL_FORMS": "2", "quotas-INITIAL_FORMS": "2"}
    swapped = line(0, id=spring.pk, season="autumn", minimum="2")
    swapped |= line(1, id=autumn.pk, season="spring", minimum="3")
    swapped |= {"quotas-0-obligation": row.pk, "quotas-1-obligation": row.pk}

    answer = client.post(url("obligation_change", row.pk), duty_fields(**gone, **swapped))

    assert answer.status_code == 302
    kept = QuotaLine.objects.values_list("season", "minimum").order_by("season")
    assert list(kept) == [("autumn", 2), ("spring", 3)]


def test_a_line_that_no_longer_fits_its_duty_is_told(client, clause):
    row = create_obligation(clause=clause, minimum=4)
    spring = row.quotas.create(season="spring", minimum=2)
    lines = {"quotas-TOTAL_FORMS": "1", "quotas-INITIAL_FORMS": "1"}
    lines |= line(0, id=spring.pk, obligation=row.pk, season="spring", minimum="2")

    answer = client.post(
        url("obligation_change", row.pk), duty_fields(period="school_year", **lines)
    )

    quotas = answer.context["inline_admin_formsets"][0].formset
    assert answer.status_code == 200
    assert set(quotas.forms[0].errors) == {"season"}


def test_a_new_duty_is_offered_wholes_of_its_own_agreement(client, draft, clause):
    create_obligation(clause=clause, name="同一协议")
    other = create_agreement(pairing=draft.pairing, signed_on=None)
    create_obligation(agreement=other, name="另一协议")

    page = client.get(url("obligation_add") + f"?clause={clause.pk}")

    wholes = page.context["adminform"].form.fields["part_of"].queryset
    assert [whole.name for whole in wholes] == ["同一协议"]


# --- With a script ----------------------------------------------------------------------------
def test_the_sentence_follows_the_choices_on_a_phone(open_page, login, staff, draft):
    clause = Clause.objects.get(pk=create_clause(agreement=draft).pk)
    page = login(open_page(size=PHONE), staff.username)
    page.goto(url("obligation_add") + f"?clause={clause.pk}")
    sentence = page.locator("[data-zh]")

    def says(words):
        page.wait_for_function(
            "words => document.querySelector('[data-zh]').textContent === words", arg=words
        )

    page.fill("[name=name]", "示范课")
    page.locator("#id_activity_types summary").press("Enter")
    page.check("input[name=activity_types][value=demo_lesson]")
    page.fill("[name=minimum]", "4")
    says("甲方每学期上示范课不少于4次")

    assert not page.is_visible("[name=season_from]")
    page.select_option("[name=season]", "dates")
    page.fill("[name=season_from]", "03-01")
    page.fill("[name=season_to]", "05-31")
    says("甲方每学期3月1日至5月31日期间上示范课不少于4次")
    page.select_option("[name=season]", "")
    says("甲方每学期上示范课不少于4次")
    page.select_option("[name=season]", "dates")
    assert page.input_value("[name=season_from]") == "03-01"  # put away, not lost
    page.select_option("[name=season]", "")

    page.fill("[name=maximum]", "3")
    problem = page.locator(".field-maximum .errorlist")
    problem.first.wait_for()
    assert all(number in problem.first.inner_text() for number in ("3", "4"))
    page.fill("[name=maximum]", "6")
    says("甲方每学期上示范课4—6次")
    assert sentence.bounding_box()["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.click("input[name=_save]")
    page.wait_for_url("**/admin/agreements/obligation/")
    row = Obligation.objects.get()
    assert (row.season_from, row.minimum, row.maximum) == ("", 4, 6)
