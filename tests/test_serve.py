"""``make run`` serves site, worker and clock in front, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT, environment, wait_for_line

pytestmark = pytest.mark.django_db(transaction=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port: int):
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env={**environment(), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for_line(process, "Serving")
        yield process
    finally:
        process.kill()
        process.communicate()


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def family(pid: int) -> list[int]:
    return [pid] + [other for child in children(pid) for other in family(child)]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def test_the_site_answers_and_ctrl_c_ends_everything():
    port = free_port()
    with serving(port) as process:
        status = urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=30).status
        everyone = family(process.pid)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)

    assert (status, process.returncode) == (200, 0)
    assert [pid for pid in everyone if Path(f"/proc/{pid}").exists()] == []


def test_when_the_worker_dies_everything_ends_and_the_exit_code_says_so():
    with serving(free_port()) as process:
        everyone = family(process.pid)
        worker = next(pid for pid in children(process.pid) if " worker " in command_of(pid))
        os.kill(worker, signal.SIGKILL)
        said, _ = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "this process ended by itself: worker" in said
    assert [pid for pid in everyone if Path(f"/proc/{pid}").exists()] == []


def test_a_port_that_is_taken_is_named_and_another_is_proposed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "tools.serve"],
            cwd=ROOT,
            env={**environment(), "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert f"Port {port} is taken. Choose another one: PORT={port + 1} make run" in done.stdout
