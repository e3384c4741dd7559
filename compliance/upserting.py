"""Rows written in one statement, whether they stand already or not.

For rows that come by the hundred thousand: no model instance is made of them. Values are sent
as every database reads them: days, decimals and lists as text.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import connections, models, router

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
_VALUES = 20_000
_TEXT = {date: str, Decimal: str, list: json.dumps}


def upsert(
    model: type[models.Model],
    rows: Sequence[tuple],
    *,
    fields: Sequence[str],
    key: Sequence[str],
    update: Sequence[str] | None = None,
) -> None:
    """Insert ``rows`` of ``fields`` (attribute names); of rows that stand with the same ``key``
    (a unique constraint) take the new values of ``update``, or of all fields."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = {name: quote(model._meta.get_field(name).column) for name in fields}
    taken = ", ".join(
        f"{columns[n]} = EXCLUDED.{columns[n]}" for n in update or fields if n not in key
    )
    one = f"({', '.join(['%s'] * len(fields))})"
    step = _VALUES // len(fields)
    with connection.cursor() as cursor:
        for first in range(0, len(rows), step):
            some = rows[first : first + step]
            cursor.execute(
                f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(columns.values())})"
                f" VALUES {', '.join([one] * len(some))}"
                f" ON CONFLICT ({', '.join(columns[name] for name in key)})"
                f" DO UPDATE SET {taken}",
                [value for row in some for value in _plain(row)],
            )


def _plain(row: tuple) -> list:
    return [
        _TEXT[value.__class__](value) if value.__class__ in _TEXT else value for value in row
    ]
