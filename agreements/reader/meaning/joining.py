"""Numbers that stand apart in a sentence and belong to one duty: bounds of its events, what it
must cover, a number for each term, year or stage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agreements.reader.meaning.numbers import NUMBER, number_of
from agreements.reader.values import Duty, Obligation, QuotaLine

BOUNDS = (
    "floor_people",
    "floor_people_each_side",
    "floor_days",
    "floor_weeks",
    "floor_lessons",
    "floor_days_per_person",
    "ceiling_people",
    "ceiling_days",
    "coverage_of",
    "coverage_distinct",
)
_BOUND = re.compile("(?:且|并|并且|同时)?(?:每次|每场|每期|每批|每人|每名|覆盖|涵盖|涉及)")
_KEYS = (
    ("season", "autumn", "秋季(?:学期)?|上学期|第一学期"),
    ("season", "spring", "春季(?:学期)?|下学期|第二学期"),
    ("agreement_year", "", "第(?P<year>[一二三四五六])(?:学)?年度?"),
    ("stage", "primary", "小学(?:学段|部|阶段)?"),
    ("stage", "junior", "初中(?:学段|部|阶段)?"),
    ("stage", "senior", "高中(?:学段|部|阶段)?"),
)
_LINES = tuple(
    (field, code, re.compile(rf"(?:^|[,、:])(?:{key})[^,;。]{{0,6}}?{NUMBER}[^,;。\d]{{1,4}}$"))
    for field, code, key in _KEYS
)
_PERIODS = {"season": "term", "agreement_year": "agreement_year"}
_PLAIN = Obligation()


def joined(
    duties: Sequence[Duty], words: Sequence[str], *, firsts: Sequence[int]
) -> list[Duty]:
    """``words`` are those of each duty, "" for one that is not to be touched; ``firsts`` the
    places where their sentences begin."""
    found = list(duties)
    for place in range(1, len(found)):
        if words[place] and firsts[place] == firsts[place - 1]:
            _take_bound(found, words, place)
    _take_lines(found, words, firsts)
    return found


# --- Bounds of one event, and what all of them cover ------------------------------------------
def _take_bound(found: list[Duty], words: Sequence[str], place: int) -> None:
    host = found[place - 1].bounds if found[place - 1].bounds is not None else place - 1
    if not words[host] or not _BOUND.match(words[place]):
        return
    bound = {
        name: value
        for name in BOUNDS
        if (value := getattr(found[place].obligation, name)) != getattr(_PLAIN, name)
    }
    if not bound:
        return
    found[host] = _with(found[host], found[place], **bound)
    found[place] = replace(found[place], bounds=host)


def _with(duty: Duty, other: Duty, **fields) -> Duty:
    """``duty`` with fields that the words of ``other`` give."""
    sources = {**duty.sources, **dict.fromkeys(fields, (other.span,))}
    return replace(duty, obligation=replace(duty.obligation, **fields), sources=sources)


# --- A number for each term, year or stage ----------------------------------------------------
def _take_lines(found: list[Duty], words: Sequence[str], firsts: Sequence[int]) -> None:
    place = 0
    while place < len(found):
        lines = _lines_from(found, words, firsts, place)
        if len(lines) > 1:
            _put_lines(found, firsts, place, lines)
        place += max(len(lines), 1)


def _lines_from(found, words, firsts, place: int) -> list[QuotaLine]:
    """The lines of one kind that follow each other in a sentence from ``place`` on."""
    lines: list[QuotaLine] = []
    kind = ""
    for at in range(place, len(found)):
        field, line = _line(found[at], words[at])
        is_next = not lines or (field == kind and firsts[at] == firsts[place])
        if line is None or not is_next:
            break
        kind = field
        lines.append(line)
    return lines


def _line(duty: Duty, words: str) -> tuple[str, QuotaLine | None]:
    numbers = {"minimum": duty.obligation.minimum, "maximum": duty.obligation.maximum}
    if duty.whole is not None or numbers == {"minimum": None, "maximum": None}:
        return "", None
    for field, code, pattern in _LINES:
        if match := pattern.search(words):
            key = number_of(match["year"]) if field == "agreement_year" else code
            return field, QuotaLine(**{field: key}, **numbers)
    return "", None


def _put_lines(found: list[Duty], firsts, place: int, lines: list[QuotaLine]) -> None:
    """On the duty that says what is done without a number, else on the first line's own."""
    host = place
    before = found[place - 1] if place and firsts[place - 1] == firsts[place] else None
    if before and (before.obligation.minimum, before.obligation.maximum) == (None, None):
        host = place - 1
    field = next(
        name for name in ("season", "agreement_year", "stage") if getattr(lines[0], name)
    )
    fields = {"quotas": tuple(lines), "minimum": None, "maximum": None}
    fields["measure"] = found[place].obligation.measure
    if field in _PERIODS:
        fields["period"] = _PERIODS[field]
    if field == "stage":
        fields["stages"] = ()
    found[host] = _with(found[host], found[place], **fields)
    for at in range(place, place + len(lines)):
        if at != host:
            found[at] = replace(found[at], bounds=host)
