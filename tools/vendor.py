"""Refill ``static/vendor/`` from the npm packages named in ``static/vendor/vendor.json``.

    python tools/vendor.py            fetch what the list names and write the checksums
    python tools/vendor.py --check    compare the files with the checksums; fetches nothing

A package comes through ``npm pack``, so whatever registry npm is set up for is used. Only the
listed files of ``dist/`` are kept, without their ``sourceMappingURL`` comment.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
SOURCE_MAP = re.compile(rb"\s*/[/*]# sourceMappingURL=[^\n]*", re.MULTILINE)


def read_list() -> list[dict]:
    return json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


def place_of(package: dict, file: dict) -> Path:
    return VENDOR / package["name"] / package["version"] / Path(file["path"]).name


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differing() -> list[str]:
    """The listed files that are missing or are not what the list says."""
    return [
        file["path"]
        for package in read_list()
        for file in package["files"]
        if not (place := place_of(package, file)).exists()
        or checksum(place.read_bytes()) != file["sha256"]
    ]


def fetch(package: dict) -> None:
    """Write the listed files of ``package`` and put their checksums into it."""
    with tempfile.TemporaryDirectory() as folder:
        named = f"{package['name']}@{package['version']}"
        packed = subprocess.run(
            ["npm", "pack", named, "--silent"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
            for file in package["files"]:
                content = archive.extractfile(f"package/{file['path']}").read()
                content = SOURCE_MAP.sub(b"", content)
                place = place_of(package, file)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                file["sha256"] = checksum(content)


def refill() -> None:
    packages = read_list()
    for package in packages:
        fetch(package)
    text = json.dumps(packages, indent=2, ensure_ascii=False)
    (VENDOR / "vendor.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(f"differs: {path}" for path in differing()) or 0)
    refill()
