"""What strangers do moves nothing on a page: no count, no order, no choice."""

import re
from datetime import timedelta

import pytest

from compliance import services
from tests import factories
from tests.sight.admin_pages import ADMIN
from tests.sight.deeds import create_activity
from tests.sight.ground import create_pairing, create_school
from tests.sight.pages import SITE
from tests.sight.readers import CROSS, EAST, NORTH, WEST
from tests.sight.walking import undone, visit

# Whose work is none of the reader's.
STRANGERS = {
    "liaison One": (WEST, NORTH, CROSS),
    "staff A": (NORTH,),
    "staff B": (EAST, WEST, CROSS),
}
DETAILS = ("/pairings/{east}/", "/schools/{two}/", "/activities/{shared}/")
# Choices of forms are compared by the walk; an XLSX holds the time it was made.
APART = ("{", "xlsx", "import", "/add/", "/accounts/", "?choose", "?pairing")
# Tokens are new on every page, and the line "Printed by … at …" turns with the minute.
CHANGING = re.compile(
    r'(csrfmiddlewaretoken|name="token")[^>]*value="[^"]*"|\d{4}-\d\d-\d\d \d\d:\d\d'
)


@pytest.mark.parametrize("person", STRANGERS)
def test_more_work_of_strangers_changes_no_page(scene, enter, person):
    def pages() -> dict[str, str]:
        return {a: content(enter(person), a.format_map(scene.ids)) for a in read_by(person)}

    before = pages()
    with undone():
        for mark in STRANGERS[person]:
            work(scene, mark)
        write_drafts(scene)
        after = pages()

    assert [address for address in before if before[address] != after[address]] == []


def read_by(person: str) -> list[str]:
    """Lists and counts, and some pages of one row."""
    return [
        entry.address
        for entry in (*SITE, *ADMIN)
        if person in entry.ok and entry.done == "200" and is_compared(entry.address)
    ]


def is_compared(address: str) -> bool:
    return address in DETAILS or not any(part in address for part in APART)


def content(client, address: str) -> str:
    body = visit(client, address).text_seen.partition("\n")[2]
    return CHANGING.sub("", body)


def work(scene, mark: str) -> None:
    """More of everything in the pairing of ``mark``, and one more pairing beside it."""
    pairing = scene.pairings[mark]
    by = factories.create_user()
    for state in ("pending_confirm", "confirmed", "returned", "voided"):
        school = pairing.supporting_school
        create_activity(scene, mark, pairing=pairing, school=school, by=by, state=state)
    agreement = factories.create_agreement(
        pairing=pairing,
        number=f"{mark}又一份",
        signed_on=scene.today - timedelta(300),
        starts_on=scene.today - timedelta(300),
        ends_on=scene.today + timedelta(60),
    )
    factories.create_obligation(agreement=agreement, name=f"{mark}又一责")
    if mark != CROSS:  # the partner across the border is seen from here
        beside = create_school(pairing.supporting_school.bureau, mark=f"{mark}外")
        other = create_school(pairing.supporting_school.bureau, mark=f"{mark}里")
        create_pairing(beside, other, mark=f"{mark}旁")
    services.refresh([pairing.pk], on=scene.today)


def write_drafts(scene) -> None:
    """Of both schools of the cross-border pairing: nobody's but theirs."""
    for school in (scene.rows.two, scene.rows.across):
        create_activity(
            scene,
            CROSS,
            pairing=scene.rows.cross,
            school=school,
            by=factories.create_user(),
            state="draft",
            was_sent=False,
        )
