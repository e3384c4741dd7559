"""Writing a report: sections, cases, people to commend. What was written stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from compliance.models import Filing
from pairing.models import Person
from records.models import User
from records.services import write_event
from reports.models import EntryKind, ReportEntry, ReportSection, SectionText, YearReport
from reports.year_reports.errors import EditedMeanwhileError, NotOpenError
from reports.year_reports.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWords:
    """A case, or somebody to commend: ``title`` is the name."""

    title: str
    text: str
    school_name: str = ""
    post: str = ""
    person: Person | None = None


@transaction.atomic
def write_section(
    about: Subject, *, section: str, text: str | None, base: int, by: User, at: datetime
) -> SectionText:
    """Keep ``text`` as the section, None for the draft made of the facts. ``base`` is the
    number of the version it was made from, 0 for the draft.

    Raises NotOpenError, or EditedMeanwhileError when another version came in between.
    """
    report = locked(about)
    last = report.texts.filter(section=ReportSection(section)).last()
    if base != (last.pk if last else 0):
        raise EditedMeanwhileError(text=last.text, base=last.pk, by_name=last.by_name)
    made = SectionText.objects.create(
        report=report,
        section=section,
        text=text or "",
        is_reset=text is None,
        by=by,
        by_name=str(by),
        at=at,
    )
    _changed(report, verb="report.section_written", by=by, at=at, section=section)
    return made


@transaction.atomic
def add_entry(
    about: Subject, kind: str, *, words: EntryWords, by: User, at: datetime
) -> ReportEntry:
    """Raises NotOpenError."""
    report = locked(about)
    kind = EntryKind(kind)
    made = _entry(report, kind, words=words, place=report.entries.count() + 1, by=by, at=at)
    _changed(report, verb=f"report.{kind}_added", by=by, at=at, title=words.title)
    return made


@transaction.atomic
def change_entry(
    entry: ReportEntry, about: Subject, *, words: EntryWords, by: User, at: datetime
) -> ReportEntry:
    """The old one is struck and stays; the new one takes its place.

    Raises NotOpenError, EditedMeanwhileError when it was struck meanwhile.
    """
    report = locked(about)
    _strike(entry, at=at)
    made = _entry(
        report, entry.kind, words=words, place=entry.place, by=by, at=at, replaces=entry
    )
    _changed(report, verb=f"report.{entry.kind}_changed", by=by, at=at, title=words.title)
    return made


@transaction.atomic
def strike_entry(entry: ReportEntry, about: Subject, *, by: User, at: datetime) -> None:
    """Raises as ``change_entry`` does."""
    report = locked(about)
    _strike(entry, at=at)
    _changed(report, verb=f"report.{entry.kind}_struck", by=by, at=at, title=entry.title)


def locked(about: Subject) -> YearReport:
    """The row, made with the first words; NotOpenError when nothing may be written in it."""
    row, _is_new = YearReport.objects.get_or_create(**about.fields)
    # Of two who write at once the second sees what the first wrote.
    row = YearReport.objects.select_for_update().get(pk=row.pk)
    if not row.is_open or is_filed(about):
        raise NotOpenError
    return row


def is_filed(about: Subject) -> bool:
    """The pairing's year is filed: its paper is made and stays."""
    if about.agreement or about.pairing is None:
        return False
    rows = Filing.objects.filter(pairing=about.pairing, school_year=about.school_year)
    return rows.exists()


def _strike(entry: ReportEntry, *, at: datetime) -> None:
    rows = ReportEntry.objects.filter(pk=entry.pk, struck_at=None)
    if not rows.update(struck_at=at):
        raise EditedMeanwhileError(text=entry.text, base=entry.pk, by_name=entry.by_name)


def _entry(
    report: YearReport, kind: str, *, words: EntryWords, by: User, at: datetime, **facts
) -> ReportEntry:
    return ReportEntry.objects.create(
        report=report,
        kind=kind,
        title=words.title,
        text=words.text,
        school_name=words.school_name,
        post=words.post,
        person=words.person,
        by=by,
        by_name=str(by),
        at=at,
        **facts,
    )


def _changed(report: YearReport, *, verb: str, by: User, at: datetime, **facts) -> None:
    """Other words: whoever agreed agreed to the former ones."""
    lapsed = report.agreed_at is not None
    report.revision += 1
    report.agreed_at = None
    report.save(update_fields=["revision", "agreed_at"])
    write_event(report, verb=verb, by=by, at=at, agreement_lapsed=lapsed, **facts)
