"""The list and the page of an agreement, by role; signing with the password once more."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, AgreementState, Signature
from compliance.services import refresh_all
from pairing.models import Person
from records.models import Event
from tests.agreements import scans
from tests.factories import (
    PASSWORD,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_school,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Attempts at a password are counted in the cache."""
    cache.clear()


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
def other(bureau):
    """An agreement of two other schools of the same bureau, with words of its own."""
    pairing = create_pairing(
        supporting=create_school(name="看不见小学", bureau=bureau),
        receiving=create_school(bureau=bureau),
    )
    agreement = create_agreement(pairing=pairing, number="XY-HIDDEN", title="看不见协议书")
    create_obligation(agreement=agreement, name="看不见的任务")
    return agreement


@pytest.fixture
def signing(pairing):
    """One that lies open for signing, with one duty."""
    agreement = create_agreement(pairing=pairing, signed_on=None, state="signing")
    create_obligation(agreement=agreement, minimum=4)
    return agreement


BEFORE = ("offer", "agree", "approve", "open", "return", "remind")


def principal_of(agreement, side):
    return create_member(
        role="principal", school=agreement.pairing.school_on(side), name=f"{side}-principal"
    )


def member(role, bureau, pairing):
    if role in ("bureau_staff", "inspector"):
        return create_member(role=role, bureau=bureau)
    return create_member(role=role, school=pairing.receiving_school)


def post(client, name, agreement, **fields):
    return client.post(reverse(name, args=[agreement.pk]), fields)


# --- Who sees what --------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["bureau_staff", "inspector", "liaison", "principal"])
def test_everybody_concerned_reads_list_and_page(client, bureau, pairing, signing, role):
    client.force_login(member(role, bureau, pairing))

    listed = client.get(reverse("agreement_list"))
    page = client.get(reverse("agreement", args=[signing.pk]))

    assert [row.number for row in listed.context["page"]] == [signing.number]
    assert "甲方每学期上示范课不少于4次" in page.text


@pytest.mark.parametrize("role", ["liaison", "principal"])
def test_a_school_sees_no_agreement_of_others(client, bureau, pairing, other, role):
    own = create_agreement(pairing=pairing)
    client.force_login(member(role, bureau, pairing))

    listed = client.get(reverse("agreement_list"))
    searched = client.get(reverse("agreement_list"), {"q": "看不见"})
    by_pairing = client.get(reverse("agreement_list"), {"pairing": other.pairing_id})

    assert [row.number for row in listed.context["page"]] == [own.number]
    assert list(searched.context["page"]) == []
    assert list(by_pairing.context["page"]) == []
    for page in (listed, by_pairing):
        assert "看不见" not in page.text
    signature = other.signatures.first()
    hidden = [
        client.get(reverse("agreement", args=[other.pk])),
        client.get(reverse("signature_scan", args=[signature.pk])),
        post(client, "agreement_sign", other, side="supporting", password=PASSWORD),
        post(client, "agreement_scan", other),
        *(post(client, f"agreement_{act}", other) for act in BEFORE),
        post(client, "agreement_suspend", other),
        post(client, "agreement_end", other),
    ]
    assert [response.status_code for response in hidden] == [404] * (6 + len(BEFORE))
    assert not any("看不见" in response.text for response in hidden)


def test_the_staff_of_another_bureau_see_nothing(client, signing):
    client.force_login(create_member(role="bureau_staff", bureau=create_bureau()))

    assert list(client.get(reverse("agreement_list")).context["page"]) == []
    assert client.get(reverse("agreement", args=[signing.pk])).status_code == 404


ACTS = (
    "agreement_sign",
    "agreement_scan",
    "agreement_return",
    "agreement_suspend",
    "agreement_end",
)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("bureau_staff", {"agreement_return", "agreement_suspend", "agreement_end"}),
        ("inspector", set()),
        ("liaison", set()),
        ("principal", {"agreement_sign", "agreement_scan", "agreement_return"}),
    ],
)
def test_each_role_may_do_its_own_acts_only(client, bureau, pairing, signing, role, allowed):
    client.force_login(member(role, bureau, pairing))

    answers = {name: post(client, name, signing).status_code for name in ACTS}

    assert {name for name, status in answers.items() if status != 403} == allowed
    assert {answers[name] for name in allowed} <= {422}  # nothing was filled in
    assert not Signature.objects.exists()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_never_done_by_following_a_link(client, bureau, pairing, signing, name):
    client.force_login(member("principal", bureau, pairing))

    assert client.get(reverse(name, args=[signing.pk])).status_code == 405


