"""The columns of each sheet: headings, other names for them, examples and notes.

They are data in Chinese, whatever the language of the reader: the files go from hand to hand.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from pairing.sheets.cells import heading_key, key

_DATA = json.loads(Path(__file__).with_name("columns.json").read_text(encoding="utf-8"))
WORDS: dict = _DATA["words"]
SYNONYMS: dict[str, dict[str, list[str]]] = _DATA["synonyms"]
_REFUSED = tuple(key(word) for word in WORDS["refused"])
_PASSED_OVER = frozenset(key(word) for word in WORDS["passed_over"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``is_text``: cells are formatted as text, so that leading zeros stay."""

    key: str
    heading: str
    also: tuple[str, ...]
    is_required: bool
    is_text: bool
    example: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    title: str
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.key == name)

    def column_named(self, cell) -> Column | None:
        """The column that a heading cell means, by its name or another name for it."""
        wanted = heading_key(cell)
        for column in self.columns:
            if wanted in {heading_key(name) for name in (column.heading, *column.also)}:
                return column
        return None


def _sheet(name: str) -> Sheet:
    return Sheet(
        title=_DATA[name]["title"],
        columns=tuple(
            Column(
                key=row["key"],
                heading=row["heading"],
                also=tuple(row["also"]),
                is_required=row.get("required", False),
                is_text=row.get("text", False),
                example=row["example"],
                note=row["note"],
            )
            for row in _DATA[name]["columns"]
        ),
    )


SCHOOLS = _sheet("schools")
PAIRINGS = _sheet("pairings")
PEOPLE = _sheet("people")


def is_refused(cell) -> bool:
    """Whether a heading stands over what must not be kept: pupils' marks and ranks, ID
    numbers."""
    return any(word in key(cell) for word in _REFUSED)


def is_passed_over(cell) -> bool:
    """Whether a heading stands over what lists carry for their own sake."""
    return key(cell) in _PASSED_OVER


def is_example(cell) -> bool:
    return key(cell).startswith(key(WORDS["example_mark"]))
