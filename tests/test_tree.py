"""What no file of the tree may hold, and how the site starts."""

import os
import re
import subprocess
import sys

import pytest

from tests.tree import ROOT, files

# Written with classes of one letter, so that this page does not find itself.
FORBIDDEN = re.compile(
    r"pyp[i]\.org|pythonhoste[d]|registr[y]\.npm|npmj[s]\.|mirror[s]?\.\w+\.\w+"  # hosts
    r"|/(?:wor[k]|roo[t]|hom[e]/\w+)/|/tm[p]/"  # places of one machine
    r"|(?-i:TOD[O]|FIXM[E]|\bXX[X]\b|NotImplemente[d])"  # work left undone
    r"|\bclaud[e]\b|anthropi[c]|\bopena[i]\b|chatgp[t]|copilo[t]|\bll[m]s?\b|subagen[t]",
    re.IGNORECASE,
)
BINARY = (".png", ".ico", ".ttf", ".otf", ".woff2", ".mo", ".pyc", ".pdf", ".jpg", ".xlsx")


def test_no_file_names_a_host_a_machine_or_unfinished_work():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files("")
        if path.suffix not in BINARY and path.name != ".env"
        for number, line in enumerate(read(path).splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]

    assert found == []


def read(path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        pytest.fail(f"{path.relative_to(ROOT)} is no text: name its ending in BINARY")


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    own = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    own.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser's fixture sets it
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("key", ["", "   "])
def test_without_a_key_the_start_is_refused_in_one_sentence(key):
    done = manage("check", SECRET_KEY=key)

    assert done.returncode == 1
    assert done.stderr.startswith("Not started: SECRET_KEY is missing or empty.")
    assert "Traceback" not in done.stderr


def test_the_settings_of_production_raise_no_warning():
    done = manage(
        *("check", "--deploy", "--fail-level=WARNING"),
        SECRET_KEY="dDJ4k-wq_8Zr3VnP6mLx0TbyCfG7hSa2Ue9RiKoQ1jWzNvXtB5",
        DEBUG="False",
        HTTPS="True",
        ALLOWED_HOSTS="pairing.example.org",
    )

    assert done.returncode == 0, done.stderr
