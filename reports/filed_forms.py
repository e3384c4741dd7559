"""Which filed documents a list shows; everything stands in the address."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from records.forms import UiFormMixin
from reports.models import FiledDocument, FiledKind
from reports.verifying import code_in

STATES = [("", _("All")), ("current", _("Filed")), ("superseded", _("Superseded"))]


class FiledFilter(UiFormMixin, forms.Form):
    q = forms.CharField(
        label=_("Title, number, school or code"), required=False, max_length=100
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *FiledKind.choices]
    )
    year = forms.IntegerField(
        label=_("Year of filing"), required=False, min_value=1900, max_value=9999
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def narrow(self, rows: QuerySet[FiledDocument]) -> QuerySet[FiledDocument]:
        """``rows`` as asked; what is wrong in the address is left out, and said."""
        asked = self._asked()
        if kind := asked.get("kind"):
            rows = rows.filter(kind=kind)
        if year := asked.get("year"):
            rows = rows.filter(year=year)
        if state := asked.get("state"):
            rows = rows.filter(superseded_on__isnull=state == "current")
        if words := asked.get("q"):
            rows = rows.filter(_matching(words))
        return rows

    def _asked(self) -> dict:
        """What is right of what was asked."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return self.cleaned_data


def _matching(words: str) -> Q:
    found = Q(title__icontains=words) | Q(number__icontains=words)
    found |= Q(paper_number__icontains=words) | Q(bureau_name__icontains=words)
    for side in ("pairing__supporting_school", "pairing__receiving_school", "school"):
        found |= Q(**{f"{side}__name__icontains": words})
    code = code_in(words)
    return found | Q(code=code) | Q(text_code=code) if code else found
