"""Fields that only the pages about activities have."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from activities.files import (
    CheckedFile,
    TooBigFileError,
    UnreadableFileError,
    WrongKindError,
    check_file,
)
from pairing.models import Person

KINDS = "image/*,application/pdf"


class EvidenceField(forms.FileField):
    """A photo or a PDF, opened and made fit to be kept. Gives a CheckedFile or None."""

    default_error_messages: ClassVar = {
        "too_big": _("The file is too big: 10 MB at most."),
        "unreadable": _(
            "This file cannot be opened. It may be damaged; please choose another."
        ),
        "wrong_kind": _("Only photos and PDF files can be kept here."),
        "empty": _("This file is empty. Please choose another."),
    }
    widget = forms.FileInput(attrs={"accept": KINDS})

    def clean(self, data, initial=None) -> CheckedFile | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check_file(upload)
        except TooBigFileError as error:
            raise ValidationError(self.error_messages["too_big"], code="too_big") from error
        except UnreadableFileError as error:
            message = self.error_messages["unreadable"]
            raise ValidationError(message, code="unreadable") from error
        except WrongKindError as error:
            message = self.error_messages["wrong_kind"]
            raise ValidationError(message, code="wrong_kind") from error


class _PeopleBySchool(ModelChoiceIterator):
    """The people in groups, a group a school, in the order of the queryset."""

    def __iter__(self):
        if getattr(self.field, "empty_label", None) is not None:
            yield "", self.field.empty_label
        groups: dict[int, tuple[str, list]] = {}
        for person in self.queryset:
            group = groups.setdefault(person.school_id, (person.school.name, []))
            group[1].append(self.choice(person))
        yield from groups.values()


MOST_DIGITS = 18  # of a row's number; a longer one the database cannot even be asked for


class RowsField(forms.ModelMultipleChoiceField):
    """Any of the rows on offer, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for pk in value or ():
            if len(str(pk)) > MOST_DIGITS:
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": pk})
        return super().clean(value)


class PeopleField(RowsField):
    """Named people, by school, with their posts."""

    iterator = _PeopleBySchool

    def label_from_instance(self, person: Person) -> str:
        post = person.title or ", ".join(self._posts(person))
        return f"{person.name} {post}".strip()

    @staticmethod
    def _posts(person: Person) -> list[str]:
        return Person._meta.get_field("roles").labels(person.roles)


class PersonField(forms.ModelChoiceField):
    """One named person, by school, with the posts held."""

    iterator = _PeopleBySchool

    def to_python(self, value):
        if len(str(value)) > MOST_DIGITS:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, person: Person) -> str:
        return f"{person.name} {person.post}".strip()


class CodesField(forms.MultipleChoiceField):
    """Any of a vocabulary's codes, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, vocabulary, label: str) -> None:
        super().__init__(choices=vocabulary.choices, required=False, label=label)


def number_field(*, label: str, most: int = 32_000, least: int = 0) -> forms.IntegerField:
    """An optional whole number; a minus is refused with a sentence."""
    return forms.IntegerField(
        required=False,
        label=label,
        min_value=least,
        max_value=most,
        error_messages={
            "min_value": _("A number below %(limit_value)s is not possible."),
            "max_value": _("At most %(limit_value)s."),
            "invalid": _("Please enter a whole number."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
