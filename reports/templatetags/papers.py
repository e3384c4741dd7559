"""Rows and lines of a paper as HTML: a ledger of thousands of rows is no work for templates."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from reports.documents.blocks import Cell, Row, Run

register = template.Library()

LINES_TOGETHER = (
    20  # one block of text is laid out as a whole; a longer one costs more than its parts
)
LOOKS = {"mark": ('<span class="mark">', "</span>"), "hei": ('<b class="hei">', "</b>")}


@register.filter
def row_html(row: Row) -> str:
    looks = [row.look, "tail" if row.is_bound else ""]
    names = " ".join(filter(None, looks))
    cells = "".join(_cell(cell) for cell in row.cells)
    # Every text went through ``escape``; the rest are the words of this module.
    return mark_safe(f'<tr class="{names}">{cells}</tr>' if names else f"<tr>{cells}</tr>")


def _cell(cell: Cell) -> str:
    align = f' class="{cell.align}"' if cell.align else ""
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    lines = "<br>".join("".join(map(_run, line)) for line in cell.lines)
    return f"<td{align}{span}>{lines}</td>"


def _run(run: Run) -> str:
    before, after = LOOKS.get(run.look, ("", ""))
    return f"{before}{escape(run.text)}{after}"


@register.filter
def in_parts(lines: tuple[str, ...]) -> list[str]:
    starts = range(0, len(lines), LINES_TOGETHER)
    return ["\n".join(lines[start : start + LINES_TOGETHER]) for start in starts]
