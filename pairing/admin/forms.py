"""Forms of the administration: what is decided, and what is checked before it is saved."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pairing import services
from pairing.admin_base import WholeFormSet
from pairing.models import Pairing, School
from pairing.wording import refusal
from records.forms import DayField, UiFormMixin


class DecisionForm(UiFormMixin, forms.Form):
    """Of one row, by one person."""

    def __init__(self, *args, row, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.user = row, user

    def offer_schools(self, name: str, *, beside: tuple[int, ...] = ()) -> None:
        """Active schools in sight, without those of ``beside``."""
        rows = School.objects.visible_to(self.user).active().exclude(pk__in=beside)
        self.fields[name].queryset = rows.select_related("bureau")


class EndForm(DecisionForm):
    on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class MergeForm(DecisionForm):
    into = forms.ModelChoiceField(School.objects.none(), label=_("Merged into"))
    on = DayField(label=_("Last day"))
    pairings = forms.ChoiceField(
        label=_("Open pairings"),
        choices=[
            ("move", _("Move them to the school it is merged into, from the next day")),
            ("close", _("Close them")),
        ],
        widget=forms.RadioSelect,
        initial="move",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_schools("into", beside=(self.row.pk,))


class MoveForm(DecisionForm):
    side = forms.ChoiceField(
        label=_("Which side changes"),
        choices=[("receiving", _("Receiving school")), ("supporting", _("Supporting school"))],
        widget=forms.RadioSelect,
        initial="receiving",
    )
    to_school = forms.ModelChoiceField(School.objects.none(), label=_("The new school"))
    on = DayField(label=_("Last day of the old pairing"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sides = (self.row.supporting_school_id, self.row.receiving_school_id)
        self.offer_schools("to_school", beside=sides)


class BaseSchoolFormSet(WholeFormSet):
    """A base school is one of the consortium's; ``chosen_schools`` are those of the same form,
    which may not be saved yet."""

    def check(self, form) -> None:
        school = form.cleaned_data.get("school")
        if school is not None and school not in self.instance.chosen_schools:
            form.add_error(
                "school",
                _("%(school)s is not one of the consortium's schools.") % {"school": school},
            )


class SchoolForm(forms.ModelForm):
    def clean_code(self):
        code = self.cleaned_data["code"]
        try:
            services.refuse_code(self.instance, code)
        except services.PairingChangeError as error:
            raise ValidationError(refusal(error), code="code_refused") from error
        return code


class PairingForm(forms.ModelForm):
    """A new pairing names its schools; later they are moved by decision and not edited."""

    own_bureau_ids: frozenset[int] | None = None  # None: any; set by the admin page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Empty: the next number of the year is given.")

    def clean(self):
        cleaned = super().clean()
        round_, programme = cleaned.get("round"), cleaned.get("programme")
        if round_ and programme and round_.programme_id != programme.pk:
            self.add_error("round", _("This round belongs to another programme."))
        if self.instance.pk is None:
            self._check_schools(
                cleaned.get("supporting_school"), cleaned.get("receiving_school")
            )
        return cleaned

    def _check_schools(self, supporting: School | None, receiving: School | None) -> None:
        if supporting is None or receiving is None:
            return
        if supporting == receiving:
            self.add_error("receiving_school", _("Choose two different schools."))
        own = self.own_bureau_ids
        if own is not None and not {supporting.bureau_id, receiving.bureau_id} & own:
            self.add_error(
                "receiving_school", _("One of the two schools must be your bureau's.")
            )
        standing = Pairing.objects.open().filter(
            supporting_school=supporting,
            receiving_school=receiving,
            programme=self.cleaned_data.get("programme"),
        )
        if standing.exists():
            self.add_error(
                "receiving_school", _("This pairing stands already in the same programme.")
            )
