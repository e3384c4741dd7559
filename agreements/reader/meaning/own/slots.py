"""The slots of a sentence of ours up to the deed: who, how binding, when, where."""

import re
from datetime import date

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.patterns import codes_in, is_joined_by_and, list_of, one_of
from agreements.words.about import GRADES, STAGES, VENUES
from agreements.words.amounts import (
    BREAKS,
    EDGES,
    MODALITIES,
    ONCE_IN_ALL,
    PERIODS,
    SAID_ONCE,
)
from agreements.words.deeds import DEEDS
from agreements.words.people import MARKS, PARTIES, RANKS, ROLES, TITLES, TOGETHER

NOUNS = {code: deed.noun for code, deed in DEEDS.items()}
RANKED = {code: f"{word}以上干部" for code, word in RANKS.items()}
_NO_POST = ROLES["teacher"]

_MARK = f"{one_of(MARKS.values())}+"
_POST = one_of([*RANKED.values(), *ROLES.values()])
_GROUP = f"(?:{_MARK}(?:教师|人员)|{one_of(MARKS.values())}*{one_of(MARKS[t] for t in TITLES)})"
_ACTORS = (
    rf"(?:{list_of(_POST)}(?:（{list_of(_MARK)}）)?"
    rf"|{_MARK}(?!{_NO_POST}(?!级)){_POST}|{list_of(_GROUP)})"
)
_SPAN = r"(?:(?:\d+个月)?(?:\d+日)?内)"
_DAY = r"\d+月\d+日"
_DUE = (
    rf"(?:\d+年{_DAY}前|\d+月(?:底|\d+日)前|签订之日起{_SPAN}"
    rf"|{list_of(one_of(NOUNS.values()))}结束后{_SPAN}|{one_of(EDGES.values())})"
)
_SEASON = f"(?:{_DAY}至{_DAY}期间|{one_of(BREAKS.values())})"
_PERIOD = one_of([*PERIODS.values(), ONCE_IN_ALL])
_WHEN = (
    rf"(?:(?P<once>{one_of(SAID_ONCE.values())})|(?P<period>{_PERIOD})?)"
    rf"(?P<season>{_SEASON})?(?P<due>{_DUE})?"
)
_WHERE = (
    rf"(?:在(?:(?P<stages>{list_of(one_of(STAGES.values()))})学段)?"
    rf"(?P<grades>{list_of(one_of(GRADES.values()))})?"
    rf"(?<!在))"
)
ACTORS = re.compile(_ACTORS)
HEAD = re.compile(
    rf"(?P<share>其中又*)?(?P<party>{one_of(PARTIES.values())})?(?P<actors>{_ACTORS})?"
    rf"(?P<should>{MODALITIES['should']})?{_WHEN}"
    rf"(?P<mood>{one_of(MODALITIES[m] for m in ('may', 'must_not', 'text_only'))})?"
    rf"{_WHERE}?(?P<together>{one_of(TOGETHER.values())})?"
)
VENUE = re.compile(f"(?P<venue>{one_of([*VENUES.values(), '在乙方', '在甲方'])})?")


def read_head(found: re.Match, findings: Findings) -> None:
    """All that stands before the venue."""
    _read_party(found, findings)
    if found["actors"]:
        read_actors(found["actors"], findings, start=found.start("actors"))
    for slot in ("should", "mood"):
        if word := found[slot]:
            code = next(code for code, said in MODALITIES.items() if said == word)
            findings.put("modality", code, found.span(slot))
    _read_when(found, findings)
    _read_where(found, findings)


def read_venue(found: re.Match, findings: Findings, *, start: int) -> None:
    if word := found["venue"]:
        said = word.replace("在乙方", "到乙方").replace("在甲方", "到甲方")
        code = next(code for code, name in VENUES.items() if name == said)
        findings.put("venue", code, _moved(found.span("venue"), start))


def _moved(place: tuple[int, int], by: int) -> tuple[int, int]:
    return place[0] + by, place[1] + by


# --- Who --------------------------------------------------------------------------------------
def _read_party(found: re.Match, findings: Findings) -> None:
    word, together = found["party"], found["together"]
    if not word:
        return
    codes = [code for code, name in PARTIES.items() if name == word]
    if together:
        codes = [code for code in codes if TOGETHER.get(code) == together]
    if len(codes) == 1:
        findings.put("party", codes[0], found.span("party"))


