"""A day to look back to, and the reason of a waiver."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """``on``: a day up to today; today when nothing is chosen."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self):
        on = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise forms.ValidationError(
                _("Choose today or a past day: what is to come is not judged."), code="future"
            )
        return on


class WaiverForm(forms.Form):
    """``shares`` can be waived alone; without one chosen the whole duty is."""

    share = forms.ChoiceField(label=_("What is waived"), required=False)
    reason = forms.CharField(
        label=_("Why the duty is waived for this period"),
        max_length=200,
        help_text=_("Both schools read it. The number asked is lifted, never a maximum."),
        error_messages={"required": _("Say why: both schools read it.")},
    )

    def __init__(self, *args, shares=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not shares:
            del self.fields["share"]
            return
        self.fields["share"].choices = [("", _("The whole duty")), *shares]
