"""Who should support whom, and totals that add up."""

import pytest

from pairing.eligibility import (
    Finding,
    batch_totals,
    large_with_few_partners,
    remarks,
    supporters_without_pairing,
)
from pairing.models import Pairing, School
from pairing.services import PairingChangeError
from pairing.wording import FINDINGS, REFUSALS, sentence
from tests.factories import create_bureau, create_pairing, create_programme, create_school

pytestmark = pytest.mark.django_db


def pairing_of(*, supporting=None, receiving=None) -> Pairing:
    return create_pairing(
        supporting=create_school(**{"urban_rural_code": "111"} | (supporting or {})),
        receiving=create_school(**{"urban_rural_code": "220"} | (receiving or {})),
    )


@pytest.mark.parametrize(
    ("supporting", "receiving", "found"),
    [
        pytest.param({}, {}, [], id="a city school supports a village school"),
        pytest.param({"urban_rural_code": "121"}, {}, [], id="the county seat supports"),
        pytest.param(
            {"urban_rural_code": "122"},
            {},
            [Finding.SUPPORTING_NOT_URBAN],
            id="a town's fringe supports",
        ),
        pytest.param({}, {"urban_rural_code": "121"}, [], id="a town receives"),
        pytest.param(
            {}, {"urban_rural_code": "112"}, [Finding.RECEIVING_URBAN], id="the city receives"
        ),
        pytest.param({"urban_rural_code": ""}, {}, [Finding.CLASS_MISSING], id="no class"),
        pytest.param(
            {"urban_rural_code": "", "kind": "unit", "stages": []}, {}, [], id="a party branch"
        ),
        pytest.param(
            {"stages": ["junior"]},
            {"stages": ["primary"]},
            [Finding.STAGES_DIFFER],
            id="stages",
        ),
        pytest.param({"status": "merged"}, {}, [Finding.SCHOOL_ENDED], id="a merged school"),
    ],
)
def test_what_is_unusual_about_a_pairing_is_found(supporting, receiving, found):
    pairing = pairing_of(supporting=supporting, receiving=receiving)

    assert [remark.finding for remark in remarks(pairing)] == found
    assert all("%" not in sentence(remark) for remark in remarks(pairing))


def test_every_finding_and_every_refusal_has_its_sentence():
    assert set(FINDINGS) == set(Finding)
    assert set(REFUSALS) == set(PairingChangeError.__subclasses__())


def test_urban_schools_that_support_nobody_are_listed():
    bureau = create_bureau()
    idle = create_school(bureau=bureau, urban_rural_code="111")
    create_school(bureau=bureau, urban_rural_code="220")
    create_school(bureau=bureau, urban_rural_code="111", status="closed")
    create_school(bureau=bureau, urban_rural_code="111", stages=["senior"])
    create_school(bureau=bureau, urban_rural_code="111", kind="unit")
    busy = create_school(bureau=bureau, urban_rural_code="111")
    ended = create_school(bureau=bureau, urban_rural_code="111")
    village = create_school(bureau=bureau, urban_rural_code="220")
    create_pairing(supporting=busy, receiving=village)
    create_pairing(supporting=ended, receiving=village, ended_on="2026-01-01")

    found = supporters_without_pairing(School.objects.filter(bureau=bureau))

    assert found == [idle, ended]


@pytest.mark.parametrize(
    ("staff", "partners", "is_listed"),
    [
        pytest.param(100, 1, True, id="as large as that, one partner"),
        pytest.param(100, 2, False, id="two partners are enough"),
        pytest.param(99, 1, False, id="one person short of large"),
    ],
)
def test_a_large_urban_school_supports_two_at_least(staff, partners, is_listed):
    school = create_school(urban_rural_code="111", staff_total=staff)
    for _ in range(partners):
        create_pairing(supporting=school, receiving=create_school(urban_rural_code="220"))
    # A second pairing with the same school is no second partner.
    first = school.supports.first()
    create_pairing(
        supporting=school, receiving=first.receiving_school, programme=create_programme()
    )

    found = large_with_few_partners(School.objects.filter(pk=school.pk), large_from=100)

    assert (found == [school]) is is_listed


def test_totals_are_the_sums_of_their_lines():
    """004 says 48 in one place and 49 in another; 10 + 1 + 21 + 12 + 5 is 49."""
    bureau = create_bureau()
    supporting = create_school(bureau=bureau)
    programme = create_programme(bureau=bureau)
    for school_type, number in (("111", 10), ("511", 1), ("211", 21), ("342", 12), ("361", 5)):
        for _ in range(number):
            receiving = create_school(bureau=bureau, school_type=school_type)
            create_pairing(
                supporting=supporting, receiving=receiving, batch=1, programme=programme
            )
    again = Pairing.objects.first().receiving_school
    create_pairing(supporting=supporting, receiving=again, batch=2, programme=programme)
    create_pairing(supporting=supporting, receiving=again, programme=programme)

    totals = batch_totals(Pairing.objects.select_related("receiving_school"))

    assert [(b.batch, b.receiving, b.pairings) for b in totals.batches] == [
        (1, 49, 49),
        (2, 1, 1),
        (None, 1, 1),
    ]
    lines = [(line.school_type, line.receiving) for line in totals.batches[0].lines]
    assert lines == [("111", 10), ("211", 21), ("342", 12), ("361", 5), ("511", 1)]
    assert (totals.receiving, totals.pairings, totals.schools, totals.repeated) == (
        51,
        51,
        49,
        2,
    )
