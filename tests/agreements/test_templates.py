"""Standard agreements: made of an agreement, issued to many pairings, each draft for itself."""

from datetime import date
from uuid import uuid4

import pytest

from agreements.models import (
    Agreement,
    AgreementTemplate,
    Obligation,
    TemplateIssue,
    TemplateRun,
)
from agreements.readings import blanks, plan
from agreements.rendering import render
from agreements.services import templates
from agreements.services.reading_errors import AlreadyIssuedError, RetiredTemplateError
from agreements.services.templates import Terms
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
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 1)
LAST = date(2029, 8, 31)


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def staff(bureau):
    return create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")


@pytest.fixture
def programme(bureau):
    return create_programme(bureau=bureau)


@pytest.fixture
def pairings(bureau, programme):
    return [
        create_pairing(
            supporting=create_school(bureau=bureau, name=f"支援{name}小学"),
            receiving=create_school(bureau=bureau, name=f"受援{name}小学"),
            programme=programme,
        )
        for name in ("第一", "第二", "第三")
    ]


@pytest.fixture
def template(bureau, staff, programme, pairings):
    agreement = create_agreement(pairing=pairings[0], signed_on=None, preamble="经协商约定。")
    clause = create_clause(
        agreement=agreement, text="支援第一小学帮助受援第一小学。", closing="经费____元。"
    )
    whole = create_obligation(clause=clause, measure="lessons", minimum=4)
    create_obligation(clause=clause, name="语文课", measure="lessons", minimum=1, part_of=whole)
    create_obligation(
        clause=clause, name="讲座", activity_types=["lecture"], minimum=None, uncounted=True
    )
    found = Agreement.objects.for_document().get(pk=agreement.pk)
    new = AgreementTemplate(
        bureau=bureau, programme=programme, name="标准协议", title="结对帮扶协议书"
    )
    return templates.template_of(found, template=new, by=staff, at=at(DAY))


def terms(number: str, **fills) -> Terms:
    return Terms(number=number, starts_on=DAY, ends_on=LAST, fills=fills)


def number_blank(template) -> str:
    rows = blanks.blanks_of(plan.from_json(template.content), name_of=lambda duty: "")
    return next(blank.key for blank in rows if blank.is_number)


def form_of(pairings, **more):
    return {
        "token": str(uuid4()),
        "pairings": [pairing.pk for pairing in pairings],
        "starts_on": "2026-09-01",
        "ends_on": "2029-08-31",
        "pattern": "QL-2026-####",
        "first_number": "1",
        **more,
    }


# --- Made -------------------------------------------------------------------------------------
def test_a_template_has_holes_where_the_agreement_named_its_schools(template):
    content = plan.from_json(template.content)

    assert [c.text for c in content.clauses if c.text] == ["{支援学校}帮助{受援学校}。"]
    rows = blanks.blanks_of(content, name_of=lambda duty: duty.duty["name"])
    assert [(blank.words, blank.is_number) for blank in rows] == [
        ("经费____元。", False),
        ("讲座", True),
    ]


# --- Issued -----------------------------------------------------------------------------------
def test_a_draft_has_the_names_days_and_fillings_of_its_pairing(template, pairings, staff):
    fills = {"t0": "5000", number_blank(template): 3}

    made = templates.issue(
        template, pairing=pairings[1], terms=terms("QL-1", **fills), by=staff, at=at(DAY)
    )

    clause = made.clauses.get(parent__isnull=False)
    assert (made.state, made.number, made.starts_on, made.ends_on) == (
        "draft",
        "QL-1",
        DAY,
        LAST,
    )
    assert (clause.text, clause.closing) == ("支援第二小学帮助受援第二小学。", "经费5000元。")
    rows = Obligation.objects.filter(clause=clause).order_by("order")
    assert [render(row) for row in rows] == [
        "甲方每学期上示范课不少于4节",
        "其中上示范课不少于1节",
        "甲方每学期举行专题讲座不少于3次",
    ]


def test_what_is_not_filled_in_stays_blank(template, pairings, staff):
    made = templates.issue(
        template, pairing=pairings[1], terms=terms("QL-1"), by=staff, at=at(DAY)
    )

    assert made.clauses.get(parent__isnull=False).closing == "经费____元。"
    assert Obligation.objects.get(clause__agreement=made, name="讲座").uncounted


def test_a_pairing_gets_no_second_draft_of_a_template(template, pairings, staff):
    templates.issue(template, pairing=pairings[1], terms=terms("1"), by=staff, at=at(DAY))

    with pytest.raises(AlreadyIssuedError):
        templates.issue(template, pairing=pairings[1], terms=terms("2"), by=staff, at=at(DAY))

    assert not Agreement.objects.filter(number="2").exists()


