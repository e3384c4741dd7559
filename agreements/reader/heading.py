"""What stands around the duties: title, schools, the policy, days, copies."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from agreements.reader.lexicon.dates import DATE
from agreements.reader.numerals import han
from agreements.reader.sides import Sides
from agreements.reader.structure import Block
from agreements.reader.text import Text
from agreements.reader.tokens import date_parts
from agreements.reader.values import Heading

TITLE = re.compile(
    r"(?:协议书?|方案|计划|合同|公约|章程|办法|细则|意见|责任书|总结)"
    r"(?:\s*篇?[一二三四五六七八九十\d]{1,2})?(?:\([^)]*\))?$"
)
BEFORE_TITLE = 8  # lines in which a title stands
POLICY = re.compile(
    r"《(?P<title>[^《》]{4,60})》 ?(?:的?通知)? ?"
    r"(?:\((?P<number>[^()]{0,12}[\[(] ?[\dxX×_*]{2,6} ?[\])][^()]{0,8}号)\))?"
)
BY_POLICY = re.compile(r"根据|按照|依据|落实|贯彻|精神|要求")
COPIES = re.compile(
    r"一式\s*(?P<number>[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾\d]{1,3})\s*份"
)
IS_TERM = re.compile(r"期限|时间|周期|有效|自|从|年限")


def heading_of(text: Text, blocks: Sequence[Block], sides: Mapping[int, Sides]) -> Heading:
    """Of the first document of the text that has a title, else of the first. ``sides``: those
    of each document, by its part."""
    if not blocks:
        return Heading()
    first = [block for block in blocks if block.part == blocks[0].part]
    if len(first) < BEFORE_TITLE and len({block.part for block in blocks}) > 1:
        part = next(block.part for block in blocks if block.part != blocks[0].part)
        first = [block for block in blocks if block.part == part]
    whole = text.clean[first[0].start : first[-1].end]
    schools = sides[first[0].part].schools
    starts_on, ends_on = _term(whole)
    title, number = _policy(text, first[0].start, first[-1].end)
    return Heading(
        title=_title(text, first),
        supporting_school=_school(text, schools, "supporting"),
        receiving_school=_school(text, schools, "receiving"),
        policy_title=title,
        policy_number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        copies=_copies(whole),
    )


def _title(text: Text, blocks: Sequence[Block]) -> str:
    for block in blocks[:BEFORE_TITLE]:
        words = text.clean[block.start : block.end].strip()
        if len(words) < 60 and TITLE.search(words) and not re.search(r"[,。;]", words):
            return text.span(block.start, block.end).of(text.original).replace("\n", "")
    return ""


def _school(text: Text, schools: Mapping[str, str], side: str) -> str:
    name = next((name for name, its in schools.items() if its == side), "")
    at = text.clean.find(name) if name else -1
    return text.span(at, at + len(name)).of(text.original).replace("\n", "") if at >= 0 else ""


def _policy(text: Text, start: int, end: int) -> tuple[str, str]:
    """The document on which the agreement rests, and its number."""
    for found in POLICY.finditer(text.clean, start, end):
        before = text.clean[max(start, found.start() - 40) : found.start()]
        if found["number"] or BY_POLICY.search(before):
            places = [found.span("title"), found.span("number")]
            title, number = (
                text.span(*place).of(text.original).replace("\n", "") if place[0] >= 0 else ""
                for place in places
            )
            return title, number
    return "", ""


def _term(whole: str) -> tuple[date | None, date | None]:
    """First and last day. A month stands for its first day, at the end for its last."""
    for found in re.finditer(r"(?:至|到|-+|~)", whole):
        before = list(DATE.finditer(whole, max(0, found.start() - 24), found.start()))
        behind = DATE.match(whole, _past_spaces(whole, found.end()))
        if not before or not behind:
            continue
        between = whole[before[-1].end() : found.start()]
        if between.strip(" 起开始()") or not IS_TERM.search(
            whole[max(0, before[-1].start() - 16) : before[-1].start()]
        ):
            continue
        return _day(date_parts(before[-1]), is_last=False), _day(
            date_parts(behind), is_last=True
        )
    return None, None


def _past_spaces(whole: str, at: int) -> int:
    while at < len(whole) and whole[at] == " ":
        at += 1
    return at


def _day(parts: tuple[int | None, ...], *, is_last: bool) -> date | None:
    year, month, day = parts
    if not year or not 1990 <= year <= 2100 or not month or not 1 <= month <= 12:
        return None
    if day is None:
        day = monthrange(year, month)[1] if is_last else 1
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _copies(whole: str) -> int | None:
    found = COPIES.search(whole)
    if not found:
        return None
    words = found["number"]
    return int(words) if words.isdecimal() else han(words)
