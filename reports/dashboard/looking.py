"""Where to look first: what is past, behind, silent, entered late, or about to end.

Ordered by due day. No school is ranked; a line says what is missing and leads to the reasons.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.models import ActivityLink, ActivityState
from agreements.models import Agreement, AgreementState
from compliance.engine.serialise import from_data
from compliance.engine.verdicts import Severity, Status
from compliance.presenters.addresses import window_address
from compliance.wording import why
from pairing.models import Pairing
from reports.dashboard.figures import SILENCE_DAYS

MOST_PAST, MOST_BEHIND, MOST_OTHERS, MOST_A_PAIRING = 3, 5, 2, 2
LATE_ENTRY_DAYS = 14
BURST_WITHIN_DAYS = 60
BURST = 1  # so many activities entered late for one pairing are worth a question
ENDS_WITHIN_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line: a status or a flow mark with its word, a title that links, a sentence."""

    status: str
    title: str
    text: str
    address: str
    mark: str = ""
    word: str = ""


def looks_of(pairings: QuerySet, rows: QuerySet, *, on: date) -> Iterator[Look]:
    """At most a dozen lines; eight queries."""
    red = rows.filter(severity=Severity.RED.value).select_related(
        "obligation__clause", "pairing__receiving_school", "pairing__supporting_school"
    )
    past = red.filter(status=Status.BREACHED.value).order_by("-closes_on", "pk")
    behind = red.filter(status=Status.AT_RISK.value).order_by("last_useful_on", "pk")
    for row in [*_spread(past, most=MOST_PAST), *_spread(behind, most=MOST_BEHIND)]:
        yield _verdict(row)
    ids = pairings.order_by().values("pk")
    yield from _silent(ids, on=on)
    yield from _entered_late(ids, on=on)
    yield from _ending(ids, on=on)


def _spread(rows: QuerySet, *, most: int) -> list:
    """The first ``most`` rows with at most ``MOST_A_PAIRING`` of one pairing, so that one
    school's troubles do not hide all others'."""
    taken, seen = [], Counter()
    for row in rows[: most * 10]:
        if seen[row.pairing_id] < MOST_A_PAIRING and len(taken) < most:
            seen[row.pairing_id] += 1
            taken.append(row)
    return taken


def _verdict(row) -> Look:
    return Look(
        status=row.status,
        title=_("%(school)s: %(duty)s")
        % {"school": row.pairing.receiving_school.label, "duty": row.obligation.name},
        text=why(from_data(row.data), obligation=row.obligation),
        address=window_address(
            row.pairing_id,
            row.obligation_id,
            row.starts_on,
            trigger=row.trigger,
            stage=row.stage,
        ),
    )


def _silent(ids: QuerySet, *, on: date) -> Iterator[Look]:
    waiting = ActivityLink.objects.filter(
        pairing__in=ids,
        state=ActivityState.PENDING,
        activity__entered_at__date__lt=on - timedelta(days=SILENCE_DAYS),
    )
    for pairing, found in _by_pairing(waiting, most=MOST_OTHERS):
        yield Look(
            status="",
            mark="wait",
            word=_("Waiting"),
            title=ngettext(
                "%(school)s: %(count)s activity has waited more than %(days)s days",
                "%(school)s: %(count)s activities have waited more than %(days)s days",
                found["count"],
            )
            % {
                "school": pairing.receiving_school.label,
                "count": found["count"],
                "days": SILENCE_DAYS,
            },
            text=_("Nothing counts until the other school confirms it."),
            address=f"{reverse('activity_list')}?pairing={pairing.pk}&state=pending_confirm",
        )


def _entered_late(ids: QuerySet, *, on: date) -> Iterator[Look]:
    entered = TruncDate("activity__entered_at")
    since = on - timedelta(days=BURST_WITHIN_DAYS)
    links = ActivityLink.objects.filter(pairing__in=ids, activity__entered_at__date__gt=since)
    # Counted in Python: adding days to a date column reads differently on every database.
    rows = links.annotate(entered_on=entered).values_list(
        "pk", "entered_on", "activity__ends_on"
    )
    gap = timedelta(days=LATE_ENTRY_DAYS)
    late = ActivityLink.objects.filter(
        pk__in=[pk for pk, entered_on, ends_on in rows if entered_on - ends_on > gap]
    )
    for pairing, found in _by_pairing(late, most=MOST_OTHERS, least=BURST):
        yield Look(
            status="",
            mark="clock",
            word=pgettext("entry", "Late"),
            title=ngettext(
                "%(school)s: %(count)s activity entered late",
                "%(school)s: %(count)s activities entered late",
                found["count"],
            )
            % {"school": pairing.receiving_school.label, "count": found["count"]},
            text=_(
                "Entered more than %(days)s days after they took place, the first of "
                "%(day)s. Late entry is allowed; please ask why."
            )
            % {"days": LATE_ENTRY_DAYS, "day": found["first"].isoformat()},
            address=f"{reverse('activity_list')}?pairing={pairing.pk}",
        )


def _by_pairing(links: QuerySet, *, most: int, least: int = 1):
    """The pairings with most such links, with their count and the first day."""
    counted = list(
        links.order_by()
        .values("pairing")
        .annotate(count=Count("pk"), first=Min("activity__starts_on"))
        .filter(count__gte=least)
        .order_by("first", "pairing")[:most]
    )
    rows = Pairing.objects.select_related("receiving_school").in_bulk(
        [row["pairing"] for row in counted]
    )
    return [(rows[row["pairing"]], row) for row in counted]


def _ending(ids: QuerySet, *, on: date) -> Iterator[Look]:
    soon = Agreement.objects.main().filter(
        pairing__in=ids,
        state=AgreementState.IN_FORCE,
        ends_on__range=(on, on + timedelta(days=ENDS_WITHIN_DAYS)),
    )
    ending = soon.select_related("pairing__receiving_school").order_by("ends_on", "pk")
    for agreement in ending[:MOST_OTHERS]:
        days = (agreement.ends_on - on).days
        yield Look(
            status="",
            mark="clock",
            word=_("Ends soon"),
            title=_("%(school)s: the agreement ends on %(day)s")
            % {
                "school": agreement.pairing.receiving_school.label,
                "day": agreement.ends_on.isoformat(),
            },
            text=ngettext("%(days)s day left.", "%(days)s days left.", days) % {"days": days},
            address=reverse("agreement", args=[agreement.pk]),
        )
