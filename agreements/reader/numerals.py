"""Numbers as they are written: 3, ３, 三, 叁, 十二, 2.5, 3万, 百分之五."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from cn2an import cn2an

HAN_DIGITS = frozenset("一二三四五六七八九十百千万两零〇壹贰叁肆伍陆柒捌玖拾廿卅佰仟")
_BIG = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
LONGEST = 12  # digits of a number anyone means


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` is None for what is no whole number."""

    value: int | None
    end: int


def number_at(text: str, at: int, end: int) -> Number | None:
    if text[at].isdecimal():
        return _arabic(text, at, end)
    stop = at
    while stop < end and text[stop] in HAN_DIGITS and stop - at < LONGEST:
        stop += 1
    value = han(text[at:stop])
    return None if value is None else Number(value, stop)


def _arabic(text: str, at: int, end: int) -> Number | None:
    stop = at
    while stop < end and stop - at < LONGEST and text[stop].isdecimal():
        stop += 1
    if stop == end or (text[stop] != "." and text[stop] not in _BIG):
        return Number(int(text[at:stop]), stop)
    return _fraction(text, at, end)


def _fraction(text: str, at: int, end: int) -> Number | None:
    """Of a number with a point or with 万 and the like behind its figures."""
    stop, is_point_seen = at, False
    while stop < end and stop - at < LONGEST:
        if (
            text[stop] == "."
            and not is_point_seen
            and stop + 1 < end
            and text[stop + 1].isdecimal()
        ):
            is_point_seen = True
        elif not text[stop].isdecimal():
            break
        stop += 1
    try:
        value = Decimal(text[at:stop])
    except InvalidOperation:
        return None
    while stop < end and text[stop] in _BIG:
        value *= _BIG[text[stop]]
        stop += 1
    return Number(int(value) if value == value.to_integral_value() else None, stop)


@lru_cache(maxsize=1024)
def han(numeral: str) -> int | None:
    """Of a numeral in characters; None where it says no number (万, 一一)."""
    if numeral in {"百", "千", "万", "零", "〇", "佰", "仟"} or not numeral:
        return None
    try:
        return int(cn2an(numeral, "normal"))
    except (ValueError, KeyError, IndexError, TypeError):
        return None
