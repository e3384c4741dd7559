"""Reports and filings that wait for a person, as lines of the home pages. Who is waited for
says ``reports.year_reports.waiting``."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import todos as agreements
from pairing.permissions import (
    is_bureau_staff,
    is_inspector,
    own_school_ids,
    principal_school_ids,
    staff_bureau_ids,
)
from records.models import User
from records.todos import MOST, Todo, ordered, source
from reports.failing import Failure, failed_filings, failed_jobs
from reports.models import ReportKind, ReportState, YearReport
from reports.year_reports.waiting import (
    BY_PRINCIPALS,
    Due,
    Waiting,
    for_waiting,
    waiting_among,
)

ACTS = {
    Due.REWORK: gettext_lazy("Rework the report that was returned"),
    Due.AGREE: gettext_lazy("Read the report and agree to its words"),
    Due.SUBMIT: gettext_lazy("Submit the report to the bureau"),
    Due.JUDGE: gettext_lazy("Accept the report or return it"),
}
KINDS = {
    "agreements": gettext_lazy("Agreements to approve or to open"),
    "reports": gettext_lazy("Reports to accept or return"),
    "filings": gettext_lazy("Filed papers that were not made"),
}
SHORT = {
    ReportKind.PAIRING: gettext_lazy("Year-end summary"),
    ReportKind.SCHOOL: gettext_lazy("Year-end summary of a school"),
    ReportKind.CLOSING: gettext_lazy("Closing summary"),
}


@source
def of_schools(user: User, *, on: date) -> Iterator[Todo]:
    """Reports that wait for the person's own schools; one query where none was begun, three at
    most. One that nobody has begun to write is asked of nobody yet."""
    own, heads = own_school_ids(user), principal_school_ids(user)
    if not own:
        return
    ours = Q(pairing__supporting_school__in=own) | Q(pairing__receiving_school__in=own)
    rows = YearReport.objects.visible_to(user).filter(ours | Q(school__in=own))
    rows = rows.filter(state__in=(ReportState.DRAFT, ReportState.RETURNED))
    for found in waiting_among(for_waiting(rows)[:MOST], on=on):
        asked = heads if found.due in BY_PRINCIPALS else own
        if asked & {school.pk for school in found.schools}:
            yield _todo(found, on=on)


def of_bureau(user: User, waits: frozenset[str], *, on: date) -> list[Todo]:
    """What waits for the staff of a bureau, of the kinds that ``waits`` says there are: two
    queries for agreements, one for reports, at most four for filings that failed."""
    found: list[Todo] = []
    if "agreements" in waits:
        found += agreements.of_bureau(user, on=on)
    if "reports" in waits:
        rows = for_waiting(submitted(user))[:MOST]
        found += [_todo(each, on=on) for each in waiting_among(rows, on=on)]
    if "filings" in waits:
        found += [_failed(each, on=on) for each in failed_filings(user)]
    return ordered(found)


def waiting_for(user: User) -> frozenset[str]:
    """The kinds of which something waits; a query each, by a row at most."""
    return frozenset(name for name, rows in sources_for(user).items() if rows.exists())


def kinds(waits: frozenset[str]) -> list[str]:
    """In words, in the order of the way of a paper."""
    return [str(words) for name, words in KINDS.items() if name in waits]


def sources_for(user: User) -> dict[str, QuerySet]:
    """What ``of_bureau`` is made of: a kind is worth its queries where these have a row. Empty
    for whoever is no staff of a bureau."""
    if not is_bureau_staff(user):
        return {}
    return {
        "agreements": agreements.for_bureau(user),
        "reports": submitted(user),
        "filings": failed_jobs(),
    }


def submitted(user: User) -> QuerySet[YearReport]:
    """The reports that a bureau's staff accept or return."""
    rows = YearReport.objects.visible_to(user).filter(state=ReportState.SUBMITTED)
    if not is_inspector(user):
        return rows
    own = staff_bureau_ids(user)  # what is only inspected is nothing to decide about
    return rows.filter(
        Q(pairing__supporting_school__bureau__in=own)
        | Q(pairing__receiving_school__bureau__in=own)
        | Q(school__bureau__in=own)
    )


def _todo(found: Waiting, *, on: date) -> Todo:
    about, is_back = found.about, found.due == Due.REWORK
    return Todo(
        act=str(ACTS[found.due]),
        about=f"{SHORT[about.kind]} · {about.label}",
        address=reverse("report", args=[about.key]),
        on=on,
        since_on=found.since_on,
        note=found.reason,
        mark="back" if is_back else "",
        tag=_("Returned") if is_back else "",
    )


def _failed(failure: Failure, *, on: date) -> Todo:
    at = failure.job.finished_at
    return Todo(
        act=_("The filed paper was not made: order it again"),
        about=failure.about,
        address=failure.address,
        on=on,
        since_on=localtime(at).date() if at else None,
        note=failure.job.error,
        mark="breach",
        tag=_("Failed"),
    )