def test_a_retired_template_is_not_issued(template, pairings, staff):
    templates.retire(template, by=staff, at=at(DAY))

    with pytest.raises(RetiredTemplateError):
        templates.issue(template, pairing=pairings[1], terms=terms("1"), by=staff, at=at(DAY))


def test_what_one_pairing_refuses_stops_no_other_and_says_why(template, pairings, staff):
    pairings[1].ended_on = DAY
    pairings[1].save()
    row = {"starts_on": DAY.isoformat(), "ends_on": LAST.isoformat()}
    rows = {str(p.pk): {"number": f"QL-{place}", **row} for place, p in enumerate(pairings)}
    run = templates.order_run(template, token=uuid4(), rows=rows, by=staff, at=at(DAY))

    assert list(templates.carry_out(run)) == [1, 2, 3]

    outcomes = TemplateRun.objects.get().outcomes
    assert [outcomes[str(p.pk)].get("error") for p in pairings] == [
        None,
        "PairingEndedError",
        None,
    ]
    assert TemplateIssue.objects.count() == 2


def test_an_order_that_was_interrupted_goes_on_and_makes_nothing_twice(
    template, pairings, staff
):
    row = {"starts_on": DAY.isoformat(), "ends_on": LAST.isoformat()}
    rows = {str(p.pk): {"number": f"QL-{place}", **row} for place, p in enumerate(pairings)}
    run = templates.order_run(template, token=uuid4(), rows=rows, by=staff, at=at(DAY))
    next(iter(templates.carry_out(run)))
    TemplateRun.objects.update(outcomes={})  # it was lost between draft and outcome

    list(templates.carry_out(TemplateRun.objects.get()))

    assert [one.get("number") for one in TemplateRun.objects.get().outcomes.values()] == [
        "QL-0",
        "QL-1",
        "QL-2",
    ]
    assert TemplateIssue.objects.count() == 3


# --- The pages --------------------------------------------------------------------------------
def test_the_table_is_shown_before_anything_is_issued(client, staff, template, pairings):
    client.force_login(staff)
    address = f"/agreements/templates/{template.pk}/issue/"

    page = client.post(address, form_of(pairings[1:], look="1"))

    assert [row["number"] for row in page.context["table"]] == [
        "QL-2026-0001",
        "QL-2026-0002",
    ]
    assert not TemplateIssue.objects.exists()


def test_issuing_twice_by_one_form_is_one_order(client, staff, template, pairings):
    client.force_login(staff)
    address = f"/agreements/templates/{template.pk}/issue/"
    fill = f"fill_{pairings[1].pk}_{number_blank(template)}"
    form = form_of(pairings[1:], issue="1", **{fill: "5"})

    first = client.post(address, form)
    second = client.post(address, form)

    assert first.status_code == 302
    assert second.status_code == 422  # they are no longer on offer
    assert TemplateRun.objects.count() == 1
    assert TemplateIssue.objects.count() == 2
    numbers = Obligation.objects.filter(name="讲座", clause__agreement__number__startswith="QL")
    assert sorted(numbers.values_list("minimum", flat=True), key=str) == [5, None]
    assert "QL-2026-0001" in client.get(first.url).text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pattern": "QL-2026"}, "pattern"),
        ({"pattern": "#-#"}, "pattern"),
        ({"pairings": []}, "pairings"),
        ({"ends_on": "2026-08-31"}, "ends_on"),
    ],
    ids=["no place for the number", "two places", "no pairing", "days turned round"],
)
def test_what_is_wrong_stands_at_its_field(client, staff, template, pairings, change, field):
    client.force_login(staff)
    form = form_of(pairings[1:], issue="1") | change

    page = client.post(f"/agreements/templates/{template.pk}/issue/", form)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not TemplateIssue.objects.exists()


def test_a_number_that_is_taken_or_typed_twice_is_told(client, staff, template, pairings):
    client.force_login(staff)
    typed = {f"number_{pairing.pk}": "QL-9" for pairing in pairings[1:]}

    page = client.post(
        f"/agreements/templates/{template.pk}/issue/",
        form_of(pairings[1:], issue="1", **typed),
    )

    assert page.status_code == 422
    assert not TemplateIssue.objects.exists()


def test_more_pairings_than_a_page_may_wait_for_are_issued_by_a_worker(
    client, staff, template, pairings, monkeypatch
):
    monkeypatch.setattr("agreements.views.templates.AT_ONCE", 1)
    client.force_login(staff)

    answer = client.post(
        f"/agreements/templates/{template.pk}/issue/", form_of(pairings[1:], issue="1")
    )

    run = TemplateRun.objects.get()
    assert answer.url == f"/agreements/templates/runs/{run.pk}/"
    assert run.job.kind == "issue_template"
    assert client.get(answer.url).context["left"] == 2
