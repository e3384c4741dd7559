"""How often one address may ask where nobody signs in."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.shortcuts import render

MOST_ASKED = 30  # a person with a pile of papers; a list of guesses takes years
SECONDS = 60


def too_many(request):
    """A page that says so, for an address that asked more often than that in a minute; else
    None. Counted by each process, or for all of them where Redis is."""
    key = f"verify:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, SECONDS)
    try:
        asked = cache.incr(key)
    except ValueError:  # the minute ended in between
        return None
    return render(request, "429.html", status=429) if asked > MOST_ASKED else None
