"""docs/acceptance.md speaks of every row; it and docs/language.md of tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "acceptance.md").read_text("utf-8")
LANGUAGE = (ROOT / "docs" / "language.md").read_text("utf-8")
ROWS = 263


def test_every_row_has_its_line_in_order():
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)]

    assert rows == list(range(1, ROWS + 1))


@pytest.mark.parametrize("text", [TEXT, LANGUAGE], ids=["acceptance", "language"])
def test_every_test_it_names_is_there(text):
    sources: dict[str, str] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):  # two folders may have one of a name
        sources[path.stem] = sources.get(path.stem, "") + path.read_text("utf-8")
    named = re.findall(r"`(test_\w+)::(test_\w+)`", text)

    missing = [f"{m}::{t}" for m, t in named if f"def {t}(" not in sources.get(m, "")]

    assert (missing, len(named) > 30) == ([], True)


@pytest.mark.parametrize("text", [TEXT, LANGUAGE], ids=["acceptance", "language"])
def test_every_test_module_it_names_is_there(text):
    stems = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"`(test_\w+)`", text))

    assert named - stems == set()


def test_every_rule_of_the_language_has_its_test():
    rows = re.findall(r"^\| (?!rule|---)(.*) \| (.*) \|$", LANGUAGE, re.MULTILINE)

    assert [rule for rule, tests in rows if "`test_" not in tests] == []
    assert len(rows) > 60


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
