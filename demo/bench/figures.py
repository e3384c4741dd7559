"""All figures of one province in one database, as plain values that a process can print."""

from datetime import date, datetime
from time import perf_counter

from activities.models import Activity, ActivityLink, ActivityState
from agreements.models import Obligation
from compliance.models import StoredVerdict
from demo.bench import floors, ours
from demo.bench.ground import terms_of
from demo.bench.measuring import Time, timed, timed_over
from demo.bench.province import lay

SMALL = 5  # pairings with a thousand activities
FEW = 3  # runs of what takes seconds


def figures_of_small(*, runs: int, on: date, at: datetime) -> dict:
    """Only what is compared with the large province."""
    lay(pairings=SMALL, day=on, at=at)
    ours.judge_whole(workers=1, on=on, is_alone=True)
    return {
        "judge_one": _plain(ours.judge_one(pairings=SMALL, runs=runs, on=on)),
        "confirm": _plain(ours.confirm_one(runs=runs, at=at)),
    }


def figures_of(
    *, pairings: int, runs: int, on: date, at: datetime, is_alone: bool = True
) -> dict:
    """``is_alone``: no transaction is open, so that a second process sees the rows."""
    begun = perf_counter()
    laid_for = lay(pairings=pairings, day=on, at=at)
    laying = perf_counter() - begun
    spans = [(first, last) for _year, _season, first, last in terms_of(laid_for)]
    found = _floors(spans, pairings=pairings, runs=runs)
    if is_alone:
        two = ours.judge_whole(workers=2, on=on, is_alone=True)
        found |= {"two_s": two.seconds, "two_mib": two.most_mib}
    one = ours.judge_whole(workers=1, on=on, is_alone=is_alone)
    found |= {
        "laying_s": laying,
        "whole_s": one.seconds,
        "whole_mib": one.most_mib,
        "judge_one": _plain(ours.judge_one(pairings=pairings, runs=runs, on=on)),
        "confirm": _plain(ours.confirm_one(runs=runs, at=at)),
        "overview": _plain(ours.overview(runs=runs)),
        "heat": _plain(ours.heat(runs=min(runs, FEW * 2), on=on)),
    }
    return found | _size(pairings)


def _floors(spans: floors.Spans, *, pairings: int, runs: int) -> dict:
    sums = {floors.one_pass(spans), floors.loop(spans)}
    if len(sums) != 1:
        raise ValueError(f"the floors do not agree: {sorted(sums)}")
    ids = [(n * 617) % pairings + 1 for n in range(runs + 1)]
    return {
        "scan": _plain(timed(floors.bare_scan, runs=FEW)),
        "pass": _plain(timed(lambda: floors.one_pass(spans), runs=FEW)),
        "loop": _plain(timed(lambda: floors.loop(spans), runs=FEW)),
        "pass_one": _plain(timed_over(lambda pk: floors.one_pass(spans, pairing_id=pk), ids)),
        "loop_one": _plain(timed_over(lambda pk: floors.loop(spans, pairing_id=pk), ids)),
    }


def _size(pairings: int) -> dict:
    confirmed = ActivityLink.objects.filter(state=ActivityState.CONFIRMED)
    return {
        "pairings": pairings,
        "duties": Obligation.objects.count(),
        "activities": Activity.objects.count(),
        "confirmed": confirmed.count(),
        "windows": StoredVerdict.objects.count(),
    }


def _plain(time: Time) -> dict:
    return {"wall": time.wall, "cpu": time.cpu, "queries": time.queries}
