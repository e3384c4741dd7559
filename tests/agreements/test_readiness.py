"""What keeps an agreement from being signed, and what is remarked on: sections a programme asks
for, copies for the bureaus, duties outside the areas of the pairing."""

import pytest
from django.utils.translation import override

from agreements.models import Agreement
from agreements.readiness import blocking, remarks_on
from agreements.validators import Finding
from agreements.wording import sentence
from tests.factories import (
    create_agreement,
    create_bureau,
    create_clause,
    create_obligation,
    create_pairing,
    create_programme,
    create_school,
    create_support_area,
)

pytestmark = pytest.mark.django_db


def read(agreement) -> Agreement:
    return Agreement.objects.for_document().get(pk=agreement.pk)


def asking(*parts):
    return create_pairing(programme=create_programme(mandatory_sections=list(parts)))


# --- Sections a programme asks for ------------------------------------------------------------
PARTS = {
    "the time is always said": (["time"], [], []),
    "nothing asked": ([], [], []),
    "no section of that name": (["methods"], ["帮扶内容"], ["methods"]),
    "one of that name": (["methods"], ["帮扶办法"], []),
    "in other words": (["methods", "content"], ["协作方式", "双方职责"], []),
    "all five": (
        ["time", "content", "projects", "methods", "goals"],
        ["帮扶内容和项目", "帮扶办法", "阶段性目标"],
        [],
    ),
    "two missing": (["projects", "goals", "content"], ["帮扶内容"], ["projects", "goals"]),
}


@pytest.mark.parametrize(("asked", "headings", "missing"), PARTS.values(), ids=PARTS)
def test_sections_a_programme_asks_for_keep_it_from_being_signed(asked, headings, missing):
    agreement = create_agreement(pairing=asking(*asked), signed_on=None)
    create_obligation(agreement=agreement)
    for order, heading in enumerate(headings, start=2):
        section = agreement.clauses.create(order=order, label=f"{order}", heading=heading)
        create_clause(agreement=agreement, section=section.label, text="双方坦诚合作。")

    found = [p for p in blocking(read(agreement)) if p.finding == Finding.PART_MISSING]

    assert [problem.facts["part"] for problem in found] == missing


def test_a_section_of_that_name_that_says_nothing_is_none():
    agreement = create_agreement(pairing=asking("goals"), signed_on=None)
    create_obligation(agreement=agreement)
    section = agreement.clauses.create(order=9, label="（九）", heading="阶段性目标")
    create_clause(agreement=agreement, section=section.label, text="  ")

    found = {problem.finding for problem in blocking(read(agreement))}

    assert found == {Finding.PART_MISSING, Finding.EMPTY_SECTION}


def test_a_supplementary_agreement_needs_no_such_sections():
    main = create_agreement(pairing=asking("goals"))
    amendment = create_agreement(pairing=main.pairing, amends=main, signed_on=None)
    create_obligation(agreement=amendment)

    assert blocking(read(amendment)) == []


def test_the_sentence_names_the_section_in_both_languages():
    agreement = create_agreement(pairing=asking("goals"), signed_on=None)
    create_obligation(agreement=agreement)

    (problem,) = blocking(read(agreement))

    with override("zh-hans"):
        assert "阶段性目标" in sentence(problem)
    with override("en"):
        assert "Goals by stages" in sentence(problem)


# --- Copies for the bureaus -------------------------------------------------------------------
ONE_BUREAU = {
    "no bureau": (["甲方", "乙方"], [Finding.NO_BUREAU_COPY]),
    "the bureau": (["甲方", "乙方", "青岚县教育局"], []),
    "any bureau": (["甲方", "乙方", "市教体局"], []),
    "the authority": (["甲方", "乙方", "主管教育部门"], []),
    "nobody at all": ([], []),  # said by another sentence
}


@pytest.mark.parametrize(("holders", "findings"), ONE_BUREAU.values(), ids=ONE_BUREAU)
def test_a_bureau_keeps_a_copy(holders, findings):
    agreement = create_agreement(copies=max(len(holders), 1))
    for holder in holders:
        agreement.copy_holders.create(holder=holder)

    found = [problem.finding for problem in remarks_on(read(agreement))]

    assert [f for f in found if f != Finding.COPIES_WITHOUT_HOLDERS] == findings


TWO_BUREAUS = {
    "both by name": (["青岚县教育局", "石鼓区教育局"], []),
    "both by side": (["甲方主管教育部门", "乙方主管教育部门"], []),
    "both at once": (["双方主管部门"], []),
    "the city alone": (["市教育局"], ["supporting", "receiving"]),
    "one of them": (["青岚县教育局", "甲方", "乙方"], ["receiving"]),
    "five holders": (
        ["甲方", "乙方", "甲方主管教育部门", "乙方主管教育部门", "市教育局"],
        [],
    ),
}


@pytest.mark.parametrize(("holders", "missing"), TWO_BUREAUS.values(), ids=TWO_BUREAUS)
def test_each_side_has_a_copy_for_its_own_bureau(holders, missing):
    supporting = create_school(bureau=create_bureau(name="青岚县教育局"))
    receiving = create_school(bureau=create_bureau(name="石鼓区教育局"))
    pairing = create_pairing(supporting=supporting, receiving=receiving)
    agreement = create_agreement(pairing=pairing, copies=len(holders))
    for holder in holders:
        agreement.copy_holders.create(holder=holder)

    found = [
        problem.facts["side"]
        for problem in remarks_on(read(agreement))
        if problem.finding == Finding.OWN_BUREAU_NO_COPY
    ]

    assert found == missing


# --- Areas ------------------------------------------------------------------------------------
@pytest.mark.parametrize("stands_at", ["duty", "clause", "nowhere"])
def test_a_duty_about_what_the_pairing_is_not_about_is_remarked_on(stands_at):
    own, other = create_support_area(name="教育教学"), create_support_area(name="校园文化")
    agreement = create_agreement(copies=1)
    agreement.copy_holders.create(holder="县教育局")
    agreement.pairing.support_areas.add(own)
    clause = create_clause(
        agreement=agreement, support_area=other if stands_at == "clause" else None
    )
    create_obligation(
        clause=clause, name="艺术节", support_area=other if stands_at == "duty" else None
    )
    create_obligation(agreement=agreement, support_area=own)

    found = remarks_on(read(agreement))

    assert [problem.finding for problem in found] == (
        [] if stands_at == "nowhere" else [Finding.OUTSIDE_AREAS]
    )
    if found:
        assert found[0].facts == {"duty": "艺术节", "area": "校园文化", "areas": ["教育教学"]}
        with override("zh-hans"):
            assert "艺术节" in sentence(found[0])
