"""What each does alone, what bounds each of several, what only names or tells."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations
from tests.agreements.reader.test_families import PAIR, found

PARTIES = {
    "written to each other": ("双方学生每学期互寄贺卡2张。", ["each"]),
    "taught to each other": ("双方教师每年互上公开课1节。", ["each"]),
    "of its own, in the clause before": (
        "双方各自建立专栏,每月更新一次。双方每月教研一次。",
        ["each", "both"],
    ),
    "each person, in the clause before": (
        "双方每名党员联系1名学生,每月谈心1次。",
        ["each", "each"],
    ),
    "hours of persons": ("双方教师每年参加志愿服务不少于20小时。", ["each"]),
    "hours together": ("双方教师每年共同培训不少于20小时。", ["both"]),
    "in a cell of a row": (
        "1 送教到校 支援方 2次 11月底前\n2 跟岗 受援方 1批 10月",
        ["supporting", "receiving"],
    ),
}


@pytest.mark.parametrize(("text", "parties"), PARTIES.values(), ids=PARTIES)
def test_who_acts_alone_and_who_together(text, parties):
    assert [party for (party,) in found(PAIR + text, "party")] == parties


BOUNDS = {
    "issues of a paper": (
        "双方每月编发简报一期,每期稿件不少于6篇。",
        [("month", 1, None), (None, 6, ["简报"])],
    ),
    "characters said as such": (
        "乙方每周写教学反思1篇,字数不少于300字。",
        [("week", 1, None), (None, 300, ["教学反思"])],
    ),
    "lessons of each visit, behind a list mark": (
        "甲方每学期送教3次、每次不少于2节课。",
        [("term", 3, None), (None, 2, ["送教"])],
    ),
    "a household beside a pupil": (
        "甲方每名党员联系1名学生、2户家庭。",
        [(None, 1, ["党员"]), (None, 2, ["党员"])],
    ),
    "each school of a side": (
        "乙方各学校每学年派1名教师跟岗。",
        [("school_year", 1, ["学校"])],
    ),
    "lessons of each head": (
        "乙方每学期选派教师到甲方学习,人均不少于6节。",
        [("term", 6, None)],
    ),
    "a stay of one term": ("乙方每年选派2名教师到甲方跟岗一学期。", [("year", 2, None)]),
    "every day": ("乙方每天到甲方跟班学习。", [(None, None, None)]),
    "a condition in brackets": ("乙方遴选8名教师(教龄满两年)。", [(None, 8, None)]),
    "at so much a month": ("甲方按每月500元的标准给2名教师补助。", [("month", 500, None)]),
}


@pytest.mark.parametrize(("text", "entries"), BOUNDS.values(), ids=BOUNDS)
def test_bounds_of_each_piece_and_of_each_head(text, entries):
    assert found(PAIR + text, "period", "min", "each_of") == entries


def test_people_of_each_batch_are_kept_with_the_batches() -> None:
    text = PAIR + "甲方每学期选派4批次、每批次不少于3名教师送教。"

    assert found(text, "min", "per_event_min_people") == [(4, 3)]


def test_the_end_of_a_stay_is_a_single_time() -> None:
    text = PAIR + "乙方在见习期满时交总结一份。"

    assert found(text, "period", "deadline") == [("once", "见习期满时")]


def test_a_numbered_title_begins_a_document_of_its_own() -> None:
    text = (
        f"【第1篇】学校结对协议书\n{PAIR}甲方每学期送教2次。\n【第2篇】学校结对工作总结\n"
        "一年来,有关工作总结如下:\n我校上学期共送教12节,讲座3场,教师受益。"
    )

    assert [entry["min"] for entry in obligations(read(text))] == [2]


def test_what_was_done_in_the_last_round_asks_nothing() -> None:
    assert found(PAIR + "上一轮共建中,双方开展活动7次。", "min") == []
