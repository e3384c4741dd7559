"""Who may see a text at work, and what its pages read from a request."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agreements.models import AgreementReading
from agreements.readings.cards import Card, from_json
from agreements.readings.wording import refusal
from agreements.services.reading_errors import StaleStepError
from pairing.access import memberships_of
from pairing.models import Bureau
from pairing.permissions import is_bureau_staff


def refuse_others(request) -> None:
    if not is_bureau_staff(request.user):
        raise PermissionDenied(_("Only staff of a bureau reads agreements into the system."))


def found_reading(request, pk: int) -> AgreementReading:
    refuse_others(request)
    return get_object_or_404(AgreementReading.objects.visible_to(request.user), pk=pk)


def card_of(found: AgreementReading, key: int) -> Card | None:
    return next((c for c in from_json(found.work).shown if c.key == key), None)


def gone(request, found: AgreementReading):
    """The card was split, merged or undone while its page was open."""
    messages.error(request, refusal(StaleStepError(found, by=found.changed_by_name)))
    return redirect("reading", found.pk)


def posted_number(request, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def own_bureau(user) -> Bureau:
    """Of the first bureau one works for; whoever keeps the site works for the first of all."""
    own = next((m.bureau for m in memberships_of(user) if m.bureau_id), None)
    return own or Bureau.objects.order_by("pk").first()
