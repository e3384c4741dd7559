"""Filters of the dashboard. They stand in the address and can be shared."""

from django import forms
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from compliance.models import Status
from pairing.models import School
from pairing.vocabulary import Stage
from records.forms import UiFormMixin


class DashboardFilter(UiFormMixin, forms.Form):
    district = forms.ChoiceField(label=_("School district"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All")), *Stage.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("look", _("At risk or not met")), *Status.choices],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(user).exclude(district="")
        names = schools.order_by("order").values_list("district", flat=True)
        self.fields["district"].choices = [
            ("", _("All")),
            *((name, name) for name in dict.fromkeys(names)),
        ]

    def narrow(self, pairings: QuerySet, rows: QuerySet) -> QuerySet:
        """``pairings`` that match; ``rows`` are the verdicts a status is looked for in."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if district := chosen.get("district"):
            pairings = pairings.filter(receiving_school__district=district)
        if stage := chosen.get("stage"):
            # As text, because SQLite has no JSON containment.
            words = Cast("receiving_school__stages", TextField())
            pairings = pairings.alias(in_words=words).filter(in_words__contains=f'"{stage}"')
        if status := chosen.get("status"):
            wanted = ("at_risk", "breached") if status == "look" else (status,)
            found = rows.filter(status__in=wanted).order_by().values("pairing")
            pairings = pairings.filter(pk__in=found)
        return pairings
