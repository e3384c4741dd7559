"""The tables of the year-end summary: rows of ready texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from activities.models import ActivityState
from pairing.models import RosterKind
from pairing.vocabulary import ActivityType
from reports.documents import words
from reports.documents.words import DASH, MARKS, tight
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Count, Deed, Figures
from reports.documents.year_duties import DutyLine, PartLine, WindowLine

STATES = {
    ActivityState.PENDING: "待对方学校确认",
    ActivityState.RETURNED: "已退回，未再提交",
    ActivityState.VOIDED: "已作废",
}
STAYS = {
    ActivityType.SECONDMENT_MANAGER: "挂职干部",
    ActivityType.SECONDMENT_TEACHER: "支教、任教教师",
    ActivityType.SHADOWING: "跟岗学习教师",
}
ROSTERS = {
    RosterKind.MENTOR_PAIR: "师徒结对",
    RosterKind.TEACHER: "约定培养的教师",
    RosterKind.SCHOOL: "名单学校",
}
TAIL = 3  # rows that the last page of a table holds at least
NO_TAIL = 10**6
DONATIONS = (ActivityType.DONATION_MONEY, ActivityType.DONATION_GOODS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One status with its figure: ●, 已完成, 2/2, and the window's name where it needs one."""

    mark: str
    word: str
    figure: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty of the comparison. ``whole`` stands across both terms, else one cell a term."""

    number: int
    name: str
    ask: str
    autumn: tuple[Cell, ...] = ()
    spring: tuple[Cell, ...] = ()
    whole: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under a heading row. Those from ``tail_from`` on, and the heading when ``is_tail``,
    stay with what stands above: a last page of one row looks forgotten."""

    title: str
    rows: tuple
    tail_from: int = NO_TAIL
    is_tail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    number: int
    days: str
    direction: str
    content: str
    place: str
    attendances: str
    outcome: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    label: str
    required: str
    counted: str
    mark: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    number: int
    name: str
    school: str
    matter: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DonationRow:
    number: int
    day: str
    content: str
    giver: str
    goods: str
    amount: str


def with_tail(groups: Iterable[Group]) -> tuple[Group, ...]:
    """``groups`` with the last rows of the whole table bound together."""
    groups, left, made = list(groups), TAIL, []
    for place, group in reversed(list(enumerate(groups))):
        bound = min(left, len(group.rows))
        left -= bound
        start = len(group.rows) - bound
        # The first row is held to its heading by the style sheet.
        made.append(replace(group, tail_from=start, is_tail=place > 0 and not start))
    return tuple(reversed(made))


def side_rows(year: YearSummary) -> tuple[tuple[str, str, str], ...]:
    """What is known of both schools; a line that says nothing of either is left out."""
    sides = (year.supporting, year.receiving)
    lines = (
        ("学校全称", [side.name for side in sides]),
        ("学校标识码", [side.code for side in sides]),
        ("办学类型", [side.type_label for side in sides]),
        ("学段", [words.listed(side.stages) for side in sides]),
        ("所在学区", [side.district for side in sides]),
        ("教职工", [f"{side.staff_total}人" if side.staff_total else "" for side in sides]),
        ("主管部门", [side.bureau for side in sides]),
        ("领导小组组长", [words.listed(side.heads) for side in sides]),
        ("领导小组副组长", [words.listed(side.deputies) for side in sides]),
        ("领导小组成员", [words.listed(side.members) for side in sides]),
        ("联络员", [words.listed(side.liaisons) for side in sides]),
    )
    return tuple((name, a or DASH, b or DASH) for name, (a, b) in lines if a or b)


def figure_rows(year: YearSummary) -> tuple[tuple[str, ...], ...]:
    """One row an area, in the measures of ``figure_texts``."""
    lines = [(area.name, area.figures) for area in year.areas]
    if year.unassigned:
        lines.append(("未计入约定任务", year.unassigned.figures))
    return tuple((name, *figure_texts(figures)) for name, figures in lines)


def figure_texts(figures: Figures) -> tuple[str, ...]:
    amount = words.yuan(figures.amount) if figures.amount else DASH
    counts = (figures.events, figures.lessons, figures.attendances, figures.people)
    more = (figures.documents, figures.goods)
    plain = [f"{number:,}" if number else DASH for number in (*counts, *more)]
    return (*plain, amount)


# --- the comparison ------------------------------------------------------------------------


