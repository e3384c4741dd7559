"""Months, weeks and stages with what falls due in them on the same line."""

from tests.agreements.reader.test_conventions import said


def dated(text: str) -> list[tuple[str, str | None]]:
    return [(entry["text"], entry.get("deadline")) for entry in said(text)]


def test_months_in_one_paragraph_each_date_their_own_items():
    text = "工作安排 九月份：到乙方调查，制定帮扶计划。 十一月份：听课一次。 元月份：做好总结。"
    assert dated(text) == [
        ("到乙方调查", "九月份"),
        ("制定帮扶计划", "九月份"),
        ("听课一次", "十一月份"),
        ("做好总结", "元月份"),
    ]


def test_a_week_holds_every_act_of_its_line_and_none_below():
    text = (
        "第1周：两校校长会晤，签订帮扶协议。\n第10周（11月2日—6日）：联合检测。\n"
        "甲方领导到乙方调研。"
    )
    assert dated(text) == [
        ("两校校长会晤", "第1周"),
        ("签订帮扶协议", "第1周"),
        ("联合检测", "第10周"),
    ]


def test_a_stage_dates_what_stands_behind_it():
    text = "1．启动阶段（2021年9月）：签订帮扶协议。\n2．实施阶段：按计划开展帮扶。"
    assert dated(text) == [("签订帮扶协议", "2021年9月")]


def test_months_between_semicolons_are_kept_apart():
    assert dated("9月：制订计划，拜师；10月：上公开课；12月：完成论文。") == [
        ("制订计划", "9月"),
        ("拜师", "9月"),
        ("上公开课", "10月"),
        ("完成论文", "12月"),
    ]
