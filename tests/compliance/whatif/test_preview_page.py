"""Asking what would change: writes nothing, keeps what was typed, is for who may change it."""

import json
from dataclasses import asdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Obligation
from compliance import questions, whatif
from compliance.supposing import OfCalendar, OfProgramme
from pairing.models import Programme
from records.models import Job
from records.tasks import run_job
from tests.compliance.whatif.desk import (
    CHANGES,
    DRAFTED,
    HAVING,
    TODAY,
    admin_address,
    create_amendment,
    create_paired,
    duty_in,
    enter,
    everything,
    lowest_autumn,
    main_of,
    own_programme,
    preview,
    save,
    typed_over,
    whatif_address,
)
from tests.compliance.whatif.filled import filled
from tests.factories import (
    create_agreement,
    create_bureau,
    create_member,
    create_obligation,
    create_terms,
)

pytestmark = pytest.mark.django_db


# --- Nothing is written -----------------------------------------------------------------------
@pytest.mark.parametrize("change", CHANGES[:1] + CHANGES[6:7] + DRAFTED[:1], ids=str)
def test_asking_writes_nothing(client, pairing, change):
    amendment = create_amendment(pairing)
    row = change.row(pairing) if change.row else duty_in(amendment)
    fields = typed_over(client, change.kind, row, change.typed)
    before = everything()

    response = preview(client, change.kind, row, fields)
    back = client.post(whatif_address(change.kind, row), fields | {"_back": ""})

    assert response.context["page"].total > 0
    assert back.status_code == 200
    assert everything() == before


def test_a_change_without_effect_says_so(client, pairing):
    row = own_programme(pairing)
    fields = typed_over(client, "programme", row, {})

    page = preview(client, "programme", row, fields).context["page"]

    assert page.headline == "No verdict would change."
    assert page.notes == ("Nothing in the form differs from what is kept.",)
    assert (page.moves, page.tallies, page.lines) == ((), (), ())


def test_the_rule_for_drafts_to_come_says_that_it_moves_nothing(client, pairing):
    row = own_programme(pairing)
    fields = typed_over(client, "programme", row, {"cut_rule": "exempt"})

    page = preview(client, "programme", row, fields).context["page"]

    assert page.headline == "No verdict would change."
    assert page.notes == (
        "The rule for windows cut short is copied into an agreement when it is drafted:"
        " agreements that stand keep theirs.",
    )


# --- The way on, the way back, and what is wrong ----------------------------------------------
def test_the_preview_saves_what_was_typed(client, pairing):
    row = own_programme(pairing)
    asked = preview(
        client, "programme", row, typed_over(client, "programme", row, {"tolerance": "0.05"})
    )
    fields = filled(asked.text, having="tolerance")

    save(client, "programme", row, fields)

    row.refresh_from_db()
    assert str(row.tolerance) == "0.050"


def test_the_way_back_keeps_what_was_typed_and_saves_where_it_always_did(client, pairing):
    row = own_programme(pairing)
    asked = preview(
        client, "programme", row, typed_over(client, "programme", row, {"tolerance": "0.05"})
    )
    fields = filled(asked.text, having="tolerance")

    form = client.post(whatif_address("programme", row), fields | {"_back": ""})

    assert filled(form.text, having="tolerance")["tolerance"] == ["0.05"]
    assert f'action="{admin_address("programme", row)}"' in form.text
    assert form.context["adminform"].errors == {}
    assert Programme.objects.get().tolerance == row.tolerance


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("programme", {"tolerance": "1.5"}, "less than or equal to 1"),
        ("term", {"starts_on": "2026-03-01"}, "first"),
        ("duty", {"minimum": "4", "maximum": "3"}, "4"),
    ],
)
def test_a_form_with_errors_is_shown_with_them_and_keeps_what_was_typed(
    client, pairing, kind, typed, words
):
    rows = {
        "programme": own_programme(pairing),
        "term": lowest_autumn(pairing),
        "duty": duty_in(create_amendment(pairing)),
    }
    fields = typed_over(client, kind, rows[kind], typed)

    response = client.post(whatif_address(kind, rows[kind]), fields)

    assert response.status_code == 200
    assert words in str(response.context["errors"])
    shown = filled(response.text, having=HAVING[kind])
    assert {name: shown[name] for name in typed} == {n: [v] for n, v in typed.items()}
    assert f'action="{admin_address(kind, rows[kind])}"' in response.text


