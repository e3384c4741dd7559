"""A text at work: what is decided card by card, what two people cannot do to each other, the
draft it becomes."""

import hashlib
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.models import (
    Agreement,
    AgreementReading,
    AgreementState,
    AgreementTemplate,
    Clause,
    Obligation,
    ReadingState,
)
from agreements.readings import cards, plan
from agreements.readings.cards import CardState, MarkState
from agreements.rendering import render
from agreements.services import PairingEndedError, readings
from agreements.services.reading_errors import (
    NotAcceptableError,
    NothingToUndoError,
    NumberTakenError,
    ReadingClosedError,
    StaleStepError,
    UndecidedError,
)
from records.models import Event
from tests.agreements.reading_case import TEXT, reading
from tests.factories import (
    at,
    create_agreement,
    create_bureau,
    create_member,
    create_pairing,
    create_programme,
    create_school,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 1)
VISIT, LESSON, SHARE, EXCHANGE = range(4)


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def staff(bureau):
    return create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")


@pytest.fixture
def when(staff):
    return {"by": staff, "at": at(DAY)}


@pytest.fixture
def pairing(bureau):
    return create_pairing(
        supporting=create_school(bureau=bureau, name="青岚县明德路小学"),
        receiving=create_school(bureau=bureau, name="青岚县松坪乡中心小学"),
        programme=create_programme(bureau=bureau),
    )


@pytest.fixture
def begun(bureau, when):
    return begin(bureau, when)


