"""Counted how: the measure, bounds of one event, whose people count, quota lines."""

import re
from collections.abc import Iterator

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.lexicon.about import RECEIVERS, SUPPORTERS
from agreements.reader.meaning.lexicon.times import MOODS
from agreements.reader.meaning.numbers import NUMBER, number_of
from agreements.reader.meaning.passage import Passage, compiled, hits
from agreements.words.deeds import usual_measure

_EACH_TIME = "每(?:次|场|期|批|人次)[^,;。]{0,8}?"
_LEAST = "(?:不少于|不低于|至少|不得少于|达到?)"
_MOST = "(?:不超过|不多于|至多|最多|控制在)"
_BOUNDS: tuple[tuple[str, str], ...] = (
    (
        "floor_people_each_side",
        rf"(?:{_EACH_TIME}双方各{_LEAST}?|每次各方{_LEAST}?)({NUMBER})[人名]",
    ),
    ("ceiling_people", rf"{_EACH_TIME}{_MOST}({NUMBER})[人名]"),
    ("ceiling_days", rf"{_EACH_TIME}{_MOST}({NUMBER})[天日]"),
    ("floor_lessons", rf"{_EACH_TIME}{_LEAST}({NUMBER})(?:节|课时)"),
    ("floor_days_per_person", rf"每[人名位][^,;。]{{0,8}}?{_LEAST}({NUMBER})[天日]"),
)
_WEEKS = re.compile(rf"({NUMBER})(?:个)?(?:周|星期)(?!年|次|五|一至)")
_TRAINED = re.compile(
    rf"(?:对|为|给)(?:(?P<receiving>{RECEIVERS})|(?P<supporting>{SUPPORTERS}))[^,;。]{{0,8}}(?:教师|人员|学生)"
)
_OPEN = re.compile("若干|一定(?:数量)?的?(?!程度|时间|阶段)|适量")
_OPEN_ALONE = re.compile(f"{_OPEN.pattern}|定期|不定期")
_COUNTS_PEOPLE = ("people", "attendances", "percent")
_PAYER = re.compile(
    "(?:费用|经费|食宿费)[^,;。)]{0,6}由(?P<who>[^,;。)]{1,12}?)(?:承担|负担|支付|解决)"
)
_FUND = re.compile("(?:从|在)(?P<what>[^,;。)]{2,16}?)(?:里|中)?列支")


def read_amounts(passage: Passage, findings: Findings, *, unit: str) -> None:
    types = findings.get("activity_types", ())
    if not unit:
        findings.put("measure", usual_measure(types))
    _read_bounds(passage, findings)
    _read_openness(passage, findings)
    _read_weeks(passage, findings, unit=unit)
    _read_side(passage, findings)
    _read_costs(passage, findings)


def _read_bounds(passage: Passage, findings: Findings) -> None:
    around = passage.words + passage.behind
    for field, pattern in _BOUNDS:
        if found := compiled(pattern).search(around):
            findings.put(field, number_of(found[1]), found.span())
    if findings.get("floor_people") == findings.get("floor_people_each_side"):
        findings.fields.pop("floor_people", None)


def _read_openness(passage: Passage, findings: Findings) -> None:
    """若干, 一定的: a number that both schools have yet to agree."""
    numbers = (findings.get("minimum"), findings.get("maximum"))
    pattern = _OPEN if findings.get("period") else _OPEN_ALONE
    found = pattern.search(passage.words)
    if found and numbers == (None, None):
        findings.mark("uncounted", found.span())


def _read_weeks(passage: Passage, findings: Findings, *, unit: str) -> None:
    """A stay of weeks is said in weeks; alone it is one stay of that length."""
    found = _WEEKS.search(passage.words)
    if not found or not (findings.get("floor_days") or unit in ("周", "星期")):
        return
    findings.put("floor_weeks", number_of(found[1]), found.span())
    findings.fields.pop("floor_days", None)
    if unit in ("周", "星期"):
        findings.put("measure", "events", found.span())
        findings.put("minimum", 1, found.span())
        findings.fields.pop("maximum", None)


def _read_side(passage: Passage, findings: Findings) -> None:
    if findings.get("measure") not in _COUNTS_PEOPLE or passage.party == "each":
        return
    found = _TRAINED.search(passage.words)
    if found:
        side = "receiving" if found["receiving"] else "supporting"
        findings.put("counted_side", side, found.span())
    elif "pupil_aid" in findings.get("activity_types", ()) and passage.other:
        findings.put("counted_side", passage.other)


def _read_costs(passage: Passage, findings: Findings) -> None:
    around = passage.words + passage.behind
    for field, pattern, group in (
        ("cost_bearer", _PAYER, "who"),
        ("funding_source", _FUND, "what"),
    ):
        if found := pattern.search(around):
            findings.put(field, found[group], found.span(group))


# --- How binding ------------------------------------------------------------------------------
def read_mood(passage: Passage, findings: Findings) -> None:
    for hit in _moods(passage):
        findings.put("modality", hit.code, hit.place)
        return


def _moods(passage: Passage) -> Iterator:
    yield from (hit for hit in hits(passage.words, MOODS) if _binds(passage.words, hit))


def _binds(words: str, hit) -> bool:
    """不得少于 and 不得超过 bound a number, they forbid nothing."""
    return not re.match("少于|低于|超过|多于|小于", words[hit.end :])
