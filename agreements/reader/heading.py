"""What stands around the duties: title, schools, the policy, days, copies and their holders.
Every field comes with the words it was read from."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.reader.copies import HOLDING, holders_in
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
SENTENCE_ENDS = "。;!?\n"
LENGTH_BEFORE = re.compile(r"[^,。;]{0,12}(?:期限|时间|周期|有效期|年限)[^,。;]{0,8}年,\s*$")
LENGTH_BEHIND = re.compile(
    r"[,( ]*(?:共计?|为期|期限为?|计)?[一二两三四五六七八九十\d]{1,2}年\)?"
)

UP_TO = re.compile(r"至|到|-+|~")

Place = tuple[int, int]
Days = tuple[date | None, date | None]
Holders = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``sentences`` are the places, in the clean text, whose numbers are read by that."""

    values: Heading
    sentences: tuple[Place, ...] = ()


def heading_of(text: Text, blocks: Sequence[Block], sides: Mapping[int, Sides]) -> Found:
    """Of the first document of the text that has a title, else of the first. ``sides``: those
    of each document, by its part."""
    if not blocks:
        return Found(values=Heading())
    first = [block for block in blocks if block.part == blocks[0].part]
    if len(first) < BEFORE_TITLE and len({block.part for block in blocks}) > 1:
        part = next(block.part for block in blocks if block.part != blocks[0].part)
        first = [block for block in blocks if block.part == part]
    part = _Part(text.clean, first)
    schools = sides[first[0].part].schools
    days, term = _term(part)
    policy = _policy(text.clean, part.start, part.end)
    copies, holders, kept = _copies(part)
    single = {
        "title": _title(text, first),
        "supporting_school": _school(text, schools, "supporting"),
        "receiving_school": _school(text, schools, "receiving"),
        **policy,
    }
    places = {name: [place] for name, place in single.items() if place}
    places |= {"starts_on": term, "copies": [kept] if kept else []}
    values = Heading(
        **{name: _words(text, place) for name, place in single.items()},
        starts_on=days[0],
        ends_on=days[1],
        copies=copies,
        holders=holders,
        places={
            name: tuple(text.span(*place) for place in found)
            for name, found in places.items()
            if found
        },
    )
    numbered = ("starts_on", "copies", "policy_title", "policy_number")
    sentences = [place for name in numbered for place in places.get(name, ())]
    return Found(values=values, sentences=tuple(sentences))


def _words(text: Text, place: Place | None) -> str:
    return text.span(*place).of(text.original).replace("\n", "") if place else ""


def _title(text: Text, blocks: Sequence[Block]) -> Place | None:
    for block in blocks[:BEFORE_TITLE]:
        words = text.clean[block.start : block.end].strip()
        if len(words) < 60 and TITLE.search(words) and not re.search(r"[,。;]", words):
            return block.start, block.end
    return None


def _school(text: Text, schools: Mapping[str, str], side: str) -> Place | None:
    name = next((name for name, its in schools.items() if its == side), "")
    at = text.clean.find(name) if name else -1
    return (at, at + len(name)) if at >= 0 else None


def _policy(clean: str, start: int, end: int) -> dict[str, Place | None]:
    """The document on which the agreement rests, and its number."""
    for found in POLICY.finditer(clean, start, end):
        before = clean[max(start, found.start() - 40) : found.start()]
        if found["number"] or BY_POLICY.search(before):
            number = found.span("number") if found["number"] else None
            return {"policy_title": found.span("title"), "policy_number": number}
    return {"policy_title": None, "policy_number": None}


class _Part:
    """One document of the text."""

    def __init__(self, clean: str, blocks: Sequence[Block]):
        self.clean, self.start, self.end = clean, blocks[0].start, blocks[-1].end
        self._bodies = [block.body for block in blocks]

    def sentence_start(self, place: int) -> int:
        """Behind the mark before, or behind the number of the point."""
        body = self._bodies[max(bisect_right(self._bodies, place) - 1, 0)]
        return max(body, *(self.clean.rfind(s, body, place) + 1 for s in SENTENCE_ENDS))

    def sentence_end(self, place: int) -> int:
        ends = (self.clean.find(sign, place, self.end) for sign in SENTENCE_ENDS)
        return min((at for at in ends if at >= 0), default=self.end)


def _term(part: _Part) -> tuple[Days, list[Place]]:
    """First and last day, and all the words that say them. A month stands for its first day, at
    the end for its last."""
    known: Days = (None, None)
    places: list[Place] = []
    for days, first, last in _spans_of_days(part.clean, part.start, part.end):
        known = days if not places else known
        if days == known and None not in days:
            places.append(_term_place(part, first, last))
        elif not places:
            break
    return known, places


def _spans_of_days(clean: str, start: int, end: int) -> Iterator[tuple[Days, int, int]]:
    """自2025年9月1日至2028年8月31日: the two days, and where the words begin and end."""
    for found in UP_TO.finditer(clean, start, end):
        before = list(DATE.finditer(clean, max(start, found.start() - 24), found.start()))
        behind = DATE.match(clean, _past_spaces(clean, found.end(), end), end)
        if not before or not behind:
            continue
        first = before[-1]
        between = clean[first.end() : found.start()]
        lead = clean[max(start, first.start() - 16) : first.start()]
        if between.strip(" 起开始()") or not IS_TERM.search(lead):
            continue
        first_on = _day(date_parts(first), is_last=False)
        last_on = _day(date_parts(behind), is_last=True)
        yield (first_on, last_on), first.start(), behind.end()


def _term_place(part: _Part, first: int, last: int) -> Place:
    """The clause with the days; with the length of the term before it or behind it."""
    start = part.sentence_start(first)
    begin = max(start, part.clean.rfind(",", start, first) + 1)
    before = LENGTH_BEFORE.search(part.clean, start, begin)
    behind = LENGTH_BEHIND.match(part.clean, last)
    return before.start() if before else begin, behind.end() if behind else last


def _past_spaces(whole: str, at: int, end: int) -> int:
    while at < end and whole[at] == " ":
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


def _copies(part: _Part) -> tuple[int | None, Holders, Place | None]:
    """How many, who keeps them, and the sentence that says so; one more where the holders stand
    in the next sentence."""
    found = COPIES.search(part.clean, part.start, part.end)
    if not found:
        return None, (), None
    words = found["number"]
    copies = int(words) if words.isdecimal() else han(words)
    last = part.sentence_end(found.end())
    further = part.sentence_end(last + 1)
    if HOLDING.search(part.clean, last + 1, further):
        last = further
    holders = holders_in(part.clean[found.end() : last])
    is_whole = sum(count for _name, count in holders) == copies
    return copies, holders if is_whole else (), (part.sentence_start(found.start()), last)
