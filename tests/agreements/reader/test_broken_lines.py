"""Lines that a page broke inside a number, and lines that only look so."""

import pytest

from tests.agreements.reader.test_conventions import brief, said

BROKEN = {
    "inside the bound": "1．甲方每周听乙方的课不少\n于3节，并作点评。\n2．做好记录。",
    "before the measure": "1．甲方每周检查乙方备课三\n节，并签意见。\n2．做好记录。",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_line_broken_in_its_number_is_read_whole(text):
    assert brief(text) == [("supporting", "week", 3, None, "节")]


def test_a_title_that_ends_in_its_number_takes_nothing_from_below():
    assert said("结对工作计划篇一\n\n本学期，加强教研工作。") == []
