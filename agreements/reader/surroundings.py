"""What stands around a block: the document it belongs to and the headings above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agreements.reader.deadlines import Deadline
from agreements.reader.lexicon import genre, stops
from agreements.reader.lexicon.dates import DATE
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Period, phrases
from agreements.reader.sides import Sides, sides_of
from agreements.reader.state import Carry, Context
from agreements.reader.structure import MONTH_HEADING, WEEK_HEADING, Block, Role, is_tail
from agreements.reader.text import Text
from agreements.reader.tokens import date_parts, tokens

DUTY_WORDS = re.compile(
    r"配合|分工|保障|支持|管理|职责|责任|义务|要求|任务|做到|权利|工作|承诺|方面|约定|应|须|行动|事项|计划|内容|部分|负责"
)
REPORT = re.compile(r"总结如下|汇报如下|报告如下|一年来|几年来|近几年|半年来|回顾")
LOOKS_BACK = re.compile("|".join(genre.LOOKS_BACK))
CONDITIONS = re.compile("|".join(genre.CONDITIONS))
REPORT_TITLE = re.compile("|".join(genre.REPORT_TITLES))
AHEAD = re.compile("|".join(stops.AHEAD))
TERM_PLAN = re.compile(r"本学期|本学年|第[一二]学期|学年度?工作计划|本年度|学年.{0,8}计划")
ASIDE = re.compile("|".join(genre.ASIDES))
TOLD = re.compile(r"(?<![为除])了(?!解)")
NAME_OF_ROLE = re.compile(r"[^,。;:()]{2,16}\([^,。;:()]{2,8}\):?")  # 石桥小学(受援校)
ARTICLE = re.compile(r"第.{1,4}条")  # one by one, no list
TITLE = re.compile(
    r"^(?:联盟|集团|共同体|成员)(?:学?校|园).*(?:计划|方案|章程|办法)$|[与和同].*(?:结对|帮扶|共建|协作|支援).*(?:计划|方案|协议书?|安排)$"
)
BRACKETED = re.compile(r"\([^)]*\)|:")
TOLD_ONCE = re.compile(r"((?:本|下|这)学期)[^,。;:]{0,12}(?:安排|计划|打算)如下")
INTRO = re.compile(r"(?:安排|打算|计划)(?:如下)?:?$")  # 本学期工作安排如下:
OF_A_SIDE = frozenset({"supporting", "receiving", "both", "each", "bureau"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the text."""

    sides: Sides
    is_report: bool
    is_term_plan: bool
    period: Period | None  # of the points of a plan that says so once
    # What the headings say of the blocks under them, by the place of the nearest heading.
    under: dict[int | None, "Under"] = field(default_factory=dict)


def document_of(text: Text, blocks: Sequence[Block]) -> Document:
    whole = text.clean[blocks[0].start : blocks[-1].end]
    title = "".join(text.clean[block.start : block.end] for block in blocks[:3])[:40]
    sides = sides_of(text.clean, blocks)
    return Document(
        sides=sides,
        is_report=_is_report(whole, title, sides),
        is_term_plan=not sides.labels and bool(TERM_PLAN.search(whole)),
        period=_period_told(whole[:400], blocks[0].start),
    )


def _period_told(words: str, at: int) -> Period | None:
    """现将本学期工作安排如下."""
    found = TOLD_ONCE.search(words)
    if not found:
        return None
    return Period(code="term", is_this=True, start=at + found.start(1), end=at + found.end(1))


def _is_report(whole: str, title: str, sides: Sides) -> bool:
    if sides.labels:
        return False
    if REPORT.search(whole[:400]):
        return True
    told = len(TOLD.findall(whole))
    if told > 5 and told * 150 > len(whole):
        return True
    return bool(REPORT_TITLE.search(title)) and not re.search(r"协议|方案", title)


def asides(found: Sequence[Block], text: Text) -> set[int]:
    """What a page of the web carries around its document."""
    numbers, is_off = set(), False
    for number, block in enumerate(found):
        words = text.clean[block.start : block.end].strip()
        is_off = is_tail(words) or (is_off and block.level != 0)
        if is_off or (not block.label and ASIDE.search(words)):
            numbers.add(number)
    return numbers


