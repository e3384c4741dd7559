"""Collect the messages to translate, and compile what was translated since the last time."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
IGNORED = (".venv", "var", "staticfiles", "tests", "tools")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collect", action="store_true")
    parser.add_argument("--compile", action="store_true")
    wishes = parser.parse_args()
    os.chdir(ROOT)
    if wishes.collect:
        collect()
    if wishes.compile:
        compile_stale()


def collect() -> None:
    """Bring locale/zh_Hans up to date: sorted, without places, so that a diff shows words only."""
    ignored = [f"--ignore={folder}/*" for folder in IGNORED]
    django("makemessages", "--locale=zh_Hans", "--no-location", "--no-obsolete", *ignored)


def compile_stale() -> None:
    if any(is_stale(po) for po in LOCALE.glob("*/LC_MESSAGES/*.po")):
        django("compilemessages", "--locale=zh_Hans", "--ignore=.venv")


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def django(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *arguments])
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
