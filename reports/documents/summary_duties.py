"""The summary's second half: agreed against done, what is missing and why, what was decided."""

from fractions import Fraction

from compliance.decisions import RectificationStepKind as Kind
from compliance.engine.verdicts import Status
from compliance.follow_up import Said
from compliance.wording import quantity, share, status_word
from reports.documents import comparing, words
from reports.documents import summary_tables as tables
from reports.documents.blocks import Chart
from reports.documents.chart import Bar, bars_pieces
from reports.documents.words import MARKS, tight
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Deed
from reports.documents.year_duties import DutyLine, Tally, WindowLine
from reports.documents.year_facts import DecisionLine, window_key

MISSES_TOLD = 3  # of one gap; all of them stand on the site
BARS = 20


def duties_words(year: YearSummary) -> str:
    if not year.duties:
        return "本学年没有到期或者正在进行的约定任务。"
    text = (
        f"协议约定的任务按每学期、每学年等时段分期计算，最后一日在本学年内的列入本学年，"
        f"共{len(year.duties)}项{year.tally.total + year.tally.unjudged}期，"
        f"各项对照见表3，逐期完成情况和理由见附件《约定任务逐期完成情况表》。"
    )
    return text + share_words(year.tally)


def share_words(tally: Tally) -> str:
    if tally.share is None:
        return ""
    return (
        f"不含免除和未到期的，应完成{tally.closed}期，"
        f"完成{tally.done}期，完成率{share(tally.share)}。"
    )


def numbered(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{place}.{item}" for place, item in enumerate(items, start=1))


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


def charts(year: YearSummary) -> tuple[Chart, ...]:
    """By support area, by term, by duty; none where nothing was due."""
    made = (
        comparing.by_area(year, number=1),
        comparing.by_term(year, number=2),
        _by_duty(year),
    )
    return tuple(chart for chart in made if chart)


def _by_duty(year: YearSummary) -> Chart | None:
    """Bars for the duties whose counts add up over the year; where they are too many, those
    that are not met stay."""
    counted = _charted(year)
    kept = sorted(counted, key=lambda duty: not _is_short(duty))[:BARS]
    bars = [_bar(duty) for duty in counted if duty in kept]
    if not bars:
        return None
    return comparing.drawn_of(bars_pieces(bars), caption=_caption(year))


def _charted(year: YearSummary) -> list[DutyLine]:
    return [duty for duty in year.duties if duty.asked]


def _is_short(duty: DutyLine) -> bool:
    return any(w.status in (Status.BREACHED, Status.AT_RISK) for w in duty.windows)


def _caption(year: YearSummary) -> str:
    charted = len(_charted(year))
    unlike, further = len(year.duties) - charted, max(charted - BARS, 0)
    told = [f"{unlike}项不能相加"] if unlike else []
    told += [f"{further}项限于篇幅"] if further else []
    more = f"，另有{words.listed(told)}，未列" if told else ""
    return f"图3　各项约定任务完成率（粗线为约定数量{more}）"


def _bar(duty: DutyLine) -> Bar:
    bad = [w.status for w in duty.windows if w.status in (Status.BREACHED, Status.AT_RISK)]
    done, asked = quantity(duty.done, duty.measure), quantity(duty.asked, duty.measure)
    return Bar(
        label=duty.name,
        share=Fraction(duty.done) / Fraction(duty.asked),
        figure=tight(f"{done}，约定{asked}"),
        mark=MARKS[bad[0]] if bad else "",
    )


def gaps(year: YearSummary) -> tuple[str, ...]:
    by_id = {deed.activity_id: deed for deed in year.deeds}
    return tuple(
        _gap(duty, window, by_id=by_id)
        + "".join(said_words(each, measure=duty.measure) for each in said)
        for duty, window in year.gaps
        for said in [year.said.get(window_key(duty, window), ())]
    )


def gaps_title(year: YearSummary) -> str:
    behind = year.tally.of(Status.AT_RISK)
    return "未完成和进度落后的任务及原因" if behind else "未完成的任务和原因"


def _gap(duty: DutyLine, window: WindowLine, *, by_id: dict[int, Deed]) -> str:
    text = f"{duty.name}（{window.name}，{window.status_word}）。"
    bad = [part for part in window.parts if part.is_gap]
    if bad:
        text += "；".join(tables.part_text(part) for part in bad) + "。"
    else:
        text += f"{tight(window.headline)}。"
    text += "".join(tight(violation) for violation in window.violations)
    lost = [
        m for m in window.misses if m.activity_id in by_id and not by_id[m.activity_id].counts
    ]
    for miss in lost[:MISSES_TOLD]:
        label = by_id[miss.activity_id].type_label
        text += f"{words.day(miss.held_on)}的{label}未计入：{tight(miss.sentence)}"
    if len(lost) > MISSES_TOLD:
        text += f"另有{len(lost) - MISSES_TOLD}次未计入，见附件《帮扶活动台账》。"
    return text


SAID = {
    Kind.EXPLAINED: "{school}{on}说明（{by}）：{text}。",
    Kind.PLANNED: "{school}{on}提出补做计划（{by}）：于{by_on}前补做{quantity}，{text}。",
    Kind.PROPOSED: "{school}{on}申请以{held_on}的活动补做（{by}），主管部门尚未答复：{text}。",
    Kind.REFUSED: "{on}主管部门（经办人{by}）未同意以{held_on}的活动补做，理由：{text}。",
    Kind.CLOSED: "{on}主管部门（经办人{by}）予以办结，理由：{text}。",
}


def said_words(said: Said, *, measure: str) -> str:
    """Who said what when about a window that fell short."""
    return SAID[said.kind].format(
        school=said.school,
        by=said.by,
        on=words.day(said.on),
        by_on=said.by_on and words.day(said.by_on),
        held_on=said.held_on and words.day(said.held_on),
        quantity=tight(quantity(said.quantity, measure)) if said.quantity else "",
        text=words.one_line(said.text).rstrip("。"),
    )


def decisions(year: YearSummary) -> tuple[str, ...]:
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
        f"免除：{line.name}（{line.window.name}）。{words.day(line.decided_on)}经主管部门"
        f"（经办人{line.decided_by}）同意免除，理由：{line.reason.rstrip('。')}。"
    )


def _make_up(line: DecisionLine) -> str:
    return (
        f"补做：{line.name}（{line.window.name}）。{words.day(line.held_on)}补做，"
        f"{words.day(line.decided_on)}经主管部门（经办人{line.decided_by}）同意计入原时段，"
        f"理由：{line.reason.rstrip('。')}。"
    )
