"""Home, list, verdict page, dashboard, export and the summary say the same: before midnight and
after it without any worker, after a change of the calendar in the administration, and of a
filed year after something came later."""

import json
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from compliance import services
from compliance.engine.verdicts import Status
from compliance.filing import file_year
from compliance.models import StoredVerdict
from pairing.models import Pairing, Term
from tests.factories import (
    at,
    create_activity,
    create_agreement,
    create_member,
    create_obligation,
    create_pairing,
    create_user,
)

pytestmark = pytest.mark.django_db
AUTUMN = date(2025, 9, 1)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def pairing() -> Pairing:
    """Two lessons a term, none held: at risk once more than a fifth of the term is gone."""
    pairing = create_pairing()
    create_obligation(agreement=create_agreement(pairing=pairing))
    return pairing


def first_day_at_risk(pairing: Pairing) -> date:
    day = AUTUMN
    while status_on(pairing, day) != Status.AT_RISK:
        day += ONE_DAY
    return day


def status_on(pairing: Pairing, day: date) -> Status:
    verdicts = services.verdicts_of(pairing, on=day)
    return next(v.status for v in verdicts if v.window.starts_on == AUTUMN)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Readers:
    """Everybody who reads the autumn's verdict, each in the own way."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.duty = pairing.agreements.get().clauses.get(parent__isnull=False).obligations.get()
        bureau = pairing.receiving_school.bureau
        self.liaison = create_member(role="liaison", school=pairing.supporting_school)
        self.staff = create_member(role="bureau_staff", bureau=bureau)

    def all(self) -> dict[str, tuple]:
        """What each says: the status, counted and asked, as far as it tells them."""
        return {
            "page": self.page(),
            "list": self.list(),
            "home": self.home(),
            "export": self.export(),
            "kept": self.kept(),
            "dashboard": self.dashboard(),
        }

    def page(self) -> tuple:
        url = reverse("verdict", args=[self.pairing.pk, self.duty.pk, AUTUMN])
        verdict = signed_in(self.staff).get(url).context["verdict"]
        return str(verdict.status), f"{verdict.counted}/{verdict.required}"

    def list(self) -> tuple:
        url = reverse("pairing", args=[self.pairing.pk])
        heat = signed_in(self.staff).get(url).context["heat"]
        [row] = [row for section in heat.sections for row in section.rows]
        [cell] = [cell for cell in row.cells if str(AUTUMN) in cell.address]
        return str(cell.status), cell.figure

    def home(self) -> tuple:
        home = signed_in(self.liaison).get(reverse("home")).context["home"]
        [card] = [*home.at_risk, *home.on_track]
        return str(card.status), f"{card.done}/{card.gauge.required}"

    def export(self) -> tuple:
        out = StringIO()
        call_command("judge", "--json", "--pairing", self.pairing.code, stdout=out)
        rows = json.loads(out.getvalue())
        [row] = [row for row in rows if row["window"]["starts_on"] == str(AUTUMN)]
        return row["status"], f"{row['counted']}/{row['required']}"

    def kept(self) -> tuple:
        row = StoredVerdict.objects.get(obligation=self.duty, starts_on=AUTUMN)
        return row.status, f"{row.counted.normalize()}/{row.required.normalize()}"

    def dashboard(self) -> tuple:
        board = signed_in(self.staff).get(reverse("dashboard")).context["board"]
        counts = Counter({bar.status: bar.count for bar in board.figures.bars})
        [(status, count)] = counts.items()
        assert count == 1
        return status, "0/2"


def night(day: date) -> None:
    """What the workers do in the night before ``day``, and every hour after a missed one."""
    for first, last in services.ranges(on=day):
        services.refresh_range(first=first, last=last, on=day)


def check(readers: Readers, status: Status) -> None:
    told = readers.all()

    assert told == dict.fromkeys(told, (status.value, "0/2"))
    call_command("judge", "--check", stdout=StringIO())


@pytest.mark.parametrize("first", ["dashboard", "list", "home"])
def test_everybody_says_the_same_before_midnight_and_after(pairing, first):
    readers, day = Readers(pairing), first_day_at_risk(pairing)

    with time_machine.travel(at(day, 0) - timedelta(minutes=1), tick=False):
        check(readers, Status.ON_TRACK)
    with time_machine.travel(at(day, 0) + timedelta(minutes=1), tick=False):
        getattr(readers, first)()  # whoever comes first judges anew, the others follow
        check(readers, Status.AT_RISK)


def test_a_changed_calendar_is_seen_by_everybody_at_once(pairing):
    readers, day = Readers(pairing), first_day_at_risk(pairing)
    readers.staff.is_staff = True
    readers.staff.save()
    with time_machine.travel(at(day), tick=False):
        check(readers, Status.AT_RISK)

        for term in Term.objects.filter(school_year=2025, season="autumn"):
            url = reverse("admin:pairing_term_change", args=[term.pk])
            page = signed_in(readers.staff).get(url).context["adminform"].form
            fields = {name: value for name, value in page.initial.items() if value is not None}
            signed_in(readers.staff).post(url, fields | {"ends_on": "2026-02-15"})

        assert not Term.objects.filter(season="autumn", ends_on="2026-01-20", school_year=2025)
        check(readers, Status.ON_TRACK)


@pytest.mark.parametrize("nights", [1, 4])
def test_missed_nights_are_caught_up_and_two_runs_at_once_do_no_harm(pairing, nights):
    readers, day = Readers(pairing), first_day_at_risk(pairing)
    night(day - ONE_DAY * nights)
    with time_machine.travel(at(day, 1), tick=False):
        night(day)
        before = list(StoredVerdict.objects.order_by("pk").values())
        assert readers.kept() == ("at_risk", "0/2")

        night(day)
        services.refresh_range(first=1, last=pairing.pk, on=day)

        assert list(StoredVerdict.objects.order_by("pk").values()) == before
        check(readers, Status.AT_RISK)


def test_a_worker_whose_clock_ran_ahead_misleads_nobody(pairing):
    readers, day = Readers(pairing), first_day_at_risk(pairing)
    night(date(2026, 3, 1))
    assert readers.kept() == ("breached", "0/2")

    with time_machine.travel(at(day), tick=False):
        readers.home()
        check(readers, Status.AT_RISK)


def test_of_a_filed_year_everybody_shows_the_filed_figures(pairing):
    readers = Readers(pairing)
    filed_on = date(2026, 7, 10)
    with time_machine.travel(at(filed_on), tick=False):
        file_year(pairing, school_year=2025, by=create_user(), at=at(filed_on), on=filed_on)
        create_activity(pairing=pairing, on=date(2025, 10, 8), entered_at=at(filed_on))
    with time_machine.travel(at(date(2026, 9, 2)), tick=False):
        services.refresh([pairing.pk], on=date(2026, 9, 2))

        told = {name: getattr(readers, name)() for name in ("page", "list", "export", "kept")}
        year = signed_in(readers.staff).get(reverse("summary", args=[pairing.pk, 2025]))

    windows = [w for d in year.context["page"].year.duties for w in d.windows]
    told["summary"] = (windows[0].status, windows[0].ratio)
    assert told == dict.fromkeys(told, ("breached", "0/2"))
    assert "+1" in windows[0].after
