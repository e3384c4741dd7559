"""Long tables as lines, charts that are read without colour, names as lines of a title."""

import re

import pytest
from django.template.loader import render_to_string

from reports.documents import words
from reports.documents.blocks import Column, Lines, Table, group_row, row
from reports.documents.chart import Pair, pairs_svg
from reports.documents.reading import texts_of
from reports.documents.sheets import MOST_ROWS, compact, table

COLUMNS = (Column(title="序号", width=11), Column(title="内容", width=145))


def made(count: int) -> Table:
    rows = [group_row(COLUMNS, "第一学期")]
    rows += [row(COLUMNS, (str(n), f"活动{n}")) for n in range(1, count)]
    return table(COLUMNS, rows)


@pytest.mark.parametrize(("count", "kind"), [(MOST_ROWS, Table), (MOST_ROWS + 1, Lines)])
def test_a_table_too_long_becomes_lines_under_the_same_headings(count, kind):
    found = compact(made(count))

    assert type(found) is kind
    if kind is Lines:
        ((title, lines),) = found.groups
        assert (title, len(lines), lines[0]) == ("第一学期", count - 1, "1　活动1")
        assert found.legend == "各行依次为：序号、内容。"


def test_markup_in_a_cell_or_a_line_is_text():
    rows = [row(COLUMNS, ("1", "<script>&"))]
    for block in (table(COLUMNS, rows), Lines(groups=(("<b>", ("<script>&",)),))):
        html = render_to_string("pdf/parts/block.html", {"block": block})

        assert "<script>" not in html
        assert "&lt;script&gt;&amp;" in html


def test_every_bar_has_its_figure_and_what_falls_short_is_hatched():
    svg = pairs_svg(
        [Pair(label="教学", asked=4, done=3), Pair(label="管理", asked=2, done=2)], title="图"
    )

    assert re.findall(r">(\d+期)<", svg) == ["4期", "3期", "2期", "2期"]
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) == {"#fff", "#000", "#5a5a5a"}


def test_nothing_agreed_and_nothing_done_is_drawn_without_a_bar():
    assert ">0期<" in pairs_svg([Pair(label="空", asked=0, done=0)], title="图")


@pytest.mark.parametrize(
    ("name", "sizes"),
    [("石门学校", [4]), ("字" * 20, [20]), ("字" * 21, [11, 10]), ("字" * 60, [20, 20, 20])],
)
def test_a_long_name_is_cut_into_lines_nearly_alike(name, sizes):
    assert [len(line) for line in words.in_lines(name)] == sizes


def test_reading_names_the_table_a_text_stands_in():
    class Stub:
        title, to, issuer, lead, last_words, annexes = ("题",), "局：", "校", "起", "止", ()
        blocks = (table(COLUMNS, [row(COLUMNS, ("1", "字"))], caption="表1"),)

    assert ("表1", "字") in set(texts_of(Stub))
