"""The duty in the form, held against last year's activities: judged, told, not written."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Obligation, QuotaLine
from pairing.models import Term
from tests.compliance.whatif.desk import admin_address, duty_fields, everything
from tests.compliance.whatif.filled import filled
from tests.factories import (
    create_activity,
    create_agreement,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 24)
LAST_YEAR = "School year 2024—2025"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def draft(bureau):
    """Of a pairing that gave three lessons last autumn, one in spring, one in the summer
    after; one more was never confirmed."""
    pairing = create_pairing(
        supporting=create_school(bureau=bureau),
        receiving=create_school(bureau=bureau),
        programme=create_programme(bureau=bureau),
        starts_on=date(2024, 9, 1),
    )
    for month, day in ((9, 12), (10, 10), (11, 14)):
        create_activity(pairing=pairing, on=date(2024, month, day), subjects=["physics"])
    for month, day in ((4, 10), (7, 10)):
        create_activity(pairing=pairing, on=date(2025, month, day))
    create_activity(pairing=pairing, on=date(2025, 5, 8), state="pending_confirm")
    create_activity(pairing=pairing, on=date(2025, 9, 8))
    return create_agreement(pairing=pairing, signed_on=None, starts_on=date(2026, 3, 1))


def typed(client, duty, **more):
    page = client.get(admin_address("duty", duty)).text
    return filled(page, having="measure", **more)


def tried(client, duty, fields, *, headers=SCRIPT):
    address = reverse("obligation_trial", args=[duty.pk] if duty else [])
    return client.post(address, fields, headers=headers)


def told(response) -> list[tuple]:
    return [
        (line.window, line.status, line.headline, line.counted, line.missed)
        for line in response.context["page"].lines
    ]


def test_every_period_of_last_year_says_what_counted_and_why(client, draft):
    duty = create_obligation(agreement=draft, minimum=5)

    response = tried(client, duty, typed(client, duty, minimum="3"))

    assert told(response) == [
        (
            "First term of 2024—2025",
            "met",
            "3 times asked, 3 times counted, reached",
            "3 activities count",
            (),
        ),
        (
            "Second term of 2024—2025",
            "breached",
            "3 times asked, 1 time counted, 2 times short",
            "1 activity counts",
            ("1 not counted: Not confirmed yet", "1 not counted: Outside the period"),
        ),
    ]
    page = response.context["page"]
    assert page.headline == f"{LAST_YEAR}: Met 1; Not met 1."
    assert page.notes == (
        "Held against the 5 confirmed activities of this pairing, as if the agreement had been"
        " in force for the whole year.",
    )
    assert Obligation.objects.get().minimum == 5


def test_a_new_duty_is_tried_too_and_nothing_is_written(client, draft):
    clause = create_clause(agreement=draft)
    fields = typed(
        client,
        None,
        **duty_fields(clause=clause.pk, name="示范课", minimum="4", period="school_year"),
    )
    before = everything()

    response = tried(client, None, fields)

    assert everything() == before
    assert [line[:3] for line in told(response)] == [
        (LAST_YEAR, "met", "4 times asked, 5 times counted, reached")
    ]


def test_quota_lines_are_tried_as_typed_and_kept_ones_where_none_are_sent(client, draft):
    duty = create_obligation(agreement=draft, minimum=None)
    QuotaLine.objects.create(obligation=duty, season="autumn", minimum=3)
    QuotaLine.objects.create(obligation=duty, season="spring", minimum=2)
    fields = typed(client, duty)
    lines = [name for name in fields if name.startswith("quotas-")]
    spring = next(n for n in lines if n.endswith("-minimum") and fields[n] == ["2"])

    as_typed = tried(client, duty, fields | {spring: "1"})
    as_kept = tried(client, duty, {n: v for n, v in fields.items() if n not in lines})

    assert [line[1] for line in told(as_typed)] == ["met", "met"]
    assert [line[1] for line in told(as_kept)] == ["met", "breached"]


def test_a_share_is_tried_among_the_events_of_its_whole(client, draft):
    whole = create_obligation(agreement=draft, minimum=2)
    share = create_obligation(
        clause=whole.clause, part_of=whole, minimum=1, name="理科", subjects=["physics"]
    )

    response = tried(client, share, typed(client, share))

    assert [line[:3] for line in told(response)] == [
        ("First term of 2024—2025", "met", "1 time asked, 3 times counted, reached"),
        (
            "Second term of 2024—2025",
            "breached",
            "1 time asked, 0 times counted, 1 time short",
        ),
    ]


def test_a_count_that_is_shared_is_shared_in_the_trial(client, draft):
    first = create_obligation(agreement=draft, minimum=2, counting_group="课")
    second = create_obligation(clause=first.clause, minimum=2, counting_group="课")

    response = tried(client, second, typed(client, second))

    assert [line[3] for line in told(response)] == ["1 activity counts", "0 activities count"]


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({"modality": "text_only", "minimum": ""}, "Text only: it is printed and not judged."),
        (
            {"uncounted": "on", "minimum": ""},
            "No number is agreed yet: it is not judged.",
        ),
        ({"modality": "may"}, f"{LAST_YEAR}: recorded, not judged."),
    ],
)
def test_what_is_not_judged_says_so(client, draft, fields, headline):
    duty = create_obligation(agreement=draft)

    response = tried(client, duty, typed(client, duty, **fields))

    assert response.context["page"].headline == headline


def test_a_pairing_that_did_nothing_last_year_is_told_so(client, draft):
    pairing = create_pairing(
        supporting=draft.pairing.supporting_school,
        receiving=create_school(bureau=draft.pairing.supporting_school.bureau),
    )
    duty = create_obligation(agreement=create_agreement(pairing=pairing, signed_on=None))

    page = tried(client, duty, typed(client, duty)).context["page"]

    assert page.notes == (
        "The pairing has no confirmed activity in that year: nothing could count.",
    )
    assert [line.status for line in page.lines] == ["breached", "breached"]


def test_without_a_year_that_is_over_nothing_is_tried(client, draft):
    Term.objects.filter(school_year__lt=2025).delete()
    duty = create_obligation(agreement=draft)

    page = tried(client, duty, typed(client, duty)).context["page"]

    assert page.headline == "Not tried: no school year of the calendar is over yet."
    assert page.lines == ()


def test_a_duty_of_an_amendment_is_tried_in_its_own_right(client, draft):
    main = create_agreement(pairing=draft.pairing)
    kept = create_obligation(agreement=main, minimum=2)
    amendment = create_agreement(pairing=draft.pairing, amends=main, signed_on=None)
    duty = create_obligation(agreement=amendment, minimum=4, replaces=kept)

    response = tried(client, duty, typed(client, duty))

    assert [line[1] for line in told(response)] == ["breached", "breached"]


def test_what_is_wrong_is_said_in_the_sentences_of_the_form(client, draft):
    duty = create_obligation(agreement=draft)

    response = tried(client, duty, typed(client, duty, minimum="4", maximum="3"))

    assert response.status_code == 422
    assert "4" in response.text
    assert "3" in response.text
    assert "page" not in response.context


def test_without_a_script_it_is_a_page_with_the_way_back(client, draft):
    duty = create_obligation(agreement=draft)
    fields = typed(client, duty, minimum="3")

    part = tried(client, duty, fields)
    page = tried(client, duty, fields, headers={})

    assert "<html" not in part.text
    assert part.text.strip() in page.text
    back = reverse("whatif", args=["duty", duty.pk])
    assert f'action="{back}"' in page.text
    again = client.post(back, filled(page.text, having="measure") | {"_back": ""})
    assert filled(again.text, having="measure")["minimum"] == ["3"]


@pytest.mark.parametrize("role", ["inspector", "principal", "liaison"])
def test_only_the_bureaus_staff_tries(client, draft, role):
    where = {"bureau": draft.pairing.receiving_school.bureau}
    if role != "inspector":
        where = {"school": draft.pairing.receiving_school}
    client.force_login(create_member(role=role, **where))
    duty = create_obligation(agreement=draft)

    assert tried(client, duty, {}).status_code == 404
    assert tried(client, None, {}).status_code == 404
