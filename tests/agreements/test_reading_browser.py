"""The whole way in a real browser: a Word file becomes a draft with its duties."""

from datetime import date

import pytest

from agreements.models import Agreement, AgreementReading, Obligation
from agreements.readings.cards import from_json
from tests.agreements.paper import word_file
from tests.conftest import PHONE
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_programme,
    create_school,
)

PARAGRAPHS = (
    "学校结对帮扶协议书",
    "甲方（支援学校）：青岚县明德路小学",
    "乙方（受援学校）：青岚县松坪乡中心小学",
    "为缩小校际差距，双方约定如下：",
    "一、教育教学",
    "1.甲方每学期到乙方上示范课不少于4节。",
    "2.甲方每学期为乙方举行专题讲座不少于3次。",
    "二、其他",
    "1.双方互相学习，共同提高。",
)


@pytest.fixture
def staff(transactional_db):
    bureau = create_bureau(name="青岚县教育局")
    create_pairing(
        supporting=create_school(bureau=bureau, name="青岚县明德路小学"),
        receiving=create_school(bureau=bureau, name="青岚县松坪乡中心小学"),
        programme=create_programme(bureau=bureau),
        code="JD-1",
    )
    return create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")


def send(page, *more) -> None:
    """``more`` are paragraphs behind the others."""
    page.goto("/agreements/readings/new/")
    page.set_input_files(
        "input[type=file]",
        {"name": "协议.docx", "mimeType": "", "buffer": word_file(*PARAGRAPHS, *more)},
    )
    page.click("form[data-upload] button[type=submit]")
    page.wait_for_url("**/readings/*/")


def test_a_word_file_becomes_a_draft_with_its_duties(open_page, login, staff):
    page = login(open_page(), staff.username)
    send(page)
    clauses = page.locator(".ui-read.is-here [data-clause]")

    while page.locator(".ui-read.is-here [data-accept]").count():
        card = page.locator(".ui-read.is-here")
        is_lesson = "示范课" in card.locator(".ui-quote").inner_text()
        page.select_option(".ui-read.is-here select[name=party]", "supporting")
        page.select_option(
            ".ui-read.is-here select[name=activity]", "demo_lesson" if is_lesson else "lecture"
        )
        page.select_option(".ui-read.is-here select[name=venue]", "receiving")
        words = "上示范课" if is_lesson else "专题讲座"
        clauses.get_by_text(words).wait_for()
        with page.expect_navigation():
            page.click(".ui-read.is-here [data-accept]")

    page.click("a[href$='/finish/']")
    page.select_option(
        "select[name=pairing]",
        label=page.locator("select[name=pairing] option", has_text="JD-1").inner_text(),
    )
    for name, value in (
        ("number", "QL-2026-0001"),
        ("title", "学校结对帮扶协议书"),
        ("starts_on", "2026-09-01"),
        ("ends_on", "2029-08-31"),
    ):
        page.fill(f"input[name={name}]", value)
    if page.locator("input[name=looked]").count():
        page.check("input[name=looked]")
    page.click("form.ui-card button[type=submit] >> nth=0")
    page.wait_for_url("**/agreements/*/")

    made = Agreement.objects.get()
    assert (made.number, made.starts_on, made.state) == (
        "QL-2026-0001",
        date(2026, 9, 1),
        "draft",
    )
    assert list(Obligation.objects.values_list("activity_types", "minimum")) == [
        (["demo_lesson"], 4),
        (["lecture"], 3),
    ]


def test_text_and_cards_are_in_step_by_mouse_and_by_keys(open_page, login, staff):
    page = login(open_page(), staff.username)
    send(page)
    keys = [card.key for card in from_json(AgreementReading.objects.get().work).shown]

    page.click(f".ui-doc [data-to='{keys[1]}'] >> nth=0")
    assert page.locator(".ui-read.is-here").get_attribute("data-card") == str(keys[1])
    page.locator("body").press("k")
    assert page.locator(".ui-read.is-here").get_attribute("data-card") == str(keys[0])
    assert page.locator(".ui-hl.is-here").first.get_attribute("data-to") == str(keys[0])
    page.locator(f"#d{keys[1]}").hover()
    assert page.locator(f".ui-hl.is-over[data-to='{keys[1]}']").count() == 1


JOINED = "2.甲方每学期为乙方举行同课异构活动和集体备课共四次。"
SELECT = """words => {
  const parts = [...document.querySelectorAll(".ui-read.is-here .ui-cut__part")];
  const node = parts.map(one => one.firstChild).find(one => one.textContent.includes(words));
  const start = node.textContent.indexOf(words);
  document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""


def halves() -> list[str]:
    """What the cards of the sentence quote."""
    reading = AgreementReading.objects.get()
    shown = from_json(reading.work).shown
    words = [reading.text[a:b] for card in shown for a, b in card.places]
    return [one for one in words if "同课异构" in one or "备课" in one]


def open_split(page):
    """The card of ``JOINED`` with the places where it can be split."""
    reading = AgreementReading.objects.get()
    at = reading.text.index("同课异构")
    shown = from_json(reading.work).shown
    key = next(card.key for card in shown if card.span[0] <= at < card.span[1])
    page.goto(f"/agreements/readings/{reading.pk}/?card={key}")
    page.focus(f"#d{key} [data-cut] summary")
    page.keyboard.press("Enter")
    return page.locator(f"#d{key} [data-cut]")


def test_words_selected_in_the_sentence_say_where_the_second_duty_begins(
    open_page, login, staff
):
    page = login(open_page(), staff.username)
    send(page, JOINED)
    fold = open_split(page)

    page.evaluate(SELECT, "集体备课")
    typed = fold.locator("input[name=words]")
    page.wait_for_function("input => input.value", arg=typed.element_handle())
    assert typed.input_value() == "集体备课"
    with page.expect_navigation():
        fold.locator(".ui-cut__words button").click()

    assert halves() == ["甲方每学期为乙方举行同课异构活动", "集体备课共四次"]


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_duty_is_split_and_the_step_undone_by_keys_alone(open_page, login, staff, has_script):
    page = login(open_page(size=PHONE, java_script_enabled=has_script), staff.username)
    send(page, JOINED)
    fold = open_split(page)

    fold.locator("button[name=cut]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert halves() == ["甲方每学期为乙方举行同课异构活动", "集体备课共四次"]

    page.locator(".ui-read.is-here button[value=undo]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert halves() == ["甲方每学期为乙方举行同课异构活动和集体备课共四次"]


def test_the_list_of_what_needs_a_number_leads_to_its_field(open_page, login, staff):
    page = login(open_page(size=PHONE), staff.username)
    send(page, "2.双方定期组织学生交流活动。")

    page.click("[data-ask]")

    focused = page.evaluate("document.activeElement.name")
    key = page.locator(".ui-read.is-here").get_attribute("data-card")
    assert (focused, key) == ("minimum", page.locator("[data-ask]").get_attribute("data-ask"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_file_that_is_too_large_is_told_before_it_is_sent(open_page, login, staff, tmp_path):
    page = login(open_page(size=PHONE), staff.username)
    large = tmp_path / "large.docx"
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    page.goto("/agreements/readings/new/")

    page.set_input_files("input[type=file]", large)
    page.click("form[data-upload] button[type=submit]")

    assert page.locator("[data-name]").inner_text() == "文件超过 20 MB，没有上传。"
    assert page.url.endswith("/agreements/readings/new/")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
