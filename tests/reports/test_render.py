"""Both documents as PDFs: text, fonts, edges, sameness, enclosures, the command."""

import hashlib
import io
import itertools
import json
from collections import defaultdict
from datetime import date

import pdfplumber
import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from agreements.models import Agreement
from pairing.models import Pairing, PairingMember
from reports import services
from tests.factories import create_agreement, create_bureau, create_person
from tests.reports.paired import (
    LATER,
    create_pair,
    create_small_agreement,
    create_year,
    write_text,
)

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
BODY, PITCH = 15.75, 29.53  # pt
LEFT, RIGHT = 28, 184  # edges of the type area, mm
NOT_FIRST = "、，。；：！？）》〉”’】〕%"
SINGLE = ("校长：", "附件：", "甲方（", "云亭学校")  # lines that are no paragraph
NOT_LAST = "（《〈“‘〔"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Nothing is taken from what another test has made."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agreement():
    made = create_agreement(
        pairing=create_pair(code="JD-0002", bureau=create_bureau(name="临溪市教育局")),
        number="XY-2025-01",
        copies=5,
        preamble="为促进义务教育优质均衡发展，使优质教育资源惠及更多学校，甲乙双方平等协商，订立本协议。",
    )
    write_text(made)
    return made


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


def printed(agreement):
    return services.agreement_pdf(Agreement.objects.for_document().get(pk=agreement.pk))


def summary(pairing, *, on=LATER):
    found = Pairing.objects.for_list().get(pk=pairing.pk)
    return services.summary_pdf(found, school_year=2025, on=on)


def text_of(made):
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return "".join("".join(pages).split()).replace("\u2060", "")


def faces(made):
    return {
        font.get_object()["/BaseFont"].partition("+")[2].rstrip(",")
        for page in PdfReader(io.BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()
    }


def lines_of(page):
    """Upright body characters by base line, top line first, each line left to right."""
    rows = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - BODY) < 0.1 and char["upright"] and char["text"].strip():
            rows[round(char["matrix"][5], 1)].append(char)
    return [sorted(rows[y], key=lambda char: char["x0"]) for y in sorted(rows, reverse=True)]


def upright_pages(made):
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return [lines_of(page) for page in pdf.pages if page.width < page.height]


def first_and_last_signs(made):
    rows = [row for page in upright_pages(made) for row in page]
    return {row[0]["text"] for row in rows}, {row[-1]["text"] for row in rows}


# --- text, fonts, enclosures ----------------------------------------------------------------


def test_the_agreement_reads_from_its_number_to_both_signatures(agreement):
    text = text_of(printed(agreement))

    for words in (
        "协议编号：XY-2025-01",
        "甲方（支援学校）：云亭学校（以下简称甲方）",
        "一、帮扶内容",
        "（三）教师专业发展帮扶",
        "每次不少于12人",
        "本协议一式五份",
        "甲方（盖章）：云亭学校法定代表人或代表（签字）：2025年3月10日",
        "乙方（盖章）：石门学校法定代表人或代表（签字）：2025年3月10日",
        "约定任务一览表",
    ):
        assert words in text


def test_the_summary_tells_of_the_study_visit_of_eleven(pairing):
    text = text_of(summary(pairing))

    assert "2026年4月13日的听课研修未计入" in text
    assert "四、约定任务完成情况" in text
    assert "附件：1.帮扶活动台账2.约定任务逐期完成情况表" in text


def test_only_the_fonts_of_the_project_are_embedded(pairing, agreement):
    roles = {"GW-Biaosong", "GW-Heiti", "GW-Kaiti", "GW-Fangsong", "GW-Latin", "GW-Songti"}

    assert faces(printed(agreement)) == roles
    assert faces(summary(pairing)) == roles


