"""The ways people write one thing."""

from datetime import date, datetime

import pytest

from pairing.sheets import cells


@pytest.mark.parametrize(
    "written",
    [
        "2026.9.1",
        "2026-09-01",
        "2026/9/1",
        "2026年9月1日",
        "２０２６．９．１",
        " 2026 年 9 月 1 日 ",
        "20260901",
        "2026-09-01 00:00:00",
        "46266",
        46266,
        46266.0,
        datetime(2026, 9, 1),  # noqa: DTZ001 -- as Excel gives it
        date(2026, 9, 1),
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert cells.day(written) == date(2026, 9, 1)


@pytest.mark.parametrize("written", ["2026-02-30", "九月一日", "2026.9", "12", "99999999"])
def test_what_is_no_day_is_refused_with_the_cell_in_the_sentence(written):
    with pytest.raises(ValueError, match=written):
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (3499000001.0, "3499000001"),
        ("3499000001.0", "3499000001"),
        (3499000001, "3499000001"),
        ("0012", "0012"),
        ("３４９９０００００１", "3499000001"),
        (" 3499 000001\u200b", "3499000001"),
        ("'-12", "-12"),
        (None, ""),
    ],
)
def test_a_code_keeps_its_digits_and_nothing_else(written, code):
    assert cells.code(written) == code


def test_a_code_that_excel_has_shortened_is_refused():
    with pytest.raises(ValueError, match=r"3\.499E\+09"):
        cells.code("3.499E+09")


@pytest.mark.parametrize(
    "written", ["a、b", "a，b", "a,b", "a；b", "a;b", "a/b", "a　b", "a｜b"]
)
def test_a_list_has_many_separators(written):
    assert cells.words(written) == ["a", "b"]


@pytest.mark.parametrize("written", ["-1", "1.5", "many", "1000"])
def test_what_is_no_whole_number_in_bounds_is_refused(written):
    with pytest.raises(ValueError, match=written):
        cells.whole(written, most=999)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_made_harmless_and_comes_back(text):
    safe = cells.formula_safe(text)

    assert safe == f"'{text}"
    assert cells.plain(safe) == text.strip()


def test_other_texts_and_numbers_are_left_alone():
    assert [cells.formula_safe(v) for v in ("一小", -1, None)] == ["一小", -1, None]
