"""Filters of the lists of pairings and schools. They stand in the address and can be shared."""

from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from pairing.models import Programme, SchoolStatus
from pairing.vocabulary import Stage
from records.forms import UiFormMixin


class PairingFilter(UiFormMixin, forms.Form):
    q = forms.CharField(label=_("School or code"), required=False)
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Under way")), ("ended", _("Ended")), ("all", _("All"))],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)

    def narrow(self, pairings):
        """``pairings`` that match. What cannot be read as a filter narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if text := chosen.get("q"):
            pairings = pairings.filter(
                Q(code__icontains=text)
                | _names(text, "supporting_school__")
                | _names(text, "receiving_school__")
            )
        if programme := chosen.get("programme"):
            pairings = pairings.filter(programme=programme)
        if chosen.get("state") == "ended":
            return pairings.exclude(ended_on=None)
        return pairings if chosen.get("state") == "all" else pairings.open()


class SchoolFilter(UiFormMixin, forms.Form):
    q = forms.CharField(label=_("Name, code or pinyin"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All")), *Stage.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *SchoolStatus.choices]
    )

    def narrow(self, schools):
        """``schools`` that match. What cannot be read as a filter narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if text := chosen.get("q"):
            schools = schools.filter(_names(text) | Q(code__startswith=text))
        if stage := chosen.get("stage"):
            # As text, because SQLite has no JSON containment.
            schools = schools.alias(in_words=Cast("stages", TextField()))
            schools = schools.filter(in_words__contains=f'"{stage}"')
        if status := chosen.get("status"):
            schools = schools.filter(status=status)
        return schools


def _names(text: str, path: str = "") -> Q:
    return (
        Q(**{f"{path}name__icontains": text})
        | Q(**{f"{path}short_name__icontains": text})
        | Q(**{f"{path}sort_key__istartswith": text})
    )
