"""Pages printed in two columns of running text, read column by column.

What stands side by side without running on (signatures, the cells of a table) stays as it is:
both sides must have lines that go on in the line below, on either side of one empty strip.
"""

from collections.abc import Iterator
from itertools import pairwise

from agreements.reader.files.lines import PLACE, Line, edges_of, goes_on

LEAST_LINES = 6  # of each column
LEAST_JOINTS = 3  # lines of each column that go on in the next
MIDDLE = (0.3, 0.7)  # of the width of the page: where the strip is looked for
STEP = 4.0  # points
WIDE = 1.6  # times the usual distance of two lines: a space that sets apart


def by_columns(lines: list[Line]) -> list[list[Line]]:
    """The lines of a page in stretches, each with edges of its own: above the columns, left,
    right, below. A page of one column is one stretch, its lines as they came."""
    strip = _strip(lines)
    if strip is None:
        return [lines]
    found, waiting = [], []
    for is_parted, zone in _zones(lines, strip):
        head, core, tail = _apart(zone, strip) if is_parted else (zone, [], [])
        columns = _columns(core, strip)
        if columns is None:
            waiting += zone
        else:
            found += [waiting + head, *columns]
            waiting = tail
    found = [stretch for stretch in [*found, waiting] if stretch]
    return found if len(found) > 1 else [lines]


def _strip(lines: list[Line]) -> float | None:
    """Where the fewest lines cross the middle of the page."""
    placed = [line for line in lines if line.size]
    if len(placed) < LEAST_LINES:
        return None
    left, right = edges_of(placed)
    places = [left + (right - left) * share for share in MIDDLE]
    steps = int((places[1] - places[0]) // STEP) + 1
    crossed = [
        sum(line.crosses(places[0] + STEP * step) for line in placed) for step in range(steps)
    ]
    least = min(crossed)
    if least > len(placed) - LEAST_LINES:
        return None
    free = [step for step, count in enumerate(crossed) if count == least]
    return places[0] + STEP * free[len(free) // 2]


def _zones(lines: list[Line], strip: float) -> Iterator[tuple[bool, list[Line]]]:
    """From the top down, whether a stretch of lines leaves the strip free."""
    here: list[Line] = []
    was_parted = False
    for line in sorted(lines, key=lambda one: -one.bottom):
        is_parted = not line.crosses(strip)
        if here and is_parted != was_parted:
            yield was_parted, here
            here = []
        here.append(line)
        was_parted = is_parted
    if here:
        yield was_parted, here


def _apart(zone: list[Line], strip: float) -> tuple[list[Line], list[Line], list[Line]]:
    """What stands above and below the columns with a space between: schools, signatures."""
    parts = _parts(zone)
    first, last = 0, len(parts)
    while first < last and _is_beside(parts[first], strip):
        first += 1
    while last > first and _is_beside(parts[last - 1], strip):
        last -= 1
    return _all(parts[:first]), _all(parts[first:last]), _all(parts[last:])


def _parts(zone: list[Line]) -> list[list[Line]]:
    downs = [one.bottom - following.bottom for one, following in pairwise(zone)]
    usual = sorted(down for down in downs if down > PLACE)
    wide = WIDE * usual[len(usual) // 2] if usual else 0
    found = [zone[:1]]
    for down, line in zip(downs, zone[1:], strict=True):
        if down > PLACE and down > wide:
            found.append([])
        found[-1].append(line)
    return found


def _is_beside(lines: list[Line], strip: float) -> bool:
    """On both sides, without running on."""
    halves = [line.cut(strip) for line in lines]
    is_on_both = all(any(half[side] for half in halves) for side in (0, 1))
    return is_on_both and _columns(lines, strip) is None


def _all(parts: list[list[Line]]) -> list[Line]:
    return [line for part in parts for line in part]


def _columns(zone: list[Line], strip: float) -> list[list[Line]] | None:
    halves = [line.cut(strip) for line in zone]
    columns = [[one for half in halves if (one := half[side])] for side in (0, 1)]
    return columns if all(map(_runs_on, columns)) else None


def _runs_on(lines: list[Line]) -> bool:
    if len(lines) < LEAST_LINES:
        return False
    edges = edges_of(lines)
    joints = sum(goes_on(one, following, edges=edges) for one, following in pairwise(lines))
    return joints >= LEAST_JOINTS
