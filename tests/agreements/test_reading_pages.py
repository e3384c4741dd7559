"""The pages on which a text becomes an agreement: who may, what they say, every bad file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from agreements.models import Agreement, AgreementReading, Obligation
from agreements.reader.files import MAX_BYTES
from agreements.readings.cards import from_json
from records.models import Event
from tests.agreements.paper import swollen_word, word_file
from tests.agreements.test_reader_files import NO_TEXT
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_programme,
    create_school,
)

pytestmark = pytest.mark.django_db

NEW = "/agreements/readings/new/"
PARAGRAPHS = (
    "学校结对帮扶协议书",
    "甲方（支援学校）：青岚县明德路小学",
    "乙方（受援学校）：青岚县松坪乡中心小学",
    "为缩小校际差距，双方约定如下：",
    "一、教育教学",
    "1.甲方每学期到乙方上示范课不少于4节。",
    "2.甲方每学年为乙方举行专题讲座3次以上，参加教师人数不限。",
    "二、其他",
    "1.双方互相学习，共同提高。",
)


@pytest.fixture
def bureau():
    return create_bureau(name="青岚县教育局")


@pytest.fixture
def staff(bureau):
    return create_member(role="bureau_staff", bureau=bureau, name="沈砚秋")


@pytest.fixture
def client(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def pairing(bureau):
    return create_pairing(
        supporting=create_school(bureau=bureau, name="青岚县明德路小学"),
        receiving=create_school(bureau=bureau, name="青岚县松坪乡中心小学"),
        programme=create_programme(bureau=bureau),
    )


def send(client, name="协议.docx", content=None, **more):
    content = word_file(*PARAGRAPHS) if content is None else content
    file = SimpleUploadedFile(name, content)
    return client.post(NEW, {"purpose": "agreement", "file": file, **more})


def sent(client) -> AgreementReading:
    assert send(client).status_code == 302
    return AgreementReading.objects.get()


def decide_all(client, reading) -> None:
    for card in from_json(reading.work).shown:
        fields = {
            "revision": card.revision,
            "party": "supporting",
            "activity": "demo_lesson",
            "minimum": 4,
            "measure": "lessons",
            "period": "term",
            "venue": "receiving",
        }
        answer = client.post(f"/agreements/readings/{reading.pk}/duties/{card.key}/", fields)
        assert answer.status_code == 302


# --- A file that is read ----------------------------------------------------------------------
def test_a_word_file_is_read_and_shown_beside_its_duties(client):
    reading = sent(client)

    page = client.get(f"/agreements/readings/{reading.pk}/")

    shown = page.context["page"]
    assert next(view.quote for view in shown.cards).endswith("上示范课不少于4节")
    assert "甲方每学期到乙方上示范课不少于4节" in page.text
    assert not Agreement.objects.exists()


def test_the_same_file_sent_twice_is_one_work(client):
    content = word_file(*PARAGRAPHS)
    send(client, content=content)
    send(client, content=content)

    assert AgreementReading.objects.count() == 1


def test_work_is_found_again_as_it_was_left(client):
    reading = sent(client)
    decide_all(client, reading)
    keep = {"keep": "1", "number": "QL-7", "title": "协议", "copies": "3"}

    client.post(f"/agreements/readings/{reading.pk}/finish/", keep)
    form = client.get(f"/agreements/readings/{reading.pk}/finish/").context["form"]

    assert (form["number"].value(), form["copies"].value()) == ("QL-7", "3")
    assert not Agreement.objects.exists()


def test_the_last_page_guesses_the_pairing_and_makes_the_draft(client, pairing):
    reading = sent(client)
    reading.found["heading"]["supporting_school"] = "青岚县明德路小学"
    reading.found["heading"]["receiving_school"] = "松坪乡中心小学"
    reading.save()
    decide_all(client, reading)
    finish = f"/agreements/readings/{reading.pk}/finish/"
    form = client.get(finish).context["form"]
    assert form["pairing"].value() == pairing.pk

    answer = client.post(
        finish,
        {
            "pairing": pairing.pk,
            "number": "QL-2026-0001",
            "title": "学校结对帮扶协议书",
            "starts_on": "2026-09-01",
            "ends_on": "2029-08-31",
            "copies": "2",
            "looked": "on",
        },
    )

    made = Agreement.objects.get()
    assert answer.url == f"/agreements/{made.pk}/"
    assert (made.state, made.starts_on, made.number) == (
        "draft",
        date(2026, 9, 1),
        "QL-2026-0001",
    )
    assert Obligation.objects.count() == len(from_json(reading.work).shown)
    page = client.get(answer.url)
    assert "协议.docx" in page.text
    kept = client.get(f"/agreements/readings/{reading.pk}/file/")
    assert b"".join(kept.streaming_content) == word_file_of(reading)


def word_file_of(reading) -> bytes:
    with reading.source.open() as kept:
        return kept.read()


def test_a_duty_is_told_what_it_would_say_without_being_written(client):
    reading = sent(client)
    card = from_json(reading.work).shown[0]
    before = Event.objects.count()
    fields = {
        "quick": "1",
        "party": "both",
        "activity": "lecture",
        "minimum": "5",
        "measure": "events",
        "period": "month",
        "venue": "online",
    }

    said = client.post(
        f"/agreements/readings/{reading.pk}/duties/{card.key}/say/", fields
    ).json()

    assert said["zh"] == "甲乙双方每月共同通过网络举行专题讲座不少于5次"
    assert said["problems"] == {}
    assert Event.objects.count() == before


def test_all_fields_of_a_duty_are_those_of_the_administration(client):
    reading = sent(client)
    card = from_json(reading.work).shown[0]
    address = f"/agreements/readings/{reading.pk}/duties/{card.key}/fields/"

    page = client.get(address)
    answer = client.post(
        address,
        {
            "revision": card.revision,
            "name": "示范课",
            "party": "supporting",
            "modality": "must",
            "activity_types": ["demo_lesson"],
            "measure": "lessons",
            "period": "term",
            "venue": "receiving",
            "minimum": "4",
            "subjects": ["chinese", "mathematics"],
            "grace_days": "3",
            "quotas-TOTAL_FORMS": "1",
            "quotas-INITIAL_FORMS": "0",
            "quotas-0-season": "spring",
            "quotas-0-minimum": "6",
        },
    )

    assert page.status_code == 200
    assert answer.status_code == 302
    reading.refresh_from_db()
    duty = from_json(reading.work).card(card.key).duty
    assert duty == {
        "name": "示范课",
        "party": "supporting",
        "activity_types": ["demo_lesson"],
        "measure": "lessons",
        "period": "term",
        "minimum": 4,
        "venue": "receiving",
        "subjects": ["chinese", "mathematics"],
        "grace_days": 3,
        "quotas": [{"season": "spring", "minimum": 6}],
    }


def test_a_number_on_offer_is_one_press(client):
    content = word_file(*PARAGRAPHS, "3.双方每学期定期组织学生交流活动若干次。")
    assert send(client, content=content).status_code == 302
    reading = AgreementReading.objects.get()
    work = from_json(reading.work)
    card = next(card for card in work.shown if "学生交流" in reading.text[slice(*card.span)])
    assert card.lacks_number
    fields = {
        "revision": card.revision,
        "party": "both",
        "activity": "student_exchange",
        "minimum": "",
        "measure": "events",
        "period": "term",
        "venue": "anywhere",
        "number": "2",
    }

    client.post(f"/agreements/readings/{reading.pk}/duties/{card.key}/", fields)

    reading.refresh_from_db()
    found = from_json(reading.work).card(card.key)
    assert (found.state, found.duty["minimum"], found.lacks_number) == ("corrected", 2, False)


# --- Bad files --------------------------------------------------------------------------------
BAD = [
    *((name, content) for name, content, _fault in NO_TEXT),
    ("bomb.docx", swollen_word(41 * 1024 * 1024)),
    ("large.txt", b"x" * (MAX_BYTES + 1)),
    ("poem.txt", "床前明月光，疑是地上霜。举头望明月，低头思故乡。".encode()),
]


@pytest.mark.parametrize(("name", "content"), BAD, ids=[name for name, _content in BAD])
def test_a_bad_file_gets_one_sentence_and_leaves_nothing_behind(
    client, settings, name, content
):
    kept = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}

    answer = send(client, name, content)

    assert answer.status_code == 422
    assert [len(errors) for errors in answer.context["form"].errors.values()] == [1]
    assert not AgreementReading.objects.exists()
    assert not Event.objects.exists()
    assert {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()} == kept


def test_a_body_far_too_large_is_not_waited_for(client):
    answer = client.post(
        NEW, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=2 * 10**9
    )

    assert answer.status_code == 413
    assert "20" in answer.text


def test_a_large_file_is_never_held_whole(client, monkeypatch):
    """What follows the limit is passed over: no handler behind it gets to see it."""
    seen = []
    kept = TemporaryFileUploadHandler.receive_data_chunk

    def spy(self, raw_data, start):
        seen.append(len(raw_data))
        return kept(self, raw_data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", spy)

    answer = send(client, "large.txt", b"x" * (3 * MAX_BYTES))

    assert answer.status_code == 422
    assert 0 < sum(seen) <= MAX_BYTES


# --- Who may ----------------------------------------------------------------------------------
def test_a_form_without_its_token_is_refused(staff):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)

    answer = strict.post(NEW, {"file": SimpleUploadedFile("a.txt", b"x")})

    assert answer.status_code == 403


def test_staff_of_another_bureau_sees_nothing_of_it(client, bureau):
    reading = sent(client)
    client.force_login(create_member(role="bureau_staff", bureau=create_bureau()))

    assert client.get(f"/agreements/readings/{reading.pk}/").status_code == 404
    assert "协议.docx" not in client.get("/agreements/readings/").text


def test_a_school_is_told_that_the_bureau_does_this(client, pairing):
    client.force_login(create_member(role="principal", school=pairing.supporting_school))

    assert client.get(NEW).status_code == 403
