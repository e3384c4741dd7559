"""Long tables as lines, charts that are read without colour, names as lines of a title."""

import re

import pytest
from django.template.loader import render_to_string

from reports.documents import words
from reports.documents.blocks import Column, Lines, Table, group_row, row
from reports.documents.chart import Pair, pairs_pieces, strips, whole
from reports.documents.reading import texts_of
from reports.documents.sheets import LONGEST_CELL, MOST_ROWS, compact, cut, table

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
    pairs = [Pair(label="教学", asked=4, done=3), Pair(label="管理", asked=2, done=2)]

    svg = whole(pairs_pieces(pairs), title="图")

    assert re.findall(r">(\d+期)<", svg) == ["4期", "3期", "2期", "2期"]
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) == {"#fff", "#000", "#5a5a5a"}


def test_nothing_agreed_and_nothing_done_is_drawn_without_a_bar():
    empty = pairs_pieces([Pair(label="空", asked=0, done=0)])

    assert ">0期<" in whole(empty, title="图")


@pytest.mark.parametrize(
    ("count", "parts"), [(1, [1]), (3, [3]), (4, [2, 2]), (7, [2, 2, 3]), (9, [3, 3, 3])]
)
def test_a_chart_is_cut_into_strips_nearly_alike_that_show_together_what_the_whole_shows(
    count, parts
):
    pieces = pairs_pieces([Pair(label=f"第{n}校", asked=9, done=n) for n in range(count)])

    cut, drawn = strips(pieces, title="图"), whole(pieces, title="图")

    def shown(svg: str) -> list[str]:
        return re.findall(r">([^<]+)</text>", svg)

    assert [len(re.findall("第.校", strip)) for strip in cut] == parts
    assert [text for strip in cut for text in shown(strip)] == shown(drawn)
    assert [">约定<" in strip for strip in cut] == [False] * (len(parts) - 1) + [True]


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


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("字" * LONGEST_CELL, [LONGEST_CELL]),
        ("字" * (LONGEST_CELL + 1), [LONGEST_CELL, 1]),
        ("字" * 199 + "。" + "字" * 300, [200, 300]),
        ("字" * 99 + "。" + "字" * 500, [320, 280]),
    ],
)
def test_a_row_with_a_very_long_text_goes_on_in_rows_without_the_rest(text, sizes):
    tall = row(COLUMNS, ("1", text), is_bound=True)

    parts = cut(tall)

    assert [len(part.cells[1].text) for part in parts] == sizes
    assert "".join(part.cells[1].text for part in parts) == text
    assert [part.cells[0].text for part in parts] == ["1", *[""] * (len(sizes) - 1)]
    assert [part.is_bound for part in parts] == ([True] if len(sizes) == 1 else [False] * 2)
