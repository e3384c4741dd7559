"""定期, 经常, 若干名 with an act: duties that wait for a number."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations
from tests.agreements.reader.test_inverse import HEAD

# Sentence, words of the duty, party, types, measure, period.
WAITING = (
    (
        "双方定期组织学生交流活动，增进友谊。",
        ("双方定期组织学生交流活动", "both", ("student_exchange",), "events", "term"),
    ),
    (
        "甲方不定期到乙方听课评课。",
        ("甲方不定期到乙方听课评课", "supporting", ("lesson_observation",), "events", "term"),
    ),
    (
        "乙方选派若干名教师到甲方跟岗学习。",
        (
            "乙方选派若干名教师到甲方跟岗学习",
            "receiving",
            ("shadowing",),
            "people",
            "agreement",
        ),
    ),
    (
        "甲方向乙方捐赠一定数量的图书。",
        (
            "甲方向乙方捐赠一定数量的图书",
            "supporting",
            ("donation_goods",),
            "goods",
            "agreement",
        ),
    ),
    (
        "甲方提供一定的资金支持。",
        ("甲方提供一定的资金支持", "supporting", ("donation_money",), "amount", "agreement"),
    ),
    (
        "甲方每学年上示范课四节，经常开展专题讲座。",
        ("经常开展专题讲座", "supporting", ("lecture",), "events", "school_year"),
    ),
    (
        "甲方指導教師定期到乙方聽課。",
        ("甲方指導教師定期到乙方聽課", "supporting", ("lesson_observation",), "events", "term"),
    ),
)
# What asks for no number: it is said beside, nothing is done, it was done, it is wished.
SILENT = (
    "双方定期召开联席会议，每学期不少于一次。",
    "甲方定期到乙方听课评课，每学期听课评课不少于十节。",
    "双方定期召开联席会议（每学期两次）。",
    "双方建立定期研究工作的制度。",
    "上学期甲方先后不定期开展了专题讲座。",
    "希望双方经常开展联席会议。",
    "不断提高教师素质，在一定程度上改善办学条件。",
)


@pytest.mark.parametrize(("sentence", "expected"), WAITING, ids=[row[0] for row in WAITING])
def test_an_act_without_a_number_waits_for_one(sentence, expected):
    text = f"{HEAD}一、任务\n1. {sentence}\n"

    reading = read(text)
    (duty,) = reading.uncounted

    asked = duty.obligation
    assert (
        duty.span.of(text),
        asked.party,
        asked.activity_types,
        asked.measure,
        asked.period,
    ) == expected
    assert (asked.uncounted, asked.minimum, asked.maximum) == (True, None, None)
    assert reading.unread == ()


@pytest.mark.parametrize("sentence", SILENT)
def test_where_no_number_is_asked_nothing_waits(sentence):
    reading = read(f"{HEAD}一、任务\n1. {sentence}\n")

    assert [duty.span.of(reading.text) for duty in reading.uncounted] == []


def test_what_waits_for_a_number_is_none_of_the_annotated_duties():
    text = f"{HEAD}一、任务\n1. 双方定期组织学生交流活动。甲方每学期上示范课四节。\n"

    reading = read(text)

    assert [row["text"] for row in obligations(reading)] == ["甲方每学期上示范课四节"]
    assert len(reading.uncounted) == 1


def test_the_word_that_leaves_the_number_open_has_its_place():
    text = f"{HEAD}一、任务\n1. 乙方选派若干名教师到甲方跟岗学习。\n"

    (duty,) = read(text).uncounted

    places = {name: [p.of(text) for p in found] for name, found in duty.sources.items()}
    assert (places["uncounted"], places["measure"]) == (["若干"], ["名"])
