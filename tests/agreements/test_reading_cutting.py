"""One card cut in two where a person says so, and two cards made one."""

import pytest

from agreements.reader import read
from agreements.readings import cutting
from agreements.readings.cards import (
    CardState,
    correct,
    decide,
    from_json,
    make,
    to_json,
    work_of,
)
from agreements.readings.plan import plan_of
from tests.agreements.reader.test_inverse import HEAD

TOGETHER = "甲方每学期为乙方举行专题讲座和集体备课共四次"


def text_of(*sentences: str) -> str:
    return HEAD + "一、任务\n" + "".join(f"{n}. {s}。\n" for n, s in enumerate(sentences, 1))


def begun(*sentences: str):
    text = text_of(*sentences)
    reading = read(text)
    clauses = [
        {"label": c.label, "heading": c.heading, "span": [c.span.start, c.span.end]}
        | {"parent": c.parent}
        for c in reading.clauses
    ]
    return text, work_of(reading), clauses


def said(text: str, card) -> list[str]:
    return [text[a:b] for a, b in card.places]


def test_a_card_is_cut_where_one_of_its_clauses_begins():
    text, work, _clauses = begun(TOGETHER)
    (card,) = work.shown

    words = [part.words for part in cutting.parts_of(text, card)]

    assert words == ["甲方每学期为乙方举行专题讲座", "和集体备课共四次"]


def test_each_half_has_fields_of_its_own_and_both_keep_what_holds_for_both():
    text, work, _clauses = begun(TOGETHER)
    (card,) = work.shown
    cut = cutting.parts_of(text, card)[1].start

    found = cutting.split_at(work, card.key, at=cut, text=text)

    first, second = found.shown
    assert [said(text, one) for one in (first, second)] == [
        ["甲方每学期为乙方举行专题讲座"],
        ["集体备课共四次"],
    ]
    assert [one.duty.get("activity_types") for one in (first, second)] == [
        ["lecture"],
        ["joint_planning"],
    ]
    assert [one.duty.get("minimum") for one in (first, second)] == [None, 4]
    assert {one.duty.get("period") for one in (first, second)} == {"term"}
    assert {one.duty.get("party") for one in (first, second)} == {"supporting"}
    assert {one.state for one in (first, second)} == {CardState.OPEN}


def test_a_half_of_which_nothing_is_read_has_its_own_type_and_a_blank_for_the_number():
    text, work, _clauses = begun(f"甲方每学期到乙方指导管理工作两次，{TOGETHER[5:]}")
    card = work.shown[1]

    found = cutting.split_at(work, card.key, at=text.index("和集体"), text=text)

    _visit, first, second = found.shown
    assert [(one.duty["activity_types"], one.duty["period"]) for one in (first, second)] == [
        (["lecture"], "term"),
        (["joint_planning"], "term"),
    ]
    assert [one.lacks_number for one in (first, second)] == [True, False]
    assert (first.duty.get("minimum"), second.duty["minimum"]) == (None, 4)


def test_what_a_person_had_corrected_holds_for_both_halves():
    text, work, _clauses = begun(TOGETHER)
    (card,) = work.shown
    work = correct(work, card.key, duty={**card.duty, "party": "both", "venue": "alternating"})
    cut = cutting.parts_of(text, card)[1].start

    found = cutting.split_at(work, card.key, at=cut, text=text)

    assert [(c.duty["party"], c.duty["venue"]) for c in found.shown] == [
        ("both", "alternating"),
        ("both", "alternating"),
    ]


def test_a_sentence_of_which_nothing_was_read_is_cut_into_two_cards_as_well():
    text, work, _clauses = begun("现有教师36名，另有学生500人")
    (mark,) = work.marks
    work = make(work, mark.key)
    (card,) = work.shown

    found = cutting.split_at(work, card.key, at=text.index("另有"), text=text)

    assert [said(text, one) for one in found.shown] == [["现有教师36名"], ["另有学生500人"]]
    assert [one.duty for one in found.shown] == [{"period": "term"}, {"period": "term"}]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("集体备课", "集体备课"),
        ("集 体备课", "集体备课"),  # spaces of a page that breaks its lines
        ("甲方每学期为乙方举行专题讲座", "和集体备课"),  # what begins it is the first half
    ],
)
def test_words_say_where_the_second_half_begins(words, place):
    text, work, _clauses = begun(TOGETHER)
    (card,) = work.shown

    assert cutting.place_of_words(text, card, words) == text.index(place)


