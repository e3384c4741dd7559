"""The empty file to fill in: headings, one example row, drop-downs, and a guide."""

from collections.abc import Iterable

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pairing.sheets.base import SheetResource
from pairing.sheets.columns import WORDS, Column
from pairing.sheets.files import MAX_ROWS, saved, write_line
from pairing.sheets.widgets import JOINT, ChoicesWidget, ChoiceWidget, RowWidget

_REQUIRED_FILL = PatternFill("solid", fgColor="FFF2CC")
_LAST_ROW = MAX_ROWS + 2
_WORDS_LISTED = 200  # of rows in sight: a county's programmes, areas, bureaus


def template(resource: SheetResource) -> bytes:
    """An XLSX for the sheet of ``resource``; words on offer are those its user may use."""
    book = openpyxl.Workbook()
    data, guide = book.active, book.create_sheet(WORDS["guide_title"])
    data.title = resource.sheet.title
    allowed = {column.key: _allowed(resource, column) for column in resource.sheet.columns}
    _write_data(data, resource.sheet.columns)
    _write_guide(guide, resource.sheet.columns, allowed)
    _offer_words(data, guide, resource)
    return saved(book)


def _write_data(sheet, columns: Iterable[Column]) -> None:
    write_line(sheet, [f"{c.heading}*" if c.is_required else c.heading for c in columns])
    write_line(sheet, [c.example for c in columns])
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(row=1, column=number)
        head.font = Font(bold=True)
        if column.is_required:
            head.fill = _REQUIRED_FILL
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.example) + 2)
        if column.is_text:
            # For the rows still to be typed: codes keep their leading zeros.
            for row in range(2, 302):
                sheet.cell(row=row, column=number).number_format = "@"
    sheet.freeze_panes = "A2"


def _write_guide(sheet, columns: Iterable[Column], allowed: dict[str, list[str]]) -> None:
    write_line(sheet, [WORDS["first_line"]])
    write_line(sheet, WORDS["guide_headings"])
    for column in columns:
        required = WORDS["yes"] if column.is_required else WORDS["no"]
        words = JOINT.join(allowed[column.key])
        write_line(sheet, [column.heading, required, column.note, words])
    for letter, width in (("A", 16), ("B", 8), ("C", 60), ("D", 80)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 2)


def _allowed(resource: SheetResource, column: Column) -> list[str]:
    widget = resource.fields[column.key].widget
    if isinstance(widget, ChoiceWidget):
        return widget.vocabulary.words()
    if isinstance(widget, RowWidget) and column.key in resource.listed:
        return widget.index.first_names()[:_WORDS_LISTED]
    return []


def _offer_words(data, guide, resource: SheetResource) -> None:
    """A drop-down where one word stands in the cell. The words lie in the guide, because a
    list written into the rule may hold 255 signs at most."""
    for number, column in enumerate(resource.sheet.columns, start=1):
        widget = resource.fields[column.key].widget
        if not isinstance(widget, ChoiceWidget) or isinstance(widget, ChoicesWidget):
            continue
        words, letter = widget.vocabulary.words(), get_column_letter(10 + number)
        for row, word in enumerate(words, start=1):
            guide[f"{letter}{row}"] = word
        guide.column_dimensions[letter].hidden = True
        source = f"'{guide.title}'!${letter}$1:${letter}${len(words)}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        place = get_column_letter(number)
        rule.add(f"{place}2:{place}{_LAST_ROW}")
        data.add_data_validation(rule)
