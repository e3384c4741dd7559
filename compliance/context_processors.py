"""How many windows wait for the bureau: beside their entry in the menu."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from compliance.follow_up import waiting_for_bureau


def follow_up(request) -> dict:
    """``follow_up_count`` costs nothing until a page uses it, then one query."""
    return {"follow_up_count": SimpleLazyObject(lambda: _count(getattr(request, "user", None)))}


def _count(user) -> int:
    if user is None or not user.is_authenticated:
        return 0
    on = timezone.localdate()  # noqa: TID251 -- the frame of a page is of the page's day
    return waiting_for_bureau(user, on=on)
