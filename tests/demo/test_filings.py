"""The demo county has filed years to look at, and moving it files them anew."""

from datetime import date

import pytest

from activities.models import Activity
from compliance.filing import file_year
from compliance.models import Filing, StoredVerdict
from demo.filings import WITH_CHANGES, WITHOUT
from demo.services import load_county
from pairing.models import Pairing
from records.models import Notice
from tests.factories import at, create_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def filed() -> list[tuple]:
    return list(
        Filing.objects.order_by("pairing__code").values_list(
            "pairing__code", "school_year", "filed_on"
        )
    )


def test_filed_years_follow_the_county_and_show_what_came_after():
    load_county(day=DAY, at=at(DAY))
    messages = Notice.objects.filter(kind="year_filed").count()

    assert filed() == [
        (WITH_CHANGES, 2025, date(2026, 9, 20)),
        (WITHOUT, 2025, date(2026, 9, 20)),
    ]
    changed = StoredVerdict.objects.exclude(after_filing=None)
    assert {row.pairing.code for row in changed} == {WITH_CHANGES}
    assert {row.after_filing > 0 for row in changed} == {True, False}

    # A visitor files one more; the county moves, and what rested on its scenery goes with it.
    other = Pairing.objects.get(code="QL-JD-001")
    file_year(other, school_year=2025, by=create_user(), at=at(DAY), on=DAY)
    load_county(day=date(2027, 10, 15), at=at(DAY))

    assert filed() == [
        (WITH_CHANGES, 2026, date(2027, 9, 20)),
        (WITHOUT, 2026, date(2027, 9, 20)),
    ]
    assert Notice.objects.filter(kind="year_filed", facts__school_year="2026—2027").count() == (
        messages
    )
    named = {
        item["activity_id"]
        for filing in Filing.objects.all()
        for rows in filing.verdicts.values()
        for data in rows
        for item in data["evidence"]
    }
    assert named <= set(Activity.objects.values_list("pk", flat=True))
