"""Ordering a pack, ordering what failed anew, and taking an order back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from pairing.models import Programme, School
from records import jobs
from records.models import Job, User
from reports.models import ItemState, Pack, PackItem, PackKind
from reports.packing.planning import Planned, plan_dossier, plan_year

PACK = "pack"


class NothingToPackError(Exception):
    """The programme has no pairing in that year, or the school none at all."""


def order_year(programme: Programme, *, school_year: int, by: User, at: datetime) -> Pack:
    """Raises NothingToPackError. While the same order of the same person is being made it is
    given back: pressed twice, one pack."""
    plan = plan_year(programme, school_year=school_year, user=by)
    about = {"kind": PackKind.YEAR, "programme": programme, "school_year": school_year}
    return _order(plan, about=about, by=by, at=at)


def order_dossier(school: School, *, by: User, at: datetime) -> Pack:
    """Raises NothingToPackError. Pressed twice, one pack."""
    plan = plan_dossier(school, user=by)
    return _order(plan, about={"kind": PackKind.DOSSIER, "school": school}, by=by, at=at)


@transaction.atomic
def _order(plan: Iterable[Planned], *, about: dict, by: User, at: datetime) -> Pack:
    if not any(item.pairing for item in plan):
        raise NothingToPackError(str(about))
    User.objects.select_for_update().get(pk=by.pk)
    for open_pack in Pack.objects.filter(**about, ordered_by=by).select_related("job"):
        if open_pack.job and not open_pack.job.is_finished:
            return open_pack
    pack = Pack.objects.create(**about, ordered_by=by, ordered_at=at)
    PackItem.objects.bulk_create(
        PackItem(
            pack=pack,
            order=order,
            path=item.path,
            kind=item.kind,
            pairing=item.pairing,
            agreement=item.agreement,
            filed=item.filed,
            school_year=item.school_year,
        )
        for order, item in enumerate(plan)
    )
    return _send(pack, by=by, at=at)


@transaction.atomic
def order_rest(pack: Pack, *, by: User, at: datetime) -> Pack:
    """What failed is tried again, what is waiting goes on, what is done stays done. A pack that
    is being made is left alone."""
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    if pack.job and not pack.job.is_finished:
        return pack
    failed = pack.items.filter(state=ItemState.FAILED)
    failed.update(state=ItemState.WAITING, reason="")
    return _send(pack, by=by, at=at)


def _send(pack: Pack, *, by: User, at: datetime) -> Pack:
    pack.job = jobs.order(PACK, owner=by, arguments={"pack": pack.pk}, at=at)
    pack.save(update_fields=["job"])
    return pack


def cancel(pack: Pack, *, at: datetime) -> None:
    """What is done is kept; the rest can be ordered later."""
    job = Job.objects.filter(pk=pack.job_id).first()
    if job is not None:
        jobs.cancel(job, at=at)
