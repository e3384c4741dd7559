"""The bureau's administration of agreements: whose rows, what may change, what is kept."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Agreement, Clause, Obligation
from records.models import Event
from records.signals import pairings_changed
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

pytestmark = pytest.mark.django_db

PAGES = ("agreement", "clause", "obligation")
NO_HOLDERS = {
    f"{prefix}-{kind}_FORMS": "0"
    for prefix in ("copy_holders", "clauses", "signatures", "suspensions")
    for kind in ("TOTAL", "INITIAL")
}
NO_QUOTAS = {
    f"{prefix}-{kind}_FORMS": "0"
    for prefix in ("quotas", "waivers")
    for kind in ("TOTAL", "INITIAL")
}


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def client(client, bureau):
    """Signed in as staff of the bureau."""
    user = create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def pairing(bureau):
    return create_pairing(
        supporting=create_school(bureau=bureau),
        receiving=create_school(bureau=bureau),
        programme=create_programme(bureau=bureau, cut_rule="exempt"),
    )


@pytest.fixture
def draft(pairing):
    return create_agreement(pairing=pairing, signed_on=None, number="XY-DRAFT")


@pytest.fixture
def foreign():
    """A draft of another bureau's schools."""
    agreement = create_agreement(signed_on=None, number="XY-看不见")
    create_obligation(agreement=agreement, name="看不见的任务")
    return agreement


def url(name, *args):
    return reverse(f"admin:agreements_{name}", args=args)


def agreement_fields(**more):
    fields = {
        "number": "XY-NEW",
        "title": "学校结对帮扶协议书",
        "starts_on": "2026-09-01",
        "ends_on": "2028-08-31",
        "copies": "2",
        "cut_rule": "half",
    }
    return fields | NO_HOLDERS | more


def duty_fields(**more):
    fields = {
        "order": "1",
        "name": "示范课",
        "party": "supporting",
        "modality": "must",
        "activity_types": ["demo_lesson"],
        "measure": "lessons",
        "minimum": "4",
        "period": "term",
        "venue": "receiving",
        "coverage_distinct": "0",
        "grace_days": "0",
    }
    return fields | NO_QUOTAS | more


def errors_of(response) -> dict:
    return {name: list(texts) for name, texts in response.context["adminform"].errors.items()}


# --- Whose rows -----------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_rows_of_other_bureaus_are_not_there(client, draft, foreign, name):
    create_obligation(agreement=draft)

    listed = client.get(url(f"{name}_changelist"))

    assert listed.status_code == 200
    assert "看不见" not in listed.text


def test_pages_of_other_bureaus_lead_nowhere(client, foreign):
    duty = Obligation.objects.get()

    for name, row in (("agreement", foreign), ("clause", duty.clause), ("obligation", duty)):
        page = client.get(url(f"{name}_change", row.pk), follow=True)
        assert "看不见" not in page.text
        assert page.redirect_chain == [("/admin/", 302)]


def test_choices_offer_rows_in_sight_only(client, draft, foreign):
    own = create_obligation(agreement=draft, name="自己的任务")

    pages = [
        client.get(url("agreement_add")),
        client.get(url("clause_add")),
        client.get(url("obligation_add")),
        client.get(url("obligation_change", own.pk)),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    assert not any("看不见" in page.text for page in pages)
    assert not any(str(foreign.pairing) in page.text for page in pages)
    assert "自己的任务" in pages[2].text


@pytest.mark.parametrize("role", ["liaison", "principal", "inspector"])
def test_nobody_else_gets_in(client, bureau, pairing, draft, role):
    school = pairing.receiving_school if role != "inspector" else None
    user = create_member(role=role, school=school, bureau=None if school else bureau)
    user.is_staff = True
    user.save()
    client.force_login(user)

    answers = [client.get(url(f"{name}_changelist")).status_code for name in PAGES]

    assert answers == [403] * len(PAGES)


# --- Drafts ---------------------------------------------------------------------------------
def test_a_new_agreement_is_a_draft_with_the_rule_of_its_programme(client, pairing):
    response = client.post(url("agreement_add"), agreement_fields(pairing=pairing.pk))

    assert response.status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.cut_rule) == ("draft", "exempt")
    (event,) = Event.objects.about(agreement)
    assert (event.verb, event.actor_name) == ("agreement.drafted", "沈砚秋")


