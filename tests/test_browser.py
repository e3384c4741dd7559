"""A person with a browser, a real site and a real worker."""

import pytest
from django.urls import reverse
from django.utils import timezone

from records import jobs
from tests.conftest import DESK, PHONE
from tests.factories import create_user

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_login_page_opens_in_chinese_and_fits_the_screen(open_page, size):
    page = open_page(size=size)

    page.goto("/")

    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("input[name=password]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_page_of_a_job_follows_the_worker_to_the_file(open_page, login, script, request):
    owner = create_user(username="luo")
    page = login(open_page(java_script_enabled=script), "luo")
    job = jobs.order("test.echo", owner=owner, arguments={"text": "已完成"}, at=timezone.now())
    page.goto(reverse("job", args=[job.pk]))
    assert page.locator("#job").get_attribute("data-finished") == "no"

    request.getfixturevalue("worker")
    page.wait_for_selector("#job[data-finished=yes]", timeout=60_000)
    with page.expect_download() as download:
        page.click("#job a")

    assert download.value.suggested_filename == "回声.txt"
    assert download.value.path().read_text() == "已完成"
