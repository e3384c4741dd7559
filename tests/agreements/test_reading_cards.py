"""The duties of a real text as cards."""

from agreements.reader import read
from agreements.readings.cards import work_of
from tests.agreements.reader.test_inverse import HEAD


def test_what_bounds_a_duty_stands_on_its_card_and_has_none_of_its_own():
    first = "甲方每学期到乙方送教一次，每次不少于3节，涉及4个以上学科"
    second = "甲方每年组织专题讲座，第一年2次，第二年4次"
    text = f"{HEAD}一、任务\n1. {first}；{second}。\n"

    lessons, lectures = work_of(read(text)).cards

    assert [text[slice(*card.span)] for card in (lessons, lectures)] == [first, second]
    assert (lessons.duty["floor_lessons"], lessons.duty["coverage_distinct"]) == (3, 4)
    assert [line["minimum"] for line in lectures.duty["quotas"]] == [2, 4]
