"""A paper as a row of blocks: the one object that the PDF and the Word copy are made of.

Every text is ready; a block knows what it is and nothing of how it is drawn. The same object
gives the same bytes, and holds no address that could be fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from reports.documents.stamps import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``look``: "" plain, ``mark`` the shape of a status, ``hei`` in the heavy face."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``lines`` of runs. ``align``: "", ``c`` centred, ``n`` a number, ``s`` a status."""

    lines: tuple[tuple[Run, ...], ...]
    align: str = ""
    span: int = 1

    @property
    def text(self) -> str:
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``width`` in millimetres; a title of two lines holds a line break."""

    title: str
    width: int
    align: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``look``: "" plain, ``group`` a heading over the next rows, ``total`` a sum. A row that
    ``is_bound`` stays with the one above it."""

    cells: tuple[Cell, ...]
    look: str = ""
    is_bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that ``is_whole`` is not broken over two pages."""

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A long table as lines of text under headings: what would take minutes as cells."""

    kind: ClassVar[str] = "lines"
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    legend: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """``svg`` is the whole drawing, ``strips`` the same in parts that stand close: a page may
    end between two of them."""

    kind: ClassVar[str] = "chart"
    svg: str
    strips: tuple[str, ...]
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    label: str
    title: str
    is_turned: bool
    blocks: tuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A report to a bureau. ``last_words`` stand before its end; ``number_label`` says
    what the number in the filing block is called."""

    file_title: str
    author: str
    version: str
    title: tuple[str, ...]
    as_of: str
    to: str
    lead: str
    blocks: tuple
    last_words: str
    annexes: tuple[Annex, ...]
    issuer: str
    issued_on: str
    is_long: bool
    stamp: Stamp
    stamp_number: str
    number_label: str = "总结编号"


def plain(text: str, *, align: str = "", span: int = 1) -> Cell:
    return Cell(lines=((Run(text=text),),), align=align, span=span)


def row(
    columns: tuple[Column, ...],
    texts: Iterable[str | Cell],
    *,
    look: str = "",
    is_bound: bool = False,
) -> Row:
    """``texts`` under ``columns``; a text takes the alignment of its column."""
    cells = tuple(
        text if isinstance(text, Cell) else plain(text, align=column.align)
        for text, column in zip(texts, columns, strict=False)
    )
    return Row(cells=cells, look=look, is_bound=is_bound)


def group_row(columns: tuple[Column, ...], title: str, *, is_bound: bool = False) -> Row:
    return Row(cells=(plain(title, span=len(columns)),), look="group", is_bound=is_bound)