# --- The list -------------------------------------------------------------------------------
@pytest.mark.parametrize("agreements", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client, bureau, agreements, django_assert_num_queries
):
    for _number in range(agreements):
        pairing = create_pairing(supporting=create_school(bureau=bureau))
        create_obligation(agreement=create_agreement(pairing=pairing))
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    refresh_all(on=timezone.localdate())

    # session, user, roles with what is unread, bureaus below, count, rows, signatures,
    # suspensions, what is to be followed up
    with django_assert_num_queries(9):
        response = client.get(reverse("agreement_list"))

    assert [row.duty_count for row in response.context["page"]] == [1] * agreements


def test_the_list_is_narrowed_by_the_state_of_today(client, bureau, pairing, signing):
    today = timezone.localdate()
    long_ago, year = (
        today.replace(year=today.year - 3, day=1),
        today.replace(year=today.year + 1, day=1),
    )
    dates = {"starts_on": long_ago, "ends_on": year}
    expired = create_agreement(
        pairing=pairing, starts_on=long_ago, ends_on=today.replace(year=today.year - 1, day=1)
    )
    running = create_agreement(pairing=pairing, **dates)
    resting = create_agreement(pairing=pairing, **dates)
    resting.suspensions.create(starts_on=today, ends_on=today, decided_on=today, reason="x")
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    def shown(state):
        response = client.get(reverse("agreement_list"), {"state": state})
        return [row.number for row in response.context["page"]]

    assert shown("signing") == [signing.number]
    assert shown("expired") == [expired.number]
    assert shown("in_force") == [running.number]
    assert shown("suspended") == [resting.number]
    assert shown("draft") == []
    assert len(shown("nonsense")) == 4


@pytest.mark.parametrize("text", ["XY-77", "互助", "明德", "mingde"])
def test_agreements_are_found_by_number_title_and_school(client, bureau, pairing, other, text):
    create_agreement(pairing=pairing, number="XY-77", title="城乡互助协议书")
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    response = client.get(reverse("agreement_list"), {"q": text})

    assert [row.number for row in response.context["page"]] == ["XY-77"]


# --- The page -------------------------------------------------------------------------------
@pytest.mark.parametrize("duties", [1, 3])
def test_the_page_costs_the_same_for_one_duty_and_for_three(
    client, bureau, pairing, duties, django_assert_num_queries
):
    agreement = create_agreement(pairing=pairing)
    for _number in range(duties):
        whole = create_obligation(agreement=agreement)
        create_obligation(clause=whole.clause, part_of=whole, minimum=1)
    client.force_login(create_member(role="inspector", bureau=bureau))

    # session, user, roles with what is unread, bureaus below; the agreement with nine kinds of
    # rows, who agreed and its days of rest; events, duties that replace and were replaced,
    # amendments, areas of the pairing, numbers to agree on, what is to be followed up
    refresh_all(on=timezone.localdate())
    # Two of them for the reports and the filed papers beside it.
    with django_assert_num_queries(24):
        response = client.get(reverse("agreement", args=[agreement.pk]))

    assert len(response.context["page"].duties) == 2 * duties


def test_counted_duties_are_marked_in_the_text_and_listed_in_the_annex(
    client, bureau, pairing, signing
):
    clause = create_clause(agreement=signing, text="双方坦诚合作。")
    duty = create_obligation(clause=clause, name="讲座", activity_types=["lecture"], weight=8)
    client.force_login(member("liaison", bureau, pairing))

    response = client.get(reverse("agreement", args=[signing.pk]))

    mark = f'<a class="ui-hl" href="#d{duty.pk}" id="s{duty.pk}">'
    assert f"{mark}甲方每学期举行专题讲座不少于2次</a>" in response.text
    assert f'<tr id="d{duty.pk}">' in response.text
    assert response.context["page"].weights == 8