def duty_groups(year: YearSummary) -> tuple[Group, ...]:
    rows: dict[str, list[DutyRow]] = {}
    for number, duty in enumerate(year.duties, start=1):
        rows.setdefault(duty.section, []).append(_duty_row(duty, number=number))
    return with_tail(Group(title=title, rows=tuple(found)) for title, found in rows.items())


def summed_duty_groups(year) -> tuple[Group, ...]:
    """Duty by duty with all its windows by status: of a whole agreement."""
    rows: dict[str, list[DutyRow]] = {}
    for number, duty in enumerate(year.duties, start=1):
        line = DutyRow(
            number=number, name=duty.name, ask=tight(duty.ask), whole=_summed(duty.windows)
        )
        rows.setdefault(duty.section, []).append(line)
    return with_tail(Group(title=title, rows=tuple(found)) for title, found in rows.items())


def _duty_row(duty: DutyLine, *, number: int) -> DutyRow:
    facts = {"number": number, "name": duty.name, "ask": tight(duty.ask)}
    if all(window.season for window in duty.windows):
        terms = {
            season: tuple(_cell(w) for w in duty.windows if w.season == season)
            for season in ("autumn", "spring")
        }
        return DutyRow(**facts, **terms)
    if len(duty.windows) > 2:
        return DutyRow(**facts, whole=_summed(duty.windows))
    return DutyRow(**facts, whole=tuple(_cell(w, label=w.name) for w in duty.windows))


def _cell(window: WindowLine, *, label: str = "") -> Cell:
    return Cell(
        mark=MARKS.get(window.status, ""),
        word=window.status_word or "只作记录",
        figure=(window.status and window.ratio) or tight(window.counted),
        label=label,
    )


def _summed(windows: Iterable[WindowLine]) -> tuple[Cell, ...]:
    """Many windows by status: ●已完成 10期."""
    counts: dict[tuple[str, str], int] = {}
    for window in windows:
        key = (MARKS.get(window.status, ""), window.status_word or "只作记录")
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        Cell(mark=mark, word=word, figure=f"{count}期")
        for (mark, word), count in counts.items()
    )


# --- annexes -------------------------------------------------------------------------------


def ledger_groups(year: YearSummary) -> tuple[Group, ...]:
    numbers = {deed.activity_id: place for place, deed in enumerate(year.deeds, start=1)}
    groups = []
    for season in year.seasons:
        own = [d for d in year.deeds if season.starts_on <= d.starts_on <= season.ends_on]
        title = words.days(season.starts_on, season.ends_on)
        if season.code:
            title = f"{words.TERMS[season.code]}（{title}）"
        rows = tuple(_ledger_row(deed, number=numbers[deed.activity_id]) for deed in own)
        groups.append(Group(title=title, rows=rows))
    placed = sum(len(group.rows) for group in groups)
    if placed < len(year.deeds):
        groups.append(_outside_terms(year, numbers=numbers))
    return with_tail(group for group in groups if group.rows)


def _outside_terms(year: YearSummary, *, numbers: Mapping[int, int]) -> Group:
    """Days that no entered term or break explains."""
    spans = [(season.starts_on, season.ends_on) for season in year.seasons]
    own = [d for d in year.deeds if not any(a <= d.starts_on <= b for a, b in spans)]
    rows = tuple(_ledger_row(deed, number=numbers[deed.activity_id]) for deed in own)
    return Group(title="校历未列入的日期", rows=rows)


def _ledger_row(deed: Deed, *, number: int) -> LedgerRow:
    last = f"至{deed.ends_on:%m-%d}" if deed.ends_on != deed.starts_on else ""
    return LedgerRow(
        number=number,
        days=f"{deed.starts_on.isoformat()}{last}",
        direction=direction(deed),
        content=content(deed),
        place=words.PLACES.get(deed.held_at) or deed.place or "其他",
        attendances=f"{deed.attendances:,}" if deed.attendances else DASH,
        outcome=outcome(deed),
        is_counted=bool(deed.counts) and deed.is_confirmed,
    )


def direction(deed: Deed) -> str:
    """甲方→乙方, 双方共同, or the one school whose document it was."""
    if len(deed.sides) == 2:
        return "双方共同"
    side = next(iter(deed.sides), "")
    if deed.held_at in words.SIDES and deed.held_at != side and side and not deed.is_document:
        return f"{words.SIDES[side]}→{words.SIDES[deed.held_at]}"
    return words.SIDES.get(side, "其他学校")


