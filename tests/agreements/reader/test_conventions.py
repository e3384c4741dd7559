"""The conventions, one row each, in sentences of our own."""

from datetime import date

import pytest

from agreements.reader import read
from agreements.reader.view import obligations

HEAD = "甲方(支援学校):青溪中学\n乙方(受援学校):石桥中学\n"


def said(text: str) -> list[dict]:
    """What is read from ``text`` between two schools; silent keys left out."""
    found = obligations(read(HEAD + text))
    return [
        {k: v for k, v in entry.items() if v is not None and k != "start"} for entry in found
    ]


def brief(text: str) -> list[tuple]:
    """Party, period, least, most and measure of each duty."""
    keys = ("party", "period", "min", "max", "unit")
    return [tuple(entry.get(key) for key in keys) for entry in said(text)]


NUMBERS = {
    "characters": ("送教三次", 3, None, "次"),
    "full-width": ("送教３次", 3, None, "次"),
    "capitals": ("送教叁次", 3, None, "次"),
    "or more": ("送教3次以上", 3, None, "次"),
    "not fewer": ("送教不少于3次", 3, None, "次"),
    "at least, apart": ("至少到乙方送教3次", 3, None, "次"),
    "not lower": ("听课不低于10节", 10, None, "节"),
    "reaching": ("听课达到10节", 10, None, "节"),
    "about": ("送教3次左右", 3, None, "次"),
    "at most": ("外出不超过3次", None, 3, "次"),
    "within": ("选派3名以内教师任教", None, 3, "名"),
    "a range": ("送教3至5次", 3, 5, "次"),
    "a range in characters": ("送教一至两次", 1, 2, "次"),
    "a range with a dash": ("选派1—2名教师任教", 1, 2, "名"),
    "a range of measures": ("送教1次到2次", 1, 2, "次"),
    "neighbours": ("送教两三次", 2, 3, "次"),
    "both bounds apart": ("送教不少于2次，不超过4次", 2, 4, "次"),
    "ten thousands": ("资助乙方2.5万元", 25_000, None, "元"),
    "a range of ten thousands": ("资助乙方2至3万元", 20_000, 30_000, "元"),
    "ten thousand characters": ("撰写读书笔记一万字", 10_000, None, "字"),
    "a percentage": ("选派不低于教师总数5%的教师任教", 5, None, "%"),
    "a percentage in words": ("选派百分之五的教师任教", 5, None, "%"),
    "a little more": ("赠送图书200余册", 200, None, "册"),
    "a blank": ("选派____名教师任教", None, None, "名"),
    "a blank of spaces": ("选派　　名教师任教", None, None, "名"),
    "a blank in brackets": ("送教（ ）次", None, None, "次"),
    "a number among spaces": ("送教 3 次", 3, None, "次"),
    "head of attendances": ("培训教师50人次", 50, None, "人次"),
    "lessons with their noun": ("听2节课", 2, None, "节"),
    "no whole number": ("送教半天", None, None, "天"),
}


