"""Papers that should be in the archive and are not, because the job that was to make them
failed. What was ordered again and made since is no failure any more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from agreements.models import Agreement
from compliance.models import Filing
from compliance.wording import school_year_label
from records.models import Job, JobState, User
from reports.jobs import FILE_AGREEMENT, REPORT_PAPER, SUMMARY_PDF
from reports.models import FiledDocument, FiledKind, ReportKind, ReportState, YearReport
from reports.year_reports.subjects import subject_of

KINDS = (FILE_AGREEMENT, SUMMARY_PDF, REPORT_PAPER)
MOST = 100  # jobs looked at, the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """``address`` is the page on which the paper is ordered again; ``job`` failed last."""

    job: Job
    about: str
    address: str


def failed_jobs() -> QuerySet[Job]:
    """Jobs that may have been to file a paper, whoever ordered them."""
    rows = Job.objects.filter(state=JobState.FAILED, kind__in=KINDS)
    return rows.order_by("-pk")


def failed_filings(user: User) -> Iterator[Failure]:
    """Of what ``user`` sees; four queries at most, for any number."""
    jobs = list(failed_jobs()[:MOST])
    yield from _agreements(user, _by(jobs, FILE_AGREEMENT, "agreement"))
    yield from _years(user, _by(jobs, SUMMARY_PDF, "pairing", "school_year"))
    yield from _reports(user, _by(jobs, REPORT_PAPER, "report"))


def _by(jobs: Iterable[Job], kind: str, *names: str) -> dict[tuple, Job]:
    """The latest job of ``kind`` about each thing that its arguments name."""
    found: dict[tuple, Job] = {}
    for job in jobs:
        if job.kind == kind:
            found.setdefault(tuple(job.arguments.get(name) for name in names), job)
    return found


def _agreements(user: User, jobs: dict[tuple, Job]) -> Iterator[Failure]:
    if not jobs:
        return
    filed = FiledDocument.objects.current().filter(agreement=OuterRef("pk"))
    kinds = (FiledKind.AGREEMENT, FiledKind.AMENDMENT)
    rows = Agreement.objects.visible_to(user).binding().for_list()
    rows = rows.filter(~Exists(filed.filter(kind__in=kinds)), pk__in=[pk for (pk,) in jobs])
    for row in rows:
        address = reverse("agreement_filing", args=[row.pk])
        about = f"{row.number} · {_sides(row.pairing)}"
        yield Failure(job=jobs[row.pk,], about=about, address=address)


def _years(user: User, jobs: dict[tuple, Job]) -> Iterator[Failure]:
    """Filed school years whose paper is not made; a paper of a year that is not filed was for
    reading, and whoever ordered it was told."""
    if not jobs:
        return
    rows = Filing.objects.visible_to(user).filter(document="")
    rows = rows.filter(pairing__in=[pk for pk, _year in jobs])
    rows = rows.select_related("pairing__supporting_school", "pairing__receiving_school")
    for row in rows.defer("verdicts", "calendar"):
        job = jobs.get((row.pairing_id, row.school_year))
        if job is not None:
            about = f"{_sides(row.pairing)} · {school_year_label(row.school_year)}"
            address = reverse("summary", args=[row.pairing_id, row.school_year])
            yield Failure(job=job, about=about, address=address)


def _reports(user: User, jobs: dict[tuple, Job]) -> Iterator[Failure]:
    """Accepted reports whose paper is not filed."""
    if not jobs:
        return
    year = OuterRef("school_year")
    about = Q(kind=FiledKind.SCHOOL_SUMMARY, school=OuterRef("school"), school_year=year)
    about |= Q(kind=FiledKind.CLOSING_SUMMARY, agreement=OuterRef("agreement"))
    about |= Q(kind=FiledKind.PAIRING_SUMMARY, pairing=OuterRef("pairing"), school_year=year)
    rows = YearReport.objects.visible_to(user).filter(state=ReportState.ACCEPTED)
    rows = rows.filter(~Exists(FiledDocument.objects.current().filter(about)))
    rows = rows.filter(_named_by(key for (key,) in jobs))
    for row in rows.select_related(
        "pairing__supporting_school", "pairing__receiving_school", "school", "agreement"
    ):
        subject = subject_of(row)
        job, address = jobs[str(subject.key),], reverse("report", args=[subject.key])
        yield Failure(job=job, about=subject.label, address=address)


def _named_by(keys: Iterable[str]) -> Q:
    """The rows of the reports that ``keys`` (pairing-12-2025) name."""
    found = Q(pk__in=())
    for key in keys:
        kind, pk, *year = key.split("-")
        name = {ReportKind.CLOSING: "agreement"}.get(kind, kind)
        found |= Q(kind=kind, **{name: pk}, school_year=year[0] if year else None)
    return found


def _sides(pairing) -> str:
    return f"{pairing.supporting_school.label} → {pairing.receiving_school.label}"