def test_the_page_says_whose_turn_it_is(client, bureau, pairing, signing):
    sign(signing, side="supporting", on=timezone.localdate())
    client.force_login(member("liaison", bureau, pairing))

    page = client.get(reverse("agreement", args=[signing.pk])).context["page"]

    looks = [(step.side, step.look) for step in page.steps]
    assert looks == [
        ("", "done"),
        ("", "done"),
        ("", "done"),
        ("supporting", "done"),
        ("receiving", "next"),
        ("", "todo"),
    ]
    assert page.waiting.sides == ("receiving",)
    assert page.acts.to_sign == ()


def test_copies_that_do_not_add_up_are_remarked_on(client, bureau, pairing):
    agreement = create_agreement(pairing=pairing, copies=3)
    for holder in ("甲方", "县教育局"):
        agreement.copy_holders.create(holder=holder)
    client.force_login(member("liaison", bureau, pairing))

    page = client.get(reverse("agreement", args=[agreement.pk])).context["page"]

    assert page.document.copies == "本协议一式三份，甲方和县教育局各执一份。"
    assert len(page.remarks) == 1
    assert "3" in page.remarks[0]
    assert "2" in page.remarks[0]


def test_an_amendment_and_what_it_replaces_point_to_each_other(client, bureau, pairing):
    main = create_agreement(pairing=pairing)
    old = create_obligation(agreement=main, name="示范课")
    amendment = create_agreement(
        pairing=pairing, amends=main, number="XY-补1", starts_on=date(2026, 9, 1)
    )
    new = create_obligation(agreement=amendment, name="示范课", minimum=3, replaces=old)
    client.force_login(member("liaison", bureau, pairing))

    first = client.get(reverse("agreement", args=[main.pk])).context["page"]
    second = client.get(reverse("agreement", args=[amendment.pk])).context["page"]

    assert [row.number for row in first.amendments] == ["XY-补1"]
    assert [line.replaced_by for line in first.duties] == [new]
    assert [line.replaces for line in second.duties] == [old]


def test_a_draft_with_blanks_says_what_is_missing(client, bureau, pairing):
    agreement = create_agreement(pairing=pairing, signed_on=None)
    create_obligation(agreement=agreement, name="样板课", uncounted=True, minimum=None)
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    response = client.get(reverse("agreement", args=[agreement.pk]))
    answer = client.post(reverse("agreement_offer", args=[agreement.pk]), follow=True)

    (blocker,) = response.context["page"].blockers
    assert "（一）1" in blocker
    assert "样板课" in blocker
    assert "样板课" in answer.text
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.DRAFT


# --- Signing --------------------------------------------------------------------------------
def test_both_principals_sign_and_the_agreement_binds(client, signing):
    for side in ("receiving", "supporting"):
        client.force_login(principal_of(signing, side))
        response = post(client, "agreement_sign", signing, side=side, password=PASSWORD)
        assert response.status_code == 302

    agreement = Agreement.objects.get(pk=signing.pk)
    assert agreement.state == AgreementState.IN_FORCE
    assert agreement.effective_on == timezone.localdate()
    assert [s.signer_name for s in agreement.signatures.order_by("side")] == [
        "receiving-principal",
        "supporting-principal",
    ]
    assert Event.objects.filter(verb="agreement.in_force").count() == 1


def test_a_wrong_password_signs_nothing_and_says_so_at_the_field(client, signing):
    client.force_login(principal_of(signing, "supporting"))

    response = post(client, "agreement_sign", signing, side="supporting", password="guess")

    assert response.status_code == 422
    assert list(response.context["sign_form"].errors) == ["password"]
    assert 'href="#id_password"' in response.text
    assert "guess" not in response.text
    assert not Signature.objects.exists()


