"""Who may write: what is refused changes nothing, what is allowed is really done."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from records.models import User
from tests.sight.acts import ACTS
from tests.sight.admin_pages import ADMIN, DELETABLE, OF_ROOT, ROWS
from tests.sight.pages import SITE
from tests.sight.readers import PEOPLE
from tests.sight.walking import foreign, outcome, undone, visit

OURS = ("pairing", "agreements", "activities", "compliance")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)

# What is held for the next try of its sender is no act, for those whose form comes back only:
# see agreements/test_held_scans.
HELD = {"agreements_heldscan"}


def do(client, entry, scene):
    ids = scene.ids
    body = {k.format_map(ids): value.format_map(ids) for k, value in entry.body.items()}
    if entry.sends_file:
        body[entry.sends_file] = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    return visit(client, entry.address.format_map(scene.ids), method="post", body=body)


@pytest.mark.parametrize("person", PEOPLE)
def test_only_those_who_may_write_do_and_a_refusal_changes_nothing(scene, enter, person):
    wrong = []
    for entry in ACTS:
        response = do(enter(person), entry, scene)

        if (found := outcome(response)) != (wanted := entry.expected(person)):
            wrong.append(f"{entry.address} {entry.body}: {found}, not {wanted}")
        kept = response.wrote - (HELD if person in entry.shown else set())
        if (person in entry.ok) != bool(kept):
            wrong.append(f"{entry.address} {entry.body}: wrote {response.wrote or 'nothing'}")
        if leaked := foreign(response.text_seen, person):
            wrong.append(f"{entry.address} {entry.body}: tells {leaked}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", ["inspector A", "liaison Three", "superuser"])
def test_an_empty_post_anywhere_is_no_mishap_and_writes_nothing_of_the_schools(
    scene, enter, person
):
    wrong = []
    for entry in (*SITE, *ADMIN):
        response = visit(enter(person), entry.address.format_map(scene.ids), method="post")

        if response.status_code >= 500:
            wrong.append(f"{entry.address}: {response.status_code}")
        if touched := response.wrote & of_record():
            wrong.append(f"{entry.address}: wrote {touched}")
        if leaked := foreign(response.text_seen, person):
            wrong.append(f"{entry.address}: tells {leaked}")

    assert not wrong, "\n".join(wrong)


def of_record() -> set[str]:
    """The tables that hold work, papers, and decisions."""
    tables = {m._meta.db_table for app in OURS for m in apps.get_app_config(app).get_models()}
    return tables | {"records_event"}


# --- Nothing of record is deleted -------------------------------------------------------------
KEPT = [model for model in (*ROWS, *OF_ROOT) if model not in DELETABLE]


@pytest.mark.parametrize("person", ["staff A", "superuser"])
@pytest.mark.parametrize("model", KEPT)
def test_the_administration_deletes_no_record(scene, enter, person, model):
    name = next(iter(ROWS[model])) if model in ROWS else OF_ROOT[model]
    pk, browser = scene.ids[name], enter(person)
    action = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
    with undone():
        before = counts()

        browser.post(f"/admin/{model}/{pk}/delete/", {"post": "yes"})
        browser.post(f"/admin/{model}/", action | {"index": 0})

        assert counts() == before


def counts() -> dict[str, int]:
    return {m._meta.label: m._base_manager.count() for m in apps.get_models() if is_ours(m)}


def is_ours(model) -> bool:
    return model._meta.app_label in {*OURS, "records"}


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label)
def test_nobody_may_delete_a_record_in_the_administration(model):
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True)

    may = site._registry[model].has_delete_permission(request)

    assert may == (f"{model._meta.app_label}/{model._meta.model_name}" in DELETABLE)


@pytest.mark.parametrize("person", ["staff A", "superuser"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/agreements/agreement/{agreement}/change/",
        "/admin/agreements/clause/{clause}/change/",
        "/admin/agreements/obligation/{duty}/change/",
        "/admin/activities/activity/{confirmed}/change/",
        "/admin/records/event/{event}/change/",
        "/admin/records/job/{job}/change/",
    ],
)
def test_what_binds_or_was_done_is_not_edited_in_the_administration(
    scene, enter, person, address
):
    response = visit(enter(person), address.format_map(scene.ids), method="post")

    assert (outcome(response), response.wrote) == ("403", set())
