"""What a change would do: shown before it is saved, the same as saving does, never written."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, AgreementState, Obligation
from compliance import questions, services, whatif
from compliance.engine.verdicts import Verdict
from compliance.filing import file_year
from compliance.judging import judged
from compliance.supposing import OfProgramme
from compliance.wording import window_label
from pairing.models import CalendarDay, Pairing, Programme, Term
from records.models import Job
from records.tasks import run_job
from tests.compliance.filled import filled
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_bureau,
    create_member,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
    create_terms,
    sign,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 24)
ADMIN = {
    "term": "pairing_term",
    "day": "pairing_calendarday",
    "programme": "pairing_programme",
    "agreement": "agreements_agreement",
    "duty": "agreements_obligation",
}
# A field that only the form of that kind has.
HAVING = {
    "term": "season",
    "day": "day",
    "programme": "tolerance",
    "agreement": "title",
    "duty": "measure",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def bureau():
    found = create_bureau(name="青岚县教育局")
    create_terms(found)
    return found


@pytest.fixture
def client(client, bureau, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    return enter(client, create_member(role="bureau_staff", bureau=bureau))


def enter(client, user):
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def programme(bureau):
    return create_programme(bureau=bureau)


@pytest.fixture
def pairing(bureau, programme):
    """In force since March: a term duty behind by little, weeks, months, half a term, a share,
    and one that is only recorded."""
    found = create_paired(bureau, programme)
    agreement = create_agreement(pairing=found)
    whole = create_obligation(agreement=agreement, minimum=3)
    create_obligation(
        clause=whole.clause, name="青年教师", part_of=whole, minimum=1, subjects=["mathematics"]
    )
    more = [
        dict(name="周例会", period="week", minimum=1, activity_types=["joint_meeting"]),
        dict(name="讲座", period="month", minimum=1, activity_types=["lecture"], party="each"),
        dict(name="计划", period="term", due_kind="midterm", activity_types=["annual_plan"]),
        dict(name="捐资", modality="may", measure="amount"),
        dict(name="不得收费", modality="must_not", minimum=None),
        dict(name="暑期走访", season="summer", period="school_year", minimum=1),
    ]
    for fields in more:
        create_obligation(agreement=agreement, **fields)
    for day in (date(2025, 3, 20), date(2025, 7, 10), date(2025, 9, 15)):
        create_activity(pairing=found, on=day)
    create_activity(pairing=found, on=date(2025, 9, 17), entered_at=at(date(2025, 10, 30)))
    services.refresh([found.pk], on=TODAY)
    return found


def create_paired(bureau, programme) -> Pairing:
    schools = [create_school(bureau=bureau), create_school(bureau=bureau)]
    return create_pairing(supporting=schools[0], receiving=schools[1], programme=programme)


def create_amendment(pairing, **fields) -> Agreement:
    """A draft that puts four lessons a term in the place of three."""
    main = pairing.agreements.get(amends=None)
    fields = {"starts_on": date(2026, 1, 1)} | fields
    found = create_agreement(pairing=pairing, amends=main, signed_on=None, **fields)
    replaced = Obligation.objects.get(clause__agreement=main, name="示范课")
    create_obligation(agreement=found, minimum=4, replaces=replaced)
    return found


# --- As a person does it ----------------------------------------------------------------------
def admin_address(kind, row):
    name = f"admin:{ADMIN[kind]}"
    return reverse(f"{name}_change", args=[row.pk]) if row else reverse(f"{name}_add")


def whatif_address(kind, row):
    return reverse("whatif", args=[kind, row.pk] if row else [kind])


def typed_over(client, kind, row, typed):
    """The fields of the page of ``row`` in the administration with some typed over."""
    page = client.get(admin_address(kind, row))
    assert f'formaction="{whatif_address(kind, row)}"' in page.text
    return filled(page.text, having=HAVING[kind], **typed)


def preview(client, kind, row, fields):
    response = client.post(whatif_address(kind, row), fields)
    assert response.status_code == 200, response.status_code
    assert "page" in response.context
    return response


def save(client, kind, row, fields):
    response = client.post(admin_address(kind, row), fields | {"_save": "Save"})
    assert response.status_code == 302, response.context["adminform"].errors


# --- What is shown equals what happens --------------------------------------------------------
@dataclass
class Change:
    """``typed`` over the page of a ``kind``; ``row`` finds it, None enters a new one."""

    name: str
    kind: str
    typed: dict = field(default_factory=dict)
    row: object = None

    def __str__(self):
        return self.name


def autumn(pairing):
    bureau = pairing.receiving_school.bureau
    return Term.objects.get(bureau=bureau, school_year=2025, season="autumn", stage="preschool")


def lowest_autumn(pairing):
    found = autumn(pairing)
    return Term.objects.get(
        bureau=found.bureau, school_year=2025, season="autumn", stage="primary"
    )


def special_day(pairing):
    return CalendarDay.objects.create(
        bureau=pairing.receiving_school.bureau, day=date(2025, 11, 25), kind="holiday"
    )


def free_saturday(pairing):
    """In a week that is behind by a fifth of five days, and not by a sixth of six."""
    Programme.objects.update(tolerance="0.18")
    return CalendarDay.objects.create(
        bureau=pairing.receiving_school.bureau, day=date(2025, 11, 29), kind="holiday"
    )


def own_programme(pairing):
    return pairing.programme


CHANGES = [
    Change("the term ends earlier", "term", {"ends_on": "2025-12-12"}, lowest_autumn),
    Change("the term begins later", "term", {"starts_on": "2025-09-29"}, lowest_autumn),
    Change("its mid-term is named", "term", {"midterm_on": "2025-12-26"}, lowest_autumn),
    Change("a stage that nobody follows", "term", {"ends_on": "2025-12-12"}, autumn),
    Change("a holiday moves", "day", {"day": "2025-12-31"}, special_day),
    Change("a Saturday is worked", "day", {"kind": "make_up"}, free_saturday),
    Change("no lag is borne", "programme", {"tolerance": "0"}, own_programme),
    Change("any lag is borne", "programme", {"tolerance": "1"}, own_programme),
    Change("late entries count no more", "programme", {"late_entry_days": "3"}, own_programme),
    Change(
        "a break belongs to its term",
        "programme",
        {"break_counts_for_term_just_ended": "on"},
        own_programme,
    ),
]


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


DRAFTED = [
    Change("another number", "duty", {"minimum": "5"}),
    Change("the number it had", "duty", {"minimum": "3"}),
    Change("at most", "duty", {"minimum": "", "maximum": "1"}),
    Change("by the month", "duty", {"period": "month"}),
    Change("the amendment begins later", "agreement", {"starts_on": "2026-09-01"}),
    Change("the amendment begins at once", "agreement", {"starts_on": "2025-10-01"}),
]


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


def everything() -> dict[str, list]:
    """Every row of every table of ours: stored verdicts and the record too."""
    ours = ("pairing", "agreements", "activities", "compliance", "records")
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in ours
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


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


def main_of(response) -> str:
    """What the page says, without the token of its form."""
    main = response.text[response.text.index("<main") : response.text.index("</main>")]
    return main[: main.index("csrfmiddlewaretoken")]


# --- The test's own eyes ----------------------------------------------------------------------
def duty_in(agreement) -> Obligation:
    return Obligation.objects.get(clause__agreement=agreement)


def duty_fields(**more) -> dict[str, str]:
    fields = {
        "order": "7",
        "party": "supporting",
        "modality": "must",
        "activity_types": ["demo_lesson"],
        "measure": "events",
        "period": "term",
        "venue": "anywhere",
    }
    return fields | more


def sign_both(agreement, *, on):
    for side in ("supporting", "receiving"):
        sign(agreement, side=side, on=on)
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.IN_FORCE)


def state_of(pairing) -> dict[tuple[str, str], tuple]:
    """Every window as it is judged today, by duty and label."""
    names = dict(Obligation.objects.values_list("pk", "name"))
    pairings = Pairing.objects.filter(pk=pairing.pk)
    rows = [verdict for _, _, found in judged(pairings, on=TODAY) for verdict in found]
    found = {}
    for verdict in rows:
        key = names[verdict.obligation_id], window_label(verdict.window)
        assert key not in found
        found[key] = (verdict.status or "", figure(verdict)), inner(verdict)
    return found


def figure(verdict: Verdict) -> str:
    if verdict.status in ("breached", "on_track") and not verdict.required:
        return ""
    asked = verdict.maximum if verdict.status == "exceeded" else verdict.required
    asked = asked or verdict.maximum
    return f"{verdict.counted}/{asked}" if asked else ""


def inner(verdict: Verdict) -> tuple:
    window = verdict.window
    parts = tuple((p.status, p.required, p.counted) for p in verdict.parts)
    return verdict.maximum, parts, window.starts_on, window.ends_on, window.closes_on


def differences(before: dict, after: dict) -> dict:
    return {
        key: (before.get(key, (None,))[0], after.get(key, (None,))[0])
        for key in before | after
        if before.get(key) != after.get(key)
    }


def shown_by(response) -> dict:
    page = response.context["page"]
    assert page.total == len(page.lines)
    assert page.total == sum(part.count for part in (*page.moves, *page.tallies))
    return {
        (line.duty, line.window): (standing(line.before), standing(line.after))
        for line in page.lines
    }


def standing(told) -> tuple[str, str] | None:
    return told and (told.status, told.figure if "/" in told.figure else "")
