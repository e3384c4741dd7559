"""Figures that stay live in a text: 〔示范课节数〕 is written, 32节 is read.

A name between 〔 and 〕 stands for a figure of the school year and is filled in whenever the
text is read; what was confirmed or voided meanwhile shows at once. The number of a document,
青教〔2024〕8号, is no figure: digits alone stay as they are.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from activities.models import ActivityState
from compliance.decisions import RectificationStepKind as Kind
from compliance.engine.verdicts import Status
from compliance.follow_up import Said
from compliance.wording import quantity, share
from pairing.models import RosterKind
from pairing.vocabulary import ActivityType
from reports.documents import words
from reports.documents.words import DASH, tight
from reports.documents.year_deeds import Deed, Figures, figures_of
from reports.documents.year_duties import DutyLine, WindowLine, tally_of_lines
from reports.documents.year_facts import window_key

TOKEN = re.compile(r"〔([^〔〕\n]{1,80})〕")
BRACKETS = str.maketrans("", "", "〔〕\n")
LATE_AFTER = 14  # days from an activity to its entry that are worth a word
NOTHING = "无"

BASICS, DEEDS, RESULTS, TYPES, DUTIES = "basics", "deeds", "results", "types", "duties"
GROUPS = (BASICS, DEEDS, RESULTS, DUTIES, TYPES)
STATUSES = (
    (Status.MET, "已完成"),
    (Status.MET_LATE, "逾期完成"),
    (Status.EXCEEDED, "超出上限"),
    (Status.BREACHED, "未完成"),
    (Status.EXEMPT, "免除"),
    (Status.ON_TRACK, "正在推进"),
    (Status.AT_RISK, "预警"),
    (Status.NOT_DUE, "未开始"),
)
MEETINGS = (
    ActivityType.LEADERS_EXCHANGE,
    ActivityType.JOINT_MEETING,
    ActivityType.WORK_MEETING,
    ActivityType.MEET_UP,
)
PLANS = (
    ActivityType.ANNUAL_PLAN,
    ActivityType.SCHEDULE,
    ActivityType.ACTIVITY_PLAN,
    ActivityType.DEVELOPMENT_PLAN,
)
STAYS = (
    ActivityType.SECONDMENT_MANAGER,
    ActivityType.SECONDMENT_TEACHER,
    ActivityType.SHADOWING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A figure with its measure word. ``is_offered`` says that it is worth a chip."""

    value: str
    group: str
    is_offered: bool = True


LiveFigures = Mapping[str, Live]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text. ``name`` is the figure's, "" for plain words."""

    text: str
    name: str = ""
    is_known: bool = True


def pieces(text: str, figures: LiveFigures) -> tuple[Piece, ...]:
    found, at = [], 0
    for match in TOKEN.finditer(text):
        if match[1].isdigit():
            continue
        found.append(Piece(text=text[at : match.start()]))
        known = figures.get(match[1])
        shown = known.value if known else match[0]
        found.append(Piece(text=shown, name=match[1], is_known=known is not None))
        at = match.end()
    return tuple(piece for piece in (*found, Piece(text=text[at:])) if piece.text)


def filled(text: str, figures: LiveFigures) -> str:
    """``text`` as it is read; a figure nobody knows stays as it was written."""
    return "".join(piece.text for piece in pieces(text, figures))


def unknown_names(text: str, figures: LiveFigures) -> tuple[str, ...]:
    names = (piece.name for piece in pieces(text, figures) if not piece.is_known)
    return tuple(dict.fromkeys(names))


def has_stray_bracket(text: str) -> bool:
    """A 〔 or 〕 that belongs to no pair on its line."""
    return bool(set("〔〕") & set(TOKEN.sub("", text)))


# --- the figures of a year -----------------------------------------------------------------


