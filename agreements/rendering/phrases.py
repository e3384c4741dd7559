"""The parts of a clause that hold numbers and days: amounts, quota lines, bounds, due days."""

from collections.abc import Iterable

from agreements.models import DueKind, Measure, SeasonKind
from agreements.words.about import CONTENTS, COVERED, STAGES
from agreements.words.amounts import (
    BLANK,
    BREAKS,
    EDGES,
    ONCE_IN_ALL,
    PERIODS,
    SAID_ONCE,
    SEASONS,
    UNITS,
    in_characters,
    listed,
)
from agreements.words.deeds import DEEDS, ITEM_UNITS
from pairing.models import TermSeason


def quotas_of(obligation) -> list:
    """The quota lines: autumn and spring, then by agreement year, then by stage."""
    is_unsaved = getattr(obligation, "pk", 0) is None  # a row without a number has no lines
    lines = () if is_unsaved else getattr(obligation, "quotas", ())
    lines = lines.all() if hasattr(lines, "all") else lines
    stages = list(STAGES)
    return sorted(
        lines,
        key=lambda line: (
            line.season != TermSeason.AUTUMN,
            line.agreement_year or 0,
            stages.index(line.stage) if line.stage else -1,
        ),
    )


# --- How many ---------------------------------------------------------------------------------
def unit_of(obligation, types: Iterable[str]) -> str:
    """节, 次, 份 …: items are counted in the measure word of what they are."""
    if obligation.measure == Measure.ITEMS:
        words = {ITEM_UNITS.get(code, "") for code in types} - {""}
        if len(words) == 1:
            return words.pop()
    return UNITS[obligation.measure]


def amount(minimum: int | None, maximum: int | None, *, unit: str) -> str:
    """不少于2次, 不超过2次, 1—2名, 恰好2次; "" without a number."""
    if minimum is None:
        return "" if maximum is None else f"不超过{maximum}{unit}"
    if maximum is None:
        return f"不少于{minimum}{unit}"
    return f"{minimum}—{maximum}{unit}" if maximum > minimum else f"恰好{minimum}{unit}"


def plain_amount(obligation, *, unit: str) -> str:
    if obligation.uncounted:
        return f"{BLANK}{unit}"
    return amount(obligation.minimum, obligation.maximum, unit=unit)


def quantity(obligation, *, unit: str, each: str, apart: str = "") -> str:
    """How many, with ``each`` (各, 每对师徒) before every number; a comma where it does not
    follow the deed directly."""
    plain, lines = plain_amount(obligation, unit=unit), quotas_of(obligation)
    parts = [_quota_line(line, unit=unit, each=each) for line in lines]
    if lines:
        parts += [f"其余{each}{plain}"] if plain else []
    elif not each:
        return plain
    elif plain and each == "各" and not apart:
        return f"{each}{plain}"
    else:
        parts = [each + plain] if plain else [_each_anyway(each)]
    return "".join(f"，{part}" for part in (apart, *parts) if part)


def _each_anyway(each: str) -> str:
    return "分别进行" if each == "各" else f"{each}均须进行"


def _quota_line(line, *, unit: str, each: str) -> str:
    return (
        f"{_quota_key(line)}{each}{amount(line.minimum, line.maximum, unit=unit) or '须进行'}"
    )


def _quota_key(line) -> str:
    if line.season:
        return SEASONS[line.season]
    if line.agreement_year:
        return f"第{in_characters(line.agreement_year)}协议年度"
    return f"{STAGES[line.stage]}学段"


def has_a_number(obligation) -> bool:
    """Whether the clause shows a number with its measure word, or a blank for one."""
    numbers = (obligation.minimum, obligation.maximum)
    return (
        obligation.uncounted
        or any(number is not None for number in numbers)
        or any((line.minimum, line.maximum) != (None, None) for line in quotas_of(obligation))
    )


# --- When -------------------------------------------------------------------------------------
def when(obligation, *, whole=None) -> str:
    """每学期, 每协议年度2月底前, 暑期 …; a share says its period only where it has its own."""
    if (obligation.period, obligation.due_kind) in SAID_ONCE and whole is None:
        return SAID_ONCE[obligation.period, obligation.due_kind] + _season(obligation)
    period = PERIODS[obligation.period]
    if whole is not None:
        same = whole.period == obligation.period
        period = "" if same else period or ONCE_IN_ALL
    return f"{period}{_season(obligation)}{due_words(obligation)}"


def frequency_words(obligation) -> str:
    return (PERIODS[obligation.period] or ONCE_IN_ALL) + _season(obligation)


def _season(obligation) -> str:
    if obligation.season == SeasonKind.DATES:
        days = [_month_day(text) for text in (obligation.season_from, obligation.season_to)]
        return f"{days[0]}至{days[1]}期间"
    return BREAKS.get(obligation.season, "")


def _month_day(text: str) -> str:
    month, _dash, day = text.partition("-")
    return f"{int(month)}月{int(day)}日" if day else BLANK


def due_words(obligation) -> str:
    kind, on = obligation.due_kind, obligation.due_on
    if kind == DueKind.DAY_OF_YEAR:
        last = (obligation.due_day or 31) >= 31
        return f"{obligation.due_month}月{'底' if last else f'{obligation.due_day}日'}前"
    if kind == DueKind.FIXED:
        return f"{on.year}年{on.month}月{on.day}日前" if on else f"{BLANK}前"
    if kind == DueKind.AFTER_SIGNING:
        return f"签订之日起{_span(obligation)}内"
    if kind == DueKind.AFTER_ACTIVITY:
        nouns = [DEEDS[code].noun for code in in_order(obligation.due_trigger_types, DEEDS)]
        return f"{listed(nouns, '或') if nouns else '活动'}结束后{_span(obligation)}内"
    return EDGES.get(kind, "")


def _span(obligation) -> str:
    months = f"{obligation.due_months}个月" if obligation.due_months else ""
    days = f"{obligation.due_days}日" if obligation.due_days else ""
    return f"{months}{days}" or BLANK


def in_order(codes: Iterable[str], words) -> list[str]:
    """``codes`` once each in the order of the vocabulary."""
    wanted = set(codes)
    return [code for code in words if code in wanted]


# --- What one event must have -----------------------------------------------------------------
def bounds(obligation) -> list[str]:
    """每次不少于12人 and the like, in a fixed order."""
    rows = (
        (obligation.floor_people, "每次不少于{}人"),
        (obligation.floor_people_each_side, "每次双方各不少于{}人"),
        (obligation.ceiling_people, "每次不超过{}人"),
        (obligation.floor_days, "每次不少于{}天"),
        (obligation.floor_weeks, "每次不少于{}周"),
        (obligation.ceiling_days, "每次不超过{}天"),
        (obligation.floor_lessons, "每次不少于{}节"),
        (obligation.floor_days_per_person, "每人不少于{}天"),
    )
    return [text.format(number) for number, text in rows if number]


def breadth(obligation) -> list[str]:
    """覆盖不少于4个学科; 每次须包括统一时间和统一题目."""
    found = []
    if obligation.coverage_of and obligation.coverage_distinct:
        kinds = COVERED[obligation.coverage_of]
        found.append(f"覆盖不少于{obligation.coverage_distinct}{kinds}")
    if obligation.contents:
        words = [CONTENTS[code] for code in in_order(obligation.contents, CONTENTS)]
        found.append(f"每次须包括{listed(words, '和')}")
    return found
