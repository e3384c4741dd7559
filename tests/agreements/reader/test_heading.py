"""What stands around the duties, each field with the words it was read from."""

import pytest

from agreements.reader import read
from tests.agreements.reader.test_inverse import HEAD

# The words behind 一式…份 and who keeps how many.
COPIES = (
    ("四份，甲、乙双方各执一份，报县教育局备案两份", 4, "甲方 1、乙方 1、县教育局 2"),
    ("三份，甲方、乙方和市教育局各执一份", 3, "甲方 1、乙方 1、市教育局 1"),
    ("肆份，甲方执两份，乙方执一份，县教育局存档一份", 4, "甲方 2、乙方 1、县教育局 1"),
    ("四份，双方及双方主管部门各执一份", 4, "甲方 1、乙方 1、甲方主管部门 1、乙方主管部门 1"),
    ("五份，双方各执两份，一份报教育局备案", 5, "甲方 2、乙方 2、教育局 1"),
    ("三份。甲乙双方各执一份，教育局留存一份", 3, "甲方 1、乙方 1、教育局 1"),
    ("六份，甲、乙双方各执一份", 6, ""),  # two of six: who has the rest nobody says
    ("两份", 2, ""),
)


@pytest.mark.parametrize(("words", "copies", "holders"), COPIES, ids=[c[0] for c in COPIES])
def test_copies_and_who_keeps_them_are_read(words, copies, holders):
    text = f"{HEAD}一、其他\n1. 本协议一式{words}。\n"

    reading = read(text)

    found = "、".join(f"{name} {count}" for name, count in reading.heading.holders)
    assert (reading.heading.copies, found) == (copies, holders)
    (place,) = reading.heading.places["copies"]
    assert place.of(text) == f"本协议一式{words}"
    assert reading.unread == ()


def test_the_days_are_read_wherever_they_are_said_and_are_no_sentence_left_over():
    first = "自2025年9月1日至2028年8月31日"
    second = "本协议期限为三年，自2025年9月1日起至2028年8月31日止"
    text = f"{HEAD}双方{first}结对。\n一、期限\n1. {second}。\n"

    reading = read(text)

    places = [place.of(text) for place in reading.heading.places["starts_on"]]
    assert places == [f"双方{first}", second.removesuffix("止")]
    assert reading.unread == ()


def test_another_number_in_the_sentence_of_the_days_is_still_shown():
    days = "本协议自2025年9月1日至2028年8月31日有效"
    text = f"{HEAD}一、期限\n1. {days}，期内教师人数36名。\n"

    assert [one.why for one in read(text).unread] == ["number"]


def test_days_that_nobody_filled_in_are_still_shown():
    text = f"{HEAD}一、期限\n1. 帮扶时间自20xx年至20xx年。\n"

    assert [one.why for one in read(text).unread] == ["blank"]
