"""Contradictions and remarks: a finding for each, at its field, and none for what is right."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from agreements import services, wording
from agreements.models import Agreement, Obligation, QuotaLine
from agreements.readiness import blocking, remarks_on
from agreements.services import errors
from agreements.validators import (
    Finding,
    Problem,
    amendment_problems,
    problems_of,
    quota_problems,
)
from tests.factories import create_agreement, create_clause, create_obligation, create_pairing

pytestmark = pytest.mark.django_db
PART = {
    "name": "其中",
    "party": "supporting",
    "activity_types": ["demo_lesson"],
    "measure": "events",
    "period": "term",
}


def read(agreement):
    return Agreement.objects.for_document().get(pk=agreement.pk)


def test_the_duties_of_the_factories_contradict_nothing():
    duty = create_obligation()
    share = create_obligation(clause=duty.clause, part_of=duty, minimum=2)

    assert problems_of(duty) == problems_of(share) == []
    duty.full_clean()


@pytest.mark.parametrize(
    ("whole", "share", "found"),
    [
        ({"minimum": 3}, {"minimum": 3}, []),
        ({"minimum": 3}, {"minimum": 4}, [Finding.SHARE_LARGER]),
        ({"minimum": 3, "maximum": 5}, {"minimum": 5}, []),
        ({"minimum": 3, "maximum": 5}, {"minimum": 6}, [Finding.SHARE_LARGER]),
        ({"minimum": 3}, {"minimum": 9, "measure": "lessons"}, []),  # another measure
        ({"minimum": 3}, {"minimum": 9, "period": "agreement_year"}, []),  # another period
        ({"minimum": None}, {"minimum": 9}, []),
    ],
)
def test_a_share_is_compared_with_its_whole_in_the_same_measure_and_period(whole, share, found):
    duty = create_obligation(**whole)
    part = Obligation(**({**PART, "clause": duty.clause, "part_of": duty} | share))

    assert [problem.finding for problem in problems_of(part)] == found


def test_a_circle_of_shares_is_found():
    first = create_obligation()
    second = create_obligation(clause=first.clause, part_of=first)
    first.part_of = second

    assert [p.finding for p in problems_of(first)] == [Finding.SHARE_OF_ITSELF]


def test_a_share_stands_in_the_agreement_of_its_whole():
    whole = create_obligation(name="讲座")
    share = Obligation(**PART, clause=create_obligation().clause, part_of=whole)

    (problem,) = problems_of(share)

    assert (problem.finding, problem.facts) == (
        Finding.SHARE_OF_ANOTHER_AGREEMENT,
        {"whole": "讲座"},
    )


@pytest.mark.parametrize(
    ("line", "duty", "found"),
    [
        ({"season": "spring", "minimum": 1}, {"period": "term"}, []),
        ({"season": "spring", "minimum": 1}, {"period": "school_year"}, [Finding.QUOTA_SEASON]),
        ({"stage": "senior", "minimum": 1}, {"stages": ["primary"]}, [Finding.QUOTA_STAGE]),
        ({"stage": "senior", "minimum": 1}, {}, []),
        (
            {"agreement_year": 1, "minimum": 3, "maximum": 2},
            {},
            [Finding.MAXIMUM_BELOW_MINIMUM],
        ),
    ],
)
def test_quota_lines_fit_their_duty(line, duty, found):
    problems = quota_problems(QuotaLine(**line), create_obligation(**duty))

    assert [problem.finding for problem in problems] == found


@pytest.mark.parametrize(
    ("copies", "holders", "found"),
    [
        (5, (1, 1, 1, 1, 1), []),
        (4, (1, 1, 2), []),
        (3, (1, 1), [(Finding.COPIES_DIFFER, {"copies": 3, "held": 2})]),
        (2, (1, 2), [(Finding.COPIES_DIFFER, {"copies": 2, "held": 3})]),
        (2, (), [(Finding.COPIES_WITHOUT_HOLDERS, {"copies": 2})]),
    ],
)
def test_copies_and_holders_are_added_up(copies, holders, found):
    agreement = create_agreement(copies=copies)
    for order, count in enumerate(holders):
        agreement.copy_holders.create(holder=f"教育局{order}", count=count, order=order)

    assert [(p.finding, p.facts) for p in remarks_on(read(agreement))] == found


@pytest.mark.parametrize(
    ("text", "ends_on", "years"),
    [
        ("帮扶期限为三年。", date(2028, 3, 9), []),
        ("帮扶期限为三年。", date(2028, 3, 31), []),  # March to March
        ("帮扶期限为三年。", date(2027, 12, 31), [3]),
        ("协作期3年，", date(2027, 3, 9), [3]),
        ("结对帮扶时间两年", date(2027, 3, 9), []),
        ("近三年来成效显著", date(2027, 3, 9), []),  # no length of a term
    ],
)
def test_the_years_in_words_are_compared_with_the_days(text, ends_on, years):
    agreement = create_agreement(starts_on=date(2025, 3, 10), ends_on=ends_on)
    agreement.copy_holders.create(holder="县教育局", count=2)
    create_clause(agreement=agreement, text=text)

    remarks = remarks_on(read(agreement))

    assert [(p.finding, p.facts["years"]) for p in remarks] == [
        (Finding.YEARS_DIFFER, number) for number in years
    ]


def test_an_agreement_without_clauses_cannot_be_signed():
    assert [p.finding for p in blocking(read(create_agreement()))] == [Finding.EMPTY_AGREEMENT]


@pytest.mark.parametrize("text", ["选派____名教师", "选派＿名教师", "选派□名教师"])
def test_a_blank_in_the_text_keeps_it_from_being_signed(text):
    agreement = create_agreement()
    create_clause(agreement=agreement, text=text)

    assert [(p.finding, p.place) for p in blocking(read(agreement))] == [
        (Finding.BLANK_TEXT, "（一）1")
    ]


def test_a_principle_may_stay_without_a_number():
    agreement = create_agreement()
    create_obligation(agreement=agreement, modality="text_only", uncounted=True, minimum=None)

    assert blocking(read(agreement)) == []


def test_an_amendment_takes_effect_inside_the_agreement_of_the_same_pairing():
    main = create_agreement()  # 10 March 2025 to 9 March 2027
    own, other = main.pairing_id, create_pairing().pk

    def found(pairing_id, starts_on):
        problems = amendment_problems(
            amends=main, pairing_id=pairing_id, starts_on=starts_on, ends_on=main.ends_on
        )
        return [problem.finding for problem in problems]

    assert found(own, date(2025, 3, 10)) == []
    assert found(own, date(2027, 3, 9)) == []
    assert found(own, date(2027, 3, 10)) == [Finding.AMENDS_OUTSIDE]
    assert found(other, date(2025, 9, 1)) == [Finding.AMENDS_ANOTHER_PAIRING]


# --- Words ----------------------------------------------------------------------------------
def test_every_finding_and_every_refusal_has_a_sentence():
    refusals = {
        name
        for name, error in vars(errors).items()
        if isinstance(error, type) and issubclass(error, errors.AgreementChangeError)
    }

    assert set(wording.FINDINGS) == set(Finding)
    assert set(wording.REFUSALS) == refusals - {"AgreementChangeError"}
    assert set(wording.REFUSALS) <= set(services.__all__)


def test_a_finding_names_both_values_and_its_clause():
    problem = Problem(
        finding=Finding.GRADE_NOT_OF_STAGE,
        facts={"grades": ["s1"], "stages": ["primary", "junior"]},
        place="（二）4",
    )

    with override("en"):
        assert wording.sentence(problem) == (
            "（二）4: Senior grade 1: no grade of the stages chosen"
            " (Primary school, Junior high school)."
        )


def test_the_model_says_what_is_wrong_at_the_field():
    duty = create_obligation(minimum=4)
    duty.maximum = 2

    with pytest.raises(ValidationError) as refused, override("en"):
        Obligation.clean(duty)

    assert refused.value.message_dict == {"maximum": ["At most 2 is less than at least 4."]}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            services.DayOutsideError(
                None,
                day=date(2030, 1, 1),
                first_on=date(2025, 3, 10),
                last_on=date(2027, 3, 9),
            ),
            "2030-01-01 is not possible: choose a day from 2025-03-10 to 2027-03-09.",
        ),
        (services.AlreadySignedError(None, side="receiving"), "Party B has signed before."),
        (
            services.WrongStateError(None, state="in_force"),
            "The agreement is “In force” by now; this step is not possible any more.",
        ),
        (
            services.NotReadyError(
                None,
                problems=[
                    Problem(finding=Finding.BLANK_TEXT, place="（一）1"),
                    Problem(finding=Finding.EMPTY_SECTION, place="（二）"),
                ],
            ),
            "The agreement cannot be signed yet: （一）1: The text still has a blank."
            " （二）: The clause is empty.",
        ),
    ],
)
def test_a_refusal_is_said_with_its_values(error, words):
    with override("en"):
        assert wording.refusal(error) == words
