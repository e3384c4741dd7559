"""Files served as they are: vendored ones unchanged, ours without what the policy forbids."""

import re

import pytest
from django.conf import settings

from tools import vendor

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "pdf" not in path.parts)


def test_vendored_files_are_what_their_list_says():
    assert vendor.differing() == []


def test_every_vendored_file_is_listed():
    listed = {
        vendor.place_of(package, file)
        for package in vendor.read_list()
        for file in package["files"]
    }

    present = {path for path in vendor.VENDOR.rglob("*") if path.is_file()}

    assert present - listed == {vendor.VENDOR / "vendor.json"}


def test_every_vendored_package_names_its_licence():
    assert [(p["name"], p["licence"]) for p in vendor.read_list() if not p["licence"]] == []


def test_a_changed_vendored_file_is_noticed(tmp_path, monkeypatch):
    package = vendor.read_list()[0]
    file = package["files"][0]
    place = tmp_path / package["name"] / package["version"] / "bootstrap.min.css"
    place.parent.mkdir(parents=True)
    place.write_bytes(vendor.place_of(package, file).read_bytes() + b" ")
    (tmp_path / "vendor.json").write_bytes((vendor.VENDOR / "vendor.json").read_bytes())
    monkeypatch.setattr(vendor, "VENDOR", tmp_path)

    assert file["path"] in vendor.differing()


@pytest.mark.parametrize("suffix", [".css", ".js", ".svg"])
def test_nothing_is_fetched_from_elsewhere(suffix):
    found = {
        path.name: re.findall(
            rb"(?:url\(|import |src=|href=)[\"']?(?:https?:)?//[^)\"']+", text
        )
        for path in STATIC.rglob(f"*{suffix}")
        if (text := path.read_bytes()) and b"//" in text
    }

    assert {name: urls for name, urls in found.items() if urls} == {}


def test_no_file_points_at_a_source_map_that_is_not_there():
    named = [
        path.name
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".js"} and b"sourceMappingURL" in path.read_bytes()
    ]

    assert named == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_has_no_inline_style_script_or_colour(page):
    text = page.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", text) == []
    assert re.findall(r"#[0-9a-fA-F]{6}\b", text) == []


def test_our_stylesheet_takes_its_colours_from_the_tokens():
    """White and the shades of the dark bar stand as they are; everything else is a token."""
    text = (STATIC / "css" / "app.css").read_text(encoding="utf-8")
    known = {"#fff", "#c5d1e8", "#e4eaf5", "#667285", "#111823", "#999", "#888", "#000"}

    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?=[;\s!])", text)) - known == set()
