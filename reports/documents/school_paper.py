"""The year-end summary of a school over all its pairings, as a paper to its bureau."""

import re
from dataclasses import replace

from reports.documents import comparing, reporting, sheets, words
from reports.documents import summary_duties as second
from reports.documents import summary_opening as first
from reports.documents import summary_tables as tables
from reports.documents.blocks import Column, Paper, Table
from reports.documents.chart import Pair
from reports.documents.drafts import (
    ORGANISATION,
    PLANS_AHEAD,
    PROBLEMS,
    RESULTS,
    WORK,
)
from reports.documents.live import figures_of_school
from reports.documents.prose import NO_PROSE, Prose, Section
from reports.documents.reporting import Head, Writer
from reports.documents.school import SchoolPart, SchoolYear
from reports.documents.stamps import stamp_of
from reports.documents.voices import OF_SCHOOL
from reports.documents.year_facts import AgreementFacts

ROLES = {"supporting": "甲方（支援）", "receiving": "乙方（受援）"}
PARTNERS = (
    Column(title="序号", width=11, align="c"),
    Column(title="结对学校", width=50),
    Column(title="本校身份", width=27, align="c"),
    Column(title="协议编号和期限", width=68),
)
STATUSES = (
    Column(title="结对学校", width=38),
    Column(title="应完成\n（期）", width=15, align="n"),
    Column(title="完成\n（期）", width=14, align="n"),
    Column(title="完成率", width=17, align="n"),
    Column(title="已完成", width=14, align="n"),
    Column(title="逾期\n完成", width=12, align="n"),
    Column(title="超出\n上限", width=12, align="n"),
    Column(title="未完成", width=14, align="n"),
    Column(title="免除", width=10, align="n"),
    Column(title="未到期", width=10, align="n"),
)


def school_paper(year: SchoolYear, *, site: str, wrote: Prose = NO_PROSE) -> Paper:
    stamp = stamp_of(reporting.told(year.data, wrote), name="verdicts.json", site=site)
    writer = Writer(year=year, wrote=wrote, voice=OF_SCHOOL, figures=figures_of_school(year))
    charts = (
        comparing.by_area(year, number=1),
        comparing.by_term(year, number=2),
        comparing.chart_of(_pairs(year), caption="图3　各结对关系约定与完成（期）"),
    )
    sections = [
        Section(heading="基本情况", paragraphs=_basics(year), extras=(_partners(year),)),
        writer.section(ORGANISATION),
        writer.section(WORK, _figures(year), after=1),
        Section(
            heading="约定任务完成情况",
            paragraphs=(_duties(year),),
            extras=tuple(filter(None, (_statuses(year), *charts))),
        ),
        Section(heading="未完成的任务和原因", items=second.numbered(_gaps(year))),
        Section(heading="免除和补做", items=second.numbered(_decisions(year))),
        writer.section(RESULTS),
        writer.cases(),
        writer.commended(),
        writer.section(PROBLEMS),
        writer.section(PLANS_AHEAD),
    ]
    return reporting.paper(_head(year), sections=sections, annexes=_annexes(year), stamp=stamp)


def _head(year: SchoolYear) -> Head:
    name = year.school.name
    return Head(
        issuer=name,
        bureau=year.school.bureau,
        title_words=(
            *words.in_lines(name),
            "关于",
            year.period,
            "结对帮扶",
            "工作总结的",
            "报告",
        ),
        as_of=f"（截至{words.day(year.judged_on)}）" if year.is_running else "",
        lead=_lead(year),
        number=f"{year.school.code or f'XX-{year.school_id}'}-{year.school_year}",
        number_label="总结编号",
        asked_on=year.asked_on,
    )


def _lead(year: SchoolYear) -> str:
    helped, helpers = len(year.partners("supporting")), len(year.partners("receiving"))
    told = [f"支援{helped}所学校"] if helped else []
    told += [f"接受{helpers}所学校支援"] if helpers else []
    return f"{year.period}，我校{'，'.join(told)}。{first.figures_words(year)}"


