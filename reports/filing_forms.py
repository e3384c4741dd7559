"""What the bureau says when it files a school year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import UiFormMixin


class FilingForm(UiFormMixin, forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For example the meeting that passed it. Both schools read it."),
    )
    is_sure = forms.BooleanField(
        label=_("I have read what is frozen. A filed year cannot be taken back."),
        error_messages={"required": _("Tick this to file the school year.")},
    )