@pytest.mark.parametrize(("words", "least", "most", "unit"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_read_in_every_way_of_writing(words, least, most, unit):
    assert brief(f"甲方每学期{words}。") == [("supporting", "term", least, most, unit)]


PERIODS = {
    "week": ("每周", "week"),
    "on a weekday": ("每周四下午", "week"),
    "two weeks": ("每两周", "fortnight"),
    "every other week": ("每双周", "fortnight"),
    "month": ("每个月", "month"),
    "term": ("每学期", "term"),
    "each term": ("每一学期", "term"),
    "a term": ("一学期", "term"),
    "per course": ("每期", "term"),
    "school year": ("每学年", "school_year"),
    "year": ("每年度", "year"),
    "the whole": ("帮扶期内", "agreement"),
    "years of the whole": ("三年内", "agreement"),
    "day": ("每天", None),
    "quarter": ("每季度", None),
    "half year": ("每半年", None),
    "two months": ("每两个月", None),
}


@pytest.mark.parametrize(("words", "period"), PERIODS.values(), ids=PERIODS)
def test_periods_are_read_and_others_stay_silent(words, period):
    assert brief(f"甲方{words}送教2次。") == [("supporting", period, 2, None, "次")]


PARTIES = {
    "party A": ("甲方每学期送教2次", "supporting"),
    "party B": ("乙方每学期听课2次", "receiving"),
    "both": ("双方每学期会商2次", "both"),
    "both by name": ("甲、乙两校每学期会商2次", "both"),
    "the two joined": ("甲方与乙方每学期会商2次", "both"),
    "each of both": ("双方每学期各派教师2次", "each"),
    "each alone": ("双方分别自查2次", "each"),
    "each other": ("双方每学期互访2次", "each"),
    "an event of both": ("双方每学期开展互访活动2次", "both"),
    "persons of both": ("双方教师每人每学期听课2次", "each"),
    "a role of A": ("甲方校长每学期到乙方调研2次", "supporting"),
    "the act shows A": ("每学期到乙方送教2次", "supporting"),
    "the act shows B": ("每学期到甲方跟岗2次", "receiving"),
    "jointly": ("每学期联合教研2次", "both"),
    "a meeting": ("每学期召开联席会议2次", "both"),
    "a bureau": ("县教育局每学期督查2次", None),
    "by whom": ("每学期由乙方组织汇报2次", "receiving"),
}


@pytest.mark.parametrize(("words", "party"), PARTIES.values(), ids=PARTIES)
def test_who_acts(words, party):
    assert [entry.get("party") for entry in said(f"{words}。")] == [party]


HEADS = {
    "role in brackets": "甲方（受援学校）：石桥中学\n乙方（支援学校）：青溪中学\n",
    "label in brackets": "受援学校（甲方）：石桥中学\n支援学校（乙方）：青溪中学\n",
    "called for short": "受援校：石桥中学（以下简称甲方）\n支援校：青溪中学（以下简称乙方）\n",
    "told in a sentence": "甲方为受援学校，乙方为支援学校，约定如下：\n",
    "apprentice first": "甲方（徒弟）：        乙方（师傅）：\n结对约定如下：\n",
    "helped by the other": "甲方：石桥中学\n乙方：青溪中学\n由乙方对甲方实行帮扶。\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_party_a_is_whoever_the_head_says(head):
    found = obligations(read(head + "1.甲方每学期听课2次。\n2.乙方每学期听课4次。"))

    assert [entry["party"] for entry in found] == ["receiving", "supporting"]


def test_schools_named_in_the_preamble_are_the_sides():
    text = (
        "青溪小学与石桥小学结为帮扶对子。\n1.石桥小学每学期听课2次。\n2.青溪小学每学期送教4次。"
    )

    assert [entry["party"] for entry in obligations(read(text))] == ["receiving", "supporting"]


def test_a_heading_says_whose_duties_stand_under_it():
    text = "一、甲方责任\n1.每学期送教2次。\n二、乙方责任\n1.每学期听课3次。\n"
    text += "三、双方责任\n1.每年会商4次。"

    assert [entry["party"] for entry in said(text)] == ["supporting", "receiving", "both"]


def test_period_and_party_are_carried_over_a_list():
    assert brief("甲方每学期上示范课4节以上，听课不少于6节，每年举办讲座2场。") == [
        ("supporting", "term", 4, None, "节"),
        ("supporting", "term", 6, None, "节"),
        ("supporting", "year", 2, None, "场"),
    ]


def test_things_joined_by_a_comma_of_lists_are_each_a_duty():
    assert brief("乙方每学期上交案例1篇、论文2篇和总结1份。") == [
        ("receiving", "term", 1, None, "篇"),
        ("receiving", "term", 2, None, "篇"),
        ("receiving", "term", 1, None, "份"),
    ]


WHOLE = [
    (
        "floors of people and days",
        "甲方每学期送教2次，每次不少于3人。乙方每学期选派2名教师跟岗，时间不少于两周。",
        [
            {"unit": "次", "min": 2, "per_event_min_people": 3},
            {"unit": "名", "min": 2, "per_event_min_days": 14},
        ],
    ),
    (
        "a stay inside the clause",
        "乙方每学期选派2名教师到甲方跟岗一个月。",
        [{"unit": "名", "min": 2, "per_event_min_days": 30}],
    ),
    (
        "other floors are duties of their own",
        "甲方每学期送教2次，每次送教不少于4节。",
        [{"unit": "次", "min": 2}, {"unit": "节", "min": 4, "each_of": ["送教"]}],
    ),
    (
        "a length of each piece",
        "乙方每学期撰写论文1篇（不少于2000字）。",
        [{"unit": "篇", "min": 1}, {"unit": "字", "min": 2000, "each_of": ["论文"]}],
    ),
    (
        "shares",
        "甲方每学期举办讲座4场，其中师德讲座1场。",
        [{"unit": "场", "min": 4}, {"unit": "场", "min": 1, "part_of": 0}],
    ),
    (
        "shares in brackets",
        "甲方赠送图书200册以上（含科普类80册）。",
        [{"unit": "册", "min": 200}, {"unit": "册", "min": 80, "part_of": 0}],
    ),
    (
        "each of a list, spelt out",
        "双方每学期组织语文、数学质量调研各1次。",
        [{"unit": "次", "min": 1, "each_of": ["语文质量调研", "数学质量调研"]}],
    ),
    (
        "each person",
        "甲方每名骨干教师每学期上示范课2节。",
        [{"unit": "节", "min": 2, "each_of": ["骨干教师"]}],
    ),
    (
        "each of those before",
        "乙方青年教师每人每学期写反思4篇。",
        [{"unit": "篇", "min": 4, "each_of": ["青年教师"]}],
    ),
    (
        "one each",
        "一个党员结对一个班级。",
        [{"unit": "个", "min": 1, "each_of": ["党员"]}],
    ),
    (
        "a number in the next clause",
        "乙方定期组织教师到甲方听课，每学期不少于3次。",
        [{"unit": "次", "min": 3}],
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE]
)
def test_what_belongs_to_a_duty(text, wanted):
    keys = ("unit", "min", "each_of", "per_event_min_people", "per_event_min_days", "part_of")

    assert [{k: entry[k] for k in keys if k in entry} for entry in said(text)] == wanted


DEADLINES = {
    "a day of each year": ("甲方每年9月20日前报送计划", "year", "09-20"),
    "a day of one year": ("甲方于2022年9月30日前报送计划", "once", "2022-09-30"),
    "a month": ("甲方每年2月底前报送计划", "year", "2月底前"),
    "a season": ("甲方每年暑期组织教师培训", "year", "暑期"),
    "the end of a term": ("学期结束前，甲方作出鉴定", "term", "学期结束前"),
    "the end of each term": ("甲方每学期末作出鉴定", "term", "学期末"),
    "after signing": (
        "甲方自协议签订之日起一个月内制定计划",
        "once",
        "自协议签订之日起一个月内",
    ),
    "after an end": ("支教期满后15日内甲方作出鉴定", "once", "支教期满后15日内"),
    "before an end": ("帮扶期满前一个月，甲方组织评估", "once", "帮扶期满前一个月"),
    "a feast": ("甲方每年“七一”前走访党员", "year", "“七一”前"),
    "a week of term": ("乙方于第10周上交计划", "once", "第10周"),
}


@pytest.mark.parametrize(("text", "period", "deadline"), DEADLINES.values(), ids=DEADLINES)
def test_deadlines(text, period, deadline):
    assert [(e.get("period"), e.get("deadline")) for e in said(f"{text}。")] == [
        (period, deadline)
    ]


def test_a_window_of_dates_is_no_deadline():
    [entry] = said("2023年9月至2024年7月，甲方每月送教1次。")

    assert "deadline" not in entry


def test_under_a_month_every_item_falls_due_in_it():
    text = (
        "帮扶工作安排\n10月份：\n1.制订计划\n2.名师讲座2场，听课6节。\n3.25日前签订结对协议。\n"
    )

    assert [
        (e.get("deadline"), e.get("period"), e.get("min")) for e in obligations(read(text))
    ] == [
        ("10月份", "once", None),
        ("10月份", "once", 2),
        ("10月份", "once", 6),
        ("10-25", "once", None),
    ]


def test_a_standing_rule_in_a_report_counts_and_what_was_done_does_not():
    text = (
        "结对帮扶工作总结\n一年来，我校到石桥小学送教20次，举办讲座4场。\n"
        "支教教师每学期都要作汇报1次。\n下一步打算\n1.我校每学期送教不少于6次。\n"
    )

    assert [e["text"] for e in obligations(read(text))] == [
        "支教教师每学期都要作汇报1次",
        "我校每学期送教不少于6次",
    ]


def test_a_cell_of_a_row_says_whose_the_row_is():
    rows = "送教下乡\t每学期2次\t甲方\n跟岗学习\t每学期4人\t乙方\n"

    assert brief(rows) == [
        ("supporting", "term", 2, None, "次"),
        ("receiving", "term", 4, None, "人"),
    ]


def test_the_head_of_a_list_says_how_often():
    text = "一、甲方每学期完成以下任务：\n1.上示范课4节；\n2.举办讲座2场。\n"

    assert brief(text) == [
        ("supporting", "term", 4, None, "节"),
        ("supporting", "term", 2, None, "场"),
    ]


TORN = {
    "within a word": "甲方每学期到乙方送教，组\n织教师上示范课4节。",
    "within a number": "甲方每年资助乙方图书1\n000册。",
    "before a bound": "甲方每学期上示范课\n不少于4节。",
    "around the mark of a page": "甲方每学期到乙方指导管理，举办讲座，\n— 2 —\n上示范课4节。",
}


@pytest.mark.parametrize("text", TORN.values(), ids=TORN)
def test_torn_lines_are_read_as_one(text):
    assert said(text)[-1]["min"] in {4, 1000}
    assert said(text)[-1]["period"] in {"term", "year"}


def test_traditional_characters_are_read_and_copied_as_written():
    text = "甲方(支援學校):青溪中學\n乙方(受援學校):石橋中學\n"
    text += "乙方每學期選派青年教師跟崗,每人聽課10節。"

    [entry] = [e for e in obligations(read(text)) if e["min"]]

    assert (entry["party"], entry["period"], entry["unit"]) == ("receiving", "term", "節")


def test_sources_are_the_words_that_gave_each_field():
    text = HEAD + "甲方每学期到乙方送教不少于4次，每次不少于3人。"
    [duty] = read(text).duties

    words = {name: [s.of(text) for s in spans] for name, spans in duty.sources.items()}

    assert words["party"] == ["甲方"]
    assert words["period"] == ["每学期"]
    assert words["minimum"] == ["4", "不少于"]
    assert words["measure"] == ["次"]
    assert words["floor_people"] == ["3"]


def test_the_heading_of_an_agreement():
    text = (
        "城乡学校结对帮扶协议书\n甲方（支援学校）：青溪中学\n乙方（受援学校）：石桥中学\n"
        "根据《关于做好结对工作的意见》（青教〔2021〕56号）精神，订立协议。\n"
        "一、期限\n帮扶期限自2021年9月至2024年8月。\n二、附则\n本协议一式四份。\n"
    )
    heading = read(text).heading

    assert (heading.title, heading.supporting_school, heading.receiving_school) == (
        "城乡学校结对帮扶协议书",
        "青溪中学",
        "石桥中学",
    )
    assert (heading.policy_title, heading.policy_number) == (
        "关于做好结对工作的意见",
        "青教〔2021〕56号",
    )
    assert (heading.starts_on, heading.ends_on) == (date(2021, 9, 1), date(2024, 8, 31))
    assert heading.copies == 4


def test_what_was_left_over_is_shown_with_its_reason():
    text = HEAD + "双方经常想着对方。乙方现有教师36名。期限____年。\n"

    assert [(u.why, u.span.of(text)) for u in read(text).unread] == [
        ("frequency", "双方经常想着对方"),
        ("number", "乙方现有教师36名"),
        ("blank", "期限____年"),
    ]


def test_a_text_of_another_genre_is_not_read():
    reading = read("每天跑步5公里，每周读书2本。")

    assert (reading.is_of_the_genre, reading.duties) == (False, ())
