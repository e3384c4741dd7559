"""A real worker killed in the middle of a pack: the next loses nothing and doubles nothing."""

import io
import json
import os
import signal
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from records import jobs
from records.models import JobState
from reports.models import PackItem
from reports.packing.ordering import order_year
from tests.conftest import running_worker, wait_for_line
from tests.factories import create_bureau, create_member
from tests.reports.paired import create_pair, create_small_agreement

PAIRS = 6


@pytest.fixture
def programme(transactional_db):
    bureau, programme = create_bureau(name="青石县教育局"), None
    for number in range(PAIRS):
        names = (f"支援{number}校", f"受援{number}校")
        pairing = create_pair(code=f"JD-{number:04}", bureau=bureau, names=names)
        programme = programme or pairing.programme
        pairing.programme = programme
        pairing.save()
        create_small_agreement(pairing)
    return programme


def test_a_pack_survives_the_killing_of_its_worker(programme):
    staff = create_member(role="bureau_staff", bureau=programme.bureau)
    with running_worker() as first:
        pack = order_year(programme, school_year=2025, by=staff, at=timezone.now())
        wait_for_line(first, "is done")
        wait_for_line(first, "is done")
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    before = dict(PackItem.objects.filter(state="done").values_list("path", "sha256"))
    assert 2 <= len(before) < PAIRS

    with running_worker() as second:
        jobs.sweep(at=timezone.now() + jobs.CLAIMED_FOR + timedelta(minutes=1))
        lines = [wait_for_line(second, "is done") for _ in range(PAIRS - len(before))]
        wait_for_line(second, "succeeded")

    pack.refresh_from_db()
    assert (pack.job.state, pack.job.attempts) == (JobState.DONE, 2)
    with pack.job.result.open("rb") as made:
        archive = zipfile.ZipFile(io.BytesIO(made.read()))
    names = Counter(archive.namelist())
    papers = {name for name in names if name.startswith("1协议/")}
    assert (len(papers), max(names.values())) == (PAIRS, 1)
    documents = json.loads(archive.read("manifest.json"))["documents"]
    assert before.items() <= {d["file"]: d["sha256"] for d in documents}.items()
    assert not [line for line in lines if any(path in line for path in before)]
