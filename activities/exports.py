"""The ledger as a file: one row for each activity in each pairing, formulas made harmless."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource

from activities import wording
from activities.models import ActivityLink

FORMATS = {"xlsx": XLSX, "csv": CSV}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float


def _heads_of(link: ActivityLink, school_id: int) -> Cell:
    heads = {head.school_id: head.people for head in link.activity.heads.all()}
    return heads.get(school_id, "")


def _entered_on(link: ActivityLink) -> date:
    return timezone.localtime(link.activity.entered_at).date()


def _gap(link: ActivityLink) -> int:
    return wording.entry_gap(link.activity, entered_on=_entered_on(link))


COLUMNS: tuple[tuple[str, Callable[[ActivityLink], Cell]], ...] = (
    (gettext_lazy("Activity number"), lambda x: x.activity.number),
    (gettext_lazy("First day"), lambda x: x.activity.starts_on.isoformat()),
    (gettext_lazy("Last day"), lambda x: x.activity.ends_on.isoformat()),
    (gettext_lazy("Type"), lambda x: x.activity.get_type_display()),
    (gettext_lazy("In one sentence"), lambda x: x.activity.summary),
    (gettext_lazy("Supporting school"), lambda x: x.pairing.supporting_school.name),
    (gettext_lazy("Receiving school"), lambda x: x.pairing.receiving_school.name),
    (gettext_lazy("Place"), lambda x: wording.place(x.activity)),
    (
        gettext_lazy("People of the supporting school"),
        lambda x: _heads_of(x, x.pairing.supporting_school_id),
    ),
    (
        gettext_lazy("People of the receiving school"),
        lambda x: _heads_of(x, x.pairing.receiving_school_id),
    ),
    (gettext_lazy("Lessons"), lambda x: x.activity.lessons or ""),
    (gettext_lazy("Amount in yuan"), lambda x: float(x.activity.amount) or ""),
    (gettext_lazy("State"), lambda x: x.get_state_display()),
    (gettext_lazy("Logged for"), lambda x: x.activity.logged_by_school.name),
    (gettext_lazy("Logged by"), lambda x: str(x.activity.logged_by)),
    (gettext_lazy("Entered on"), lambda x: _entered_on(x).isoformat()),
    (gettext_lazy("Days until entry"), _gap),
)


def ledger_headings() -> list[str]:
    return [str(heading) for heading, _cell in COLUMNS]


def ledger_row(link: ActivityLink) -> list[Cell]:
    return [harmless(cell(link)) for _heading, cell in COLUMNS]


class LedgerResource(ModelResource):
    """Headings in the reader's language; days as 2026-11-23."""

    class Meta:
        model = ActivityLink
        fields = ()

    def get_export_headers(self, selected_fields=None):
        return ledger_headings()

    def export_resource(self, instance, selected_fields=None, **kwargs):
        return ledger_row(instance)


def export_file(links: QuerySet[ActivityLink], *, kind: str) -> tuple[bytes, str]:
    """``links`` as the bytes of a file and their content type. Two queries for any number. A
    CSV begins with the mark that makes spreadsheets read Chinese."""
    dataset = LedgerResource().export(links)
    dataset.title = _("Ledger")
    table = FORMATS[kind]()
    content = table.export_data(dataset)
    content = content.encode("utf-8-sig") if isinstance(content, str) else content
    return content, table.get_content_type()


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
