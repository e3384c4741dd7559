"""The bars of the reports: agreed and done side by side, and how much of each duty was done
against the thick line of what was agreed. In-line SVG, told apart by fill and figure, never by
colour alone: white with an outline, solid, hatched. Made in pieces, so that a page may
end between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise

from reports.documents.words import width

FAMILY = 'font-family="GW Latin, GW Fangsong, GW Rare"'
LEFT, UNIT, WIDTH = 104.0, 184.6, 442
CAP = Fraction(13, 10)  # a longer bar is cut here; its figure says the rest
BAR, PITCH, TOP = 11, 17, 6
SLANT = 5
PERCENTS, SCALE, FOOT = (0, 50, 100), 10, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``share`` of what was agreed; ``figure`` in words; ``mark`` of what is not met, or ""."""

    label: str
    share: Fraction
    figure: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was agreed and what was done, in one measure; ``unit`` stands behind the figures."""

    label: str
    asked: int
    done: int
    unit: str = "期"


THIN, PAIR_PITCH, LEGEND = 9, 26, 22
LONGEST = 270.0  # the longest bar; its figure stands beside it
PAIRS_A_PIECE, BARS_A_PIECE = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a chart from its top ``0`` to ``height``: a page may end below it."""

    height: float
    drawn: str


def whole(pieces: Sequence[Piece], *, title: str) -> str:
    """The pieces one below the other, as one drawing."""
    drawn, top = [], 0.0
    for piece in pieces:
        drawn.append(f'<g transform="translate(0 {top:g})">{piece.drawn}</g>')
        top += piece.height
    return _sheet("".join(drawn), height=top, title=title)


def strips(pieces: Sequence[Piece], *, title: str) -> tuple[str, ...]:
    """Each piece as a drawing of its own: set close, they look as the whole does."""
    return tuple(_sheet(piece.drawn, height=piece.height, title=title) for piece in pieces)


def _sheet(drawn: str, *, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
        f' role="img" aria-label="{escape(title)}">{drawn}</svg>'
    )