def figures_of_pairing(year) -> LiveFigures:
    held = [d for d in year.deeds if d.is_confirmed and not d.is_document]
    ways = {
        "甲方到乙方次数": sum(_way(d) == ("supporting", "receiving") for d in held),
        "乙方到甲方次数": sum(_way(d) == ("receiving", "supporting") for d in held),
        "双方共同次数": sum(len(d.sides) == 2 for d in held),
    }
    ways["线上和其他次数"] = len(held) - sum(ways.values())
    return {
        "甲方": Live(value=year.supporting.name, group=BASICS),
        "乙方": Live(value=year.receiving.name, group=BASICS),
        **common(year),
        **{name: Live(value=f"{n}次", group=DEEDS) for name, n in ways.items()},
    }


def figures_of_school(year) -> LiveFigures:
    partners = {
        "支援学校数": f"{len(year.partners('supporting'))}所学校",
        "受援来源数": f"{len(year.partners('receiving'))}所学校",
        "结对数": f"{len(year.parts)}个",
    }
    return {
        "本校": Live(value=year.school.name, group=BASICS),
        **common(year),
        **_named(BASICS, partners),
    }


def _way(deed: Deed) -> tuple[str, str]:
    """From the one side whose people went to the side where it was held; "" for neither."""
    side = next(iter(deed.sides), "") if len(deed.sides) == 1 else ""
    return (side, deed.held_at) if side and deed.held_at != side else ("", "")


def common(year) -> dict[str, Live]:
    """What a pairing's year, a school's and a whole agreement have alike."""
    return {
        **_named(BASICS, {"时段": year.period, "截至日期": words.day(year.judged_on)}),
        **_named(DEEDS, _sums(year.figures)),
        **_named(DEEDS, _kinds(year)),
        **_named(RESULTS, _results(year)),
        **_areas(year),
        **_duties(year.duties),
        **_types(year.deeds, prefix=""),
    }


def _named(group: str, values: Mapping[str, str]) -> dict[str, Live]:
    return {name: Live(value=value, group=group) for name, value in values.items()}


def _sums(figures: Figures) -> dict[str, str]:
    return {
        "活动次数": f"{figures.events}次",
        "参加人次": f"{figures.attendances:,}人次",
        "具名人数": f"{figures.people:,}人",
        "课时数": f"{figures.lessons:,}节",
        "文件份数": f"{figures.documents}份",
        "捐资金额": f"{words.yuan(figures.amount)}元",
        "捐物件数": f"{figures.goods:,}件",
    }


def _kinds(year) -> dict[str, str]:
    done = [deed for deed in year.deeds if deed.is_confirmed]
    lost = [deed for deed in done if not deed.counts]
    gaps = [(deed.entered_on - deed.ends_on).days for deed in year.deeds]
    late = [gap for gap in gaps if gap > LATE_AFTER]

    def state(code: str) -> str:
        return f"{sum(deed.state == code for deed in year.deeds)}次"

    return {
        "会商次数": f"{sum(deed.type in MEETINGS for deed in done)}次",
        "计划份数": f"{sum(deed.type in PLANS for deed in done)}份",
        "驻校人次": f"{sum(deed.type in STAYS for deed in done)}人次",
        "师徒对数": f"{sum(r.kind == RosterKind.MENTOR_PAIR for r in year.roster)}对",
        "未计入次数": f"{len(lost)}次",
        "待确认次数": state(ActivityState.PENDING),
        "退回次数": state(ActivityState.RETURNED),
        "作废次数": state(ActivityState.VOIDED),
        "期后登记次数": f"{year.later_entries}次",
        "补录次数": f"{len(late)}次",
        "最长补录日数": f"{max(late, default=0)}日",
    }


def _results(year) -> dict[str, str]:
    tally = year.tally
    names = dict.fromkeys(duty.name for duty, _ in year.gaps)
    return {
        "约定项数": f"{len(year.duties)}项",
        "约定期数": f"{tally.total}期",
        "应完成期数": f"{tally.closed}期",
        "完成期数": f"{tally.done}期",
        "完成率": share(tally.share) if tally.share is not None else DASH,
        **{f"{word}期数": f"{tally.of(code)}期" for code, word in STATUSES},
        "未完成任务": words.listed(names) or NOTHING,
        "下期任务期数": f"{year.next_tally.total}期",
        **_said(year),
    }


