"""The first draft of every section a school may rewrite: sentences made of the facts.

A draft is a text with live figures (``live``): a line is a paragraph, a line such as （一）教学
a heading of the second level. Nothing is told that the records do not hold, and a year without
any activity has its sentences too.
"""

from collections.abc import Iterable

from compliance.decisions import RectificationStepKind as Kind
from compliance.engine.verdicts import Status
from reports.documents import words
from reports.documents.live import LATE_AFTER, MEETINGS, PLANS, STATUSES, in_area
from reports.documents.voices import Voice
from reports.documents.year_deeds import Figures
from reports.documents.year_duties import DutyLine, tally_of_lines

ORGANISATION, WORK, RESULTS, PROBLEMS, PLANS_AHEAD = (
    "organisation",
    "work",
    "results",
    "problems",
    "plans",
)
SECTIONS = (ORGANISATION, WORK, RESULTS, PROBLEMS, PLANS_AHEAD)
HEADINGS = {
    ORGANISATION: "组织与计划",
    WORK: "帮扶工作开展情况",
    RESULTS: "工作成效",
    PROBLEMS: "存在的问题",
    PLANS_AHEAD: "下一步安排",
}
BEST_TOLD = 4  # duties named for what was done beyond the agreement


def draft(code: str, year, *, voice: Voice) -> str:
    """The text of section ``code`` for ``year``, a paragraph a line."""
    made = {
        ORGANISATION: lambda: [*voice.organisation(year), _meetings(year, voice)],
        WORK: lambda: [*voice.ways(year), *_areas(year)],
        RESULTS: lambda: _results(year, voice),
        PROBLEMS: lambda: _problems(year, voice),
        PLANS_AHEAD: lambda: _numbered(_ahead(year, voice)),
    }[code]()
    return "\n".join(line for line in made if line)


def _numbered(lines: list[str]) -> list[str]:
    if len(lines) < 2:
        return lines
    return [f"{place}.{line}" for place, line in enumerate(lines, start=1)]


# --- organisation --------------------------------------------------------------------------


def _meetings(year, voice: Voice) -> str:
    held = [d for d in year.deeds if d.type in MEETINGS and d.is_confirmed]
    made = [d for d in year.deeds if d.type in PLANS and d.is_confirmed]
    text = f"{voice.period}没有双方确认的会商活动记录。"
    if held:
        labels = dict.fromkeys(deed.type_label for deed in held)
        told = words.listed(f"{label}〔{label}次数〕" for label in labels)
        whole = f"{voice.both}会商〔会商次数〕，其中{told}" if len(labels) > 1 else told
        text = f"{voice.period}{whole}。"
    if not made:
        return f"{text}\n{voice.period}没有双方确认的计划类文件记录。"
    kinds: dict[str, list[str]] = {}
    for deed in made:
        kinds.setdefault(deed.type_label, []).append(words.day(deed.starts_on))
    told = words.listed(f"{label}（{words.listed(days)}）" for label, days in kinds.items())
    return f"{text}\n双方确认的计划类文件共〔计划份数〕：{told}。"


# --- what was done -------------------------------------------------------------------------


def _areas(year) -> list[str]:
    """Every area with something done or something agreed."""
    found = []
    for area in dict.fromkeys(year.area_of.values()):
        duties = [d for d in year.duties if year.area_of.get(d.obligation_id) == area]
        lines = _area(year, area, duties)
        if lines:
            found += [f"（{words.ordinal(len(found) // 2 + 1)}）{area}", lines]
    return found


def _area(year, area: str, duties: list[DutyLine]) -> str:
    deeds = in_area(year, area)
    text = _types(year, area) if deeds else ""
    text += _against(duties)
    if tally_of_lines(duties).closed:
        text += f"本领域应完成的任务〔{area}应完成期数〕，完成〔{area}完成期数〕。"
    elif duties and not deeds:
        text += "本领域的任务尚未到期，还没有双方确认的活动。"
    if not deeds and tally_of_lines(duties).closed:
        text = "本领域没有计入的活动。" + text
    return text


