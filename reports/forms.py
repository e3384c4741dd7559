"""Filters of the dashboard. They stand in the address and can be shared."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from compliance.models import Status
from pairing.vocabulary import Stage
from records.forms import UiFormMixin


class LongSelect(forms.Select):
    """The same HTML as a ``Select`` without groups, in one go: a province has hundreds of
    school districts, and a template for each option takes longer than the page."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        chosen = "" if value is None else str(value)
        options = (
            f'<option value="{escape(code)}"{" selected" * (code == chosen)}>'
            f"{escape(label)}</option>"
            for code, label in self.choices
        )
        return mark_safe(f"<select{flatatt(attrs)}>{''.join(options)}</select>")


class DashboardFilter(UiFormMixin, forms.Form):
    # Any text will do: the districts are known once the pairings are read (``offer``), and one
    # that is none matches nothing.
    district = forms.CharField(label=_("School district"), required=False, widget=LongSelect)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All")), *Stage.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("look", _("At risk or not met")), *Status.choices],
    )

    def offer(self, districts: Iterable[str]) -> None:
        """Let these be chosen."""
        names = [("", _("All")), *((name, name) for name in districts)]
        self.fields["district"].widget.choices = names

    @property
    def is_asked(self) -> bool:
        return any(self._chosen().values())

    def narrow(self, pairings: QuerySet) -> QuerySet:
        chosen = self._chosen()
        if district := chosen.get("district"):
            pairings = pairings.filter(receiving_school__district=district)
        if stage := chosen.get("stage"):
            # As text, because SQLite has no JSON containment.
            words = Cast("receiving_school__stages", TextField())
            pairings = pairings.alias(in_words=words).filter(in_words__contains=f'"{stage}"')
        if status := chosen.get("status"):
            wanted = ("at_risk", "breached") if status == "look" else (status,)
            counted = (Q(**{f"standing__{code}__gt": 0}) for code in wanted)
            pairings = pairings.filter(reduce(or_, counted))
        return pairings

    def _chosen(self) -> dict:
        return self.cleaned_data if self.is_valid() else {}
