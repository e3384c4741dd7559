"""Who keeps how many copies: 甲、乙双方各执一份,报县教育局备案两份."""

import re
from collections.abc import Iterator

from agreements.reader.numerals import han

_NUMBER = r"(?P<number>[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾\d]{1,3})"
_KEEPS = r"(?:保?留?存[档查]?|留存|执有?|持有?|备案|备查|存档|保管|收执)"
HOLDING = re.compile(
    rf"(?P<who>[^,。;\n]{{1,40}}?)(?P<each>各自?)?{_KEEPS}?(?:各)?{_NUMBER}份(?:{_KEEPS})?"
)
_GIVEN = re.compile(
    rf"{_NUMBER}份(?:由|上?报送?|送|交)(?P<who>[^,。;\n]{{1,20}}?)(?=[,。;\n]|$)"
)
_LEAD = re.compile(r"^(?:其中|由|另|并|分别|上?报送?|送|交|抄送|余下的?|其余的?|[:,、;。 ])+")
_TAIL = re.compile(rf"(?:{_KEEPS}|[:、 ])+$")
_BETWEEN = re.compile(r"、|和|与|以?及|并(?=报)")
_BOTH = re.compile(r"(?:甲、?乙)?(?:双方|两校|两方)")
_PARTIES = ("甲方", "乙方")


def holders_in(words: str) -> tuple[tuple[str, int], ...]:
    """Name and number, in the order of the text. ``words`` follow 一式四份; parties
    are 甲方 and 乙方, however the text lists them."""
    found: dict[str, int] = {}
    for match in _rows(words):
        number = match["number"]
        count = int(number) if number.isdecimal() else han(number)
        for name in _names(match["who"]):
            found[name] = found.get(name, 0) + (count or 0)
    return tuple(found.items())


def _rows(words: str) -> Iterator[re.Match]:
    at = 0
    while found := _GIVEN.match(words, at) or HOLDING.search(words, at):
        yield found
        at = found.end()
        while at < len(words) and words[at] in ",、;。 ":
            at += 1


def _names(words: str) -> Iterator[str]:
    """甲、乙双方及教育局 are three."""
    words = _bare(words)
    if both := _BOTH.match(words):
        yield from _of_both(words[both.end() :])
        words = "" if _owned(words[both.end() :]) else words[both.end() :]
    for name in filter(None, map(_bare, _BETWEEN.split(words))):
        if both := _BOTH.match(name):
            yield from _of_both(name[both.end() :])
        else:
            yield f"{name}方" if name in ("甲", "乙", "丙") else name


def _bare(words: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", words.strip()))


def _of_both(behind: str) -> Iterator[str]:
    """The parties, or what each of them has: 双方主管部门."""
    yield from (party + _owned(behind) for party in _PARTIES)


def _owned(behind: str) -> str:
    """The noun right behind 双方, "" where another name follows."""
    noun = _BETWEEN.split(behind.removeprefix("学校"))[0]
    return noun.removesuffix("各").strip()
