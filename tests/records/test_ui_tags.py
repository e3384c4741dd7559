"""The tags every page is made of: what they write, to the letter where it is short."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from records.forms import TileRadio, UiFormMixin
from records.templatetags import ui


def write(source: str, **context) -> str:
    """``source`` rendered with the tags loaded, without line breaks between tags."""
    text = Template("{% load ui %}" + source).render(Context(context))
    return re.sub(r">\s+<", "><", text).strip()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


# --- Icons and marks --------------------------------------------------------------------------
def test_an_icon_points_into_the_one_sprite_and_is_silent():
    assert write('{% icon "home" %}') == (
        '<svg class="ui-ico" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="/static/icons.svg#i-home"></use></svg>'
    )


def test_a_large_icon_says_so_in_its_class():
    assert 'class="ui-ico ui-ico--lg"' in write('{% icon "left" "lg" %}')


def test_a_mark_is_drawn_on_its_own_grid():
    assert write('{% mark "met" %}') == (
        '<svg class="ui-mark" viewBox="0 0 16 16" aria-hidden="true">'
        '<use href="/static/icons.svg#m-met"></use></svg>'
    )


def test_every_icon_and_mark_a_template_names_is_in_the_sprite():
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'id="([im]-[a-z]+)"', sprite))
    named = set()
    for template in Path(settings.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        named |= {f"i-{name}" for name in re.findall(r'{% icon "([a-z]+)"', text)}
        named |= {f"m-{name}" for name in re.findall(r'{% mark "([a-z]+)"', text)}

    assert named - drawn == set()
    assert len(named) > 10


A = '<span class="ui-party ui-party--a" title="Party A">A</span>'
B = '<span class="ui-party ui-party--b" title="Party B">B</span>'
JOINED = (
    '<span class="ui-party ui-party--a">A</span>'
    '<span class="ui-party ui-party--b">B</span></span>'
)


@pytest.mark.parametrize(
    ("side", "written"),
    [
        ("supporting", A),
        ("receiving", B),
        ("both", f'<span class="ui-parties" title="Both parties together">{JOINED}'),
        (
            "each",
            '<span class="ui-parties ui-parties--each" title="Each of the two parties">'
            + JOINED,
        ),
        (
            "bureau",
            '<span class="ui-party ui-party--c" title="Education bureau">Bu.</span>',
        ),
        ("", ""),
    ],
)
def test_the_party_mark_says_who_owes(side, written):
    assert write("{% party side %}", side=side) == written


# --- Words ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "short", "full"),
    [("en", "23 Nov", "23 Nov 2026"), ("zh-hans", "11月23日", "2026年11月23日")],
)
def test_a_day_is_written_as_its_language_writes_days(language, short, full):
    with translation.override(language):
        assert ui.day_cn(date(2026, 11, 23)) == short
        assert ui.day_full(date(2026, 11, 23)) == full


def test_a_moment_is_dated_by_the_clock_of_shanghai():
    assert ui.day_iso(datetime(2026, 11, 23, 16, 30, tzinfo=UTC)) == "2026-11-24"


def test_no_day_is_written_as_nothing():
    assert (ui.day_cn(None), ui.day_full(None), ui.day_iso(""), ui.weekday(None)) == ("",) * 4


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-CN"), ("en", "en")])
def test_the_lang_attribute_names_the_glyphs(language, lang):
    with translation.override(language):
        assert ui.html_lang() == lang


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812346021", "138****6021"),
        ("12345678", "123****5678"),
        ("1234567", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_phone_number_is_never_shown_whole(phone, shown):
    assert ui.masked(phone) == shown


@pytest.mark.parametrize(
    ("share", "length"),
    [
        (0, "0%"),
        (1, "100%"),
        (Decimal(1) / 3, "33.33%"),
        (0.551, "55.1%"),
        (0.2, "20%"),
        (1.7, "100%"),
        (-0.1, "0%"),
    ],
)
def test_a_share_becomes_a_length_inside_the_bar(share, length):
    assert ui.percent(share) == length


def test_typed_texts_keep_words_and_drop_codes_and_secrets():
    posted = QueryDict(mutable=True)
    posted.update({"csrfmiddlewaretoken": "abcDEF123", "day": "2026-11-23", "type": "visit"})
    posted.update({"password": "my secret words", "oldpassword": "比密码还密", "lessons": ""})
    posted.update({"summary": "五年级语文第六单元", "reason": "two of them were ill"})

    assert ui.typed_texts(posted) == ["五年级语文第六单元", "two of them were ill"]


# --- Errors -----------------------------------------------------------------------------------
class Visit(UiFormMixin, forms.Form):
    day = forms.DateField(label="Day")
    kind = forms.ChoiceField(label="Kind", widget=TileRadio, choices=[("a", "A"), ("b", "B")])
    topics = forms.MultipleChoiceField(
        label="Topics", widget=forms.CheckboxSelectMultiple, choices=[("x", "X")]
    )
    note = forms.CharField(label="Note", required=False)

    def clean(self):
        if self.cleaned_data.get("note") == "twice":
            raise forms.ValidationError("This visit is logged already.")


def test_the_error_summary_links_every_line_to_its_field():
    form = Visit({"kind": "a", "topics": ["x"]})

    assert write("{% error_summary form %}", form=form) == (
        '<div class="ui-errors mb-4" role="alert" tabindex="-1"'
        ' aria-labelledby="errors-title" data-focus><h2 id="errors-title">'
        '<svg class="ui-mark" viewBox="0 0 16 16" aria-hidden="true">'
        '<use href="/static/icons.svg#m-breach"></use></svg>'
        "<span>Error: 1 thing to put right, then send again</span></h2>"
        '<ul><li><a href="#id_day">Day: Please fill this in.</a></li></ul></div>'
    )


def test_the_link_of_a_group_goes_to_its_first_choice():
    written = write("{% error_summary form %}", form=Visit({"day": "2026-11-23"}))

    assert re.findall(r'href="#(.*?)"', written) == ["id_kind_0", "id_topics_0"]


def test_what_is_wrong_with_the_whole_form_stands_there_without_a_link():
    form = Visit({"day": "2026-11-23", "kind": "a", "topics": ["x"], "note": "twice"})

    assert "<ul><li>This visit is logged already.</li></ul>" in write(
        "{% error_summary form %}", form=form
    )


def test_the_error_summary_counts_over_forms_and_formsets():
    rows = forms.formset_factory(Visit, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-kind": "a"}
    )
    first = Visit({"day": "2026-11-23", "kind": "a"})

    written = write("{% error_summary first rows nothing %}", first=first, rows=rows)

    assert re.findall(r'href="#(.*?)"', written) == [
        "id_topics_0",
        "id_form-0-day",
        "id_form-0-topics_0",
    ]
    assert "Error: 3 things to put right" in written


@pytest.mark.parametrize("form", [None, Visit()])
def test_there_is_no_error_summary_before_anything_was_sent(form):
    assert write("{% error_summary form %}", form=form) == ""


def test_a_message_cannot_smuggle_markup_into_the_summary():
    form = Visit({"day": "2026-11-23", "kind": "<b>", "topics": ["x"]})

    assert "&lt;b&gt;" in write("{% error_summary form %}", form=form)


# --- Pager ------------------------------------------------------------------------------------
def pager(total: int, *, address: str, number: int = 1) -> str:
    page = Paginator(range(total), 20).get_page(number)
    return write("{% pager page %}", page=page, request=RequestFactory().get(address))


def test_the_pager_keeps_the_filter_and_marks_the_page():
    assert pager(57, address="/schools/?q=river&page=2", number=2) == (
        '<nav class="ui-pager" aria-label="Pages"><span>57 entries in all, 20 to a page</span>'
        '<span class="ui-pager__links">'
        '<a href="?q=river&amp;page=1" rel="prev">Previous page</a>'
        '<a href="?q=river&amp;page=1">1</a><span aria-current="page">2</span>'
        '<a href="?q=river&amp;page=3">3</a>'
        '<a href="?q=river&amp;page=3" rel="next">Next page</a></span></nav>'
    )


def test_one_page_shows_its_count_and_no_links():
    assert pager(1, address="/schools/") == (
        '<nav class="ui-pager" aria-label="Pages">'
        "<span>1 entry in all, 20 to a page</span></nav>"
    )


def test_many_pages_are_cut_in_the_middle():
    assert '<span class="ui-pager__gap">' in pager(1000, address="/schools/", number=20)


# --- Ruler and meter --------------------------------------------------------------------------
def gauge(**values) -> SimpleNamespace:
    usual = {"done": 0, "required": 3, "waiting": 0, "maximum": None, "pace": None}
    return SimpleNamespace(
        **{**usual, "status": "on_track", "label": "said in words", **values}
    )


TRACK = '<rect class="ui-meter__track" y="8" width="100%" height="12" rx="2"></rect>'


def test_a_meter_of_one_done_one_waiting_one_missing():
    written = write(
        "{% meter gauge %}", gauge=gauge(done=1, waiting=1, pace=0.55, status="at_risk")
    )

    assert written == (
        '<svg class="ui-meter is-risk" role="img" aria-label="said in words">'
        + TRACK
        + '<rect class="ui-meter__fill" y="8" width="33.33%" height="12" rx="2"></rect>'
        '<rect class="ui-meter__wait" fill="url(#p-hatch)" x="33.33%" y="8" width="33.33%"'
        ' height="12"></rect>'
        '<line class="ui-meter__gap" x1="33.33%" x2="33.33%" y1="8" y2="20"></line>'
        '<line class="ui-meter__gap" x1="66.67%" x2="66.67%" y1="8" y2="20"></line>'
        '<svg x="55%" overflow="visible"><path class="ui-meter__pace"'
        ' d="M-5 0H5L1 6V23H-1V6z"></path></svg></svg>'
    )


def test_past_its_maximum_a_meter_shows_all_and_marks_the_limit():
    written = write(
        "{% meter gauge %}",
        gauge=gauge(done=3, required=0, maximum=2, status="exceeded"),
    )

    assert 'class="ui-meter is-over"' in written
    assert 'class="ui-meter__fill" y="8" width="100%"' in written
    assert 'class="ui-meter__limit" x1="66.67%"' in written


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ({"required": 1}, 0),
        ({"required": 12}, 11),
        ({"required": 13}, 0),
        ({"required": Decimal("2.5")}, 0),
        ({"required": None}, 0),
    ],
    ids=["one", "twelve", "more than twelve", "a fraction", "no number"],
)
def test_a_meter_is_cut_into_its_units_while_they_can_be_told_apart(values, cells):
    written = write("{% meter gauge %}", gauge=gauge(**values))

    assert written.count("ui-meter__gap") == cells


def test_what_waits_never_runs_out_of_the_meter():
    written = write("{% meter gauge %}", gauge=gauge(done=2, waiting=5))

    assert 'x="66.67%" y="8" width="33.33%"' in written


def test_the_ruler_stands_at_the_share_of_teaching_days_gone():
    term = SimpleNamespace(
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 1, 22),
        days=98,
        gone=54,
        weeks=[SimpleNamespace(share=0.5, is_big=True)],
        week_number=13,
        weeks_left=9,
        today=date(2026, 11, 23),
    )

    written = write("{% ruler term %}", term=term)

    assert "98 teaching days; 54 of them have gone by" in written
    assert '<svg x="55.1%" overflow="visible">' in written
    assert '<line class="ui-ruler__tick" x1="50%" x2="50%" y1="9" y2="21"></line>' in written
    assert "Week 13, 9 weeks left" in written
    assert "today 23 Nov Mon" in written


def test_without_a_term_there_is_no_ruler():
    assert write("{% ruler term %}", term=None) == ""