def test_guessing_the_password_is_slowed_down(client, signing):
    client.force_login(principal_of(signing, "supporting"))
    for _attempt in range(10):
        post(client, "agreement_sign", signing, side="supporting", password="guess")

    response = post(client, "agreement_sign", signing, side="supporting", password=PASSWORD)

    (error,) = response.context["sign_form"].errors.as_data()["password"]
    assert error.code == "too_many"
    assert not Signature.objects.exists()


def test_a_principal_signs_for_the_own_side_only(client, signing):
    client.force_login(principal_of(signing, "supporting"))

    response = post(client, "agreement_sign", signing, side="receiving", password=PASSWORD)

    assert response.status_code == 422
    assert list(response.context["sign_form"].errors) == ["side"]
    assert not Signature.objects.exists()


def test_who_has_signed_is_not_asked_again(client, signing):
    client.force_login(principal_of(signing, "supporting"))
    post(client, "agreement_sign", signing, side="supporting", password=PASSWORD)

    page = client.get(reverse("agreement", args=[signing.pk]))
    again = post(client, "agreement_sign", signing, side="supporting", password=PASSWORD)

    assert not page.context["sign_form"]
    assert again.status_code == 403
    assert Signature.objects.count() == 1


def test_an_account_without_a_name_in_the_school_cannot_sign(client, signing):
    user = principal_of(signing, "supporting")
    Person.objects.filter(user=user).update(user=None)
    client.force_login(user)

    response = post(client, "agreement_sign", signing, side="supporting", password=PASSWORD)

    assert response.status_code == 403
    assert not Signature.objects.exists()


def scan_fields(agreement, **more):
    today = timezone.localdate().isoformat()
    content = more.pop("content", None) or scans.scan_of(agreement)
    scan = SimpleUploadedFile("合同.pdf", content)
    fields = {"side": "supporting", "signer_name": "陆怀谨", "signed_on": today, "scan": scan}
    return {f"scan-{name}": value for name, value in (fields | more).items()}


def test_a_scan_is_sent_by_the_principal_and_fetched_by_both_schools(
    client, bureau, pairing, signing
):
    client.force_login(principal_of(signing, "supporting"))
    response = post(client, "agreement_scan", signing, **scan_fields(signing))
    assert response.status_code == 302
    signature = signing.signatures.get()

    client.force_login(member("liaison", bureau, pairing))
    page = client.get(reverse("agreement", args=[signing.pk]))
    scan = client.get(reverse("signature_scan", args=[signature.pk]))

    assert signature.scan_sha256 in page.text
    assert b"".join(scan.streaming_content).startswith(b"%PDF-")
    assert scan["Content-Disposition"].startswith("attachment;")
    assert scan["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": b"MZ a program"}, "scan"),
        ({"content": b"%PDF-1.7 damaged"}, "scan"),
        ({"content": scans.as_pdf(scans.page(scans.OTHER_CODE))}, "scan"),
        ({"content": scans.as_pdf(scans.page())}, "code"),
        ({"signed_on": "soon"}, "signed_on"),
        ({"signer_name": ""}, "signer_name"),
        ({"side": "receiving"}, "side"),
    ],
)
def test_a_scan_that_cannot_be_kept_says_why_at_the_field(client, signing, fields, field):
    client.force_login(principal_of(signing, "supporting"))

    response = post(client, "agreement_scan", signing, **scan_fields(signing, **fields))

    assert response.status_code == 422
    assert list(response.context["scan_form"].errors) == [field]
    assert not Signature.objects.exists()


def test_a_scan_that_is_too_big_is_refused(client, signing, settings):
    settings.UPLOAD_MAX_BYTES = 10
    client.force_login(principal_of(signing, "supporting"))

    response = post(client, "agreement_scan", signing, **scan_fields(signing))

    assert list(response.context["scan_form"].errors) == ["scan"]


def test_a_paper_signed_tomorrow_is_refused_in_words(client, signing):
    client.force_login(principal_of(signing, "supporting"))

    response = client.post(
        reverse("agreement_scan", args=[signing.pk]),
        scan_fields(signing, signed_on="2999-01-01"),
    )

    assert response.status_code == 422
    assert list(response.context["scan_form"].errors) == ["signed_on"]
    assert "2999-01-01" in response.text
    assert not Signature.objects.exists()


