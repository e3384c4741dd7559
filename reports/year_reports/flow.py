"""The way of a report: agreed to by the supporting school, submitted, accepted or returned."""

from datetime import date, datetime

from django.db import transaction

from compliance.filing import NothingToFileError, file_year
from records.models import User
from records.services import write_event
from reports.models import ReportKind, ReportState, YearReport
from reports.year_reports.errors import (
    AlreadyAgreedError,
    ChangedMeanwhileError,
    NotAgreedError,
    NotSubmittedError,
)
from reports.year_reports.notices import tell_bureau, tell_schools
from reports.year_reports.ready import check_ready
from reports.year_reports.subjects import Subject
from reports.year_reports.words import report_of
from reports.year_reports.writing import is_filed, locked


@transaction.atomic
def agree(about: Subject, *, revision: int, by: User, at: datetime, on: date) -> YearReport:
    """The supporting school says yes to the words of ``revision``.

    Raises NotOpenError, ChangedMeanwhileError, AlreadyAgreedError, or what ``check_ready``
    finds.
    """
    report = locked(about)
    _refuse_other_words(report, revision)
    if report.agreed_at:
        raise AlreadyAgreedError
    check_ready(about, on=on)
    report.agreed_at = at
    report.save(update_fields=["agreed_at"])
    _write(report, "report.agreed", by=by, at=at)
    tell_schools(about, "report_agreed", schools=[about.issuer], by=by, at=at)
    return report


@transaction.atomic
def submit(about: Subject, *, revision: int, by: User, at: datetime, on: date) -> YearReport:
    """Hand it to the bureau.

    Raises NotOpenError, ChangedMeanwhileError, NotAgreedError, or what ``check_ready`` finds.
    """
    if about.helper and report_of(about) is None:
        raise NotAgreedError  # nobody wrote or agreed to anything yet
    report = locked(about)
    _refuse_other_words(report, revision)
    if about.helper and not report.agreed_at:
        raise NotAgreedError
    check_ready(about, on=on)
    report.state, report.submitted_at = ReportState.SUBMITTED, at
    report.save(update_fields=["state", "submitted_at"])
    _write(report, "report.submitted", by=by, at=at)
    tell_bureau(about, "report_submitted", by=by, at=at)
    return report


@transaction.atomic
def send_back(about: Subject, *, reason: str, by: User, at: datetime) -> YearReport:
    """The bureau returns it: the schools may write again. Raises NotSubmittedError."""
    report = _submitted(about)
    report.state, report.agreed_at = ReportState.RETURNED, None
    report.save(update_fields=["state", "agreed_at"])
    _write(report, "report.returned", by=by, at=at, reason=reason)
    tell_schools(about, "report_returned", by=by, at=at, reason=reason)
    return report


@transaction.atomic
def accept(about: Subject, *, note: str, by: User, at: datetime, on: date) -> YearReport:
    """The bureau accepts it: its words and figures stay as they are on ``on``, and the school
    year of a pairing is filed with it, where there is anything to file and it is not filed.

    Raises NotSubmittedError, ``compliance.filing.TooEarlyError``.
    """
    report = _submitted(about)
    if about.kind == ReportKind.PAIRING and not is_filed(about):
        _file(about, note=note, by=by, at=at, on=on)
    report.state, report.accepted_on = ReportState.ACCEPTED, on
    report.save(update_fields=["state", "accepted_on"])
    _write(report, "report.accepted", by=by, at=at, note=note)
    tell_schools(about, "report_accepted", by=by, at=at)
    return report


def _file(about: Subject, *, note: str, by: User, at: datetime, on: date) -> None:
    try:
        with transaction.atomic():
            year = about.school_year
            file_year(about.pairing, school_year=year, by=by, at=at, on=on, note=note)
    except NothingToFileError:
        return  # no duty in the year: the paper alone is kept


def _submitted(about: Subject) -> YearReport:
    row = YearReport.objects.select_for_update().filter(**about.fields).first()
    if row is None or row.state != ReportState.SUBMITTED:
        raise NotSubmittedError
    return row


def _refuse_other_words(report: YearReport, revision: int) -> None:
    if report.revision != revision:
        raise ChangedMeanwhileError


def _write(report: YearReport, verb: str, *, by: User, at: datetime, **facts) -> None:
    write_event(report, verb=verb, by=by, at=at, revision=report.revision, **facts)
