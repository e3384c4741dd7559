"""The worker's part: one document after another, then the ZIP."""

import logging
import time
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import jobs
from records.models import Job
from reports.documents.words import UNSAFE, years
from reports.models import ItemKind, ItemState, Pack, PackItem, PackKind
from reports.packing.making import FOLDER, make_item
from reports.packing.ordering import PACK
from reports.packing.zipping import ChangedOnDiskError, Entry, write_zip

log = logging.getLogger(__name__)

# Then the job goes to the end of the queue: far below what a worker lets any task run.
TURN_SECONDS = 120


class WholeFile(File):
    """A file on the disk that the storage may move to its place instead of copying it."""

    def temporary_file_path(self) -> str:
        return self.file.name


@jobs.register(PACK, title=gettext_lazy("Pack"))
def make_pack(job: Job) -> None:
    """Arguments: ``pack`` (its id). Goes on with the first document that is not made; what one
    cannot be made keeps the others from nothing. Another order of the same pack takes it over.
    """
    pack = Pack.objects.for_list().get(pk=job.arguments["pack"])
    if pack.job_id != job.pk:
        raise jobs.JobStoppedError(f"{pack} is made by job {pack.job_id}")
    _make_items(pack, job=job)
    _zip(pack, job=job)


def _make_items(pack: Pack, *, job: Job) -> None:
    total = pack.items.count() + 1  # and the ZIP
    waiting = pack.items.filter(state=ItemState.WAITING).select_related(
        "pairing__supporting_school", "pairing__receiving_school"
    )
    ends = time.monotonic() + TURN_SECONDS
    done = total - 1 - waiting.count()
    for item in waiting.order_by("order"):
        jobs.progress(job, done=done, total=total)
        if time.monotonic() > ends:
            raise jobs.AnotherTurnError(str(pack))
        state = make_item(item, pack=pack, user=job.owner)
        done += 1
        log.info("pack %s: %s is %s", pack.pk, item.path, state.value)
    jobs.progress(job, done=done, total=total)


def _zip(pack: Pack, *, job: Job) -> None:
    """Written beside its place and moved there when it is whole."""
    titles = {
        "contents": _("0 Contents"),
        "file": _("File"),
        "kind": _("Kind"),
        "parties": _("Schools"),
        "number": _("Number"),
        "sha256": "SHA-256",
        "size": _("Size in bytes"),
        "reason": _("Why it is missing"),
    }
    half = _half(pack, job=job)
    try:
        with half.open("wb") as target:
            write_zip(target, entries_of(pack), about=about(pack), titles=titles)
        with half.open("rb") as whole:
            jobs.save_result(job, name=file_name(pack), content=WholeFile(whole))
    except (ChangedOnDiskError, FileNotFoundError) as error:
        log.exception("pack %s", pack)
        words = _("A document of the pack is damaged: %(path)s. Please tell the bureau.")
        raise jobs.JobFailedError(words % {"path": error}) from error
    finally:
        half.unlink(missing_ok=True)


def _half(pack: Pack, *, job: Job) -> Path:
    """Where this attempt writes; what an attempt that was lost left there is cleared away."""
    folder = Path(default_storage.path(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".new-{pack.pk}-*"):
        left.unlink(missing_ok=True)
    return folder / f".new-{pack.pk}-{job.pk}-{job.attempts}"


def entries_of(pack: Pack) -> list[Entry]:
    rows = pack.items.select_related("pairing__supporting_school", "pairing__receiving_school")
    return [_entry(item) for item in rows]


def _entry(item: PackItem) -> Entry:
    schools = ""
    if item.pairing:
        schools = f"{item.pairing.supporting_school.name}、{item.pairing.receiving_school.name}"
    return Entry(
        file=item.path,
        kind=str(ItemKind(item.kind).label),
        parties=schools,
        number=item.number,
        sha256=item.sha256,
        size=item.size,
        reason=item.reason,
        stored=item.file,
    )


def about(pack: Pack) -> dict:
    """What stands at the head of the manifest: no moment, so that the same documents give the
    same file."""
    return {
        "kind": pack.kind,
        "programme": pack.programme.name if pack.programme else "",
        "school": pack.school.name if pack.school else "",
        "school_year": pack.school_year,
    }


def file_name(pack: Pack) -> str:
    """结对帮扶行动_2025—2026学年_年终材料.zip."""
    if pack.kind == PackKind.YEAR:
        parts = (pack.programme.name, years(pack.school_year), _("Year-end documents"))
    else:
        parts = (pack.school.label, _("Dossier"))
    return "_".join(UNSAFE.sub("", str(part)) for part in parts) + ".zip"
