"""Two pairings whose last school year is filed; in one of them something came afterwards."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from activities.models import Activity, ActivityLink, ActivityState
from compliance.engine.verdicts import Verdict
from compliance.filing import file_year, year_to_file
from compliance.models import Filing
from compliance.school_years import calendar_of, school_year_days
from pairing.models import Pairing
from records.models import User

WITH_CHANGES, WITHOUT = "QL-JD-002", "QL-JD-008"
NOTE = "学年考核会审议通过（演示）"
FILED_AFTER = timedelta(days=20)  # the year's last day
CONFIRMED_AFTER, VOIDED_AFTER = timedelta(days=4), timedelta(days=6)  # the filing


def load_filings(pairings: dict[str, Pairing], *, day: date) -> None:
    """File the last school year that is far enough gone on ``day``; what an earlier load
    filed, and what rests on scenery that was rebuilt, is filed anew."""
    _clear(pairings)
    for code in (WITH_CHANGES, WITHOUT):
        pairing = pairings[code]
        school_year, filed_on = last_year(pairing, day=day)
        if filed_on - FILED_AFTER < pairing.starts_on:
            continue  # no year of it is over yet
        if pairing.filings.filter(school_year=school_year).exists():
            continue  # a visitor's
        if code == WITH_CHANGES:
            _file_with_changes(pairing, school_year=school_year, on=filed_on)
        else:
            _file(pairing, school_year=school_year, on=filed_on)


def _clear(pairings: dict[str, Pairing]) -> None:
    for filing in Filing.objects.filter(pairing__in=pairings.values()):
        named = _named(filing)
        if filing.note == NOTE or Activity.objects.filter(pk__in=named).count() < len(named):
            filing.delete()


def _named(filing: Filing) -> set[int]:
    return {
        item["activity_id"]
        for rows in filing.verdicts.values()
        for data in rows
        for item in (*data["evidence"], *data["near_misses"])
    }


def last_year(pairing: Pairing, *, day: date) -> tuple[int, date]:
    """The school year, and the day it was filed."""
    days = calendar_of(pairing)
    for school_year in range(day.year, day.year - 4, -1):
        filed_on = school_year_days(days, school_year)[1] + FILED_AFTER
        if filed_on + VOIDED_AFTER <= day:
            return school_year, filed_on
    raise LookupError(f"no school year is over on {day}")


def _file(pairing: Pairing, *, school_year: int, on: date) -> None:
    bureau = User.objects.get(username="bureau")
    file_year(pairing, school_year=school_year, by=bureau, at=moment(on), on=on, note=NOTE)


def _file_with_changes(pairing: Pairing, *, school_year: int, on: date) -> None:
    """One activity was confirmed only after the filing, another one voided after it."""
    late, voided = _two_counted(pairing, school_year=school_year, on=on)
    _confirm_on(late, pairing, on=on + CONFIRMED_AFTER)
    _file(pairing, school_year=school_year, on=on)
    _void_on(voided, pairing, on=on + VOIDED_AFTER)


def _two_counted(pairing: Pairing, *, school_year: int, on: date) -> tuple[int, int]:
    """Activities that count in two duties of the spring, each for that duty alone."""
    year = year_to_file(pairing, school_year=school_year, on=on)
    served: dict[int, list[Verdict]] = {}
    for verdict in year.all:
        for item in verdict.evidence:
            served.setdefault(item.activity_id, []).append(verdict)
    alone = {pk: found[0] for pk, found in served.items() if len(found) == 1}
    late = max(alone, key=lambda pk: (alone[pk].window.starts_on, -pk))
    other = {
        pk: verdict
        for pk, verdict in alone.items()
        if verdict.obligation_id != alone[late].obligation_id
    }
    return late, max(other, key=lambda pk: (other[pk].window.starts_on, -pk))


def _confirm_on(activity_id: int, pairing: Pairing, *, on: date) -> None:
    link = ActivityLink.objects.get(activity=activity_id, pairing=pairing)
    link.steps.filter(state=ActivityState.CONFIRMED).update(on=on, at=moment(on))


def _void_on(activity_id: int, pairing: Pairing, *, on: date) -> None:
    link = ActivityLink.objects.select_related("activity__logged_by").get(
        activity=activity_id, pairing=pairing
    )
    link.steps.create(
        state=ActivityState.VOIDED,
        on=on,
        at=moment(on),
        by=link.activity.logged_by,
        reason="核对签到表后发现与另一次活动重复登记",
    )
    ActivityLink.objects.filter(pk=link.pk).update(state=ActivityState.VOIDED)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 20)))
