"""The bench runs: on three pairings, and for every line of its table."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from activities.models import Activity, ActivityLink, ActivityState, Participant
from agreements.models import Agreement, Obligation
from agreements.validators import problems_of
from compliance.models import Standing, StoredVerdict
from demo.bench.figures import figures_of
from demo.bench.ground import terms_of
from demo.bench.measuring import as_served
from demo.bench.papers import make
from demo.bench.province import lay
from demo.bench.table import ROWS, table
from pairing.models import Pairing
from tests.conftest import environment
from tests.factories import at, create_agreement, create_pairing
from tests.reports.paired import create_pair, write_text

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 24)


def test_every_line_of_the_table_is_measured():
    with time_machine.travel(at(DAY), tick=False), as_served():
        found = figures_of(pairings=3, runs=1, on=DAY, at=at(DAY), is_alone=False)
    found["small"] = found

    lines = list(table({"here": found}))

    assert lines[0].startswith("3 pairings, 54 obligations, ")
    assert len(lines) == len(ROWS) + 4
    unknown = [line.split(" | ")[0] for line in lines if "| – |" in line]
    assert unknown == [
        "| the same by two processes",
        "| — to one process",
        "| — memory of the larger one",
    ]
    assert found["overview"]["queries"] == found["heat"]["queries"] + 1  # the session
    assert Standing.objects.count() == 3
    assert StoredVerdict.objects.exclude(status=None).exists()


def test_a_province_is_whole_and_four_fifths_are_confirmed():
    lay(pairings=3, day=DAY, at=at(DAY))

    states = Counter(ActivityLink.objects.values_list("state", flat=True))
    assert states.total() == Activity.objects.count() == 600
    assert states[ActivityState.CONFIRMED] == 480
    assert set(states) == set(ActivityState.values)
    a_duty = Agreement.objects.annotate(n=Count("clauses__obligations")).values_list("n")
    assert set(a_duty) == {(18,)}
    assert [problem for duty in Obligation.objects.all() for problem in problems_of(duty)] == []
    assert not Activity.objects.filter(starts_on__gte=DAY).exists()
    assert not Participant.objects.exclude(activity__done_by=F("school")).exists()


def test_it_is_laid_once_and_laid_alike():
    assert lay(pairings=2, day=DAY, at=at(DAY)) == DAY
    rows = list(Activity.objects.order_by("pk").values_list("number", "type", "starts_on"))

    assert lay(pairings=2, day=DAY.replace(day=30), at=at(DAY)) == DAY
    assert (
        list(Activity.objects.order_by("pk").values_list("number", "type", "starts_on")) == rows
    )


def test_a_database_that_holds_something_else_is_left_alone():
    pairing = create_pairing()

    with pytest.raises(CommandError, match="not empty"):
        lay(pairings=2, day=DAY, at=at(DAY))

    assert list(Pairing.objects.all()) == [pairing]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param(date(2025, 9, 1), date(2025, 9, 1), id="first day of a term"),
        pytest.param(date(2025, 8, 31), date(2025, 2, 20), id="in the summer"),
        pytest.param(date(2026, 1, 1), date(2025, 9, 1), id="in the new year"),
    ],
)
def test_the_six_terms_end_with_that_of_the_day(day, last):
    terms = terms_of(day)

    assert len(terms) == 6
    assert terms[-1][2] == last


def test_the_demo_county_is_asked_for():
    with pytest.raises(CommandError, match="load the demo county first"):
        call_command("bench", part="demo")


@pytest.mark.django_db(transaction=True)
def test_papers_are_made_by_as_many_processes_as_asked(monkeypatch):
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    write_text(create_agreement(pairing=create_pair()))

    made = [make(papers=2, workers=workers) for workers in (1, 2)]

    assert all(each.a_minute > 0 for each in made)
    assert all(50 < each.most_mib < 1000 for each in made)
