"""A past day is answered as it was known that day, whatever was changed or taken back since."""

from datetime import date
from decimal import Decimal

import pytest

from activities import services as activities
from compliance.services import verdicts_of
from pairing.services import change_programme
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_member,
    create_obligation,
    create_pairing,
)

pytestmark = pytest.mark.django_db
AUTUMN = date(2025, 9, 1)


def counted(pairing, *, on: date) -> int:
    """What counted for the autumn term, asked about ``on``."""
    [found] = [v for v in verdicts_of(pairing, on=on) if v.window.starts_on == AUTUMN]
    return found.counted


def test_a_mark_that_was_taken_back_stands_on_the_days_between():
    pairing = create_pairing()
    create_obligation(agreement=create_agreement(pairing=pairing))
    staff = create_member(role="bureau_staff", bureau=pairing.receiving_school.bureau)
    first, second = (create_activity(pairing=pairing, on=date(2025, 9, 15)) for _ in range(2))
    for month in (10, 11):
        marked = activities.mark_duplicate(
            first, other=second, by=staff, at=at(date(2025, month, 10))
        )
        activities.unmark_duplicate(marked, by=staff, at=at(date(2025, month, 20)))
        first.refresh_from_db()
        second.refresh_from_db()

    days = [date(2025, month, day) for month in (10, 11) for day in (9, 10, 19, 20)]

    assert [counted(pairing, on=day) for day in days] == [2, 1, 1, 2] * 2


def test_what_a_programme_decides_later_does_not_reach_back():
    pairing = create_pairing()
    create_obligation(agreement=create_agreement(pairing=pairing))

    def statuses() -> list[str]:
        found = [
            verdicts_of(pairing, on=day) for day in (date(2025, 9, 30), date(2025, 10, 31))
        ]
        autumn = [v for verdicts in found for v in verdicts if v.window.starts_on == AUTUMN]
        return [verdict.status.value for verdict in autumn]

    assert statuses() == ["at_risk", "at_risk"]
    for day, tolerance in ((15, "0.05"), (15, "0.90"), (20, "0.05"), (20, "0.95")):
        pairing.programme.tolerance = Decimal(tolerance)
        change_programme(pairing.programme, on=date(2025, 10, day))
        pairing.refresh_from_db()

    assert statuses() == ["at_risk", "on_track"]
    assert [kept["tolerance"] for kept in pairing.programme.former_rules] == ["0.200", "0.900"]
