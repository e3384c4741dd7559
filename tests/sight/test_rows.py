"""The one source of rows, ``visible_to``, against a truth written by hand."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.forms import BaseForm, ModelChoiceField
from django.test import RequestFactory

from tests.sight.addresses import (
    ALL,
    AREA_A,
    CROSS,
    DRAFT,
    DRAFT_TWO,
    EAST,
    NORTH,
    OF_C,
    ROOT,
    SCHOOL_ONE,
    SCHOOL_TWO,
    SHARED,
    STAFF_A,
    WEST,
)
from tests.sight.readers import PEOPLE
from tests.sight.told_pages import ONE
from tests.sight.walking import choices_of, forms_of, visit

COUNTY_A = AREA_A | SCHOOL_ONE | SCHOOL_TWO | {"liaison Three"}
COUNTY_B = NORTH
COUNTY_C = ROOT | OF_C
TRUTH = {
    # The ground: bureaus, calendar, areas, programmes.
    "county_a": COUNTY_A,
    "county_b": COUNTY_B,
    "county_c": COUNTY_C,
    "city": ROOT | {"staff city"},
    "term_a": COUNTY_A,
    "term_b": COUNTY_B,
    "day_a": COUNTY_A,
    "day_b": COUNTY_B,
    "day_everywhere": ALL - {"nobody"},
    "area_east": COUNTY_A,
    "area_north": COUNTY_B,
    "area_everywhere": ALL - {"nobody"},
    "east_programme": EAST,
    "north_programme": NORTH,
    "round_east": EAST,
    "round_north": NORTH,
    # Schools and their people: the own, and those of the partners.
    "one": EAST,
    "two": EAST | CROSS,
    "three": WEST,
    "north_one": NORTH,
    "across": CROSS,
    "person_one": EAST,
    "person_two": EAST | {"liaison C"},
    "person_across": SCHOOL_TWO | COUNTY_C,
    "person_north": NORTH,
    "role_one": AREA_A | SCHOOL_ONE,
    "role_staff_a": AREA_A,
    "role_north": NORTH,
    # Pairings and what hangs on them.
    "east": EAST,
    "west": WEST,
    "north": NORTH,
    "cross": CROSS,
    "group_east": EAST,
    "group_north": NORTH,
    "roster_east": EAST,
    "roster_cross": CROSS,
    "roster_north": NORTH,
    "mentors": EAST,
    "mentors_north": NORTH,
    "agreement": EAST,
    "drafted": EAST,
    "assent": EAST,
    "assent_north": NORTH,
    "frozen": EAST,
    "frozen_north": NORTH,
    "copies": EAST,
    "copies_north": NORTH,
    "rest": EAST,
    "rest_north": NORTH,
    "agreement_west": WEST,
    "agreement_north": NORTH,
    "agreement_cross": CROSS,
    "clause": EAST,
    "clause_north": NORTH,
    "duty": EAST,
    "duty_north": NORTH,
    "scan": EAST,
    "scan_north": NORTH,
    # Not yet a signature: whoever sent it, not even the own school or the bureau.
    "held_scan": {"liaison One"},
    "held_scan_north": {"staff B"},
    "waiver": EAST,
    "waiver_north": NORTH,
    "verdict": EAST,
    "verdict_cross": CROSS,
    "verdict_north": NORTH,
    "make_up": EAST,
    "make_up_north": NORTH,
    "violation": EAST,
    "violation_north": NORTH,
    "followed": EAST,
    "followed_north": NORTH,
    "number_step": EAST,
    "number_step_north": NORTH,
    "ruling": EAST,
    "ruling_north": NORTH,
    "filing": EAST,
    "filing_north": NORTH,
    "filed": EAST,
    "filed_west": WEST,
    "filed_north": NORTH,
    "filed_cross": CROSS,
    "fault": EAST,
    "fault_north": NORTH,
    "fault_scan": AREA_A,
    "pack": ROOT | {"staff A"},
    "pack_north": ROOT | {"staff B"},
    "report": EAST,
    "report_cross": CROSS,
    "report_north": NORTH,
    "told": EAST,
    "told_north": NORTH,
    "entry": EAST,
    "entry_north": NORTH,
    "reading": STAFF_A,
    "reading_north": NORTH,
    "template": STAFF_A,
    "template_north": NORTH,
    "rules": AREA_A,
    "rules_north": NORTH,
    # Activities: what was sent is seen on both sides and above, a draft in its own school.
    "confirmed": EAST,
    "pending": EAST,
    "incoming": EAST,
    "returned": EAST,
    "voided": EAST,
    "shared": SHARED,
    "draft": DRAFT,
    "withdrawn": DRAFT,
    "dropped": DRAFT,
    "draft_two": DRAFT_TWO,
    "confirmed_west": WEST,
    "confirmed_north": NORTH,
    "confirmed_cross": CROSS,
    # One's own.
    "job": ROOT | {"liaison One"},
    "job_north": ROOT | {"staff B"},
    "notice": {"liaison One"},
    "notice_north": {"staff B"},
}


def with_sight() -> set[type[models.Model]]:
    return {m for m in apps.get_models() if hasattr(m._default_manager.all(), "visible_to")}


def test_rows_of_every_model_with_a_sight_stand_in_the_truth(scene):
    assert {type(getattr(scene.rows, name)) for name in TRUTH} >= with_sight()


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_sees_exactly_these_rows(scene, person):
    user = scene.who[person] or AnonymousUser()

    seen = {
        name
        for name in TRUTH
        if (row := getattr(scene.rows, name)) in type(row).objects.visible_to(user)
    }

    assert seen == {name for name, people in TRUTH.items() if person in people}


@pytest.mark.parametrize("person", ["staff A", "staff B", "staff city", "superuser"])
@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label)
def test_the_administration_lists_what_a_person_sees_and_nothing_else(scene, person, model):
    request = RequestFactory().get("/")
    request.user = scene.who[person]
    page = site._registry[model]
    if not page.has_view_permission(request):
        return

    listed = page.get_queryset(request)

    wanted = model._default_manager.all()
    if not request.user.is_superuser:
        wanted = wanted.visible_to(request.user)
    assert set(listed) == set(wanted)


# --- What forms offer -------------------------------------------------------------------------
# Each form that lets somebody choose among rows, and where the walk meets it; on every page the
# walk opens, it compares what is on offer with what the person sees.
FORMS = {
    "activities.forms.filters.LedgerFilter": ("liaison One", "get", "/activities/"),
    "activities.forms.log.LogForm": ("liaison One", "get", "/log/"),
    "activities.forms.flow.DuplicateForm": ("staff A", "post", "/activities/{confirmed}/same/"),
    "agreements.forms.readings.FinishForm": (
        "staff A",
        "get",
        "/agreements/readings/{reading}/finish/",
    ),
    "agreements.forms.readings.TemplateForm": (
        "staff A",
        "get",
        "/agreements/readings/{reading_template}/finish/",
    ),
    "agreements.forms.templates.TemplateOfForm": (
        "staff A",
        "get",
        "/agreements/{agreement}/template/",
    ),
    "agreements.forms.templates.IssueForm": (
        "staff A",
        "get",
        "/agreements/templates/{template}/issue/",
    ),
    "agreements.forms.writing.StartForm": ("liaison One", "get", "/agreements/new/"),
    "reports.year_reports.forms.PersonForm": (
        "liaison One",
        "get",
        f"/reports/{ONE}/person/new/",
    ),
    "activities.views.duplicates.RulingForm": (
        "staff A",
        "post",
        "/activities/{confirmed}/ruling/",
    ),
    "compliance.decision_forms.ExplainForm": (
        "liaison One",
        "get",
        "/pairings/{east}/verdicts/{duty}/{broken}/",
    ),
    "compliance.decision_forms.MakeUpForm": (
        "liaison One",
        "get",
        "/pairings/{east}/verdicts/{duty}/{broken}/make-up/",
    ),
    "activities.forms.mentors.GroupForm": (
        "liaison One",
        "get",
        "/pairings/{east}/mentors/new/",
    ),
    "activities.forms.stays.SecondmentForm": (
        "liaison One",
        "get",
        "/pairings/{east}/secondments/new/",
    ),
    "activities.forms.stays.StayNoteForm": ("liaison One", "get", "/secondments/{stay}/notes/"),
    "reports.pack_forms.PackForm": ("staff A", "get", "/packs/"),
    "pairing.forms.PairingFilter": ("liaison One", "get", "/pairings/"),
    "pairing.admin.forms.MergeForm": ("staff A", "get", "/admin/pairing/school/{one}/merge/"),
    "pairing.admin.forms.MoveForm": ("staff A", "get", "/admin/pairing/pairing/{east}/move/"),
    "pairing.admin.pairings.OverviewForm": (
        "staff A",
        "get",
        "/admin/pairing/pairing/overview/",
    ),
}


def choosing() -> set[str]:
    """The forms of the apps in which somebody writes down a choice among rows."""
    found, waiting = set(), [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        declared = getattr(form, "declared_fields", {}).values()
        if any(isinstance(field, ModelChoiceField) for field in declared):
            found.add(f"{form.__module__}.{form.__qualname__}")
    apps_here = (
        "activities.",
        "agreements.",
        "compliance.",
        "pairing.",
        "records.",
        "reports.",
    )
    return {name for name in found if name.startswith(apps_here)}


def test_every_form_that_offers_rows_is_met_by_the_walk():
    assert choosing() == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_offers_rows_and_only_those_in_sight(scene, enter, name):
    person, method, address = FORMS[name]

    page = visit(
        enter(person), address.format_map(scene.ids), method=method, user=scene.who[person]
    )

    met = [f for f in forms_of(page) if f"{type(f).__module__}.{type(f).__qualname__}" == name]
    assert met, "the page does not show this form"
    assert any(rows.exists() for form in met for rows in choices_of(form).values())
    assert page.strange_choices == []
