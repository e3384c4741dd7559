"""Addresses nobody should have typed: an answer in our words, never a mishap."""

import pytest

from tests.sight.admin_pages import OF_ROOT, ROWS
from tests.sight.walking import visit

# What each page reads from its address.
PARAMETERS = {
    "/": ("page",),
    "/accounts/login/": ("next",),
    "/notices/": ("page",),
    "/pairings/": ("page", "q", "programme", "state"),
    "/schools/": ("page", "q", "stage", "status"),
    "/log/": ("pairing", "type", "obligation", "choose"),
    "/confirm/": ("page", "tab"),
    "/activities/": ("page", "pairing", "term", "starts_on", "ends_on", "type", "state"),
    "/activities/export/": ("format", "pairing", "term", "starts_on", "state"),
    "/activities/{pending}/return/": ("pairing",),
    "/activities/{confirmed}/void/": ("pairing",),
    "/evidence/{file}/": ("save",),
    "/pairings/{east}/": ("agreement", "show"),
    "/pairings/{east}/verdicts/{duty}/{window}/": ("on", "trigger", "stage"),
    "/pairings/{east}/verdicts/{duty}/{broken}/make-up/": ("trigger", "activity"),
    "/follow-up/": ("page", "tab"),
    "/duplicates/": ("page", "tab"),
    "/agreements/": ("page", "q", "pairing", "state"),
    "/packs/": ("programme", "school_year"),
    "/filed/": ("page", "q", "kind", "year", "state"),
    "/dashboard/": ("page", "district", "stage", "status"),
}
# Who opens them; the others of the table are opened by Two's principal.
READERS = {
    "/log/": "liaison One",
    "/dashboard/": "staff A",
    "/duplicates/": "staff A",
    "/packs/": "staff A",
    "/pairings/{east}/verdicts/{duty}/{broken}/make-up/": "staff A",
    "/accounts/login/": "visitor",
}
JUNK = {
    "words": "abc",
    "nothing": "",
    "a row that is not there": "999999",
    "a number past every row": "9" * 30,
    "below nothing": "-1",
    "markup": "<script>alert(1)</script>",
    "no such day": "2026-13-45",
    "a day past all calendars": "9999-12-31",
    "the first day there is": "0001-01-01",
    "almost a token": "0f0f0f0f-0000-4000-8000",
    "a long text": "长" * 3000,
    "an empty character": "a\0b",
    "half a character": "%ed%a0%80",
    "other digits": "²",
    "quotes": "'\" OR 1=1 --",
}
HARD = ("a number past every row", "an empty character", "other digits")
EXPECTED = {200, 302, 400, 403, 404, 405}
PATHS = (
    "/activities/99999999999999999999/",
    "/activities/0/",
    "/activities/-1/",
    "/activities/abc/",
    "/activities/%00/",
    "/evidence/99999999999999999999/",
    "/jobs/99999999999999999999/",
    "/jobs/99999999999999999999/file/",
    "/schools/99999999999999999999/",
    "/pairings/99999999999999999999/",
    "/pairings/{east}/verdicts/99999999999999999999/{window}/",
    "/pairings/{east}/verdicts/{duty}/2026-13-45/",
    "/pairings/{east}/verdicts/{duty}/0001-01-01/",
    "/pairings/{east}/verdicts/{duty}/9999-12-31/",
    "/pairings/{east}/summary/0/",
    "/pairings/{east}/summary/99999/",
    "/pairings/{east}/summary/99999999999999999999/",
    "/agreements/99999999999999999999/",
    "/agreements/99999999999999999999/pdf/",
    "/signatures/99999999999999999999/scan/",
    "/packs/99999999999999999999/",
    "/filed/99999999999999999999/",
    "/filed/99999999999999999999/file.pdf",
    "/agreements/99999999999999999999/filed/",
    "/admin/pairing/school/99999999999999999999/change/",
    "/admin/pairing/school/abc/change/",
    "/admin/pairing/school/%00/change/",
    "/admin/pairing/school/99999999999999999999/close/",
    "/admin/records/user/99999999999999999999/password/",
    "/admin/records/user/abc/password/",
    "/admin/r/abc/abc/",
    "/admin/r/99999999999999999999/1/",
)


@pytest.mark.parametrize("address", PARAMETERS)
def test_no_parameter_makes_a_page_stumble(scene, enter, address):
    """All of them at once, and one by one: a page may stop reading at the first."""
    browser = enter(READERS.get(address, "principal Two"))
    names, found = PARAMETERS[address], {}
    for junk, value in JUNK.items():
        alone = [{name: value} for name in names] if junk in HARD and len(names) > 1 else []
        for asked in (dict.fromkeys(names, value), *alone):
            response = visit(browser, address.format_map(scene.ids), body=asked)
            if response.status_code not in EXPECTED:
                found[junk, *asked] = response.status_code

    assert found == {}


@pytest.mark.parametrize("model", [*ROWS, *OF_ROOT])
def test_no_parameter_makes_a_list_of_the_administration_stumble(scene, enter, model):
    names, found = ("q", "p", "o", "all", "id__exact", "no_such_field"), {}
    for junk in HARD:
        for asked in (dict.fromkeys(names, JUNK[junk]), {"q": JUNK[junk]}):
            response = visit(enter("superuser"), f"/admin/{model}/", body=asked)
            if response.status_code not in EXPECTED:
                found[junk, *asked] = response.status_code

    assert found == {}


@pytest.mark.parametrize("address", PATHS)
def test_no_address_makes_the_site_stumble(scene, enter, address):
    response = visit(enter("superuser"), address.format_map(scene.ids))

    assert response.status_code in {302, 400, 404}
    if response.status_code == 404:
        assert "<html" in response.content.decode()
        assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("address", ["/log/", "/activities/{draft}/edit/"])
def test_junk_typed_into_every_field_of_an_activity_comes_back_with_what_is_wrong(
    scene, enter, address, junk
):
    names = (
        *("token", "pairing", "day", "day_on", "last_on", "type", "type_other", "place"),
        *("place_text", "sub_site", "done_by", "people", "days_each", "lessons", "items"),
        *("amount", "goods", "subjects", "stages", "grades", "topics", "contents", "roster"),
        *("for_window_starts_on", "follows", "also_for", "summary", "heads_{one}", "action"),
    )
    body = {name.format_map(scene.ids): JUNK[junk] for name in names}
    body["pairing"] = scene.ids["east"]

    response = visit(
        enter("liaison One"), address.format_map(scene.ids), method="post", body=body
    )

    assert (response.status_code, response.wrote) == (200, set())
