"""The page on which a text is reviewed: what needs a number, what is known, split and merged by
plain forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Agreement, AgreementReading, CopyHolder, Obligation
from agreements.readings.cards import from_json
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_programme,
    create_school,
)

pytestmark = pytest.mark.django_db

TEXT = """学校结对帮扶协议书
甲方（支援学校）：青岚县明德路小学
乙方（受援学校）：青岚县松坪乡中心小学
一、帮扶内容
1. 甲方每学期到乙方指导管理工作两次以上，为乙方举行专题讲座和集体备课共四次，听课评课十节。
2. 双方定期组织学生交流活动。
3. 乙方选派若干名教师到甲方跟岗学习。
二、其他
本协议期限为三年，自2025年9月1日至2028年8月31日。
本协议一式四份，甲、乙双方各执一份，报教育局备案两份。
"""


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def client(client, bureau):
    client.force_login(create_member(role="bureau_staff", bureau=bureau, name="沈砚秋"))
    return client


@pytest.fixture
def begun(client) -> AgreementReading:
    file = SimpleUploadedFile("协议.txt", TEXT.encode())
    client.post("/agreements/readings/new/", {"purpose": "agreement", "file": file})
    return AgreementReading.objects.get()


def address(reading, *more) -> str:
    return "/".join(["/agreements/readings", str(reading.pk), *map(str, more), ""])


def shown(client, reading):
    return client.get(address(reading)).context["page"]


def view_of(client, reading, words: str):
    return next(view for view in shown(client, reading).cards if words in view.quote)


def act(client, reading, name: str, card, **more):
    fields = {"act": name, "card": card.key, "revision": card.revision, **more}
    return client.post(address(reading, "act"), fields, follow=True)


def quotes(client, reading) -> list[str]:
    return [view.quote for view in shown(client, reading).cards]


# --- What needs a number ----------------------------------------------------------------------
def test_what_needs_a_number_before_signing_is_listed_with_the_word_that_leaves_it_open(
    client, begun
):
    page = client.get(address(begun))

    listed = page.context["page"].lacking
    assert [(view.name, view.blank) for view in listed] == [
        ("学生交流", "定期"),
        ("跟岗学习", "若干"),
    ]
    assert "有 2 项任务签署前须定数" in page.text
    for view in listed:
        assert f'href="?show=all&amp;card={view.card.key}#d{view.card.key}"' in page.text


def quick(view, **more) -> dict:
    duty = view.card.duty
    return {
        "revision": view.card.revision,
        "party": duty["party"],
        "activity": "+".join(duty["activity_types"]),
        "minimum": "",
        "measure": duty.get("measure", "events"),
        "period": duty["period"],
        "venue": duty.get("venue", "anywhere"),
        **more,
    }


ANSWERS = (
    ("accepted as it is", {}, ("accepted", True, None)),
    ("given a number", {"minimum": "2"}, ("corrected", False, 2)),
)


@pytest.mark.parametrize(
    ("fields", "expected"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS]
)
def test_a_duty_without_a_number_is_left_to_the_schools_or_given_one(
    client, begun, fields, expected
):
    view = view_of(client, begun, "学生交流")

    client.post(address(begun, "duties", view.card.key), quick(view, **fields))

    card = view_of(client, begun, "学生交流").card
    assert (card.state, card.lacks_number, card.duty.get("minimum")) == expected


def test_a_duty_without_a_number_can_be_no_duty_and_is_asked_for_no_longer(client, begun):
    act(client, begun, "not_a_duty", view_of(client, begun, "学生交流").card)

    assert [view.name for view in shown(client, begun).lacking] == ["跟岗学习"]


def test_what_was_read_without_doubt_is_accepted_at_once_and_no_blank_with_it(client, begun):
    client.post(address(begun, "act"), {"act": "accept_sure"})

    opened = [view.name for view in shown(client, begun).cards if view.is_open]
    assert opened == ["学生交流", "跟岗学习"]


# --- What the heading read --------------------------------------------------------------------
def test_copies_and_days_are_shown_as_read_and_are_no_sentences_left_over(client, begun):
    page = client.get(address(begun))

    found = page.context["page"]
    assert found.marks == ()
    assert [(field.value, field.quotes) for field in found.known] == [
        ("2025-09-01 – 2028-08-31", ("本协议期限为三年，自2025年9月1日至2028年8月31日",)),
        ("4", ("本协议一式四份，甲、乙双方各执一份，报教育局备案两份",)),
        ("甲方、乙方、教育局 2", ("本协议一式四份，甲、乙双方各执一份，报教育局备案两份",)),
    ]
    assert '<span class="ui-hl is-told">本协议一式四份' in page.text


def test_who_keeps_copies_goes_into_the_draft(client, begun, bureau):
    pairing = create_pairing(
        supporting=create_school(bureau=bureau, name="青岚县明德路小学"),
        receiving=create_school(bureau=bureau, name="青岚县松坪乡中心小学"),
        programme=create_programme(bureau=bureau),
    )
    client.post(address(begun, "act"), {"act": "accept_sure"})
    for words in ("学生交流", "跟岗学习"):
        act(client, begun, "accept", view_of(client, begun, words).card)
    form = client.get(address(begun, "finish")).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    client.post(address(begun, "finish"), {**fields, "pairing": pairing.pk, "number": "QL-1"})

    made = Agreement.objects.get()
    assert list(made.copy_holders.values_list("holder", "count")) == [
        ("甲方", 1),
        ("乙方", 1),
        ("教育局", 2),
    ]
    assert CopyHolder.objects.count() == 3
    assert Obligation.objects.filter(uncounted=True, minimum=None).count() == 2


# --- Split and merged -------------------------------------------------------------------------
def test_a_duty_is_split_at_the_button_between_its_clauses_and_the_step_is_undone(
    client, begun
):
    view = view_of(client, begun, "专题讲座")
    before = quotes(client, begun)

    page = act(client, begun, "split_at", view.card, cut=view.parts[1].start)

    assert quotes(client, begun)[1:3] == ["为乙方举行专题讲座", "集体备课共四次"]
    first, second = shown(client, begun).cards[1:3]
    assert (first.is_new, second.is_new) == (True, True)
    assert page.redirect_chain[-1][0].endswith(f"#d{first.card.key}")

    client.post(address(begun, "act"), {"act": "undo"})

    assert quotes(client, begun) == before


def test_a_duty_is_split_where_the_typed_words_begin(client, begun):
    view = view_of(client, begun, "专题讲座")

    act(client, begun, "split_at", view.card, words="集体备课")

    assert quotes(client, begun)[1:3] == ["为乙方举行专题讲座", "集体备课共四次"]


@pytest.mark.parametrize("more", [{"words": "没有这些字"}, {"cut": "0"}, {}])
def test_a_duty_that_cannot_be_split_there_stays_and_the_page_says_why(client, begun, more):
    view, before = view_of(client, begun, "专题讲座"), quotes(client, begun)

    page = act(client, begun, "split_at", view.card, **more)

    assert "没有拆开" in page.text
    assert page.redirect_chain[-1][0].endswith(f"#d{view.card.key}")
    assert quotes(client, begun) == before


def test_a_duty_is_merged_with_any_of_its_clause_and_the_step_is_undone(client, begun):
    first, last = view_of(client, begun, "指导管理"), view_of(client, begun, "听课评课")
    before = quotes(client, begun)
    assert last.card.key in [one.key for one in first.partners]

    act(client, begun, "merge", first.card, other=last.card.key)

    made = next(view for view in shown(client, begun).cards if view.is_new)
    assert made.quote == "甲方每学期到乙方指导管理工作两次以上 …… 听课评课十节"
    assert made.card.duty["activity_types"] == ["visit", "lesson_observation"]

    client.post(address(begun, "act"), {"act": "undo"})

    assert quotes(client, begun) == before


def test_a_duty_of_another_clause_is_not_merged_and_the_page_says_why(client, begun):
    first, other = view_of(client, begun, "指导管理"), view_of(client, begun, "跟岗学习")
    before = quotes(client, begun)

    page = act(client, begun, "merge", first.card, other=other.card.key)

    assert "只有同一条款内的任务" in page.text
    assert quotes(client, begun) == before


def test_a_work_kept_before_cards_had_several_places_is_still_read():
    row = {"key": 0, "span": [0, 3], "duty": {}, "sources": {}, "state": "open"}

    (card,) = from_json({"cards": [row]}).cards

    assert card.places == [(0, 3)]
