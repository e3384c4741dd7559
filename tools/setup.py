"""Make this checkout ready to run: system libraries, ``.venv``, packages, ``.env``.

Runs on the machine's own Python with nothing installed. Every step is skipped when it stands,
so the second run takes well under a second. A step that needs rights the user does not have
prints the command to type and stops.
"""

import argparse
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from ctypes import CDLL
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"

# Debian's package -> the library or the command that shows that it is there.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
# Any one of the commands shows that the package is there.
COMMANDS = {"gettext": ("msgfmt",)}
TEST_COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "poppler-utils": ("pdftotext",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what only tests need")
    wants_tests = parser.parse_args().tests
    os.chdir(ROOT)
    require(missing_packages())
    if wants_tests:
        offer(missing_commands(TEST_COMMANDS))
    make_venv()
    install_requirements()
    make_env_file()


def missing_packages() -> list[str]:
    libraries = [package for package, name in LIBRARIES.items() if not loads(name)]
    venv = [] if STAMP.exists() or has_venv() else [venv_package()]
    return libraries + missing_commands(COMMANDS) + venv


def loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def missing_commands(wanted: dict[str, tuple[str, ...]]) -> list[str]:
    return [
        package
        for package, names in wanted.items()
        if not any(shutil.which(name) for name in names)
    ]


def has_venv() -> bool:
    """Debian ships ``venv`` without ``ensurepip``, which makes the environment unusable."""
    check = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(check, capture_output=True).returncode == 0


def venv_package() -> str:
    return f"python3.{sys.version_info.minor}-venv"


def require(packages: list[str]) -> None:
    """Install ``packages`` or say how to and stop."""
    if packages and not install(packages):
        sys.exit(
            f"These system packages are missing. Type this, then run make again:\n"
            f"  {by_hand(packages)}"
        )


def offer(packages: list[str]) -> None:
    """Install ``packages`` or say how to and go on: tests that need them are skipped."""
    for package in packages:
        if not install([package]):
            say(
                f"{package} is not here; tests that need it are skipped. To have it:\n"
                f"  {by_hand([package])}"
            )


def by_hand(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Whether apt put ``packages`` in place; needs root or sudo without a password."""
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(f"installing system packages: {' '.join(packages)}")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install_them = [*command, "install", "-y", "-qq", "--no-install-recommends", *packages]
    if quiet(install_them):
        return True
    quiet([*command, "update", "-qq"])
    return quiet(install_them)


def as_root() -> list[str] | None:
    """The words to put before a command so that root runs it; None when that is refused."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def quiet(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def make_venv() -> None:
    """An environment that is half made or whose Python has gone is made anew."""
    if STAMP.exists() and PYTHON.exists():
        return
    if not (PYTHON.exists() and quiet([str(PYTHON), "-m", "pip", "--version"])):
        say(f"making .venv with {sys.executable}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install_requirements() -> None:
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("installing the packages of requirements.txt")
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "-r", str(REQUIREMENTS)])
    if done.returncode:
        sys.exit("The packages could not be installed; the lines above say why.")
    STAMP.write_text(wanted)


def make_env_file() -> None:
    """A key of this checkout's own, never in git. A file that is there is left as it is."""
    path = ROOT / ".env"
    if path.exists():
        return
    say("writing .env with DEBUG and a random key")
    path.touch(mode=0o600)
    path.write_text(f"DEBUG=True\nSECRET_KEY={secrets.token_urlsafe(50)}\n")


def say(words: str) -> None:
    sys.stdout.write(f"· {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