@pytest.mark.parametrize("words", ["", "教研活动"])
def test_words_that_are_not_in_the_card_are_no_place(words):
    text, work, _clauses = begun(TOGETHER)

    with pytest.raises(cutting.NoPlaceToCutError):
        cutting.place_of_words(text, work.shown[0], words)


@pytest.mark.parametrize("place", [0, -1, 10_000, "start", "end"])
def test_where_nothing_is_left_on_one_side_nothing_is_cut(place):
    text, work, _clauses = begun(TOGETHER)
    (card,) = work.shown
    at = {"start": card.span[0], "end": card.span[1]}.get(place, place)

    with pytest.raises(cutting.NoPlaceToCutError):
        cutting.split_at(work, card.key, at=at, text=text)


def test_a_share_goes_with_the_half_it_follows():
    text, work, _clauses = begun(f"{TOGETHER}，其中语文一次")
    whole, share = work.shown
    assert share.whole == whole.key

    found = cutting.split_at(work, whole.key, at=text.index("和集体"), text=text)

    _first, second, moved = found.shown
    assert (moved.key, moved.whole) == (share.key, second.key)


# --- Merging ----------------------------------------------------------------------------------
def test_any_other_duty_of_the_clause_and_the_neighbours_can_be_taken_in():
    _text, work, clauses = begun(
        "甲方每学期上示范课四节，开展专题讲座两次，听课评课十节",
        "双方每学年召开联席会议一次",
        "乙方每学年选派两名教师到甲方跟岗学习",
    )
    names = {card.key: card.duty["activity_types"][0] for card in work.shown}
    partners = cutting.Partners(work, clauses)

    found = {name: [names[c.key] for c in partners.of(key)] for key, name in names.items()}

    assert found == {
        "demo_lesson": ["lecture", "lesson_observation"],
        "lecture": ["demo_lesson", "lesson_observation"],
        "lesson_observation": ["demo_lesson", "lecture", "joint_meeting"],
        "joint_meeting": ["lesson_observation", "shadowing"],
        "shadowing": ["joint_meeting"],
    }


def test_duties_of_other_clauses_are_not_taken_in():
    _text, work, clauses = begun(
        "甲方每学期上示范课四节", "甲方每学期开展专题讲座两次", "双方每学年召开联席会议一次"
    )
    first, _second, third = work.shown

    with pytest.raises(cutting.NotTogetherError):
        cutting.merge(work, first.key, other=third.key, clauses=clauses)


def test_a_number_goes_before_a_blank():
    _text, work, clauses = begun("甲方定期到乙方听课", "甲方每学年到乙方开展专题讲座两次")
    blank, counted = work.shown
    assert blank.lacks_number

    (made,) = cutting.merge(work, blank.key, other=counted.key, clauses=clauses).shown

    assert (made.lacks_number, made.duty["minimum"], made.duty["period"]) == (
        False,
        2,
        "school_year",
    )


def test_words_between_the_two_places_of_a_card_are_kept():
    text, work, clauses = begun(
        "甲方每学期上示范课四节，场地由学校自行布置，开展专题讲座两次，听课评课十节"
    )
    lesson, lecture, observation = work.shown
    work = decide(work, lecture.key, state=CardState.ACCEPTED)

    work = cutting.merge(work, lesson.key, other=observation.key, clauses=clauses)
    made = next(card for card in work.shown if card.key != lecture.key)
    work = decide(work, made.key, state=CardState.ACCEPTED)
    plan = plan_of(text, clauses=clauses, work=from_json(to_json(work)))

    assert said(text, made) == ["甲方每学期上示范课四节", "听课评课十节"]
    assert [duty.key for duty in plan.duties] == [made.key, lecture.key]
    assert "场地由学校自行布置" in "".join(one.text + one.closing for one in plan.clauses)
