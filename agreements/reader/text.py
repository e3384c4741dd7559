"""The text as the grammar wants it, with every character's place in the text handed in.

Traditional characters become simplified ones, full-width signs half-width ones, each for
each; page marks go, and lines broken in the middle of a sentence are joined. ``Text.span``
leads back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle

from opencc import OpenCC

from agreements.reader.lexicon.kinds import Kind
from agreements.reader.lexicon.labels import LABEL, PARTY_LINE
from agreements.reader.lexicon.units import BLANK_UNITS
from agreements.reader.tokens import table
from agreements.reader.values import Span

WIDE_TO_NARROW = 0xFEE0
CELL = "|"  # between the cells of a row
SIGNS = str.maketrans(
    {
        **dict.fromkeys("—–－―─﹣~～‐‑‒", "-"),
        **dict.fromkeys("「『〝", "“"),
        **dict.fromkeys("」』〞", "”"),
        **dict.fromkeys("〔【［", "["),
        **dict.fromkeys("〕】］", "]"),
        **dict.fromkeys("〈", "《"),
        **dict.fromkeys("〉", "》"),
        **dict.fromkeys("\xa0\u3000\u2002\u2003\u2009", " "),
        "﹪": "%",
        "\t": CELL,
        "•": "·",
        "｡": "。",
    }
)
EDGES = f" {CELL}"
SQUEEZED = re.compile(" +|[\u200b\u200c\u200d\ufeff\u00ad\r]")
PAGE_MARK = re.compile(
    r"[- ]*第? ?\d{1,4} ?页?(?:[ ,/]*共? ?\d{1,4} ?页)?[- ]*"
    r"|[- ]+\d{1,4}[- ]+|\d{1,3} ?/ ?\d{1,3}"
)
FIELD = re.compile(r"[^ ]+")
ROW = re.compile(r"\d{1,2} +[^ ,。;:]+(?: +[^ ,。;:]+){2,}")  # its number, its cells
STRAIGHT = '"'
ENDINGS = frozenset("。;:!?")
NEAR = 2_000  # characters before a duty in which its words stand
LONG = 24  # characters of a line that can be a full line of a page
CANNOT_BEGIN = re.compile(
    r"不少于|不低于|不得少于|不超过|至少|以上|以下|以内|左右|[的了等及和与、,;)]"
    r"|\d{1,4} ?[节次名人场篇份项周对]|于[\d一二两三四五六七八九十]"
)
# A line that breaks off between a number and its measure.
BROKEN = re.compile(r"[^篇第之\n][\d一二两三四五六七八九十]\n[次节场篇名项]")
MONTH_LINE = re.compile(
    r"(?:(?:20[\dxX]{2})? ?年 ?)?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]|元)月"
    r"(?:份|[上中下]旬)?:?"
)
INDENT = re.compile(r" {2,}|\u3000")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters of ``Text.clean`` from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """``places[i]`` is where character ``i`` of ``clean`` stands in ``original``."""

    original: str
    clean: str
    places: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    def span(self, start: int, end: int) -> Span:
        """The place, in the text handed in, of ``clean[start:end]``."""
        while start < end and self.clean[start] in " \n":
            start += 1
        while end > start and self.clean[end - 1] in " \n":
            end -= 1
        if start >= end:
            place = self.places[start] if start < len(self.places) else len(self.original)
            return Span(start=place, end=place)
        return Span(start=self.places[start], end=self.places[end - 1] + 1)

    def written(self, words: str, *, near: int) -> str:
        """``words`` of ``clean`` as the text handed in has them, looked for before ``near``
        first; put together from parts they are spelt as their characters are."""
        at = self.clean.rfind(words, max(0, near - NEAR), near)
        if at >= 0:
            return self.span(at, at + len(words)).of(self.original).replace("\n", "")
        found = (self.clean.rfind(sign, max(0, near - NEAR), near) for sign in words)
        return "".join(
            self.original[self.places[place]] if place >= 0 else character
            for place, character in zip(found, words, strict=True)
        )


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def simple(character: str) -> str:
    """``character`` simplified and narrow; itself where that is not one character."""
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - WIDE_TO_NARROW)
    character = character.translate(SIGNS)
    if character < "\u3400":
        return character
    found = _converter().convert(character)
    return found if len(found) == 1 else character


def prepared(original: str) -> Text:
    clean: list[str] = []
    places: list[int] = []
    paragraphs = []
    for group in _joined(list(_lines(original))):
        words, where = _squeezed(group)
        if words:
            start = len(places)
            clean.append(f"{_quoted(words)}\n")
            places += where
            paragraphs.append(Paragraph(start, len(places)))
            places.append(places[-1])
    return Text(original, "".join(clean), tuple(places), tuple(paragraphs))


def _quoted(paragraph: str) -> str:
    """Straight quotation marks turned to open and close, where every one has its other."""
    if (count := paragraph.count(STRAIGHT)) == 0 or count % 2:
        return paragraph
    signs = cycle("“”")
    return "".join(next(signs) if sign == STRAIGHT else sign for sign in paragraph)


@dataclass(frozen=True, slots=True)
class _Line:
    words: str  # simplified, narrow, with its spaces
    start: int  # in the original
    is_indented: bool
    after_gap: bool

    @property
    def bare(self) -> str:
        return self.words.strip(EDGES)

    @property
    def places(self) -> range:
        """Of the characters of ``bare`` in the original."""
        start = self.start + len(self.words) - len(self.words.lstrip(EDGES))
        return range(start, start + len(self.bare))


def _lines(original: str) -> Iterator[_Line]:
    """Lines that say something; ``after_gap``: behind an empty one."""
    start, gap = 0, False
    for raw in re.split(r"\n|\f|\v|\u2028|\u2029|\x85", original):
        words = "".join(map(simple, raw))
        bare = words.strip(EDGES)
        if not bare:
            gap = True
        elif not PAGE_MARK.fullmatch(bare) or (bare.isdigit() and len(bare) > 3):
            yield _Line(words, start, bool(INDENT.match(words)), gap)
            gap = False
        start += len(raw) + 1


def _joined(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines of one paragraph together."""
    group: list[_Line] = []
    for line in lines:
        if group and not _goes_on(group, line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: list[_Line], line: _Line) -> bool:
    """Whether ``line`` is the rest of a sentence that began above."""
    before = group[-1].bare
    if LABEL.match(line.bare) or PARTY_LINE.match(line.bare) or before[-1] in ENDINGS:
        return False
    if MONTH_LINE.fullmatch(line.bare) or MONTH_LINE.fullmatch(before):
        return False
    if before[-1] in ",、" or _is_torn(before, line.bare):
        return True
    if not line.after_gap and BROKEN.search(f"{before}\n{line.bare[0]}"):
        return True
    if line.is_indented and not group[-1].is_indented:
        return False
    said = LABEL.sub("", before, count=1)
    is_within = any(sign in said for sign in ",。、")
    is_rest = not any(sign in line.bare for sign in ",。:")
    if is_within and is_rest and len(line.bare) < 5:
        return True
    if line.after_gap and not is_within:
        return False
    width = len(before.replace(" ", ""))
    return width >= (LONG if line.after_gap or not is_within else LONG - 4)


