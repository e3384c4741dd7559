"""A list of codes of one vocabulary, stored as JSON and checked on the way in."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeListField(models.JSONField):
    """A sorted list of distinct codes of ``vocabulary`` (a ``TextChoices`` class)."""

    def __init__(self, *args, vocabulary, **kwargs):
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["vocabulary"] = self.vocabulary
        return name, path, args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        unknown = [code for code in value if code not in self.vocabulary.values]
        if unknown:
            raise ValidationError(
                _("Unknown code: %(codes)s."),
                code="unknown_code",
                params={"codes": ", ".join(map(str, unknown))},
            )

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.vocabulary.choices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            widget=kwargs.get("widget", forms.CheckboxSelectMultiple),
            initial=list,
            empty_value=[],
        )

    def labels(self, codes) -> list[str]:
        """The words of ``codes`` in the reader's language."""
        return [str(self.vocabulary(code).label) for code in codes]
