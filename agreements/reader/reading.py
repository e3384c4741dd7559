"""The whole way from a text to a ``Reading``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from agreements.reader.drafts import Draft, duty_of, own_draft, sentence_start
from agreements.reader.grammar import read_block
from agreements.reader.heading import heading_of
from agreements.reader.leftovers import unread_in
from agreements.reader.lexicon import genre
from agreements.reader.meaning.joining import joined
from agreements.reader.meaning.own.passages import stretches
from agreements.reader.sides import Sides
from agreements.reader.state import Carry
from agreements.reader.structure import Block, Role, blocks
from agreements.reader.surroundings import asides, context_of, document_of
from agreements.reader.text import Text, prepared
from agreements.reader.uncounted import open_duties, uncounted_in
from agreements.reader.values import Clause, Duty, Reading

GENRE = re.compile("|".join(genre.GENRE))


def read(text: str) -> Reading:
    """The duties of ``text`` with their places; nothing where it is of another genre."""
    ready = prepared(text)
    if not GENRE.search(ready.clean):
        return Reading(text=text, is_of_the_genre=False)
    found = blocks(ready)
    aside = asides(found, ready)
    kept = [number for number in range(len(found)) if number not in aside]
    drafts: list[Draft] = []
    waiting: list[Draft] = []
    sides: dict[int, Sides] = {}
    for numbers in _documents(found, kept):
        document = _read_document(ready, found, numbers, drafts, waiting)
        sides |= dict.fromkeys(numbers, document)
    drafts = _in_order(drafts)
    heading = heading_of(ready, [found[n] for n in kept], _by_part(found, sides))
    duties = _duties(ready, drafts, sides)
    return Reading(
        text=text,
        is_of_the_genre=True,
        heading=heading.values,
        clauses=_clauses(found, ready),
        duties=duties,
        uncounted=open_duties(ready, waiting, sides, beside=zip(drafts, duties, strict=True)),
        unread=unread_in(ready, found, kept, [*drafts, *waiting], told=heading.sentences),
    )


def _duties(
    text: Text, drafts: Sequence[Draft], sides: Mapping[int, Sides]
) -> tuple[Duty, ...]:
    """In the full language, every share with the duty of which it is one."""
    found = [
        duty_of(
            draft,
            text,
            sides=sides[draft.block],
            clause=draft.block,
            until=following.start if following else None,
        )
        for draft, following in zip_longest(drafts, drafts[1:])
    ]
    words = ["" if draft.own else text.clean[draft.start : draft.end] for draft in drafts]
    firsts = [sentence_start(text, draft.start) for draft in drafts]
    found = joined(found, words, firsts=firsts)
    for place, duty in enumerate(found):
        if duty.whole is not None:
            whole = found[duty.whole].obligation
            found[place] = replace(duty, obligation=replace(duty.obligation, part_of=whole))
    return tuple(found)


def _by_part(found: Sequence[Block], sides: Mapping[int, Sides]) -> dict[int, Sides]:
    return {found[number].part: its for number, its in sides.items()}


def _documents(found: Sequence[Block], kept: Sequence[int]) -> list[list[int]]:
    parts: dict[int, list[int]] = {}
    for number in kept:
        parts.setdefault(found[number].part, []).append(number)
    return list(parts.values())


def _read_document(
    text: Text,
    found: Sequence[Block],
    numbers: Sequence[int],
    drafts: list[Draft],
    waiting: list[Draft],
) -> Sides:
    """Its duties are put behind ``drafts``, those that wait for a number behind ``waiting``;
    who its sides are is given back."""
    document = document_of(text, [found[number] for number in numbers])
    carries: dict[tuple[int | None, int], Carry] = {}
    for number in numbers:
        block = found[number]
        rest = _take_own(text, block, number, drafts)
        if block.role is Role.HEADING:
            continue
        key = (block.parent, block.level)
        context = context_of(text, found, number, document, before=carries.get(key))
        for start, end in rest:
            carries[key] = read_block(text.clean, start, end, context, drafts)
            waiting += uncounted_in(text.clean, start, end, context, drafts)
    return document.sides


def _take_own(
    text: Text, block: Block, number: int, drafts: list[Draft]
) -> list[tuple[int, int]]:
    """The stretches of the block that are not sentences of our own; those become drafts."""
    rest = []
    for start, end, own in stretches(text.clean, block.body, block.end):
        first = len(drafts)
        drafts += [own_draft(duty, block=number, first=first) for duty in own]
        if not own:
            rest.append((start, end))
    return rest


def _in_order(drafts: list[Draft]) -> list[Draft]:
    order = sorted(range(len(drafts)), key=lambda number: (drafts[number].start, number))
    places = {old: new for new, old in enumerate(order)}
    for draft in drafts:
        if draft.whole is not None:
            draft.whole = places[draft.whole]
    return [drafts[number] for number in order]


def _clauses(found: Sequence[Block], text: Text) -> tuple[Clause, ...]:
    ends = [block.end for block in found]
    for number in range(len(found) - 1, -1, -1):
        parent = found[number].parent
        if parent is not None:
            ends[parent] = max(ends[parent], ends[number])
    return tuple(
        Clause(
            label=block.label,
            heading=_heading(block, text),
            span=text.span(block.start, end),
            level=block.level,
            parent=block.parent,
        )
        for block, end in zip(found, ends, strict=True)
    )


def _heading(block: Block, text: Text) -> str:
    if block.role is not Role.HEADING:
        return ""
    words = text.span(block.body, block.end).of(text.original)
    return words.replace("\n", "").rstrip("：:")