@pytest.mark.parametrize("name", ["沈翀", "周䶮", "方喆"])
def test_a_rare_name_is_printed_with_the_fallback(pairing, name):
    person = create_person(school=pairing.receiving_school, name=name)
    PairingMember.objects.create(pairing=pairing, person=person, role="deputy")

    made = summary(pairing)

    assert name in text_of(made)
    assert "GW-Rare" in faces(made)


@pytest.mark.parametrize("kind", ["agreement", "summary"])
def test_the_printed_checksum_is_that_of_the_enclosed_file(agreement, pairing, kind):
    made = printed(agreement) if kind == "agreement" else summary(pairing)

    with pikepdf.open(io.BytesIO(made)) as pdf:
        ((name, spec),) = pdf.attachments.items()
        content = spec.get_file().read_bytes()

    assert name == {"agreement": "agreement.json", "summary": "verdicts.json"}[kind]
    assert hashlib.sha256(content).hexdigest() in text_of(made)
    assert json.loads(content)["kind"] == {"agreement": kind, "summary": "year_summary"}[kind]


def test_a_draft_is_marked_on_every_page_until_both_have_signed(agreement):
    signed = printed(agreement)
    agreement.signatures.filter(side="receiving").delete()
    Agreement.objects.filter(pk=agreement.pk).update(state="signing")

    pages = PdfReader(io.BytesIO(printed(agreement))).pages

    assert all("草 稿" in page.extract_text().replace("\u3000", " ") for page in pages)
    assert "草" not in PdfReader(io.BytesIO(signed)).pages[0].extract_text()[:20]


# --- edges ------------------------------------------------------------------------------------


def test_a_full_page_of_the_agreement_holds_twenty_two_lines_of_twenty_eight(agreement):
    page = upright_pages(printed(agreement))[1]
    base = [row[0]["matrix"][5] for row in page]

    assert len(page) == 22
    assert max(len(row) for row in page) == 28
    assert {round(a - b, 1) for a, b in itertools.pairwise(base)} == {29.5}
    assert min(row[0]["x0"] for row in page) / MM == pytest.approx(28, abs=1)
    assert 210 - max(row[-1]["x1"] for row in page) / MM == pytest.approx(26, abs=1)
    assert 297 - (base[0] + 0.88 * BODY) / MM == pytest.approx(37, abs=1)
    assert (base[-1] - 0.12 * BODY) / MM == pytest.approx(35, abs=1)


@pytest.mark.parametrize("kind", ["agreement", "summary"])
def test_no_line_begins_or_ends_with_a_mark_that_may_not(agreement, pairing, kind):
    made = printed(agreement) if kind == "agreement" else summary(pairing)

    first, last = first_and_last_signs(made)

    assert first & set(NOT_FIRST) == set()
    assert last & set(NOT_LAST) == set()


@pytest.mark.parametrize("kind", ["agreement", "summary"])
def test_a_line_that_goes_on_reaches_the_right_edge(agreement, pairing, kind):
    made = printed(agreement) if kind == "agreement" else summary(pairing)
    ragged = []
    for page in upright_pages(made):
        for row, after in itertools.pairwise(page):
            goes_on = abs(after[0]["x0"] / MM - LEFT) < 0.2 and row[0]["x0"] / MM < LEFT + 12
            text = "".join(char["text"] for char in row)
            if goes_on and RIGHT - row[-1]["x1"] / MM > 0.2 and not text.startswith(SINGLE):
                ragged.append(text)

    assert ragged == []


@pytest.mark.parametrize("more", range(0, 22, 3))
def test_the_signatures_never_stand_alone_on_a_page(agreement, more):
    last = agreement.clauses.exclude(parent=None).last()
    last.closing = "双方及时商议。" * 4 * more
    last.save(update_fields=["closing"])

    made = printed(agreement)

    with pdfplumber.open(io.BytesIO(made)) as pdf:
        pages = ["".join(c["text"] for r in lines_of(p) for c in r) for p in pdf.pages]
    (signed,) = [page for page in pages if "甲方（盖章）：" in page]
    assert signed.index("一式五份") < signed.index("甲方（盖章）：")
    assert signed.count("（签字）") == 2


