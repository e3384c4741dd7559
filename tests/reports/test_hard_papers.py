"""Reports that are hard to set: very many duties, very long texts and names, nothing at all,
rare characters. Nothing is lost or leaves the type area; only last pages lie half empty."""

import io
from datetime import date, timedelta

import pdfplumber
import pypdfium2
import pytest
from PIL import ImageOps

from agreements.models import Agreement
from compliance.models import Violation
from pairing.models import Pairing, PairingMember
from reports import printing, services
from reports.documents.closing import closing_of
from reports.documents.closing_paper import closing_paper
from reports.documents.prose import Case, Prose
from reports.documents.school import school_year_of
from reports.documents.school_paper import school_paper
from reports.documents.summary import document_of, summary_paper
from reports.documents.year import year_summary_of
from tests.factories import (
    create_activity,
    create_agreement,
    create_obligation,
    create_person,
    create_user,
)
from tests.reports.paired import (
    LATER,
    create_pair,
    create_small_agreement,
    create_year,
    write_text,
)

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
SITE = "https://jd.example.cn"
BODY = (10.5, 12, 15.75, 22)  # pt: sizes of what stands in the type area
# The type area in mm: left, top, right, bottom; of a page upright, and of a turned one.
UPRIGHT, TURNED = (28, 37, 184, 262), (35, 28, 260, 184)
# The signature with the list of annexes moves as one, and so does the block of the checksums.
FULL, BEFORE_THE_END = 2 / 3, 0.55
LONG = "某某省某某市某某县某某乡某某村九年一贯制寄宿学校" * 3


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# --- The cases: what is in the records, and what must stand in every paper --------------------
def many_duties():
    """Those of a whole county's text, two thirds of them done."""
    pairing = create_pair()
    agreement = create_agreement(pairing=pairing, number="XY-2025-01")
    write_text(agreement)
    sides = {"supporting": pairing.supporting_school, "receiving": pairing.receiving_school}
    duties = Agreement.objects.get(pk=agreement.pk).clauses.filter(obligations__isnull=False)
    rows = [duty for clause in duties.distinct() for duty in clause.obligations.all()]
    for place, duty in enumerate(rows):
        owing = sides.get(duty.party, pairing.supporting_school)
        for step in range(0 if place % 3 == 2 else duty.minimum or 1):
            create_activity(
                pairing=pairing,
                on=date(2025, 9, 8) + timedelta(days=(place * 5 + step * 9) % 270),
                type=duty.activity_types[0],
                done_by=(owing,),
                school=pairing.receiving_school,
                heads=dict.fromkeys(sides.values(), 15),
                lessons=2,
            )
    return pairing, ["图3各项约定任务完成率"]


def long_reasons():
    """One cell of more than 3,000 characters: taller than a page of its table."""
    pairing = _small()
    clause = pairing.agreements.get().clauses.get(parent__isnull=False)
    forbidden = create_obligation(
        clause=clause,
        name="不得收费",
        modality="must_not",
        minimum=None,
        period="school_year",
    )
    notes = [f"第{number:02}次" + "违规收取资料费并拒不退还" * 15 for number in range(17)]
    for number, note in enumerate(notes):
        Violation.objects.create(
            obligation=forbidden,
            held_on=date(2025, 10, 1) + timedelta(days=number),
            recorded_on=date(2025, 11, 3),
            recorded_by=create_user(),
            recorded_by_name="张工",
            note=note,
        )
    return pairing, notes


def long_names():
    names = (f"甲{LONG}"[:60], f"乙{LONG}"[:60])
    pairing = _small(names=names)
    return pairing, list(names)


def nothing_done():
    pairing = create_pair()
    create_small_agreement(pairing)
    return pairing, ["没有双方确认的帮扶活动"]


def rare_characters():
    pairing = _small()
    person = create_person(school=pairing.receiving_school, name="周䶮", title="副校长")
    PairingMember.objects.create(pairing=pairing, person=person, role="head")
    return pairing, ["周䶮", "䶮老师的一课三上"]


def _small(**fields) -> Pairing:
    pairing = create_pair(**fields)
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


# --- The papers -------------------------------------------------------------------------------
WROTE = Prose(cases=(Case(title="䶮老师的一课三上", text="同一课题由师傅示范。"),))


