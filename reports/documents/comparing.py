"""Agreed against done as charts: by support area, by stretch of the year, by duty.

Counted are windows of whole obligations that had to be done by now, as in every share.
"""

from collections.abc import Callable, Iterable

from reports.documents import words
from reports.documents.blocks import Chart
from reports.documents.chart import Pair, Piece, pairs_pieces, strips, whole
from reports.documents.year_duties import DutyLine, WindowLine, tally_of_windows

OTHER_AREA = "其他"
TERMS = (("autumn", "第一学期"), ("spring", "第二学期"), ("", "其他时段"))


def by_area(year, *, number: int) -> Chart | None:
    def area(duty: DutyLine, _window: WindowLine) -> str:
        return year.area_of.get(duty.obligation_id, OTHER_AREA)

    names = [*dict.fromkeys(year.area_of.values()), OTHER_AREA]
    return _chart(year.duties, names, area, caption=f"图{number}　各帮扶领域约定与完成（期）")


def by_term(year, *, number: int) -> Chart | None:
    names = [name for _, name in TERMS]

    def term(_duty: DutyLine, window: WindowLine) -> str:
        return dict(TERMS).get(window.season, names[-1])

    return _chart(year.duties, names, term, caption=f"图{number}　各学期约定与完成（期）")


def _chart(
    duties: Iterable[DutyLine],
    names: Iterable[str],
    name_of: Callable[[DutyLine, WindowLine], str],
    *,
    caption: str,
) -> Chart | None:
    found: dict[str, list[WindowLine]] = {name: [] for name in names}
    for duty in duties:
        for window in duty.windows:
            found[name_of(duty, window)].append(window)
    tallies = {name: tally_of_windows(windows) for name, windows in found.items()}
    return chart_of(
        [
            Pair(label=name, asked=tally.closed, done=tally.done)
            for name, tally in tallies.items()
            if tally.closed
        ],
        caption=caption,
    )


def chart_of(pairs: list[Pair], *, caption: str) -> Chart | None:
    """None where there is nothing to compare."""
    if not pairs:
        return None
    return drawn_of(pairs_pieces(pairs), caption=caption)


def drawn_of(pieces: tuple[Piece, ...], *, caption: str) -> Chart:
    title = caption.partition(words.GAP)[2]
    return Chart(
        svg=whole(pieces, title=title), strips=strips(pieces, title=title), caption=caption
    )
