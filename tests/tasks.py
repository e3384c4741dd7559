"""Jobs that tests order from a real worker; the test settings make this package an app."""

import logging
import signal

from records import jobs

log = logging.getLogger(__name__)


@jobs.register("test.echo")
def echo(job):
    jobs.save_result(job, name="回声.txt", content=job.arguments["text"].encode())


@jobs.register("test.hang_once")
def hang_once(job):
    """Waits to be killed the first time; the second time it is done at once."""
    if job.attempts == 1:
        log.warning("hanging")
        signal.pause()
