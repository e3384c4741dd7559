"""The fixed words of the papers: numerals, sums in capitals, days, file names, stamps."""

import hashlib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.documents import words
from reports.documents.chart import Bar, bars_pieces, whole
from reports.documents.stamps import stamp_of


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")],
)
def test_sections_count_in_chinese(number, text):
    assert words.ordinal(number) == text


@pytest.mark.parametrize("number", [0, 100])
def test_a_number_that_no_section_has_is_refused(number):
    with pytest.raises(ValueError, match=f"{number} is not between 1 and 99"):
        words.ordinal(number)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("105", "壹佰零伍元整"),
        ("51280", "伍万壹仟贰佰捌拾元整"),
        ("51280.06", "伍万壹仟贰佰捌拾元零陆分"),
        ("12000.50", "壹万贰仟元伍角整"),
        ("10001", "壹万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("3300.25", "叁仟叁佰元贰角伍分"),
    ],
)
def test_sums_of_money_are_written_in_capitals(amount, text):
    assert words.yuan_in_capitals(Decimal(amount)) == text


def test_a_sum_below_zero_cannot_be_written_in_capitals():
    with pytest.raises(ValueError, match="-1 cannot be written"):
        words.yuan_in_capitals(Decimal(-1))


@pytest.mark.parametrize(
    ("spaced", "tight"),
    [
        ("计入 2 次，还差 1 次", "计入2次，还差1次"),
        ("赵喆 — 朱慧敏", "赵喆—朱慧敏"),
        ("80% 的时间", "80%的时间"),
        ("Class 3 B", "Class 3 B"),
    ],
)
def test_print_parts_no_figures_from_characters(spaced, tight):
    assert words.tight(spaced) == tight


def test_days_of_one_year_name_it_once():
    assert words.days(date(2026, 3, 2), date(2026, 7, 3)) == "2026年3月2日至7月3日"
    assert words.days(date(2025, 9, 1), date(2026, 1, 5)) == "2025年9月1日至2026年1月5日"
    assert words.days(date(2025, 9, 1), date(2025, 9, 1)) == "2025年9月1日"


def test_a_file_name_holds_no_sign_that_a_file_system_refuses():
    assert words.file_name("甲校/乙校", "总 结", "2026-11-23") == "甲校乙校_总结_2026-11-23.pdf"


def test_a_stamp_is_the_checksum_of_the_canonical_data():
    stamp = stamp_of({"b": 1, "a": "翀"}, name="data.json", site="https://jd.example/")

    assert stamp.content == '{"a":"翀","b":1}'.encode()
    assert stamp.sha256 == hashlib.sha256(stamp.content).hexdigest()
    assert "".join(stamp.groups) == stamp.sha256
    digits = stamp.sha256[:12].upper()
    assert stamp.code == f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
    assert stamp.address_words == f"jd.example/v/{stamp.code}"
    assert stamp.qr.startswith("<svg")
    assert stamp.enclosure().content == stamp.content


def test_a_bar_that_is_not_met_is_hatched_marked_and_cut_where_it_is_too_long():
    bars = [
        Bar(label="示范课", share=Fraction(13), figure="13次，约定1次", mark=""),
        Bar(label="听课研修", share=Fraction(1, 2), figure="1次，约定2次", mark="○"),
    ]

    drawn = whole(bars_pieces(bars), title="完成率")

    assert drawn.count('fill="#5a5a5a"') == 1
    assert 'width="240.0"' in drawn  # 130 per cent, not 1,300
    assert "1次，约定2次　○" in drawn
