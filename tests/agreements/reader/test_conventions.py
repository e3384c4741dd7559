"""The conventions, one row each, in sentences of our own."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations

HEAD = "甲方(支援学校):青溪中学\n乙方(受援学校):石桥中学\n"
SILENT = {
    "party": None,
    "period": None,
    "min": None,
    "max": None,
    "unit": None,
    "each_of": None,
    "per_event_min_people": None,
    "per_event_min_days": None,
    "part_of": None,
    "deadline": None,
}


def said(text: str) -> list[dict]:
    """What is read from ``text`` between two schools; silent keys left out."""
    found = obligations(read(HEAD + text))
    return [
        {k: v for k, v in entry.items() if v is not None and k != "start"} for entry in found
    ]


def one(text: str, **keys) -> dict:
    return {"text": text, **keys}


NUMBERS = {
    "characters": ("甲方每学期送教三次。", {"min": 3, "unit": "次"}),
    "full-width": ("甲方每学期送教３次。", {"min": 3, "unit": "次"}),
    "or more": ("甲方每学期送教3次以上。", {"min": 3, "unit": "次"}),
    "not fewer": ("甲方每学期送教不少于3次。", {"min": 3, "unit": "次"}),
    "at most": ("甲方每学期送教不超过3次。", {"max": 3, "unit": "次"}),
    "within": ("甲方每学期选派3名以内教师任教。", {"max": 3, "unit": "名"}),
    "a range": ("甲方每学期送教3至5次。", {"min": 3, "max": 5, "unit": "次"}),
    "a range with a dash": (
        "甲方每学期选派1—2名教师任教。",
        {"min": 1, "max": 2, "unit": "名"},
    ),
    "ten thousands": ("甲方每学期资助乙方2.5万元。", {"min": 25000, "unit": "元"}),
    "a blank": ("甲方每学期选派____名教师任教。", {"unit": "名"}),
}


@pytest.mark.parametrize(("text", "keys"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_read_in_every_way_of_writing(text, keys):
    assert said(text) == [one(text.rstrip("。"), party="supporting", period="term", **keys)]
