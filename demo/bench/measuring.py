"""Timing a piece of work: medians of several runs, and how many queries one of them takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def as_served() -> override_settings:
    """As a site is served, but for the server: no log of queries, no collected files needed."""
    return override_settings(
        DEBUG=False,
        ALLOWED_HOSTS=["testserver"],
        SECURE_SSL_REDIRECT=False,
        STORAGES=settings.STORAGES | {"staticfiles": PLAIN_FILES},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Medians in milliseconds. ``queries`` are those of one run."""

    wall: float
    cpu: float
    queries: int


def timed(work: Callable[[], object], *, runs: int) -> Time:
    """Of ``runs`` runs after one that is not counted."""
    return timed_over(lambda _nothing: work(), [None] * (runs + 1))


def timed_over(work: Callable, values: Iterable) -> Time:
    """The same with another value each time; the first is not counted."""
    first, *rest = values
    queries = _Counter()
    with connection.execute_wrapper(queries):
        work(first)
    walls, cpus = [], []
    for value in rest:
        wall, cpu = perf_counter(), process_time()
        work(value)
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    return Time(wall=median(walls) * 1000, cpu=median(cpus) * 1000, queries=queries.count)


class _Counter:
    """Counts statements. Django's own log is cleared by every page that begins."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
