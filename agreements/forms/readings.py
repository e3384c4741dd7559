"""Sending a text, correcting a duty on its card, and the last page before the draft."""

from django import forms
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.holders import HoldersField
from agreements.models import (
    Agreement,
    AgreementTemplate,
    Measure,
    Party,
    Period,
    Purpose,
    Venue,
)
from agreements.reader.files import MAX_BYTES
from agreements.readings.cards import Card
from agreements.readings.obligations import DEFAULTS
from pairing.models import Pairing, Programme
from pairing.vocabulary import ActivityType
from records.forms import DayField, TileRadio, UiFormMixin

LARGEST_NUMBER = 1_000_000_000
SET = "+"  # between the codes of several types in one choice


# --- Sending ----------------------------------------------------------------------------------
class LimitedUpload(FileUploadHandler):
    """Lets go of a file as soon as it is larger than is read: nothing of it is kept, neither in
    memory nor on disk, and the page can still say what was wrong."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data, start):
        self._size += len(raw_data)
        if self._size > MAX_BYTES:
            self.request.has_large_file = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


class UploadForm(UiFormMixin, forms.Form):
    purpose = forms.ChoiceField(
        label=_("What it becomes"),
        choices=Purpose.choices,
        initial=Purpose.AGREEMENT,
        widget=TileRadio,
    )
    file = forms.FileField(
        label=_("Agreement as a file"),
        help_text=_("Word (.docx), PDF with text, or plain text (.txt), up to 20 MB."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("There is no text in this file."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = (
            ".docx,.pdf,.txt,application/pdf,text/plain,"
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )


# --- One duty ---------------------------------------------------------------------------------
class QuickForm(UiFormMixin, forms.Form):
    """What is most often read wrongly. All other fields of the duty stay as they are."""

    party = forms.ChoiceField(
        label=_("Who does it"),
        choices=[("", _("The text does not say")), *Party.choices],
        required=False,
    )
    activity = forms.ChoiceField(label=_("What is done"), required=False)
    minimum = forms.IntegerField(
        label=pgettext_lazy("duty", "At least"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        required=False,
    )
    measure = forms.ChoiceField(label=_("Counted in"), choices=Measure.choices)
    period = forms.ChoiceField(label=pgettext_lazy("duty", "How often"), choices=Period.choices)
    floor_people = forms.IntegerField(
        label=_("People each time"), min_value=1, max_value=30_000, required=False
    )
    venue = forms.ChoiceField(label=_("Place"), choices=Venue.choices)

    def __init__(self, data=None, *, card: Card):
        held = {**DEFAULTS, **card.duty}
        names = ("party", "minimum", "measure", "period", "floor_people", "venue")
        initial = {name: held[name] for name in names}
        initial["activity"] = SET.join(held["activity_types"])
        super().__init__(data, initial=initial, auto_id=f"id_{card.key}_%s")
        self.card = card
        self.fields["activity"].choices = _activity_choices(list(held["activity_types"]))
        for name, field in self.fields.items():
            is_number = name in ("minimum", "floor_people")
            field.widget.attrs["class"] = "form-control" if is_number else "form-select"
            if is_number:
                field.widget.attrs["inputmode"] = "numeric"
                field.widget.input_type = "text"
        self.fields["measure"].widget.attrs["aria-label"] = self.fields["measure"].label

    def duty(self) -> dict:
        """The duty with what was filled in; what was left as it is stays as it was read."""
        chosen, duty = self.cleaned_data, dict(self.card.duty)
        for name in ("party", "minimum", "measure", "period", "floor_people", "venue"):
            if name in self.changed_data:
                _put(duty, name, chosen[name])
        if "activity" in self.changed_data:
            _put(duty, "activity_types", [c for c in chosen["activity"].split(SET) if c])
            duty.pop("name", None)
        if duty.get("minimum"):
            duty.pop("uncounted", None)
        return duty


def _activity_choices(held: list[str]) -> list[tuple[str, str]]:
    choices = [("", _("Nothing chosen yet")), *ActivityType.choices]
    if len(held) > 1:
        labels = dict(ActivityType.choices)
        words = "、".join(str(labels.get(code, code)) for code in held)
        choices.insert(1, (SET.join(held), words))
    return choices


def _put(duty: dict, name: str, value) -> None:
    """Keep ``value``, or nothing where it is what a duty holds anyway."""
    default = DEFAULTS[name]
    if value in ("", None, []) or value == default:
        duty.pop(name, None)
    else:
        duty[name] = value


# --- The last page ----------------------------------------------------------------------------
class PairingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        schools = f"{obj.supporting_school.name} → {obj.receiving_school.name}"
        return f"{schools} ({obj.code})"


class _LastPage(UiFormMixin, forms.Form):
    """``unread`` sentences with numbers are left: whoever goes on says so."""

    looked = forms.BooleanField(
        required=False,
        label=_("I have looked at the sentences that were not read; they stay as text."),
    )

    def __init__(self, *args, unread: int, **kwargs):
        super().__init__(*args, **kwargs)
        if unread:
            self.fields["looked"].required = True
            self.fields["looked"].error_messages["required"] = _(
                "Look at the sentences that were not read, then tick here."
            )
        else:
            del self.fields["looked"]


class FinishForm(_LastPage):
    pairing = PairingChoice(
        label=_("Pairing"), queryset=Pairing.objects.none(), empty_label=_("Choose a pairing")
    )
    number = forms.CharField(label=_("Agreement number"), max_length=40)
    title = forms.CharField(label=_("Title"), max_length=80)
    policy_title = forms.CharField(label=_("Policy document"), max_length=120, required=False)
    policy_number = forms.CharField(label=_("Document number"), max_length=40, required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=99)
    holders = HoldersField()
    needs_seal = forms.BooleanField(
        label=_("Takes effect by signature and seal"), required=False
    )

    field_order = (
        "pairing",
        "number",
        "title",
        "starts_on",
        "ends_on",
        "policy_title",
        "policy_number",
        "copies",
        "holders",
        "needs_seal",
        "looked",
    )

    def __init__(self, *args, pairings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pairing"].queryset = pairings

    def clean_number(self):
        number = self.cleaned_data["number"].strip()
        if Agreement.objects.filter(number=number).exists():
            raise forms.ValidationError(
                _("Another agreement has the number %(number)s."),
                code="taken",
                params={"number": number},
            )
        return number

    def clean(self):
        chosen = super().clean()
        refuse_turned_days(self, chosen)
        return chosen

    def agreement(self) -> Agreement:
        """Not saved yet."""
        names = [field.name for field in Agreement._meta.fields]
        return Agreement(**{n: v for n, v in self.cleaned_data.items() if n in names})


def refuse_turned_days(form, chosen: dict) -> None:
    first, last = chosen.get("starts_on"), chosen.get("ends_on")
    if first and last and last < first:
        error = forms.ValidationError(
            _("The last day (%(last)s) lies before the first (%(first)s)."),
            code="order",
            params={"first": first.isoformat(), "last": last.isoformat()},
        )
        form.add_error("ends_on", error)


class TemplateForm(_LastPage):
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        empty_label=_("Choose a programme"),
    )
    name = forms.CharField(label=_("Name of the template"), max_length=80)
    title = forms.CharField(label=_("Title of the agreements"), max_length=80)
    policy_title = forms.CharField(label=_("Policy document"), max_length=120, required=False)
    policy_number = forms.CharField(label=_("Document number"), max_length=40, required=False)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=99)
    needs_seal = forms.BooleanField(
        label=_("Takes effect by signature and seal"), required=False
    )

    field_order = (
        "programme",
        "name",
        "title",
        "policy_title",
        "policy_number",
        "copies",
        "needs_seal",
        "looked",
    )

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes

    def template(self) -> AgreementTemplate:
        """Not saved yet."""
        names = [field.name for field in AgreementTemplate._meta.fields]
        return AgreementTemplate(**{n: v for n, v in self.cleaned_data.items() if n in names})
