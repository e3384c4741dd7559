"""Who may do what with an activity: named answers, asked by services and by pages alike."""

from activities.models import Activity, ActivityLink, ActivityState
from pairing.permissions import is_staff_over, liaison_school_ids, own_school_ids


def schools_of(link: ActivityLink) -> frozenset[int]:
    return frozenset({link.pairing.supporting_school_id, link.pairing.receiving_school_id})


def awaited_school_ids(link: ActivityLink) -> frozenset[int]:
    """The schools of the pairing that did not log it: one of their people confirms."""
    return schools_of(link) - {link.activity.logged_by_school_id}


def can_change(user, activity: Activity) -> bool:
    """Writes, sends and takes back: a liaison of the school that logged it."""
    return activity.logged_by_school_id in liaison_school_ids(user)


def can_confirm(user, link: ActivityLink) -> bool:
    """Liaison or principal of the other side. Whoever also speaks for the school that logged
    it may not: nobody confirms the own entry."""
    own = own_school_ids(user)
    return link.activity.logged_by_school_id not in own and bool(own & awaited_school_ids(link))


def can_void(user, link: ActivityLink) -> bool:
    """What both confirmed: either side, or a bureau above. Before that, who logged it."""
    if link.state != ActivityState.CONFIRMED:
        return can_change(user, link.activity)
    return takes_part(user, link) or is_staff_over(user, link.pairing)


def takes_part(user, link: ActivityLink) -> bool:
    return bool(own_school_ids(user) & schools_of(link))


def can_mark_duplicate(user, activity: Activity) -> bool:
    """A side of any of its pairings, or a bureau above one. Reads ``links``."""
    return any(
        takes_part(user, link) or is_staff_over(user, link.pairing)
        for link in activity.links.all()
    )


def can_add_file(user, activity: Activity) -> bool:
    """Either side, while it stands in some pairing. A draft only who wrote it."""
    return can_change(user, activity) or any(
        takes_part(user, link)
        for link in activity.links.all()
        if link.state not in {ActivityState.DRAFT, ActivityState.VOIDED}
    )