# --- Who may ----------------------------------------------------------------------------------
def test_only_who_may_change_it_may_ask(client, pairing):
    rows = {"programme": own_programme(pairing), "term": lowest_autumn(pairing)}
    sent = {kind: typed_over(client, kind, row, {}) for kind, row in rows.items()}
    bureau = pairing.receiving_school.bureau
    people = [
        (create_member(role="bureau_staff", bureau=bureau), 200),
        (create_member(role="inspector", bureau=bureau), 404),
        (create_member(role="principal", school=pairing.receiving_school), 404),
        (create_member(role="liaison", school=pairing.supporting_school), 404),
        (create_member(role="bureau_staff", bureau=create_bureau()), 404),
    ]

    for user, status in people:
        for kind, row in rows.items():
            answer = enter(client, user).post(whatif_address(kind, row), sent[kind])
            assert (str(user), kind, answer.status_code) == (str(user), kind, status)


def test_what_is_signed_is_changed_by_nobody_and_asked_by_nobody(client, pairing):
    duty = Obligation.objects.get(name="示范课")

    assert client.post(whatif_address("duty", duty), {"minimum": "9"}).status_code == 403
    assert client.post(reverse("obligation_trial", args=[duty.pk])).status_code == 403


def test_pairings_out_of_sight_are_not_told_and_the_page_says_how_many(client, pairing):
    other = create_bureau(name="看不见县教育局")
    create_terms(other)
    away = create_paired(other, pairing.programme)
    create_obligation(agreement=create_agreement(pairing=away), name="看不见的任务")
    row = own_programme(pairing)

    response = preview(
        client, "programme", row, typed_over(client, "programme", row, {"tolerance": "0"})
    )

    assert "看不见" not in response.text
    assert response.context["page"].notes == (
        "1 more pairing rests on this; you do not see it, and it was not asked.",
    )


@pytest.mark.parametrize("address", ["/what-if/nothing/", "/what-if/term/999/"])
def test_there_is_nothing_to_ask_about_what_is_not_there(client, address):
    assert client.post(address).status_code == 404
    assert client.get(address).status_code == 405


# --- Many -------------------------------------------------------------------------------------
def test_the_number_of_queries_does_not_grow_with_the_pairings(bureau, programme):
    change, counts = OfProgramme(after=programme), []
    for count in (1, 2, 3):
        create_obligation(agreement=create_agreement(pairing=create_paired(bureau, programme)))
        with CaptureQueriesContext(connection) as queries:
            answer = whatif.ask(change, change.pairings(), on=TODAY)
        assert answer.pairings == count
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_more_than_can_be_listed_are_all_counted(client, pairing, monkeypatch):
    row = lowest_autumn(pairing)
    fields = typed_over(client, "term", row, {"ends_on": "2025-12-12"})
    whole = preview(client, "term", row, fields).context["page"]
    monkeypatch.setattr(whatif, "SHOWN", 2)

    page = preview(client, "term", row, fields).context["page"]

    assert (page.total, page.moves, page.tallies) == (whole.total, whole.moves, whole.tallies)
    assert page.lines == whole.lines[:2]
    assert page.shown == f"The first 2 of {whole.total}; all of them are counted above."


def test_no_more_is_kept_than_is_listed(pairing, monkeypatch):
    monkeypatch.setattr(whatif, "SHOWN", 2)
    change = OfCalendar(before=lowest_autumn(pairing), after=None)

    answer = whatif.ask(change, change.pairings(), on=TODAY)

    assert {effect: len(kept) for effect, kept in answer.kept.items()} == {"vanishes": 2}
    assert len(answer.shown()) == 2 < answer.counts["vanishes"]


def test_many_pairings_are_asked_by_a_worker_and_say_the_same(client, pairing, monkeypatch):
    row = own_programme(pairing)
    fields = typed_over(client, "programme", row, {"tolerance": "0"})
    at_once = preview(client, "programme", row, fields)
    monkeypatch.setattr(questions, "AT_ONCE", 0)

    ordered = client.post(whatif_address("programme", row), fields)
    job = Job.objects.get()
    waiting = client.get(ordered["Location"])
    run_job(job.pk)
    done = client.get(ordered["Location"])

    assert ordered["Location"] == reverse("whatif_job", args=[job.pk])
    assert 'data-finished="no"' in waiting.text
    assert done.context["page"] == json.loads(json.dumps(asdict(at_once.context["page"])))
    assert main_of(done) == main_of(at_once)
    assert Programme.objects.get().tolerance == row.tolerance


def test_a_job_is_its_owners_and_fails_in_words_when_the_right_is_gone(
    client, pairing, monkeypatch
):
    row = own_programme(pairing)
    fields = typed_over(client, "programme", row, {"tolerance": "0"})
    monkeypatch.setattr(questions, "AT_ONCE", 0)
    address = client.post(whatif_address("programme", row), fields)["Location"]
    job = Job.objects.get()
    job.owner.memberships.all().delete()

    run_job(job.pk)

    assert Job.objects.get().error == "You may no longer change this."
    assert 'data-finished="yes"' in client.get(address).text
    stranger = create_member(role="bureau_staff", bureau=pairing.receiving_school.bureau)
    assert enter(client, stranger).get(address).status_code == 404