def _is_torn(before: str, behind: str) -> bool:
    """Whether a line ends in the middle of a word or number, or before what needs one."""
    if (before[-1].isdecimal() and behind[0].isdecimal()) or CANNOT_BEGIN.match(behind):
        return True
    if not (_is_han(before[-1]) and _is_han(behind[0])):
        return False
    for left in range(1, 4):
        start = before[-left:]
        word = table().at(start + behind[:4], 0, left + 4) if len(start) == left else None
        if word and len(word[0]) > left:
            known = table().entries
            return not (word[0][:left] in known and word[0][left:] in known)
    return False


def _squeezed(group: list[_Line]) -> tuple[str, list[int]]:
    """The words of the lines with the place of each character. Of spaces only those stay that
    part two words or may be a blank left for a number."""
    words = "".join(line.bare for line in group)
    places = [place for line in group for place in line.places]
    if not SQUEEZED.search(words):
        return words, places
    kept = [at for start, end in _kept(words) for at in range(start, end)]
    return "".join(words[at] for at in kept), [places[at] for at in kept]


def _kept(words: str) -> Iterator[tuple[int, int]]:
    """The stretches that stay; of many spaces the first one stands for all."""
    at = 0
    apart = _apart(words)
    for gap in SQUEEZED.finditer(words):
        start, end = gap.span()
        is_kept = words[start] == " " and (end == apart or _stays(words, start, end))
        yield at, start + is_kept
        at = end
    yield at, len(words)


def _apart(words: str) -> int:
    """Where the one party of a row (1 送教到校 支援方 2次) begins; the gap before it stays."""
    cells = list(FIELD.finditer(words)) if ROW.fullmatch(words) else []
    parties = [
        cell
        for cell in cells
        if (known := table().entries.get(cell[0])) and known[1] is Kind.PARTY
    ]
    return parties[0].start() if len(parties) == 1 else -1


def _stays(words: str, start: int, end: int) -> bool:
    """Whether the spaces ``words[start:end]`` say something."""
    before, after = words[max(start - 1, 0) : start], words[end : end + 1]
    is_spaced = start > 1 and words[start - 2] == " "
    is_blank = _is_han(before) and after in BLANK_UNITS and not is_spaced
    return is_blank or not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    return _is_han(character) or character.isdecimal()


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
