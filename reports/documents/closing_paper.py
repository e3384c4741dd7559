"""The closing summary of an agreement: the whole term, school year by school year."""

from reports.documents import comparing, reporting, sheets, words
from reports.documents import summary_duties as second
from reports.documents import summary_opening as first
from reports.documents import summary_tables as tables
from reports.documents.blocks import Column, Paper, Table
from reports.documents.chart import Pair
from reports.documents.closing import Closing
from reports.documents.drafts import (
    ORGANISATION,
    PLANS_AHEAD,
    PROBLEMS,
    RESULTS,
    WORK,
)
from reports.documents.live import figures_of_pairing
from reports.documents.prose import NO_PROSE, Prose, Section
from reports.documents.reporting import Head, Writer
from reports.documents.school_paper import STATUSES
from reports.documents.stamps import stamp_of
from reports.documents.summary import SIDES
from reports.documents.voices import OF_AGREEMENT

BY_YEAR = (Column(title="学年", width=38), *STATUSES[1:])


def closing_paper(closing: Closing, *, site: str, wrote: Prose = NO_PROSE) -> Paper:
    stamp = stamp_of(reporting.told(closing.data, wrote), name="verdicts.json", site=site)
    writer = Writer(
        year=closing, wrote=wrote, voice=OF_AGREEMENT, figures=figures_of_pairing(closing)
    )
    charts = (
        comparing.by_area(closing, number=1),
        comparing.chart_of(_pairs(closing), caption="图2　各学年约定与完成（期）"),
    )
    sections = [
        Section(
            heading="基本情况", paragraphs=first.basics(closing), extras=(_sides(closing),)
        ),
        writer.section(ORGANISATION),
        writer.section(WORK, _figures(closing), after=1),
        Section(
            heading="约定任务完成情况",
            paragraphs=(_duties(closing),),
            extras=(_years(closing), *filter(None, charts), *_comparison(closing)),
        ),
        Section(heading="未完成的任务和原因", items=second.numbered(second.gaps(closing))),
        Section(heading="免除和补做", items=second.numbered(second.decisions(closing))),
        writer.section(RESULTS),
        writer.cases(),
        writer.commended(),
        writer.section(PROBLEMS),
        writer.section(PLANS_AHEAD),
    ]
    return reporting.paper(
        _head(closing), sections=sections, annexes=_annexes(closing), stamp=stamp
    )


def _head(closing: Closing) -> Head:
    name = closing.receiving.name
    number = closing.agreements[0].number
    return Head(
        issuer=name,
        bureau=closing.receiving.bureau,
        title_words=(
            *words.in_lines(name),
            "关于",
            "结对帮扶",
            "协议履行",
            "终结总结的",
            "报告",
        ),
        as_of=f"（截至{words.day(closing.judged_on)}）" if closing.is_running else "",
        lead=_lead(closing),
        number=f"{number}-ZJ",
        number_label="总结编号",
        asked_on=closing.asked_on,
    )


def _lead(closing: Closing) -> str:
    a, b = closing.supporting.name, closing.receiving.name
    names = f"{b}（受援方，以下简称乙方）与{a}（支援方，以下简称甲方）"
    over = "协议期将满" if closing.is_running else "协议期已满"
    text = f"{names}按照{first.titles(closing.agreements)}自{closing.period}开展结对帮扶，"
    return f"{text}{over}。{first.figures_words(closing)}"


def _sides(closing: Closing) -> Table:
    rows = tables.side_rows(closing)
    return sheets.plain_table(SIDES, rows, caption="表1　双方基本情况", is_whole=True)


def _figures(closing: Closing) -> Table:
    lines = [
        (words.years(each.school_year), *tables.figure_texts(each.figures))
        for each in closing.years
    ]
    return sheets.figures_table(
        lines,
        ("合计", *tables.figure_texts(closing.figures)),
        caption="表2　各学年帮扶活动数量",
        first="学年",
        note="注：“具名”为登记了姓名的参加人员，同一人在合计中只算一次。",
    )


def _duties(closing: Closing) -> str:
    if not closing.duties:
        return "协议没有计数的约定任务。"
    text = (
        f"协议约定的任务按每学期、每学年等时段分期计算，整个协议期共{len(closing.duties)}项"
        f"{closing.tally.total + closing.tally.unjudged}期，各学年完成情况见表3，"
        "各项任务见表4，逐期完成情况和理由见附件《约定任务逐期完成情况表》。"
    )
    return text + second.share_words(closing.tally)


def _years(closing: Closing) -> Table:
    lines = [(words.years(each.school_year), each.tally) for each in closing.years]
    caption = "表3　各学年约定任务完成情况（期）"
    return reporting.tallies(BY_YEAR, lines, closing.tally, caption=caption, year=closing)


def _pairs(closing: Closing) -> list[Pair]:
    return [
        Pair(label=words.years(each.school_year), asked=each.tally.closed, done=each.tally.done)
        for each in closing.years
        if each.tally.closed
    ]


def _comparison(closing: Closing) -> tuple[Table, ...]:
    if not closing.duties:
        return ()
    made = sheets.summed_duties_table(
        tables.summed_duty_groups(closing),
        total=second.total_words(closing.tally),
        count=len(closing.duties),
        caption="表4　约定任务整个协议期完成情况",
    )
    return (made,)


def _annexes(closing: Closing):
    return reporting.annexes(
        closing,
        ledger=tables.ledger_groups(closing),
        windows=tables.window_groups(closing),
        roster=tables.roster_groups(closing),
        donated=tables.donation_rows(closing),
    )
