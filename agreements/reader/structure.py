"""The text as parts (the documents of a bundle), headings and points."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from agreements.reader.lexicon import genre, labels
from agreements.reader.lexicon.dates import DATE
from agreements.reader.numerals import han
from agreements.reader.text import Text

SHORT_HEADING = 32
PART_TITLE = re.compile(
    r"(?P<stem>[^,。;:]{0,36}?)(?:篇)?\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[(:][^)]*\)?)?$"
)
LEADING_TITLE = re.compile(
    r"[\[【(]?(?:第 ?[一二三四五六七八九十\d]{1,3} ?[篇份]"
    r"|(?:篇|范文|范本|样本|模板|例文)[一二三四五六七八九十\d]{1,3})"
    r"[\]】)]?[ :、]{0,2}[^,。;:]{4,30}$"
)
KINDS = re.compile(
    r"(?:协议书?|方案|计划|总结|章程|制度|办法|细则|意见|合同|公约|责任书)(?:\([^)]*\))?$"
)
LISTS = re.compile(
    r"(?:工作|活动|任务|帮扶)(?:安排表?|行事历|一览表|清单|要点|规划|计划表)(?:\([^)]*\))?$"
)
MONTH_HEADING = re.compile(
    rf"(?:{DATE.pattern}|元月份?)(?:[上中下]旬)?"
    rf"(?:[-至、](?:{DATE.pattern.replace('?P<', '?P<b')})(?:[上中下]旬)?)?:?$"
)
ASKS = re.compile(r"每|不少于|至少|以上|第.{1,3}周|\d ?[次节名人场项篇]")
ENCLOSURE = re.compile(
    r"附(?:件)?[一二三\d]?[:：][^,。;:]{2,30}(?:协议书?|方案|办法|细则|计划)$"
)
_WEEK = r"[一二三四五六七八九十\d]{1,3}"
WEEK_HEADING = re.compile(
    rf"第 ?{_WEEK}(?:[-至到、] ?第?{_WEEK})? ?(?:教学)?周(?:次)?:?"
    r"|(?:暑假|寒假|暑期|上半年|下半年|期初|期中|期末|学期初|学期末|学期中)(?:期间)?:?"
)
# A month or week with what falls due in it on the same line; a stage with its month.
_MONTH_NAME = (
    r"(?:20\d\d年)?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]|元)月份?(?:[上中下]旬)?"
)
TIME_INSIDE = re.compile(
    rf"(?P<time>{_MONTH_NAME}|第 ?{_WEEK} ?周)(?:\([^()]{{1,20}}\))? ?:(?=.)"
    rf"|(?<=阶段)\((?P<of_stage>{_MONTH_NAME})\) ?:(?=.)"
)
TIME_AT_FRONT = re.compile(rf"(?P<time>{_MONTH_NAME})(?=[^\d|,:底前初末、至到-])")
SENTENCE_SIGNS = re.compile(r"[,。;!?]")


class Role(StrEnum):
    HEADING = "heading"
    POINT = "point"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, or what is read as one: a numbered point, a paragraph. Places in ``clean``;
    ``start`` is that of the label, ``body`` that of the words behind it."""

    role: Role
    label: str
    level: int
    start: int
    body: int
    end: int
    part: int
    parent: int | None
    is_inline: bool = False  # a heading on the line of its points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    label: str
    level: int
    start: int
    body: int
    end: int
    is_inline: bool = False


def blocks(text: Text) -> list[Block]:
    raws = [raw for paragraph in text.paragraphs for raw in _raws(text, paragraph)]
    stems = _stems(text.clean, raws)
    has_leading = sum(_leads(text.clean, raw) for raw in raws) > 1
    found: list[Block] = []
    open_at: list[int] = []  # the headings a block stands under
    part = 0
    for at, raw in enumerate(raws):
        words = text.clean[raw.body : raw.end].strip()
        is_title = _is_part_title(words, raw, stems) or (
            has_leading and _leads(text.clean, raw)
        )
        if is_title:
            part += 1
        role = Role.HEADING if is_title else _role(words, raw, raws, at, text.clean)
        level = 0 if is_title else _level(role, raw)
        while open_at and _closes(found[open_at[-1]], level, text.clean, raw.start):
            open_at.pop()
        found.append(
            Block(
                role=role,
                label=raw.label,
                level=level,
                start=raw.start,
                body=raw.body,
                end=raw.end,
                part=part,
                parent=open_at[-1] if open_at else None,
                is_inline=raw.is_inline,
            )
        )
        if role is not Role.TEXT:
            open_at.append(len(found) - 1)
    return _with_parts(found, text.clean)


def _closes(heading: Block, level: int, clean: str, start: int) -> bool:
    """Whether what begins at ``start`` stands no more under ``heading``; below its own line
    only points do."""
    if heading.level >= level:
        return True
    return (
        heading.is_inline and level == labels.LEAF and clean.find("\n", heading.end, start) >= 0
    )


def _with_parts(found: list[Block], clean: str) -> list[Block]:
    """A new document begins too where the points start anew, and at an enclosure."""
    begins: set[int] = set()
    highest, part = 0, 0
    for at, block in enumerate(found):
        if block.part != part:
            part, highest = block.part, 0
        if ENCLOSURE.match(clean[block.start : block.end].strip()):
            begins.add(at)
            highest = 0
        elif block.level == 2 and (number := _first_numeral(block.label)):
            if number == 1 and highest > 1:
                begins.add(_front(found, at))
            highest = number if number == 1 else max(highest, number)
    shift, parts = 0, []
    for at, block in enumerate(found):
        shift += at in begins
        parts.append(replace(block, part=block.part + shift) if shift else block)
    return parts


