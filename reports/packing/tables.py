"""Tables of a pack as XLSX: written row by row, the same bytes for the same rows."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook

from activities.exports import harmless, ledger_headings, ledger_row
from activities.models import Activity, ActivityLink, ActivityState, EvidenceFile
from activities.needs import STAY_TYPES
from activities.registers import donations_of, register_headings, register_rows
from activities.selectors import ledger_links
from pairing.models import Pairing

MOST_ROWS = 1_000_000  # a sheet holds 1,048,576
AT_ONCE = 1000
WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
NO_DATE = (1980, 1, 1, 0, 0, 0)


def workbook(title: str, headings: list[str], rows: Iterable[list]) -> bytes:
    """A sheet of a million rows at most, then the next."""
    book = Workbook(write_only=True)
    sheet, count = None, 0
    for row in rows:
        if sheet is None or count >= MOST_ROWS:
            sheet, count = _sheet(book, title, headings), 0
        sheet.append([harmless(cell) for cell in row])
        count += 1
    if sheet is None:
        _sheet(book, title, headings)
    content = io.BytesIO()
    book.save(content)
    return _without_dates(content)


def _sheet(book: Workbook, title: str, headings: list[str]):
    number = len(book.worksheets) + 1
    sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
    sheet.freeze_panes = "A2"
    for place in range(len(headings)):
        sheet.column_dimensions[chr(ord("A") + place % 26)].width = 18
    sheet.append(headings)
    return sheet


def _without_dates(content: io.BytesIO) -> bytes:
    """The moment of writing, which would make every file another one, taken out."""
    plain = io.BytesIO()
    with zipfile.ZipFile(content) as read, zipfile.ZipFile(plain, "w") as write:
        for name in read.namelist():
            part = WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", read.read(name))
            info = zipfile.ZipInfo(name, date_time=NO_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(info, part)
    return plain.getvalue()


# --- What stands in them ----------------------------------------------------------------------
def links_of(pairings: Iterable[Pairing], *, user, days=None):
    """The activities the person sees in these pairings, drafts left out; ``days`` are the
    first and the last day on which they began."""
    activities = Activity.objects.visible_to(user).filter(links__pairing__in=pairings)
    if days:
        activities = activities.filter(starts_on__range=days)
    rows = ledger_links(activities, user=user).filter(pairing__in=pairings)
    return rows.exclude(state=ActivityState.DRAFT)


def ledger(pairings: Iterable[Pairing], *, user, days=None) -> bytes:
    links = links_of(pairings, user=user, days=days).iterator(chunk_size=AT_ONCE)
    return workbook(_("Ledger"), ledger_headings(), map(ledger_row, links))


def evidence(pairings: Iterable[Pairing], *, user, days=None) -> bytes:
    """Which files prove which activity, each with its checksum. The files themselves, photos
    of pupils among them, stay where they are."""
    headings = [
        _("Pairing"),
        _("Supporting school"),
        _("Receiving school"),
        _("Activity number"),
        _("First day"),
        _("Type"),
        _("State"),
        _("File name"),
        _("Kind of file"),
        _("Size in bytes"),
        "SHA-256",
        _("Added on"),
    ]
    return workbook(_("Evidence"), headings, _evidence_rows(pairings, user=user, days=days))


def _evidence_rows(pairings, *, user, days) -> Iterator[list]:
    links = links_of(pairings, user=user, days=days)
    links = links.filter(activity__in=EvidenceFile.objects.values("activity"))
    links = links.prefetch_related("activity__files").order_by(
        "pairing__code", "activity__starts_on", "activity__number"
    )
    for link in links.iterator(chunk_size=AT_ONCE):
        for file in link.activity.files.all():
            yield [*_about(link), *_file(file)]


def _about(link: ActivityLink) -> list:
    return [
        link.pairing.code,
        link.pairing.supporting_school.name,
        link.pairing.receiving_school.name,
        link.activity.number,
        link.activity.starts_on.isoformat(),
        link.activity.get_type_display(),
        link.get_state_display(),
    ]


def _file(file: EvidenceFile) -> list:
    added_on = localtime(file.added_at).date().isoformat()
    return [file.name, file.content_type, file.size, file.sha256, added_on]


def stays(pairings: Iterable[Pairing], *, user, days=None) -> bytes:
    headings = [
        _("Pairing"),
        _("Supporting school"),
        _("Receiving school"),
        _("Activity number"),
        _("First day"),
        _("Type"),
        _("State"),
        _("Names"),
        _("Last day"),
        _("Real last day"),
        _("Host school"),
        _("Post held"),
    ]
    links = links_of(pairings, user=user, days=days).filter(activity__type__in=STAY_TYPES)
    links = links.select_related("activity__secondment").prefetch_related(
        "activity__participants"
    )
    rows = (_stay(link) for link in links.iterator(chunk_size=AT_ONCE))
    return workbook(_("Secondments"), headings, rows)


def _stay(link: ActivityLink) -> list:
    activity = link.activity
    kept = getattr(activity, "secondment", None)
    ended_on = kept.ended_on if kept else None
    return [
        *_about(link),
        "、".join(person.name for person in activity.participants.all()),
        activity.ends_on.isoformat(),
        ended_on.isoformat() if ended_on else "",
        activity.school.name if activity.school else "",
        kept.post if kept else "",
    ]


def donations(pairings: Iterable[Pairing], *, user, days=None) -> bytes:
    def rows() -> Iterator[list]:
        for pairing in pairings:
            for link in donations_of(pairing, user=user):
                if link.state == ActivityState.DRAFT:
                    continue
                yield from ([pairing.code, *row] for row in register_rows(link))

    return workbook(_("Donations"), [_("Pairing"), *register_headings()], rows())
