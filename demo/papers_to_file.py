"""Agreements of the county that the worker files once the site runs: laying the county should
not wait for papers to be printed."""

from datetime import datetime

from agreements.models import Agreement
from records import jobs
from records.models import User
from reports.archive import filed_agreement
from reports.jobs import FILE_AGREEMENT

NUMBERS = ("QL-XY-001", "QL-XY-002", "QL-XY-008")
BY = "bureau"


def order_filing(*, at: datetime) -> int:
    """Order what is not filed yet; how many."""
    owner = User.objects.get(username=BY)
    rows = Agreement.objects.binding().filter(number__in=NUMBERS).order_by("number")
    waiting = [row for row in rows if filed_agreement(row) is None]
    for row in waiting:
        jobs.order(FILE_AGREEMENT, owner=owner, arguments={"agreement": row.pk}, at=at)
    return len(waiting)