def test_the_name_stands_on_its_date_four_characters_from_the_right(pairing):
    rows = [row for page in upright_pages(summary(pairing)) for row in page]
    texts = ["".join(char["text"] for char in row) for row in rows]
    day, name = rows[texts.index("2026年11月23日")], rows[texts.index("石门学校")]

    assert (RIGHT * MM - day[-1]["x1"]) / BODY == pytest.approx(4, abs=0.1)
    middle = [(row[0]["x0"] + row[-1]["x1"]) / 2 for row in (day, name)]
    assert middle[0] == pytest.approx(middle[1], abs=0.5)


# --- sameness, store --------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes_also_without_the_store(pairing, agreement):
    first = summary(pairing), printed(agreement)
    for folder in default_storage.listdir("documents")[0]:
        for file in default_storage.listdir(f"documents/{folder}")[1]:
            default_storage.delete(f"documents/{folder}/{file}")

    assert (summary(pairing), printed(agreement)) == first


def test_the_same_content_is_not_made_again(agreement):
    made = printed(agreement)
    ((folder, file),) = [
        (folder, file)
        for folder in default_storage.listdir("documents")[0]
        for file in default_storage.listdir(f"documents/{folder}")[1]
    ]
    with default_storage.open(f"documents/{folder}/{file}", "wb") as kept:
        kept.write(made + b"% kept")

    assert printed(agreement) == made + b"% kept"


def test_changed_content_is_made_anew(agreement):
    before = printed(agreement)
    agreement.title = "学校结对协作协议书"
    agreement.save(update_fields=["title"])

    assert text_of(printed(agreement)) != text_of(before)


# --- the command ------------------------------------------------------------------------------


def test_the_command_writes_the_agreement(agreement, tmp_path, capsys):
    path = tmp_path / "a.pdf"

    call_command("render", "agreement", "XY-2025-01", "-o", str(path))

    assert path.read_bytes() == printed(agreement)
    assert str(path) in capsys.readouterr().out


def test_the_command_writes_the_summary(pairing, tmp_path):
    path = tmp_path / "s.pdf"

    call_command("render", "summary", "JD-0001", "--year", "2025", "-o", str(path))

    assert path.read_bytes().startswith(b"%PDF-1.7")


def test_the_command_writes_a_school_and_the_ending_makes_it_a_word_copy(pairing, tmp_path):
    path = tmp_path / "s.docx"

    call_command("render", "school", "石门学校", "--year", "2025", "-o", str(path))

    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("agreement", "XY-9999"), "XY-9999"),
        (("summary", "JD-9999", "--year", "2025"), "JD-9999"),
        (("summary", "JD-0001", "--year", "2001"), "2001"),
        (("school", "石门学校", "--year", "2001"), "2001"),
        (("school", "没有的学校", "--year", "2025"), "没有的学校"),
        (("closing", "XY-9999"), "XY-9999"),
    ],
)
def test_what_is_not_there_is_named_in_a_sentence(pairing, tmp_path, arguments, named):
    with pytest.raises(CommandError, match=named):
        call_command("render", *arguments, "-o", str(tmp_path / "x.pdf"))

    assert list(tmp_path.glob("*.pdf")) == []


def test_a_missing_glyph_is_named_and_nothing_is_written(pairing, tmp_path):
    pairing.receiving_school.name = "石门🙂学校"
    pairing.receiving_school.save()

    with pytest.raises(CommandError, match="🙂"):
        call_command(
            "render", "summary", "JD-0001", "--year", "2025", "-o", f"{tmp_path}/x.pdf"
        )

    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_place_that_cannot_be_written_is_named(agreement, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("render", "agreement", "XY-2025-01", "-o", f"{tmp_path}/nowhere/a.pdf")


def test_a_running_year_is_marked_under_its_title(pairing):
    assert "（截至2025年10月10日）" in text_of(summary(pairing, on=date(2025, 10, 10)))
