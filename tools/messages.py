"""Collect the messages to translate, and compile what was translated since the last time."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
IGNORED = (".venv", "var", "staticfiles", "static", "tests", "tools")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collect", action="store_true")
    parser.add_argument("--compile", action="store_true")
    wishes = parser.parse_args()
    if wishes.collect:
        collect(ROOT)
    if wishes.compile:
        compile_stale(ROOT)


def collect(root: Path) -> None:
    """Bring the catalogue up to date with the sources under ``root``: sorted, without places or
    times, so that a diff shows words only. A message that no source has any more goes."""
    (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    options = ["--locale=zh_Hans", "--no-location", "--no-obsolete", "--extension=html,py"]
    django("makemessages", *options, *(f"--ignore={name}/*" for name in IGNORED), root=root)
    words = polib.pofile(str(root / CATALOGUE), wrapwidth=96)
    words.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    words.metadata.pop("POT-Creation-Date", None)
    words.metadata_is_fuzzy = False
    words.save()


def compile_stale(root: Path) -> None:
    source = root / CATALOGUE
    compiled = source.with_suffix(".mo")
    if not source.exists():
        return
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        django("compilemessages", "--locale=zh_Hans", "--ignore=.venv", root=root)


def django(*arguments: str, root: Path) -> None:
    """Django's own command, without the site's settings: it finds ``locale`` below ``root``."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", *arguments, "--verbosity=0"]
    done = subprocess.run(command, cwd=root, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
