"""Filing a school year on its pages: who may, what is shown before and after, what stays."""

from datetime import date
from hashlib import sha256

import pytest
import time_machine
from django.urls import reverse

from activities.models import Activity
from compliance.models import Filing, StoredVerdict
from records.models import Job
from records.signals import pairings_changed
from records.tasks import run_job
from reports.documents.summary import summary_paper
from reports.documents.year import year_summary_of
from tests.factories import at, create_activity, create_bureau, create_member, create_user
from tests.reports.paired import LATER, create_pair, create_small_agreement, create_year

pytestmark = pytest.mark.django_db
SURE = {"note": "考核会通过", "is_sure": "on"}


@pytest.fixture(autouse=True)
def _november(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(at(LATER), tick=False):
        yield


@pytest.fixture
def pairing():
    pairing = create_pair()
    create_small_agreement(pairing)
    create_year(pairing)
    return pairing


@pytest.fixture
def staff(pairing, client):
    user = create_member(
        role="bureau_staff", bureau=pairing.receiving_school.bureau, name="张工"
    )
    client.force_login(user)
    return user


def address(pairing, year: int = 2025, name: str = "file_school_year") -> str:
    return reverse(name, args=[pairing.pk, year])


def shown(client, url: str) -> str:
    return client.get(url).content.decode()


def void(activity: Activity, *, on: date) -> None:
    link = activity.links.get()
    link.steps.create(state="voided", at=at(on), on=on, by=create_user())
    link.state = "voided"
    link.save()
    pairings_changed.send(sender=Activity, pairing_ids={link.pairing_id}, on=on)


# --- before ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "side", "status"),
    [
        ("bureau_staff", "bureau", 200),
        ("inspector", "bureau", 403),
        ("principal", "receiving", 403),
        ("liaison", "supporting", 403),
    ],
)
def test_only_the_bureaus_staff_files(client, pairing, role, side, status):
    place = (
        {"bureau": pairing.receiving_school.bureau}
        if side == "bureau"
        else {"school": pairing.school_on(side)}
    )
    client.force_login(create_member(role=role, **place))

    assert client.get(address(pairing)).status_code == status
    client.post(address(pairing), SURE)
    assert Filing.objects.exists() is (status == 200)
    offer = address(pairing) in shown(client, address(pairing, 2025, "summary"))
    assert offer is False


def test_another_countys_year_is_not_there(client, pairing):
    client.force_login(create_member(role="bureau_staff", bureau=create_bureau()))

    assert client.get(address(pairing)).status_code == 404
    assert client.post(address(pairing), SURE).status_code == 404
    assert not Filing.objects.exists()


def test_the_summary_offers_it_to_the_bureau(client, pairing, staff):
    assert address(pairing) in shown(client, address(pairing, 2025, "summary"))


def test_what_will_be_frozen_is_shown_before(client, pairing, staff):
    create_activity(pairing=pairing, on=date(2026, 6, 2), state="pending_confirm")

    page = client.get(address(pairing)).context["page"]

    assert [(status, count) for status, _, count in page.tally] == [("met", 2), ("breached", 2)]
    assert page.still_open == ()
    assert page.waiting.count("2") == 1  # one of the year's own, and this one
    assert not Filing.objects.exists()


def test_without_the_tick_nothing_is_filed_and_the_note_is_kept(client, pairing, staff):
    response = client.post(address(pairing), {"note": "考核会通过"})

    assert response.context["form"].errors.keys() == {"is_sure"}
    assert "考核会通过" in response.content.decode()
    assert not Filing.objects.exists()


@pytest.mark.parametrize(
    ("year", "words"),
    [
        pytest.param(2026, "2027", id="not far enough"),
        pytest.param(2019, "2019", id="no agreement"),
    ],
)
def test_a_year_that_cannot_be_filed_says_why(client, pairing, staff, year, words):
    for response in (client.get(address(pairing, year)), client.post(address(pairing, year))):
        assert response.status_code == 200
        assert words in response.context["refusal"]

    assert client.post(address(pairing, year), SURE).context["refusal"]
    assert not Filing.objects.exists()


@pytest.mark.parametrize("year", [0, 9999, 10**9])
def test_a_year_out_of_reach_is_not_there(client, pairing, staff, year):
    assert client.get(address(pairing, year)).status_code == 404


# --- after ----------------------------------------------------------------------------------


def test_a_filed_year_says_by_whom_and_when_and_is_offered_no_more(client, pairing, staff):
    response = client.post(address(pairing), SURE, follow=True)

    filed = response.context["filed"]
    assert (filed.filed_on, filed.filed_by, filed.note) == (LATER, "张工", "考核会通过")
    assert filed.after == ()
    assert address(pairing) not in response.content.decode()
    assert client.post(address(pairing), SURE).context["refusal"]
    assert Filing.objects.count() == 1


