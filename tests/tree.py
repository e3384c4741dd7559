"""The files of this project, for the tests that read them."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = (".git", ".venv", "var", "static/vendor", "staticfiles", "reports/fonts")
MADE = {"__pycache__", ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"}


def files(*suffixes: str) -> Iterator[Path]:
    """Every file of ours whose name ends so; with ``""`` every file."""
    for folder, folders, names in os.walk(ROOT):
        inside = Path(folder).relative_to(ROOT)
        folders[:] = sorted(
            name for name in folders if name not in MADE and str(inside / name) not in NOT_OURS
        )
        yield from (ROOT / inside / name for name in sorted(names) if name.endswith(suffixes))
