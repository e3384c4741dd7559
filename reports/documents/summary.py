"""The year-end summary as a paper: the receiving school's report to its bureau.

Figures and tables are made of the records and the verdicts. The sections in words start as a
draft made of the same facts, and are what the schools wrote where they wrote. Sections without
anything to say are left out and the others count on.
"""

from dataclasses import dataclass
from datetime import date

from pairing.models import Pairing
from reports.documents import drafts, prose, reporting, sheets, voices, words
from reports.documents import summary_duties as second
from reports.documents import summary_opening as first
from reports.documents import summary_tables as tables
from reports.documents.blocks import Annex as AnnexBlock
from reports.documents.blocks import Chart, Column, Paper, Table
from reports.documents.live import figures_of_pairing
from reports.documents.prose import NO_PROSE, Prose, Section, counted_on, without_last
from reports.documents.stamps import Stamp, stamp_of
from reports.documents.year import YearSummary
from reports.press import title_lines

LONG_NAME = 8  # characters by which the name may exceed its date, see official.css
SIDES = (
    Column(title="项目", width=32, align="c"),
    Column(title="支援方（甲方）", width=62),
    Column(title="受援方（乙方）", width=62),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    label: str
    kind: str
    title: str
    is_turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper:
    """Everything the summary says, in its order; ``document_of`` makes blocks of it."""

    file_title: str
    author: str
    version: str
    title: tuple[str, ...]
    as_of: str
    to: str
    lead: str
    basics: Section
    side_rows: tuple
    organisation: Section
    work: Section
    figure_rows: tuple
    figure_total: tuple[str, ...]
    duties: Section
    duty_groups: tuple[tables.Group, ...]
    duty_total: str
    duty_count: int
    duty_note: str
    charts: tuple[Chart, ...]
    after: tuple[Section, ...]
    last_words: str
    annexes: tuple[Annex, ...]
    ledger: tuple[tables.Group, ...]
    ledger_total: str
    ledger_attendances: str
    windows: tuple[tables.Group, ...]
    roster: tuple[tables.Group, ...]
    donations: tuple[tables.DonationRow, ...]
    donation_total: tuple[str, str]
    donation_note: str
    issuer: str
    issued_on: str
    is_long: bool
    stamp: Stamp
    stamp_number: str


def summary_paper(year: YearSummary, *, site: str, wrote: Prose = NO_PROSE) -> SummaryPaper:
    """``site`` is the site's own address, such as https://jd.example.cn."""
    number = f"{year.code}-{year.school_year}"
    stamp = stamp_of(reporting.told(year.data, wrote), name="verdicts.json", site=site)
    issued_on = words.day(year.asked_on)
    issuer = year.receiving.name
    organisation, work, duties, *after = _sections(year, wrote)
    last, last_words = without_last(after[-1])
    amount, goods = tables.donated(year)
    return SummaryPaper(
        file_title=f"{issuer}{_title_tail(year)}",
        author=issuer,
        version=f"总结编号 {number}　校验码 {stamp.code}",
        title=tuple(title_lines(_title_words(year))),
        as_of=_as_of(year),
        to=f"{year.receiving.bureau}：",
        lead=first.lead(year),
        basics=Section(heading="一、基本情况", paragraphs=first.basics(year)),
        side_rows=tables.side_rows(year),
        organisation=organisation,
        work=work,
        figure_rows=tables.figure_rows(year),
        figure_total=("合计", *tables.figure_texts(year.figures)),
        duties=duties,
        duty_groups=tables.duty_groups(year),
        duty_total=second.total_words(year.tally),
        duty_count=len(year.duties),
        duty_note=second.duty_note(year),
        charts=second.charts(year),
        after=(*after[:-1], last),
        last_words=last_words,
        annexes=_annexes(year),
        ledger=tables.ledger_groups(year),
        ledger_total=_ledger_total(year),
        ledger_attendances=f"{sum(deed.attendances for deed in year.deeds):,}",
        windows=tables.window_groups(year),
        roster=tables.roster_groups(year),
        donations=tables.donation_rows(year),
        donation_total=(f"{goods:,}件" if goods else words.DASH, words.yuan(amount)),
        donation_note=f"注：合计金额大写：{words.yuan_in_capitals(amount)}。" if amount else "",
        issuer=issuer,
        issued_on=issued_on,
        is_long=len(issuer) - words.width(issued_on) > LONG_NAME,
        stamp=stamp,
        stamp_number=number,
    )


def _sections(year: YearSummary, wrote: Prose) -> list[Section]:
    """From the second section on, counted on."""
    figures = figures_of_pairing(year)

    def told(code: str) -> Section:
        text = prose.section_text(
            code, year, prose=wrote, voice=voices.OF_PAIRING, figures=figures
        )
        return prose.written(drafts.HEADINGS[code], text)

    sections = [
        told(drafts.ORGANISATION),
        told(drafts.WORK),
        Section(heading="约定任务完成情况", paragraphs=(second.duties_words(year),)),
        Section(heading=second.gaps_title(year), items=second.numbered(second.gaps(year))),
        Section(heading="免除和补做", items=second.numbered(second.decisions(year))),
        told(drafts.RESULTS),
        prose.case_section("典型案例", wrote, figures=figures),
        prose.commended_section("表现突出的个人", wrote),
        told(drafts.PROBLEMS),
        told(drafts.PLANS_AHEAD),
    ]
    return counted_on(sections, first=2)


def _title_words(year: YearSummary) -> tuple[str, ...]:
    return (
        *words.in_lines(year.receiving.name),
        "关于",
        words.years(year.school_year),
        "结对帮扶",
        "工作总结的",
        "报告",
    )


def _title_tail(year: YearSummary) -> str:
    return "".join(_title_words(year)).removeprefix(year.receiving.name)


def _as_of(year: YearSummary) -> str:
    if year.filing:
        return f"（{words.day(year.filing.filed_on)}备案）"
    return f"（截至{words.day(year.judged_on)}）" if year.is_running else ""


def summary_file_name(pairing: Pairing, *, school_year: int, on: date) -> str:
    """石鼓湾学校_2025—2026学年结对帮扶工作总结_2026-11-23.pdf."""
    content = f"{words.years(school_year)}结对帮扶工作总结"
    return words.file_name(pairing.receiving_school.label, content, on.isoformat())


# --- annexes -------------------------------------------------------------------------------


def _annexes(year: YearSummary) -> tuple[Annex, ...]:
    wanted = (
        ("ledger", "帮扶活动台账", True, bool(year.deeds)),
        ("windows", "约定任务逐期完成情况表", True, bool(year.duties)),
        ("roster", "挂职、任教和师徒结对人员名册", False, bool(tables.roster_groups(year))),
        ("donations", "捐赠资金和物资清单", False, bool(tables.donation_rows(year))),
    )
    kept = [(kind, title, turned) for kind, title, turned, has_rows in wanted if has_rows]
    alone = len(kept) == 1
    return tuple(
        Annex(label="" if alone else str(place), kind=kind, title=title, is_turned=turned)
        for place, (kind, title, turned) in enumerate(kept, start=1)
    )


def _ledger_total(year: YearSummary) -> str:
    counted = sum(bool(d.counts) and d.is_confirmed for d in year.deeds)
    return f"合计（{len(year.deeds)}次，其中计入约定任务{counted}次）"


# --- the same as blocks --------------------------------------------------------------------


def document_of(paper: SummaryPaper) -> Paper:
    """What the PDF and the Word copy are made of."""
    sections = (
        _with(paper.basics, _sides_table(paper)),
        paper.organisation,
        _with(paper.work, _figures_table(paper), after=1),
        _with(paper.duties, _duties_table(paper), *paper.charts),
        *paper.after,
    )
    return Paper(
        file_title=paper.file_title,
        author=paper.author,
        version=paper.version,
        title=paper.title,
        as_of=paper.as_of,
        to=paper.to,
        lead=paper.lead,
        blocks=tuple(block for section in sections for block in section.blocks),
        last_words=paper.last_words,
        annexes=tuple(_annex(annex, paper) for annex in paper.annexes),
        issuer=paper.issuer,
        issued_on=paper.issued_on,
        is_long=paper.is_long,
        stamp=paper.stamp,
        stamp_number=paper.stamp_number,
    )


def _with(section: Section, *extras: Table | Chart | None, after: int = 10**6) -> Section:
    kept = tuple(extra for extra in extras if extra)
    return Section(
        heading=section.heading,
        paragraphs=section.paragraphs,
        items=section.items,
        extras=kept,
        extras_after=after,
    )


def _sides_table(paper: SummaryPaper) -> Table:
    return sheets.plain_table(
        SIDES, paper.side_rows, caption="表1　双方基本情况", is_whole=True
    )


def _figures_table(paper: SummaryPaper) -> Table | None:
    if not paper.figure_rows:
        return None
    return sheets.figures_table(
        paper.figure_rows,
        paper.figure_total,
        caption="表2　帮扶活动数量",
        note="注：“具名”为登记了姓名的参加人员，同一人只算一次。",
    )


def _duties_table(paper: SummaryPaper) -> Table | None:
    if not paper.duty_groups:
        return None
    return sheets.duties_table(
        paper.duty_groups,
        total=paper.duty_total,
        count=paper.duty_count,
        caption="表3　约定任务与完成情况对照表",
        note=paper.duty_note,
    )


def _annex(annex: Annex, paper: SummaryPaper) -> AnnexBlock:
    made = {
        "ledger": lambda: sheets.ledger_table(
            paper.ledger, total=paper.ledger_total, attendances=paper.ledger_attendances
        ),
        "windows": lambda: sheets.windows_table(paper.windows),
        "roster": lambda: sheets.roster_table(paper.roster),
        "donations": lambda: sheets.donations_table(
            paper.donations, total=paper.donation_total, note=paper.donation_note
        ),
    }[annex.kind]()
    return AnnexBlock(
        label=annex.label, title=annex.title, is_turned=annex.is_turned, blocks=(made,)
    )
