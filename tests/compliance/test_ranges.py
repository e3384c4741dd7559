"""A province is judged in ranges, by as many workers as there are; none of them is needed for
the truth, and none of them is waited for."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from kombu.exceptions import OperationalError

from compliance import services, tasks
from compliance.models import StoredVerdict
from compliance.standings import Standing
from pairing.models import Pairing
from tests.conftest import wait_for_line
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_obligation,
    create_pairing,
)

ON = date(2025, 11, 23)


def create_case() -> Pairing:
    pairing = create_pairing()
    create_obligation(agreement=create_agreement(pairing=pairing))
    return pairing


@pytest.fixture
def today():
    with time_machine.travel(at(ON), tick=False):
        yield


@pytest.fixture
def five(db) -> list[int]:
    """Five pairings, the fourth without an agreement."""
    found = [create_case().pk for _ in range(3)]
    return [*found, create_pairing().pk, create_case().pk]


def judged(on: date) -> set[int]:
    return set(Standing.objects.filter(judged_on=on).values_list("pairing", flat=True))


def test_the_ranges_hold_every_pairing_once(five):
    assert services.ranges(on=ON, size=2) == [
        (five[0], five[1]),
        (five[2], five[3]),
        (five[4], five[4]),
    ]


def test_a_range_judges_its_own_pairings_and_no_other(five):
    assert services.refresh_range(first=five[0], last=five[1], on=ON) == 2

    assert judged(ON) == set(five[:2])
    assert services.ranges(on=ON, size=9) == [(five[2], five[4])]


def test_a_range_begun_again_does_what_is_left(five):
    services.refresh([five[1]], on=ON)
    before = Standing.objects.get(pairing=five[1]).mark

    assert services.refresh_range(first=five[0], last=five[4], on=ON) == 4

    assert judged(ON) == set(five)
    assert Standing.objects.get(pairing=five[1]).mark == before
    assert services.refresh_range(first=five[0], last=five[4], on=ON) == 0


def test_the_next_day_everything_is_due_again(five):
    services.refresh_all(on=ON)

    assert services.ranges(on=ON + timedelta(1), size=9) == [(five[0], five[4])]


def test_ranges_in_any_order_keep_what_one_process_would(five):
    services.refresh_all(on=ON)
    expected = dict(StoredVerdict.objects.values_list("obligation", "data"))
    StoredVerdict.objects.all().delete()
    Standing.objects.all().delete()

    for first, last in reversed(services.ranges(on=ON, size=2)):
        services.refresh_range(first=first, last=last, on=ON)

    assert dict(StoredVerdict.objects.values_list("obligation", "data")) == expected


def test_what_changed_while_a_range_was_judged_is_not_written_over(five, monkeypatch):
    """Between reading and writing, somebody confirms: the newer verdict stays."""
    pairing, slow = Pairing.objects.get(pk=five[0]), services.judged

    def overtaken(pairings, *, on):
        found = list(slow(pairings, on=on))
        monkeypatch.setattr(services, "judged", slow)
        create_activity(pairing=pairing, on=date(2025, 9, 15))
        services.refresh([pairing.pk], on=on)
        return found

    monkeypatch.setattr(services, "judged", overtaken)
    services.refresh_range(first=five[0], last=five[1], on=ON)

    rows = StoredVerdict.objects.filter(pairing=pairing, starts_on=date(2025, 9, 1))
    assert [row.counted for row in rows] == [1]
    assert judged(ON) == set(five[:2])


def test_the_night_sends_every_range_and_the_hour_what_was_lost(five, today, monkeypatch):
    monkeypatch.setattr(services, "RANGE", 2)
    sent = []
    monkeypatch.setattr(tasks.refresh_range, "delay", lambda *span: sent.append(span))

    assert tasks.refresh_all() == 3
    for first, last in sent[:2]:  # the third message is lost
        tasks.refresh_range(first, last)
    del sent[:]
    assert tasks.refresh_stale() == 1
    tasks.refresh_range(*sent[0])

    assert judged(ON) == set(five)
    assert tasks.refresh_stale() == 0


def test_a_broker_that_is_down_is_no_error(five, today, monkeypatch):
    def refused(*span):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.refresh_range, "delay", refused)

    assert tasks.send_ranges() == 0


def test_a_real_worker_judges_every_range_it_is_sent(worker, monkeypatch):
    monkeypatch.setattr(services, "RANGE", 1)
    found = {create_case().pk, create_case().pk}

    assert tasks.send_ranges() == 2
    for _range in found:
        wait_for_line(worker, "succeeded")

    assert set(Standing.objects.values_list("pairing", flat=True)) == found
    assert tasks.send_ranges() == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_the_command_judges_what_was_not_judged_that_day(transactional_db, workers, capsys):
    found = {create_case().pk, create_case().pk}

    call_command("judge", all=True, workers=workers, on=ON)
    call_command("judge", all=True, workers=workers, on=ON)

    assert judged(ON) == found
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"2 pairings judged and kept on {ON} in ")
    assert second.startswith(f"0 pairings judged and kept on {ON} in ")


def test_no_worker_judges_nothing(db):
    with pytest.raises(CommandError, match="--workers 0: at least 1"):
        call_command("judge", all=True, workers=0)
