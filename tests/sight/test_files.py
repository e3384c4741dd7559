"""Files are pages too: exports of the administration, and papers a worker makes on order."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from records import jobs
from records.models import Job
from reports.jobs import AGREEMENT_PDF, SUMMARY_PDF
from reports.models import FiledDocument
from tests.factories import at
from tests.sight.readers import CROSS, DIALS, EAST, MARKS, NORTH, PHONES, SECOND, WEST
from tests.sight.walking import PHONE, foreign, undone, visit

# What must be in the file, so that an empty one does not pass for a discreet one.
HOLDS = {
    "staff A": {"school": {EAST, WEST, SECOND, CROSS}, "pairing": {EAST, WEST, CROSS}},
    "staff city": {"school": {EAST, WEST, SECOND, CROSS}, "pairing": {EAST, WEST, CROSS}},
    "staff B": {"school": {NORTH}, "pairing": {NORTH}},
    "staff C": {"school": {CROSS, SECOND}, "pairing": {CROSS}},
}


@pytest.mark.parametrize("number", ["0", "1"])
@pytest.mark.parametrize("model", ["school", "pairing", "person"])
@pytest.mark.parametrize("person", HOLDS)
def test_an_export_holds_the_own_rows_and_nothing_else(scene, enter, person, model, number):
    everything = [row.pk for row in vars(scene.rows).values() if row_of(row, model)]
    address, texts = f"/admin/pairing/{model}/export/", []
    for items in ([], everything):
        body = {"format": number, "resource": "0", "export_items": items}
        texts.append(visit(enter(person), address, method="post", body=body).text_seen)

    assert [foreign(text, person) for text in texts] == [[], []]
    assert set(PHONE.findall("".join(texts))) <= {PHONES[mark] for mark in DIALS[person]}
    held = HOLDS[person][model] if model != "person" else DIALS[person]
    assert {mark for mark in MARKS if mark in texts[0]} >= held


def row_of(row, model: str) -> bool:
    return getattr(row, "_meta", None) is not None and row._meta.model_name == model


ORDERS = {
    "an agreement of the own pairing": (AGREEMENT_PDF, {"agreement": "agreement"}),
    "the year of the own pairing": (SUMMARY_PDF, {"pairing": "east", "school_year": "year"}),
}


@pytest.mark.parametrize("order", ORDERS)
def test_a_paper_tells_only_of_its_pairing(scene, order):
    """An activity of the year serves a pairing across the border too. What was filed is handed
    out as it is: here the press is asked."""
    with undone(), translation.override("zh-hans"):
        FiledDocument.objects.all()._raw_delete("default")
        job = run(scene, "liaison One", *ORDERS[order])
        with job.result.open() as file:
            pages = PdfReader(io.BytesIO(file.read())).pages
        text = "".join(page.extract_text() for page in pages).replace("\n", "")
        job.result.delete(save=False)

    assert EAST in text
    assert foreign(text, "liaison One") == []
    assert PHONE.findall(text) == []


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("person", ["nobody", "liaison Three", "staff B", "liaison C"])
def test_a_paper_is_not_made_for_somebody_who_does_not_see_the_pairing_any_more(
    scene, person, order
):
    with undone(), pytest.raises(jobs.JobFailedError):
        run(scene, person, *ORDERS[order])


def run(scene, person: str, kind: str, names: dict[str, str]) -> Job:
    """The job as a worker does it; it was ordered when the person still saw the pairing."""
    arguments = {hole: scene.ids[name] for hole, name in names.items()}
    arguments["on"] = scene.today.isoformat()
    job = Job.objects.create(
        kind=kind,
        owner=scene.who[person],
        arguments=arguments,
        ordered_at=at(scene.today),
        state="running",
    )
    jobs.handler_of(kind).run(job)
    job.refresh_from_db()
    return job
