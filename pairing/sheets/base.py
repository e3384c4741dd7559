"""What all sheets share: headings found and refused, rows checked, all written or none.

Every row goes through a service, so that it writes its event. An empty cell leaves what stands.
"""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources

from pairing.permissions import staff_bureau_ids
from pairing.services import PairingChangeError
from pairing.sheets import cells
from pairing.sheets.columns import Sheet, is_example, is_passed_over, is_refused
from pairing.sheets.files import MAX_ROWS, UnreadableFileError
from pairing.sheets.widgets import RowWidget
from pairing.wording import refusal
from records.models import User

logger = logging.getLogger(__name__)
_LINES_SEARCHED = 10  # a title or two may stand above the headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong where. ``row`` is the line in the file, the first being 1; 0 and "" where
    the fault is the whole file's or the whole row's."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    column: str
    old: str
    new: str


class SheetField(fields.Field):
    """A column that leaves the value alone where the cell is empty."""

    def __init__(self, *args, is_required: bool = False, shown_only: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_required, self.shown_only = is_required, shown_only

    def save(self, instance, row, is_m2m=False, **kwargs):  # noqa: FBT002 -- the library's
        cell = row[self.column_name]
        if not cells.plain(cell):
            if instance.pk is None and self.must_be_filled(instance):
                raise ValueError(_("Please fill this in."))
            return
        if self.names_what_stands(instance, cell):
            return
        value = self.widget.clean(cell, row=row)
        if not self.shown_only:
            setattr(instance, self.attribute, value)
        elif value != self.get_value(instance):
            raise ValueError(_("This column is for reading only. Change it on the row's page."))

    def names_what_stands(self, instance, cell) -> bool:
        """Whether the cell names the related row that is there: it may be one that the person
        could not choose, such as the bureau of a partner school."""
        if instance.pk is None or not isinstance(self.widget, RowWidget):
            return False
        current = self.get_value(instance)
        return cells.key(cell) == cells.key(self.widget.render(current))

    def must_be_filled(self, instance) -> bool:
        return self.is_required


class KeptField(SheetField):
    """What a row is known by: given to a new one, never changed by a file."""

    def save(self, instance, row, is_m2m=False, **kwargs):  # noqa: FBT002 -- the library's
        if instance.pk is None:
            super().save(instance, row, is_m2m, **kwargs)


class NoDiff:
    """The library's differences are marked up with inline styles; ours are ``Change``."""

    def __init__(self, *args):
        pass

    def compare_with(self, *args):
        pass


class SheetResource(resources.ModelResource):
    """A list of rows of one model. ``user`` sees and writes what the role allows; ``at`` is the
    moment of the events.

    A sheet says: ``make_field(name)``, the field of a column; ``find(row)``, the row of the
    database that ``row`` is about, or None for a new one (ValueError in words when it cannot
    be told); ``is_own(instance)``, whether the bureaus of ``user`` keep it;
    ``enter(instance)`` and ``change(instance, changed)``, the services that write it.
    """

    sheet: Sheet
    listed: tuple[str, ...] = ()  # columns whose possible words the template lists
    unchecked: tuple[str, ...] = ()  # fields that a service fills in before it saves

    def __init__(self, *, user: User, at: datetime):
        super().__init__()
        self.user, self.at = user, at
        self.own_bureau_ids = staff_bureau_ids(user)
        self.fields = OrderedDict(
            (column.key, self._field(column)) for column in self.sheet.columns
        )
        self.unread: list[str] = []
        self._line_numbers: list[int] = []
        self._seen: dict[int, int] = {}  # row of the database -> line of the file
        self._changes: list[Change] = []

    def _field(self, column):
        field = self.make_field(column.key)
        field.attribute = field.attribute or column.key
        field.column_name = column.heading
        field.is_required = column.is_required
        return field

    def cell(self, row: dict, name: str) -> str:
        """The cell of the column ``name`` as text; empty when the file has no such column."""
        return cells.plain(row.get(self.sheet[name].heading))

    @classmethod
    def get_diff_class(cls):
        return NoDiff

    # --- The file as a whole ------------------------------------------------------------------
    def before_import(self, dataset, **kwargs):
        """Replace the raw lines by rows under our headings. Raises UnreadableFileError, and
        then no row is left."""
        lines = list(dataset)
        dataset.wipe()
        number, places = self._headings(lines)
        rows = self._rows(lines, number, places)
        dataset.headers = [column.heading for column in places.values()]
        for row in rows:
            dataset.append(row)

    def _headings(self, lines: list) -> tuple[int, dict]:
        """The number of the line of headings and the column of each place in it."""
        best = max(
            range(min(len(lines), _LINES_SEARCHED)),
            key=lambda n: sum(self.sheet.column_named(cell) is not None for cell in lines[n]),
            default=0,
        )
        headings = lines[best] if lines else []
        self._refuse_headings(headings)
        places = {}
        for place, cell in enumerate(headings):
            column = self.sheet.column_named(cell)
            if column is None:
                self._pass_over(cell)
            elif column in places.values():
                raise UnreadableFileError(
                    _("Two columns are called “%(column)s”.") % {"column": column.heading}
                )
            else:
                places[place] = column
        self._refuse_missing(places)
        return best + 1, places

    def _refuse_headings(self, headings: list) -> None:
        refused = [cells.plain(cell) for cell in headings if is_refused(cell)]
        if refused:
            raise UnreadableFileError(
                _(
                    "The column “%(column)s” must go: marks and ranks of pupils and ID numbers"
                    " are not kept here."
                )
                % {"column": refused[0]}
            )

    def _pass_over(self, cell) -> None:
        if cells.plain(cell) and not is_passed_over(cell):
            self.unread.append(cells.plain(cell))

    def _refuse_missing(self, places: dict) -> None:
        missing = [
            column.heading
            for column in self.sheet.columns
            if column.is_required and column not in places.values()
        ]
        if missing:
            raise UnreadableFileError(
                _("These columns are missing: %(columns)s. Take the headings of the template.")
                % {"columns": ", ".join(missing)}
            )

    def _rows(self, lines: list, first: int, places: dict) -> list[list]:
        rows = []
        for number, line in enumerate(lines[first:], start=first + 1):
            row = [line[place] for place in places]
            if any(cells.plain(cell) for cell in row) and not is_example(row[0]):
                rows.append(row)
                self._line_numbers.append(number)
        if not rows:
            raise UnreadableFileError(_("There is no row below the headings."))
        if len(rows) > MAX_ROWS:
            raise UnreadableFileError(
                _("There are more than %(limit)s rows. Divide the file.") % {"limit": MAX_ROWS}
            )
        return rows

    # --- One row ------------------------------------------------------------------------------
    def get_instance(self, instance_loader, row):
        try:
            found = self.find(row)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if found is not None and found.pk in self._seen:
            raise ValidationError(
                _("Line %(line)s is about the same record.") % {"line": self._seen[found.pk]}
            )
        return found

    def get_import_fields(self):
        return list(self.fields.values())

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_new = instance.pk is None
        if import_validation_errors or is_new:
            self._changes = []
            return False
        self._changes = self._compared(instance, original)
        return not self._changes

    def _compared(self, instance, original) -> list[Change]:
        pairs = (
            (field, field.get_value(original), field.get_value(instance))
            for field in self.fields.values()
        )
        return [
            Change(
                column=field.column_name,
                old=str(field.widget.render(old) or ""),
                new=str(field.widget.render(new) or ""),
            )
            for field, old, new in pairs
            if not _is_same(old, new)
        ]

    def validate_instance(self, instance, import_validation_errors=None, **kwargs):
        errors = dict(import_validation_errors or {})
        try:
            instance.clean_fields(exclude=[*errors, *self.unchecked, *self._looked_up()])
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if not errors and not self.is_own(instance):
            errors[NON_FIELD_ERRORS] = [_("This record is kept by another bureau.")]
        if errors:
            raise ValidationError(errors)

    def _looked_up(self) -> list[str]:
        """Related rows were found by their names; the database need not be asked again."""
        fields = self.fields.values()
        return [field.attribute for field in fields if isinstance(field.widget, RowWidget)]

    def do_instance_save(self, instance, is_create):
        try:
            if is_create:
                self.enter(instance)
            else:
                headings = {change.column for change in self._changes}
                names = [n for n, f in self.fields.items() if f.column_name in headings]
                self.change(instance, changed=names)
        except PairingChangeError as error:
            raise ValidationError(refusal(error)) from error

    def save_m2m(self, instance, row, **kwargs):
        """The services do it."""

    def after_import_row(self, row, row_result, *, row_number, **kwargs):
        row_result.line = self._line_numbers[row_number - 1]
        row_result.changes = self._changes if row_result.is_update() else []
        row_result.notes = self.notes(row_result.instance)
        if row_result.instance is not None and row_result.instance.pk:
            self._seen[row_result.instance.pk] = row_result.line

    def notes(self, instance) -> list[str]:
        """What the person should know before confirming the row."""
        return []

    # --- The outcome --------------------------------------------------------------------------
    def after_import(self, dataset, result, **kwargs):
        result.unread = self.unread
        result.problems = self._problems(result)

    def _problems(self, result) -> list[Problem]:
        found = [
            Problem(row=0, column="", reason=_said(error.error)) for error in result.base_errors
        ]
        for row in result.error_rows:
            line = self._line_numbers[row.number - 1]
            found += [Problem(row=line, column="", reason=_said(e.error)) for e in row.errors]
        for row in result.invalid_rows:
            found += self._problems_of(row)
        return sorted(found, key=lambda problem: problem.row)

    def _problems_of(self, row) -> list[Problem]:
        line = self._line_numbers[row.number - 1]
        headings = {field.attribute: field.column_name for field in self.fields.values()}
        return [
            Problem(row=line, column=headings.get(name, ""), reason=reason)
            for name, reasons in row.error_dict.items()
            for reason in reasons
        ]


def _is_same(old, new) -> bool:
    """Equal; the order within a list is nobody's decision."""
    if isinstance(old, list) and isinstance(new, list):
        return set(old) == set(new)
    return old == new


def _said(error: Exception) -> str:
    if isinstance(error, UnreadableFileError):
        return str(error)
    logger.error("unforeseen fault of an import", exc_info=error)
    return _("This cannot be read. Compare it with the template.")
