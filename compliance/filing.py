"""Filing a school year: its verdicts are frozen as they stand that day, once and for good."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from activities.models import ActivityState
from compliance.engine.serialise import ENGINE_VERSION, to_data
from compliance.engine.verdicts import Status, Verdict
from compliance.frozen import calendar_data
from compliance.judging import judged
from compliance.models import Filing
from compliance.school_years import school_year_of
from pairing.models import Membership, MembershipRole, Pairing
from records.models import User
from records.notices import notify
from records.services import write_event
from records.signals import pairings_changed

# Year-end summaries are handed in from June on; a slip of the pen in October must not freeze
# a year that has hardly begun.
LAST_MONTHS = timedelta(days=92)
SCHOOL_PEOPLE = (MembershipRole.PRINCIPAL, MembershipRole.LIAISON)


class FilingError(Exception):
    """The school year cannot be filed; ``school_year`` is the one meant."""

    def __init__(self, pairing: Pairing, *, school_year: int) -> None:
        super().__init__(f"{pairing} {school_year}")
        self.pairing = pairing
        self.school_year = school_year


class AlreadyFiledError(FilingError):
    """A filed year is neither filed again nor taken back."""


class NothingToFileError(FilingError):
    """No agreement that binds has a window in the year."""


class TooEarlyError(FilingError):
    """The year has not come to its last three months; ``opens_on`` is the first day."""

    def __init__(self, pairing: Pairing, *, school_year: int, opens_on: date) -> None:
        super().__init__(pairing, school_year=school_year)
        self.opens_on = opens_on


@dataclass(frozen=True, slots=True, kw_only=True)
class YearToFile:
    """What filing on one day would freeze. ``verdicts`` by agreement; ``waiting`` counts the
    activities of the year that nobody has confirmed yet."""

    first_on: date
    last_on: date
    opens_on: date
    verdicts: Mapping[int, tuple[Verdict, ...]] = field(repr=False)
    calendar: Mapping = field(repr=False)
    on: date
    waiting: int

    @property
    def all(self) -> tuple[Verdict, ...]:
        return tuple(verdict for found in self.verdicts.values() for verdict in found)

    @property
    def counts(self) -> dict[Status, int]:
        """Windows by status, in the order of the statuses; those not judged are left out."""
        counted = Counter(verdict.status for verdict in self.all if verdict.status)
        return {status: counted[status] for status in Status if counted[status]}

    @property
    def still_open(self) -> tuple[Verdict, ...]:
        """Those that freeze half way."""
        return tuple(v for v in self.all if self.on <= v.window.closes_on)


def year_to_file(pairing: Pairing, *, school_year: int, on: date) -> YearToFile:
    """What would be frozen at the end of ``on``.

    Raises AlreadyFiledError, NothingToFileError or TooEarlyError.
    """
    if pairing.filings.filter(school_year=school_year).exists():
        raise AlreadyFiledError(pairing, school_year=school_year)
    found = list(judged([pairing], on=on))
    if not found:
        raise NothingToFileError(pairing, school_year=school_year)
    _, case, _ = found[0]
    first_on, last_on = school_year_of(case, school_year)
    verdicts = {
        agreement.pk: tuple(v for v in made if first_on <= v.window.ends_on <= last_on)
        for agreement, _, made in found
    }
    if not any(verdicts.values()):
        raise NothingToFileError(pairing, school_year=school_year)
    opens_on = last_on - LAST_MONTHS
    if on < opens_on:
        raise TooEarlyError(pairing, school_year=school_year, opens_on=opens_on)
    return YearToFile(
        first_on=first_on,
        last_on=last_on,
        opens_on=opens_on,
        verdicts=verdicts,
        calendar=calendar_data(
            case.calendar, school_year=school_year, first=first_on, last=last_on
        ),
        on=on,
        waiting=_waiting(pairing, first=first_on, last=last_on),
    )


def _waiting(pairing: Pairing, *, first: date, last: date) -> int:
    waiting = pairing.links.filter(state=ActivityState.PENDING)
    return waiting.filter(activity__starts_on__range=(first, last)).count()


@transaction.atomic
def file_year(
    pairing: Pairing, *, school_year: int, by: User, at: datetime, on: date, note: str = ""
) -> Filing:
    """Freeze the verdicts of ``school_year`` as they stand at ``at`` on the day ``on``.

    Raises AlreadyFiledError, NothingToFileError or TooEarlyError.
    """
    # Locked (where the database can): of two who file at once the second is told.
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    year = year_to_file(pairing, school_year=school_year, on=on)
    filing = Filing.objects.create(
        pairing=pairing,
        school_year=school_year,
        first_on=year.first_on,
        last_on=year.last_on,
        filed_on=on,
        filed_at=at,
        filed_by=by,
        filed_by_name=str(by),
        note=note.strip(),
        verdicts={
            str(pk): [to_data(verdict) for verdict in found]
            for pk, found in year.verdicts.items()
        },
        calendar=year.calendar,
        engine_version=ENGINE_VERSION,
    )
    write_event(
        pairing,
        verb="pairing.year_filed",
        by=by,
        at=at,
        school_year=school_year,
        windows=len(year.all),
        note=filing.note,
    )
    _tell(filing, at=at)
    pairings_changed.send(sender=Filing, pairing_ids={pairing.pk}, on=on)
    return filing


def keep_document(filing: Filing, *, name: str, sha256: str) -> None:
    """Note where the paper of a filed year lies, with its checksum; the first one stays."""
    Filing.objects.filter(pk=filing.pk, document="").update(document=name, sha256=sha256)


def _tell(filing: Filing, *, at: datetime) -> None:
    pairing = filing.pairing
    sides = (pairing.supporting_school_id, pairing.receiving_school_id)
    rows = Membership.objects.filter(school__in=sides, role__in=SCHOOL_PEOPLE)
    for user in User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk"):
        notify(
            user,
            kind="year_filed",
            facts={
                "school_year": f"{filing.school_year}—{filing.school_year + 1}",
                "supporting": pairing.supporting_school.label,
                "receiving": pairing.receiving_school.label,
                "by": filing.filed_by_name,
            },
            link=reverse("pairing", args=[pairing.pk]),
            at=at,
            dedupe_key=f"year_filed:{pairing.pk}:{filing.school_year}:{user.pk}",
        )
