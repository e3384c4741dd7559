"""What every form of the site shares: its helper, its controls and its plain words."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

USUAL_REQUIRED = forms.Field.default_error_messages["required"]


class DayInput(forms.DateInput):
    """The browser's own day picker. It reads ISO days only, whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput


class TileRadio(forms.RadioSelect):
    """A few choices as tiles, big enough for a thumb."""

    are_tiles = True


class TileCheckboxes(forms.CheckboxSelectMultiple):
    are_tiles = True


class UiFormMixin:
    """Mix in before ``Form`` or ``ModelForm``.

    The page writes ``<form>``, the token and the button; ``{% crispy form %}`` or
    ``{% field form.x %}`` writes the fields and ``{% error_summary form %}`` what is wrong.
    """

    use_required_attribute = False  # the page says what is missing, not the browser's bubble

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()
        for field in self.fields.values():
            if field.error_messages.get("required") is USUAL_REQUIRED:
                field.error_messages["required"] = _("Please fill this in.")
            if type(field.widget) is forms.DateInput:
                field.widget = DayInput(attrs=field.widget.attrs)


def plain_helper() -> FormHelper:
    """Fields only: no form element, no token, no media."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    return helper
