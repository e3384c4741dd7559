"""The figures of a province as a table: floors and ours side by side, with the bars."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Figures = Mapping[str, dict]  # by the name of the database
SECOND = 1000.0
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``at_most`` is the bar, in the unit of ``value``; None for a floor. ``shown``
    says how a value reads. ``queries`` names a figure whose queries are told beside it;
    ``most_queries`` is the bar for them, 0 for: as many as among a thousand activities."""

    words: str
    value: Callable[[dict], float]
    shown: str = "{:,.1f} ms"
    at_most: float | None = None
    queries: str = ""
    most_queries: int | None = None

    def told(self, found: dict) -> str:
        """Value and queries as they read; bold where a bar does not hold."""
        value = self.value(found)
        text, is_over = self.shown.format(value), self.at_most is not None
        is_over = is_over and value > self.at_most
        if self.queries:
            count, most = found[self.queries]["queries"], self.most(found)
            text += f", {count} queries"
            is_over = is_over or count > most
        return f"**{text}**" if is_over else text

    def most(self, found: dict) -> int:
        if self.most_queries == 0:
            return found["small"][self.queries]["queries"]
        return self.most_queries

    @property
    def bar(self) -> str:
        if self.at_most is None:
            return ""
        text = self.shown.format(self.at_most).replace(".00 ", " ").replace(".0 ", " ")
        if self.most_queries == 0:
            text += ", the same queries among 1,000 activities"
        elif self.queries:
            text += f", {self.most_queries} queries"
        return text


ROWS = (
    Row("floor: bare scan of the activities", lambda f: f["scan"]["wall"]),
    Row("floor: one pass with `FILTER` sums, all windows", lambda f: f["pass"]["wall"]),
    Row("reference: loop over `values_list`, all windows", lambda f: f["loop"]["wall"]),
    Row("floor: one pass, one pairing", lambda f: f["pass_one"]["wall"], "{:,.2f} ms"),
    Row("reference: loop, one pairing", lambda f: f["loop_one"]["wall"], "{:,.2f} ms"),
    Row(
        "judge one pairing with every explanation",
        lambda f: f["judge_one"]["wall"],
        "{:,.2f} ms",
        5,
        "judge_one",
        0,
    ),
    Row(
        "— to the same among 1,000 activities",
        lambda f: f["judge_one"]["wall"] / f["small"]["judge_one"]["wall"],
        "{:.2f} ×",
        1.2,
    ),
    Row(
        "one confirmation to the stored verdicts",
        lambda f: f["confirm"]["wall"],
        "{:,.1f} ms",
        20,
        "confirm",
        0,
    ),
    Row(
        "re-judge and store the province, one process",
        lambda f: f["whole_s"],
        "{:,.1f} s",
    ),
    Row(
        "— to the loop over `values_list`",
        lambda f: f["whole_s"] * SECOND / f["loop"]["wall"],
        "{:.1f} ×",
        5,
    ),
    Row(
        "— to the one pass (stretch goal)",
        lambda f: f["whole_s"] * SECOND / f["pass"]["wall"],
        "{:.1f} ×",
        8,
    ),
    Row("— memory of the process", lambda f: f["whole_mib"], "{:,.0f} MiB", 400),
    Row("the same by two processes", lambda f: f["two_s"], "{:,.1f} s"),
    Row("— to one process", lambda f: f["two_s"] / f["whole_s"], "{:.2f} ×", 0.6),
    Row("— memory of the larger one", lambda f: f["two_mib"], "{:,.0f} MiB", 400),
    Row(
        "overview of the bureau, whole page",
        lambda f: f["overview"]["wall"],
        "{:,.1f} ms",
        100,
        "overview",
        12,
    ),
    Row(
        "— with a heat table of 500 × 12",
        lambda f: f["heat"]["wall"],
        "{:,.1f} ms",
        100,
        "heat",
        12,
    ),
)


def table(figures: Figures) -> Iterator[str]:
    """In Markdown. A bar that does not hold is marked."""
    size = next(iter(figures.values()))
    yield (
        f"{size['pairings']:,} pairings, {size['duties']:,} obligations,"
        f" {size['windows']:,} windows, {size['activities']:,} activities,"
        f" {size['confirmed']:,} of them confirmed; medians of one run."
    )
    yield ""
    yield f"| what | {' | '.join(figures)} | at most |"
    yield f"| --- |{' --- |' * len(figures)} --- |"
    for row in ROWS:
        cells = [_cell(row, found) for found in figures.values()]
        yield f"| {row.words} | {' | '.join(cells)} | {row.bar} |"


def _cell(row: Row, found: dict) -> str:
    try:
        return row.told(found)
    except KeyError:  # two processes were not tried
        return UNKNOWN
