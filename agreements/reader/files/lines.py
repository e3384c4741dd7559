"""Lines of printed pages: heads, feet and page numbers taken off, paragraphs mended.

A printed line breaks where the paper ends. It goes on in the next one when it reaches the right
edge and the next one does not begin anew: with a label, or further in.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

MARGIN_LINES = 2  # at the top and at the bottom, where heads and feet stand
LEAST_REPEATS = 3
MOST_INDENT = 6  # characters
ENOUGH = 3  # lines that reach the right edge of a text
GAP = 2.5  # widths of a character
STRIP = 1.2  # widths of a character: the narrowest gap between two columns
PLACE = 6.0  # points: closer lines stand at the same height
SENTENCE = "。；，"
ENDINGS = "。；：！？;:!?"
PAGE_NUMBER = re.compile(
    r"[\s—–\-·~]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/,，、]?\s*共?\s*\d{1,3}\s*页?)?[\s—–\-·~]*"
)
DECORATED = re.compile(r"[—–\-~·第]")
LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|\d{1,2}(?:\.\d{1,2})*[、．.)）](?!\d)|第[一二三四五六七八九十百\d]{1,4}[条章节款]|[①-⑳]"
    r"|[甲乙丙]方[（(：:])"
)


@dataclass(slots=True, kw_only=True)
class Line:
    """``left``, ``right``, ``bottom`` and ``size`` in points; a line without a place is never
    mended. ``gaps`` are stretches without characters: where they begin and end, and where the
    text goes on behind them."""

    text: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    gaps: list[tuple[float, float, int]] = field(default_factory=list)

    def add(self, character: str, *, box: tuple[float, float, float, float] | None) -> None:
        """Characters far from each other, as in the cells of a table, are parted by a tab."""
        if box is None:
            self.text += character
            return
        left, bottom, right, _top = box
        if self.right and left - self.right > GAP * self.size:
            self.text = self.text.rstrip() + "\t"
        if self.right and left - self.right > STRIP * self.size:
            self.gaps.append((self.right, left, len(self.text)))
        self.text += character
        self.left = left if not self.right else min(self.left, left)
        self.bottom = bottom if not self.right else min(self.bottom, bottom)
        self.right = max(self.right, right)
        self.size = max(self.size, min(right - left, 40.0))

    def crosses(self, place: float) -> bool:
        """Whether the line stands over ``place`` without a gap there."""
        is_over = self.size > 0 and self.left < place < self.right
        return is_over and not any(first <= place <= last for first, last, _at in self.gaps)

    def cut(self, place: float) -> tuple["Line | None", "Line | None"]:
        """What stands left and right of ``place``, which the line does not cross."""
        for first, last, at in self.gaps:
            if first <= place <= last:
                before = replace(self, text=self.text[:at].rstrip(), right=first)
                behind = replace(self, text=self.text[at:], left=last)
                return before, behind
        return (self, None) if self.right <= place else (None, self)


@dataclass(slots=True, kw_only=True)
class Page:
    lines: list[Line] = field(default_factory=list)
    has_pictures: bool = False


def without_margins(pages: list[Page]) -> list[list[Line]]:
    """The lines of each page without page numbers and without what most pages repeat at their
    edges."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge(page.lines)})
    often = max(LEAST_REPEATS, len(pages) // 2)
    repeated = {key for key, count in edges.items() if key and count >= often}
    return [_body(page.lines, repeated=repeated) for page in pages]


def _key(line: Line) -> tuple[str, int] | None:
    """What a head or foot shows on every page, and where. A sentence or a numbered point is
    none, however often it comes: taking words of the agreement away is the worse fault."""
    text = "".join(line.text.split())
    if LABEL.match(text) or any(one in SENTENCE for one in text):
        return None
    return re.sub(r"\d+", "#", text), round(line.bottom / PLACE)


def _edge(lines: list[Line]) -> list[Line]:
    return [*lines[:MARGIN_LINES], *lines[-MARGIN_LINES:]]


def _body(lines: list[Line], *, repeated: set[tuple[str, int] | None]) -> list[Line]:
    edge = {id(line) for line in _edge(lines)}

    def is_margin(line: Line) -> bool:
        return id(line) in edge and (_is_page_number(line) or _key(line) in repeated)

    return [line for line in lines if not is_margin(line)]


def _is_page_number(line: Line) -> bool:
    """Alone, or beside other words of a foot: there only with what no cell of a table has."""
    parts = line.text.strip().split("\t")
    numbers = [part for part in parts if PAGE_NUMBER.fullmatch(part)]
    if len(parts) == 1:
        return bool(numbers)
    return _key(line) is not None and any(DECORATED.search(part) for part in numbers)


def paragraphs(pages: list[list[Line]]) -> str:
    found: list[str] = []
    before: Line | None = None
    edges = (0.0, 0.0)  # of the page on which ``before`` stands
    for page in pages:
        for line in page:
            words = line.text.strip()
            if before is not None and goes_on(before, line, edges=edges):
                found[-1] = _joined(found[-1], words)
            else:
                found.append(words)
            before, edges = line, edges_of(page)
    return "\n".join(found)


def edges_of(lines: list[Line]) -> tuple[float, float]:
    return _left_edge(lines), _right_edge(lines)


def _right_edge(lines: list[Line]) -> float:
    """Where the text of the page ends: the rightmost place that several lines reach. A wide
    table or a mark at the side reaches further, and alone."""
    rights = sorted((line.right for line in lines if line.size), reverse=True)
    size = max((line.size for line in lines), default=0.0)
    for place, right in enumerate(rights[: 1 - ENOUGH]):
        if right - rights[place + ENOUGH - 1] <= 1.5 * size:
            return right
    return rights[0] if rights else 0.0


def _left_edge(lines: list[Line]) -> float:
    return min((line.left for line in lines if line.size), default=0.0)


def goes_on(before: Line, line: Line, *, edges: tuple[float, float]) -> bool:
    """Whether a printed line is continued by the next one."""
    if not before.size or not line.size or LABEL.match(line.text):
        return False
    left, right = edges
    is_set_right = before.left > left + MOST_INDENT * before.size
    if is_set_right or abs(before.size - line.size) > before.size / 4:
        return False
    if "\t" in before.text or "\t" in line.text:  # rows of a table
        return False
    reaches_edge = before.right >= right - 2 * before.size
    further_in = line.left > before.left + 0.8 * before.size
    is_closed = before.text.rstrip().endswith(tuple(ENDINGS))
    return reaches_edge and not (further_in and is_closed)


def _joined(first: str, second: str) -> str:
    """Latin words keep a space between them; Chinese has none."""
    is_latin = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha()
    return f"{first} {second}" if is_latin and second[:1].isalpha() else first + second
