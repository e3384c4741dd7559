"""The small forms around an activity: a reason, a file, another activity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms.fields import EvidenceField
from activities.forms.privacy import refuse_private
from activities.models import Activity
from records.forms import UiFormMixin


class ReasonForm(UiFormMixin, forms.Form):
    """Why an activity is returned or voided. The other school reads it."""

    reason = forms.CharField(
        max_length=200,
        validators=[refuse_private],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why, so that the other school can follow.")},
    )

    def __init__(self, *args, label: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class FileForm(UiFormMixin, forms.Form):
    file = EvidenceField(
        label=_("Photo, sign-in sheet or PDF"),
        error_messages={"required": _("Please choose a file first.")},
        help_text=_(
            "Up to 10 MB. Where a photo was taken is removed before it is kept. Only the two"
            " schools and their bureau see it."
        ),
    )


class DuplicateForm(UiFormMixin, forms.Form):
    """Which other activity is the same event."""

    other = forms.ModelChoiceField(
        queryset=Activity.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, suspects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = suspects
