"""The list of reports of a school year: what waits for somebody first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from agreements.models import Agreement
from compliance.filing import LAST_MONTHS
from compliance.models import Filing
from pairing.access import scope_of
from pairing.models import Pairing, School
from pairing.permissions import own_school_ids, staff_bureau_ids
from reports.models import ReportKind, ReportState, YearReport
from reports.year_reports.subjects import Subject
from reports.year_reports.wording import LOOKS, NOT_BEGUN

ROWS = 20
SHIFT = timedelta(days=270)  # from June on it is the year just ending that is reported
# What waits for the bureau, what was sent back, what is being written, what is done.
FIRST = (
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.DRAFT,
    NOT_BEGUN,
    ReportState.ACCEPTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    about: Subject
    tag: tuple[str, str, str]
    is_agreed: bool
    is_filed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """``counts`` are (state, tag, how many) in the order of ``FIRST``."""

    kind: str
    school_year: int
    counts: tuple[tuple[str, tuple[str, str, str], int], ...]
    rows: tuple[ReportRow, ...]
    page: Page


def usual_year(on: date) -> int:
    """The school year whose reports are written around ``on``."""
    moved = on - SHIFT
    return moved.year if moved.month >= 9 else moved.year - 1


def list_of(user, *, kind: str, school_year: int, page, on: date) -> ReportList:
    """Everything the person may see, with or without words written; six queries at most."""
    rows = _annotated(_rows(user, kind=kind, school_year=school_year, on=on), kind, school_year)
    found = dict(
        rows.order_by().values_list("report_state").annotate(count=Count("pk", distinct=True))
    )
    ordered = rows.order_by(_rank(), *rows.model._meta.ordering)
    shown = Paginator(ordered, ROWS).get_page(page)
    return ReportList(
        kind=kind,
        school_year=school_year,
        counts=tuple((state, LOOKS[state], found.get(state, 0)) for state in FIRST),
        rows=tuple(_row(each, kind=kind, school_year=school_year) for each in shown),
        page=shown,
    )


def _rows(user, *, kind: str, school_year: int, on: date):
    first_on, last_on = date(school_year, 9, 1), date(school_year + 1, 8, 31)
    pairings = Pairing.objects.visible_to(user).filter(starts_on__lte=last_on)
    pairings = pairings.filter(Q(ended_on=None) | Q(ended_on__gte=first_on))
    if kind == ReportKind.PAIRING:
        return pairings.for_list()
    if kind == ReportKind.SCHOOL:
        own = Q(pk__in=own_school_ids(user)) | Q(bureau__in=_bureaus(user))
        paired = Q(supports__in=pairings) | Q(receives__in=pairings)
        schools = School.objects.filter(own).filter(paired).distinct()
        return schools.select_related("bureau")
    ending = Q(ends_on__lte=on + LAST_MONTHS) | Q(terminated_on__lte=on + LAST_MONTHS)
    mains = Agreement.objects.visible_to(user).main().binding().filter(ending)
    return mains.for_list()


def _bureaus(user) -> frozenset[int]:
    return staff_bureau_ids(user) | scope_of(user).bureau_ids


def _annotated(rows, kind: str, school_year: int):
    name = {ReportKind.CLOSING: "agreement"}.get(kind, kind)
    reports = YearReport.objects.filter(kind=kind, **{name: OuterRef("pk")})
    if kind != ReportKind.CLOSING:
        reports = reports.filter(school_year=school_year)
    return rows.annotate(
        report_state=Coalesce(Subquery(reports.values("state")[:1]), Value(NOT_BEGUN)),
        report_agreed_at=Subquery(reports.values("agreed_at")[:1]),
        is_filed=_filed(kind, school_year),
    )


def _filed(kind: str, school_year: int):
    """Whether the bureau filed the year of a pairing, with or without a report in words."""
    if kind != ReportKind.PAIRING:
        return Value(value=False)
    return Exists(Filing.objects.filter(pairing=OuterRef("pk"), school_year=school_year))


def _rank() -> Case:
    cases = (When(report_state=state, then=place) for place, state in enumerate(FIRST))
    return Case(*cases, default=len(FIRST), output_field=IntegerField())


def _row(each, *, kind: str, school_year: int) -> ReportRow:
    name = {ReportKind.CLOSING: "agreement"}.get(kind, kind)
    facts = {name: each}
    if kind == ReportKind.CLOSING:
        facts["pairing"] = each.pairing
    else:
        facts["school_year"] = school_year
    return ReportRow(
        about=Subject(kind=kind, **facts),
        tag=LOOKS[each.report_state],
        is_agreed=each.report_agreed_at is not None,
        is_filed=each.is_filed,
    )