def _first_numeral(label: str) -> int:
    found = re.match(r"第? ?([一二三四五六七八九十]+)", label)
    return han(found[1]) or 0 if found else 0


def _front(found: list[Block], at: int) -> int:
    """The paragraphs right before point ``at`` open the document that it begins."""
    first = at
    while first > 0 and at - first < 4 and not found[first - 1].label:
        if found[first - 1].level == 0:
            break
        first -= 1
    return first


def _raws(text: Text, paragraph) -> Iterator[_Raw]:
    """A paragraph, cut where a point begins inside it, and around a month or week."""
    clean = text.clean
    cuts = [paragraph.start]
    cuts += [
        found.start()
        for found in labels.INLINE.finditer(clean, paragraph.start, paragraph.end)
        if found.start() > paragraph.start
    ]
    times = {
        found.start(): found
        for found in TIME_INSIDE.finditer(clean, paragraph.start, paragraph.end)
        if found["of_stage"] or _begins(text, paragraph, found.start())
    }
    front = TIME_AT_FRONT.match(clean, paragraph.start, paragraph.end)
    if front and not times and text.places[front.end()] - text.places[front.end() - 1] > 1:
        times[front.start()] = front
    cuts = sorted({*cuts, *times, *(found.end() for found in times.values())})
    for start, end in zip(cuts, [*cuts[1:], paragraph.end], strict=True):
        if start in times:
            yield _timed(times[start])
            continue
        while start < end and clean[start] == " ":
            start += 1
        if start < end:
            yield _labelled(clean, start, end)


def _begins(text: Text, paragraph, at: int) -> bool:
    """Whether something can begin at ``at``: in front, behind a mark or behind a gap."""
    is_front = at == paragraph.start or text.clean[at - 1] in labels.BEFORE_INLINE
    return is_front or text.places[at] - text.places[at - 1] > 1


def _timed(found: re.Match[str]) -> _Raw:
    body, end = found.span("time" if found["time"] else "of_stage")
    level = labels.UNLABELLED if found["time"] else labels.LEAF - 1
    return _Raw(label="", level=level, start=body, body=body, end=end, is_inline=True)


def _labelled(clean: str, start: int, end: int) -> _Raw:
    at = start
    while at < end and clean[at] in "- ·●■◆★▪":
        at += 1
    for level, way in _WAYS:
        if found := way.match(clean, at, end):
            body = found.end()
            while body < end and clean[body] == " ":
                body += 1
            return _Raw(label=found[0].strip(), level=level, start=start, body=body, end=end)
    return _Raw(label="", level=labels.LEAF, start=start, body=at, end=end)


_WAYS = tuple((level, re.compile(way)) for level, way in labels.LEVELS)


def _stems(clean: str, raws: Sequence[_Raw]) -> frozenset[str]:
    """What the titles of the documents of one bundle begin with."""
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for raw in raws:
        found = _title_match(clean[raw.start : raw.end].strip(), raw)
        if found and (found["stem"], found["number"]) not in seen:
            seen.add((found["stem"], found["number"]))
            counts[found["stem"]] += 1
    return frozenset(stem for stem, count in counts.items() if count > 1)


def _title_match(words: str, raw: _Raw):
    if raw.label or not 4 < len(words) < SHORT_HEADING:
        return None
    found = PART_TITLE.match(words)
    return found if found and len(found["stem"]) > 3 else None


def _leads(clean: str, raw: _Raw) -> bool:
    """【第2篇】小学结对协议: the number of a document before its title."""
    return LEADING_TITLE.match(clean, raw.start, raw.end) is not None


def _is_part_title(words: str, raw: _Raw, stems: frozenset[str]) -> bool:
    found = _title_match(words, raw)
    return bool(found) and found["stem"] in stems


def _level(role: Role, raw: _Raw) -> int:
    if raw.label or raw.is_inline:
        return raw.level
    return labels.UNLABELLED if role is Role.HEADING else labels.LEAF


def _role(words: str, raw: _Raw, raws: Sequence[_Raw], at: int, clean: str) -> Role:
    if not raw.label:
        return Role.HEADING if _is_heading(words) else Role.TEXT
    if not words:
        return Role.HEADING
    following = raws[at + 1] if at + 1 < len(raws) else None
    is_above = following is not None and (
        (following.level > raw.level and following.level != labels.LEAF)
        or (
            not following.label
            and not _is_heading(clean[following.body : following.end].strip())
        )
    )
    is_short = len(words) <= SHORT_HEADING and not SENTENCE_SIGNS.search(words.rstrip("。:"))
    if words.endswith(("。", ";")) and (len(words) > 12 or ASKS.search(words)):
        return Role.POINT
    return Role.HEADING if is_short and is_above else Role.POINT


def _is_heading(words: str) -> bool:
    """Of a line without a number."""
    if len(words) > SHORT_HEADING or SENTENCE_SIGNS.search(words):
        return False
    if WEEK_HEADING.fullmatch(words):
        return True
    if MONTH_HEADING.fullmatch(words):
        return not words.rstrip(":").endswith(("日", "号"))
    if KINDS.search(words) or (LISTS.search(words) and not ASKS.search(words)):
        return True
    return words.endswith(":") or (
        len(words) <= 16 and ":" not in words and bool(HEADED.search(words))
    )


HEADED = re.compile(
    r"(?:职责|责任|义务|要求|任务|内容|措施|保障|考核|评价|奖惩|奖励|管理|监督|支持|步骤|办法|机制|待遇|目标|安排|形式|思想|对象|时间|期限|原则|权利|做到|约定|事项)$"
)


TAIL = re.compile(rf"(?:\A|[】\]])(?:{'|'.join(map(re.escape, genre.TAIL))})")


def is_tail(words: str) -> bool:
    """Whether the page goes on with what is no part of the document."""
    return TAIL.search(words) is not None
