"""What the reports of a school and of a whole agreement share: sections, annexes, the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents import drafts, prose, sheets, words
from reports.documents import summary_tables as tables
from reports.documents.blocks import Annex, Column, Lines, Paper, Table
from reports.documents.live import LiveFigures
from reports.documents.prose import Prose, Section, counted_on, without_last
from reports.documents.stamps import Stamp
from reports.documents.voices import Voice
from reports.documents.year_duties import Tally
from reports.press import title_lines

LONG_NAME = 8  # characters by which the name may exceed its date, see official.css


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Makes sections of what somebody wrote, else of the draft."""

    year: object
    wrote: Prose
    voice: Voice
    figures: LiveFigures

    def section(self, code: str, *extras: Table | None, after: int = 10**6) -> Section:
        text = prose.section_text(
            code, self.year, prose=self.wrote, voice=self.voice, figures=self.figures
        )
        kept = tuple(extra for extra in extras if extra)
        title = drafts.HEADINGS[code]
        return prose.written(title, text, extras=kept, extras_after=after)

    def cases(self) -> Section:
        return prose.case_section("典型案例", self.wrote, figures=self.figures)

    def commended(self) -> Section:
        return prose.commended_section("表现突出的个人", self.wrote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who reports to whom about what."""

    issuer: str
    bureau: str
    title_words: tuple[str, ...]
    as_of: str
    lead: str
    number: str
    number_label: str
    asked_on: date


def paper(
    head: Head, *, sections: list[Section], annexes: tuple[Annex, ...], stamp: Stamp
) -> Paper:
    """``sections`` come unnumbered; those without words are left out."""
    *kept, last = counted_on(sections)
    last, last_words = without_last(last)
    issued_on = words.day(head.asked_on)
    return Paper(
        file_title="".join(head.title_words),
        author=head.issuer,
        version=f"{head.number_label} {head.number}　校验码 {stamp.code}",
        title=tuple(title_lines(head.title_words)),
        as_of=head.as_of,
        to=f"{head.bureau}：",
        lead=head.lead,
        blocks=tuple(block for section in (*kept, last) for block in section.blocks),
        last_words=last_words,
        annexes=annexes,
        issuer=head.issuer,
        issued_on=issued_on,
        is_long=len(head.issuer) - words.width(issued_on) > LONG_NAME,
        stamp=stamp,
        stamp_number=head.number,
        number_label=head.number_label,
    )


def report_file_name(
    school: str, *, school_year: int | None, number: str, on: date, ending: str
) -> str:
    """石鼓湾学校_2025—2026学年结对帮扶工作总结_2026-11-23.pdf; a Word copy says that it is
    one. Of a whole agreement its ``number`` stands for the year."""
    content = f"{words.years(school_year)}结对帮扶工作总结" if school_year else ""
    content = content or f"{number}结对帮扶终结总结"
    content += "（副本）" if ending == "docx" else ""
    return words.file_name(school, content, on.isoformat(), ending=ending)


def annexes_of(found: Iterable[tuple[str, bool, Table | Lines | None]]) -> tuple[Annex, ...]:
    """Of (title, turned, table) those that have one, numbered."""
    kept = [each for each in found if each[2] is not None]
    alone = len(kept) == 1
    return tuple(
        Annex(label="" if alone else str(place), title=title, is_turned=turned, blocks=(made,))
        for place, (title, turned, made) in enumerate(kept, start=1)
    )


def annexes(
    year,
    *,
    ledger: tuple[tables.Group, ...],
    windows: tuple[tables.Group, ...],
    roster: tuple[tables.Group, ...],
    donated: tuple[tables.DonationRow, ...],
) -> tuple[Annex, ...]:
    """The four a report may have; those without rows are left out."""
    return annexes_of(
        (
            ("帮扶活动台账", True, _ledger(year, ledger)),
            (
                "约定任务逐期完成情况表",
                True,
                sheets.windows_table(windows) if windows else None,
            ),
            (
                "挂职、任教和师徒结对人员名册",
                False,
                sheets.roster_table(roster) if roster else None,
            ),
            ("捐赠资金和物资清单", False, _donations(donated, year)),
        )
    )


def told(data: Mapping, wrote: Prose) -> Mapping:
    """What is enclosed: the verdicts, and the words where people wrote any."""
    if wrote == prose.NO_PROSE:
        return data
    return {
        **data,
        "words": dict(wrote.texts),
        "cases": [[case.title, case.text] for case in wrote.cases],
        "commended": [[c.name, c.school, c.post, c.deeds] for c in wrote.commended],
    }


# --- tables both have ----------------------------------------------------------------------

TALLIES = ("met", "met_late", "exceeded", "breached", "exempt")


def tally_cells(tally: Tally) -> tuple[str, ...]:
    """应完成, 完成, 完成率, then the windows by status; those still open last."""
    share = sheets.share_text(tally)
    counts = [tally.counts.get(code, 0) for code in TALLIES]
    still_open = tally.total - sum(counts)
    plain = [str(n) if n else words.DASH for n in (*counts, still_open)]
    return (str(tally.closed), str(tally.done), share, *plain)


def tallies(
    columns: Sequence[Column],
    lines: Iterable[tuple[str, Tally]],
    total: Tally,
    *,
    caption,
    year,
) -> Table:
    """Windows by status, a line for each part of ``year``, and their sums."""
    rows = [sheets.row(columns, (name, *tally_cells(tally))) for name, tally in lines]
    rows.append(sheets.total_row(columns, ("合计", *tally_cells(total))))
    note = (
        f"注：以{words.day(year.judged_on)}双方已确认的记录为准；应完成的不含免除和未到期的。"
    )
    return sheets.table(columns, rows, caption=caption, note=note, is_whole=True)


def _ledger(year, groups: tuple[tables.Group, ...]) -> Table | Lines | None:
    if not year.deeds:
        return None
    counted = sum(bool(d.counts) and d.is_confirmed for d in year.deeds)
    return sheets.ledger_table(
        groups,
        total=f"合计（{len(year.deeds)}次，其中计入约定任务{counted}次）",
        attendances=f"{sum(deed.attendances for deed in year.deeds):,}",
    )


def _donations(rows: tuple[tables.DonationRow, ...], year) -> Table | Lines | None:
    if not rows:
        return None
    amount, goods = tables.donated(year)
    note = f"注：合计金额大写：{words.yuan_in_capitals(amount)}。" if amount else ""
    total = (f"{goods:,}件" if goods else words.DASH, words.yuan(amount))
    return sheets.donations_table(rows, total=total, note=note)