def _against(duties: list[DutyLine]) -> str:
    """Agreed against done, duty by duty: those done to the letter together, the others with
    their figures."""
    summed = [duty for duty in _alone(duties) if duty.done]
    even = dict.fromkeys(duty.name for duty in summed if duty.done == duty.asked)
    other = dict.fromkeys(duty.name for duty in summed if duty.done != duty.asked)
    told = [
        f"{name}约定〔{name}约定数〕，完成〔{name}完成数〕，完成约定的〔{name}完成率〕"
        for name in other
        if name not in even
    ]
    if even:
        both = "均" if len(even) > 1 else ""
        told.append(f"{words.listed(even)}{both}按约定的数量完成")
    return f"对照约定，{'；'.join(told)}。" if told else ""


def _alone(duties: Iterable[DutyLine]) -> list[DutyLine]:
    """Duties whose counts add up, but those of a name that two measures share."""
    summed = [duty for duty in duties if duty.asked]
    measures: dict[str, set[str]] = {}
    for duty in summed:
        measures.setdefault(duty.name, set()).add(duty.measure)
    return [duty for duty in summed if len(measures[duty.name]) == 1]


def _types(year, area: str) -> str:
    """示范课16次、32节，参加320人次；…: by the sums of the area, which may be part of all."""
    line = next(found for found in year.areas if found.name == area)
    totals = {}
    for other in (*year.areas, *((year.unassigned,) if year.unassigned else ())):
        for label, figures in other.types:
            totals.setdefault(label, []).append(figures)
    told = []
    for label, figures in line.types:
        prefix = "" if totals[label] == [figures] else f"{area}的"
        told.append(_type(label, figures, name=f"{prefix}{label}"))
    return "；".join(told) + "。"


def _type(label: str, figures: Figures, *, name: str) -> str:
    if figures.documents and not figures.events:
        return f"{label}〔{name}份数〕"
    parts = [f"〔{name}次数〕"]
    parts += [f"〔{name}节数〕"] if figures.lessons else []
    parts += [f"〔{name}金额〕"] if figures.amount else []
    parts += [f"〔{name}件数〕"] if figures.goods else []
    people = f"，参加〔{name}人次〕" if figures.attendances else ""
    return f"{label}{words.listed(parts)}{people}"


# --- results, problems, plans --------------------------------------------------------------


def _results(year, voice: Voice) -> list[str]:
    if not year.figures.events and not year.figures.documents:
        return [f"{voice.period}没有双方确认的帮扶活动，尚无成效可以报告。"]
    lines = []
    if year.tally.closed:
        lines.append(
            f"{voice.period}应完成约定任务〔应完成期数〕，完成〔完成期数〕，完成率〔完成率〕。"
            + _beyond(year)
        )
    lines.append(_reached(year))
    return lines


def _beyond(year) -> str:
    best = [d for d in _alone(year.duties) if d.done > d.asked]
    best.sort(key=lambda duty: duty.asked / duty.done)
    names = list(dict.fromkeys(duty.name for duty in best))[:BEST_TOLD]
    if not names:
        return ""
    told = "，".join(f"{name}〔{name}完成数〕，完成约定的〔{name}完成率〕" for name in names)
    return f"其中{told}。"


def _reached(year) -> str:
    figures, told = year.figures, []
    if figures.events:
        told.append("开展活动〔活动次数〕")
    if figures.attendances:
        told.append("参加〔参加人次〕")
    if figures.people:
        told.append("登记姓名的教师和干部〔具名人数〕")
    if figures.lessons:
        told.append("上课、听课和评课共〔课时数〕")
    if figures.documents:
        told.append("形成文件〔文件份数〕")
    text = f"累计{'，'.join(told)}。"
    more = [*(["结成师徒〔师徒对数〕"] if _has_pairs(year) else [])]
    more += ["捐资〔捐资金额〕"] if figures.amount else []
    more += ["捐赠物品〔捐物件数〕"] if figures.goods else []
    return f"{text}{'，'.join(more)}。" if more else text


