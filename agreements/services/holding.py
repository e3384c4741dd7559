"""Scans that wait for their form to be right: held for a day, for whoever sent them. A row goes
first and its file when that stands, so that a failed step takes no file away."""

from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction

from agreements.models import Agreement, HeldScan
from agreements.services.moving import lock
from records.models import User

HELD_FOR = timedelta(days=1)


def held_scan(agreement: Agreement, *, by: User, at: datetime) -> HeldScan | None:
    """What ``by`` sent for it within the day before ``at``, where the file is still there."""
    rows = HeldScan.objects.visible_to(by).filter(agreement=agreement)
    held = rows.filter(held_at__gt=at - HELD_FOR).first()
    return held if held and held.file.storage.exists(held.file.name) else None


@transaction.atomic
def hold_scan(
    agreement: Agreement, *, scan: File, name: str, by: User, at: datetime
) -> HeldScan:
    """Keep ``scan``, chosen as ``name``, for the next try of ``by``; what was held before goes.
    The extension of ``scan.name`` stays: a signature is kept under it later."""
    lock(agreement)
    _drop(HeldScan.objects.visible_to(by).filter(agreement=agreement))
    held = HeldScan(owner=by, agreement=agreement, name=name[-200:], size=scan.size, held_at=at)
    held.file.save(scan.name, scan, save=False)
    held.save(force_insert=True)
    return held


def let_go(agreement: Agreement, *, by: User) -> None:
    """What ``by`` sent for it is kept as a signature by now, or is of no use."""
    _drop(HeldScan.objects.visible_to(by).filter(agreement=agreement))


def sweep_held(*, at: datetime) -> int:
    """Drop everything held for a day or longer; returns how many."""
    return _drop(HeldScan.objects.filter(held_at__lte=at - HELD_FOR))


@transaction.atomic
def _drop(rows) -> int:
    found = list(rows)
    for held in found:
        held.delete()
        transaction.on_commit(lambda file=held.file: file.storage.delete(file.name))
    return len(found)
