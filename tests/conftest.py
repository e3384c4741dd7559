"""What tests share: a real worker, a real browser, and the words for signing in."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from tests.factories import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 375, "height": 812}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(autouse=True)
def _site_language():
    """A page asked for in English leaves its language to the thread; the next test, whatever
    the order of this run, begins in that of the site."""
    yield
    translation.deactivate()


def environment() -> dict[str, str]:
    """The environment of a process that shares this test's files and its test database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_VAR_DIR": str(settings.VAR_DIR),
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def running_worker():
    """A worker process on the broker of this run, ready to take jobs; killed at the end."""
    command = [sys.executable, "-m", "celery", "--app=config", "--quiet", "worker"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    process = subprocess.Popen(
        [*command, "--concurrency=1", "--loglevel=INFO", *alone],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_for_line(process, "ready.")
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def wait_for_line(process: subprocess.Popen, words: str) -> str:
    """The first line of the process that holds ``words``; fails with all lines if it ends."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if words in line:
            return line
    pytest.fail(f"{process.args} ended before it said {words!r}:\n{''.join(seen)}")


@pytest.fixture
def worker(transactional_db):
    """A real worker beside the test: rows the test commits are seen by it and the other way."""
    with running_worker() as process:
        yield process


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright; skipped by name where there is none."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright")
    # Playwright keeps an event loop in this thread; Django takes that for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser, live_server):
    """``open_page(size=PHONE)``: a new, empty browser window on the running site.

    Addresses may be paths. The test fails at its end when a page threw an error or the
    browser refused something under the content policy.
    """
    contexts, complaints = [], []

    def opened(*, size=DESK, **options):
        options = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        context = browser.new_context(base_url=live_server.url, viewport=size, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def login():
    """``login(page, username)``: sign in on a page of ``open_page``, as a person would."""

    def sign_in(page, username, *, password=PASSWORD):
        page.goto("/accounts/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda address: "/accounts/login/" not in address)
        return page

    return sign_in
