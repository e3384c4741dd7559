"""A year's end: many agreements as PDFs, by one worker process and by two beside each other.

The papers are made as a job makes them, from the rows to the bytes, but for the store, which
would hand out the same paper again. A process is let go after as many papers as a worker is.
"""

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from time import perf_counter

import django
from celery import current_app

from demo.bench.measuring import Time

PAPERS = 1000
MIB = 1024  # KiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    a_minute: float
    most_mib: float


def lines(*, papers: int = PAPERS) -> Iterator[tuple[str, Time | float | str]]:
    one, two = (make(papers=papers, workers=workers) for workers in (1, 2))
    yield f"{papers:,} agreement PDFs, one worker", _said(one)
    yield "the same, two workers", _said(two)
    yield "— to one worker (bar: at least 1.8)", two.a_minute / one.a_minute


def _said(made: Making) -> str:
    return f"{made.a_minute:.0f} a minute, {made.most_mib:.0f} MiB at most"


def make(*, papers: int, workers: int) -> Making:
    """``papers`` agreements of the county in turn, once each process has its press."""
    most = current_app.conf.worker_max_tasks_per_child
    with get_context("spawn").Pool(workers, _start, maxtasksperchild=most) as pool:
        pool.map(_paper, _numbers(workers * 2), chunksize=1)
        begun = perf_counter()
        peaks = pool.map(_paper, _numbers(papers), chunksize=1)
        seconds = perf_counter() - begun
    return Making(a_minute=papers / seconds * 60, most_mib=max(peaks) / MIB)


def _numbers(count: int) -> list[int]:
    from agreements.models import Agreement  # noqa: PLC0415 -- app ready

    rows = Agreement.objects.main().order_by("pk").values_list("pk", flat=True)
    return list(islice(cycle(rows), count))


def _start() -> None:
    django.setup()


def _paper(pk: int) -> int:
    """Make one; the most memory the process has had so far, in KiB."""
    from agreements.models import Agreement  # noqa: PLC0415 -- app ready
    from reports.press import shared_press  # noqa: PLC0415 -- app ready
    from reports.services import agreement_html  # noqa: PLC0415 -- app ready

    html, enclosure, is_draft = agreement_html(Agreement.objects.for_document().get(pk=pk))
    shared_press().pdf(html, draft=is_draft, attachments=[enclosure])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
