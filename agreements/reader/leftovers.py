"""Sentences with a number, a frequency or a blank from which no duty was read."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from agreements.reader.drafts import Draft, Place
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Period, Time, phrases
from agreements.reader.structure import Block, Role
from agreements.reader.text import Text
from agreements.reader.tokens import Token, tokens
from agreements.reader.values import Leftover, Unread

SENTENCE = re.compile(r"[^。;!?\n]+")
MAY_ASK = re.compile(
    r"每|\d|_|若干|一定|定期|经常| |[一二两三四五六七八九十].?[次节名人项篇份场个天周月年]"
)
OFTEN = re.compile(r"定期|经常|不定期")


def unread_in(
    text: Text,
    found: Sequence[Block],
    kept: Sequence[int],
    drafts: Sequence[Draft],
    *,
    told: Sequence[Place] = (),
) -> tuple[Unread, ...]:
    """``told`` are places that other fields of the agreement were read from: a number there is
    read, too."""
    drafts = sorted(drafts, key=lambda draft: draft.start)
    starts = [draft.start for draft in drafts]
    unread = []
    for number in kept:
        block = found[number]
        if block.role is Role.HEADING:
            continue
        for sentence in SENTENCE.finditer(text.clean, block.body, block.end):
            start, end = sentence.span()
            if _is_read(drafts, starts, start, end):
                continue
            why = _why(text.clean, start, end, told)
            if why:
                unread.append(Unread(span=text.span(start, end), why=why))
    return tuple(unread)


def _is_read(drafts: Sequence[Draft], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a duty was read from the sentence."""
    at = bisect_right(starts, end - 1)
    return any(draft.end > start for draft in drafts[max(0, at - 3) : at])


def _why(clean: str, start: int, end: int, told: Sequence[Place]) -> Leftover | None:
    if not MAY_ASK.search(clean, start, end):
        return None
    found = list(_said(clean, start, end, told))
    for why in (Leftover.BLANK, Leftover.NUMBER, Leftover.FREQUENCY):
        if why in found:
            return why
    return None


def _said(clean: str, start: int, end: int, told: Sequence[Place]) -> Iterator[Leftover]:
    for phrase in phrases(clean, tokens(clean, start, end, {})):
        if any(first <= phrase.start and phrase.end <= last for first, last in told):
            continue
        if isinstance(phrase, Count):
            yield Leftover.BLANK if phrase.is_blank else Leftover.NUMBER
        elif isinstance(phrase, Time) and phrase.is_open:
            yield Leftover.BLANK
        elif isinstance(phrase, Period):
            yield Leftover.FREQUENCY
        elif isinstance(phrase, Token) and phrase.kind is Kind.VAGUE:
            yield Leftover.NUMBER
    if OFTEN.search(clean, start, end):
        yield Leftover.FREQUENCY
