"""Donations: money and goods typed once, confirmed by the other school, counted, summed up."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from activities import services
from activities.facts import DonationFacts, GoodsLine
from activities.models import Activity, Condition, Donation
from activities.registers import donations_of, totals_of
from compliance.judging import verdicts_of
from tests.activities.desk import DAY, TODAY
from tests.activities.stage import ON, create_stage
from tests.factories import at, create_agreement, create_member, create_obligation

DESKS = GoodsLine(name="课桌椅", quantity=40, unit="套", unit_value=Decimal("125.50"))
BOOKS = GoodsLine(name="图书", quantity=600, unit="册", total_value=Decimal(9000))
BALLS = GoodsLine(name="皮球", quantity=12, unit="个", condition="used")


def money(stage, amount: str, **fields) -> Activity:
    return stage.log(
        type="donation_money",
        amount=Decimal(amount),
        heads=(),
        lessons=0,
        donation=DonationFacts(purpose="添置图书", receipt_number="0012345"),
        **fields,
    )


def goods(stage, *lines: GoodsLine, **fields) -> Activity:
    return stage.log(
        type="donation_goods",
        goods=sum(line.quantity for line in lines),
        heads=(),
        lessons=0,
        donation=DonationFacts(purpose="改善办学条件", lines=lines),
        **fields,
    )


def confirm(stage, activity: Activity) -> None:
    services.confirm(stage.link(activity), by=stage.bob, at=at(ON, 20))


def counted(stage, measure: str, *, on=TODAY, **fields):
    agreement = create_agreement(pairing=stage.pairing)
    create_obligation(
        agreement=agreement,
        activity_types=[f"donation_{'money' if measure == 'amount' else 'goods'}"],
        measure=measure,
        minimum=1,
    )
    verdicts = verdicts_of(stage.pairing, on=on)
    return next(v for v in verdicts if v.window.starts_on <= on <= v.window.ends_on)


# --- Counting ---------------------------------------------------------------------------------
def test_sums_of_money_add_up_to_the_fen(stage):
    for amount in ("3000.10", "0.20", "9999999.99"):
        confirm(stage, money(stage, amount))

    assert counted(stage, "amount").counted == Decimal("10003000.29")


@pytest.mark.parametrize(
    ("lines", "pieces"), [((DESKS,), 40), ((DESKS, BOOKS), 640), ((BALLS,), 12)]
)
def test_pieces_of_all_lines_add_up_whatever_is_known_of_their_value(stage, lines, pieces):
    confirm(stage, goods(stage, *lines))

    assert counted(stage, "goods").counted == pieces


def test_goods_never_become_money(stage):
    confirm(stage, goods(stage, DESKS, BOOKS))

    assert counted(stage, "amount").counted == 0


def test_a_donation_counts_only_once_the_receiving_school_confirmed_it(stage):
    money(stage, "3000")

    verdict = counted(stage, "amount")

    assert (verdict.counted, verdict.near_misses[0].would_count) == (0, 3000)


def test_a_donation_put_right_after_its_return_counts_as_corrected(stage):
    activity = goods(stage, DESKS, BOOKS)
    services.return_(stage.link(activity), by=stage.bob, at=at(ON, 20), reason="少收两套")
    right = GoodsLine(name="课桌椅", quantity=38, unit="套", unit_value=Decimal("125.50"))
    services.revise(
        activity,
        stage.facts(
            type="donation_goods",
            goods=638,
            heads=(),
            lessons=0,
            donation=DonationFacts(purpose="改善办学条件", lines=(right, BOOKS)),
        ),
        by=stage.alice,
        at=at(ON + DAY),
        is_submitted=True,
    )
    services.confirm(stage.link(activity), by=stage.bob, at=at(ON + DAY, 20))

    links = donations_of(stage.pairing, user=stage.bob)

    assert counted(stage, "goods").counted == 638
    assert [str(line) for line in Donation.objects.get().lines.all()] == [
        "课桌椅 38 套",
        "图书 600 册",
    ]
    assert totals_of(links).value == 38 * Decimal("125.50") + 9000


# --- The register -----------------------------------------------------------------------------
def test_totals_hold_what_both_confirmed_and_say_what_nobody_can_value(stage):
    confirm(stage, money(stage, "3000.50"))
    confirm(stage, goods(stage, DESKS, BOOKS, BALLS))
    money(stage, "777")

    totals = totals_of(donations_of(stage.pairing, user=stage.alice))

    assert (totals.amount, totals.pieces, totals.value) == (Decimal("3000.50"), 652, 14020)
    assert (totals.unknown, totals.waiting) == (1, 1)


def test_the_register_shows_no_draft_of_the_other_school_and_no_other_pairing(stage):
    money(stage, "5", is_submitted=False)
    other = create_stage()
    confirm(other, money(other, "7"))

    assert donations_of(stage.pairing, user=stage.bob) == []
    assert donations_of(other.pairing, user=stage.alice) == []
    assert len(donations_of(stage.pairing, user=stage.alice)) == 1


def test_the_file_has_a_row_for_each_line_and_each_sum(stage, enter, day):
    confirm(stage, money(stage, "3000.50"))
    confirm(stage, goods(stage, DESKS, BALLS))

    answer = enter(stage.bob).get(f"/pairings/{stage.pairing.pk}/donations/export/")

    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [list(row[4:13]) for row in sheet.iter_rows(2, values_only=True)]
    assert rows == [
        ["课桌椅", 40, "套", Condition.NEW.label, 125.5, 5020, None, "改善办学条件", None],
        ["皮球", 12, "个", Condition.USED.label, None, None, None, "改善办学条件", None],
        [None, None, None, None, None, None, 3000.5, "添置图书", "0012345"],
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_the_database_as_often_for_three_as_for_one(
    stage, enter, day, number, django_assert_max_num_queries
):
    for _ in range(number):
        confirm(stage, goods(stage, DESKS, BOOKS))
    browser = enter(create_member(role="inspector", bureau=stage.receiving.bureau))

    with django_assert_max_num_queries(22):
        browser.get(f"/pairings/{stage.pairing.pk}/donations/")


# --- The forms --------------------------------------------------------------------------------
def typed(*lines: dict, **fields) -> dict:
    data = {
        "token": str(uuid4()),
        "giver": "supporting",
        "received_on": ON.isoformat(),
        "purpose": "改善办学条件",
        "receipt_number": "",
        "lines-TOTAL_FORMS": str(len(lines)),
        "lines-INITIAL_FORMS": "0",
        "action": "submit",
    }
    for number, line in enumerate(lines):
        data |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return data | fields


def post(enter, stage, kind: str, data: dict):
    return enter(stage.alice).post(f"/pairings/{stage.pairing.pk}/donations/new/{kind}/", data)


def test_money_is_typed_once_and_waits_for_the_other_school(stage, enter, day):
    answer = post(enter, stage, "money", typed(amount="3000.50"))

    activity = Activity.objects.get()
    assert answer.url == f"/activities/{activity.pk}/answer/"
    assert (activity.type, activity.amount) == ("donation_money", Decimal("3000.50"))
    assert (activity.school, list(activity.done_by.all())) == (
        stage.receiving,
        [stage.supporting],
    )
    assert stage.link(activity).state == "pending_confirm"


def test_goods_are_typed_in_lines_and_empty_lines_are_left_out(stage, enter, day):
    lines = (
        {"name": "课桌椅", "quantity": "40", "unit": "套", "unit_value": "125.50"},
        {"condition": "new"},
        {"name": "皮球", "quantity": "12", "condition": "used"},
    )
    post(enter, stage, "goods", typed(*lines))

    activity = Activity.objects.get()
    assert activity.goods == 52
    assert [(x.name, x.quantity, x.value) for x in activity.donation.lines.all()] == [
        ("课桌椅", 40, Decimal("5020.00")),
        ("皮球", 12, None),
    ]


@pytest.mark.parametrize(
    ("kind", "data", "where"),
    [
        ("money", {"amount": "0"}, "amount"),
        ("money", {"amount": "0.001"}, "amount"),
        ("money", {"amount": "三千"}, "amount"),
        ("money", {}, "amount"),
        ("money", {"amount": "5", "received_on": str(TODAY + timedelta(1))}, "received_on"),
        ("money", {"amount": "5", "purpose": "经手人 11010119900307123X"}, "purpose"),
        ("money", {"amount": "5", "giver": "bureau"}, "giver"),
    ],
)
def test_a_poor_form_says_what_is_wrong_and_writes_nothing(
    stage, enter, day, kind, data, where
):
    page = post(enter, stage, kind, typed() | data)

    assert list(page.context["form"].errors) == [where]
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ({"name": "书"}, "quantity"),
        ({"quantity": "3"}, "name"),
        ({"name": "书", "quantity": "0"}, "quantity"),
        ({"name": "书", "quantity": "1", "unit_value": "2", "total_value": "2"}, "total_value"),
    ],
)
def test_a_poor_line_says_what_is_wrong_and_writes_nothing(stage, enter, day, line, where):
    page = post(enter, stage, "goods", typed(line))

    assert list(page.context["lines"].errors[0]) == [where]
    assert not Activity.objects.exists()


def test_goods_without_a_line_are_refused(stage, enter, day):
    page = post(enter, stage, "goods", typed({"condition": "new"}))

    assert len(page.context["lines"].non_form_errors()) == 1
    assert not Activity.objects.exists()


def test_more_lines_come_without_a_script_and_nothing_typed_is_lost(stage, enter, day):
    page = post(enter, stage, "goods", typed({"name": "书", "quantity": "x"}, action="more"))

    lines = page.context["lines"]
    assert len(lines.forms) > 3
    assert (lines.forms[0]["name"].value(), lines.forms[0]["quantity"].value()) == ("书", "x")
    assert page.context["form"]["purpose"].value() == "改善办学条件"
    assert not page.context["form"].errors


def test_who_confirms_reads_every_line(stage, enter, day):
    goods(stage, DESKS, BALLS)

    page = enter(stage.bob).get("/confirm/").content.decode()

    assert "课桌椅 40套" in page
    assert "皮球 12个" in page


def test_a_returned_donation_is_changed_on_its_own_form(stage, enter, day):
    activity = goods(stage, DESKS)
    services.return_(stage.link(activity), by=stage.bob, at=at(ON, 20), reason="少收两套")
    browser = enter(stage.alice)
    assert browser.get(f"/activities/{activity.pk}/edit/").url == (
        f"/donations/{activity.pk}/edit/"
    )
    page = browser.get(f"/donations/{activity.pk}/edit/")
    assert page.context["lines"].forms[0]["quantity"].value() == 40

    line = {"name": "课桌椅", "quantity": "38", "unit": "套", "unit_value": "125.50"}
    browser.post(
        f"/donations/{activity.pk}/edit/",
        typed(line, token=str(activity.form_token)) | {"lines-INITIAL_FORMS": "1"},
    )

    activity.refresh_from_db()
    assert (activity.goods, stage.link(activity).state) == (38, "pending_confirm")
    page = enter(stage.bob).get(f"/activities/{activity.pk}/")
    assert any(
        "38" in after for _what, _before, after in page.context["revisions"][0]["changes"]
    )


def test_the_log_leads_donations_to_their_own_form(stage, enter, day):
    answer = enter(stage.alice).get(f"/log/?pairing={stage.pairing.pk}&type=donation_goods")

    assert answer.url == f"/pairings/{stage.pairing.pk}/donations/new/goods/"
