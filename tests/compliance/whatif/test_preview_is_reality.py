"""What a change would do, as it is shown: the same as what saving it then does."""

from datetime import date

import pytest

from agreements.models import Agreement, AgreementState
from compliance.filing import file_year
from pairing.models import CalendarDay, Term
from tests.compliance.whatif.desk import (
    CHANGES,
    DRAFTED,
    TODAY,
    Change,
    admin_address,
    create_amendment,
    create_paired,
    differences,
    duty_fields,
    duty_in,
    lowest_autumn,
    preview,
    save,
    shown_by,
    sign_both,
    special_day,
    state_of,
    typed_over,
    whatif_address,
)
from tests.compliance.whatif.filled import filled
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_bureau,
    create_member,
    create_obligation,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_is_shown_is_what_saving_does(client, pairing, change):
    row = change.row(pairing)
    fields = typed_over(client, change.kind, row, change.typed)
    before = state_of(pairing)

    shown = shown_by(preview(client, change.kind, row, fields))
    save(client, change.kind, row, fields)

    assert shown == differences(before, state_of(pairing))
    assert bool(shown) == (change.name not in ("a stage that nobody follows",))


NEW_ROWS = [
    Change(
        "a term is entered",
        "term",
        dict(
            school_year="2027",
            season="autumn",
            stage="primary",
            starts_on="2027-09-01",
            ends_on="2028-01-20",
        ),
    ),
    Change("a holiday is entered", "day", {"day": "2025-11-25", "kind": "holiday"}),
]


@pytest.mark.parametrize("change", NEW_ROWS, ids=str)
def test_what_is_shown_of_a_new_row_is_what_entering_it_does(client, pairing, change):
    Agreement.objects.update(ends_on=date(2028, 3, 9))
    typed = change.typed | {"bureau": pairing.receiving_school.bureau_id}
    fields = typed_over(client, change.kind, None, typed)
    before = state_of(pairing)

    shown = shown_by(preview(client, change.kind, None, fields))
    save(client, change.kind, None, fields)

    assert shown == differences(before, state_of(pairing))


def test_what_is_shown_of_a_day_taken_out_is_what_deleting_it_does(client, pairing):
    row = special_day(pairing)
    page = client.get(admin_address("day", row)).text
    before = state_of(pairing)

    asked = client.post(whatif_address("day", row), filled(page, having="day") | {"_gone": ""})
    client.post(asked.context["delete_address"], {"post": "yes"})

    assert not CalendarDay.objects.exists()
    assert shown_by(asked) == differences(before, state_of(pairing)) != {}


def test_nothing_but_a_special_day_is_asked_to_go(client, pairing):
    row = lowest_autumn(pairing)
    fields = typed_over(client, "term", row, {})

    response = preview(client, "term", row, fields | {"_gone": ""})

    assert response.context["delete_address"] == ""
    assert response.context["page"].total == 0


@pytest.mark.parametrize("change", DRAFTED, ids=str)
def test_what_is_shown_of_an_amendment_is_what_signing_it_does(client, pairing, change):
    amendment = create_amendment(pairing)
    row = amendment if change.kind == "agreement" else duty_in(amendment)
    fields = typed_over(client, change.kind, row, change.typed)
    before = state_of(pairing)

    shown = shown_by(preview(client, change.kind, row, fields))
    save(client, change.kind, row, fields)
    assert differences(before, state_of(pairing)) == {}
    sign_both(amendment, on=TODAY)

    assert shown == differences(before, state_of(pairing))


def test_a_duty_that_an_amendment_adds_appears_with_its_periods(client, pairing):
    amendment = create_amendment(pairing)
    duty = duty_in(amendment)
    fields = typed_over(
        client, "duty", None, duty_fields(clause=duty.clause_id, name="送教", minimum="2")
    )
    before = state_of(pairing)

    shown = shown_by(preview(client, "duty", None, fields))
    save(client, "duty", None, fields)
    sign_both(amendment, on=TODAY)

    assert shown == differences(before, state_of(pairing))
    assert ("送教", "Second term of 2025—2026") in shown


@pytest.mark.parametrize(
    "change",
    [
        Change("another number", "duty", {"minimum": "1"}),
        Change("the draft ends earlier", "agreement", {"ends_on": "2025-12-31"}),
        Change("cut windows count whole", "agreement", {"cut_rule": "full"}),
    ],
    ids=str,
)
def test_a_draft_is_asked_as_typed_against_as_it_is_kept(client, bureau, programme, change):
    pairing = create_paired(bureau, programme)
    draft = create_agreement(pairing=pairing, signed_on=None, ends_on=date(2026, 3, 9))
    create_obligation(agreement=draft)
    create_activity(pairing=pairing)
    row = draft if change.kind == "agreement" else duty_in(draft)
    fields = typed_over(client, change.kind, row, change.typed)

    response = preview(client, change.kind, row, fields)
    sign_both(draft, on=draft.starts_on)
    before = state_of(pairing)
    Agreement.objects.filter(pk=draft.pk).update(state=AgreementState.DRAFT)
    save(client, change.kind, row, fields)
    Agreement.objects.filter(pk=draft.pk).update(state=AgreementState.IN_FORCE)

    assert shown_by(response) == differences(before, state_of(pairing)) != {}
    assert "as if both schools had signed it on 10 Mar 2025" in response.text
    assert "/verdicts/" not in response.text


def test_a_filed_year_stays_as_it_was_filed(client, pairing):
    row = Term.objects.get(
        bureau=pairing.receiving_school.bureau,
        school_year=2024,
        season="spring",
        stage="primary",
    )
    fields = typed_over(client, "term", row, {"ends_on": "2025-06-01"})
    assert preview(client, "term", row, fields).context["page"].total > 0
    keeper = create_member(role="bureau_staff", bureau=create_bureau())
    file_year(pairing, school_year=2024, by=keeper, at=at(TODAY), on=TODAY)

    response = preview(client, "term", row, fields)

    assert response.context["page"].headline == "No verdict would change."