def begin(bureau, when, *, purpose="agreement") -> AgreementReading:
    content = TEXT.encode()
    file = readings.SentFile(
        name="协议.txt", content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    return readings.begin_reading(
        file, reading=reading(), bureau=bureau, purpose=purpose, **when
    )


def work_of(row) -> cards.Work:
    return cards.from_json(AgreementReading.objects.get(pk=row.pk).work)


def states(row) -> dict[int, str]:
    return {card.key: str(card.state) for card in work_of(row).shown}


def decide_all(row, when) -> None:
    readings.accept_sure(row, **when)
    readings.accept(row, key=EXCHANGE, revision=1, **when)


def draft_of(pairing, **fields) -> Agreement:
    fields = {
        "number": "QL-2026-0001",
        "title": "学校结对帮扶协议书",
        "starts_on": DAY,
        "ends_on": date(2029, 8, 31),
    } | fields
    return Agreement(pairing=pairing, **fields)


# --- What was read ----------------------------------------------------------------------------
def test_a_reading_keeps_the_file_and_what_was_read_and_creates_nothing_else(begun):
    with begun.source.open() as kept:
        assert kept.read() == TEXT.encode()
    assert begun.text == TEXT
    assert states(begun) == {VISIT: "open", LESSON: "open", SHARE: "open", EXCHANGE: "open"}
    assert not Agreement.objects.exists()
    assert list(Event.objects.values_list("verb", flat=True)) == ["reading.begun"]


def test_the_same_file_is_not_begun_twice_while_it_is_at_work(bureau, begun, when):
    assert begin(bureau, when).pk == begun.pk

    readings.abandon(begun, **when)

    assert begin(bureau, when).pk != begun.pk


def test_cards_come_back_from_json_as_they_were():
    work = cards.work_of(reading())

    assert cards.from_json(json.loads(json.dumps(cards.to_json(work)))) == work


def test_every_card_says_its_clause(begun):
    work = work_of(begun)

    assert [render(readings.row_of_card(work, card.key)) for card in work.shown] == [
        "甲方校长或副校长每学期到乙方指导工作不少于2次",
        "甲方每学期到乙方上示范课不少于4节",
        "其中上语文学科示范课不少于1节",
        "甲乙双方每学期共同开展学生交流____次",
    ]


# --- Decided card by card ---------------------------------------------------------------------
def test_what_was_read_without_doubt_is_accepted_at_once_and_what_lacks_a_number_is_not(
    begun, when
):
    assert readings.sure_keys(work_of(begun)) == [VISIT, LESSON, SHARE]

    readings.accept_sure(begun, **when)

    assert states(begun) == {
        VISIT: "accepted",
        LESSON: "accepted",
        SHARE: "accepted",
        EXCHANGE: "open",
    }


def test_a_duty_corrected_is_accepted_with_what_was_typed(begun, when):
    duty = {**work_of(begun).card(VISIT).duty, "minimum": 3}

    readings.correct(begun, key=VISIT, revision=1, duty=duty, **when)

    card = work_of(begun).card(VISIT)
    assert (card.state, card.duty["minimum"], card.read["minimum"]) == ("corrected", 3, 2)


def test_a_duty_that_contradicts_itself_is_not_accepted_and_nothing_changes(begun, when):
    duty = {**work_of(begun).card(VISIT).duty, "maximum": 1}

    with pytest.raises(NotAcceptableError):
        readings.correct(begun, key=VISIT, revision=1, duty=duty, **when)

    assert states(begun)[VISIT] == "open"


def test_a_duty_without_a_party_is_not_accepted(begun, when):
    duty = {**work_of(begun).card(VISIT).duty}
    del duty["party"]

    with pytest.raises(NotAcceptableError) as caught:
        readings.correct(begun, key=VISIT, revision=1, duty=duty, **when)

    assert [str(p.finding) for p in caught.value.facts["problems"]] == ["no_party"]


def test_who_has_not_seen_the_newest_overwrites_nothing(begun, when):
    readings.set_aside(begun, key=VISIT, revision=1, state=CardState.NOT_A_DUTY, **when)

    with pytest.raises(StaleStepError):
        readings.accept(begun, key=VISIT, revision=1, **when)

    assert states(begun)[VISIT] == "not_a_duty"


def test_two_people_on_two_duties_do_not_stand_in_each_others_way(begun, when):
    readings.accept(begun, key=VISIT, revision=1, **when)
    readings.accept(begun, key=LESSON, revision=1, **when)

    assert (states(begun)[VISIT], states(begun)[LESSON]) == ("accepted", "accepted")


def test_a_share_is_open_again_when_its_whole_is_taken_out(begun, when):
    readings.accept_sure(begun, **when)

    readings.set_aside(begun, key=LESSON, revision=2, state=CardState.DROPPED, **when)

    assert (states(begun)[LESSON], states(begun)[SHARE]) == ("dropped", "open")


def test_a_duty_is_split_by_its_types_and_the_shares_go_with_the_first(begun, when):
    duty = {**work_of(begun).card(LESSON).duty, "activity_types": ["demo_lesson", "lecture"]}
    readings.correct(begun, key=LESSON, revision=1, duty=duty, **when)
    revision = work_of(begun).card(LESSON).revision

    readings.split(begun, key=LESSON, revision=revision, **when)

    found = {c.key: (c.duty.get("activity_types"), c.whole) for c in work_of(begun).shown}
    assert found == {
        VISIT: (["visit"], None),
        SHARE: (["demo_lesson"], 4),
        EXCHANGE: (["student_exchange"], None),
        4: (["demo_lesson"], None),
        5: (["lecture"], None),
    }


def test_two_duties_are_merged_into_one_with_the_types_and_places_of_both(begun, when):
    readings.merge(begun, key=LESSON, revision=1, other=VISIT, **when)

    made = work_of(begun).card(4)
    places = [work_of(begun).cards[key].span for key in (VISIT, LESSON)]
    assert made.duty["activity_types"] == ["demo_lesson", "visit"]
    assert made.places == places
    assert states(begun) == {4: "open", SHARE: "open", EXCHANGE: "open"}
    assert work_of(begun).card(SHARE).whole == 4


def test_a_sentence_that_was_not_read_becomes_a_duty_or_stays_text(begun, when):
    readings.judge_mark(begun, mark=0, state=MarkState.NO_DUTY, **when)
    assert work_of(begun).open_marks == []

    readings.make_duty(begun, mark=0, **when)

    made = work_of(begun).card(4)
    assert TEXT[made.span[0] : made.span[1]] == "每人发放资料3份。"
    with pytest.raises(NotAcceptableError):
        readings.accept(begun, key=4, revision=1, **when)
    with pytest.raises(StaleStepError):
        readings.make_duty(begun, mark=0, **when)


def test_the_last_step_is_undone_and_no_page_opened_before_it_is_taken_for_the_newest(
    begun, when
):
    readings.accept(begun, key=VISIT, revision=1, **when)
    shown = work_of(begun).card(VISIT).revision

    readings.undo(begun, **when)

    assert states(begun)[VISIT] == "open"
    with pytest.raises(StaleStepError):
        readings.accept(begun, key=VISIT, revision=shown, **when)
    with pytest.raises(NothingToUndoError):
        readings.undo(begun, **when)


# --- The draft --------------------------------------------------------------------------------
def test_nothing_is_created_while_a_duty_is_undecided(begun, pairing, when):
    readings.accept_sure(begun, **when)

    with pytest.raises(UndecidedError):
        readings.finish(begun, agreement=draft_of(pairing), **when)

    assert not Agreement.objects.exists()


def test_the_accepted_duties_become_the_duties_of_a_draft(begun, pairing, when):
    decide_all(begun, when)

    made = readings.finish(begun, agreement=draft_of(pairing), **when)

    assert made.state == AgreementState.DRAFT
    assert made.preamble == "为缩小校际差距，双方约定如下。"
    clauses = made.clauses.order_by("parent__order", "order")
    assert [
        (c.place, c.heading, c.text, c.closing) for c in clauses if c.parent_id is None
    ] == [
        ("一", "学校管理", "", ""),
        ("二", "教育教学", "", ""),
    ]
    assert [(c.text, c.closing) for c in clauses if c.parent_id] == [
        ("甲方指导乙方完善各项管理制度。", "交流办学经验。"),
        ("", ""),
        ("", "增进友谊。"),
        ("每人发放资料3份。", ""),
    ]
    rows = list(Obligation.objects.order_by("pk"))
    assert [(row.name, row.minimum, row.uncounted) for row in rows] == [
        ("到校指导", 2, False),
        ("示范课", 4, False),
        ("学生交流", None, True),
        ("语文示范课", 1, False),
    ]
    assert rows[3].part_of == rows[1]
    begun.refresh_from_db()
    assert (begun.state, begun.agreement) == (ReadingState.DONE, made)
    with pytest.raises(ReadingClosedError):
        readings.accept(begun, key=VISIT, revision=2, **when)


def test_what_is_no_counted_duty_stays_as_words_and_what_is_dropped_does_not(begun, when):
    readings.accept_sure(begun, **when)
    readings.set_aside(begun, key=VISIT, revision=2, state=CardState.NOT_A_DUTY, **when)
    readings.set_aside(begun, key=EXCHANGE, revision=1, state=CardState.DROPPED, **when)
    begun.refresh_from_db()

    texts = [c.text + c.closing for c in readings.plan_of_reading(begun).clauses]

    assert texts == [
        "",
        "甲方指导乙方完善各项管理制度。甲方校长或副校长每学期到乙方指导管理工作两次以上，"
        "交流办学经验。",
        "",
        "",
        "，增进友谊。",
        "每人发放资料3份。",
    ]


def test_the_founding_document_is_named_once_where_the_preamble_named_it():
    preamble = "根据市教育局《关于结对帮扶的通知》（青教〔2025〕48号）精神，订立协议如下："

    found = plan.with_policy_hole(preamble, policy_title="关于结对帮扶的通知")

    assert found == "根据市教育局{policy}精神，订立协议如下："
    assert plan.with_policy_hole(preamble, policy_title="") == preamble
    assert plan.with_policy_hole(preamble, policy_title="另一份通知") == preamble


def test_what_the_agreement_says_by_itself_is_left_out_and_named(begun, when):
    decide_all(begun, when)
    begun.refresh_from_db()

    assert readings.plan_of_reading(begun).left_out == (
        "本协议一式两份。",
        "甲方（盖章）：",
        "年\u3000月\u3000日",
        "甲方（支援学校）：青岚县明德路小学",
        "乙方（受援学校）：青岚县松坪乡中心小学",
    )


def test_a_draft_that_cannot_be_made_leaves_nothing_behind(begun, pairing, when):
    decide_all(begun, when)
    create_agreement(number="QL-2026-0001")
    due = {**work_of(begun).card(VISIT).duty, "due_kind": "fixed", "due_on": "2020-01-01"}

    with pytest.raises(NumberTakenError):
        readings.finish(begun, agreement=draft_of(pairing), **when)
    readings.correct(
        begun, key=VISIT, revision=work_of(begun).card(VISIT).revision, duty=due, **when
    )
    with pytest.raises(ValidationError):
        readings.finish(begun, agreement=draft_of(pairing, number="QL-2"), **when)
    pairing.ended_on = DAY
    pairing.save()
    with pytest.raises(PairingEndedError):
        readings.finish(begun, agreement=draft_of(pairing, number="QL-3"), **when)

    assert Agreement.objects.count() == 1
    assert not Clause.objects.exists()
    begun.refresh_from_db()
    assert begun.state == ReadingState.OPEN


def test_a_text_becomes_a_template_of_a_programme(bureau, when, pairing):
    row = begin(bureau, when, purpose="template")
    decide_all(row, when)
    new = AgreementTemplate(programme=pairing.programme, name="标准协议", title="协议书")

    made = readings.finish_template(row, template=new, **when)

    content = plan.from_json(AgreementTemplate.objects.get(pk=made.pk).content)
    assert [duty.duty["name"] for duty in content.duties] == [
        "到校指导",
        "示范课",
        "语文示范课",
        "学生交流",
    ]
    assert not Agreement.objects.exists()
