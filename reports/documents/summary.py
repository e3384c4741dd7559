"""The year-end summary as a paper: the receiving school's report to its bureau.

Every sentence is made of figures and of the verdicts' own sentences; nothing is told that the
records do not hold. Sections without anything to say are left out and the others count on.
"""

from dataclasses import dataclass
from datetime import date

from pairing.models import Pairing
from reports.documents import summary_duties as second
from reports.documents import summary_opening as first
from reports.documents import summary_tables as tables
from reports.documents import words
from reports.documents.stamps import Stamp, stamp_of
from reports.documents.summary_duties import Section
from reports.documents.summary_opening import AreaPart
from reports.documents.year import YearSummary
from reports.press import title_lines

LONG_NAME = 8  # characters by which the name may exceed its date, see official.css


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    label: str
    kind: str
    title: str
    is_turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper:
    """Everything ``templates/pdf/summary.html`` shows, in its order."""

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
    areas: tuple[AreaPart, ...]
    duties: Section
    duty_groups: tuple[tables.Group, ...]
    duty_total: str
    duty_count: int
    duty_note: str
    chart: str
    chart_caption: str
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


def summary_paper(year: YearSummary, *, site: str) -> SummaryPaper:
    """``site`` is the site's own address, such as https://jd.example.cn."""
    number = f"{year.code}-{year.school_year}"
    stamp = stamp_of(year.data, name="verdicts.json", site=site)
    issued_on = words.day(year.asked_on)
    issuer = year.receiving.name
    duties, *after, last = second.sections_from_four(year)
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
        organisation=Section(heading="二、组织与计划", paragraphs=first.organisation(year)),
        work=Section(heading="三、帮扶工作开展情况", paragraphs=(first.work(year),)),
        figure_rows=tables.figure_rows(year),
        figure_total=("合计", *tables.figure_texts(year.figures)),
        areas=first.area_parts(year),
        duties=duties,
        duty_groups=tables.duty_groups(year),
        duty_total=second.total_words(year.tally),
        duty_count=len(year.duties),
        duty_note=second.duty_note(year),
        chart=second.chart(year),
        chart_caption=second.chart_caption(year),
        after=(*after, second.without_last(last)),
        last_words=second.last_of(last),
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
        is_long=len(issuer) - _width(issued_on) > LONG_NAME,
        stamp=stamp,
        stamp_number=number,
    )


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _title_words(year: YearSummary) -> tuple[str, ...]:
    return (
        year.receiving.name,
        "关于",
        words.years(year.school_year),
        "结对帮扶",
        "工作总结的",
        "报告",
    )


def _title_tail(year: YearSummary) -> str:
    return "".join(_title_words(year)[1:])


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
