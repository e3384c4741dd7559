"""Forms in the design of the site: what crispy writes, and what survives the round trip."""

from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from records.forms import DayInput, TileRadio, UiFormMixin


class Example(UiFormMixin, forms.Form):
    day = forms.DateField(label="Day")
    place = forms.CharField(label="Place", required=False, help_text="Up to 60 letters")
    kind = forms.ChoiceField(label="Kind", widget=TileRadio, choices=[("a", "A")])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_comes_back_into_its_picker_in_every_language(language):
    with translation.override(language):
        written = str(Example(initial={"day": date(2026, 9, 1)})["day"])

    assert 'type="date"' in written
    assert 'value="2026-09-01"' in written


def test_a_day_field_keeps_the_attributes_of_its_widget():
    class Bounded(UiFormMixin, forms.Form):
        day = forms.DateField(widget=forms.DateInput(attrs={"max": "2026-11-23"}))

    assert isinstance(Bounded().fields["day"].widget, DayInput)
    assert 'max="2026-11-23"' in str(Bounded()["day"])


def test_a_field_in_error_is_marked_described_and_keeps_what_was_typed():
    form = Example({"day": "2026-13-01", "place": "hall", "kind": "a"})

    written = render_crispy_form(form)

    assert 'class="ui-field mb-3 is-bad"' in written
    assert 'value="2026-13-01"' in written
    assert 'aria-invalid="true" aria-describedby="id_day_error"' in written
    assert '<div class="invalid-feedback d-block" id="id_day_error">' in written
    assert 'value="hall"' in written


def test_choices_as_tiles_stand_in_a_fieldset_with_its_legend():
    written = render_crispy_form(Example())

    assert '<fieldset id="div_id_kind"' in written
    assert '<div class="ui-choice"><input type="radio" name="kind" value="a"' in written


def test_an_optional_field_says_so_and_help_is_tied_to_its_control():
    with translation.override("en"):
        written = render_crispy_form(Example())

    assert 'Place<span class="ui-opt">optional</span>' in written
    assert 'aria-describedby="id_place_helptext"' in written


def test_a_form_writes_neither_form_element_nor_token_nor_the_browsers_own_refusal():
    written = render_crispy_form(Example())

    assert "<form" not in written
    assert "csrfmiddlewaretoken" not in written
    assert " required" not in written.replace(' class="requiredField', "")
