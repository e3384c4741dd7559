"""Queries whose SQL is made once.

Making SQL from a queryset costs several times what a database needs to answer it for one
pairing, and judging asks some twenty. A ``Read`` keeps the SQL of its queryset and runs it with
other ids. Its rows come as the driver gives them: ``codes``, ``local_day`` and ``yuan`` read
the three kinds of value on which drivers differ from Django's fields.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from django.db import connections, router
from django.db.models import Model, QuerySet
from django.utils import timezone

# Lists of ids are padded to the next of these, so that a handful of texts serves every length.
_SIZES = (1, 8, 64, 512, 4096, 30_000)
# Stands for an id while the SQL is made; no row has it.
_FIRST_MARK = -(10**15)
_CENT = Decimal("0.01")


class Read:
    """The rows of ``make(ids)``, a queryset that names ``ids`` in one ``__in`` or more.

    A ``values_list`` gives tuples of driver values; any other queryset gives model instances,
    without related ones.
    """

    def __init__(self, make: Callable[[Sequence[int]], QuerySet]) -> None:
        self.make = make
        self.model: type[Model] | None = None
        self.made: dict[tuple[str, int], _Made] = {}

    def __call__(self, ids: Iterable[int]) -> list:
        ids = list(ids)
        if not ids:
            return []
        if len(ids) > _SIZES[-1]:
            raise ValueError(f"{len(ids)} ids in one read; at most {_SIZES[-1]}")
        size = next(size for size in _SIZES if len(ids) <= size)
        made = self._made(size)
        padded = ids + ids[-1:] * (size - len(ids))
        return made.rows(padded)

    def _made(self, size: int) -> "_Made":
        # Asked for each time: a router may send reads elsewhere.
        alias = router.db_for_read(self.model) if self.model else None
        made = self.made.get((alias, size))
        if made is None:
            queryset = self.make(range(_FIRST_MARK, _FIRST_MARK + size))
            self.model, alias = queryset.model, router.db_for_read(queryset.model)
            made = self.made[alias, size] = _Made(queryset, alias=alias)
        return made


class _Made:
    """One text of SQL, with the places of the ids among its parameters."""

    def __init__(self, queryset: QuerySet, *, alias: str) -> None:
        self.alias = alias
        self.model = queryset.model
        compiler = queryset.query.get_compiler(alias)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.marks = [
            (place, value - _FIRST_MARK)
            for place, value in enumerate(self.params)
            if isinstance(value, int) and value < 0
        ]
        columns = [expression for expression, *_ in compiler.select]
        self.names = (
            None
            if queryset.query.values_select
            else [expression.target.attname for expression in columns]
        )
        self.converters = compiler.get_converters(columns) if self.names else {}
        self.compiler = compiler

    def rows(self, ids: list[int]) -> list:
        params = self.params.copy()
        for place, index in self.marks:
            params[place] = ids[index]
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self.names is None:
            return rows
        return [
            self._instance(row) for row in self.compiler.apply_converters(rows, self.converters)
        ]

    def _instance(self, row: Sequence) -> Model:
        return self.model.from_db(self.alias, self.names, row)


@lru_cache(maxsize=4096)
def codes(text: str) -> frozenset[str]:
    """The codes of a JSON list; the same set for the same text."""
    return frozenset(json.loads(text))


def local_day(moment: datetime) -> date:
    """The day of a moment here. SQLite keeps moments in UTC without saying so."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return _day_of_hour(hour if hour.tzinfo else hour.replace(tzinfo=UTC))


@lru_cache(maxsize=8192)
def _day_of_hour(hour: datetime) -> date:
    # Offsets are whole hours here: every moment of an hour lies on the same day.
    return timezone.localtime(hour).date()


def yuan(value: Decimal | float) -> Decimal:
    """An exact amount. SQLite keeps decimals as binary numbers, exact to the cent to 10¹³."""
    return value if isinstance(value, Decimal) else Decimal(repr(value)).quantize(_CENT)
