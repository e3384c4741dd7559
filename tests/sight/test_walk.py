"""Every address of the site, by everybody: who gets in, and what they must never read."""

import pytest
from django.urls import resolve

from tests.sight.admin_pages import ADMIN
from tests.sight.pages import SITE
from tests.sight.readers import DIALS, PEOPLE, PHONES
from tests.sight.walking import PHONE, foreign, outcome, routes, visit

EXAMPLE = "13800000000"  # stands in the sheet to fill in; rings nowhere


def filled(entry, scene) -> str:
    return entry.address.format_map(scene.ids)


def test_every_address_of_the_site_stands_in_the_table(scene):
    named = {resolve(filled(entry, scene).partition("?")[0]).route for entry in (*SITE, *ADMIN)}

    assert set(routes()) - named == set()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_opens_for_those_who_may_and_tells_nobody_what_is_not_theirs(
    scene, enter, person
):
    wrong = []
    for entry in SITE:
        response = look(scene, enter, person, entry)
        wrong += [f"{entry.address}: {fault}" for fault in faults(response, entry, person)]
        if phones := PHONE.findall(response.text_seen):
            wrong.append(f"{entry.address}: whole numbers {phones}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_administration_opens_for_the_bureaus_and_shows_each_its_own(scene, enter, person):
    known = {PHONES[mark] for mark in DIALS.get(person, ())} | {EXAMPLE}
    wrong = []
    for entry in ADMIN:
        response = look(scene, enter, person, entry)
        wrong += [f"{entry.address}: {fault}" for fault in faults(response, entry, person)]
        if phones := set(PHONE.findall(response.text_seen)) - known:
            wrong.append(f"{entry.address}: foreign numbers {phones}")

    assert not wrong, "\n".join(wrong)


def look(scene, enter, person: str, entry):
    user = scene.who[person] if person not in {"visitor", "superuser"} else None
    return visit(enter(person), filled(entry, scene), user=user)


def faults(response, entry, person: str):
    found, wanted = outcome(response), entry.expected(person)
    if found != wanted:
        yield f"{found}, not {wanted}"
    if leaked := foreign(response.text_seen, person):
        yield f"tells {leaked}"
    if response.strange_choices:
        yield f"offers foreign rows in {response.strange_choices}"
    if response.wrote:
        yield f"looking wrote to {response.wrote}"
