"""What the worker does. Tasks read the clock; what they call takes the moment."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone, translation

from records import jobs

log = logging.getLogger(__name__)


@shared_task
def run_job(pk: int) -> None:
    """Do one job, once: a message that comes twice finds the row taken."""
    job = jobs.claim(pk, at=timezone.now())
    if job is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            jobs.handler_of(job.kind).run(job)
        except jobs.AnotherTurnError:
            jobs.hand_on(job, at=timezone.now())
        except jobs.JobStoppedError:
            log.info("job %s was stopped", job)
        except jobs.JobFailedError as error:
            jobs.fail(job, error=str(error), at=timezone.now())
        except (SystemExit, KeyboardInterrupt):
            raise  # the worker is being stopped: the sweep sends the job again
        except BaseException:  # a refused address in a PDF is no Exception
            log.exception("job %s failed", job)
            jobs.fail(job, error=str(jobs.BROKEN), at=timezone.now())
        else:
            jobs.finish(job, at=timezone.now())


@shared_task
def sweep() -> None:
    jobs.sweep(at=timezone.now())
