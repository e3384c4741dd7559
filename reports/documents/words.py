"""The fixed Chinese words of the papers: sides, directions, marks, numerals, file names."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

HAN = r"\u3007\u3400-\u9fff"
# The sentences of the screen part figures and characters by a space; print does not.
SPACED = re.compile(rf"(?<=[\d%A-Za-z]) +(?=[{HAN}])|(?<=[{HAN}]) +(?=[\d])")

SIDES = {"supporting": "甲方", "receiving": "乙方"}
PLACES = {"supporting": "甲方", "receiving": "乙方", "online": "线上"}
# Shapes that the fonts hold, beside the word: told apart without colour.
MARKS = {
    "met": "●",
    "met_late": "◆",
    "exceeded": "■",
    "on_track": "△",
    "at_risk": "▲",
    "breached": "○",
    "exempt": "□",
    "not_due": "◇",
}
TERMS = {
    "autumn": "第一学期",
    "winter": "寒假",
    "spring": "第二学期",
    "summer": "暑假",
}
NUMERALS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES_OF_TEN = ("", "拾", "佰", "仟")
GROUPS_OF_FOUR = ("万", "亿")
DASH = "—"
GAP = "　"
UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


def tight(text: str) -> str:
    """计入2次, where the screen writes 计入 2 次."""
    return SPACED.sub("", str(text)).replace(" — ", DASH)


def one_line(text: str) -> str:
    """What somebody typed, as part of a paragraph."""
    return " ".join(text.split())


def listed(items: Iterable[str]) -> str:
    return "、".join(items)


def day(value: date) -> str:
    """2026年1月5日."""
    return f"{value.year}年{value.month}月{value.day}日"


def days(first: date, last: date) -> str:
    """2025年9月1日至2026年1月30日; the year once when it is the same."""
    if first == last:
        return day(first)
    until = day(last) if first.year != last.year else f"{last.month}月{last.day}日"
    return f"{day(first)}至{until}"


def years(school_year: int) -> str:
    return f"{school_year}—{school_year + 1}学年"


def ordinal(number: int) -> str:
    """一, 十, 十一, 二十: 1 to 99."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not between 1 and 99")
    head = {0: "", 1: "十"}.get(tens, f"{NUMERALS[tens]}十")
    return head + (NUMERALS[ones] if ones else "")


def yuan(amount: Decimal) -> str:
    """12,345.00."""
    return f"{amount:,.2f}"


def yuan_in_capitals(amount: Decimal) -> str:
    """伍万壹仟贰佰捌拾元整, as receipts write it; below ten thousand million yuan."""
    cents = int((amount * 100).to_integral_value())
    whole, cents = divmod(cents, 100)
    if not 0 <= whole < 10**12:
        raise ValueError(f"{amount} cannot be written in capitals")
    text = f"{_whole_in_capitals(whole)}元" if whole or not cents else ""
    jiao, fen = divmod(cents, 10)
    if not cents:
        return f"{text}整"
    text += f"{CAPITALS[jiao]}角" if jiao else ("零" if whole else "")
    return text + (f"{CAPITALS[fen]}分" if fen else "整")


def _whole_in_capitals(number: int) -> str:
    if not number:
        return CAPITALS[0]
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (CAPITALS[0] if gap else "") + CAPITALS[digit] + PLACES_OF_TEN[place % 4]
        gap = not digit and bool(text)
        if place and place % 4 == 0 and number // 10**place % 10000:
            text += GROUPS_OF_FOUR[place // 4 - 1]
    return text


def width(text: str) -> float:
    """In full-width characters; a figure or a letter counts half."""
    return sum(0.5 if character.isascii() else 1 for character in text)


LONGEST_LINE = 20  # full-width characters of a title's line


def in_lines(name: str) -> tuple[str, ...]:
    """A name as pieces that each fit on a line of a title, nearly alike in length."""
    count = -(-len(name) // LONGEST_LINE) or 1
    size = -(-len(name) // count)
    return tuple(name[start : start + size] for start in range(0, len(name), size))


def file_name(*parts: str, ending: str = "pdf") -> str:
    """学校_内容_日期.pdf, without signs that a file system refuses."""
    return "_".join(UNSAFE.sub("", part) for part in parts) + f".{ending}"
