"""How binding, how often, in what measure; numbers as they are spoken."""

from collections.abc import Mapping
from types import MappingProxyType

MODALITIES: Mapping[str, str] = MappingProxyType(
    {
        "must": "",
        "should": "原则上",
        "may": "可",
        "must_not": "不得",
        "text_only": "力争",
    }
)
PERIODS: Mapping[str, str] = MappingProxyType(
    {
        "week": "每周",
        "fortnight": "每两周",
        "month": "每月",
        "two_months": "每两个月",
        "quarter": "每季度",
        "half_year": "每半年",
        "term": "每学期",
        "school_year": "每学年",
        "calendar_year": "每自然年",
        "agreement_year": "每协议年度",
        "agreement": "帮扶期内",
        "once": "",
    }
)
ONCE_IN_ALL = "一次性"  # a share that is owed once, of a whole that is not
SEASONS: Mapping[str, str] = MappingProxyType({"autumn": "秋季学期", "spring": "春季学期"})
BREAKS: Mapping[str, str] = MappingProxyType(
    {"summer": "暑期", "winter": "寒假期间", "term_time": "（寒暑假除外）"}
)
EDGES: Mapping[str, str] = MappingProxyType(
    {"term_end": "学期结束前", "midterm": "期中前", "agreement_end": "协议期满前"}
)
# Period and due day that say the same word twice are said once.
SAID_ONCE: Mapping[tuple[str, str], str] = MappingProxyType(
    {("term", "term_end"): "每学期结束前", ("agreement", "agreement_end"): "帮扶期满前"}
)
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "events": "次",
        "lessons": "节",
        "people": "名",
        "attendances": "人次",
        "days": "天",
        "items": "项",
        "amount": "元",
        "goods": "件",
        "pairs": "对",
        "percent": "%",
    }
)
BLANK = "____"

DIGITS = "〇一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number from 0 to 9999 as it is spoken: 5 is 五, 12 十二, 105 一百〇五."""
    if number < 10:
        return DIGITS[number]
    spoken = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十")):
        figure, number = divmod(number, place)
        if figure:
            spoken += (
                "" if place == 10 and figure == 1 and not spoken else DIGITS[figure]
            ) + name
        elif spoken and number and not spoken.endswith("〇"):
            spoken += "〇"
    return spoken + (DIGITS[number] if number else "")


def listed(words: list[str], joint: str) -> str:
    """甲、乙或丙: the last two parted by ``joint``, the others by 、."""
    return joint.join(part for part in ("、".join(words[:-1]), words[-1]) if part)