def _has_pairs(year) -> bool:
    return any(line.kind == "mentor_pairs" for line in year.roster)


def _problems(year, voice: Voice) -> list[str]:
    found = [*_short(year), *_lost(year), *_states(year), *_late(year)]
    if found:
        return _numbered(found)
    if not year.tally.total and not year.deeds:
        return []
    return ["截至〔截至日期〕，应完成的约定任务均已完成，没有未计入、待确认或者退回的活动。"]


def _short(year) -> list[str]:
    wanted = {
        Status.BREACHED: "到期未完成〔未完成期数〕",
        Status.EXCEEDED: "超出约定上限〔超出上限期数〕",
        Status.AT_RISK: "进度落后〔预警期数〕",
        Status.MET_LATE: "逾期完成〔逾期完成期数〕",
    }
    told = [text for code, text in wanted.items() if year.tally.of(code)]
    if not told:
        return []
    named = "，涉及〔未完成任务〕" if year.gaps else ""
    return [f"部分任务没有按约定完成。{words.listed(told)}{named}。{_answered(year)}"]


def _answered(year) -> str:
    """What the schools said of them: each is told in full with the gap it is about."""
    kinds = _kinds_said(year)
    told = ["由学校说明了原因的〔已说明期数〕"] if Kind.EXPLAINED in kinds else []
    told += ["定了补做时间的〔已定补做期数〕"] if Kind.PLANNED in kinds else []
    return f"其中{words.listed(told)}。" if told else ""


def _kinds_said(year) -> set[Kind]:
    return {each.kind for said in year.said.values() for each in said}


def _lost(year) -> list[str]:
    """Confirmed activities that counted for nothing, by their nearest obstacle."""
    lost = [d for d in year.deeds if d.is_confirmed and not d.counts]
    if not lost:
        return []
    kinds: dict[str, int] = {}
    for deed in lost:
        kind = words.tight(deed.miss.title) if deed.miss else "没有对应的约定任务"
        kinds[kind] = kinds.get(kind, 0) + 1
    told = words.listed(f"{kind}{count}次" for kind, count in kinds.items())
    return [f"部分活动没有计入约定任务。双方已确认而未计入的活动〔未计入次数〕，其中{told}。"]


def _states(year) -> list[str]:
    has = {deed.state for deed in year.deeds}
    told = []
    if "pending_confirm" in has:
        told.append("登记后对方学校尚未确认〔待确认次数〕")
    if "returned" in has:
        told.append("退回后没有再提交〔退回次数〕")
    if "voided" in has:
        told.append("作废〔作废次数〕")
    if year.later_entries:
        told.append("期满之后才登记〔期后登记次数〕")
    return [f"登记和确认不够及时。{words.listed(told)}，均不计入上述数字。"] if told else []


def _late(year) -> list[str]:
    if not any((d.entered_on - d.ends_on).days > LATE_AFTER for d in year.deeds):
        return []
    return [
        f"部分活动补录较晚。活动结束{LATE_AFTER}日之后才登记的〔补录次数〕，"
        "最长相隔〔最长补录日数〕。"
    ]


def _ahead(year, voice: Voice) -> list[str]:
    found = [*_still_open(year, voice), *voice.ahead(year)]
    if Kind.PLANNED in _kinds_said(year):
        found.append("已经提出的补做安排：〔补做安排〕。")
    if year.tally.of(Status.BREACHED):
        found.append(
            "未完成的任务需要补做的，由双方商定时间，经主管部门同意后计入原时段，"
            "不抵减其他时段的任务。"
        )
    return found


def _still_open(year, voice: Voice) -> list[str]:
    if not year.tally.of(Status.ON_TRACK, Status.AT_RISK, Status.NOT_DUE):
        return []
    told = [f"{word}〔{word}期数〕" for code, word in STATUSES[5:] if year.tally.of(code)]
    more = "，预警的须优先安排" if year.tally.of(Status.AT_RISK) else ""
    return [f"{voice.period}尚有任务未到期：{words.listed(told)}{more}。"]