def _shared(items: Sequence, *, most: int) -> list[Sequence]:
    """``items`` in order, in as few parts of at most ``most`` as can be, nearly alike."""
    count = -(-len(items) // most)
    ends = [len(items) * place // count for place in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


# --- Pairs: agreed and done -------------------------------------------------------------------
def pairs_pieces(pairs: Sequence[Pair]) -> tuple[Piece, ...]:
    """Two bars a row: agreed (white), done (solid; hatched where less than agreed)."""
    most = max((max(pair.asked, pair.done) for pair in pairs), default=0) or 1
    parts = _shared(pairs, most=PAIRS_A_PIECE)
    return tuple(
        _pairs_piece(part, most=most, is_first=not place, is_last=place == len(parts) - 1)
        for place, part in enumerate(parts)
    )


def _pairs_piece(pairs: Sequence[Pair], *, most: int, is_first: bool, is_last: bool) -> Piece:
    top = TOP if is_first else 0
    bottom = top + PAIR_PITCH * len(pairs)
    drawn = [
        _pair(pair, top=top + PAIR_PITCH * place, most=most) for place, pair in enumerate(pairs)
    ]
    drawn.append(_line(LEFT, 2 if is_first else 0, LEFT, bottom, width=".7"))
    drawn.append(_legend(bottom + 8) if is_last else "")
    return Piece(height=bottom + (LEGEND if is_last else 0), drawn="".join(drawn))


def _pair(pair: Pair, *, top: int, most: int) -> str:
    size = min(10.0, 94 / max(width(pair.label), 1))
    asked, done = (round(LONGEST * n / most, 1) for n in (pair.asked, pair.done))
    shape = _hatched if pair.done < pair.asked else _solid
    return (
        _text(LEFT - 6, top + 13, pair.label, size=size, anchor="end")
        + (_outlined(asked, top=top) if pair.asked else "")
        + _text(LEFT + asked + 6, top + 8.2, f"{pair.asked}{pair.unit}", size=9)
        + (shape(done, top=top + 11, height=THIN) if pair.done else "")
        + _text(LEFT + done + 6, top + 19.2, f"{pair.done}{pair.unit}", size=9)
    )


def _outlined(length: float, *, top: float, height: float = THIN) -> str:
    return (
        f'<rect x="{LEFT}" y="{top}" width="{length}" height="{height}" fill="#fff"'
        ' stroke="#000" stroke-width=".7"/>'
    )


def _legend(top: float) -> str:
    told, x = [], LEFT
    for shape, words in (
        (_outlined, "约定"),
        (_solid, "完成"),
        (_hatched, "完成，少于约定"),
    ):
        moved = shape(18.0, top=top, height=THIN)
        told.append(f'<g transform="translate({x - LEFT:.1f} 0)">{moved}</g>')
        told.append(_text(x + 23, top + 8.2, words, size=9))
        x += 40 + 9 * len(words) + 14
    return "".join(told)


# --- Bars: how much of each duty was done -----------------------------------------------------
def bars_pieces(bars: Sequence[Bar]) -> tuple[Piece, ...]:
    """Each bar against the thick line of what was agreed. The scale stands at the foot, and
    over a chart of several pieces at the head too."""
    parts = _shared(bars, most=BARS_A_PIECE)
    return tuple(
        _bars_piece(
            part,
            head=SCALE if not place and len(parts) > 1 else 0,
            is_first=not place,
            is_last=place == len(parts) - 1,
        )
        for place, part in enumerate(parts)
    )


def _bars_piece(bars: Sequence[Bar], *, head: float, is_first: bool, is_last: bool) -> Piece:
    top = head + (TOP if is_first else 0)
    bottom = top + PITCH * len(bars)
    start = head + 4 if is_first else 0
    drawn = [_grid(percent, top=start, bottom=bottom) for percent in PERCENTS]
    drawn += [_percent(percent, y=head) for percent in PERCENTS if head]
    drawn += [_bar(bar, top=top + PITCH * place) for place, bar in enumerate(bars)]
    # Over the bars: it says where 100 per cent are.
    drawn.append(_line(LEFT + UNIT, start, LEFT + UNIT, bottom, width="1.1"))
    drawn += [_percent(percent, y=bottom + 13) for percent in PERCENTS if is_last]
    return Piece(height=bottom + (FOOT if is_last else 0), drawn="".join(drawn))


def _grid(percent: int, *, top: float, bottom: float) -> str:
    x = LEFT + UNIT * percent / 100
    return _line(x, top, x, bottom, width="1.1" if percent == 100 else "0.35")


def _percent(percent: int, *, y: float) -> str:
    return _text(LEFT + UNIT * percent / 100, y, f"{percent}%", size=9, anchor="middle")


def _bar(bar: Bar, *, top: int) -> str:
    length = round(UNIT * float(min(bar.share, CAP)), 1)
    size = min(10.0, 94 / max(width(bar.label), 1))
    shape = _hatched(length, top=top) if bar.mark else _solid(length, top=top)
    beside = max(LEFT + length, LEFT + UNIT) + 7
    figure = f"{bar.figure}　{bar.mark}" if bar.mark else bar.figure
    return (
        _text(LEFT - 6, top + 9.3, bar.label, size=size, anchor="end")
        + shape
        + _text(beside, top + 9.3, figure, size=10)
    )


def _solid(length: float, *, top: float, height: float = BAR) -> str:
    return f'<rect x="{LEFT}" y="{top}" width="{length}" height="{height}" fill="#5a5a5a"/>'


def _hatched(length: float, *, top: float, height: float = BAR) -> str:
    box = _outlined(length, top=top, height=height)
    lines, x = [], LEFT + 4
    while x < LEFT + length:
        reach = min(SLANT, LEFT + length - x)
        foot = top + height
        lines.append(_line(x, foot, x + reach, foot - height * reach / SLANT, width=".6"))
        x += SLANT
    return box + "".join(lines)


def _line(x1: float, y1: float, x2: float, y2: float, *, width: str) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#000"'
        f' stroke-width="{width}"/>'
    )


def _text(x: float, y: float, words: str, *, size: float, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" {FAMILY}>'
        f"{escape(words)}</text>"
    )
