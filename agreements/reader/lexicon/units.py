"""Measure words, as written (simplified), and what they count."""

from collections.abc import Mapping

EVENTS = (
    "次",
    "场",
    "场次",
    "批次",
    "期",
    "轮",
    "届",
    "回",
    "趟",
    "遍",
    "班次",
    "期次",
    "人/次",
)
LESSONS = ("节", "堂", "课时", "学时", "节次", "课次")
PEOPLE = ("名", "人", "位")
ATTENDANCES = ("人次",)
ITEMS = (
    *("项", "篇", "份", "本", "个", "门", "条", "例", "首", "幅", "张", "款", "类", "种"),
    *(
        "组",
        "批",
        "支",
        "间",
        "页",
        "则",
        "封",
        "面",
        "处",
        "块",
        "部",
        "家",
        "户",
        "所",
    ),
    *("件次", "讲", "课例", "主题"),
)
GOODS = (
    "册",
    "套",
    "台",
    "件",
    "辆",
    "箱",
    "盒",
    "架",
    "桶",
    "株",
    "棵",
    "副",
    "把",
    "只",
    "双",
    "袋",
    "吨",
    "公斤",
    "平方米",
)
PAIRS = ("对",)
MONEY: Mapping[str, int] = {"元": 1, "万元": 10_000, "千元": 1_000, "百元": 100}
CHARACTERS: Mapping[str, int] = {"字": 1, "万字": 10_000, "千字": 1_000}
PERCENT = ("%",)
# Days of a stay; the month and the year as the conventions count them.
LENGTHS: Mapping[str, int] = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "个星期": 7,
    "礼拜": 7,
    "月": 30,
    "个月": 30,
    "年": 365,
    "周年": 365,
    "个工作日": 1,
    "工作日": 1,
    "整天": 1,
    "整周": 7,
}
HOURS = ("小时", "个小时", "分钟", "钟头")
TERMS_LONG = ("学期", "个学期", "学年", "个学年")
# Never a measure of a duty.
NEVER = ("分", "岁", "周岁", "级", "等", "公里", "人份", "年级", "平米")

MEASURES: Mapping[str, str] = {
    **dict.fromkeys(EVENTS, "events"),
    **dict.fromkeys(LESSONS, "lessons"),
    **dict.fromkeys(PEOPLE, "people"),
    **dict.fromkeys(ATTENDANCES, "attendances"),
    **dict.fromkeys(ITEMS, "items"),
    **dict.fromkeys(GOODS, "goods"),
    **dict.fromkeys(PAIRS, "pairs"),
    **dict.fromkeys(MONEY, "amount"),
    **dict.fromkeys(CHARACTERS, "items"),
    **dict.fromkeys(PERCENT, "percent"),
    **dict.fromkeys(LENGTHS, "days"),
    **dict.fromkeys(HOURS, "items"),
}
COUNTED = tuple(unit for unit in MEASURES if unit not in LENGTHS)
# A blank is left before one of these.
BLANK_UNITS = frozenset("次场节堂名人位项篇份本个对天周册套台件元户所课轮届门期年月日万")
# The last word of a measure that keeps only its head: 2节课 is 2 节.
TAILS = ("课",)
