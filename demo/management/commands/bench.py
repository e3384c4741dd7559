"""Measure what a person waits for, on the loaded county; medians and ratios of one run."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from weasyprint import HTML

from activities.models import ActivityLink
from agreements.models import Agreement
from compliance.engine.judge import judge
from compliance.facts import cases
from compliance.services import refresh, refresh_all
from pairing.models import Pairing
from reports import weasy
from reports.press import shared_press
from reports.services import agreement_html

MAIN = "QL-JD-001"


class Command(BaseCommand):
    help = "Measure judging, storing, the overview and the press on the county that is loaded."

    def add_arguments(self, parser):
        parser.add_argument("--runs", type=int, default=15, help="counted runs of each line")

    def handle(self, *args, runs, **options):
        pairing = Pairing.objects.filter(code=MAIN).first()
        if pairing is None:
            raise CommandError("load the demo county first: manage.py demo")
        self.runs, self.on = runs, timezone.localdate()
        self.stdout.write(f"{'what':<52}{'median ms':>12}{'CPU ms':>10}{'queries':>9}")
        self._verdicts(pairing)
        self._pages()
        self._papers(pairing)

    def _verdicts(self, pairing: Pairing) -> None:
        floor = self._line("floor: one values_list of its activities", _floor(pairing))
        [(_agreement, case)] = cases([pairing])
        self._line("judge one pairing, facts at hand", lambda: judge(case, on=self.on))
        whole = self._line("judge one pairing, from an open connection", self._judge(pairing))
        self._ratio("  as a multiple of the floor", whole, floor)
        self._line("one change to stored verdicts", lambda: _stored(pairing, on=self.on))
        self._line("judge and store the whole county", lambda: refresh_all(on=self.on))

    def _judge(self, pairing: Pairing) -> Callable:
        def fresh():
            pairing.refresh_from_db()
            return [judge(case, on=self.on) for _agreement, case in cases([pairing])]

        return fresh

    @override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False)
    def _pages(self) -> None:
        client = Client()
        client.force_login(get_user_model().objects.get(username="bureau"))
        self._line("overview of the county", lambda: client.get("/dashboard/"))
        client.force_login(get_user_model().objects.get(username="liaison-a"))
        self._line("home of a liaison", lambda: client.get("/"))

    def _papers(self, pairing: Pairing) -> None:
        agreement = Agreement.objects.filter(pairing=pairing).for_document().get(amends=None)
        html, enclosure, is_draft = agreement_html(agreement)
        press = shared_press()
        ours = self._line(
            "agreement PDF, warm",
            lambda: press.pdf(html, draft=is_draft, attachments=[enclosure]),
        )
        bare = self._line("WeasyPrint alone on the same HTML, warm", _bare(html))
        self._ratio("  ours to WeasyPrint alone", ours, bare)

    def _line(self, words: str, work: Callable) -> float:
        """Time ``work`` after one run not counted; the median of its CPU seconds."""
        with CaptureQueriesContext(connection) as queries:
            work()
        walls, cpus = [], []
        for _run in range(self.runs):
            wall, cpu = perf_counter(), process_time()
            work()
            walls.append(perf_counter() - wall)
            cpus.append(process_time() - cpu)
        wall, cpu = median(walls) * 1000, median(cpus) * 1000
        # A request clears the log of queries when it begins, and the press asks none.
        counted = len(queries) or "-"
        self.stdout.write(f"{words:<52}{wall:>12.1f}{cpu:>10.1f}{counted:>9}")
        return median(cpus)

    def _ratio(self, words: str, ours: float, theirs: float) -> None:
        self.stdout.write(f"{words:<52}{ours / theirs:>12.2f}")


def _floor(pairing: Pairing) -> Callable:
    rows = ActivityLink.objects.filter(pairing=pairing).values_list(
        "state", "activity__type", "activity__starts_on", "activity__lessons"
    )
    return lambda: sum(lessons for state, _type, _on, lessons in rows.all() if state)


def _stored(pairing: Pairing, *, on) -> None:
    with transaction.atomic():
        refresh({pairing.pk}, on=on)


def _bare(html: str) -> Callable:
    """WeasyPrint with the same style sheet and fonts; none of our marking, no enclosure. Its
    line filling is ours as long as the process lives: the hook is WeasyPrint's own function."""
    fonts, sheet = weasy.load()

    def written() -> bytes:
        document = HTML(string=html, url_fetcher=weasy.OwnFiles())
        return document.write_pdf(stylesheets=[sheet], font_config=fonts)

    return written
