"""How many, and the conditions behind the commas of a sentence of ours."""

import re
from collections.abc import Callable

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.own.slots import NOUNS
from agreements.reader.meaning.patterns import codes_in, list_of, one_of
from agreements.reader.values import QuotaLine
from agreements.words.about import CONTENTS, COVERED, GRADES, STAGES, SUBJECTS, TOPICS
from agreements.words.amounts import BLANK, DIGITS, SEASONS, UNITS, in_characters
from agreements.words.deeds import ITEM_UNITS
from agreements.words.people import PARTIES, ROLES, ROSTERS

MEASURES = {word: code for code, word in UNITS.items()} | dict.fromkeys(
    ITEM_UNITS.values(), "items"
)
_UNIT = one_of(MEASURES)
_AMOUNT = (
    rf"(?:(?:(?P<low>\d+)—(?P<high>\d+)|(?P<only>恰好|不超过|不少于)(?P<number>\d+)"
    rf"|(?P<blank>{BLANK}))(?P<unit>{_UNIT}))"
)
_ROSTER = rf"(?P<roster>{one_of(ROSTERS.values())})(?:（(?P<items>[^）]*)）)?"
_EACH = rf"(?:各|{_ROSTER})"
NUMBER = re.compile(rf"(?P<each>各)?{_AMOUNT}$")
_PLAIN = re.compile(rf"(?P<rest>其余)?(?P<each>{_EACH})?(?:{_AMOUNT}|(?P<none>均须进行))")
_YEARS = {in_characters(number): number for number in range(1, 100)}
_LINE = re.compile(
    rf"(?:(?P<season>{one_of(SEASONS.values())})|第(?P<year>[{DIGITS}十]+)协议年度"
    rf"|(?P<stage>{one_of(STAGES.values())})学段)(?P<each>{_EACH})?(?:{_AMOUNT}|(?P<none>须进行))"
)
_APART = {
    "roles": ROLES,
    "types": NOUNS,
    "topics": TOPICS,
    "grades": GRADES,
    "subjects": SUBJECTS,
}
_APART_PATTERNS = {
    kind: re.compile(f"按({list_of(one_of(words.values()))})分别计")
    for kind, words in _APART.items()
}
_BOUNDS = {
    "每次不少于{}人": "floor_people",
    "每次双方各不少于{}人": "floor_people_each_side",
    "每次不超过{}人": "ceiling_people",
    "每次不少于{}天": "floor_days",
    "每次不少于{}周": "floor_weeks",
    "每次不超过{}天": "ceiling_days",
    "每次不少于{}节": "floor_lessons",
    "每人不少于{}天": "floor_days_per_person",
    "可宽限{}日": "grace_days",
}


def read_amount(found: re.Match, findings: Findings, *, start: int) -> None:
    place = (start + found.start(), start + found.end())
    low, high = _range(found)
    for field, number in (("minimum", low), ("maximum", high)):
        if number is not None:
            findings.put(field, number, place)
    if found["blank"]:
        findings.mark("uncounted", place)
    _read_unit(found, findings, place=place)
    _read_each(found, findings, place=place)


def _range(found: re.Match) -> tuple[int | None, int | None]:
    if found["low"]:
        return int(found["low"]), int(found["high"])
    if not found["number"]:
        return None, None
    number = int(found["number"])
    return {"不少于": (number, None), "不超过": (None, number), "恰好": (number, number)}[
        found["only"]
    ]


def _read_unit(found: re.Match, findings: Findings, *, place: tuple[int, int]) -> None:
    if found["unit"]:
        findings.put("measure", MEASURES[found["unit"]], place)
        findings.words["unit"] = found["unit"]


def _read_each(found: re.Match, findings: Findings, *, place: tuple[int, int]) -> None:
    if "roster" not in found.re.groupindex or not found["roster"]:
        return
    kind = next(code for code, word in ROSTERS.items() if word == found["roster"])
    findings.put("each_of", kind, place)
    if found["items"]:
        findings.put("each_of_items", tuple(found["items"].split("、")), place)


# --- Behind the commas ------------------------------------------------------------------------
def read_tail(text: str, findings: Findings, *, start: int) -> bool:
    """Whether ``text``, which stands between two commas, says more of the duty before it."""
    return any(reader(text, findings, (start, start + len(text))) for reader in _READERS)


def _plain(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    if text == "分别进行":
        return True
    found = _PLAIN.fullmatch(text)
    if not found or not (found["each"] or found["rest"]):
        return False
    read_amount(found, findings, start=place[0])
    return True


def _line(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = _LINE.fullmatch(text)
    if not found:
        return False
    low, high = _range(found)
    keys = {
        "season": next((code for code, w in SEASONS.items() if w == found["season"]), ""),
        "agreement_year": _YEARS.get(found["year"]),
        "stage": next((code for code, w in STAGES.items() if w == found["stage"]), ""),
    }
    findings.add("quotas", (QuotaLine(**keys, minimum=low, maximum=high),), place)
    _read_unit(found, findings, place=place)
    _read_each(found, findings, place=place)
    return True


def _apart(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    for kind, pattern in _APART_PATTERNS.items():
        if found := pattern.fullmatch(text):
            codes = tuple(code for code, _a, _b in codes_in(found[1], _APART[kind]))
            findings.put("each_of", kind, place)
            findings.put("each_of_items", codes, place)
            return True
    return False


def _bound(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = re.fullmatch(r"(\D+)(\d+)(\D)", text)
    field = found and _BOUNDS.get(f"{found[1]}{{}}{found[3]}")
    if field:
        findings.put(field, int(found[2]), place)
    return bool(field)


def _coverage(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = re.fullmatch(r"覆盖不少于(\d+)(\D+)", text)
    kind = found and next((code for code, word in COVERED.items() if word == found[2]), None)
    if kind:
        findings.put("coverage_of", kind, place)
        findings.put("coverage_distinct", int(found[1]), place)
    return bool(kind)


def _contents(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = re.fullmatch(f"每次须包括({list_of(one_of(CONTENTS.values()))})", text)
    if found:
        codes = tuple(code for code, _a, _b in codes_in(found[1], CONTENTS))
        findings.put("contents", codes, place)
    return bool(found)


def _counted_in(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = re.fullmatch(f"以({_UNIT})计", text)
    if found:
        findings.put("measure", MEASURES[found[1]], place)
    return bool(found)


def _counted_side(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    found = re.fullmatch("人数按(.+)人员计算", text)
    side = found and next((code for code, word in PARTIES.items() if word == found[1]), None)
    if side:
        findings.put("counted_side", side, place)
    return bool(side)


def _mark(text: str, findings: Findings, place: tuple[int, int]) -> bool:
    field = {"双方主要负责人均须参加": "both_heads", "主题由双方商定": "topics_agreed"}.get(
        text
    )
    if field:
        findings.mark(field, place)
    return bool(field)


_Reader = Callable[[str, Findings, tuple[int, int]], bool]
_READERS: tuple[_Reader, ...] = (
    _mark,
    _bound,
    _counted_side,
    _coverage,
    _contents,
    _counted_in,
    _apart,
    _line,
    _plain,
)
