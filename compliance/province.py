"""The whole province judged by hand, in as many processes as asked for."""

import multiprocessing
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from django.db import connections

from compliance import services


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How many pairings, how long it took, and the most memory one process had."""

    pairings: int
    workers: int
    seconds: float
    most_mib: float


def judge_all(*, on: date, workers: int = 1) -> Judged:
    """Judge every pairing that was not judged on ``on`` yet and keep the verdicts. Killed half
    way it may be called again: what was kept stays."""
    begun = perf_counter()
    spans = [(first, last, on) for first, last in services.ranges(on=on)]
    done = list(_judged(spans, workers=workers))
    return Judged(
        pairings=sum(count for count, _mib in done),
        workers=workers,
        seconds=perf_counter() - begun,
        most_mib=max((mib for _count, mib in done), default=0.0),
    )


def _judged(spans: list[tuple], *, workers: int) -> Iterator[tuple[int, float]]:
    if workers == 1:
        yield from map(_range, spans)
        return
    # No connection is shared: each process opens its own.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap_unordered(_range, spans)


def _range(span: tuple[int, int, date]) -> tuple[int, float]:
    first, last, on = span
    count = services.refresh_range(first=first, last=last, on=on)
    return count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
