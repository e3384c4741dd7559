"""Which characters the project's fonts hold: asked before a text is kept, not at the press."""

from functools import cache

from reports.checks import FONTS as FOLDER

FONTS = ("GWFangsong.ttf", "GWSongti.ttf", "GWRare.ttf")
# Nothing is drawn for these.
UNDRAWN = frozenset(" \n\r\t\u3000\u2060\u200b")


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that no font of the body holds, sorted."""
    return tuple(sorted({each for each in text if ord(each) not in _held()} - UNDRAWN))


@cache
def _held() -> frozenset[int]:
    """Half a second for the first text of a process, then kept."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    found: set[int] = set()
    for name in FONTS:
        with TTFont(FOLDER / name, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
