"""Work that takes longer than a page may: ordered here, done by a worker, sent again when lost.

The Job row is the truth. A message carries its number and nothing else: it may be lost, come
twice or come late. Whoever changes the row says in the same UPDATE from which state.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError

from records.models import Job, JobState, User

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# A message that nobody took in this time is taken for lost; sent twice it still runs once.
UNCLAIMED_FOR = timedelta(minutes=5)
# Longer than the worker lets any task run (config.celery_settings.TASK_SECONDS).
CLAIMED_FOR = timedelta(minutes=12)

LOST = _("It was begun several times and never came to an end. Please tell the bureau.")
BROKEN = _("Something went wrong on our side. It has been written down; please try again.")


class UnknownKindError(LookupError):
    """No handler is registered for a kind of job."""


class JobFailedError(Exception):
    """Raised by a handler with a sentence for the person who ordered the job."""


class JobStoppedError(Exception):
    """Raised by a handler that finds its job cancelled, or given to another worker."""


class AnotherTurnError(Exception):
    """Raised by a handler that did a part and kept it: the job is sent again for the rest, so
    that a long one neither runs into the worker's limit nor keeps shorter ones waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    run: Callable[[Job], None]
    title: str


HANDLERS: dict[str, Handler] = {}


def register(kind: str, *, title: str = _("File")) -> Callable:
    """Make the decorated ``function(job)`` do the jobs of ``kind``; pages call it ``title``.

    It may run again from the start after a worker was lost, so it must bear to.
    """

    def keep(function: Callable[[Job], None]) -> Callable[[Job], None]:
        HANDLERS[kind] = Handler(run=function, title=title)
        return function

    return keep


def handler_of(kind: str) -> Handler:
    try:
        return HANDLERS[kind]
    except KeyError:
        raise UnknownKindError(f"{kind}: one of {', '.join(sorted(HANDLERS))}") from None


def order(kind: str, *, owner: User, arguments: dict, at: datetime) -> Job:
    """Write the row, and send it once the transaction stands. ``arguments`` are JSON values."""
    handler_of(kind)
    job = Job.objects.create(kind=kind, owner=owner, arguments=arguments, ordered_at=at)
    transaction.on_commit(lambda: send(job.pk, at=at))
    return job


def send(pk: int, *, at: datetime) -> bool:
    """Hand one job to the broker. When it is down the row stays as it is, for the sweep."""
    try:
        current_app.send_task("records.tasks.run_job", args=(pk,))
    except (OSError, OperationalError) as error:
        log.warning("job %s was not sent: %s", pk, error)
        return False
    waiting = Job.objects.filter(pk=pk, state__in=(JobState.WAITING, JobState.SENT))
    waiting.update(state=JobState.SENT, sent_at=at)
    return True


def claim(pk: int, *, at: datetime) -> Job | None:
    """Take one job for this worker; None when another has it or it is finished."""
    free = Job.objects.filter(pk=pk, state__in=(JobState.WAITING, JobState.SENT))
    taken = free.update(
        state=JobState.RUNNING, claimed_at=at, attempts=F("attempts") + 1, done=0
    )
    return Job.objects.select_related("owner").get(pk=pk) if taken else None


def held(job: Job):
    """The row, as long as it is this attempt that holds it: a worker that was given up and
    comes back writes nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def progress(job: Job, *, done: int, total: int) -> None:
    """Tell the page how far the job has come. One small UPDATE. Raises JobStoppedError when
    it was cancelled, or another worker has it."""
    if not held(job).update(done=done, total=total):
        raise JobStoppedError(str(job))


def save_result(job: Job, *, name: str, content: bytes | File) -> None:
    """Keep ``content`` as the job's private file; ``name`` is what the download is called. A
    file that lies on the disk already is moved, not copied."""
    suffix = name.rpartition(".")[2]
    if job.result:
        job.result.delete(save=False)
    file = ContentFile(content) if isinstance(content, bytes) else content
    job.result.save(f"{job.pk}-{job.attempts}.{suffix}", file, save=False)
    if not held(job).update(result=job.result.name, result_name=name):
        job.result.delete(save=False)


def finish(job: Job, *, at: datetime) -> None:
    held(job).update(state=JobState.DONE, done=F("total"), finished_at=at, error="")


def fail(job: Job, *, error: str, at: datetime) -> None:
    held(job).update(state=JobState.FAILED, finished_at=at, error=error)


def cancel(job: Job, *, at: datetime) -> bool:
    """Stop a job that has not ended: one that runs ends when it next says how far it has come,
    and what it made is dropped. False when it had ended before."""
    open_states = (JobState.WAITING, JobState.SENT, JobState.RUNNING)
    rows = Job.objects.filter(pk=job.pk, state__in=open_states)
    return bool(rows.update(state=JobState.CANCELLED, finished_at=at))


def hand_on(job: Job, *, at: datetime) -> None:
    """Put the rest of the job at the end of the queue."""
    waiting = {"state": JobState.WAITING, "good_attempts": job.attempts}
    if held(job).update(**waiting):
        send(job.pk, at=at)


def sweep(*, at: datetime) -> int:
    """Send what stands unsent, unclaimed or claimed too long; give up what was lost too often.

    Returns how many were sent. Running twice, or beside another sweep, does no harm.
    """
    given_up = Q(state=JobState.RUNNING, claimed_at__lt=at - CLAIMED_FOR)
    lost = Job.objects.filter(given_up)
    lost.filter(attempts__gte=F("good_attempts") + MAX_ATTEMPTS).update(
        state=JobState.FAILED, finished_at=at, error=str(LOST)
    )
    lost.update(state=JobState.WAITING)
    unsent = Q(state=JobState.WAITING)
    unclaimed = Q(state=JobState.SENT, sent_at__lt=at - UNCLAIMED_FOR)
    due = Job.objects.filter(unsent | unclaimed).order_by("ordered_at", "pk")
    return sum(send(pk, at=at) for pk in due.values_list("pk", flat=True))
