"""The tables of the reports to a bureau, as blocks: columns, widths, heading rows, sums.

A page of A4 holds 156 mm of table upright and 225 mm turned. Beyond ``MOST_ROWS`` rows a table
becomes lines of text: cells cost ten times the time and the memory of a line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compliance.wording import share
from reports.documents.blocks import (
    Cell,
    Column,
    Lines,
    Row,
    Run,
    Table,
    group_row,
    plain,
    row,
)
from reports.documents.summary_tables import (
    Cell as StatusCell,
)
from reports.documents.summary_tables import (
    DonationRow,
    DutyRow,
    Group,
    LedgerRow,
    RosterRow,
    WindowRow,
)
from reports.documents.words import DASH
from reports.documents.year_duties import Tally

MOST_ROWS = 300
LONGEST_CELL = 320  # characters: ten lines of the widest column, a third of a turned page
GAP = "　"
WHOLE_UP_TO = 10  # rows of the comparison that stay on one page

FIGURES = (
    Column(title="帮扶领域", width=38),
    Column(title="活动\n（次）", width=16, align="n"),
    Column(title="课\n（节）", width=16, align="n"),
    Column(title="参加\n（人次）", width=18, align="n"),
    Column(title="具名\n（人）", width=18, align="n"),
    Column(title="文件\n（份）", width=16, align="n"),
    Column(title="物品\n（件）", width=14, align="n"),
    Column(title="资金\n（元）", width=20, align="n"),
)
DUTIES = (
    Column(title="序号", width=11, align="c"),
    Column(title="约定任务", width=38),
    Column(title="约定", width=39),
    Column(title="第一学期", width=34),
    Column(title="第二学期", width=34),
)
SUMMED_DUTIES = (
    Column(title="序号", width=11, align="c"),
    Column(title="约定任务", width=44),
    Column(title="约定", width=45),
    Column(title="整个协议期完成情况", width=56),
)
LEDGER = (
    Column(title="序号", width=11, align="c"),
    Column(title="日期", width=24, align="c"),
    Column(title="方向", width=22, align="c"),
    Column(title="活动内容", width=70),
    Column(title="地点", width=18, align="c"),
    Column(title="人次", width=13, align="n"),
    Column(title="计入的约定任务", width=67),
)
WINDOWS = (
    Column(title="时段", width=36),
    Column(title="约定", width=20, align="c"),
    Column(title="计入", width=20, align="c"),
    Column(title="结果", width=25, align="s"),
    Column(title="理由", width=124),
)
ROSTER = (
    Column(title="序号", width=11, align="c"),
    Column(title="姓名", width=20, align="c"),
    Column(title="所在学校", width=44),
    Column(title="事项", width=32),
    Column(title="时间", width=49),
)
DONATIONS = (
    Column(title="序号", width=11, align="c"),
    Column(title="日期", width=32, align="c"),
    Column(title="内容", width=43),
    Column(title="提供方", width=24, align="c"),
    Column(title="物品", width=20, align="n"),
    Column(title="金额（元）", width=26, align="n"),
)


def table(
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    caption: str = "",
    note: str = "",
    **facts,
) -> Table:
    return Table(columns=tuple(columns), rows=tuple(rows), caption=caption, note=note, **facts)


def plain_table(columns: Sequence[Column], lines: Iterable[Iterable[str]], **facts) -> Table:
    columns = tuple(columns)
    return table(columns, (row(columns, line) for line in lines), **facts)


def compact(made: Table) -> Table | Lines:
    """``made``, or the same as lines of text where it is too long for a table."""
    if len(made.rows) <= MOST_ROWS:
        return made
    groups: list[tuple[str, list[str]]] = []
    for each in made.rows:
        text = GAP.join(part for cell in each.cells if (part := cell.text.replace("\n", " ")))
        if each.look == "group" or not groups:
            groups.append((text, []) if each.look == "group" else ("", [text]))
        else:
            groups[-1][1].append(text)
    names = [column.title.replace("\n", "") for column in made.columns]
    return Lines(
        groups=tuple((title, tuple(lines)) for title, lines in groups),
        legend=f"各行依次为：{'、'.join(names)}。",
        total=made.note,
    )


def total_row(columns: Sequence[Column], cells: Iterable[str | Cell]) -> Row:
    return row(tuple(columns), cells, look="total")


def figures_table(lines, total, *, caption: str, first: str = "帮扶领域", note: str) -> Table:
    columns = (Column(title=first, width=FIGURES[0].width), *FIGURES[1:])
    rows = [row(columns, line) for line in lines]
    rows.append(total_row(columns, (plain(total[0], align="c"), *total[1:])))
    return table(columns, rows, caption=caption, note=note, is_whole=True)


def _rows_of(groups: Iterable[Group], columns: Sequence[Column], cells_of) -> list[Row]:
    columns, made = tuple(columns), []
    for group in groups:
        made.append(group_row(columns, group.title, is_bound=group.is_tail))
        for place, line in enumerate(group.rows):
            each = row(columns, cells_of(line), is_bound=place >= group.tail_from)
            parts = cut(each)
            if len(parts) > 1:  # enough for a last page: what stands above is not its tail
                made = [replace(above, is_bound=False) for above in made]
            made += parts
    return made


def cut(tall: Row) -> tuple[Row, ...]:
    """``tall`` itself, or the rows it becomes where one text is so long that a page would be
    left half empty before it, or could not hold it: the text goes on in rows without the rest.
    """
    texts = [_pieces(cell) for cell in tall.cells]
    count = max(map(len, texts))
    if count == 1:
        return (tall,)
    return tuple(
        replace(
            tall,
            cells=tuple(
                _part(cell, pieces, place)
                for cell, pieces in zip(tall.cells, texts, strict=True)
            ),
            is_bound=False,
        )
        for place in range(count)
    )


def _part(cell: Cell, pieces: Sequence[str], place: int) -> Cell:
    if len(pieces) == 1 and not place:
        return cell
    text = pieces[place] if place < len(pieces) else ""
    return replace(cell, lines=((Run(text=text),),))


def _pieces(cell: Cell) -> list[str]:
    """The text in stretches of at most ``LONGEST_CELL`` characters, cut behind a sentence
    where one ends in the second half of a stretch."""
    left, found = cell.text, []
    while len(left) > LONGEST_CELL:
        end = max(left.rfind(mark, LONGEST_CELL // 2, LONGEST_CELL) for mark in "。；")
        end = end + 1 if end > 0 else LONGEST_CELL
        found.append(left[:end])
        left = left[end:]
    return [*found, left]


def duties_table(
    groups: Iterable[Group], *, total: str, count: int, caption: str, note: str
) -> Table:
    rows = [*_rows_of(groups, DUTIES, _duty_cells), _sums(total, count=count, span=3)]
    whole = count <= WHOLE_UP_TO
    return table(DUTIES, rows, caption=caption, note=note, is_whole=whole)


def summed_duties_table(
    groups: Iterable[Group], *, total: str, count: int, caption: str
) -> Table:
    """The same without terms: of a whole agreement."""
    rows = [*_rows_of(groups, SUMMED_DUTIES, _summed_cells)]
    rows.append(_sums(total, count=count, span=2))
    return table(SUMMED_DUTIES, rows, caption=caption)


def _summed_cells(line: DutyRow) -> tuple:
    return (str(line.number), line.name, line.ask, statuses(line.whole))


def _sums(total: str, *, count: int, span: int) -> Row:
    cells = (plain(f"合计（{count}项）", align="c", span=2), plain(total, span=span))
    return Row(cells=cells, look="total")


def _duty_cells(line: DutyRow) -> tuple:
    start = (str(line.number), line.name, line.ask)
    if line.whole:
        return (*start, statuses(line.whole, span=2))
    return (*start, statuses(line.autumn), statuses(line.spring))


def statuses(cells: Sequence[StatusCell], *, span: int = 1) -> Cell:
    if not cells:
        return plain(DASH, span=span)
    return Cell(lines=tuple(_status(cell) for cell in cells), span=span)


def _status(cell: StatusCell) -> tuple[Run, ...]:
    label = f"（{cell.label}）" if cell.label else ""
    words = Run(text=f"{cell.word}{GAP}{cell.figure}{label}")
    return (Run(text=cell.mark, look="mark"), words) if cell.mark else (words,)


def ledger_table(groups: Iterable[Group], *, total: str, attendances: str) -> Table | Lines:
    rows = _rows_of(groups, LEDGER, _ledger_cells)
    sums = (plain(total, align="c", span=5), plain(attendances, align="n"), plain(""))
    rows.append(Row(cells=sums, look="total"))
    return compact(table(LEDGER, rows))


def _ledger_cells(line: LedgerRow) -> tuple:
    outcome = Run(text=line.outcome)
    if not line.is_counted:
        lines = ((Run(text="不计入", look="hei"), Run(text="："), outcome),)
    else:
        lines = ((outcome,),)
    start = (str(line.number), line.days, line.direction, line.content, line.place)
    return (*start, line.attendances, Cell(lines=lines))


def windows_table(groups: Iterable[Group]) -> Table | Lines:
    return compact(table(WINDOWS, _rows_of(groups, WINDOWS, _window_cells)))


def _window_cells(line: WindowRow) -> tuple:
    word = Run(text=line.word)
    runs = (Run(text=line.mark, look="mark"), word) if line.mark else (word,)
    status = Cell(lines=(runs,), align="s")
    return line.label, line.required, line.counted, status, line.reason


def roster_table(groups: Iterable[Group]) -> Table | Lines:
    return compact(table(ROSTER, _rows_of(groups, ROSTER, _roster_cells)))


def _roster_cells(line: RosterRow) -> tuple:
    return str(line.number), line.name, line.school, line.matter, line.days


def donations_table(
    lines: Iterable[DonationRow], *, total: tuple[str, str], note: str
) -> Table | Lines:
    rows = [
        row(DONATIONS, (str(d.number), d.day, d.content, d.giver, d.goods, d.amount))
        for d in lines
    ]
    sums = (plain("合计", align="c", span=4), *(plain(text, align="n") for text in total))
    rows.append(Row(cells=sums, look="total"))
    return compact(table(DONATIONS, rows, note=note))


def share_text(tally: Tally) -> str:
    return share(tally.share) if tally.share is not None else DASH
