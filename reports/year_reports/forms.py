"""What people write of a report, checked before it is kept."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pairing.models import Person
from records.forms import UiFormMixin
from reports import glyphs
from reports.documents.live import LiveFigures, has_stray_bracket, unknown_names
from reports.models import EntryKind
from reports.year_reports.subjects import Subject
from reports.year_reports.writing import EntryWords

LONGEST = 8000  # characters of a section
LONGEST_ENTRY = 3000
LONGEST_DEEDS = 600  # a cell of a table
UNSEEN = ("Cc", "Cf", "Cs", "Co")  # control characters and the like, pasted with a text


def readable(text: str) -> str:
    """``text`` without what nobody sees, line ends as the browser's own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        each for each in lines if each == "\n" or unicodedata.category(each) not in UNSEEN
    )


class PrintableField(forms.CharField):
    """Refuses what no font of the papers holds, by name."""

    def clean(self, value):
        text = readable(super().clean(readable(value or "")))
        if missing := glyphs.unprintable(text):
            raise ValidationError(
                _("%(characters)s cannot be printed. Write another character in its place."),
                code="unprintable",
                params={"characters": " ".join(missing)},
            )
        return text


class LiveTextField(PrintableField):
    """A text with live figures; ``figures`` are set by the form."""

    widget = forms.Textarea
    figures: LiveFigures = {}

    def clean(self, value):
        text = super().clean(value)
        if names := unknown_names(text, self.figures):
            told = "".join(f"〔{name}〕" for name in names)
            raise ValidationError(
                _("There is no figure %(names)s. Choose one from the list."),
                code="unknown",
                params={"names": told},
            )
        if has_stray_bracket(text):
            raise ValidationError(
                _("A 〔 or 〕 stands alone. A figure's name stands between both, on one line."),
                code="bracket",
            )
        return text


class SectionForm(UiFormMixin, forms.Form):
    text = LiveTextField(label=_("Text"), max_length=LONGEST, strip=True)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, figures: LiveFigures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].figures = figures
        self.fields["text"].widget.attrs |= {"rows": 16, "lang": "zh-CN", "data-live": ""}


class CaseForm(UiFormMixin, forms.Form):
    title = PrintableField(label=_("Title"), max_length=40)
    text = LiveTextField(label=_("What was done and what came of it"), max_length=LONGEST_ENTRY)

    def __init__(self, *args, figures: LiveFigures, about: Subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].figures = figures
        self.fields["text"].widget.attrs |= {"rows": 10, "lang": "zh-CN", "data-live": ""}

    @property
    def words(self) -> EntryWords:
        return EntryWords(**self.cleaned_data)


class PersonForm(UiFormMixin, forms.Form):
    """Somebody of the lists of the schools, or somebody typed in."""

    person = forms.ModelChoiceField(
        label=_("From the lists of the schools"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody else, typed below"),
    )
    title = PrintableField(label=_("Name"), max_length=40, required=False)
    school_name = PrintableField(label=_("School or unit"), max_length=80, required=False)
    post = PrintableField(label=_("Post"), max_length=40, required=False)
    text = PrintableField(
        label=_("What for"), max_length=LONGEST_DEEDS, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args, figures: LiveFigures, about: Subject, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(school__in=about.schools).select_related("school")
        self.fields["person"].queryset = people.order_by("school", "sort_key", "pk")
        self.fields["person"].label_from_instance = _named

    def clean(self):
        asked = super().clean()
        if not asked.get("person"):
            for name, words in (
                ("title", _("Choose somebody or type a name.")),
                ("school_name", _("Which school or unit is the person of?")),
            ):
                if not asked.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return asked

    @property
    def words(self) -> EntryWords:
        asked = self.cleaned_data
        if person := asked["person"]:
            return EntryWords(
                title=person.name,
                text=asked["text"],
                school_name=person.school.name,
                post=asked["post"] or person.title,
                person=person,
            )
        return EntryWords(**{name: value for name, value in asked.items() if value})


def _named(person: Person) -> str:
    post = f" {person.post}" if person.post else ""
    return f"{person.name}（{person.school.label}{post}）"


FORMS = {EntryKind.CASE: CaseForm, EntryKind.PERSON: PersonForm}


class ReturnForm(UiFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("What is to be changed"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say what is to be changed.")},
    )


class AcceptForm(UiFormMixin, forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For example the meeting that passed it. Both schools read it."),
    )
    is_sure = forms.BooleanField(
        label=_("I have read it. What is accepted is filed and stays as it is."),
        error_messages={"required": _("Tick this to accept the report.")},
    )
