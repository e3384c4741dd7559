"""docs/acceptance.md speaks of every row, and of tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "acceptance.md").read_text("utf-8")
ROWS = 263


def test_every_row_has_its_line_in_order():
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)]

    assert rows == list(range(1, ROWS + 1))


def test_every_test_it_names_is_there():
    sources = {
        path.stem: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    }
    named = re.findall(r"`(test_\w+)::(test_\w+)`", TEXT)

    missing = [f"{m}::{t}" for m, t in named if f"def {t}(" not in sources.get(m, "")]

    assert (missing, len(named) > 30) == ([], True)


def test_every_test_module_it_names_is_there():
    stems = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"`(test_\w+)`", TEXT))

    assert named - stems == set()


def test_the_sum_on_top_adds_up():
    total, shown, part, none = map(
        int,
        re.search(
            r"Of (\d+) rows (\d+) are shown, (\d+) in part, (\d+) not yet", TEXT
        ).groups(),
    )
    cells = re.findall(r"^\| \d+ \|.*\| (.*) \|$", TEXT, re.MULTILINE)

    assert total == shown + part + none == ROWS
    assert none == sum(cell == "not yet" for cell in cells)
    assert part == sum("not yet" in cell != "not yet" for cell in cells if cell != "not yet")
