"""What is asked at the page where papers are checked: a code, a file, or both."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import UiFormMixin
from reports.verifying import MOST_BYTES, SHA256, HashingHandler, code_in


class VerifyForm(UiFormMixin, forms.Form):
    """The browser sends the checksum of a file where it can take it, else the file itself."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=200,
        help_text=_("Twelve digits and letters, as at the foot of the page or by the QR code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("PDF file"), required=False, allow_empty_file=True)
    sha256 = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, handler: HashingHandler | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.handler = handler

    @property
    def checksum(self) -> str:
        """Of the file, "" where none was chosen."""
        sent = self.cleaned_data.get("file")
        return sent.sha256 if sent else self.cleaned_data.get("sha256", "")

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        if typed and not (found := code_in(typed)):
            raise forms.ValidationError(
                _("A code has twelve digits and letters from A to F, such as 6100-1910-AB12."),
                code="no_code",
            )
        return found if typed else ""

    def clean_sha256(self) -> str:
        given = self.cleaned_data["sha256"].lower()
        if given and not SHA256.fullmatch(given):
            raise forms.ValidationError(_("This is no checksum."), code="no_checksum")
        return given

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.handler and self.handler.was_too_long:
            words = _("The file is larger than %(most)s MB: no filed paper is that large.")
            self.add_error("file", words % {"most": MOST_BYTES // 1024**2})
        elif not self.errors and not (cleaned.get("code") or self.checksum):
            self.add_error("code", _("Type the code, or choose the file."))
        return cleaned
