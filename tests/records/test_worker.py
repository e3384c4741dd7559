"""A real worker on the broker of this run: files, or Redis where ``REDIS_URL`` is set."""

import os
import signal
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from config import celery_app
from records import jobs
from records.models import JobState
from tests.conftest import running_worker, wait_for_line
from tests.factories import create_user


def order(kind: str, **arguments):
    return jobs.order(kind, owner=create_user(), arguments=arguments, at=timezone.now())


def test_the_broker_is_the_one_of_this_run():
    scheme = celery_app.conf.broker_url.partition(":")[0]

    assert scheme == ("redis" if settings.REDIS_URL else "files")


def test_clearing_the_cache_takes_nothing_out_of_the_queues():
    cache.set("word", "gone")
    with celery_app.connection_for_write() as broker:
        queue = broker.SimpleQueue(f"{settings.TASK_QUEUE}-kept")
        queue.put({"word": "kept"})
        cache.clear()
        message = queue.get(block=True, timeout=10)
        message.ack()
        queue.close()

    assert message.payload == {"word": "kept"}
    assert cache.get("word") is None


def test_an_ordered_job_is_done_by_the_worker(worker):
    job = order("test.echo", text="已完成")
    wait_for_line(worker, "succeeded")

    job.refresh_from_db()
    assert (job.state, job.attempts, job.result_name) == (JobState.DONE, 1, "回声.txt")
    with job.result.open() as file:
        assert file.read().decode() == "已完成"


def test_a_job_whose_worker_was_killed_is_sent_again_and_done(worker):
    job = order("test.hang_once")
    wait_for_line(worker, "hanging")
    os.killpg(worker.pid, signal.SIGKILL)

    # Swept once another stands ready: what is sent in the moment of the killing, Redis may
    # still hand to the dead one, and only the next sweep would send it again.
    with running_worker() as second:
        jobs.sweep(at=timezone.now() + jobs.CLAIMED_FOR + timedelta(minutes=1))
        wait_for_line(second, "succeeded")

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
