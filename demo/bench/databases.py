"""The throw-away databases: a file, and one on a PostgreSQL server where one answers."""

import getpass
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

FILE = "province{pairings}.sqlite3"
NAME = "pairing_bench"
LOCAL = "postgres://{user}@127.0.0.1:5432/postgres"
SECONDS = 2  # for a server to answer


def addresses(*, pairings: int) -> Iterator[tuple[str, str]]:
    """The name and the address (``DATABASE_URL``) of each database there is to be."""
    yield "SQLite", f"sqlite:///{_file(pairings)}"
    server = _server()
    if server:
        yield "PostgreSQL", _database(server, f"{NAME}_{pairings}")


def _file(pairings: int) -> Path:
    folder = settings.VAR_DIR / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / FILE.format(pairings=pairings)).resolve()


def _server() -> str:
    """An address of a server on which databases may be made; "" when there is none."""
    given = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    if given and not given.startswith("postgres"):
        given = ""
    address = given or LOCAL.format(user=getpass.getuser())
    try:
        psycopg.connect(address, connect_timeout=SECONDS).close()
    except psycopg.OperationalError:
        return ""
    return address


def _database(server: str, name: str) -> str:
    """The address of the database ``name`` on ``server``, made when it is not there."""
    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if there.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
