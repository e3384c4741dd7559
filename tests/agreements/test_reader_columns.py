"""A PDF page of two columns is read column by column; a signature block is not torn."""

import pytest

from agreements.reader.files import text_of
from reports.press import shared_press

FIRST = (
    "一、甲方每学期到乙方上示范课不少于四节，课后"
    "当场交流。甲方每学年为乙方举行专题讲座三次，"
    "主题由双方商定，乙方组织教师参加并做好记录。"
    "二、乙方每学年选派两名教师到甲方跟岗学习，每"
    "人不少于十天，甲方安排专人指导。跟岗结束后，"
    "甲方作出书面鉴定，乙方存入教师业务档案备查。"
    "跟岗教师返校后向全校汇报一次，交流学习收获。"
)
SECOND = (
    "三、双方每学期召开联席会议两次，由甲方乙方轮"
    "流主持，校长均须到会，会后形成会议纪要存档。"
    "四、双方每学期共同开展集体备课不少于三次，每"
    "次参加教师不少于十二人，备课结果两校共享使用"
    "，并报教育局备案。五、甲方每学年向乙方赠送图"
    "书一百册，乙方登记造册后放入学校图书室，供全"
    "体师生借阅，每学期末向甲方书面通报借阅的情况"
)
WIDTH = 21  # characters of a line
LINE, SIZE = 18, 10  # points
RIGHT = 260  # points from the left edge of the text to the second column
TITLE = "学校结对帮扶协议书（青岚县明德路小学与松坪乡中心小学签订，二〇二六年九月）"
BELOW = "本协议未尽事宜由双方另行商定，商定的内容写成补充协议，与本协议有同样的效力。"
SIGNED = ("甲方（盖章）：", "乙方（盖章）：", "代表人（签字）：", "代表人（签字）：")


def at(left: int, line: float, words: str) -> str:
    style = f"position:absolute;left:{left}pt;top:{line * LINE}pt;white-space:nowrap"
    return f'<div style="{style};font-size:{SIZE}pt;margin:0;text-indent:0">{words}</div>'


def rows(words: str) -> list[str]:
    return [words[start : start + WIDTH] for start in range(0, len(words), WIDTH)]


def drawn(*pieces: str) -> bytes:
    return shared_press().pdf(
        '<html lang="zh-CN" data-version="1"><head><title>x</title></head><body>'
        f'<div style="position:relative;height:500pt">{"".join(pieces)}</div></body></html>'
    )


def columns(*, order: str, down: float = 2) -> list[str]:
    left = [at(0, down + place, row) for place, row in enumerate(rows(FIRST))]
    right = [at(RIGHT, down + place, row) for place, row in enumerate(rows(SECOND))]
    if order == "column by column":
        return left + right
    return [piece for pair in zip(left, right, strict=True) for piece in pair]


@pytest.mark.parametrize("order", ["row by row", "column by column"])
def test_a_page_of_two_columns_is_read_column_by_column(order):
    content = drawn(at(0, 0, TITLE), *columns(order=order), at(0, 14, BELOW))

    found = text_of("a.pdf", content).splitlines()

    assert found == [TITLE, FIRST, SECOND, BELOW]


def test_signatures_below_the_columns_stay_side_by_side_below_them():
    signed = [
        at(RIGHT * (place % 2), 12 + 2 * (place // 2), words)
        for place, words in enumerate(SIGNED)
    ]

    found = text_of("a.pdf", drawn(*columns(order="row by row"), *signed)).splitlines()

    assert found[-2:] == [f"{SIGNED[0]}\t{SIGNED[1]}", f"{SIGNED[2]}\t{SIGNED[3]}"]
    assert found[-3] == SECOND


SIDE_BY_SIDE = (
    ("甲方（盖章）：", "乙方（盖章）："),
    ("法定代表人（签字）：", "法定代表人（签字）："),
    ("联系人：沈老师", "联系人：程老师"),
    ("联系电话：", "联系电话："),
    ("单位地址：明德路八号", "单位地址：松坪乡一村"),
    ("开户银行：", "开户银行："),
    ("二〇二六年九月一日", "二〇二六年九月一日"),
)


def test_a_signature_block_of_many_lines_on_a_page_of_one_column_is_not_torn():
    body = [at(0, place, BELOW) for place in range(6)]
    block = [
        at(RIGHT * side, 8 + place, words)
        for place, pair in enumerate(SIDE_BY_SIDE)
        for side, words in enumerate(pair)
    ]

    found = text_of("a.pdf", drawn(*body, *block)).splitlines()

    assert found[-len(SIDE_BY_SIDE) :] == ["\t".join(pair) for pair in SIDE_BY_SIDE]
