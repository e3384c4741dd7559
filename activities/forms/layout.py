"""The order of the log form's blocks. Each is a small template with the design's markup."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string

PARTS = (
    "day",
    "type",
    "place",
    "done_by",
    "heads",
    "people",
    "measures",
    "papers",
    "about",
    "also_for",
    "words",
)


class Part:
    """A crispy layout object: one template of ``activities/log/``, given the form."""

    def __init__(self, name: str) -> None:
        self.template = f"activities/log/{name}.html"

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return render_to_string(self.template, context.flatten() | {"form": form})


def log_helper(form) -> FormHelper:
    """Fields only: the page writes the form element, the token and the buttons."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.layout = Layout("token", *(Part(name) for name in PARTS))
    return helper