def _said(year) -> dict[str, str]:
    """What schools said of windows that closed short, and when they mean to make up for them;
    of each school its last word."""
    told = [
        (duty, window, each)
        for duty, window in year.gaps
        for each in year.said.get(window_key(duty, window), ())
    ]

    def of(kind: Kind) -> list:
        return [line for line in told if line[2].kind == kind]

    def count(kind: Kind) -> str:
        return f"{len({window_key(duty, window) for duty, window, _ in of(kind)})}期"

    return {
        "已说明期数": count(Kind.EXPLAINED),
        "已定补做期数": count(Kind.PLANNED),
        "补做安排": "；".join(_planned(*line) for line in of(Kind.PLANNED)) or NOTHING,
    }


def _planned(duty: DutyLine, window: WindowLine, said: Said) -> str:
    many = tight(quantity(said.quantity, duty.measure)) if said.quantity else ""
    return (
        f"{duty.name}（{window.name}）"
        f"由{said.school}于{words.day(said.by_on)}前补做{many}"
        f"（{said.by}{words.day(said.on)}提出）"
    )


def _areas(year) -> dict[str, Live]:
    """Windows by support area, and the sums of an area where they are not those of all."""
    found: dict[str, Live] = {}
    for area in dict.fromkeys(year.area_of.values()):
        duties = [d for d in year.duties if year.area_of.get(d.obligation_id) == area]
        tally, name = tally_of_lines(duties), area.translate(BRACKETS)
        told = {
            f"{name}应完成期数": f"{tally.closed}期",
            f"{name}完成期数": f"{tally.done}期",
        }
        found |= _named(RESULTS, told)
        found |= _types(in_area(year, area), prefix=f"{name}的")
    return found


def in_area(year, area: str) -> list[Deed]:
    """Confirmed activities that counted for a duty of ``area``."""
    return [
        deed
        for deed in year.deeds
        if deed.is_confirmed
        and any(year.area_of.get(count.obligation_id) == area for count in deed.counts)
    ]


def _duties(duties: Iterable[DutyLine]) -> dict[str, Live]:
    """Of duties whose counts add up; those of one name in one measure are summed."""
    sums: dict[tuple[str, str], list[int]] = {}
    for duty in duties:
        if duty.asked:
            pair = sums.setdefault((duty.name, duty.measure), [0, 0])
            pair[0] += duty.done
            pair[1] += duty.asked
    found: dict[str, Live] = {}
    for (name, measure), (done, asked) in sums.items():
        name = name.translate(BRACKETS)
        if f"{name}完成数" in found:
            name = f"{name}（另计）"
        told = {
            f"{name}完成数": tight(quantity(done, measure)),
            f"{name}约定数": tight(quantity(asked, measure)),
            f"{name}完成率": share(Fraction(done) / Fraction(asked)),
        }
        found |= _named(DUTIES, told)
    return found


def _types(deeds: Iterable[Deed], *, prefix: str) -> dict[str, Live]:
    """Every type of activity, with 0 where there was none: a text that names it stays right."""
    by_type: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_type.setdefault(deed.type, []).append(deed)
    found: dict[str, Live] = {}
    for code, label in ActivityType.choices:
        sums = figures_of(by_type.get(code, ()))
        for word, number, measure in (
            ("次数", sums.events, "次"),
            ("节数", sums.lessons, "节"),
            ("人次", sums.attendances, "人次"),
            ("份数", sums.documents, "份"),
            ("件数", sums.goods, "件"),
        ):
            found[f"{prefix}{label}{word}"] = Live(
                value=f"{number:,}{measure}",
                group=TYPES,
                is_offered=bool(number) and not prefix,
            )
        found[f"{prefix}{label}金额"] = Live(
            value=f"{words.yuan(sums.amount)}元",
            group=TYPES,
            is_offered=bool(sums.amount) and not prefix,
        )
    return found
