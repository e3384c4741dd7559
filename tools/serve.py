"""Serve the site and its worker in front until Ctrl-C.

Three processes: the site (gunicorn), the worker and the clock of its sweep (celery). When one
ends, the others are ended too. The exit code is 0 after Ctrl-C or TERM and 1 when a process
ended by itself. ``PORT`` chooses the port (8000), ``HOST`` the address (127.0.0.1).
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRACE_SECONDS = 10
PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None)


class AskedToStopError(Exception):
    """Ctrl-C, TERM or a closed terminal."""


def main() -> int:
    os.chdir(ROOT)
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if is_taken(host, port):
        say(f"Port {port} is taken. Choose another one: PORT={port + 1} make run")
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    running = {}
    try:
        for name, command in commands(host, port).items():
            running[name] = start(command)
        while not is_taken(host, port) and running["site"].poll() is None:
            time.sleep(0.05)
        say(f"Serving http://{host}:{port}/ (Ctrl-C ends it)")
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        ended = [name for name, process in running.items() if process.poll() is not None]
        say(f"Stopped, because this process ended by itself: {', '.join(ended)}")
        return 1
    except AskedToStopError:
        return 0
    finally:
        end_all(list(running.values()))


def commands(host: str, port: int) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    gunicorn = [*python, "gunicorn", "config.wsgi", "--threads=4", "--log-level=warning"]
    celery = [*python, "celery", "--app=config", "--quiet"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = ["worker", "--hostname=worker@localhost", "--concurrency=2", *alone]
    return {
        "site": [*gunicorn, f"--bind={host}:{port}"],
        "worker": [*celery, *worker, "--loglevel=WARNING"],
        "clock": [*celery, "beat", "--pidfile=", "--loglevel=WARNING"],
    }


def is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def start(command: list[str]) -> subprocess.Popen:
    """A process in a group of its own, so that all its children can be ended with it."""
    # In a container everything runs as root; Celery need not say so at every start.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore:You're running the worker"}
    return subprocess.Popen(
        command, start_new_session=True, preexec_fn=end_with_parent, env=environment
    )


def end_with_parent() -> None:
    """Ask Linux to send TERM when this script is killed without a chance to tidy up."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def ask_to_stop(_number, _frame):
    raise AskedToStopError


def end_all(processes: list[subprocess.Popen]) -> None:
    """TERM lets a running job finish for a moment; what is left after it is killed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