def content(deed: Deed) -> str:
    text = f"{deed.type_label}：{deed.summary}" if deed.summary else deed.type_label
    return tight(f"{text}（{deed.lessons}节）") if deed.lessons else tight(text)


def outcome(deed: Deed) -> str:
    """What it counted for, or why it did not."""
    if not deed.is_confirmed:
        return STATES.get(deed.state, "")
    if deed.counts:
        return words.listed(_count_text(count) for count in deed.counts)
    return tight(deed.miss.sentence) if deed.miss else "没有对应的约定任务"


def _count_text(count: Count) -> str:
    text = f"{count.name}{tight(count.quantity)}"
    if count.parts:
        more = "等" if len(count.parts) > 4 else ""
        text = f"{count.name}（{words.listed(count.parts[:4])}{more}）"
    return f"{text}（补做{tight(count.made_up_for)}）" if count.made_up_for else text


def window_groups(year: YearSummary) -> tuple[Group, ...]:
    return with_tail(
        Group(
            title=f"{duty.place}　{duty.name}（{duty.owed_by}，{tight(duty.ask)}）",
            rows=tuple(_window_row(window) for window in duty.windows),
        )
        for duty in year.duties
    )


def _window_row(window: WindowLine) -> WindowRow:
    return WindowRow(
        label=window.name,
        required=tight(window.required) or "不限金额",
        counted=tight(window.counted),
        mark=MARKS.get(window.status, ""),
        word=window.status_word or "只作记录",
        reason=window_reason(window),
    )


def window_reason(window: WindowLine) -> str:
    """Its reasons, and what became of the parts that did not hold."""
    if window.status == "met" and not window.required:
        return ""  # 要求1元 would be said of money whose amount nobody agreed
    told = [tight(reason) for reason in window.reasons]
    told += [f"{part_text(part)}。" for part in window.parts if part.is_gap]
    return "".join(told)


def part_text(part: PartLine) -> str:
    return f"{tight(part.label)}：{tight(part.headline)}"


def roster_groups(year: YearSummary) -> tuple[Group, ...]:
    """Who stayed at the other school, then the mentor pairs and the teachers agreed on."""
    names = {"supporting": year.supporting.name, "receiving": year.receiving.name}
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for deed in year.deeds:
        if deed.type in STAYS and deed.is_confirmed:
            days = words.days(deed.starts_on, deed.ends_on)
            rows = found.setdefault(STAYS[deed.type], [])
            rows += [
                (name, names[side], deed.type_label, days)
                for side, name in deed.people
                if side in deed.sides
            ]
    for line in year.roster:
        until = words.days(line.starts_on, line.ends_on) if line.ends_on else ""
        days = until or f"{words.day(line.starts_on)}起"
        rows = found.setdefault(ROSTERS[line.kind], [])
        if line.mentor:
            matter = f"指导{line.person}" + (f"（{line.subject}）" if line.subject else "")
            rows.append((line.mentor, names["supporting"], matter, days))
        else:
            rows.append((line.person, names["receiving"], line.subject or DASH, days))
    return _numbered(found)


def _numbered(found: Mapping[str, list[tuple[str, str, str, str]]]) -> tuple[Group, ...]:
    groups, number = [], 0
    for title, lines in found.items():
        rows = []
        for name, school, matter, days in lines:
            number += 1
            rows.append(
                RosterRow(number=number, name=name, school=school, matter=matter, days=days)
            )
        groups.append(Group(title=title, rows=tuple(rows)))
    return tuple(group for group in groups if group.rows)


def donation_rows(year: YearSummary) -> tuple[DonationRow, ...]:
    given = [d for d in year.deeds if d.type in DONATIONS and d.is_confirmed]
    return tuple(
        DonationRow(
            number=number,
            day=words.day(deed.starts_on),
            content=content(deed),
            giver=words.listed(words.SIDES[side] for side in sorted(deed.sides, reverse=True)),
            goods=f"{deed.goods:,}件" if deed.goods else DASH,
            amount=words.yuan(deed.amount) if deed.amount else DASH,
        )
        for number, deed in enumerate(given, start=1)
    )


def donated(year: YearSummary) -> tuple[Decimal, int]:
    """Yuan and pieces of all confirmed donations."""
    given = [d for d in year.deeds if d.type in DONATIONS and d.is_confirmed]
    return sum((d.amount for d in given), start=Decimal(0)), sum(d.goods for d in given)
