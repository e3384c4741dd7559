"""Writing down what a record's form holds: a new activity, or one that may still change."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities import services
from activities.facts import Facts
from activities.models import Activity
from activities.needs import STAY_TYPES
from activities.permissions import can_change
from activities.sheets import Sheet
from activities.views.refusals import SENTENCES, say_no
from pairing.models import Pairing
from pairing.vocabulary import ActivityType

DONATION_KINDS = {
    ActivityType.DONATION_MONEY: "money",
    ActivityType.DONATION_GOODS: "goods",
}


def open_activity(request, activity: Activity) -> Sheet | HttpResponse:
    """The sheet to change ``activity`` on, or the way back with why it cannot be changed."""
    if not can_change(request.user, activity):
        raise PermissionDenied(SENTENCES[services.NotYoursToChangeError])
    if not activity.is_open:
        return say_no(request, why_closed(activity), pk=activity.pk)
    return Sheet(
        user=request.user,
        pairing=activity.open_links[0].pairing,
        school=activity.logged_by_school,
        on=timezone.localdate(),
    )


def keep(request, form, facts: Facts, *, activity: Activity | None) -> HttpResponse:
    """Log or revise, a draft or sent at once, and go where one reads what became of it."""
    is_submitted = request.POST.get("action") != "draft"
    entry = {"by": request.user, "at": timezone.now(), "is_submitted": is_submitted}
    try:
        if activity is None:
            token = form.cleaned_data["token"]
            row = services.log(facts, school=form.sheet.school, token=token, **entry)
        else:
            row = services.revise(activity, facts, **entry)
    except services.ActivityChangeError as error:
        if activity is None:
            raise PermissionDenied(SENTENCES[type(error)]) from error
        return say_no(request, error, pk=activity.pk)
    if not is_submitted:
        messages.success(request, _("Kept as a draft. The other school does not see it yet."))
    return redirect("activity_answer" if is_submitted else "activity", row.pk)


def why_closed(activity: Activity) -> services.ActivityChangeError:
    states = {link.state for link in activity.links.all()}
    if "pending_confirm" in states:
        return services.StillPendingError(activity)
    if states == {"voided"}:
        return services.AlreadyVoidedError(activity)
    return services.AlreadyConfirmedError(activity)


# --- Which page writes it ---------------------------------------------------------------------
def record_form(pairing: Pairing, *, wanted: Iterable[str]) -> str:
    """The form of its own that the first of the types ``wanted`` has; "" for none."""
    first = next(iter(wanted), "")
    if first in DONATION_KINDS:
        return reverse("donation_new", args=[pairing.pk, DONATION_KINDS[first]])
    if first in STAY_TYPES:
        return reverse("secondment_new", args=[pairing.pk]) + f"?type={first}"
    return ""


def record_page(activity: Activity) -> str:
    """The page that changes it, when it has a file of its own."""
    if hasattr(activity, "donation"):
        return "donation_edit"
    return "secondment_edit" if hasattr(activity, "secondment") else ""
