"""Where to look first: what is past, behind, silent, entered late, or about to end.

Ordered by due day. No school is ranked; a line says what is missing and leads to the reasons.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest, nsmallest

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements.models import Agreement, AgreementState
from compliance.engine.verdicts import Severity, Status
from compliance.frozen import verdict_of
from compliance.models import StoredVerdict
from compliance.presenters.addresses import window_address
from compliance.presenters.rulers import Ruler
from compliance.summing import LATE_DAYS, SILENCE_DAYS
from compliance.wording import filed_words, forecast_short, why
from pairing.models import Pairing
from reports.dashboard.county import Place

MOST_PAST, MOST_BEHIND, MOST_OTHERS, MOST_A_PAIRING = 3, 5, 2, 2
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The pairings the lines are about, by their ids; a dozen at most."""

    past: tuple[int, ...]
    behind: tuple[int, ...]
    silent: tuple[int, ...]
    late: tuple[int, ...]
    ending: tuple[int, ...]

    @property
    def ids(self) -> set[int]:
        return {*self.past, *self.behind, *self.silent, *self.late, *self.ending}


def chosen_of(places: Iterable[Place], *, on: date) -> Chosen:
    soon = (on + timedelta(days=ENDS_WITHIN_DAYS)).isoformat()
    ending = ((p.ends_on, p.pk) for p in places if p.ends_on and p.ends_on <= soon)
    past = [(p.past_on, -p.pk) for p in places if p.past_on]
    return Chosen(
        past=tuple(-pk for _day, pk in nlargest(MOST_PAST, past)),
        behind=_first(((p.behind_on, p.pk) for p in places), most=MOST_BEHIND),
        silent=_first(((p.silent_since, p.pk) for p in places), most=MOST_OTHERS),
        late=_first(((p.late_since, p.pk) for p in places), most=MOST_OTHERS),
        ending=_first(ending, most=MOST_OTHERS),
    )


def _first(days: Iterable[tuple[str | None, int]], *, most: int) -> tuple[int, ...]:
    return tuple(pk for _day, pk in nsmallest(most, (one for one in days if one[0])))


def with_ending(pairings: QuerySet[Pairing]) -> QuerySet[Pairing]:
    """With the agreement that ends on the ``ends_on`` of the standing."""
    ending = Agreement.objects.main().filter(
        pairing=OuterRef("pk"),
        state=AgreementState.IN_FORCE,
        ends_on=OuterRef("standing__ends_on"),
    )
    return pairings.annotate(ending_agreement=Subquery(ending.order_by("pk").values("pk")[:1]))


def looks_of(
    chosen: Chosen, *, by_id: Mapping[int, Pairing], ruler: Ruler, on: date
) -> Iterator[Look]:
    """At most a dozen lines; two queries. ``by_id`` holds the chosen pairings ``with_ending``,
    with their receiving school and standing."""
    rows = _rows({*chosen.past, *chosen.behind}, ruler=ruler)
    past = [row for row in rows if row.status == Status.BREACHED]
    behind = [row for row in rows if row.status == Status.AT_RISK]
    past.sort(key=lambda row: (-row.closes_on.toordinal(), row.pk))
    behind.sort(key=lambda row: (row.last_useful_on or date.max, row.pk))
    for row in [*_spread(past, most=MOST_PAST), *_spread(behind, most=MOST_BEHIND)]:
        yield _verdict(row, school=by_id[row.pairing_id].receiving_school)
    yield from (_silent(by_id[pk]) for pk in chosen.silent)
    yield from (_entered_late(by_id[pk]) for pk in chosen.late)
    ending = (by_id[pk] for pk in chosen.ending)
    yield from (_ending(pairing, on=on) for pairing in ending if pairing.ending_agreement)


def _rows(pairing_ids: set[int], *, ruler: Ruler) -> list[StoredVerdict]:
    """What is red and not done in the term, of these pairings."""
    rows = StoredVerdict.objects.filter(
        pairing__in=pairing_ids,
        status__in=(Status.BREACHED.value, Status.AT_RISK.value),
        severity=Severity.RED.value,
        starts_on__lte=ruler.ends_on,
        ends_on__gte=ruler.starts_on,
    )
    # What is filed as behind is not to be done any more: it stays as it stands.
    rows = rows.exclude(status=Status.AT_RISK.value, filed_on__isnull=False)
    rows = rows.select_related("obligation__clause").prefetch_related("obligation__shares")
    return list(rows.order_by())


def _spread(rows: list[StoredVerdict], *, most: int) -> list[StoredVerdict]:
    """The first ``most`` rows with at most ``MOST_A_PAIRING`` of one pairing, so that one
    school's troubles do not hide all others'."""
    taken, seen = [], Counter()
    for row in rows:
        if seen[row.pairing_id] < MOST_A_PAIRING and len(taken) < most:
            seen[row.pairing_id] += 1
            taken.append(row)
    return taken


def _verdict(row: StoredVerdict, *, school) -> Look:
    verdict, duty = verdict_of(row), row.obligation
    said = (
        why(verdict, obligation=duty),
        forecast_short(verdict, obligation=duty),
        filed_words(verdict, measure=duty.measure),
    )
    return Look(
        status=row.status,
        title=_("%(school)s: %(duty)s") % {"school": school.label, "duty": row.obligation.name},
        text=" ".join(sentence for sentence in said if sentence),
        address=window_address(
            row.pairing_id,
            row.obligation_id,
            row.starts_on,
            trigger=row.trigger,
            stage=row.stage,
        ),
    )


def _silent(pairing: Pairing) -> Look:
    count = pairing.standing.waiting_long
    return Look(
        status="",
        mark="wait",
        word=_("Waiting"),
        title=ngettext(
            "%(school)s: %(count)s activity has waited more than %(days)s days",
            "%(school)s: %(count)s activities have waited more than %(days)s days",
            count,
        )
        % {"school": pairing.receiving_school.label, "count": count, "days": SILENCE_DAYS},
        text=_("Nothing counts until the other school confirms it."),
        address=f"{reverse('activity_list')}?pairing={pairing.pk}&state=pending_confirm",
    )


def _entered_late(pairing: Pairing) -> Look:
    standing = pairing.standing
    return Look(
        status="",
        mark="clock",
        word=pgettext("entry", "Late"),
        title=ngettext(
            "%(school)s: %(count)s activity entered late",
            "%(school)s: %(count)s activities entered late",
            standing.late,
        )
        % {"school": pairing.receiving_school.label, "count": standing.late},
        text=_(
            "Entered more than %(days)s days after they took place, the first of "
            "%(day)s. Late entry is allowed; please ask why."
        )
        % {"days": LATE_DAYS, "day": standing.late_since.isoformat()},
        address=f"{reverse('activity_list')}?pairing={pairing.pk}",
    )


def _ending(pairing: Pairing, *, on: date) -> Look:
    ends_on = pairing.standing.ends_on
    days = (ends_on - on).days
    return Look(
        status="",
        mark="clock",
        word=_("Ends soon"),
        title=_("%(school)s: the agreement ends on %(day)s")
        % {"school": pairing.receiving_school.label, "day": ends_on.isoformat()},
        text=ngettext("%(days)s day left.", "%(days)s days left.", days) % {"days": days},
        address=reverse("agreement", args=[pairing.ending_agreement]),
    )