# --- Decisions of the bureau ----------------------------------------------------------------
def test_a_draft_goes_its_way_to_the_signing_and_back(client, bureau, pairing):
    pairing.programme.asks_for_approval = True
    pairing.programme.save()
    agreement = create_agreement(
        pairing=pairing, signed_on=None, created_on=timezone.localdate()
    )
    create_obligation(agreement=agreement)
    staff = create_member(role="bureau_staff", bureau=bureau)

    def state(user, name, **fields):
        client.force_login(user)
        post(client, f"agreement_{name}", agreement, **fields)
        agreement.refresh_from_db()
        return agreement.state

    assert state(staff, "offer") == "draft"
    for side, after in (("supporting", "draft"), ("receiving", "agreed")):
        user = principal_of(agreement, side)
        client.force_login(user)
        form = client.get(reverse("agreement", args=[agreement.pk])).context["agree_form"]
        sha256 = form["sha256"].value()
        fields = {"agree-side": side, "agree-sha256": sha256}
        assert state(user, "agree", **fields) == after
    today = timezone.localdate().isoformat()
    approval = {"approve-body": "领导小组", "approve-decided_on": today}
    assert state(user, "open") == "agreed"  # not approved yet
    assert state(staff, "approve", **approval) == "approved"
    assert state(user, "open") == "signing"
    assert state(user, "return") == "signing"  # back needs a note
    assert state(user, "return", **{"return-note": "节数有误"}) == "draft"
    page = client.get(reverse("agreement", args=[agreement.pk]))
    assert "节数有误" in page.text
    # to write it anew; two agree, the bureau approves, it is opened, two sign, it is in force
    looks = [step.look for step in page.context["page"].steps]
    assert looks[-9:] == ["back", "next", *["todo"] * 7]


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("bureau_staff", {"offer", "return", "remind"}),
        ("inspector", set()),
        ("liaison", {"offer", "remind"}),
        ("principal", {"offer", "agree", "return", "remind"}),
    ],
)
def test_each_role_does_its_own_acts_on_a_draft(client, bureau, pairing, role, allowed):
    agreement = create_agreement(pairing=pairing, signed_on=None)
    create_obligation(agreement=agreement)
    client.force_login(member(role, bureau, pairing))

    answers = {act: post(client, f"agreement_{act}", agreement).status_code for act in BEFORE}

    assert {act for act, status in answers.items() if status != 403} == allowed


def test_the_bureau_lets_an_agreement_rest_and_ends_it(client, bureau, pairing):
    agreement = create_agreement(pairing=pairing)
    client.force_login(create_member(role="bureau_staff", bureau=bureau))
    days = {"suspend-starts_on": "2026-01-05", "suspend-ends_on": "2026-01-09"}

    reverse_days = {"suspend-starts_on": "2026-01-09", "suspend-ends_on": "2026-01-05"}
    wrong = post(client, "agreement_suspend", agreement, **reverse_days)
    post(client, "agreement_suspend", agreement, **days, **{"suspend-reason": "校舍改造"})
    post(client, "agreement_end", agreement, **{"end-on": "2026-06-30", "end-reason": "撤并"})

    agreement.refresh_from_db()
    assert wrong.status_code == 422
    assert 'value="2026-01-09"' in wrong.text  # what was typed is kept
    assert list(agreement.suspensions.values_list("starts_on", "reason")) == [
        (date(2026, 1, 5), "校舍改造")
    ]
    assert (agreement.state, agreement.terminated_on) == ("terminated", date(2026, 6, 30))


def test_a_day_outside_the_agreement_is_refused_in_words(client, bureau, pairing):
    agreement = create_agreement(pairing=pairing)
    client.force_login(create_member(role="bureau_staff", bureau=bureau))

    response = client.post(
        reverse("agreement_end", args=[agreement.pk]),
        {"end-on": "2030-01-01", "end-reason": "x"},
        follow=True,
    )

    assert "2030-01-01" in response.text
    assert "2027-03-09" in response.text
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE
