"""Rows by the hundred thousand: COPY on PostgreSQL, executemany on SQLite."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.core.management.color import no_style
from django.db import connection, models


class Table:
    """The table of ``model``; rows are tuples of the values of ``names`` (attribute names). All
    other columns hold the model's defaults."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = {name: field for name, field in fields.items() if name not in names}
        rest = {name: field for name, field in rest.items() if not field.primary_key}
        self.model, self.name = model, model._meta.db_table
        self.columns = [fields[name].column for name in names]
        self.columns += [field.column for field in rest.values()]
        self.rest = tuple(plain(_default(field)) for field in rest.values())

    def write(self, rows: Sequence[tuple]) -> None:
        """Append ``rows``; values are plain (see ``plain``)."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        full = (row + self.rest for row in rows) if self.rest else rows
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.name}" ({columns}) FROM STDIN') as copy:
                    copy.write("".join(map(_line, full)))
            else:
                holes = ", ".join("?" * len(self.columns))
                # The driver's own: Django would look for %s in every statement.
                cursor.connection.executemany(
                    f'INSERT INTO "{self.name}" ({columns}) VALUES ({holes})', full
                )


def _default(field: models.Field):
    value = field.get_default()
    if value is None and not field.null:
        raise ValueError(f"{field.model.__name__}.{field.name} has no default: name its value")
    return value


def plain(value):
    """``value`` as either database reads it from a text or a number."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | dict):
        return json.dumps(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else str(value)


def _line(row: tuple) -> str:
    return "\t".join(["\\N" if value is None else str(value) for value in row]) + "\n"


def fast() -> None:
    """Nothing is asked twice while a throw-away database is filled."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -200000")
        else:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
            if cursor.fetchone()[0]:
                cursor.execute("SET session_replication_role = replica")


def settle(tables: Iterable[type[models.Model]]) -> None:
    """After the last row: numbers go on behind it, and the planner knows what there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
    connection.close()  # settings of ``fast`` go with it
