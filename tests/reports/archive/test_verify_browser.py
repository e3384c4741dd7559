"""In a browser the file stays where it is: only its checksum is sent."""

import pytest
from django.core.cache import cache

from reports.archive import file_agreement
from tests.conftest import DESK, PHONE
from tests.reports.archive.test_archive import NOW, content_of
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_chosen_file_is_hashed_in_the_browser_and_not_sent(open_page, tmp_path, size):
    cache.clear()
    row = file_agreement(create_small_agreement(create_pair()), by=None, at=NOW)
    same, altered = tmp_path / "same.pdf", tmp_path / "altered.pdf"
    same.write_bytes(content_of(row))
    altered.write_bytes(content_of(row)[:-1] + b"x")
    page, sent = open_page(size=size), []
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))

    page.goto(f"/v/{row.code}/")
    page.set_input_files("#id_file", str(same))
    page.wait_for_selector("text=与备案文件一致")
    page.set_input_files("#id_file", str(altered))
    page.wait_for_selector("text=与备案文件不一致")

    posted = b"".join(sent)
    assert row.file_sha256.encode() in posted
    assert b"%PDF" not in posted
    assert len(posted) < 5000
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]


def test_without_script_the_file_is_sent_and_answered(open_page, tmp_path):
    cache.clear()
    row = file_agreement(create_small_agreement(create_pair()), by=None, at=NOW)
    same = tmp_path / "same.pdf"
    same.write_bytes(content_of(row))
    page = open_page(java_script_enabled=False)

    page.goto("/verify/")
    page.set_input_files("#id_file", str(same))
    page.click("text=核对这个文件")
    page.wait_for_selector("text=与备案文件一致")

    assert page.inner_text("dl").count(row.number) == 1
