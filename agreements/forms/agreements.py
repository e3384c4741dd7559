"""Signing, scans, the bureau's decisions, the filter of the list; what drafts must hold."""

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db.models import BigIntegerField, Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementState, HeldScan
from agreements.validators import amendment_problems
from agreements.wording import PARTY_WORDS, raise_for
from records.forms import DayField, UiFormMixin

# What a scan may be, by its first bytes.
SCANS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


class AgreementFilter(UiFormMixin, forms.Form):
    q = forms.CharField(label=_("Number, title or school"), required=False)
    pairing = forms.IntegerField(
        required=False, max_value=BigIntegerField.MAX_BIGINT, widget=forms.HiddenInput
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *AgreementState.choices]
    )

    def narrow(self, agreements, *, on):
        """``agreements`` that match as of ``on``. What cannot be read narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if text := chosen.get("q"):
            schools = ("supporting_school", "receiving_school")
            found = Q(number__icontains=text) | Q(title__icontains=text)
            for school in schools:
                found |= Q(**{f"pairing__{school}__name__icontains": text})
                found |= Q(**{f"pairing__{school}__short_name__icontains": text})
                found |= Q(**{f"pairing__{school}__sort_key__istartswith": text})
            agreements = agreements.filter(found)
        if pairing := chosen.get("pairing"):
            agreements = agreements.filter(pairing=pairing)
        if state := chosen.get("state"):
            agreements = agreements.standing_as(state, on=on)
        return agreements


class SideForm(UiFormMixin, forms.Form):
    """``sides`` are those the person may act for; one alone is not asked."""

    side = forms.ChoiceField(label=_("For which school"))

    def __init__(self, *args, agreement: Agreement, sides: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.fields["side"].choices = [
            (side, f"{PARTY_WORDS[side]} {agreement.pairing.school_on(side)}") for side in sides
        ]
        if len(sides) == 1:
            self.fields["side"].initial = sides[0]
            self.fields["side"].widget = forms.HiddenInput()


class SignForm(SideForm):
    """The password once more: whoever sits at an open screen is not thereby the principal."""

    password = forms.CharField(
        label=_("Your password, to sign"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": _("Type your password: it stands for your signature here.")
        },
    )

    def __init__(self, *args, user, may_try: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.may_try = user, may_try

    def clean_password(self):
        if not self.may_try:
            raise forms.ValidationError(
                _("Too many attempts. Wait a minute and try again."), code="too_many"
            )
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(
                _("This is not your password. Nothing has been signed."), code="password"
            )
        return self.cleaned_data["password"]


class ScanForm(SideForm):
    """``held`` is the scan sent with an earlier try: where no file is chosen it is taken, if
    the page named it (``scan-held``), so that nobody sends what was not in view. ``sent`` is
    the file of this try once it is seen to be a scan, ``sent_name`` what it was called."""

    prefix = "scan"
    signer_name = forms.CharField(label=_("Who signed"), max_length=40)
    signer_title = forms.CharField(label=_("Post of the signer"), max_length=40, required=False)
    signed_on = DayField(label=_("Signed on"))
    sealed_on = DayField(label=_("Sealed on"), required=False)
    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_(
            "PDF, JPEG or PNG, every page. The QR code at the foot is read; the file is kept"
            " with its checksum and never changed."
        ),
    )
    code = forms.CharField(
        label=_("Code at the foot of the page"),
        max_length=40,
        required=False,
        help_text=_("Only where the QR code cannot be read: twelve digits and letters."),
    )

    def __init__(self, *args, held: HeldScan | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.agreement.needs_seal:
            self.fields["sealed_on"].required = True
        self.sent, self.sent_name = None, ""
        scan = self.fields["scan"]
        scan.widget.attrs["accept"] = "application/pdf,image/jpeg,image/png"
        self.named = self.data.get(self.add_prefix("held"), "")
        if self.named:
            scan.error_messages["required"] = _(
                "What you sent before was held for a day and is gone. Choose the scan again."
            )
        self.show_held(held)

    def show_held(self, held: HeldScan | None) -> None:
        """Ask for a file only where none is held."""
        self.held = held
        self.fields["scan"].required = held is None
        if held is not None:
            self["scan"].label = _("Another scan instead")  # the field may be drawn already

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        return self._checked(scan) if scan else self._sent_before()

    def _sent_before(self) -> File:
        if self.named != str(self.held.pk):
            raise forms.ValidationError(
                _(
                    "Another scan was received since this page was opened: its name stands"
                    " above. Send the form again to use it, or choose another."
                ),
                code="other_held",
            )
        with self.held.file.open("rb") as file:
            return ContentFile(file.read(), name=file.name.rpartition("/")[2])

    def _checked(self, scan) -> File:
        if scan.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size)s; at most %(limit)s are kept."),
                code="too_big",
                params={
                    "size": filesizeformat(scan.size),
                    "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
                },
            )
        start = scan.read(8)
        scan.seek(0)
        kind = next((kind for mark, kind in SCANS.items() if start.startswith(mark)), None)
        if kind is None:
            raise forms.ValidationError(
                _("This is neither PDF nor JPEG nor PNG. Scan the paper again."), code="kind"
            )
        self.sent, self.sent_name = scan, scan.name
        scan.name = f"{self.agreement.pk}.{kind}"
        return scan


class ReturnForm(UiFormMixin, forms.Form):
    prefix = "return"
    note = forms.CharField(label=_("What has to be changed"), max_length=200)


class AgreeForm(SideForm):
    """``sha256`` is the checksum of the text that was read: to another one nobody agrees."""

    prefix = "agree"
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class ApproveForm(UiFormMixin, forms.Form):
    prefix = "approve"
    body = forms.CharField(
        label=_("Who approves"),
        max_length=60,
        help_text=_("The leading group, as it is to be read later."),
    )
    decided_on = DayField(label=_("Decided on"))
    note = forms.CharField(label=_("In words"), max_length=200, required=False)


class SuspendForm(UiFormMixin, forms.Form):
    prefix = "suspend"
    starts_on = DayField(label=_("First day of rest"))
    ends_on = DayField(label=_("Last day of rest"))
    reason = forms.CharField(label=_("Why it rests"), max_length=200)

    def clean(self):
        chosen = super().clean()
        days = chosen.get("starts_on"), chosen.get("ends_on")
        if None not in days and days[1] < days[0]:
            self.add_error(
                "ends_on",
                forms.ValidationError(
                    _("The last day (%(last)s) lies before the first (%(first)s)."),
                    code="order",
                    params={"first": days[0].isoformat(), "last": days[1].isoformat()},
                ),
            )
        return chosen


class EndForm(UiFormMixin, forms.Form):
    prefix = "end"
    on = DayField(label=_("Last day in force"))
    reason = forms.CharField(label=_("Why it ends"), max_length=200)


# --- Drafts in the administration -------------------------------------------------------------
class AgreementForm(forms.ModelForm):
    """An amendment belongs to the pairing and into the days of what it amends."""

    def clean(self):
        chosen = super().clean()
        amends = chosen.get("amends", self.instance.amends)
        pairing = chosen.get("pairing") or (self.instance.pk and self.instance.pairing)
        days = chosen.get("starts_on"), chosen.get("ends_on")
        if amends is not None and pairing and None not in days:
            problems = amendment_problems(
                amends=amends, pairing_id=pairing.pk, starts_on=days[0], ends_on=days[1]
            )
            raise_for(problems, fields=frozenset(self.fields))
        return chosen


class ClauseForm(forms.ModelForm):
    """An item stands in a section of the same agreement."""

    def clean(self):
        chosen = super().clean()
        parent = chosen.get("parent")
        agreement = chosen.get("agreement") or (self.instance.pk and self.instance.agreement)
        if parent and agreement and parent.agreement_id != agreement.pk:
            message = _("This section stands in the agreement %(number)s, not in %(own)s.")
            facts = {"number": parent.agreement.number, "own": agreement.number}
            self.add_error("parent", forms.ValidationError(message, "parent", facts))
        if parent and parent.pk == self.instance.pk:
            self.add_error("parent", _("A clause is no part of itself."))
        return chosen
