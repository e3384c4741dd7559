"""Families of phrases: a word that agreements use reads as its siblings do."""

import pytest

from agreements.reader import read
from agreements.reader.view import obligations
from tests.agreements.reader.test_conventions import said

PAIR = "结对帮扶协议\n甲方(支援学校):青溪中学\n乙方(受援学校):石桥中学\n"


def found(text: str, *keys: str) -> list[tuple]:
    return [tuple(entry[key] for key in keys) for entry in obligations(read(text))]


SILENT = {
    "conditions of who may be a mentor": "一、指导教师条件\n1.从教8年以上。\n2.列前3名。",
    "conditions of who may be sent": "一、选派人员资格\n1.参加县级培训3次以上。",
    "what was done, under a heading": "一、工作回顾\n1.我们送教6次,结对教师9对。",
    "a term told with its days": "帮扶期限四年,自2023年9月1日起至2027年8月31日止。",
    "a notice of a change": "任何一方变更约定的,应提前20日书面通知对方。",
    "grades of an assessment": "考核分四个等级。",
    "what an event counts for": "每送教一次计4学时。",
    "a length of a secondment": "支教时间原则上为一学年。",
    "what a unit is composed of": "联盟由1所核心校和2—3所成员校组成。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_only_surrounds_the_duties_asks_nothing(text):
    assert said(text) == []


ASKED = {
    "beside the weights of a mark": (
        "甲方每学年考核一次,包括过程性评价(40%)和结果性评价(60%)。",
        (1, "次"),
    ),
    "by telephone": ("两校校长每月通一次电话。", (1, "次")),
    "taken part in, before a digit": ("乙方教师每周参加1次网络教研。", (1, "次")),
    "added to": ("甲方每年增加2个跟岗名额。", (2, "个")),
    "on a weekday morning": ("双方每周二上午教研1次。", (1, "次")),
    "given": ("甲方每年予以不少于1万元的支持。", (10_000, "元")),
    "a ceremony": ("双方3月举行结对仪式1次。", (1, "次")),
    "before who leaves": ("乙方出勤率不低于90%,缺勤3次以上者视为退出。", (90, "%")),
    "people recommended to take part": ("甲方推荐2名教师参加。", (2, "名")),
    "a share of a total": ("甲方交流教师不低于专任教师总数的10%。", (10, "%")),
    "in batches": ("甲方每年分两批选派教师6名。", (6, "名")),
    "a week of shows": ("双方每学年举办课程展示周一次。", (1, "次")),
    "a report every month, namely": ("实行月报制,即每月一份简报。", (1, "份")),
}


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_a_word_of_another_sense_does_not_undo_a_number(text, asked):
    assert [(entry.get("min"), entry.get("unit")) for entry in said(text)] == [asked]


WITHOUT_A_COUNT = {
    "a quarter": "双方每季度召开碰头会。",
    "half a year": "双方每半年公示经费。",
    "two months": "双方每两个月通报进展。",
    "the end of a quarter": "甲方每季度末报送进展。",
    "after each examination": "乙方每次考试后5日内分析成绩。",
}


@pytest.mark.parametrize("text", WITHOUT_A_COUNT.values(), ids=WITHOUT_A_COUNT)
def test_a_frequency_that_has_no_code_is_a_duty_all_the_same(text):
    assert found(PAIR + text, "period", "min") == [(None, None)]


TIMES = {
    "days counted, who leads": (
        "协议签订后15个工作日内,由甲方牵头制定规划。",
        [("once", "协议签订后15个工作日内")],
    ),
    "the end of a term behind a month": (
        "甲方每月听课1节,学期结束时进行考核。",
        [("month", None), ("term", "学期结束时")],
    ),
    "the end of a year behind a term": (
        "甲方每学期送教2次,年终表彰先进10名。",
        [("term", None), ("year", "年终")],
    ),
    "a month behind a term": (
        "甲方每学期送教2次,9月底前制定计划。",
        [("term", None), ("once", "9月底前")],
    ),
    "the middle and the end of a term": ("乙方期中、期末各写一份小结。", [("term", None)]),
    "the last month": ("甲方每学期最后一个月进行总结。", [("term", "最后一个月")]),
    "a day with a name": ("双方每年“全国助残日”前后联欢一次。", [("year", "“全国助残日”前后")]),
    "when it is held": (
        "双方每学期会商两次,分别于期初和期末举行。",
        [("term", "期初和期末")],
    ),
    "the end of a stay": (
        "支教教师每月写日志一篇,支教结束时提交报告一份。",
        [("month", None), ("once", "支教结束时")],
    ),
    "the year behind": ("3.次年3月,徒弟汇报课。", [("once", "次年3月")]),
    "an event of a month": ("2.11月新教师亮相课。", [("once", "11月")]),
    "each of a list with its own": (
        "乙方每月交流1次、每周写札记1则。",
        [("month", None), ("week", None)],
    ),
    "all the years together": ("甲方三年共选派9名教师支教。", [("agreement", None)]),
}


@pytest.mark.parametrize(("text", "times"), TIMES.values(), ids=TIMES)
def test_a_time_of_its_own_goes_before_one_carried_over(text, times):
    assert found(PAIR + text, "period", "deadline") == times


FLOORS = {
    "pupils who take part": ("双方每学年互访1次,参加学生不少于30人。", [(1, 30, None)]),
    "parents at a meeting": ("甲方每学期讲座1场,到场家长不少于80人。", [(1, 80, None)]),
    "of every course": (
        "甲方每学期培训2期,每期不少于10人,每期不少于一周。",
        [(2, 10, 7)],
    ),
    "a full year": ("甲方每年派出2名教师,赴乙方支教满一年。", [(2, None, 365)]),
    "a length behind people": (
        "乙方每学期派教师跟班学习,每批3人,为期一周。",
        [(None, 3, 7)],
    ),
    "a length with 为": ("乙方每学期选派3名教师挂职,时间为一个月。", [(3, None, 30)]),
    "a length of a blank": ("乙方每学期选派    名教师挂职,时间为一个月。", [(None, None, 30)]),
}


@pytest.mark.parametrize(("text", "floors"), FLOORS.values(), ids=FLOORS)
def test_people_and_days_of_each_event_are_kept_with_it(text, floors):
    keys = ("min", "per_event_min_people", "per_event_min_days")
    assert found(PAIR + text, *keys) == floors


ENTRIES = {
    "one more thing of each event": (
        "甲方每月送课1次,每次送课不少于2节,评课不少于3节。",
        [(1, None), (2, ["送课"]), (3, ["送课"])],
    ),
    "how long each piece is": (
        "乙方每学期写不少于3000字的心得1篇。",
        [(1, None), (3000, ["心得"])],
    ),
    "how long about": (
        "乙方每学期写1篇2000字左右的故事。",
        [(1, None), (2000, ["故事"])],
    ),
    "each of two": (
        "甲方每班每学期通信2封、每生捐书1本。",
        [(2, ["班级"]), (1, ["学生"])],
    ),
    "each subject": ("甲方每学科每学期上示范课2节。", [(2, ["学科"])]),
    "each part of a body": ("甲方每个中心确定主任1名。", [(1, ["中心"])]),
    "each school that is meant": ("甲方对优质学校每校奖励3万元。", [(30_000, ["优质学校"])]),
    "both holidays": ("乙方寒暑假各写1篇读后感。", [(1, ["寒假", "暑假"])]),
    "subjects summed up": (
        "甲方语文、数学两科每学期各送教1次。",
        [(1, ["语文", "数学"])],
    ),
    "weekdays are no items": ("甲方每周三、周四各派2名教师上课。", [(2, None)]),
    "the schools that are meant": (
        "受援校参加人数每校不少于10人。",
        [(10, ["受援校"])],
    ),
    "each school of a side, without a frequency": (
        "各支援校要在9月15日前签订协议。",
        [(None, ["支援校"])],
    ),
    "people of another kind": (
        "甲方每位名师每年送教2次,学科带头人每年送教1次。",
        [(2, ["名师"]), (1, None)],
    ),
    "act behind act": (
        "乙方每学期上一堂示范课、举办一次讲座、带一名徒弟。",
        [(1, None), (1, None), (1, None)],
    ),
}


@pytest.mark.parametrize(("text", "entries"), ENTRIES.values(), ids=ENTRIES)
def test_each_number_is_asked_of_what_it_is_said_of(text, entries):
    assert found(PAIR + text, "min", "each_of") == entries


def test_months_on_lines_of_their_own_are_headings_however_the_line_above_ends():
    text = (
        "结对帮扶计划\n三月份\n组织教师培训,培训时间不少于2天\n四月份\n1.安全互查\n2.课堂评比"
    )

    assert found(text, "deadline") == [("三月份",), ("四月份",), ("四月份",)]


def test_a_month_and_a_gap_open_a_line_of_a_calendar():
    text = "结对帮扶安排\n9月 召开启动会;确定名单\n10月 送教活动"

    assert found(text, "deadline") == [("9月",), ("9月",), ("10月",)]


def test_a_title_that_lists_the_work_of_a_term_is_no_duty():
    assert found("2024年春季学期结对帮扶工作安排\n三月:\n1.签订协议", "text") == [("签订协议",)]
