"""Whose rows a person may see: the one place that turns memberships into a filter."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The bureaus (with those below them) and schools whose rows somebody sees."""

    everything: bool = False
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
        whose emptiness makes a row everybody's.
        """
        if self.everything:
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
    """The roles of ``user`` with their school or bureau; one query, remembered on the user."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = list(
            user.memberships.select_related("school__bureau", "bureau").order_by("pk")
        )
    return user._memberships


def _read_scope(user) -> Scope:
    memberships = memberships_of(user)
    bureau_ids = {m.bureau_id for m in memberships if m.bureau_id}
    return Scope(
        bureau_ids=frozenset(bureaus_below(user, bureau_ids)),
        school_ids=frozenset(m.school_id for m in memberships if m.school_id),
    )


def bureaus_below(user, bureau_ids: set[int]) -> set[int]:
    """``bureau_ids`` and those of the bureaus below them; one query, none for no bureau."""
    if not bureau_ids:
        return set()
    bureau_model = user.memberships.model._meta.get_field("bureau").related_model
    children: dict[int, list[int]] = {}
    for pk, parent_id in bureau_model._base_manager.values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found, waiting = set(), list(bureau_ids)
    while waiting:
        found.add(bureau_id := waiting.pop())
        waiting += [pk for pk in children.get(bureau_id, []) if pk not in found]
    return found
