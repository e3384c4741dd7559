"""Whose rows a person may see: the one place that turns memberships into a filter."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from records.models import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The bureaus (with those below them) and schools whose rows somebody sees."""

    everything: bool = False
    all_bureaus: bool = False
    bureau_ids: frozenset[int] = frozenset()
    school_ids: frozenset[int] = frozenset()

    def narrow(
        self,
        rows: QuerySet,
        *,
        bureaus: tuple[str, ...] = (),
        schools: tuple[str, ...] = (),
        or_empty: str = "",
    ) -> QuerySet:
        """``rows`` reachable through any of the named paths to a bureau or a school.

        Rows come out once each, however many paths lead to them. ``or_empty`` names a path
        whose emptiness makes a row everybody's. Every other row leads to a bureau: whoever
        sees all bureaus is asked nothing.
        """
        if self.everything or (self.all_bureaus and bureaus):
            return rows
        reached = Q(pk__in=())
        for path in bureaus if self.bureau_ids else ():
            reached |= Q(**{f"{path}__in": self.bureau_ids})
        for path in schools if self.school_ids else ():
            reached |= Q(**{f"{path}__in": self.school_ids})
        if or_empty and (self.bureau_ids or self.school_ids):
            reached |= Q(**{f"{or_empty}__isnull": True})
        # A subquery and no DISTINCT: joins over many partners would repeat rows, and PostgreSQL
        # cannot compare JSON columns.
        return rows.filter(pk__in=rows.model._base_manager.filter(reached).values("pk"))


def scope_of(user) -> Scope:
    """What ``user`` may see; two queries at most, remembered on the user object."""
    if not user.is_authenticated or not user.is_active:
        return Scope()
    if user.is_superuser:
        return Scope(everything=True)
    if not hasattr(user, "_scope"):
        user._scope = _read_scope(user)
    return user._scope


def memberships_of(user) -> list:
    """The roles of ``user`` with their school or bureau; one query, remembered on the user.
    Each knows how many messages the person has not read: every page asks both."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        rows = user.memberships.select_related("school__bureau", "bureau").order_by("pk")
        user._memberships = list(rows.annotate(unread=_unread(user)))
    return user._memberships


def _unread(user) -> Subquery:
    rows = Notice.objects.visible_to(user).unread().order_by()
    counted = rows.values("recipient").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _read_scope(user) -> Scope:
    memberships = memberships_of(user)
    own = {m.bureau_id for m in memberships if m.bureau_id}
    parents = _parents(user) if own else {}
    bureau_ids = _below(own, parents)
    return Scope(
        all_bureaus=bool(bureau_ids) and len(bureau_ids) == len(parents),
        bureau_ids=frozenset(bureau_ids),
        school_ids=frozenset(m.school_id for m in memberships if m.school_id),
    )


def bureaus_below(user, bureau_ids: set[int]) -> set[int]:
    """``bureau_ids`` and those of the bureaus below them; one query, none for no bureau."""
    return _below(bureau_ids, _parents(user)) if bureau_ids else set()


def _parents(user) -> dict[int, int | None]:
    """Every bureau with the one above it."""
    bureau_model = user.memberships.model._meta.get_field("bureau").related_model
    return dict(bureau_model._base_manager.values_list("pk", "parent_id"))


def _below(bureau_ids: set[int], parents: dict[int, int | None]) -> set[int]:
    children: dict[int | None, list[int]] = {}
    for pk, parent_id in parents.items():
        children.setdefault(parent_id, []).append(pk)
    found, waiting = set(), list(bureau_ids)
    while waiting:
        found.add(bureau_id := waiting.pop())
        waiting += [pk for pk in children.get(bureau_id, []) if pk not in found]
    return found
