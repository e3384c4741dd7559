"""A duty without a number: proposed by one school, agreed by the other, and what follows."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import services
from agreements.models import NumberStep, Obligation
from agreements.number_wording import REFUSALS
from agreements.numbers import waiting_for
from compliance.services import verdicts_of
from records.models import Event, Notice
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_clause,
    create_member,
    create_obligation,
)

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 2, 20), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})


class Blank:
    """A duty of 若干 lessons a term, and the people of both schools."""

    def __init__(self, **fields):
        self.agreement = create_agreement(**fields)
        self.pairing = self.agreement.pairing
        self.duty = create_obligation(agreement=self.agreement, uncounted=True, minimum=None)
        a, b = self.pairing.supporting_school, self.pairing.receiving_school
        self.liaison_a = create_member(role="liaison", school=a, name="甲联络员")
        self.liaison_b = create_member(role="liaison", school=b, name="乙联络员")
        self.principal_a = create_member(role="principal", school=a, name="甲校长")
        self.principal_b = create_member(role="principal", school=b, name="乙校长")
        self.staff = create_member(role="bureau_staff", bureau=a.bureau, name="局员")
        self.inspector = create_member(role="inspector", bureau=a.bureau, name="督学")

    def propose(self, number=3, *, side="supporting", by=None, day=date(2026, 3, 2), note=""):
        by = by or self.principal_a
        facts = {"side": side, "number": number, "note": note}
        return services.propose_number(self.duty, by=by, at=at(day), **facts)

    def agree(self, number=3, *, side="receiving", by=None, day=date(2026, 3, 9)):
        by = by or self.principal_b
        return services.agree_number(self.duty, side=side, number=number, by=by, at=at(day))

    def fresh(self):
        return Obligation.objects.get(pk=self.duty.pk)

    def page(self, name="agreement_number"):
        return reverse(name, args=[self.agreement.pk, self.duty.pk])


def test_a_number_agreed_in_a_draft_fills_the_duty():
    case = Blank(signed_on=None)

    case.propose()
    case.agree()

    row = case.fresh()
    assert (row.minimum, row.uncounted, row.number_agreed_on) == (3, False, None)


def test_a_number_agreed_later_holds_for_windows_that_begin_on_or_after_that_day():
    case = Blank()
    for day in (date(2026, 3, 20), date(2026, 9, 20)):
        create_activity(pairing=case.pairing, on=day)

    case.propose()
    case.agree(day=date(2026, 3, 9))

    found = verdicts_of(case.pairing, on=date(2026, 10, 1))
    assert [(v.window.starts_on, v.required, v.counted) for v in found] == [
        (AUTUMN, 3, 1),
        (date(2027, 2, 20), 3, 0),
    ]


@pytest.mark.parametrize(
    ("agreed", "first_window"),
    [
        pytest.param(SPRING, SPRING, id="on the first day of the term"),
        pytest.param(date(2026, 2, 21), AUTUMN, id="the day after"),
    ],
)
def test_the_term_that_begins_on_the_day_is_counted(agreed, first_window):
    case = Blank()

    case.propose(day=agreed)
    case.agree(day=agreed)

    assert verdicts_of(case.pairing, on=agreed)[0].window.starts_on == first_window


def test_questions_about_earlier_days_do_not_know_the_number():
    case = Blank()

    case.propose()
    case.agree(day=date(2026, 3, 9))

    assert verdicts_of(case.pairing, on=date(2026, 3, 8)) == []
    assert verdicts_of(case.pairing, on=date(2026, 3, 9)) != []


def test_the_other_school_may_answer_with_another_number():
    case = Blank()
    case.propose(5)
    case.propose(
        2, side="receiving", by=case.principal_b, day=date(2026, 3, 3), note="师资紧张"
    )

    case.agree(2, side="supporting", by=case.principal_a)

    told = NumberStep.objects.values_list("kind", "side", "number", "by_name", "note")
    assert list(told) == [
        ("proposed", "supporting", 5, "甲校长", ""),
        ("proposed", "receiving", 2, "乙校长", "师资紧张"),
        ("agreed", "supporting", 2, "甲校长", ""),
    ]
    assert case.fresh().minimum == 2


def test_nothing_is_agreed_unseen():
    case = Blank()

    with pytest.raises(services.NothingProposedError):
        case.agree()
    case.propose(3)
    with pytest.raises(services.OwnProposalError):
        case.agree(side="supporting")
    case.propose(4, day=date(2026, 3, 5))
    with pytest.raises(services.OtherNumberError):
        case.agree(3)
    case.agree(4)
    with pytest.raises(services.HasNumberError):
        case.propose(9)


@pytest.mark.parametrize("state", ["agreed", "signing", "terminated"])
def test_no_number_is_agreed_while_an_agreement_lies_for_signing_or_is_over(state):
    case = Blank(signed_on=None, state=state)

    with pytest.raises(services.NotOpenError):
        case.propose()


def test_a_share_never_asks_for_more_than_its_whole():
    case = Blank(signed_on=None)
    clause = create_clause(agreement=case.agreement)
    whole = create_obligation(clause=clause, minimum=2)
    case.duty.part_of, case.duty.clause = whole, clause
    case.duty.save()

    with pytest.raises(services.ContradictionError) as caught:
        case.propose(3)

    assert caught.value.sentences
    assert case.fresh().uncounted
    assert not NumberStep.objects.exists()


def test_every_step_leaves_an_event_and_one_message_to_each_of_the_other_school():
    case = Blank()

    case.propose(3)

    kinds = Notice.objects.values_list("kind", "recipient__display_name").order_by("pk")
    assert list(kinds) == [("number_proposed", "乙联络员"), ("number_proposed", "乙校长")]
    event = Event.objects.about(case.duty).get()
    assert (event.verb, event.actor_name) == ("obligation.number_proposed", "甲校长")
    assert [
        step.number for step in waiting_for(case.principal_b, school_ids=[_b(case).pk])
    ] == [3]
    assert waiting_for(case.principal_a, school_ids=[_a(case).pk]) == []

    case.agree()

    assert Notice.objects.filter(kind="number_agreed").count() == 4


def _a(case):
    return case.pairing.supporting_school


def _b(case):
    return case.pairing.receiving_school


def test_every_refusal_has_its_sentence():
    assert set(REFUSALS) == {kind.__name__ for kind in services.NumberError.__subclasses__()}


# --- the page -----------------------------------------------------------------------------


def test_both_principals_agree_on_the_page(client):
    case = Blank()
    client.force_login(case.principal_a)
    client.post(case.page("agreement_number_propose"), {"side": "supporting", "number": "3"})
    client.force_login(case.principal_b)

    page = client.get(case.page())
    client.post(case.page("agreement_number_agree"), {"number": "3"})

    assert "Agree to 3" in page.content.decode()
    assert case.fresh().minimum == 3
    assert "Nobody has proposed" not in client.get(case.page()).content.decode()


@pytest.mark.parametrize(
    ("who", "draft", "binding"),
    [
        ("liaison_a", 302, 403),
        ("principal_a", 302, 302),
        ("staff", 403, 403),
        ("inspector", 403, 403),
    ],
)
def test_what_binds_already_is_agreed_by_principals_alone(client, who, draft, binding):
    for expected, fields in ((draft, {"signed_on": None}), (binding, {})):
        case = Blank(**fields)
        client.force_login(getattr(case, who))

        assert client.get(case.page()).status_code == 200
        answer = client.post(
            case.page("agreement_number_propose"), {"side": "supporting", "number": "3"}
        )
        assert answer.status_code == expected


@pytest.mark.parametrize("number", ["", "0", "-2", "两次", "999999999999"])
def test_what_is_no_number_comes_back_with_a_sentence_and_keeps_the_rest(client, number):
    case = Blank()
    client.force_login(case.principal_a)

    answer = client.post(
        case.page("agreement_number_propose"),
        {"side": "supporting", "number": number, "note": "按往年"},
    )

    assert answer.status_code == 422
    assert "按往年" in answer.content.decode()
    assert not NumberStep.objects.exists()


def test_the_agreement_lists_its_blanks_and_whose_turn_it_is(client):
    case = Blank()
    case.propose(3)
    client.force_login(case.principal_b)

    lines = client.get(reverse("agreement", args=[case.agreement.pk])).context["numbers"]

    assert [(line.waits_for, line.turn) for line in lines] == [("receiving", True)]


def test_a_duty_that_always_had_its_number_has_no_such_page(client):
    case = Blank()
    counted = create_obligation(agreement=case.agreement)
    client.force_login(case.principal_a)

    address = reverse("agreement_number", args=[case.agreement.pk, counted.pk])

    assert client.get(address).status_code == 404
