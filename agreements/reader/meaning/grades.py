"""Grades as people write them: 小学五至六年级, 初高中各年级, 七、八年级, 初三, 毕业班."""

import re

from agreements.words.about import GRADES

_ALL = {
    "小学": ("p1", "p2", "p3", "p4", "p5", "p6"),
    "初中": ("j1", "j2", "j3"),
    "高中": ("s1", "s2", "s3"),
    "初高中": ("j1", "j2", "j3", "s1", "s2", "s3"),
}
_FIGURES = "一二三四五六七八九"
_NUMBERED = ("", "p1", "p2", "p3", "p4", "p5", "p6", "j1", "j2", "j3")
_EVERY = re.compile("(小学|初高中|初中|高中)各?(?:个)?(?:各)?年级")
_LIST = re.compile(
    rf"(小学|初中|高中|初|高)?([{_FIGURES}](?:(?:、|至|到|-|和|,|或)(?:初|高)?[{_FIGURES}])*)年级"
)
_SHORT = re.compile("(初|高)([一二三])(?!年级)")
_CLASSES = {"小班": "k1", "中班": "k2", "大班": "k3"}


def grades_in(words: str) -> tuple[str, ...]:
    """In the order of the vocabulary, each once."""
    found: set[str] = set()
    for match in _EVERY.finditer(words):
        if "各" in match[0]:
            found |= set(_ALL[match[1]])
    for match in _LIST.finditer(words):
        found |= set(_listed(match[1] or "", match[2]))
    for match in _SHORT.finditer(words):
        found.add(_code(match[1], match[2]))
    found |= {code for word, code in _CLASSES.items() if word in words}
    return tuple(code for code in GRADES if code in found)


def _listed(stage: str, text: str) -> list[str]:
    figures = [figure for figure in text if figure in _FIGURES]
    if re.search("至|到|-", text) and len(figures) == 2:
        first, last = (_FIGURES.index(figure) for figure in figures)
        figures = list(_FIGURES[first : last + 1])
    return [code for figure in figures if (code := _code(stage, figure))]


def _code(stage: str, figure: str) -> str:
    number = _FIGURES.index(figure) + 1
    if stage.startswith("高"):
        return f"s{number}" if number <= 3 else ""
    if stage.startswith("初") and number <= 3:
        return f"j{number}"
    return _NUMBERED[number]