def _basics(year: SchoolYear) -> tuple[str, ...]:
    helped, helpers = len(year.partners("supporting")), len(year.partners("receiving"))
    text = f"我校有结对关系{len(year.parts)}个，其中作为甲方（支援方）{helped}个，"
    return (f"{text}作为乙方（受援方）{helpers}个，见表1。",)


def _partners(year: SchoolYear) -> Table:
    rows = (
        (str(place), part.partner.name, ROLES[part.side], _agreements(part))
        for place, part in enumerate(year.parts, start=1)
    )
    return sheets.plain_table(PARTNERS, rows, caption="表1　结对关系", is_whole=True)


def _agreements(part: SchoolPart) -> str:
    return "\n".join(map(_agreement, part.year.agreements)) or "尚未签署生效的协议"


def _agreement(facts: AgreementFacts) -> str:
    return f"{facts.number}，{words.days(facts.starts_on, facts.ends_on)}"


def _name(part: SchoolPart) -> str:
    return f"{part.partner.short_name}（{'甲' if part.side == 'supporting' else '乙'}）"


def _figures(year: SchoolYear) -> Table:
    lines = [(_name(part), *tables.figure_texts(part.year.figures)) for part in year.parts]
    return sheets.figures_table(
        lines,
        ("合计", *tables.figure_texts(year.figures)),
        caption="表2　各结对关系帮扶活动数量",
        first="结对学校",
        note="注：1.（甲）（乙）是我校在该结对关系中的身份。2.一次活动服务于几个结对关系的，"
        "合计只算一次；“具名”为登记了姓名的参加人员，同一人只算一次。",
    )


def _duties(year: SchoolYear) -> str:
    if not year.duties:
        return "本学年没有到期或者正在进行的约定任务。"
    text = (
        f"各协议约定的任务按每学期、每学年等时段分期计算，最后一日在本学年内的列入本学年，"
        f"共{len(year.duties)}项{year.tally.total + year.tally.unjudged}期，各结对关系的"
        "完成情况见表3，逐期完成情况和理由见附件《约定任务逐期完成情况表》。"
    )
    return text + second.share_words(year.tally)


def _statuses(year: SchoolYear) -> Table | None:
    if not year.duties:
        return None
    lines = [(_name(part), part.year.tally) for part in year.parts]
    caption = "表3　各结对关系约定任务完成情况（期）"
    return reporting.tallies(STATUSES, lines, year.tally, caption=caption, year=year)


def _pairs(year: SchoolYear) -> list[Pair]:
    return [
        Pair(label=_name(part), asked=part.year.tally.closed, done=part.year.tally.done)
        for part in year.parts
        if part.year.tally.closed
    ]


def _gaps(year: SchoolYear) -> tuple[str, ...]:
    return tuple(
        f"与{part.partner.short_name}：{text}"
        for part in year.parts
        for text in second.gaps(part.year)
    )


def _decisions(year: SchoolYear) -> tuple[str, ...]:
    return tuple(
        f"与{part.partner.short_name}，{text}"
        for part in year.parts
        for text in second.decisions(part.year)
    )


# --- annexes: those of its pairings, one after another -------------------------------------


def _annexes(year: SchoolYear):
    return reporting.annexes(
        year,
        ledger=_joined(year, tables.ledger_groups),
        windows=_joined(year, tables.window_groups),
        roster=_joined(year, tables.roster_groups),
        donated=_donations(year),
    )


def _joined(year: SchoolYear, groups_of) -> tuple[tables.Group, ...]:
    """The groups of every pairing, each named with the other school."""
    return tuple(
        replace(group, title=f"与{_name(part)}　{group.title}")
        for part in year.parts
        for group in groups_of(part.year)
    )


def _giver(part: SchoolPart, sides: str) -> str:
    """The school itself and its partner for the sides of that pairing."""
    names = dict.fromkeys(words.SIDES.values(), part.partner.short_name)
    names[words.SIDES[part.side]] = "本校"
    return re.sub("|".join(names), lambda side: names[side[0]], sides)


def _donations(year: SchoolYear) -> tuple[tables.DonationRow, ...]:
    rows = [
        replace(row, giver=_giver(part, row.giver))
        for part in year.parts
        for row in tables.donation_rows(part.year)
    ]
    return tuple(replace(row, number=place) for place, row in enumerate(rows, start=1))
