"""The main job in a real browser: logged, confirmed by the other school, judged, printed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pairing.models import PairingMember, Term
from tests.conftest import DESK, PHONE
from tests.factories import (
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county():
    """Two schools in the middle of a term; one demonstration lesson asked in it."""
    on = timezone.localdate()
    bureau = create_bureau(name="青岚县教育局")
    Term.objects.create(
        bureau=bureau,
        school_year=on.year,
        season="autumn",
        stage="primary",
        starts_on=on - timedelta(days=60),
        ends_on=on + timedelta(days=60),
    )
    pairing = create_pairing(
        supporting=create_school(name="青岚县第一实验小学", bureau=bureau, stages=["primary"]),
        receiving=create_school(name="青岚县石鼓湾小学", bureau=bureau, stages=["primary"]),
        starts_on=on - timedelta(days=90),
    )
    agreement = create_agreement(
        pairing=pairing,
        starts_on=on - timedelta(days=90),
        ends_on=on + timedelta(days=640),
        signed_on=on - timedelta(days=92),
        created_on=on - timedelta(days=99),
    )
    clause = create_clause(agreement=agreement)
    create_obligation(clause=clause, minimum=1, venue="receiving")
    people = {
        "log": create_member(role="liaison", school=pairing.supporting_school, name="罗佳宁"),
        "confirm": create_member(
            role="liaison", school=pairing.receiving_school, name="马若溪"
        ),
        "sign": create_member(
            role="principal", school=pairing.supporting_school, name="程立群"
        ),
    }
    for key in ("log", "confirm"):
        PairingMember.objects.create(pairing=pairing, person=people[key].person, role="liaison")
    return {"pairing": pairing, "agreement": agreement, **people}


def test_a_lesson_is_logged_confirmed_judged_and_the_agreement_downloaded(
    county, open_page, login, worker, tmp_path
):
    phone = login(open_page(size=PHONE), county["log"].username)
    phone.get_by_role("link", name="记一次").click()
    phone.check("input[name=type][value=demo_lesson]")
    phone.fill(f"#id_heads_{county['pairing'].supporting_school_id}", "2")
    phone.fill(f"#id_heads_{county['pairing'].receiving_school_id}", "9")
    phone.fill("#id_lessons", "2")
    phone.get_by_role("button", name="提交").click()
    phone.wait_for_url("**/answer/")
    assert "示范课" in phone.inner_text("main")

    other = login(open_page(size=PHONE), county["confirm"].username)
    other.goto("/confirm/")
    other.locator("form[action$='/confirm/'] button[type=submit]").first.click()
    other.wait_for_url("**/answer/")

    judged = login(open_page(size=DESK), county["sign"].username)
    judged.goto(f"/pairings/{county['pairing'].pk}/")
    cell = judged.locator("a.ui-cell.is-met").first
    assert "已完成" in cell.inner_text()
    cell.click()
    assert "已完成" in judged.inner_text("main")

    judged.goto(f"/agreements/{county['agreement'].pk}/")
    judged.locator(f"form[action='/agreements/{county['agreement'].pk}/pdf/'] button").click()
    judged.wait_for_url("**/jobs/*/")
    with judged.expect_download(timeout=60_000) as download:
        judged.get_by_role("link", name="下载").click(timeout=60_000)
    saved = tmp_path / "agreement.pdf"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(".pdf")
