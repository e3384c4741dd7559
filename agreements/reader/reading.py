"""The whole way from a text to a ``Reading``."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agreements.reader.deadlines import Deadline
from agreements.reader.drafts import Draft, duty_of, own_draft
from agreements.reader.grammar import Carry, Context, read_block
from agreements.reader.lexicon import stops
from agreements.reader.lexicon.dates import DATE
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.meaning.own.passages import stretches
from agreements.reader.sides import Sides, sides_of
from agreements.reader.structure import MONTH_HEADING, Block, Role, blocks, is_tail
from agreements.reader.text import Text, prepared
from agreements.reader.tokens import date_parts, tokens
from agreements.reader.values import Clause, Duty, Reading

DUTY_WORDS = re.compile(
    r"职责|责任|义务|要求|任务|做到|权利|工作|承诺|方面|约定|应|须|行动|事项|计划|内容"
)
REPORT = re.compile(r"总结如下|汇报如下|报告如下|一年来|几年来|近几年|半年来|回顾")
GENRE = re.compile("|".join(stops.GENRE))
REPORT_TITLE = re.compile("|".join(stops.REPORT_TITLES))
AHEAD = re.compile("|".join(stops.AHEAD))
TERM_PLAN = re.compile(r"本学期|本学年|第[一二]学期|学年度?工作计划|本年度|学年.{0,8}计划")


def read(text: str) -> Reading:
    ready = prepared(text)
    if not GENRE.search(ready.clean):
        return Reading(text=text, is_of_the_genre=False)
    found = blocks(ready)
    asides = _asides(found, ready)
    tree = _Tree(found)
    drafts: list[Draft] = []
    sides: dict[int, Sides] = {}
    for part in sorted({block.part for block in found}):
        sides[part] = _read_part(
            ready,
            [i for i, b in enumerate(found) if b.part == part and i not in asides],
            found,
            drafts,
        )
    drafts = _in_order(drafts)
    return Reading(
        text=text,
        is_of_the_genre=True,
        clauses=tree.clauses(ready),
        duties=_with_wholes(
            duty_of(
                draft,
                ready,
                sides=sides[found[draft.block].part],
                clause=tree.at[draft.block],
                until=following.start if following else None,
            )
            for draft, following in zip(drafts, [*drafts[1:], None], strict=True)
        ),
    )


def _with_wholes(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Every share with the duty of which it is one."""
    found = list(duties)
    for place, duty in enumerate(found):
        if duty.whole is not None:
            whole = found[duty.whole].obligation
            found[place] = replace(duty, obligation=replace(duty.obligation, part_of=whole))
    return tuple(found)


def _in_order(drafts: list[Draft]) -> list[Draft]:
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].start, i))
    places = {old: new for new, old in enumerate(order)}
    for draft in drafts:
        if draft.whole is not None:
            draft.whole = places[draft.whole]
    return [drafts[i] for i in order]


def _asides(found: Sequence[Block], text: Text) -> set[int]:
    """What a page of the web carries behind its document."""
    asides, is_off = set(), False
    for number, block in enumerate(found):
        words = text.clean[block.start : block.end].strip()
        is_off = is_tail(words) or (is_off and block.level != 0)
        if is_off:
            asides.add(number)
    return asides


class _Tree:
    """The clauses of the values, and where each block stands among them."""

    def __init__(self, found: Sequence[Block]) -> None:
        self.blocks = found
        self.at = dict(enumerate(range(len(found))))

    def clauses(self, text: Text) -> tuple[Clause, ...]:
        ends = [block.end for block in self.blocks]
        for at in range(len(self.blocks) - 1, -1, -1):
            parent = self.blocks[at].parent
            if parent is not None:
                ends[parent] = max(ends[parent], ends[at])
        return tuple(
            Clause(
                label=block.label,
                heading=text.span(block.body, block.end).of(text.original)
                if block.role is Role.HEADING
                else "",
                span=text.span(block.start, end),
                level=block.level,
                parent=block.parent,
            )
            for block, end in zip(self.blocks, ends, strict=True)
        )


def _read_part(
    text: Text, numbers: list[int], found: Sequence[Block], drafts: list[Draft]
) -> Sides:
    part = [found[i] for i in numbers]
    if not part:
        return Sides()
    whole = text.clean[part[0].start : part[-1].end]
    sides = sides_of(text.clean, part)
    title = "".join(text.clean[b.start : b.end] for b in part[:3])
    is_report = _is_report(whole, title, sides)
    is_agreement = bool(sides.labels)
    is_term_plan = not is_agreement and bool(TERM_PLAN.search(whole))
    carries: dict[tuple[int | None, int], Carry] = {}
    for number in numbers:
        block = found[number]
        if block.role is Role.HEADING:
            continue
        headings = _above(number, found, text)
        key = (block.parent, block.level)
        context = Context(
            block=number,
            sides=sides,
            subject=_subject_of(headings, sides),
            month=_month_of(headings, text),
            is_report=is_report and not AHEAD.search("".join(words for words, _ in headings)),
            is_plan=not is_agreement,
            is_term_plan=is_term_plan,
            is_plain=not block.label
            and not re.search(r"[,。;]", text.clean[block.start : block.end]),
            before=carries.get(key) if block.label else None,
        )
        for start, end, own in stretches(text.clean, block.body, block.end):
            if own:
                first = len(drafts)
                drafts += [own_draft(duty, block=number, first=first) for duty in own]
            else:
                carries[key] = read_block(text.clean, start, end, context, drafts)
    return sides


def _is_report(whole: str, title: str, sides: Sides) -> bool:
    if sides.labels:
        return False
    if REPORT.search(whole[:400]):
        return True
    return bool(REPORT_TITLE.search(title[:40])) and not re.search(r"协议|方案", title[:40])


def _above(number: int, found: Sequence[Block], text: Text) -> list[tuple[str, Block]]:
    """The headings and points over a block, the nearest first."""
    above, at = [], found[number].parent
    while at is not None:
        block = found[at]
        above.append((text.clean[block.body : block.end].strip(), block))
        at = block.parent
    return above


def _subject_of(headings: Sequence[tuple[str, Block]], sides: Sides) -> str | None:
    """甲方责任: the side whose duties stand under the heading."""
    for words, block in headings:
        if block.role is not Role.HEADING and not words.endswith(":"):
            continue
        if block.level == 0 or not DUTY_WORDS.search(words):
            continue
        found = [t for t in tokens(words, 0, len(words), sides.names) if t.kind is Kind.PARTY]
        values = {sides.of(t) for t in found}
        if {"supporting", "receiving"} <= values:
            return "both"
        if found:
            side = sides.of(found[0])
            if side in {"supporting", "receiving", "both", "each", "bureau"}:
                return "both" if side == "each" else side
        if re.search(r"共同|双方", words):
            return "both"
        return None
    return None


def _month_of(headings: Sequence[tuple[str, Block]], text: Text) -> Deadline | None:
    for words, block in headings:
        if block.role is Role.HEADING and MONTH_HEADING.fullmatch(words):
            found = DATE.match(words)
            year, month, _day = date_parts(found)
            if month:
                words = words.removesuffix(":")
                if found["year"]:
                    words = words
                return Deadline(
                    words=words,
                    start=block.body,
                    end=block.body + len(words),
                    month=month,
                    year=year if year and year > 1900 else None,
                )
    return None
