"""The sentence of a duty while it is chosen in the form of the administration."""

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from agreements.asked import read


@require_POST
def obligation_say(request):
    """What the duty in the form says, and what is wrong with it. Writes nothing."""
    found = read(request)
    return JsonResponse(
        {"zh": found.chinese, "en": found.english, "problems": found.problems},
        headers={"Cache-Control": "no-store"},
    )
