"""A county bureau at work on one Monday in November."""

from datetime import date

import pytest
import time_machine

from compliance import services
from tests.compliance.whatif.desk import (
    TODAY,
    create_paired,
    enter,
)
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_bureau,
    create_member,
    create_obligation,
    create_programme,
    create_terms,
)


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
