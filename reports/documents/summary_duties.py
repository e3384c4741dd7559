"""The summary's second half: agreed against done, what is missing and why, what comes next."""

from dataclasses import dataclass, replace
from fractions import Fraction

from activities.models import ActivityState
from compliance.engine.verdicts import Status
from compliance.wording import quantity, share, status_word
from reports.documents import summary_tables as tables
from reports.documents import words
from reports.documents.chart import Bar, svg
from reports.documents.words import MARKS, tight
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Deed
from reports.documents.year_duties import DutyLine, Tally, WindowLine
from reports.documents.year_facts import DecisionLine

LATE_AFTER = 14  # days from an activity to its entry that are worth a word
MISSES_TOLD = 3  # of one gap; all of them stand on the site
BARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``heading`` carries its number. ``items`` are paragraphs that count 1., 2., …"""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def sections_from_four(year: YearSummary) -> list[Section]:
    """The sections from the fourth on, those with something to say, counted on."""
    sections = [
        ("约定任务完成情况", (_duties(year),), ()),
        (_gaps_title(year), (), _gaps(year)),
        ("免除和补做", (), _decisions(year)),
        ("存在的问题", *_problems(year)),
        ("下一步安排", *_plans_ahead(year)),
    ]
    kept = [each for each in sections if each[1] or each[2]]
    return [
        Section(
            heading=f"{words.ordinal(number)}、{title}",
            paragraphs=paragraphs,
            items=tuple(f"{place}.{item}" for place, item in enumerate(items, start=1)),
        )
        for number, (title, paragraphs, items) in enumerate(kept, start=4)
    ]


def last_of(section: Section) -> str:
    """Its last paragraph, which stays with the signature."""
    return (section.paragraphs + section.items)[-1]


def without_last(section: Section) -> Section:
    if section.items:
        return replace(section, items=section.items[:-1])
    return replace(section, paragraphs=section.paragraphs[:-1])


def _duties(year: YearSummary) -> str:
    if not year.duties:
        return "本学年没有到期或者正在进行的约定任务。"
    text = (
        f"协议约定的任务按每学期、每学年等时段分期计算，最后一日在本学年内的列入本学年，"
        f"共{len(year.duties)}项{year.tally.total + year.tally.unjudged}期，"
        f"各项对照见表3，逐期完成情况和理由见附件《约定任务逐期完成情况表》。"
    )
    if year.tally.share is not None:
        text += (
            f"不含免除和未到期的，应完成{year.tally.closed}期，"
            f"完成{year.tally.done}期，完成率{share(year.tally.share)}。"
        )
    return text


def total_words(tally: Tally) -> str:
    told = [
        f"{MARKS[code.value]}{status_word(code)}{tally.of(code)}期"
        for code in Status
        if tally.of(code)
    ]
    return "　".join(told) + (f"　只作记录{tally.unjudged}期" if tally.unjudged else "")


def duty_note(year: YearSummary) -> str:
    as_of = words.day(year.judged_on)
    return (
        f"注：1.数字为“计入数量/约定数量”，以{as_of}双方已确认的记录为准。"
        "2.“以上”“不少于”均含本数。"
    )


def chart(year: YearSummary) -> str:
    """Bars for the duties whose counts add up over the year; where they are too many, those
    that are not met stay."""
    counted = _charted(year)
    kept = sorted(counted, key=lambda duty: not _is_short(duty))[:BARS]
    bars = [_bar(duty) for duty in counted if duty in kept]
    return svg(bars, title="约定任务完成率") if bars else ""


def _charted(year: YearSummary) -> list[DutyLine]:
    return [duty for duty in year.duties if duty.asked]


def _is_short(duty: DutyLine) -> bool:
    return any(w.status in (Status.BREACHED, Status.AT_RISK) for w in duty.windows)


def chart_caption(year: YearSummary) -> str:
    left_out = len(year.duties) - len(_charted(year)[:BARS])
    more = f"；{left_out}项的数量不能相加或无须完成，未列" if left_out else ""
    return f"图1　约定任务完成率（粗线为约定数量{more}）"


def _bar(duty: DutyLine) -> Bar:
    bad = [w.status for w in duty.windows if w.status in (Status.BREACHED, Status.AT_RISK)]
    done, asked = quantity(duty.done, duty.measure), quantity(duty.asked, duty.measure)
    return Bar(
        label=duty.name,
        share=Fraction(duty.done) / Fraction(duty.asked),
        figure=tight(f"{done}，约定{asked}"),
        mark=MARKS[bad[0]] if bad else "",
    )


def _gaps(year: YearSummary) -> tuple[str, ...]:
    by_id = {deed.activity_id: deed for deed in year.deeds}
    return tuple(_gap(duty, window, by_id=by_id) for duty, window in year.gaps)


def _gaps_title(year: YearSummary) -> str:
    behind = year.tally.of(Status.AT_RISK)
    return "未完成和进度落后的任务及原因" if behind else "未完成的任务和原因"


def _gap(duty: DutyLine, window: WindowLine, *, by_id: dict[int, Deed]) -> str:
    text = f"{duty.name}（{tables.window_name(window)}，{window.status_word}）。"
    bad = [part for part in window.parts if part.is_gap]
    if bad:
        text += "；".join(tables.part_text(part) for part in bad) + "。"
    else:
        text += f"{tight(window.headline)}。"
    lost = [
        m for m in window.misses if m.activity_id in by_id and not by_id[m.activity_id].counts
    ]
    for miss in lost[:MISSES_TOLD]:
        label = by_id[miss.activity_id].type_label
        text += f"{words.day(miss.held_on)}的{label}未计入：{tight(miss.sentence)}"
    if len(lost) > MISSES_TOLD:
        text += f"另有{len(lost) - MISSES_TOLD}次未计入，见附件《帮扶活动台账》。"
    return text


def _decisions(year: YearSummary) -> tuple[str, ...]:
    return (
        *(_waiver(each) for each in year.waivers),
        *(_make_up(each) for each in year.make_ups),
        *(
            f"{_make_up(each)}此项在本学年结束之后，不改变表3的结果。"
            for each in year.later_make_ups
        ),
    )


def _waiver(line: DecisionLine) -> str:
    return (
        f"免除：{line.name}（{tables.window_name(line.window)}）。{words.day(line.decided_on)}经主管部门"
        f"（经办人{line.decided_by}）同意免除，理由：{line.reason.rstrip('。')}。"
    )


def _make_up(line: DecisionLine) -> str:
    return (
        f"补做：{line.name}（{tables.window_name(line.window)}）。{words.day(line.held_on)}补做，"
        f"{words.day(line.decided_on)}经主管部门（经办人{line.decided_by}）同意计入原时段，"
        f"理由：{line.reason.rstrip('。')}。"
    )


def _problems(year: YearSummary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = [
        *_short_problem(year),
        *_lost_problem(year),
        *_state_problems(year),
        *_late_problem(year),
    ]
    if found:
        return (), tuple(found)
    if not year.tally.total and not year.deeds:
        return (), ()
    return ("截至上述日期，应完成的约定任务均已完成，没有未计入、待确认或者退回的活动。",), ()


def _short_problem(year: YearSummary) -> list[str]:
    tally, told = year.tally, []
    for code, word in (
        (Status.BREACHED, "到期未完成"),
        (Status.EXCEEDED, "超出约定上限"),
        (Status.AT_RISK, "进度落后"),
        (Status.MET_LATE, "逾期完成"),
    ):
        if tally.of(code):
            told.append(f"{word}{tally.of(code)}期")
    if not told:
        return []
    names = dict.fromkeys(duty.name for duty, _ in year.gaps)
    listed = f"，涉及{words.listed(names)}" if names else ""
    return [f"部分任务没有按约定完成。{words.listed(told)}{listed}。"]


def _lost_problem(year: YearSummary) -> list[str]:
    """Confirmed activities that counted for nothing, by their nearest obstacle."""
    lost = [d for d in year.deeds if d.is_confirmed and not d.counts]
    if not lost:
        return []
    kinds: dict[str, int] = {}
    for deed in lost:
        kind = deed.miss.title if deed.miss else "没有对应的约定任务"
        kinds[kind] = kinds.get(kind, 0) + 1
    told = words.listed(f"{tight(kind)}{count}次" for kind, count in kinds.items())
    return [f"部分活动没有计入约定任务。双方已确认而未计入的活动{len(lost)}次，其中{told}。"]


def _state_problems(year: YearSummary) -> list[str]:
    def count(state: str) -> int:
        return sum(deed.state == state for deed in year.deeds)

    told = []
    if waiting := count(ActivityState.PENDING):
        told.append(f"登记后对方学校尚未确认{waiting}次")
    if returned := count(ActivityState.RETURNED):
        told.append(f"退回后没有再提交{returned}次")
    if voided := count(ActivityState.VOIDED):
        told.append(f"作废{voided}次")
    if year.later_entries:
        told.append(f"学年结束之后才登记{year.later_entries}次")
    return [f"登记和确认不够及时。{words.listed(told)}，均不计入上述数字。"] if told else []


def _late_problem(year: YearSummary) -> list[str]:
    gaps = [(d.entered_on - d.ends_on).days for d in year.deeds]
    late = [gap for gap in gaps if gap > LATE_AFTER]
    if not late:
        return []
    return [
        f"部分活动补录较晚。活动结束{LATE_AFTER}日之后才登记的{len(late)}次，"
        f"最长相隔{max(late)}日。"
    ]


def _plans_ahead(year: YearSummary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = [*_still_open(year), *_next_year(year)]
    if year.tally.of(Status.BREACHED):
        found.append(
            "未完成的任务需要补做的，由双方商定时间，经主管部门同意后计入原时段，"
            "不抵减其他时段的任务。"
        )
    return ((), tuple(found)) if len(found) > 1 else (tuple(found), ())


def _still_open(year: YearSummary) -> list[str]:
    count = year.tally.of(Status.ON_TRACK, Status.AT_RISK, Status.NOT_DUE)
    if not count:
        return []
    behind = year.tally.of(Status.AT_RISK)
    more = f"，其中预警{behind}期，须优先安排" if behind else ""
    return [f"本学年尚有{count}期任务未到期{more}。"]


def _next_year(year: YearSummary) -> list[str]:
    following = words.years(year.school_year + 1)
    if year.next_tally.total:
        return [f"{following}按协议应完成约定任务{year.next_tally.total}期。"]
    ends = [each.terminated_on or each.ends_on for each in year.agreements]
    if ends and max(ends) > year.last_on:
        return [f"协议在{following}继续履行，各期任务待校历确定后列出。"]
    if ends:
        return [f"协议于{words.day(max(ends))}届满，{following}没有约定任务。"]
    return ["双方尽快签署协议，明确约定任务。"]
