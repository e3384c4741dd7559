"""When: the season, the day by which it is due, the length of time after another event."""

import re
from datetime import date

from agreements.reader.meaning.findings import Findings
from agreements.reader.meaning.lexicon.deeds import DEEDS
from agreements.reader.meaning.lexicon.times import EDGES, PARTS, SEASONS
from agreements.reader.meaning.numbers import NUMBER, number_of
from agreements.reader.meaning.passage import Passage, compiled, hits
from agreements.words.deeds import DOCUMENTS

_LENGTH = re.compile(rf"({NUMBER})(?:个)?(月|周|星期|学期|天|日|工作日)(?:之|以)?内")
_DAYS_IN = {"周": 7, "星期": 7, "天": 1, "日": 1, "工作日": 1}
_AFTER_SIGNING = re.compile("签订|签署|签字|生效")
_BACK = re.compile("返校|回校|返岗|归来|返回")
_AFTER = re.compile("结束后|期满后|完成后|后")
_MONTH = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(份|底|末|初|中旬|上旬|下旬)?(前)?$"
)
_WINDOW = re.compile(
    r"(\d{1,2})月(?:(\d{1,2})日)?(?:份)?[至到-](\d{1,2})月(?:(\d{1,2})日)?(?!\d*年)"
)
_LAST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_ONCE = ("liaison_named", "base_school", "pairing_agreement")


def read_times(passage: Passage, findings: Findings, *, deadline: str) -> None:
    words = passage.words
    for hit in hits(words, SEASONS)[:1]:
        findings.put("season", hit.code, hit.place)
    if (found := _WINDOW.search(words)) and not findings.get("season"):
        _put_dates(findings, *_window(found))
    if deadline and not _is_edge_of(findings, deadline):
        _read_deadline(deadline, findings, lead=passage.lead)
    _mend_period(findings, deadline=deadline)


def _window(found: re.Match) -> tuple[str, str]:
    first, last = int(found[1]), int(found[3])
    return (
        f"{first:02}-{int(found[2] or 1):02}",
        f"{last:02}-{int(found[4] or _LAST.get(last, 31)):02}",
    )


def _is_edge_of(findings: Findings, deadline: str) -> bool:
    """Whether the day is only the last one of the season."""
    return bool(findings.get("season_to")) and deadline == findings.get("season_to")


def _put_dates(findings: Findings, first: str, last: str) -> None:
    findings.put("season", "dates")
    findings.put("season_from", first)
    findings.put("season_to", last)


# --- By when ----------------------------------------------------------------------------------
def _read_deadline(words: str, findings: Findings, *, lead: str) -> None:
    if _length(words, findings, lead=lead):
        return
    for reader in (_day, _part, _month, _edge):
        if reader(words, findings):
            return


def _day(words: str, findings: Findings) -> bool:
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        findings.put("due_kind", "fixed")
        findings.put("due_on", date(*map(int, found.groups())))
    elif found := re.fullmatch(r"(\d\d)-(\d\d)", words):
        _put_day(findings, int(found[1]), int(found[2]))
    return bool(found)


def _put_day(findings: Findings, month: int, day: int) -> None:
    findings.put("due_kind", "day_of_year")
    findings.put("due_month", month)
    findings.put("due_day", day)


def _length(words: str, findings: Findings, *, lead: str) -> bool:
    """So many days or months after the signing or after another event."""
    found = _LENGTH.search(words)
    if not found or found[2] == "学期":
        return False
    before = words[: found.start()] or lead[-12:]
    since = lead if _BACK.search(before) else before
    triggers = tuple(hit.code for hit in hits(since, DEEDS))
    if _AFTER_SIGNING.search(before):
        findings.put("due_kind", "after_signing")
    elif triggers and _AFTER.search(before):
        findings.put("due_kind", "after_activity")
        findings.put("due_trigger_types", triggers)
        _is_no_deed(findings, triggers)
    else:
        return False
    number = number_of(found[1])
    if found[2] == "月":
        findings.put("due_months", number)
    else:
        findings.put("due_days", number * _DAYS_IN[found[2]])
    return True


def _is_no_deed(findings: Findings, triggers: tuple[str, ...]) -> None:
    """What was done before is not what is owed now, unless nothing else is said."""
    types = findings.get("activity_types", ())
    if others := tuple(code for code in types if code not in triggers):
        findings.fields["activity_types"] = others


def _part(words: str, findings: Findings) -> bool:
    """A break or a half of the year in which it falls."""
    for name, (first, last) in PARTS.items():
        if name in words:
            _put_dates(findings, first, last)
            return True
    found = hits(words, SEASONS)
    if found:
        findings.put("season", found[0].code)
    return bool(found)


def _month(words: str, findings: Findings) -> bool:
    found = _MONTH.search(words)
    if not found:
        return False
    month = number_of(found[1])
    if found[3] or found[2] in ("底", "末"):
        is_before_its_first = found[3] and not found[2]
        _put_day(findings, *((month, 1) if is_before_its_first else (month, 31)))
    else:
        _put_dates(findings, f"{month:02}-01", f"{month:02}-{_LAST.get(month, 31):02}")
    return True


def _edge(words: str, findings: Findings) -> bool:
    for code, pattern in EDGES:
        if compiled(pattern).fullmatch(words):
            findings.put("due_kind", code)
            return True
    return False


# --- How often --------------------------------------------------------------------------------
def _mend_period(findings: Findings, *, deadline: str) -> None:
    """What the text leaves open: a thing with a day or a name of its own is done once, any
    other within the agreement; a break comes once a year."""
    if findings.get("period"):
        return
    types = set(findings.get("activity_types", ()))
    is_single = deadline or types.intersection(_ONCE) or (types and types <= set(DOCUMENTS))
    findings.put("period", "once" if is_single else "agreement")
