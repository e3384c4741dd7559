"""Who is waited for in a report, and since when: the step that comes next, as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils.timezone import localtime

from compliance.facts.calendars import calendars_of
from compliance.models import Filing
from pairing.models import School
from records.models import Event
from reports.models import ReportKind, ReportState, YearReport
from reports.year_reports.facts import opens_on
from reports.year_reports.subjects import Subject, subject_of

RETURNED = "report.returned"


class Due(StrEnum):
    """What is to be done next."""

    REWORK = "rework"
    AGREE = "agree"
    SUBMIT = "submit"
    JUDGE = "judge"


# Steps that a principal takes in person; a returned report is reworked by liaisons as well.
BY_PRINCIPALS = (Due.AGREE, Due.SUBMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """``schools`` whose people are waited for; none where it is the bureau. ``reason`` is what
    the bureau wrote when it returned the report, "" unless it is to be reworked."""

    about: Subject
    due: Due
    schools: tuple[School, ...]
    since_on: date
    reason: str = ""


def for_waiting(rows: QuerySet[YearReport]) -> QuerySet[YearReport]:
    """With all that ``waiting_among`` reads, in one query."""
    told = Event.objects.filter(
        subject_type=YearReport._meta.label_lower, subject_id=OuterRef("pk")
    )
    last = told.order_by("-at", "-pk").annotate(reason=KT("facts__reason"))
    filed = Filing.objects.filter(
        pairing=OuterRef("pairing"), school_year=OuterRef("school_year")
    )
    rows = rows.select_related(
        "pairing__supporting_school", "pairing__receiving_school", "school", "agreement"
    )
    return rows.annotate(
        last_verb=Subquery(last.values("verb")[:1]),
        last_at=Subquery(last.values("at")[:1]),
        last_reason=Subquery(last.values("reason")[:1]),
        is_filed=Exists(filed),
    ).order_by(F("submitted_at").asc(nulls_first=True), "pk")


def waiting_among(rows: Iterable[YearReport], *, on: date) -> Iterator[Waiting]:
    """Those of ``rows`` (from ``for_waiting``) that wait for somebody on ``on``; two queries
    where reports of pairings are still open, for the days on which they can be submitted."""
    rows = list(rows)
    bureaus = {
        row.pairing.receiving_school.bureau_id
        for row in rows
        if row.kind == ReportKind.PAIRING and row.is_open
    }
    calendars = calendars_of(bureaus) if bureaus else {}
    for row in rows:
        if (found := _waiting(row, calendars, on=on)) is not None:
            yield found


def _waiting(row: YearReport, calendars: dict, *, on: date) -> Waiting | None:
    about = subject_of(row)
    if row.state == ReportState.SUBMITTED:
        since_on = localtime(row.submitted_at).date()
        return Waiting(about=about, due=Due.JUDGE, schools=(), since_on=since_on)
    if not row.is_open or row.is_filed:
        return None
    since_on = localtime(row.last_at).date() if row.last_at else on
    if row.state == ReportState.RETURNED and row.last_verb == RETURNED:
        reason = row.last_reason or ""
        schools = about.schools
        return Waiting(
            about=about, due=Due.REWORK, schools=schools, since_on=since_on, reason=reason
        )
    if on < (opens := opens_on(about, calendars=calendars)):
        return None  # it is being written, and cannot be handed in yet
    due, school = Due.SUBMIT, about.issuer
    if about.helper and not row.agreed_at:
        due, school = Due.AGREE, about.helper
    return Waiting(about=about, due=due, schools=(school,), since_on=max(since_on, opens))
