"""Reports in words, with the marks of who may read them."""

from records.services import write_event
from reports.models import ReportEntry, SectionText, YearReport
from tests.factories import at
from tests.sight.readers import CROSS, EAST, ENDINGS, NORTH, Scene

PENS = {EAST: "liaison One", CROSS: "liaison C", NORTH: "staff B"}


def create_told(scene: Scene) -> None:
    """A draft of the running year in every pairing that has a pen; the year before of the
    pairing across the border lies before the bureau, of the two others it was returned."""
    rows = scene.rows
    for mark, pen in PENS.items():
        pairing, kept = scene.pairings[mark], ENDINGS[mark]
        report = YearReport.objects.create(
            kind="pairing", pairing=pairing, school_year=rows.year, revision=1
        )
        by = {"by": scene.who[pen], "by_name": f"{mark}撰写人", "at": at(scene.past)}
        text = SectionText.objects.create(
            report=report, section="results", text=f"{mark}成效", **by
        )
        entry = ReportEntry.objects.create(
            report=report, kind="case", title=f"{mark}案例", text=f"{mark}做法", **by
        )
        for name, row in {"report": report, "told": text, "entry": entry}.items():
            setattr(rows, name + kept, row)
    rows.report_sent = YearReport.objects.create(
        kind="pairing",
        pairing=rows.cross,
        school_year=rows.old_year,
        state="submitted",
        submitted_at=at(scene.past),
    )
    for mark in (EAST, NORTH):
        _create_returned(scene, mark)


def _create_returned(scene: Scene, mark: str) -> None:
    """Its reason stands on the home pages of those who have to rework it."""
    returned = YearReport.objects.create(
        kind="pairing",
        pairing=scene.pairings[mark],
        school_year=scene.rows.old_year,
        state="returned",
        submitted_at=at(scene.past),
    )
    facts = {"by": None, "at": at(scene.past), "reason": f"{mark}退回缘由"}
    write_event(returned, verb="report.returned", **facts)
