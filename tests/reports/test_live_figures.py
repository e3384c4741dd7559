"""Figures in a text: what is written, what is read, what is refused."""

from datetime import date

import pytest
from django.utils import translation

from reports.documents.live import (
    Live,
    figures_of_pairing,
    filled,
    has_stray_bracket,
    pieces,
    unknown_names,
)
from reports.documents.year import year_summary_of
from tests.factories import create_activity
from tests.reports.paired import LATER, create_pair, create_small_agreement, create_year

FIGURES = {
    "活动次数": Live(value="5次", group="deeds"),
    "甲方": Live(value="云亭", group="basics"),
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("〔甲方〕开展〔活动次数〕。", "云亭开展5次。", id="figures are filled in"),
        pytest.param("青教〔2024〕8号", "青教〔2024〕8号", id="the number of a document"),
        pytest.param("〔没有的〕", "〔没有的〕", id="nobody knows it"),
        pytest.param("〔活动次数", "〔活动次数", id="half of a pair"),
        pytest.param("〔活动\n次数〕", "〔活动\n次数〕", id="over a line's end"),
        pytest.param("", "", id="nothing"),
        pytest.param("<b>〔甲方〕</b>", "<b>云亭</b>", id="markup is text"),
    ],
)
def test_a_text_is_read_with_its_figures(written, read):
    assert filled(written, FIGURES) == read


def test_pieces_tell_figures_from_words():
    found = pieces("共〔活动次数〕，〔旧名〕", FIGURES)

    assert [(p.text, p.name, p.is_known) for p in found] == [
        ("共", "", True),
        ("5次", "活动次数", True),
        ("，", "", True),
        ("〔旧名〕", "旧名", False),
    ]


def test_unknown_names_are_listed_once_in_order():
    assert unknown_names("〔乙〕〔甲方〕〔丙〕〔乙〕〔2024〕", FIGURES) == ("乙", "丙")


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("〔甲方〕", False),
        ("深教〔2020〕48号", False),
        ("〔甲方", True),
        ("甲方〕", True),
        ("〔〕", True),
    ],
)
def test_a_bracket_alone_is_noticed(text, stray):
    assert has_stray_bracket(text) is stray


# --- of a year ------------------------------------------------------------------------------


@pytest.fixture
def pairing(db):
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


def figures_of(pairing, *, on=LATER):
    with translation.override("zh-hans"):
        return figures_of_pairing(year_summary_of(pairing, school_year=2025, on=on))


def test_the_figures_of_a_year_are_those_of_the_verdicts(pairing):
    figures = figures_of(pairing)

    asked = {
        "时段": "2025—2026学年",
        "甲方": "云亭学校",
        "截至日期": "2026年8月31日",
        "活动次数": "5次",
        "参加人次": "53人次",
        "示范课次数": "3次",
        "示范课节数": "6节",
        "示范课完成数": "3次",
        "示范课约定数": "4次",
        "示范课完成率": "75%",
        "听课研修完成率": "50%",
        "教育教学应完成期数": "2期",
        "教育教学完成期数": "1期",
        "未完成期数": "2期",
        "未完成任务": "示范课、听课研修",
        "待确认次数": "1次",
        "甲方到乙方次数": "3次",
        "捐资金额": "0.00元",
    }
    assert {name: figures[name].value for name in asked} == asked


def test_a_type_without_any_activity_is_known_and_not_offered(pairing):
    figure = figures_of(pairing)["专题讲座次数"]

    assert (figure.value, figure.is_offered) == ("0次", False)


def test_a_figure_follows_what_is_confirmed_later(pairing):
    before = figures_of(pairing, on=date(2026, 5, 2))["示范课次数"].value
    create_activity(pairing=pairing, on=date(2026, 5, 1), lessons=1)

    assert (before, figures_of(pairing, on=date(2026, 5, 2))["示范课次数"].value) == (
        "3次",
        "4次",
    )


def test_every_figure_is_known_in_a_year_without_any_activity(db):
    pairing = create_pair(code="JD-0077", names=("甲山学校", "乙水学校"))
    figures = figures_of(pairing)

    assert figures["完成率"].value == "—"
    assert figures["未完成任务"].value == "无"
