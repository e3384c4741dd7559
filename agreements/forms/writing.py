"""Forms for writing a draft on the site: its details, its clauses, and the form of a duty."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.admin.duties import ObligationAdmin, QuotaFormSet
from agreements.forms.duty import ObligationForm
from agreements.holders import MOST_COPIES, HoldersField, holder_lines
from agreements.models import Agreement, Clause, Obligation, QuotaLine
from agreements.permissions import can_draft_for
from agreements.validators import amendment_problems
from agreements.wording import raise_for
from pairing.models import Pairing
from records.forms import DayField, DayInput, UiFormMixin

DETAILS = (
    "title",
    "starts_on",
    "ends_on",
    "policy_title",
    "policy_number",
    "preamble",
    "filled_in_on",
    "copies",
    "copies_text",
    "needs_seal",
    "cut_rule",
)


class PairingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.code} {obj.supporting_school.label} → {obj.receiving_school.label}"


class StartForm(UiFormMixin, forms.Form):
    """For which pairing, which days, and whether the text of another agreement is taken over.
    ``renews`` is the agreement that it is to take the place of, which fixes the pairing."""

    pairing = PairingChoice(label=_("Pairing"), queryset=Pairing.objects.none())
    number = forms.CharField(
        label=_("agreement number"),
        max_length=40,
        required=False,
        help_text=_("Left empty: the code of the pairing with the next number."),
    )
    title = forms.CharField(label=_("Title"), max_length=80)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    like = forms.ModelChoiceField(
        label=_("Begin with the text of"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("an empty agreement"),
    )

    def __init__(self, *args, user, renews: Agreement | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.renews = user, renews
        pairings = Pairing.objects.visible_to(user).filter(ended_on=None)
        pairings = pairings.select_related("supporting_school", "receiving_school")
        if renews is not None:
            pairings = pairings.filter(pk=renews.pairing_id)
        self.fields["pairing"].queryset = pairings
        self.fields["like"].queryset = Agreement.objects.visible_to(user).main()

    def clean_pairing(self):
        pairing = self.cleaned_data["pairing"]
        if not can_draft_for(self.user, pairing):
            raise forms.ValidationError(
                _("Only its two schools and their bureau write for this pairing."),
                code="not_own",
            )
        return pairing

    def clean_number(self):
        number = self.cleaned_data["number"].strip()
        if number and Agreement.objects.filter(number=number).exists():
            raise forms.ValidationError(
                _("The number %(number)s is taken."),
                code="taken",
                params={"number": number},
            )
        return number

    def clean(self):
        chosen = super().clean()
        _refuse_order(self, chosen)
        first_on = chosen.get("starts_on")
        if self.renews is not None and first_on and first_on <= self.renews.starts_on:
            self.add_error(
                "starts_on",
                forms.ValidationError(
                    _("It is to begin after %(day)s, the first day of the one it renews."),
                    code="renews",
                    params={"day": self.renews.starts_on.isoformat()},
                ),
            )
        return chosen


def _refuse_order(form, chosen: dict) -> None:
    first, last = chosen.get("starts_on"), chosen.get("ends_on")
    if first and last and last < first:
        form.add_error(
            "ends_on",
            forms.ValidationError(
                _("The last day (%(last)s) lies before the first (%(first)s)."),
                code="order",
                params={"first": first.isoformat(), "last": last.isoformat()},
            ),
        )


class DetailsForm(UiFormMixin, forms.ModelForm):
    holders = HoldersField()

    class Meta:
        model = Agreement
        fields = DETAILS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.instance.copy_holders.all()
        held = [(row.holder, row.count) for row in rows]
        self.initial.setdefault("holders", holder_lines(held))
        self.fields["preamble"].widget.attrs["rows"] = 4
        self.fields["copies"] = forms.IntegerField(
            label=self.fields["copies"].label, min_value=1, max_value=MOST_COPIES
        )

    def clean(self):
        chosen = super().clean()
        _refuse_order(self, chosen)
        amends = self.instance.amends
        first, last = chosen.get("starts_on"), chosen.get("ends_on")
        if amends is not None and first and last:
            found = amendment_problems(
                amends=amends,
                pairing_id=self.instance.pairing_id,
                starts_on=first,
                ends_on=last,
            )
            raise_for(found, fields=frozenset(self.fields))
        return chosen


class ClauseTextForm(UiFormMixin, forms.ModelForm):
    class Meta:
        model = Clause
        fields = ("label", "heading", "support_area", "text", "closing")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The five that hold everywhere, and what the pairing has beside them.
        own = self.instance.agreement.pairing.support_areas.values("pk")
        areas = self.fields["support_area"]
        areas.queryset = areas.queryset.filter(Q(bureau=None) | Q(pk__in=own))
        for name in ("text", "closing"):
            self.fields[name].widget.attrs["rows"] = 4


class DutyForm(ObligationForm):
    """The form of the administration on a page of the site: without the clause, which the
    address names; shares and what is replaced stand in the same agreement."""

    class Meta:
        model = Obligation
        exclude = ("clause", "number_agreed_on")

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        own = Obligation.objects.filter(clause__agreement=agreement)
        self.fields["part_of"].queryset = own.exclude(pk=self.instance.pk)
        amended = Obligation.objects.filter(clause__agreement=agreement.amends_id)
        self.fields["replaces"].queryset = amended
        if agreement.amends_id is None:
            del self.fields["replaces"]
        dress(self)


def dress(form: ObligationForm) -> None:
    """Give the controls of the form of a duty the looks of the site."""
    form.fields["due_on"].widget = DayInput()
    for field in form.fields.values():
        _dress(field.widget)


def _dress(widget) -> None:
    looks = {
        forms.Select: "form-select",
        forms.CheckboxInput: "form-check-input",
        forms.NumberInput: "form-control",
        forms.TextInput: "form-control",
        forms.Textarea: "form-control",
    }
    for kind, look in looks.items():
        if type(widget) is kind or (kind is forms.TextInput and type(widget) is DayInput):
            widget.attrs["class"] = look


class LineForm(forms.ModelForm):
    class Meta:
        model = QuotaLine
        fields = ("season", "agreement_year", "stage", "minimum", "maximum")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field.widget)


LineFormSet = forms.inlineformset_factory(
    Obligation,
    QuotaLine,
    form=LineForm,
    formset=QuotaFormSet,
    extra=2,
)


def groups_of(form: ObligationForm) -> list[tuple[str, list]]:
    """The fields in the order of the sentence, under the questions they answer."""
    found = []
    for title, options in ObligationAdmin.fieldsets:
        names = [
            name
            for entry in options["fields"]
            for name in ((entry,) if isinstance(entry, str) else entry)
        ]
        fields = [form[name] for name in names if name in form.fields]
        found.append((title or "", fields))
    return found


class AmendForm(UiFormMixin, forms.Form):
    """The day a supplementary agreement takes effect, and for every duty of the agreement what
    becomes of it: ``do-…``, ``min-…``, ``max-…``."""

    KEEP, CHANGE, END = "keep", "change", "end"
    starts_on = DayField(label=_("Takes effect on"))
    preamble = forms.CharField(
        label=_("preamble"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Left empty: that both schools agreed on the following changes."),
    )

    def __init__(self, *args, duties: list[Obligation], **kwargs):
        super().__init__(*args, **kwargs)
        self.duties = duties
        choices = [
            (self.KEEP, _("stays as it is")),
            (self.CHANGE, _("gets another number")),
            (self.END, _("ends")),
        ]
        for duty in duties:
            self.fields[f"do-{duty.pk}"] = forms.ChoiceField(
                label=_("What becomes of it"), choices=choices, initial=self.KEEP
            )
            for name, label in (("min", _("at least")), ("max", _("at most"))):
                field = forms.IntegerField(
                    label=label, min_value=1, max_value=100_000, required=False
                )
                self.fields[f"{name}-{duty.pk}"] = field
        for field in self.fields.values():
            _dress(field.widget)

    @property
    def rows(self) -> list[dict]:
        return [
            {
                "duty": duty,
                "do": self[f"do-{duty.pk}"],
                "least": self[f"min-{duty.pk}"],
                "most": self[f"max-{duty.pk}"],
            }
            for duty in self.duties
        ]

    def clean(self):
        chosen = super().clean()
        for duty in self.duties:
            if chosen.get(f"do-{duty.pk}") == self.CHANGE:
                self._check_number(duty, chosen)
        return chosen

    def _check_number(self, duty: Obligation, chosen: dict) -> None:
        least, most = chosen.get(f"min-{duty.pk}"), chosen.get(f"max-{duty.pk}")
        if least is None and most is None:
            self.add_error(f"min-{duty.pk}", _("Which number does it get?"))
        elif least and most and most < least:
            self.add_error(f"max-{duty.pk}", _("At most is less than at least."))