def context_of(
    text: Text, found: Sequence[Block], number: int, document: Document, *, before: Carry | None
) -> Context:
    block = found[number]
    if block.parent not in document.under:
        document.under[block.parent] = _under(_above(text, found, number), document.sides)
    under = document.under[block.parent]
    words = text.clean[block.start : block.end]
    return Context(
        block=number,
        sides=document.sides,
        subject=under.subject,
        month=under.month,
        period=under.period or (document.period if block.label else None),
        is_report=not under.is_ahead and (document.is_report or under.looks_back),
        is_of_conditions=under.is_of_conditions,
        is_term_plan=document.is_term_plan,
        is_inline=under.is_inline,
        is_plain=not block.label and not re.search(r"[,。;]", words),
        before=before if block.label and not ARTICLE.match(block.label) else None,
    )


Headings = list[tuple[str, Block]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """What the headings above a block say of it. ``is_ahead``: they speak of what will be;
    ``looks_back``: of what was done; ``is_of_conditions``: of who may be chosen."""

    subject: str | None
    month: Deadline | None
    period: Period | None
    is_ahead: bool
    is_inline: bool
    looks_back: bool
    is_of_conditions: bool


def _under(headings: Headings, sides: Sides) -> Under:
    titles = [words for words, block in headings if block.role is Role.HEADING]
    return Under(
        subject=_subject_of(headings, sides),
        month=_month_of(headings),
        period=_period_of(headings),
        is_ahead=any(AHEAD.search(words) for words, _block in headings),
        is_inline=any(block.is_inline for _words, block in headings),
        looks_back=any(LOOKS_BACK.search(words) for words in titles),
        is_of_conditions=any(CONDITIONS.search(words) for words in titles),
    )


def _above(text: Text, found: Sequence[Block], number: int) -> Headings:
    """The headings and points over a block, the nearest first."""
    above, at = [], found[number].parent
    while at is not None:
        block = found[at]
        above.append((text.clean[block.body : block.end].strip(), block))
        at = block.parent
    return above


def _subject_of(headings: Headings, sides: Sides) -> str | None:
    """甲方责任: the side whose duties stand under the heading."""
    for words, block in headings:
        if block.level == 0 or not (block.role is Role.HEADING or words.endswith(":")):
            continue
        found = [t for t in tokens(words, 0, len(words), sides.names) if t.kind is Kind.PARTY]
        is_name = bool(found) and found[0].words == BRACKETED.sub("", words).strip()
        is_name = is_name or bool(found and NAME_OF_ROLE.fullmatch(words))
        is_name = is_name or (words.endswith(":") and bool(found) and found[0].start == 0)
        if not is_name and TITLE.search(words):
            continue
        if is_name or DUTY_WORDS.search(words):
            return _side_of(words, {sides.of(token): None for token in found}, sides)
    return None


def _side_of(words: str, said: dict[str, None], sides: Sides) -> str | None:
    """``said``: the sides that a heading names, in its order."""
    if {"supporting", "receiving"} <= set(said) or "each" in said:
        return "both"
    side = next(iter(said), "")
    if side == "overseer":
        return None if sides.ours and not sides.is_of_mentors else "bureau"
    if side in OF_A_SIDE:
        return side
    return "both" if re.search(r"共同|双方", words) else None


def _period_of(headings: Headings) -> Period | None:
    """甲方每学期要做到: how often, for all the points of the list."""
    for words, block in headings:
        if block.level == 0 or not (words.endswith(":") or INTRO.search(words)):
            continue
        found = phrases(words, tokens(words, 0, len(words), {}))
        is_intro = INTRO.search(words)
        often = next(
            (p for p in found if isinstance(p, Period) and (is_intro or not p.is_this)), None
        )
        if often:
            at = block.body
            return replace(often, start=often.start + at, end=often.end + at)
    return None


def _month_of(headings: Headings) -> Deadline | None:
    """10月份: the month in which the points under it fall due."""
    for words, block in headings:
        if block.role is not Role.HEADING:
            continue
        if WEEK_HEADING.fullmatch(words):
            said = words.removesuffix(":")
            return Deadline(words=said, start=block.body, end=block.body + len(said))
        if not MONTH_HEADING.fullmatch(words):
            continue
        is_first = words.startswith("元月")
        year, month, _day = (None, 1, None) if is_first else date_parts(DATE.match(words))
        if month:
            said = words.removesuffix(":")
            return Deadline(
                words=said,
                start=block.body,
                end=block.body + len(said),
                month=month,
                year=year if year and year > 1900 else None,
            )
    return None
