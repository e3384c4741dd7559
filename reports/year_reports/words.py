"""What was written of a report so far."""

from datetime import date

from reports.documents.prose import Case, Commended, Prose
from reports.models import EntryKind, ReportEntry, SectionText, YearReport
from reports.year_reports.subjects import Subject


def report_of(about: Subject) -> YearReport | None:
    """None before anybody wrote anything."""
    return YearReport.objects.filter(**about.fields).first()


def last_texts(report: YearReport | None) -> dict[str, SectionText]:
    """The version that counts of every section somebody wrote, resets too; one query."""
    rows = report.texts.order_by("pk") if report else ()
    return {row.section: row for row in rows}


def entries_of(report: YearReport | None) -> list[ReportEntry]:
    """Cases, then people, in the order they were entered, without those struck; one query."""
    if report is None:
        return []
    return list(report.entries.filter(struck_at=None).order_by("kind", "place", "pk"))


def prose_of(about: Subject) -> Prose:
    """For the paper; three queries."""
    report = report_of(about)
    entries = entries_of(report)
    return Prose(
        texts={
            section: row.text for section, row in last_texts(report).items() if not row.is_reset
        },
        cases=tuple(
            Case(title=each.title, text=each.text)
            for each in entries
            if each.kind == EntryKind.CASE
        ),
        commended=tuple(
            Commended(name=each.title, school=each.school_name, post=each.post, deeds=each.text)
            for each in entries
            if each.kind == EntryKind.PERSON
        ),
    )


def day_of(report: YearReport | None, *, on: date) -> date:
    """The day whose figures it shows: an accepted one stays as it was."""
    return report.accepted_on if report and report.accepted_on else on
