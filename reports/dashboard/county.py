"""What the overview adds up: the standing of every pairing, in two queries for any number."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    Min,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    When,
)
from django.db.models.functions import Cast, Coalesce

from compliance.engine.verdicts import Status
from compliance.services import is_stale

_SUMS = (*(status.value for status in Status), "waiting", "waiting_long", "before_total")


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """``sums`` adds up the columns of all standings; ``stale`` pairings have to be judged
    before they are read; ``waits`` names what the reader has to do something about."""

    bureaus: tuple[int, ...]
    districts: tuple[str, ...]
    pairings: int
    supporting: int
    receiving: int
    stale: int
    at_risk_pairings: int
    breached_pairings: int
    waits: frozenset[str]
    sums: dict[str, int]


class Place(NamedTuple):
    """One pairing in the order of the table. Days are texts (2026-11-23), None without one."""

    pk: int
    past_on: str | None
    behind_on: str | None
    silent_since: str | None
    late_since: str | None
    ends_on: str | None
    reached: str | None
    before: str | None
    is_matching: int = 1


def county_of(pairings: QuerySet, *, todos: Mapping[str, QuerySet], on: date) -> County:
    """One query; its rows are districts, not pairings. ``todos`` are rows to be asked for only
    where there are any: whether there are comes with the sums."""
    # Every pairing here is open: grouped by the day it ended, they are one group.
    supporting = pairings.order_by().values("ended_on")
    supporting = supporting.annotate(n=Count("supporting_school", distinct=True)).values("n")
    rows = list(
        pairings.order_by()
        .values("receiving_school__bureau", "receiving_school__district")
        .annotate(
            first=Min("receiving_school__order"),
            pairings=Count("pk"),
            receiving=Count("receiving_school", distinct=True),
            supporting=Subquery(supporting),
            stale=Count("pk", filter=is_stale(on)),
            at_risk_pairings=Count("pk", filter=Q(standing__at_risk__gt=0)),
            breached_pairings=Count("pk", filter=Q(standing__breached__gt=0)),
            **{f"waits_{name}": Exists(found) for name, found in todos.items()},
            **{f"sum_{name}": Coalesce(Sum(f"standing__{name}"), 0) for name in _SUMS},
        )
    )
    rows.sort(key=lambda row: (row["first"], row["receiving_school__district"]))

    def total(name: str) -> int:
        return sum(row[name] for row in rows)

    names = dict.fromkeys(row["receiving_school__district"] for row in rows)
    return County(
        bureaus=tuple(sorted({row["receiving_school__bureau"] for row in rows})),
        districts=tuple(name for name in names if name),
        supporting=rows[0]["supporting"] if rows else 0,
        pairings=total("pairings"),
        receiving=total("receiving"),
        stale=total("stale"),
        at_risk_pairings=total("at_risk_pairings"),
        breached_pairings=total("breached_pairings"),
        waits=frozenset(name for name in todos if rows and rows[0][f"waits_{name}"]),
        sums={name: total(f"sum_{name}") for name in _SUMS},
    )


def places_of(pairings: QuerySet, *, matching: QuerySet | None) -> list[Place]:
    """One query. Texts and no dates or lists: there are thousands, and few are looked at.
    ``matching`` are those of them that match a filter; None without one."""
    columns: dict = {
        f"{name}_text": Cast(f"standing__{name}", TextField())
        for name in Place._fields
        if name not in {"pk", "is_matching"}
    }
    if matching is not None:
        columns["matches"] = Case(
            When(pk__in=matching.order_by().values("pk"), then=1), default=0
        )
    # By district, a district standing where the first of its schools stands.
    ordered = pairings.order_by("receiving_school__order", "order", "code")
    return [Place(*row) for row in ordered.annotate(**columns).values_list("pk", *columns)]


def days_of(texts: list[str | None]) -> Counter:
    """How often each day stands in lists of days (JSON), all lists together."""
    return Counter(chain.from_iterable(json.loads(f"[{','.join(filter(None, texts))}]")))
