"""The numbers Word prints before the paragraphs of a list: they stand in no paragraph's text.

一、 （一） 1. ① and their kin are counted here as Word counts: one count for each level of each
list, begun anew by a higher level, and from another start where the list says so.
"""

import re

from lxml import etree

LEVELS = 9
DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
SILENT = frozenset({"bullet", "none"})


class Numbering:
    """Ask ``label_of`` for every paragraph, once and in order: it counts."""

    def __init__(self, numbering, *, styles):
        self._styles = {_value(s, "styleId"): s for s in _children(styles, "style")}
        self._abstract = {
            _value(one, "abstractNumId"): one for one in _children(numbering, "abstractNum")
        }
        self._lists = {_value(one, "numId"): one for one in _children(numbering, "num")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def style_of(self, paragraph) -> str:
        """The name of the paragraph's style, "" for the usual one."""
        style = self._styles.get(_path(paragraph, "pPr", "pStyle"))
        return _path(style, "name") if style is not None else ""

    def label_of(self, paragraph) -> str:
        list_id, level = self._place_of(paragraph)
        levels = self._levels(list_id)
        if level not in levels:
            return ""
        counts = self._count(list_id, level, levels)
        if _path(levels[level], "numFmt") in SILENT:
            return ""
        return _label(level, levels=levels, counts=counts)

    # --- Which list, which level --------------------------------------------------------------
    def _place_of(self, paragraph) -> tuple[str, int]:
        """From the paragraph itself, else from its style or what that is based on."""
        marks = _child(paragraph, "pPr")
        style_id = _path(marks, "pStyle")
        list_id, level = _numbered(marks)
        seen: set[str] = set()
        while not list_id and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            found, own = _numbered(_child(self._styles[style_id], "pPr"))
            list_id = found
            level = level or own or self._level_of_style(found, style_id)
            style_id = _path(self._styles[style_id], "basedOn")
        return list_id, int(level or 0) if (level or "0").isdecimal() else 0

    def _level_of_style(self, list_id: str, style_id: str) -> str:
        for level, element in self._levels(list_id).items():
            if _path(element, "pStyle") == style_id:
                return str(level)
        return ""

    def _abstract_of(self, list_id: str):
        found = self._abstract.get(_path(self._lists.get(list_id), "abstractNumId"))
        linked = _path(found, "numStyleLink")
        if linked in self._styles:
            style = _child(self._styles[linked], "pPr")
            other = self._lists.get(_numbered(style)[0])
            found = self._abstract.get(_path(other, "abstractNumId"), found)
        return found

    def _levels(self, list_id: str) -> dict[int, etree._Element]:
        levels = _by_level(self._abstract_of(list_id), "lvl")
        for level, override in self._overrides(list_id).items():
            own = _child(override, "lvl")
            if own is not None:
                levels[level] = own
        return levels

    def _overrides(self, list_id: str) -> dict[int, etree._Element]:
        return _by_level(self._lists.get(list_id), "lvlOverride")

    # --- Counting -----------------------------------------------------------------------------
    def _count(self, list_id: str, level: int, levels: dict) -> list[int]:
        """Lists that share one pattern share one count."""
        key = _path(self._lists.get(list_id), "abstractNumId")
        counts = self._counts.setdefault(key, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, override in self._overrides(list_id).items():
                if _path(override, "startOverride"):
                    counts[place] = None
        counts[level] = (
            self._start(list_id, level, levels) if counts[level] is None else counts[level] + 1
        )
        for deeper in range(level + 1, LEVELS):
            if deeper in levels and _path(levels[deeper], "lvlRestart") != "0":
                counts[deeper] = None
        return [
            self._start(list_id, place, levels) if count is None else count
            for place, count in enumerate(counts)
        ]

    def _start(self, list_id: str, level: int, levels: dict) -> int:
        asked = _path(self._overrides(list_id).get(level), "startOverride")
        asked = asked or _path(levels.get(level), "start") or "1"
        return int(asked) if asked.isdecimal() and len(asked) < 5 else 1


def _label(level: int, *, levels: dict, counts: list[int]) -> str:
    """The pattern of the level (（%1）, %1.%2) with its numbers."""
    plain = _child(levels[level], "isLgl") is not None

    def number(found: re.Match) -> str:
        place = int(found[1]) - 1
        kind = "decimal" if plain else _path(levels.get(place), "numFmt")
        return written(counts[place], kind=kind)

    return re.sub(r"%([1-9])", number, _path(levels[level], "lvlText"))


# --- Numbers in words -------------------------------------------------------------------------
def written(number: int, *, kind: str) -> str:
    """One number in a format of Word; what has no other form is decimal."""
    if kind in COUNTING:
        return _counted(number, DIGITS, "十百千")
    if kind == "chineseLegalSimplified" or kind.startswith("ideographLegal"):
        return _counted(number, FORMAL, "拾佰仟", one_ten=True)
    if kind == "ideographDigital" or kind == "japaneseDigitalTenThousand":
        return "".join(DIGITS[int(figure)] for figure in str(number))
    if maker := FORMS.get(kind):
        return maker(number)
    return str(number)


COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)


def _counted(number: int, digits: str, places: str, *, one_ten: bool = False) -> str:
    """12 is 十二 and 105 一百〇五; formal numbers say 壹拾贰."""
    if number >= 10_000:
        return str(number)
    figures = [int(figure) for figure in str(number)]
    found = ""
    for place, figure in zip(reversed(range(len(figures))), figures, strict=True):
        name = places[place - 1] if place else ""
        if figure:
            found += digits[figure] + name
        elif not found.endswith(digits[0]):
            found += digits[0]
    found = (found.rstrip(digits[0]) or digits[0]) if len(figures) > 1 else found
    short = found.startswith(digits[1] + places[0]) and not one_ten
    return found[1:] if short else found


def _roman(number: int) -> str:
    if not 0 < number < 40:
        return str(number)
    found = ""
    for worth, sign in ROMAN:
        count, number = divmod(number, worth)
        found += sign * count
    return found


def _letter(number: int) -> str:
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1) if 0 < number <= 260 else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else f"({number})"


FORMS = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalFullWidth": lambda number: "".join(chr(ord(one) + 0xFEE0) for one in str(number)),
    "ideographTraditional": lambda number: STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % 12],
}


# --- Looking into the file --------------------------------------------------------------------
def _named(element, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _children(element, name: str) -> list:
    return [] if element is None else [one for one in element if _named(one, name)]


def _child(element, name: str):
    return next(iter(_children(element, name)), None)


def _path(element, *names: str) -> str:
    """The value at the end of the path, "" where it ends before."""
    for name in names:
        element = _child(element, name)
    return "" if element is None else _value(element, "val")


def _value(element, name: str) -> str:
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return value
    return ""


def _numbered(marks) -> tuple[str, str]:
    """List and level; list "0" takes a paragraph out of every list."""
    numbered = _child(marks, "numPr")
    return _path(numbered, "numId"), _path(numbered, "ilvl")


def _by_level(element, name: str) -> dict[int, etree._Element]:
    found = {_value(one, "ilvl"): one for one in _children(element, name)}
    return {
        int(key): one for key, one in found.items() if key.isdecimal() and int(key) < LEVELS
    }