def test_copies_that_do_not_add_up_are_remarked_on_and_saved(client, pairing):
    holders = {
        "copy_holders-TOTAL_FORMS": "1",
        "copy_holders-0-holder": "甲方",
        "copy_holders-0-count": "1",
        "copy_holders-0-order": "1",
    }

    response = client.post(
        url("agreement_add"), agreement_fields(pairing=pairing.pk, **holders), follow=True
    )

    assert Agreement.objects.get().copy_holders.count() == 1
    warnings = [str(m) for m in response.context["messages"] if m.level_tag == "warning"]
    assert ["一式 2 份" in warnings[0], "没有写明由教育局保存一份" in warnings[1]] == [True] * 2
    assert len(warnings) == 2


def test_an_amendment_outside_its_agreement_is_refused_at_the_fields(client, pairing, bureau):
    main = create_agreement(pairing=pairing)
    other = create_pairing(supporting=create_school(bureau=bureau))

    response = client.post(
        url("agreement_add"),
        agreement_fields(pairing=other.pk, amends=main.pk, starts_on="2027-09-01"),
    )

    assert set(errors_of(response)) == {"amends", "starts_on"}
    assert Agreement.objects.count() == 1


def test_changing_a_draft_writes_one_event_and_announces_its_pairing(client, draft):
    heard = []

    def listen(sender, pairing_ids, **kwargs):
        heard.append(pairing_ids)

    pairings_changed.connect(listen)
    try:
        response = client.post(
            url("agreement_change", draft.pk), agreement_fields(title="结对协议")
        )
    finally:
        pairings_changed.disconnect(listen)

    assert response.status_code == 302
    (event,) = Event.objects.about(draft)
    assert event.verb == "agreement.changed"
    assert "title" in event.facts["fields"]
    assert heard == [{draft.pairing_id}]


