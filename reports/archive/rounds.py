"""The weekly round: all files looked at in turns, faults kept, each bureau told of its own.

A fault is told when it is found and, where it still stands, four weeks later; meanwhile it
stands on the page of filed documents.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime

from pairing.models import Membership, MembershipRole
from records.models import User
from records.notices import notify
from reports.archive.checking import Finding, Looked, look
from reports.models import ArchiveCheck, ArchiveFault, Fault

TOLD_AGAIN_AFTER = timedelta(weeks=4)
# A worker that has not said anything for so long was lost; longer than any task may run.
CLAIMED_FOR = timedelta(minutes=12)
# A file is written before its record stands: what is younger is nobody's yet.
SETTLED_AFTER = timedelta(hours=1)
BATCH = 100  # files between two notes of how far it has come


def begin(*, at: datetime) -> ArchiveCheck:
    """A new round, or the one that is not finished yet."""
    unfinished = ArchiveCheck.objects.filter(finished_at=None).first()
    return unfinished or ArchiveCheck.objects.create(begun_at=at)


def claim(*, at: datetime) -> ArchiveCheck | None:
    """The round that waits to be gone on with; None where there is none, or it is taken."""
    lost = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIMED_FOR)
    waiting = ArchiveCheck.objects.filter(lost, finished_at=None).first()
    if waiting is None:
        return None
    taken = ArchiveCheck.objects.filter(lost, pk=waiting.pk, finished_at=None)
    if not taken.update(claimed_at=at):
        return None
    waiting.refresh_from_db()
    return waiting


def take_turn(check: ArchiveCheck, *, has_time: Callable[[], bool], at: datetime) -> bool:
    """Look at files until there are no more or no time; whether the round is finished. A round
    that another worker has claimed meanwhile is left to it."""
    files = look(section=check.section, position=check.position)
    while has_time():
        batch = list(islice(files, BATCH))
        if not batch:
            return _finish(check, at=at)
        if not _keep(check, batch, at=at):
            return False
    ArchiveCheck.objects.filter(pk=check.pk, claimed_at=check.claimed_at).update(
        claimed_at=None
    )
    return False


@transaction.atomic
def _keep(check: ArchiveCheck, batch: list[Looked], *, at: datetime) -> bool:
    """What was found, and how far it has come."""
    last, read = batch[-1], sum(looked.is_read for looked in batch)
    held = ArchiveCheck.objects.filter(
        pk=check.pk, claimed_at=check.claimed_at, finished_at=None
    )
    place = {"section": last.section, "position": last.position}
    if not held.update(read=F("read") + read, **place):
        return False
    for finding in (finding for looked in batch for finding in looked.findings):
        if not _is_unsettled(finding, at=at):
            _note(check, finding, at=at)
    return True


def _is_unsettled(finding: Finding, *, at: datetime) -> bool:
    if finding.fault != Fault.NOT_ON_RECORD:
        return False
    try:
        changed_at = default_storage.get_modified_time(finding.path)
    except FileNotFoundError:
        return True
    return changed_at > at - SETTLED_AFTER


def _note(check: ArchiveCheck, finding: Finding, *, at: datetime) -> None:
    about = {"fault": finding.fault, "record": finding.record, "path": finding.path}
    ArchiveFault.objects.update_or_create(
        **about,
        gone_at=None,
        defaults={"last_check": check},
        create_defaults={
            **about,
            "document_id": finding.document,
            "bureau_id": finding.bureau,
            "found_at": at,
            "last_check": check,
        },
    )


@transaction.atomic
def _finish(check: ArchiveCheck, *, at: datetime) -> bool:
    """What this round did not find again is gone; who looks after the rest is told."""
    held = ArchiveCheck.objects.filter(
        pk=check.pk, claimed_at=check.claimed_at, finished_at=None
    )
    if not held.update(finished_at=at, claimed_at=None):
        return False
    ArchiveFault.objects.standing().exclude(last_check=check).update(gone_at=at)
    for bureau in _bureaus_to_tell(at=at):
        _tell(check, bureau, at=at)
    return True


def _bureaus_to_tell(*, at: datetime) -> list[int | None]:
    """Where something is new, or still there after four weeks."""
    due = Q(told_at=None) | Q(told_at__lte=at - TOLD_AGAIN_AFTER)
    found = ArchiveFault.objects.standing().filter(due).order_by("bureau")
    return list(dict.fromkeys(found.values_list("bureau", flat=True)))


def _tell(check: ArchiveCheck, bureau: int | None, *, at: datetime) -> None:
    faults = ArchiveFault.objects.standing().filter(bureau=bureau)
    facts = {"count": faults.count(), "checked_on": localtime(at).date().isoformat()}
    for user in _people(bureau):
        notify(
            user,
            kind="archive_fault",
            facts=facts,
            link=reverse("filed_list"),
            at=at,
            dedupe_key=f"archive_fault:{check.pk}:{bureau or 0}:{user.pk}",
        )
    faults.update(told_at=at)


def _people(bureau: int | None) -> Iterable[User]:
    """The staff of the bureau; of a file that no record knows whoever runs the site."""
    active = User.objects.filter(is_active=True).order_by("pk")
    if bureau is None:
        return active.filter(is_superuser=True)
    staff = Membership.objects.filter(bureau=bureau, role=MembershipRole.BUREAU_STAFF)
    return active.filter(pk__in=staff.values("user"))


def last_round() -> ArchiveCheck | None:
    """The one that was finished last."""
    return ArchiveCheck.objects.exclude(finished_at=None).order_by("-finished_at").first()