def test_the_paper_is_made_once_and_kept_with_its_checksum(client, pairing, staff):
    client.post(address(pairing), SURE)
    assert client.get(address(pairing, 2025, "filed_document")).status_code == 404

    run_job(Job.objects.get().pk)

    filing = Filing.objects.get()
    paper = b"".join(client.get(address(pairing, 2025, "filed_document")))
    assert paper.startswith(b"%PDF")
    assert filing.sha256 == sha256(paper).hexdigest()
    void(Activity.objects.order_by("starts_on").first(), on=date(2026, 11, 25))
    client.post(address(pairing, 2025, "summary_pdf"))
    again = Job.objects.latest("pk")
    run_job(again.pk)
    again.refresh_from_db()
    with again.result.open("rb") as kept:
        assert kept.read() == paper


def test_every_reader_shows_the_filed_figure_and_what_came_after(client, pairing, staff):
    client.post(address(pairing), SURE)
    voided = Activity.objects.filter(type="demo_lesson").order_by("starts_on").first()
    duty = (
        pairing.agreements.get()
        .clauses.get(obligations__name="示范课")
        .obligations.get(name="示范课")
    )

    with time_machine.travel(at(date(2026, 11, 25)), tick=False):
        void(voided, on=date(2026, 11, 25))
        client.force_login(staff)
        summary = client.get(address(pairing, 2025, "summary"))
        page = client.get(reverse("verdict", args=[pairing.pk, duty.pk, date(2025, 9, 1)]))
        heat = client.get(reverse("pairing", args=[pairing.pk])).context["heat"]

    row = StoredVerdict.objects.get(obligation=duty, starts_on=date(2025, 9, 1))
    assert (row.status, row.counted, row.after_filing) == ("met", 2, -1)
    [(line, window)] = summary.context["filed"].after
    assert (line.name, window.status, window.ratio) == ("示范课", "met", "2/2")
    assert "−1" in window.after
    verdict, note = page.context["verdict"], page.context["filed"]
    assert (verdict.status, verdict.counted) == ("met", 2)
    assert (note.after, note.status) == (window.after, "breached")
    assert [later.activity.pk for later in note.later] == [voided.pk]
    cells = [cell for section in heat.sections for row in section.rows for cell in row.cells]
    [cell] = [cell for cell in cells if window.after in cell.filed]
    assert (cell.status, cell.figure) == ("met", "2/2")
    assert [year.school_year for year in heat.years if year.is_filed] == [2025]


def test_the_paper_and_its_data_stay_as_filed(client, pairing, staff):
    before = year_summary_of(pairing, school_year=2025, on=LATER).data["verdicts"]
    client.post(address(pairing), SURE)

    void(Activity.objects.order_by("starts_on").first(), on=date(2026, 11, 25))

    later = year_summary_of(pairing, school_year=2025, on=date(2027, 1, 5))
    assert later.data["verdicts"] == before
    assert (later.judged_on, later.data["filed_on"]) == (LATER, "2026-11-23")
    assert "2026年11月23日备案" in summary_paper(later, site="https://x.cn").as_of


def test_a_window_frozen_half_way_is_marked_on_page_and_paper(client, pairing, staff):
    with time_machine.travel(at(date(2026, 6, 10)), tick=False):
        client.post(address(pairing), SURE)

        response = client.get(address(pairing, 2025, "summary"))

    words = [w.status_word for d in response.context["page"].year.duties for w in d.windows]
    assert [("(" in word or "（" in word) for word in words] == [False, True, False, True]
    assert response.context["filed"].half_way == 2


def test_a_waiver_is_not_offered_for_a_filed_window(client, pairing, staff):
    duty = (
        pairing.agreements.get()
        .clauses.get(obligations__name="示范课")
        .obligations.get(name="示范课")
    )
    url = reverse("verdict", args=[pairing.pk, duty.pk, date(2026, 2, 20)])
    assert client.get(url).context["can_waive"] is True

    client.post(address(pairing), SURE)

    assert client.get(url).context["can_waive"] is False


def test_who_logs_for_a_filed_year_is_told_that_it_comes_after_the_filing(
    client, pairing, staff
):
    late = create_activity(pairing=pairing, on=date(2026, 5, 20), state="pending_confirm")
    url = reverse("activity_answer", args=[late.pk])
    [before] = client.get(url).context["answers"][0].counts
    assert (before.counted, before.gain, before.filed) == ("1 次", "1", "")

    client.post(address(pairing), SURE)

    [after] = client.get(url).context["answers"][0].counts
    assert (after.counted, after.gain, after.left) == ("1 次", "1", "")
    assert "2026" in after.filed
