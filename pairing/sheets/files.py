"""Files in and out: XLSX, and CSV in whichever encoding the office's computer wrote."""

import csv
import io
import warnings
import zipfile

import openpyxl
import tablib
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from pairing.sheets.cells import FORMULA_STARTS, formula_safe, plain

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
_LINES_READ = 4 * MAX_ROWS  # blank lines included; behind that nothing is looked at
_UNPACKED = 100 * 1024 * 1024  # bytes that a workbook may unfold to
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
XLSX_MARK, XLS_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; the message says why, in words."""


def as_dataset(lines: list[list]) -> tablib.Dataset:
    """All lines of a sheet, the headings among them: which line they are is found later."""
    lines = [line[:MAX_COLUMNS] for line in lines[:_LINES_READ]]
    while lines and not any(plain(cell) for cell in lines[-1]):
        lines.pop()
    if not lines:
        raise UnreadableFileError(_("The file is empty."))
    width = max(map(len, lines))
    dataset = tablib.Dataset(headers=[get_column_letter(n) for n in range(1, width + 1)])
    for line in lines:
        dataset.append([*line, *([None] * (width - len(line)))])
    return dataset


class Csv(base_formats.CSV):
    """Read as UTF-8, else as GB18030 (which holds GBK), else as Excel's Unicode text. Written
    as UTF-8 with a mark, which Excel needs."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream, **kwargs) -> tablib.Dataset:
        text = _decoded(in_stream)
        first_line = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first_line.count)
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise UnreadableFileError(_("The file cannot be read as CSV.")) from error
        return as_dataset(lines)

    def export_data(self, dataset, **kwargs) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for line in (dataset.headers, *dataset):
            writer.writerow([formula_safe(cell) for cell in line])
        return out.getvalue().encode("utf-8-sig")


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in _UTF16_MARKS else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError(
        _("The file is no table of text. Save it as XLSX, or as CSV in UTF-8 or GBK.")
    )


class Xlsx(base_formats.XLSX):
    """The first sheet is read. Texts are written as texts and never as formulas."""

    def create_dataset(self, in_stream) -> tablib.Dataset:
        _refuse_bombs(in_stream)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # drop-downs and styles openpyxl passes over
                return as_dataset(_lines_of(in_stream))
        except UnreadableFileError:
            raise
        except Exception as error:
            # Whatever is wrong inside, the person can only save the file again.
            raise UnreadableFileError(
                _("The workbook cannot be read. Open it in Excel or WPS and save it as XLSX.")
            ) from error

    def export_data(self, dataset, **kwargs) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        for line in (dataset.headers, *dataset):
            write_line(sheet, line)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        return saved(book)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(_("The file is no XLSX workbook.")) from error
    if size > _UNPACKED:
        raise UnreadableFileError(_("The workbook unfolds to more than 100 MB."))


def _lines_of(data: bytes) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_LINES_READ, max_col=MAX_COLUMNS, values_only=True)
        return [list(row) for row in rows]
    finally:
        book.close()


def write_line(sheet, line) -> None:
    """Append ``line``: a text stays a text, even one that begins like a formula."""
    row = sheet.max_row + 1 if sheet._cells else 1
    for column, value in enumerate(line, start=1):
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = sheet.cell(row=row, column=column, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.number_format = "@"
            # Excel keeps it a text after editing, too.
            cell.quotePrefix = value.startswith(FORMULA_STARTS)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = [Xlsx, Csv]
