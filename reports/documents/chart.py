"""The bars of the summary: how much of each duty was done, against the thick line of what was
agreed. In-line SVG, told apart by fill and figure, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

FAMILY = 'font-family="GW Latin, GW Fangsong, GW Rare"'
LEFT, UNIT, WIDTH = 104.0, 184.6, 442
CAP = Fraction(13, 10)  # a longer bar is cut here; its figure says the rest
BAR, PITCH, TOP = 11, 17, 6
SLANT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``share`` of what was agreed; ``figure`` in words; ``mark`` of what is not met, or ""."""

    label: str
    share: Fraction
    figure: str
    mark: str


def svg(bars: Sequence[Bar], *, title: str) -> str:
    bottom = TOP + PITCH * len(bars)
    drawn = [_grid(percent, bottom=bottom) for percent in (0, 50, 100)]
    drawn += [_bar(bar, top=TOP + PITCH * place) for place, bar in enumerate(bars)]
    drawn.append(_line(LEFT + UNIT, 4, LEFT + UNIT, bottom, width="1.1"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 20}"'
        f' role="img" aria-label="{escape(title)}">{"".join(drawn)}</svg>'
    )


def _grid(percent: int, *, bottom: int) -> str:
    x = LEFT + UNIT * percent / 100
    width = "1.1" if percent == 100 else "0.35"
    label = _text(x, bottom + 13, f"{percent}%", size=9, anchor="middle")
    return _line(x, 4, x, bottom, width=width) + label


def _bar(bar: Bar, *, top: int) -> str:
    length = round(UNIT * float(min(bar.share, CAP)), 1)
    size = min(10.0, 94 / max(len(bar.label), 1))
    shape = _hatched(length, top=top) if bar.mark else _solid(length, top=top)
    beside = max(LEFT + length, LEFT + UNIT) + 7
    figure = f"{bar.figure}　{bar.mark}" if bar.mark else bar.figure
    return (
        _text(LEFT - 6, top + 9.3, bar.label, size=size, anchor="end")
        + shape
        + _text(beside, top + 9.3, figure, size=10)
    )


def _solid(length: float, *, top: int) -> str:
    return f'<rect x="{LEFT}" y="{top}" width="{length}" height="{BAR}" fill="#5a5a5a"/>'


def _hatched(length: float, *, top: int) -> str:
    box = (
        f'<rect x="{LEFT}" y="{top}" width="{length}" height="{BAR}" fill="#fff"'
        ' stroke="#000" stroke-width=".7"/>'
    )
    lines, x = [], LEFT + 4
    while x < LEFT + length:
        reach = min(SLANT, LEFT + length - x)
        lines.append(
            _line(x, top + BAR, x + reach, top + BAR - BAR * reach / SLANT, width=".6")
        )
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
