"""What a service refused, in a sentence, and the way back to a page that can show it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from activities import services

SENTENCES = {
    services.NotYoursToLogError: _("Only a liaison of one of the two schools logs activities."),
    services.NotYoursToChangeError: _(
        "Only a liaison of the school that logged this activity can change it."
    ),
    services.NotYoursToConfirmError: _(
        "Only a liaison or the principal of the other school confirms this activity."
    ),
    services.NotYoursToVoidError: _(
        "Only the two schools and their bureau can void this activity."
    ),
    services.NotYoursToMarkError: _(
        "Only the two schools and their bureau say that two activities are the same."
    ),
    services.AlreadyConfirmedError: _(
        "The other school has confirmed this activity: it cannot be changed any more, only"
        " voided with a reason."
    ),
    services.AlreadyVoidedError: _("This activity was voided; it stays as it is."),
    services.StillPendingError: _(
        "This activity waits for the other school. Withdraw it first, then change it."
    ),
    services.NotPendingError: _(
        "This activity does not wait for a confirmation any more. Somebody may have been"
        " faster."
    ),
    services.NothingToSubmitError: _("This activity has been sent already."),
    services.ReasonMissingError: _("Please say why, so that the other school can follow."),
    services.NotDuplicatesError: _("These two activities have no pairing in common."),
    services.AlreadyMarkedError: _(
        "One of the two is already marked as the same as another activity."
    ),
}

# The person, not the state, is what stands in the way: a page that says why.
NOT_YOURS = (
    services.NotYoursToLogError,
    services.NotYoursToChangeError,
    services.NotYoursToConfirmError,
    services.NotYoursToVoidError,
    services.NotYoursToMarkError,
)


def say_no(request, error: services.ActivityChangeError, *, pk: int):
    """403 with the sentence for a person who may not; else back to the activity with it."""
    sentence = SENTENCES[type(error)]
    if isinstance(error, NOT_YOURS):
        raise PermissionDenied(sentence) from error
    messages.error(request, sentence)
    return redirect("activity", pk)


def change(request, act: Callable[[], object], *, pk: int, done: str, to: str = "activity"):
    """Run ``act``; say ``done`` and go to the page ``to``, or say why not."""
    try:
        act()
    except services.ActivityChangeError as error:
        return say_no(request, error, pk=pk)
    messages.success(request, done)
    return redirect(to, pk)
