"""Every template compiles, links to pages that are there, and keeps to the content policy."""

import re

import pytest
from django.template import Template
from django.template.base import Node
from django.template.defaulttags import URLNode
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from tests.tree import ROOT, files

FOLDER = ROOT / "templates"
NAMES = sorted(
    str(path.relative_to(FOLDER)) for path in files(".html") if FOLDER in path.parents
)
# A page runs under a policy that refuses these; a PDF has no such policy.
REFUSED = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)


def page_names(resolver=None) -> set[str]:
    """The names of all pages without a namespace."""
    resolver = resolver or get_resolver()
    names = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            names.add(entry.name)
        elif entry.namespace is None:
            names |= page_names(entry)
    return names


def linked_names(template: Template) -> set[str]:
    nodes = template.template.nodelist.get_nodes_by_type(Node)
    links = {node.view_name.var for node in nodes if isinstance(node, URLNode)}
    return {link for link in links if isinstance(link, str) and ":" not in link}


def test_there_are_templates_to_look_at():
    assert "base.html" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_links_to_pages_that_are_there(name):
    assert linked_names(get_template(name)) - page_names() == set()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("pdf/")])
def test_a_page_has_no_inline_style_or_script(name):
    text = (FOLDER / name).read_text()

    assert REFUSED.findall(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_translated_block_is_trimmed(name):
    """Untrimmed, its line breaks would be part of the message."""
    opened = re.findall(r"{% blocktrans.*?%}", (FOLDER / name).read_text())

    assert [tag for tag in opened if " trimmed" not in tag] == []
