"""The form of a duty. It asks in the order of the sentence; what says nothing beside the other
choices is put away by the page, and what was put away is not kept in the duty."""

import json

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.belonging import BELONGS, says_something
from agreements.forms.duty_fields import FoldedTicks, GroupsField, ItemsField
from agreements.models import Obligation
from pairing.vocabulary import GRADES_OF_STAGE

AWAY = "_away"  # the fields that the page had put away when it was sent
DUTY = "_duty"  # the saved duty that is being changed
SAY = "_say"  # only show the sentence
NONE = {
    "activity_types": _("none chosen yet"),
    "contents": _("nothing in particular"),
    "due_trigger_types": _("none chosen yet"),
    "actor_roles": _("anybody"),
}
HELP = {
    "name": _("For cards and lists. Named in the clause only where no activity describes it."),
    "minimum": _("The number itself is enough."),
    "maximum": _("The number itself is allowed."),
    "uncounted": _("Prints a blank. Not signed before both schools have agreed a number."),
    "counted_side": _("Left open: the people of whoever owes it."),
    "each_of": _("The number then holds for every one of them."),
    "part_of": _("Counted among the events of that duty."),
    "actor_roles": _("Any of them will do."),
    "actor_qualifications": _("Any group will do; all marks of the group are needed."),
    "season_from": _("Month and day, for example 03-01."),
    "season_to": _("Month and day, for example 05-31."),
    "due_day": _("31 stands for the last day of any month."),
    "floor_weeks": _("A week is 7 days, or 5 teaching days."),
    "floor_days_per_person": _("Added up over the whole period."),
    "counting_group": _("Duties of one group share their activities: each counts once."),
}
USUAL = {"party": "supporting", "measure": "events", "period": "term"}


class ObligationForm(forms.ModelForm):
    # True where the sentence alone is wanted: the form then never counts as ready to be saved.
    say_only = False

    each_of_items = ItemsField(label=_("Which ones"), required=False)
    actor_qualifications = GroupsField(label=_("With these marks"), required=False)

    class Meta:
        model = Obligation
        exclude = ()  # noqa: DJ006 -- the administration names the fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._fold_lists()
        self._offer_wholes()
        for name, words in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = words
        for name in ("coverage_distinct", "grace_days"):
            if name in self.fields:
                self.fields[name].required = False
        if not self.instance.pk:
            self.initial = USUAL | self.initial
        items = self.fields.get("each_of_items")
        if items is not None:
            items.widget.kind = self.instance.each_of
            items.widget.data = self.data if self.is_bound else None

    def _fold_lists(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedMultipleChoiceField):
                none = NONE.get(name, _("not limited"))
                field.label = capfirst(field.label)
                field.widget = FoldedTicks(choices=field.choices, none=none, label=field.label)

    def _offer_wholes(self) -> None:
        """A whole stands in the same agreement; of which one, a new duty says by its clause."""
        wholes = self.fields.get("part_of")
        if wholes is None or wholes.queryset is None:
            return
        if self.instance.pk:
            rows = wholes.queryset.filter(
                clause__agreement=self.instance.clause.agreement_id
            ).exclude(pk=self.instance.pk)
            wholes.queryset = rows
        elif not self.is_bound and str(self.initial.get("clause", "")).isdecimal():
            wholes.queryset = wholes.queryset.filter(
                clause__agreement__clauses=int(self.initial["clause"])
            )

    # --- What was sent ------------------------------------------------------------------------
    def is_valid(self) -> bool:
        return super().is_valid() and not self.say_only

    def clean_coverage_distinct(self):
        return self.cleaned_data["coverage_distinct"] or 0

    def clean_grace_days(self):
        return self.cleaned_data["grace_days"] or 0

    def clean(self):
        chosen = super().clean()
        for name in self._put_away(chosen):
            chosen[name] = Obligation._meta.get_field(name).get_default()
            self.errors.pop(name, None)
        return chosen

    def _put_away(self, chosen: dict) -> list[str]:
        """What the page had put away, and rightly: whoever saw a field and filled it in is told
        that it says nothing instead."""
        sent = set(self.data.get(AWAY, "").split()) & set(self.fields)
        return [name for name in sent if not says_something(name, chosen.get)]


def rules_for_the_page() -> dict[str, str]:
    """What the script reads: which field hangs on which choice, and the grades of a stage."""
    belongs = {name: [other, list(values)] for name, (other, values) in BELONGS.items()}
    grades = {stage: list(codes) for stage, codes in GRADES_OF_STAGE.items()}
    return {"belongs": json.dumps(belongs), "grades": json.dumps(grades)}
