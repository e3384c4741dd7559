"""Which programme's school year goes into a pack."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance.wording import school_year_label
from pairing.models import Programme
from records.forms import UiFormMixin

YEARS = 8  # on offer, the latest first


class PackForm(UiFormMixin, forms.Form):
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), label=_("Programme"), empty_label=_("Choose")
    )
    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)
        latest = on.year if on.month >= 9 else on.year - 1
        self.fields["school_year"].choices = [
            (year, school_year_label(year)) for year in range(latest, latest - YEARS, -1)
        ]
