"""The acts that bring an agreement from the draft to the last signature. Each is posted, asks
who may, and is done by one service."""

from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import permissions as may
from agreements import services
from agreements.document import document_of
from agreements.forms.agreements import AgreeForm, ApproveForm, ReturnForm, ScanForm, SignForm
from agreements.models import Agreement
from agreements.views.page import address_of, done, found, show
from agreements.waiting import given_sides
from agreements.wording import refusal


# --- Before signing ---------------------------------------------------------------------------
@require_POST
def agreement_offer(request, pk):
    agreement = _may(
        request, pk, may.can_write, _("Only the two schools and their bureau write.")
    )

    def act(**when):
        services.offer(agreement, sha256=request.POST.get("sha256", ""), **when)

    return done(request, agreement, act, said=_("Both principals have a message."))


@require_POST
def agreement_agree(request, pk):
    agreement = found(request, pk)
    given = given_sides(agreement, document_of(agreement))
    sides = may.sides_to_agree(request.user, agreement, given=given)
    if not sides:
        raise PermissionDenied(
            _("Only a principal of a school that has not agreed yet agrees to the text.")
        )
    form = AgreeForm(request.POST, agreement=agreement, sides=sides)
    if not form.is_valid():
        return show(request, agreement, agree_form=form)
    side = form.cleaned_data["side"]
    title = _person(request.user, agreement.pairing.school_on(side)).title

    def act(**when):
        services.agree(
            agreement, side=side, sha256=form.cleaned_data["sha256"], title=title, **when
        )

    return done(request, agreement, act, said=_("Your school agrees to this text."))


@require_POST
def agreement_approve(request, pk):
    agreement = _may(
        request, pk, may.can_approve, _("Only the bureau approves, once both agreed.")
    )
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return show(request, agreement, approve_form=form)

    def act(**when):
        services.approve(agreement, **form.cleaned_data, **when)

    return done(request, agreement, act, said=_("Approved. It can be opened for signing."))


@require_POST
def agreement_open(request, pk):
    refused = _("Opened for signing is what both agreed on and, where asked for, was approved.")
    agreement = _may(request, pk, may.can_open, refused)

    def act(**when):
        services.open_for_signing(agreement, **when)

    said = _("Opened for signing. The text is not changed any more.")
    return done(request, agreement, act, said=said)


@require_POST
def agreement_return(request, pk):
    refused = _("Returned is by who has to act on it, until one side has signed.")
    agreement = _may(request, pk, may.can_return, refused)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, agreement, return_form=form)

    def act(**when):
        services.send_back(agreement, note=form.cleaned_data["note"], **when)

    return done(request, agreement, act, said=_("Back to the draft. It can be changed again."))


@require_POST
def agreement_remind(request, pk):
    agreement = found(request, pk)
    if not may.can_draft_for(request.user, agreement.pairing):
        raise PermissionDenied(_("Only the two schools and their bureau remind."))

    def act(**when):
        services.remind(agreement, due=request.POST.get("due", ""), **when)

    return done(request, agreement, act, said=_("Reminded. Today nobody can remind again."))


# --- Signing ----------------------------------------------------------------------------------
@require_POST
def agreement_sign(request, pk):
    agreement = found(request, pk)
    sides = may.sides_to_sign(request.user, agreement)
    if not sides:
        raise PermissionDenied(_("Only a principal of a school that has not signed may sign."))
    may_try = bool(ratelimit.consume(request, action="reauthenticate", user=request.user))
    form = SignForm(
        request.POST, agreement=agreement, sides=sides, user=request.user, may_try=may_try
    )
    if not form.is_valid():
        return show(request, agreement, sign_form=form)
    side = form.cleaned_data["side"]
    signer = _person(request.user, agreement.pairing.school_on(side))

    def act(**when):
        address = address_of(request)
        services.sign(agreement, side=side, signer=signer, address=address, **when)

    said = _("Signed. The day of today is kept with your name.")
    return done(request, agreement, act, said=said)


@require_POST
def agreement_scan(request, pk):
    agreement = found(request, pk)
    sides = may.sides_to_scan(request.user, agreement)
    if not sides:
        raise PermissionDenied(
            _("Only a principal sends the scan, for the own school and once.")
        )
    held = services.held_scan(agreement, by=request.user, at=timezone.now())
    form = ScanForm(request.POST, request.FILES, agreement=agreement, sides=sides, held=held)
    if form.is_valid() and _scan(request, agreement, form):
        said = _("The scan is kept with its checksum.")
        return done(request, agreement, lambda **_when: None, said=said)
    _hold(request, agreement, form)
    return show(request, agreement, scan_form=form)


def _scan(request, agreement: Agreement, form: ScanForm) -> bool:
    """Whether it was kept; else the form says why at its field, with what was typed. A held
    scan that was kept, or can never be, is let go."""
    values = dict(form.cleaned_data)
    side, paper = values.pop("side"), services.SignedPaper(**values)
    who = {"by": request.user, "at": timezone.now(), "address": address_of(request)}
    try:
        services.enter_scan(agreement, side=side, paper=paper, **who)
    except services.AgreementChangeError as error:
        field = AT_FIELD.get(type(error))
        form.add_error(field, refusal(error))
        if field == "scan" and form.sent is None:
            services.let_go(agreement, by=request.user)
            form.show_held(None)
        return False
    services.let_go(agreement, by=request.user)
    return True


def _hold(request, agreement: Agreement, form: ScanForm) -> None:
    """A browser gives no file back: what may still be the right scan is held for a next try.
    Nothing is held of what was sent for a school one may not sign for."""
    if form.sent is not None and not {"scan", "side"} & set(form.errors):
        held = services.hold_scan(
            agreement,
            scan=form.sent,
            name=form.sent_name,
            by=request.user,
            at=timezone.now(),
        )
        form.show_held(held)


AT_FIELD = {
    services.NoCodeError: "code",
    services.OtherCodeError: "code",
    services.OtherVersionError: "scan",
    services.ScanTooLargeError: "scan",
    services.ScanUnreadableError: "scan",
    services.DayOutsideError: "signed_on",
}


# --- Shared -----------------------------------------------------------------------------------
def _may(request, pk: int, is_allowed, refused: str) -> Agreement:
    agreement = found(request, pk)
    if not is_allowed(request.user, agreement):
        raise PermissionDenied(refused)
    return agreement


def _person(user, school):
    """Whose name is printed. An account without a person cannot sign."""
    person = school.people.filter(user=user).first()
    if person is None:
        raise PermissionDenied(
            _("Your account has no name in the list of people of %(school)s. Ask the bureau.")
            % {"school": school}
        )
    return person
