"""The demo county: judging, storing, pages, the press; what a person waits for."""

from collections.abc import Callable, Iterator
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from weasyprint import HTML

from activities.models import ActivityLink
from agreements.models import Agreement, AgreementState
from compliance.engine.judge import judge
from compliance.facts import cases
from compliance.services import refresh, refresh_all
from demo.bench import reading
from demo.bench.measuring import Time, timed
from pairing.models import Pairing
from reports import weasy
from reports.press import shared_press
from reports.services import agreement_html

MAIN = "QL-JD-001"
Line = tuple[str, Time | float]  # words, and a time or a ratio


def lines(*, runs: int, on: date) -> Iterator[Line]:
    pairing = Pairing.objects.get(code=MAIN)
    yield from _verdicts(pairing, runs=runs, on=on)
    yield from _pages(runs=runs)
    yield from _papers(pairing, runs=runs)
    yield from reading.lines(runs=runs)


def _verdicts(pairing: Pairing, *, runs: int, on: date) -> Iterator[Line]:
    def fresh():
        pairing.refresh_from_db()
        return [judge(case, on=on) for _agreement, case in cases([pairing])]

    def stored():
        with transaction.atomic():
            refresh({pairing.pk}, on=on)

    [(_agreement, case)] = cases([pairing])
    floor, whole = timed(_floor(pairing), runs=runs), timed(fresh, runs=runs)
    yield "floor: one values_list of its activities", floor
    yield "judge one pairing, facts at hand", timed(lambda: judge(case, on=on), runs=runs)
    yield "judge one pairing, from an open connection", whole
    yield "— as a multiple of the floor", whole.cpu / floor.cpu
    yield "one change to stored verdicts", timed(stored, runs=runs)
    yield "judge and store the whole county", timed(lambda: refresh_all(on=on), runs=runs)


def _pages(*, runs: int) -> list[Line]:
    client, users = Client(), get_user_model().objects
    client.force_login(users.get(username="bureau"))
    overview = timed(lambda: client.get("/dashboard/"), runs=runs)
    client.force_login(users.get(username="liaison-a"))
    home = timed(lambda: client.get("/"), runs=runs)
    return [("overview of the county", overview), ("home of a liaison", home)]


def _papers(pairing: Pairing, *, runs: int) -> Iterator[Line]:
    html, enclosure, is_draft = agreement_html(agreement_of(pairing))
    press = shared_press()
    ours = timed(lambda: press.pdf(html, draft=is_draft, attachments=[enclosure]), runs=runs)
    bare = timed(_bare(html), runs=runs)
    yield "agreement PDF, warm", ours
    yield "WeasyPrint alone on the same HTML, warm", bare
    yield "— ours to WeasyPrint alone (bar: at most 1.15)", ours.cpu / bare.cpu
    same = timed(_bare(html, pdf_variant="pdf/a-3b", pdf_tags=True), runs=runs)
    yield "— ours to WeasyPrint writing the same archive form", ours.cpu / same.cpu


def agreement_of(pairing: Pairing) -> Agreement:
    """The one in force; a draft that renews it may lie beside it."""
    rows = Agreement.objects.main().filter(pairing=pairing, state=AgreementState.IN_FORCE)
    return rows.for_document().get()


def _floor(pairing: Pairing) -> Callable:
    rows = ActivityLink.objects.filter(pairing=pairing).values_list(
        "state", "activity__type", "activity__starts_on", "activity__lessons"
    )
    return lambda: sum(lessons for state, _type, _on, lessons in rows.all() if state)


def _bare(html: str, **form) -> Callable:
    """WeasyPrint with the same style sheet and fonts; none of our marking, no enclosure. Its
    line filling is ours as long as the process lives: the hook is WeasyPrint's own function."""
    fonts, sheet = weasy.load()

    def written() -> bytes:
        document = HTML(string=html, url_fetcher=weasy.OwnFiles())
        return document.write_pdf(stylesheets=[sheet], font_config=fonts, **form)

    return written
