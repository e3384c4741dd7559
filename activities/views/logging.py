"""Logging an activity, and changing a draft or a returned one."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities import services
from activities.forms import LogForm
from activities.forms.privacy import names_a_phone
from activities.models import Activity
from activities.permissions import can_change
from activities.selectors import pairings_to_log, usual_pairing
from activities.sheets import Sheet
from activities.views.keeping import record_form, record_page, why_closed
from activities.views.refusals import SENTENCES, say_no
from agreements.models import Obligation
from pairing.models import Pairing
from pairing.permissions import can_log, liaison_school_ids

SAVED_COOKIE = "logged"  # the token of the form last written: its kept draft can go


@require_http_methods(["GET", "POST"])
def activity_log(request: HttpRequest):
    """The form for a new activity. ``?pairing=``, ``?type=`` and ``?obligation=`` fill it in,
    ``?choose`` asks for the pairing."""
    if not can_log(request.user):
        raise PermissionDenied(SENTENCES[services.NotYoursToLogError])
    pairings = pairings_to_log(request.user)
    if not pairings:
        return render(request, "activities/log_nothing.html", {"nav": "log"})
    obligation = _obligation(request)
    pairing = _pairing(request, pairings, obligation=obligation)
    if pairing is None or "choose" in request.GET:
        context = {"nav": "log", "pairings": pairings, "own": liaison_school_ids(request.user)}
        return render(request, "activities/log_choose.html", context)
    sheet = _sheet(request, pairing)
    wanted = _wanted(request, obligation=obligation)
    if request.method == "GET" and (address := record_form(pairing, wanted=wanted)):
        return redirect(address)
    form = LogForm(
        request.POST or None,
        request.FILES or None,
        sheet=sheet,
        wanted=wanted,
        initial=_served(request, sheet=sheet),
    )
    if form.is_valid():
        return _log(request, form)
    return _form_page(request, form, choices=len(pairings))


@require_http_methods(["GET", "POST"])
def activity_edit(request: HttpRequest, pk: int):
    activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    if not can_change(request.user, activity):
        raise PermissionDenied(SENTENCES[services.NotYoursToChangeError])
    if not activity.is_open:
        return say_no(request, why_closed(activity), pk=pk)
    if record := record_page(activity):
        return redirect(record, pk)
    link = activity.open_links[0]
    sheet = Sheet(
        user=request.user,
        pairing=link.pairing,
        school=activity.logged_by_school,
        on=timezone.localdate(),
    )
    form = LogForm(request.POST or None, request.FILES or None, sheet=sheet, activity=activity)
    if form.is_valid():
        return _revise(request, form, activity)
    return _form_page(request, form, choices=1, activity=activity)


def _form_page(request, form: LogForm, *, choices: int, activity: Activity | None = None):
    context = {
        "nav": "log",
        "form": form,
        "sheet": form.sheet,
        "activity": activity,
        "has_choice": choices > 1,
    }
    return render(request, "activities/log.html", context)


def _log(request, form: LogForm):
    at, is_submitted = timezone.now(), _is_submitted(request)
    try:
        activity = services.log(
            form.facts(),
            school=form.sheet.school,
            token=form.cleaned_data["token"],
            by=request.user,
            at=at,
            is_submitted=is_submitted,
        )
    except services.ActivityChangeError as error:
        raise PermissionDenied(SENTENCES[type(error)]) from error
    if activity.entered_at != at:
        messages.info(request, _("This form was sent before; nothing was entered twice."))
    return _after(request, form, activity, is_submitted=is_submitted)


def _revise(request, form: LogForm, activity: Activity):
    is_submitted = _is_submitted(request)
    try:
        services.revise(
            activity,
            form.facts(),
            by=request.user,
            at=timezone.now(),
            is_submitted=is_submitted,
        )
    except services.ActivityChangeError as error:
        return say_no(request, error, pk=activity.pk)
    return _after(request, form, activity, is_submitted=is_submitted)


def _after(request, form: LogForm, activity: Activity, *, is_submitted: bool):
    if checked := form.cleaned_data["file"]:
        services.add_file(activity, checked=checked, by=request.user, at=timezone.now())
    if names_a_phone(form.cleaned_data["summary"]):
        messages.warning(
            request,
            _("The sentence holds a mobile number. Both schools and the bureau can read it."),
        )
    if not is_submitted:
        messages.success(request, _("Kept as a draft. The other school does not see it yet."))
    response = redirect("activity_answer" if is_submitted else "activity", activity.pk)
    response.set_cookie(
        SAVED_COOKIE,
        str(form.cleaned_data["token"]),
        max_age=30 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _is_submitted(request) -> bool:
    return request.POST.get("action") != "draft"


def _obligation(request) -> Obligation | None:
    pk = request.GET.get("obligation", "")
    rows = Obligation.objects.visible_to(request.user).select_related("clause__agreement")
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def _pairing(request, pairings: list[Pairing], *, obligation) -> Pairing | None:
    """The one asked for, the obligation's, or the usual one; None for one not the reader's."""
    pk = request.POST.get("pairing") or request.GET.get("pairing")
    if pk is None and obligation is not None:
        pk = str(obligation.clause.agreement.pairing_id)
    if pk is None:
        return usual_pairing(request.user, pairings)
    return next((pairing for pairing in pairings if str(pairing.pk) == pk), None)


def _sheet(request, pairing: Pairing) -> Sheet:
    own = liaison_school_ids(request.user)
    side = "supporting" if pairing.supporting_school_id in own else "receiving"
    return Sheet(
        user=request.user,
        pairing=pairing,
        school=pairing.school_on(side),
        on=timezone.localdate(),
    )


def _wanted(request, *, obligation: Obligation | None) -> list[str]:
    code = request.GET.get("type")
    known = [code] if code in dict(Activity._meta.get_field("type").choices) else []
    return known + (obligation.activity_types if obligation else [])


def _served(request, *, sheet: Sheet) -> dict:
    """``?roster=`` ticks pairs, as the page of the mentor groups asks for."""
    asked = {pk for pk in request.GET.getlist("roster") if pk.isdecimal() and len(pk) < 19}
    return {"roster": list(sheet.roster().filter(pk__in=asked))} if asked else {}
