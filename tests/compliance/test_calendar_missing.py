"""An agreement without a school calendar is judged as far as it can be, and says so."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance import services
from compliance.models import StoredVerdict
from tests.factories import (
    at,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
    create_terms,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 24)
SAID = "the school calendar is not set yet"  # 校历未定


@pytest.fixture(autouse=True)
def today(monkeypatch, client, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    monkeypatch.setattr(timezone, "now", lambda: at(DAY))


def page_of(client, *, years: tuple[int, ...]) -> tuple[str, set[str]]:
    """The pairing's page where the bureau entered only ``years``, and the duties judged."""
    bureau = create_bureau()
    create_terms(bureau)
    pairing = create_pairing(
        supporting=create_school(bureau=bureau),
        receiving=create_school(bureau=bureau),
        programme=create_programme(bureau=bureau),
    )
    bureau.terms.exclude(school_year__in=years).delete()
    clause = create_clause(agreement=create_agreement(pairing=pairing))
    create_obligation(clause=clause, name="示范课", period="term")
    create_obligation(clause=clause, name="全员培训", period="agreement_year")
    services.refresh({pairing.pk}, on=DAY)
    client.force_login(create_member(role="inspector", bureau=bureau))
    rows = StoredVerdict.objects.filter(pairing=pairing)
    page = client.get(reverse("pairing", args=[pairing.pk])).content.decode()
    return page, set(rows.values_list("obligation__name", flat=True))


@pytest.mark.parametrize(
    ("years", "judged", "is_said"),
    [
        ((), {"全员培训"}, True),
        ((2025,), {"示范课", "全员培训"}, True),
        ((2024, 2025, 2026), {"示范课", "全员培训"}, False),
    ],
    ids=["no calendar at all", "the running year only", "the whole agreement"],
)
def test_what_needs_no_calendar_is_judged_and_the_rest_is_said_to_be_open(
    client, years, judged, is_said
):
    page, found = page_of(client, years=years)

    assert (found, SAID in page) == (judged, is_said)
