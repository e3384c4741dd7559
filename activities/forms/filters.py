"""Which activities the ledger shows; everything stands in the address."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityLink, ActivityState
from pairing.models import Pairing, Term
from pairing.vocabulary import ActivityType
from records.forms import DayField, UiFormMixin


class LedgerFilter(UiFormMixin, forms.Form):
    """Both days are inclusive and concern the first day of an activity. A term stands for its
    two days. What is wrong in the address is left out, and said."""

    pairing = forms.ModelChoiceField(
        queryset=Pairing.objects.none(),
        required=False,
        label=_("Pairing"),
        empty_label=_("All"),
    )
    term = forms.ModelChoiceField(
        queryset=Term.objects.none(), required=False, label=_("Term"), empty_label=_("All")
    )
    starts_on = DayField(required=False, label=_("From"))
    ends_on = DayField(required=False, label=_("To"))
    type = forms.ChoiceField(
        required=False, label=_("Type"), choices=[("", _("All")), *ActivityType.choices]
    )
    state = forms.ChoiceField(
        required=False, label=_("State"), choices=[("", _("All")), *ActivityState.choices]
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        pairings = Pairing.objects.visible_to(user)
        self.fields["pairing"].queryset = pairings.select_related(
            "supporting_school", "receiving_school"
        )
        self.fields["pairing"].label_from_instance = _pairing_label
        self.fields["term"].queryset = _terms(user)
        self.fields["term"].label_from_instance = term_label

    def clean(self) -> dict:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned

    def narrow(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        """``rows`` as asked. A state is that in the chosen pairing, or in any."""
        cleaned = self._asked()
        if term := cleaned.get("term"):
            rows = rows.filter(starts_on__range=(term.starts_on, term.ends_on))
        if starts_on := cleaned.get("starts_on"):
            rows = rows.filter(starts_on__gte=starts_on)
        if ends_on := cleaned.get("ends_on"):
            rows = rows.filter(starts_on__lte=ends_on)
        if code := cleaned.get("type"):
            rows = rows.filter(type=code)
        wanted = {name: value for name, value in self.of_links().items() if value}
        if not wanted:
            return rows
        return rows.filter(pk__in=ActivityLink.objects.filter(**wanted).values("activity"))

    def of_links(self) -> dict:
        """What is asked of the link, not of the activity: ``pairing`` and ``state``."""
        return {name: self._asked().get(name) for name in ("pairing", "state")}

    def _asked(self) -> dict:
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data


def _terms(user):
    """One term of each name: the stages of a bureau differ by days only."""
    rows = Term.objects.visible_to(user).order_by("bureau", "-school_year", "season", "stage")
    seen, keys = set(), []
    for term in rows:
        key = (term.bureau_id, term.school_year, term.season)
        if key not in seen:
            seen.add(key)
            keys.append(term.pk)
    return Term.objects.filter(pk__in=keys)


def term_label(term: Term) -> str:
    years = f"{term.school_year}—{term.school_year + 1}"
    return f"{years} {term.get_season_display()}"


def _pairing_label(pairing: Pairing) -> str:
    return f"{pairing.supporting_school.label} → {pairing.receiving_school.label}"
