"""Agreements that wait for somebody stand on that person's home page, and on nobody else's."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements import services
from agreements.document import document_of
from agreements.models import Agreement, Signature
from agreements.services import moving
from agreements.todos import BUREAU_ACTS, SCHOOL_ACTS, of_bureau, of_schools
from agreements.version import text_sha256
from agreements.waiting import Due
from tests.factories import (
    at,
    create_agreement,
    create_bureau,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    sign,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 5)
BOTH, LIAISONS = {"A", "B"}, {"a", "b"}


@pytest.fixture
def agreement():
    programme = create_programme(asks_for_approval=True)
    return create(pairing=create_pairing(programme=programme))


def create(**fields) -> Agreement:
    agreement = create_agreement(signed_on=None, state="draft", **fields)
    create_obligation(agreement=agreement)
    return agreement


@pytest.fixture
def people(agreement):
    """``a``, ``b``: liaisons; ``A``, ``B``: principals; the others have no part in it."""
    a, b = agreement.pairing.supporting_school, agreement.pairing.receiving_school
    other = create_pairing()
    return {
        "a": create_member(role="liaison", school=a),
        "b": create_member(role="liaison", school=b),
        "A": create_member(role="principal", school=a),
        "B": create_member(role="principal", school=b),
        "bureau": create_member(role="bureau_staff", bureau=b.bureau),
        "inspector": create_member(role="inspector", bureau=b.bureau),
        "stranger": create_member(role="principal", school=other.receiving_school),
        "other bureau": create_member(role="bureau_staff", bureau=create_bureau()),
    }


def sha256_of(agreement) -> str:
    return text_sha256(document_of(moving.whole(agreement)))


def offer(agreement, people):
    services.offer(agreement, sha256=sha256_of(agreement), by=people["a"], at=at(DAY))


def agree(agreement, side, by):
    sha256 = sha256_of(agreement)
    services.agree(agreement, side=side, sha256=sha256, title="校长", by=by, at=at(DAY))


def agree_a(agreement, people):
    agree(agreement, "supporting", people["A"])


def agree_b(agreement, people):
    agree(agreement, "receiving", people["B"])


def approve(agreement, people):
    by = people["bureau"]
    services.approve(agreement, body="领导小组", decided_on=DAY, by=by, at=at(DAY))


def open_it(agreement, people):
    services.open_for_signing(agreement, by=people["bureau"], at=at(DAY))


def sign_a(agreement, _people):
    sign(agreement, side="supporting", on=DAY)


def give_back(agreement, people):
    services.send_back(agreement, note="节数请核对", by=people["B"], at=at(DAY))


def end_pairing(agreement, _people):
    agreement.pairing.ended_on = DAY
    agreement.pairing.save()


def acts(user, *, on: date = DAY) -> list[str]:
    found = [*of_schools(user, on=on), *of_bureau(user, on=on)]
    return [todo.act for todo in found]


OFFERED = (offer,)
AGREED = (*OFFERED, agree_a, agree_b)
OPENED = (*AGREED, approve, open_it)


@pytest.mark.parametrize(
    ("steps", "due", "waited_for"),
    [
        pytest.param((), None, set(), id="being written, it is asked of nobody"),
        pytest.param(OFFERED, Due.AGREE, BOTH, id="sent: both principals"),
        pytest.param((*OFFERED, agree_a), Due.AGREE, {"B"}, id="the other principal"),
        pytest.param(AGREED, Due.APPROVE, {"bureau"}, id="agreed on: the bureau approves"),
        pytest.param(
            (*AGREED, approve),
            Due.OPEN,
            {"bureau", *BOTH, *LIAISONS},
            id="approved: either school or the bureau opens it",
        ),
        pytest.param(OPENED, Due.SIGN, BOTH, id="open: both principals sign"),
        pytest.param((*OPENED, sign_a), Due.SIGN, {"B"}, id="one has signed"),
        pytest.param(
            (*OFFERED, give_back), Due.REWORK, {*BOTH, *LIAISONS}, id="returned: the schools"
        ),
        pytest.param((*OPENED, end_pairing), None, set(), id="the pairing has ended"),
    ],
)
def test_a_line_stands_for_whoever_is_waited_for(agreement, people, steps, due, waited_for):
    for step in steps:
        step(agreement, people)

    found = {name: acts(user) for name, user in people.items()}

    told = str((SCHOOL_ACTS | BUREAU_ACTS)[due]) if due else ""
    assert found == {name: [told] if name in waited_for else [] for name in people}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((), ""),
        (OFFERED, "等甲校、乙校办理，已 3 天"),
        ((*OFFERED, agree_a), "等乙校办理，已 3 天"),
        (AGREED, "等某局办理，已 3 天"),
        ((*AGREED, approve), "待开放签署 · 已等3天"),
        ((*OPENED, sign_a), "等乙校办理，已 3 天"),
        ((*OFFERED, give_back), "已退回 · 已等3天"),
        ((*OPENED, end_pairing), ""),
    ],
)
def test_the_list_of_agreements_says_who_is_waited_for(client, agreement, people, steps, told):
    pairing = agreement.pairing
    for row, name in (
        (pairing.supporting_school, "甲校"),
        (pairing.receiving_school, "乙校"),
        (pairing.programme.bureau, "某局"),
    ):
        type(row).objects.filter(pk=row.pk).update(name=name)
    for step in steps:
        step(agreement, people)
    client.force_login(people["inspector"])

    with time_machine.travel(at(DAY + timedelta(3)), tick=False):
        page = client.get(reverse("agreement_list")).context["page"]

    assert [row.waits for row in page if row.pk == agreement.pk] == [told]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_any_number_under_way(
    client, people, agreement, count, django_assert_num_queries
):
    offer(agreement, people)
    for number in range(1, count):
        offer(create(pairing=agreement.pairing, number=f"XY-{number}"), people)
    client.force_login(people["bureau"])
    client.get(reverse("agreement_list"))

    # Nine for the list; the rows under way with their signatures and assents, and their steps.
    with django_assert_num_queries(13):
        page = client.get(reverse("agreement_list")).context["page"]

    assert len([row for row in page if row.waits]) == count


def test_a_draft_that_changed_since_waits_for_whoever_agreed_to_the_words_of_before(
    agreement, people
):
    offer(agreement, people)
    agree_a(agreement, people)
    agreement.clauses.exclude(parent=None).update(heading="改过的一条", text="改过的话。")

    assert acts(people["A"]) == acts(people["B"]) == [str(SCHOOL_ACTS[Due.AGREE])]


def test_a_seal_is_waited_for_from_the_side_that_has_not_given_it(agreement, people):
    Agreement.objects.filter(pk=agreement.pk).update(needs_seal=True)
    agreement.refresh_from_db()
    for step in OPENED:
        step(agreement, people)
    for side in ("supporting", "receiving"):
        sign(agreement, side=side, on=DAY)
    Signature.objects.filter(side="receiving").update(sealed_on=None)

    assert (acts(people["A"]), acts(people["B"])) == ([], [str(SCHOOL_ACTS[Due.SEAL])])


def test_where_only_paper_is_signed_the_line_asks_for_the_scan(people, agreement):
    for step in OPENED:
        step(agreement, people)
    programme = agreement.pairing.programme
    programme.signing_way = "paper"
    programme.save()

    assert acts(people["A"]) != [str(SCHOOL_ACTS[Due.SIGN])]
    assert len(acts(people["A"])) == 1


def test_a_line_tells_since_when_what_was_said_and_where_to_go(agreement, people):
    offer(agreement, people)
    give_back(agreement, people)

    [todo] = of_schools(people["a"], on=DAY + timedelta(days=4))

    pairing = agreement.pairing
    sides = f"{pairing.supporting_school.label} → {pairing.receiving_school.label}"
    assert (todo.about, todo.since_on, todo.days, todo.note, todo.address) == (
        f"{agreement.number} · {sides}",
        DAY,
        4,
        "节数请核对",
        reverse("agreement", args=[agreement.pk]),
    )


def test_staff_of_one_bureau_who_only_inspect_another_decide_nothing_there(agreement, people):
    for step in AGREED:
        step(agreement, people)
    mixed = create_member(role="bureau_staff", bureau=create_bureau())
    mixed.memberships.create(role="inspector", bureau=agreement.pairing.receiving_school.bureau)

    assert acts(mixed) == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_drafts_costs_a_school_the_same(
    people, agreement, count, django_assert_num_queries
):
    rows = [agreement, *(create(pairing=agreement.pairing) for _ in range(count - 1))]
    for row in rows:
        offer(row, people)
        agree_a(row, people)
    acts(people["B"])  # what is remembered of the person

    # The rows with signatures and assents, their steps; and the words, which one agreed to.
    with django_assert_num_queries(4 + 10):
        found = list(of_schools(people["B"], on=DAY))

    assert len(found) == count


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_agreements_costs_a_bureau_the_same(
    people, agreement, count, django_assert_num_queries
):
    rows = [agreement, *(create(pairing=agreement.pairing) for _ in range(count - 1))]
    for row in rows:
        for step in AGREED:
            step(row, people)
    acts(people["bureau"])

    with django_assert_num_queries(2):
        found = list(of_bureau(people["bureau"], on=DAY))

    assert len(found) == count


def test_the_home_page_leads_a_principal_to_what_is_to_be_signed_and_a_stranger_nowhere(
    client, agreement, people
):
    for step in OPENED:
        step(agreement, people)

    pages = {}
    with time_machine.travel(at(DAY), tick=False):
        for name in ("B", "a", "stranger"):
            client.force_login(people[name])
            pages[name] = client.get(reverse("home")).text

    link = f'href="{reverse("agreement", args=[agreement.pk])}#turn"'
    assert {name: link in text for name, text in pages.items()} == {
        "B": True,
        "a": False,
        "stranger": False,
    }
    assert {name: 'id="todo"' in text for name, text in pages.items()} == {
        "B": True,
        "a": False,
        "stranger": False,
    }