@pytest.mark.parametrize("state", ["agreed", "approved", "signing", "in_force", "terminated"])
def test_after_the_draft_nothing_is_changed_here(client, pairing, state):
    agreement = create_agreement(pairing=pairing, state=state, title="原题")
    duty = create_obligation(agreement=agreement, minimum=2)

    answers = [
        client.post(url("agreement_change", agreement.pk), agreement_fields(title="新题")),
        client.post(url("clause_change", duty.clause_id), {"text": "新文字"}),
        client.post(url("obligation_change", duty.pk), duty_fields(minimum="9")),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    agreement.refresh_from_db()
    duty.refresh_from_db()
    assert (agreement.title, duty.minimum, duty.clause.text) == ("原题", 2, "")
    assert client.get(url("obligation_change", duty.pk)).status_code == 200  # to be read


def test_clauses_and_duties_go_into_drafts_only(client, pairing, draft):
    signed = create_clause(agreement=create_agreement(pairing=pairing))

    response = client.post(url("obligation_add"), duty_fields(clause=signed.pk))

    assert set(errors_of(response)) == {"clause"}
    assert not Obligation.objects.exists()


def test_an_item_stands_in_a_section_of_its_own_agreement(client, pairing, draft):
    elsewhere = create_clause(
        agreement=create_agreement(pairing=pairing, signed_on=None)
    ).parent

    response = client.post(
        url("clause_add"),
        {
            "agreement": draft.pk,
            "parent": elsewhere.pk,
            "order": "1",
            "label": "1.",
            "obligations-TOTAL_FORMS": "0",
            "obligations-INITIAL_FORMS": "0",
        },
    )

    assert set(errors_of(response)) == {"parent"}


# --- Duties ---------------------------------------------------------------------------------
def test_a_duty_is_entered_with_its_quota_lines_and_says_its_sentence(client, draft):
    clause = create_clause(agreement=draft)
    lines = {
        "quotas-TOTAL_FORMS": "1",
        "quotas-0-season": "spring",
        "quotas-0-minimum": "6",
    }

    response = client.post(url("obligation_add"), duty_fields(clause=clause.pk, **lines))

    assert response.status_code == 302
    duty = Obligation.objects.get()
    assert (duty.each_of_items, duty.actor_qualifications) == ([], [])
    page = client.get(url("obligation_change", duty.pk))
    assert "甲方每学期到乙方上示范课，春季学期不少于6节，其余不少于4节" in page.text
    (event,) = Event.objects.about(duty)
    assert event.verb == "obligation.entered"


CONTRADICTIONS = (
    ({"maximum": "2"}, "maximum", ("4", "2")),
    ({"uncounted": "on"}, "uncounted", ("4",)),
    ({"stages": ["primary"], "grades": ["s1"]}, "grades", ()),
    ({"season": "summer"}, "season", ()),
    (
        {"season": "dates", "season_from": "13-01", "season_to": "05-31"},
        "season_from",
        ("13-01",),
    ),
    ({"each_of": "grades"}, "each_of_items", ()),
    ({"each_of": "grades", "each_of_items_grades": ["p9"]}, "each_of_items", ("p9",)),
    ({"actor_qualifications_0": ["tall"]}, "actor_qualifications", ("tall",)),
    ({"minimum_rank": "manager"}, "minimum_rank", ()),
    ({"due_kind": "after_signing"}, "due_days", ()),
    ({"due_kind": "fixed", "due_on": "2030-01-01"}, "due_on", ("2030-01-01", "2027-03-09")),
    ({"floor_people": "12", "ceiling_people": "8"}, "ceiling_people", ("12", "8")),
    ({"coverage_of": "subjects"}, "coverage_distinct", ()),
    ({"activity_types": []}, "activity_types", ()),
    ({"modality": "must_not"}, "minimum", ("4",)),
)


@pytest.mark.parametrize(("fields", "field", "values"), CONTRADICTIONS)
def test_a_contradiction_is_named_at_its_field_with_both_values(
    client, draft, fields, field, values
):
    clause = create_clause(agreement=draft)

    response = client.post(url("obligation_add"), duty_fields(clause=clause.pk, **fields))

    errors = errors_of(response)
    assert set(errors) == {field}
    assert all(value in errors[field][0] for value in values), errors
    assert not Obligation.objects.exists()


def test_a_share_is_not_larger_than_its_whole(client, draft):
    whole = create_obligation(agreement=draft, measure="lessons", minimum=3)

    response = client.post(
        url("obligation_add"),
        duty_fields(clause=whole.clause_id, part_of=whole.pk, order="2", minimum="4"),
    )

    assert set(errors_of(response)) == {"minimum"}


def test_a_quota_line_must_fit_its_duty(client, draft):
    clause = create_clause(agreement=draft)
    lines = {
        "quotas-TOTAL_FORMS": "1",
        "quotas-0-stage": "senior",
        "quotas-0-minimum": "6",
        "quotas-0-maximum": "5",
    }

    response = client.post(
        url("obligation_add"), duty_fields(clause=clause.pk, stages=["primary"], **lines)
    )

    formset, _waivers = response.context["inline_admin_formsets"]
    assert set(formset.formset.forms[0].errors) >= {"maximum", "stage"}
    assert not Obligation.objects.exists()


def test_an_amendment_replaces_duties_of_its_own_agreement_only(client, pairing, bureau):
    main = create_agreement(pairing=pairing)
    old = create_obligation(agreement=main, name="示范课")
    stranger = create_obligation(
        agreement=create_agreement(
            pairing=create_pairing(supporting=create_school(bureau=bureau))
        )
    )
    amendment = create_agreement(
        pairing=pairing, amends=main, signed_on=None, starts_on=date(2026, 9, 1)
    )
    clause = create_clause(agreement=amendment)

    wrong = client.post(
        url("obligation_add"), duty_fields(clause=clause.pk, replaces=stranger.pk)
    )
    right = client.post(url("obligation_add"), duty_fields(clause=clause.pk, replaces=old.pk))

    assert set(errors_of(wrong)) == {"replaces"}
    assert right.status_code == 302
    assert Obligation.objects.get(replaces=old).clause == clause


def test_a_duty_of_a_draft_may_be_removed_and_the_record_says_so(client, draft):
    duty = create_obligation(agreement=draft, name="示范课")
    held = create_obligation(agreement=create_agreement(pairing=draft.pairing))

    client.post(url("obligation_delete", duty.pk), {"post": "yes"})
    refused = client.post(url("obligation_delete", held.pk), {"post": "yes"})

    assert list(Obligation.objects.all()) == [held]
    assert refused.status_code == 403
    (event,) = Event.objects.about(draft)
    assert event.verb == "agreement.obligation_removed"
    assert event.facts["words"] == "甲方每学期上示范课不少于2次"


def test_a_clause_with_duties_is_not_removed(client, draft):
    duty = create_obligation(agreement=draft)
    empty = create_clause(agreement=draft)

    client.post(url("clause_delete", empty.pk), {"post": "yes"})
    refused = client.post(url("clause_delete", duty.clause_id), {"post": "yes"})

    assert refused.status_code == 403
    assert list(Clause.objects.filter(agreement=draft).exclude(parent=None)) == [duty.clause]
