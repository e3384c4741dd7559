"""How the duty in the form would have been judged against last year's activities."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from compliance.presenters.trial import trial_page
from compliance.questions import duty_of
from compliance.trial import tried
from compliance.typed import bound, fields_of, found_row, keeper_of, problems_of
from pairing.permissions import is_bureau_staff

DUTY = "duty"


@never_cache
@require_POST
def obligation_trial(request, pk=None):
    """A script gets the part of the page that it puts beneath the form; everybody else a page
    with the way back. What is wrong with the form is said instead."""
    if not is_bureau_staff(request.user):
        raise Http404(DUTY)
    keeper = keeper_of(DUTY)
    row = found_row(request, keeper, pk)
    typed = bound(request, keeper, row)
    context = {
        "problems": problems_of(typed),
        "fields": [(n, v) for n, values in fields_of(request.POST).items() for v in values],
        "back_address": reverse("whatif", args=[DUTY, row.pk] if row else [DUTY]),
    }
    if typed.is_right:
        duty = duty_of(typed)
        context["page"] = trial_page(tried(duty, on=timezone.localdate()), duty=duty)
    template = "part" if _is_script(request) else "page"
    return render(
        request,
        f"compliance/trial_{template}.html",
        context,
        status=200 if typed.is_right else 422,
    )


def _is_script(request) -> bool:
    return "X-Requested-With" in request.headers or (
        request.headers.get("Sec-Fetch-Dest") == "empty"
    )
