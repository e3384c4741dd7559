"""What goods are worth is counted where a clause asks for it: 床上用品15套，每套价值220元."""

from decimal import Decimal

import pytest

from activities import services
from activities.facts import DonationFacts, GoodsLine
from activities.models import Donation
from compliance.engine.verdicts import Status
from compliance.judging import verdicts_of
from tests.activities.desk import TODAY
from tests.activities.stage import ON, create_stage
from tests.factories import at, create_agreement, create_obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    """A pairing whose supporting school owes fifteen sets, worth 3300 yuan."""
    found = create_stage()
    agreement = create_agreement(pairing=found.pairing)
    sets = create_obligation(
        agreement=agreement,
        activity_types=["donation_goods"],
        measure="goods",
        period="agreement",
        minimum=15,
    )
    create_obligation(
        clause=sets.clause,
        activity_types=["donation_goods"],
        measure="amount",
        period="agreement",
        minimum=3300,
        part_of=sets,
    )
    return found


def give(stage, *lines: GoodsLine):
    activity = stage.log(
        type="donation_goods",
        goods=sum(line.quantity for line in lines),
        heads=(),
        lessons=0,
        donation=DonationFacts(purpose="寄宿生", lines=lines),
    )
    services.confirm(stage.link(activity), by=stage.bob, at=at(ON, 20))
    return activity


def sets(n: int, **value) -> GoodsLine:
    return GoodsLine(name="床上用品", unit="套", quantity=n, **value)


@pytest.mark.parametrize(
    ("lines", "worth", "status"),
    [
        ([sets(15, unit_value=Decimal(220))], Decimal(3300), Status.MET),
        ([sets(15, unit_value=Decimal("219.99"))], Decimal("3299.85"), Status.ON_TRACK),
        ([sets(14, unit_value=Decimal(240))], Decimal(3360), Status.ON_TRACK),
        ([sets(10, total_value=Decimal(2500)), sets(5)], Decimal(2500), Status.ON_TRACK),
        ([sets(15)], Decimal(0), Status.ON_TRACK),
    ],
    ids=[
        "exactly so many at that price",
        "a fen too cheap each",
        "one set short, worth enough",
        "some of unknown value",
        "nobody knows the value",
    ],
)
def test_the_sets_and_their_worth_are_both_asked(stage, lines, worth, status):
    activity = give(stage, *lines)

    [verdict] = verdicts_of(stage.pairing, on=TODAY)
    [value] = [part for part in verdict.parts if part.required == 3300]
    assert Donation.objects.get(activity=activity).worth == worth
    assert (verdict.counted, value.counted) == (activity.goods, worth)
    assert (verdict.status is Status.MET) == (status is Status.MET)


def test_money_given_is_no_worth_of_goods(stage):
    activity = stage.log(
        type="donation_money",
        amount=Decimal(5000),
        heads=(),
        lessons=0,
        donation=DonationFacts(purpose="图书"),
    )
    services.confirm(stage.link(activity), by=stage.bob, at=at(ON, 20))

    [verdict] = verdicts_of(stage.pairing, on=TODAY)
    assert (verdict.counted, {part.counted for part in verdict.parts}) == (0, {0})
