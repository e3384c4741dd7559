"""Drafts written on the site: begun, changed, renewed; supplementary agreements."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import services
from agreements.document import document_of
from agreements.models import Agreement, Clause, Obligation, QuotaLine
from agreements.rendering import render
from agreements.services import moving
from compliance.engine.judge import judge
from compliance.facts import case_of
from tests.factories import (
    at,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_school,
    create_user,
    sign,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def pairing(bureau):
    return create_pairing(
        supporting=create_school(name="明德路小学", bureau=bureau),
        receiving=create_school(name="松坪小学", bureau=bureau),
    )


@pytest.fixture
def liaison(pairing):
    return create_member(role="liaison", school=pairing.receiving_school)


def amend(main, *changes, starts_on=date(2026, 2, 20)):
    return services.draft_amendment(
        main, starts_on=starts_on, changes=changes, by=create_user(), at=at(DAY)
    )


def put_in_force(agreement, *, on):
    for side in ("supporting", "receiving"):
        sign(agreement, side=side, on=on)
    Agreement.objects.filter(pk=agreement.pk).update(state="in_force")


def said(agreement) -> list[str]:
    document = document_of(moving.whole(agreement))
    return [item.text for section in document.sections for item in section.items]


def required(main) -> list[tuple[str, int | None]]:
    """Every window of every duty with what it asks for."""
    names = dict(Obligation.objects.values_list("pk", "name"))
    case = case_of(Agreement.objects.get(pk=main.pk))
    found = judge(case, on=date(2026, 12, 31))
    rows = [
        (v.window.starts_on.isoformat(), names[v.obligation_id], v.required)
        for v in found
        if v.window is not None and v.status
    ]
    return sorted(rows)


# --- Supplementary agreements -----------------------------------------------------------------
def test_a_changed_number_holds_for_windows_that_begin_on_or_after_its_day(pairing):
    main = create_agreement(pairing=pairing, ends_on=date(2026, 12, 31))
    duty = create_obligation(agreement=main, name="示范课", minimum=2)

    amendment = amend(main, services.Change(duty=duty, minimum=5))
    put_in_force(amendment, on=date(2026, 1, 8))

    assert required(main) == [
        ("2025-03-10", "示范课", 2),
        ("2025-09-01", "示范课", 2),
        ("2026-02-20", "示范课", 5),
        ("2026-09-01", "示范课", 5),
    ]
    assert said(amendment) == [
        f"{main.number}（一）1中关于“示范课”的约定调整为：甲方每学期上示范课不少于5次。"
    ]


def test_an_ended_duty_keeps_the_windows_that_had_begun_and_gets_no_more(pairing):
    main = create_agreement(pairing=pairing, ends_on=date(2026, 12, 31))
    duty = create_obligation(agreement=main, name="示范课", minimum=4)
    create_obligation(clause=duty.clause, name="其中数学", part_of=duty, minimum=1)
    kept = create_obligation(agreement=main, name="讲座", activity_types=["lecture"])

    amendment = amend(main, services.Change(duty=duty, is_end=True))
    put_in_force(amendment, on=date(2026, 1, 8))

    windows = required(main)
    assert {row[0] for row in windows if row[1] in ("示范课", "其中数学")} == {
        "2025-03-10",
        "2025-09-01",
    }
    assert [row[0] for row in windows if row[1] == kept.name] == [
        "2025-03-10",
        "2025-09-01",
        "2026-02-20",
        "2026-09-01",
    ]
    (words,) = said(amendment)
    assert words == (
        f"{main.number}（一）1的约定（{render(duty)}），自本补充协议生效后新开始的各期起不再执行。"
    )


def test_a_changed_whole_takes_its_shares_along(pairing):
    main = create_agreement(pairing=pairing, ends_on=date(2026, 12, 31))
    duty = create_obligation(agreement=main, name="示范课", minimum=4)
    share = create_obligation(clause=duty.clause, name="数学", part_of=duty, minimum=1)

    amendment = amend(main, services.Change(duty=duty, minimum=6, maximum=8))

    new, its_share = Obligation.objects.filter(clause__agreement=amendment).order_by("order")
    assert (new.minimum, new.maximum, new.replaces) == (6, 8, duty)
    assert (its_share.part_of, its_share.replaces, its_share.minimum) == (new, share, 1)


def test_supplementary_agreements_are_numbered_one_after_another(pairing):
    main = create_agreement(pairing=pairing, number="QL-7", copies=3)
    main.copy_holders.create(holder="甲方", count=3)

    numbers = [amend(main).number for _time in range(3)]

    assert numbers == ["QL-7-补1", "QL-7-补2", "QL-7-补3"]
    first = Agreement.objects.get(number="QL-7-补1")
    assert (first.title, first.copies, first.amends) == ("学校结对帮扶补充协议", 3, main)
    assert list(first.copy_holders.values_list("holder", "count")) == [("甲方", 3)]


def test_a_duty_that_a_draft_changes_is_not_changed_by_another(pairing):
    main = create_agreement(pairing=pairing)
    duty = create_obligation(agreement=main, name="示范课")
    first = amend(main, services.Change(duty=duty, minimum=5))

    with pytest.raises(services.AmendedAlreadyError) as refused:
        amend(main, services.Change(duty=duty, is_end=True))

    assert refused.value.facts == {"duty": "示范课", "number": first.number}


def test_what_an_amendment_wrote_is_amended_by_the_next(pairing):
    main = create_agreement(pairing=pairing)
    duty = create_obligation(agreement=main, name="示范课")
    first = amend(main, services.Change(duty=duty, minimum=5))
    put_in_force(first, on=date(2026, 1, 8))

    (now,) = services.amendable(main)
    second = amend(main, services.Change(duty=now, minimum=7), starts_on=date(2026, 9, 1))

    assert now.clause.agreement == first
    assert Obligation.objects.get(clause__agreement=second).replaces == now


@pytest.mark.parametrize("day", [date(2025, 3, 9), date(2027, 3, 10)])
def test_it_takes_effect_within_the_days_of_the_agreement(day, pairing):
    with pytest.raises(services.DayOutsideError):
        amend(create_agreement(pairing=pairing), starts_on=day)


@pytest.mark.parametrize("state", ["draft", "signing", "terminated", "superseded"])
def test_only_what_is_in_force_is_amended(state, pairing):
    with pytest.raises(services.NotAmendableError) as refused:
        amend(create_agreement(pairing=pairing, state=state))

    assert refused.value.facts == {"state": state}


def test_the_page_drafts_what_was_chosen_for_each_duty(client, pairing, liaison):
    main = create_agreement(
        pairing=pairing, starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1)
    )
    first = create_obligation(agreement=main, name="示范课")
    second = create_obligation(agreement=main, name="讲座", activity_types=["lecture"])
    third = create_obligation(agreement=main, name="教研", activity_types=["joint_planning"])
    client.force_login(liaison)
    address = reverse("agreement_amend", args=[main.pk])
    fields = {
        "starts_on": "2027-02-20",
        f"do-{first.pk}": "keep",
        f"do-{second.pk}": "change",
        f"do-{third.pk}": "end",
    }

    refused = client.post(address, fields)
    made = client.post(address, fields | {f"min-{second.pk}": "9"})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [f"min-{second.pk}"]
    amendment = Agreement.objects.get(amends=main)
    assert made.url == reverse("agreement_edit", args=[amendment.pk])
    rows = Obligation.objects.filter(clause__agreement=amendment).order_by("clause__order")
    assert [(row.replaces, row.minimum, row.modality) for row in rows] == [
        (second, 9, "must"),
        (third, None, "text_only"),
    ]


# --- Beginning and renewing -------------------------------------------------------------------
def test_a_liaison_begins_a_draft_which_gets_a_number(client, pairing, liaison):
    client.force_login(liaison)
    fields = {"pairing": pairing.pk, "title": "协议书", "starts_on": "2026-03-01"}

    response = client.post(
        reverse("agreement_start"), fields | {"ends_on": "2028-02-29", "number": ""}
    )

    made = Agreement.objects.get()
    assert response.url == reverse("agreement_edit", args=[made.pk])
    assert (made.number, made.state, made.pairing) == (f"{pairing.code}-1", "draft", pairing)


def test_nobody_begins_a_draft_for_others(client, bureau, pairing, liaison):
    others = create_pairing(supporting=create_school(bureau=bureau))
    fields = {"title": "协议书", "starts_on": "2026-03-01", "ends_on": "2028-02-29"}
    inspector = create_member(role="inspector", bureau=bureau)

    client.force_login(liaison)
    answer = client.post(reverse("agreement_start"), fields | {"pairing": others.pk})
    assert list(answer.context["form"].errors) == ["pairing"]
    client.force_login(inspector)
    answer = client.post(reverse("agreement_start"), fields | {"pairing": pairing.pk})
    assert answer.status_code == 403

    assert not Agreement.objects.exists()


def test_a_renewal_takes_over_the_text_and_names_what_it_renews(client, pairing, liaison):
    old = create_agreement(
        pairing=pairing, starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1)
    )
    whole = create_obligation(agreement=old, minimum=None, uncounted=False)
    QuotaLine.objects.create(obligation=whole, season="spring", minimum=3)
    create_obligation(clause=whole.clause, part_of=whole, minimum=1, name="数学")
    old.copy_holders.create(holder="甲方", count=2)
    client.force_login(liaison)
    address = reverse("agreement_start") + f"?renews={old.pk}"
    days = {"starts_on": "2026-01-01", "ends_on": "2099-12-31"}
    fields = {"pairing": pairing.pk, "title": "协议书", "like": old.pk} | days

    refused = client.post(address, fields)
    client.post(address, fields | {"starts_on": "2098-01-01"})

    assert list(refused.context["form"].errors) == ["starts_on"]
    new = Agreement.objects.exclude(pk=old.pk).get()
    assert new.renews == old
    assert said(new) == said(old)
    assert QuotaLine.objects.filter(obligation__clause__agreement=new).count() == 1
    assert list(new.copy_holders.values_list("holder", "count")) == [("甲方", 2)]


# --- Changing a draft -------------------------------------------------------------------------
DETAILS = {
    "title": "新题",
    "starts_on": "2026-03-01",
    "ends_on": "2028-02-29",
    "copies": "3",
    "cut_rule": "half",
    "holders": "甲方\n乙方\n县教育局 1\n",
}


def test_details_and_holders_are_changed_on_the_page(client, pairing, liaison):
    draft = create_agreement(pairing=pairing, signed_on=None)
    draft.copy_holders.create(holder="没人", count=9)
    client.force_login(liaison)

    response = client.post(reverse("agreement_edit", args=[draft.pk]), DETAILS)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.title, draft.ends_on, draft.copies) == ("新题", date(2028, 2, 29), 3)
    assert list(draft.copy_holders.values_list("holder", "count")) == [
        ("甲方", 1),
        ("乙方", 1),
        ("县教育局", 1),
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": "2026-02-01"}, "ends_on"),
        ({"copies": "0"}, "copies"),
        ({"holders": "甲方 100"}, "holders"),
        ({"holders": "甲" * 61}, "holders"),
        ({"title": ""}, "title"),
    ],
)
def test_details_that_cannot_be_are_said_at_their_field(
    client, pairing, liaison, fields, field
):
    draft = create_agreement(pairing=pairing, signed_on=None, copies=1)
    client.force_login(liaison)

    response = client.post(reverse("agreement_edit", args=[draft.pk]), DETAILS | fields)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_clauses_are_added_changed_and_taken_out(client, pairing, liaison):
    draft = create_agreement(pairing=pairing, signed_on=None)
    client.force_login(liaison)
    section = {"label": "（一）", "heading": "帮扶办法"}

    client.post(reverse("clause_new", args=[draft.pk]), section)
    top = Clause.objects.get()
    address = reverse("clause_new", args=[draft.pk]) + f"?section={top.pk}"
    client.post(address, {"label": "1.", "text": "双方坦诚合作。"})
    client.post(address, {"label": "2.", "text": "互相学习。"})
    first, second = top.items.order_by("order")
    client.post(
        reverse("clause_edit", args=[draft.pk, first.pk]), {"label": "1.", "text": "改过。"}
    )
    kept = client.post(reverse("clause_remove", args=[draft.pk, top.pk]), follow=True)
    client.post(reverse("clause_remove", args=[draft.pk, second.pk]))

    assert said(draft) == ["改过。"]
    assert "（一）" in [str(message) for message in kept.context["messages"]][-1]


DUTY = {
    "order": "1",
    "name": "讲座",
    "party": "supporting",
    "modality": "must",
    "measure": "events",
    "period": "term",
    "venue": "anywhere",
    "activity_types": ["lecture"],
    "minimum": "3",
    "quotas-TOTAL_FORMS": "1",
    "quotas-INITIAL_FORMS": "0",
    "quotas-0-season": "spring",
    "quotas-0-minimum": "4",
}


def test_a_duty_is_added_with_its_numbers_and_said_before(client, pairing, liaison):
    draft = create_agreement(pairing=pairing, signed_on=None)
    clause = create_clause(agreement=draft)
    client.force_login(liaison)
    query = f"?clause={clause.pk}"

    told = client.post(reverse("duty_new_say", args=[draft.pk]) + query, DUTY).json()
    assert not Obligation.objects.exists()
    response = client.post(reverse("duty_new", args=[draft.pk]) + query, DUTY)

    duty = Obligation.objects.get()
    assert response.url == reverse("agreement_edit", args=[draft.pk])
    assert told == {"zh": render(duty), "en": told["en"], "problems": {}}
    assert (duty.clause, duty.minimum) == (clause, 3)
    assert list(duty.quotas.values_list("season", "minimum")) == [("spring", 4)]


def test_a_duty_that_contradicts_itself_is_said_at_its_field(client, pairing, liaison):
    draft = create_agreement(pairing=pairing, signed_on=None)
    duty = create_obligation(agreement=draft)
    client.force_login(liaison)

    response = client.post(
        reverse("duty_edit", args=[draft.pk, duty.pk]), DUTY | {"maximum": "1"}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["maximum"]
    duty.refresh_from_db()
    assert duty.name == "示范课"


def test_a_duty_is_taken_out_unless_shares_are_counted_in_it(client, pairing, liaison):
    draft = create_agreement(pairing=pairing, signed_on=None)
    whole = create_obligation(agreement=draft)
    share = create_obligation(clause=whole.clause, part_of=whole, minimum=1)
    client.force_login(liaison)

    for row in (whole, share):
        client.post(reverse("duty_remove", args=[draft.pk, row.pk]))

    assert list(Obligation.objects.all()) == [whole]


PAGES = ("agreement_edit", "agreement_amend", "clause_new", "duty_new")


@pytest.mark.parametrize(
    ("role", "state", "allowed"),
    [
        ("liaison", "draft", {"agreement_edit", "clause_new", "duty_new"}),
        ("principal", "draft", {"agreement_edit", "clause_new", "duty_new"}),
        ("bureau_staff", "draft", {"agreement_edit", "clause_new", "duty_new"}),
        ("inspector", "draft", set()),
        ("liaison", "agreed", set()),
        ("bureau_staff", "signing", set()),
        ("liaison", "in_force", {"agreement_amend"}),
        ("bureau_staff", "in_force", {"agreement_amend"}),
        ("inspector", "in_force", set()),
    ],
)
def test_each_role_writes_in_certain_states_only(client, bureau, pairing, role, state, allowed):
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2099, 1, 1)}
    agreement = create_agreement(pairing=pairing, signed_on=None, state=state, **days)
    clause = create_obligation(agreement=agreement).clause
    is_of_bureau = role in ("bureau_staff", "inspector")
    where = {"bureau": bureau} if is_of_bureau else {"school": pairing.receiving_school}
    client.force_login(create_member(role=role, **where))

    query = {"clause": clause.pk}
    found = {
        name: client.get(reverse(name, args=[agreement.pk]), query).status_code
        for name in PAGES
    }

    assert {name for name, status in found.items() if status == 200} == allowed
    assert {found[name] for name in found if name not in allowed} <= {403}


def test_others_do_not_see_a_draft(client, bureau, pairing):
    draft = create_agreement(pairing=pairing, signed_on=None)
    other = create_pairing(supporting=create_school(bureau=bureau))
    client.force_login(create_member(role="liaison", school=other.supporting_school))

    found = [client.get(reverse(name, args=[draft.pk])).status_code for name in PAGES]

    assert found == [404] * 4