def read_actors(text: str, findings: Findings, *, start: int) -> None:
    """校长或副校长, 在编青年教师, 教师（优秀或骨干)."""
    place = (start, start + len(text))
    names, _bracket, marks = text.rstrip("）").partition("（")
    posts = {**RANKED, **ROLES}
    if re.fullmatch(list_of(_POST), names):
        _read_posts(names, findings, place=place)
    elif not re.fullmatch(list_of(_GROUP), names):
        post = re.search(f"{_POST}$", names)
        _read_posts(post[0], findings, place=place)
        marks = names[: post.start()]
    else:
        marks = names
    groups = [
        tuple(code for code, _a, _b in codes_in(part, MARKS))
        for part in re.split("[、或和]", marks)
        if part
    ]
    if groups:
        findings.put("actor_qualifications", tuple(groups), place)
    if is_joined_by_and(names, posts):
        findings.put("each_of", "roles", place)
        findings.put("each_of_items", findings.fields.pop("actor_roles"), place)


def _read_posts(text: str, findings: Findings, *, place: tuple[int, int]) -> None:
    words = {**{f"rank {code}": word for code, word in RANKED.items()}, **ROLES}
    for code, _start, _end in codes_in(text, words):
        if code.startswith("rank "):
            findings.put("minimum_rank", code.removeprefix("rank "), place)
        else:
            findings.add("actor_roles", (code,), place)


# --- When -------------------------------------------------------------------------------------
def _read_when(found: re.Match, findings: Findings) -> None:
    if found["once"]:
        period, due = next(key for key, said in SAID_ONCE.items() if said == found["once"])
        findings.put("period", period, found.span("once"))
        findings.put("due_kind", due, found.span("once"))
        findings.words["deadline"] = found["once"].removeprefix("每")
    if word := found["period"]:
        codes = {said: code for code, said in PERIODS.items()} | {ONCE_IN_ALL: "once"}
        findings.put("period", codes[word], found.span("period"))
    if found["season"]:
        _read_season(found["season"], findings, place=found.span("season"))
    if found["due"]:
        _read_due(found["due"], findings, place=found.span("due"))


def _read_season(text: str, findings: Findings, *, place: tuple[int, int]) -> None:
    code = next((code for code, said in BREAKS.items() if said == text), "dates")
    if code in ("summer", "winter"):
        findings.words["deadline"] = text
    findings.put("season", code, place)
    if code == "dates":
        first, last = re.findall(r"(\d+)月(\d+)日", text)
        findings.put("season_from", _month_day(first), place)
        findings.put("season_to", _month_day(last), place)


def _month_day(pair: tuple[str, str]) -> str:
    return f"{int(pair[0]):02}-{int(pair[1]):02}"


def _read_due(text: str, findings: Findings, *, place: tuple[int, int]) -> None:
    findings.words["deadline"] = text
    for field, value in _due_fields(text).items():
        findings.put(field, value, place)


def _due_fields(text: str) -> dict:
    for code, said in EDGES.items():
        if said == text:
            return {"due_kind": code}
    if found := re.fullmatch(r"(\d+)年(\d+)月(\d+)日前", text):
        return {"due_kind": "fixed", "due_on": date(*map(int, found.groups()))}
    if found := re.fullmatch(r"(\d+)月(?:底|(\d+)日)前", text):
        days = int(found[2] or 31)
        return {"due_kind": "day_of_year", "due_month": int(found[1]), "due_day": days}
    spans = {
        field: int(number[1])
        for field, unit in (("due_months", "个月"), ("due_days", "日"))
        if (number := re.search(rf"(\d+){unit}", text))
    }
    if text.startswith("签订"):
        return {"due_kind": "after_signing", **spans}
    nouns = text.rpartition("结束后")[0]
    types = tuple(code for code, _a, _b in codes_in(nouns, NOUNS))
    return {"due_kind": "after_activity", "due_trigger_types": types, **spans}


# --- Where ------------------------------------------------------------------------------------
def _read_where(found: re.Match, findings: Findings) -> None:
    if text := found["stages"]:
        codes = [code for code, _a, _b in codes_in(text, STAGES)]
        findings.put("stages", tuple(codes), found.span("stages"))
    if text := found["grades"]:
        codes = tuple(code for code, _a, _b in codes_in(text, GRADES))
        if is_joined_by_and(text, GRADES):
            findings.put("each_of", "grades", found.span("grades"))
            findings.put("each_of_items", codes, found.span("grades"))
        else:
            findings.put("grades", codes, found.span("grades"))
