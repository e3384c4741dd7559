"""Cells, meters, rulers and charts: what a page shows of verdicts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from agreements.models import Obligation
from compliance.engine.terms import Calendar, Term, TermSeason
from compliance.engine.verdicts import (
    Evidence,
    Reason,
    ReasonCode,
    Severity,
    Status,
    Verdict,
    Window,
)
from compliance.presenters.charts import chart_of
from compliance.presenters.heat import Cell, cells_of, columns_of
from compliance.presenters.rulers import ruler_of

ON = date(2025, 11, 24)
TERMS = tuple(
    Term(school_year=year, season=season, stage="primary", starts_on=first, ends_on=last)
    for year, season, first, last in (
        (2024, TermSeason.SPRING, date(2025, 2, 20), date(2025, 6, 30)),
        (2025, TermSeason.AUTUMN, date(2025, 9, 1), date(2026, 1, 20)),
        (2025, TermSeason.SPRING, date(2026, 2, 20), date(2026, 6, 30)),
        (2026, TermSeason.AUTUMN, date(2026, 9, 1), date(2027, 1, 20)),
    )
)
CALENDAR = Calendar(terms=TERMS)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def create_window(key: tuple, first: date, last: date) -> Window:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return Window(
        starts_on=first,
        ends_on=last,
        due_on=last,
        closes_on=last,
        full_starts_on=first,
        full_ends_on=last,
        key=key,
        stage="primary",
        teaching_days=tuple(day for day in days if day.weekday() < 5),
    )


def create_verdict(status: Status | None, window: Window, **fields) -> Verdict:
    fields = {"required": 3, "counted": 1, "severity": Severity.RED} | fields
    return Verdict(
        obligation_id=7,
        window=window,
        status=status,
        maximum=fields.pop("maximum", None),
        reasons=(Reason(ReasonCode.NO_VIOLATION),),
        **fields,
    )


def create_columns():
    ruler = ruler_of(CALENDAR, "primary", on=ON)
    return columns_of(TERMS, first=date(2025, 3, 10), last=date(2027, 3, 9), ruler=ruler, on=ON)


def cells(*verdicts: Verdict, **fields) -> list[tuple]:
    about = Obligation(pk=7, **({"measure": "events", "modality": "must"} | fields))
    found = cells_of([(verdict, about) for verdict in verdicts], create_columns(), pairing_id=1)
    return [
        (None if cell.is_empty else str(cell.status), cell.figure, cell.span) for cell in found
    ]


MONTH = create_window(("month", 2025, 10), date(2025, 10, 1), date(2025, 10, 31))
LATER = create_window(("month", 2025, 11), date(2025, 11, 1), date(2025, 11, 30))
YEAR = create_window(("agreement_year", 1), date(2025, 3, 10), date(2026, 3, 9))
AUTUMN = create_window(("term", 2025, "autumn"), date(2025, 9, 1), date(2026, 1, 20))


@pytest.mark.parametrize(
    ("window", "found"),
    [
        pytest.param(AUTUMN, ["", "x", "", ""], id="a term"),
        pytest.param(MONTH, ["", "x", "", ""], id="a month"),
        pytest.param(YEAR, ["xx", "", ""], id="an agreement year from March to March"),
        pytest.param(
            create_window(("school_year", 2025), date(2025, 9, 1), date(2026, 8, 31)),
            ["", "xx", ""],
            id="a school year",
        ),
        pytest.param(
            create_window(("agreement",), date(2025, 3, 10), date(2027, 3, 9)),
            ["xxxx"],
            id="the whole agreement",
        ),
        pytest.param(
            create_window(("once",), date(2025, 3, 10), date(2025, 4, 10)),
            ["x", "", "", ""],
            id="once, soon after signing",
        ),
        pytest.param(
            replace(
                create_window(("summer", 2025), date(2025, 7, 1), date(2025, 8, 31)),
                teaching_days=(),
            ),
            ["x", "", "", ""],
            id="the summer after a term",
        ),
        pytest.param(
            replace(
                create_window(("month", 2026, 2), date(2026, 2, 1), date(2026, 2, 28)),
                teaching_days=(date(2026, 2, 20),),
            ),
            ["", "", "x", ""],
            id="a month that begins in the break",
        ),
    ],
)
def test_a_window_stands_in_the_columns_it_covers(window, found):
    shown = cells(create_verdict(Status.MET, window))

    assert ["x" * span if status else "" for status, _, span in shown] == found


@pytest.mark.parametrize(
    ("statuses", "cell"),
    [
        pytest.param((Status.MET, Status.AT_RISK), ("at_risk", "1/2", 1), id="the worst"),
        pytest.param((Status.BREACHED, Status.MET), ("breached", "1/2", 1), id="closed short"),
        pytest.param((Status.MET, Status.NOT_DUE), ("met", "1/2", 1), id="one to come"),
        pytest.param((Status.EXEMPT, Status.MET), ("met", "1/1", 1), id="one exempt"),
        pytest.param((Status.NOT_DUE, Status.NOT_DUE), ("not_due", "", 1), id="all to come"),
    ],
)
def test_several_periods_in_a_term_fold_into_one_cell(statuses, cell):
    first, second = statuses

    found = cells(create_verdict(first, MONTH), create_verdict(second, LATER))

    assert found[1] == cell


@pytest.mark.parametrize(
    ("fields", "about", "figure"),
    [
        pytest.param({"status": Status.MET, "counted": 4}, {}, "4/3", id="more than asked"),
        pytest.param({"status": Status.NOT_DUE}, {}, "", id="not begun"),
        pytest.param({"status": Status.EXEMPT}, {}, "1/3", id="exempt, something done"),
        pytest.param({"status": Status.EXEMPT, "counted": 0}, {}, "", id="exempt"),
        pytest.param(
            {"status": Status.EXCEEDED, "maximum": 2, "counted": 3}, {}, "3/2", id="too many"
        ),
        pytest.param(
            {"status": Status.BREACHED}, {"modality": "must_not"}, "", id="a prohibition"
        ),
        pytest.param({"status": None}, {"modality": "may"}, "1 time", id="not judged"),
        pytest.param(
            {"status": Status.AT_RISK, "counted": Decimal("33.33"), "required": 80},
            {"measure": "percent"},
            "33.33%/80%",
            id="percent",
        ),
        pytest.param(
            {"status": Status.ON_TRACK, "counted": Decimal("1000.00"), "required": 20000},
            {"measure": "amount"},
            "1,000/20,000",
            id="yuan",
        ),
    ],
)
def test_a_cell_shows_the_count_beside_what_is_asked(fields, about, figure):
    found = cells(create_verdict(window=AUTUMN, **fields), **about)

    assert found[1][1] == figure


@pytest.mark.parametrize(
    ("on", "number", "left", "gone"),
    [
        pytest.param(date(2025, 9, 1), 1, 21, 1, id="first day"),
        pytest.param(ON, 13, 9, 61, id="in the middle"),
        pytest.param(date(2026, 1, 20), 21, 0, 102, id="last day"),
        pytest.param(date(2025, 8, 15), None, 0, 0, id="the summer before"),
    ],
)
def test_the_ruler_knows_the_week_and_the_days_gone(on, number, left, gone):
    ruler = ruler_of(CALENDAR, "primary", on=on)

    assert ruler.starts_on == date(2025, 9, 1)
    assert (ruler.week_number, ruler.weeks_left, ruler.gone, ruler.days) == (
        number,
        left,
        gone,
        102,
    )


def test_after_the_last_term_entered_the_ruler_stays_with_it():
    assert ruler_of(CALENDAR, "primary", on=date(2027, 5, 1)).term == TERMS[-1]


def test_without_a_calendar_there_is_no_ruler():
    assert ruler_of(Calendar(), "primary", on=ON) is None


def counted(*days: date) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(activity_id=n, held_on=day, counted=1) for n, day in enumerate(days, start=1)
    )


def test_a_chart_rises_on_the_days_that_counted():
    window = replace(AUTUMN, teaching_days=tuple(date(2025, 9, n) for n in range(1, 11)))
    verdict = create_verdict(
        Status.ON_TRACK,
        window,
        required=2,
        counted=1,
        evidence=counted(date(2025, 9, 2)),
    )

    chart = chart_of(verdict, obligation=Obligation(measure="events"), on=date(2025, 9, 5))

    assert chart.path == "M0 130H200V65H500"
    assert (chart.now_x, chart.now) == ("500", "52%")
    assert [tick.label for tick in chart.ticks] == ["0", "1", "2"]
    assert (chart.actual, chart.expected) == ("1 time", "1 time")
    assert chart.described == (
        "At an even pace 1 time of 2 times would be done by this day; 1 time counted."
    )


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"required": 0, "counted": 0}, id="nothing asked"),
        pytest.param({"counted": 2, "evidence": ()}, id="credits that do not add up"),
    ],
)
def test_a_chart_that_would_say_nothing_is_not_drawn(fields):
    verdict = create_verdict(Status.ON_TRACK, AUTUMN, **fields)

    assert chart_of(verdict, obligation=Obligation(measure="events"), on=ON) is None


def test_a_chart_of_many_has_at_most_seven_lines():
    verdict = create_verdict(Status.ON_TRACK, AUTUMN, required=200, counted=0)

    chart = chart_of(verdict, obligation=Obligation(measure="goods"), on=ON)

    assert [tick.label for tick in chart.ticks] == ["0", "34", "68", "102", "136", "170"]
    assert chart.reference_y == "0"


# --- tags ---------------------------------------------------------------------------------


@dataclass
class Shown:
    status: str
    severity: str = "red"


def rendered(source: str, **context) -> str:
    return Template("{% load verdicts %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("status", "severity", "look", "word"),
    [
        ("met", "red", "is-met", "Met"),
        ("met_late", "red", "is-late", "Met late"),
        ("on_track", "red", "is-track", "On track"),
        ("at_risk", "red", "is-risk", "At risk"),
        ("breached", "red", "is-breach", "Not met"),
        ("exceeded", "red", "is-over", "Past the maximum"),
        ("exempt", "red", "is-exempt", "Exempt"),
        ("not_due", "red", "is-notdue", "Not begun"),
        ("uncounted", "red", "is-uncounted", "No number agreed"),
        ("breached", "amber", "is-risk", "Not met (in principle)"),
    ],
)
def test_a_tag_has_a_look_a_mark_and_a_word(status, severity, look, word):
    found = rendered("{% status_tag s.status s.severity %}", s=Shown(status, severity))

    assert found.startswith(f'<span class="ui-tag {look}"><svg class="ui-mark"')
    assert found.endswith(f"</svg>{word}</span>")


def test_a_tag_of_what_is_not_judged_has_no_mark():
    found = rendered("{% status_tag status %}", status=None)

    assert found == '<span class="ui-tag is-wait">Not judged</span>'


def test_a_cell_is_a_link_that_names_its_term():
    cell = Cell(status=Status.AT_RISK, figure="1/3", address="/why/?a=1&b=2", term="Aut 2025")

    found = rendered("{% status_cell cell %}", cell=cell)

    assert found.startswith(
        '<a class="ui-cell is-risk" data-term="Aut 2025" href="/why/?a=1&amp;b=2"><svg'
    )
    assert found.endswith('</svg><b>1/3</b><span class="ui-cell__word">At risk</span></a>')


def test_words_typed_by_people_are_escaped_in_a_cell():
    cell = Cell(status=None, figure="<b>", word="<script>", term='"')

    found = rendered("{% status_cell cell %}", cell=cell)

    assert "<script>" not in found
    assert 'data-term="&quot;"' in found


def test_the_share_of_time_never_leaves_the_drawing():
    verdict = create_verdict(
        Status.MET, AUTUMN, required=1, counted=1, evidence=counted(date(2025, 8, 1))
    )

    chart = chart_of(verdict, obligation=Obligation(measure="events"), on=date(2027, 1, 1))

    assert chart.path == "M0 130H0V0H1000"
    assert Fraction(chart.rest_width) == 0
