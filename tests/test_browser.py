"""A person with a browser."""

import pytest

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_login_page_opens_in_chinese_and_fits_the_screen(open_page, size):
    page = open_page(size=size)

    page.goto("/")

    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("input[name=password]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
