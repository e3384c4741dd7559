"""What the frame around every page shows: who is signed in, for whom, and what waits."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from activities.models import ActivityLink, ActivityState
from pairing.access import memberships_of
from pairing.permissions import (
    can_log,
    is_of_a_bureau,
    own_school_ids,
)
from records.models import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """``place`` is the own school or bureau in short, ``bureau`` the bureau the page belongs
    to. ``waiting`` counts what the other schools logged and this person may confirm."""

    place: str = ""
    bureau: str = ""
    school_id: int | None = None
    roles: tuple[str, ...] = ()
    is_of_school: bool = False
    is_of_bureau: bool = False
    can_log: bool = False
    unread: int = 0
    waiting: int = 0


def shell(request) -> dict:
    """``shell`` costs nothing until a page uses it, then two queries at most (none for
    visitors): the roles with the unread messages, what waits for confirmation."""
    return {
        "shell": SimpleLazyObject(lambda: _shell_of(getattr(request, "user", None))),
        "operator_name": settings.OPERATOR_NAME,
        "support_contact": settings.SUPPORT_CONTACT,
    }


def _shell_of(user) -> Shell:
    if user is None or not user.is_authenticated:
        return Shell()
    memberships = memberships_of(user)
    schools = [m.school for m in memberships if m.school_id]
    bureaus = [m.bureau for m in memberships if m.bureau_id]
    bureau = (bureaus or [school.bureau for school in schools] or [None])[0]
    return Shell(
        place=_short_name(schools, bureau),
        bureau=bureau.name if bureau else "",
        school_id=schools[0].pk if schools else None,
        roles=tuple(dict.fromkeys(m.get_role_display() for m in memberships)),
        is_of_school=bool(own_school_ids(user)),
        is_of_bureau=is_of_a_bureau(user),
        can_log=can_log(user),
        unread=_unread(user, memberships),
        waiting=_waiting_for(own_school_ids(user)),
    )


def _unread(user, memberships) -> int:
    """Told by the memberships; asked for who has none."""
    if memberships:
        return memberships[0].unread
    return Notice.objects.visible_to(user).unread().count()


def _short_name(schools, bureau) -> str:
    if schools:
        return schools[0].label
    return (bureau.short_name or bureau.name) if bureau else ""


def _waiting_for(school_ids: frozenset[int]) -> int:
    """How many activities of their pairings the other side logged and nobody answered: those
    that ``activities.permissions.can_confirm`` lets these schools answer."""
    if not school_ids:
        return 0
    ours = Q(pairing__supporting_school__in=school_ids)
    ours |= Q(pairing__receiving_school__in=school_ids)
    return (
        ActivityLink.objects.filter(ours, state=ActivityState.PENDING)
        .exclude(activity__logged_by_school__in=school_ids)
        .count()
    )
