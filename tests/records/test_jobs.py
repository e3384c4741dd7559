"""The Job row is the truth: ordered, claimed once, sent again when lost, given up at last."""

from datetime import date, timedelta

import pytest
from kombu.exceptions import OperationalError

from records import jobs, tasks
from records.models import Job, JobState
from tests.factories import at, create_user

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 23))
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Four kinds of job of this test's own; the real ones come back afterwards."""
    monkeypatch.setattr(jobs, "HANDLERS", {})
    ran = []

    @jobs.register("write")
    def write(job):
        ran.append(job.pk)
        jobs.progress(job, done=1, total=2)
        jobs.save_result(job, name="协议书.txt", content=b"signed")

    @jobs.register("refuse")
    def refuse(job):
        raise jobs.JobFailedError("the font has no 𬶐")

    @jobs.register("break")
    def fall_over(job):
        raise ZeroDivisionError

    @jobs.register("forbidden address")
    def forbidden(job):
        raise BaseException("fetching refused")

    return ran


@pytest.fixture
def sent(monkeypatch):
    """What went to the broker, instead of a broker."""
    numbers = []
    monkeypatch.setattr(
        jobs.current_app._get_current_object(),
        "send_task",
        lambda name, args: numbers.append(*args),
    )
    return numbers


def create_job(*, kind="write", **fields) -> Job:
    fields.setdefault("ordered_at", NOW)
    return Job.objects.create(kind=kind, owner=create_user(), **fields)


def test_an_order_is_sent_once_the_transaction_stands(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.order("write", owner=create_user(), arguments={"pk": 1}, at=NOW)
        before = list(sent)

    job.refresh_from_db()
    assert (before, sent) == ([], [job.pk])
    assert (job.state, job.sent_at) == (JobState.SENT, NOW)


def test_an_order_of_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(jobs.UnknownKindError, match=r"wirte: one of break, .*, write"):
        jobs.order("wirte", owner=create_user(), arguments={}, at=NOW)


def test_an_order_stands_waiting_while_the_broker_is_down_and_the_sweep_sends_it(
    monkeypatch, sent, django_capture_on_commit_callbacks
):
    def refuse(name, args):
        raise OperationalError("connection refused")

    with monkeypatch.context() as down, django_capture_on_commit_callbacks(execute=True):
        down.setattr(jobs.current_app._get_current_object(), "send_task", refuse)
        job = jobs.order("write", owner=create_user(), arguments={}, at=NOW)
        job.refresh_from_db()
    state_while_down = job.state
    jobs.sweep(at=NOW + MINUTE)

    job.refresh_from_db()
    assert state_while_down == JobState.WAITING
    assert (job.state, sent) == (JobState.SENT, [job.pk])


def test_a_job_is_done_once_though_its_message_comes_twice(kinds):
    job = create_job()

    tasks.run_job(job.pk)
    tasks.run_job(job.pk)

    job.refresh_from_db()
    assert kinds == [job.pk]
    assert (job.state, job.attempts, job.done, job.total) == (JobState.DONE, 1, 2, 2)
    with job.result.open() as file:
        assert (job.result_name, file.read()) == ("协议书.txt", b"signed")


def test_a_message_for_a_job_that_is_gone_is_dropped():
    assert jobs.claim(987654, at=NOW) is None


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("refuse", "the font has no 𬶐"),
        ("break", str(jobs.BROKEN)),
        ("forbidden address", str(jobs.BROKEN)),
        ("nobody's", str(jobs.BROKEN)),
    ],
)
def test_a_job_that_fails_says_why_and_is_not_tried_again(kind, error, sent):
    job = create_job(kind=kind)

    tasks.run_job(job.pk)
    jobs.sweep(at=NOW + timedelta(days=1))

    job.refresh_from_db()
    assert (job.state, job.error, sent) == (JobState.FAILED, error, [])


