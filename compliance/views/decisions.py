"""What the bureau, inspectors and the owing school decide about one window."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agreements.models import Obligation
from agreements.services import AgreementChangeError, NothingToWaiveError, grant_waiver
from compliance import deciding
from compliance.decision_forms import MakeUpForm, StrikeForm, ViolationForm
from compliance.decisions import Violation
from compliance.forms import WaiverForm
from compliance.permissions import (
    can_follow_up,
    can_record_violation,
    can_waive,
    school_to_answer,
)
from compliance.presenters.addresses import address_of
from compliance.presenters.make_ups import make_up_page
from compliance.views.deciding import (
    Decided,
    form_of,
    is_waivable,
    violation_days,
    waivable_shares,
)
from compliance.views.loading import Place, found, key_of, loaded
from compliance.views.verdicts import verdict_page
from compliance.wording.decisions import refusal


@require_POST
def waiver_grant(request, pk, obligation_id, starts_on):
    place = Place(pk, obligation_id, starts_on)
    decided = _decided(request, place)
    if not can_waive(request.user, decided.pairing):
        raise PermissionDenied(_("Only the bureau's staff may waive a duty."))
    shares = waivable_shares(decided.verdict, decided.obligation)
    form = WaiverForm(request.POST, shares=shares)
    if not form.is_valid():
        return verdict_page(request, place, waiver_form=form)
    try:
        _waive(decided, form, by=request.user, at=timezone.now())
    except AgreementChangeError:
        messages.error(request, _("Nothing is asked in this period that could be waived."))
    else:
        messages.success(
            request, _("The duty is waived for this period. Both schools see why.")
        )
    return _back(decided)


def _waive(decided: Decided, form: WaiverForm, **who) -> None:
    """The whole duty, or one share of it. Raises NothingToWaiveError or AlreadyWaivedError."""
    obligation, window = decided.obligation, decided.verdict.window
    if not is_waivable(decided.verdict, obligation):
        raise NothingToWaiveError(obligation)
    starts_on, trigger = window.starts_on, window.trigger or 0
    if chosen := form.cleaned_data.get("share"):
        share_id, day, of = chosen.split(":")
        rows = Obligation.objects.select_related("clause__agreement__pairing")
        obligation = rows.get(pk=share_id)
        starts_on, trigger = date.fromisoformat(day), int(of)
    reason = form.cleaned_data["reason"]
    grant_waiver(obligation, window_starts_on=starts_on, trigger=trigger, reason=reason, **who)


# --- violations ---------------------------------------------------------------------------


@require_POST
def violation_record(request, pk, obligation_id, starts_on):
    place = Place(pk, obligation_id, starts_on)
    decided = _decided(request, place)
    _refuse_unless_recording(request, decided)
    form = ViolationForm(request.POST, **violation_days(decided))
    if not form.is_valid():
        return verdict_page(request, place, violation_form=form)

    def act(**who):
        key = key_of(decided.obligation, decided.verdict)
        ends_on = decided.verdict.window.ends_on
        deciding.record_violation(key, ends_on=ends_on, **form.cleaned_data, **who)

    return _done(request, decided, act, said=_("Recorded. Both schools have a message."))


@require_POST
def violation_strike(request, pk, obligation_id, starts_on, violation_id):
    place = Place(pk, obligation_id, starts_on)
    decided = _decided(request, place)
    _refuse_unless_recording(request, decided)
    rows = Violation.objects.visible_to(request.user).filter(obligation=decided.obligation)
    row = get_object_or_404(rows, pk=violation_id)
    form = StrikeForm(request.POST, today=decided.on, violation_id=row.pk)
    if not form.is_valid():
        return verdict_page(request, place, strike_form=form)

    def act(**who):
        key = key_of(decided.obligation, decided.verdict)
        deciding.strike_violation(row, key=key, reason=form.cleaned_data["reason"], **who)

    said = _("Struck. It stays on the page with your reason; both schools have a message.")
    return _done(request, decided, act, said=said)


def _refuse_unless_recording(request, decided: Decided) -> None:
    if not can_record_violation(request.user, decided.pairing):
        raise PermissionDenied(_("Only inspectors and the bureau's staff record violations."))


# --- what follows a breach ----------------------------------------------------------------


@require_POST
def follow_up_step(request, pk, obligation_id, starts_on, act):
    place = Place(pk, obligation_id, starts_on)
    decided = _decided(request, place)
    if act not in SAID:
        raise Http404(f"no step {act}")
    _refuse_step(request, decided, act=act)
    form = form_of(act, decided, request.POST)
    if not form.is_valid():
        return verdict_page(request, place, **{act: form})

    def run(**who):
        key = key_of(decided.obligation, decided.verdict)
        STEPS[act](key, form.cleaned_data, user=request.user, **who)

    return _done(request, decided, run, said=str(SAID[act]))


def _notify(key, chosen: dict, *, user, **who) -> None:
    deciding.notify_school(key, text=chosen["text"], by_on=chosen["by_on"], **who)


def _explain(key, chosen: dict, *, user, **who) -> None:
    school = school_to_answer(user, key.obligation)
    named = chosen.get("named", ())
    deciding.explain(key, school=school, text=chosen["text"], named=named, **who)


def _plan(key, chosen: dict, *, user, **who) -> None:
    school = school_to_answer(user, key.obligation)
    deciding.plan(key, school=school, promise=deciding.Promise(**chosen), **who)


def _close(key, chosen: dict, *, user, **who) -> None:
    deciding.close(key, reason=chosen["reason"], **who)


STEPS = {"notify": _notify, "explain": _explain, "plan": _plan, "close": _close}
SAID = {
    "notify": gettext_lazy("The school has a message and answers on this page."),
    "explain": gettext_lazy("Kept. The bureau has a message."),
    "plan": gettext_lazy("Kept. The bureau has a message."),
    "close": gettext_lazy("Left at that. The verdict stays as it is."),
}


def _refuse_step(request, decided: Decided, *, act: str) -> None:
    if act in ("notify", "close"):
        if not can_follow_up(request.user, decided.pairing):
            raise PermissionDenied(_("Only the bureau's staff may do this."))
    elif school_to_answer(request.user, decided.obligation) is None:
        raise PermissionDenied(_("Only the school that owes the duty answers here."))


# --- make-ups -----------------------------------------------------------------------------


def make_up(request, pk, obligation_id, starts_on):
    """What would make up for the window: the school proposes, the bureau accepts or refuses."""
    place = Place(pk, obligation_id, starts_on)
    decided = _decided(request, place)
    is_bureau = can_follow_up(request.user, decided.pairing)
    school = school_to_answer(request.user, decided.obligation)
    if not is_bureau and school is None:
        raise PermissionDenied(_("The owing school proposes a make-up, the bureau accepts it."))
    page = make_up_page(key_of(decided.obligation, decided.verdict), on=decided.on)
    if request.method != "POST":
        return _make_up_page(request, decided, page, is_bureau=is_bureau, school=school)
    form = MakeUpForm(request.POST, candidates=page.ids, today=decided.on)
    if not form.is_valid():
        who = {"is_bureau": is_bureau, "school": school}
        return _make_up_page(request, decided, page, form=form, **who)
    act = request.POST.get("act") if is_bureau else "propose"
    return _make_up_act(request, decided, form, act=act, school=school)


def _make_up_act(request, decided: Decided, form: MakeUpForm, *, act: str, school):
    key = key_of(decided.obligation, decided.verdict)
    activity, reason = form.cleaned_data["activity"], form.cleaned_data["reason"]

    def run(**who):
        if act == "refuse":
            deciding.refuse(key, activity=activity, reason=reason, **who)
        elif act == "propose" and school is not None:
            deciding.propose(key, school=school, activity=activity, text=reason, **who)
        else:
            deciding.accept(key, activity=activity, reason=reason, **who)

    said = {
        "refuse": _("Not accepted. The school has your reason."),
        "propose": _("Proposed. The bureau has a message."),
    }
    return _done(request, decided, run, said=said.get(act, _("Accepted. It counts here now.")))


def _make_up_page(request, decided: Decided, page, *, is_bureau: bool, school, form=None):
    context = {
        "nav": "pairings",
        "pairing": decided.pairing,
        "obligation": decided.obligation,
        "agreement": decided.obligation.clause.agreement,
        "verdict": decided.verdict,
        "page": page,
        "is_bureau": is_bureau,
        "school": school,
        "form": form or MakeUpForm(candidates=page.ids, today=decided.on),
        "typed": form.data.get("activity", "") if form else request.GET.get("activity", ""),
        "back": address_of(decided.pairing.pk, decided.obligation.pk, decided.verdict.window),
        "address": decided.address("make_up"),
    }
    status = 422 if form else 200
    return render(request, "compliance/make_up.html", context, status=status)


# --- shared -------------------------------------------------------------------------------


def _decided(request, place: Place) -> Decided:
    on = timezone.localdate()
    pairing, obligation = loaded(request, place)
    verdict, _siblings = found(request, place, pairing, on=on)
    return Decided(obligation, verdict, on=on, is_today=True)


def _done(request, decided: Decided, act, *, said: str):
    try:
        act(by=request.user, at=timezone.now())
    except deciding.DecisionError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, said)
    return _back(decided)


def _back(decided: Decided):
    window = decided.verdict.window
    return redirect(address_of(decided.pairing.pk, decided.obligation.pk, window))