def summary(pairing, wrote):
    year = year_summary_of(pairing, school_year=2025, on=LATER)
    return document_of(summary_paper(year, site=SITE, wrote=wrote))


def school(pairing, wrote):
    year = school_year_of(pairing.receiving_school, school_year=2025, on=LATER)
    return school_paper(year, site=SITE, wrote=wrote)


def closing(pairing, wrote):
    agreement = pairing.agreements.get()
    return closing_paper(closing_of(agreement, on=agreement.ends_on), site=SITE, wrote=wrote)


CASES = (many_duties, long_reasons, long_names, nothing_done, rare_characters)
PAPERS = (summary, school, closing)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.__name__)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_hard_report_is_whole_stays_in_its_margins_and_fills_its_pages(case, paper):
    pairing, words = case()
    wrote = WROTE if case is rare_characters else Prose()
    if case is many_duties and paper is not summary:
        words = []  # the others compare by pairing and by year

    made = printing.report(paper(pairing, wrote)).content

    text = text_of(made)
    assert [word for word in words if word not in text] == []
    assert outside(made) == []
    assert too_empty(made) == []


def test_a_clause_of_three_thousand_characters_runs_over_pages_in_the_agreement():
    pairing = create_pair()
    agreement = create_small_agreement(pairing)
    clause = agreement.clauses.exclude(parent=None).get()
    clause.closing = "".join(f"第{n:03}句话双方均应遵守执行。" for n in range(215))
    clause.save(update_fields=["closing"])
    row = Agreement.objects.for_document().get(pk=agreement.pk)

    made = services.agreement_pdf(row)

    assert len(clause.closing) > 3_000
    assert clause.closing in text_of(made)
    assert [each for each in outside(made) if each[0] > 1] == []  # the number stands above


# --- Measuring --------------------------------------------------------------------------------
def body_of(page) -> list[dict]:
    """The characters that belong into the type area, in their order."""
    return [
        char
        for char in page.chars
        if char["upright"] and any(abs(char["size"] - size) < 0.1 for size in BODY)
    ]


def text_of(made: bytes) -> str:
    """The text of all pages without spaces, feet and the repeated heads of one table."""
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        text = "".join(char["text"] for page in pdf.pages for char in body_of(page))
    return "".join(text.split()).replace("\u2060", "").replace("时段约定计入结果理由", "")


def outside(made: bytes) -> list[tuple[int, str]]:
    """Characters beyond the type area, by number of page; a mark squeezed at the edge gives
    back its empty half."""
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return [
            (page.page_number, char["text"])
            for page in pdf.pages
            for char in body_of(page)
            if not _is_inside(char, page)
        ]


def _is_inside(char: dict, page) -> bool:
    left, top, right, bottom = TURNED if page.width > page.height else UPRIGHT
    size, line = char["size"] / MM, (page.height - char["matrix"][5]) / MM
    half = size / 2 if char["text"] in "、，。；：！？）》”’" else 0
    across = left - 0.5 < char["x0"] / MM and char["x1"] / MM - half < right + 0.5
    return across and top - 0.5 < line - size * 0.8 and line < bottom + 0.5


def too_empty(made: bytes) -> list[tuple[int, float]]:
    """Pages less full than they may be: of the body and of every annex the last may be; the
    page before the signature or the checksums may be a little emptier than the others."""
    document = pypdfium2.PdfDocument(made)
    shares = [_used(page) for page in document]
    starts = [_is_annex(page) for page in document]
    body = starts.index(True) if True in starts else len(starts)
    found = []
    for place, share in enumerate(shares):
        is_last = place == len(shares) - 1 or starts[place + 1]
        least = BEFORE_THE_END if place in (body - 2, len(shares) - 2) else FULL
        if not is_last and share < least:
            found.append((place + 1, round(share, 2)))
    return found


def _is_annex(page) -> bool:
    text = "".join(page.get_textpage().get_text_range().split())
    return "附件" in text[:120] and "附件：" not in text


def _used(page) -> float:
    """How far down the type area anything stands, as a share of its height."""
    width, height = page.get_size()
    box = TURNED if width > height else UPRIGHT
    drawn = page.render(scale=1, grayscale=True).to_pil()
    area = ImageOps.invert(drawn.crop([round(mm * MM) for mm in box]))
    ink = area.point(lambda grey: 255 if grey > 60 else 0).getbbox()
    return ink[3] / area.height if ink else 0.0