@pytest.mark.parametrize(
    ("case", "state", "fields", "after", "is_sent"),
    [
        ("unsent", "waiting", {}, 0 * MINUTE, True),
        ("sent, still fresh", "sent", {"sent_at": NOW}, jobs.UNCLAIMED_FOR, False),
        ("sent, too long ago", "sent", {"sent_at": NOW}, jobs.UNCLAIMED_FOR + MINUTE, True),
        ("claimed, still fresh", "running", {"claimed_at": NOW}, jobs.CLAIMED_FOR, False),
        ("claimed too long", "running", {"claimed_at": NOW}, jobs.CLAIMED_FOR + MINUTE, True),
        ("done", "done", {"sent_at": NOW}, timedelta(days=9), False),
        ("failed", "failed", {"sent_at": NOW}, timedelta(days=9), False),
    ],
)
def test_the_sweep_sends_what_stands_too_long_and_nothing_else(
    case, state, fields, after, is_sent, sent
):
    job = create_job(state=state, **fields)

    jobs.sweep(at=NOW + after)

    assert sent == ([job.pk] if is_sent else [])


def test_two_sweeps_in_a_row_send_once(sent):
    create_job(state="running", claimed_at=NOW, attempts=1)
    later = NOW + jobs.CLAIMED_FOR + MINUTE

    assert (jobs.sweep(at=later), jobs.sweep(at=later)) == (1, 0)


def test_a_job_lost_three_times_is_given_up(sent):
    job = create_job(state="running", claimed_at=NOW, attempts=jobs.MAX_ATTEMPTS)

    jobs.sweep(at=NOW + jobs.CLAIMED_FOR + MINUTE)

    job.refresh_from_db()
    assert (job.state, job.error, sent) == (JobState.FAILED, str(jobs.LOST), [])


def test_a_worker_that_was_given_up_and_comes_back_writes_nothing(sent):
    job = create_job()
    late = jobs.claim(job.pk, at=NOW)
    later = NOW + jobs.CLAIMED_FOR + MINUTE
    jobs.sweep(at=later)
    other = jobs.claim(job.pk, at=later)

    jobs.fail(late, error="too late", at=later)
    jobs.finish(late, at=later)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.RUNNING, other.attempts, "")


# --- Cancelled, and made in turns -------------------------------------------------------------
@pytest.mark.parametrize("state", ["waiting", "sent", "running"])
def test_a_job_that_has_not_ended_can_be_cancelled_and_is_not_sent_again(sent, state):
    job = create_job(state=state, claimed_at=NOW, sent_at=NOW)

    assert jobs.cancel(job, at=NOW)
    jobs.sweep(at=NOW + timedelta(days=9))

    job.refresh_from_db()
    assert (job.state, job.finished_at, sent) == (JobState.CANCELLED, NOW, [])


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_a_job_that_has_ended_cannot_be_cancelled(state):
    job = create_job(state=state)

    assert not jobs.cancel(job, at=NOW)

    job.refresh_from_db()
    assert (job.state, job.finished_at) == (state, None)


def test_a_job_cancelled_while_it_runs_stops_at_its_next_step_and_keeps_no_file(kinds):
    job = create_job()

    @jobs.register("cancelled meanwhile")
    def run(found):
        jobs.cancel(found, at=NOW)
        jobs.save_result(found, name="协议书.txt", content=b"signed")
        jobs.progress(found, done=1, total=2)
        kinds.append("went on")

    Job.objects.filter(pk=job.pk).update(kind="cancelled meanwhile")

    tasks.run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result.name, job.error, kinds) == (JobState.CANCELLED, "", "", [])


def test_a_job_that_asks_for_another_turn_is_sent_again_and_may_be_lost_as_often(sent):
    turns = []

    @jobs.register("in turns")
    def run(job):
        turns.append(job.attempts)
        if len(turns) < 5:
            raise jobs.AnotherTurnError

    job = create_job(kind="in turns")
    for _ in range(5):
        tasks.run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, turns, len(sent)) == (JobState.DONE, [1, 2, 3, 4, 5], 4)


@pytest.mark.parametrize(
    ("attempts", "state"),
    [(7, JobState.SENT), (8, JobState.FAILED)],
    ids=["lost twice since its last turn", "lost three times"],
)
def test_only_what_was_lost_since_the_last_turn_counts(sent, attempts, state):
    job = create_job(state="running", claimed_at=NOW, attempts=attempts, good_attempts=5)

    jobs.sweep(at=NOW + jobs.CLAIMED_FOR + MINUTE)

    job.refresh_from_db()
    assert job.state == state
