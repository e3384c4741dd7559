"""Lock requirements.in: one file with hashes for every Python from 3.11 on."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

COMMAND = (
    "uv pip compile --quiet --universal --python-version 3.11 --fork-strategy requires-python"
    " --generate-hashes --no-header --no-annotate --no-emit-index-url"
    " requirements.in -o requirements.txt"
)


def main() -> None:
    if not shutil.which("uv"):
        sys.exit("uv is not here. It locks the requirements: pip install uv")
    subprocess.run(COMMAND.split(), cwd=ROOT, check=True)
    if re.search(r"https?://", (ROOT / "requirements.txt").read_text()):
        sys.exit("requirements.txt names a host; it holds names, versions and hashes only")


if __name__ == "__main__":
    main()
